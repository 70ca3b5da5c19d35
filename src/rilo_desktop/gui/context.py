"""What every page gets: the worker, the office, what changed, and where to tell the officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rilo_desktop.office_codes import PRACTICE_OFFICES, is_practice
from rilo_desktop.services.deferred import lists, reference_names

from .concurrency.service_client import ServiceClient
from .concurrency.worker import Tasks
from .i18n import window_language
from .itemviews.choice_model import Choice
from .routing import Route
from .state.backups import Backups
from .state.folders import Folders
from .state.office_session import Entered, OfficeSession
from .state.preferences import USUAL, Preferences

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.reference_names import RecordName


class ChangeNotifier(QObject):
    """What changed: pages listen here instead of refreshing what they happen to know.

    One for each window. Services return `Changes`; whoever asked them puts it up here.
    """

    happened = Signal(object)

    def announce(self, changes: Changes) -> None:
        self.happened.emit(changes)


class PageContext(ServiceClient):
    """One for each window. `told` carries a sentence for the officer, `failed` what went wrong."""

    told = Signal(str)
    warned = Signal(str)
    """A sentence for the officer about what could not be done; it stays until it is closed."""
    failed = Signal(object)
    offered = Signal(str, str, object)
    """A sentence, the text of a button, and what the button calls."""
    role_changed = Signal()
    """The officer at work has another role or function, which `entered` says already."""
    undo_wanted, redo_wanted = Signal(), Signal()
    """The last change in the store shall be taken back, or done again."""
    preferred = Signal(object)
    """{name: value} of `Preferences` that the officer chose."""
    wanted = Signal(object)
    """A Destination: a page asks for another one."""
    sought = Signal(str)
    """Find anything is wanted, with these words."""
    help_wanted = Signal(str)
    """A help topic is wanted, by its key."""
    rescue_wanted = Signal()
    """A backup shall take the place of this office."""
    reset_wanted = Signal(str)
    """A new practice office shall take the place of this one; the officer's passphrase."""
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
        self.changes = ChangeNotifier(self)
        self.names = Names(self)
        self.backups = Backups(self)
        self.folders = Folders(self)
        tasks.went_wrong.connect(self.failed)

    @property
    def may_reset(self) -> bool:
        """May the officer reset this office? Only the practice office can be."""
        return self.entered.office_code == PRACTICE_OFFICES[0] and self.may("reset practice")

    def go(self, destination: Route) -> None:
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

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._context = context
        self._records: dict[str, tuple[RecordName, ...]] = {}
        self._names: dict[str, Mapping[str, str]] = {}
        self._asked: set[str] = set()
        context.changes.happened.connect(self._on_changes)

    @property
    def practice(self) -> bool:
        return is_practice(self._context.entered.office_code)

    def of_kind(self, kind: str, by_id: bool) -> Sequence[Choice]:
        """The choices known now; `names_changed` says when there are others.

        A record without an own number cannot be named by it, and is no choice; nor is one that
        is archived.
        """
        if kind not in self._asked:
            self._ask(kind)
        return [
            Choice(one.id if by_id else one.local_ref, one.text)
            for one in self._records.get(kind, ())
            if not one.archived and (by_id or one.local_ref)
        ]

    def name_of(self, kind: str, value: str) -> str | None:
        """A `presentation.references.NameOf`."""
        if kind not in self._asked:
            self._ask(kind)
        known = self._names.get(kind)
        return known.get(value) if known is not None else ""

    def _ask(self, kind: str) -> None:
        self._asked.add(kind)
        self._context.serve(
            reference_names.record_names,
            kind,
            window_language(),
            then=lambda found: self._take(kind, found),
            owner=self,
        )

    def _take(self, kind: str, found: tuple[RecordName, ...]) -> None:
        from rilo_desktop.services.records.reference_names import by_value

        self._records[kind], self._names[kind] = found, by_value(found)
        self._context.names_changed.emit(kind)

    def _on_changes(self, changes: Changes) -> None:
        for kind in changes.kinds & self._asked:
            self._ask(kind)
