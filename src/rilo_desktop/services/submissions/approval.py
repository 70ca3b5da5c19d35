"""What a second officer sees before deciding: who asks, what would leave, what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop import reports
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import Answer, Submission, Workflow
from rilo_desktop.records.diff import same_content
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.store import Stored

from ..office.guard_answers import blocked_by
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from ..records.approvers import approvers, named_approvers, possible_reviewers
from ..records.review import own_works
from .attached_files import FileCandidate, attached_to, candidates
from .content import content_of, frozen_of, stored_then, whole
from .preflight import files_said, record_findings
from .preview import Draft
from .printed_pictures import photos_frozen
from .submission_list import SubmissionEntry, SubmissionEvent, entry, history_of
from .submission_request import submission_named


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A record of the submission, or one that was left out for `reason`."""

    id: str
    kind: str
    reference: str
    title: str
    tlp: str = ""
    revision: int = 0
    changed_since: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """A submission as a reviewer reads it, whatever its state.

    `refused`: why this officer may not decide; empty for who may. `blocks`: what the rules say
    now and neither justification nor answer covers. `justified`: what would block without them.
    """

    entry: SubmissionEntry
    story: tuple[SubmissionEvent, ...]
    records: tuple[ApprovalLine, ...]
    left_out: tuple[ApprovalLine, ...]
    files: tuple[FileCandidate, ...]
    """Those that go with it."""
    justification: str
    answers: tuple[Answer, ...]
    justified: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    blocks: tuple[Finding, ...]
    refused: tuple[Finding, ...]
    may_approve: tuple[str, ...]
    """Who can approve what waits for it, as "AP-02 (Deputy Head)"."""
    possible: tuple[str, ...]
    """Signs of those who could, with the role of a reviewer."""
    may_withdraw: bool = False


def approval_view(
    session: Session, name: str, language: str = "", progress: Progress = SILENT
) -> ApprovalView:
    """`language`: of titles and functions, where they are known in it.

    Raises Refused where there is no such submission, or a record in it was purged.
    """
    stored, submission = _named(session, name)
    with session.reading() as reading:
        held = stored_then(reading, submission)
        frozen = frozen_of(reading, submission)
        out = [(line, reading.records.stored(line.record or "")) for line in submission.left_out]
        lines = tuple(
            _line(then, reading.records.stored(then.record.id), language) for then in held
        )
        asked = submission.workflow == Workflow.IN_REVIEW
        able = approvers(reading, [stored, *held]) if asked else ()
        possible = possible_reviewers(reading, [stored, *held]) if asked and not able else ()
    chosen = attached_to(submission)
    said = record_findings(session, frozen, progress) if asked else ()
    said += files_said(session, frozen, chosen) if asked else ()
    files = candidates((then.record for then in held), chosen)
    blocks = blocked_by(said, submission.justification or "", submission.answers)
    return ApprovalView(
        entry=entry(session, submission.id, language),
        story=history_of(session, submission.id, language),
        records=lines,
        left_out=tuple(_left(line.reference, line.reason, kept, language) for line, kept in out),
        files=tuple(one for one in files if one.is_chosen),
        justification=submission.justification or "",
        answers=submission.answers,
        justified=tuple(f for f in said if (f.blocks or f.answerable) and f not in blocks),
        warnings=tuple(f for f in said if not f.blocks and not f.answerable),
        blocks=blocks,
        refused=_refused(session, stored, held) if asked else (),
        may_approve=named_approvers(able, language),
        possible=possible,
        may_withdraw=asked and submission.prepared_sign == session.officer.sign,
    )


def document(session: Session, name: str, progress: Progress = SILENT) -> Draft:
    """The submission as it leaves, from its frozen records; with a watermark until released."""
    _, submission = _named(session, name)
    draft = submission.workflow in (Workflow.DRAFT, Workflow.IN_REVIEW)
    with session.reading() as reading:
        frozen = frozen_of(reading, submission)
        photos = photos_frozen(reading, submission, [item.record for item in whole(frozen)])
        content = content_of(reading, submission, frozen, session.office_code, draft, photos)
    progress(0, 0, N_("Making the pages"))
    pdf = progress.outside(reports.made, content, progress)
    return Draft(pdf, reports.page_count(pdf))


def _named(session: Session, name: str) -> tuple[Stored, Submission]:
    stored = submission_named(session, name)
    assert isinstance(stored.record, Submission)
    return stored, stored.record


def _refused(session: Session, stored: Stored, held: list[Stored]) -> tuple[Finding, ...]:
    try:
        session.permit(Task.REVIEW)
    except Refused as refused:
        return refused.findings
    return own_works(session, stored, *held)


def _line(then: Stored, now: Stored | None, language: str) -> ApprovalLine:
    record = then.record
    return ApprovalLine(
        id=record.id,
        kind=record.kind.code,
        reference=record.reference,
        title=title_in(record, language),
        tlp=record.tlp if isinstance(record.tlp, str) else "",
        revision=then.number,
        changed_since=now is not None and not same_content(record, now.record),
    )


def _left(
    reference: str | None, reason: str | None, kept: Stored | None, language: str
) -> ApprovalLine:
    return ApprovalLine(
        id=kept.record.id if kept else "",
        kind=kept.record.kind.code if kept else "",
        reference=reference or "",
        title=title_in(kept.record, language) if kept else "",
        reason=reason or "",
    )
