"""Undo of what was done in the store: offered after each operation, and as commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import undo

from ..commands import EDIT, Command, register
from ..context import PageContext
from ..i18n import kind_in_sentence, plural, tr

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.undo import Undoable, UndoScope

LARGE = 500
"""From this many records on, undo shows how far it is and can be cancelled."""


class UndoController(QObject):
    """One for each window. Pages only announce `Changes`; what they tell of it carries the offer.

    What is offered is the operation that was announced, whatever was done since: the service
    refuses where it can no longer be taken back. The commands mean the page that is shown: what was
    done elsewhere is named and asked for (decision 0079).
    """

    def __init__(
        self, context: PageContext, place: QWidget, scope: Callable[[], UndoScope]
    ) -> None:
        """`scope`: what is changed on the page that is shown."""
        super().__init__(place)
        self._context, self._shown = context, scope
        self._made: dict[UndoScope, frozenset[int]] = {}
        """What was done where, since the office was opened: a record may change another one."""
        self._changes: Changes | None = None
        self._told = ""
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._offer)
        context.changes.happened.connect(self._on_changes)
        context.told.connect(self._on_message)
        # An offer that is due does not hide why the step after it was refused
        context.failed.connect(self._next.stop)
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

    def _scope(self) -> UndoScope:
        shown = self._shown()
        return replace(shown, operations=self._made.get(shown, frozenset()))

    def undo_last(self) -> None:
        """The newest operation of this officer here, made before a restart perhaps."""
        self._context.serve(undo.last, self._scope(), then=self._on_last, owner=self)

    def redo_last(self) -> None:
        self._context.serve(undo.last_undone, self._scope(), then=self._on_last_undone, owner=self)

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

    def _on_last(self, found: Undoable | None) -> None:
        if found is not None:
            self.undo(found.operation, found.records)
        else:
            self._context.serve(undo.last, then=self._on_elsewhere, owner=self)

    def _on_last_undone(self, found: Undoable | None) -> None:
        if found is not None:
            self.undo(found.operation, found.records)
        else:
            self._context.serve(undo.last_undone, then=self._on_undone_elsewhere, owner=self)

    def _on_elsewhere(self, found: Undoable | None) -> None:
        """Nothing was done on this page."""
        if found is None:
            self._context.told.emit(
                tr("There is nothing of yours to undo. Reviews and releases are not undone.")
            )
            return
        self._context.offered.emit(
            tr(
                "You changed nothing on this page that can be undone. Your last change was "
                "elsewhere: {what}",
                what=_named(found.records, found.kind, found.title, found.of_comment),
            ),
            tr("Undo it"),
            partial(self.undo, found.operation, found.records),
        )

    def _on_undone_elsewhere(self, found: Undoable | None) -> None:
        if found is None:
            self._context.told.emit(tr("There is nothing to redo."))
            return
        self._context.offered.emit(
            tr(
                "You undid nothing on this page. What you undid last was elsewhere: {what}",
                what=_named(found.records, found.kind, found.title, found.of_comment),
            ),
            tr("Redo it"),
            partial(self.undo, found.operation, found.records),
        )

    def _on_changes(self, changes: Changes) -> None:
        if changes.operation and changes.records:
            shown = self._shown()
            self._made[shown] = self._made.get(shown, frozenset()) | {changes.operation}
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
        self._context.offered.emit(
            self._told or _sentence_of(changes),
            tr("Redo") if changes.action == actions.UNDO else tr("Undo"),
            lambda: self.undo(changes.operation, len(changes.records)),
        )


def _sentence_of(changes: Changes) -> str:
    from rilo_desktop.services.office import actions

    kind = next(iter(changes.kinds))
    what = _named(len(changes.records), kind, changes.title, changes.of_comment)
    if changes.action == actions.UNDO:
        return tr("Undone: {what}", what=what)
    if changes.action == actions.REDO:
        return tr("Done again: {what}", what=what)
    return tr("Saved: {what}", what=what)


def _named(records: int, kind: str, title: str, of_comment: bool) -> str:
    """What an operation wrote, as it stands behind a colon: its record by name, or how many."""
    if records != 1:
        return plural("{count} record", "{count} records", records)
    if of_comment:
        kind, title = kind_in_sentence(kind), title or tr("Untitled")
        return tr("comment on {kind} “{title}”", kind=kind, title=title)
    return tr("{kind} “{title}”", kind=kind_in_sentence(kind), title=title or tr("Untitled"))
