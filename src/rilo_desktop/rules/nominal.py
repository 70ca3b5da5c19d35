"""The nominal-data guard: free text that leaves the office names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..records.describe import NOT_KNOWN, fields_of
from .findings import N_, Finding, Message, Nature, Severity
from .identifiers import EMAIL, identifiers
from .parts import Part

NAMES_SOMEBODY = N_(
    "{field} seems to hold {what} ({match}): take it out, or let the reviewer justify it."
)

MOST = 20
"""Most findings for one field: who pastes a list of customers needs no more."""


def findings(part: Part) -> list[Finding]:
    found: list[Finding] = []
    for name in guarded(part.cls):
        value = getattr(part.thing, name)
        if value and value is not NOT_KNOWN:
            texts = value if isinstance(value, tuple) else (value,)
            for text in texts:
                found += _of_text(part, name, text)
    return found


@cache
def guarded(cls: type) -> tuple[str, ...]:
    """The fields of a class that the guard reads."""
    return tuple(name for name, about in fields_of(cls).items() if about.nominal)


def _of_text(part: Part, name: str, text: str) -> Iterator[Finding]:
    for one in identifiers(text)[:MOST]:
        match = masked(text[one.start : one.end], one.what == EMAIL)
        values: dict[str, Any] = {
            "what": Message(one.what),
            "match": match,
            "start": one.start,
            "end": one.end,
        }
        yield part.find(
            name,
            "nominal.identifier",
            Severity.BLOCKS,
            Nature.NOMINAL,
            NAMES_SOMEBODY,
            **values,
        )


def masked(match: str, is_email: bool = False) -> str:
    """Enough to find it by, too little to know it: j…@…org, A…89."""
    if is_email:
        return f"{match[0]}…@…{match.rpartition('.')[2]}"
    return f"{match[0]}…{match[-2:]}"
