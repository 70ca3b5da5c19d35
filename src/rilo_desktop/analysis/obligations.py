"""When an obligation of the reporting year falls due: nothing here looks at the clock.

Only a day that somebody entered, or that a source published, is counted to. A month of earlier
years says when it usually is; nothing is late against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from rilo_desktop.language import catalogue
from rilo_desktop.records import Obligation
from rilo_desktop.records.network import AnnouncedDay, Occurrence
from rilo_desktop.records.translated import best_text
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.functions import LIST as FUNCTIONS

from .known_values import known_first, known_last, known_lines, known_text

MONTHS_AFTER_A_QUARTER = (1, 4, 7, 10)
EVERY_MONTH = tuple(range(1, 13))


class Sureness(Enum):
    """How a date is known."""

    ANNOUNCED = "announced"
    """A day that somebody entered with its source: the only one that can pass."""
    PUBLISHED = "published"
    """Days of an event that a source names."""
    MONTH = "month"
    """Only the month is known; its day was not announced."""


@dataclass(frozen=True, slots=True)
class DueTime:
    """First and last day; equal where it is one day. `source`: who announced it, where."""

    start: date
    end: date
    sureness: Sureness
    source: str = ""

    @property
    def is_day(self) -> bool:
        """Is it counted to?"""
        return self.sureness is not Sureness.MONTH

    def is_running(self, today: date) -> bool:
        return self.start <= today

    def days_left(self, today: date) -> int:
        """Until it begins; once it has begun, until it ends. Below 0: so many days ago."""
        return ((self.end if self.is_running(today) else self.start) - today).days


def next_due(obligation: Obligation, today: date) -> DueTime | None:
    """The next time that is not over; None where nothing says when."""
    ahead = [time for time in announced(obligation) if time.end >= today]
    ahead = ahead or [time for time in _published(obligation) if time.end >= today]
    if ahead:
        return min(ahead, key=lambda time: time.start)
    if month := _announced_month(obligation, today):
        return month
    frequency = known_text(obligation.frequency)
    if frequency == "once":
        return None
    if frequency == "quarterly":
        return _month(MONTHS_AFTER_A_QUARTER, today)
    if frequency == "monthly":
        return _month(EVERY_MONTH, today)
    if not isinstance(obligation.month, int):
        return None
    return _month((obligation.month,), today)


def announced(obligation: Obligation) -> list[DueTime]:
    """The days that somebody entered, the first one first."""
    found = [
        DueTime(day, day, Sureness.ANNOUNCED, known_text(line.source))
        for line in known_lines(obligation.announced)
        if (day := _day(line)) is not None
    ]
    return sorted(found, key=lambda time: time.start)


def last_announced(obligation: Obligation, today: date) -> DueTime | None:
    """The newest of these days that is over."""
    over = [time for time in announced(obligation) if time.end < today]
    return over[-1] if over else None


def usual_years(obligation: Obligation) -> tuple[int, ...]:
    """Years in which a source names it in the month that it usually is."""
    found = {
        time.start.year
        for time in _published(obligation)
        if isinstance(obligation.month, int) and time.start.month == obligation.month
    }
    return tuple(sorted(found))


def recipient_in(obligation: Obligation, every: Sequence[Obligation], language: str) -> str:
    """To whom it goes, in a language: a meeting that is an obligation itself, or one of the known
    functions, by its name there; a text that the program ships by its translation. ""; and what is
    none of these: as it is written."""
    text = known_text(obligation.recipient)
    if not text or not language:
        return text
    wanted = text.casefold()
    for other in every:
        if wanted in (name.casefold() for _, name in other.name):
            return best_text(other.name, language)
    label = vocabulary(FUNCTIONS).label(text, language)
    return label if label != text else catalogue(language).text(text)


def what_in(obligation: Obligation, language: str) -> str:
    """What is due, in a language: what the program ships by its translation, else as written."""
    return catalogue(language).text(known_text(obligation.what_is_due))


def _day(line: AnnouncedDay) -> date | None:
    return known_first(line.day) if known_text(line.day) else None


def _announced_month(obligation: Obligation, today: date) -> DueTime | None:
    for line in reversed(known_lines(obligation.announced)):
        start, end = known_first(line.month), known_last(line.month)
        if start is not None and end is not None and end >= today and not known_text(line.day):
            return DueTime(start, end, Sureness.MONTH, known_text(line.source))
    return None


def _published(obligation: Obligation) -> Iterator[DueTime]:
    for occurrence in known_lines(obligation.occurrences):
        time = _time_of(occurrence)
        if time is not None:
            yield time


def _time_of(occurrence: Occurrence) -> DueTime | None:
    start = known_first(occurrence.start) or known_first(occurrence.end)
    if start is None:
        return None
    end = known_last(occurrence.end) or known_last(occurrence.start) or start
    return DueTime(start, max(start, end), Sureness.PUBLISHED)


def _month(months: tuple[int, ...], today: date) -> DueTime:
    """The first of these months that is not over."""
    starts = (date(year, month, 1) for year in (today.year, today.year + 1) for month in months)
    start, end = next((s, _last_of(s)) for s in starts if _last_of(s) >= today)
    return DueTime(start, end, Sureness.MONTH)


def _last_of(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
