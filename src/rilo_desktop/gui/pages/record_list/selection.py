"""What can be done with several records at once: it stands above the list while they are chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ...i18n import code_label, numbers, tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.buttons import button
from ...widgets.command_menu import add_entry, context_menu
from ...widgets.labels import ElidedLabel, tip
from ...widgets.layouts import hbox

if TYPE_CHECKING:
    from rilo_desktop.services.records.bulk import BulkChange

SET_KEYS = "Ctrl+Shift+F"
LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


class SelectionBar(QWidget):
    """`wanted(BulkChange)`, `to_submission`, `cleared`; `day_wanted`: ask for a review date."""

    wanted = Signal(object)
    to_submission = Signal()
    day_wanted = Signal()
    field_wanted = Signal()
    """Ask for a field with a list, and its code."""
    cleared = Signal()
    copy_wanted = Signal()
    export_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, for_submission: bool, has_pages: bool = False) -> None:
        super().__init__()
        self._filed, self._has_pages = False, has_pages
        self._words = ElidedLabel("", SMALL, MEDIUM)
        self.change = button(tr("Change"), self._open_menu, "secondary", "adjustments", high=26)
        self.send = button(
            tr("Add to submission"), self.to_submission.emit, "secondary", "send", high=26
        )
        drop = button("", self.cleared.emit, "ghost", "x", tr("Choose only one"), high=26)
        hbox(self._words, None, self.change, self.send, drop, gap=8, into=self)
        self.send.setVisible(for_submission)  # only now has it a place

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the words have no room, the icon of the longest button is enough."""
        super().resizeEvent(event)
        self._show_words(True)
        if self.minimumSizeHint().width() + self._words.sizeHint().width() > self.width():
            self._show_words(False)

    def _show_words(self, shown: bool) -> None:
        name = self.send.accessibleName()
        self.send.setText(name if shown else "")
        self.send.setToolTip("" if shown else tip(name))

    def show_count(self, count: int, filed: bool) -> None:
        """`filed`: the list shows the archive."""
        self._filed = filed
        self._words.setText(tr("{count} selected", count=numbers().number(count)))

    def _open_menu(self) -> None:
        self.menu(self).popup(self.change.mapToGlobal(QPoint(0, self.change.height() + 2)))

    def menu(self, parent: QWidget) -> QMenu:
        """The same changes as a menu, which goes when it is closed."""
        menu = context_menu(parent)
        self.fill(menu)
        return menu

    def fill(self, menu: QMenu) -> None:
        """The changes as entries of a menu."""
        from rilo_desktop.services.records.bulk import BulkChange

        self._action(menu, tr("Copy rows with headings"), self.copy_wanted.emit)
        self._action(menu, tr("Export the selection …"), self.export_wanted.emit)
        if self._has_pages:
            self._action(menu, tr("Save as PDF …"), self.pdf_wanted.emit)
        menu.addSeparator()
        labels = menu.addMenu(tr("Handling label"))
        for code in LABELS:
            self._entry(labels, code_label("tlp", code), BulkChange(tlp=code))
        days = menu.addMenu(tr("Review date"))
        today = date.today()
        for text, months in (
            (tr("In three months"), 3),
            (tr("In six months"), 6),
            (tr("In a year"), 12),
        ):
            day = in_months(today, months)
            shown = f"{text}  {numbers().day(day, short=True)}"
            self._entry(days, shown, BulkChange(review_date=day.isoformat()))
        self._action(days, tr("On another day …"), self.day_wanted.emit)
        self._entry(days, tr("No review date"), BulkChange(review_date=""))
        add_entry(menu, tr("Set a field …"), self.field_wanted.emit, SET_KEYS)
        menu.addSeparator()
        if self._filed:
            self._entry(menu, tr("Unarchive"), BulkChange(archived=False))
        else:
            self._entry(menu, tr("Archive"), BulkChange(archived=True))

    def _entry(self, menu: QMenu, text: str, change: BulkChange) -> None:
        self._action(menu, text, lambda: self.wanted.emit(change))

    def _action(self, menu: QMenu, text: str, run: Callable[[], object]) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)


def in_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
