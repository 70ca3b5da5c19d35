"""What the addressee of a submission asks of single fields, until these were changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from rilo_desktop.records.field_specs import fields_of
from rilo_desktop.records.record import Record

from .findings import N_, FieldPath, Finding, Message, Nature, Severity
from .record_parts import name_of

ASKED = N_("{field}: {by} asks: “{comment}”")
LONGEST = 500


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """`field` is a path, "title" or "goods.2.unit"; `then` is what the addressee saw there."""

    field: str
    comment: str
    by: str
    then: Any = None


def findings(record: Record, remarks: Collection[ReviewComment]) -> list[Finding]:
    """Those whose field still stands as the addressee saw it."""
    return [
        _finding(record, one)
        for one in remarks
        if one.field.partition(".")[0] in fields_of(type(record))
        and value_at(record, one.field) == one.then
    ]


def value_at(record: Record, path: str) -> Any:
    """What stands at a path; None where there is no such line or field."""
    name, _, rest = path.partition(".")
    value = getattr(record, name, None)
    if not rest:
        return value
    number, _, inner = rest.partition(".")
    if not number.isdecimal() or not isinstance(value, tuple):
        return None
    line = value[int(number) - 1] if 0 < int(number) <= len(value) else None
    return getattr(line, inner, None) if inner else line


def _finding(record: Record, one: ReviewComment) -> Finding:
    about = fields_of(type(record))[one.field.partition(".")[0]]
    comment = one.comment if len(one.comment) <= LONGEST else f"{one.comment[:LONGEST]}…"
    return Finding(
        "remarks.asked",
        Severity.WARNS,
        Nature.REVIEW,
        ASKED,
        {"field": Message(about.label), "by": one.by, "comment": comment},
        FieldPath(
            kind=record.kind.code,
            record=record.id,
            reference=name_of(record),
            field=one.field,
            label=about.label,
            section=about.section,
        ),
    )
