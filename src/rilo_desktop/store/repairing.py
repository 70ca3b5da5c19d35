"""Makes everything anew that is made from the revisions: rows, indexes, the search index.

The signed revisions and the log are the truth, and nothing here touches them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rilo_desktop.records import Record

from . import search_words
from .projection import (
    head_row,
    insert_sql,
    kind_statement,
    line_rows,
    line_statements,
)
from .queries import ReadSession
from .readable_records import BROKEN
from .revisions import Revision
from .tables import KIND_TABLES, LINE_TABLES, RECORD, SEARCH_DDL

Run = Callable[[str, Any], Any]
Say = Callable[[int, int], None]
REBUILDABLE = frozenset(
    {
        "check.projection",
        "check.head",
        "check.foreign_key",
        "check.database",
        "check.search",
        "check.search_extra",
        "check.search_words",
        "check.unsearchable",
        "check.not_found",
        "check.rows_missing",
        "check.keys",
        "check.counter",
    }
)
"""Rules of the findings that a repair may end."""
BATCH = 500
_NEWEST = "SELECT max(seq) FROM revision GROUP BY record ORDER BY max(seq)"


def rebuild(
    reading: ReadSession, run: Run, say: Say = lambda _done, _of: None
) -> tuple[int, list[str]]:
    """Within one operation: how many records were made anew, and ids of those that could not be.

    What cannot be made of its newest revision stays as it is. Raises what the driver raises.
    """
    there = {str(identity): int(row) for identity, row in reading.run("SELECT id, row FROM record")}
    newest = [seq for (seq,) in reading.run(_NEWEST)]
    broken = [revision.record for revision, record in _newest(reading, newest) if record is None]
    _clear(run, [there[name] for name in broken if name in there])
    free = max(there.values(), default=0)
    done = 0
    for revision, record in _newest(reading, newest):
        if done % BATCH == 0:
            say(done, len(newest))
        if record is not None:
            free += record.id not in there
            _write(run, record, revision, there.get(record.id, free))
            done += 1
    run("REINDEX", ())
    return done, broken


def _newest(reading: ReadSession, seqs: Sequence[int]) -> Iterator[tuple[Revision, Record | None]]:
    for first in range(0, len(seqs), BATCH):
        for revision in reading.revisions.at(seqs[first : first + BATCH]):
            yield revision, _record(revision)


def _clear(run: Run, kept: Sequence[int]) -> None:
    """All that is made from revisions, but the rows of these records."""
    run("DROP TABLE IF EXISTS search", ())
    run(SEARCH_DDL, ())
    rows = json.dumps(list(kept))
    for table in (*LINE_TABLES.values(), *KIND_TABLES.values()):
        run(
            f"DELETE FROM {table.name} WHERE owner NOT IN (SELECT value FROM json_each(?))", (rows,)
        )
    run("DELETE FROM record WHERE row NOT IN (SELECT value FROM json_each(?))", (rows,))


def _record(revision: Revision) -> Record | None:
    try:
        record = revision.record_then()
    except BROKEN:
        return None
    return record if (record.id, record.kind.code) == (revision.record, revision.kind) else None


def _write(run: Run, record: Record, revision: Revision, row: int) -> None:
    kind = record.kind.code
    run(insert_sql(RECORD), (row, *head_row(record, revision.id, revision.number)))
    statement = kind_statement(kind)
    run(statement.sql, (row, *statement.parameters(record)))
    for field, lines in line_statements(kind).items():
        for values in line_rows(record, row, field, lines):
            run(lines.sql, values)
    run("INSERT INTO search(rowid, title, body) VALUES (?, ?, ?)", (row, *search_words.row(record)))
