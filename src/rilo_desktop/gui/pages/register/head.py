"""Above the list of activities: the line that notes one, and the year in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from rilo_desktop.records import Activity
from rilo_desktop.services.deferred import activities

from ...commands import Command, register
from ...context import PageContext
from ...i18n import tr
from ...widgets.layouts import hbox, vbox
from ...widgets.list_head import ListHead
from .quick_line import QuickLine
from .result import result_of
from .year_table import YearTable

if TYPE_CHECKING:
    from rilo_desktop.services.records.activities import YearOfOffice
    from rilo_desktop.services.records.changes import Changes, Saved

KINDS = frozenset({Activity.kind.code})


class RegisterHead(ListHead):
    tell = staticmethod(result_of)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._year = 0
        self._filters: Mapping[str, tuple[str, ...]] = {}
        self.quick = QuickLine()
        self.table = YearTable()
        self.quick.noted.connect(self._note)
        self.quick.left_downwards.connect(self._on_down)
        self.table.chosen.connect(self.narrowed)
        self.table.year_wanted.connect(self.show_year)
        self.table.hide()
        self.quick.setEnabled(context.may("write"))
        vbox(
            hbox(self.quick, margins=(20, 12, 16, 0)),
            hbox(self.table, margins=(0, 0, 16, 0)),
            gap=8,
            into=self,
        )
        keys = "Ctrl+Shift+N"
        register(self, Command("register.note", tr("Note an activity"), keys, self.take_focus))
        context.changes.happened.connect(self._on_changes)
        self._ask()

    def show_year(self, year: int) -> None:
        """Another year in numbers; 0 is the present one."""
        self._year = year
        self._ask()

    def show_filters(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        self._filters = filters
        self.table.mark(filters)

    def show_room(self, is_empty: bool, has_panel: bool) -> None:
        self.table.setVisible(not is_empty and not has_panel)
        self.quick.show_example(is_empty)

    def take_focus(self) -> None:
        self.quick.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        ask = self._context.serve
        ask(activities.year, self._year, then=self._on_year, owner=self, turn="year")
        ask(activities.entry_names, then=self.quick.know, owner=self, turn="names", later=True)

    def _on_year(self, found: YearOfOffice) -> None:
        self.quick.be_on(found.today)
        self.table.show_year(found)
        self.table.mark(self._filters)

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & KINDS:
            self._ask()

    def _on_down(self) -> None:
        if self.table.isVisible():
            if not self.table.view.currentIndex().isValid():
                self.table.view.go_to(0, 0)
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left_downwards.emit()

    def _note(self, values: Mapping[str, Any]) -> None:
        self._context.serve(activities.note, values, then=self._on_noted, owner=self)

    def _on_noted(self, saved: Saved) -> None:
        self.quick.saved()
        self._context.announce(saved)
        self._context.told.emit(tr("Noted: {title}", title=saved.stored.record.title_text))
