"""Published facts are called no surer than they are: by how they are known, and by their age."""

from __future__ import annotations

from datetime import date

from rilo_desktop.records.dates import last_day

from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart

YEARS = 3
"""A source that is older confirms nothing of today."""
INFERRED = frozenset({"region_inference", "related_body"})
"""Bases of a membership that no source says in words."""

TOO_OLD = N_(
    '{field}: what is known as of {as_of} is older than {years} years: choose "Probable", or look '
    "for a newer source."
)
NO_DATE = N_('{field}: say in "As of" how old the source is, or choose "Probable".')
NOT_SAID = N_('{field}: what is inferred is not confirmed: choose "Inferred".')


def findings(part: RecordPart, today: date) -> list[Finding]:
    if getattr(part.thing, "confidence", None) != "confirmed":
        return []
    if getattr(part.thing, "membership_basis", None) in INFERRED:
        return [_find(part, "facts.inferred", Severity.BLOCKS, NOT_SAID)]
    as_of = part.thing.as_of
    known = last_day(as_of) if isinstance(as_of, str) else None
    if known is None:
        return [_find(part, "facts.no_date", Severity.WARNS, NO_DATE)]
    if known < today.replace(year=today.year - YEARS, day=min(today.day, 28)):
        return [_find(part, "facts.old", Severity.WARNS, TOO_OLD, as_of=as_of, years=YEARS)]
    return []


def _find(
    part: RecordPart, rule: str, severity: Severity, message: str, **values: object
) -> Finding:
    return part.find("confidence", rule, severity, Nature.STRUCTURE, message, **values)
