"""The document of one record, sent from its editor: a submission of this record alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rilo_desktop import reports
from rilo_desktop.presentation.documents import own_document
from rilo_desktop.records import Record, RequiredFor, Submission, Workflow
from rilo_desktop.rules.findings import N_, Finding, blocking

from ..office.finding_helpers import name_of, place_of, refusal
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..records import record as records
from ..records.lists import Query, all_stored
from .preview import language_of_page, page_content
from .submission_request import SubmissionRequest
from .submit import SubmissionResult, submit


def send(
    session: Session, record_id: str, language: str, progress: Progress = SILENT
) -> SubmissionResult:
    """Ask for the approval of a record's own document; an office of one releases it at once.

    `language`: of its labels where the record says none that documents are made in. One that was
    released before is superseded. Raises Refused with all that keeps it from release.
    """
    stored = records.get(session, record_id).record
    spec = own_document(stored)
    if spec is None:
        raise refusal(
            "send.none",
            N_("{name} has no document of its own; choose it for a submission instead."),
            place_of(stored),
            name=name_of(stored),
        )
    before = list(_sent(session, stored, spec.code))
    for made in before:
        if made.workflow == Workflow.IN_REVIEW:
            raise refusal(
                "send.waits",
                N_("{name} waits for approval already: {submission}."),
                place_of(stored),
                name=name_of(stored),
                submission=made.reference,
            )
    released = [made for made in before if made.workflow == Workflow.RELEASED]
    to = getattr(stored, spec.addressed) if spec.addressed else ()
    request = SubmissionRequest(
        spec.name,
        language=language_of_page(stored, language),
        records=(stored.id,),
        title=stored.title_text,
        addressee=", ".join(to),
        supersedes=max(released, key=lambda made: made.reference).reference if released else "",
    )
    return submit(session, request, progress)


def findings(
    session: Session, record: Record, profile: RequiredFor = RequiredFor.FULL
) -> tuple[Finding, ...]:
    """What the rules say of a record, and what of it is too long for a document of one page."""
    said = records.findings(session, record, profile)
    spec = own_document(record)
    if spec is None or not reports.is_one_page(spec.code):
        return said
    content = page_content(session, record, language_of_page(record, "en"))
    return (*said, *reports.too_long(content))


def blocked(session: Session, ids: Sequence[str]) -> Mapping[str, int]:
    """{id: findings that keep it from being released}, as its editor counts them."""
    with session.reading() as reading:
        found = [stored for one in ids if (stored := reading.records.stored(one)) is not None]
    return {one.record.id: len(blocking(findings(session, one.record))) for one in found}


def _sent(session: Session, record: Record, code: str) -> Iterator[Submission]:
    """Submissions of this type that hold the record."""
    for stored in all_stored(session, Query(Submission.kind.code, filters={"type": (code,)})):
        made = stored.record
        if isinstance(made, Submission) and record.id in {line.record for line in made.records}:
            yield made
