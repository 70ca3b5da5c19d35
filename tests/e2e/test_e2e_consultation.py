# mypy: disable-error-code="attr-defined"
"""A draft answered by keyboard, returned, received from twelve offices by a Secretariat."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from keyboard import Officer
from pytestqt.qtbot import QtBot

from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT
from rilo_desktop.records import Consultation
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import consultations, record
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions import one_record, release

WORDS = "nine loud magpies left the southern harbour"
DRAFT = """Practice draft: minutes of a meeting

1. Minutes are sent within ten days of the meeting.
2. Whoever took part may correct them within twenty days.
3. Minutes are kept for one year.
4. Minutes are written in English.
"""
SUBJECT = "PRACTICE-E2E"
OURS = PRACTICE_OFFICES[0]
POSITIONS = ("agree", "amend", "disagree", "no_comment")


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """All offices have the draft; eleven returned their answers on a stick."""
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, "utf-8")
    folder = tmp_path / "secretariat"
    with make_office(folder, PRACTICE_SECRETARIAT, "S-01", WORDS).session as secretariat:
        for number, code in enumerate(PRACTICE_OFFICES):
            card = tmp_path / f"{code}.rilocard"
            with make_office(tmp_path / code, code, f"{code}-01", WORDS).session as session:
                consultations.add(session, draft, subject=SUBJECT, closes="2027-01-16")
                cards.export(session, card)
                if code != OURS:
                    answer(session, number)
                    send(session, tmp_path)
            cards.trust(secretariat, card, cards.read_card(card).fingerprint)
    return tmp_path


def draft_of(session: Session) -> Consultation:
    (stored,) = all_stored(session, Query(consultations.CODE))
    assert isinstance(stored.record, Consultation)
    return stored.record


def position_of(number: int, at: int) -> str:
    return POSITIONS[(number + at) % len(POSITIONS)]


def answer(session: Session, number: int) -> None:
    held = draft_of(session)
    lines = []
    for at, line in enumerate(held.paragraphs):
        position = position_of(number, at)
        is_changed = position in ("amend", "disagree")
        lines.append(
            replace(
                line,
                position=position,
                agreed="agreed",
                proposal=f"Another text by {session.office_code}." if is_changed else None,
                reason="For practice." if is_changed else None,
            )
        )
    record.save(session, replace(held, paragraphs=tuple(lines), tlp="GREEN"))


def send(session: Session, folder: Path) -> None:
    done = one_record.send(session, draft_of(session).id, "en")
    assert done.released
    release.export(session, done.submission.reference, file_of(folder, session.office_code))


def file_of(folder: Path, code: str) -> Path:
    return folder / f"{code}.pdf"


def test_a_consultation_goes_round_by_keyboard(qtbot: QtBot, network: Path) -> None:
    officer = Officer(qtbot, network / OURS)
    officer.enter(WORDS)
    answered_by_keyboard(officer)
    officer.leave()
    with open_store(network / OURS, WORDS) as session:
        (sent,) = all_stored(session, Query("submission"))
        release.export(session, sent.record.reference, file_of(network, OURS))
    on_paper(file_of(network, OURS))
    secretariat = Officer(qtbot, network / "secretariat")
    secretariat.enter(WORDS)
    secretariat.receive([file_of(network, code) for code in PRACTICE_OFFICES])
    side_by_side(secretariat)
    secretariat.leave()


def answered_by_keyboard(officer: Officer) -> None:
    officer.go_to(consultations.CODE)
    officer.tab_to("Consultations")
    officer.press("Home", "Return")
    officer.until_at("Paragraphs")
    officer.settle()
    officer.press("N")
    officer.settle()
    officer.press("Return")
    officer.until_at("Paragraph 2: Comment")
    officer.fill(
        "Paragraph 2: Proposed text", "Whoever took part may correct them within thirty days."
    )
    officer.fill("Paragraph 2: Reason", "Letters take longer.")
    officer.press("Ctrl+Return")
    officer.until_at("Paragraphs")
    officer.settle()
    officer.press("Return")
    officer.until_at("Paragraph 3: Comment")
    officer.tab_to("Paragraph 3: Position", back=True)
    officer.choose("Disagree")
    officer.fill("Paragraph 3: Reason", "Questions come later than that.")
    officer.tab_to("Paragraph 3: Agreement")
    officer.choose("For decision")
    officer.press("Ctrl+Return")
    officer.until_at("Paragraphs")
    officer.settle()
    officer.press("N")
    officer.settle()
    officer.save()
    officer.tab_to("Return comments", back=True)
    officer.press("Space")
    officer.until(lambda: "is released" in officer.told)
    officer.settle()
    found = draft_of(officer.window.office.session).paragraphs
    assert [(one.position, one.agreed) for one in found] == [
        ("no_comment", "agreed"),
        ("amend", "agreed"),
        ("disagree", "agreed"),
        ("no_comment", "agreed"),
    ]


def on_paper(paper: Path) -> None:
    text = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout
    said = re.sub(r"\s+", " ", text)
    for words in ("‹thirty›", "[twenty]", "Letters take longer.", "None of the 4 paragraphs."):
        assert words in said, words


def side_by_side(officer: Officer) -> None:
    """Every answer of every office stands at its paragraph, and nobody is missing."""
    expected = {
        (str(at + 1), code, position_of(number, at))
        for number, code in enumerate(PRACTICE_OFFICES)
        if code != OURS
        for at in range(4)
    }
    ours = ("no_comment", "amend", "disagree", "no_comment")
    expected |= {(str(at), OURS, position) for at, position in enumerate(ours, 1)}
    officer.go_to("consultation-comments")
    page = officer.place.page("consultation-comments")
    officer.until(lambda: page.table is not None)
    officer.settle()
    shown = {(row.number, row.office, row.position) for row in page.view.rows}
    assert shown == expected
    assert len(page.view.rows) == 4 * len(PRACTICE_OFFICES)
    assert page.missing.text().endswith("No answer yet: none")
