"""Records that may be a second report of one: SQLite compares, and only those that fit are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from .queries import ReadSession
from .tables import KIND_TABLES, LINE_TABLES


def rows_in_days(
    reading: ReadSession,
    kind: str,
    columns: tuple[str, str],
    days: tuple[date, date],
    country: str,
    most: int,
) -> list[int]:
    """Keys of records that are not archived, of this country and of a day, month or year that meets
    these days.

    `columns`: names of the day and of the country. By key, no more than `most`.
    """
    where, values = _in_days(kind, columns, days, country)
    return _keys(reading, f"SELECT r.row FROM record AS r WHERE {where}", values, most)


def rows_with_amounts(
    reading: ReadSession,
    kind: str,
    columns: tuple[str, str],
    days: tuple[date, date],
    country: str,
    lines: tuple[str, str],
    amounts: Collection[float],
    most: int,
) -> list[int]:
    """Those of them that have one of these amounts in a line. `lines`: names of them
    and of the amount."""
    where, values = _in_days(kind, columns, days, country)
    marks = ", ".join("?" * len(amounts))
    table, amount = LINE_TABLES[kind, lines[0]].name, lines[1]
    has_one = f'EXISTS (SELECT 1 FROM {table} WHERE owner = r.row AND "{amount}" IN ({marks}))'
    sql = f"SELECT r.row FROM record AS r WHERE {where} AND {has_one}"
    return _keys(reading, sql, (*values, *amounts), most)


def offices(reading: ReadSession, kind: str) -> Mapping[int, str]:
    """{key of a record: code of the office that wrote it first}."""
    sql = "SELECT row, origin FROM record WHERE kind = ? AND archived = 0"
    return dict(reading.run(sql, (kind,)))


def _in_days(
    kind: str, columns: tuple[str, str], days: tuple[date, date], country: str
) -> tuple[str, list[Any]]:
    day, place = columns
    first, last = (one.isoformat() for one in days)
    # Each by its own index: a record's row is long, and the country stands behind its texts.
    found = f"SELECT owner FROM {KIND_TABLES[kind].name} WHERE"
    # A month stands before its days in order: that of the first day begins before it and meets it.
    where = (
        f'r.kind = ? AND r.archived = 0 AND r.row IN ({found} "{day}" BETWEEN ? AND ? '
        f'OR "{day}" IN (?, ?)) AND r.row IN ({found} "{place}" = ?)'
    )
    return where, [kind, first, last, first[:7], first[:4], country]


def _keys(reading: ReadSession, sql: str, values: Sequence[Any], most: int) -> list[int]:
    return [key for (key,) in reading.run(f"{sql} ORDER BY r.row LIMIT ?", (*values, most))]
