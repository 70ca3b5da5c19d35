"""What a document is about where nobody chose it yet: the newest that the office has."""

from __future__ import annotations

from rilo_desktop.analysis.known_values import known_date
from rilo_desktop.presentation.document_spec import DocumentSpec, Scope, SourceSpec
from rilo_desktop.records import Record
from rilo_desktop.store import ReadSession

from ..office.session import Session
from .document_records import DocumentScope, part_of
from .submission_request import SubmissionRequest, document_type


def usual_order(session: Session, name: str, language: str = "en") -> SubmissionRequest:
    """An order of this type: its member, year and record are those of the newest record that says
    them. What the office has nothing for stays empty; a year is always given."""
    spec, sender = document_type(name), session.office_code
    with session.reading() as reading:
        member = _member(reading, spec) if Scope.MEMBER in spec.scope else ""
        return SubmissionRequest(
            name,
            language,
            records=_record(reading, spec, sender) if Scope.RECORD in spec.scope else (),
            year=_year(reading, spec, member, session.today) if Scope.YEAR in spec.scope else 0,
            member=member,
        )


def _record(reading: ReadSession, spec: DocumentSpec, sender: str) -> tuple[str, ...]:
    source, anything = spec.sources[0], DocumentScope(sender=sender)
    for stored in reading.records.all_of(spec.record_type):
        if part_of(stored.record, spec, source, anything) is not None:
            return (stored.record.id,)
    return ()


def _year(reading: ReadSession, spec: DocumentSpec, member: str, today: str) -> int:
    """The newest of the first source that has records with a day; else that of today."""
    for source in spec.sources:
        if not source.days:
            continue
        days = [
            known_date(getattr(stored.record, source.days[0]))[:4]
            for stored in reading.records.all_of(source.record_type)
            if not member or member in _members(stored.record, source)
        ]
        years = [int(day) for day in days if day.isdigit()]
        if years:
            return max(years)
    return int(today[:4])


def _member(reading: ReadSession, spec: DocumentSpec) -> str:
    found = (
        member
        for source in spec.sources
        if source.member
        for stored in reading.records.all_of(source.record_type)
        for member in _members(stored.record, source)
    )
    return next(found, "")


def _members(record: Record, source: SourceSpec) -> tuple[str, ...]:
    if not source.member:
        return ()
    value = getattr(record, source.member)
    found = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in found if isinstance(one, str))
