# mypy: disable-error-code="attr-defined"
"""The practice Secretariat and twelve practice offices, in the real window: one table, one map."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from keyboard import Officer
from pytestqt.qtbot import QtBot

from practice_years import FIXED
from rilo_desktop.gui.page_registry import INBOX, SUBMISSION
from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT
from rilo_desktop.records import CompetencyRating
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.records import file_import
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

WORDS = "nine loud magpies left the southern harbour"
YEAR: dict[str, Any] = json.loads(FIXED.read_text("utf-8"))
RATINGS = [said for said in YEAR["competency_ratings"] if said["level"] is not None]


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Each office has sent its return on a stick, and its card was compared by phone."""
    folder = tmp_path / "secretariat"
    with make_office(folder, PRACTICE_SECRETARIAT, "S-01", WORDS).session as secretariat:
        for code in PRACTICE_OFFICES:
            card = tmp_path / f"{code}.rilocard"
            send(tmp_path, code, card)
            cards.trust(secretariat, card, cards.read_card(card).fingerprint)
    return tmp_path


def send(folder: Path, code: str, card: Path) -> None:
    own = [said for said in RATINGS if said["office"] == code]
    year = folder / f"{code}.json"
    meta = YEAR["meta"] | {"office": code}
    year.write_text(json.dumps({"meta": meta, "competency_ratings": own}), "utf-8")
    with make_office(folder / code, code, f"{code}-01", WORDS).session as session:
        file_import.import_files(session, [year])
        made = submit(session, SubmissionRequest("competency-return", reason="For practice"))
        release.export(session, made.submission.reference, file_of(folder, code))
        cards.export(session, card)


def file_of(folder: Path, code: str) -> Path:
    return folder / f"{code}.pdf"


def test_twelve_offices_make_one_table_and_one_map(qtbot: QtBot, network: Path) -> None:
    officer = Officer(qtbot, network / "secretariat")
    officer.enter(WORDS)
    receive(officer, network)
    one_table(officer)
    one_map(officer)
    on_paper(officer, network / "map.pdf")
    officer.leave()


def receive(officer: Officer, folder: Path) -> None:
    officer.receive([file_of(folder, code) for code in PRACTICE_OFFICES])
    held = ratings(officer)
    assert len(held) == len(RATINGS)
    assert {one.office_code for one in held} == set(PRACTICE_OFFICES)


def ratings(officer: Officer) -> list[CompetencyRating]:
    officer.settle()
    session = officer.window.office.session
    found = [stored.record for stored in all_stored(session, Query(CompetencyRating.kind.code))]
    return [one for one in found if isinstance(one, CompetencyRating)]


def one_table(officer: Officer) -> None:
    """Twelve lines, each with the return of its office."""
    officer.tab_to("What the inbox shows: Received now")
    officer.press("Right", "Right")
    officer.settle()
    part = officer.place.page(INBOX).network
    officer.until(lambda: part.table.rows)
    lines = {row[0]: row[-3:-1] for row in part.table.rows}
    assert set(lines) == set(PRACTICE_OFFICES)
    for code, (newest, records) in lines.items():
        assert newest.startswith(f"{code}/")
        assert int(records) == sum(said["office"] == code for said in RATINGS)


def one_map(officer: Officer) -> None:
    """The level of each office in each competency; what nobody stated is blank, never 0."""
    officer.go_to("competencies")
    officer.settle()
    shown = officer.place.page("competencies").table.matrix
    assert set(shown.offices) == set(PRACTICE_OFFICES)
    for said in YEAR["competency_ratings"]:
        assert shown.level(said["office"], said["competency"]) == said["level"]


def on_paper(officer: Officer, paper: Path) -> None:
    """The map as a document of the practice Secretariat: its mark, and every office."""
    officer.go_to(SUBMISSION)
    officer.press("Ctrl+N")
    officer.settle()
    choose_type(officer, "Map of competencies")
    officer.push("Check the records")
    officer.settle()
    officer.push("Release")
    officer.until(lambda: "is released" in officer.told)
    officer.until_at("Save the PDF as")
    officer.settle()
    officer.write(str(paper))
    officer.press("Return")
    officer.until_at("Open the PDF")
    pages = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")[:-1]
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert all("PRACTICE" in page for page in pages)
    for word in ("Practice Secretariat", "12 of 12 offices", "X1 X2 X3 X4 X5 X6 X7 X8 X9 XA XB XX"):
        assert word in text, word


def choose_type(officer: Officer, name: str) -> None:
    """By the arrows among the types of document."""
    officer.tab_to("Case studies")
    for _ in range(40):
        if officer.at == name:
            officer.press("Space")
            return
        officer.press("Down")
    raise AssertionError(f"no arrow leads to {name}")
