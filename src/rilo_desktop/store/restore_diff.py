"""What a store holds that a backup does not: what a restore would take away."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from . import keys, log_anchors
from .backup_file import BackupFile, Manifest
from .engine import connect
from .errors import (
    BackupBroken,
    BackupUnsigned,
    NotRestored,
    OfficeChanged,
    StoreDamaged,
    StoreLocked,
    StoreUnreadable,
)
from .queries import ReadSession
from .refusals import why
from .store_location import STAGE


@dataclass(frozen=True, slots=True)
class NewerContent:
    """What came after the last entry of the log that store and backup have in common.

    `records` have newer revisions, `new` of them none else; `newest` is the time of the newest
    revision, "" where there is none.
    """

    operations: int = 0
    revisions: int = 0
    records: int = 0
    new: int = 0
    newest: str = ""

    def __bool__(self) -> bool:
        return bool(self.operations)


def newer_than(reading: ReadSession, manifest: Manifest) -> NewerContent:
    common = log_anchors.last_common(reading, manifest)
    (revisions, records, newest) = reading.run(
        "SELECT count(*), count(DISTINCT record), coalesce(max(time), '') FROM revision "
        "WHERE operation > ?",
        (common,),
    )[0]
    new = reading.run(
        "SELECT count(*) FROM (SELECT record FROM revision GROUP BY record "
        "HAVING min(operation) > ?)",
        (common,),
    )[0][0]
    return NewerContent(reading.log.last - common, revisions, records, new, newest)


@contextmanager
def reading_store(folder: Path, key: bytes | bytearray) -> Iterator[ReadSession]:
    """A store as it stands, of whatever schema, locked while it is looked at.

    Raises StoreLocked, StoreDamaged, StoreUnreadable.
    """
    path = folder / keys.DATABASE
    if not path.is_file() or not path.stat().st_size:
        raise StoreDamaged(folder, what=keys.DATABASE)
    try:
        raw = connect(path, key)
    except dbapi2.DatabaseError as error:
        raise _as_store_error(folder, error) from error
    with contextlib.closing(raw):
        try:
            yield ReadSession(raw)
        except dbapi2.DatabaseError as error:
            raise _as_store_error(folder, error) from error


@contextmanager
def reading_backup(path: Path, key: bytes | bytearray) -> Iterator[ReadSession]:
    """The database of a backup, read where it lies. Raises BackupBroken."""
    try:
        with contextlib.closing(connect(path, key, read_only=True, immutable=True)) as raw:
            yield ReadSession(raw)
    except dbapi2.DatabaseError as error:
        raise BackupBroken(path, what=why(error, path.parent)) from error


def refuse_unsigned(reading: ReadSession, backup: BackupFile) -> None:
    """Whoever made it signed what it says of itself; the keys of the officers lie inside it.

    Raises BackupUnsigned, OfficeChanged where it names another office than its log does, and
    BackupBroken where the log does not say it any more.
    """
    if not backup.is_signed(reading.office.public_keys()):
        raise BackupUnsigned(backup.path, officer=backup.manifest.officer)
    made = reading.log.made_as()
    if made == "":
        raise BackupBroken(backup.path, what=keys.DATABASE)
    for code in (backup.manifest.office_code, backup.keyring.office_code):
        if made not in (None, code):
            raise OfficeChanged(backup.path, office=code, made=made)


@contextmanager
def reading_stage(folder: Path, key: bytes | bytearray) -> Iterator[ReadSession]:
    """The checked copy that is to be put in place, read as it lies. Raises NotRestored."""
    path = folder / STAGE / keys.DATABASE
    try:
        with contextlib.closing(connect(path, key, read_only=True, immutable=True)) as raw:
            yield ReadSession(raw)
    except dbapi2.DatabaseError as error:
        raise NotRestored(folder, reason=why(error, path.parent)) from error


def _as_store_error(folder: Path, error: Exception) -> Exception:
    if "locked" in str(error):
        return StoreLocked(folder)
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    if code in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB):
        return StoreDamaged(folder, what=f"{keys.DATABASE}: {error}")
    return StoreUnreadable(folder, reason=str(error))


def slots_of(folder: Path, backup: BackupFile) -> keys.Keyring:
    """The slots of the store, or of the backup where both copies of the store's are broken."""
    try:
        return keys.read(folder)
    except StoreDamaged:
        return backup.keyring
