# mypy: disable-error-code="call-arg"
"""An office in which nobody else can approve: said before it is asked, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from rilo_desktop.records import Record, Submission, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import audit_log, officers
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record, review
from rilo_desktop.services.records.review_status import review_status
from rilo_desktop.services.submissions import approval, release
from rilo_desktop.services.submissions.submit import (
    SubmissionRequest,
    SubmissionResult,
    preflight,
    submit,
)
from rilo_desktop.store import officer_rows

SECOND = "a passphrase of the second officer"
ORDER = SubmissionRequest("indicator-catalogue", where="OWN-01")
WHY = "The deputy is on leave until May."
As = Callable[[str], Session]


@pytest.fixture
def pair(make_session: Any, clock: Any) -> Iterator[As]:
    """The head AP-01 and the analyst AP-02; `pair(sign)` opens the office as one of them."""
    first = make_session()
    officer_rows.add(first.store, "AP-02", "Analyst", "analyst", SECOND)
    current = [first]

    def as_officer(sign: str) -> Session:
        current[-1].close()
        word = SECOND if sign == "AP-02" else "a passphrase of the first officer"
        current.append(open_store(first.folder, word, sign, clock))
        return current[-1]

    yield as_officer
    current[-1].close()


def complete(session: Session) -> str:
    """A copy of a shipped indicator, which is complete, written by whoever is at work."""
    shipped = record.find(session, "SND-01").record
    fresh = record.new(session, "risk-indicator").id
    record.save(session, replace(shipped, id=fresh, reference="", local_ref="OWN-01"))
    return fresh


def rules_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.rule for finding in refused.value.findings]


def asked(session: Session) -> SubmissionResult:
    return submit(session, ORDER)


def stands(session: Session, name: str) -> Record:
    return record.find(session, name).record


def test_a_role_is_offered_only_to_who_could_approve_then(pair: As) -> None:
    """AP-02 wrote the record: as a reviewer AP-02 could not approve it either."""
    session = pair("AP-02")
    own = complete(session)
    session = pair("AP-01")
    assert preflight(session, ORDER).possible == ()
    shipped = SubmissionRequest("indicator-catalogue", where="SND-01")
    assert preflight(session, shipped).possible == ("AP-02",)
    made = asked(session)
    view = approval.approval_view(session, made.submission.reference)
    assert (view.may_approve, view.possible) == ((), ())
    assert review_status(session, own).possible == ()
    officers.change(session, "AP-02", role="reviewer")
    assert preflight(session, ORDER).may_approve == ()


def test_the_head_learns_before_asking_that_nobody_can_approve(pair: As) -> None:
    session = pair("AP-01")
    own = complete(session)
    assert preflight(session, ORDER).may_approve == ()
    assert review_status(session, own).could == ()
    shipped = SubmissionRequest("indicator-catalogue", where="SND-01")
    assert preflight(session, shipped).may_approve == (), "whoever prepares it never approves it"
    officers.change(session, "AP-02", role="reviewer")
    assert preflight(session, ORDER).may_approve == ("AP-02 (Analyst)",)
    assert review_status(session, own).could == ("AP-02 (Analyst)",)


def test_what_the_analyst_writes_the_head_approves(pair: As) -> None:
    session = pair("AP-02")
    own = complete(session)
    assert preflight(session, ORDER).may_approve == ("AP-01 (Head of RILO)",)
    assert review_status(session, own).could == ("AP-01 (Head of RILO)",)
    assert asked(session).waits_for == ("AP-01 (Head of RILO)",)


def test_where_both_have_a_hand_in_it_nobody_is_left(pair: As) -> None:
    """The deputy mends a returned record, and the head prepares the submission."""
    session = pair("AP-01")
    officers.change(session, "AP-02", role="reviewer")
    own = complete(session)
    session = pair("AP-02")
    stored = record.get(session, own)
    record.save(session, replace(stored.record, title="Mended"), stored.revision)
    session = pair("AP-01")
    assert preflight(session, ORDER).may_approve == ()
    done = asked(session)
    assert done.waits_for == ()
    for sign in ("AP-01", "AP-02"):
        with pytest.raises(Refused):
            release.approve(pair(sign), done.submission.reference)


def test_leaving_out_what_bars_somebody_lets_them_approve(pair: As) -> None:
    from rilo_desktop.services.submissions.submit import LeftOut

    session = pair("AP-01")
    officers.change(session, "AP-02", role="reviewer")
    own = complete(pair("AP-02"))
    session = pair("AP-01")
    found = preflight(session, SubmissionRequest("indicator-catalogue"))
    assert found.may_approve == ()
    assert found.leaving_out((LeftOut(own, "not yet"),)).may_approve == ("AP-02 (Analyst)",)


def test_the_head_approves_alone_and_says_why(pair: As) -> None:
    session = pair("AP-01")
    complete(session)
    done = submit(session, replace(ORDER, alone=WHY))
    assert done.released
    made = stands(session, done.submission.reference)
    assert isinstance(made, Submission)
    assert made.office_of_one, "the document says that its author approved it"
    assert made.decisions[-1].reason == WHY
    (entry, *_) = audit_log.newest(session, 1)
    assert entry.detail["alone"] == WHY


def test_what_waits_already_is_approved_alone_too(pair: As) -> None:
    session = pair("AP-01")
    complete(session)
    name = asked(session).submission.reference
    view = approval.approval_view(session, name)
    assert (view.may_approve, view.may_withdraw) == ((), True)
    with pytest.raises(Refused) as refused:
        release.approve_alone(session, name, " ")
    assert rules_of(refused) == ["review.alone_reason"]
    release.approve_alone(session, name, WHY)
    made = stands(session, name)
    assert isinstance(made, Submission)
    assert (made.workflow, made.office_of_one) == (Workflow.RELEASED, True)


def test_nobody_approves_alone_where_a_colleague_can(pair: As) -> None:
    session = pair("AP-01")
    own = complete(session)
    officers.change(session, "AP-02", role="reviewer")
    name = asked(session).submission.reference
    attempts = (
        lambda: submit(session, replace(ORDER, alone=WHY)),
        lambda: release.approve_alone(session, name, WHY),
        lambda: review.approve_alone(session, own, WHY),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert rules_of(refused) == ["review.not_alone"]
    assert stands(session, name).workflow == Workflow.IN_REVIEW


def test_only_the_head_approves_alone(pair: As) -> None:
    session = pair("AP-01")
    name = asked(session).submission.reference if complete(session) else ""
    session = pair("AP-02")
    with pytest.raises(Refused) as refused:
        release.approve_alone(session, name, WHY)
    assert rules_of(refused) == ["session.role"]
    with pytest.raises(Refused) as refused:
        submit(session, replace(ORDER, alone=WHY))
    assert rules_of(refused) == ["session.role"]


def test_a_record_is_approved_alone_from_its_draft(pair: As) -> None:
    session = pair("AP-01")
    own = complete(session)
    review.approve_alone(session, own, WHY)
    assert record.get(session, own).record.workflow == Workflow.APPROVED
    (entry, *_) = audit_log.newest(session, 1)
    assert entry.detail["alone"] == WHY
    blank = replace(record.new(session, "case-study"), title="Nothing in it")
    record.save(session, blank)
    with pytest.raises(Refused) as refused:
        review.approve_alone(session, blank.id, WHY)
    assert "completeness.missing" in rules_of(refused)


def test_the_author_takes_back_what_waits(pair: As) -> None:
    session = pair("AP-02")
    own = complete(session)
    name = asked(session).submission.reference
    review.send(session, own)
    assert review_status(session, own).may_withdraw
    session = pair("AP-01")
    assert not review_status(session, own).may_withdraw
    for attempt in (review.withdraw, release.withdraw):
        with pytest.raises(Refused) as refused:
            attempt(session, own if attempt is review.withdraw else name)
        assert rules_of(refused)[0].endswith(".withdraw")
    session = pair("AP-02")
    review.withdraw(session, own)
    release.withdraw(session, name)
    assert record.get(session, own).record.workflow == Workflow.DRAFT
    assert stands(session, name).workflow == Workflow.DRAFT
    assert review_status(session, own).could == ("AP-01 (Head of RILO)",)
    again = asked(session)
    assert again.submission.revision_number == 1, "nobody returned it"


def test_what_was_withdrawn_is_still_its_authors(pair: As) -> None:
    """Taking it back is no way round the second person."""
    session = pair("AP-01")
    officers.change(session, "AP-02", role="reviewer")
    own = complete(session)
    review.send(session, own)
    review.withdraw(session, own)
    review.send(session, own)
    with pytest.raises(Refused) as refused:
        review.approve(session, own)
    assert rules_of(refused) == ["review.own"]
