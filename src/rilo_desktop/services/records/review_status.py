"""Where a record stands in review, as the officer at work sees it."""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.records import Workflow
from rilo_desktop.store import ReadSession, Stored

from ..office import actions
from ..office.session import Session
from .approvers import approvers, named_approvers, possible_reviewers, unapproved_authors
from .record import stored_in


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """`waits_for`: "AP-02 (Deputy Head)", whoever may approve; only of a record in review. `could`:
    the same of whatever is not in review, if it were sent as it stands. `possible`: signs of those
    who could approve it with the role of a reviewer.

    `may_withdraw`: the officer wrote what is in review. `returned`: why a draft was returned, by
    whom; "" where it was not. `by_office`: that is an office, by its code.
    """

    workflow: str
    author: str
    may_approve: bool = False
    may_withdraw: bool = False
    waits_for: tuple[str, ...] = ()
    could: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    returned: str = ""
    returned_by: str = ""
    by_office: bool = False


def review_status(session: Session, record_id: str, language: str = "") -> ReviewStatus:
    """With functions by their names in a language. Raises Refused where there is no such record."""
    with session.reading() as reading:
        stored = stored_in(reading, record_id)
        if stored.record.workflow == Workflow.IN_REVIEW:
            return _in_review(session, reading, stored, language)
        return _otherwise(reading, stored, language)


def _in_review(
    session: Session, reading: ReadSession, stored: Stored, language: str
) -> ReviewStatus:
    free = approvers(reading, [stored])
    sign = session.officer.sign
    return ReviewStatus(
        stored.record.workflow,
        stored.author,
        may_approve=any(officer.sign == sign for officer in free),
        may_withdraw=sign in unapproved_authors(reading, stored),
        waits_for=named_approvers(free, language),
        possible=possible_reviewers(reading, [stored]),
    )


def _otherwise(reading: ReadSession, stored: Stored, language: str) -> ReviewStatus:
    newest = reading.revisions.get(stored.revision)
    could = named_approvers(approvers(reading, [stored]), language)
    possible = possible_reviewers(reading, [stored])
    entry = reading.log.entry(newest.operation) if newest is not None else None
    if entry is None or entry.action not in (actions.RETURN, actions.ANSWERED):
        return ReviewStatus(stored.record.workflow, stored.author, could=could, possible=possible)
    office = str(entry.detail.get("office", ""))
    return ReviewStatus(
        stored.record.workflow,
        stored.author,
        could=could,
        possible=possible,
        returned=str(entry.detail.get("reason", "")),
        returned_by=office or entry.officer,
        by_office=bool(office),
    )
