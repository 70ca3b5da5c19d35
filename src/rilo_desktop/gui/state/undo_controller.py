"""Undo of what was done in the store: offered after each operation, and as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import undo

from ..commands import EDIT, Command, register
from ..context import PageContext
from ..i18n import plural, tr

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.undo import Undoable

LARGE = 500
"""From this many records on, undo shows how far it is and can be cancelled."""


class UndoController(QObject):
    """One for each window. Pages only announce `Changes`; what they tell of it carries the offer.

    What is offered is the operation that was announced, whatever was done since: the service
    refuses where it can no longer be taken back.
    """

    def __init__(self, context: PageContext, place: QWidget) -> None:
        super().__init__(place)
        self._context = context
        self._changes: Changes | None = None
        self._told = ""
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._offer)
        context.changes.happened.connect(self._on_changes)
        context.told.connect(self._on_message)
        context.undo_wanted.connect(self.undo_last)
        context.redo_wanted.connect(self.redo_last)
        register(
            place,
            Command(
                "undo",
                tr("Undo last change"),
                "Ctrl+Alt+Z",
                self.undo_last,
                menu=EDIT,
                topic="writing",
            ),
            Command(
                "redo",
                tr("Redo last change"),
                "Ctrl+Alt+Y",
                self.redo_last,
                menu=EDIT,
                topic="writing",
            ),
        )

    def undo_last(self) -> None:
        """The newest operation of this officer, made before a restart perhaps."""
        nothing = tr("There is nothing of yours to undo. Reviews and releases are not undone.")
        self._context.serve(undo.last, then=lambda found: self._take(found, nothing), owner=self)

    def redo_last(self) -> None:
        nothing = tr("There is nothing to redo.")
        self._context.serve(
            undo.last_undone, then=lambda found: self._take(found, nothing), owner=self
        )

    def undo(self, operation: int, records: int = 1) -> None:
        """Take an operation back, and say so."""
        working = tr("Undoing") if records >= LARGE else ""
        self._context.serve(
            undo.undo,
            operation,
            working=working,
            then=self._context.announce,
            owner=self,
            turn="undo",
        )

    def _take(self, found: Undoable | None, nothing: str) -> None:
        if found is None:
            self._context.told.emit(nothing)
        else:
            self.undo(found.operation, found.records)

    def _on_changes(self, changes: Changes) -> None:
        if changes.operation and changes.records:
            self._changes, self._told = changes, ""
            self._next.start()

    def _on_message(self, sentence: str) -> None:
        """The page says itself what it did: its sentence carries the offer."""
        if self._next.isActive():
            self._told = sentence

    def _offer(self) -> None:
        from rilo_desktop.services.office import actions

        changes, self._changes = self._changes, None
        if changes is None or changes.action not in actions.UNDOABLE:
            return
        undone = changes.action == actions.UNDO
        self._context.offered.emit(
            self._told or _sentence_of(changes, undone),
            tr("Redo") if undone else tr("Undo"),
            lambda: self.undo(changes.operation, len(changes.records)),
        )


def _sentence_of(changes: Changes, undone: bool) -> str:
    count = len(changes.records)
    if undone:
        return plural("Undone: {count} record", "Undone: {count} records", count)
    if count == 1:
        return tr("Saved")
    return plural("{count} record saved", "{count} records saved", count)
