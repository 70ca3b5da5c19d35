# mypy: disable-error-code="assignment"
"""What somebody chose for this machine: kept, taken at once, and nothing written is lost by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, settle
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui import theme
from rilo_desktop.gui.lifecycle.bootstrap import begin, dress_of
from rilo_desktop.gui.lifecycle.language_switch import speak
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE, SUBMISSION
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.state.preferences import PreferencesStore, read
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office.progress import Progress
from rilo_desktop.services.submissions.submission_list import ledger

Place = tuple[MainWindow, Shell]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def as_usual(qapp: QApplication) -> Iterator[None]:
    yield
    dress = dress_of(qapp, "light")
    dress.choose_text_size(100)
    dress.choose_contrast("")
    speak(qapp, "en")


def answer(qtbot: QtBot, window: MainWindow, key: str) -> None:
    """The question that stands in the window."""
    qtbot.waitUntil(lambda: window.findChild(Question) is not None, timeout=LONG)
    question = window.findChild(Question)
    assert question is not None
    question.buttons[key].click()


def preparing(qtbot: QtBot, window: MainWindow) -> SubmissionPage:
    """A submission at its pre-flight, with one left out for a reason."""
    place = window.shell
    assert place is not None
    place.go(SUBMISSION)
    settle(qtbot, window)
    page = place.page(SUBMISSION)
    assert isinstance(page, SubmissionPage)
    page.begin()
    page.choose.where.setText("parcel")
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.choose.next.click()
    settle(qtbot, window)
    page.check.records.setCurrentIndex(page.check.records.chosen.index(0))
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        QTest.keyClick(page.check.records, Qt.Key.Key_Space)
    QTest.keyClicks(page.check.out_reason, "Sent before")
    return page


def states(window: MainWindow) -> list[str]:
    return [entry.state for entry in ledger(window.office.session)]


def test_light_or_dark_is_kept_when_it_is_changed_by_its_keys(
    qtbot: QtBot, new_office: Path, tmp_path: Path
) -> None:
    path = tmp_path / "window.json"
    _, window = begin(new_office, "", "en", PreferencesStore(path))
    try:
        with qtbot.waitActive(window, timeout=LONG):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: window.unlock.officer.count() > 0, timeout=LONG)
        before = theme.scheme_is_dark()
        QTest.keyClick(window, Qt.Key.Key_D, CONTROL | SHIFT)
        assert theme.scheme_is_dark() is not before
        settle(qtbot, window)
        assert read(path).scheme == ("light" if before else "dark")
        window.prefer({"contrast": "high"})
        settle(qtbot, window)
        assert read(path).contrast == "high"
    finally:
        window.close_quietly()
    _, again = begin(new_office, "", "en", PreferencesStore(path))
    assert theme.scheme_is_dark() is not before
    again.close_quietly()


def test_the_window_fits_the_screen_and_comes_back_where_it_was(
    qtbot: QtBot, new_office: Path, tmp_path: Path
) -> None:
    """The screen of this platform has 800 by 800."""
    path = tmp_path / "window.json"
    _, window = begin(new_office, "light", "en", PreferencesStore(path))
    free = window.screen().availableGeometry()
    window.place_on_screen()
    window.show()
    assert free.contains(window.geometry())
    window.setGeometry(10, 40, 770, 600)
    qtbot.waitUntil(lambda: window.size() == QSize(770, 600), timeout=LONG)
    window.close_quietly()
    _, again = begin(new_office, "light", "en", PreferencesStore(path))
    again.place_on_screen()
    assert again.geometry() == QRect(10, 40, 770, 600)
    again.close_quietly()


@pytest.mark.parametrize("kept", ["x", "AAAA", "é" * 9, "A" * 400])
def test_a_damaged_place_is_the_usual_one(new_office: Path, tmp_path: Path, kept: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(json.dumps({"geometry": kept}), "utf-8")
    _, window = begin(new_office, "light", "en", PreferencesStore(path))
    window.place_on_screen()
    assert window.screen().availableGeometry().contains(window.frameGeometry())
    window.close_quietly()


def test_a_folder_that_refuses_is_told_and_the_window_goes_on(
    qtbot: QtBot, new_office: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    _, window = begin(
        new_office, "light", "en", PreferencesStore(tmp_path / "file" / "window.json")
    )
    try:
        window.show()
        window.prefer({"scheme": "dark"})
        settle(qtbot, window)
        assert theme.scheme_is_dark()
        assert window.toast.isVisible()
        assert "file" in window.toast.words.text()
    finally:
        window.close_quietly()


@pytest.mark.parametrize("chosen", [{"language": "fr"}, {"text_size": 150}])
def test_a_submission_that_is_being_prepared_is_asked_about(
    qtbot: QtBot, sample: Place, chosen: dict[str, object]
) -> None:
    window, place = sample
    page = preparing(qtbot, window)
    window.prefer(chosen)
    answer(qtbot, window, "stay")
    assert window.shell is place
    assert page.check.out_reason.text() == "Sent before"
    qtbot.waitUntil(lambda: window.findChild(Question) is None, timeout=LONG)
    window.prefer(chosen)
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        answer(qtbot, window, "keep")
    settle(qtbot, window)
    assert states(window) == ["draft"]
    again = window.shell
    assert again is not None
    page = again.page(SUBMISSION)
    assert isinstance(page, SubmissionPage)
    settle(qtbot, window)
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.ledger.detail.open.click()
    assert [out.reason for out in page.check.order().left_out] == ["Sent before"]


def test_a_page_that_is_being_drawn_is_not_asked_about(qtbot: QtBot, sample: Place) -> None:
    """Nothing of it is kept; the officer has just said what becomes of the submission."""
    window, _place = sample
    preparing(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.tasks.works), timeout=LONG)
    assert [work.working for work in window.tasks.works if not work.shown_only] == []
    window.prefer({"language": "fr"})
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        answer(qtbot, window, "drop")


@pytest.mark.parametrize(("shown_only", "asks"), [(True, False), (False, True)])
def test_work_of_which_nothing_is_kept_is_given_up(
    qtbot: QtBot, sample: Place, shown_only: bool, asks: bool
) -> None:
    window, _place = sample
    begun, went = Event(), Event()

    def work(progress: Progress) -> None:
        begun.set()
        while not went.wait(0.01):
            progress(0, 0)

    window.tasks.work("Drawing the pages", work, shown_only=shown_only)
    qtbot.waitUntil(begun.is_set, timeout=LONG)
    try:
        with qtbot.waitSignal(window.rebuilt, timeout=LONG):
            window.prefer({"language": "fr"})
            assert bool(window.findChildren(Question)) == asks
            if asks:
                answer(qtbot, window, "give up")
    finally:
        went.set()


@pytest.mark.parametrize(("key", "kept"), [("drop", []), ("keep", ["draft"])])
def test_locking_asks_for_what_is_being_prepared(
    qtbot: QtBot, sample: Place, key: str, kept: list[str]
) -> None:
    window, place = sample
    preparing(qtbot, window)
    place.go("case-study")
    settle(qtbot, window)
    assert window.findChild(Question) is None
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    with qtbot.waitSignal(window.locked, timeout=LONG):
        answer(qtbot, window, key)
    settle(qtbot, window)
    enter_as(qtbot, window, PASSPHRASE)
    assert states(window) == kept


def test_nothing_is_asked_where_nothing_was_begun(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go(SUBMISSION)
    settle(qtbot, window)
    page = place.page(SUBMISSION)
    assert isinstance(page, SubmissionPage)
    page.begin()
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.lock()


def test_a_note_of_the_reviewer_is_asked_about(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    place = enter_as(qtbot, window, PASSPHRASE)
    page = preparing(qtbot, window)
    with qtbot.waitSignal(page.opened.shown, timeout=LONG):
        page.check.make.click()
    settle(qtbot, window)
    page.opened.note.setText("Half a note")
    window.lock()
    answer(qtbot, window, "stay")
    assert window.shell is place
    assert page.opened.note.text() == "Half a note"
    qtbot.waitUntil(lambda: window.findChild(Question) is None, timeout=LONG)
    window.lock()
    with qtbot.waitSignal(window.locked, timeout=LONG):
        answer(qtbot, window, "drop")


def test_the_box_shows_again_what_is_where_the_officer_stays(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    preparing(qtbot, window)
    place.go(OFFICE)
    settle(qtbot, window)
    box = place.page(OFFICE).window_settings.language  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData("fr"))
    box.activated.emit(box.currentIndex())
    answer(qtbot, window, "stay")
    assert box.currentData() == "en"
    box.setCurrentIndex(box.findData("fr"))
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        box.activated.emit(box.currentIndex())
        answer(qtbot, window, "drop")
