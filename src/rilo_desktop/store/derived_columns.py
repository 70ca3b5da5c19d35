"""Columns made from others, by which lists filter and figures count.

`date.year` and `date.month` of a partial date (as precise as the date: the month of "2024" is
"2024"), `route.from`, `route.detected` and `route.to` (countries at the ends of a route), and any
column of lines: `goods.unit`. A code is "?" where it is not known and "" where it is empty.

`route.via` is a column of lines too: the country of each transit leg. `route.region` is the WCO
region of where a route begins, `goods.chapter` the chapter of an HS code. `revision.author` and
`revision.changed` (its month) are of the newest state; `record.incomplete` is "1" where a field
that a complete record has is empty, `record.commented` where a comment of a colleague is open.

`date.range` narrows only: "2024-01/2024-06", either end may be left out. So does
`date_start.counted`, by the period of a record type: "2026" (what counts in the year), "2026-03"
(in that month of it), "2026/2026-11-24" (in the year up to that day).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from rilo_desktop.records import (
    FieldSpec,
    FieldType,
    class_of,
    fields_of,
    kind_named,
    own_fields,
)
from rilo_desktop.records.field_specs import Period, RequiredFor
from rilo_desktop.rules import completeness
from rilo_desktop.vocabularies import shipped

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


HEADS: Mapping[str, str] = MappingProxyType(
    {
        "revision.author": "(SELECT author FROM revision WHERE id = r.revision)",
        "revision.changed": "(SELECT substr(time, 1, 7) FROM revision WHERE id = r.revision)",
        "record.commented": (
            "CASE WHEN r.row IN (SELECT h.row FROM record_comment AS c JOIN record AS h "
            "ON h.id = c.record WHERE c.state = 'open' AND c.answers = '') THEN '1' ELSE '0' END"
        ),
    }
)
"""Columns that every kind has -> SQL over its head."""
UNKNOWN = "?"
INCOMPLETE = "record.incomplete"
OPERATION = "revision.operation"
"""Number of the log entry that wrote the newest state. It narrows to what an import brought, and is
offered by no list."""
RANGE = "range"
VIA, REGION, CHAPTER = "via", "region", "chapter"


def names(kind: str) -> tuple[str, ...]:
    """Those by which a list of this kind can be filtered, beside years."""
    found: list[str] = []
    for field, about in own_fields(class_of(kind)).items():
        if about.lines is None:
            continue
        for name, inner in fields_of(about.lines).items():
            if inner.filters:
                found.append(f"{field}.{name}")
            if inner.scheme == "hs":
                found.append(f"{field}.{CHAPTER}")
        if field == "route":
            found += [f"{field}.{part}" for part in (REGION, "from", VIA, "detected", "to")]
    return (*found, *HEADS, INCOMPLETE)


def by_region(name: str) -> str:
    """The column whose countries a region is counted from; "" where it is none."""
    field, _, part = name.partition(".")
    return f"{field}.from" if part == REGION else ""


def region_of(country: str) -> str:
    """The WCO region; "?" of a country that is not known, "" of one without a region."""
    return country if country == UNKNOWN else _regions().get(country, "")


@cache
def _regions() -> Mapping[str, str]:
    return {item.code: str(item.more.get("region", "")) for item in shipped("country")}


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
    if name in HEADS:
        return HEADS[name]
    if name == OPERATION:
        return "(SELECT CAST(operation AS TEXT) FROM revision WHERE id = r.revision)"
    if name == INCOMPLETE:
        return _incomplete(kind)
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
    if column == RANGE and field == kind_named(kind).dated:
        return _between(codes)
    if country := by_region(name):
        return _in_regions(expression(kind, country), codes)
    return f"{expression(kind, name)} IN ({','.join('?' * len(codes))})", list(codes)


def is_of_lines(kind: str, name: str) -> bool:
    """Is it a column that lines have, and not one made from them?"""
    field, _, column = name.partition(".")
    table = LINE_TABLES.get((kind, field))
    return table is not None and (column in table.columns or column in (VIA, CHAPTER))


def line_condition(kind: str, chosen: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """SQL and values that keep the records with a line that has one of the codes in each of these
    columns of one field: medicines in pieces are one line, not two."""
    field = next(iter(chosen)).partition(".")[0]
    parts: list[str] = []
    values: list[str] = []
    for name, codes in chosen.items():
        parts.append(f"{_of_line(name)} IN ({','.join('?' * len(codes))})")
        values += codes
    table = LINE_TABLES[kind, field].name
    lines = f"SELECT 1 FROM {table} AS l WHERE l.owner = k.owner AND {' AND '.join(parts)}"
    return f"EXISTS ({lines})", values


def _in_regions(country: str, regions: Sequence[str]) -> tuple[str, list[str]]:
    """No region is what is in none of the others: there may be codes that no list has."""
    is_not = "" in regions
    kept = [code for code, region in _regions().items() if region and (region in regions) != is_not]
    if (UNKNOWN in regions) != is_not:
        kept.append(UNKNOWN)
    marks = ",".join("?" * len(kept))
    return f"{country} {'NOT ' if is_not else ''}IN ({marks})", kept


def lines_counted(kind: str, name: str, members: str) -> str:
    """SQL that counts the records of `members` by the codes of their lines, each record once."""
    table = LINE_TABLES[kind, name.partition(".")[0]].name
    return (
        f"SELECT {_of_line(name)} AS code, count(DISTINCT l.owner) FROM {table} AS l "
        f"WHERE l.owner IN ({members}) AND code IS NOT NULL GROUP BY code"
    )


def _of_line(name: str) -> str:
    """SQL of the code that a line `l` has in a column; NULL where it is not of this line."""
    column = name.partition(".")[2]
    if column == VIA:
        return f"CASE WHEN l.role = 'transit' THEN {coded('l.country', 'l', 'country')} END"
    if column == CHAPTER:
        return coded("substr(l.hs, 1, 2)", "l", "hs")
    return coded(f'l."{column}"', "l", column)


def _between(codes: Sequence[str]) -> tuple[str, list[str]]:
    found = [between(first, last) for first, _, last in (code.partition("/") for code in codes)]
    values = [value for _, some in found for value in some]
    return f"({' OR '.join(sql for sql, _ in found)})", values


def between(first: str, last: str) -> tuple[str, tuple[str, ...]]:
    """SQL and values: from the first day of one date to the last of another; only what has a
    date. Either end may be ""."""
    return "(r.dated > '' AND r.dated >= ? AND r.dated <= ? || '~')", (first, last or "9999")


def _incomplete(kind: str) -> str:
    """SQL: "1" where `rules.completeness` misses a field, "0" where it misses none."""
    cls, table = class_of(kind), KIND_TABLES[kind]
    missing = []
    for name, of_lines in _required(cls):
        about = fields_of(cls)[name]
        owner = "k" if name in table.columns or of_lines else "r"
        empty = _is_empty(owner, name, about)
        if of_lines:
            lines = f"SELECT 1 FROM {LINE_TABLES[kind, name].name} WHERE owner = k.owner"
            empty = f"(NOT EXISTS ({lines}) AND NOT {_is_unknown('k', name)})"
        missing.append(empty)
    for name, about in own_fields(cls).items():
        if about.lines is None:
            continue
        needed = _required(about.lines)
        empty_in_line = [
            _is_empty("l", inner, fields_of(about.lines)[inner]) for inner, _ in needed
        ]
        if empty_in_line:
            lines = f"SELECT 1 FROM {LINE_TABLES[kind, name].name} AS l WHERE l.owner = k.owner"
            missing.append(f"EXISTS ({lines} AND ({' OR '.join(empty_in_line)}))")
    return f"CASE WHEN {' OR '.join(missing) or '0'} THEN '1' ELSE '0' END"


def _required(cls: type) -> tuple[tuple[str, bool], ...]:
    return completeness.required(cls, RequiredFor.FULL)


def _is_empty(owner: str, name: str, about: FieldSpec) -> str:
    column = f'{owner}."{name}"'
    if about.languages:
        lacking = (
            f"trim(coalesce(json_extract({column}, '$.{la}'), '')) = ''" for la in about.languages
        )
        return f"(({' OR '.join(lacking)}) AND NOT {_is_unknown(owner, name)})"
    return f"(trim(coalesce({column}, '')) = '' AND NOT {_is_unknown(owner, name)})"


def _is_unknown(owner: str, name: str) -> str:
    return f"coalesce({owner}.not_known LIKE '%\"{name}\"%', 0)"


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
