"""The activities of the office: their year in numbers, and a line of quick entry as a record.

The columns that are counted are read once and kept until something is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from rilo_desktop.analysis import quick_entry
from rilo_desktop.analysis.activities import (
    ActivityFacts,
    ActivityYear,
    months_of,
    reported_by,
    year_of,
    years_of,
)
from rilo_desktop.analysis.known_values import known_lines
from rilo_desktop.analysis.quick_entry import EntryNames
from rilo_desktop.analysis.quick_words import KINDS
from rilo_desktop.analysis.typed_dates import folded
from rilo_desktop.office_codes import is_practice
from rilo_desktop.records import Activity, Office
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession
from rilo_desktop.store.column_arrays import known_columns, line_columns
from rilo_desktop.vocabularies import vocabulary

from ..office.finding_helpers import refusal
from ..office.session import Session, Task
from . import record
from .changes import Saved
from .lists import Query, all_stored

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
NO_KIND = N_("The line names no kind of activity: begin it with one of {words}.")
TWO_DATES = N_("The line has several dates ({days}): give one, or the first and the last day.")
NO_TITLE = N_("The line has no title: say after the kind what was done.")
MOST_OPERATIONS = 60
"""Of a year that are drawn; its list has all."""


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
    years: tuple[int, ...]


_HELD: WeakKeyDictionary[Session, _Held] = WeakKeyDictionary()


def year(session: Session, number: int = 0) -> YearOfOffice:
    """A year in numbers, kinds in the order of their list; 0 is the present one."""
    held = _held(session)
    today = date.fromisoformat(session.today)
    kinds = [item.code for item in vocabulary("activity_kind")]
    counted = year_of(held.facts, kinds, number or today.year, today)
    return YearOfOffice(counted, held.years, today)


def facts(session: Session) -> tuple[ActivityFacts, ...]:
    """What is counted of every activity that is not archived, ordered by its key in the store."""
    return _held(session).facts


def note(session: Session, values: Mapping[str, Any]) -> Saved:
    """Write what a line of quick entry says as an activity of its own.

    Raises Refused for an officer who may not write.
    """
    session.permit(Task.WRITE)
    made = record.new(session, ACTIVITY)
    return record.save(session, record.with_values(made, values))


def note_line(session: Session, line: str) -> Saved:
    """Write one line of quick entry. Raises Refused where something in it would be asked."""
    session.permit(Task.WRITE)
    today = date.fromisoformat(session.today)
    entry = quick_entry.read(line, today, entry_names(session))
    for question in entry.questions:
        if question.about == quick_entry.KIND:
            words = ", ".join(words[0] for words in KINDS.values())
            raise refusal("activities.kind", NO_KIND, words=words)
        raise refusal("activities.dates", TWO_DATES, days=", ".join(question.choices))
    if not entry.title:
        raise refusal("activities.title", NO_TITLE)
    return note(session, {"title": entry.title, **entry.values})


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
            rows = known_columns(reading, ACTIVITY, COLUMNS)
            places = {folded(place): place for *_, place in rows if place}
            found = tuple(_facts(reading, rows))
            held = _HELD[session] = _Held(operation, found, places, years_of(found))
    return held


def _facts(reading: ReadSession, rows: Sequence[tuple[Any, ...]]) -> Iterator[ActivityFacts]:
    reported = {owner for (owner,) in line_columns(reading, ACTIVITY, "results", ())}
    for row in rows:
        key, kind, status, start, end, received, due, basis, answered, *rest = row
        officers, sent_to, members, _place = rest
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
            _codes(members) if members else (),
            key in reported,
        )


@lru_cache(1024)
def _codes(text: str) -> tuple[str, ...]:
    """The same Members come together again and again."""
    return tuple(json.loads(text))


@dataclass(frozen=True, slots=True)
class OperationYear:
    """An operation in a year. `phases`: code of each month, January first; "" is none of it."""

    id: str
    title: str
    months: tuple[str, ...]
    reported: tuple[str, ...]
    """Members that sent results, of those that it names."""
    members: int
    participating: int | None
    has_results: bool


def operations(session: Session, number: int = 0) -> tuple[OperationYear, ...]:
    """Operations that count in a year, the first one first; 0 is the present one."""
    year = number or date.fromisoformat(session.today).year
    filters = {"activity_kind": ("operation",), "date_start.counted": (str(year),)}
    query = Query(ACTIVITY, filters=filters, descending=False)
    return tuple(
        _operation(stored.record, year)
        for stored in islice(all_stored(session, query), MOST_OPERATIONS)
        if isinstance(stored.record, Activity)
    )


def _operation(operation: Activity, year: int) -> OperationYear:
    count = operation.participating
    return OperationYear(
        operation.id,
        operation.title_text,
        months_of(operation, year),
        reported_by(operation),
        len(known_lines(operation.members)),
        count if isinstance(count, int) else None,
        bool(operation.results),
    )
