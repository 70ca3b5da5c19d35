"""The fields that a column of an office's own table may be for, from the descriptions of records.

A field of a record is named by its name, one of its lines by both: "date", "goods.quantity". Of
lines whose description says so (`FieldSpec.stops`), each code of that field is a column of its own,
"route.departure", and the lines as a whole may stand in one cell: "route".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rilo_desktop.records.field_specs import FieldSpec, FieldType, class_of, fields_of
from rilo_desktop.rules.findings import Coded, Message
from rilo_desktop.vocabularies import vocabulary

LINE_NUMBER = "line"
"""The column that numbers the rows: it is known, and no field of a record."""


@dataclass(frozen=True)
class Target:
    """`spec` is of the field itself; of a stop, of the lines that it is one of."""

    path: str
    field: str
    """Field of the record: "goods"."""
    spec: FieldSpec
    inner: str = ""
    """Field of its line: "quantity"."""
    role: str = ""
    """Code of a stop: "departure"."""

    @property
    def in_lines(self) -> bool:
        return bool(self.inner)

    @property
    def is_stop(self) -> bool:
        return self.spec.type is FieldType.LINES

    @property
    def label(self) -> tuple[Message | Coded, ...]:
        """What the field is called; of a stop, its field and its role."""
        if not self.role or self.spec.lines is None:
            return (Message(self.spec.label),)
        roles = fields_of(self.spec.lines)[self.spec.stops].vocabulary
        return Message(self.spec.label), Coded(roles, self.role)


@cache
def targets_of(kind: str) -> Mapping[str, Target]:
    """{path: target} of a record type, in the order of its description."""
    return MappingProxyType({target.path: target for target in _targets(kind)})


def _targets(kind: str) -> Iterator[Target]:
    for name, spec in fields_of(class_of(kind)).items():
        if spec.type is not FieldType.LINES:
            if not spec.for_program and spec.type is not FieldType.LINK:
                yield Target(name, name, spec)
        elif spec.lines is not None and spec.sheet:  # others come by no table
            yield from _of_lines(name, spec)


def _of_lines(name: str, spec: FieldSpec) -> Iterator[Target]:
    assert spec.lines is not None
    inside = fields_of(spec.lines)
    if not spec.stops:
        for inner, of_line in inside.items():
            if of_line.type is not FieldType.LINK and not of_line.for_program:
                yield Target(f"{name}.{inner}", name, of_line, inner)
        return
    yield Target(name, name, spec)
    for item in vocabulary(inside[spec.stops].vocabulary):
        yield Target(f"{name}.{item.code}", name, spec, role=item.code)
