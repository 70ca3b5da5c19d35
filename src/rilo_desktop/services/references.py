"""What people call the records that fields of other records name."""

from __future__ import annotations

from collections.abc import Mapping

from rilo_desktop.records import FieldType, Record, class_of, fields_of, kinds
from rilo_desktop.records.references import named
from rilo_desktop.store import Reading

from .refusals import name_of
from .session import Session

Names = Mapping[tuple[str, str], str]
"""(record type, id or own number) -> what people call the record."""


def names_in(session: Session, record: Record, language: str = "en") -> Names:
    """Of every record that this one names, in its fields and its lines."""
    with session.reading() as reading:
        return {
            (kind, value): called(reading, kind, value, language)
            for kind in kinds()
            for value in named([record], kind)
        }


def called(reading: Reading, kind: str, value: str, language: str = "en") -> str:
    """Own number and title of a record; the value itself where it is not in this store."""
    stored = reading.stored(value)
    if stored is None:
        own = reading.by_own_number(kind, value)
        stored = reading.stored(own) if own is not None else None
    if stored is None or stored.record.kind.code != kind:
        return value
    record = stored.record
    name = record.kind.title_in(language)
    said = getattr(record, name) if fields_of(type(record))[name].type is FieldType.TEXT else None
    title = said if isinstance(said, str) else record.title_text
    return "  ".join(dict.fromkeys(p for p in (record.local_ref, title) if p)) or name_of(record)


def with_names(
    reading: Reading, kind: str, cells: Mapping[int, Mapping[str, str]]
) -> Mapping[int, Mapping[str, str]]:
    """Cells of a list, {key: {field: text}}, with names where a link has an id."""
    links = {n: a.names for n, a in fields_of(class_of(kind)).items() if a.type is FieldType.LINK}
    wanted = {(links[n], v) for cell in cells.values() for n, v in cell.items() if n in links and v}
    if not wanted:
        return cells
    names = {one: called(reading, *one) for one in wanted}
    return {
        key: {n: names.get((links.get(n, ""), v), v) for n, v in cell.items()}
        for key, cell in cells.items()
    }
