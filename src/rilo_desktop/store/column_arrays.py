"""Columns of all records of a kind at once, for whoever counts them: no texts, no revisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from rilo_desktop.records import HEADER

from .derived_columns import coded
from .listing import ListQuery, narrowed
from .queries import ReadSession
from .table_specs import TEXT
from .tables import KIND_TABLES, LINE_TABLES


def record_columns(
    reading: ReadSession, kind: str, names: Sequence[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Key and codes of these columns of every record that is not archived, ordered by key."""
    heads = tuple(name for name in names if name in HEADER)
    own = tuple(name for name in names if name not in HEADER)
    found = ("key", *heads, "owner", *own)
    order = itemgetter(*(found.index(name) for name in names))
    behind = _own_columns(reading, kind, own)
    for row in _head_columns(reading, kind, heads):
        yield row[0], order((*row, *behind[row[0]]))


def known_columns(
    reading: ReadSession, kind: str, names: Sequence[str]
) -> Sequence[tuple[Any, ...]]:
    """Key and these columns of the kind's own of every record that is not archived, ordered by key.

    "" where nothing is or nothing is known: half the time of telling the two apart.
    """
    columns = ", ".join(f"coalesce(k.\"{name}\", '')" for name in names)
    sql = (
        f"SELECT r.row, {columns} FROM record AS r JOIN {KIND_TABLES[kind].name} AS k "
        "ON k.owner = r.row WHERE r.kind = ? AND r.archived = 0 ORDER BY r.row"
    )
    return reading.run(sql, (kind,))


def keys_with(reading: ReadSession, kind: str, words: str) -> frozenset[int]:
    """Keys of the records of a kind in which all these words are found."""
    source, where, values = narrowed(ListQuery(kind, words), {})
    rows = reading.run(f"SELECT r.row FROM {source} WHERE {where}", tuple(values))
    return frozenset(key for (key,) in rows)


def line_columns(
    reading: ReadSession, kind: str, field: str, names: Sequence[str]
) -> Sequence[tuple[Any, ...]]:
    """Key of the record and these columns of every line, in order.

    Texts come as codes, numbers as they are and None where there is none.
    """
    table = LINE_TABLES[kind, field]
    parts = ", ".join(["l.owner", *(_line_column(table, name) for name in names)])
    return reading.run(f"SELECT {parts} FROM {table.name} AS l ORDER BY l.owner, l.line")


def _head_columns(reading: ReadSession, kind: str, names: Sequence[str]) -> list[Any]:
    codes = "".join(f", {coded(f'r.{name}', 'r', name)}" for name in names)
    sql = f"SELECT r.row{codes} FROM record AS r WHERE r.kind = ? AND r.archived = 0 ORDER BY r.row"
    return reading.run(sql, (kind,))


def _own_columns(
    reading: ReadSession, kind: str, names: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    codes = "".join(", " + coded(f'k."{name}"', "k", name) for name in names)
    rows = reading.run(f"SELECT k.owner{codes} FROM {KIND_TABLES[kind].name} AS k")
    return {row[0]: row for row in rows}


def _line_column(table: Any, name: str) -> str:
    column = table.columns[name]
    plain = f'l."{name}"'
    return plain if column.type != TEXT else coded(plain, "l", name)
