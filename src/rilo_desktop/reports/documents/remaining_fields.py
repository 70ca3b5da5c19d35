"""Fields that no block prints, by their description: a new field appears here by itself."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from rilo_desktop.records import NOT_KNOWN, FieldType, Record, class_of, fields_of, own_fields
from rilo_desktop.records.field_specs import FieldSpec

from ..engine.document_builder import Flow
from .content import Content

HEADER_FIELDS = ("local_ref", "caveats")
"""Fields of every record's head that are printed where they are filled in."""


def further_facts(flow: Flow, record: Record, in_blocks: Set[str]) -> None:
    """Filled fields only; what may not leave the office is never printed."""
    entries = further_entries(flow, record, in_blocks)
    if entries:
        lines = (flow.say.labelled(label, text) for _, label, text in entries)
        flow.source(flow.say.text("Further facts"), "\n".join(lines))


def longest_further(flow: Flow, record: Record, in_blocks: Set[str]) -> str:
    """Name of the field that takes most room among the further facts; "" where there are none."""
    entries = further_entries(flow, record, in_blocks)
    return max(entries, key=lambda one: len(one[2]), default=("",))[0]


def further_entries(flow: Flow, record: Record, in_blocks: Set[str]) -> list[tuple[str, str, str]]:
    """(name, label, text) of each field that is filled in."""
    described = fields_of(type(record))
    entries = []
    for name in printed_fields(record):
        about = described[name]
        value = getattr(record, name)
        if name in in_blocks or not filled(value):
            continue
        if name == "local_ref" and value == record.reference:
            continue
        label = flow.say.text(about.label)
        text = field_text(flow, about, value)
        if text.strip():
            entries.append((name, label, text))
    return entries


def printed_fields(record: Record) -> list[str]:
    """Names of all that may stand on paper; what may not leave the office is not among them."""
    described = fields_of(type(record))
    names = (*HEADER_FIELDS, *own_fields(type(record)))
    hidden = {n for n, about in described.items() if about.office_only or about.for_program}
    return [name for name in names if name not in hidden]


def filled(value: Any) -> bool:
    return value is not None and value is not NOT_KNOWN and value != () and value != ""


def field_text(flow: Flow, about: FieldSpec, value: Any, content: Content | None = None) -> str:
    """`content`: where records that the field names are found."""
    if about.type is FieldType.LINES:
        return "\n".join(_line_text(flow, line, content) for line in value)
    if about.names and content is not None:
        values = value if isinstance(value, tuple) else (value,)
        return flow.wording.joined(_called(flow, about, one, content) for one in values)
    return flow.wording.field(about, value).text


def _called(flow: Flow, about: FieldSpec, name: str, content: Content) -> str:
    """The own number and title of another record; an id is never printed."""
    record = content.named(class_of(about.names), name)
    title = record.title_text if record is not None else ""
    if about.type is FieldType.LINK:
        return title or flow.say.text("not known")
    return f"{name} {title}".rstrip()


def _line_text(flow: Flow, line: Any, content: Content | None) -> str:
    parts = []
    for name, about in fields_of(type(line)).items():
        value = getattr(line, name)
        if filled(value) and not about.office_only:
            label = flow.say.text(about.label)
            parts.append(flow.say.labelled(label, field_text(flow, about, value, content)))
    return flow.say.clauses(parts)
