"""A window that locks itself keeps what pages hold: choices and reasons are there again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import xlsxwriter
from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, settle
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import IMPORT, SUBMISSION
from rilo_desktop.gui.pages.importing.page import ImportPage
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office import preferences

Place = tuple[MainWindow, Shell]


def submission(place: Shell) -> SubmissionPage:
    return cast(SubmissionPage, place.page(SUBMISSION))


def locked_by_itself(qtbot: QtBot, window: MainWindow) -> None:
    assert window.idle is not None
    settle(qtbot, window)
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.idle.let(1)
    window.idle.choose(15)
    assert window.findChild(Question) is None
    settle(qtbot, window)


def test_a_submission_in_its_pre_flight_comes_back(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go(SUBMISSION)
    settle(qtbot, window)
    page = submission(place)
    page.begin()
    page.choose.where.setText("parcel")
    page.choose.addressee.setText("RILO WE, office@example.org")
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.choose.next.click()
    settle(qtbot, window)
    rows = page.check.records
    rows.setCurrentIndex(rows.chosen.index(1))
    rows.chosen.toggle(1)
    page.check.out_reason.setText("not ours")
    page.check.reason.setText("first of the year")
    page.check.findings.setCurrentIndex(page.check.findings.rows_model.index(0))
    QTest.keyClicks(page.check.answers.text, "its own mailbox")
    before = page.check.order()
    assert before.left_out
    assert [one.answer for one in before.answers] == ["its own mailbox"]
    locked_by_itself(qtbot, window)
    again = enter_as(qtbot, window, PASSPHRASE)
    settle(qtbot, window)
    assert again.here.page == SUBMISSION
    back = submission(again)
    assert back.check.isVisible()
    assert back.check.order() == before
    assert preferences.read(window.office.session, "held") == ""


def test_what_was_chosen_for_a_submission_comes_back(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go(SUBMISSION)
    settle(qtbot, window)
    page = submission(place)
    page.begin()
    page.choose.title.setText("Herons")
    before = page.choose.order()
    locked_by_itself(qtbot, window)
    again = enter_as(qtbot, window, PASSPHRASE)
    settle(qtbot, window)
    assert submission(again).choose.isVisible()
    assert submission(again).choose.order() == before


def test_a_note_of_a_reviewer_comes_back_and_to_nobody_else(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office_of_two: Path
) -> None:
    from rilo_desktop.services.office.session import open_store
    from rilo_desktop.services.submissions import submit

    window = make_window(office_of_two)
    folder = window.office.folder
    order = submit.SubmissionRequest("case-studies", reason="first of the year")
    with open_store(folder, PASSPHRASE) as session:
        made = submit.submit(session, order)
    place = enter_as(qtbot, window, SECOND)
    place.go(SUBMISSION)
    settle(qtbot, window)
    page = submission(place)
    with qtbot.waitSignal(page.opened.shown, timeout=LONG):
        page.open(made.submission.id)
    settle(qtbot, window)
    page.opened.note.setText("the route of case 3 is not clear")
    locked_by_itself(qtbot, window)
    enter_as(qtbot, window, PASSPHRASE)
    settle(qtbot, window)
    assert window.shell is not None
    assert window.shell.here.page != SUBMISSION
    window.lock()
    settle(qtbot, window)
    again = enter_as(qtbot, window, SECOND)
    settle(qtbot, window)
    assert submission(again).opened.note.text() == "the route of case 3 is not clear"
    assert submission(again).opened.isVisible()


def test_an_import_that_was_looked_at_comes_back(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    path = tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Cases")
        rows = (["local_ref", "title", "conveyance"], ["A-1", "x", "MAIL"], ["A-2", "y", "ROCKET"])
        for n, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(n, column, value)
    place.go(IMPORT)
    page = cast(ImportPage, place.page(IMPORT))
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.inspect([path])
    page.skip.setChecked(True)
    locked_by_itself(qtbot, window)
    again = enter_as(qtbot, window, PASSPHRASE)
    back = cast(ImportPage, again.page(IMPORT))
    qtbot.waitUntil(lambda: back.take.text() == "Import 1 record", timeout=LONG)
    settle(qtbot, window)
    assert again.here.page == IMPORT
    assert back.skip.isChecked()
    assert back.take.isEnabled()
