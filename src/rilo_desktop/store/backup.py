"""A copy of an open store that is opened, checked and counted right after it is made."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from . import keys
from .engine import connect
from .files import sync_folder

BACKUPS = "backups"
PAGES_A_STEP = 4_096


class BackupFailed(Exception):
    """The copy does not hold what the store holds; it was removed."""


def before_migration(folder: Path, raw: Any, key: bytes, name: str) -> Path:
    """A verified copy under `backups/`, with the slots that open it. Raises BackupFailed, OSError.

    `raw` is the store's own connection; the copy is encrypted with the same key.
    """
    target = folder / BACKUPS / name
    target.mkdir(parents=True, mode=0o700)
    try:
        for file in keys.NAMES:
            if (folder / file).exists():
                shutil.copy2(folder / file, target / file)
        _copy(raw, key, target / "store.db")
        _verify(raw, key, target / "store.db")
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    sync_folder(target)
    return target


def _copy(raw: Any, key: bytes, path: Path) -> None:
    copy = dbapi2.connect(str(path), isolation_level=None)
    with contextlib.closing(copy):
        copy.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        copy.execute("PRAGMA synchronous=FULL")
        raw.backup(copy, pages=PAGES_A_STEP)
    path.chmod(0o600)


def _verify(raw: Any, key: bytes, path: Path) -> None:
    with contextlib.closing(connect(path, key, read_only=True)) as copy:
        damage = copy.execute("PRAGMA quick_check").fetchone()[0]
        if damage != "ok":
            raise BackupFailed(damage)
        if _counts(copy) != _counts(raw):
            raise BackupFailed("row counts do not agree")


def _counts(connection: Any) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' "
        "AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
    }
