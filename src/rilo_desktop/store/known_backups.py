"""The backups that were made and verified, oldest first, with the place of each.

A plain file beside the automatic backups: whoever restores an office that cannot be opened sees
where its backups lie. It says nothing of the content, and the office works without it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rilo_desktop.files import from_json, read_own, write_atomically

from .backup import BACKUPS
from .backup_file import BackupFile

NAME = "known.json"
MOST = 500
MOST_COUNTED = 1 << 62


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """`made` and `drilled` (last tried out, "" never) are ISO times in UTC; sizes are bytes."""

    path: str
    made: str
    operations: int
    revisions: int
    records: int
    head: str
    sha256: str
    size: int
    automatic: bool = False
    drilled: str = ""

    @property
    def is_there(self) -> bool:
        return Path(self.path).is_file()


def known_from(made: BackupFile, automatic: bool) -> KnownBackup:
    about = made.manifest
    return KnownBackup(
        path=str(made.path.absolute()),
        made=about.made,
        operations=about.operations,
        revisions=about.revisions,
        records=about.records,
        head=about.head,
        sha256=about.sha256,
        size=about.database_bytes,
        automatic=automatic,
    )


def known_backups(folder: Path) -> tuple[KnownBackup, ...]:
    """In the order in which they were made, whatever the clock said; () where nobody knows."""
    try:
        data = from_json(read_own(folder / BACKUPS / NAME))
    except (OSError, ValueError):
        return ()
    entries = map(_read, data if isinstance(data, list) else ())
    return tuple(known for known in entries if known is not None)


def remember(folder: Path, known: KnownBackup) -> None:
    """Put a backup last. Raises OSError."""
    _write(folder, [*_without(folder, {known.path}), known])


def forget(folder: Path, paths: Iterable[str]) -> None:
    """Of backups that were removed. Raises OSError."""
    _write(folder, _without(folder, set(paths)))


def _without(folder: Path, paths: set[str]) -> list[KnownBackup]:
    return [one for one in known_backups(folder) if one.path not in paths]


def drilled(folder: Path, path: Path, at: str) -> None:
    """Note that a backup was restored to try it. Raises OSError."""
    name = str(path.absolute())
    _write(
        folder,
        [replace(one, drilled=at) if one.path == name else one for one in known_backups(folder)],
    )


def _write(folder: Path, entries: list[KnownBackup]) -> None:
    (folder / BACKUPS).mkdir(parents=True, exist_ok=True, mode=0o700)
    content = json.dumps([asdict(one) for one in entries[-MOST:]], indent=1)
    write_atomically(folder / BACKUPS / NAME, content.encode())


def _read(entry: Any) -> KnownBackup | None:
    """None for what this program never wrote."""
    usual = asdict(KnownBackup("", "", 0, 0, 0, "", "", 0))
    later = {"automatic", "drilled"}  # the first version did not write these
    if not isinstance(entry, dict) or not set(usual) - later <= set(entry) <= set(usual):
        return None
    whole = usual | entry
    if any(type(whole[name]) is not type(value) for name, value in usual.items()):
        return None
    if any(not 0 <= value < MOST_COUNTED for value in whole.values() if isinstance(value, int)):
        return None
    return KnownBackup(**whole) if _is_path(whole["path"]) else None


def _is_path(text: str) -> bool:
    """Is it one that the system can be asked for at all?"""
    try:
        return bool(text) and b"\0" not in os.fsencode(text)
    except ValueError:
        return False
