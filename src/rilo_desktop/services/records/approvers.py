"""Who may approve: officers who may review, and did not write what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rilo_desktop.records import Submission, Workflow
from rilo_desktop.store import OfficerRow, ReadSession, Stored
from rilo_desktop.vocabularies.functions import function_in

from ..office import actions
from ..office.session import Task

DECIDED = frozenset({Workflow.APPROVED, Workflow.RELEASED})
LARGEST_ASKED = 500
"""Records of a submission up to which their authors are looked at before; approval refuses."""


def approvers(
    reading: ReadSession, stored: Iterable[Stored], author: str = ""
) -> tuple[OfficerRow, ...]:
    """Officers who may approve all of these; `author`: who prepares a submission of them."""
    active = [officer for officer in reading.office.officers() if officer.is_active]
    able = [officer for officer in active if may_review(officer)]
    if len(active) == 1:
        return tuple(able)
    reviewers = {officer.sign for officer in able}
    out = {author}
    for one in stored:
        out |= barred(reading, one, reviewers)
    return tuple(officer for officer in able if officer.sign not in out)


def possible_reviewers(
    reading: ReadSession, stored: Iterable[Stored], author: str = ""
) -> tuple[str, ...]:
    """Signs of the officers who may not review, and with that role could approve all of these."""
    officers = [officer for officer in reading.office.officers() if officer.is_active]
    reviewers = {officer.sign for officer in officers if may_review(officer)}
    others = {officer.sign for officer in officers} - reviewers - {author}
    for one in stored:
        others -= barred_as_reviewers(reading, one, reviewers, others)
    return tuple(officer.sign for officer in officers if officer.sign in others)


def barred_as_reviewers(
    reading: ReadSession, stored: Stored, reviewers: Collection[str], others: Collection[str]
) -> frozenset[str]:
    """Those of the others who could not approve this record although they had the role."""
    authors = _authors(reading, stored)
    return frozenset(one for one in others if one in _barred(authors, {*reviewers, one}))


def may_review(officer: OfficerRow) -> bool:
    return officer.is_active and officer.role in Task.REVIEW.roles


def named_approvers(found: Iterable[OfficerRow], language: str = "") -> tuple[str, ...]:
    """As they are told of: "AP-02 (Deputy Head)"; functions by their names in a language."""
    return tuple(f"{one.sign} ({function_in(one.function, language)})" for one in found)


def barred(reading: ReadSession, stored: Stored, reviewers: Collection[str]) -> frozenset[str]:
    """Signs of those who may not approve this record.

    All who wrote it since it was last approved; where that leaves no reviewer, only whoever wrote
    the newest revision (docs/decisions/0006).
    """
    return _barred(_authors(reading, stored), reviewers)


def _authors(reading: ReadSession, stored: Stored) -> tuple[str, ...]:
    authors = unapproved_authors(reading, stored)
    if isinstance(stored.record, Submission):
        authors = tuple(dict.fromkeys((stored.record.prepared_sign or "", *authors)))
    return authors


def _barred(authors: tuple[str, ...], reviewers: Collection[str]) -> frozenset[str]:
    if not authors or set(reviewers) - set(authors):
        return frozenset(authors)
    return frozenset(authors[:1])


def unapproved_authors(reading: ReadSession, stored: Stored) -> tuple[str, ...]:
    """Signs of all who wrote the record up to this revision since it was last approved.

    The newest comes first.
    """
    authors: list[str] = []
    history = reading.revisions.of_record(stored.record.id)
    until = next(n for n, revision in enumerate(history) if revision.id == stored.revision)
    for revision in history[until:]:
        if reading.log.action_of(revision.operation) not in actions.REVIEW_STEPS:
            authors.append(revision.author)
        elif not revision.is_purged and revision.snapshot().get("workflow") in DECIDED:
            break
    return tuple(dict.fromkeys(authors))
