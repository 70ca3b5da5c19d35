"""Signs that are no text: NUL and lone surrogates. No store and no document can hold them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from .canonical_json import canonical_json
from .field_specs import FieldType, fields_of
from .record import Record

R = TypeVar("R", bound=Record)


def as_text(record: R) -> tuple[R, bytes]:
    """The record without signs that are no text, and its canonical snapshot."""
    content = _encoded(canonical_json(record))
    if content is not None:
        return record, content
    clean = replace(record, **_tidy_fields(record))
    return clean, canonical_json(clean).encode()


def sanitized(record: R) -> R:
    return as_text(record)[0]


def _encoded(content: str) -> bytes | None:
    """None for what is no text."""
    if "\\u0000" in content:
        return None
    try:
        return content.encode()
    except UnicodeEncodeError:
        return None


def _tidy_fields(thing: Any) -> dict[str, Any]:
    described = fields_of(type(thing))
    changed: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        about = described.get(field.name)
        tidy = _tidy_value(value, about.type if about is not None else FieldType.TEXT)
        if tidy is not value and tidy != value:
            changed[field.name] = tidy
    return changed


def _tidy_value(value: Any, kind: FieldType) -> Any:
    if isinstance(value, str):
        return sanitize_text(value)
    if isinstance(value, tuple):
        if kind is FieldType.TRANSLATED:
            return tuple((sanitize_text(language), sanitize_text(text)) for language, text in value)
        if kind is FieldType.LINES:
            return tuple(replace(line, **_tidy_fields(line)) for line in value)
        return tuple(sanitize_text(text) for text in value)
    return value


def sanitize_text(text: str) -> str:
    """The text without NUL and lone surrogates; names of files may hold such."""
    if text.isascii():
        return text.replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
