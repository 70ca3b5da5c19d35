"""By keyboard alone: a new case study, saved, listed, exported to a PDF; restart; it is there."""

from __future__ import annotations

import json
from pathlib import Path

from keyboard import LONG, Officer
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.page_registry import SUBMISSION
from rilo_desktop.services.office.create_office import make_office

PASSPHRASE = "a passphrase of the first officer"
TITLE = "Watches in 40 parcels"


def test_from_a_new_case_study_to_a_pdf_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    store, target = tmp_path / "office", tmp_path / "out" / "cases.pdf"
    target.parent.mkdir()
    make_office(store, "AP", "AP-01", PASSPHRASE).session.close()

    officer = Officer(qtbot, store)
    officer.enter(PASSPHRASE)
    write(officer)
    send(officer, target)
    officer.leave()

    assert target.read_bytes().startswith(b"%PDF")
    officer = Officer(qtbot, store)
    place = officer.enter(PASSPHRASE)
    officer.go_to("case-study")
    page = place.list_page("case-study")
    row = page.model.listed(0)
    assert row is not None
    assert row.title == TITLE
    officer.press("Down", "Return")
    editor = place.editor("case-study")
    officer.until(lambda: editor.form.fields["title"].value() == TITLE)
    record = editor.form.record()
    assert record.conveyance == "MAIL"  # type: ignore[attr-defined]
    assert record.goods[0].description == "Watches"  # type: ignore[attr-defined]
    assert str(record.goods[0].quantity) == "1200"  # type: ignore[attr-defined]
    assert record.route[0].country == "MY"  # type: ignore[attr-defined]
    assert record.lessons == "Weigh them."  # type: ignore[attr-defined]
    officer.leave()


def write(officer: Officer) -> None:
    place = officer.place
    editor = place.editor("case-study")
    officer.go_to("case-study")
    officer.press("Ctrl+N")
    officer.until_at("Title")
    officer.type(TITLE)
    officer.tab_to("Means of transport")
    officer.type("mail")
    officer.tab_to("Route")
    officer.press("Return")
    officer.tab_to("Stop 1 of 1: Country or territory")
    officer.type("malaysia")
    officer.tab_to("Goods")
    officer.type("Watches")
    officer.press("Tab", "Tab")
    officer.until_at("Line 1: Quantity")
    officer.type("1,200")
    officer.press("Return")
    officer.until(lambda: len(editor.form.fields["goods"].value()) == 1)
    officer.tab_to("Lessons")
    officer.type("Weigh them.")
    with officer.qtbot.waitSignal(editor.saved, timeout=LONG):
        officer.press("Ctrl+S")
    officer.settle()
    assert not editor.dirty
    officer.press("Alt+Left")
    page = place.list_page("case-study")
    officer.until(lambda: place.pages.currentWidget() is page)
    row = page.model.listed(page.view.currentIndex().row())
    assert row is not None
    assert row.title == TITLE
    at = place.navigation.currentIndex()
    assert at.data(Qt.ItemDataRole.AccessibleTextRole) == "Case studies 1"


def send(officer: Officer, target: Path) -> None:
    """The ledger, a new submission, its records, the check, the release, the file."""
    officer.go_to(SUBMISSION)
    page = officer.place.page(SUBMISSION)
    officer.press("Ctrl+N")
    officer.until_at("Case studies")
    with officer.qtbot.waitSignal(page.check.checked, timeout=LONG):  # type: ignore[attr-defined]
        officer.push("Check the records")
    officer.settle()
    officer.fill("Reviewer's justification", "A first case")
    officer.push("Release")
    officer.until_at("Save the PDF as")
    officer.write(str(target))
    officer.push("Export the PDF")
    officer.until_at("Open the PDF")
    assert target.is_file()


def test_the_case_study_is_the_same_for_the_command_line(
    qtbot: QtBot, tmp_path: Path, capsys: object, monkeypatch: object
) -> None:
    from rilo_desktop.cli import main

    store = tmp_path / "office"
    make_office(store, "AP", "AP-01", PASSPHRASE).session.close()
    officer = Officer(qtbot, store)
    place = officer.enter(PASSPHRASE)
    officer.go_to("case-study")
    officer.press("Ctrl+N")
    editor = place.editor("case-study")
    officer.until_at("Title")
    officer.type(TITLE)
    with officer.qtbot.waitSignal(editor.saved, timeout=LONG):
        officer.press("Ctrl+S")
    officer.settle()
    officer.leave()
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)  # type: ignore[attr-defined]
    assert main(["list", str(store), "case-study", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)  # type: ignore[attr-defined]
    assert [row["title"] for row in listed] == [TITLE]


def test_the_window_says_when_another_has_the_store_open(qtbot: QtBot, tmp_path: Path) -> None:
    store = tmp_path / "office"
    session = make_office(store, "AP", "AP-01", PASSPHRASE).session
    try:
        officer = Officer(qtbot, store)
        officer.type(PASSPHRASE)
        officer.press("Return")
        officer.until(lambda: bool(officer.window.unlock.message))
        assert officer.window.shell is None
        officer.leave()
    finally:
        session.close()
