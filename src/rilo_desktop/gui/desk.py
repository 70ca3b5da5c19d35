"""What every page gets: the worker, the office, what changed, and where to tell the officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rilo_desktop.services.deferred import lists

from .backups import Backups
from .changes import ChangeBoard
from .destination import Destination
from .models.choice import Choice
from .models.listed import further_titles, title_of
from .office_session import Entered, OfficeSession
from .preferences import USUAL, Preferences
from .service_client import ServiceClient
from .tasks import Tasks

if TYPE_CHECKING:
    from rilo_desktop.services.changes import Changes
    from rilo_desktop.services.lists import Row
    from rilo_desktop.services.session import Session


class Desk(ServiceClient):
    """One for each window. `told` carries a sentence for the officer, `failed` what went wrong."""

    told = Signal(str)
    warned = Signal(str)
    """A sentence for the officer about what could not be done; it stays until it is closed."""
    failed = Signal(object)
    offered = Signal(str, str, object)
    """A sentence, the text of a button, and what the button calls."""
    preferred = Signal(object)
    """{name: value} of `Preferences` that the officer chose."""
    wanted = Signal(object)
    """A Destination: a page asks for another one."""
    sought = Signal(str)
    """Find anything is wanted, with these words."""
    rescue_wanted = Signal()
    """A backup shall take the place of this office."""
    update_chosen = Signal(object)
    """Path of a new version of the program, to be looked at."""
    counted = Signal()
    """`counts` (kind -> records) are known anew."""
    names_changed = Signal(str)
    """The records of a kind that fields may name were read (again)."""

    def __init__(
        self,
        tasks: Tasks,
        office: OfficeSession,
        entered: Entered,
        preferences: Preferences = USUAL,
    ) -> None:
        super().__init__(tasks, office, entered)
        self.preferences = preferences
        """Of this machine, as the window looks now."""
        self.counts: Mapping[str, int] = {}
        self.changes = ChangeBoard(self)
        self.names = Names(self)
        self.backups = Backups(self)
        tasks.went_wrong.connect(self.failed)

    def go(self, destination: Destination) -> None:
        self.wanted.emit(destination)

    def count(self, kinds: Sequence[str]) -> None:
        self.serve(
            lists.counts,
            kinds,
            then=self._on_counts,
            owner=self,
            turn="counts",
            later=True,
        )

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.counted.emit()

    def announce(self, changes: Changes) -> None:
        self.changes.announce(changes)


class Names(QObject):
    """What fields that name records may name; read once, and again when such records change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._asked: set[str] = set()
        desk.changes.happened.connect(self._on_changes)

    def of_kind(self, kind: str, by_id: bool) -> Sequence[Choice]:
        """The choices known now; `names_changed` says when there are others.

        A record without an own number cannot be named by it, and is no choice.
        """
        if kind not in self._asked:
            self._ask(kind)
        return [
            Choice(row.id if by_id else row.local_ref, _called(row))
            for row in self._rows.get(kind, ())
            if by_id or row.local_ref
        ]

    def name_of(self, kind: str, value: str) -> str:
        """What people call the record that a field names."""
        if kind not in self._asked:
            self._ask(kind)
        for row in self._rows.get(kind, ()):
            if value in (row.local_ref, row.id):
                return _called(row)
        return value

    def _ask(self, kind: str) -> None:
        self._asked.add(kind)
        self._desk.serve(named_records, kind, then=lambda rows: self._take(kind, rows), owner=self)

    def _take(self, kind: str, rows: tuple[Row, ...]) -> None:
        self._rows[kind] = rows
        self._desk.names_changed.emit(kind)

    def _on_changes(self, changes: Changes) -> None:
        for kind in changes.kinds & self._asked:
            self._ask(kind)


def named_records(session: Session, kind: str) -> tuple[Row, ...]:
    """Every record of a kind that fields may name."""
    from rilo_desktop.services import lists as service

    query = service.Query(kind, order="reference", descending=False)
    found = service.find(session, query)
    rows = service.page(session, found, 0, len(found.rows), further_titles(kind))
    return tuple(replace(row, title=title_of(row)) for row in rows)


def _called(row: Row) -> str:
    if row.local_ref and row.title:
        return f"{row.local_ref}  {row.title}"
    return row.title or row.local_ref or row.reference
