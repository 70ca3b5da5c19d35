"""Which records a document is made of, and how much of each goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rilo_desktop.analysis.known_values import known_date, known_text
from rilo_desktop.presentation.document_spec import DocumentSpec, Scope, SourceSpec
from rilo_desktop.records import Record
from rilo_desktop.records.dates import first_day, last_day
from rilo_desktop.records.identifiers import office_of, year_of
from rilo_desktop.records.references import named
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.rules.handling import is_stricter
from rilo_desktop.store import ReadSession, Stored

from ..office.finding_helpers import refusal


class Part(StrEnum):
    """How much of a record goes."""

    WHOLE = "whole"
    """All but what is for the office only; whoever receives it keeps it as a record."""
    PRINTED = "printed"
    """The fields that are printed."""
    COUNTED = "counted"
    """The fields by which it is counted."""


@dataclass(frozen=True, slots=True)
class DocumentScope:
    """What a document is about; `subject`: the record, of a spec with the scope RECORD."""

    year: int = 0
    member: str = ""
    subject: Record | None = None
    sender: str = ""
    """Code of the office that sends it."""


ASKED = {
    Scope.YEAR: N_("Say the year that this document is about; at the command line: --year 2026."),
    Scope.MEMBER: N_(
        "Say the member that this document is about; at the command line: --member CODE."
    ),
    Scope.RECORD: N_(
        "Choose the one record that this document is about; at the command line: --record "
        "REFERENCE."
    ),
}


def refuse_without_scope(spec: DocumentSpec, scope: DocumentScope) -> None:
    """Raises Refused, naming all that is missing."""
    missing = [one for one in spec.scope if not _given(scope, one)]
    if missing:
        refused = [refusal(f"submit.{one}", ASKED[one]) for one in missing]
        raise Refused(*(finding for one in refused for finding in one.findings))


def _given(scope: DocumentScope, one: Scope) -> bool:
    return bool(
        {Scope.YEAR: scope.year, Scope.MEMBER: scope.member, Scope.RECORD: scope.subject}[one]
    )


def others(
    reading: ReadSession, spec: DocumentSpec, scope: DocumentScope
) -> Iterator[tuple[Stored, Part]]:
    """Records of all sources but the first, in the order of the sources."""
    for source in spec.sources[1:]:
        for stored in reading.records.all_of(source.record_type):
            part = part_of(stored.record, spec, source, scope)
            if part is not None:
                yield stored, part


def part_of(
    record: Record, spec: DocumentSpec, source: SourceSpec, scope: DocumentScope
) -> Part | None:
    """None: it does not belong to the document."""
    if not (
        all(known_text(getattr(record, name)) in codes for name, codes in source.only.items())
        and _is_of_member(record, source, scope)
        and (not source.of_sender or record.office_code == scope.sender)
        and (not source.is_own or office_of(record.reference) == scope.sender)
        and _is_linked(record, source, scope)
    ):
        return None
    years = _years(record, source) if scope.year and source.days else None
    if years is not None and scope.year not in years:
        is_earlier = years.start < scope.year and years.stop > scope.year - source.before
        return Part.COUNTED if is_earlier else None
    if spec.ceiling and is_stricter(record.tlp, spec.ceiling):
        return Part.COUNTED
    return Part.PRINTED if source.printed else Part.WHOLE


def fields_that_go(source: SourceSpec, part: Part) -> tuple[str, ...]:
    """(): the whole record."""
    if part is Part.WHOLE:
        return ()
    return source.printed if part is Part.PRINTED and source.printed else source.counted


def _is_of_member(record: Record, source: SourceSpec, scope: DocumentScope) -> bool:
    if not source.member or not scope.member:
        return True
    value = getattr(record, source.member)
    return scope.member in (value if isinstance(value, tuple) else (value,))


def _is_linked(record: Record, source: SourceSpec, scope: DocumentScope) -> bool:
    if source.same and scope.subject is not None:
        return bool(getattr(record, source.same) == getattr(scope.subject, source.same))
    if not source.linked or scope.subject is None:
        return True
    return _names(record, scope.subject) or _names(scope.subject, record)


def _names(one: Record, other: Record) -> bool:
    found = named([one], other.kind.code)
    return other.id in found or (other.local_ref or "") in found


def _years(record: Record, source: SourceSpec) -> range:
    """The years that its days touch; of none, that of its reference."""
    values = [known_date(getattr(record, name)) for name in source.days]
    first = first_day(values[0])
    last = next((day for value in reversed(values) if (day := last_day(value))), None)
    if first is None and last is None:
        recorded = year_of(record.reference)
        return range(recorded, recorded + 1)
    begins, ends = (first or last), (last or first)
    assert begins is not None
    assert ends is not None
    return range(begins.year, ends.year + 1)
