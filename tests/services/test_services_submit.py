# mypy: disable-error-code="arg-type, attr-defined, call-arg"
"""Submissions of an office of one: what blocks, what may be justified, what leaves."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from rilo_desktop.records import CaseStudy, Workflow
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.rules.findings import Nature, Refused
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.content import label_of
from rilo_desktop.services.submissions.document_records import Part
from rilo_desktop.services.submissions.frozen_record import Frozen
from rilo_desktop.services.submissions.preview import submission_draft
from rilo_desktop.services.submissions.submission_request import document_type
from rilo_desktop.services.submissions.submit import (
    LeftOut,
    SubmissionRequest,
    draft,
    preflight,
    submit,
)

ORDER = SubmissionRequest("case-studies")


@pytest.fixture
def sample(make_session):
    return make_session(sample=True)


def changed(session, name, **values):
    stored = record.find(session, name)
    record.save(session, replace(stored.record, **values))
    return stored.record


def test_an_office_of_one_releases_at_once_and_says_so(sample, tmp_path):
    done = submit(sample, ORDER)
    assert done.released
    assert done.submission.office_of_one
    assert len(done.submission.records) == 40
    exported = release.export(sample, done.submission.reference, tmp_path / "a.pdf")
    assert exported.pages > 30
    assert lists.count(sample, "submission") == 1
    states = lists.find(sample, lists.Query("case-study")).counts["workflow"]
    assert states == {"released": 40}


def test_the_same_submission_gives_the_same_bytes(sample, tmp_path):
    reference = submit(
        sample, SubmissionRequest("case-studies", where="container")
    ).submission.reference
    one = release.export(sample, reference, tmp_path / "a.pdf")
    changed(sample, "CS-AP-2019-001", title="Changed since")
    two = release.export(sample, reference, tmp_path / "b.pdf")
    assert one.sha256 == two.sha256
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_case_with_nothing_but_a_title_blocks_until_it_is_justified(sample, tmp_path):
    made = replace(record.new(sample, "case-study"), title="Only a title quincunx")
    record.save(sample, made)
    order = SubmissionRequest("case-studies", where="quincunx")
    with pytest.raises(Refused) as refused:
        submit(sample, order)
    assert {f.nature for f in refused.value.findings} == {Nature.COMPLETENESS} or all(
        f.blocks for f in refused.value.findings
    )
    assert lists.count(sample, "submission") == 0


def test_a_reason_justifies_what_is_missing_and_no_personal_data(sample):
    changed(sample, "CS-AP-2019-001", summary="Write to jane.doe@example.org for more.")
    order = SubmissionRequest("case-studies", where="CS-AP-2019-001")
    for one in (order, replace(order, reason="a public office address")):
        with pytest.raises(Refused) as refused:
            submit(sample, one)
        assert {f.nature for f in refused.value.findings} == {Nature.NOMINAL}
    changed(sample, "CS-AP-2019-001", summary="Nothing.", conveyance="TELEPORT")
    with pytest.raises(Refused):
        submit(sample, replace(order, reason="whatever"))


def test_the_label_is_the_strictest_of_the_parts(sample):
    assert preflight(sample, ORDER).tlp == "CLEAR"
    changed(sample, "CS-AP-2019-001", tlp="RED")
    assert preflight(sample, ORDER).tlp == "RED"
    parts = [Frozen(CaseStudy(), "", 1, 0, "AMBER"), Frozen(CaseStudy(), "", 1, 0, "CLEAR")]
    spec = document_type("case-studies")
    assert label_of(parts, spec) == "AMBER"
    counted = Frozen(CaseStudy(), "", 1, 0, "RED", Part.COUNTED)
    assert label_of([*parts, counted], spec) == "AMBER"
    assert label_of(parts[1:], document_type("feedback-sheet")) == "AMBER"


def test_what_is_for_the_office_only_does_not_leave(sample, tmp_path):
    from pypdf import PdfReader

    changed(sample, "CS-AP-2019-001", internal_note="Zanzibarquince")
    done = submit(sample, SubmissionRequest("case-studies", where="CS-AP-2019-001"))
    release.export(sample, done.submission.reference, tmp_path / "a.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert "Medicines and mixed goods" in text.replace("\n", " ")
    assert "Zanzibarquince" not in text
    cleaned, count = without_office_only(CaseStudy(internal_note="x", title="y"))
    assert (cleaned.internal_note, cleaned.title, count) == (None, "y", 1)


def test_records_left_out_do_not_leave(sample):
    out = record.find(sample, "CS-AP-2019-001").record.id
    done = submit(sample, replace(ORDER, left_out=(LeftOut(out, "not complete yet"),)))
    assert len(done.submission.records) == 39
    assert out not in [line.record for line in done.submission.records]


def test_nothing_to_send_is_refused(sample):
    with pytest.raises(Refused) as refused:
        submit(sample, SubmissionRequest("case-studies", where="zzzz"))
    assert refused.value.findings[0].rule == "submit.nothing"
    with pytest.raises(Refused):
        submit(sample, SubmissionRequest("spaceships"))


def test_a_draft_leaves_no_submission_behind_and_is_logged(sample, tmp_path):
    assert draft(sample, ORDER, tmp_path / "d.pdf") > 10
    assert lists.count(sample, "submission") == 0
    assert record.find(sample, "CS-AP-2019-001").record.workflow == Workflow.DRAFT
    with sample.reading() as reading:
        assert list(reading.log.all())[-1].action == "draft exported"


def test_a_draft_passes_the_same_checks_and_a_preview_only_looks(sample, tmp_path):
    changed(sample, "CS-AP-2019-001", conveyance="TELEPORT")
    with pytest.raises(Refused):
        draft(sample, ORDER, tmp_path / "d.pdf")
    assert not (tmp_path / "d.pdf").exists()
    with sample.reading() as reading:
        before = len(list(reading.log.all()))
    assert submission_draft(sample, ORDER).pages > 10
    with sample.reading() as reading:
        assert len(list(reading.log.all())) == before


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["case-studies", "indicator-catalogue", "action-plan-status"])
def test_every_type_leaves_in_both_languages(sample, tmp_path, name, language):
    done = submit(sample, SubmissionRequest(name, language=language))
    made = release.export(sample, done.submission.reference, tmp_path / "x.pdf")
    assert made.pages > 1


def test_a_language_without_documents_is_refused(sample, tmp_path):
    for name in ("de", "xx", "", "../en", "EN"):
        for step in (lambda o: submit(sample, o), lambda o: draft(sample, o, tmp_path / "x.pdf")):
            with pytest.raises(Refused) as refused:
                step(replace(ORDER, language=name))
            assert [f.rule for f in refused.value.findings] == ["submit.language"]
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("field", ["title", "addressee"])
def test_what_is_typed_on_the_cover_is_guarded_like_a_record(sample, tmp_path, field):
    order = replace(ORDER, **{field: "For jane.doe@example.org"})
    with pytest.raises(Refused) as refused:
        submit(sample, order)
    assert {f.nature for f in refused.value.findings} == {Nature.NOMINAL}
    with pytest.raises(Refused):
        draft(sample, order, tmp_path / "x.pdf")
    assert field in {f.place.field for f in preflight(sample, order).findings}


def test_a_document_takes_no_device_pipe_or_folder(sample, tmp_path):
    order = replace(ORDER, where="CS-AP-2019-001")
    reference = submit(sample, order).submission.reference
    (tmp_path / "folder.pdf").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pdf")
    else:
        (tmp_path / "pipe.pdf").mkdir()
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere" / "x.pdf")
    names = ("folder.pdf", "pipe.pdf", "gone.pdf", "no folder/x.pdf")
    for path in (*(tmp_path / name for name in names), Path()):
        for step in (
            lambda p: release.export(sample, reference, p),
            lambda p: draft(sample, order, p),
        ):
            with pytest.raises(Refused) as refused:
                step(path)
            assert [f.rule for f in refused.value.findings] == ["export.target"]
    assert not (tmp_path / "pipe.pdf").is_file()
    assert release.export(sample, reference, tmp_path / "x.pdf").pages
