# mypy: disable-error-code="attr-defined, index"
"""A full case by hand, and several records changed, with the steps that each takes.

As `test_e2e_steps.py`, whose table has these jobs too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from keyboard import Officer, OfficerWithMouse
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from test_e2e_steps import HEAD, counted
from test_e2e_steps import office as office
from test_e2e_steps import sample as sample
from test_e2e_steps_records import held, next_finding

from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import CaseStudy

TITLE = "Medicines in parcels declared as samples"
STOPS = (
    ("china", "Guangzhou"),
    ("malaysia", "Penang"),
    ("united arab", "Dubai"),
    ("germany", "Leipzig"),
)
"""Before the place of detection, which is the fifth stop by itself."""
INDICATORS = (("VAL-01", "primary"), ("RTE-03", "contributory"))
GOODS = (
    ("Tablets 3004.90", "1200 tab", "5000 eur market value"),
    ("Injection pens 3004.31", "80 pen", "8000 eur"),
    ("Creams 3304.99", "40 pcs", "400 eur"),
)
BASIS = "Basis of the value"
SHEET = "\n".join(
    "\t".join(row)
    for row in (
        ("Goods as found", "HS code", "Quantity", "Unit", "Value", "Currency", BASIS),
        ("Tablets", "3004.90", "1200", "TAB", "5000", "EUR", "market value"),
        ("Injection pens", "3004.31", "80", "PEN", "8000", "EUR", "market value"),
        ("Creams", "3304.99", "40", "PCS", "400", "EUR", "market value"),
    )
)
"""The same goods, as a spreadsheet copies them."""


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "parcel.png", tmp_path / "label.png"]
    for size, path in enumerate(made, 1):
        Image.radial_gradient("L").resize((320 * size, 240 * size)).convert("RGB").save(path)
    return made


def test_a_full_case_with_pasted_goods(qtbot: QtBot, sample: Path, photos: list[Path]) -> None:
    job = "A full case by hand: 5 stops, 3 goods pasted as rows, 2 indicators, 2 pictures"
    counted(job, write_case(qtbot, sample, photos, paste_rows))


def test_a_full_case_with_goods_written_in_cells(
    qtbot: QtBot, sample: Path, photos: list[Path]
) -> None:
    counted("The same case, its goods written in cells", write_case(qtbot, sample, photos, None))


def write_case(
    qtbot: QtBot, sample: Path, photos: list[Path], paste: Callable[[Officer], None] | None
) -> int:
    """The steps until the case is saved and nothing is found in it, in the full profile."""
    officer = OfficerWithMouse(qtbot, sample)
    place = officer.enter(HEAD)
    officer.steps = 0
    officer.go_to("case-study")
    officer.press("Ctrl+N")
    officer.until_at("Title")
    editor = place.editor("case-study")
    officer.settle()

    def solve(*findings: tuple[str, str]) -> None:
        """Each is gone to, and a text is its answer."""
        for name, text in findings:
            next_finding(officer, editor, name)
            officer.type(text)

    officer.type(TITLE)
    officer.press("Tab")
    officer.until_at("Commodity")
    officer.type("medicines and")
    officer.click("Add stop")
    write_route(officer)
    solve(
        ("Summary", "Three kinds of medicines in parcels of one sender."),
        ("Date", "12 nov 2026"),
        ("Reporting country or territory", "netherlands"),
        ("Type of location", "mail centre"),
    )
    officer.press("Tab")
    officer.until_at("Place of detection")
    officer.type("Amsterdam")
    solve(("Means of transport", "mail"), ("Customs procedure", "import"))
    next_finding(officer, editor, "Goods")
    (paste or write_in_cells)(officer)
    solve(
        ("Modus operandi", "Split over many parcels, each declared as samples."),
        ("Selected by", "risk profile"),
    )
    next_finding(officer, editor, "Indicators observed")
    write_indicators(officer)
    solve(
        ("Outcome", "seized"),
        ("Lessons", "Look at parcels of one sender together."),
        ("Source", "Report of the mail centre"),
    )
    add_pictures(officer, photos)
    solve(("Handling label", "amber"), ("Grade of source and information", "B2"))
    for number in (1, 2):
        checked = f"Picture {number} of 2: Checked: no person, plate or document visible"
        next_finding(officer, editor, checked)
        officer.press("Space")
    officer.save()
    steps = officer.steps
    assert editor.side.view.found == ()
    (case,) = [case for case in held(officer, "case-study") if case.title_text == TITLE]
    assert_full(case)
    officer.leave()
    return steps


def write_route(officer: Officer) -> None:
    """The roles follow from the order."""
    for number, (country, where) in enumerate(STOPS, 1):
        officer.until_at(f"Stop {number} of {number}: Country or territory")
        officer.type(country)
        officer.press("Tab")
        officer.until_at(f"Stop {number} of {number}: Place")
        officer.type(where)
        if number < len(STOPS):
            officer.press("Return")


def write_in_cells(officer: Officer) -> None:
    """Codes that are typed with a text or number go to their own cells, which Tab passes. What a
    value is based on goes on in the lines below."""
    for number, cells in enumerate(GOODS):
        if number:
            officer.press("Return")
            officer.settle()
        for column, text in enumerate(cells):
            if column:
                officer.press("Tab")
                officer.settle()
            officer.type(text)


def paste_rows(officer: Officer) -> None:
    QApplication.clipboard().setText(SHEET)
    officer.press("Ctrl+V")


def write_indicators(officer: Officer) -> None:
    for number, (own_number, role) in enumerate(INDICATORS, 1):
        officer.type(own_number)
        officer.press("Tab")
        officer.until_at(f"Line {number}: Role in the detection")
        officer.type(role)
        if number < len(INDICATORS):
            officer.press("Return")
            officer.until_at("Indicators observed")


def add_pictures(officer: Officer, photos: Iterable[Path]) -> None:
    """With their captions; each is confirmed later, when it is asked for."""
    officer.click("Add pictures")
    officer.until_at("File name:")
    officer.type(" ".join(f'"{path}"' for path in photos))
    officer.press("Return")
    officer.until_at("Picture 1 of 2: Caption")
    officer.settle()
    officer.type("A parcel as it came")
    officer.press("Return")
    officer.until_at("Picture 2 of 2: Caption")
    officer.type("Its declaration")


def assert_full(case: CaseStudy) -> None:
    """Every part holds what was written, and what follows from it."""
    assert (case.enforcement_area, case.date_precision) == ("IPR_HS", "day")
    assert [(leg.role, leg.country) for leg in case.route] == [
        ("departure", "CN"),
        ("transit", "MY"),
        ("transit", "AE"),
        ("transit", "DE"),
        ("seizure", "NL"),
    ]
    assert all(leg.place for leg in case.route)
    goods: list[tuple[object, ...]] = [
        (one.hs, one.quantity, one.unit, one.value, one.currency) for one in case.goods
    ]
    assert goods == [
        ("3004.90", 1200, "TAB", 5000, "EUR"),
        ("3004.31", 80, "PEN", 8000, "EUR"),
        ("3304.99", 40, "PCS", 400, "EUR"),
    ]
    assert {(one.category, one.value_basis) for one in case.goods} == {("MED", "MARKET")}
    assert [(one.indicator, one.strength) for one in case.indicators] == [
        ("VAL-01", "primary"),
        ("RTE-03", "contributory"),
    ]
    assert [(one.sanitised, bool(one.caption)) for one in case.pictures] == [(True, True)] * 2
    written = (case.summary, case.modus_operandi, case.lessons, case.source, case.location_place)
    assert all(written)
    assert (case.detection_method, case.outcome_status) == ("RISK", "SEIZED")
    assert (case.source_grade, case.grading_scheme, case.tlp) == ("B2", "6x6", "AMBER")


def test_several_records_changed_compared_restored_undone(qtbot: QtBot, sample: Path) -> None:
    """In the list as a view leaves it; the steps of a view are counted elsewhere."""
    officer = OfficerWithMouse(qtbot, sample)
    place = officer.enter(HEAD)
    officer.go_to("case-study")
    page = place.list_page("case-study")
    officer.until(lambda: page.model.listed(2) is not None)
    officer.settle()
    assert page.view.selected_rows() == [0]
    officer.steps = 0
    click_row(officer, page.view, 2, Qt.KeyboardModifier.ShiftModifier)
    chosen = [page.model.listed(row).id for row in page.view.selected_rows()]
    assert len(chosen) == 3
    before = outcomes(officer, chosen)
    officer.press("Ctrl+Shift+F")
    officer.until_at("Set the field")
    officer.type("outcome")
    officer.press("Tab")
    officer.until_at("Outcome")
    officer.type("destroyed")
    officer.press("Return")
    officer.until(lambda: "Saved: 3 records" in officer.told)
    assert outcomes(officer, chosen) == ["DESTROYED"] * 3
    assert officer.steps == 4

    officer.until_at("Case studies")
    officer.press("Return")
    officer.until_at("Title")
    officer.settle()
    officer.press("Ctrl+H")
    officer.until(lambda: editor_history(place) is not None)
    officer.settle()
    history = editor_history(place)
    click_row(officer, history.list, 1, Qt.KeyboardModifier.ControlModifier)
    officer.until(lambda: "From revision 1 to 2" in shown_words(history))
    assert {"Seized", "Destroyed"} <= shown_words(history)

    record = chosen.index(place.here.record)
    click_row(officer, history.list, 1)
    officer.click("Restore this revision")
    assert outcomes(officer, chosen)[record] == before[record] == "SEIZED"
    officer.press("Ctrl+Alt+Z")
    officer.until(lambda: "Undone: case study “" in officer.told)
    assert outcomes(officer, chosen) == ["DESTROYED"] * 3
    counted("Several records are changed, compared, restored and undone", officer.steps)
    officer.leave()


def outcomes(officer: Officer, ids: Sequence[str]) -> list[str]:
    found = {case.id: case.outcome_status for case in held(officer, "case-study")}
    return [found[one] for one in ids]


def editor_history(place: Shell) -> Any:
    return place.editor("case-study").side.history


def shown_words(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def click_row(
    officer: Officer,
    view: QAbstractItemView,
    row: int,
    held_key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """One click, with a key held down."""
    officer.steps += 1
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held_key, place)
    officer.settle()
