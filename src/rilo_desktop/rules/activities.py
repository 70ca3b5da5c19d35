"""Activities and programmes: numbers that cannot be, days without a basis, parts of other kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from rilo_desktop.records.activity import Activity, OperationResult
from rilo_desktop.records.dates import first_day
from rilo_desktop.records.field_specs import fields_of
from rilo_desktop.records.programme import Programme
from rilo_desktop.records.record import Record

from .completeness import is_empty
from .context import RuleContext
from .findings import N_, Coded, Finding, Message, Nature, Severity
from .handling import effective, is_stricter
from .record_parts import RecordPart

NO_GOODS = N_("{field} has no goods: say which goods were found, or it is added to none.")
TOO_MANY = N_("{field} is {value}, and {other} is {limit}: correct one of the two.")
TOO_MANY_LINES = N_("{field} add up to {value}, and {other} is {limit}: correct one of the two.")
NO_DAY = N_("{field} is given, and {other} is not: fill in {other}.")
NO_BASIS = N_("{field} has no basis: without one it is never counted as late.")
OTHER_KIND = N_(
    "{field} is for another kind of activity than “{kind}”: empty it or change the kind."
)
AHEAD = N_("{field} ({value}) is still to come: mark the activity as planned.")
NO_SOURCE = N_("{field} is given without where it is from: say who announced or agreed it.")

STRICTER = N_(
    "{field}: {reference} is TLP:{label}, stricter than this answer (TLP:{own}): leave it out, or "
    "ask whether it may go."
)
NOT_NOTED = N_("{field} is missing: an answer is noted with to whom, by which way and what.")

AT_MOST = (
    ("members_present", "members_invited"),
    ("administrations", "officers"),
)
"""(number, number that it cannot exceed)."""


def findings(part: RecordPart, today: date, known: RuleContext | None = None) -> list[Finding]:
    find = _OF.get(part.cls)
    found = list(find(part, today)) if find is not None else []
    if isinstance(part.thing, Activity) and part.thing.activity_kind == "request":
        found += _answer(part, known)
    return found


def going_with(record: Record) -> tuple[str, ...]:
    """Ids of the cases that go with the answer to a request."""
    if not isinstance(record, Activity) or record.activity_kind != "request":
        return ()
    lines = record.cases if isinstance(record.cases, tuple) else ()
    return tuple(line.case for line in lines if isinstance(line.case, str) and line.case)


def _answer(part: RecordPart, known: RuleContext | None) -> Iterator[Finding]:
    """What an officer looks at before an answer leaves."""
    request = part.thing
    states = known.made_from if known is not None else {}
    own = effective(request.tlp)
    for name in going_with(request):
        state = states.get(name)
        if state is not None and is_stricter(state.tlp, own):
            values = {"reference": state.reference, "label": effective(state.tlp), "own": own}
            yield _warns(part, "cases", "activities.stricter", STRICTER, **values)
    if is_empty(request.answered):
        return
    for field in ("answered_to", "answered_by"):
        if is_empty(getattr(request, field)):
            yield _warns(part, field, "activities.not_noted", NOT_NOTED)
    if is_empty(request.outcome) and is_empty(request.summary):
        yield _warns(part, "outcome", "activities.not_noted", NOT_NOTED)


def _activity(part: RecordPart, today: date) -> Iterator[Finding]:
    thing = part.thing
    for name, other in AT_MOST:
        yield from _at_most(part, name, getattr(thing, name), other, TOO_MANY)
    yield from _at_most(part, "participants", _sum(thing.participants, "officers"), "officers")
    yield from _at_most(part, "ratings", _sum(thing.ratings, "count"), "officers")
    if not is_empty(thing.answered) and is_empty(thing.received):
        yield _needs(part, "answered", "received", NO_DAY)
    if not is_empty(thing.due) and is_empty(thing.due_basis):
        yield _needs(part, "due", "due_basis", NO_BASIS, Severity.WARNS)
    yield from _other_kinds(part)
    first = first_day(thing.date_start) if isinstance(thing.date_start, str) else None
    if first is not None and first > today and thing.activity_status in (None, "done"):
        yield _warns(part, "date_start", "activities.ahead", AHEAD, value=thing.date_start)


def _other_kinds(part: RecordPart) -> Iterator[Finding]:
    sections = {section.name: section for section in part.record.kind.sections}
    kind = part.thing.activity_kind
    if not isinstance(kind, str):
        return
    for name, about in fields_of(part.cls).items():
        section = sections.get(about.section)
        if section is None or section.is_for(part.thing) or is_empty(getattr(part.thing, name)):
            continue
        yield _warns(
            part, name, "activities.other_kind", OTHER_KIND, kind=Coded("activity_kind", kind)
        )


def _at_most(
    part: RecordPart, name: str, value: Any, other: str, message: str = TOO_MANY_LINES
) -> Iterator[Finding]:
    limit = getattr(part.thing, other)
    if type(value) is int and type(limit) is int and value > limit:
        label = Message(fields_of(part.cls)[other].label)
        yield part.find(
            name,
            "activities.too_many",
            Severity.BLOCKS,
            Nature.STRUCTURE,
            message,
            value=value,
            other=label,
            limit=limit,
        )


def _sum(lines: Any, name: str) -> int | None:
    """Of what the lines state; None where none does."""
    stated = [value for line in lines or () if type(value := getattr(line, name)) is int]
    return sum(stated) if stated else None


def _result(part: RecordPart, _today: date) -> Iterator[Finding]:
    thing = part.thing
    if not is_empty(thing.quantity) and is_empty(thing.goods):
        yield part.find(
            "quantity", "activities.no_goods", Severity.BLOCKS, Nature.COMPLETENESS, NO_GOODS
        )


def _programme(part: RecordPart, _today: date) -> Iterator[Finding]:
    thing = part.thing
    if not is_empty(thing.next_report) and is_empty(thing.next_report_basis):
        yield _needs(part, "next_report", "next_report_basis", NO_SOURCE)


def _needs(
    part: RecordPart,
    name: str,
    other: str,
    message: str,
    severity: Severity = Severity.BLOCKS,
) -> Finding:
    label = Message(fields_of(part.cls)[other].label)
    return part.find(name, "activities.needs", severity, Nature.COMPLETENESS, message, other=label)


def _warns(part: RecordPart, name: str, rule: str, message: str, **values: Any) -> Finding:
    return part.find(name, rule, Severity.WARNS, Nature.STRUCTURE, message, **values)


_OF: Mapping[type, Callable[[RecordPart, date], Iterator[Finding]]] = {
    Activity: _activity,
    OperationResult: _result,
    Programme: _programme,
}
