"""How far a first submission is, read from what the office holds and not from how it came there.

The guide of a practice office shows it. It follows one case: the one that is farthest.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rilo_desktop.records import CaseStudy, Submission, Workflow
from rilo_desktop.store import ReadSession, Stored

from ..office import actions
from ..office.session import Session, Task
from .one_record import blocked
from .submission_list import AFTER_RELEASE, LEFT

MOST = 50
"""Cases, the newest ones, of which the farthest is looked for."""
NOT_WRITTEN = (actions.IMPORT, actions.CATALOGUE, actions.RECEIVE)
"""Operations that bring records which nobody wrote here."""
APPROVED = frozenset({Workflow.APPROVED, Workflow.RELEASED, Workflow.SUPERSEDED})
SUBMITTED = LEFT | {Workflow.IN_REVIEW, Workflow.APPROVED}


class GuidedStep(StrEnum):
    """In the order of the guide."""

    OFFICE = "office"
    CASE = "case"
    INDICATOR = "indicator"
    COMPLETE = "complete"
    APPROVAL = "approval"
    SUBMISSION = "submission"
    FILE = "file"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class GuidedProgress:
    """`case`, `submission`: ids of the records that are followed, "" where there is none yet."""

    done: frozenset[GuidedStep] = frozenset({GuidedStep.OFFICE})
    case: str = ""
    submission: str = ""


class Sent(NamedTuple):
    """The steps of a submission, and its id."""

    done: frozenset[GuidedStep]
    submission: str


NOT_SENT = Sent(frozenset(), "")


def progress(session: Session) -> GuidedProgress:
    """Changes nothing."""
    session.permit(Task.READ)
    with session.reading() as reading:
        rows = reading.waiting.written_here(CaseStudy.kind.code, NOT_WRITTEN, MOST)
        exported = {
            str(made.detail.get("submission", ""))
            for made in reading.log.with_action(actions.EXPORT)
        }
        sent = _submitted(reading, exported) if rows else {}
        found = [_of_case(one, sent) for one in reading.records.stored_many(rows)]
    if not found:
        return GuidedProgress()
    farthest = max(found, key=lambda one: len(one.done))
    if GuidedStep.COMPLETE in farthest.done or blocked(session, (farthest.case,))[farthest.case]:
        return farthest
    done = farthest.done | {GuidedStep.COMPLETE}
    return GuidedProgress(done, farthest.case, farthest.submission)


def _submitted(reading: ReadSession, exported: Set[str]) -> Mapping[str, Sent]:
    """{id of a record: its submission that is farthest}."""
    found: dict[str, Sent] = {}
    for stored in reading.records.all_of(Submission.kind.code):
        made = stored.record
        assert isinstance(made, Submission)
        sent = Sent(_steps_of(made, exported), made.id)
        for line in made.records:
            before = found.get(line.record or "", NOT_SENT)
            if len(sent.done) > len(before.done):
                found[line.record or ""] = sent
    return found


def _of_case(stored: Stored, submitted: Mapping[str, Sent]) -> GuidedProgress:
    """All but whether the rules block it, which takes longest and is asked of one case."""
    case = stored.record
    assert isinstance(case, CaseStudy)
    sent = submitted.get(case.id, NOT_SENT)
    done = {GuidedStep.OFFICE, GuidedStep.CASE, *sent.done}
    if case.indicators:
        done.add(GuidedStep.INDICATOR)
    if case.workflow in APPROVED:
        done |= {GuidedStep.COMPLETE, GuidedStep.APPROVAL}
    return GuidedProgress(frozenset(done), case.id, sent.submission)


def _steps_of(record: Submission, exported: Set[str]) -> frozenset[GuidedStep]:
    if record.workflow not in SUBMITTED:
        return frozenset()
    done = {GuidedStep.SUBMISSION}
    if record.workflow in LEFT:  # what was in it was looked at, and approved with it
        done |= {GuidedStep.COMPLETE, GuidedStep.APPROVAL}
    if record.reference in exported:
        done.add(GuidedStep.FILE)
    if any(line.decision in AFTER_RELEASE for line in record.decisions):
        done.add(GuidedStep.SENT)
    return frozenset(done)
