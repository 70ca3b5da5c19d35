"""The document of a record type that has no drawing of its own: sheets made from its fields."""

from __future__ import annotations

from rilo_desktop.records import FieldType, Record, fields_of

from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Mark, Slab
from .case_sheet import own_number, state_of_record
from .content import Content
from .drawing import Drawing, Progress
from .remaining_fields import field_text, filled, printed_fields

LONG = frozenset({FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.LINES})
"""Set as paragraphs; the others stand in a strip of facts."""


def _records(flow: Flow, content: Content, progress: Progress) -> None:
    for number, record in enumerate(content.records, 1):
        _sheet_of(flow, content, record, number)
        flow.hand_on()
        progress(number)


def _sheet(flow: Flow, content: Content) -> None:
    (record,) = content.records
    _sheet_of(flow, content, record, 1)


def _sheet_of(flow: Flow, content: Content, record: Record, number: int) -> None:
    say, kind = flow.say, record.kind
    reference = record.reference or record.local_ref or ""
    title = record.title_text or say.text("Without a title")
    parts = (
        say.text(kind.label),
        reference,
        own_number(record.local_ref or "", reference),
        state_of_record(flow, content, record.id),
    )
    mark = Mark(f"record-{number}", title, 1, reference, reference)
    slab = flow.kicker(" · ".join(part for part in parts if part), mark, 0.0 if number == 1 else 30)
    if number == 1:
        slab.new_page, slab.also = True, Mark("part-A", say.text(kind.plural), 0, "A", "")
    flow.title(title)
    described = fields_of(type(record))
    names = [
        name
        for name in printed_fields(record)
        if name not in (kind.title, "local_ref") and filled(getattr(record, name))
    ]
    values = {
        name: field_text(flow, described[name], getattr(record, name), content) for name in names
    }
    facts = [
        Fact(say.text(described[name].label), Value(text))
        for name, text in values.items()
        if described[name].type not in LONG
    ]
    if facts:
        flow.facts([facts[n : n + 4] for n in range(0, len(facts), 4)])
    for name, text in values.items():
        if described[name].type in LONG:
            flow.paragraph(say.text(described[name].label), text)


def _cover(_flow: Flow, _content: Content) -> list[Slab]:
    return []


DRAWING = Drawing(parts={"records": _records}, cover=_cover, sheet=_sheet)
