"""From a record to the rows that lists, filters and counts read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.records import NOT_KNOWN, FieldType, Record, class_of, fields_of, own_fields

from .table_specs import TableSpec
from .tables import KIND_TABLES, LINE_TABLES

_LISTS = (FieldType.CODES, FieldType.TEXTS)
_JSON = json.JSONEncoder(ensure_ascii=False)
_HEAD_FIELDS = ("office_code", "language", "tlp", "caveats", "review_date")


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text made once from a table, and how a record or line becomes its parameters."""

    sql: str
    names: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    """The values of these names, in one step."""
    turned: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Positions of the values that SQL holds in another form, and how they are turned."""

    def parameters(self, thing: Any) -> tuple[Any, ...]:
        values = list(self.read(vars(thing)))
        unknown: list[str] = []
        if NOT_KNOWN in values:
            for at, value in enumerate(values):
                if value is NOT_KNOWN:
                    unknown.append(self.names[at])
                    values[at] = None
        for at, convert in self.turned:
            if values[at] is not None:
                values[at] = convert(values[at])
        return (*values, _listing(tuple(unknown)))


def head_row(record: Record, revision: str, number: int) -> tuple[Any, ...]:
    """Values of the `record` table behind its primary key, in the order of its columns."""
    values = {name: getattr(record, name) for name in _HEAD_FIELDS}
    unknown = [name for name, value in values.items() if value is NOT_KNOWN]
    known = {name: None if value is NOT_KNOWN else value for name, value in values.items()}
    return (
        record.id,
        record.kind.code,
        record.reference,
        record.local_ref or None,
        record.title_text,
        dated(record),
        str(record.workflow),
        int(bool(record.archived)),
        *(known[name] for name in _HEAD_FIELDS),
        _listing(tuple(unknown)),
        revision,
        number,
        origin(record.reference),
        own_key(record.local_ref),
    )


def origin(reference: str) -> str:
    """Code of the office whose store first wrote the record: "AP" of "AP/2026/CS/A0012"."""
    return reference.partition("/")[0]


def dated(record: Record) -> str:
    """What lists order by: the kind's date as far as it is known, "" where it is not."""
    value = getattr(record, record.kind.dated) if record.kind.dated else ""
    return value if isinstance(value, str) else ""


def line_rows(record: Record, row: int, field: str, statement: Statement) -> list[tuple[Any, ...]]:
    value = getattr(record, field)
    if not value or value is NOT_KNOWN:
        return []
    return [(row, n, *statement.parameters(line)) for n, line in enumerate(value, 1)]


@cache
def insert_sql(table: TableSpec) -> str:
    """A value for each column, in their order."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'


@cache
def kind_statement(kind: str) -> Statement:
    cls = class_of(kind)
    names = [n for n, about in own_fields(cls).items() if about.type is not FieldType.LINES]
    return _statement(KIND_TABLES[kind], cls, names)


@cache
def line_statements(kind: str) -> Mapping[str, Statement]:
    cls = class_of(kind)
    found: dict[str, Statement] = {}
    for name, about in own_fields(cls).items():
        if about.lines is not None:
            table = LINE_TABLES[kind, name]
            found[name] = _statement(table, about.lines, list(fields_of(about.lines)))
    return found


def _statement(table: TableSpec, cls: type[Any], names: Sequence[str]) -> Statement:
    described = fields_of(cls)
    converters = [_converter(described[name].type) for name in names]
    turned = tuple((at, how) for at, how in enumerate(converters) if how is not None)
    read = itemgetter(*names) if len(names) > 1 else _one_by_one(names)
    return Statement(insert_sql(table), tuple(names), read, turned)


def _one_by_one(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    return lambda held: tuple(held[name] for name in names)


@cache
def _listing(names: tuple[str, ...]) -> str | None:
    """Names of fields as the table keeps them; the same few come again and again."""
    return json.dumps(names) if names else None


def _converter(kind: FieldType) -> Callable[[Any], Any] | None:
    if kind in _LISTS:
        return lambda value: _JSON.encode(value) if value else None
    if kind is FieldType.TRANSLATED:
        return lambda value: _JSON.encode(dict(value)) if value else None
    if kind is FieldType.DECIMAL:
        return float
    if kind is FieldType.FLAG:
        return int
    return None
