"""Is the store whole? From the pages of its file to signatures, log and search index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rilo_desktop.records import Record, kinds
from rilo_desktop.rules.findings import N_, Finding, Nature, Place, Severity

from . import log, revisions
from .projection import head_row, kind_statement, line_rows, line_statements
from .reading import Reading
from .revisions import Revision
from .tables import KIND_TABLES, LINE_TABLES, RECORD

Progress = Callable[[int, int, str], None]
"""`progress(done, of, step)`, the step a message of the catalogue; it may raise, and may let others
write to the store meanwhile. So every comparison is made between two calls."""
Say = Callable[[int, int], None]
Found = Iterator[Finding]

BATCH = 250
"""Records that are compared together."""
EVERY = 100


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of what was looked at, and what was found wrong (nothing: the store is whole)."""

    records: int
    revisions: int
    operations: int
    findings: tuple[Finding, ...]


def examine(reading: Reading, progress: Progress = lambda _done, _of, _step: None) -> Health:
    """Every check, from the pages of the file up to the search index."""
    found: list[Finding] = []
    for name, step in _STEPS.items():
        progress(0, 0, name)
        found += step(reading, _of_step(progress, name))
    records, made, operations = (_count(reading, name) for name in ("record", "revision", "log"))
    return Health(records, made, operations, tuple(found))


def _of_step(progress: Progress, name: str) -> Say:
    return lambda done, of: progress(done, of, name)


def _count(reading: Reading, table: str) -> int:
    return int(reading.run(f"SELECT count(*) FROM {table}")[0][0])


def _file(reading: Reading, _say: Say) -> Found:
    for row in reading.run("PRAGMA cipher_integrity_check"):
        yield _wrong(
            "check.cipher", N_("A page of the database fails its check: {what}."), what=row[0]
        )
    for row in reading.run("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield _wrong("check.database", N_("The database is damaged: {what}."), what=row[0])
    for row in reading.run("PRAGMA foreign_key_check"):
        yield _wrong(
            "check.foreign_key", N_("A row of {table} belongs to no record."), table=row[0]
        )


def _revisions(reading: Reading, say: Say) -> Found:
    of = _count(reading, "revision")
    public_keys = reading.public_keys()
    known: set[str] = set()
    for n, revision in enumerate(reading.revisions()):
        if n % EVERY == 0:
            say(n, of)
        if not revisions.is_whole(revision):
            yield _of(revision, "check.revision", N_("Revision {number} of {record} was changed."))
        elif not revisions.is_signed(revision, public_keys):
            message = N_("Revision {number} of {record} is not signed by its author {author}.")
            yield _of(revision, "check.signature", message)
        for parent in revision.parents:
            if parent not in known:
                message = N_("Revision {number} of {record} follows one that is missing.")
                yield _of(revision, "check.parent", message)
        known.add(revision.id)


def _log(reading: Reading, say: Say) -> Found:
    of = _count(reading, "log")
    public_keys = reading.public_keys()
    previous, expected = log.BEGINNING, 1
    named: set[str] = set()
    for n, entry in enumerate(reading.log()):
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
        named.update(entry.revisions)
        previous, expected = entry.hash, entry.seq + 1
    there = {row[0] for row in reading.run("SELECT id FROM revision")}
    for missing in sorted(named - there)[:20]:
        yield _wrong("check.removed", N_("Revision {id} is in the log and gone."), id=missing[:12])
    for extra in sorted(there - named)[:20]:
        yield _wrong("check.unlogged", N_("Revision {id} is not in the log."), id=extra[:12])


def _records(reading: Reading, say: Say) -> Found:
    """The derived rows say what the newest revision says."""
    newest = (
        "SELECT id FROM revision AS r WHERE seq = "
        "(SELECT max(seq) FROM revision AS n WHERE n.record = r.record)"
    )
    stale = reading.run(f"SELECT reference FROM record WHERE revision NOT IN ({newest})")
    for row in stale:
        yield _wrong(
            "check.head", N_("{record} does not stand at its newest revision."), record=row[0]
        )
    of, done = _count(reading, "record"), 0
    for kind in kinds():
        rows = [row[0] for row in reading.run("SELECT row FROM record WHERE kind = ?", (kind,))]
        for first in range(0, len(rows), BATCH):
            say(done, of)
            part = rows[first : first + BATCH]
            yield from _of_kind(reading, kind, part)
            done += len(part)


def _of_kind(reading: Reading, kind: str, rows: Sequence[int]) -> Found:
    heads = {row[0]: tuple(row[1:]) for row in _where(reading, RECORD, "row", rows, "row")}
    owned = {row[0]: tuple(row) for row in _where(reading, KIND_TABLES[kind], "owner", rows)}
    statements = line_statements(kind)
    lines = {field: _lines(reading, kind, field, rows) for field in statements}
    numbers = {values[0]: row for row, values in heads.items()}
    for stored in reading.stored_many(rows):
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
    reading: Reading, table: sa.Table, key: str, values: Sequence[int], *order: str
) -> Sequence[Any]:
    """Rows with one of these keys, columns as in the description, not as a migration left them."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    by = f" ORDER BY {', '.join(order)}" if order else ""
    marks = ",".join("?" * len(values))
    sql = f'SELECT {names} FROM {table.name} WHERE "{key}" IN ({marks}){by}'
    return reading.run(sql, tuple(values))


def _lines(
    reading: Reading, kind: str, field: str, rows: Sequence[int]
) -> dict[int, list[tuple[object, ...]]]:
    found: dict[int, list[tuple[object, ...]]] = {}
    table = LINE_TABLES[kind, field]
    for row in _where(reading, table, "owner", rows, "owner", "line"):
        found.setdefault(row[0], []).append(tuple(row))
    return found


def _search(reading: Reading, _say: Say) -> Found:
    """The index is whole, has one entry a record, and finds records by their own reference."""
    try:
        reading.run("INSERT INTO search(search) VALUES ('integrity-check')")
    except Exception as error:  # the driver's own class is not worth a wall
        yield _wrong("check.search", N_("The search index is damaged: {what}."), what=str(error))
        return
    missing = reading.run(
        "SELECT reference FROM record WHERE row NOT IN (SELECT id FROM search_docsize)"
    )
    for row in missing:
        yield _wrong(
            "check.unsearchable", N_("{record} is not in the search index."), record=row[0]
        )
    for name, row in reading.run("SELECT reference, row FROM record ORDER BY random() LIMIT 200"):
        if not reading.is_found(row, name):
            yield _wrong("check.not_found", N_("{record} is not found by search."), record=name)


def _attachments(reading: Reading, say: Say) -> Found:
    for table in ("attachment", "picture_copy"):
        rows = [row[0] for row in reading.run(f"SELECT rowid FROM {table}")]
        for n, row in enumerate(rows):
            say(n, len(rows))
            kept = reading.run(f"SELECT sha256, content FROM {table} WHERE rowid = ?", (row,))
            for sha256, content in kept:
                if hashlib.sha256(content).hexdigest() != sha256:
                    yield _wrong("check.picture", N_("Picture {id} was changed."), id=sha256[:12])


_STEPS: dict[str, Callable[[Reading, Say], Found]] = {
    N_("database file"): _file,
    N_("revisions and signatures"): _revisions,
    N_("log"): _log,
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
    place = Place(kind=revision.kind, record=revision.record)
    return Finding(rule, Severity.BLOCKS, Nature.STRUCTURE, message, values, place)


def _differs(record: Record) -> Finding:
    place = Place(kind=record.kind.code, record=record.id, reference=record.reference)
    message = N_("The rows of {record} do not say what its newest revision says.")
    return Finding(
        "check.projection",
        Severity.BLOCKS,
        Nature.STRUCTURE,
        message,
        {"record": record.reference},
        place,
    )
