"""Records that may be a second report of one: SQLite compares, and only those that fit are read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

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
    """Keys of records that are not archived, of a day, month or year that meets these days.

    `columns`: names of the day and of the country. `country` "": of any. By key, no more than
    `most`.
    """
    day, place = columns
    first, last = (one.isoformat() for one in days)
    # Each by its own index: a record's row is long, and the country stands behind its texts.
    found = f"SELECT owner FROM {KIND_TABLES[kind].name} WHERE"
    # A month stands before its days in order: that of the first day begins before it and meets it.
    where = f'r.row IN ({found} "{day}" BETWEEN ? AND ? OR "{day}" IN (?, ?))'
    values = [kind, first, last, first[:7], first[:4]]
    if country:
        where += f' AND r.row IN ({found} "{place}" = ?)'
        values.append(country)
    sql = (
        f"SELECT r.row FROM record AS r WHERE r.kind = ? AND r.archived = 0 AND {where} "
        "ORDER BY r.row LIMIT ?"
    )
    return [key for (key,) in reading.run(sql, (*values, most))]


def rows_with_amounts(
    reading: ReadSession,
    kind: str,
    field: str,
    column: str,
    amounts: Collection[float],
    most: int,
) -> list[int]:
    """Keys of records that have one of these amounts in a line; by key, no more than `most`."""
    marks = ", ".join("?" * len(amounts))
    sql = (
        f"SELECT DISTINCT l.owner FROM {LINE_TABLES[kind, field].name} AS l "
        f'WHERE l."{column}" IN ({marks}) ORDER BY l.owner LIMIT ?'
    )
    return [key for (key,) in reading.run(sql, (*amounts, most))]
