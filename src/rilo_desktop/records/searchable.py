"""The text a record is found by."""

from __future__ import annotations

from typing import Any

from .describe import Class, FieldType, fields_of, per_class
from .record import Record

_TEXTUAL = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.LINES}


def search_title(record: Record) -> str:
    """What weighs most: the title and the names of the record."""
    parts = (record.title_text, record.reference, record.local_ref or "")
    return " ".join(part for part in parts if part)


def search_text(record: Record) -> str:
    """All other searched texts, and codes of other records (SPL-01), one a line."""
    return "\n".join(_texts(record, skip=record.kind.title))


def _texts(thing: Any, skip: str = "") -> list[str]:
    found: list[str] = []
    held = vars(thing)
    for name, kind in _searched(type(thing)):
        value = held[name]
        if not value or name == skip:
            continue
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple) and kind is FieldType.TEXTS:
            found += value
        elif isinstance(value, tuple) and kind is FieldType.LINES:
            for line in value:
                found += _texts(line)
    return found


@per_class
def _searched(cls: Class) -> tuple[tuple[str, FieldType], ...]:
    """Names and types of the fields whose text is searched."""
    return tuple(
        (name, about.type)
        for name, about in fields_of(cls).items()
        if about.searched and (about.type in _TEXTUAL or about.names)
    )
