"""Acknowledgement: the receiver answers a submission with a small signed file, which its office
opens.

Accepted moves the ledger. Returned pins comments to fields: at the office the records they are on
become drafts again, and each comment stands at its field until that is changed. The content of the
submission, which was released, never changes (`store.released`); a corrected one supersedes it.

Only whom the submission went to may answer it, and only on its own records. Of two answers the one
that its office wrote later stands, whatever their clocks said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path

from rilo_desktop.exchange import acknowledgement as files
from rilo_desktop.exchange.acknowledgement import Answer, Answered
from rilo_desktop.exchange.cards import KnownCard
from rilo_desktop.exchange.file_opening import ArrivedFile, arrived
from rilo_desktop.file_kinds import ANSWER
from rilo_desktop.records import Comment, Decision, Record, Submission, Workflow, fields_of
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.store import ReadSession, UnitOfWork

from ..office import actions, identity, ways_out
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.outgoing import going_out
from ..office.session import Session, Task
from ..records.changes import Changes, changes_of
from ..records.record import find, stored_in
from ..submissions import addressees
from ..submissions.submission_list import LEFT
from ..submissions.submission_request import submission_named
from . import received_submissions
from .trust_check import of_file, stranger_in, trust_given

ACCEPTED, RETURNED = files.ACCEPTED, files.RETURNED


@dataclass(frozen=True, slots=True)
class Pinned:
    """A comment on a field of a record: its reference or id, and "title" or "goods.2.unit"."""

    record: str
    field: str
    comment: str


@dataclass(frozen=True, slots=True)
class MadeAnswer:
    """`sha256` is of the file."""

    path: Path
    answer: Answer
    sha256: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer that was verified; `known`: it was opened here before.

    `names`: id of a record with comments -> what this office calls it.
    """

    path: Path
    content: bytes
    answer: Answer
    card: KnownCard
    submission: Submission
    known: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    stranger: Finding | None = None
    """The card that signed it is sound, and nobody compared it yet."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer would be to: a submission that was received, and its records as they stand."""

    received: received_submissions.Received
    records: tuple[Record, ...]


def subject(session: Session, name: str) -> Subject:
    """By the reference of the submission; its records by theirs. Raises Refused."""
    session.permit(Task.READ)
    one = received_submissions.find(session, name)
    with session.reading() as reading:
        names = received_submissions.records_of(reading, one)
        found = [stored.record for n in names if (stored := reading.records.stored(n)) is not None]
    return Subject(one, tuple(sorted(found, key=lambda record: record.reference)))


def make(
    session: Session,
    name: str,
    path: Path,
    comments: Sequence[Pinned] = (),
    returned: bool = False,
    note: str = "",
) -> MadeAnswer:
    """Answer a submission that was received, by its reference; write the file for its office.

    Raises Refused where it was not received or is superseded, where a comment names no record of
    it or no field, where one that is returned says nothing, and where the office may not sign.
    """
    with going_out(session, ways_out.ANSWER, path) as out, out.written() as file:
        one = received_submissions.find(session, name)
        _refuse_superseded(one)
        pinned = tuple(_pinned(session, one, item) for item in comments)
        _refuse_silent(returned, pinned, note)
        typed = [(NOTE, note), (FUNCTION, session.officer.function)]
        out.refuse([*typed, *((COMMENT, item.comment) for item in pinned)])
        key = identity.signing(session)
        made: list[MadeAnswer] = []

        def write(unit: UnitOfWork) -> None:
            answer = Answer(
                office=session.office_code,
                by=session.officer.function[: files.LONGEST_NAME],
                on=session.today,
                at=session.clock().astimezone(UTC).isoformat(timespec="seconds"),
                decision=RETURNED if returned else ACCEPTED,
                submission=_answered(one),
                note=note.strip(),
                comments=pinned,
                store=session.store_id,
                entry=unit.operation,
            )
            content = files.signed(answer, key)
            made.append(MadeAnswer(path, answer, hashlib.sha256(content).hexdigest()))
            file.write(content)
            unit.note(
                submission=one.reference,
                id=one.id,
                revision=one.revision,
                office=one.office,
                decision=answer.decision,
                on=answer.on,
                comments=len(pinned),
                reason=answer.note,
                sha256=made[0].sha256,
            )

        out.also = write
    return made[0]


NOTE, COMMENT, FUNCTION = N_("Note"), N_("Comment"), N_("Function of the officer")


def inspect(session: Session, path: Path, trust: Collection[str] = ()) -> Opened:
    """Verify an answer and find the submission that it answers; nothing is written.

    `trust`: fingerprints that somebody compared by phone. Raises Refused for a file that is none or
    was changed, for a card that is not trusted, for a submission that is not this office's, of
    another revision or of other content, for an office that it did not go to, for comments on other
    records, and for an answer that is older than one that was taken.
    """
    opened = verified(session, arrived(path, (ANSWER,)), trust)
    if opened.stranger is not None:
        raise Refused(opened.stranger)
    return opened


def verified(session: Session, file: ArrivedFile, trust: Collection[str] = ()) -> Opened:
    """The same of a file that was opened; a card that nobody compared yet is told beside it."""
    path, content = file.path, file.content
    try:
        answer, card = files.opened(content)
    except ValueError as error:
        raise of_file(
            "answer.unreadable",
            N_("{file} is not a valid acknowledgement ({what}); ask for it again."),
            path,
            what=str(error),
        ) from None
    sha256 = file.sha256
    stranger = stranger_in(session, path, card, answer.at, trust, sha256)
    submission = _submission(session, path, answer)
    _refuse_other_records(path, answer, submission)
    with session.reading() as reading:
        _refuse_uninvited(reading, path, answer, submission)
        known = any(
            e.detail.get("sha256") == sha256 for e in reading.log.with_action(actions.ANSWERED)
        )
        if not known:
            _refuse_older(reading, path, answer, submission)
        names = {
            one.record: name_of(stored.record)
            for one in answer.comments
            if (stored := reading.records.stored(one.record)) is not None
        }
    return Opened(path, content, answer, card, submission, known, names, stranger)


def take(session: Session, opened: Opened) -> Changes:
    """Move the ledger as it says, and give the office back the records that have comments.

    Opened again it changes nothing. Raises Refused.
    """
    session.permit(Task.SUBMIT)
    answer, submission = opened.answer, opened.submission
    if opened.known:
        return Changes(same=1)
    trust_given(session, opened.card)
    with session.unit(actions.ANSWERED) as unit:
        _refuse_older(unit.reading, opened.path, answer, submission)
        unit.note(
            submission=submission.reference,
            decision=answer.decision,
            office=answer.office,
            store=answer.store,
            entry=answer.entry,
            card=opened.card.fingerprint,
            on=answer.on,
            reason=answer.note,
            comments=len(answer.comments),
            sha256=hashlib.sha256(opened.content).hexdigest(),
        )
        unit.write([_moved(_now(unit, submission), answer)])
        unit.write(list(_reopened(unit, answer)))
        return changes_of(unit, actions.ANSWERED)


# --- at the receiver


def _pinned(session: Session, one: received_submissions.Received, item: Pinned) -> files.Comment:
    """Raises Refused."""
    record = find(session, item.record).record
    if record.id not in _records_of(session, one):
        raise refusal(
            "answer.record",
            N_("{name} did not come with {submission}; a comment is on a record of it."),
            place_of(record),
            name=name_of(record),
            submission=one.reference,
        )
    if not is_field(record, item.field):
        raise refusal(
            "answer.field",
            N_("{name} has no field {field}; write it as title, or goods.2.unit."),
            place_of(record),
            name=name_of(record),
            field=item.field,
        )
    if not item.comment.strip() or len(item.comment) > files.LONGEST_COMMENT:
        raise refusal(
            "answer.comment",
            N_("A comment must not be empty and has at most {most} characters."),
            place_of(record),
            most=files.LONGEST_COMMENT,
        )
    return files.Comment(
        record=record.id,
        reference=name_of(record),
        field=item.field,
        comment=item.comment.strip(),
    )


def is_field(record: Record, path: str) -> bool:
    """Does the path name a field of the record, or of one of its lines as they stand?"""
    name, _, rest = path.partition(".")
    about = fields_of(type(record)).get(name)
    if about is None or not rest:
        return about is not None
    number, _, inner = rest.partition(".")
    lines = getattr(record, name)
    fits = number.isdecimal() and isinstance(lines, tuple) and 0 < int(number) <= len(lines)
    return fits and about.lines is not None and (not inner or inner in fields_of(about.lines))


def _refuse_superseded(one: received_submissions.Received) -> None:
    if not one.is_current:
        raise refusal(
            "answer.superseded",
            N_("{submission} was superseded by {later}; answer that one."),
            submission=one.reference,
            later=one.superseded_by,
        )


def _records_of(session: Session, one: received_submissions.Received) -> frozenset[str]:
    with session.reading() as reading:
        return received_submissions.records_of(reading, one)


def _refuse_silent(returned: bool, pinned: Sequence[files.Comment], note: str) -> None:
    if returned and not pinned and not note.strip():
        raise refusal(
            "answer.silent",
            N_("Say what needs correcting: comment on a field, or add a note."),
        )
    if len(note) > files.LONGEST_NOTE:
        raise refusal(
            "answer.note",
            N_("A note has at most {most} characters."),
            most=files.LONGEST_NOTE,
        )
    if pinned and not returned:
        raise refusal(
            "answer.accepted",
            N_("An accepted submission has no comments; return it, or leave them out."),
        )


def _answered(one: received_submissions.Received) -> Answered:
    return Answered(
        id=one.id,
        store=one.store,
        office=one.office,
        reference=one.reference,
        revision=one.revision,
        content_hash=one.content_hash,
        sha256=one.sha256,
    )


# --- at the office


def _submission(session: Session, path: Path, answer: Answer) -> Submission:
    """Raises Refused."""
    said = answer.submission
    try:
        record = submission_named(session, said.id).record
    except Refused:
        record = None
    if not isinstance(record, Submission) or said.store != session.store_id:
        raise of_file(
            "answer.foreign",
            N_("{file} answers {reference} of {office}, which is not in this store."),
            path,
            reference=said.reference,
            office=said.office,
        )
    of = (record.revision_number or 1, record.content_hash or "")
    if of != (said.revision, said.content_hash) or record.workflow not in LEFT:
        raise of_file(
            "answer.other",
            N_(
                "{file} answers revision {revision} of {reference} with other content than the one "
                "that is here."
            ),
            path,
            reference=said.reference,
            revision=said.revision,
        )
    return record


def _refuse_uninvited(
    reading: ReadSession, path: Path, answer: Answer, submission: Submission
) -> None:
    to = addressees.went_to(reading, submission)
    if not addressees.is_among(reading, answer.office, to):
        raise of_file(
            "answer.uninvited",
            N_(
                "{file} is an answer of {office}, but {reference} was sent to {to}. Only "
                "the addressee may answer it: export it to {office}, or ask them what this "
                "is."
            ),
            path,
            office=answer.office,
            reference=submission.reference,
            to="; ".join(to),
        )


def _refuse_other_records(path: Path, answer: Answer, submission: Submission) -> None:
    sent = {line.record for line in submission.records}
    other = [one for one in answer.comments if one.record not in sent]
    if other:
        raise of_file(
            "answer.records",
            N_(
                "{file} has a comment on {record}, which is not in {reference}. Nothing of "
                "it is accepted; ask {office} for an answer on that submission alone."
            ),
            path,
            record=other[0].reference,
            reference=submission.reference,
            office=answer.office,
        )


def _refuse_older(reading: ReadSession, path: Path, answer: Answer, submission: Submission) -> None:
    """By the log of the store that answers; files of version 1 have no number in it."""
    taken = [
        entry
        for entry in reading.log.with_action(actions.ANSWERED)
        if (entry.detail.get("submission"), entry.detail.get("office"))
        == (submission.reference, answer.office)
    ]
    later = [
        entry
        for entry in taken
        if (number := int(entry.detail.get("entry", 0)))
        and (
            not answer.is_numbered
            or (entry.detail.get("store") == answer.store and number >= answer.entry)
        )
    ]
    if later:
        raise of_file(
            "answer.older",
            N_(
                "{file} is older than an answer of {office} on {reference} that was "
                "accepted on {day}; the newer answer is in force."
            ),
            path,
            office=answer.office,
            reference=submission.reference,
            day=later[-1].time[:10],
        )


def _now(unit: UnitOfWork, submission: Submission) -> Submission:
    """As it stands, with what was decided since it was looked at."""
    found = stored_in(unit.reading, submission.id).record
    assert isinstance(found, Submission)
    return found


def _moved(submission: Submission, answer: Answer) -> Submission:
    """Its story goes on; what was released stays as it is."""
    decision = Decision(
        decision="returned" if answer.decision == RETURNED else "acknowledged",
        sign=answer.office,
        function=answer.by,
        on=answer.on,
        reason=answer.note or None,
    )
    comments = tuple(
        Comment(
            record=one.record,
            reference=one.reference,
            field=one.field,
            comment=one.comment,
            by=f"{answer.office}, {answer.by}",
            on=answer.on,
        )
        for one in answer.comments
    )
    return replace(
        submission,
        decisions=(*submission.decisions, decision),
        comments=comments if answer.decision == RETURNED else submission.comments,
    )


def _reopened(unit: UnitOfWork, answer: Answer) -> Iterator[Record]:
    """The records with comments, as drafts; all others stay released. All are of the submission."""
    for name in dict.fromkeys(one.record for one in answer.comments):
        if not unit.heads([name]):
            continue
        record = stored_in(unit.reading, name).record
        if record.workflow in (Workflow.RELEASED, Workflow.APPROVED):
            yield replace(record, workflow=Workflow.DRAFT)
