"""The activities of the office: their year in numbers, and a line of quick entry as a record.

The columns that are counted are read once and kept until something is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from rilo_desktop.analysis.activities import ActivityFacts, ActivityYear, year_of, years_of
from rilo_desktop.analysis.quick_entry import EntryNames, folded
from rilo_desktop.records import Activity, Office
from rilo_desktop.records.identifiers import is_practice
from rilo_desktop.store import ReadSession
from rilo_desktop.store.column_arrays import line_columns, record_columns
from rilo_desktop.vocabularies import vocabulary

from ..office.session import Session
from . import record
from .changes import Saved

ACTIVITY = Activity.kind.code
COLUMNS = (
    "activity_kind",
    "activity_status",
    "date_start",
    "date_end",
    "received",
    "due",
    "due_basis",
    "answered",
    "officers",
    "sent_to",
    "members",
    "place",
)
SECRETARIAT = "Secretariat"


@dataclass(frozen=True, slots=True)
class YearOfOffice:
    """`years`: those in which something counts."""

    counted: ActivityYear
    years: tuple[int, ...]
    today: date


@dataclass(frozen=True, slots=True)
class _Held:
    """`operation`: the newest entry of the log when they were read."""

    operation: int
    facts: tuple[ActivityFacts, ...]
    places: Mapping[str, str]


_HELD: WeakKeyDictionary[Session, _Held] = WeakKeyDictionary()


def year(session: Session, number: int = 0) -> YearOfOffice:
    """A year in numbers, kinds in the order of their list; 0 is the present one."""
    held = _held(session)
    today = date.fromisoformat(session.today)
    kinds = [item.code for item in vocabulary("activity_kind")]
    counted = year_of(held.facts, kinds, number or today.year, today)
    return YearOfOffice(counted, years_of(held.facts), today)


def facts(session: Session) -> tuple[ActivityFacts, ...]:
    """What is counted of every activity that is not archived, ordered by its key in the store."""
    return _held(session).facts


def note(session: Session, values: Mapping[str, Any]) -> Saved:
    """Write what a line of quick entry says as an activity of its own.

    Raises Refused for an officer who may not write.
    """
    made = record.new(session, ACTIVITY)
    return record.save(session, record.with_values(made, values))


def entry_names(session: Session) -> EntryNames:
    """What a line of quick entry may name: countries, offices, places of earlier activities."""
    held = _held(session)
    members: dict[str, str] = {}
    practice = is_practice(session.office_code)
    for item in vocabulary("country"):
        if item.is_practice and not practice:
            continue
        for said in (item.code, *item.labels.values()):
            members.setdefault(folded(said), item.code)
    partners = {folded(SECRETARIAT): SECRETARIAT}
    with session.reading() as reading:
        for stored in reading.records.all_of(Office.kind.code):
            office = stored.record
            if isinstance(office, Office) and office.local_ref:
                code = office.local_ref
                names = [text for _, text in office.name or ()]
                for said in (code, f"RILO {code}", f"BRLR {code}", *names):
                    partners.setdefault(folded(said), code)
    return EntryNames(members, partners, held.places)


def _held(session: Session) -> _Held:
    with session.reading() as reading:
        operation = reading.log.last
        held = _HELD.get(session)
        if held is None or held.operation != operation:
            rows = list(record_columns(reading, ACTIVITY, COLUMNS))
            places = {
                folded(place): place for _, row in rows if (place := row[-1]) not in ("", "?")
            }
            held = _HELD[session] = _Held(operation, tuple(_facts(reading, rows)), places)
    return held


def _facts(
    reading: ReadSession, rows: list[tuple[int, tuple[Any, ...]]]
) -> Iterator[ActivityFacts]:
    reported = {owner for owner, _ in line_columns(reading, ACTIVITY, "results", ("goods",))}
    for key, row in rows:
        kind, status, start, end, received, due, basis, answered, officers, sent_to, *rest = (
            "" if value == "?" else value for value in row
        )
        yield ActivityFacts(
            key,
            kind,
            status,
            start,
            end,
            received,
            due,
            basis,
            answered,
            officers if isinstance(officers, int) else None,
            sent_to if isinstance(sent_to, int) else None,
            tuple(json.loads(rest[0])) if rest[0] else (),
            key in reported,
        )
