"""Numbers that mean something: a quantity has a unit, a value a currency and a basis."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, fields_of
from rilo_desktop.vocabularies import harmonized_system

from .completeness import is_empty
from .findings import N_, Finding, Message, Nature, Severity
from .record_parts import RecordPart

NO_UNIT = N_("{field} has no unit: a number alone cannot be added to others.")
UNIT_NOT_KNOWN = N_("{field} is of an unknown unit: it is printed, but never added to others.")
NO_COMPANION = N_("{other} is given without {field}: fill in {field}, or mark it as not known.")
NO_HS = N_("{field}: “{value}” is not an HS code: write 2, 4 or 6 digits (more only in pairs).")
UNKNOWN_HS = N_("{field}: “{value}” is no code of the HS 2022: look it up, or leave it out.")
OLD_HS = N_("{field}: “{value}” is no subheading of the HS 2022. Is it of an earlier edition?")

COMPANIONS = (
    ("value", ("currency", "value_basis")),
    ("value_total", ("value_currency", "value_basis")),
    ("declared_value", ("declared_currency",)),
)
"""A value, and the fields without which it says nothing."""

_HS = re.compile(r"[0-9]{2}(?:[ .]?[0-9]{2}){0,4}")


def findings(part: RecordPart) -> list[Finding]:
    has = _concerned(part.cls)
    found: list[Finding] = []
    if has & {"quantity"}:
        found += _quantity(part)
    if has & {"hs"}:
        found += _hs(part)
    for value, companions in COMPANIONS:
        if value in has:
            found += _companions(part, value, companions)
    return found


@cache
def _concerned(cls: type) -> frozenset[str]:
    names = set(fields_of(cls))
    found = {"quantity"} if {"quantity", "unit"} <= names else set()
    found |= {"hs"} & names
    found |= {value for value, others in COMPANIONS if {value, *others} <= names}
    return frozenset(found)


def is_hs_code(text: str) -> bool:
    """2, 4 or 6 digits, or 8 or 10 of a national tariff; pairs may be divided by a point."""
    return _HS.fullmatch(text.strip()) is not None


def _quantity(part: RecordPart) -> list[Finding]:
    quantity, unit = part.thing.quantity, part.thing.unit
    if is_empty(quantity) or quantity is NOT_KNOWN:
        return []
    if is_empty(unit):
        return [_find(part, "quantity", "units.no_unit", Severity.BLOCKS, NO_UNIT)]
    if unit is NOT_KNOWN:
        return [_find(part, "quantity", "units.not_known", Severity.WARNS, UNIT_NOT_KNOWN)]
    return []


def _hs(part: RecordPart) -> list[Finding]:
    value = part.thing.hs
    if not isinstance(value, str) or is_empty(value):
        return []
    if not is_hs_code(value):
        said, severity = NO_HS, Severity.BLOCKS
    else:
        code = re.sub(r"[ .]", "", value)
        if harmonized_system.is_known(code):
            return []
        heading = harmonized_system.is_known(code[:4])
        # A heading that was divided anew keeps subheadings of earlier editions in older cases.
        said, severity = (OLD_HS, Severity.WARNS) if heading else (UNKNOWN_HS, Severity.BLOCKS)
    return [part.find("hs", "units.hs", severity, Nature.STRUCTURE, said, value=value[:40])]


def _companions(part: RecordPart, name: str, companions: tuple[str, ...]) -> list[Finding]:
    value = getattr(part.thing, name)
    if is_empty(value) or value is NOT_KNOWN:
        return []
    about = fields_of(part.cls)
    return [
        _find(
            part,
            other,
            "units.no_companion",
            Severity.BLOCKS,
            NO_COMPANION,
            other=Message(about[name].label),
        )
        for other in companions
        if is_empty(getattr(part.thing, other))
    ]


def _find(
    part: RecordPart, name: str, rule: str, severity: Severity, message: str, **values: Any
) -> Finding:
    return part.find(name, rule, severity, Nature.COMPLETENESS, message, **values)
