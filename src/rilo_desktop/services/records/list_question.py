"""What somebody typed about a list, by code or by label in any shipped language, as a `Query`.

    kind      case-study, case-studies, "Case studies", "Études de cas"
    where     country:pl            what the search box takes; a prefix must be one, and its value
              conveyance=air        a filter of the list, by its name or label
    sort      date-                 a column, by its name or label; - puts the last first
    fields    title, conveyance     any field of the record

Each part that is not known is refused with one sentence and what comes near.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.presentation.list_spec import about_filter, column_message
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.presentation.search_prefixes import PREFIXES
from rilo_desktop.records import FieldType, class_of, fields_of, kind_named, record_types
from rilo_desktop.rules.findings import N_, Message, Refused
from rilo_desktop.store import unanswered
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import LONGEST, codes_named, key_of, near_codes

from ..office.finding_helpers import refusal
from ..office.session import Session
from . import lists
from .list_export import HEAD

NARROWED = re.compile(r"([^\W\d][\w. ]*)=(.*)", re.DOTALL)
YES, NO = "1", "0"
FREE = (".range", ".counted")
"""Filters by a time, which has no codes."""
FIELD = (
    N_("A list of {kind} cannot be narrowed or sorted by {name}; did you mean {names}?"),
    N_("A list of {kind} cannot be narrowed or sorted by {name}; it can by {names}."),
)
COLUMN = (
    N_("{kind} has no field {name}; did you mean {names}?"),
    N_("{kind} has no field {name}; the fields are {names}."),
)
KIND = (
    N_("There is no kind {name}; did you mean {names}?"),
    N_("There is no kind {name}; the kinds are {names}."),
)
PREFIX = (
    N_("A search has no prefix {name}; did you mean {names}?"),
    N_("A search has no prefix {name}; the prefixes are {names}."),
)
CODE = (
    N_("{name} is not in the list of {field}; did you mean {names}?"),
    N_("{name} is not in the list of {field}; the codes are {names}."),
)
"""With names that come near, and with all names."""
MOST = 30
"""Names in a sentence."""


def kind_of(name: str, others: Sequence[str] = ()) -> str:
    """The code of a record type, or one of `others`. Raises Refused."""
    if name in others or name in record_types():
        return name
    named = {**_kinds(), **{key_of(other): (other,) for other in others}}
    found = named.get(key_of(name), ())
    if len(found) == 1:
        return found[0]
    raise _unknown("lists.kind", KIND, name, named, (*sorted(record_types()), *others))


def query(
    session: Session,
    kind: str,
    search: str = "",
    where: Sequence[str] = (),
    sort: str = "",
    archived: bool = False,
) -> lists.Query:
    """Raises Refused."""
    words = [search]
    filters: dict[str, tuple[str, ...]] = {}
    for one in where:
        narrowed = NARROWED.fullmatch(one)
        if narrowed and ":" not in narrowed[1]:
            name = _field(kind, narrowed[1].strip(), _filters(kind))
            codes = _codes(session, kind, name, narrowed[2].strip())
            filters[name] = (*filters.get(name, ()), *codes)
        else:
            _check_prefixes(one)
            words.append(one)
    order = sort.removesuffix("-")
    if order and not lists.can_order(kind, order):
        order = _field(kind, order, _columns(kind))
    return lists.Query(
        kind,
        words=" ".join(part for part in words if part),
        filters=filters,
        order=order,
        descending=sort.endswith("-") if order else None,
        archived=archived,
    )


def fields(kind: str, names: Sequence[str]) -> tuple[str, ...]:
    """Columns for a table. Raises Refused."""
    known = (*HEAD, *fields_of(class_of(kind)))
    return tuple(dict.fromkeys(_named(kind, name, known, "list.column", COLUMN) for name in names))


# --- names


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    """Key of a name -> codes of the record types that have it."""
    found: dict[str, dict[str, None]] = {}
    for code in record_types():
        about, spec = kind_named(code), record_type(code)
        for language in window_languages():
            say = catalogue(language)
            for name in (code, say(about.label), say(about.plural), say(spec.place)):
                found.setdefault(key_of(name), {})[code] = None
    return {key: tuple(codes) for key, codes in found.items()}


def _field(kind: str, name: str, known: Sequence[str]) -> str:
    return _named(kind, name, known, "list.field", FIELD)


def _filters(kind: str) -> tuple[str, ...]:
    """With the times from and until, which no list of codes has."""
    names = lists.filter_names(kind)
    ranges = (f"{name[:-5]}.range" for name in names if name.endswith(".year"))
    return (*names, *ranges)


def _columns(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*lists.column_names(kind), *lists.filter_names(kind))))


def _named(kind: str, name: str, known: Sequence[str], rule: str, messages: tuple[str, str]) -> str:
    """The one that is called so. Raises Refused."""
    if name in known:
        return name
    labels = _labels(kind, tuple(known))
    found = labels.get(key_of(name), ())
    whole = [one for one in found if "." not in one]  # "date" before "date.year"
    if len(found) == 1 or len(whole) == 1:
        return (whole or found)[0]
    if found:
        labels = {key_of(name): found}  # several have this label: they are named
    raise _unknown(rule, messages, name, labels, known, kind=kind)


@cache
def _labels(kind: str, known: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Key of a name or a label -> the columns that have it."""
    look = record_type(kind).list
    described = fields_of(class_of(kind))
    found: dict[str, dict[str, None]] = {}
    for name in known:
        found.setdefault(key_of(name), {})[name] = None
        if name in ("workflow", "reference") or "." in name or name in described:
            for language in window_languages():
                label = catalogue(language)(column_message(look, name))
                found.setdefault(key_of(label), {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def _unknown(
    rule: str,
    messages: tuple[str, str],
    name: str,
    named: Mapping[str, Sequence[str]],
    known: Sequence[str],
    **values: Any,
) -> Refused:
    """`named`: key -> names that have it."""
    keys = difflib.get_close_matches(key_of(name)[:LONGEST], named, 3, 0.7)
    near = tuple(dict.fromkeys(one for key in keys for one in named[key]))
    names = ", ".join((near or tuple(known))[:MOST])
    return refusal(rule, messages[not near], name=name, names=names, **values)


# --- values


def _codes(session: Session, kind: str, name: str, value: str) -> tuple[str, ...]:
    """Codes that a value is or is called by; "" is empty, "?" not known. Raises Refused."""
    if value in ("", "?") or name.endswith(FREE):
        return (value,)
    held = lists.codes(session, lists.Query(kind), name)
    if value in held:
        return (value,)
    if same := tuple(code for code in held if key_of(code) == key_of(value)):
        return same
    if name == "archived":
        return (value,)
    look = record_type(kind).list
    if name == "workflow":
        return _of_list(column_message(look, name), name, value)
    about = about_filter(look, name)
    if about.type is FieldType.FLAG:
        return _flag(value)
    if not about.vocabulary:
        return (value,)
    return _of_list(column_message(look, name), about.vocabulary, value)


def _of_list(label: str, name: str, value: str) -> tuple[str, ...]:
    if found := codes_named(name, value):
        return found
    items = tuple(vocabulary(name).items)
    near = near_codes(name, value)
    named = {key_of(value): near} if near else {key_of(code): (code,) for code in items}
    raise _unknown("list.code", CODE, value, named, items, field=Message(label))


def _flag(value: str) -> tuple[str, ...]:
    key = key_of(value)
    for word, code in ((N_("yes"), YES), (N_("no"), NO)):
        if key in {key_of(catalogue(language)(word)) for language in window_languages()}:
            return (code,)
    return (value,)


def _check_prefixes(text: str) -> None:
    """Raises Refused for a prefix that is none, or has no such value."""
    for one in unanswered(text):
        if one.about is None:
            known = _prefix_names()
            raise _unknown("list.prefix", PREFIX, one.name, {key_of(n): (n,) for n in known}, known)
        example = f"{one.name}:{one.about.example}"
        raise refusal(
            "list.prefix_value",
            N_("{name} finds nothing by {value}; an example is {example}."),
            name=one.name,
            value=one.value,
            example=example,
        )


def _prefix_names() -> tuple[str, ...]:
    """In English."""
    return tuple(catalogue("en")(prefix.name) for prefix in PREFIXES)
