"""Dates of the calendar, as precise as they claim, and in an order that can have happened."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from rilo_desktop.records.dates import first_day, is_day, last_day
from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, FieldType, fields_of

from .findings import N_, Finding, Message, Nature, Severity
from .record_parts import RecordPart, of_value

FIRST_YEAR = 1900
YEARS_AHEAD = 10

NO_DAY = N_("{field}: “{value}” is not a valid date: write it as 2026-11-25.")
NO_DATE = N_("{field}: “{value}” is not a valid date: write it as 2026-11-25, 2026-11 or 2026.")
FAR_AHEAD = N_("{field} ({value}) is more than {years} years ahead: is the year right?")
LONG_AGO = N_("{field} ({value}) is before {year}: is the year right?")
BEFORE = N_("{field} ({value}) is before {earlier} ({other}): change one of the two.")
PRECISION = N_("{field} ({value}) does not agree with {precision_field}: change one of the two.")
LEGS = N_("{field} ({value}) is before the date of an earlier stop ({other}): check the order.")

ORDERED = (
    ("date", "date_end"),
    ("date_start", "date_end"),
    ("received", "due"),
    ("received", "answered"),
    ("since", "until"),
    ("start", "due"),
    ("start", "revised_due"),
    ("start", "closed_on"),
    ("closed_on", "verified_on"),
    ("start", "end"),
    ("valid_from", "valid_to"),
    ("period_from", "period_to"),
)
"""(earlier, later) fields; they are compared where a class has both."""

_LENGTHS = {"day": (10,), "month": (7,), "quarter": (7, 10), "year": (4,)}
SHOWN = 40


def findings(part: RecordPart, today: date) -> list[Finding]:
    found: list[Finding] = []
    dated, pairs = _dated(part.cls)
    for name, about in dated:
        value = getattr(part.thing, name)
        if value and value is not NOT_KNOWN:
            found += (part.placed(name, finding) for finding in faults(about, value))
            found += _far(part, name, value, today)
    for earlier, later in pairs:
        found += _in_order(part, earlier, later)
    if hasattr(part.thing, "date_precision"):
        found += _precision(part)
    if not part.prefix and hasattr(part.thing, "route"):
        found += _legs(part)
    return found


@cache
def _dated(cls: type) -> tuple[tuple[tuple[str, FieldSpec], ...], tuple[tuple[str, str], ...]]:
    dated = {
        name: about
        for name, about in fields_of(cls).items()
        if about.type in (FieldType.DATE, FieldType.PARTIAL_DATE)
    }
    pairs = tuple(pair for pair in ORDERED if pair[0] in dated and pair[1] in dated)
    return tuple(dated.items()), pairs


def faults(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    """What is wrong with one date that is neither empty nor "not known"."""
    if about.type is FieldType.DATE and not is_day(value):
        return (_no_date(about, NO_DAY, value),)
    if about.type is FieldType.PARTIAL_DATE and first_day(value) is None:
        return (_no_date(about, NO_DATE, value),)
    return ()


def _no_date(about: FieldSpec, message: str, value: str) -> Finding:
    return of_value(about, "dates.impossible", Severity.BLOCKS, message, value=value[:SHOWN])


def _far(part: RecordPart, name: str, value: str, today: date) -> list[Finding]:
    first, last = first_day(value), last_day(value)
    if first and first.year > today.year + YEARS_AHEAD:
        return [_warns(part, name, "dates.far_ahead", FAR_AHEAD, value=value, years=YEARS_AHEAD)]
    if last and last.year < FIRST_YEAR:
        return [_warns(part, name, "dates.long_ago", LONG_AGO, value=value, year=FIRST_YEAR)]
    return []


def _in_order(part: RecordPart, earlier: str, later: str) -> list[Finding]:
    start, end = _text(part, earlier), _text(part, later)
    first, last = first_day(start), last_day(end)
    if first is None or last is None or last >= first:
        return []
    label = fields_of(part.cls)[earlier].label
    return [
        part.find(
            later,
            "dates.order",
            Severity.BLOCKS,
            Nature.STRUCTURE,
            BEFORE,
            value=end,
            earlier=Message(label),
            other=start,
        )
    ]


def _precision(part: RecordPart) -> list[Finding]:
    """The precision that is named and the one that the date has."""
    precision, value, end = (_text(part, n) for n in ("date_precision", "date", "date_end"))
    agrees = True
    if value and precision == "unknown":
        agrees = False
    elif value and precision == "period":
        agrees = bool(end)
    elif value and precision in _LENGTHS:
        agrees = len(value) in _LENGTHS[precision]
    if agrees:
        return []
    label = Message(fields_of(part.cls)["date_precision"].label)
    return [_warns(part, "date", "dates.precision", PRECISION, value=value, precision_field=label)]


def _legs(part: RecordPart) -> list[Finding]:
    found: list[Finding] = []
    latest: str = ""
    for number, leg in enumerate(part.thing.route or (), 1):
        value = leg.date if isinstance(leg.date, str) else ""
        first, last = first_day(latest), last_day(value)
        if first and last and last < first:
            line = RecordPart(part.record, leg, f"route.{number}.", _section(part, "route"))
            found.append(_warns(line, "date", "dates.legs", LEGS, value=value, other=latest))
        elif last:
            latest = value
    return found


def _section(part: RecordPart, name: str) -> str:
    return fields_of(part.cls)[name].section


def _text(part: RecordPart, name: str) -> str:
    value = getattr(part.thing, name)
    return value if isinstance(value, str) else ""


def _warns(part: RecordPart, name: str, rule: str, message: str, **values: Any) -> Finding:
    return part.find(name, rule, Severity.WARNS, Nature.STRUCTURE, message, **values)
