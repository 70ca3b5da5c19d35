"""Which records a record names, by the descriptions of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .field_specs import Class, fields_of, per_class


def named(things: Iterable[Any], record_type: str) -> set[str]:
    """Own numbers (CODE) and ids (LINK) of the records of this type that records or lines name."""
    found: set[str] = set()
    for thing in things:
        own, in_lines = _naming(type(thing)).get(record_type, ((), ()))
        for name in own:
            value = getattr(thing, name)
            values = value if isinstance(value, tuple) else (value,)
            found |= {one for one in values if isinstance(one, str)}
        for name in in_lines:
            value = getattr(thing, name)
            if isinstance(value, tuple):
                found |= named(value, record_type)
    return found


@per_class
def _naming(cls: Class) -> Mapping[str, tuple[list[str], list[str]]]:
    """Record type -> the fields that name one of it, and the lines with such fields."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for name, about in fields_of(cls).items():
        if about.lines is not None:
            for record_type in _naming(about.lines):
                found.setdefault(record_type, ([], []))[1].append(name)
        elif about.names:
            found.setdefault(about.names, ([], []))[0].append(name)
    return found
