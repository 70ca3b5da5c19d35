"""The side of an editor: findings, and what may be picked below them; history; paper; comments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import Record, RecordType
from rilo_desktop.services.deferred import record_comments

from ...context import PageContext
from ...i18n import tr
from ...routing import COMMENTS
from ...theme import scaled
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SIDE, SMALL
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, hbox, vbox
from ...widgets.progress import Bar
from .comments_side import CommentsSide
from .duplicates_panel import DuplicatesPanel
from .history import HistorySide
from .print_preview import PaperSide
from .suggestion_panel import BESIDE, SuggestionPanel

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.record_comments import CommentThread

FINDINGS, HISTORY, PAPER = "findings", "history", "paper"
FINDINGS_SHARE, LEAST_FINDINGS = 32, 96
"""Of a hundred parts of the window's height, what findings take above something else."""


class SidePanel(Panel):
    """Shows one of its parts; history and paper are made when they are first wanted."""

    chosen = Signal(object)
    """The finding that shall be solved."""
    wanted = Signal(str)
    """Another part shall be shown."""
    commented = Signal(int)
    """So many comments on the record are open."""

    def __init__(
        self, context: PageContext, kind: RecordType, on_form: Callable[[], Record | None]
    ) -> None:
        """`on_form` gives the record as it stands on the form."""
        super().__init__("surface", "l", width=SIDE)
        self._context, self._on_form = context, on_form
        self._spec = record_type(kind.code)
        self.mode = FINDINGS
        self._at = ("", "")
        self._is_dirty = False
        self.findings = FindingsSide()
        self.findings.chosen.connect(self.chosen)
        self.view = self.findings.view
        self.beside: SuggestionPanel | None = None
        if self._spec.suggestions is not None:
            self.beside = SuggestionPanel(context, kind, on_form)
            self.findings.limit_height()
        self.duplicates = DuplicatesPanel(context, kind, on_form)
        self._below = Hairline()
        self.history: HistorySide | None = None
        self.paper: PaperSide | None = None
        self.comments = CommentsSide(context, kind)
        self.comments.changed.connect(context.announce)
        context.changes.happened.connect(self._on_changes)
        self._stack = QStackedWidget()
        beside = [(self.beside, 1)] if self.beside else []
        self._first = vbox(self.findings, self.duplicates, self._below, *beside)
        self._below.setVisible(self.beside is not None)
        self._stack.addWidget(self._first)
        self._stack.addWidget(self.comments)
        self._here = FieldFinding()
        vbox((self._stack, 1), self._here, margins=(1, 0, 0, 0), into=self)

    def show_part(self, mode: str) -> None:
        lacks = {PAPER: not self._spec.has_pages, BESIDE: self.beside is None}
        self.mode = FINDINGS if lacks.get(mode, False) else mode
        self.findings.setVisible(self.mode != BESIDE)
        self._below.setVisible(self.mode != BESIDE and self.beside is not None)
        self._stack.setCurrentWidget(self._part())
        self._here.setVisible(self._says_here())

    def show_finding_here(self, severity: str, sentence: str) -> None:
        """What was found at the field in use: said where the findings are not shown."""
        self._here.show_finding(severity, sentence)
        self._here.setVisible(self._says_here())

    def _says_here(self) -> bool:
        return self.mode in (BESIDE, HISTORY) and bool(self._here.sentence)

    def show_record(self, record_id: str, base: str, dirty: bool) -> None:
        """Another record or revision is in the editor; `base` "": it was never saved."""
        self._at, self._is_dirty = (record_id, base), dirty
        self.duplicates.look_at(base)
        self._ask_comments()
        self.refresh()

    def _ask_comments(self) -> None:
        record_id, base = self._at
        if not base:
            self._show_comments("", ())
            return
        self._context.serve(
            record_comments.of_record,
            record_id,
            then=partial(self._show_comments, record_id),
            owner=self,
            turn="comments",
        )

    def _show_comments(self, record_id: str, threads: Sequence[CommentThread]) -> None:
        self.comments.show_threads(record_id, threads)
        self.commented.emit(sum(thread.is_open for thread in threads))

    def _on_changes(self, changes: Changes) -> None:
        if self._at[0] in changes.records:
            self._ask_comments()

    def refresh(self) -> None:
        """Read or draw again what is shown now."""
        if self.history is not None and self.mode == HISTORY:
            self.history.show_record(*self._at)
            self.history.set_dirty(self._is_dirty)
        elif self.paper is not None and self.mode == PAPER:
            self.paper.draw()
        elif self.beside is not None:
            self.beside.update_offers()

    def form_changed(self, dirty: bool) -> None:
        self._is_dirty = dirty
        self.duplicates.look_later()
        if self.history is not None:
            self.history.set_dirty(dirty)
        if self.paper is not None:
            self.paper.draw_soon()
        if self.beside is not None:
            self.beside.update_later()

    def show_findings(self, found: Sequence[ShownFinding], done: int, all_parts: int) -> None:
        self.findings.show_findings(found, done, all_parts)
        if self.paper is not None:
            self.paper.show_findings(found)

    def _part(self) -> QWidget:
        if self.mode == HISTORY:
            return self.history or self._made_history()
        if self.mode == PAPER:
            return self.paper or self._made_paper()
        return self.comments if self.mode == COMMENTS else self._first

    def _made_history(self) -> HistorySide:
        made = self.history = HistorySide(self._context, self._spec.kind)
        made.findings_wanted.connect(lambda: self.wanted.emit(FINDINGS))
        made.restored.connect(self._context.announce)
        self._stack.addWidget(made)
        return made

    def _made_paper(self) -> PaperSide:
        made = self.paper = PaperSide(self._context, self._on_form)
        made.findings_wanted.connect(lambda: self.wanted.emit(FINDINGS))
        made.show_findings(self.findings.view.found)
        self._stack.addWidget(made)
        return made


class FieldFinding(QWidget):
    """One finding, below what covers the others."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = ""
        self._words = Label("", SMALL, MEDIUM, wrap=True)
        vbox(Hairline(), 10, self._words, margins=(16, 0, 16, 12), into=self)
        self.hide()

    def show_finding(self, severity: str, sentence: str) -> None:
        self.sentence = sentence
        self._words.setText(sentence)
        self._words.tone("danger" if severity == "blocks" else "text2")


class FindingsSide(QWidget):
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_above = False
        self._count = Label("", SMALL, MEDIUM, "text2")
        self._bar = Bar()
        self._bar.setFixedHeight(scaled(4))
        self._bar.setAccessibleName(tr("Complete"))
        self.view = FindingsView(tr("Findings"))
        self.view.chosen.connect(self.chosen)
        self._fine = Label(tr("Ready for release."), tone="text2", wrap=True)
        self._fine.hide()
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._rest.hide()
        vbox(
            hbox(Label(tr("Before release"), SECTION, SEMIBOLD), None, self._count),
            10,
            self._bar,
            10,
            self._fine,
            (self.view, 1),
            self._rest,
            margins=(16, 16, 16, 12),
            into=self,
        )

    def limit_height(self) -> None:
        """Something stands below: be as high as the findings are, a few of them at most."""
        self._is_above = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_findings(self, found: Sequence[ShownFinding], done: int, all_parts: int) -> None:
        self.view.show_findings(found)
        self.view.setVisible(bool(found))
        self._fine.setVisible(not found)
        self._rest.setVisible(not found and not self._is_above)
        self._fit()
        self._count.setText(tr("{done} of {all}", done=done, all=all_parts))
        self._bar.show_share(done, max(1, all_parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._is_above:
            room = max(scaled(LEAST_FINDINGS), self.window().height() * FINDINGS_SHARE // 100)
            self.view.setFixedHeight(min(self.view.rows_high_of(room) + 4, room))
