"""The log in the window: narrowed by event, officer and day, and exported as a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, lock, office_part, settle
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.i18n import choose_language
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import LOG
from rilo_desktop.gui.pages.log.messages import detail
from rilo_desktop.gui.pages.log.page import LogPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office import audit_log

Place = tuple[MainWindow, Shell]
MakeWindow = Callable[..., MainWindow]


def log(qtbot: QtBot, window: MainWindow) -> LogPage:
    """As an officer gets there: over the page of the office."""
    place = window.shell
    assert place is not None
    office_part(qtbot, window, "log").open.click()
    settle(qtbot, window)
    page = cast(LogPage, place.page(LOG))
    assert page.isVisible()
    return page


def choose(qtbot: QtBot, window: MainWindow, page: LogPage, event: str) -> None:
    page.kind.setCurrentIndex(page.kind.findData(event))
    with qtbot.waitSignal(page.shown, timeout=LONG):
        page.kind.activated.emit(page.kind.currentIndex())
    settle(qtbot, window)


def test_the_newest_stands_first_and_says_who_and_what(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = log(qtbot, window)
    assert page.table.rows[0][2] == "AP-01"
    assert page.table.rows[0][3] == "opened"
    assert len(page.table.rows) == len(audit_log.entries(window.office.session).lines)
    assert page.table.rows[-1][3] == "store made"


def test_it_is_narrowed_by_event_officer_and_days(
    qtbot: QtBot, make_window: MakeWindow, office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, PASSPHRASE)
    page = log(qtbot, window)
    choose(qtbot, window, page, "officers")
    assert [row[3] for row in page.table.rows] == ["officer added", "store made"]
    assert "AP-02" in page.table.rows[0][4]
    choose(qtbot, window, page, "")
    page.officer.setCurrentIndex(page.officer.findData("AP-02"))
    with qtbot.waitSignal(page.shown, timeout=LONG):
        page.officer.activated.emit(page.officer.currentIndex())
    settle(qtbot, window)
    assert page.table.rows == ()
    page.officer.setCurrentIndex(0)
    page.first.setText("2999-01-01")
    with qtbot.waitSignal(page.shown, timeout=LONG):
        page.first.editingFinished.emit()
    settle(qtbot, window)
    assert page.table.rows == ()


def test_failed_openings_are_found(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    lock(qtbot, window)
    window.unlock.passphrase.setText("wrong")
    window.unlock.unlock.click()
    qtbot.waitUntil(lambda: bool(window.unlock.message), timeout=LONG)
    enter_as(qtbot, window, PASSPHRASE)
    page = log(qtbot, window)
    choose(qtbot, window, page, audit_log.FAILED)
    (row,) = page.table.rows
    assert "1 failed opening before: " in row[4]


def test_older_entries_come_when_they_are_asked_for(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    for _ in range(audit_log.PAGE + 3):
        with window.office.session.unit("edit"):
            pass
    page = log(qtbot, window)
    assert len(page.table.rows) == audit_log.PAGE
    assert page.more.isVisible()
    with qtbot.waitSignal(page.shown, timeout=LONG):
        page.more.click()
    assert not page.more.isVisible()
    numbers = [int(row[0].replace(",", "")) for row in page.table.rows]
    assert numbers == list(range(numbers[0], 0, -1))


def test_it_is_exported_as_it_is_narrowed(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, _ = sample
    page = log(qtbot, window)
    choose(qtbot, window, page, "opening")
    page.export.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / "log.csv"
    with qtbot.waitSignal(page.exported, timeout=LONG):
        dialog.fileSelected.emit(str(path))
    dialog.close()
    head, *rows = path.read_text("utf-8-sig").splitlines()
    assert head.startswith("Entry,Time,Officer")
    assert all(",opened," in row for row in rows)
    settle(qtbot, window)
    choose(qtbot, window, page, "out")
    assert page.table.rows[0][3] == "log exported"


def test_who_may_not_export_is_told_who_does(
    qtbot: QtBot, make_window: MakeWindow, office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, SECOND)
    page = log(qtbot, window)
    assert not page.export.isEnabled()
    assert page.export.toolTip()


def test_details_are_said_without_hashes() -> None:
    found = {"sign": "AP-02", "role": "reviewer", "key": "ab" * 32, "reason": "left"}
    assert detail(found) == "AP-02 · Reviewer or Deputy Head · because: left"


def test_a_known_function_is_said_in_the_language_of_the_window() -> None:
    made = {"sign": "AP-02", "function": "Deputy Head of RILO"}
    assert detail(made) == "AP-02 · Deputy Head of RILO"
    choose_language("fr")
    try:
        assert detail(made) == "AP-02 · Chef adjoint du BRLR"
        assert detail(made | {"function": "Duty officer"}) == "AP-02 · Duty officer"
    finally:
        choose_language("en")


def test_what_a_folder_left_out_and_what_waits_is_named() -> None:
    names = [f"AP/2026/SUB/A{n:04}" for n in range(1, 12)]
    waits, shown = "AP/2026/CS/A0003", ", ".join(names[:8])
    found = {"files": ["all"], "waiting": [waits], "left_out": names, "left_out_count": 11}
    assert detail(found) == (f"waiting for a decision: {waits} · left out: {shown}, … · all")
    choose_language("fr")
    try:
        waiting, left = "en attente d’une décision", "laissées de côté"
        said = f"{waiting}\u202f: {waits} · {left}\u202f: {shown}, … · all"
        assert detail(found) == said
    finally:
        choose_language("en")
