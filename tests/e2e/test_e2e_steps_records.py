# mypy: disable-error-code="attr-defined, index"
"""Jobs on records of the review of the window (officer.md B), with the steps that each takes.

As `test_e2e_steps.py`, whose table has these jobs too.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from bench.cases import many
from keyboard import Officer, OfficerWithMouse, name_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_e2e_steps import HEAD, counted
from test_e2e_steps import office as office
from test_e2e_steps import sample as sample

from made_once import made_once
from rilo_desktop.gui.routing import PLAN
from rilo_desktop.presentation.navigation import ANALYSIS
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.records.record import new, save, with_values

CASES = 5_000
"""Of the register: as many as the review had."""


def next_finding(officer: Officer, editor: Any, name: str) -> None:
    """By F8, once what was written is judged."""
    officer.until(lambda: not editor._pause.isActive())
    officer.settle()
    officer.press("F8")
    officer.until_at(name)


def held(officer: Officer, kind: str) -> list[Any]:
    """What the office holds, read from its store when the window is idle."""
    officer.settle()
    session = officer.window.office.session
    return [stored.record for stored in all_stored(session, Query(kind))]


def test_an_indicator_linked_to_two_cases(qtbot: QtBot, sample: Path) -> None:
    """Its record is complete."""
    officer = OfficerWithMouse(qtbot, sample)
    place = officer.enter(HEAD)
    officer.steps = 0
    officer.go_to("risk-indicator")
    officer.press("Ctrl+N")
    officer.until_at("Title")
    editor = place.editor("risk-indicator")
    officer.settle()
    officer.type("Greeting cards that come in series")
    officer.press("Tab")
    officer.type("Cards of one series in one post, each heavier than its paper.")
    officer.press("Tab")
    officer.until_at("Category")
    officer.type("packaging")
    for name, text in (
        ("Where seen", "In the cards themselves"),
        ("Stage", "physical"),
        ("Strength", "strong"),
        ("Possible legitimate explanation", "Holiday greetings of one firm"),
        ("Basis", "adapted"),
        ("Source", "Report of the airport office"),
    ):
        next_finding(officer, editor, name)
        officer.type(text)
    officer.save()
    officer.press("Ctrl+I")
    for number, word in enumerate(("medicines", "parcels"), 1):
        officer.until_at("Search cases")
        officer.write(word)
        officer.settle()
        officer.press("Return")
        role = "Role of the indicator in the case"
        officer.until(lambda: name_of(QApplication.activePopupWidget()) == role)  # noqa: B023
        officer.press("Return")
        officer.until(lambda: len(linked(officer)) == number)  # noqa: B023
        officer.settle()
    counted("An indicator is written and linked to two cases", officer.steps)
    officer.leave()


def linked(officer: Officer) -> list[CaseStudy]:
    (own,) = (i for i in held(officer, "risk-indicator") if i.title_text.startswith("Greeting"))
    cases = held(officer, "case-study")
    return [c for c in cases if any(one.indicator == own.local_ref for one in c.indicators)]


def test_progress_and_closing_of_an_action_item(qtbot: QtBot, office: Path) -> None:
    """With what came of it and what shows it; an office of one closes it as not verified."""
    with open_store(office, HEAD) as session:
        plan = with_values(new(session, "action-plan"), {"title": "Plan of the year"})
        item = {"title": "Courses in four languages", "plan": plan.id}
        save(session, plan)
        save(session, with_values(new(session, "action-item"), item))
    officer = OfficerWithMouse(qtbot, office)
    officer.enter(HEAD)
    officer.steps = 0
    officer.go_to(PLAN)
    page: Any = officer.place.page(PLAN)
    officer.until(lambda: page.table.view.rows and page.table.view.hasFocus())
    officer.settle()
    officer.press("U")
    officer.until(lambda: page.updating.isVisible())
    officer.settle()
    officer.until_at("Next entry: What happened")
    officer.type("Two courses were held")
    officer.tab_to("Status")
    officer.type("in progress")
    officer.press("Return", "Escape")
    officer.until(lambda: not page.updating.isVisible())
    officer.settle()
    (item,) = held(officer, "action-item")
    assert (item.progress, len(item.updates)) == ("in_progress", 1)
    officer.until(lambda: page.table.view.hasFocus())
    officer.press("C")
    officer.until(lambda: page.closing.isVisible())
    officer.settle()
    officer.until_at("What came of it")
    officer.type("Four courses were held")
    officer.tab_to("Evidence")
    officer.type("List of courses")
    officer.tab_to("Evidence 1: Reference")
    officer.type("XX-COURSES-2026")
    officer.press("Ctrl+Shift+Return")
    officer.until(lambda: not page.closing.isVisible())
    job = "Progress of an action item is noted, and it is closed with evidence that shows something"
    counted(job, officer.steps)
    (item,) = held(officer, "action-item")
    assert (item.progress, item.verification) == ("completed", "not_verified")
    assert [line.title for line in item.evidence] == ["List of courses"]
    officer.leave()


@pytest.fixture
def register(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """5,000 cases of a practice office, made once for a run."""

    def make(folder: Path) -> None:
        cases, office = many(CASES), folder / "office"
        with (
            make_office(office, "XX", "XX-01", HEAD).session as session,
            session.unit("import") as u,
        ):
            for first in range(0, CASES, 500):
                u.write(cases[first : first + 500])

    made = made_once(tmp_path_factory, f"register-of-{CASES}", make)
    return shutil.copytree(made / "office", tmp_path / "office")


def test_a_register_of_5000_cases(qtbot: QtBot, register: Path) -> None:
    """Its list, sorted, its end, all of it chosen, and the analysis of it."""
    officer = OfficerWithMouse(qtbot, register)
    place = officer.enter(HEAD)
    officer.steps = 0
    officer.go_to("case-study")
    page = place.list_page("case-study")
    officer.until(lambda: page.model.rowCount() == CASES and page.search.hasFocus())
    officer.settle()
    first = page.model.listed(0).id
    click_head(officer, page.view, "Detected")
    officer.until(lambda: page.model.listed(0) is not None and page.model.listed(0).id != first)
    officer.settle()
    officer.press("Down")
    officer.until(page.view.hasFocus)
    officer.press("End")
    officer.until(lambda: page.view.currentIndex().row() == CASES - 1)
    officer.until(lambda: page.model.listed(CASES - 1) is not None)
    officer.settle()
    officer.press("Ctrl+A")
    officer.until(lambda: len(page.view.selected_rows()) == CASES)
    officer.settle()
    officer.go_to(ANALYSIS)
    analysis: Any = place.page(ANALYSIS)
    officer.until(lambda: any("5,000" in name for name in officer.shown()))
    officer.settle()
    counted("A register of 5,000 cases: sorted, its end, all chosen, its analysis", officer.steps)
    assert analysis.isVisible()
    officer.leave()


def click_head(officer: Officer, view: Any, name: str) -> None:
    """One click on the head of a column."""
    head = view.horizontalHeader()
    model = view.model()
    titles = [
        str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        for at in range(model.columnCount())
    ]
    at = titles.index(name)
    officer.steps += 1
    x = head.sectionViewportPosition(at) + head.sectionSize(at) // 2
    place = QPoint(x, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
