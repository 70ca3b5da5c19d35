"""Published facts are called no surer than they are: by how they are known, and by their age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from rilo_desktop.records import fields_of
from rilo_desktop.records.dates import last_day

from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart

R = TypeVar("R", bound=Any)
CONFIRMED, PROBABLE = "confirmed", "probable"
YEARS = 3
"""A source that is older confirms nothing of today."""
INFERRED = frozenset({"region_inference", "related_body"})
"""Bases of a membership that no source says in words."""

TOO_OLD = N_(
    "{field}: what is known as of {as_of} is older than {years} years: choose “Probable”, or look "
    "for a newer source."
)
NO_DATE = N_("{field}: say in “As of” how old the source is, or choose “Probable”.")
NOT_SAID = N_("{field}: what is inferred is not confirmed: choose “Inferred”.")


def is_fresh(day: object, today: date) -> bool:
    """Is this day or month known, and not so long ago that it confirms nothing of today?"""
    known = last_day(day) if isinstance(day, str) else None
    return known is not None and known >= fresh_from(today)


def fresh_from(today: date) -> date:
    """The first day on which a source had to be known to confirm something of today."""
    return today.replace(year=today.year - YEARS, day=min(today.day, 28))


def is_graded(cls: type[Any], name: str) -> bool:
    """Is this field of a record how sure a fact is, with the day that it is known of?"""
    return name == "confidence" and "as_of" in fields_of(cls)


def held(confidence: str, as_of: object, today: date) -> str:
    """The code to be shown: what was confirmed too long ago is probable now."""
    return PROBABLE if confidence == CONFIRMED and not is_fresh(as_of, today) else confidence


def as_held(record: R, today: date) -> R:
    """A record as it is shown, in its lines too; what is stored stays as it was written."""
    changed: dict[str, object] = {
        name: tuple(as_held(line, today) for line in lines)
        for name, about in fields_of(type(record)).items()
        if about.lines is not None and isinstance(lines := getattr(record, name), tuple)
    }
    confidence = getattr(record, "confidence", None)
    if isinstance(confidence, str):
        changed["confidence"] = held(confidence, getattr(record, "as_of", None), today)
    return replace(record, **changed) if changed else record


def findings(part: RecordPart, today: date) -> list[Finding]:
    if getattr(part.thing, "confidence", None) != CONFIRMED:
        return []
    if getattr(part.thing, "membership_basis", None) in INFERRED:
        return [_find(part, "facts.inferred", Severity.BLOCKS, NOT_SAID)]
    as_of = part.thing.as_of
    if not isinstance(as_of, str) or last_day(as_of) is None:
        return [_find(part, "facts.no_date", Severity.WARNS, NO_DATE)]
    if not is_fresh(as_of, today):
        return [_find(part, "facts.old", Severity.WARNS, TOO_OLD, as_of=as_of, years=YEARS)]
    return []


def _find(
    part: RecordPart, rule: str, severity: Severity, message: str, **values: object
) -> Finding:
    return part.find("confidence", rule, severity, Nature.STRUCTURE, message, **values)
