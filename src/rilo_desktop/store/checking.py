"""Is the store whole? From the pages of its file to signatures, log and search index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlcipher3 import dbapi2

from rilo_desktop.records import Record, Submission, record_types
from rilo_desktop.rules.findings import N_, Coded, FieldPath, Finding, Nature, Severity

from . import log, purging, release_evidence, released, revisions, schema_check, search_check
from .card_rows import ToldCards
from .officer_check import OfficerCheck
from .projection import head_row, kind_statement, line_rows, line_statements
from .queries import ReadSession
from .readable_records import readable
from .received import RECEIVED
from .record_comments import ToldComments
from .revisions import Revision
from .table_specs import TableSpec
from .tables import KIND_TABLES, LINE_TABLES, RECORD

Progress = Callable[[int, int, str], None]
"""`progress(done, of, step)`, the step a message of the catalogue; it may raise, and may let others
write to the store meanwhile. So every comparison is made between two calls."""
Say = Callable[[int, int], None]
Found = Iterator[Finding]

BATCH = 250
"""Records that are compared together."""
EVERY = 100
MOST = 20
"""Findings of one sort about the log."""


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of what was looked at, and what was found."""

    records: int
    revisions: int
    operations: int
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What is wrong, without what is only to be known."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def is_whole(self) -> bool:
        """The verdict: of the command, of the window and of the drill."""
        return not self.blocking


def examine(reading: ReadSession, progress: Progress = lambda _done, _of, _step: None) -> Health:
    """Every check, from the pages of the file up to the search index."""
    found: list[Finding] = []
    for name, step in _STEPS.items():
        progress(0, 0, name)
        found += step(reading, _of_step(progress, name))
    records, made, operations = (_count(reading, name) for name in ("record", "revision", "log"))
    return Health(records, made, operations, tuple(found))


def _of_step(progress: Progress, name: str) -> Say:
    return lambda done, of: progress(done, of, name)


def _count(reading: ReadSession, table: str) -> int:
    return int(reading.run(f"SELECT count(*) FROM {table}")[0][0])


def _file(reading: ReadSession, _say: Say) -> Found:
    if _is_in_one_file(reading):
        for row in reading.run("PRAGMA cipher_integrity_check"):
            yield _wrong(
                "check.cipher", N_("A page of the database fails its check: {what}."), what=row[0]
            )
    for row in reading.run("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield _wrong("check.database", N_("The database is damaged: {what}."), what=row[0])
    yield from schema_check.unlike(reading)
    for row in reading.run("PRAGMA foreign_key_check"):
        yield _wrong(
            "check.foreign_key", N_("A row of {table} belongs to no record."), table=row[0]
        )


def _is_in_one_file(reading: ReadSession) -> bool:
    """The check of the cipher reads the file past the write-ahead log. After a power cut pages of
    the file may be torn that stand whole in the log, so the log goes into it first."""
    try:
        is_busy, pages, moved = reading.run("PRAGMA wal_checkpoint(TRUNCATE)")[0]
    except dbapi2.OperationalError:  # a disk that takes nothing; what is there can still be read
        return False
    return not is_busy and pages == moved


def _revisions(reading: ReadSession, say: Say) -> Found:
    of = _count(reading, "revision")
    public_keys = reading.office.public_keys()
    known: set[str] = set()
    for n, revision in enumerate(reading.revisions.all()):
        if n % EVERY == 0:
            say(n, of)
        if not revisions.is_whole(revision):
            yield _of(revision, "check.revision", N_("Revision {number} of {record} was changed."))
        elif not revisions.is_signed(revision, public_keys):
            message = N_("Revision {number} of {record} is not signed by its author {author}.")
            yield _of(revision, "check.signature", message)
        for parent in revision.parents:
            if parent not in known and not _is_received(reading, revision):
                message = N_("Revision {number} of {record} follows one that is missing.")
                yield _of(revision, "check.parent", message)
        known.add(revision.id)


def _is_received(reading: ReadSession, revision: Revision) -> bool:
    """It may follow a revision of the office that sent it, which is in that office's store."""
    return reading.log.action_of(revision.operation) == RECEIVED


def _log(reading: ReadSession, say: Say) -> Found:
    of = _count(reading, "log")
    public_keys = reading.office.public_keys()
    previous, expected = log.BEGINNING, 1
    named: dict[str, int] = {}
    staff, cards, comments = OfficerCheck(), ToldCards(), ToldComments()
    for n, entry in enumerate(reading.log.all()):
        if n % EVERY == 0:
            say(n, of)
        if entry.seq != expected or entry.previous != previous:
            yield _wrong("check.log_gap", N_("The log is broken before entry {n}."), n=entry.seq)
        if not log.is_whole(entry):
            yield _wrong("check.log", N_("Entry {n} of the log was changed."), n=entry.seq)
        elif not log.is_signed(entry, public_keys):
            yield _wrong(
                "check.log_signature",
                N_("Entry {n} of the log is not signed by {officer}."),
                n=entry.seq,
                officer=entry.officer,
            )
        yield from islice(staff.check(entry), MOST)
        cards.check(entry)
        comments.check(entry)
        named |= dict.fromkeys(entry.revisions, entry.seq)
        previous, expected = entry.hash, entry.seq + 1
    yield from _against_log(reading, named)
    authors = dict(reading.run("SELECT id, author FROM revision"))
    yield from islice(staff.other_authors(authors), MOST)
    yield from staff.unlike(reading)
    yield from cards.unlike(reading.office.cards())
    yield from islice(comments.unlike(reading.comments.all()), MOST)


def _against_log(reading: ReadSession, named: Mapping[str, int]) -> Found:
    """Each revision stands in the log, under the operation that it names, and in its order."""
    there = dict(reading.run("SELECT id, operation FROM revision ORDER BY seq"))
    for missing in sorted(set(named) - set(there))[:MOST]:
        yield _wrong(
            "check.removed",
            N_("Revision {id} is in the log but missing from the store."),
            id=missing[:12],
        )
    for extra in sorted(set(there) - set(named))[:MOST]:
        yield _wrong("check.unlogged", N_("Revision {id} is not in the log."), id=extra[:12])
    moved = [name for name, operation in there.items() if named.get(name, operation) != operation]
    for name in moved[:MOST]:
        message = N_("Revision {id} is recorded under another operation of the log than it states.")
        yield _wrong("check.operation", message, id=name[:12])
    if not moved and [n for n in there if n in named] != [n for n in named if n in there]:
        yield _wrong("check.order", N_("The revisions are in another order than in the log."))


def _purges(reading: ReadSession, _say: Say) -> Found:
    """Content is gone only where the log says who took it away."""
    for _, record, number in purging.unexplained(reading)[:MOST]:
        message = N_("Revision {number} of {record} lost its content, and no purge is in the log.")
        yield _wrong("check.purged", message, number=number, record=record)


def _released(reading: ReadSession, _say: Say) -> Found:
    """What left under a reference and a revision is what stands there."""
    for record, number in islice(released.changed_later(reading), MOST):
        message = N_("{record} was changed in revision {number}, after it was released.")
        yield _wrong("check.released", message, record=record, number=number)


def _unreleased(reading: ReadSession, _say: Say) -> Found:
    """Approved and released is what an entry of the log made so."""
    for one in islice(release_evidence.without(reading), MOST):
        yield Finding(
            "check.unreleased",
            Severity.BLOCKS,
            Nature.STRUCTURE,
            _UNRELEASED if one.kind == Submission.kind.code else _UNAPPROVED,
            {"record": one.reference, "state": Coded("workflow", one.workflow)},
            FieldPath(kind=one.kind, record=one.id, reference=one.reference),
        )


_UNRELEASED = N_(
    "{record} is in the state {state}, and no entry of the log released it: do not use it. It "
    "cannot be exported; ask who wrote it (its history names the officer)."
)
_UNAPPROVED = N_(
    "{record} is in the state {state}, and no entry of the log approved or released its content: "
    "do not use it. Ask who wrote it (its history names the officer); saved again it is a draft, "
    "which a second officer approves."
)


_OTHER_ROWS = N_("The rows of {record} differ from its newest revision.")


def _records(reading: ReadSession, say: Say) -> Found:
    """The derived rows say what the newest revision says."""
    newest = "SELECT id FROM revision AS n WHERE n.record = r.id ORDER BY seq DESC LIMIT 1"
    stale = reading.run(f"SELECT reference FROM record AS r WHERE revision IS NOT ({newest})")
    for row in stale:
        yield _wrong("check.head", N_("{record} is not at its newest revision."), record=row[0])
    for row in reading.run(
        "SELECT DISTINCT record FROM revision WHERE record NOT IN (SELECT id FROM record)"
    ):
        message = N_("The record {id} has revisions but is in no list.")
        yield _wrong("check.rows_missing", message, id=row[0])
    marks = ",".join("?" * len(record_types()))
    for row in reading.run(
        f"SELECT reference FROM record WHERE kind NOT IN ({marks})", tuple(record_types())
    ):
        yield _wrong("check.projection", _OTHER_ROWS, record=row[0])
    of, done = _count(reading, "record"), 0
    for kind in record_types():
        rows = [row[0] for row in reading.run("SELECT row FROM record WHERE kind = ?", (kind,))]
        for first in range(0, len(rows), BATCH):
            say(done, of)
            part = rows[first : first + BATCH]
            yield from _of_kind(reading, kind, part)
            done += len(part)


def _of_kind(reading: ReadSession, kind: str, rows: Sequence[int]) -> Found:
    heads = {row[0]: tuple(row[1:]) for row in _where(reading, RECORD, "row", rows, "row")}
    owned = {row[0]: tuple(row) for row in _where(reading, KIND_TABLES[kind], "owner", rows)}
    statements = line_statements(kind)
    lines = {field: _lines(reading, kind, field, rows) for field in statements}
    numbers = {values[0]: row for row, values in heads.items()}
    whole, broken = readable(reading, rows)
    for reference in broken:
        message = N_("The newest revision of {record} cannot be read.")
        yield _wrong("check.unreadable", message, record=reference)
    for stored in whole:
        record, row = stored.record, numbers.get(stored.record.id, 0)
        agrees = (
            heads.get(row) == head_row(record, stored.revision, stored.number)
            and owned.get(row) == (row, *kind_statement(kind).parameters(record))
            and all(
                lines[field].get(row, []) == line_rows(record, row, field, statement)
                for field, statement in statements.items()
            )
        )
        if not agrees:
            yield _differs(record)


def _where(
    reading: ReadSession, table: TableSpec, key: str, values: Sequence[int], *order: str
) -> Sequence[Any]:
    """Rows with one of these keys, columns as in the description, not as a migration left them."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    by = f" ORDER BY {', '.join(order)}" if order else ""
    marks = ",".join("?" * len(values))
    sql = f'SELECT {names} FROM {table.name} WHERE "{key}" IN ({marks}){by}'
    return reading.run(sql, tuple(values))


def _lines(
    reading: ReadSession, kind: str, field: str, rows: Sequence[int]
) -> dict[int, list[tuple[object, ...]]]:
    found: dict[int, list[tuple[object, ...]]] = {}
    table = LINE_TABLES[kind, field]
    for row in _where(reading, table, "owner", rows, "owner", "line"):
        found.setdefault(row[0], []).append(tuple(row))
    return found


def _search(reading: ReadSession, say: Say) -> Found:
    """The index is whole, and says of every record what the record says."""
    try:
        reading.run("INSERT INTO search(search) VALUES ('integrity-check')")
        for rule, message, values in search_check.compare(reading, say):
            yield _wrong(rule, message, **values)
    except dbapi2.DatabaseError as error:
        yield _wrong("check.search", N_("The search index is damaged: {what}."), what=str(error))


def _attachments(reading: ReadSession, say: Say) -> Found:
    for table in ("attachment", "picture_copy"):
        rows = [row[0] for row in reading.run(f"SELECT rowid FROM {table}")]
        for n, row in enumerate(rows):
            say(n, len(rows))
            kept = reading.run(f"SELECT sha256, content FROM {table} WHERE rowid = ?", (row,))
            for sha256, content in kept:
                if hashlib.sha256(content).hexdigest() != sha256:
                    yield _wrong("check.picture", N_("Picture {id} was changed."), id=sha256[:12])


def missing_pictures(reading: ReadSession) -> Found:
    """Records that show a picture which the store does not have. No part of `examine`: a record
    may come in before its picture."""
    for table in LINE_TABLES.values():
        if "sha256" not in table.columns:
            continue
        for sha256, reference in reading.run(
            f"SELECT l.sha256, r.reference FROM {table.name} AS l JOIN record AS r "
            "ON r.row = l.owner WHERE l.sha256 IS NOT NULL "
            "AND l.sha256 NOT IN (SELECT sha256 FROM attachment)"
        ):
            yield _wrong(
                "check.picture_missing",
                N_("Picture {id} of {record} is missing."),
                id=sha256[:12],
                record=reference,
            )


_STEPS: dict[str, Callable[[ReadSession, Say], Found]] = {
    N_("database file"): _file,
    N_("revisions and signatures"): _revisions,
    N_("log"): _log,
    N_("purges"): _purges,
    N_("released submissions"): _released,
    N_("approvals and releases"): _unreleased,
    N_("records"): _records,
    N_("search index"): _search,
    N_("pictures"): _attachments,
}


def _wrong(rule: str, message: str, **values: object) -> Finding:
    return Finding(rule, Severity.BLOCKS, Nature.STRUCTURE, message, values)


def _of(revision: Revision, rule: str, message: str) -> Finding:
    values = {
        "number": revision.number,
        "record": revision.record,
        "author": revision.author,
    }
    place = FieldPath(kind=revision.kind, record=revision.record)
    return Finding(rule, Severity.BLOCKS, Nature.STRUCTURE, message, values, place)


def _differs(record: Record) -> Finding:
    place = FieldPath(kind=record.kind.code, record=record.id, reference=record.reference)
    values = {"record": record.reference}
    return Finding(
        "check.projection", Severity.BLOCKS, Nature.STRUCTURE, _OTHER_ROWS, values, place
    )
