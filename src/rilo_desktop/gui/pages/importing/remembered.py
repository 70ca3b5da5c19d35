"""The answers that the office remembers of its own tables: looked at, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from rilo_desktop.language import NC_
from rilo_desktop.services.deferred import import_memory

from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...theme.tokens import SECTION, SEMIBOLD
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.table import WordsTable

if TYPE_CHECKING:
    from rilo_desktop.services.records.import_memory import RememberedLine


class RememberedAnswers(Panel):
    shown = Signal()
    """The list stands on the page."""
    left = Signal()
    """Back to the ways to begin an import."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._lines: tuple[RememberedLine, ...] = ()
        self.title = Label(tr("Remembered answers"), SECTION, SEMIBOLD)
        self.about = Label("", tone="text2", wrap=True)
        heads = (tr("Where it holds"), tr(NC_("what was answered", "Answer")), tr("Given in"))
        self.table = WordsTable(tr("Remembered answers"), heads, 0)
        self.table.chosen.connect(self._show_forget)
        self.forget = button(tr("Take back"), self._forget, "primary", high=36)
        self.back = button(tr("Back"), self.left.emit, high=36)
        foot = Panel("canvas", "t")
        hbox(None, self.back, self.forget, gap=8, margins=(24, 12, 24, 12), into=foot)
        body = vbox(self.title, 4, self.about, 16, (self.table, 1), margins=(24, 20, 24, 12))
        vbox((body, 1), foot, into=self)

    def show_list(self) -> None:
        self._context.serve(
            import_memory.listed,
            window_language(),
            then=self._show,
            owner=self,
            turn="remembered",
        )

    def take_focus(self) -> None:
        (self.table if self._lines else self.back).setFocus()

    def _show(self, lines: Sequence[RememberedLine]) -> None:
        self._lines = tuple(lines)
        self.about.setText(
            tr("An answer that is taken back is asked again. Records that were imported stay.")
            if lines
            else tr("No answers are remembered.")
        )
        self.table.show_rows([(one.where, one.answer, one.given) for one in lines])
        self.table.setVisible(bool(lines))
        self._show_forget()
        self.take_focus()
        self.shown.emit()

    def _show_forget(self) -> None:
        self.forget.setEnabled(bool(self._lines) and bool(self.table.selected))

    def _forget(self) -> None:
        chosen = [self._lines[at].about for at in self.table.selected]
        self._context.serve(
            import_memory.forget, chosen, then=self._on_forgotten, owner=self, turn="remembered"
        )

    def _on_forgotten(self, count: int) -> None:
        self._context.told.emit(
            plural("{count} answer was taken back.", "{count} answers were taken back.", count)
        )
        self.show_list()
