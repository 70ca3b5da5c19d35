"""The page Reporting year by keyboard: what was announced, what is missing, making the paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from gui_windows import PASSPHRASE, enter_as, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.reporting_year.page import ReportingYearPage
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.routing import YEAR
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record, reporting_year

MakeWindow = Callable[..., MainWindow]
AHEAD = (date.today() + timedelta(days=18)).isoformat()


@pytest.fixture(scope="module")
def year_office(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case and a training of this year."""
    folder = tmp_path_factory.mktemp("year") / "office"
    shutil.copytree(new_office, folder)
    day = date.today().isoformat()
    with open_store(folder, PASSPHRASE) as session:
        for kind, values in (
            ("case-study", {"title": "A case", "date": day}),
            (
                "activity",
                {"title": "A course", "activity_kind": "training", "date_start": day},
            ),
        ):
            record.save(session, record.with_values(record.new(session, kind), values))
    return folder


@pytest.fixture
def window(make_window: MakeWindow, year_office: Path) -> MainWindow:
    return make_window(year_office)


def _page(qtbot: QtBot, window: MainWindow) -> tuple[Shell, ReportingYearPage]:
    shell = enter_as(qtbot, window, PASSPHRASE)
    shell.go(YEAR)
    settle(qtbot, window)
    page = cast(ReportingYearPage, shell.page(YEAR))
    assert page.year is not None
    return shell, page


def _choose(page: ReportingYearPage, code: str) -> None:
    assert page.year is not None
    paper = next(one for one in page.year.papers if one.code == code)
    page.papers.choose(paper.id)


def test_no_day_stands_there_before_one_is_announced(qtbot: QtBot, window: MainWindow) -> None:
    _, page = _page(qtbot, window)
    titles = [row.name for row in page.papers.rows if not row.key]
    assert "A day was announced" not in titles
    assert not any(row.tone == "danger" for row in page.papers.rows)
    assert all(
        "day not announced" in row.known or "not announced" in row.known
        for row in page.papers.rows
        if row.key
    )


def test_what_was_announced_is_typed_and_counted_to(qtbot: QtBot, window: MainWindow) -> None:
    _, page = _page(qtbot, window)
    _choose(page, "GRMAP")
    page.papers.setFocus()
    QTest.keyClick(page.papers, Qt.Key.Key_A)
    assert page.panel.form.isVisible()
    QTest.keyClicks(page.panel.day, "soon")
    page.panel.enter.click()
    assert page.panel.form.isVisible(), "what is no date is said, and nothing is kept"
    page.panel.day.clear()
    QTest.keyClicks(page.panel.day, AHEAD)
    page.panel.enter.click()
    assert page.panel.form.isVisible(), "without a source nothing is kept"
    QTest.keyClicks(page.panel.source, "letter of 3 November")
    QTest.keyClick(page.panel.source, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not page.panel.form.isVisible()
    row = page.papers.current_entry
    assert row is not None
    assert (row.known, row.about) == ("18 days", "letter of 3 November")
    assert page.papers.rows[0].name == "A day was announced"


def test_parts_say_what_is_there_and_lead_to_it(qtbot: QtBot, window: MainWindow) -> None:
    shell, page = _page(qtbot, window)
    page.panel.part_wanted.emit("activity")
    settle(qtbot, window)
    assert shell.pages.currentWidget() is shell.page("activity")


def test_a_paper_is_made_from_here(qtbot: QtBot, window: MainWindow) -> None:
    shell, page = _page(qtbot, window)
    assert page.year is not None
    made = next(one for one in page.year.papers if one.submission and one.gathered)
    page.papers.choose(made.id)
    page.panel.make.click()
    settle(qtbot, window)
    submissions = cast(SubmissionPage, shell.page("submission"))
    assert submissions.choose.type.name == made.submission


def test_the_calendar_holds_the_announced_day(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    _, page = _page(qtbot, window)
    assert page.year is not None
    paper = page.year.papers[0]
    with qtbot.waitSignal(page._context.told):
        page._announce(paper, AHEAD, "letter")
    settle(qtbot, window)
    path = tmp_path / "year.ics"
    with qtbot.waitSignal(page._context.told):
        page.save(path)
    assert AHEAD.replace("-", "") in path.read_text("utf-8")
    assert timedelta(0) < reporting_year.LATE_FOR
