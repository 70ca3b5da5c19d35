"""Submissions: the records come by themselves, the rules are asked, a second officer approves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop import reports
from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.records import Level, Submission, SubmittedRecord, Workflow
from rilo_desktop.records.identity import new_id
from rilo_desktop.records.tidying import tidied
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.rules.judge import judge
from rilo_desktop.store import Unit

from . import actions
from .changes import Changes, changes_of
from .content import TYPES, DocumentType, Frozen, content_of, freeze, hash_of, label_of
from .lists import Query, Row, all_stored, find, page
from .preflight import judged, refuse_blocked
from .printed_pictures import freeze_pictures, photos_now
from .record import known_in
from .refusals import finding, refusal
from .release import check_target, release_in, write_document
from .session import Session, Task

DEFAULT_ADDRESSEE = N_("WCO Secretariat")
DRAFT_REFERENCE = "{office}/{year}/SUB"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be sent. `where` is what a list's search box takes; `left_out` are ids.

    `reason` is the reviewer's justification of completeness and nominal-data findings.
    """

    type: str
    language: str = "en"
    where: str = ""
    left_out: tuple[str, ...] = ()
    title: str = ""
    addressee: str = ""
    purpose: str = "note"
    reason: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Preflight:
    records: tuple[Row, ...]
    tlp: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Submitted:
    """`waits_for`: functions of the officers who may approve; empty once released."""

    changes: Changes
    submission: Submission
    released: bool
    waits_for: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def preflight(session: Session, order: Order) -> Preflight:
    """What would be sent, under which label, and everything the rules say of it."""
    found = find(session, _query(order), counted=False)
    rows = page(session, found, 0, len(found.rows))
    frozen = _frozen(session, order)
    kept = tuple(row for row in rows if row.id not in order.left_out)
    said = _findings(session, order, frozen, _compose(session, order, frozen))
    return Preflight(kept, label_of(item.record for item in frozen), said)


def submit(session: Session, order: Order) -> Submitted:
    """Freeze the records and prepare the submission.

    An office of one releases it at once; with a second officer it waits in review. Raises Refused
    with every finding when a rule blocks it, and when there is nothing to send.
    """
    session.permit(Task.SUBMIT)
    frozen = _frozen(session, order)
    if not frozen:
        raise Refused(_nothing())
    submission = _compose(session, order, frozen)
    said = _findings(session, order, frozen, submission)
    refuse_blocked(said, order.reason)
    with session.reading() as reading:
        submission, copies = freeze_pictures(reading, submission, [i.record for i in frozen])
    alone = session.office_of_one
    action = actions.RELEASE if alone else actions.SUBMIT
    with session.unit(action) as unit:
        unit.note(type=order.type, records=len(frozen), reason=order.reason)
        for copy in copies:
            unit.write_copy(copy)
        if alone:
            submission = replace(submission, office_of_one=True)
            made = release_in(unit, session, submission)
        else:
            made = _written(unit, replace(submission, workflow=Workflow.IN_REVIEW))
        changes = changes_of(unit, action)
    waits_for = () if alone else _who_may_approve(session)
    return Submitted(changes, made, alone, waits_for, said)


def preview(session: Session, order: Order, path: Path, progress: Progress | None = None) -> int:
    """The document as it would leave, with the watermark of a draft. Returns the pages.

    Raises Refused where there is nothing to print or a sign has no glyph; other findings do not
    keep anybody from looking.
    """
    return write_document(draft_content(session, order), path, progress)


def draft(session: Session, order: Order, path: Path, progress: Progress | None = None) -> int:
    """A draft that leaves the office, logged as such; the same checks apply as to a release."""
    session.permit(Task.SUBMIT)
    check_target(path)
    order = replace(order, draft=True)
    frozen = _frozen(session, order)
    refuse_blocked(
        _findings(session, order, frozen, _compose(session, order, frozen)), order.reason
    )
    pages = write_document(draft_content(session, order), path, progress)
    with session.unit(actions.DRAFT_EXPORT) as unit:
        label = label_of(item.record for item in frozen)
        unit.note(type=order.type, records=len(frozen), tlp=label)
    return pages


def draft_content(session: Session, order: Order) -> reports.Content:
    """What a draft of the order prints. Raises Refused where that is nothing, or has no glyph."""
    order = replace(order, draft=True)
    frozen = _frozen(session, order)
    if not frozen:
        raise Refused(_nothing())
    submission = _compose(session, order, frozen)
    with session.reading() as reading:
        photos = photos_now(reading, [item.record for item in frozen])
        content = content_of(
            reading, submission, frozen, session.office_code, draft=True, photos=photos
        )
    refuse_blocked(reports.unprintable(content), "")
    return content


def pictures(path: Path, pages: Sequence[int] | None, width: int) -> Iterator[bytes]:
    """PNG pictures of the pages of a document, `width` pixels wide."""
    return reports.page_pictures(path, pages, width)


def document_type(name: str) -> DocumentType:
    """Raises Refused for a type that is not there."""
    if name not in TYPES:
        raise refusal(
            "submit.type",
            N_("There is no submission type {name}; the types are {names}."),
            name=name,
            names=", ".join(TYPES),
        )
    return TYPES[name]


def _check_language(name: str) -> None:
    known = window_languages()
    if name not in known:
        raise refusal(
            "submit.language",
            N_("There are no documents in the language {name}; the languages are {names}."),
            name=name,
            names=", ".join(known),
        )


def _query(order: Order) -> Query:
    return Query(document_type(order.type).kind, words=order.where)


def _frozen(session: Session, order: Order) -> list[Frozen]:
    return [
        freeze(stored)
        for stored in all_stored(session, _query(order))
        if stored.record.id not in order.left_out
    ]


def _compose(session: Session, order: Order, frozen: Sequence[Frozen]) -> Submission:
    _check_language(order.language)
    now, kind = session.clock(), document_type(order.type)
    lines = tuple(
        SubmittedRecord(
            record=item.record.id,
            reference=item.record.reference,
            revision=item.revision,
            number=item.number,
        )
        for item in frozen
    )
    made = Submission(
        id=new_id(now),
        reference=DRAFT_REFERENCE.format(office=session.office_code, year=now.year)
        if order.draft
        else "",
        title=order.title or catalogue(order.language).text(kind.title),
        type=kind.code,
        purpose=order.purpose,
        addressee=order.addressee or catalogue(order.language).text(DEFAULT_ADDRESSEE),
        date=session.today,
        language=order.language,
        document_language=order.language,
        revision_number=None if order.draft else 1,
        office_code=session.office_code if session.office_code != "SECRETARIAT" else None,
        tlp=label_of(item.record for item in frozen),
        records=lines,
        where=order.where or None,
        content_hash=hash_of(frozen),
        prepared_sign=session.officer.sign,
        prepared_function=session.officer.function,
        justification=order.reason or None,
    )
    return tidied(made)


def _findings(
    session: Session, order: Order, frozen: Sequence[Frozen], submission: Submission
) -> tuple[Finding, ...]:
    known = known_in(session)
    said: list[Finding] = [] if frozen else [_nothing()]
    said += judge(submission, Level.MINIMAL, known)
    for item in frozen:
        said += judged(item, known)
    with session.reading() as reading:
        content = content_of(reading, submission, frozen, session.office_code, order.draft)
    said += reports.unprintable(content)
    return tuple(said)


def _nothing() -> Finding:
    return finding("submit.nothing", N_("Nothing to send: no record of this kind was found."))


def _written(unit: Unit, submission: Submission) -> Submission:
    (made,) = unit.write([submission])
    assert isinstance(made, Submission)
    return made


def _who_may_approve(session: Session) -> tuple[str, ...]:
    with session.reading() as reading:
        others = [o for o in reading.officers() if o.is_active and o.sign != session.officer.sign]
    able = [o for o in others if o.role in Task.REVIEW.value]
    return tuple(f"{o.sign} ({o.function})" for o in able)
