"""Columns of a list as the window shows them: their labels, widths and how their cells look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rilo_desktop.language import N_
from rilo_desktop.presentation.list_spec import ListSpec
from rilo_desktop.records import (
    HEADER,
    FieldSpec,
    FieldType,
    RecordType,
    class_of,
    fields_of,
    kind_named,
)
from rilo_desktop.records.translated import DEFAULT

from ..i18n import tr
from .list_row import further_titles

LINES, BESIDE, ASIDE, TITLE_CELL, STATE, TLP_CELL, NUMBER, PLAIN = (
    "lines",
    "beside",
    "aside",
    "title",
    "state",
    "tlp",
    "number",
    "plain",
)
"""How a cell is drawn."""
NO_ORDER = "-"
"""Order of a column by which a list cannot be ordered."""

_WIDTHS = {
    FieldType.DATE: 100,
    FieldType.PARTIAL_DATE: 100,
    FieldType.FLAG: 84,
    FieldType.INTEGER: 92,
    FieldType.DECIMAL: 108,
    FieldType.LONG_TEXT: 260,
    FieldType.TEXT: 150,
    FieldType.LINES: 150,
}

ROUTE_PARTS = {
    "from": N_("Received from"),
    "detected": N_("Detected in"),
    "to": N_("Sent to"),
}
"""Filters by an end of the route."""


@dataclass(frozen=True)
class Column:
    """`order`: the column of the store it is ordered by; `width` in unscaled pixels, 0: the rest.

    `label` is in the window's language.
    """

    name: str
    label: str
    look: str
    order: str
    width: int


def two_lines(look: ListSpec) -> tuple[Column, ...]:
    """Title above a second line, date above the state, label: where there is little room."""
    kind = kind_named(look.kind)
    aside = look.aside or kind.dated
    beside = (Column("", tr(look.beside_label), BESIDE, NO_ORDER, 190),) if look.beside else ()
    return (
        Column("", tr(kind.label), LINES, _title_order(kind), 0),
        *beside,
        Column("", tr(look.aside_label), ASIDE, "" if aside == kind.dated else aside, 132),
        Column("tlp", "TLP", TLP_CELL, "tlp", 70),
    )


def _title_order(kind: RecordType) -> str:
    """Records are ordered by the text that names them in the window's language.

    Not by a code: the order of codes is not that of the countries' names.
    """
    column = next(iter(further_titles(kind.code)), "title")
    return "title" if column.endswith(f".{DEFAULT}") else column


def chosen_columns(look: ListSpec, names: Sequence[str]) -> tuple[Column, ...]:
    """These columns; () are the list's own."""
    return tuple(column_named(look, name) for name in names or own_columns(look))


@cache
def own_columns(look: ListSpec) -> tuple[str, ...]:
    """What a wide list shows until the officer chooses: reference first, label last."""
    kind = kind_named(look.kind)
    name = "local_ref" if look.named_by == "local_ref" else "reference"
    middle = look.columns or (*look.second, look.aside or kind.dated)
    names = (name, kind.title_in(""), *middle, look.state, "tlp")
    return tuple(dict.fromkeys(one for one in names if one))


@cache
def all_columns(look: ListSpec) -> tuple[str, ...]:
    """Every described field, the kind's own before what each record has."""
    described = fields_of(class_of(look.kind))
    own = [name for name in described if name not in HEADER]
    names = ("reference", kind_named(look.kind).title_in(""), "workflow", *own, *HEADER)
    return tuple(dict.fromkeys(names))


def column_named(look: ListSpec, name: str) -> Column:
    kind = kind_named(look.kind)
    if name == kind.title_in(""):
        return Column(name, tr(kind.label), TITLE_CELL, _title_order(kind), 0)
    if name == "tlp":
        return Column(name, "TLP", TLP_CELL, name, 70)
    if name == look.state:
        return Column(name, column_label(look, name), STATE, name, 112)
    if name == "reference":
        return Column(name, tr("Reference"), PLAIN, name, 130)
    if name == "workflow":
        return Column(name, column_label(look, name), PLAIN, name, 116)
    about = fields_of(class_of(look.kind))[name]
    number = about.type in (FieldType.INTEGER, FieldType.DECIMAL)
    order = "" if name == kind.dated else name
    label = column_label(look, name)
    return Column(name, label, NUMBER if number else PLAIN, order, _width(name, about))


def column_label(look: ListSpec, name: str) -> str:
    """What a column or a filter is called; `date.year` as its date, `goods.unit` as its field."""
    if name == "workflow":
        return tr("Status") if look.state == "workflow" else tr("Workflow")
    if name == "reference":
        return tr("Reference")
    field, _, part = name.partition(".")
    if part in ROUTE_PARTS:
        return tr(ROUTE_PARTS[part])
    if field == look.aside and look.aside_label:
        return tr(look.aside_label)
    about = about_filter(look, name)
    if about.listed and about.lines is not None:
        about = fields_of(about.lines)[about.listed]
    return tr(about.label)


def about_filter(look: ListSpec, name: str) -> FieldSpec:
    """The description of what a filter's codes are."""
    field, _, part = name.partition(".")
    about = fields_of(class_of(look.kind))[field]
    if about.lines is None or not part:
        return about
    inner = fields_of(about.lines)
    return inner[part if part in inner else "country"]


def _width(name: str, about: FieldSpec) -> int:
    if name == "route":
        return 106
    if name == "local_ref":
        return 96
    return _WIDTHS.get(about.type, 128)
