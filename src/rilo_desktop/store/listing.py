"""The SQL behind lists: filters, order and facet counts over the derived tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rilo_desktop.records import (
    FieldType,
    Record,
    class_of,
    fields_of,
    kind_named,
    own_fields,
)
from rilo_desktop.rules import facts

from . import columns, derived_columns
from .search_query import FOUND, parsed
from .tables import KIND_TABLES

NOT_KNOWN_CODE, EMPTY_CODE = "?", ""
_PLAIN = (FieldType.CODE, FieldType.DATE, FieldType.PARTIAL_DATE, FieldType.INTEGER)
_HEAD_COLUMNS = (
    "title",
    "reference",
    "local_ref",
    "workflow",
    "tlp",
    "language",
    "office_code",
    "archived",
)


HEADS = "record AS r"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list asks: words, filters (field -> codes; workflow is one too) and order.

    A filter may name a derived column too: "date.year", "route.from", "goods.unit".
    """

    kind: str
    words: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    order: str = ""
    descending: bool = True
    archived: bool = False
    fresh_from: str = ""
    """ISO day: what was confirmed of a day before it is listed, counted and found as probable."""


@cache
def facet_fields(kind: str) -> tuple[str, ...]:
    """Fields offered as filters, the workflow first."""
    described = fields_of(class_of(kind))
    return ("workflow", *(name for name, about in described.items() if about.filters))


@cache
def list_columns(kind: str) -> tuple[str, ...]:
    """Plain fields of the kind that a list can show without opening the record."""
    own = own_fields(class_of(kind))
    return tuple(name for name, about in own.items() if about.type in _PLAIN)


def plain_values(
    run: Callable[..., Any], kind: str, rows: Sequence[int]
) -> Mapping[int, Mapping[str, str]]:
    """{key of `record`: {one of `list_columns`: text}}; "" is empty, "?" not known."""
    names = list_columns(kind)
    columns = "".join(f', "{name}"' for name in names)
    marks = ",".join("?" * len(rows))
    sql = f"SELECT owner, not_known{columns} FROM {KIND_TABLES[kind].name} WHERE owner IN ({marks})"
    return {row[0]: _plain(names, row) for row in run(sql, tuple(rows))}


def _plain(names: Sequence[str], row: Any) -> Mapping[str, str]:
    found = {
        name: "" if value is None else str(value)
        for name, value in zip(names, row[2:], strict=True)
    }
    unknown = json.loads(row[1]) if row[1] else ()
    return found | {name: NOT_KNOWN_CODE for name in unknown if name in found}


def rows_sql(question: ListQuery, many: bool) -> tuple[str, list[Any]]:
    """SQL and values that give the keys of `record` in order.

    Raises KeyError for a field or order the kind does not have.
    """
    source, where, values = narrowed(question, question.filters, many)
    order = _order(question)
    if "k." not in where and "k." not in order:
        source = HEADS  # an index of the heads has everything, and their order
    return f"SELECT r.row FROM {source} WHERE {where} ORDER BY {order}", values


def facet_sql(question: ListQuery, facet: str, many: bool) -> tuple[str, list[Any]]:
    """SQL and values that count the codes of one field; its own filter does not count.

    A field of the kind's own table is counted along its index, without a look at the records but
    for those where it is empty: in a large store that is the difference between 20 and 500 ms.
    """
    others = {name: codes for name, codes in question.filters.items() if name != facet}
    if _is_year_of_list(question.kind, facet):
        return _years_sql(question, others, many)
    if derived_columns.is_of_lines(question.kind, facet):
        members, values = _member_rows(question, others, many)
        return derived_columns.lines_counted(question.kind, facet, members), values
    if _is_graded(question, facet):
        source, where, values = narrowed(question, others, many)
        code = _graded(question.kind, facet)
        sql = f"SELECT {code} AS code, count(*) FROM {source} WHERE {where} GROUP BY code"
        return sql, [question.fresh_from, *values]
    if derived_columns.is_derived(facet):
        code = code_of(question.kind, facet)
        source, values = _in_row_order(question, others, many, code)
        return f"SELECT {code} AS code, count(*) FROM {source} GROUP BY code", values
    if facet in _HEAD_COLUMNS or facet == "review_date":
        source, where, values = narrowed(question, others, many)
        code = code_of(question.kind, facet)
        source = source if "k." in where else HEADS
        return f"SELECT {code} AS code, count(*) FROM {source} WHERE {where} GROUP BY code", values
    column, table = _column(question.kind, facet), KIND_TABLES[question.kind].name
    member, values = _members(question, others, many)
    counted = f"count(*) FROM {table} AS k WHERE {member}"
    sql = (
        f"SELECT {column}, {counted} AND {column} IS NOT NULL GROUP BY {column} UNION ALL "
        f"SELECT {code_of(question.kind, facet)} AS code, {counted} AND {column} IS NULL "
        "GROUP BY code"
    )
    return sql, [*values, *values]


def _in_row_order(
    question: ListQuery, filters: Mapping[str, Sequence[str]], many: bool, code: str
) -> tuple[str, list[Any]]:
    """Source and condition, with their values, for SQL that looks at each record: `k`, or `r`.

    The members come from an index, and the tables are read from their first page to the last. In
    the order of the list a store that is larger than the page cache is decrypted for each record.
    """
    members, values = _member_rows(question, filters, many)
    own, head = (bool(_READS[alias].search(code)) for alias in "kr")
    table = KIND_TABLES[question.kind].name
    if own and head:
        return f"{HEADS} JOIN {table} AS k ON k.owner = r.row WHERE r.row IN ({members})", values
    if own:
        return f"{table} AS k WHERE k.owner IN ({members})", values
    if head:
        return f"{HEADS} WHERE r.row IN ({members})", values
    alias = "k" if "k." in code else "r"
    return f"(SELECT row, row AS owner FROM ({members}) ORDER BY row) AS {alias}", values


def _member_rows(
    question: ListQuery, filters: Mapping[str, Sequence[str]], many: bool
) -> tuple[str, list[Any]]:
    """SQL of the keys of the records that answer the question, and its values."""
    source, where, values = narrowed(question, filters, many)
    source = source if "k." in where else HEADS
    return f"SELECT r.row FROM {source} WHERE {where} AND {_AS_LISTED}", values


_READS = {alias: re.compile(rf"\b{alias}\.(?!row\b|owner\b)") for alias in "kr"}
"""Does SQL read more of the own table, or of the head, than its key?"""
_AS_LISTED = "r.dated >= ''"
"""Always so: SQLite takes the index of lists, which is half as large as that of titles."""


def _is_year_of_list(kind: str, name: str) -> bool:
    """Is it the year of the date that the list is ordered by, which the heads have too?"""
    dated = kind_named(kind).dated
    return bool(dated) and name == f"{dated}.year"


def _years_sql(
    question: ListQuery, others: Mapping[str, Sequence[str]], many: bool
) -> tuple[str, list[Any]]:
    """Years along the index of the list; records without a date along that of their date."""
    source, where, values = narrowed(question, others, many)
    source = source if "k." in where else HEADS
    dated, table = kind_named(question.kind).dated, KIND_TABLES[question.kind].name
    code = code_of(question.kind, f"{dated}.year")
    sql = (
        f"SELECT {_YEAR} AS code, count(*) FROM {source} WHERE {where} AND r.dated > '' "
        f"GROUP BY code UNION ALL SELECT {code} AS code, count(*) FROM {table} AS k "
        f'WHERE k."{dated}" IS NULL AND {_ONLY_ASKED}k.owner IN '
        f"(SELECT r.row FROM {source} WHERE {where} AND r.dated = '') GROUP BY code"
    )
    return sql, [*values, *values]


_YEAR = "substr(r.dated, 1, 4)"


def _members(
    question: ListQuery, filters: Mapping[str, Sequence[str]], many: bool
) -> tuple[str, list[Any]]:
    """Condition on `k.owner` and its values: those that answer the question."""
    asked = parsed(question.words)
    if any(filters.values()) or asked.conditions or (question.words.strip() and not asked.asks):
        source, where, values = narrowed(question, filters, many)
        if "k." not in where:
            source = HEADS
        return f"k.owner IN (SELECT r.row FROM {source} WHERE {where})", values
    members, values = ["1"], []
    if asked.match:
        members.append(f"{_ONLY_ASKED if many else ''}k.owner IN ({FOUND})")
        values.append(asked.match)
    if not question.archived:
        members.append("k.owner NOT IN (SELECT row FROM record WHERE kind = ? AND archived = 1)")
        values.append(question.kind)
    return " AND ".join(members), values


def code_of(kind: str, name: str) -> str:
    """SQL of a column's code, "?" where it is not known and "" where it is empty.

    Raises KeyError for a column the kind does not have.
    """
    if derived_columns.is_derived(name):
        return derived_columns.expression(kind, name)
    column = _column(kind, name)
    if name in ("workflow", "archived"):  # every record has them: nothing to look up
        return column
    return derived_columns.coded(column, column.split(".")[0], name)


_ONLY_ASKED = "+"
"""SQLite's sign that a condition is only asked, and no way into the table.

Where a word is found in most records, going from match to record reads every one of them; along an
index with a look at the matches it is several times as fast. Where few have it, the index is 100
times as slow, and SQLite, which knows neither, takes it.
"""


def narrowed(
    question: ListQuery, filters: Mapping[str, Sequence[str]], many: bool | None = None
) -> tuple[str, str, list[Any]]:
    """Source (`r` the head, `k` the kind's own table), conditions and their values.

    `many`: are the words found in so many records that an index is the better way? None: SQLite
    chooses.
    """
    asked = parsed(question.words)
    by_match = _ONLY_ASKED if asked.match and many is False else ""
    table = KIND_TABLES[question.kind].name
    source = f"{HEADS} JOIN {table} AS k ON k.owner = r.row"
    where = [f"{by_match}r.kind = ?"]
    values: list[Any] = [question.kind]
    if not question.archived:
        where.append(f"{by_match}r.archived = 0")
    if asked.match:
        where.append(f"{_ONLY_ASKED if many else ''}r.row IN ({FOUND})")
        values.append(asked.match)
    elif question.words.strip() and not asked.asks:
        where.append("0")
    for condition, typed in asked.conditions:
        where.append(condition)
        values += typed
    of_lines: dict[str, dict[str, Sequence[str]]] = {}
    for name, codes in filters.items():
        if codes and derived_columns.is_of_lines(question.kind, name):
            of_lines.setdefault(name.partition(".")[0], {})[name] = codes
        elif codes:
            condition, more = _chosen(question, name, codes)
            where.append(condition)
            values += more
    for chosen in of_lines.values():
        condition, more = derived_columns.line_condition(question.kind, chosen)
        where.append(condition)
        values += more
    return source, " AND ".join(where), values


def _is_graded(question: ListQuery, name: str) -> bool:
    return bool(question.fresh_from) and facts.is_graded(_class(question.kind), name)


def _graded(kind: str, name: str) -> str:
    """SQL of how sure a fact is today; its value is the day from which a source is fresh.

    A year or a month of a date is compared with as much of that day.
    """
    as_of = "coalesce(k.as_of, '')"
    is_old = f"{as_of} < substr(?, 1, max(4, length({as_of})))"
    is_confirmed = f"k.{name} = '{facts.CONFIRMED}'"
    return (
        f"CASE WHEN {is_confirmed} AND {is_old} THEN '{facts.PROBABLE}' "
        f"ELSE {code_of(kind, name)} END"
    )


def _chosen(question: ListQuery, name: str, codes: Sequence[str]) -> tuple[str, list[Any]]:
    kind = question.kind
    if _is_graded(question, name):
        marks = ",".join("?" * len(codes))
        return f"{_graded(kind, name)} IN ({marks})", [question.fresh_from, *codes]
    if _is_year_of_list(kind, name) and not {NOT_KNOWN_CODE, EMPTY_CODE} & {*codes}:
        return f"{_YEAR} IN ({','.join('?' * len(codes))})", list(codes)
    if derived_columns.is_derived(name):
        return derived_columns.condition(kind, name, codes)
    column = _column(kind, name)
    owner = column.split(".")[0]
    is_indexed = owner == "k" and fields_of(_class(kind))[name].filters
    if is_indexed:
        owner, column = "o", f'o."{name}"'
    real = [code for code in codes if code not in (NOT_KNOWN_CODE, EMPTY_CODE)]
    parts = []
    if real:
        parts.append(f"{column} IN ({','.join('?' * len(real))})")
    listed = f"{owner}.not_known LIKE '%\"{name}\"%'"
    if NOT_KNOWN_CODE in codes:
        parts.append(f"({column} IS NULL AND {listed})")
    if EMPTY_CODE in codes:
        parts.append(f"({column} IS NULL AND NOT coalesce({listed}, 0))")
    condition = f"({' OR '.join(parts)})"
    if is_indexed:  # its index has all that is asked: no record is read
        table = KIND_TABLES[kind].name
        condition = f"r.row IN (SELECT o.owner FROM {table} AS o WHERE {condition})"
    return condition, list(real)


def _order(question: ListQuery) -> str:
    way = "DESC" if question.descending else "ASC"
    if not question.order:
        dated = kind_named(question.kind).dated
        if dated and question.descending:  # as the index has it; no date comes last by itself
            return "r.dated DESC, r.reference DESC"
        first = "r.dated = '' ASC, r.dated ASC" if dated else f"r.local_ref {way}"
        return f"{first}, r.reference"
    column = columns.ordering(question.kind, question.order)
    if column == columns.TITLE:  # never NULL, and its index has this order
        return f"{column} COLLATE NOCASE {way}, r.reference"
    return f"{column} IS NULL ASC, {column} COLLATE NOCASE {way}, r.reference"


def _column(kind: str, name: str) -> str:
    if name in _HEAD_COLUMNS or name == "review_date":
        return f"r.{name}"
    about = own_fields(_class(kind)).get(name)
    if about is None or about.type is FieldType.LINES:
        raise KeyError(f"{kind} has no column {name}")
    return f'k."{name}"'


def _class(kind: str) -> type[Record]:
    return class_of(kind)
