"""A broken office, as far as it can be read: looked at in the window, and exported as JSON.

    with opened(folder, passphrase) as rescued:
        rescued.session     for reading only: lists, search, records, history as ever
        rescued.found       how much was read, and what could not be
        export(rescued, path)

What was read lies, encrypted under the office's key, in a private folder that goes with `close`.
"""

from __future__ import annotations

import base64
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import (
    Clock,
    ReadSession,
    Revision,
    StoreDamaged,
    StoreUnwritable,
    salvaging,
    system_clock,
)
from rilo_desktop.store.errors import MigrationFailed
from rilo_desktop.store.salvaging import Salvaged

from . import ways_out
from .finding_helpers import refusal
from .outgoing import check_target, going_out
from .progress import SILENT, Progress
from .session import Session, Task, open_store, session_of

__all__ = ["Rescued", "Salvaged", "export", "opened"]

FORMAT = "rilo-salvage-1"


class Rescued:
    """What could be read; `close` it, or use it in a `with` statement."""

    def __init__(
        self, session: Session, found: Salvaged, place: Path, enter: Callable[[], Session]
    ) -> None:
        self.session = session
        self.found = found
        self._place = place
        self._enter = enter

    def entered(self) -> Session | None:
        """The office opened as ever, where all of it can be read; None where it is broken.

        Raises what `open_store` raises, but for what only a broken office brings about.
        """
        if self.found.unreadable:
            return None  # nothing is written into it
        try:
            return self._enter()
        except StoreDamaged:
            return None
        except StoreUnwritable as error:
            if isinstance(error.__cause__, MigrationFailed):
                return None
            raise

    def close(self) -> None:
        self.session.close()
        shutil.rmtree(self._place, ignore_errors=True)

    def __enter__(self) -> Rescued:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def opened(
    folder: Path,
    passphrase: str,
    sign: str = "",
    clock: Clock = system_clock,
    progress: Progress = SILENT,
) -> Rescued:
    """Read what can be read; the broken office stays as it is.

    Raises NoStore, WrongPassphrase, StoreLocked, StoreDamaged where nothing can be read (then only
    a backup helps), StoreUnwritable where there is no room for what was read, and Cancelled.
    """
    try:
        place = Path(tempfile.mkdtemp(prefix="rilo-salvage-"))
    except OSError as error:
        raise StoreUnwritable(tempfile.gettempdir(), reason=why(error)) from error
    try:
        store, found = salvaging.open_salvaged(folder, place, passphrase, sign, clock, progress)
        enter = partial(open_store, folder, passphrase, store.sign, clock)
        return Rescued(session_of(store), found, place, enter)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def export(
    rescued: Rescued, path: Path, progress: Progress = SILENT, everything: bool = False
) -> int:
    """Everything that was read as one JSON file, which is not encrypted. Returns its records.

    An office that opens whole is not exported, unless the head wants `everything` in clear: then
    its log says so. Raises Refused, where the role does not allow it and where it cannot be
    written; then what stood there still does.
    """
    rescued.session.permit(Task.RESTORE)
    check_target(path, is_read=False)
    entered = rescued.entered()
    if entered is None:
        return _unlogged(rescued, path, progress)
    with entered as session:
        if not everything:
            raise refusal(
                "salvage.whole",
                N_(
                    "This office opens and can be read in full: there is nothing to "
                    "salvage. To export all of it unencrypted, the head uses rilo salvage "
                    "--everything; this is logged."
                ),
            )
        with going_out(session, ways_out.SALVAGE, path) as out, out.written() as file:
            count = _written(rescued, file, progress)
            out.detail |= {"files": [path.name], "records": count}
        return count


def _unlogged(rescued: Rescued, path: Path, progress: Progress) -> int:
    """A broken office has no log that could still be written."""
    with going_out(rescued.session, ways_out.SALVAGE_BROKEN, path) as out, out.written() as file:
        return _written(rescued, file, progress)


def _written(rescued: Rescued, file: BinaryIO, progress: Progress) -> int:
    text = io.TextIOWrapper(file, "utf-8")
    try:
        return _write(rescued, text, progress)
    finally:
        text.detach()


def _write(rescued: Rescued, file: TextIO, progress: Progress) -> int:
    """Piece by piece: a large office does not fit into the memory of an old machine."""
    found, session = rescued.found, rescued.session
    about = {
        "format": FORMAT,
        "office": session.office_code,
        "salvaged": session.clock().isoformat(timespec="seconds"),
        "unreadable": dict(found.unreadable),
    }
    file.write(json.dumps(about, ensure_ascii=False)[:-1])
    with session.reading() as reading:
        count = _listed(file, "records", _newest(reading), progress, found.revisions)
        _listed(
            file, "revisions", map(_revision, reading.revisions.all()), progress, found.revisions
        )
        _listed(file, "log", map(_entry, reading.log.all()), progress, found.operations)
        _listed(file, "pictures", _pictures(reading), progress, found.pictures)
    file.write("\n}\n")
    return count


def _listed(
    file: TextIO, name: str, items: Iterable[dict[str, Any]], progress: Progress, of: int
) -> int:
    file.write(f',\n"{name}": [')
    count = 0
    for count, item in enumerate(items, 1):
        if count % 100 == 1:
            progress(count - 1, of, N_("Writing what was read"))
        file.write(("," if count > 1 else "") + "\n" + json.dumps(item, ensure_ascii=False))
    file.write("\n]")
    return count


def _newest(reading: ReadSession) -> Iterator[dict[str, Any]]:
    """The newest state of each record that can be read."""
    for (row,) in reading.run("SELECT row FROM record ORDER BY kind, dated DESC, reference"):
        for (revision,) in reading.run("SELECT revision FROM record WHERE row = ?", (row,)):
            made = reading.revisions.get(revision)
            if made is not None and not made.is_purged:
                yield made.snapshot() | {"revision": made.id, "author": made.author}


def _revision(made: Revision) -> dict[str, Any]:
    return {
        "id": made.id,
        "record": made.record,
        "kind": made.kind,
        "number": made.number,
        "parents": list(made.parents),
        "author": made.author,
        "time": made.time,
        "operation": made.operation,
        "content": made.content,
    }


def _entry(entry: Any) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "time": entry.time,
        "officer": entry.officer,
        "action": entry.action,
        "detail": dict(entry.detail),
        "hash": entry.hash,
    }


def _pictures(reading: ReadSession) -> Iterator[dict[str, Any]]:
    for (number,) in reading.run("SELECT rowid FROM attachment"):
        sql = "SELECT sha256, media_type, name, content FROM attachment WHERE rowid = ?"
        for sha256, media_type, name, content in reading.run(sql, (number,)):
            yield {
                "sha256": sha256,
                "media_type": media_type,
                "name": name,
                "content": base64.b64encode(content).decode(),
            }
