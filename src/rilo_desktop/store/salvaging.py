"""Reads out of a broken database what can still be read, into a new one beside it.

After one page that cannot be read the same connection fails for most others, so it is opened anew
after each; a stretch of rows that cannot be read is halved until single rows are left out. What
comes out is a store of today's schema under the same key: revisions, log, officers and pictures as
they were, everything that is made from the revisions made anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from rilo_desktop.rules.findings import N_

from . import keys, released, restoring, valid_slots
from .access import Access
from .clock import Clock
from .engine import connect
from .errors import StoreDamaged, StoreLocked, StoreUnwritable
from .queries import ReadSession
from .repairing import rebuild
from .store import Store
from .table_specs import TableSpec
from .tables import (
    ATTACHMENT,
    CARD,
    COUNTER,
    FORMER_KEY,
    LOG,
    OFFICER,
    PICTURE_COPY,
    PREFERENCE,
    RECORD_COMMENT,
    REVISION,
    SETTING,
)

Say = Callable[[int, int, str], None]
STRETCH = 256
"""Rows that are asked for together."""
_BY_NUMBER = (REVISION, LOG, RECORD_COMMENT)
_WHOLE = (OFFICER, FORMER_KEY, SETTING, COUNTER, PREFERENCE, CARD)
_BY_ROW = (ATTACHMENT, PICTURE_COPY)
ROWS_A_PAGE = 4
"""More rows of revisions than a page usually holds, where nobody knows their highest number."""
PROBED = 17
"""The first numbers, each of which is asked for before a table is given up."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How much of each table was read, and of which some was not."""

    revisions: int
    operations: int
    pictures: int
    unreadable: tuple[tuple[str, int], ...]
    """(table, rows that could not be read); 0: nobody knows how many."""


class BrokenDatabase:
    """Opened anew after each page that cannot be read.

    SQLCipher 4.19 gives such a page as zeros and fails at the next one that it reads. Where it is
    the last page of an answer, the answer looks whole: so the cache is emptied and one more page is
    read in the same transaction.
    """

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        self._path, self._key = path, key
        self._raw: Any = None

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any] | None:
        """None where a page of the answer cannot be read."""
        try:
            if self._raw is None:
                self._raw = self._opened()
            self._raw.execute("BEGIN")
            rows = list(self._raw.execute(sql, tuple(values)).fetchall())
            self._raw.execute("PRAGMA shrink_memory")
            self._raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            self._raw.execute("COMMIT")
            return rows
        except dbapi2.DatabaseError:
            self.close()
            return None

    def _opened(self) -> Any:
        """With what waits in the log beside it; where there is none, nothing is made there."""
        log = self._path.with_name(f"{self._path.name}-wal")
        has_log = log.exists() and log.stat().st_size > 0
        return connect(self._path, self._key, read_only=True, immutable=not has_log)

    def close(self) -> None:
        if self._raw is not None:
            with contextlib.suppress(dbapi2.Error):
                self._raw.close()
        self._raw = None


def read_out(path: Path, key: bytes | bytearray, target: Any, say: Say) -> Salvaged:
    """Copy what can be read into `target`, a connection to an empty store of today's schema."""
    source = BrokenDatabase(path, key)
    lost: dict[str, int] = {}
    with contextlib.closing(source):
        for table in _WHOLE:
            _copy_whole(source, target, table, lost)
        for table in (*_BY_NUMBER, *_BY_ROW):
            number = "rowid" if table in _BY_ROW else "seq"
            _copy_stretches(source, target, table, number, lost, say)
    return Salvaged(
        revisions=_count(target, REVISION),
        operations=_count(target, LOG),
        pictures=_count(target, ATTACHMENT),
        unreadable=tuple(lost.items()),
    )


def _count(target: Any, table: TableSpec) -> int:
    return int(target.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])


def _copy_whole(
    source: BrokenDatabase, target: Any, table: TableSpec, lost: dict[str, int]
) -> None:
    names = _columns(source, table)
    rows = source.ask(f"SELECT {', '.join(names)} FROM {table.name}") if names else None
    if rows is None:
        lost[table.name] = 0
        return
    _insert(target, table, names, rows)


def _copy_stretches(
    source: BrokenDatabase,
    target: Any,
    table: TableSpec,
    number: str,
    lost: dict[str, int],
    say: Say,
) -> None:
    names = _columns(source, table)
    sql = f"SELECT {', '.join(names)} FROM {table.name} WHERE {number} BETWEEN ? AND ?"
    top = _top(source, table, number, sql) if names else None
    if top is None:
        lost[table.name] = 0
        return
    for first in range(1, top + 1, STRETCH):
        say(first - 1, top, N_("Reading what can be read"))
        last = min(first + STRETCH - 1, top)
        for rows in _halved(source, sql, first, last, table.name, lost):
            _insert(target, table, names, rows)


def _halved(
    source: BrokenDatabase, sql: str, first: int, last: int, table: str, lost: dict[str, int]
) -> Iterator[list[Any]]:
    rows = source.ask(sql, (first, last))
    if rows is not None:
        yield rows
    elif first == last:
        lost[table] = lost.get(table, 0) + 1
    else:
        middle = (first + last) // 2
        yield from _halved(source, sql, first, middle, table, lost)
        yield from _halved(source, sql, middle + 1, last, table, lost)


def _top(source: BrokenDatabase, table: TableSpec, number: str, sql: str) -> int | None:
    """The highest number, or one above it where that page cannot be read.

    None where no row can be reached: the first page of the table is broken, and to ask for each
    number that might be there takes hours.
    """
    found = source.ask(f"SELECT coalesce(max({number}), 0) FROM {table.name}")
    if found is not None:
        return int(found[0][0])
    if table is REVISION:
        along = source.ask("SELECT max(seq) FROM revision INDEXED BY revision_of_record")
        if along is not None and along[0][0] is not None:
            return int(along[0][0])
    pages = source.ask("PRAGMA page_count") or [(0,)]
    top = int(pages[0][0]) * ROWS_A_PAGE
    probes = {*range(1, PROBED), *(2**n for n in range(top.bit_length()))}
    return top if any(source.ask(sql, (n, n)) is not None for n in sorted(probes)) else None


def _columns(source: BrokenDatabase, table: TableSpec) -> list[str]:
    """Those that the broken store has too: its schema may be an older one. [] where none is."""
    found = source.ask(f"PRAGMA table_info({table.name})") or []
    there = {row[1] for row in found}
    return [f'"{column.name}"' for column in table.columns if column.name in there]


def _insert(target: Any, table: TableSpec, names: Sequence[str], rows: Sequence[Any]) -> None:
    marks = ", ".join("?" * len(names))
    sql = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
    target.executemany(sql, rows)


def open_salvaged(
    folder: Path, place: Path, passphrase: str, sign: str, clock: Clock, say: Say
) -> tuple[Store, Salvaged]:
    """What can be read of a broken store, as a store for reading only, made in `place`.

    The broken one stays as it is. Raises NoStore, WrongPassphrase, StoreLocked, StoreUnwritable
    (of `place`), and StoreDamaged where nothing can be read.
    """
    keyring = keys.read(folder)
    access = Access(folder, keyring, *keys.unseal(keyring, passphrase, folder, sign))
    if restoring.is_open_elsewhere(folder):
        raise StoreLocked(folder)
    key = access.secret.store_key
    try:
        raw = connect(place / keys.DATABASE, key)
    except dbapi2.DatabaseError as error:
        raise StoreUnwritable(place, reason=str(error)) from error
    try:
        found = _filled(folder, raw, access, clock, say)
    except dbapi2.DatabaseError as error:
        raw.close()
        raise StoreUnwritable(place, reason=str(error)) from error
    except BaseException:
        raw.close()
        raise
    store = Store(folder, raw, access, clock)
    try:
        valid_slots.refuse_former(store)
    except BaseException:
        raw.close()
        raise
    return store, found


def _filled(folder: Path, raw: Any, access: Access, clock: Clock, say: Say) -> Salvaged:
    from .migrate import upgrade

    upgrade(raw)
    raw.execute("BEGIN IMMEDIATE")
    for name in released.TRIGGERS:  # what is read out is kept as it is, and never written again
        raw.execute(f"DROP TRIGGER {name}")
    found = read_out(folder / keys.DATABASE, access.secret.store_key, raw, say)
    if not found.revisions and not found.operations:
        raise StoreDamaged(folder, what=f"{keys.DATABASE}: no revision can be read")
    _know_officer(raw, access, clock)
    rebuild(ReadSession(raw), lambda sql, values: raw.execute(sql, values))
    raw.execute("COMMIT")
    raw.execute("PRAGMA query_only=ON")
    return found


def _know_officer(raw: Any, access: Access, clock: Clock) -> None:
    """Whoever opened it, where the table of officers cannot be read: to look after the store."""
    raw.execute(
        "INSERT OR IGNORE INTO officer(sign, function, role, public_key, added) "
        "VALUES (?, ?, 'steward', ?, ?)",
        (access.sign, access.slot.function, access.signer.public_key, clock().isoformat()),
    )
