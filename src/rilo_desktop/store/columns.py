"""Columns of a list: every described field of a kind, as SQL over `r` (head) and `k` (its own).

A line field is one column too: the first fields of its lines, or those that its description names,
SEPARATOR between them; of a route the countries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from rilo_desktop.records import HEADER, FieldType, class_of, fields_of, kind_named, own_fields
from rilo_desktop.records.translated import DEFAULT

from . import derived_columns
from .tables import KIND_TABLES, LINE_TABLES

SEPARATOR = "\x1f"
LONGEST = 200
"""Characters of a text: no column is wider."""
TITLE = "r.title"
_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS)
_PROSE = (FieldType.TEXT, FieldType.LONG_TEXT)
_KEPT = ("reference", "workflow")
"""Columns of the head that are kept by the services."""
_DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)


@cache
def column_names(kind: str) -> tuple[str, ...]:
    """All that can be shown, the kind's own after what every record has."""
    cls = class_of(kind)
    return tuple(dict.fromkeys((*_KEPT, *HEADER, *own_fields(cls))))


@cache
def filter_names(kind: str) -> tuple[str, ...]:
    """All that can narrow a list: described filters, years of dates, flags."""
    described = fields_of(class_of(kind))
    own = own_fields(class_of(kind))
    years = [f"{name}.year" for name, about in own.items() if about.type in _DATES]
    flags = [name for name, about in own.items() if about.type is FieldType.FLAG]
    filters = [name for name, about in described.items() if about.filters]
    return ("workflow", *filters, *years, *derived_columns.names(kind), *flags, "archived")


def ordering(kind: str, name: str) -> str:
    """SQL that lists are ordered by, NULL where it is empty or not known.

    Raises KeyError for a column the kind does not have.
    """
    if name == "title":
        return TITLE
    if (translated := _translated(kind, name)) is not None:
        return translated
    if name not in column_names(kind):
        raise KeyError(f"{kind} has no column {name}")
    if name in _KEPT or name in HEADER:
        return f"r.{name}"
    if (kind, name) in LINE_TABLES:
        return _lines(kind, name)
    return f'k."{name}"'


def shown(
    run: Callable[..., Any], kind: str, rows: Sequence[int], names: Sequence[str]
) -> Mapping[int, Mapping[str, str]]:
    """{key of `record`: {column: text}} of one kind; "" is empty, "?" not known."""
    known = [name for name in names if can_order(kind, name)]
    if not known or not rows:
        return {}
    marks = ",".join("?" * len(rows))
    columns = ", ".join(_shown(kind, name) for name in known)
    sql = (
        f"SELECT r.row, {columns} FROM record AS r JOIN {KIND_TABLES[kind].name} AS k "
        f"ON k.owner = r.row WHERE r.row IN ({marks})"
    )
    return {
        row[0]: {name: _text(value) for name, value in zip(known, row[1:], strict=True)}
        for row in run(sql, tuple(rows))
    }


def texts(
    run: Callable[..., Any], kind: str, rows: Sequence[int]
) -> Mapping[int, list[tuple[str, str]]]:
    """{key of `record`: (field, text) of its own searched texts but the title}; no lines."""
    names = _own_texts(kind)
    if not names or not rows:
        return {}
    marks, columns = ",".join("?" * len(rows)), ", ".join(f'"{name}"' for name in names)
    sql = f"SELECT owner, {columns} FROM {KIND_TABLES[kind].name} WHERE owner IN ({marks})"
    return {
        owner: [(name, text) for name, text in zip(names, some, strict=True) if text]
        for owner, *some in run(sql, tuple(rows))
    }


def can_order(kind: str, name: str) -> bool:
    """Is there a column of this name, or a text of a TRANSLATED field ("name.fr")?"""
    try:
        return bool(ordering(kind, name))
    except KeyError:
        return False


@cache
def _translated(kind: str, name: str) -> str | None:
    """SQL of a TRANSLATED field, or of a title that lines translate, in a language ("name.fr"); in
    the language that it has where it is not there in this one."""
    field, _, language = name.partition(".")
    about = own_fields(class_of(kind)).get(field)
    if about is None or not language.isalpha():
        return None
    described = kind_named(kind)
    if described.translations and field == described.title:
        table = f"{described.table}_{described.translations}"
        return (
            f'coalesce((SELECT t."{field}" FROM {table} AS t WHERE t.owner = k.owner AND '
            f"t.language = '{language}' AND r.language IS NOT '{language}' LIMIT 1), {TITLE})"
        )
    if about.type is not FieldType.TRANSLATED:
        return None
    column = f'k."{field}"'
    asked = (f"json_extract({column}, '$.{one}')" for one in dict.fromkeys((language, DEFAULT)))
    return f"coalesce({', '.join(asked)}, (SELECT value FROM json_each({column}) LIMIT 1))"


@cache
def _own_texts(kind: str) -> tuple[str, ...]:
    title = kind_named(kind).title
    return tuple(
        name
        for name, about in own_fields(class_of(kind)).items()
        if about.searched and about.type in _PROSE and name != title
    )


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)


@cache
def _shown(kind: str, name: str) -> str:
    column = ordering(kind, name)
    if (kind, name) in LINE_TABLES or name in _KEPT:
        return column
    if "." in name:
        return f"coalesce({column}, '')"
    if fields_of(class_of(kind))[name].type in _TEXTS:
        column = f"substr({column}, 1, {LONGEST})"
    if name in ("archived", "local_ref"):
        return column
    return derived_columns.coded(column, "r" if name in HEADER else "k", name)


@cache
def _lines(kind: str, name: str) -> str:
    field = fields_of(class_of(kind))[name]
    assert field.lines is not None
    fields = fields_of(field.lines)
    first = field.listed or ("country" if "country" in fields else next(iter(fields)))
    value = derived_columns.coded(f'substr("{first}", 1, {LONGEST})', "l", first)
    table = f"{kind_named(kind).table}_{name}"
    some = f' AND l."{field.listed}" IS NOT NULL' if field.listed else ""
    inner = (
        f"SELECT {value} AS part FROM {table} AS l WHERE l.owner = k.owner{some} ORDER BY l.line"
    )
    return f"(SELECT group_concat(part, '{SEPARATOR}') FROM ({inner} LIMIT 12))"
