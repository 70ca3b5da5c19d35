"""What stays in a record once it is saved: entries of threads, and a text that was answered.

Entries of a thread are added, never changed and never taken away; what may be filled in later
(`FieldSpec.filled_later`) may be, once. A text with answers (`FieldSpec.fixed_by`) stays the text
that was answered; of another office it stays as that office signed it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rilo_desktop.records import Record, fields_of
from rilo_desktop.records.field_specs import Class, per_class

from .completeness import is_empty
from .findings import N_, Finding, Nature, Severity
from .ownership import other_office
from .record_parts import RecordPart

CHANGED = N_("{field}: entry {number} was changed: add a new entry instead.")
REMOVED = N_("{field}: entry {number} was removed: entries of the thread stay.")
FIXED = N_(
    "{field}: the text was answered and stays as it is. Take back the answers first, or record the "
    "new text as one of its own."
)

SIGNED = N_(
    "{field}: the text is of {office} and stays as it came. Write your comment beside it, or "
    "record a text of your own."
)


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


@per_class
def _fixed(cls: Class) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(field of lines, field of a line that fixes others, the others)."""
    found = []
    for name, about in fields_of(cls).items():
        inner = fields_of(about.lines) if about.lines is not None else {}
        for by in {one.fixed_by for one in inner.values()} - {""}:
            found.append((name, by, tuple(n for n, one in inner.items() if one.fixed_by == by)))
    return tuple(found)


def is_fixed(lines: Iterable[object], by: str) -> bool:
    """Does a line say something in the field that fixes the others?"""
    return bool(by) and any(not is_empty(getattr(line, by)) for line in lines)


def fixed_texts(before: Record, after: Record, own: str = "") -> tuple[Finding, ...]:
    """What the later state does to texts that were answered in the earlier one, or that another
    office than `own` wrote; without `own` nobody is another.
    """
    part, found = RecordPart(after, after), []
    sender = other_office(before, own) if own else ""
    for name, by, fixed in _fixed(type(after)):
        old, new = _entries(before, name), _entries(after, name)
        texts = [[tuple(getattr(line, n) for n in fixed) for line in lines] for lines in (old, new)]
        if texts[0] == texts[1]:
            continue
        if sender:
            said = {"message": SIGNED, "office": sender}
            found.append(_fixes(part, name, "updates.signed", **said))
        elif is_fixed(old, by):
            found.append(_fixes(part, name, "updates.fixed", message=FIXED))
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


def _fixes(part: RecordPart, name: str, rule: str, message: str, **values: str) -> Finding:
    return part.find(name, rule, Severity.BLOCKS, Nature.STRUCTURE, message, **values)


def _blocks(part: RecordPart, name: str, rule: str, message: str, number: int) -> Finding:
    return part.find(name, rule, Severity.BLOCKS, Nature.STRUCTURE, message, number=number)
