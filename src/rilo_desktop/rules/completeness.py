"""What is missing: fields of the profile that are empty.

What the simplified form asks for blocks release; what a full record has besides would make it
better, and warns. "Not known" is a warning, not a gap.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, RequiredFor, fields_of
from rilo_desktop.records.translated import text_in

from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart

MISSING = N_("{field} is missing: fill it in, or mark it as not known.")
NO_LINES = N_("{field} has no line: add at least one.")
NOT_KNOWN_PRINTS = N_("{field} prints as “not known”.")


def findings(part: RecordPart, profile: RequiredFor = RequiredFor.FULL) -> list[Finding]:
    found = []
    for name, lines in required(part.cls, profile):
        value = getattr(part.thing, name)
        if value is NOT_KNOWN:
            found.append(_warns(part, name))
        elif is_empty(value) or _lacks(fields_of(part.cls)[name], value):
            found.append(_missing(part, name, NO_LINES if lines else MISSING))
    return found


def _lacks(about: FieldSpec, value: Any) -> bool:
    """Is a text missing in a language that is asked for?"""
    return any(is_empty(text_in(value, language)) for language in about.languages)


def is_empty(value: Any) -> bool:
    """Is nothing there? "Not known", 0 and False are something."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value == ()


@cache
def required(cls: type, profile: RequiredFor) -> tuple[tuple[str, bool], ...]:
    """(field, holds lines) of each field that the profile asks for."""
    asked = (
        {RequiredFor.MINIMAL}
        if profile is RequiredFor.MINIMAL
        else {RequiredFor.MINIMAL, RequiredFor.FULL}
    )
    return tuple(
        (name, about.lines is not None)
        for name, about in fields_of(cls).items()
        if about.level in asked
    )


def _missing(part: RecordPart, name: str, message: str) -> Finding:
    is_minimal = fields_of(part.cls)[name].level is RequiredFor.MINIMAL
    severity = Severity.BLOCKS if is_minimal else Severity.WARNS
    return part.find(name, "completeness.missing", severity, Nature.COMPLETENESS, message)


def _warns(part: RecordPart, name: str) -> Finding:
    return part.find(
        name,
        "completeness.not_known",
        Severity.WARNS,
        Nature.COMPLETENESS,
        NOT_KNOWN_PRINTS,
    )
