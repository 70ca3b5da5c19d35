# mypy: disable-error-code="attr-defined, call-arg"
"""The second person: nobody approves what is his own, on any path."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import officers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record, review
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.submit import SubmissionRequest, preflight, submit
from rilo_desktop.store import officer_rows

SECOND = "a passphrase of the second officer"
ORDER = SubmissionRequest("indicator-catalogue", where="SND-01")


@pytest.fixture
def two(make_session, clock):
    """An office with two officers; `two(sign)` opens it as one of them."""
    first = make_session()
    officer_rows.add(first.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    officer_rows.add(first.store, "AP-03", "Reader", "reader", "a passphrase of the reader")
    current = [first]

    def as_officer(sign):
        words = {
            "AP-02": SECOND,
            "AP-03": "a passphrase of the reader",
            "AP-04": "a passphrase of the fourth",
        }
        current[-1].close()
        word = words.get(sign, "a passphrase of the first officer")
        current.append(open_store(first.folder, word, sign, clock))
        return current[-1]

    yield as_officer
    current[-1].close()


def rules_of(refused):
    return [finding.rule for finding in refused.value.findings]


def written(session, title="A case"):
    made = replace(record.new(session, "case-study"), title=title)
    record.save(session, made)
    return made.id


def complete(session):
    """A copy of a shipped indicator, which is complete."""
    shipped = record.find(session, "SND-01").record
    fresh = replace(record.new(session, "risk-indicator"), id=record.new(session, "office").id)
    copied = replace(shipped, id=fresh.id, reference="", local_ref="OWN-01")
    record.save(session, copied)
    return copied.id


def test_the_author_cannot_approve_a_record(two):
    session = two("AP-01")
    record_id = complete(session)
    review.send(session, record_id)
    with pytest.raises(Refused) as refused:
        review.approve(session, record_id)
    assert rules_of(refused) == ["review.own"]
    session = two("AP-02")
    review.approve(session, record_id)
    assert record.get(session, record_id).record.workflow == Workflow.APPROVED


def test_an_incomplete_record_is_not_approved_and_every_finding_is_said(two):
    record_id = written(two("AP-01"))
    review.send(two("AP-01"), record_id)
    with pytest.raises(Refused) as refused:
        review.approve(two("AP-02"), record_id)
    assert len(refused.value.findings) > 5


def test_a_returned_record_says_why_and_is_a_draft(two):
    session = two("AP-01")
    record_id = written(session)
    review.send(session, record_id)
    session = two("AP-02")
    with pytest.raises(Refused):
        review.give_back(session, record_id, "  ")
    review.give_back(session, record_id, "the route is missing")
    assert record.get(session, record_id).record.workflow == Workflow.DRAFT
    with session.reading() as reading:
        assert list(reading.log.all())[-1].detail["reason"] == "the route is missing"


def test_the_author_cannot_approve_a_submission_and_it_cannot_leave(two, tmp_path):
    session = two("AP-01")
    done = submit(session, ORDER)
    assert not done.released
    assert done.waits_for == ("AP-02 (Deputy Head)",)
    with pytest.raises(Refused) as refused:
        release.approve(session, done.submission.reference)
    assert "review.own" in rules_of(refused)
    with pytest.raises(Refused) as refused:
        release.export(session, done.submission.reference, tmp_path / "x.pdf")
    assert rules_of(refused) == ["export.unapproved"]
    assert not (tmp_path / "x.pdf").exists()


def test_a_second_officer_approves_and_then_it_leaves(two, tmp_path):
    reference = submit(two("AP-01"), ORDER).submission.reference
    session = two("AP-02")
    release.approve(session, reference)
    done = release.export(session, reference, tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    submission = record.find(session, reference).record
    assert submission.workflow == Workflow.RELEASED
    assert not submission.office_of_one
    assert record.find(session, "SND-01").record.workflow == Workflow.RELEASED
    with session.reading() as reading:
        assert list(reading.log.all())[-1].detail["sha256"] == done.sha256


def test_composing_the_submission_does_not_let_an_author_approve_his_own_record(two):
    """AP-02 writes the record, AP-01 composes the submission, AP-02 must not approve it."""
    own = complete(two("AP-02"))
    done = submit(two("AP-01"), SubmissionRequest("indicator-catalogue", where="OWN-01"))
    session = two("AP-02")
    with pytest.raises(Refused) as refused:
        release.approve(session, done.submission.reference)
    assert [f.place.record for f in refused.value.findings] == [own]


def test_what_counts_is_who_wrote_the_frozen_revision(two):
    """AP-02 changes a record after AP-01 submitted it; that text does not leave."""
    session = two("AP-01")
    officer_rows.add(session.store, "AP-04", "Reviewer", "reviewer", "a passphrase of the fourth")
    own = complete(session)
    done = submit(session, SubmissionRequest("indicator-catalogue", where="OWN-01"))
    session = two("AP-02")
    stored = record.get(session, own)
    record.save(session, replace(stored.record, title="Changed after it was frozen"))
    release.approve(session, done.submission.reference)
    assert record.get(session, own).record.workflow == Workflow.DRAFT


def test_a_later_approval_does_not_clear_the_frozen_revision(two):
    """AP-02's own text stays AP-02's, whoever mends and approves the record afterwards."""
    session = two("AP-01")
    officer_rows.add(session.store, "AP-04", "Reviewer", "reviewer", "a passphrase of the fourth")
    own = complete(two("AP-02"))
    session = two("AP-01")
    done = submit(session, SubmissionRequest("indicator-catalogue", where="OWN-01"))
    record.save(session, replace(record.get(session, own).record, title="Mended"))
    review.send(session, own)
    session = two("AP-04")
    review.approve(session, own)
    session = two("AP-02")
    with pytest.raises(Refused) as refused:
        release.approve(session, done.submission.reference)
    assert [f.place.record for f in refused.value.findings] == [own]


def test_where_both_officers_wrote_the_newest_author_must_not_approve(two):
    own = complete(two("AP-01"))
    session = two("AP-02")
    stored = record.get(session, own)
    record.save(session, replace(stored.record, title="One comma, mended"))
    review.send(session, own)
    with pytest.raises(Refused) as refused:
        review.approve(session, own)
    assert rules_of(refused) == ["review.own"]
    session = two("AP-01")
    review.approve(session, own)
    assert record.get(session, own).record.workflow == Workflow.APPROVED


def test_with_a_third_reviewer_no_author_approves(two, clock):
    session = two("AP-01")
    officer_rows.add(session.store, "AP-04", "Reviewer", "reviewer", "a passphrase of the fourth")
    own = complete(session)
    session = two("AP-02")
    stored = record.get(session, own)
    record.save(session, replace(stored.record, title="One comma, mended"))
    review.send(session, own)
    with pytest.raises(Refused):
        review.approve(session, own)
    with pytest.raises(Refused):
        review.approve(two("AP-01"), own)


def test_a_reader_changes_nothing(two, tmp_path):
    session = two("AP-03")
    record_id = record.find(session, "SND-01").record.id
    attempts = [
        lambda: record.save(session, record.new(session, "case-study")),
        lambda: review.send(session, record_id),
        lambda: review.approve(session, record_id),
        lambda: review.give_back(session, record_id, "x"),
        lambda: submit(session, ORDER),
        lambda: release.approve(session, "x"),
        lambda: officers.add(session, "AP-09", "x", "head", "another passphrase"),
        lambda: officers.remove(session, "AP-02"),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert rules_of(refused) == ["session.role"]
    assert preflight(session, ORDER).records, "looking is allowed"


def test_a_returned_submission_is_a_draft_with_its_decision(two):
    reference = submit(two("AP-01"), ORDER).submission.reference
    session = two("AP-02")
    release.give_back(session, reference, "the title is missing")
    submission = record.find(session, reference).record
    assert submission.workflow == Workflow.DRAFT
    assert submission.decisions[-1].reason == "the title is missing"
    with pytest.raises(Refused):
        release.approve(session, reference)


def test_a_removed_officer_does_not_open_the_store(two, clock):
    from rilo_desktop.services.office.errors import WrongPassphrase

    session = two("AP-01")
    officers.remove(session, "AP-02")
    session.close()
    with pytest.raises(WrongPassphrase):
        open_store(session.folder, SECOND, clock=clock)
    session = two("AP-01")
    assert [o.sign for o in officers.listed(session) if o.is_active] == ["AP-01", "AP-03"]


def test_the_only_head_stays(two):
    with pytest.raises(Refused) as refused:
        officers.remove(two("AP-01"), "AP-01")
    assert rules_of(refused) == ["officers.last"]


def test_a_submission_has_only_its_own_way_through_review(two):
    reference = submit(two("AP-01"), ORDER).submission.reference
    session = two("AP-02")
    name = record.find(session, reference).record.id
    with pytest.raises(Refused) as refused:
        review.approve(session, name)
    assert rules_of(refused) == ["record.kept"]
    with pytest.raises(Refused):
        review.give_back(session, name, "no")
    assert record.get(session, name).record.workflow == Workflow.IN_REVIEW
