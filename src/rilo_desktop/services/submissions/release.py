"""Release: a submission is approved by a second officer and leaves as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from rilo_desktop import reports
from rilo_desktop.exchange.cards import Identity, read_card
from rilo_desktop.exchange.strict_json import TooLarge
from rilo_desktop.records import Decision, Record, Submission, Workflow
from rilo_desktop.records.identifiers import reference
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.store import ReadSession, Stored, UnitOfWork, release_evidence

from ..office import actions, identity, ways_out
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.guard_answers import blocked_by
from ..office.outgoing import Outgoing, going_out
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from ..records.changes import Changes, changes_of
from ..records.record import find
from ..records.review import ask_reason, refuse_author, refuse_not_alone, wrong_state
from .attached_files import attached_to, file_findings
from .content import content_of, findings_beside, frozen_of, stored_then, whole
from .embedded_tables import tables_of
from .packing import Packing, packed
from .preflight import record_findings, refuse_blocked
from .printed_pictures import Photos, photos_frozen
from .self_verification import refuse_unsound
from .submission_size import of_data, refuse_large_document
from .unpacking import document_of


@dataclass(frozen=True, slots=True)
class Exported:
    """`sha256` is of the file."""

    path: Path
    pages: int
    sha256: str
    changes: Changes = field(default_factory=lambda: Changes(action=actions.EXPORT))


def approve(session: Session, name: str, note: str = "", progress: Progress = SILENT) -> Changes:
    """Mark the submission released; its content stays frozen. `note` is kept in the ledger.

    Raises Refused when the officer wrote the submission or a record in it that nobody approved
    yet (an office of one may allow that; the document then says so).
    """
    session.permit(Task.REVIEW)
    stored, submission = _submission(session, name)
    _refuse_unasked(submission)
    refuse_author(session, stored, *_records(session, submission))
    submission = replace(submission, office_of_one=session.office_of_one or None)
    return _approved(session, stored, submission, note, progress)


def approve_alone(session: Session, name: str, reason: str, progress: Progress = SILENT) -> Changes:
    """Release a submission that no second officer can approve; the document says so.

    Raises Refused where another officer can, and without a reason.
    """
    session.permit(Task.SOLE_APPROVAL)
    stored, submission = _submission(session, name)
    _refuse_unasked(submission)
    refuse_not_alone(session, [stored, *_records(session, submission)], reason)
    submission = replace(submission, office_of_one=True)
    return _approved(session, stored, submission, reason, progress, alone=reason.strip())


def _approved(
    session: Session,
    stored: Stored,
    submission: Submission,
    note: str,
    progress: Progress,
    **noted: str,
) -> Changes:
    _judge_again(session, submission, progress)
    prove(session, submission, note, progress=progress)
    with session.unit(actions.RELEASE) as unit:
        _refuse_moved(unit, stored)
        unit.note(submission=submission.reference, **noted)
        release_in(unit, session, submission, note)
        return changes_of(unit, actions.RELEASE)


def withdraw(session: Session, name: str) -> Changes:
    """Take back a submission that waits for approval, where the officer prepared it; it is a draft
    again."""
    session.permit(Task.SUBMIT)
    _, submission = _submission(session, name)
    _refuse_unasked(submission)
    if submission.prepared_sign != session.officer.sign:
        raise refusal(
            "release.withdraw",
            N_("Only {who} can withdraw {name}. A reviewer returns it with a note."),
            place_of(submission),
            who=submission.prepared_sign or "",
            name=name_of(submission),
        )
    with session.unit(actions.WITHDRAW) as unit:
        unit.note(submission=submission.reference)
        unit.write([replace(submission, workflow=Workflow.DRAFT)])
        return changes_of(unit, actions.WITHDRAW)


def give_back(session: Session, name: str, reason: str) -> Changes:
    """Return the submission to its author; it becomes a draft that says why."""
    session.permit(Task.REVIEW)
    ask_reason(reason)
    _, submission = _submission(session, name)
    _refuse_unasked(submission)
    returned = replace(
        submission,
        workflow=Workflow.DRAFT,
        decisions=(*submission.decisions, decision(session, "returned", reason)),
    )
    with session.unit(actions.RETURN) as unit:
        unit.note(submission=submission.reference, reason=reason)
        unit.write([returned])
        return changes_of(unit, actions.RETURN)


def _refuse_unasked(submission: Submission) -> None:
    if submission.workflow != Workflow.IN_REVIEW:
        raise wrong_state(submission, Workflow.IN_REVIEW)


def _refuse_moved(unit: UnitOfWork, stored: Stored) -> None:
    """While the rules were asked, somebody may have returned it."""
    now = unit.reading.records.stored(stored.record.id)
    if now is not None and now.revision != stored.revision:
        raise wrong_state(now.record, Workflow.IN_REVIEW)


def release_in(
    unit: UnitOfWork, session: Session, submission: Submission, note: str = ""
) -> Submission:
    """Mark the submission released, and its records that still stand at the frozen revision.

    The one that it replaces becomes superseded in the same step.
    """
    (made,) = unit.write([_as_released(session, submission, note)])
    unit.write(_superseded(unit, submission))
    standing = _unreleased(unit, submission)
    for first in range(0, len(standing), 500):
        part = standing[first : first + 500]
        unit.write([replace(record, workflow=Workflow.RELEASED) for record in part])
    assert isinstance(made, Submission)
    return made


def _as_released(session: Session, submission: Submission, note: str) -> Submission:
    return replace(
        submission,
        workflow=Workflow.RELEASED,
        decisions=(*submission.decisions, decision(session, "approved", note)),
    )


def prove(
    session: Session,
    submission: Submission,
    note: str = "",
    photos: Photos | None = None,
    progress: Progress = SILENT,
) -> None:
    """Make the document as it will leave, but for its entry in the log, and verify it.

    `photos`: where the submission's are not in the store yet.

    Raises Refused where our own verifier does. An officer whose slot does not hold the office's key
    yet cannot sign: then that is done when the document is written.
    """
    try:
        key = identity.signing(session)
    except Refused:
        return
    to_be = _as_released(session, submission, note)
    if not to_be.reference:
        to_be = replace(to_be, reference=_some_reference(session, to_be))
    with session.reading() as reading:
        packing = _packed(session, reading, to_be, read_card(key.card).fingerprint, photos)
    document, _ = progress.outside(_document, packing, key, session.clock(), progress)
    refuse_unsound(document, packing, key, progress, anew=True)


def _some_reference(session: Session, submission: Submission) -> str:
    """It gets its own when it is written."""
    workstation = session.store.access.keyring.workstation
    year = session.clock().year
    return reference(session.office_code, year, submission.kind, workstation, 0)


def export(
    session: Session,
    name: str,
    path: Path,
    progress: Progress = SILENT,
    to: str = "",
    reason: str = "",
) -> Exported:
    """Write a released submission as a signed PDF that carries its data, and log that it left.

    `to`: who gets it, where that is not its addressee; `reason`: why, beyond its purpose.

    The same submission gives the same bytes, as long as the office has the same card. Raises
    Refused when it is not released yet or the officer may not sign, and Cancelled: then nothing is
    written and nothing logged.
    """
    with going_out(session, ways_out.SUBMISSION, path) as out:
        submission = released(session, name)
        key = identity.signing(session)
        card = read_card(key.card).fingerprint
        with session.reading() as reading:
            packing = _packed(session, reading, submission, card)
            at = _signed_before(reading, submission, card) or session.clock()
        ask_again(out, submission, packing)
        said = packing.package.submission
        document, pages = progress.outside(_document, packing, key, at, progress)
        refuse_unsound(document, packing, key, progress)
        progress(1, 1, N_("Writing the file"))
        left = out.leave(
            document,
            submission=submission.reference,
            addressee=to.strip() or said.addressee,
            purpose=said.purpose,
            reason=reason.strip(),
            tlp=said.tlp,
            records=len(packing.package.records),
            files=[one.sha256 for one in packing.package.attachments],
            pages=pages,
            card=card,
            signed=at.isoformat(timespec="seconds"),
        )
    return Exported(path, pages, left.sha256)


def ask_again(out: Outgoing, submission: Submission, packing: Packing) -> None:
    """Its records are frozen; what is printed beside them may be another than when it was released.

    Raises Refused.
    """
    out.ask(blocked_by(packing.beside, "", submission.answers))


def released(session: Session, name: str) -> Submission:
    """A submission that may leave: an entry of this office's log released it. Raises Refused."""
    _, submission = _submission(session, name)
    if submission.workflow not in (Workflow.RELEASED, Workflow.SUPERSEDED):
        raise refusal(
            "export.unapproved",
            N_("{name} is not approved yet; another officer must approve it before it is sent."),
            place_of(submission),
            name=name_of(submission),
        )
    with session.reading() as reading:
        if release_evidence.release_of(reading, submission.id) is None:
            raise refusal(
                "export.unreleased",
                N_(
                    "{name} is not exported: no entry of the log of this office released it. "
                    "Nobody approved it here; look at its history, and check the store."
                ),
                place_of(submission),
                name=name_of(submission),
            )
    return submission


def sealed_pages(
    session: Session, submission: Submission, key: Identity, progress: Progress = SILENT
) -> tuple[bytes, Packing]:
    """The document before it is signed with this key, and what it was made from."""
    with session.reading() as reading:
        packing = _packed(session, reading, submission, read_card(key.card).fingerprint)
    return progress.outside(_unsigned, packing, progress), packing


def _packed(
    session: Session,
    reading: ReadSession,
    submission: Submission,
    card: str = "",
    photos: Photos | None = None,
) -> Packing:
    """Records and content are let go again: the pages are made from the package alone."""
    frozen = frozen_of(reading, submission)
    if photos is None:
        sent = [item.record for item in whole(frozen)]
        photos = photos_frozen(reading, submission, sent)
    content = content_of(reading, submission, frozen, session.office_code, photos=photos)
    return packed(reading, submission, frozen, content, session.store_id, card)


def _signed_before(reading: ReadSession, submission: Submission, card: str) -> datetime | None:
    """When this key signed it first: it was signed then, however often it is written."""
    for entry in reading.log.with_action(actions.EXPORT):
        said = entry.detail
        if (said.get("submission"), said.get("card")) == (submission.reference, card):
            return datetime.fromisoformat(str(said["signed"]))
    return None


def _document(
    packing: Packing, key: Identity, at: datetime, progress: Progress
) -> tuple[bytes, int]:
    """The signed document, and the number of its pages; they are made from the package alone."""
    from rilo_desktop.exchange import pdfa, signing  # pyHanko takes 350 ms to import

    document = _unsigned(packing, progress)
    progress(0, 0, N_("Signing the document"))
    refuse_large_document(packing.package, len(document))
    return signing.signed(document, key, at), pdfa.page_count(document)


def _unsigned(packing: Packing, progress: Progress) -> bytes:
    """Pages with their data. Raises Refused where that is more than a receiver reads."""
    from rilo_desktop.exchange import pdfa

    progress(0, 0, N_("Making the pages"))
    content = document_of(packing.package, packing.files)
    try:
        return pdfa.sealed(
            reports.made(content, progress),
            packing.package,
            packing.files,
            tables_of(content),
        )
    except TooLarge:
        raise of_data(packing.package) from None


def _superseded(unit: UnitOfWork, submission: Submission) -> list[Record]:
    """The released submission that this one replaces, as it will stand."""
    stored = unit.reading.records.stored(submission.supersedes) if submission.supersedes else None
    if stored is None or stored.record.workflow != Workflow.RELEASED:
        return []
    return [replace(stored.record, workflow=Workflow.SUPERSEDED)]


def _unreleased(unit: UnitOfWork, submission: Submission) -> list[Record]:
    """Records whose newest revision is the frozen one and that are not released yet."""
    found = []
    sent = [line for line in submission.records if not line.part]
    heads = unit.heads(line.record or "" for line in sent)
    for line in sent:
        head = heads.get(line.record or "")
        if head is None or head.revision != line.revision:
            continue
        revision = unit.reading.revisions.get(head.revision)
        if revision is not None and not revision.is_purged:
            record = revision.record_then()
            if record.workflow != Workflow.RELEASED:
                found.append(record)
    return found


def _records(session: Session, submission: Submission) -> Sequence[Stored]:
    with session.reading() as reading:
        return stored_then(reading, submission)


def _judge_again(session: Session, submission: Submission, progress: Progress) -> None:
    """The rules may have changed since it was prepared."""
    with session.reading() as reading:
        frozen = frozen_of(reading, submission)
        files = file_findings(reading, frozen, attached_to(submission))
        content = content_of(reading, submission, frozen, session.office_code)
    said = (*record_findings(session, frozen, progress), *files, *findings_beside(content))
    refuse_blocked(said, submission.justification or "", submission.answers)


def _submission(session: Session, name: str) -> tuple[Stored, Submission]:
    stored = find(session, name, Submission.kind.code)
    assert isinstance(stored.record, Submission)
    return stored, stored.record


def decision(session: Session, what: str, reason: str = "", on: str = "") -> Decision:
    """`what` is a code of "decision", `on` an ISO day ("": today)."""
    return Decision(
        decision=what,
        sign=session.officer.sign,
        function=session.officer.function,
        on=on or session.today,
        reason=reason.strip() or None,
    )
