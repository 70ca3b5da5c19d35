"""Several records at once: what is chosen in a list, and the same change to all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from rilo_desktop.records import Submission
from rilo_desktop.services.deferred import lists

from ..desk import Desk
from ..destination import Destination
from ..texts import tr
from .facets import ARCHIVED

if TYPE_CHECKING:
    from rilo_desktop.services.bulk import BulkChange, BulkDone
    from rilo_desktop.services.session import Session

    from .page import ListPage

NAMED = 5
"""Records that could not be changed and are named; more are only hinted at."""


class Together(QObject):
    def __init__(self, page: ListPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._kept: frozenset[int] = frozenset()
        page.view.selected.connect(self._on_selected)
        page.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.view.customContextMenuRequested.connect(self._open_menu)
        page.selection.wanted.connect(self.change)
        page.selection.to_submission.connect(self.to_submission)
        page.selection.day_wanted.connect(self._ask_day)
        page.selection.cleared.connect(self._choose_one)
        page.review_day.named.connect(self._set_day)

    @property
    def keys(self) -> tuple[int, ...]:
        """Keys of the records that are chosen."""
        return self._page.model.keys(self._page.view.selected_rows())

    def show_state(self) -> None:
        """The line above the rows says how many are chosen, where they are several."""
        page = self._page
        count = len(page.view.selected_rows())
        if count > 1 and page.line is not page.review_day:
            page.selection.show_count(count, ARCHIVED in page.facets.chosen)
            page.show_line(page.selection)
        elif page.line is page.selection:
            page.show_line(None)

    def choose_again(self) -> None:
        """After a change the list is asked anew; what was chosen stays chosen."""
        if self._kept:
            self._page.view.select_rows(self._page.model.rows_of_keys(self._kept))
            self._kept = frozenset()

    def change(self, wanted: BulkChange) -> None:
        """The same change to all that are chosen, as one operation."""
        keys = self.keys
        self._kept = frozenset(keys) if len(keys) > 1 else frozenset()
        self._desk.serve(_change, keys, wanted, then=self._on_changed, owner=self)

    def to_submission(self) -> None:
        """Begin a submission with what is chosen."""

        def go(ids: tuple[str, ...]) -> None:
            self._desk.go(Destination(Submission.kind.code, records=ids))

        self._desk.serve(lists.ids, self.keys, then=go, owner=self)

    def _on_selected(self) -> None:
        self.show_state()

    def _open_menu(self, place: QPoint) -> None:
        page = self._page
        if page.view.selected_rows():
            page.selection.show_count(
                len(page.view.selected_rows()), ARCHIVED in page.facets.chosen
            )
            page.selection.menu(page.view).popup(page.view.viewport().mapToGlobal(place))

    def _on_changed(self, done: BulkDone) -> None:
        """What changed is told, with its undo, to all; what did not is told here."""
        if done.changes.operation:
            self._desk.announce(done.changes)
        if done.skipped:
            names = ", ".join(done.skipped[:NAMED]) + (" …" if len(done.skipped) > NAMED else "")
            self._desk.told.emit(tr("Left as they are: {names}.", names=names))
        elif not done.changes.operation:
            self._desk.told.emit(tr("Nothing had to be changed."))

    def _choose_one(self) -> None:
        self._page.view.selectRow(self._page.view.currentIndex().row())
        self._page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_day(self) -> None:
        self._page.show_line(self._page.review_day)
        self._page.review_day.ask()

    def _set_day(self, text: str) -> None:
        from rilo_desktop.services.bulk import BulkChange

        self.change(BulkChange(review_date=text.strip()))
        self._page.leave_line()


def _change(session: Session, keys: tuple[int, ...], wanted: BulkChange) -> BulkDone:
    """Runs in the worker."""
    from rilo_desktop.services import bulk, lists

    return bulk.change(session, lists.ids(session, keys), wanted)
