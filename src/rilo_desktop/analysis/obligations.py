"""When an obligation of the reporting year falls due next: nothing here looks at the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from rilo_desktop.records import Obligation
from rilo_desktop.records.network import Occurrence

from .known_values import known_first, known_last, known_text

MONTHS_AFTER_A_QUARTER = (1, 4, 7, 10)
EVERY_MONTH = tuple(range(1, 13))


class Sureness(Enum):
    """How a date is known."""

    PUBLISHED = "published"
    EXPECTED = "expected"
    """As in an earlier year, not published yet."""
    MONTH = "month"
    """Only the month is known."""


@dataclass(frozen=True, slots=True)
class DueTime:
    """First and last day; equal where it is one day."""

    start: date
    end: date
    sureness: Sureness

    def is_running(self, today: date) -> bool:
        return self.start <= today

    def days_left(self, today: date) -> int:
        """Until it begins; once it has begun, until it ends."""
        return ((self.end if self.is_running(today) else self.start) - today).days


def next_due(obligation: Obligation, today: date) -> DueTime | None:
    """The next time that is not over; None where nothing says when."""
    ahead = [time for time in _published(obligation) if time.end >= today]
    if ahead:
        return min(ahead, key=lambda time: time.start)
    frequency = known_text(obligation.frequency)
    if frequency == "once":
        return None
    if frequency == "quarterly":
        return _month(MONTHS_AFTER_A_QUARTER, today)
    if frequency == "monthly":
        return _month(EVERY_MONTH, today)
    if not isinstance(obligation.month, int):
        return None
    return _as_before(obligation, today) or _month((obligation.month,), today)


def _published(obligation: Obligation) -> Iterator[DueTime]:
    for occurrence in obligation.occurrences:
        time = _time_of(occurrence)
        if time is not None:
            yield time


def _time_of(occurrence: Occurrence) -> DueTime | None:
    start = known_first(occurrence.start) or known_first(occurrence.end)
    if start is None:
        return None
    end = known_last(occurrence.end) or known_last(occurrence.start) or start
    return DueTime(start, max(start, end), Sureness.PUBLISHED)


def _as_before(obligation: Obligation, today: date) -> DueTime | None:
    """The same days as last time, where last time was in the month of the pattern."""
    usual = [time for time in _published(obligation) if time.start.month == obligation.month]
    if not usual:
        return None
    last = max(usual, key=lambda time: time.start)
    length = last.end - last.start
    for year in range(today.year - 1, today.year + 2):
        start = _in_year(last.start, year)
        if start + length >= today:
            return DueTime(start, start + length, Sureness.EXPECTED)
    return None


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _month(months: tuple[int, ...], today: date) -> DueTime:
    """The first of these months that is not over."""
    starts = (date(year, month, 1) for year in (today.year, today.year + 1) for month in months)
    start, end = next((s, _last_of(s)) for s in starts if _last_of(s) >= today)
    return DueTime(start, end, Sureness.MONTH)


def _last_of(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
