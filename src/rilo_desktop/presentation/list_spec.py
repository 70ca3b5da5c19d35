"""What the list and the preview of a record type show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rilo_desktop.records import (
    HEADER,
    FieldSpec,
    FieldType,
    class_of,
    fields_of,
    kind_named,
    own_fields,
)
from rilo_desktop.rules.findings import N_


@dataclass(frozen=True, slots=True)
class ListSpec:
    """Fields by their names. `second`: those of the second line, after the name of the record."""

    kind: str
    second: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """What a wide list shows between title and state; empty: the second line, then the date."""
    aside: str = ""
    """Field of the trailing column; empty: the kind's date."""
    aside_label: str = ""
    state: str = "workflow"
    """Field whose code stands below it."""
    beside: tuple[str, ...] = ()
    """Fields of which the first that says something stands between title and trailing column."""
    beside_label: str = ""
    named_by: str = "reference"
    facets: tuple[str, ...] = ()
    """Filters offered, in this order; every described filter that is not named follows."""
    preview: tuple[tuple[str, str], ...] = ()
    """Parts of the preview: (how, field); how is text, lines, named, route or thread."""


_SHORT = (FieldType.CODE, FieldType.PARTIAL_DATE, FieldType.DATE)
"""Types of fields that say something in few words."""


def described_list(code: str) -> ListSpec:
    """The list that follows from the description of a record type alone."""
    kind, described = kind_named(code), fields_of(class_of(code))
    every = own_fields(class_of(code))
    own = {name: about for name, about in every.items() if name != kind.title}
    short = [name for name, about in own.items() if about.type in _SHORT]
    return ListSpec(
        code,
        second=tuple(short[:2]),
        aside=kind.dated,
        aside_label=described[kind.dated].label if kind.dated else N_("State"),
        named_by="reference" if kind.title_in("") == "local_ref" else "local_ref",
        facets=(*(name for name, about in own.items() if about.filters), "workflow"),
        preview=tuple(
            (_how(about), name)
            for name, about in every.items()
            if name in own or about.type is FieldType.TRANSLATED  # its other languages
        ),
    )


def _how(about: FieldSpec) -> str:
    return "lines" if about.type is FieldType.LINES else "text"


# --- columns

ROUTE_PARTS = {
    "from": N_("Received from"),
    "detected": N_("Detected in"),
    "via": N_("Transit through"),
    "to": N_("Sent to"),
}
"""Filters by a part of the route."""
LINE_PARTS = {
    "region": FieldSpec(FieldType.CODE, N_("Region received from"), vocabulary="wco_region"),
    "chapter": FieldSpec(FieldType.TEXT, N_("HS chapter"), scheme="hs"),
}
"""Filters made from lines, described like a field."""
MADE = {
    "revision.author": FieldSpec(FieldType.TEXT, N_("Last changed by")),
    "revision.changed": FieldSpec(FieldType.PARTIAL_DATE, N_("Last change")),
    "record.incomplete": FieldSpec(FieldType.FLAG, N_("Incomplete")),
    "record.commented": FieldSpec(FieldType.FLAG, N_("Open comments")),
    "revision.operation": FieldSpec(FieldType.TEXT, N_("From an import")),
}
"""Filters that every list has beside its fields. The last is asked for by other pages only."""
OF_THE_OFFICE = frozenset({"record.commented"})
"""Filters by working notes of the office: no paper says that a list was narrowed by them."""


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


def column_message(look: ListSpec, name: str) -> str:
    """What a column or a filter is called; `date.year` as its date, `goods.unit` as its field."""
    if name == "workflow":
        return N_("Status") if look.state == "workflow" else N_("Workflow")
    if name == "reference":
        return N_("Reference")
    if name in MADE:
        return MADE[name].label
    field, _, part = name.partition(".")
    if part in ROUTE_PARTS:
        return ROUTE_PARTS[part]
    if part in LINE_PARTS:
        return LINE_PARTS[part].label
    if field == look.aside and look.aside_label:
        return look.aside_label
    about = about_filter(look, name)
    if about.listed and about.lines is not None:
        about = fields_of(about.lines)[about.listed]
    return about.label


def about_filter(look: ListSpec, name: str) -> FieldSpec:
    """The description of what a filter's codes are."""
    if name in MADE:
        return MADE[name]
    field, _, part = name.partition(".")
    if part in LINE_PARTS:
        return LINE_PARTS[part]
    about = fields_of(class_of(look.kind))[field]
    if about.lines is None or not part:
        return about
    inner = fields_of(about.lines)
    return inner[part if part in inner else "country"]
