"""The text a record is found by."""

from __future__ import annotations

from typing import Any

from .describe import FieldType, fields_of
from .record import Record

_TEXTUAL = {FieldType.TEXT, FieldType.LONG_TEXT}


def search_title(record: Record) -> str:
    """What weighs most: the title and the names of the record."""
    parts = (record.title_text, record.reference, record.local_ref or "")
    return " ".join(part for part in parts if part)


def search_text(record: Record) -> str:
    """All other searched texts, and codes of other records (SPL-01), one a line."""
    return "\n".join(_texts(record, skip=record.kind.title))


def _texts(thing: Any, skip: str = "") -> list[str]:
    found: list[str] = []
    for name, about in fields_of(type(thing)).items():
        value = getattr(thing, name)
        if not about.searched or name == skip or not value:
            continue
        if about.type in _TEXTUAL or about.names:
            if isinstance(value, str):
                found.append(value)
        elif about.type is FieldType.TEXTS and isinstance(value, tuple):
            found += value
        elif about.type is FieldType.LINES and isinstance(value, tuple):
            for line in value:
                found += _texts(line)
    return found
