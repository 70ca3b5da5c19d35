# mypy: disable-error-code="attr-defined"
"""What the guard finds leaves the office only with an answer of its own, logged and printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import guard_answers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import approval, release, verify
from rilo_desktop.services.submissions.submit import (
    SubmissionRequest,
    draft,
    order_again,
    preflight,
    submit,
)
from rilo_desktop.store import officer_rows
from sample_pictures import attach

NAME = "CS-AP-2019-001"
ORDER = SubmissionRequest("case-studies", where=NAME)
WHY = "the office's own mailbox, published on its page"
SECOND = "a passphrase of the second officer"


@pytest.fixture
def sample(make_session):
    return make_session(sample=True)


def changed(session, **values):
    stored = record.find(session, NAME)
    record.save(session, replace(stored.record, **values))


def answered(session, order, *said):
    """The order with what is typed: (field, text), of the record."""
    found = preflight(session, order)
    of = record.find(session, NAME).record.id
    typed = [(of, field, text) for field, text in said]
    return replace(order, answers=guard_answers.given(typed, found.findings, found.revisions))


def refused_by(session, order):
    with pytest.raises(Refused) as refused:
        submit(session, order)
    return [finding.rule for finding in refused.value.findings]


def test_one_reason_for_all_lets_no_identifier_leave(sample):
    changed(sample, summary="Write to jane.doe@example.org or call +44 7700 900363.")
    assert refused_by(sample, replace(ORDER, reason=WHY)) == ["nominal.identifier"] * 2
    one = answered(sample, ORDER, ("summary:1", WHY))
    assert refused_by(sample, one) == ["nominal.identifier"]
    both = answered(sample, ORDER, ("summary:1", WHY), ("summary:2", "a public line"))
    assert submit(sample, both).released


def test_an_unanswered_hint_keeps_a_submission_from_release(sample):
    changed(sample, source_more=("A telephone call with Mr John Smith",))
    assert refused_by(sample, replace(ORDER, reason=WHY)) == ["nominal.hint"]
    assert submit(sample, answered(sample, ORDER, ("source_more", WHY))).released


def test_a_record_is_saved_whatever_the_guard_finds_in_it(sample):
    changed(sample, summary="Write to jane.doe@example.org, passport no. AB1234567.")
    assert "jane.doe" in record.find(sample, NAME).record.summary


def test_an_answer_is_to_the_words_that_were_found_in_that_revision(sample):
    changed(sample, summary="Write to jane.doe@example.org.")
    order = answered(sample, ORDER, ("summary", WHY))
    changed(sample, summary="Write to john.roe@example.org.")
    assert refused_by(sample, order) == ["nominal.identifier"]
    changed(sample, summary="Write to jane.doe@example.org.")
    assert refused_by(sample, order) == ["nominal.identifier"], "another revision, though the same"
    assert submit(sample, answered(sample, ORDER, ("summary", WHY))).released


def test_what_stands_on_the_cover_is_answered_too(sample):
    order = replace(ORDER, addressee="For rilo@example.org")
    assert refused_by(sample, order) == ["nominal.identifier"]
    found = preflight(sample, order)
    given = guard_answers.given([("", "addressee", WHY)], found.findings, found.revisions)
    assert submit(sample, replace(order, answers=given)).released


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("title", WHY, "answer.nothing"),
        ("summary:3", WHY, "answer.nothing"),
        ("summary", WHY, "answer.several"),
        ("summary:2", " ", "answer.empty"),
    ],
)
def test_an_answer_that_fits_nothing_is_refused(sample, field, text, rule):
    changed(sample, summary="Write to jane.doe@example.org or call +44 7700 900363.")
    with pytest.raises(Refused) as refused:
        answered(sample, ORDER, (field, text))
    assert [finding.rule for finding in refused.value.findings] == [rule]


def test_an_answer_that_names_somebody_itself_is_found(sample):
    changed(sample, summary="Write to jane.doe@example.org.")
    order = answered(sample, ORDER, ("summary", "agreed with john.roe@example.org"))
    assert refused_by(sample, order) == ["nominal.identifier"]


def test_answers_are_logged_and_printed_and_the_words_are_not(sample, tmp_path):
    changed(sample, summary="Write to jane.doe@example.org.", lessons="Mr John Smith said it.")
    order = answered(
        sample, replace(ORDER, reason="As agreed"), ("summary", WHY), ("lessons", "ok")
    )
    done = submit(sample, order)
    with sample.reading() as reading:
        entry = next(e for e in reversed(list(reading.log.all())) if "answers" in e.detail)
    assert entry.detail["answers"] == [
        {"record": "AP/2026/CS/A0001", "field": "summary", "found": "email", "answer": WHY},
        {"record": "AP/2026/CS/A0001", "field": "lessons", "found": "person_name", "answer": "ok"},
    ]
    path = tmp_path / "a.pdf"
    release.export(sample, done.submission.reference, path)
    text = " ".join("".join(p.extract_text() for p in PdfReader(path).pages).split())
    assert f"As agreed AP/2026/CS/A0001, Summary, an e-mail address: {WHY} AP/" in text
    assert verify.verify(sample, path).agreement is verify.Agreement.SAME


def test_a_draft_that_leaves_is_answered_like_a_release(sample, tmp_path):
    changed(sample, summary="Write to jane.doe@example.org.")
    with pytest.raises(Refused):
        draft(sample, replace(ORDER, reason=WHY), tmp_path / "d.pdf")
    assert draft(sample, answered(sample, ORDER, ("summary", WHY)), tmp_path / "d.pdf")


def test_the_reviewer_reads_the_answers_and_releases(sample, clock):
    changed(sample, summary="Write to jane.doe@example.org.")
    officer_rows.add(sample.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    done = submit(sample, answered(sample, ORDER, ("summary", WHY)))
    assert not done.released
    sample.close()
    with open_store(sample.folder, SECOND, "AP-02", clock) as second:
        look = approval.approval_view(second, done.submission.reference)
        assert [(one.answer, one.sign) for one in look.answers] == [(WHY, "AP-01")]
        assert not look.blocks
        assert [finding.rule for finding in look.justified] == ["nominal.identifier"]
        release.give_back(second, done.submission.reference, "say more")
        again = order_again(second, done.submission.reference)
        assert [one.answer for one in again.answers] == [WHY]


def test_a_picture_nobody_looked_at_is_answered_by_itself(sample, tmp_path):
    path = tmp_path / "photo.png"
    Image.new("RGB", (80, 60), "white").save(path)
    attach(sample, record.find(sample, NAME).record.id, path)
    assert refused_by(sample, replace(ORDER, reason=WHY)) == ["pictures.unseen"]
    assert submit(sample, answered(sample, ORDER, ("pictures.1.sanitised", WHY))).released


def test_the_name_of_a_picture_file_never_leaves(sample, tmp_path):
    path = tmp_path / "passport John Smith AB1234567.png"
    Image.new("RGB", (80, 60), "white").save(path)
    attach(sample, record.find(sample, NAME).record.id, path)
    order = answered(sample, ORDER, ("pictures.1.sanitised", WHY))
    out = tmp_path / "a.pdf"
    release.export(sample, submit(sample, order).submission.reference, out)
    reader = PdfReader(out)
    inside = [out.read_bytes(), *(data for one in reader.attachments.values() for data in one)]
    assert len(inside) > 1
    for content in inside:
        assert b"John Smith" not in content
        assert b"AB1234567" not in content
