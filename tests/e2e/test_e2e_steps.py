"""Jobs of the review of the window (officer.md B), with the steps that each takes.

A step is a key or a click; text that is typed is none. `docs/user-guide/steps.md` has the table:
its figures are these, and no job takes more steps than when the window was reviewed.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import cast

import openpyxl
import pytest
import test_e2e_round as round_
from keyboard import LONG, Officer, OfficerWithMouse, description_of
from pytestqt.qtbot import QtBot
from test_e2e_round import stick as stick

from rilo_desktop.gui.page_registry import IMPORT, SUBMISSION
from rilo_desktop.gui.pages.importing.page import ImportPage
from rilo_desktop.services.office import officers
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import open_store

HEAD = "seven quiet herons watch the northern ferry"
SECOND = "nine loud magpies left the southern harbour"
OWN = "four grey herons sleep by the quiet weir"
ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "tests" / "fixtures" / "workbooks" / "01_registre_fr.xlsx"
TABLE = ROOT / "docs" / "user-guide" / "steps.md"
ROW = re.compile(r"\| (?P<job>[^|]+) \| (?P<before>\d+)[^|]* \| (?P<now>\d+) \|")


def counted(job: str, steps: int) -> None:
    """The table says so, and not more than before."""
    rows = {m["job"]: (int(m["before"]), int(m["now"])) for m in ROW.finditer(TABLE.read_text())}
    before, now = rows[job]
    assert steps == now <= before, job


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An empty practice office with its head."""
    make_office(tmp_path / "office", "XX", "XX-01", HEAD).session.close()
    return tmp_path / "office"


@pytest.fixture
def sample(office: Path) -> Path:
    from sample_office import add_sample_in_work

    with open_store(office, HEAD) as session:
        add_sample_in_work(session)
        officers.add(session, "XX-02", "Deputy Head", "reviewer", SECOND)
    return office


def test_a_new_office_and_its_analyst(qtbot: QtBot, tmp_path: Path) -> None:
    officer = OfficerWithMouse(qtbot, tmp_path / "office")
    officer.until_at("Office")
    officer.settle()
    officer.steps = 0
    officer.choose("RILO Asia and the Pacific (AP)")
    officer.press("Return")
    officer.until_at("Passphrase")
    officer.type(HEAD)
    officer.fill("Again", HEAD)
    officer.press("Return")
    officer.settle()
    officer.until(lambda: "Recovery key" in officer.shown())
    spelled = description_of(officer.shown()["Recovery key"])
    groups = [group.replace(" ", "") for group in spelled.split(", ")]
    officer.push("I have written it down")
    officer.type(groups[-1].lower())
    officer.press("Return")
    officer.until(lambda: officer.window.shell is not None)
    officer.settle()
    counted("A new office with its recovery key", officer.steps)

    officer.steps = 0
    officer.press("Ctrl+K")
    found = officer.place.seeking.overlay
    assert found is not None
    with qtbot.waitSignal(found.shown, timeout=LONG):
        officer.type("add an officer")
    officer.settle()
    officer.press("Return")
    officer.until_at("Function")
    officer.write("Senior analyst")
    officer.fill("Passphrase", SECOND)
    officer.fill("The same again", SECOND)
    officer.press("Return")
    officer.settle()
    officer.until(lambda: "AP-02" in officer.told)
    counted("An analyst is added", officer.steps)
    officer.leave()


def test_locked_a_wrong_passphrase_unlocked(qtbot: QtBot, office: Path) -> None:
    officer = Officer(qtbot, office)
    officer.enter(HEAD)
    officer.steps = 0
    officer.press("Ctrl+L")
    officer.until_at("Passphrase")
    officer.type("wrong words")
    officer.press("Return")
    officer.until(lambda: bool(officer.window.unlock.message))
    officer.until_at("Passphrase")
    officer.type(HEAD)
    officer.press("Return")
    officer.until(lambda: officer.window.shell is not None)
    officer.settle()
    counted("Locked, a wrong passphrase, unlocked", officer.steps)
    officer.leave()


def choose_file(officer: Officer, path: Path) -> ImportPage:
    officer.press("Ctrl+Shift+I")
    officer.until_at("Choose tables: workbooks, CSV or JSON files")
    officer.press("Return")
    officer.until_at("File name:")
    officer.type(str(path))
    officer.press("Return")
    return cast(ImportPage, officer.place.page(IMPORT))


def test_the_offices_own_workbook(qtbot: QtBot, office: Path, tmp_path: Path) -> None:
    """Three questions answered; the others wait."""
    path = tmp_path / "registre.xlsx"
    shutil.copy(REGISTER, path)
    officer = Officer(qtbot, office)
    officer.enter(HEAD)
    officer.steps = 0
    tables = choose_file(officer, path).tables
    officer.until(lambda: tables.isVisible() and tables.grid is not None)
    officer.settle()
    officer.click(tables.next.text())
    officer.until(lambda: tables.panel is not None and tables.panel.question is not None)
    for _ in range(3):
        officer.press("1", "Return")
        officer.settle()
    officer.click(tables.take.text())
    officer.until(lambda: "Saved" in officer.told)
    officer.settle()
    counted("The office's own workbook, three questions answered", officer.steps)
    officer.leave()


def test_twenty_further_cases(qtbot: QtBot, sample: Path, tmp_path: Path) -> None:
    """In the program's own template."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    sheet.append(["local_ref", "title"])
    for number in range(20):
        sheet.append([f"F-{number:02}", f"Further case {number}"])
    book.save(tmp_path / "further.xlsx")
    officer = Officer(qtbot, sample)
    officer.enter(HEAD)
    officer.steps = 0
    choose_file(officer, tmp_path / "further.xlsx")
    officer.until(lambda: "Import 20 records" in officer.shown())
    officer.click("Import 20 records")
    officer.until(lambda: "Saved: 20 records" in officer.told)
    officer.settle()
    counted("20 further cases from the template", officer.steps)
    officer.leave()


def test_cases_are_found_and_kept_as_a_view(qtbot: QtBot, sample: Path) -> None:
    officer = Officer(qtbot, sample)
    place = officer.enter(HEAD)
    officer.steps = 0
    officer.go_to("case-study")
    page = place.list_page("case-study")
    officer.press("Ctrl+F")
    officer.type("medicines air 2024 VAL-01")
    officer.until(lambda: page.model.rowCount() == 1)
    officer.settle()
    counted("Medicines by air in 2024 with an indicator are found", officer.steps)
    officer.steps = 0
    officer.click("Save as view")
    officer.type("Medicines by air")
    officer.press("Return")
    officer.until(lambda: "was saved" in officer.told)
    counted("A search is kept as a view", officer.steps)
    officer.leave()


def test_an_approved_submission(qtbot: QtBot, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.pdf"
    officer = OfficerWithMouse(qtbot, sample)
    officer.enter(HEAD)
    officer.steps = 0
    officer.go_to(SUBMISSION)
    officer.press("Ctrl+N")
    officer.until_at("Case studies")
    officer.push("Check the records")
    officer.settle()
    officer.push("Ask for approval")
    officer.until(lambda: "waits for approval" in officer.told)
    officer.settle()
    counted("A submission goes to its approval", officer.steps)

    officer.press("Ctrl+L")
    officer.choose_own(SECOND, OWN)
    officer.steps = 0
    officer.go_to(SUBMISSION)
    officer.until_at("Submissions")
    officer.press("Return")
    officer.until_at("Note, recorded with the submission")
    officer.settle()
    officer.push("Approve")
    officer.until(lambda: "You can export it now" in officer.told)
    counted("A colleague approves it", officer.steps)
    officer.steps = 0
    officer.until_at("Save the PDF as")
    officer.write(str(file))
    officer.press("Return")
    officer.until(file.exists)
    officer.settle()
    counted("The PDF is exported", officer.steps)
    officer.leave()


def test_the_round_of_a_returned_submission(qtbot: QtBot, stick: Path) -> None:
    """Received, returned with a comment, corrected, sent again, accepted: three people."""
    sent, corrected = stick / "sent.pdf", stick / "corrected.pdf"
    returned, accepted = stick / "returned.rilo-answer", stick / "accepted.rilo-answer"

    def at(place: str, passphrase: str) -> Officer:
        officer = OfficerWithMouse(qtbot, stick / place)
        officer.enter(passphrase)
        officer.steps = 0
        return officer

    office = at("we", round_.SENDER)
    first = round_.send(office, sent)
    card = round_.read_out(office)
    office.leave()

    secretariat = at("secretariat", round_.RECEIVER)
    round_.open_files(secretariat, sent)
    round_.trust_the_card(secretariat, card)
    round_.take(secretariat)
    round_.return_with_comment(secretariat, returned)
    steps = secretariat.steps
    card = round_.read_out(secretariat)
    secretariat.leave()

    office = at("we", round_.SENDER)
    round_.open_files(office, returned)
    round_.trust_the_card(office, card)
    round_.write_into_ledger(office)
    round_.correct(office)
    round_.send_again(office, first, corrected)
    steps += office.steps
    office.leave()

    secretariat = at("secretariat", round_.RECEIVER)
    round_.open_files(secretariat, corrected)
    round_.take(secretariat)
    round_.accept(secretariat, accepted)
    steps += secretariat.steps
    secretariat.leave()

    office = at("we", round_.SENDER)
    round_.open_files(office, accepted)
    round_.write_into_ledger(office)
    steps += office.steps
    office.leave()
    counted("A submission is returned, corrected, sent again and accepted", steps)
