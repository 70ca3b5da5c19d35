"""Today: each row is one step from the work; the page follows what changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from gui_windows import LONG, PASSPHRASE, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.today import messages
from rilo_desktop.gui.pages.today.messages import lines
from rilo_desktop.gui.pages.today.page import TodayPage
from rilo_desktop.gui.pages.today.rows import LinesView
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record, review
from rilo_desktop.services.records.today import Today, TodayEntry, Why
from rilo_desktop.store import officer_rows

SECOND = "second officer passphrase"


def page_of(place: Shell) -> TodayPage:
    page = place.page("today")
    assert isinstance(page, TodayPage)
    return page


def rows(view: LinesView, look: str = "entry") -> list[str]:
    return [line.text for line in view.rows if line.look == look]


def write(session: Session, kind: str, **values: object) -> str:
    made = replace(record.new(session, kind), **values)  # type: ignore[arg-type]
    record.save(session, made)
    return made.id


@pytest.fixture
def busy(new_office: Path, tmp_path: Path) -> Path:
    """An office of two where something of everything waits for AP-02."""
    import shutil

    folder = tmp_path / "busy"
    shutil.copytree(new_office, folder)
    today = date.today()
    with open_store(folder, PASSPHRASE, "AP-01") as session:
        officer_rows.add(session.store, "AP-02", "Deputy Head", "reviewer", SECOND)
        review.send(session, write(session, "case-study", title="To be reviewed"))
        for title, days in (("Late action", -9), ("Due action", 9)):
            due = (today + timedelta(days=days)).isoformat()
            write(session, "action-item", title=title, due=due, progress="in_progress")
        write(session, "case-study", title="Not theirs")
    with open_store(folder, SECOND, "AP-02") as session:
        write(session, "case-study", title="A draft of theirs")
        returned = write(session, "case-study", title="Came back")
        review.send(session, returned)
    with open_store(folder, PASSPHRASE, "AP-01") as session:
        review.give_back(session, returned, "Which port?")
    return folder


@pytest.fixture
def at_work(
    qtbot: QtBot, make_window: Callable[..., MainWindow], busy: Path
) -> tuple[MainWindow, Shell]:
    window = make_window(busy)
    window.unlock.passphrase.setText(SECOND)
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        window.unlock.unlock.click()
    settle(qtbot, window)
    assert window.shell is not None
    return window, window.shell


@pytest.fixture
def begun(qtbot: QtBot, fresh: tuple[MainWindow, Shell]) -> tuple[MainWindow, Shell]:
    """An office with nothing but what the product ships, at its page Today."""
    window, place = fresh
    place.go("today")
    settle(qtbot, window)
    return fresh


def test_the_workplace_opens_on_today(at_work: tuple[MainWindow, Shell]) -> None:
    window, place = at_work
    page = page_of(place)
    assert place.pages.currentWidget() is page
    assert window.focusWidget() is page.waiting
    assert rows(page.waiting, "head") == ["Late", "Waiting for you", "Drafts to finish", "Soon"]
    assert rows(page.waiting) == [
        "Late action",
        "To be reviewed",
        "Came back",
        "A draft of theirs",
        "Due action",
    ]
    assert "3 items wait for you." in page.summary.text()
    spoken = page.waiting.rows_model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "9 days late" in spoken


def test_enter_opens_the_work_and_the_way_back_leads_here(
    qtbot: QtBot, at_work: tuple[MainWindow, Shell]
) -> None:
    window, place = at_work
    page = page_of(place)
    QTest.keyClick(page.waiting, Qt.Key.Key_Down)
    QTest.keyClick(page.waiting, Qt.Key.Key_Return)
    editor = place.editor("case-study")
    qtbot.waitUntil(lambda: place.pages.currentWidget() is editor, timeout=LONG)
    settle(qtbot, window)
    assert editor.form.fields["title"].value() == "To be reviewed"
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: place.pages.currentWidget() is page, timeout=LONG)
    settle(qtbot, window)
    assert page.waiting.rows[page.waiting.currentIndex().row()].text == "To be reviewed"
    assert window.focusWidget() is page.waiting


def test_a_click_opens_the_work(qtbot: QtBot, at_work: tuple[MainWindow, Shell]) -> None:
    _window, place = at_work
    view = page_of(place).waiting
    at = view.visualRect(view.rows_model.index(1, 0)).center()
    with qtbot.waitSignal(place.context.wanted, timeout=LONG) as asked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args is not None
    assert asked.args[0].page == "action-item"


def test_the_page_follows_what_changes(qtbot: QtBot, at_work: tuple[MainWindow, Shell]) -> None:
    window, place = at_work
    page = page_of(place)
    entry = next(e for e in page.today.entries if e.title == "To be reviewed")  # type: ignore[union-attr]
    place.context.serve(review.give_back, entry.id, "No.", then=place.context.announce)
    qtbot.waitUntil(lambda: "To be reviewed" not in rows(page.waiting), timeout=LONG)
    settle(qtbot, window)
    assert "2 items wait for you." in page.summary.text()


def test_obligations_lead_to_what_answers_them(
    qtbot: QtBot, at_work: tuple[MainWindow, Shell]
) -> None:
    window, place = at_work
    page = page_of(place)
    assert page.today is not None
    wanted: list[Route] = []
    place.context.wanted.disconnect(place.travel)
    place.context.wanted.connect(wanted.append)
    obliged = next(o for o in page.today.obliged if o.code == "GRMAP")
    page.due.opened.emit(next(line for line in page.due.rows if line.key == obliged.id))
    assert (wanted[0].page, wanted[0].kind) == ("submission", "action-plan-status")
    assert "GRM" not in {o.code for o in page.today.obliged}, "nobody can make a meeting"
    del qtbot, window


def test_the_rest_of_a_section_is_shown_when_asked_for(
    qtbot: QtBot, owing: tuple[MainWindow, Shell]
) -> None:
    window, place = owing
    place.go("today")
    settle(qtbot, window)
    page = page_of(place)
    before = len(rows(page.due, "due"))
    assert page.today is not None
    assert len(page.today.obliged) > before > 0
    more = page.due.rows_model.rowCount() - 1
    assert page.due.rows[more].look == "more"
    page.due.setCurrentIndex(page.due.rows_model.index(more, 0))
    QTest.keyClick(page.due, Qt.Key.Key_Space)
    assert len(rows(page.due, "due")) == len(page.today.obliged)
    assert rows(page.due, "more") == []
    at = page.due.currentIndex().row()
    assert page.due.rows[at].look == "due"


def test_an_office_with_nothing_says_how_to_begin(
    qtbot: QtBot, begun: tuple[MainWindow, Shell]
) -> None:
    window, place = begun
    page = page_of(place)
    assert page.clear.isVisible()
    assert not page.waiting.isVisible()
    assert window.focusWidget() is page.clear.rows[0]
    assert page.clear.rows[1].accessibleName() == "Import tables"
    assert "Import tables" in [action.text() for action in page.menu.actions()]
    QTest.keyClick(page.clear.rows[0], Qt.Key.Key_Space)
    editor = place.editor("case-study")
    qtbot.waitUntil(lambda: place.pages.currentWidget() is editor, timeout=LONG)


def test_new_begins_each_kind_by_keyboard(qtbot: QtBot, begun: tuple[MainWindow, Shell]) -> None:
    window, place = begun
    page = page_of(place)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.menu.isVisible, timeout=LONG)
    QTest.keyClick(page.menu, Qt.Key.Key_Down)
    QTest.keyClick(page.menu, Qt.Key.Key_Return)
    editor = place.editor("risk-indicator")
    qtbot.waitUntil(lambda: place.pages.currentWidget() is editor, timeout=LONG)
    settle(qtbot, window)


def test_control_one_leads_back(qtbot: QtBot, begun: tuple[MainWindow, Shell]) -> None:
    window, place = begun
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_2, control)
    assert place.pages.currentWidget() is place.list_page("case-study")
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1, control)
    assert place.pages.currentWidget() is page_of(place)
    settle(qtbot, window)


@pytest.mark.parametrize("width", [760, 1024, 1280])
def test_rows_use_the_room_and_nothing_stands_outside(
    qtbot: QtBot, at_work: tuple[MainWindow, Shell], width: int
) -> None:
    window, place = at_work
    page = page_of(place)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.width() == width)
    settle(qtbot, window)
    window.grab()
    for view in (page.waiting, page.due):
        right = view.mapTo(page, view.rect().topRight()).x()
        assert 0 < right <= page.width()
        assert view.height() >= view.sizeHintForRow(1) * view.rows_model.rowCount() // 2

    def stands_beside() -> bool:
        return page.due.mapTo(page, page.due.rect().topLeft()).x() > page.waiting.width()

    qtbot.waitUntil(lambda: stands_beside() == (width > 900), timeout=LONG)


def test_an_entry_says_what_is_wanted_by_its_day() -> None:
    day = date(2026, 12, 1)
    entries = tuple(
        TodayEntry(Why.DUE, code, code, "", "N1", code, day)
        for code in ("questionnaire", "consultation", "action-item")
    )
    shown = lines(Today(date(2026, 11, 25), entries), frozenset(), {})
    assert [line.second for line in shown if line.look == "entry"] == [
        "Questionnaire N1 · answers wanted by 1\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2026",
        "Consultation N1 · comments wanted by 1\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2026",
        "Action item N1 · due 1\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2026",
    ]


def test_who_returned_it_is_said_by_name() -> None:
    """An addressee by its name, a colleague by the sign, and no colon before no reason."""
    back = TodayEntry(Why.RETURNED, "1", "case-study", "AP/2026/CS/A0001", "", "Pens", by="AP-02")
    assert messages._second(back, None).endswith("returned by AP-02")
    reason = replace(back, by="SECRETARIAT", by_office=True, reason="two things")
    assert messages._second(reason, None).endswith("returned by WCO Secretariat: two things")


def test_how_late_is_said_in_days() -> None:
    entry = TodayEntry(Why.OVERDUE, "1", "activity", "AP/2026/AC/A0001", "", "Q", date(2026, 1, 1))
    assert messages._aside(date(2026, 11, 15), entry) == "318 days late"
