"""Dates as they are typed: words of six languages, digits, and days counted from today."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from rilo_desktop.folding import fold
from rilo_desktop.language import formats
from rilo_desktop.vocabularies.names import words_of

from . import quick_words

LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")
MOST_AHEAD = 183
"""Days that a date without a year may lie ahead; else it is one of the year before."""

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?")
_DAY_RANGE = re.compile(r"(\d{1,2})[-–](\d{1,2})")


def folded(text: str) -> str:
    """Small letters without accents, as the kept list has them."""
    return fold(text).replace("’", "'")


def date_of(words: Sequence[str], today: date) -> tuple[str, str] | None:
    """(first day, last day or "") that folded words say; None where they are no date.

    "3/4/2026" is none: it is one day in one half of the world and another in the other.
    """
    if len(words) > 1 and len(words) % 2 and words[len(words) // 2] in quick_words.UNTIL:
        half = len(words) // 2
        first, last = date_of(words[:half], today), date_of(words[half + 1 :], today)
        return _span(first, last)
    if len(words) >= 4 and words[1] in quick_words.UNTIL and _DAY_NUMBER.fullmatch(words[0]):
        return _span(date_of((words[0], *words[3:]), today), date_of(words[2:], today))
    if words and (both := _DAY_RANGE.fullmatch(words[0])) and len(words) > 1:
        first, last = (date_of((day, *words[1:]), today) for day in both.groups())
        return _span(first, last)
    found = _one_date(words, today)
    return (found, "") if found else None


def _span(first: tuple[str, str] | None, last: tuple[str, str] | None) -> tuple[str, str] | None:
    if first is None or last is None or first[1] or last[1] or not first[0] < last[0]:
        return None
    return first[0], last[0]


def _one_date(words: Sequence[str], today: date) -> str:
    away = quick_words.DAYS.get(" ".join(words))
    if away is not None:
        return (today + timedelta(away)).isoformat()
    match [word for word in words if word != "de"]:
        case [word] if iso := _ISO.fullmatch(word):
            first = day_of(int(iso[1]), int(iso[2]), int(iso[3] or 1))
            return word if first else ""
        case [word] if numeric := _NUMERIC.fullmatch(word):
            return _numeric(*numeric.groups())
        case [number, name] if (day := _day_number(number)) and (month := month_named(name)):
            return _in_this_year(day, month, today)
        case [number, name, year] if (day := _day_number(number)) and (month := month_named(name)):
            return _with_year(day, month, year)
        case [name, year] if (month := month_named(name)) and is_year(year):
            return f"{int(year):04}-{month:02}"
    return ""


def _day_number(text: str) -> int:
    """ "3", "3rd", "1er"; 0 where it is none."""
    found = _DAY_NUMBER.fullmatch(text)
    return int(found[1]) if found else 0


def month_named(text: str) -> int:
    return _months().get(text.rstrip("."), 0)


def _numeric(first: str, sign: str, second: str, year: str) -> str:
    """13.4.2026 with points is day, month; with strokes only where one cannot be a month."""
    one, two = int(first), int(second)
    if sign == "." or one > 12 or one == two:
        found = day_of(int(year), two, one)
    else:
        found = day_of(int(year), one, two) if two > 12 else None
    return found.isoformat() if found else ""


def is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text[0] in "12"


def _with_year(day: int, month: int, year: str) -> str:
    found = day_of(int(year), month, day) if is_year(year) else None
    return found.isoformat() if found else ""


def _in_this_year(day: int, month: int, today: date) -> str:
    found = day_of(today.year, month, day)
    if found is not None and (found - today).days > MOST_AHEAD:
        found = day_of(today.year - 1, month, day)
    return found.isoformat() if found else ""


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def length_of(start: str, end: str) -> int:
    if len(start) < 10 or len(end) < 10:
        return 0
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


@cache
def _months() -> Mapping[str, int]:
    """Names of months in all languages, whole, short and otherwise kept -> 1 to 12."""
    kept = words_of("month").items()
    found = {name: int(others[0].code) for name, others in kept}
    for language in LANGUAGES:
        shape = formats(language)
        for names in (shape.months, shape.months_alone, shape.months_short):
            found.update({folded(name).rstrip("."): at for at, name in enumerate(names, 1)})
    return found
