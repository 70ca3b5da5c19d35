"""Differences between two states of a record, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.records import FieldSpec, FieldType, RecordType, class_of, fields_of
from rilo_desktop.records.diff import Difference

from ..i18n import tr
from .validation_view import where
from .value_formatting import NameOf, is_empty, shown

APART = " · "


@dataclass(frozen=True)
class ShownChange:
    """`place`: "Goods, line 2 · Unit"; `before` and `after` as text, "" for empty."""

    path: str
    place: str
    before: str
    after: str


def shown_changes(
    kind: RecordType, found: Sequence[Difference], name_of: NameOf
) -> tuple[ShownChange, ...]:
    return tuple(
        ShownChange(
            change.path,
            where(kind, change.path) or tr(change.label),
            shown_value(about_of(kind, change.path), change.before, name_of),
            shown_value(about_of(kind, change.path), change.after, name_of),
        )
        for change in found
    )


def about_of(kind: RecordType, path: str) -> FieldSpec:
    """The description of the field at a path; of a whole line, that of its lines."""
    name, *inside = path.split(".")
    about = fields_of(class_of(kind.code))[name]
    if len(inside) == 2 and about.lines is not None:
        return fields_of(about.lines)[inside[1]]
    return about


def shown_value(about: FieldSpec, value: Any, name_of: NameOf) -> str:
    """Text of a value, of one line, or of all lines one below the other."""
    if about.type is not FieldType.LINES or is_empty(value):
        return shown(about, value, name_of)
    lines = value if isinstance(value, tuple) else (value,)
    return "\n".join(_line(line, name_of) for line in lines)


def _line(line: Any, name_of: NameOf) -> str:
    described = fields_of(type(line)).items()
    parts = (shown(about, getattr(line, name), name_of) for name, about in described)
    return APART.join(part for part in parts if part)
