# mypy: disable-error-code="attr-defined, call-arg"
"""The ledger, and a submission's way: returned, corrected, sent again, acknowledged, superseded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.progress import Cancelled, Said
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record, review
from rilo_desktop.services.submissions import approval, release, submission_list
from rilo_desktop.services.submissions.submit import (
    LeftOut,
    SubmissionRequest,
    keep,
    order_again,
    order_superseding,
    preflight,
    submit,
)
from rilo_desktop.store import officer_rows

WORDS = {
    "AP-01": "a passphrase of the first officer",
    "AP-02": "a passphrase of the second officer",
}
ORDER = SubmissionRequest("indicator-catalogue", where="SND-01")


@pytest.fixture
def two(make_session, clock):
    """An office with two officers; `two(sign)` opens it as one of them."""
    first = make_session()
    officer_rows.add(first.store, "AP-02", "Deputy Head", "reviewer", WORDS["AP-02"])
    current = [first]

    def as_officer(sign):
        current[-1].close()
        current.append(open_store(first.folder, WORDS[sign], sign, clock))
        return current[-1]

    yield as_officer
    current[-1].close()


@pytest.fixture
def returned(two):
    """A submission of AP-01 that AP-02 returned; its reference."""
    reference = submit(two("AP-01"), ORDER).submission.reference
    release.give_back(two("AP-02"), reference, "the explanation of SND-01 is thin")
    return reference


def rules_of(refused):
    return [finding.rule for finding in refused.value.findings]


def states(session):
    return {one.reference: one.state for one in submission_list.ledger(session)}


def test_a_returned_submission_is_corrected_and_leaves(two, returned, tmp_path):
    session = two("AP-01")
    assert states(session) == {returned: "returned"}
    assert (
        submission_list.entry(session, returned).return_reason
        == "the explanation of SND-01 is thin"
    )
    shipped = record.find(session, "SND-01").record
    record.save(session, replace(shipped, title="Said better"))
    done = submit(session, order_again(session, returned))
    assert (done.submission.reference, done.submission.revision_number) == (returned, 2)
    with pytest.raises(Refused) as refused:
        release.approve(session, returned)
    assert "review.own" in rules_of(refused)
    session = two("AP-02")
    shown = approval.approval_view(session, returned)
    assert shown.records[0].title == "Said better"
    assert not shown.refused
    french = approval.approval_view(session, returned, "fr")
    assert french.entry.prepared == "Chef du BRLR · AP-01"
    assert french.story[-1].who == "Chef du BRLR · AP-01"
    release.approve(session, returned, "read on paper")
    assert release.export(session, returned, tmp_path / "x.pdf").pages
    assert [(e.step, e.revision) for e in submission_list.history_of(session, returned)] == [
        ("exported", 2),
        ("released", 2),
        ("in_review", 2),
        ("returned", 1),
        ("in_review", 1),
    ]
    first = record.history(session, record.find(session, returned).record.id)[-1].record_then()
    assert first.records[0].revision != done.submission.records[0].revision, "the old one is kept"


def test_what_was_never_returned_or_left_is_not_made_anew(two, returned):
    session = two("AP-01")
    waiting = submit(session, ORDER).submission.reference
    for name in (waiting, "AP/2026/SUB/A0099"):
        with pytest.raises(Refused):
            order_again(session, name)
        with pytest.raises(Refused):
            submit(session, replace(ORDER, again=name))
    with pytest.raises(Refused) as refused:
        order_superseding(session, returned)
    assert rules_of(refused) == ["submit.supersedes"]


def test_the_reviewer_may_correct_it_and_then_the_first_officer_approves(two, returned):
    """Who composes it last never approves it; in an office of two the other one may."""
    session = two("AP-01")
    lines = record.find(session, returned).record.records
    for line in lines:
        review.send(session, line.record)
    session = two("AP-02")
    for line in lines:
        review.approve(session, line.record)
    submit(session, order_again(session, returned))
    with pytest.raises(Refused) as refused:
        release.approve(session, returned)
    assert "review.own" in rules_of(refused)
    session = two("AP-01")
    release.approve(session, returned)
    assert states(session) == {returned: "released"}


def test_a_draft_is_kept_and_finished_another_day(two):
    session = two("AP-01")
    out = record.find(session, "SND-02").record.id
    order = SubmissionRequest(
        "indicator-catalogue", title="Half of it", left_out=(LeftOut(out, "later"),)
    )
    kept = keep(session, order).submission
    assert states(session) == {kept.reference: "draft"}
    again = order_again(session, kept.reference)
    assert (again.title, again.left_out) == ("Half of it", (LeftOut(out, "later"),))
    done = submit(session, again)
    assert (done.submission.reference, done.submission.revision_number) == (kept.reference, 1)


def test_left_out_needs_a_reason_which_the_reviewer_reads_and_nobody_else(two, tmp_path):
    from pypdf import PdfReader

    session = two("AP-01")
    out = record.find(session, "SND-02").record
    order = replace(ORDER, where="SND", left_out=(LeftOut(out.id),))
    with pytest.raises(Refused) as refused:
        submit(session, order)
    assert rules_of(refused) == ["submit.left_out"]
    assert "submit.left_out" in {f.rule for f in preflight(session, order).findings}
    reason = "Zanzibarquince is still running"
    order = replace(order, left_out=(LeftOut(out.id, reason),))
    reference = submit(session, order).submission.reference
    session = two("AP-02")
    (line,) = approval.approval_view(session, reference).left_out
    assert (line.reference, line.title, line.reason) == (out.reference, out.title, reason)
    release.approve(session, reference)
    release.export(session, reference, tmp_path / "x.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    assert "Zanzibarquince" not in text


def test_leaving_out_asks_no_rule_again(make_session):
    session = make_session(sample=True)
    checked = preflight(session, SubmissionRequest("case-studies"))
    one = checked.candidates[0]
    less = checked.leaving_out((LeftOut(one.id, "not yet"),))
    assert len(less.records) == len(checked.records) - 1
    assert not [f for f in less.findings if f.place.record == one.id]
    assert less.tlp == preflight(session, less.order).tlp
    again = preflight(session, less.order).findings
    assert sorted(map(repr, less.findings)) == sorted(map(repr, again))


def test_a_given_set_of_records_stays_that_set(two, returned):
    session = two("AP-01")
    ids = tuple(record.find(session, name).record.id for name in ("SND-01", "SND-02"))
    order = SubmissionRequest(
        "indicator-catalogue", records=ids, left_out=(LeftOut(ids[1], "later"),)
    )
    done = submit(session, order)
    assert [line.record for line in done.submission.records] == [ids[0]]
    release.give_back(two("AP-02"), done.submission.reference, "with the other one")
    assert order_again(two("AP-02"), done.submission.reference).records == ids


def test_sent_and_acknowledged_are_told_with_their_day(two, returned, clock):
    session = two("AP-01")
    with pytest.raises(Refused) as refused:
        submission_list.mark_sent(session, returned)
    assert rules_of(refused) == ["ledger.unreleased"]
    submit(session, order_again(session, returned))
    session = two("AP-02")
    release.approve(session, returned)
    for day in ("2020-01-01", "2999-01-01", "yesterday"):
        with pytest.raises(Refused) as refused:
            submission_list.mark_sent(session, returned, day)
        assert rules_of(refused) == ["ledger.day"]
    submission_list.mark_sent(session, returned, session.today, "by courier")
    assert states(session) == {returned: "sent"}
    submission_list.mark_acknowledged(session, returned)
    assert states(session) == {returned: "acknowledged"}
    sent = next(
        event for event in submission_list.history_of(session, returned) if event.step == "sent"
    )
    assert (sent.on, sent.note) == (session.today, "by courier")
    with session.reading() as reading:
        assert [entry.action for entry in reading.log.all()][-2:] == ["sent", "acknowledged"]


def test_a_released_one_is_superseded_by_another_and_gives_the_same_bytes(two, tmp_path):
    from pypdf import PdfReader

    old = submit(two("AP-01"), ORDER).submission.reference
    session = two("AP-02")
    release.approve(session, old)
    before = release.export(session, old, tmp_path / "a.pdf")
    session = two("AP-01")
    new = submit(session, order_superseding(session, old)).submission.reference
    assert states(session) == {old: "released", new: "in_review"}
    session = two("AP-02")
    release.approve(session, new)
    assert states(session) == {old: "superseded", new: "released"}
    assert submission_list.entry(session, old).superseded_by == new
    assert submission_list.entry(session, new).supersedes == old
    assert release.export(session, old, tmp_path / "b.pdf").sha256 == before.sha256
    assert submission_list.entry(session, old).file_hash == before.sha256
    release.export(session, new, tmp_path / "c.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "c.pdf").pages)
    assert old in text


def test_who_gives_up_finds_everything_as_it_was(two, tmp_path):
    session = two("AP-01")

    def give_up(done, of, step):
        if done:
            raise Cancelled

    order = replace(ORDER, where="SND")
    for work in (preflight, submit):
        with pytest.raises(Cancelled):
            work(session, order, Said(give_up))
    assert not states(session)
    reference = submit(session, order).submission.reference
    session = two("AP-02")
    with pytest.raises(Cancelled):
        release.approve(session, reference, progress=Said(give_up))
    assert states(session) == {reference: "in_review"}
    release.approve(session, reference)
    (tmp_path / "x.pdf").write_bytes(b"what stood here before")
    with pytest.raises(Cancelled):
        release.export(session, reference, tmp_path / "x.pdf", Said(give_up))
    assert [p.read_bytes() for p in tmp_path.glob("*.pdf")] == [b"what stood here before"]
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["x.pdf"]
    assert not submission_list.entry(session, reference).file_hash
    assert record.find(session, "SND-01").record.workflow == Workflow.RELEASED
