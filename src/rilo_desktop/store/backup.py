"""A copy of an open store that is opened, checked and counted right after it is made."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from sqlcipher3 import dbapi2

from rilo_desktop import __version__
from rilo_desktop.files import put_in_place, remove_unfinished, unfinished
from rilo_desktop.rules.findings import N_

from . import backup_file, copy_database
from .backup_file import SUFFIX, BackupFile, Manifest
from .engine import connect
from .errors import BackupUnwritten
from .keyring import Keyring, to_json
from .refusals import why
from .signatures import Signer

BACKUPS = "backups"
LAST_HEADS = 32
"""Entries of the log whose hashes a backup notes one by one; from there on every second power."""
INSTRUCTIONS = 100_000
"""Of SQLite's machine, between two looks whether the officer gave up."""


P = ParamSpec("P")
T = TypeVar("T")


class Say(Protocol):
    """How far it is; `step` is a message of the catalogue."""

    def __call__(self, done: int, of: int, step: str = "") -> None:
        """May raise to stop, and may let others to the store."""

    @property
    def is_cancelled(self) -> bool: ...

    def outside(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what does not touch the store."""
        ...


class Silent:
    """Says nothing and is never stopped."""

    is_cancelled = False

    def __call__(self, done: int, of: int, step: str = "") -> None: ...

    def outside(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return call(*args, **kwargs)


SILENT = Silent()


@dataclass(frozen=True)
class BackupSource:
    """An open store as a backup is made of it: `raw` is its own connection."""

    raw: Any
    key: bytes | bytearray
    keyring: Keyring
    officer: str
    signer: Signer
    now: str


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a database holds: the two of a copy and its store are compared."""

    schema: str
    counts: tuple[tuple[str, int], ...]
    heads: tuple[tuple[int, str], ...]
    newest: str

    def count(self, table: str) -> int:
        return dict(self.counts).get(table, 0)


def before_migration(folder: Path, source: BackupSource, schema: str) -> BackupFile:
    """A verified copy under `backups/` of a store that is about to change its schema.

    Raises BackupUnwritten.
    """
    place = own_place(folder)
    return make(source, free_name(place, f"before-{schema}-{stamp(source.now)}"))


def own_place(folder: Path) -> Path:
    """The folder of a store for its own backups. Raises BackupUnwritten."""
    place = folder / BACKUPS
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BackupUnwritten(place, reason=why(error, place)) from error
    return place


def stamp(now: str) -> str:
    """An ISO time as a part of a file's name: "20261125T090000"."""
    return "".join(sign for sign in now[:19] if sign not in "-:")


def free_name(folder: Path, stem: str) -> Path:
    """A name in the folder that nothing has yet."""
    path, n = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, n = folder / f"{stem}-{n}{SUFFIX}", n + 1
    return path


def make(
    source: BackupSource,
    path: Path,
    say: Say = SILENT,
    before_named: Callable[[BackupFile], None] = lambda _made: None,
) -> BackupFile:
    """Write a verified backup at `path`, in place of what stands there, or change nothing.

    It is written beside it under another name, read back from the disk and only then named;
    `before_named` is called in between. Raises BackupUnwritten.
    """
    remove_unfinished(path.parent, path.name)  # of a kill; only this office writes this backup
    part = unfinished(path)
    try:
        made = _written(source, path, part, say)
        before_named(made)
        put_in_place(part, path)
        return made
    except (OSError, dbapi2.Error) as error:
        reason = why(error, path.parent)
        raise BackupUnwritten(path, reason=reason) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _written(source: BackupSource, path: Path, part: Path, say: Say) -> BackupFile:
    copy_database.copy(source.raw, part, source.key, lambda done, of: say(done, of, N_("Copying")))
    expected = facts(source.raw)  # right after the copy: from here on others may write
    say(0, 0, N_("Reading the backup again"))
    sha256, size = say.outside(_verified, part, source.key, expected, path, say)
    manifest = Manifest(
        store=source.keyring.store,
        office_code=source.keyring.office_code,
        workstation=source.keyring.workstation,
        schema=expected.schema,
        program=__version__,
        made=source.now,
        officer=source.officer,
        records=expected.count("record"),
        revisions=expected.count("revision"),
        newest=expected.newest,
        heads=expected.heads,
        database_bytes=size,
        sha256=sha256,
    )
    with part.open("ab") as file:
        made = backup_file.append(path, manifest, to_json(source.keyring), source.signer, file)
        file.flush()
        copy_database.to_disk(file.fileno())
    if backup_file.read(part).manifest != manifest:
        raise BackupUnwritten(path, reason="it reads otherwise than it was written")
    return made


def _verified(
    part: Path, key: bytes | bytearray, expected: BackupFacts, path: Path, say: Say
) -> tuple[str, int]:
    """Hash and size of a copy that opens, is whole and holds what the store holds."""
    check(part, key, expected, path, say)
    with part.open("rb") as file:
        size = part.stat().st_size
        return backup_file.digest_of(file, size, lambda _done, _of: None), size


def check(
    file: Path, key: bytes | bytearray, expected: BackupFacts | None, path: Path, say: Say = SILENT
) -> BackupFacts:
    """Open a copy, read every page of it and count. Raises BackupUnwritten where it is not whole.

    `path` is what people call it.
    """
    with contextlib.closing(connect(file, key, read_only=True, immutable=True)) as copy:
        copy.set_progress_handler(lambda: int(say.is_cancelled), INSTRUCTIONS)
        damage = copy.execute("PRAGMA quick_check").fetchone()[0]
        if damage != "ok":
            raise BackupUnwritten(path, reason=str(damage))
        found = facts(copy)
    if expected is not None and found != expected:
        raise BackupUnwritten(path, reason="the copy does not hold what the store holds")
    return found


def facts(raw: Any) -> BackupFacts:
    """Counts of all tables, where the log ends, and the time of the newest revision."""
    run = raw.execute
    names = run(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    counts = tuple(
        (name, int(run(f'SELECT count(*) FROM "{name}"').fetchone()[0])) for (name,) in names
    )
    schema = run("SELECT version_num FROM alembic_version").fetchone()
    newest = run("SELECT time FROM revision ORDER BY seq DESC LIMIT 1").fetchone()
    return BackupFacts(schema[0] if schema else "", counts, heads(raw), newest[0] if newest else "")


def heads(raw: Any) -> tuple[tuple[int, str], ...]:
    """The newest entries of the log one by one, then ever fewer: where a history was changed is
    found between two of them."""
    last = raw.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    wanted = set(range(max(1, last - LAST_HEADS + 1), last + 1)) | ({1} if last else set())
    step = LAST_HEADS * 2
    while last - step > 0:
        wanted.add(last - step)
        step *= 2
    found = []
    for seq in sorted(wanted, reverse=True):
        row = raw.execute("SELECT seq, hash FROM log WHERE seq = ?", (seq,)).fetchone()
        found += [(int(row[0]), str(row[1]))] if row else []
    return tuple(found)
