"""Days as an iCalendar file (RFC 5545): whole days, each an event that knows itself again.

The same day of the same record has the same UID in each file; SEQUENCE goes up with the record's
revisions, so that a calendar takes the newer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_BYTES = 75
"""Of a line, its end not counted."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`revision`: number of the record's newest; `stamp`: ISO day or time, UTC."""

    uid: str
    revision: int
    stamp: str
    start: date
    end: date
    summary: str
    description: str


@dataclass(frozen=True, slots=True)
class WrittenCalendar:
    """`withheld`: titles and sources in which the guard found what may be personal data."""

    days: int
    tlp: str
    withheld: int


def calendar_content(name: str, events: Sequence[CalendarEvent], about: str = "") -> bytes:
    """`name`: in the identifier of the product; `about`: what the calendar is, with its label."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//RILO Desktop//{name}//EN"]
    if about:
        lines.append(f"X-WR-CALDESC:{_escaped(about)}")
    for one in events:
        lines += _event(one)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode("utf-8")


def _event(one: CalendarEvent) -> Iterator[str]:
    digits = re.sub(r"[^0-9]", "", one.stamp)[:14].ljust(14, "0")
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}@rilo-desktop"
    yield f"SEQUENCE:{max(0, one.revision - 1)}"
    yield f"DTSTAMP:{digits[:8]}T{digits[8:]}Z"
    yield f"DTSTART;VALUE=DATE:{one.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.end + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(one.summary)}"
    yield f"DESCRIPTION:{_escaped(one.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    lines = (" ".join(_CONTROL.sub(" ", line).split()) for line in text.split("\n"))
    text = "\n".join(line for line in lines if line)
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Lines that are no longer; the next begins with a space. No character is cut."""
    parts, part = [], ""
    for sign in line:
        if len(f"{part}{sign}".encode()) > MOST_BYTES:
            parts.append(part)
            part = " "
        part += sign
    return [*parts, part]
