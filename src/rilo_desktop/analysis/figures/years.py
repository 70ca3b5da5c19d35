"""Which days belong to a year, and to which of its months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from rilo_desktop.analysis.known_values import known_date, known_text
from rilo_desktop.records import Record
from rilo_desktop.records.dates import first_day, last_day
from rilo_desktop.records.identifiers import year_of


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of what has dates, as precise as they are; equal for one day."""

    first: date
    last: date

    def touch(self, year: int) -> bool:
        return self.first.year <= year <= self.last.year


def days_of(first: object, last: object = None) -> Days | None:
    """None where no date is known. `last` before `first` counts as none."""
    begins, ends = first_day(known_date(first)), last_day(known_date(last))
    end_of_first = last_day(known_date(first))
    if begins is None and ends is None:
        return None
    start = begins or ends
    assert start is not None
    return Days(start, max(start, ends or end_of_first or start))


def recorded_in(record: Record, first: object, year: int, last: object = None) -> bool:
    """Do its days touch the year? Of a record without a day the year of its reference counts."""
    days = days_of(first, last)
    return days.touch(year) if days is not None else year_of(record.reference) == year


def known_month(value: object) -> int:
    """0 where the date is no more precise than a year."""
    text = known_text(value)
    day = first_day(text)
    return day.month if day is not None and len(text) >= 7 else 0


def register_began(*days: object) -> date | None:
    """The first day of which a register has something; None where it has nothing."""
    known = (found.first for one in days if (found := days_of(one)) is not None)
    return min(known, default=None)


def months(year: int) -> tuple[str, ...]:
    return tuple(f"{year:04d}-{month:02d}" for month in range(1, 13))


def median_of(values: Iterable[int]) -> Decimal | None:
    found = sorted(values)
    return Decimal(str(median(found))) if found else None
