"""Which records a record names, by the descriptions of its fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .field_specs import FieldType, fields_of


def named(things: Iterable[Any], record_type: str) -> set[str]:
    """Own numbers (CODE) and ids (LINK) of the records of this type that records or lines name."""
    found: set[str] = set()
    for thing in things:
        for name, about in fields_of(type(thing)).items():
            value = getattr(thing, name)
            if about.type is FieldType.LINES and isinstance(value, tuple):
                found |= named(value, record_type)
            elif about.names == record_type:
                values = value if isinstance(value, tuple) else (value,)
                found |= {one for one in values if isinstance(one, str)}
    return found
