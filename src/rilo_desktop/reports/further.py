"""Fields that no block prints, by their description: a new field appears here by itself."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from rilo_desktop.records import NOT_KNOWN, FieldType, Record, fields_of, own_fields
from rilo_desktop.records.describe import About

from .flow import Flow

HEADER_FIELDS = ("local_ref", "caveats")
"""Fields of every record's head that are printed where they are filled in."""


def further_facts(flow: Flow, record: Record, in_blocks: Set[str]) -> None:
    """Filled fields only; what may not leave the office is never printed."""
    entries = further_entries(flow, record, in_blocks)
    if entries:
        lines = (flow.say.labelled(label, text) for label, text in entries)
        flow.source(flow.say.text("Further facts"), "\n".join(lines))


def further_entries(flow: Flow, record: Record, in_blocks: Set[str]) -> list[tuple[str, str]]:
    described = fields_of(type(record))
    names = [*HEADER_FIELDS, *own_fields(type(record))]
    entries = []
    for name in names:
        about = described[name]
        value = getattr(record, name)
        if name in in_blocks or about.office_only or not filled(value):
            continue
        if name == "local_ref" and value == record.reference:
            continue
        label = flow.say.text(about.label)
        text = field_text(flow, about, value)
        if text.strip():
            entries.append((label, text))
    return entries


def filled(value: Any) -> bool:
    return value is not None and value is not NOT_KNOWN and value != () and value != ""


def field_text(flow: Flow, about: About, value: Any) -> str:
    if about.type is not FieldType.LINES:
        return flow.wording.field(about, value).text
    return "\n".join(_line_text(flow, line) for line in value)


def _line_text(flow: Flow, line: Any) -> str:
    parts = []
    for name, about in fields_of(type(line)).items():
        value = getattr(line, name)
        if filled(value) and not about.office_only:
            label = flow.say.text(about.label)
            parts.append(flow.say.labelled(label, field_text(flow, about, value)))
    return "; ".join(parts)
