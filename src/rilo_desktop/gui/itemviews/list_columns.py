"""Columns of a list as the window shows them: their labels, widths and how their cells look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.presentation.list_spec import ListSpec, column_message, own_columns
from rilo_desktop.records import (
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
    """What a column or a filter is called in the window's language."""
    return tr(column_message(look, name))


def _width(name: str, about: FieldSpec) -> int:
    if name == "route":
        return 106
    if name == "local_ref":
        return 96
    return _WIDTHS.get(about.type, 128)
