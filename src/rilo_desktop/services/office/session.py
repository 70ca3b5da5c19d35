"""An officer at work in an open store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from rilo_desktop import __version__, store
from rilo_desktop.rules.findings import N_, Coded, FieldPath, Finding, Nature, Severity
from rilo_desktop.store import (
    Clock,
    ReadSession,
    Store,
    UnitOfWork,
    failed_logins,
    officer_check,
    officer_rows,
    system_clock,
    valid_slots,
)
from rilo_desktop.store.access import Access
from rilo_desktop.store.errors import PassphraseGiven
from rilo_desktop.vocabularies.lists import NOTHING, Entries, OfficeLists

from . import actions
from .finding_helpers import refusal
from .identity_store import settle
from .list_setting import each, entries, kept_in
from .passphrases import FLOOR, strength, words_of
from .temporary_copies import TemporaryCopies
from .unlock import StoreInfo as StoreInfo
from .unlock import store_info as store_info


@dataclass(frozen=True, slots=True)
class Officer:
    """Known by a sign and a function, never by a name; `role` is a code of "user_role"."""

    sign: str
    function: str
    role: str


class Task(Enum):
    """What somebody wants to do; `roles` are those that may."""

    READ = "read"
    OWN_PASSPHRASE = "own passphrase"
    WRITE = "write"
    IMPORT = "import"
    BACK_UP = "back up"
    SUBMIT = "submit"
    REVIEW = "review"
    SOLE_APPROVAL = "sole approval"
    OFFICERS = "officers"
    REKEY = "rekey"
    SCHEDULE = "schedule"
    RESTORE = "restore"
    REPAIR = "repair"
    RETENTION = "retention"
    PURGE = "purge"
    EXPORT_LOG = "export log"
    EXPORT_ALL = "export all"
    IMPORT_ALL = "import all"
    RULES = "rules"
    RECEIVERS = "receivers"
    LISTS = "lists"
    CARDS = "cards"
    RESET_PRACTICE = "reset practice"

    @property
    def roles(self) -> frozenset[str]:
        return _ROLES[self]


_WRITERS = frozenset({"analyst", "reviewer", "head", "steward"})
_KEEPERS = frozenset({"head", "steward"})
_HEAD = frozenset({"head"})
_ROLES: Mapping[Task, frozenset[str]] = {
    Task.READ: _WRITERS | {"reader"},
    Task.OWN_PASSPHRASE: _WRITERS | {"reader"},
    Task.WRITE: _WRITERS,
    Task.IMPORT: _WRITERS,
    Task.BACK_UP: _WRITERS,
    Task.SUBMIT: frozenset({"analyst", "reviewer", "head"}),
    Task.REVIEW: frozenset({"reviewer", "head"}),
    Task.SOLE_APPROVAL: _HEAD,
    Task.OFFICERS: _HEAD,
    Task.REKEY: _HEAD,
    Task.SCHEDULE: _KEEPERS,
    Task.RESTORE: _KEEPERS,
    Task.REPAIR: _KEEPERS,
    Task.RETENTION: _KEEPERS,
    Task.EXPORT_LOG: _KEEPERS,
    Task.EXPORT_ALL: _HEAD,
    Task.IMPORT_ALL: _HEAD,
    Task.RULES: _KEEPERS,
    Task.RECEIVERS: _HEAD,  # a steward takes the packs, and shall not choose whose alone
    Task.LISTS: _KEEPERS,
    Task.CARDS: frozenset({"reviewer", "head"}),
    Task.RESET_PRACTICE: _HEAD,
    Task.PURGE: frozenset({"steward"}),  # and the head, in an office without one: see `purge`
}


class Session:
    """One officer, one open store; used by one thread at a time."""

    def __init__(self, opened: Store) -> None:
        """Raises StoreDamaged, WrongPassphrase."""
        self._store = opened
        self.officer, self.changed_officers = _officer_of(opened)
        """And who has a row that is not what the log says."""
        self.has_weak_passphrase = False
        """Chosen with an older program; nobody could choose it today."""
        self.has_older_keys = valid_slots.is_older(opened)
        self.lists = OfficeLists()
        """Code lists as this office has them; `vocabulary` answers with them where it is at
        work."""
        self._seen = NOTHING
        self.drafts = opened.drafts()
        """For `services.records.drafts`."""
        self.copies = TemporaryCopies(self.store_id)
        """In clear, of files that other programs open."""

    @property
    def folder(self) -> Path:
        return self._store.folder

    @property
    def office_code(self) -> str:
        return self._store.office_code

    @property
    def store_id(self) -> str:
        """Name of the store, equal in its backups; of no other."""
        return self._store.access.keyring.store

    @property
    def store(self) -> Store:
        return self._store

    @property
    def clock(self) -> Clock:
        return self._store.clock

    @property
    def today(self) -> str:
        """The local day, ISO."""
        return self._store.clock().astimezone().date().isoformat()

    @property
    def is_writing(self) -> bool:
        """Is an operation under way?"""
        return self._store.is_writing

    @property
    def office_of_one(self) -> bool:
        """Is there no second officer who could review?"""
        with self.reading() as reading:
            return sum(officer.is_active for officer in reading.office.officers()) == 1

    @property
    def said(self) -> tuple[Finding, ...]:
        """What is to be told to whoever opened it: something is missing or was put back, the clock
        is wrong."""
        ahead = self._store.ahead
        clock = (clock_behind(ahead, self._store.clock()),) if ahead else ()
        return (
            *_missing(self._store.missing),
            *_older_keys(self),
            *_changed(self),
            *_weak(self),
            *clock,
        )

    def permit(self, task: Task) -> None:
        """The officer is at work. Raises Refused where the role does not allow the task."""
        self.lists.use()
        if self.officer.role not in task.roles:
            raise refusal(
                "session.role",
                N_("Your role ({role}) does not allow this; ask the head of the office."),
                role=Coded("user_role", self.officer.role),
            )

    @contextmanager
    def unit(self, action: str) -> Iterator[UnitOfWork]:
        with self.lists.in_use(), self._store.unit(action) as unit:
            yield unit

    @contextmanager
    def reading(self) -> Iterator[ReadSession]:
        with self.lists.in_use(), self._store.reading() as reading:
            yield reading

    def read_lists(self) -> None:
        """The code lists as the store has them now."""
        with self.reading() as reading:
            kept = kept_in(reading)
        self.lists.change(kept.offered, entries([*each(self._seen), *each(kept.received)]))

    def see_codes(self, seen: Entries) -> None:
        """Codes of other offices in files that are looked at: shown until the office closes."""
        if seen:
            self._seen = entries([*each(self._seen), *each(seen)])
            self.read_lists()

    def renew_drafts(self) -> None:
        """The store was re-keyed: what waits is written anew under its key. Raises OSError."""
        self.drafts.go_on_with(self._store.journal())

    def know_again(self) -> None:
        """The officer's own role or function may have been changed."""
        self.officer, self.changed_officers = _officer_of(self._store)

    def close(self) -> None:
        """Lock: drafts go to the disk, keys are overwritten, nothing can be asked any more.

        What Python and its libraries copied stays in memory until it is used again
        (docs/security.md). Called twice it does nothing.
        """
        self.lists.change()
        self.copies.remove()
        self.drafts.close()
        self._store.close()

    forget = close

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def opening_findings(session: Session) -> tuple[Finding, ...]:
    """What is to be told to whoever opened it."""
    return session.said


def open_store(
    folder: Path,
    passphrase: str,
    sign: str = "",
    clock: Clock = system_clock,
    to_change: bool = False,
) -> Session:
    """Open a store as the officer with this sign, or as whoever has this passphrase.

    The opening is written into the log, with what failed before it. Raises NoStore,
    WrongPassphrase, FormerSlot, TooSoon, StoreLocked, StoreDamaged, StoreTooNew, OnNetworkShare,
    InSynchronisedFolder, and PassphraseGiven where somebody else chose the passphrase, but for who
    comes `to_change` it.
    """
    return enter(store.unlock(folder, passphrase, sign, clock), passphrase, clock, to_change)


def enter(
    access: Access, passphrase: str, clock: Clock = system_clock, to_change: bool = False
) -> Session:
    """Of whom the passphrase let in (`store.unlock`). Raises what `open_store` raises."""
    opened = store.enter(access, passphrase, clock)
    if not to_change:
        _refuse_given(opened)
    session = entered(opened)
    officer = session.officer
    known = words_of((officer.sign, officer.function, session.office_code))
    session.has_weak_passphrase = strength(passphrase, known).level < FLOOR
    return session


def entered(opened: Store) -> Session:
    """The session of whoever opened it just now; raises as `session_of`, and closes the store."""
    try:
        session = session_of(opened)
        session.copies.remove_left()
        session.read_lists()
        _log_opening(session)
        with suppress(OSError):  # what cannot be read now is said where drafts are asked for
            session.drafts.renew()
        return session
    except BaseException:
        opened.close()
        raise


def _missing(operations: int) -> tuple[Finding, ...]:
    if not operations:
        return ()
    message = N_(
        "The office changed since it was last saved: the last {count} log entries are "
        "missing. Its database was replaced by an older copy, or store.db-wal was removed "
        "after a crash. Find these files, or restore the last backup, before you go on."
    )
    other = N_(
        "The office changed since it was last saved: its log has diverged. Its database was "
        "replaced by another copy. Find the original file, or restore the last backup, "
        "before you go on."
    )
    return (
        Finding(
            "session.missing",
            Severity.WARNS,
            Nature.STRUCTURE,
            message if operations > 0 else other,
            {"count": operations} if operations > 0 else {},
            FieldPath(),
        ),
    )


def clock_behind(newest: str, now: datetime) -> Finding:
    """`newest`: time of an entry of the log that the clock has not reached."""
    message = N_(
        "The clock of this computer shows {now}, but the office was last saved at {newest}. "
        "Correct the clock: dates, and the years in references, come from it. You can go on "
        "saving."
    )
    values = {"now": now.isoformat()[:16], "newest": newest[:16]}
    return Finding("session.clock", Severity.WARNS, Nature.STRUCTURE, message, values, FieldPath())


def _older_keys(session: Session) -> tuple[Finding, ...]:
    if not session.has_older_keys:
        return ()
    message = N_(
        "The file of keys (keys.json) is an older one that somebody put back. Passphrases that "
        "were changed since do not open the office: the head resets them with the recovery key. "
        "Find out who can write into {folder}."
    )
    place = FieldPath(file=str(session.folder))
    values = {"folder": str(session.folder)}
    return (Finding("session.keys", Severity.WARNS, Nature.STRUCTURE, message, values, place),)


def _changed(session: Session) -> tuple[Finding, ...]:
    if not session.changed_officers:
        return ()
    message = N_(
        "What the database says of {signs} is not what the log says: somebody changed it with "
        "another program. Roles are taken from the log. Find out who has the key of the office, "
        "and restore a backup."
    )
    values = {"signs": ", ".join(session.changed_officers)}
    return (
        Finding("session.officers", Severity.WARNS, Nature.STRUCTURE, message, values, FieldPath()),
    )


def _weak(session: Session) -> tuple[Finding, ...]:
    if not session.has_weak_passphrase:
        return ()
    message = N_(
        "Your passphrase can be guessed by somebody who has a copy of the office: change it soon."
    )
    return (Finding("session.weak", Severity.WARNS, Nature.STRUCTURE, message, {}, FieldPath()),)


def _refuse_given(opened: Store) -> None:
    """Raises PassphraseGiven, and closes the store."""
    with opened.reading() as reading:
        must_change = officer_rows.must_change(reading, opened.sign)
    if must_change:
        opened.close()
        raise PassphraseGiven(opened.folder, sign=opened.sign)


def _log_opening(session: Session) -> None:
    """A full disk keeps nobody from reading: then the failures are written next time."""
    failed = failed_logins.failed(session.folder)
    try:
        with session.unit(actions.OPENED) as unit:
            unit.note(program=__version__)
            if session.store.missing:
                unit.note(missing=session.store.missing)
            if session.has_older_keys:
                unit.note(keys="older")
            if session.changed_officers:
                unit.note(officers=list(session.changed_officers))
            if failed.count:
                tries = [f"{at} {sign}".strip() for at, sign in failed.tries]
                unit.note(failed=failed.count, tries=tries)
        valid_slots.take_for_new(session.store)
        officer_rows.close_slots_of_removed(session.store)
        settle(session.store, session.officer.role)
    except store.StoreUnwritable:
        return
    failed_logins.forget(session.folder)


def session_of(opened: Store) -> Session:
    """The session of the officer who opened the store. Raises StoreDamaged, WrongPassphrase."""
    return Session(opened)


def _officer_of(opened: Store) -> tuple[Officer, tuple[str, ...]]:
    """By the log: whoever has the key of the store can write any row. And who differs from it."""
    with opened.reading() as reading:
        told = officer_check.told_by_log(reading)
        for row in reading.office.officers():
            if row.sign != opened.sign or not row.is_active:
                continue
            role = told.role_of(row, opened.access.signer.public_key)
            if role is not None:
                return Officer(row.sign, told.function_of(row), role), told.unlike
    raise store.WrongPassphrase(opened.folder)
