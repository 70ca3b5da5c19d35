# mypy: disable-error-code="attr-defined"
"""The pages of the year by keyboard: where one arrives, and what is done there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from keyboard import Officer, name_of
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.routing import PLAN, YEAR
from rilo_desktop.records import Activity, Programme
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.records import record

pytestmark = pytest.mark.e2e
WORDS = "seven quiet herons watch the northern ferry"
ACTIVITY, PROGRAMME = Activity.kind.code, Programme.kind.code
ARRIVES = {
    PLAN: "Items of the action plan",
    "ranks": "Key issues by rank",
    ACTIVITY: "What was done?",
    "product": "Search",
    PROGRAMME: "Programmes",
    "indicator-evidence": "Cases by indicator",
    "member-data": "Members",
    "competencies": "Levels by competency and office",
    YEAR: "What the office owes",
}
"""Page -> what has the keyboard when one comes to it."""
MOST_TABS = 40


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "office"
    with make_office(folder, "XX", "XX-01", WORDS).session as session:
        add_sample(session)
    return folder


@pytest.fixture
def officer(qtbot: QtBot, office: Path) -> Iterator[Officer]:
    made = Officer(qtbot, office)
    made.enter(WORDS)
    yield made
    made.leave()


def page_of(officer: Officer, key: str) -> Any:
    return officer.place.page(key)


def test_every_page_has_the_keyboard_and_no_trap(officer: Officer) -> None:
    """Reached by the keys of its group; Tab leads round and back to where it began."""
    at, unnamed, round_again = {}, [], []
    for key in ARRIVES:
        officer.go_to(key)
        officer.settle()
        begun = officer.focus
        assert begun is not None
        at[key] = name_of(begun)
        for _ in range(MOST_TABS):
            officer.press("Tab")
            if officer.focus is begun:
                round_again.append(key)
                break
            if not officer.at:
                unnamed.append((key, repr(officer.focus)))
    assert at == ARRIVES
    assert not unnamed
    assert round_again == list(ARRIVES), "Tab does not lead back"


def test_the_year_of_the_register_and_a_panel(officer: Officer) -> None:
    officer.go_to(ACTIVITY)
    page = officer.place.list_page(ACTIVITY)
    head = page.list_head
    this_year = date.today().year
    for year in (this_year, this_year - 1):  # the practice year moves: in January it is the last
        head.show_year(year)
        officer.settle()
        if "Training" in [row.label for row in head.table.view.rows]:
            break
    officer.until(lambda: head.quick.line.hasFocus())
    officer.press("Down")
    officer.until(lambda: head.table.view.hasFocus())
    rows = [row.label for row in head.table.view.rows]
    officer.press("Home", *["Down"] * rows.index("Training"), "Right", "Return")
    officer.settle()
    assert page.facets.chosen["activity_kind"] == ("training",)
    officer.tab_to(name_of(page.view))
    officer.press("Return")
    officer.until(lambda: page.panels.current is not None)
    officer.settle()
    officer.press("Escape")
    officer.until(lambda: page.panels.current is None)
    officer.until(lambda: page.view.hasFocus())


def test_the_plan_is_walked_and_an_item_reported_on(officer: Officer) -> None:
    officer.go_to(PLAN)
    page = page_of(officer, PLAN)
    officer.until(lambda: page.table.view.rows)
    officer.press("Ctrl+PgDown")
    officer.settle()
    officer.until(lambda: page.layouts.key == "board")
    officer.press("Ctrl+PgDown")
    officer.settle()
    assert page.chart.hasFocus()
    officer.press("Ctrl+PgDown")
    officer.settle()
    officer.until(lambda: page.table.view.hasFocus())
    officer.press("Home", "Down", "U")
    officer.until(lambda: page.updating.isVisible())
    officer.settle()
    officer.press("Escape")
    officer.until(lambda: not page.updating.isVisible())
    officer.until(lambda: page.table.view.hasFocus())


def test_a_case_is_looked_for_and_the_answer_is_kept(officer: Officer) -> None:
    officer.go_to("indicator-evidence")
    page = page_of(officer, "indicator-evidence")
    officer.until(lambda: page.view.rows)
    officer.tab_to("What is shown: Evidence")
    officer.press("Right")
    officer.settle()
    if page.what.key != "gaps":
        officer.press("Space")
    officer.until(lambda: page.what.key == "gaps")
    officer.tab_to(name_of(page.gaps.unseen))
    officer.press("Home", "Return")
    officer.until(lambda: page.gaps.panel.isVisible())
    officer.settle()
    number = page.gaps.unseen.rows[0][0]
    officer.push("Contributory" if page.gaps.found.hasFocus() else "Looked for, not seen")
    officer.settle()
    officer.until(lambda: not page.gaps.panel.isVisible())
    assert number not in [row[0] for row in page.gaps.unseen.rows] or (
        record.find(officer.window.office.session, number).record.looked_for
    )


def test_a_day_is_announced_in_the_reporting_year(officer: Officer) -> None:
    officer.go_to(YEAR)
    page = page_of(officer, YEAR)
    officer.until(lambda: page.papers.rows)
    officer.push("Add announcement")
    officer.until(lambda: page.panel.form.isVisible())
    officer.type("2027-12-15")
    officer.fill("Where it was announced", "letter of 3 November")
    officer.press("Return")
    officer.settle()
    officer.until(lambda: not page.panel.form.isVisible())
    officer.until(lambda: any("2027" in row.due and "15" in row.due for row in page.papers.rows))


def test_operations_and_members_are_walked_by_arrows(officer: Officer) -> None:
    officer.go_to(PROGRAMME)
    page = officer.place.list_page(PROGRAMME)
    page.list_head.show_year(2025)
    officer.settle()
    officer.tab_to("Operations of the year")
    officer.press("Home", "Right", "Return")
    officer.settle()
    assert officer.place.here.page == ACTIVITY
    officer.press("Alt+Left")
    officer.settle()
    assert officer.place.here.page == PROGRAMME
    officer.go_to("member-data")
    members = page_of(officer, "member-data")
    officer.until(lambda: members.list.rows)
    first = members.list.currentIndex().row()
    officer.press("Down")
    officer.settle()
    assert members.list.currentIndex().row() == first + 1
