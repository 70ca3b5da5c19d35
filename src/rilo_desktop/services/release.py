"""Release: a submission is approved by a second officer and leaves as a PDF."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop import reports
from rilo_desktop.records import Decision, Record, Submission, Workflow
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import Reading, Stored, Unit

from . import actions
from .changes import Changes, changes_of
from .content import Frozen, content_of, freeze
from .preflight import judged, refuse_blocked
from .printed_pictures import photos_frozen
from .record import find, known_in
from .refusals import name_of, place_of, refusal
from .review import ask_reason, refuse_author, wrong_state
from .session import Session, Task

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """`sha256` is of the file."""

    path: Path
    pages: int
    sha256: str


def approve(session: Session, name: str) -> Changes:
    """Freeze the submission's content and mark it released.

    Raises Refused when the officer wrote the submission or a record in it that nobody approved
    yet (an office of one may allow that; the document then says so).
    """
    session.permit(Task.REVIEW)
    stored, submission = _submission(session, name)
    if submission.workflow != Workflow.IN_REVIEW:
        raise wrong_state(submission, Workflow.IN_REVIEW)
    refuse_author(session, stored, *_records(session, submission))
    _judge_again(session, submission)
    with session.unit(actions.RELEASE) as unit:
        unit.note(submission=submission.reference)
        release_in(unit, session, replace(submission, office_of_one=session.office_of_one))
        return changes_of(unit, actions.RELEASE)


def give_back(session: Session, name: str, reason: str) -> Changes:
    """Return the submission to its author; it becomes a draft that says why."""
    session.permit(Task.REVIEW)
    ask_reason(reason)
    _, submission = _submission(session, name)
    if submission.workflow != Workflow.IN_REVIEW:
        raise wrong_state(submission, Workflow.IN_REVIEW)
    returned = replace(
        submission,
        workflow=Workflow.DRAFT,
        decisions=(*submission.decisions, _decision(session, "returned", reason)),
    )
    with session.unit(actions.RETURN) as unit:
        unit.note(submission=submission.reference, reason=reason)
        unit.write([returned])
        return changes_of(unit, actions.RETURN)


def release_in(unit: Unit, session: Session, submission: Submission) -> Submission:
    """Mark the submission released, and its records that still stand at the frozen revision."""
    released = replace(
        submission,
        workflow=Workflow.RELEASED,
        decisions=(*submission.decisions, _decision(session, "approved")),
    )
    (made,) = unit.write([released])
    standing = _standing(unit, submission)
    for first in range(0, len(standing), 500):
        part = standing[first : first + 500]
        unit.write([replace(record, workflow=Workflow.RELEASED) for record in part])
    assert isinstance(made, Submission)
    return made


def export(session: Session, name: str, path: Path, progress: Progress | None = None) -> Exported:
    """Write a released submission as a PDF and log that it left.

    The same submission gives the same bytes. Raises Refused when it is not released yet.
    """
    session.permit(Task.SUBMIT)
    check_target(path)
    _, submission = _submission(session, name)
    if submission.workflow not in (Workflow.RELEASED, Workflow.SUPERSEDED):
        raise refusal(
            "export.unapproved",
            N_("{name} is not approved yet; another officer must approve it before it leaves."),
            place_of(submission),
            name=name_of(submission),
        )
    with session.reading() as reading:
        frozen = frozen_of(reading, submission)
        photos = photos_frozen(reading, submission, [item.record for item in frozen])
        content = content_of(reading, submission, frozen, session.office_code, photos=photos)
    pages = write_document(content, path, progress)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with session.unit(actions.EXPORT) as unit:
        unit.note(
            submission=submission.reference,
            addressee=content.head.addressee,
            tlp=content.head.tlp,
            records=len(content.records),
            pages=pages,
            sha256=sha256,
        )
    return Exported(path, pages, sha256)


def write_document(content: reports.Content, path: Path, progress: Progress | None) -> int:
    """The document in one piece, or what stood there before. Returns the pages; raises Refused."""
    try:
        return reports.write(content, path, progress)
    except OSError as error:
        raise refusal(
            "export.unwritten",
            N_("{path} was not written: {reason}. What stood there before is still there."),
            path=path,
            reason=error.strerror or str(error),
        ) from error


def check_target(path: Path) -> None:
    """Can a document be written there? Raises Refused before anything is released.

    A document takes the place of a file, never of a device, a pipe or a protected file.
    """
    folder = path.absolute().parent
    there = os.path.lexists(path)
    fits = os.access(path, os.W_OK) and path.is_file() if there else bool(path.name)
    if not fits or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise refusal(
            "export.target",
            N_("{path} cannot be written; choose a file in a folder that exists."),
            path=path,
        )


def frozen_of(reading: Reading, submission: Submission) -> list[Frozen]:
    """The records as they were when the submission was prepared. Raises Refused where purged."""
    return [freeze(stored) for stored in _stored_then(reading, submission)]


def _stored_then(reading: Reading, submission: Submission) -> list[Stored]:
    found = []
    for line in submission.records:
        revision = reading.revision(line.revision or "")
        if revision is None or revision.is_purged:
            raise refusal(
                "release.purged",
                N_("{name} cannot be made again: the content of {record} was purged."),
                place_of(submission),
                name=name_of(submission),
                record=line.reference or "",
            )
        found.append(
            Stored(
                revision.record_then(),
                revision.id,
                revision.number,
                revision.author,
                revision.time,
            )
        )
    return found


def _standing(unit: Unit, submission: Submission) -> list[Record]:
    """Records whose newest revision is the frozen one and that are not released yet."""
    found = []
    heads = unit.heads(line.record or "" for line in submission.records)
    for line in submission.records:
        head = heads.get(line.record or "")
        if head is None or head.revision != line.revision:
            continue
        revision = unit.reading.revision(head.revision)
        if revision is not None and not revision.is_purged:
            record = revision.record_then()
            if record.workflow != Workflow.RELEASED:
                found.append(record)
    return found


def _records(session: Session, submission: Submission) -> Sequence[Stored]:
    with session.reading() as reading:
        return _stored_then(reading, submission)


def _judge_again(session: Session, submission: Submission) -> None:
    """The rules may have changed since it was prepared."""
    known = known_in(session)
    with session.reading() as reading:
        frozen = frozen_of(reading, submission)
    said = [found for item in frozen for found in judged(item, known)]
    refuse_blocked(said, submission.justification or "")


def _submission(session: Session, name: str) -> tuple[Stored, Submission]:
    stored = find(session, name, "submission")
    assert isinstance(stored.record, Submission)
    return stored, stored.record


def _decision(session: Session, decision: str, reason: str = "") -> Decision:
    return Decision(
        decision=decision,
        sign=session.officer.sign,
        function=session.officer.function,
        on=session.today,
        reason=reason or None,
    )
