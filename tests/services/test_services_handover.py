"""The handover dossier: what a successor needs, functions only, never a submission."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from rilo_desktop.language import catalogue
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import handover, record
from rilo_desktop.services.records.handover import HandoverNotes

NOTES = HandoverNotes(
    until="2026-12-31",
    taken_by="Head of RILO",
    promised=(("RILO X1", "The results first", "a letter"), ("The host", "Two desks", "")),
    advice=("Ask the Secretariat instead.",),
    went_wrong=("It was released before it was counted.",),
)


@pytest.fixture
def session(make_session: Callable[..., Any]) -> Session:
    made: Session = make_session()
    return made


def item(session: Session, title: str, **values: Any) -> str:
    made = record.with_values(
        record.new(session, "action-item"), {"title": title, "lead": "Data steward", **values}
    )
    record.save(session, made)
    return record.get(session, made.id).record.reference


def test_what_is_late_comes_first_and_what_is_open_is_counted(session) -> None:
    before = handover.content_of(session, NOTES, "en").handover
    late = item(session, "Late", due="2020-01-31", due_basis="plan", progress="in_progress")
    item(session, "Done", due="2020-01-31", due_basis="plan", progress="completed")
    data = handover.content_of(session, NOTES, "en").handover
    assert (data.due[0].day, data.due[0].is_late) == ("2020-01-31", True)
    assert (data.due[0].what, data.due[0].whom) == (f"Action item {late}: Late", "Data steward")
    young = next(kind for kind in data.open if kind.label == "Action items").ages[0]
    assert late in young
    old = next(kind for kind in before.open if kind.label == "Action items").ages[0]
    assert len(young) == len(old) + 1, "what is closed is not counted"
    assert len(data.steps) == 5


def test_a_consultation_is_open_until_its_return_is_released(session) -> None:
    drafts = [
        record.with_values(
            record.new(session, "consultation"), {"title": title, "closes": "2026-12-01"}
        )
        for title in ("awaited", "returned")
    ]
    for made in drafts:
        record.save(session, made)
    with session.unit("released") as unit:
        returned = record.get(session, drafts[1].id).record
        unit.write([record.with_values(returned, {"workflow": "released"})])
    data = handover.content_of(session, NOTES, "en").handover
    (ages,) = (kind.ages for kind in data.open if kind.label == "Consultations")
    awaited = record.get(session, drafts[0].id).record.reference
    assert [one for held in ages for one in held] == [awaited]


def test_contact_functions_without_a_line_are_counted(session, tmp_path) -> None:
    for code in ("SE", "NO", "FI", "DK", "EE", "LV", "LT", "PL", "IS", "DE"):
        made = record.new(session, "contact-function")
        values = {"function": "National Contact Point", "member": code, "tlp": "GREEN"}
        record.save(session, record.with_values(made, values))
    data = handover.content_of(session, NOTES, "en").handover
    assert data.asked_more >= 2
    path = tmp_path / "dossier.pdf"
    handover.write(session, path, NOTES, "en")
    with pypdfium2.PdfDocument(path) as pdf:
        text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert f"{data.asked_more} more contact functions are recorded." in " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_say_it_and_carry_no_data(session, tmp_path, language) -> None:
    path = tmp_path / "dossier.pdf"
    done = handover.write(session, path, NOTES, language)
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        assert len(pdf.pages) == done.pages
        assert not pdf.attachments
        assert "/AcroForm" not in pdf.Root
    assert done.tlp == "AMBER"
    with session.reading() as reading:
        entry = reading.log.entry(reading.log.last)
    assert (entry.action, entry.detail["sha256"]) == (actions.DOSSIER, done.sha256)
    assert catalogue(language).text("said, not written")


def test_it_is_no_submission_and_has_the_strictest_label(session, tmp_path) -> None:
    assert "handover-dossier" not in SUBMISSIONS
    item(session, "Secret", due="2020-01-31", due_basis="plan", progress="in_progress", tlp="RED")
    assert handover.write(session, tmp_path / "dossier.pdf", NOTES).tlp == "RED"


@pytest.mark.parametrize(
    ("notes", "rule"),
    [
        (replace(NOTES, until="soon"), "dossier.day"),
        (replace(NOTES, advice=("Ask jane.doe@example.org",)), "dossier.person"),
        (replace(NOTES, promised=(("The host", "+32 2 209 92 11", ""),)), "dossier.person"),
    ],
)
def test_what_cannot_stand_in_it_is_refused_and_nothing_is_written(
    session, tmp_path: Path, notes, rule
) -> None:
    path = tmp_path / "dossier.pdf"
    with pytest.raises(Refused) as refused:
        handover.write(session, path, notes)
    assert [found.rule for found in refused.value.findings] == [rule]
    assert not path.exists()
