"""Records that stand on the pages of a document beside its own, as far as they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

from rilo_desktop.exchange.package import Package
from rilo_desktop.presentation.document_spec import DocumentSpec, ReferenceSpec, SourceSpec
from rilo_desktop.presentation.documents import DOCUMENTS
from rilo_desktop.records import FieldType, Record, class_of, fields_of
from rilo_desktop.records.field_specs import Class
from rilo_desktop.records.references import named
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import Unreadable, from_snapshot
from rilo_desktop.store import ReadSession

from .compared_figures import compared_names
from .document_records import Part, fields_that_go

Referenced = Mapping[str, Mapping[str, Record]]
"""Record type -> id -> the record with its printed fields."""


def referenced(
    reading: ReadSession, spec: DocumentSpec, records: Sequence[Record], sender: str
) -> Referenced:
    """`sender`: code of the office."""
    found = {}
    for reference in spec.references:
        names = _names(reference, records, sender)
        if reference.via:
            held = _naming(reading, reference, names)
        elif reference.matches[0]:
            held = _matching(reading, reference, names)
        else:
            held = _named(reading, reference.record_type, names)
        found[reference.record_type] = {
            record.id: _excerpt(record, reference, names) for record in held
        }
    return found


def made_of_print(package: Package, records: Sequence[Record]) -> Mapping[str, Record]:
    """{id: record} of the other records that these name by their id, as far as they were printed.

    None of a type or shape that this program does not know.
    """
    spec, found = DOCUMENTS.get(package.submission.type), {}
    for reference in spec.references if spec is not None else ():
        if reference.received:
            printed = package.printed.all_referenced().get(reference.record_type, {})
            for name in sorted(named(records, reference.record_type) & {*printed}):
                with suppress(Unreadable, NewerSnapshot):
                    made = _excerpt(from_snapshot(printed[name]), reference)
                    found[name] = replace(made, language="en")
    return found


def unprinted(package: Package) -> list[str]:
    """Names of what a package carries beside its records and no page of its type prints.

    What does not read as a record is left to the comparison of the pages.
    """
    spec = DOCUMENTS.get(package.submission.type)
    if spec is None:
        return []
    by_type = {reference.record_type: reference for reference in spec.references}
    records = [from_snapshot(packed.snapshot) for packed in package.records]
    for parts in package.printed.excerpts.values():
        records += map(from_snapshot, parts.values())
    known = {*spec.totals, *compared_names(spec, records)}
    found = [f"totals.{name}" for name in package.printed.totals if name not in known]
    for record_type, snapshots in package.printed.all_referenced().items():
        reference = by_type.get(record_type)
        for name, snapshot in snapshots.items():
            if reference is None or not _is_printed(
                from_snapshot(snapshot), reference, records, package.submission.office
            ):
                found.append(f"{record_type} {name}")
    for record_type, snapshots in package.printed.excerpts.items():
        source = spec.source(record_type)
        for name, snapshot in snapshots.items():
            if source is None or not _is_excerpt(from_snapshot(snapshot), source):
                found.append(f"{record_type} {name}")
    return found


def _is_excerpt(record: Record, source: SourceSpec) -> bool:
    """Is there no more of it than the document prints, or counts it by?"""
    cuts = (fields_that_go(source, part) for part in (Part.PRINTED, Part.COUNTED))
    return any(record == excerpt(record, fields) for fields in cuts)


def _is_printed(
    record: Record, reference: ReferenceSpec, records: Sequence[Record], sender: str
) -> bool:
    """Is it named, and is there no more of it than is printed?"""
    names = _names(reference, records, sender)
    cut = _excerpt(record, reference, names)
    if reference.via:
        field = reference.via.partition(".")[0]
        return record == cut and bool(getattr(cut, field))
    if field := reference.matches[1]:
        return record == cut and not names.isdisjoint(_codes(getattr(cut, field)))
    return record == cut and not names.isdisjoint({record.id, record.local_ref or ""})


def _names(reference: ReferenceSpec, records: Sequence[Record], sender: str) -> set[str]:
    """By which numbers and ids the records, or the document, ask for records of this type."""
    if field := reference.matches[0]:
        return {code for record in records for code in _codes(getattr(record, field, None))}
    if reference.via:
        if _is_link(reference):
            return {record.id for record in records}
        return {record.local_ref for record in records if isinstance(record.local_ref, str)}
    names = named(records, reference.record_type)
    return names | {sender} if reference.with_sender else names


def _is_link(reference: ReferenceSpec) -> bool:
    """Does the field that it goes by hold ids, and no own numbers?"""
    lines, _, field = reference.via.partition(".")
    cls = fields_of(class_of(reference.record_type))[lines].lines
    return cls is not None and fields_of(cls)[field].type is FieldType.LINK


def excerpt(
    record: Record, names: Sequence[str], keeps: Callable[[Any], bool] = lambda _line: True
) -> Record:
    """These fields of it and its id; "goods.unit" is a field of its lines.

    `keeps`: which of the lines.
    """
    cls = class_of(record.kind.code)
    values = {"id": record.id}
    for field, inside in _by_field(tuple(names)).items():
        value = getattr(record, field)
        values[field] = (
            _lines(value, fields_of(cls)[field].lines, inside, keeps) if inside else value
        )
    made: Record = cls(**values)
    return made


@cache
def _by_field(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Field -> the fields of its lines, () for the whole field."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        field, _, inside = name.partition(".")
        found[field] = (*found.get(field, ()), inside) if inside else ()
    return found


def _lines(
    lines: Any, cls: Class | None, wanted: Sequence[str], keeps: Callable[[Any], bool]
) -> Any:
    if not isinstance(lines, tuple) or cls is None:
        return lines
    return tuple(
        cls(**{name: getattr(line, name) for name in wanted}) for line in lines if keeps(line)
    )


def _excerpt(record: Record, reference: ReferenceSpec, names: set[str] | None = None) -> Record:
    """No more of it than is printed; of the lines it refers by, only those with one of `names`."""
    by = reference.via.partition(".")[2]
    if names is None or not by:
        return excerpt(record, reference.fields)
    return excerpt(record, reference.fields, lambda line: getattr(line, by) in names)


def _named(reading: ReadSession, record_type: str, names: set[str]) -> Iterable[Record]:
    rows = reading.records.rows_named(record_type, names)
    return (stored.record for stored in reading.records.stored_many(rows))


def _matching(reading: ReadSession, reference: ReferenceSpec, codes: set[str]) -> Iterable[Record]:
    if codes:
        for stored in reading.records.all_of(reference.record_type):
            if not codes.isdisjoint(_codes(getattr(stored.record, reference.matches[1]))):
                yield stored.record


def _codes(value: Any) -> set[str]:
    values = value if isinstance(value, tuple) else (value,)
    return {one for one in values if isinstance(one, str)}


def _naming(reading: ReadSession, reference: ReferenceSpec, names: set[str]) -> Iterable[Record]:
    """Those that are not archived and have a line with one of these numbers."""
    lines, _, field = reference.via.partition(".")
    rows = {
        row
        for name in names
        for row in reading.records.with_line(reference.record_type, lines, field, name)
    }
    return (stored.record for stored in reading.records.stored_many(sorted(rows)))
