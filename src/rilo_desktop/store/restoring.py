"""Puts a backup in the place of a store: the old one or the new one stands there, never half.

    1. The new files are made in `.restoring`, checked, and marked as ready.
    2. The old files go to `replaced/<time>`, an office that can be opened there as it was.
    3. The new files come to their places.

Cut off before the mark, nothing has happened; after it, the next opening does the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sqlcipher3 import dbapi2

from rilo_desktop.files import (
    from_json,
    open_file,
    patiently,
    read_own,
    sync_folder,
    write_atomically,
)
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_

from . import drafts, keys, log_tail, refusals
from .backup import BACKUPS, SILENT, BackupFacts, Say, check
from .backup_file import BackupFile, digest_of
from .engine import connect
from .errors import AlreadyThere, BackupBroken, BackupUnwritten, NotRestored, StoreLocked
from .numbering import Numbers, raise_to
from .store_location import READY as READY
from .store_location import STAGE as STAGE
from .store_location import refuse_unfit

REPLACED = "replaced"
BESIDE = (*(f"{keys.DATABASE}{end}" for end in ("-wal", "-shm", "-journal")), log_tail.NAME)
"""Files that belong to one database and to no other."""
PLACED = (keys.DATABASE, *reversed(keys.NAMES))
WITH_IT = (BACKUPS, drafts.FOLDER)
"""Folders that go along with an office whose place another one takes."""
OWN = frozenset({*PLACED, *BESIDE, *WITH_IT, STAGE, REPLACED})


def check_target(folder: Path) -> None:
    """May an office be restored there? Raises AlreadyThere, StoreLocked, NotRestored.

    Into a new or empty folder, or into one that holds an office or what is left of one. What a
    store may not lie in is refused too (see `places`).
    """
    refuse_unfit(folder)
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise AlreadyThere(folder)
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise NotRestored(folder, reason=why(error)) from error
    if names and not names & OWN:
        raise AlreadyThere(folder)
    if is_open_elsewhere(folder):
        raise StoreLocked(folder)


def is_open_elsewhere(folder: Path) -> bool:
    """Does another program hold it? Asked without its key, so of a broken one too."""
    path = folder / keys.DATABASE
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        connect(path, secrets.token_bytes(32), read_only=True).close()
    except dbapi2.Error as error:
        return "locked" in str(error)
    return False


def stage(
    backup: BackupFile, key: bytes | bytearray, folder: Path, say: Say = SILENT
) -> BackupFacts:
    """Copy the backup into `.restoring` and check the copy; nothing else is touched.

    Raises BackupBroken, NotRestored, and what `say` raises.
    """
    place = folder / STAGE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        _copy(backup, place / keys.DATABASE, say)
        say(0, 0, N_("Reading the restored store"))
        found = _checked(backup, key, place / keys.DATABASE, say)
        for name in keys.NAMES:
            write_atomically(place / name, backup.slots)
        return found
    except OSError as error:
        discard(folder)
        raise NotRestored(folder, reason=why(error)) from error
    except BaseException:
        discard(folder)
        raise


def go_on(folder: Path, backup: BackupFile, key: bytes | bytearray, numbers: Numbers) -> None:
    """The staged store gives out numbers after these, under this letter. Raises NotRestored."""
    place = folder / STAGE
    try:
        with contextlib.closing(connect(place / keys.DATABASE, key)) as raw:
            raw.execute("BEGIN IMMEDIATE")
            raise_to(raw.execute, numbers.highest)
            raw.execute("COMMIT")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        keys.write(place, replace(backup.keyring, workstation=numbers.workstation))
    except (OSError, dbapi2.Error) as error:
        discard(folder)
        raise NotRestored(folder, reason=refusals.why(error, place)) from error


def discard(folder: Path) -> None:
    """Take away what was staged and not put in place."""
    shutil.rmtree(folder / STAGE, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.rmdir()  # only where it was made for this, and is empty


def _copy(backup: BackupFile, path: Path, say: Say) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target, _opened(backup) as source:
        length = backup.manifest.database_bytes
        sha256 = digest_of(source, length, lambda d, of: say(d, of, N_("Copying")), target)
        target.flush()
        os.fsync(target.fileno())
    if sha256 != backup.manifest.sha256:
        raise BackupBroken(backup.path, what="its content was changed or cut")


def _opened(backup: BackupFile) -> BinaryIO:
    try:
        return open_file(backup.path)
    except OSError as error:
        raise BackupBroken(backup.path, what=why(error)) from error


def _checked(backup: BackupFile, key: bytes | bytearray, path: Path, say: Say) -> BackupFacts:
    about = backup.manifest
    try:
        found: BackupFacts = say.outside(check, path, key, None, backup.path, say)
    except (dbapi2.DatabaseError, BackupUnwritten) as error:
        raise BackupBroken(backup.path, what=str(error)) from error
    held = (found.heads[:1], found.count("revision"), found.count("record"), found.newest)
    if held != (about.heads[:1], about.revisions, about.records, about.newest):
        raise BackupBroken(backup.path, what="it holds something else than it says")
    return found


def put_in_place(folder: Path, when: str, whole: bool = False) -> Path | None:
    """The staged store becomes the store. Returns where the replaced one is kept, if any.

    `whole`: it is another office, so that drafts and backups go with the replaced one.

    Raises NotRestored, StoreLocked.
    """
    if is_open_elsewhere(folder):
        raise StoreLocked(folder)
    there = [name for name in (*PLACED, *BESIDE) if os.path.lexists(folder / name)]
    aside = _free(folder / REPLACED, when) if there else None
    mark = json.dumps({"aside": aside.name if aside else "", "whole": whole}).encode()
    try:
        if aside is not None:
            aside.mkdir(parents=True, mode=0o700)
        sync_folder(folder / STAGE)
        write_atomically(folder / STAGE / READY, mark)
        finish(folder)
    except OSError as error:
        raise NotRestored(folder, reason=why(error)) from error
    return aside


def finish(folder: Path) -> bool:
    """Do the rest of a restore that was cut off after it was ready. Raises OSError.

    Returns whether there was one.
    """
    place = folder / STAGE
    try:
        set_aside, whole = _said_in(read_own(place / READY))
    except (OSError, ValueError):
        return False
    aside = folder / REPLACED / set_aside
    if set_aside:  # it was made before; should somebody have taken it away, nothing may be lost
        aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (place / keys.DATABASE).exists():  # what lies beside it belongs to the old database
        for name in (*BESIDE, *(WITH_IT if whole and set_aside else ())):
            _move(folder / name, aside / name)
    for name in PLACED:
        if (place / name).exists():
            _move(folder / name, aside / name)
            _move(place / name, folder / name)
    sync_folder(folder)
    if set_aside:
        sync_folder(aside)
    (place / READY).unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    return True


def _said_in(mark: bytes) -> tuple[str, bool]:
    """Name of the folder for what stood there, "" where nothing did, and whether all of it goes.

    Raises ValueError.
    """
    said = from_json(mark)
    name = said.get("aside") if isinstance(said, dict) else None
    if not isinstance(name, str) or Path(name).name != name or name == "..":
        raise ValueError("no mark of a restore that is ready")
    return name, said.get("whole") is True


def _move(source: Path, target: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        patiently(lambda: source.replace(target))


def _free(folder: Path, stem: str) -> Path:
    path, n = folder / stem, 2
    while os.path.lexists(path):
        path, n = folder / f"{stem}-{n}", n + 1
    return path
