"""What is said of an office's competence: from which source, and as of when."""

from __future__ import annotations

from functools import cache

from rilo_desktop.records.field_specs import fields_of

from .completeness import is_empty
from .findings import N_, Finding, Message, Nature, Severity
from .record_parts import RecordPart

NO_SOURCE = N_("{field} is given without its source: say who stated it, and where.")
NO_DAY = N_("{field} is given without its date: fill in {other}.")
STATED = ("level", "staff", "can_help")


def findings(part: RecordPart) -> list[Finding]:
    """A rating that states nothing needs neither source nor date: it is unknown."""
    if not _is_rating(part.cls):
        return []
    stated = next((name for name in STATED if not is_empty(getattr(part.thing, name))), "")
    if not stated:
        return []
    found = []
    if is_empty(part.thing.source):
        found.append(_blocks(part, "source", "competencies.no_source", NO_SOURCE, stated))
    if is_empty(part.thing.as_of):
        found.append(_blocks(part, "as_of", "competencies.no_day", NO_DAY, stated))
    return found


@cache
def _is_rating(cls: type) -> bool:
    return {"competency", "source", "as_of", *STATED} <= set(fields_of(cls))


def _blocks(part: RecordPart, at: str, rule: str, message: str, stated: str) -> Finding:
    about = fields_of(part.cls)
    values = {"field": Message(about[stated].label), "other": Message(about[at].label)}
    found = part.find(at, rule, Severity.BLOCKS, Nature.STRUCTURE, message)
    return Finding(rule, found.severity, found.nature, message, values, found.place)
