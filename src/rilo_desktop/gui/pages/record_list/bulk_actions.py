"""Several records at once: what is chosen in a list, and the same change to all of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from rilo_desktop.records import Submission
from rilo_desktop.services.deferred import lists

from ...context import PageContext
from ...i18n import tr
from ...record_commands.end_of_release import ask_about_release
from ...routing import Route
from ...widgets.command_menu import add_commands, add_entry, context_menu
from .facets import ARCHIVED
from .layout import ListLayout
from .state import ListState

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.bulk import BulkChange, BulkDone

OF_ONE = ("record.duplicate", "derive ", "view ")
"""Commands on one record, by their keys or the beginnings of them."""
NAMED = 5
"""Records that could not be changed and are named; more are only hinted at."""


class BulkActions(QObject):
    def __init__(self, frame: ListLayout, state: ListState, context: PageContext) -> None:
        super().__init__(frame)
        self._frame, self._state, self._context = frame, state, context
        self._kept: frozenset[int] = frozenset()
        frame.view.selected.connect(self._on_selected)
        frame.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        frame.view.customContextMenuRequested.connect(self._open_menu)
        frame.selection.wanted.connect(self.change)
        frame.selection.to_submission.connect(self.to_submission)
        frame.selection.day_wanted.connect(self._ask_day)
        frame.selection.cleared.connect(self._choose_one)
        frame.review_day.named.connect(self._set_day)
        frame.selection.field_wanted.connect(self.ask_field)
        frame.bulk_field.named.connect(self._set_field)

    @property
    def keys(self) -> tuple[int, ...]:
        """Keys of the records that are chosen."""
        return self._frame.model.keys(self._frame.view.selected_rows())

    def show_state(self) -> None:
        """The line above the rows says how many are chosen, where they are several."""
        frame = self._frame
        count = len(frame.view.selected_rows())
        if count > 1 and frame.line not in (frame.review_day, frame.bulk_field):
            frame.selection.show_count(count, ARCHIVED in frame.facets.chosen)
            frame.show_line(frame.selection)
        elif frame.line is frame.selection:
            frame.show_line(None)

    def choose_again(self) -> None:
        """After a change the list is asked anew; what was chosen stays chosen."""
        if self._kept:
            self._frame.view.select_rows(self._frame.model.rows_of_keys(self._kept))
            self._kept = frozenset()

    def change(self, wanted: BulkChange) -> None:
        """The same change to all that are chosen, as one operation.

        Asks first where released records become drafts again.
        """
        keys = self.keys

        def ask(count: int) -> None:
            ask_about_release(self._frame, count, lambda: self._change(keys, wanted))

        self._context.serve(_released, keys, wanted, then=ask, owner=self)

    def _change(self, keys: tuple[int, ...], wanted: BulkChange) -> None:
        self._kept = frozenset(keys) if len(keys) > 1 else frozenset()
        self._context.serve(_change, keys, wanted, then=self._on_changed, owner=self)

    def to_submission(self) -> None:
        """Begin a submission with what is chosen."""

        def go(ids: tuple[str, ...]) -> None:
            self._context.go(Route(Submission.kind.code, records=ids))

        self._context.serve(lists.ids, self.keys, then=go, owner=self)

    def _on_selected(self) -> None:
        self.show_state()

    def _open_menu(self, place: QPoint) -> None:
        if self._frame.view.selected_rows():
            view = self._frame.view
            self.row_menu().popup(view.viewport().mapToGlobal(place))

    def row_menu(self) -> QMenu:
        """What can be done with the row, or with all that are chosen."""
        frame = self._frame
        rows = frame.view.selected_rows()
        frame.selection.show_count(len(rows), ARCHIVED in frame.facets.chosen)
        menu = context_menu(frame.view)
        if len(rows) == 1:
            add_entry(
                menu, tr("Open the record"), partial(frame.view.opened.emit, rows[0]), "Enter"
            )
            add_commands(menu, frame, OF_ONE)
            menu.addSeparator()
        if frame.spec.can_be_sent:
            add_entry(menu, tr("Add to submission"), self.to_submission)
        add_commands(menu, frame, ("pages.print",))
        frame.selection.fill(menu)
        return menu

    def _on_changed(self, done: BulkDone) -> None:
        """What changed is told, with its undo, to all; what did not is told here."""
        if done.changes.operation:
            self._context.announce(done.changes)
        if done.skipped:
            names = ", ".join(done.skipped[:NAMED]) + (" …" if len(done.skipped) > NAMED else "")
            self._context.told.emit(tr("Left as they are: {names}.", names=names))
        elif not done.changes.operation:
            self._context.told.emit(tr("Nothing had to be changed."))

    def _choose_one(self) -> None:
        self._frame.view.selectRow(self._frame.view.currentIndex().row())
        self._frame.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_day(self) -> None:
        self._frame.show_line(self._frame.review_day)
        self._frame.review_day.ask()

    def _set_day(self, text: str) -> None:
        from rilo_desktop.services.records.bulk import BulkChange

        self.change(BulkChange(review_date=text.strip()))
        self._state.line_left.emit()

    def ask_field(self) -> None:
        """Which field shall get which code in all that are chosen."""
        if not self._frame.view.selected_rows():
            return
        self._frame.show_line(self._frame.bulk_field)
        self._frame.bulk_field.ask()

    def _set_field(self, field: str, code: str) -> None:
        from rilo_desktop.services.records.bulk import BulkChange

        self.change(BulkChange(field=field, code=code))
        self._state.line_left.emit()


def _released(session: Session, keys: tuple[int, ...], wanted: BulkChange) -> int:
    """Runs in the worker."""
    from rilo_desktop.services.records import bulk, lists

    return bulk.released(session, lists.ids(session, keys), wanted)


def _change(session: Session, keys: tuple[int, ...], wanted: BulkChange) -> BulkDone:
    """Runs in the worker."""
    from rilo_desktop.services.records import bulk, lists

    return bulk.change(session, lists.ids(session, keys), wanted)
