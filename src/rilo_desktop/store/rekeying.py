"""A new key for a store: copied under it, then swapped. At every moment one of both opens.

    1. the database is copied under the new key into a file beside it, checked and counted
    2. the slots announce the key that is coming: they open the store as it is and as it will be
    3. the copy takes the place of the database, in one rename
    4. the slots hold the new key only

Cut off before 3 the old store is there with its slots; after 3 the next opening does step 4
(`settle`, once it has the lock of the store). Passphrases are not needed: the key is left in every
officer's box.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rilo_desktop.files import patiently, sync_folder
from rilo_desktop.rules.findings import N_

from . import copy_database, draft_keys, keys
from .access import Access
from .backup import facts
from .engine import connect
from .keyring import Keyring
from .transaction import LogEnds, UnitOfWork, Writer

REKEYED = N_("store re-keyed")
COPY = ".store-new.db"
Progress = Callable[[int, int, str], None]
"""`progress(done, of, step)`; what it raises ends the work and leaves the old store."""


class NotWhole(Exception):
    """The copy does not hold what the store holds; it was removed."""


def without_box(keyring: Keyring) -> tuple[str, ...]:
    """Signs of officers whose slots are of the first format: they must open the store once."""
    return tuple(slot.sign or slot.opened_by for slot in keyring.slots if not slot.box)


def copied(
    access: Access, raw: Any, key: bytearray, writer: Writer, now: datetime, progress: Progress
) -> Path:
    """The whole store under another key, beside the store; its log says that it was re-keyed.

    `raw` is the store's own connection. Raises NotWhole, OSError, dbapi2.Error and what
    `progress` raises; then nothing is left of it.
    """
    path = access.folder / COPY
    discard(access.folder)
    progress(0, 0, N_("Copying under the new key"))
    try:
        step = N_("Copying under the new key")
        copy_database.copy(raw, path, key, lambda done, of: progress(done, of, step))
        with contextlib.closing(connect(path, key)) as copy:
            _verify(raw, copy)
            _log(copy, access, writer, now)
            copy.execute("PRAGMA journal_mode=DELETE").fetchone()
        _to_disk(path)
    except BaseException:
        discard(access.folder)
        raise
    return path


def put_in_place(access: Access, raw: Any, key: bytearray) -> None:
    """Swap the databases, and the slots with them; `raw` is closed afterwards.

    Raises OSError, dbapi2.Error; then the old one is in its place.
    """
    before = access.keyring
    try:
        _announce(access, key)
        _swap(access, raw)
    except BaseException:
        if (access.folder / COPY).exists():  # else it was swapped, and the slots open both
            with contextlib.suppress(OSError):
                access.keep(before)
            discard(access.folder)
        raise
    with contextlib.suppress(OSError):  # the next opening does it
        _arrive(access, key)


def _announce(access: Access, key: bytearray) -> None:
    """From now on the slots open both."""
    keyring = access.keyring
    office_key = keys.office_key_of(access.secret)
    access.keep(keyring.announcing(lambda slot: keys.wrap(keyring, slot, key, office_key)))


def _swap(access: Access, raw: Any) -> None:
    """The copy takes the place of the database.

    The log beside the database must be gone first: it would be played into the new one.
    """
    database = access.folder / keys.DATABASE
    mode = raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if mode != "delete" or database.with_name(f"{keys.DATABASE}-wal").exists():
        raise OSError("write-ahead log")
    if os.name == "nt":  # an open file cannot be replaced there
        raw.close()
    patiently(lambda: (access.folder / COPY).replace(database))
    with contextlib.suppress(OSError):  # swapped is swapped: the slots open both
        sync_folder(access.folder)
    raw.close()


def _arrive(access: Access, key: bytearray) -> None:
    """The slots hold the new key only. Raises OSError."""
    access.secret.store_key[:] = key
    access.keep(access.keyring.arrived())


def settle(access: Access, has_arrived: bool) -> None:
    """Finish a re-keying that was cut off. The store is open, so nobody else is at it.

    `has_arrived`: was it the key that was coming which opened it? Raises OSError.
    """
    discard(access.folder)
    if has_arrived:
        _arrive(access, bytearray(access.secret.coming_key))
    elif access.keyring.is_rekeying:
        access.keep(access.keyring.unannounced())


def discard(folder: Path) -> None:
    """Take away a copy that was not finished."""
    with contextlib.suppress(OSError):
        for name in (COPY, f"{COPY}-wal", f"{COPY}-shm", f"{COPY}-journal"):
            (folder / name).unlink(missing_ok=True)


def _verify(raw: Any, copy: Any) -> None:
    damage = copy.execute("PRAGMA quick_check").fetchone()[0]
    if damage != "ok":
        raise NotWhole(damage)
    if facts(raw) != facts(copy):
        raise NotWhole("the copy does not hold what the store holds")


def _log(copy: Any, access: Access, writer: Writer, now: datetime) -> None:
    """In the copy only: where the swap does not happen, it was not re-keyed."""
    copy.execute("BEGIN IMMEDIATE")
    unit = UnitOfWork(copy, writer, REKEYED, now, LogEnds())
    unit.note(slots=[slot.sign or slot.opened_by for slot in access.keyring.slots])
    key = access.key_for(draft_keys.PURPOSE)
    older = draft_keys.with_another(unit.reading.office.setting(draft_keys.OLDER), key)
    unit.set(draft_keys.OLDER, older)
    unit.finish()
    copy.execute("COMMIT")
    unit.end()


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)
