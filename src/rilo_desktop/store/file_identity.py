"""Do the files still stand there that were opened? No lock keeps others from replacing them.

Asked before each operation: a program that synchronises puts an older copy in the place of the
database, and whoever writes on writes into a file that nobody finds again. It costs two looks at
the folder, some microseconds.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from rilo_desktop.rules.findings import N_, Message

from .keys import DATABASE

REPLACED = Message(N_("its database was replaced by another file"))
CHANGED = Message(N_("its database was changed"))
GONE = Message(N_("its database was moved or removed"))
LOG_GONE = Message(N_("the log beside its database (store.db-wal) was moved, removed or replaced"))


class _File(NamedTuple):
    device: int
    inode: int
    size: int
    changed: int


class FileIdentity:
    """Of the database that is open in this folder."""

    def __init__(self, folder: Path) -> None:
        self._database = str(folder / DATABASE)
        self._log = f"{self._database}-wal"
        self._seen = _stat(self._database)
        self._seen_log = _stat(self._log)

    def renew(self) -> None:
        """The program itself wrote; whether it is still the same file is not forgotten."""
        now = _stat(self._database)
        if now is not None and _is_same(now, self._seen):
            self._seen = now
        if self._seen_log is None:
            self._seen_log = _stat(self._log)

    def change(self) -> Message | None:
        """What another program did."""
        now = _stat(self._database)
        if now is None:
            return GONE
        if not _is_same(now, self._seen):
            return REPLACED
        if now != self._seen:
            return CHANGED
        if self._seen_log is not None and not _is_same(_stat(self._log), self._seen_log):
            return LOG_GONE
        return None


def _stat(path: str) -> _File | None:
    try:
        found = os.stat(path)  # noqa: PTH116  each save asks three times; Path.stat is a detour
    except OSError:
        return None
    changed = found.st_mtime_ns if os.name != "nt" else 0  # Windows says it when a file is closed
    return _File(found.st_dev, found.st_ino, found.st_size, changed)


def _is_same(one: _File | None, other: _File | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.inode == other.inode and one.device == other.device
