"""Every parser that reads what others wrote, as a function of bytes: for the fuzzer and the corpus.

A parser may refuse in the way its own description says. Any other exception is a fault of ours, and
the fuzzer stops at it; what it found is kept in corpus/ and read again by every `make test`.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from rilo_desktop.exchange import sandbox
from rilo_desktop.exchange.child_budget import Unread
from rilo_desktop.exchange.child_picture import lines_of_picture
from rilo_desktop.exchange.child_text import lines_of_text
from rilo_desktop.exchange.child_workbook import lines_of_workbook
from rilo_desktop.exchange.published import read_data, read_table
from rilo_desktop.exchange.tables import read_workbook
from rilo_desktop.gui.state import preferences
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import Unreadable, from_snapshot, to_snapshot
from rilo_desktop.rules.findings import Refused
from rilo_desktop.store import backup_file, failed_logins, known_backups, restoring
from rilo_desktop.store.drafts import Journal, Owner
from rilo_desktop.store.errors import BackupBroken
from rilo_desktop.store.key_wrapping import KEY_BYTES
from rilo_desktop.store.keyring import from_json, to_json

CORPUS = Path(__file__).with_name("corpus")
Parser = Callable[[bytes], None]


@cache
def scratch() -> Path:
    """A folder for parsers that read files; it goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="parsers-")
    _kept.append(folder)
    return Path(folder.name)


_kept: list[Any] = []


def _file(name: str, content: bytes) -> Path:
    path = scratch() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def workbook(content: bytes) -> None:
    _taken(lambda: lines_of_workbook(io.BytesIO(content)))


def sheet(content: bytes) -> None:
    """The XML of a sheet, in a workbook that is otherwise honest."""
    from faults.workbooks import around

    workbook(around(content))


def text(content: bytes) -> None:
    """JSON or CSV."""
    _taken(lambda: lines_of_text(content))


def picture(content: bytes) -> None:
    _lines(lambda: lines_of_picture(content, ()))


def backup(content: bytes) -> None:
    try:
        found = backup_file.read(_file("b.rilobackup", content))
    except BackupBroken:
        return
    assert found.keyring
    assert found.manifest.operations >= 0 or found.manifest.heads


def keys(content: bytes) -> None:
    try:
        ring = from_json(content)
    except ValueError:
        return
    assert from_json(to_json(ring)) == ring


def settings(content: bytes) -> None:
    path = _file("window.json", content)
    found = preferences.read(path)
    assert found == preferences.USUAL.changed(**found._asdict())
    preferences.write(path, found)
    assert preferences.read(path) == found


def beside(content: bytes) -> None:
    """The small files beside the store: failed openings, known backups, a restore cut off."""
    _file(failed_logins.FILE, content)
    assert (
        0 <= failed_logins.wait(failed_logins.failed(scratch()), 1_000.0) <= failed_logins.LONGEST
    )
    _file(f"{known_backups.BACKUPS}/{known_backups.NAME}", content)
    known_backups.known_backups(scratch())
    _file(f"{restoring.STAGE}/{restoring.READY}", content)
    with suppress(OSError):  # a name too long for the disk
        restoring.finish(scratch())


def journal(content: bytes) -> None:
    """The journal of drafts: what is whole comes back, and it takes more."""
    owner = Owner("store", "AP-01")
    _file(f"drafts/{owner.file_name}", content)
    found = Journal(scratch(), owner, bytes(KEY_BYTES))
    before = dict(found.drafts())
    found.add({"one more": {"record": {}}})
    again = Journal(scratch(), owner, bytes(KEY_BYTES)).drafts()
    assert {**before, "one more": {"record": {}}} == again


def snapshot(content: bytes) -> None:
    """A record as drafts and revisions hold it."""
    try:
        data = json.loads(content)
        if not isinstance(data, dict):
            return
    except (ValueError, RecursionError):
        return
    try:
        record = from_snapshot(data)
    except (NewerSnapshot, Unreadable):
        return
    assert from_snapshot(to_snapshot(record)) == record


def _lines(read: Callable[[], Iterable[Any]]) -> list[bytes]:
    try:
        return [json.dumps(line, ensure_ascii=False).encode("utf-8") for line in read()]
    except Unread:
        return []


def _taken(read: Callable[[], Iterable[Any]]) -> None:
    """Through the pipe, as the program takes it."""
    lines = _lines(read)
    if not lines:
        return
    try:
        match sandbox._content(lines, "file"):
            case sandbox.Workbook() as book:
                read_workbook(book, "file")
            case sandbox.Data(value):
                read_data(value, "file")
            case sandbox.SheetTable(table):
                read_table(table, "file")
    except Refused:
        pass


PARSERS: Mapping[str, Parser] = {
    "workbook": workbook,
    "sheet": sheet,
    "text": text,
    "picture": picture,
    "backup": backup,
    "keys": keys,
    "settings": settings,
    "beside": beside,
    "journal": journal,
    "snapshot": snapshot,
}
