"""Does the search index hold the words of the records, all of them and nothing else?

An index without content cannot be asked for a record's words. So each record's words are indexed
again, a batch at a time in memory: the lengths of each text must agree, and in the end a sum over
every word at its place of all batches together with that of the index.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rilo_desktop.rules.findings import N_

from . import search_words
from .queries import ReadSession
from .readable_records import readable
from .tables import SEARCH_DDL

Say = Callable[[int, int], None]
Wrong = tuple[str, str, dict[str, Any]]
"""Rule, message and its values."""
BATCH = 500
_HALF = 1 << 64
_OTHER_LENGTH = (
    "SELECT r.reference FROM temp.again_docsize AS a JOIN main.record AS r ON r.row = a.id "
    "JOIN main.search_docsize AS d ON d.id = a.id WHERE d.sz IS NOT a.sz"
)


def compare(reading: ReadSession, say: Say) -> Iterator[Wrong]:
    """Raises what the driver raises where the index cannot be read."""
    yield from _ids(reading)
    _drop(reading)
    reading.run(SEARCH_DDL.replace("TABLE search", "TABLE temp.again", 1))
    reading.run("CREATE VIRTUAL TABLE temp.again_words USING fts5vocab(temp, again, instance)")
    reading.run("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
    try:
        yield from _texts(reading, say)
    finally:
        _drop(reading)


def _ids(reading: ReadSession) -> Iterator[Wrong]:
    """Each record has an entry, and each entry a record."""
    missing = "SELECT reference FROM record WHERE row NOT IN (SELECT id FROM search_docsize)"
    for row in reading.run(missing):
        message = N_("{record} is not in the search index.")
        yield "check.unsearchable", message, {"record": row[0]}
    extra = "SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT row FROM record)"
    ((count,),) = reading.run(extra)
    if count:
        message = N_("{count} entries of the search index belong to no record.")
        yield "check.search_extra", message, {"count": count}


def _texts(reading: ReadSession, say: Say) -> Iterator[Wrong]:
    started = reading.log.last
    rows = [row for (row,) in reading.run("SELECT row FROM record ORDER BY row")]
    expected, is_found = 0, True
    for first in range(0, len(rows), BATCH):
        say(first, len(rows))
        _index(reading, rows[first : first + BATCH])
        for (reference,) in reading.run(_OTHER_LENGTH):
            is_found = False
            yield "check.not_found", _OTHER_WORDS, {"record": reference}
        expected += _words(reading, "again_words")
    if is_found and reading.log.last == started and not _is_same(reading, expected):
        message = N_("The search index does not match the records.")
        yield "check.search_words", message, {}


_OTHER_WORDS = N_("The search index of {record} does not match its text.")


def _index(reading: ReadSession, rows: Sequence[int]) -> None:
    reading.run("INSERT INTO temp.again(again) VALUES ('delete-all')")
    there = dict(reading.records.located(rows))
    for stored in readable(reading, rows)[0]:
        title, body = search_words.row(stored.record)
        sql = "INSERT INTO temp.again(rowid, title, body) VALUES (?, ?, ?)"
        reading.run(sql, (there[stored.record.id], title, body))


def _is_same(reading: ReadSession, expected: int) -> bool:
    return _words(reading, "words") % _HALF == expected % _HALF


def _words(reading: ReadSession, table: str) -> int:
    """A sum over all words at their places: equal for equal texts, whatever the batches.

    SQLite sums up the places of each word, so that Python sees every word once. A place counts by
    numbers that nobody knows before.
    """
    return sum(hash(word) * places for word, places in reading.run(_PLACES.format(table=table)))


_PRIME = (1 << 31) - 1
_A, _B, _C = (secrets.randbelow(_PRIME - 1) + 1 for _ in range(3))
_PLACE = f"(doc * {_A} + offset * {_B} + (col = 'body') * {_C}) % {_PRIME}"
_OF_BOTH = "(doc % 8191 + 1) * (offset % 8191 + 7) % 65521"
_PLACES = f"SELECT term, sum({_PLACE} * ({_OF_BOTH}) % {_PRIME}) FROM temp.{{table}} GROUP BY term"


def _drop(reading: ReadSession) -> None:
    for name in ("again_words", "words", "again"):
        reading.run(f"DROP TABLE IF EXISTS temp.{name}")
