"""What a document is about where nobody chose it yet: the newest that the office has."""

from __future__ import annotations

from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.presentation.document_spec import DocumentSpec, Scope
from rilo_desktop.store import ReadSession

from ..office.session import Session
from .document_records import DocumentScope, part_of
from .submission_request import SubmissionRequest, document_type


def usual_order(session: Session, name: str, language: str = "en") -> SubmissionRequest:
    """An order of this type: its year is the newest of which the first source has records, its
    member and record the first ones. What the office has nothing for stays empty."""
    spec = document_type(name)
    with session.reading() as reading:
        return SubmissionRequest(
            name,
            language,
            records=_record(reading, spec) if Scope.RECORD in spec.scope else (),
            year=_year(reading, spec) if Scope.YEAR in spec.scope else 0,
            member=_member(reading, spec) if Scope.MEMBER in spec.scope else "",
        )


def _record(reading: ReadSession, spec: DocumentSpec) -> tuple[str, ...]:
    source, anything = spec.sources[0], DocumentScope()
    for stored in reading.records.all_of(spec.record_type):
        if part_of(stored.record, spec, source, anything) is not None:
            return (stored.record.id,)
    return ()


def _year(reading: ReadSession, spec: DocumentSpec) -> int:
    source = spec.sources[0]
    days = (
        known_text(getattr(stored.record, source.days[0]))[:4]
        for stored in reading.records.all_of(source.record_type)
    )
    return max((int(day) for day in days if day.isdigit()), default=0)


def _member(reading: ReadSession, spec: DocumentSpec) -> str:
    for source in spec.sources:
        for stored in reading.records.all_of(source.record_type) if source.member else ():
            value = getattr(stored.record, source.member)
            found = value if isinstance(value, tuple) else (value,)
            if found and isinstance(found[0], str):
                return found[0]
    return ""
