"""The reporting year: what the office owes, what its store holds for it, and what was announced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from rilo_desktop.analysis.obligations import (
    DueTime,
    announced,
    last_announced,
    next_due,
    recipient_in,
    usual_years,
    what_in,
)
from rilo_desktop.language import catalogue
from rilo_desktop.presentation.document_spec import DocumentSpec, Scope
from rilo_desktop.presentation.documents import ANSWERS
from rilo_desktop.records import (
    AnnouncedDay,
    Obligation,
    Submission,
    Workflow,
    kind_named,
)
from rilo_desktop.records.dates import is_day, last_day
from rilo_desktop.records.translated import best_text
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.store import ReadSession

from ..office import ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import going_out
from ..office.session import Session, Task
from ..submissions.document_records import DocumentScope, part_of
from .calendar_file import CalendarEvent, WrittenCalendar, calendar_content
from .changes import Saved
from .record import find, save

LATE_FOR = timedelta(days=180)
"""A day that is over longer is none that anybody waits for."""


@dataclass(frozen=True, slots=True)
class GatheredPart:
    """One source of a paper, or its texts. `label`: a message; `kind`: whose list it leads to,
    "" for the texts, which are typed with the paper."""

    label: str
    count: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """An obligation. `submission`: the type that answers it, "" where nothing can be made.

    `due` None: not announced. `passed`: a day that is over and that nothing was sent for. `sent`:
    reference of what was released for the year.
    """

    id: str
    code: str
    names: Mapping[str, str]
    what: str
    due: DueTime | None
    years: tuple[int, ...]
    recipient: str = ""
    passed: DueTime | None = None
    submission: str = ""
    year: int = 0
    """That the paper is about, of a type with such a scope."""
    sent: str = ""
    parts: tuple[GatheredPart, ...] = ()

    @property
    def gathered(self) -> int:
        return sum(bool(part.count) for part in self.parts)


@dataclass(frozen=True, slots=True)
class ReportingYear:
    """In three parts: a day is known, the month is, nothing is; each the next first."""

    day: date
    papers: tuple[Paper, ...]


def overview(session: Session, language: str = "") -> ReportingYear:
    """`language`: of the recipients that are known in it."""
    today = date.fromisoformat(session.today)
    with session.reading() as reading:
        sent = [
            stored.record
            for stored in reading.records.all_of(Submission.kind.code)
            if isinstance(stored.record, Submission) and stored.record.workflow == Workflow.RELEASED
        ]
        held = (stored.record for stored in reading.records.all_of(Obligation.kind.code))
        every = [record for record in held if isinstance(record, Obligation)]
        found = [
            replace(
                _paper(reading, record, sent, today, session.office_code, language),
                recipient=recipient_in(record, every, language),
            )
            for record in every
        ]
    return ReportingYear(today, tuple(sorted(found, key=lambda one: _order(one, today))))


def _order(paper: Paper, today: date) -> tuple[int, date, str]:
    time = paper.passed or paper.due
    if time is None:
        return 2, today, paper.code
    return 0 if time.is_day else 1, time.start, paper.code


def _paper(
    reading: ReadSession,
    record: Obligation,
    sent: Sequence[Submission],
    today: date,
    office: str,
    language: str,
) -> Paper:
    spec = ANSWERS.get(record.local_ref or "")
    due, passed = next_due(record, today), last_announced(record, today)
    answers = [one for one in sent if spec is not None and one.type == spec.code]
    if passed is not None and (passed.end < today - LATE_FOR or _is_answered(passed, answers)):
        passed = None
    year = 0
    if spec is not None and Scope.YEAR in spec.scope:
        near = passed or due
        year = (near.start if near is not None else today).year - 1
        answers = [one for one in answers if one.year == year]
    return Paper(
        id=record.id,
        code=record.local_ref or "",
        names=dict(record.name),
        what=what_in(record, language),
        due=due,
        years=usual_years(record),
        passed=passed,
        submission=spec.name if spec is not None else "",
        year=year,
        sent=answers[0].reference if answers and (year or passed is None) else "",
        parts=_parts(reading, spec, year, office) if spec is not None else (),
    )


def _is_answered(passed: DueTime, answers: Sequence[Submission]) -> bool:
    """Was something released in the half year before the day, or since?"""
    first = (passed.start - LATE_FOR).isoformat()
    return any(str(one.date or "") >= first for one in answers)


def _parts(
    reading: ReadSession, spec: DocumentSpec, year: int, office: str
) -> tuple[GatheredPart, ...]:
    scope = DocumentScope(year, sender=office)
    found = []
    for source in spec.sources:
        if (year and source.days) or source.of_sender or source.is_own:
            of_year = replace(source, before=0)
            count = sum(
                part_of(stored.record, spec, of_year, scope) is not None
                for stored in reading.records.all_of(source.record_type)
            )
        else:
            count = reading.records.count(source.record_type)
        label = kind_named(source.record_type).plural
        found.append(GatheredPart(label, count, source.record_type))
    return tuple(found)


# --- what was announced


def announce(
    session: Session, name: str, day: str = "", month: str = "", source: str = ""
) -> Saved:
    """Enter a day (2026-12-15), or a month (2026-12), that was announced for an obligation.

    Raises Refused for what is neither, for one without its source, and for an unknown obligation.
    """
    session.permit(Task.WRITE)
    stored = find(session, name, Obligation.kind.code)
    record = stored.record
    assert isinstance(record, Obligation)
    if day and not is_day(day):
        raise refusal("year.day", N_("{text} is not a day; write it as 2026-12-15."), text=day)
    if month and (len(month) != 7 or last_day(month) is None):
        raise refusal("year.month", N_("{text} is not a month; write it as 2026-12."), text=month)
    if not day and not month:
        raise refusal("year.nothing", N_("Say the day, or the month, that was announced."))
    if not source.strip():
        raise refusal(
            "year.source", N_("Say where it was announced: a letter, an agenda, an address.")
        )
    line = AnnouncedDay(
        basis="announced" if day else "month_known",
        day=day or None,
        month=month or None,
        source=source.strip(),
        entered_on=session.today,
    )
    changed = replace(record, announced=(*record.announced, line))
    return save(session, changed, stored.revision)


# --- the calendar


def write_calendar(session: Session, path: Path, language: str = "en") -> WrittenCalendar:
    """The days that were announced as iCalendar (RFC 5545).

    A month is no day and stands in no calendar. Raises Refused where there is no day, and where
    the file cannot be written.
    """
    with going_out(session, ways_out.REPORTING_YEAR, path) as out:
        with session.reading() as reading:
            found = [
                (record, stored.number, time)
                for stored in reading.records.all_of(Obligation.kind.code)
                if isinstance(record := stored.record, Obligation)
                for time in announced(record)
            ]
        if not found:
            raise refusal(
                "year.calendar",
                N_("No day was announced yet, and a month is no day for a calendar."),
            )
        tlp = strictest(effective(record.tlp) for record, _, _ in found)
        shown = out.withholding(language)
        events = [_event(session, *one, language, shown) for one in found]
        content = calendar_content("Reporting year", events, f"TLP:{tlp}")
        out.leave(content, days=len(found), tlp=tlp, withheld=out.withheld)
    return WrittenCalendar(len(found), tlp, out.withheld)


def _event(
    session: Session,
    record: Obligation,
    revision: int,
    time: DueTime,
    language: str,
    shown: Callable[[str], str],
) -> CalendarEvent:
    return CalendarEvent(
        f"{record.id}-{time.start:%Y%m%d}",
        revision,
        session.today,
        time.start,
        time.end,
        shown(best_text(record.name, language) or record.local_ref or ""),
        catalogue(language).text("Announced: {source}", source=shown(time.source)),
    )
