"""Review: sent, approved by a second officer, or returned with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rilo_desktop.records import Record, Workflow
from rilo_desktop.rules.findings import N_, Coded, Finding, Message, Refused, blocking
from rilo_desktop.store import Stored
from rilo_desktop.vocabularies.functions import LIST

from ..office import actions
from ..office.finding_helpers import finding, name_of, place_of, refusal
from ..office.session import Session, Task
from .approvers import approvers, barred, may_review, unapproved_authors
from .changes import Changes, changes_of
from .record import findings, get, refuse_kept, stored_in

NAMED = N_("{sign} ({function})")


def send(session: Session, record_id: str) -> Changes:
    """Hand a draft to a second officer. Raises Refused when it is not a draft."""
    session.permit(Task.SUBMIT)
    stored = _in_state(session, record_id, Workflow.DRAFT)
    return _move(session, stored.record, Workflow.IN_REVIEW, actions.SEND)


def send_and_get(session: Session, record_id: str) -> tuple[Changes, Stored]:
    """As `send`, with the record as it now stands."""
    changes = send(session, record_id)
    return changes, get(session, record_id)


def approve(session: Session, record_id: str) -> Changes:
    """Approve a record in review.

    Raises Refused with every finding when a rule blocks it, and when the officer wrote it (an
    office of one may approve its own).
    """
    session.permit(Task.REVIEW)
    stored = _in_state(session, record_id, Workflow.IN_REVIEW)
    refuse_author(session, stored)
    _refuse_blocked(session, stored)
    return _move(session, stored.record, Workflow.APPROVED, actions.APPROVE)


def approve_alone(session: Session, record_id: str, reason: str) -> Changes:
    """Approve a draft or a record in review that no second officer can approve. The reason is
    logged.

    Raises Refused where another officer can, and with every finding when a rule blocks it.
    """
    session.permit(Task.SOLE_APPROVAL)
    stored = _in_state(session, record_id, Workflow.DRAFT, Workflow.IN_REVIEW)
    refuse_not_alone(session, [stored], reason)
    _refuse_blocked(session, stored)
    return _move(session, stored.record, Workflow.APPROVED, actions.APPROVE, alone=reason.strip())


def withdraw(session: Session, record_id: str) -> Changes:
    """Take a record back from review, where the officer wrote it; it is a draft again."""
    session.permit(Task.SUBMIT)
    stored = _in_state(session, record_id, Workflow.IN_REVIEW)
    with session.reading() as reading:
        authors = unapproved_authors(reading, stored)
    if session.officer.sign not in authors:
        raise refusal(
            "review.withdraw",
            N_("Only {who} can withdraw {name}. A reviewer returns it with a reason."),
            place_of(stored.record),
            who=", ".join(authors),
            name=name_of(stored.record),
        )
    return _move(session, stored.record, Workflow.DRAFT, actions.WITHDRAW)


def _refuse_blocked(session: Session, stored: Stored) -> None:
    blocked = blocking(findings(session, stored.record))
    if blocked:
        raise Refused(*blocked)


def give_back(session: Session, record_id: str, reason: str) -> Changes:
    """Return a record in review to its author. A reason must be given."""
    session.permit(Task.REVIEW)
    ask_reason(reason)
    stored = _in_state(session, record_id, Workflow.IN_REVIEW)
    return _move(session, stored.record, Workflow.DRAFT, actions.RETURN, reason=reason)


def refuse_author(session: Session, *stored: Stored) -> None:
    """Raises Refused where the officer wrote one of these and another officer could approve it.

    What counts is who wrote each as it stands there; later revisions leave with nobody.
    """
    own = own_works(session, *stored)
    if own:
        raise Refused(*own)


def own_works(session: Session, *stored: Stored) -> tuple[Finding, ...]:
    """Why the officer may not approve these; never more than 20."""
    with session.reading() as reading:
        active = [officer for officer in reading.office.officers() if officer.is_active]
        if len(active) == 1:
            return ()
        reviewers = {officer.sign for officer in active if may_review(officer)}
        own = [s.record for s in stored if session.officer.sign in barred(reading, s, reviewers)]
    return tuple(_own_work(session, record) for record in own[:20])


def refuse_not_alone(
    session: Session, stored: Sequence[Stored], reason: str, author: str = ""
) -> None:
    """Raises Refused without a reason, and where a second officer may approve these."""
    if not reason.strip():
        raise refusal("review.alone_reason", N_("Say why you approve it alone."))
    with session.reading() as reading:
        others = [
            officer
            for officer in approvers(reading, stored, author)
            if officer.sign != session.officer.sign
        ]
    if others:
        who = tuple(
            Message(NAMED, {"sign": one.sign, "function": Coded(LIST, one.function)})
            for one in others
        )
        raise refusal("review.not_alone", N_("{who} can approve it; ask for approval."), who=who)


def ask_reason(reason: str) -> None:
    if not reason.strip():
        raise refusal("review.reason", N_("Say why it is returned; the author needs the reason."))


def _own_work(session: Session, record: Record) -> Finding:
    return finding(
        "review.own",
        N_("{name} was written by {sign}; another officer must approve it."),
        place_of(record),
        name=name_of(record),
        sign=session.officer.sign,
    )


def _in_state(session: Session, record_id: str, *states: Workflow) -> Stored:
    with session.reading() as reading:
        stored = stored_in(reading, record_id)
    refuse_kept(stored.record.kind.code, stored.record)
    if stored.record.workflow not in states:
        raise wrong_state(stored.record, states[-1])
    return stored


def wrong_state(record: Record, wanted: Workflow) -> Refused:
    return refusal(
        "review.state",
        N_("{name} is in the state {state}; this needs the state {wanted}."),
        place_of(record),
        name=name_of(record),
        state=Coded("workflow", record.workflow),
        wanted=Coded("workflow", wanted),
    )


def _move(session: Session, record: Record, state: Workflow, action: str, **detail: str) -> Changes:
    with session.unit(action) as unit:
        unit.note(record=record.id, **detail)
        unit.write([replace(record, workflow=state)])
        return changes_of(unit, action)
