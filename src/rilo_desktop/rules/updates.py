"""Threads: their entries are added, never changed and never taken away.

What may be filled in later (`FieldSpec.filled_later`) may be, once.
"""

from __future__ import annotations

from rilo_desktop.records import Record, fields_of
from rilo_desktop.records.field_specs import Class, per_class

from .completeness import is_empty
from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart

CHANGED = N_("{field}: entry {number} was changed: add a new entry instead.")
REMOVED = N_("{field}: entry {number} was removed: entries of the thread stay.")


@per_class
def threads(cls: Class) -> tuple[str, ...]:
    """Names of the fields of a record class whose lines are only appended to."""
    return tuple(name for name, about in fields_of(cls).items() if about.append_only)


def appended_only(before: Record, after: Record) -> tuple[Finding, ...]:
    """What the later state does to entries of the earlier one; it cannot be argued away."""
    part, found = RecordPart(after, after), []
    for name in threads(type(after)):
        old, new = _entries(before, name), _entries(after, name)
        for number, entry in enumerate(old, 1):
            if number > len(new):
                found.append(_blocks(part, name, "updates.removed", REMOVED, number))
            elif not _is_kept(entry, new[number - 1]):
                found.append(_blocks(part, name, "updates.changed", CHANGED, number))
    return tuple(found)


def outside_review(before: Record, after: Record) -> bool:
    """Does the later state differ only where writing needs no review?"""
    described = fields_of(type(after))
    changed = [name for name in described if getattr(before, name) != getattr(after, name)]
    return all(described[name].outside_review for name in changed)


def _is_kept(old: object, new: object) -> bool:
    """Is an entry as it was, beside what was filled in since?"""
    if old == new or type(old) is not type(new):
        return old == new
    return all(
        getattr(old, name) == getattr(new, name)
        or (about.filled_later and is_empty(getattr(old, name)))
        for name, about in fields_of(type(old)).items()
    )


def _entries(record: Record, name: str) -> tuple[object, ...]:
    lines = getattr(record, name)
    return lines if isinstance(lines, tuple) else ()


def _blocks(part: RecordPart, name: str, rule: str, message: str, number: int) -> Finding:
    return part.find(name, rule, Severity.BLOCKS, Nature.STRUCTURE, message, number=number)
