"""The text a record is found by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .field_specs import Class, FieldType, class_of, fields_of, kind_named, per_class
from .record import Record
from .snapshot_upgrades import upgraded
from .translated import DEFAULT

_TEXTUAL = {
    FieldType.TEXT,
    FieldType.LONG_TEXT,
    FieldType.TEXTS,
    FieldType.LINES,
    FieldType.TRANSLATED,
}


def search_title(record: Record) -> str:
    """What weighs most: the title and the names of the record."""
    parts = (record.title_text, record.reference, record.local_ref or "")
    return " ".join(part for part in parts if part)


def search_text(record: Record) -> str:
    """All other searched texts, and codes of other records (SPL-01), one a line."""
    return "\n".join(_texts(type(record), vars(record), skip=record.kind.title))


def text_of_snapshot(snapshot: Mapping[str, Any]) -> str:
    """`search_text` of the record of a snapshot, without making the record.

    Raises Newer for a shape of a later program, and KeyError for an unknown kind.
    """
    kind = kind_named(snapshot["kind"])
    data = upgraded(kind, dict(snapshot))
    return "\n".join(_texts(class_of(kind.code), data, skip=kind.title))


def _texts(cls: type, held: Mapping[str, Any], skip: str = "") -> list[str]:
    """Of fields as a record or a snapshot holds them."""
    found: list[str] = []
    for name, kind, of_line in _searched(cls):
        value = held.get(name)
        if kind is FieldType.TRANSLATED and isinstance(value, (tuple, dict)):
            texts = dict(value)
            if name == skip:
                texts.pop(DEFAULT, None)
            found += texts.values()
            continue
        if not value or name == skip:
            continue
        if isinstance(value, str):
            found.append(value)
        elif not isinstance(value, (tuple, list)):
            continue
        elif kind in (FieldType.TEXTS, FieldType.CODES):
            found += value
        elif of_line is not None:
            for line in value:
                found += _texts(of_line, line if isinstance(line, dict) else vars(line))
    return found


@per_class
def _searched(cls: Class) -> tuple[tuple[str, FieldType, type | None], ...]:
    """Name, type and class of the lines of the fields whose text is searched."""
    return tuple(
        (name, about.type, about.lines)
        for name, about in fields_of(cls).items()
        if about.searched and (about.type in _TEXTUAL or about.names or about.open_list)
    )
