"""Every record of an office as a folder of plain files, and such a folder read into a new office.

    write(session, folder)      needs the head; logged as everything in clear
    take(session, folder)       needs the head too; what is new becomes drafts, and nothing that
                                was approved here changes unasked

What the folder holds stands in `exchange.record_folder`. Officers, keys, the log and older
revisions are not in it; a backup has those.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from rilo_desktop import __version__
from rilo_desktop.exchange import record_folder
from rilo_desktop.exchange.package_schema import record_schemas
from rilo_desktop.exchange.record_folder import PlacedFile, RecordFolder
from rilo_desktop.files import PRIVATE, put_in_place, sync_folder
from rilo_desktop.records import record_types
from rilo_desktop.records.snapshots import Snapshot, to_snapshot
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused, Severity
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.store import ReadSession, UnitOfWork
from rilo_desktop.vocabularies import vocabulary, vocabulary_names

from ..receiving.folder_records import FolderComparison, FolderLine, files_of, read, told
from ..records.changes import Changes, changes_of
from . import actions, comment_folder, list_folder, ways_out
from .finding_helpers import refusal
from .outgoing import Outgoing, going_out, log_failure, unwritten
from .progress import SILENT, Progress
from .session import Session, Task

WRITING = N_("Writing the records")
READING = N_("Reading the records")
COMPARING = N_("Comparing with the office")
BATCH = 500
MOST_TOLD = 50
"""Lines that are no records, told of one refusal."""
README = """\
RILO Desktop {version}: every record of {office}, written out on {day}.
NOTHING IN THIS FOLDER IS ENCRYPTED. Handling label: TLP:{tlp}, the strictest of its records.

manifest.json           format, office, day, number of records; SHA-256 of each file
schema.json             JSON Schema of each type of record; the codes of each field with titles
lists.json              the code lists, in every language that they have; "office": who added a code
office-lists.jsonl      what this office calls codes and added to lists, where it did
comments.jsonl          comments of colleagues on records, where there are any
records/TYPE-001.jsonl  one record a line, as its newest revision has it
files/SHA-256           pictures, attached files, received documents; names stand in the manifest

A field that is empty is absent; null is "not known". Decimals are text.
What it does not hold: officers, keys, the audit log, older revisions. A backup has those: an
office that moves to another computer takes a backup.
To read it into a new office of this code:   rilo new STORE --office {office} --officer ID
                                             rilo import STORE FOLDER
Records come in as drafts, whatever stands in "workflow": they are approved anew. Submissions, which
are history of this office's log, and records of other offices are left out and named; receive the
documents of other offices again. Nothing in this folder proves who approved what.
"""


@dataclass(frozen=True, slots=True)
class ExportedAll:
    folder: Path
    records: int
    files: int
    tlp: str


def write(session: Session, folder: Path, progress: Progress = SILENT) -> ExportedAll:
    """Write everything into a folder that is not there, or is empty.

    It takes its name when it is complete and in the log. Raises Refused, Cancelled.
    """
    with (
        going_out(session, ways_out.EVERYTHING) as leaving,
        _outgoing(leaving, folder) as out,
        session.reading() as reading,
    ):
        for kind in record_types():
            _write_records(out, reading, kind, progress)
        files = list(_write_files(out, reading))
        out.write(record_folder.SCHEMA, _json(record_schemas()))
        out.write(record_folder.LISTS, _json(_lists()))
        lists = list_folder.content(reading)
        if lists:
            out.write(record_folder.OFFICE_LISTS, lists)
        comments = comment_folder.content(reading)
        if comments:
            out.write(record_folder.COMMENTS, comments)
        tlp = strictest(out.labels)
        about = {"version": __version__, "office": session.office_code, "day": session.today}
        out.write(record_folder.README, README.format(**about, tlp=tlp).encode())
        manifest = {
            "format": record_folder.FORMAT,
            "program": __version__,
            "office": session.office_code,
            "made": session.today,
            "tlp": tlp,
            "records": out.counts,
            "files": [*out.placed, *files],
        }
        if lists:
            manifest["office_lists"] = hashlib.sha256(lists).hexdigest()
        if comments:
            manifest["comments"] = hashlib.sha256(comments).hexdigest()
        out.write(record_folder.MANIFEST, _json(manifest))
        count = sum(out.counts.values())
        out.detail |= {
            "files": [folder.name],
            "records": count,
            "attached": len(files),
            "tlp": tlp,
            "sha256": hashlib.sha256(_json(manifest)).hexdigest(),
        }
    return ExportedAll(folder, count, len(files), tlp)


@dataclass(slots=True)
class _Out:
    """The folder under its temporary name."""

    folder: Path
    counts: dict[str, int] = field(default_factory=dict)
    placed: list[dict[str, str]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    detail: dict[str, Any] = field(default_factory=dict)

    def write(self, name: str, content: bytes) -> None:
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self.folder / name, how, PRIVATE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def place(self, name: str, content: bytes) -> None:
        self.write(name, content)
        self.placed.append({"path": name, "sha256": hashlib.sha256(content).hexdigest()})


@contextmanager
def _outgoing(leaving: Outgoing, folder: Path) -> Iterator[_Out]:
    """Logged before it has its name, as a file is."""
    _check_folder(folder)
    hidden = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.new")
    logged = 0
    try:
        for part in (hidden, hidden / "records", hidden / "files"):
            part.mkdir(0o700)
        out = _Out(hidden)
        yield out
        for part in (hidden / "records", hidden / "files", hidden):
            sync_folder(part)
        logged = leaving.log(**out.detail)
        if folder.exists():
            folder.rmdir()
        put_in_place(hidden, folder)
    except OSError as error:
        if logged:
            log_failure(leaving.session, logged, folder, error)
        raise unwritten(folder, error) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _check_folder(folder: Path) -> None:
    is_free = not os.path.lexists(folder)
    is_empty = folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())
    if not (is_free or is_empty) or not folder.absolute().parent.is_dir():
        raise refusal(
            "export.folder",
            N_("{path} is not free: name a new or an empty folder, in a folder that exists."),
            path=folder,
        )


def _write_records(out: _Out, reading: ReadSession, kind: str, progress: Progress) -> None:
    lines: list[bytes] = []
    count = size = part = 0
    for stored in reading.records.all_of(kind, archived=True):
        lines.append(_line(to_snapshot(stored.record)))
        out.labels.add(effective(stored.record.tlp))
        count, size = count + 1, size + len(lines[-1])
        if size > record_folder.PART_BYTES:
            part += 1
            out.place(record_folder.part_name(kind, part), b"".join(lines))
            lines, size = [], 0
        if count % 100 == 0:
            progress(count, 0, WRITING)
    if lines:
        out.place(record_folder.part_name(kind, part + 1), b"".join(lines))
    if count:
        out.counts[kind] = count


def _write_files(out: _Out, reading: ReadSession) -> Iterator[dict[str, str]]:
    for sha256, media_type, name in reading.attachments.all():
        path = f"files/{sha256}"
        out.write(path, reading.attachments.content(sha256) or b"")
        yield {"path": path, "sha256": sha256, "media_type": media_type, "name": name}


def _line(snapshot: Snapshot) -> bytes:
    return json.dumps(snapshot, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _lists() -> dict[str, Any]:
    return {
        name: {
            "title": dict(listed.titles),
            "version": listed.version,
            "source": listed.source,
            "codes": [
                {"code": item.code, "title": dict(item.labels), "parent": item.parent}
                | ({"office": item.office} if item.office else {})
                for item in (*listed, *listed.others.values())
            ],
        }
        for name in vocabulary_names()
        for listed in (vocabulary(name),)
    }


# --- the way back


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack(Changes):
    """What a folder brought. `created` are drafts; what waits and what was left out are findings,
    each with its file and line."""

    waiting: tuple[Finding, ...] = ()
    left_out: tuple[Finding, ...] = ()


def take(
    session: Session,
    folder: Path,
    dry_run: bool = False,
    progress: Progress = SILENT,
    skip_bad: bool = False,
    wanted: Collection[str] = (),
) -> ReadBack:
    """Read such a folder into this office, as one operation; what stands here stays.

    New records are drafts: nothing in a folder approves or releases (docs/decisions/0081).
    `wanted`: references of records that wait, or "all", which become drafts with what the folder
    has. `skip_bad`: leave out what cannot be read. Raises Refused with one sentence for each line
    that is no record of this office, Cancelled; the store is then unchanged.
    """
    session.permit(Task.IMPORT_ALL)
    found = record_folder.folder_at(folder)
    if found.office != session.office_code:
        raise refusal(
            "import.all_office",
            N_(
                "{folder} holds everything of {office}, and this is {own}: make a new office of "
                "that code (rilo new --office {office}) and import it there."
            ),
            folder=folder.name,
            office=found.office,
            own=session.office_code,
        )
    lines, wrong, absent = _read(found, progress)
    with session.unit(actions.IMPORT) as unit:
        hashes = {one.sha256 for one in found.attached}
        letter = session.store.workstation
        comparing = FolderComparison(unit.reading, session.office_code, letter, hashes)
        for number, line in enumerate(lines):
            if number % BATCH == 0:
                progress(number, len(lines), COMPARING)
            comparing.compare(line)
        wrong += comparing.wrong
        if wrong and not skip_bad:
            raise Refused(*wrong[:MOST_TOLD])
        taken = comparing.taken(wanted)
        for first in range(0, len(taken), BATCH):
            progress(first, len(taken), WRITING)
            unit.write(taken[first : first + BATCH])
        unit.raise_counters(comparing.numbers)
        _take_files(unit, found, {name for one in taken for name in files_of(one)})
        lists = list_folder.take(unit, found, session.office_code)
        commented = comment_folder.take(unit, found, comparing.absent | absent)
        waiting = tuple(said for _, said in comparing.waiting.values())
        left = (*comparing.left_out, *(replace(one, severity=Severity.WARNS) for one in wrong))
        codes = {"codes": lists.added} if lists.added else {}
        same = comparing.same
        unit.note(files=[folder.name], same=same, everything=True, **codes)
        unit.note(**told("waiting", waiting), **told("left_out", left))
        changes = changes_of(unit, actions.IMPORT, same)
        if dry_run or not (taken or lists.added or commented):
            unit.abandon()
            changes = replace(changes, operation=0)
    session.read_lists()
    values = {one.name: getattr(changes, one.name) for one in fields(Changes)}
    return ReadBack(**values, waiting=waiting, left_out=(*left, *lists.left_out))


def _read(
    found: RecordFolder, progress: Progress
) -> tuple[list[FolderLine], list[Finding], set[str]]:
    """The records of the folder, what is none, and the ids that such lines say."""
    lines: list[FolderLine] = []
    wrong: list[Finding] = []
    absent: set[str] = set()
    for number, one in enumerate(found.records):
        progress(number, len(found.records), READING)
        for row, data in progress.outside(_snapshots, found, one):
            try:
                lines.append(read(data, FieldPath(file=one.path, row=row)))
            except Refused as refused:
                wrong += refused.findings
                absent.add(str(data.get("id")))
    return lines, wrong, absent


def _snapshots(found: RecordFolder, one: PlacedFile) -> list[tuple[int, Mapping[str, Any]]]:
    return list(record_folder.snapshots(found, one))


def _take_files(unit: UnitOfWork, found: RecordFolder, named: Collection[str]) -> None:
    """Those that the records name which were taken. Raises Refused where one of the folder is
    missing or changed: it is not whole then."""
    for one in found.attached:
        if not unit.reading.attachments.has(one.sha256):
            content = record_folder.content(found, one)
            if one.sha256 in named:
                unit.write_attachment(one.sha256, one.media_type, one.name, content)
