"""Days by which something is due, as a calendar: action items, questionnaires, consultations ...

They are those that Today counts to: open, and with a day that somebody set. What was inferred, and
a month, is no day. Each event carries the label of its record, the calendar that of the strictest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from rilo_desktop.language import catalogue, formats
from rilo_desktop.presentation.record_type import RecordTypeSpec
from rilo_desktop.presentation.references import title_in
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.store import Stored

from ..office import ways_out
from ..office.finding_helpers import name_of, refusal
from ..office.outgoing import going_out
from ..office.session import Session
from .calendar_file import CalendarEvent, WrittenCalendar, calendar_content
from .list_export import NOT_APPROVED
from .today import deadline_of

FIRST, LAST, MOST = "0001-01-01", "9999-12-31", 5_000


def write(session: Session, path: Path, language: str = "en") -> WrittenCalendar:
    """The log says so first. Raises Refused where nothing is due by a day."""
    with going_out(session, ways_out.DUE_DATES, path) as out:
        found = list(_due(session))
        if not found:
            raise refusal(
                "calendar.nothing", N_("Nothing that is open has a day that somebody set.")
            )
        tlp = strictest(effective(stored.record.tlp) for _, stored, _ in found)
        say = catalogue(language)
        about = f"TLP:{tlp} \u00b7 {say.text('RILO {office}', office=session.office_code)}"
        shown = out.withholding(language)
        events = [_event(*one, language, shown) for one in found]
        out.leave(
            calendar_content("Due dates", events, about),
            days=len(found),
            records=len(found),
            tlp=tlp,
            withheld=out.withheld,
            files=[path.name],
        )
    return WrittenCalendar(len(found), tlp, out.withheld)


def _due(session: Session) -> Iterator[tuple[RecordTypeSpec, Stored, date]]:
    """Open records with their day, the first first."""
    found: list[tuple[RecordTypeSpec, Stored, date]] = []
    with session.reading() as reading:
        for spec in RECORD_TYPES:
            deadline = deadline_of(spec, session.office_code)
            if deadline is None:
                continue
            days = dict(reading.waiting.due(deadline, FIRST, LAST, MOST))
            for (_, day), stored in zip(
                days.items(), reading.records.stored_many(tuple(days)), strict=True
            ):
                if day in {getattr(stored.record, name) for name in deadline.days}:
                    found.append((spec, stored, date.fromisoformat(day)))
    yield from sorted(found, key=lambda one: (one[2], one[1].record.reference))


def _event(
    spec: RecordTypeSpec, stored: Stored, day: date, language: str, shown: Callable[[str], str]
) -> CalendarEvent:
    record, say = stored.record, catalogue(language)
    assert spec.deadline is not None
    title = shown(title_in(record, language) or "")
    draft = spec.can_be_sent and record.workflow in NOT_APPROVED
    lines = (
        f"TLP:{effective(record.tlp)}",
        say.text("DRAFT") if draft else "",
        f"{say.text(record.kind.label)} {record.reference}",
        say.text(spec.deadline.said, day=formats(language).partial(day.isoformat())),
    )
    own = shown(record.local_ref) if isinstance(record.local_ref, str) else ""
    summary = " \u00b7 ".join(part for part in (own or name_of(record), title) if part)
    description = "\n".join(line for line in lines if line)
    return CalendarEvent(
        f"{record.id}-due", stored.number, stored.at, day, day, summary, description
    )
