"""Columns made from others, by which lists filter and figures count.

`date.year` and `date.month` of a partial date (as precise as the date: the month of "2024" is
"2024"), `route.from`, `route.detected` and `route.to` (countries at the ends of a route), and any
column of lines: `goods.unit`. A code is "?" where it is not known and "" where it is empty.

`date_start.counted` narrows only, by the period of a record type: "2026" (what counts in the year),
"2026-03" (in that month of it), "2026/2026-11-24" (in the year up to that day).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rilo_desktop.records import FieldType, class_of, kind_named, own_fields
from rilo_desktop.records.field_specs import Period

from .tables import KIND_TABLES, LINE_TABLES

LENGTHS: Mapping[str, int] = MappingProxyType({"year": 4, "month": 7})
ENDS: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "from": (("origin", "departure"), "ASC"),
        "detected": (("seizure",), "ASC"),
        "to": (("destination",), "DESC"),
    }
)
"""Part of a route -> roles of its legs, and from which end they are read."""
COUNTED = "counted"
_DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)


def is_derived(name: str) -> bool:
    return "." in name


def coded(column: str, owner: str, field: str) -> str:
    """SQL of a column's code: "?" where it is not known, "" where it is empty."""
    unknown = f"CASE WHEN {owner}.not_known LIKE '%\"{field}\"%' THEN '?' ELSE '' END"
    return f"coalesce({column}, {unknown})"


def expression(kind: str, name: str) -> str:
    """SQL of a derived column that has one value for each record `k`.

    Raises KeyError for one the kind does not have.
    """
    field, _, part = name.partition(".")
    about = own_fields(class_of(kind)).get(field)
    if about is not None and about.type in _DATES and part in LENGTHS:
        return coded(f'substr(k."{field}", 1, {LENGTHS[part]})', "k", field)
    if (kind, field) in LINE_TABLES and field == "route" and part in ENDS:
        return _end(LINE_TABLES[kind, field].name, part)
    raise KeyError(f"{kind} has no column {name}")


def condition(kind: str, name: str, codes: Sequence[str]) -> tuple[str, list[str]]:
    """SQL and values that keep the records with one of these codes. Raises KeyError."""
    field, _, column = name.partition(".")
    period = kind_named(kind).period
    if period is not None and (field, column) == (period.start, COUNTED):
        return _counted(kind, period, codes)
    return f"{expression(kind, name)} IN ({','.join('?' * len(codes))})", list(codes)


def is_of_lines(kind: str, name: str) -> bool:
    """Is it a column that lines have, and not one made from them?"""
    field, _, column = name.partition(".")
    table = LINE_TABLES.get((kind, field))
    return table is not None and column in table.columns


def line_condition(kind: str, chosen: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """SQL and values that keep the records with a line that has one of the codes in each of these
    columns of one field: medicines in pieces are one line, not two."""
    field = next(iter(chosen)).partition(".")[0]
    parts: list[str] = []
    values: list[str] = []
    for name, codes in chosen.items():
        column = name.partition(".")[2]
        found = coded(f'l."{column}"', "l", column)
        parts.append(f"{found} IN ({','.join('?' * len(codes))})")
        values += codes
    table = LINE_TABLES[kind, field].name
    lines = f"SELECT 1 FROM {table} AS l WHERE l.owner = k.owner AND {' AND '.join(parts)}"
    return f"EXISTS ({lines})", values


def _counted(kind: str, period: Period, codes: Sequence[str]) -> tuple[str, list[str]]:
    """See `records.field_specs.Period`. Asks the heads, which have its first day, and along their
    indexes who came into the year and what did not happen: no record is looked at."""
    table, start, end = KIND_TABLES[kind].name, period.start, period.end
    came_into = f'r.row IN (SELECT owner FROM {table} WHERE "{end}" >= ? AND "{start}" < ?)'
    parts, values = [], []
    for code in codes:
        time, _, through = code.partition("/")
        year = time[: LENGTHS["year"]]
        part, own = f"substr(r.dated, 1, {len(time)}) = ?", [time]
        if time in (year, f"{year}-01"):
            part, own = f"({part} OR {came_into})", [time, year, year]
        if through:
            part, own = f"({part} AND r.dated <= ?)", [*own, through]
        parts.append(part)
        values += own
    marks = ",".join("?" * len(period.not_counted))
    undone = f'r.row IN (SELECT owner FROM {table} WHERE "{period.state}" IN ({marks}))'
    return f"({' OR '.join(parts)}) AND NOT {undone}", [*values, *period.not_counted]


def _end(table: str, part: str) -> str:
    roles, way = ENDS[part]
    named = ", ".join(f"'{role}'" for role in roles)
    country = coded("l.country", "l", "country")
    return (
        f"coalesce((SELECT {country} FROM {table} AS l WHERE l.owner = k.owner "
        f"AND l.role IN ({named}) ORDER BY l.line {way} LIMIT 1), '')"
    )
