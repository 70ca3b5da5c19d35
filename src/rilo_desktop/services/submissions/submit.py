"""Submissions: the records come by themselves, the rules are asked, a second officer approves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop import reports
from rilo_desktop.drawn_pages import Pages
from rilo_desktop.records import Record, Submission, Workflow
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.store import OfficerRow, Stored, UnitOfWork

from ..office import actions, ways_out
from ..office.guard_answers import note_answers
from ..office.outgoing import going_out
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from ..records.approvers import approvers, named_approvers
from ..records.changes import Changes, changes_of
from ..records.review import refuse_not_alone
from .attached_files import files_told
from .content import content_of, label_of, whole
from .frozen_record import Frozen
from .preflight import Preflight as Preflight
from .preflight import (
    cover_findings,
    files_said,
    page_findings,
    paper_findings,
    record_findings,
    refuse_blocked,
)
from .preflight import preflight as preflight
from .printed_pictures import freeze_pictures, photos_now
from .release import prove, release_in
from .submission_request import LeftOut as LeftOut
from .submission_request import SubmissionRequest as SubmissionRequest
from .submission_request import (
    compose,
    document_type,
    frozen_for,
    nothing_found,
    order_again,
    order_superseding,
    refuse_moved,
    unexplained,
)
from .submission_size import size_findings, sizes_of

__all__ = [
    "LeftOut",
    "Preflight",
    "SubmissionRequest",
    "SubmissionResult",
    "accept_proposals",
    "draft",
    "draft_content",
    "keep",
    "order_again",
    "order_superseding",
    "preflight",
    "submit",
]


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """`approvers`: officers who can approve; none once released."""

    changes: Changes
    submission: Submission
    released: bool
    approvers: tuple[OfficerRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def waits_for(self) -> tuple[str, ...]:
        """As "AP-02 (Deputy Head)"."""
        return self.waits_for_in("")

    def waits_for_in(self, language: str) -> tuple[str, ...]:
        """The same with functions by their names in a language."""
        return named_approvers(self.approvers, language)


def submit(
    session: Session, order: SubmissionRequest, progress: Progress = SILENT
) -> SubmissionResult:
    """Freeze the records and prepare the submission, or a returned one again.

    An office of one releases it at once, and so does a head who says why no second officer
    approves it (`alone` of the order); else it waits in review. Raises Refused with every finding
    when a rule blocks it, and when there is nothing to send.
    """
    session.permit(Task.SUBMIT)
    submission, frozen = _prepared(session, order)
    alone, stored = session.office_of_one or bool(order.alone), _stored(session, frozen)
    if order.alone:
        session.permit(Task.SOLE_APPROVAL)
        refuse_not_alone(session, stored, order.alone, session.officer.sign)
    said = _findings(session, order, frozen, submission, progress)
    refuse_blocked(said, order.reason, submission.answers)
    with session.reading() as reading:
        submission, copies = freeze_pictures(
            reading, submission, _sent(frozen), session.clock().date()
        )
    if alone:
        submission = replace(submission, office_of_one=True)
        with session.reading() as reading:
            photos = photos_now(reading, _sent(frozen), session.clock().date())
        prove(session, submission, photos=photos, progress=progress)
    action = actions.RELEASE if alone else actions.SUBMIT
    with session.unit(action) as unit:
        refuse_moved(unit, submission)
        unit.note(
            type=order.type,
            records=len(frozen),
            left_out=len(submission.left_out),
            reason=order.reason,
            files=files_told(frozen),
        )
        if order.alone:
            unit.note(alone=order.alone)
        note_answers(unit, submission)
        for copy in copies:
            unit.write_copy(copy)
        if alone:
            made = release_in(unit, session, submission, order.alone)
        else:
            made = _written(unit, replace(submission, workflow=Workflow.IN_REVIEW))
        changes = changes_of(unit, action)
    able = () if alone else _who_may_approve(session, made, stored)
    return SubmissionResult(changes, made, alone, able, said)


def keep(session: Session, order: SubmissionRequest) -> SubmissionResult:
    """Keep it as a draft, to be finished another day with `order_again`. Nothing blocks that."""
    session.permit(Task.SUBMIT)
    submission, frozen = _prepared(session, order)
    with session.unit(actions.KEEP) as unit:
        unit.note(type=order.type, records=len(frozen), left_out=len(submission.left_out))
        made = _written(unit, submission)
        return SubmissionResult(changes_of(unit, actions.KEEP), made, released=False)


def draft(
    session: Session, order: SubmissionRequest, path: Path, progress: Progress = SILENT
) -> int:
    """A draft that leaves the office, logged as such; the same checks apply as to a release."""
    with going_out(session, ways_out.DRAFT, path) as out:
        order = replace(order, draft=True)
        submission, frozen = _prepared(session, order)
        said = _findings(session, order, frozen, submission, progress)
        refuse_blocked(said, order.reason, submission.answers)
        out.ask(())  # all was answered, as it is for a release
        out.also = lambda unit: note_answers(unit, submission)
        return out.leave(
            made(draft_content(session, order), progress),
            type=order.type,
            addressee=submission.addressee,
            purpose=submission.purpose,
            reason=order.reason,
            records=len(frozen),
            tlp=label_of(frozen, document_type(order.type)),
        ).pages


def made(content: reports.Content, progress: Progress) -> Pages:
    """The document in memory: who cancels finds the folder as it was."""
    progress(0, 0, N_("Making the pages"))
    document = progress.outside(reports.made, content, progress)
    progress(1, 1, N_("Writing the file"))
    return document


def draft_content(session: Session, order: SubmissionRequest) -> reports.Content:
    """What a draft of the order prints. Raises Refused where that is nothing, or has no glyph."""
    submission, frozen = _prepared(session, replace(order, draft=True))
    with session.reading() as reading:
        photos = photos_now(reading, _sent(frozen), session.clock().date())
        content = content_of(
            reading, submission, frozen, session.office_code, draft=True, photos=photos
        )
    refuse_blocked(reports.unprintable(content))
    return content


def accept_proposals(
    session: Session, order: SubmissionRequest, progress: Progress = SILENT
) -> SubmissionRequest:
    """The order with every text that its pages propose, as if an officer had typed it."""
    proposed = progress.outside(reports.proposals, draft_content(session, order))
    return replace(order, messages=(*order.messages, *proposed))


def pictures(path: Path, pages: Sequence[int] | None, width: int) -> Iterator[bytes]:
    """PNG pictures of the pages of a document, `width` pixels wide."""
    return reports.page_pictures(path, pages, width)


def _who_may_approve(
    session: Session, made: Submission, records: Sequence[Stored]
) -> tuple[OfficerRow, ...]:
    with session.reading() as reading:
        stored = reading.records.stored(made.id)
        assert stored is not None
        return approvers(reading, [stored, *records])


def _prepared(session: Session, order: SubmissionRequest) -> tuple[Submission, list[Frozen]]:
    """Raises Refused where there is nothing to send."""
    frozen = frozen_for(session, order)
    if not frozen:
        raise Refused(nothing_found())
    return compose(session, order, frozen), frozen


def _stored(session: Session, frozen: Sequence[Frozen]) -> list[Stored]:
    """The records that go, as they stand now."""
    with session.reading() as reading:
        found = (reading.records.stored(item.record.id) for item in frozen)
        return [stored for stored in found if stored is not None]


def _sent(frozen: Sequence[Frozen]) -> list[Record]:
    return [item.record for item in whole(frozen)]


def _findings(
    session: Session,
    order: SubmissionRequest,
    frozen: Sequence[Frozen],
    submission: Submission,
    progress: Progress,
) -> tuple[Finding, ...]:
    return (
        *cover_findings(session, submission),
        *unexplained(session, order),
        *size_findings(sizes_of(frozen).values()),
        *record_findings(session, frozen, progress),
        *paper_findings(session, submission, frozen),
        *page_findings(session, submission, frozen, order.draft),
        *files_said(session, frozen, order.attached),
    )


def _written(unit: UnitOfWork, submission: Submission) -> Submission:
    (made,) = unit.write([submission])
    assert isinstance(made, Submission)
    return made
