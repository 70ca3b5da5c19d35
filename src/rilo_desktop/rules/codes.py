"""Every code stands in its list, and what names another record names one that is there."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import (
    NOT_KNOWN,
    FieldSpec,
    FieldType,
    fields_of,
    kind_named,
    record_types,
)
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import near_codes

from .context import RuleContext
from .findings import N_, Coded, Finding, Message, Nature, Severity
from .record_parts import RecordPart, of_value

UNKNOWN = N_("{field}: “{code}” is not in the list “{list}”: choose a code of that list.")
UNKNOWN_NEAR = N_("{field}: “{code}” is not in the list “{list}”: did you mean “{near}”?")
NOT_THERE = N_("{field}: there is no record “{code}” ({kind}): choose another, or record it first.")
PRACTICE = N_("{field}: {code} is invented and exists in practice offices only: choose another.")
GONE = N_("{field} links to a record that is not there ({kind}): choose another.")
NOT_NARROWED = N_(
    "{field}: {code} does not belong to {parent_field} {parent}: change one of the two."
)

SHOWN = 60
"""Most characters of an unknown code that a message repeats."""


def findings(part: RecordPart, known: RuleContext | None = None) -> list[Finding]:
    found: list[Finding] = []
    for name, about in coded(part.cls):
        value = getattr(part.thing, name)
        if not value or value is NOT_KNOWN:
            continue
        wrong = faults(about, value)
        found += (part.placed(name, finding) for finding in wrong)
        if known and not known.practice:
            found += (part.placed(name, finding) for finding in _invented(about, value))
        if known and about.names:
            found += (part.placed(name, finding) for finding in _not_there(about, value, known))
        if about.narrowed_by and not wrong:
            found += _narrowed(part, name, about, value)
    return found


@cache
def coded(cls: type) -> tuple[tuple[str, FieldSpec], ...]:
    """The fields of a class that hold codes or names of other records."""
    return tuple(
        (name, about)
        for name, about in fields_of(cls).items()
        if about.vocabulary or (about.names and about.names in record_types())
    )


def faults(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    """Codes of one value that its list does not have."""
    if not about.vocabulary or about.open_list:
        return ()
    listed = vocabulary(about.vocabulary)
    return tuple(
        _unknown(about, code, listed.items)
        for code in _each(about, value)
        if not listed.known(code)
    )


def nearest(code: str, allowed: Iterable[str]) -> str:
    """The code that was probably meant, "" where none comes near."""
    by_case = {item.casefold(): item for item in allowed}
    near = difflib.get_close_matches(code.casefold()[:SHOWN], by_case, 1, 0.75)
    return by_case[near[0]] if near else ""


def _each(about: FieldSpec, value: Any) -> tuple[str, ...]:
    """Values of another type are another rule's."""
    if about.type is FieldType.CODES:
        return tuple(v for v in value if isinstance(v, str)) if type(value) is tuple else ()
    return (value,) if isinstance(value, str) else ()


def _unknown(about: FieldSpec, code: str, allowed: Collection[str]) -> Finding:
    title = Message(vocabulary(about.vocabulary).title())
    near = nearest(code, allowed) or next(iter(near_codes(about.vocabulary, code)), "")
    shown = code if len(code) <= SHOWN else f"{code[:SHOWN]}…"
    message = UNKNOWN_NEAR if near else UNKNOWN
    values: Mapping[str, Any] = {"near": near} if near else {}
    return of_value(
        about, "codes.unknown", Severity.BLOCKS, message, code=shown, list=title, **values
    )


def _invented(about: FieldSpec, value: Any) -> Iterator[Finding]:
    """Codes of practice offices in a record of an office in use."""
    if not about.vocabulary:
        return
    items = vocabulary(about.vocabulary).items
    for code in _each(about, value):
        if code in items and items[code].is_practice:
            yield of_value(about, "codes.practice", Severity.BLOCKS, PRACTICE, code=code)


def _not_there(about: FieldSpec, value: Any, known: RuleContext) -> tuple[Finding, ...]:
    by_id = about.type is FieldType.LINK
    there = (known.ids if by_id else known.local_refs).get(about.names)
    if there is None:
        return ()
    kind = Message(kind_named(about.names).label)
    missing = (code for code in _each(about, value) if code not in there)
    message = GONE if by_id else NOT_THERE
    return tuple(
        of_value(
            about,
            "codes.no_such_record",
            Severity.BLOCKS,
            message,
            kind=kind,
            **({} if by_id else {"code": code[:SHOWN]}),
        )
        for code in missing
    )


def _narrowed(part: RecordPart, name: str, about: FieldSpec, value: Any) -> list[Finding]:
    parent_about = fields_of(part.cls)[about.narrowed_by]
    parent = getattr(part.thing, about.narrowed_by)
    if not parent or parent is NOT_KNOWN or not isinstance(value, str):
        return []
    if vocabulary(about.vocabulary).parent(value) in ("", parent):
        return []
    return [
        part.find(
            name,
            "codes.not_narrowed",
            Severity.WARNS,
            Nature.STRUCTURE,
            NOT_NARROWED,
            code=Coded(about.vocabulary, value),
            parent_field=Message(parent_about.label),
            parent=Coded(parent_about.vocabulary, str(parent)),
        )
    ]
