"""An officer at work in an open store."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from rilo_desktop import store
from rilo_desktop.rules.findings import N_, Coded
from rilo_desktop.store import Clock, Reading, Store, Unit, system_clock

from .refusals import refusal


@dataclass(frozen=True, slots=True)
class Officer:
    """Known by a sign and a function, never by a name; `role` is a code of "user_role"."""

    sign: str
    function: str
    role: str


@dataclass(frozen=True, slots=True)
class StoreFace:
    """What can be seen of a store before it is opened."""

    folder: Path
    office_code: str
    officers: tuple[str, ...]


class Task(Enum):
    """What somebody wants to do, and the roles that may. Whoever has a role may read."""

    READ = frozenset({"analyst", "reviewer", "head", "steward", "reader"})
    OWN_PASSPHRASE = READ
    WRITE = frozenset({"analyst", "reviewer", "head", "steward"})
    IMPORT = WRITE
    BACK_UP = WRITE
    SUBMIT = frozenset({"analyst", "reviewer", "head"})
    REVIEW = frozenset({"reviewer", "head"})
    OFFICERS = frozenset({"head"})
    REKEY = OFFICERS
    SCHEDULE = frozenset({"head", "steward"})
    RESTORE = SCHEDULE
    REPAIR = SCHEDULE
    RETENTION = SCHEDULE
    PURGE = frozenset({"steward"})
    """Where an office has no steward its head may (`purge.permit`)."""


class Session:
    """One officer, one open store; used by one thread at a time."""

    def __init__(self, opened: Store, officer: Officer) -> None:
        self._store = opened
        self.officer = officer

    @property
    def folder(self) -> Path:
        return self._store.folder

    @property
    def office_code(self) -> str:
        return self._store.office_code

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
            return sum(officer.is_active for officer in reading.officers()) == 1

    def permit(self, task: Task) -> None:
        """Raises Refused where the officer's role does not allow the task."""
        if self.officer.role not in task.value:
            raise refusal(
                "session.role",
                N_("Your role ({role}) does not allow this; ask the head of the office."),
                role=Coded("user_role", self.officer.role),
            )

    def unit(self, action: str) -> AbstractContextManager[Unit]:
        return self._store.unit(action)

    def reading(self) -> AbstractContextManager[Reading]:
        return self._store.reading()

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def look_at(folder: Path) -> StoreFace:
    """Raises NoStore, StoreDamaged."""
    keyring = store.look_at(folder)
    signs = tuple(slot.sign for slot in keyring.officers)
    return StoreFace(folder, keyring.office_code, signs)


def open_store(
    folder: Path, passphrase: str, sign: str = "", clock: Clock = system_clock
) -> Session:
    """Open a store as the officer with this sign, or as whoever has this passphrase.

    Raises NoStore, WrongPassphrase, StoreLocked, StoreDamaged, StoreTooNew.
    """
    opened = store.open_store(folder, passphrase, sign, clock)
    try:
        return session_of(opened)
    except BaseException:
        opened.close()
        raise


def session_of(opened: Store) -> Session:
    """The session of the officer who opened the store. Raises StoreDamaged, WrongPassphrase."""
    with opened.reading() as reading:
        for officer in reading.officers():
            if officer.sign == opened.sign and officer.is_active:
                return Session(opened, Officer(officer.sign, officer.function, officer.role))
    raise store.WrongPassphrase(opened.folder)
