"""Dates as precise as the source: "2026-11-25", "2026-11" or "2026"."""

from __future__ import annotations

import calendar
from datetime import date


def is_day(text: str) -> bool:
    """Is it a date of the calendar, YYYY-MM-DD?"""
    if len(text) != 10 or not text.isascii():
        return False
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_partial(text: str) -> bool:
    return first_day(text) is not None


def first_day(text: str) -> date | None:
    """The first day that the text may mean, None where it is no date."""
    return _day(text, first=True)


def last_day(text: str) -> date | None:
    """The last day that the text may mean, None where it is no date."""
    return _day(text, first=False)


def _day(text: str, first: bool) -> date | None:
    if is_day(text):
        return date.fromisoformat(text)
    parts = text.split("-")
    shape = [len(part) for part in parts]
    if shape not in ([4], [4, 2]) or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) == 2 else None
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if first:
        return date(year, month or 1, 1)
    month = month or 12
    return date(year, month, calendar.monthrange(year, month)[1])
