# mypy: disable-error-code="attr-defined, index"
"""A year in the life of a practice office, in the real window, by keyboard."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pikepdf
import pytest
from keyboard import Officer, name_of
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.page_registry import SUBMISSION
from rilo_desktop.gui.routing import PLAN
from rilo_desktop.gui.routing import YEAR as YEAR_PAGE
from rilo_desktop.records import (
    ActionItem,
    Activity,
    CompetencyRating,
    KeyIssue,
    Product,
    Record,
    Workflow,
)
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.records.lists import Query, all_stored

WORDS = "seven quiet herons watch the northern ferry"
YEAR = date.today().year
MEMBER = "Aldoria"
CASE, FIND = "Tablets in greeting cards", "Tablets were found in cards of one series."
FIRST_PLAN, NEXT_PLAN = f"Plan of {YEAR}", f"Plan of {YEAR + 2}"
COURSES, WORKBOOK = "Courses in four languages", "Workbook for entry without a network"
MINUTES = (f"32.1 {COURSES} (Training officer)", f"32.2 {WORKBOOK} (Data steward)")
SIGNS = ("SND-01", "PKG-01")
ISSUES = ("Dangerous goods in small parcels", "Late and incomplete data")
ACTIVITIES = (
    f"operation Paper Lantern, 2 mar {YEAR}",
    f"training Reading X-ray pictures, 2 days, 12 officers, 3 mar {YEAR}",
    f"meeting Contact points, 7 members, 4 mar {YEAR}",
)
HAPPENED = "One operation was led, and one course was held."
REPORTED = {
    ("activities_total", ""): ("3", "3"),
    ("by_kind", "meeting"): ("1", "3"),
    ("by_kind", "operation"): ("1", "3"),
    ("by_kind", "training"): ("1", "3"),
    ("by_month_start", f"{YEAR}-02"): ("0", "3"),
    ("by_month_start", f"{YEAR}-03"): ("3", "3"),
    ("operations_without_results", ""): ("1", "1"),
    ("training_events", ""): ("1", "1"),
    ("training_officers", ""): ("12", "1"),
    ("requests", ""): ("0", "0"),
    ("case_studies", ""): ("1", "1"),
    ("cases_by_month", f"{YEAR}-03"): ("1", "1"),
    ("cases_by_member", "QM"): ("1", "1"),
    ("members_with_cases", ""): ("1", "8"),
    ("action_plan_by_status", "completed"): ("1", "2"),
    ("action_items_completed", ""): ("1", "2"),
}
"""(figure, key) -> value, base: what the officer types in this test makes exactly these."""

R = TypeVar("R", bound=Record)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A practice office on its first day: its members are there, and nothing that it did."""
    folder = tmp_path / "office"
    make_office(folder, "XX", "XX-01", WORDS).session.close()
    return folder


def test_a_year_of_a_practice_office(qtbot: QtBot, office: Path) -> None:
    officer = Officer(qtbot, office)
    officer.enter(WORDS)
    plan_the_year(officer)
    close_item(officer)
    note_activities(officer)
    write_case(officer)
    send_alert(officer)
    state_competence(officer)
    rank_key_issues(officer)
    tell_member(officer, office.with_name("feedback.pdf"))
    report_progress(officer, office.with_name("progress.pdf"))
    carry_over(officer)
    officer.leave()


def held(officer: Officer, cls: type[R]) -> list[R]:
    """What the office holds, read from its store when the window is idle."""
    officer.settle()
    session = officer.window.office.session
    found = [stored.record for stored in all_stored(session, Query(cls.kind.code))]
    return [one for one in found if isinstance(one, cls)]


def titled(officer: Officer, cls: type[R], title: str) -> R:
    return next(one for one in held(officer, cls) if one.title_text == title)


def make_plan(officer: Officer, title: str, year: int, minutes: tuple[str, ...]) -> None:
    """Its head and its items from the minutes, one line each."""
    officer.settle()
    officer.fill("Title", title)
    officer.fill("First year", str(year))
    officer.fill("Last year", str(year + 1))
    officer.fill("Adopting meeting", "Practice meeting")
    officer.tab_to("Lines of the minutes, one item each")
    for number, line in enumerate(minutes):
        if number:
            officer.press("Return")
        officer.type(line)
    officer.until(lambda: len(page_of(officer, PLAN).next_plan.read) == len(minutes))
    page = page_of(officer, PLAN)
    officer.press("Tab")
    officer.push(page.next_plan.make_button.text())
    officer.until(lambda: page.plans.currentText() == title)
    officer.settle()


def page_of(officer: Officer, key: str) -> Any:
    return officer.place.page(key)


def plan_the_year(officer: Officer) -> None:
    officer.go_to(PLAN)
    officer.push("Make a plan")
    make_plan(officer, FIRST_PLAN, YEAR, MINUTES)
    assert {one.title_text for one in held(officer, ActionItem)} == {COURSES, WORKBOOK}


def close_item(officer: Officer) -> None:
    """In one step, with what shows it; an office of one closes it as not verified."""
    page = page_of(officer, PLAN)
    stand_on(officer, page, COURSES)
    officer.press("C")
    officer.until(lambda: page.closing.isVisible())
    officer.settle()
    officer.fill("What came of it", "Four courses were held")
    officer.tab_to("Evidence")
    officer.type("List of courses")
    officer.press("Tab")
    officer.until_at("Line 1: Kind of evidence")
    officer.press("Tab")
    officer.until_at("Line 1: Reference")
    officer.type("Register, 12 officers")
    officer.press("Tab")
    officer.press("Ctrl+Shift+Return")
    officer.until(lambda: not page.closing.isVisible())
    item = titled(officer, ActionItem, COURSES)
    assert (item.progress, item.verification) == ("completed", "not_verified")
    assert [line.title for line in item.evidence] == ["List of courses"]


def stand_on(officer: Officer, page: Any, title: str) -> None:
    """By the arrows, in the table of the plan."""
    officer.until(lambda: page.table.view.rows)
    page_view = page.table.view
    officer.tab_to(name_of(page_view))
    officer.press("Home")
    for _ in page_view.rows:
        row = page_view.rows[page_view.currentIndex().row()]
        if row.shown is not None and row.shown.item.title_text == title:
            return
        officer.press("Down")
    raise AssertionError(f"no arrow leads to {title}")


def note_activities(officer: Officer) -> None:
    """One line each; Enter saves it and the line is free for the next."""
    officer.go_to(Activity.kind.code)
    head = officer.place.list_page(Activity.kind.code).list_head
    officer.until(lambda: head.quick.line.hasFocus())
    for number, line in enumerate(ACTIVITIES, 1):
        officer.type(line)
        officer.press("Return")
        officer.until(lambda: head.quick.text == "")
        assert len(held(officer, Activity)) == number
    kinds = {one.activity_kind: one for one in held(officer, Activity)}
    assert set(kinds) == {"operation", "training", "meeting"}
    assert kinds["training"].officers == 12


def write_case(officer: Officer) -> None:
    officer.go_to("case-study")
    officer.press("Ctrl+N")
    officer.until_at("Title")
    officer.type(CASE)
    officer.fill("Summary", FIND)
    officer.fill("Date", f"{YEAR}-03-02")
    officer.tab_to("Reporting country or territory")
    officer.type(MEMBER.lower())
    officer.press("Ctrl+I")
    officer.until_at("Search indicators")
    editor = officer.place.editor("case-study")
    for number, sign in enumerate(SIGNS, 1):
        officer.until_at("Search indicators")
        officer.write(sign)
        officer.settle()
        officer.press("Return")
        officer.until(lambda: len(editor.form.value("indicators")) == number)  # noqa: B023
    officer.press("Escape")
    officer.save()


def send_alert(officer: Officer) -> None:
    """From the open case; an office of one releases it at once."""
    officer.press("Ctrl+Shift+A")
    editor = officer.place.editor("product")
    officer.until(lambda: officer.place.pages.currentWidget() is editor)
    officer.settle()
    officer.type("Weigh letters that come in series.")
    officer.press("Return")
    officer.until(lambda: blocked(editor) == ["audience"])
    officer.press("F8")
    officer.type("Contact points of the Members")
    officer.press("Ctrl+Return")
    officer.settle()
    (alert,) = held(officer, Product)
    assert alert.workflow == Workflow.RELEASED, officer.told


def blocked(editor: Any) -> list[str]:
    """Fields of what keeps the record in the editor from release."""
    return [one.path for one in editor.side.view.found if one.severity == "blocks"]


def state_competence(officer: Officer) -> None:
    """The level of this office, by its figure."""
    officer.go_to("competencies")
    officer.push("State ours")
    officer.settle()
    officer.press("3")
    officer.until(lambda: "Stated" in officer.told)
    (rating,) = held(officer, CompetencyRating)
    assert (rating.office_code, rating.competency, rating.level) == ("XX", "C01", 3)


def rank_key_issues(officer: Officer) -> None:
    """Two issues of this year; the second one comes first, and says why."""
    for rank, name in enumerate(ISSUES, 1):
        officer.go_to("ranks")
        officer.push("Write a key issue" if rank == 1 else "New key issue")
        officer.settle()
        officer.type(name)
        officer.tab_to("Ranks")
        officer.type(str(YEAR))
        officer.press("Tab")
        officer.type(str(rank))
        officer.press("Tab")
        officer.save()
    officer.go_to("ranks")
    officer.settle()
    officer.press("End", "Alt+Up")
    officer.until_at("Why the rank changes")
    officer.type("It holds up everything else")
    officer.push("Change the rank")
    officer.settle()
    ranks = {one.title_text: one.ranks[-1].rank for one in held(officer, KeyIssue)}
    assert ranks == {ISSUES[0]: 2, ISSUES[1]: 1}


def tell_member(officer: Officer, paper: Path) -> None:
    """What became of what one member sent, to that member alone."""
    release(officer, "Feedback sheet for a National Contact Point", paper)
    text = words_of(paper)
    assert "PRACTICE" in text
    assert MEMBER in text
    assert not any(other in text for other in ("Brevania", "Corland", "Dunmere"))


def report_progress(officer: Officer, paper: Path) -> None:
    """From the paper that is owed to its file, whose figures are what was typed above."""
    officer.go_to(YEAR_PAGE)
    officer.settle()
    page = page_of(officer, YEAR_PAGE)
    officer.tab_to(name_of(page.papers))
    officer.press("Home")
    for _ in page.papers.rows:
        if page.current is not None and page.current.code == "GRMPR":
            break
        officer.press("Down")
    assert page.current.submission == "annual-progress-report"
    officer.push("Make the paper")
    officer.until_at("Annual progress report")
    officer.fill("Year that it is about", str(YEAR))
    officer.fill("What happened", HAPPENED)
    send(officer, paper)
    assert HAPPENED in words_of(paper)
    figures = figures_of(paper)
    found = {name: figures.get(name) for name in REPORTED}
    assert found == REPORTED
    for (figure, _key), (_value, base) in figures.items():
        if figure in ("by_kind", "by_month_start", "by_kind_and_month"):
            assert base == str(len(ACTIVITIES)), figure
    total = sum(int(value) for (figure, _), (value, _) in figures.items() if figure == "by_kind")
    assert total == len(ACTIVITIES)


def figures_of(paper: Path) -> Mapping[tuple[str, str], tuple[str, str]]:
    """(figure, key) -> value, base: as they are embedded in the file."""
    with pikepdf.open(paper) as pdf:
        table = pdf.attachments["figures.csv"].get_file().read_bytes().decode("utf-8")
    rows = csv.DictReader(io.StringIO(table))
    return {(row["figure"], row["key"]): (row["value"], row["base"]) for row in rows}


def release(officer: Officer, name: str, paper: Path) -> None:
    """From the type of document to its file."""
    officer.go_to(SUBMISSION)
    officer.press("Ctrl+N")
    officer.settle()
    officer.tab_to("Case studies")
    for _ in range(40):
        if officer.at == name:
            break
        officer.press("Down")
    assert officer.at == name
    officer.press("Space")
    if officer.place.page(SUBMISSION).choose.scope.member.isVisible():
        officer.tab_to("Member that it is about")
        officer.type(MEMBER.lower())
        officer.press("Tab")
    send(officer, paper)


def send(officer: Officer, paper: Path) -> None:
    """What was chosen is checked, released by an office of one at once, and saved."""
    officer.push("Check the records")
    officer.settle()
    officer.push("Release")
    officer.until(lambda: "is released" in officer.told)
    officer.until_at("Save the PDF as")
    officer.settle()
    officer.write(str(paper))
    officer.press("Return")
    officer.until_at("Open the PDF")


def words_of(paper: Path) -> str:
    text = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout
    return re.sub(r"\s+", " ", text)


def carry_over(officer: Officer) -> None:
    """The open item goes on in the next plan, and both know of each other."""
    officer.go_to(PLAN)
    officer.push("New plan")
    make_plan(officer, NEXT_PLAN, YEAR + 2, ("34.2 Contact points to meet twice a year",))
    items = {one.id: one for one in held(officer, ActionItem)}
    (old,) = (one for one in items.values() if one.carried_to)
    new = items[old.carried_to]
    assert (old.title_text, old.progress) == (WORKBOOK, "carried_over")
    assert new.carried_from == old.id
    assert len(items) == 4
