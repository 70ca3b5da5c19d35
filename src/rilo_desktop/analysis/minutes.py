"""Lines of the minutes of a meeting, read as action items: number, title, lead, date.

What a line does not say clearly is not guessed: no lead, two dates, or a date in words ("the 34th
meeting") leave the field empty, and the page says so. The whole line stays the text of the item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rilo_desktop.language import formats

LANGUAGES = ("en", "fr", "es", "pt", "ru")
"""Whose names of months are read."""
MOST = 200
"""Lines that are read at once."""
LONGEST = 1_000
"""Characters of a line; the rest of a longer one is not read, and `is_cut` says so."""


@cache
def _months() -> Mapping[str, int]:
    """{name in small letters: month}, in every language that the program writes dates in."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        known = formats(language)
        for names in (known.months, known.months_alone, known.months_short):
            for number, name in enumerate(names, 1):
                found[name.rstrip(".").casefold()] = number
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(map(re.escape, sorted(_months(), key=len, reverse=True)))
    return (
        re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?\b"),
        re.compile(
            rf"\b(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:de\s+)?)?(?P<name>{names})\b\.?,?"
            r"(?:\s+de)?\s+(?P<year>\d{4})\b",
            re.IGNORECASE,
        ),
    )


_NUMBER = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[a-z]\))\s+(?=\S)", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:lead|leads|responsible|responsable|pilote)\s*:\s*(?P<lead>[^.;()]{2,80})",
                   re.IGNORECASE)  # fmt: skip
_IN_BRACKETS = re.compile(r"\((?P<lead>[^()]{2,80})\)\s*\.?\s*$")


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """`due` as precise as the line: "2027-03"; "" where none, or more than one, is named."""

    text: str
    agenda_item: str = ""
    title: str = ""
    lead: str = ""
    due: str = ""
    dates: tuple[str, ...] = ()
    """All dates of the line: two of them are a question."""
    is_cut: bool = False


def read_minutes(text: str) -> tuple[MinutesLine, ...]:
    """One item a line; empty lines say nothing. Never raises."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return tuple(_read(line) for line in lines if line)[:MOST]


def _read(whole: str) -> MinutesLine:
    line = whole[:LONGEST]
    number = _NUMBER.match(line)
    rest = line[number.end() :] if number else line
    dates = _dates(rest)
    named = _LEAD.search(rest)
    behind = None if named else _IN_BRACKETS.search(rest)
    found = named or behind
    lead = found["lead"].strip() if found else ""
    if behind is not None and _dates(lead):
        lead = ""  # a date in brackets leads nothing
    title = rest[: found.start()] + rest[found.end() :] if found and lead else rest
    return MinutesLine(
        text=line,
        agenda_item=number.group(1).rstrip(".)") if number else "",
        title=" ".join(title.split()).strip(" .;,") or rest,
        lead=lead,
        due=dates[0] if len(dates) == 1 else "",
        dates=dates,
        is_cut=len(whole) > LONGEST,
    )


def _dates(text: str) -> tuple[str, ...]:
    """Those that stand in the calendar, in their order, each once."""
    found: dict[str, int] = {}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            read = _date(match)
            if read:
                found.setdefault(read, match.start())
    return tuple(sorted(found, key=lambda one: found[one]))


def _date(match: re.Match[str]) -> str:
    parts = match.groupdict()
    name = parts.get("name")
    month = _months()[name.rstrip(".").casefold()] if name else int(parts["month"])
    year, day = int(parts["year"]), parts.get("day")
    try:
        whole = date(year, month, int(day or 1))
    except ValueError:
        return ""
    return whole.isoformat() if day else f"{year:04}-{month:02}"
