"""Controls and what they found: never more finds than controls."""

from __future__ import annotations

from functools import cache

from rilo_desktop.records.field_specs import fields_of

from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart

MORE_FINDS = N_("{finds} finds in {controls} controls cannot be: correct one of the two numbers.")
PAIRS = (("finds", "controls"), ("hits", "controls"))
"""(finds, controls); they are compared where a class has both."""


def findings(part: RecordPart) -> list[Finding]:
    found = []
    for finds, controls in _pairs(part.cls):
        some, most = getattr(part.thing, finds), getattr(part.thing, controls)
        if type(some) is int and type(most) is int and some > most:
            found.append(
                part.find(
                    finds,
                    "controls.more_finds",
                    Severity.BLOCKS,
                    Nature.STRUCTURE,
                    MORE_FINDS,
                    finds=some,
                    controls=most,
                )
            )
    return found


@cache
def _pairs(cls: type) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in PAIRS if set(pair) <= set(fields_of(cls)))
