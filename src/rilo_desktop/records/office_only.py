"""A record without what stands in it for the office only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from .field_specs import Class, fields_of, per_class
from .record import Record


def without_office_only(record: Record) -> tuple[Record, int]:
    """The record without fields that never leave, and how many of them held something."""
    cleaned, count = _cleaned(record.leaving())
    return cast(Record, cleaned), count


def _cleaned(thing: Any) -> tuple[Any, int]:
    changed: dict[str, Any] = {}
    count = 0
    own, in_lines = _where(type(thing))
    for name in own:
        if value := getattr(thing, name):
            changed[name] = () if isinstance(value, tuple) else None
            count += 1
    for name in in_lines:
        value = getattr(thing, name)
        if isinstance(value, tuple) and value:
            parts = [_cleaned(line) for line in value]
            taken = sum(n for _, n in parts)
            if taken:
                changed[name] = tuple(line for line, _ in parts)
                count += taken
    return (replace(thing, **changed) if changed else thing), count


@per_class
def _where(cls: Class) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields that never leave, and lines in which there are such."""
    described = fields_of(cls)
    own = tuple(name for name, about in described.items() if about.office_only)
    in_lines = tuple(
        name
        for name, about in described.items()
        if name not in own and about.lines is not None and any(_where(about.lines))
    )
    return own, in_lines
