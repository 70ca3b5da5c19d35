"""Three steps at most from Today to any page, list and document; nothing that cannot be made.

A step is what an officer does: a click, a key with its Ctrl, words that are typed, Enter.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from gui_windows import LONG, PASSPHRASE, settle
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.i18n import tr
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import PAGES, SUBMISSION, TODAY, page_entry, pages_of
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.pages.reporting_year.page import ReportingYearPage
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.pages.today.page import TodayPage
from rilo_desktop.gui.routing import INBOX, OFFICE, YEAR
from rilo_desktop.gui.shell import Shell
from rilo_desktop.presentation.documents import ANSWERS, SUBMISSIONS
from rilo_desktop.presentation.navigation import GROUPS
from rilo_desktop.presentation.registry import LISTED, RECORD_TYPES
from rilo_desktop.records import Obligation
from rilo_desktop.services.office.create_office import make_office

Place = tuple[MainWindow, Shell]
MOST = 3
NAVIGATED = [look.key for group in GROUPS for look in PAGES if look.group == group.key]
BEHIND = [spec.code for spec in RECORD_TYPES if spec.listed_by]
"""Record types whose list stands behind another page."""


class Steps:
    """Does with the window what an officer does, and counts it."""

    def __init__(self, qtbot: QtBot, place: Place) -> None:
        self.qtbot = qtbot
        self.window, self.work = place
        self.count = 0

    def begin(self) -> None:
        """On Today, with nothing done yet."""
        self.work.go(TODAY)
        self.settle()
        self.count = 0

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def click(self, row: QPersistentModelIndex) -> None:
        tree = self.work.navigation
        self.count += 1
        at = tree.visualRect(row).center()
        assert tree.viewport().rect().contains(at), "what is clicked is in sight"
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def find(self, words: str) -> None:
        """Find anything: its key, the words, Enter."""
        self.count += 1
        QTest.keyClick(self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        found = self.work.seeking.overlay
        assert found is not None
        assert found.isVisible()
        self.count += 1
        with self.qtbot.waitSignal(found.shown, timeout=LONG):
            QTest.keyClicks(found.line, words)
        self.settle()
        self.count += 1
        QTest.keyClick(found.line, Qt.Key.Key_Return)
        self.settle()

    def chosen_type(self) -> str:
        """Of the new submission that is shown, "" where none is."""
        page = self.work.page(SUBMISSION)
        assert isinstance(page, SubmissionPage)
        is_shown = self.work.here.page == SUBMISSION and page.choose.isVisible()
        return page.choose.type.name if is_shown else ""


@pytest.fixture
def steps(qtbot: QtBot, sample: Place) -> Steps:
    return Steps(qtbot, sample)


def test_each_page_is_clicked_in_the_navigation(steps: Steps) -> None:
    tree = steps.work.navigation
    for key in NAVIGATED:
        steps.begin()
        group = page_entry(key).group
        row = next(n for n, one in enumerate(tree.places.branches) if one.key == group)
        if steps.work.here.page != key:
            steps.click(QPersistentModelIndex(tree.places.index(row, 0)))
        if steps.work.here.page != key:
            steps.click(QPersistentModelIndex(tree.places.place_of(key)))
        assert steps.work.here.page == key
        assert steps.count < MOST, f"one step is left for what {key} does"


def test_each_page_and_list_is_found_by_its_name(steps: Steps) -> None:
    for key in (*NAVIGATED, *BEHIND):
        steps.begin()
        name = tr(page_entry(key).label)
        steps.find(f"Go to the list: {name}" if key in BEHIND else f"Go to {name}")
        assert steps.work.here.page == key
        assert steps.count <= MOST


def test_every_record_type_has_its_list_among_these() -> None:
    assert set(LISTED) <= {*NAVIGATED, *BEHIND}
    assert {look.key for look in PAGES if look.group} == set(NAVIGATED)
    assert all(pages_of(group.key) for group in GROUPS)


def test_a_document_of_each_type_is_begun(steps: Steps) -> None:
    for name, spec in SUBMISSIONS.items():
        steps.begin()
        steps.find(f"New submission: {tr(spec.label)}")
        assert steps.chosen_type() == name
        assert steps.count <= MOST


def test_the_handover_dossier_is_written_from_what_was_typed(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    steps = Steps(qtbot, sample)
    steps.begin()
    steps.find(tr("Handover dossier"))
    assert steps.work.here.page == OFFICE
    assert steps.count <= MOST
    page = steps.work.page(OFFICE)
    assert isinstance(page, OfficePage)
    part = page.handover
    assert part.until.hasFocus()
    qtbot.waitUntil(lambda: not part.until.visibleRegion().isEmpty(), timeout=LONG)
    part.advice.setPlainText("Read the plan first\nAsk before the meeting")
    part.promised.setPlainText("The Secretariat; the table of members; minutes of May\nall by May")
    with qtbot.waitSignal(steps.work.context.warned, timeout=LONG):
        part.save(tmp_path / "not.pdf")
    assert not (tmp_path / "not.pdf").exists()
    part.promised.setPlainText("The Secretariat; the table of members; minutes of May")
    with qtbot.waitSignal(part.made, timeout=LONG):
        part.save(tmp_path / "dossier.pdf")
    with pypdfium2.PdfDocument(tmp_path / "dossier.pdf") as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    text = " ".join(" ".join(pages).split())
    assert "the table of members" in text
    assert "Ask before the meeting" in text


@pytest.fixture
def secretariat(
    make_window: Callable[..., MainWindow], enter: Callable[[MainWindow], Shell], tmp_path: Path
) -> Place:
    make_office(tmp_path / "secretariat", "SECRETARIAT", "SEC-1", PASSPHRASE).session.close()
    window = make_window(tmp_path / "secretariat", copied=False)
    return window, enter(window)


def test_the_secretariat_comes_to_the_network_report(qtbot: QtBot, secretariat: Place) -> None:
    steps = Steps(qtbot, secretariat)
    steps.begin()
    steps.find(tr("Network report"))
    assert steps.work.here.page == INBOX
    assert steps.count <= MOST
    page = steps.work.page(INBOX)
    assert isinstance(page, InboxPage)
    assert page.network.report.isVisible()


# --- what is announced can be made


def test_today_announces_papers_that_can_be_made(qtbot: QtBot, owing: Place) -> None:
    """Each line leads to its type of document; what nobody makes here leads to what is known."""
    window, work = owing
    steps = Steps(qtbot, owing)
    steps.begin()
    page = work.page(TODAY)
    assert isinstance(page, TodayPage)
    assert page.today is not None
    obliged = {one.id: one for one in page.today.obliged}
    answered = {one.code: one.submission for one in obliged.values() if one.submission}
    assert answered == {code: spec.name for code, spec in ANSWERS.items()}
    for key, one in obliged.items():
        work.go(TODAY)
        settle(qtbot, window)
        line = next((line for line in page.due.rows if line.key == key), None)
        if line is None:  # the rest is shown when asked for
            more = next(line for line in page.due.rows if line.look == "more")
            page.due.opened.emit(more)
            line = next(line for line in page.due.rows if line.key == key)
        page.due.opened.emit(line)
        settle(qtbot, window)
        if one.submission:
            assert steps.chosen_type() == one.submission
        else:
            assert (work.here.page, work.here.record) == (Obligation.kind.code, key)


def test_the_reporting_year_offers_only_what_can_be_made(qtbot: QtBot, owing: Place) -> None:
    window, work = owing
    steps = Steps(qtbot, owing)
    work.go(YEAR)
    settle(qtbot, window)
    page = work.page(YEAR)
    assert isinstance(page, ReportingYearPage)
    assert page.year is not None
    made = {paper.code: paper for paper in page.year.papers if paper.submission}
    assert {code: paper.submission for code, paper in made.items()} == {
        code: spec.name for code, spec in ANSWERS.items()
    }
    for paper in page.year.papers:
        work.go(YEAR)
        settle(qtbot, window)
        page.papers.choose(paper.id)
        assert page.current == paper
        assert page.panel.make.isVisible() == bool(paper.submission)
        if not paper.gathered:
            assert not page.panel.make.isEnabled()
        elif paper.submission:
            page.panel.make.click()
            settle(qtbot, window)
            assert steps.chosen_type() == paper.submission
