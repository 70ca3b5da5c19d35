# mypy: disable-error-code="attr-defined, call-arg"
"""Paper beside the screen: one record, drawn in memory, by the renderer of the export."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop import reports
from rilo_desktop.presentation.documents import INDICATOR_CATALOGUE
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.submissions import preview
from rilo_desktop.services.submissions.referenced_records import referenced
from rilo_desktop.services.submissions.submit import SubmissionRequest

PNG = b"\x89PNG\r\n"


@pytest.fixture
def sample(make_session):
    return make_session(sample=True)


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("kind", sorted(preview.KINDS))
def test_a_record_makes_its_own_pages_and_no_cover(sample, kind):
    stored = next(lists.all_stored(sample, lists.Query(kind)))
    pages = preview.record_page(sample, stored.record, "en", 300)
    assert pages
    assert all(page.startswith(PNG) for page in pages)
    text = " ".join(text_of(preview._sheet(sample, stored.record, "en")).split())
    assert stored.record.title_text[:20] in text
    assert ("DRAFT" in text) == preview.is_draft(stored.record)
    assert "Purpose" not in text


def test_the_page_of_a_released_record_is_no_draft_until_it_is_changed(sample):
    stored = record.save(sample, replace(record.new(sample, "case-study"), title="A case"))
    released = replace(stored.stored.record, workflow="released")
    assert not preview.is_draft(released)
    with_change = replace(released, title="Another title")
    for shown, draft in ((released, False), (with_change, True)):
        assert ("DRAFT" in text_of(preview._sheet(sample, shown, "en"))) == draft


def test_what_was_never_saved_is_drawn_too_and_nothing_is_written(sample):
    before = sorted(sample.folder.iterdir())
    made = replace(record.new(sample, "case-study"), title="Not saved quincunx")
    assert "quincunx" in text_of(preview._sheet(sample, made, "en"))
    assert sorted(sample.folder.iterdir()) == before
    assert lists.find(sample, lists.Query("case-study", words="quincunx")).rows.tolist() == []


def test_labels_speak_the_language_asked_for(sample):
    stored = next(lists.all_stored(sample, lists.Query("case-study")))
    assert "Page 1 sur" in text_of(preview._sheet(sample, stored.record, "fr"))


def test_a_sign_that_cannot_be_printed_is_named(sample):
    made = replace(record.new(sample, "case-study"), title="Rune \U00016a00")
    with pytest.raises(Refused):
        preview.record_page(sample, made, "en", 300)


def test_a_kind_without_a_sheet_is_refused(sample):
    with pytest.raises(ValueError, match="no sheet"):
        preview.record_page(sample, record.new(sample, "office"), "en", 300)


def test_evidence_of_an_indicator_is_what_the_whole_catalogue_says(sample):
    stored = record.find(sample, "SPL-01", "risk-indicator")
    assert "linked case" in text_of(preview._sheet(sample, stored.record, "en"))
    with sample.reading() as reading:
        found = referenced(reading, INDICATOR_CATALOGUE, [stored.record], "AP")["case-study"]
    held = [s.record for s in lists.all_stored(sample, lists.Query("case-study"))]
    own = [c for c in held if any(line.indicator == "SPL-01" for line in c.indicators)]
    assert {*found} == {c.id for c in own}


def test_a_submission_is_previewed_in_memory(sample):
    draft = preview.submission_draft(sample, SubmissionRequest("case-studies"))
    assert draft.pages > 30
    (first,) = preview.pictures(draft, [1], 300)
    assert first.startswith(PNG)
    assert reports.page_count(draft.pdf) == draft.pages
