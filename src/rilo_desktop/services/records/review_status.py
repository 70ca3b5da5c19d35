"""Where a record stands in review, as the officer at work sees it."""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.records import Workflow
from rilo_desktop.store import ReadSession, Stored

from ..office import actions
from ..office.session import Session, Task
from .record import stored_in
from .review import barred


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """`waits_for`: "AP-02 (Deputy Head)", whoever may approve; only of a record in review.

    `returned`: why a draft was returned, by whom; "" where it was not.
    """

    workflow: str
    author: str
    may_approve: bool = False
    waits_for: tuple[str, ...] = ()
    returned: str = ""
    returned_by: str = ""


def review_status(session: Session, record_id: str) -> ReviewStatus:
    """Raises Refused where there is no such record."""
    with session.reading() as reading:
        stored = stored_in(reading, record_id)
        if stored.record.workflow == Workflow.IN_REVIEW:
            return _in_review(session, reading, stored)
        return _otherwise(reading, stored)


def _in_review(session: Session, reading: ReadSession, stored: Stored) -> ReviewStatus:
    active = [officer for officer in reading.office.officers() if officer.is_active]
    able = [officer for officer in active if officer.role in Task.REVIEW.roles]
    own = barred(reading, stored, {officer.sign for officer in able}) if len(active) > 1 else ()
    free = [officer for officer in able if officer.sign not in own]
    return ReviewStatus(
        stored.record.workflow,
        stored.author,
        any(officer.sign == session.officer.sign for officer in free),
        tuple(f"{officer.sign} ({officer.function})" for officer in free),
    )


def _otherwise(reading: ReadSession, stored: Stored) -> ReviewStatus:
    newest = reading.revisions.get(stored.revision)
    entry = reading.log.entry(newest.operation) if newest is not None else None
    if entry is None or entry.action not in (actions.RETURN, actions.ANSWERED):
        return ReviewStatus(stored.record.workflow, stored.author)
    return ReviewStatus(
        stored.record.workflow,
        stored.author,
        returned=str(entry.detail.get("reason", "")),
        returned_by=str(entry.detail.get("office", "")) or entry.officer,
    )
