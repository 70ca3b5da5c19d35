"""What shall be sent: the order an officer gives, the records it finds, the submission it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.office_codes import is_practice, is_secretariat
from rilo_desktop.presentation.document_spec import DocumentSpec, Scope
from rilo_desktop.presentation.documents import DOCUMENTS, SUBMISSIONS
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import (
    Answer,
    Record,
    Submission,
    SubmittedRecord,
    TypedMessage,
    Workflow,
)
from rilo_desktop.records import LeftOut as LeftOutLine
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.records.sanitize import sanitized
from rilo_desktop.rules.attachments import ChosenFile
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.store import Stored, UnitOfWork
from rilo_desktop.vocabularies import vocabulary

from ..office.finding_helpers import finding, name_of, place_of, refusal
from ..office.guard_answers import signed, valid_answers
from ..office.session import Session
from ..receiving.acceptance_rules import in_force
from ..records.lists import Query, all_stored
from ..records.record import find
from .attached_files import attached_to, files_by_record
from .content import freeze, hash_of, label_of
from .document_records import DocumentScope, Part, others, part_of, refuse_without_scope
from .frozen_record import Frozen

DEFAULT_ADDRESSEE = N_("WCO Secretariat")
PRACTICE_ADDRESSEE = N_("Practice Secretariat")
DRAFT_REFERENCE = "{office}/{year}/SUB"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that would have come by itself. The reason is kept and shown to the reviewer.

    It is never printed: that a record exists and is held back is itself not for the addressee.
    """

    record: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionRequest:
    """What shall be sent. `where` is what a list's search box takes; ids name the records.

    `records`: these and no others; without them all that `where` finds. `reason` is the reviewer's
    justification of what is missing; `answers` say why what the guard found may leave; `attached`:
    files of the records that go with it. `again`: the draft or returned submission that is made
    anew; `supersedes`: the released one that this one will replace.

    `year`, `member`: what a type with such a scope is about; the record of one that is about a
    record stands in `records`. `messages`: (place, text) of what is typed for the document. Of a
    type with several sources `where` and `records` choose from the first.

    `alone`: why the head approves it without a second officer; "" asks for one.
    """

    type: str
    language: str = "en"
    where: str = ""
    records: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    title: str = ""
    addressee: str = ""
    purpose: str = ""
    reason: str = ""
    answers: tuple[Answer, ...] = ()
    attached: tuple[ChosenFile, ...] = ()
    draft: bool = False
    again: str = ""
    supersedes: str = ""
    year: int = 0
    member: str = ""
    messages: tuple[tuple[str, str], ...] = ()
    alone: str = ""


class Chosen(NamedTuple):
    """A record that a document is made of."""

    stored: Stored
    part: Part = Part.WHOLE


def order_again(session: Session, name: str) -> SubmissionRequest:
    """The order by which a draft or returned submission is made anew from today's records.

    One that its addressee returned was released, so that the new one supersedes it. Raises Refused
    for one that is in review, released otherwise or not there.
    """
    submission = submission_named(session, name).record
    assert isinstance(submission, Submission)
    if returned_request(submission):
        return order_superseding(session, name)
    if submission.workflow != Workflow.DRAFT:
        raise _no_draft(submission)
    return replace(_order_of(submission), again=submission.reference)


def returned_request(submission: Submission) -> bool:
    """Is it released, and was the last word on it that its addressee returned it?"""
    last = submission.decisions[-1].decision if submission.decisions else ""
    return submission.workflow == Workflow.RELEASED and last == "returned"


def _no_draft(submission: Submission) -> Refused:
    return refusal(
        "submit.again",
        N_(
            "{name} is not a draft; correct a released submission with another one that "
            "supersedes it."
        ),
        place_of(submission),
        name=name_of(submission),
    )


def order_superseding(session: Session, name: str) -> SubmissionRequest:
    """The order by which a released submission is replaced by a new one. Raises Refused."""
    submission = submission_named(session, name).record
    assert isinstance(submission, Submission)
    _check_superseded(submission)
    return replace(_order_of(submission), supersedes=submission.reference, reason="", answers=())


def submission_named(session: Session, name: str) -> Stored:
    """By reference or id. Raises Refused."""
    stored = find(session, name, Submission.kind.code)
    assert isinstance(stored.record, Submission)
    return stored


def _order_of(made: Submission) -> SubmissionRequest:
    spec = DOCUMENTS[str(made.type)]
    held = tuple(line.record or "" for line in made.records if not line.part)
    if Scope.RECORD in spec.scope:
        held = tuple(line.record or "" for line in made.records)[:1]
    left_out = tuple(LeftOut(line.record or "", line.reason or "") for line in made.left_out)
    return SubmissionRequest(
        type=spec.name,
        language=str(made.document_language or "en"),
        where=made.where or "",
        records=(*held, *(line.record for line in left_out)) if made.picked else (),
        left_out=left_out,
        title=made.title_text,
        addressee=str(made.addressee or ""),
        purpose=str(made.purpose or ""),
        reason=made.justification or "",
        answers=made.answers,
        attached=attached_to(made),
        year=made.year or 0,
        member=made.member or "",
        messages=tuple((line.place or "", line.text or "") for line in made.messages),
    )


def _check_superseded(submission: Submission) -> None:
    if submission.workflow != Workflow.RELEASED:
        raise refusal(
            "submit.supersedes",
            N_("{name} is not released; only a released submission is superseded."),
            place_of(submission),
            name=name_of(submission),
        )


def document_type(name: str) -> DocumentSpec:
    """Raises Refused for a type that is not there."""
    if name not in SUBMISSIONS:
        raise refusal(
            "submit.type",
            N_("There is no submission type {name}; the types are {names}."),
            name=name,
            names=", ".join(SUBMISSIONS),
        )
    return SUBMISSIONS[name]


def chosen(session: Session, order: SubmissionRequest) -> Iterator[Chosen]:
    """Every record that the order finds, those left out included, source by source in the order of
    their lists. Raises Refused where what the document is about is not said."""
    spec = document_type(order.type)
    first = _of_first_source(session, order, spec)
    scope = DocumentScope(order.year, order.member, sender=session.office_code)
    if Scope.RECORD in spec.scope:
        first = list(first)
        scope = replace(scope, subject=first[0].record if len(first) == 1 else None)
    refuse_without_scope(spec, scope)
    for stored in first:
        part = part_of(stored.record, spec, spec.sources[0], scope)
        if part is not None:
            yield Chosen(stored, part)
    if len(spec.sources) > 1:
        with session.reading() as reading:
            yield from (Chosen(*found) for found in others(reading, spec, scope))


def _of_first_source(
    session: Session, order: SubmissionRequest, spec: DocumentSpec
) -> Iterable[Stored]:
    kind = spec.record_type
    if not order.records:
        return all_stored(session, Query(kind, words=order.where))
    with session.reading() as reading:
        found = [stored for name in order.records if (stored := reading.records.stored(name))]
    of_kind = [stored for stored in found if stored.record.kind.code == kind]
    return [stored for stored in of_kind if not stored.record.archived]


def frozen_for(session: Session, order: SubmissionRequest) -> list[Frozen]:
    """The records that go, each at its newest revision."""
    out, spec = {line.record for line in order.left_out}, document_type(order.type)
    files = files_by_record(order.attached)
    found = [one for one in chosen(session, order) if one.stored.record.id not in out]
    with session.reading() as reading:
        return [
            freeze(stored, spec, part, files.get(stored.record.id, ()), reading)
            for stored, part in found
        ]


def compose(session: Session, order: SubmissionRequest, frozen: Sequence[Frozen]) -> Submission:
    """The submission that the order makes of these records. Raises Refused."""
    _check_language(order.language)
    now, spec = session.clock(), document_type(order.type)
    before = _before(session, order)
    made = replace(
        before or Submission(id=new_id(now)),
        title=order.title or _usual_title(spec, order, frozen),
        type=spec.code,
        purpose=order.purpose or spec.purpose,
        addressee=order.addressee
        or catalogue(order.language).text(spec.addressee or addressee_of(session.office_code)),
        date=session.today,
        language=order.language,
        document_language=order.language,
        revision_number=_revision_number(before),
        year=order.year or None if Scope.YEAR in spec.scope else None,
        member=order.member or None if Scope.MEMBER in spec.scope else None,
        office_code=None if is_secretariat(session.office_code) else session.office_code,
        tlp=label_of(frozen, spec),
        records=tuple(_line(item) for item in frozen),
        where=order.where or None,
        picked=bool(order.records) or None,
        left_out=_left_out(session, order),
        messages=_messages(spec, order),
        acceptance=_acceptance(session),
        content_hash=hash_of(frozen),
        prepared_sign=session.officer.sign,
        prepared_function=session.officer.function,
        justification=order.reason or None,
        answers=_answers(session, order, frozen),
        supersedes=_superseded(session, order) or (before.supersedes if before else None),
    )
    if order.draft and before is None:
        name = DRAFT_REFERENCE.format(office=session.office_code, year=now.year)
        made = replace(made, reference=name, revision_number=None)
    return sanitized(made)


def addressee_of(office: str) -> str:
    """To whom it submits, where nobody says another: a message of the catalogue."""
    return PRACTICE_ADDRESSEE if is_practice(office) else DEFAULT_ADDRESSEE


def _usual_title(spec: DocumentSpec, order: SubmissionRequest, frozen: Sequence[Frozen]) -> str:
    """That of the one record which the document is about, or its type's."""
    about = [item.record for item in frozen if item.record.kind.code == spec.record_type]
    if Scope.RECORD in spec.scope and len(about) == 1:
        return title_in(about[0], order.language)
    said = catalogue(order.language)
    return said.text(spec.title, year=order.year) if order.year else said.text(spec.title)


def _messages(spec: DocumentSpec, order: SubmissionRequest) -> tuple[TypedMessage, ...]:
    """Raises Refused for a place that the document does not have, and for a text too long."""
    for place, text in order.messages:
        about = spec.message(place)
        if about is None:
            raise refusal(
                "submit.message",
                N_("This document has no text {name}; it has {names}."),
                name=place,
                names=", ".join(one.place for one in spec.messages) or "-",
            )
        if len(text) > about.limit:
            raise refusal(
                "submit.message_long",
                N_("{name}: {count} characters, and {most} fit; shorten the text."),
                name=place,
                count=len(text),
                most=about.limit,
            )
        if about.begins_with:
            _refuse_without_code(place, text, about.begins_with)
    typed = [(place, text.strip()) for place, text in order.messages]
    return tuple(TypedMessage(place=place, text=text) for place, text in typed if text)


def _refuse_without_code(place: str, text: str, name: str) -> None:
    code, colon, said = text.partition(":")
    if not (colon and said.strip() and code.strip() in vocabulary(name).items):
        raise refusal(
            "submit.message_code",
            N_("{name}: “{text}” begins with no code of a Member and a colon, as in {like}"),
            name=place,
            text=text.strip()[:60],
            like="FR: …",
        )


def _answers(
    session: Session, order: SubmissionRequest, frozen: Sequence[Frozen]
) -> tuple[Answer, ...]:
    revisions = {item.record.id: item.revision for item in frozen}
    kept = valid_answers(order.answers, revisions)
    return signed(kept, session.officer.sign, session.today)


def _before(session: Session, order: SubmissionRequest) -> Submission | None:
    if not order.again:
        return None
    order_again(session, order.again)  # refuses what may not be made anew
    found = submission_named(session, order.again).record
    assert isinstance(found, Submission)
    return found


def refuse_moved(unit: UnitOfWork, submission: Submission) -> None:
    """While the rules were asked, the draft that is made anew may have gone another way."""
    now = unit.reading.records.stored(submission.id)
    if now is not None and now.record.workflow != Workflow.DRAFT:
        assert isinstance(now.record, Submission)
        raise _no_draft(now.record)


def _revision_number(before: Submission | None) -> int:
    """One more each time it came back."""
    decisions = before.decisions if before else ()
    return 1 + sum(line.decision == "returned" for line in decisions)


def _acceptance(session: Session) -> str:
    with session.reading() as reading:
        return in_force(reading).name


def _line(item: Frozen) -> SubmittedRecord:
    return SubmittedRecord(
        record=item.record.id,
        reference=item.record.reference,
        revision=item.revision,
        number=item.number,
        attachments=tuple(one.sha256 or "" for one in item.attached),
        part=None if item.part is Part.WHOLE else item.part.value,
    )


def _left_out(session: Session, order: SubmissionRequest) -> tuple[LeftOutLine, ...]:
    with session.reading() as reading:
        held = [(line, reading.records.stored(line.record)) for line in order.left_out]
    return tuple(
        LeftOutLine(record=line.record, reference=_called(stored), reason=line.reason or None)
        for line, stored in held
    )


def _called(stored: Stored | None) -> str | None:
    return stored.record.reference if stored else None


def _superseded(session: Session, order: SubmissionRequest) -> str | None:
    if not order.supersedes:
        return None
    found = submission_named(session, order.supersedes).record
    assert isinstance(found, Submission)
    _check_superseded(found)
    return found.id


def unexplained(session: Session, order: SubmissionRequest) -> tuple[Finding, ...]:
    """Each record that is left out without a reason blocks."""
    silent = [line.record for line in order.left_out if not line.reason.strip()]
    with session.reading() as reading:
        found = [stored for name in silent if (stored := reading.records.stored(name))]
    return tuple(without_reason(stored.record) for stored in found)


def without_reason(record: Record) -> Finding:
    return finding(
        "submit.left_out",
        N_("Say why {name} is left out; the reviewer must see it."),
        place_of(record),
        name=name_of(record),
    )


def _check_language(name: str) -> None:
    known = window_languages()
    if name not in known:
        raise refusal(
            "submit.language",
            N_("There are no documents in the language {name}; the languages are {names}."),
            name=name,
            names=", ".join(known),
        )


def nothing_found() -> Finding:
    return finding("submit.nothing", N_("Nothing to send: no record of this kind was found."))
