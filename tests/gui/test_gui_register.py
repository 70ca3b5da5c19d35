# mypy: disable-error-code="arg-type"
"""The register in the real window: one line notes an activity, each number leads to its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.pages.register.head import RegisterHead
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.layouts import vbox
from rilo_desktop.gui.widgets.overviews.activity import ActivityOverview
from rilo_desktop.gui.widgets.overviews.course import RequestCourse
from rilo_desktop.records import Activity, OperationResult
from rilo_desktop.services.records import activities, lists, record
from rilo_desktop.services.records.lists import Query

Place = tuple[MainWindow, Shell]
KIND = Activity.kind.code
KEYS = Qt.Key


class Register:
    def __init__(self, place: Place, qtbot: QtBot) -> None:
        self.window, self.work = place
        self._qtbot = qtbot
        self.work.go(KIND)
        self.settle()
        self.page: ListPage = self.work.list_page(KIND)
        self.head = cast(RegisterHead, self.page.list_head)

    def settle(self) -> None:
        settle(self._qtbot, self.window)

    @property
    def session(self) -> Any:
        return self.work.context.office.session

    def type(self, text: str) -> None:
        self.head.take_focus()
        QTest.keyClicks(self.head.quick.line, text)

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        self.settle()

    def noted(self, title: str) -> Activity:
        found = lists.find(self.session, Query(KIND, words=title), counted=False)
        (row,) = (one for one in lists.page(self.session, found, 0, 9) if one.title == title)
        return cast(Activity, record.get(self.session, row.id).record)


@pytest.fixture
def register(sample: Place, qtbot: QtBot) -> Register:
    return Register(sample, qtbot)


def test_enter_saves_the_line_and_keeps_it_for_the_next(register: Register) -> None:
    before = register.page.model.rowCount()
    register.type("training Reading X-ray pictures, 2 days, 12 officers, Practice Port, 3 mar 2025")
    assert "12" in " ".join(register.head.quick.said)
    register.press(KEYS.Key_Return)
    made = register.noted("Reading X-ray pictures")
    assert (made.activity_kind, made.officers, made.place) == ("training", 12, "Practice Port")
    assert (made.date_start, made.date_end) == ("2025-03-03", "2025-03-04")
    assert made.office_code == register.work.context.entered.office_code
    assert register.page.model.rowCount() == before + 1
    assert (register.head.quick.text, register.head.quick.line.hasFocus()) == ("", True)


def test_the_line_shows_that_it_has_the_keyboard(register: Register) -> None:
    line = register.head.quick.line
    register.head.take_focus()
    assert line.hasFocus()
    middle = line.height() // 2
    written = line.grab().toImage().pixelColor(0, middle)
    register.page.view.setFocus()
    assert line.grab().toImage().pixelColor(0, middle) != written


def test_an_unknown_kind_is_asked_and_enter_waits(register: Register) -> None:
    before = register.page.model.rowCount()
    register.type("Reading X-ray pictures, 3 mar 2025")
    register.press(KEYS.Key_Return)
    choices = register.head.quick.choices
    assert len(choices) == 8
    assert choices[0].hasFocus()
    assert register.page.model.rowCount() == before
    register.press(KEYS.Key_Tab)
    register.press(KEYS.Key_Space)
    assert not register.head.quick.entry.questions
    assert register.head.quick.text.endswith("Reading X-ray pictures, 3 mar 2025")
    assert register.head.quick.line.hasFocus()
    register.press(KEYS.Key_Return)
    assert register.noted("Reading X-ray pictures").activity_kind == "control_support"


def test_two_dates_are_asked_and_one_is_taken(register: Register) -> None:
    register.type("visit Analysts, 3 mar 2025, 5 mar 2025")
    register.press(KEYS.Key_Return)
    assert [button.text() for button in register.head.quick.choices] == [
        "3\u00a0Mar\u00a02025",
        "5\u00a0Mar\u00a02025",
    ]
    register.press(KEYS.Key_Tab)
    register.press(KEYS.Key_Space)
    assert register.head.quick.entry.values["date_start"] == "2025-03-05"
    register.press(KEYS.Key_Return)
    assert register.noted("Analysts").date_start == "2025-03-05"


def test_tab_goes_from_part_to_part_and_typing_replaces_it(register: Register) -> None:
    register.type("training Data, 12 officers, 3 mar 2025")
    line = register.head.quick.line
    QTest.keyClick(line, KEYS.Key_Home)
    seen = []
    for _ in range(3):
        QTest.keyClick(line, KEYS.Key_Tab)
        seen.append(line.textCursor().selectedText())
    assert seen == ["training", "12 officers", "3 mar 2025"]
    QTest.keyClick(line, KEYS.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(line, "14 officers")
    assert register.head.quick.entry.values["officers"] == 14
    QTest.keyClick(line, KEYS.Key_Tab)
    assert line.textCursor().selectedText() == "3 mar 2025"
    QTest.keyClick(line, KEYS.Key_Tab)
    assert not line.hasFocus(), "behind the last part Tab leaves the line"


def test_no_date_is_today_and_says_so(register: Register) -> None:
    register.type("visit Analysts from another office")
    assert any(text.startswith("Today, ") for text in register.head.quick.said)


def test_each_number_of_the_year_leads_to_its_rows(register: Register, qtbot: QtBot) -> None:
    for line in ("visit A, 2025-02-03", "visit B, 2025-02-04", "visit C, 2025"):
        values = {"title": line, "activity_kind": "visit", "date_start": line.split(", ")[1]}
        activities.note(register.session, values)
    register.head.show_year(2025)
    register.settle()
    table = register.head.table
    rows = [row.label for row in table.view.rows]
    at = rows.index("Visit")
    seen = {}
    for column in (1, 2, 12, 13):
        table.view.go_to(at, column)
        table.view.setFocus()
        register.press(KEYS.Key_Return)
        said = table.view.rows[at].cells[column].text
        seen[column] = (said, register.page.model.rowCount())
    assert seen == {1: ("2", 2), 2: ("·", 0), 12: ("3", 3), 13: ("", 0)}, (
        "nothing is known of a year in which nothing was recorded"
    )
    assert "February 2025" not in register.page.nothing_words.text()


def test_the_arrows_lead_from_the_line_through_the_year(register: Register) -> None:
    register.head.take_focus()
    register.press(KEYS.Key_Down)
    assert register.head.table.view.hasFocus()
    register.press(KEYS.Key_Right)
    assert register.head.table.view.currentIndex().column() == 2
    year = register.head.table.year
    register.head.table._before.click()
    register.settle()
    assert register.head.table.year == year - 1


def test_a_small_record_opens_beside_the_list_and_is_saved_when_it_is_left(
    register: Register, qtbot: QtBot
) -> None:
    register.type("meeting Contact points, 7 members, 3 mar 2025")
    register.press(KEYS.Key_Return)
    wanted = register.noted("Contact points").id
    register.page.panels.open(wanted)
    register.settle()
    panel = register.page.panels.current
    assert panel is not None
    qtbot.waitUntil(lambda: panel.record_id == wanted, timeout=LONG)
    assert not register.head.table.isVisible(), "the year gives its room"
    assert "officers" not in panel.form.fields
    target = panel.form.fields["members_invited"].input.target()
    target.setFocus()
    QTest.keyClicks(target, "8")
    QTest.keyClick(target, KEYS.Key_Escape)
    register.settle()
    assert register.page.panels.current is None
    assert register.head.table.isVisible()
    assert register.noted("Contact points").members_invited == 8


def test_an_operation_opens_on_its_page_with_the_parts_of_its_kind(register: Register) -> None:
    register.type("operation Small parcels, 3 mar 2025")
    register.press(KEYS.Key_Return)
    wanted = register.noted("Small parcels").id
    register.page.panels.open(wanted)
    register.settle()
    editor = register.work.editor(KIND)
    assert editor.record_id == wanted
    shown = {name for name, box in editor.form.sections.items() if not box.isHidden()}
    assert "operation" in shown
    assert not shown & {"request", "training", "meeting", "support", "product"}
    editor.form.fields["activity_kind"].input.set_value("request")
    editor.form.fields["activity_kind"].changed.emit("")
    register.settle()
    shown = {name for name, box in editor.form.sections.items() if not box.isHidden()}
    assert "request" in shown
    assert "operation" not in shown
    editor.form.fields["activity_kind"].input.set_value("operation")
    editor.form.fields["activity_kind"].changed.emit("")
    register.settle()


def test_an_operation_shows_its_sums_as_they_are_typed(register: Register) -> None:
    lines = (("toys", 5, "PCS", 2), ("Toys", 7, "PCS", 1), ("toys", 3, "KG", None))
    results = tuple(
        OperationResult(
            goods=goods, commodity="UNSAFE", quantity=Decimal(count), unit=unit, seizures=seizures
        )
        for goods, count, unit, seizures in lines
    )
    values = {"title": "Sums", "activity_kind": "operation", "date_start": "2025-03-02"}
    saved = activities.note(register.session, {**values, "results": results})
    register.page.open(saved.stored.record.id)
    register.settle()
    editor = register.work.editor(KIND)
    overview = editor.overview
    assert isinstance(overview, ActivityOverview)
    table = overview.sums
    shown = [[table.model.data(table.model.index(row, column)) for column in range(4)]
             for row in range(3)]  # fmt: skip
    assert shown == [
        ["toys", "3", "12", "pieces"],
        ["toys", "not said", "3", "kilograms"],
        ["In all", "3", "", "quantities stay by unit"],
    ]
    assert not overview.sums.isHidden()
    assert overview.request.isHidden()


def test_a_request_begins_with_what_is_asked_and_its_answer_is_recorded(
    qtbot: QtBot, register: Register
) -> None:
    values = {
        "title": "Two routes by mail",
        "activity_kind": "request",
        "date_start": "2026-03-02",
        "received": "2026-03-02",
        "asked_by": "RILO X5",
        "summary": "Are both routes known, and since when?",
    }
    saved = activities.note(register.session, values)
    register.page.open(saved.stored.record.id)
    register.settle()
    editor = register.work.editor(KIND)
    overview = editor.overview
    assert isinstance(overview, ActivityOverview)
    head = overview.request
    assert (head.asked_by.text(), head.asked.text()) == ("RILO X5 asks", values["summary"])
    assert not head.answer.isHidden()
    head.answer.click()
    register.settle()
    assert editor.form.value("answered") == date.today().isoformat()
    assert editor.form.value("answered_to") == "RILO X5"
    focus = editor.focusWidget()
    assert focus is not None
    assert editor.form.fields["outcome"].isAncestorOf(focus)
    assert editor.dirty
    qtbot.waitUntil(head.answer.isHidden, timeout=LONG)
    for _ in ("answered_to", "answered"):
        editor.back_and_forth.undo()
    qtbot.waitUntil(lambda: not head.answer.isHidden(), timeout=LONG)
    assert not editor.dirty


def test_a_request_says_how_far_it_is_and_late_only_against_a_day_that_binds(
    qtbot: QtBot,
) -> None:
    course = RequestCourse()
    qtbot.addWidget(course)
    values = {"activity_kind": "request", "received": "2026-11-24", "due": "2026-12-01"}
    request = Activity(**values, due_basis="agreed")
    course.show_request(request, date(2026, 11, 27))
    said = course.accessibleName()
    assert "day 3 of 7" in said
    assert "agreed with the asker" in said
    assert "Answered on: not yet" in said
    course.show_request(request, date(2026, 12, 3))
    assert [one.is_late for one in course._stations] == [False, True, False]
    course.show_request(Activity(**values, due_basis="own_aim"), date(2026, 12, 3))
    assert not any(one.is_late for one in course._stations)
    course.show_request(Activity(activity_kind="request"), date(2026, 12, 3))
    assert "Due: no day" in course.accessibleName()
    course.grab()


def test_an_overview_draws_nothing_before_it_has_a_record(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    overview = ActivityOverview()
    vbox(overview, into=page)
    page.grab()
    assert overview.isHidden()
    request = Activity(activity_kind="request", title="Sealed letters", received="2026-11-20")
    overview.show_record(request, date(2026, 11, 27))
    page.grab()
    assert overview.request.course.isVisibleTo(page)
    assert not overview.phases.isVisibleTo(page)
