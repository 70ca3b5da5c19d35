"""A record without what stands in it for the office only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from .field_specs import FieldType, fields_of
from .record import Record


def without_office_only(record: Record) -> tuple[Record, int]:
    """The record without fields that never leave, and how many of them held something."""
    cleaned, count = _cleaned(record)
    return cast(Record, cleaned), count


def _cleaned(thing: Any) -> tuple[Any, int]:
    changed: dict[str, Any] = {}
    count = 0
    for name, about in fields_of(type(thing)).items():
        value = getattr(thing, name)
        if about.office_only and value:
            changed[name] = () if isinstance(value, tuple) else None
            count += 1
        elif about.type is FieldType.LINES and isinstance(value, tuple) and value:
            parts = [_cleaned(line) for line in value]
            taken = sum(n for _, n in parts)
            if taken:
                changed[name] = tuple(line for line, _ in parts)
                count += taken
    return (replace(thing, **changed) if changed else thing), count
