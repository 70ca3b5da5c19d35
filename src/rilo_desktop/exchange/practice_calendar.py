"""Moves the invented year of a practice office to the day on which the office was made.

The year is written as it stands on one day, `as_of`, the last of a year. Read for another day:

- a day or month as written ("2025-03-20", "2025-03") keeps its month and moves by whole years, so
  that what has happened falls into the twelve months before the day;
- "today-12", "today+30" are counted from the day: what is open, late or planned;
- years in words ("Bulletin 1/2025") move with their record.

Days that were working days stay working days; the first and the last of a month stay as they are,
since they bound periods. All days of a record move alike. `"moves": "year"` on a record moves it
with the reporting year, which changes three months after New Year, when there is something to
report; `"moves": "XX-ACT-038"` with another record, without which it could not have been.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from .cells import Number
from .json_records import Object

MOVES, OWN_NUMBER, WITH_YEAR = "moves", "local_ref", "year"
YEARS = frozenset({"year", "dropped_in"})
"""Columns of a year alone, which are numbers."""
FIRST_MONTH = 4
"""From then on, a year is the one that the office reports on; before, the last one still is."""
NOT_MOVED = frozenset({MOVES, OWN_NUMBER, "source", "source_more", "hs", "sha256"})
_WRITTEN = re.compile(r"(20\d\d)(?:-(\d\d)(?:-(\d\d))?)?")
_FROM_TODAY = re.compile(r"today([+-]\d{1,3})?")
_IN_WORDS = re.compile(r"\b20\d\d\b")
_FRIDAY = 4


class Calendar:
    """What a written year is on another day."""

    def __init__(self, as_of: date, day: date) -> None:
        self._as_of, self._day = as_of, day
        self._years = day.year - as_of.year
        self._reporting = self._years - (day.month < FIRST_MONTH)

    def moved(self, records: Mapping[str, Sequence[Object]]) -> dict[str, list[Object]]:
        """Records of each type as they are on the day; none is changed in place."""
        by_number = {
            number: one
            for group in records.values()
            for one in group
            if isinstance(number := one.get(OWN_NUMBER), str)
        }
        return {
            kind: [self._value(one, self._years_of(one, by_number)) for one in group]
            for kind, group in records.items()
        }

    def _years_of(self, record: Object, by_number: Mapping[str, Object]) -> int:
        """By as many as put what has happened before the day; without days, the reporting year."""
        follows = record.get(MOVES)
        if follows == WITH_YEAR:
            return self._reporting
        if isinstance(follows, str):
            record = by_number.get(follows, record)
        past = [day for day in _last_days(record) if day <= self._as_of]
        if not past:
            return self._reporting
        return self._years - any(_in_year(day, self._years) > self._day for day in past)

    def _value(self, value: Any, years: int, key: str = "") -> Any:
        if isinstance(value, dict):
            return {
                name: self._value(one, years, name) for name, one in value.items() if name != MOVES
            }
        if isinstance(value, list):
            return [self._value(one, years, key) for one in value]
        if isinstance(value, Number) and key in YEARS and _WRITTEN.fullmatch(value.text):
            return Number(str(int(value.text) + years))
        is_text = isinstance(value, str) and key not in NOT_MOVED
        return self._text(value, years) if is_text else value

    def _text(self, text: str, years: int) -> str:
        if found := _FROM_TODAY.fullmatch(text):
            return self._from_today(int(found[1] or 0))
        if day := _day_of(text):
            return self._working_day(day, years)
        # one word without spaces is the number of another record, or a code
        is_moved = " " in text or _WRITTEN.fullmatch(text)
        return _years_in(text, years) if is_moved else text

    def _working_day(self, written: date, years: int) -> str:
        """The same day of the other year; a working day that fell on a weekend is before it."""
        moved = _in_year(written, years)
        bounds_a_period = written.day == 1 or (written + timedelta(1)).day == 1
        if written.weekday() <= _FRIDAY and not bounds_a_period:
            moved -= timedelta(max(0, moved.weekday() - _FRIDAY))
        return moved.isoformat()

    def _from_today(self, days: int) -> str:
        """Never on a weekend, unless it is today."""
        moved = self._day + timedelta(days)
        over = moved.weekday() - _FRIDAY
        if over > 0 and days:
            moved += timedelta(3 - over if days > 0 else -over)
        return moved.isoformat()


def _years_in(text: str, years: int) -> str:
    return _IN_WORDS.sub(lambda year: str(int(year[0]) + years), text)


def _in_year(day: date, years: int) -> date:
    """The same day of another year; 29 February is the 28th where there is none."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _day_of(text: str) -> date | None:
    """None where it is no whole day, or none that there is."""
    if not (found := _WRITTEN.fullmatch(text)) or not found[3]:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _last_days(value: Any, key: str = "") -> Iterator[date]:
    """The days that stand in a record; of a month or a year its last one."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _last_days(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _last_days(one, key)
    elif isinstance(value, str) and key not in NOT_MOVED and (found := _WRITTEN.fullmatch(value)):
        year, month = int(found[1]), int(found[2] or 12)
        if found[3]:
            if day := _day_of(value):
                yield day
        elif 1 <= month <= 12:
            yield date(year, month, monthrange(year, month)[1])
