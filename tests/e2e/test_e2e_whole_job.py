"""The whole job by keyboard alone: from an empty folder to a PDF that two officers stand for."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from keyboard import Officer
from PIL import Image
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.page_registry import OFFICE, SUBMISSION

HEAD = "seven quiet herons watch the northern ferry"
SECOND = "nine loud magpies left the southern harbour"
OWN = "four grey herons sleep by the quiet weir"
TITLE = "Watches and cosmetics in 40 parcels"
SIGN = "Declared as samples, forty parcels a day"
CAPTION = "The parcels as they were found"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    place = tmp_path / "parcels.png"
    Image.radial_gradient("L").resize((640, 480)).convert("RGB").save(place)
    return place


def test_the_whole_job_by_keyboard_alone(qtbot: QtBot, tmp_path: Path, picture: Path) -> None:
    store, paper = tmp_path / "office", tmp_path / "cases.pdf"

    officer = Officer(qtbot, store)
    set_up(officer)
    add_second_officer(officer)
    write_indicator(officer)
    write_case(officer, picture)
    ask_for_approval(officer)
    officer.press("Ctrl+L")
    officer.choose_own(SECOND, OWN)
    approve(officer)
    export(officer, paper)
    officer.leave()

    assert_printed(paper)
    officer = Officer(qtbot, store)
    officer.enter(HEAD)
    assert_everything_is_there(officer)
    officer.leave()


def set_up(officer: Officer) -> None:
    """The first run: which office, which officer, the recovery key on paper."""
    officer.until_at("Office")
    officer.settle()
    officer.choose("RILO Asia and the Pacific (AP)")
    officer.press("Return")
    officer.until_at("Passphrase")
    officer.type(HEAD)
    officer.fill("Again", HEAD)
    officer.press("Return")
    officer.settle()
    officer.tab_to("Recovery key")
    spelled = officer.described
    groups = [group.replace(" ", "") for group in spelled.split(", ")]
    assert len(groups) == 13
    officer.push("I have written it down")
    officer.type(groups[-1].lower())
    officer.press("Return")
    officer.until(lambda: officer.window.shell is not None)
    officer.settle()


def add_second_officer(officer: Officer) -> None:
    officer.go_to(OFFICE)
    officer.press("Down")
    officer.press("Return")
    officer.push("Add an officer")
    officer.write("Senior analyst")
    officer.tab_to("Role")
    officer.choose("Reviewer or Deputy Head")
    officer.fill("Passphrase", SECOND)
    officer.fill("The same again", SECOND)
    officer.push("Add the officer")
    officer.settle()
    officer.until(lambda: "AP-02" in officer.told)


def write_indicator(officer: Officer) -> None:
    officer.go_to("risk-indicator")
    officer.press("Ctrl+N")
    officer.until_at("Title")
    officer.type(SIGN)
    officer.fill("Local reference", "SND-90")
    officer.save()


def write_case(officer: Officer, picture: Path) -> None:
    officer.go_to("case-study")
    officer.press("Ctrl+N")
    officer.until_at("Title")
    officer.type(TITLE)
    officer.fill("Date", "25.11.2026")
    officer.tab_to("Means of transport")
    officer.type("mail")
    write_route(officer)
    write_goods(officer)
    pick_indicator(officer)
    add_picture(officer, picture)
    officer.save()


def pick_indicator(officer: Officer) -> None:
    """Beside the text, by a word of its title; taken away, picked again, weighed in its line."""
    editor = officer.place.editor("case-study")

    def picked() -> list[str]:
        return [seen.indicator for seen in editor.form.value("indicators")]

    officer.press("Ctrl+I")
    officer.until_at("Search indicators")
    officer.type("forty")
    officer.press("Return")
    officer.until(lambda: picked() == ["SND-90"])
    officer.press("Down")
    officer.until_at("Indicators")
    officer.press("Delete")
    officer.until(lambda: picked() == [])
    officer.settle()
    officer.press("Return")
    officer.until(lambda: picked() == ["SND-90"])
    officer.press("Escape")
    officer.tab_to("Indicators observed")
    officer.press("Right", "Return")
    officer.until_at("Line 1: Role in the detection")
    officer.press("Return")


def write_route(officer: Officer) -> None:
    """Three legs; the one written last comes before the destination."""
    officer.tab_to("Route")
    for stop, role, country in (
        ("1 of 1", "origin", "china"),
        ("2 of 2", "destination", "australia"),
        ("2 of 3", "transit", "malaysia"),
    ):
        officer.press("End", "Return")
        officer.tab_to(f"Stop {stop}: Role")
        officer.type(role)
        officer.tab_to(f"Stop {stop}: Country or territory")
        officer.type(country)
        officer.tab_to("Route", back=True)


def write_goods(officer: Officer) -> None:
    """Two lines, from cell to cell; Enter goes on to the next line where this one began."""
    officer.tab_to("Goods")
    for number, cells in enumerate(
        (("Watches", "9102", "1,200", "piece"), ("Face cream", "", "80.5", "kilo")), 1
    ):
        for text, column in zip(cells, ("HS code", "Quantity", "Unit", "Value"), strict=True):
            officer.type(text)
            officer.press("Tab")
            officer.until_at(f"Line {number}: {column}")
        officer.press("Return")


def add_picture(officer: Officer, picture: Path) -> None:
    officer.tab_to("Pictures")
    officer.press("Return")
    officer.until_at("File name:")
    officer.type(str(picture))
    officer.press("Return")
    officer.until_at("Picture 1 of 1: Caption")
    officer.settle()
    officer.type(CAPTION)
    officer.tab_to("Picture 1 of 1: Checked: no person, plate or document visible")
    officer.press("Space")


def ask_for_approval(officer: Officer) -> None:
    officer.go_to(SUBMISSION)
    officer.press("Ctrl+N")
    officer.until_at("Case studies")
    officer.push("Check the records")
    officer.settle()
    officer.fill("Reviewer's justification", "A first case, to be completed")
    officer.push("Ask for approval")
    officer.until(lambda: "waits for approval" in officer.told)
    officer.settle()


def approve(officer: Officer) -> None:
    officer.go_to(SUBMISSION)
    officer.until_at("Submissions")
    officer.press("Return")
    officer.until_at("Note, recorded with the submission")
    officer.settle()
    officer.type("Read and compared with the file")
    officer.push("Approve")
    officer.until(lambda: "Approved" in officer.told)
    officer.settle()


def export(officer: Officer, paper: Path) -> None:
    officer.until_at("Save the PDF as")
    officer.write(str(paper))
    officer.press("Return")
    officer.until_at("Open the PDF")


def assert_printed(paper: Path) -> None:
    text = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout
    flat = re.sub(r"\s+", " ", text)
    for words in (TITLE, "Watches", "1,200", "Face cream", CAPTION, "Malaysia"):
        assert words in flat, flat


def assert_everything_is_there(officer: Officer) -> None:
    officer.go_to("case-study")
    officer.press("Down", "Return")
    officer.until_at("Title")
    officer.settle()
    record = officer.place.editor("case-study").form.record()
    assert record.title == TITLE  # type: ignore[attr-defined]
    assert [leg.country for leg in record.route] == ["CN", "MY", "AU"]  # type: ignore[attr-defined]
    goods = record.goods  # type: ignore[attr-defined]
    assert [(g.description, str(g.quantity)) for g in goods] == [
        ("Watches", "1200"),
        ("Face cream", "80.5"),
    ]
    assert len(record.indicators) == 1  # type: ignore[attr-defined]
    assert record.pictures[0].caption == CAPTION  # type: ignore[attr-defined]
    officer.press("Alt+Left")
    officer.go_to(SUBMISSION)
    officer.until_at("Submissions")
