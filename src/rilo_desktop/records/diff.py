"""What changed between two states of a record, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .field_specs import FieldType, fields_of, readable
from .record import Record


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` is a field ("title"), or a field of a line ("goods.2.unit", counted from 1)."""

    path: str
    label: str
    before: Any
    after: Any


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """Described fields that differ, in the order of the description. Lines go by position."""
    return tuple(_between("", before, after))


def same_content(before: Record, after: Record) -> bool:
    """Do all described fields agree? The workflow and the reference do not count."""
    return not differences(before, after)


def _between(prefix: str, before: Any, after: Any) -> list[Difference]:
    found: list[Difference] = []
    for name, about in fields_of(type(after)).items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if about.type is FieldType.LINES and isinstance(old, tuple) and isinstance(new, tuple):
            found += _between_lines(f"{prefix}{name}", about.label, old, new)
        else:
            shown = readable(about, old), readable(about, new)
            found.append(Difference(f"{prefix}{name}", about.label, *shown))
    return found


def _between_lines(
    path: str, label: str, old: Sequence[Any], new: Sequence[Any]
) -> list[Difference]:
    found: list[Difference] = []
    for n in range(max(len(old), len(new))):
        if n >= len(old):
            found.append(Difference(f"{path}.{n + 1}", label, None, new[n]))
        elif n >= len(new):
            found.append(Difference(f"{path}.{n + 1}", label, old[n], None))
        else:
            found += _between(f"{path}.{n + 1}.", old[n], new[n])
    return found
