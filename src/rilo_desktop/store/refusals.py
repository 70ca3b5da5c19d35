"""What the database or the disk refused, as an error with its sentence."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from sqlcipher3 import dbapi2

from rilo_desktop.files import open_file
from rilo_desktop.rules import disk_errors
from rilo_desktop.rules.findings import N_, Message

from .errors import (
    ConstraintFailed,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMisread,
    StoreUnreadable,
    StoreUnwritable,
)
from .keys import DATABASE, NAMES

_REASONS = {
    dbapi2.SQLITE_FULL: disk_errors.FULL,
    dbapi2.SQLITE_IOERR: disk_errors.REFUSES,
    dbapi2.SQLITE_READONLY: disk_errors.READ_ONLY,
    dbapi2.SQLITE_CANTOPEN: disk_errors.DENIED,
    dbapi2.SQLITE_BUSY: disk_errors.HELD,
    dbapi2.SQLITE_LOCKED: disk_errors.HELD,
    dbapi2.SQLITE_PROTOCOL: disk_errors.NO_LOCKS,
    dbapi2.SQLITE_NOMEM: disk_errors.NO_MEMORY,
}
_VAGUE = (dbapi2.SQLITE_IOERR, dbapi2.SQLITE_CANTOPEN, dbapi2.SQLITE_READONLY)
"""SQLite does not keep what the system said, so the system is asked again."""
_SAID = {
    "database or disk is full": dbapi2.SQLITE_FULL,
    "disk I/O error": dbapi2.SQLITE_IOERR,
    "unable to open database file": dbapi2.SQLITE_CANTOPEN,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
}
"""Copying a database (`backup`) leaves no code."""
_CONSTRAINTS = {
    "record.reference": Message(N_("two records would have the same reference")),
    "record.local_ref": Message(N_("two records would have the same local reference")),
}
PROBE = 16_384


def why(error: Exception, folder: Path) -> Message | str:
    """What the system or the database said, as a phrase that says what to do too.

    `folder`: where it was said.
    """
    if isinstance(error, OSError):
        return disk_errors.why(error)
    code = _code(error)
    asked = _write_refusal(folder) if code in _VAGUE else ""
    return asked or _REASONS.get(code) or str(error)


def _write_refusal(folder: Path) -> Message | str:
    """Why nothing can be written there; "" where it can."""
    path = folder / f".{secrets.token_hex(8)}.new"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, bytes(PROBE))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        return disk_errors.why(error)
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return ""


def of_operation(folder: Path, error: Exception) -> Exception:
    """The sentence for what the database said; a fault of the program stays what it is."""
    if is_damage(error):
        return StoreMisread(folder, what=str(error))
    if isinstance(error, dbapi2.IntegrityError):
        return ConstraintFailed(folder, what=_constraint(str(error)))
    if isinstance(error, dbapi2.OperationalError) or _code(error) in _REASONS:
        return StoreUnwritable(folder, reason=why(error, folder))
    return error


def _constraint(said: str) -> Message | str:
    """What would have stood there twice; in SQLite's words where it is something else."""
    return next((phrase for columns, phrase in _CONSTRAINTS.items() if columns in said), said)


def of_opening(folder: Path, error: Exception) -> StoreError:
    """Why it could not be opened."""
    code = _code(error)
    if isinstance(error, OSError):
        return StoreUnreadable(folder, reason=disk_errors.why(error))
    if is_damage(error):
        return StoreDamaged(folder, what=f"{DATABASE}: {error}")
    if code in (dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED) or "locked" in str(error):
        if keeps_locks(folder):
            return StoreLocked(folder)
        return StoreUnreadable(folder, reason=disk_errors.NO_LOCKS)
    if code == dbapi2.SQLITE_CANTOPEN and not (folder / DATABASE).exists():
        return StoreUnreadable(folder, reason=disk_errors.GONE)
    if code == dbapi2.SQLITE_READONLY:
        return StoreUnwritable(folder, reason=why(error, folder))
    return StoreUnreadable(folder, reason=why(error, folder))


def is_damage(error: Exception) -> bool:
    """Is the file broken, or does only the disk or the system refuse?"""
    return _code(error) in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB)


def keeps_locks(folder: Path) -> bool:
    """Does the file system there lock files at all? Asked of the keys: a second look at the
    database would let go of the locks that SQLite holds on it."""
    if os.name == "nt":
        return True
    import errno
    import fcntl

    for name in NAMES:
        with contextlib.suppress(FileNotFoundError, PermissionError):
            with open_file(folder / name, follow=False) as file:
                try:
                    fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except OSError as error:
                    return error.errno != errno.ENOLCK
            return True
    return True


def _code(error: Exception) -> int:
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    return code or _SAID.get(str(error), 0)
