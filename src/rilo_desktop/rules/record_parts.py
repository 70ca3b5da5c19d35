"""A record as the parts that rules look at: the record itself, then each of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import FieldSpec, FieldType, fields_of
from rilo_desktop.records.record import Record

from .findings import FieldPath, Finding, Message, Nature, Severity


@dataclass(frozen=True, slots=True)
class RecordPart:
    """`prefix` is "" for the record and "goods.2." for a line; `section` is the line's."""

    record: Record
    thing: Any
    prefix: str = ""
    section: str = ""

    @property
    def cls(self) -> type:
        return type(self.thing)

    def find(
        self,
        field: str,
        rule: str,
        severity: Severity,
        nature: Nature,
        message: str,
        **values: Any,
    ) -> Finding:
        """A finding about a field of this part; {field} in the message is the field's label."""
        about = about_of(self.thing, field)
        said = Finding(rule, severity, nature, message, {"field": Message(about.label), **values})
        return self.placed(field, said)

    def placed(self, field: str, finding: Finding) -> Finding:
        """The finding with its place in this record."""
        about, record = about_of(self.thing, field), self.record
        return finding.at(
            kind=record.kind.code,
            record=record.id,
            reference=name_of(record),
            field=f"{self.prefix}{field}",
            label=about.label,
            section=about.section or self.section,
        )


def name_of(record: Record) -> str:
    """What people call it: its reference, own number or title."""
    own = record.local_ref if isinstance(record.local_ref, str) else ""
    return record.reference or own or record.title_text


def about_of(thing: Any, field: str) -> FieldSpec:
    return fields_of(type(thing))[field]


def parts_of(record: Record) -> tuple[RecordPart, ...]:
    """The record, then its lines field by field, in order."""
    found = [RecordPart(record, record)]
    for name, about in line_fields_of(found[0].cls):
        lines = getattr(record, name)
        if type(lines) is not tuple or about.lines is None:
            continue  # empty, not known, or of a wrong type: what then is to be said is no line's
        for number, line in enumerate(lines, 1):
            if isinstance(line, about.lines):
                found.append(RecordPart(record, line, f"{name}.{number}.", about.section))
    return tuple(found)


@cache
def line_fields_of(cls: type) -> tuple[tuple[str, FieldSpec], ...]:
    return tuple(item for item in fields_of(cls).items() if item[1].type is FieldType.LINES)


def of_value(
    about: FieldSpec, rule: str, severity: Severity, message: str, **values: Any
) -> Finding:
    """A finding of structure about one value; who found it says where."""
    return Finding(
        rule,
        severity,
        Nature.STRUCTURE,
        message,
        {"field": Message(about.label), **values},
        FieldPath(label=about.label),
    )
