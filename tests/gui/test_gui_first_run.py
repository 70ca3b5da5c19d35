"""The first run in the window: office, officer, key on paper; or the sample office; by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gui_windows import LONG, settle
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.dialogs.first_run.page import KEY, OFFICE, OFFICER, FirstRunPage
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.services.office.first_run import SAMPLE_PASSPHRASE

WORDS = "seven quiet herons watch the ferry"
Begin = Callable[..., MainWindow]


@pytest.fixture
def first_run(qtbot: QtBot, qapp: QApplication) -> Iterator[Begin]:
    """Opens a window on a folder, as `rilo-desktop` does."""
    opened: list[MainWindow] = []

    def make(folder: Path) -> MainWindow:
        _, window = begin(folder, "light", "en")
        opened.append(window)
        with qtbot.waitActive(window, timeout=LONG):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in opened:
        window.close_quietly()
    from rilo_desktop.gui.lifecycle.language_switch import speak

    speak(qapp, "en")


def asked(qtbot: QtBot, window: MainWindow) -> FirstRunPage:
    """The wizard, with the offices to choose from."""
    qtbot.waitUntil(lambda: window.flow.first_run is not None, timeout=LONG)
    page = window.flow.first_run
    assert page is not None
    qtbot.waitUntil(lambda: page.office.office.count() == 26, timeout=LONG)
    settle(qtbot, window)
    return page


def press(window: MainWindow, key: Qt.Key) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def write(window: MainWindow, text: str) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def to_the_officer(window: MainWindow, page: FirstRunPage) -> None:
    """RILO Asia and the Pacific is the first of the list."""
    press(window, Qt.Key.Key_Down)
    assert page.office.code == "AP"
    press(window, Qt.Key.Key_Return)
    assert page.at == OFFICER


def to_the_key(qtbot: QtBot, window: MainWindow, page: FirstRunPage) -> str:
    to_the_officer(window, page)
    write(window, WORDS)
    press(window, Qt.Key.Key_Tab)
    write(window, WORDS)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.at == KEY, timeout=LONG)
    groups: list[str] = page.key.shown._groups
    return "-".join(groups)


def test_an_office_is_made_by_the_keyboard_alone(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    window = first_run(folder)
    page = asked(qtbot, window)
    assert window.focusWidget() is page.office.office
    key = to_the_key(qtbot, window, page)
    assert window.focusWidget() is page.key.shown, "Enter goes on, and prints nothing"
    assert len(key.split("-")) == 13
    press(window, Qt.Key.Key_Return)
    assert page.key.is_asking
    assert not page.key.shown.isVisible()
    assert not folder.exists()
    write(window, key.rpartition("-")[2].lower())
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        press(window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.shell is not None
    assert window.shell.entered.sign == "AP-01"
    assert window.shell.entered.function == "Head of RILO"
    assert window.windowTitle() == "RILO Asia and the Pacific – RILO Desktop"
    assert window.flow.first_run is None
    assert window.unlock.officer.itemText(0) == "AP-01"
    with qtbot.waitSignal(window.locked, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    write(window, WORDS)
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        press(window, Qt.Key.Key_Return)
    settle(qtbot, window)


def test_each_question_says_what_is_missing_and_goes_there(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    press(window, Qt.Key.Key_Return)
    assert page.at == OFFICE
    assert page.office.message.text() == "Choose the office."
    assert page.office.office.accessibleDescription() == "Choose the office."
    to_the_officer(window, page)
    officer = page.officer
    press(window, Qt.Key.Key_Return)
    assert officer.message.text() == "Choose a passphrase."
    assert window.focusWidget() is officer.passphrase
    write(window, WORDS)
    assert not officer.message.isVisible()
    officer.again.setFocus()
    write(window, "seven quiet")
    press(window, Qt.Key.Key_Return)
    assert officer.message.text() == "The two passphrases differ; type the second one again."
    assert officer.again.selectedText()
    officer.sign.setFocus()
    officer.sign.selectAll()
    press(window, Qt.Key.Key_Delete)
    press(window, Qt.Key.Key_Return)
    assert officer.message.text() == "Choose a short officer ID."
    officer.function.clear()
    press(window, Qt.Key.Key_Return)
    assert officer.message.text() == "Say which function you have."
    assert window.focusWidget() is officer.function


def test_a_sign_that_cannot_be_is_refused_before_a_key_is_shown(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    to_the_officer(window, page)
    page.officer.sign.setText("A B C !")
    page.officer.passphrase.setText(WORDS)
    page.officer.again.setText(WORDS)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.officer.message.text()), timeout=LONG)
    assert "A B C !" in page.officer.message.text()
    assert page.at == OFFICER
    assert page.next.isEnabled()


def test_the_strength_is_said_honestly_while_typing(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    to_the_officer(window, page)
    officer = page.officer
    for written, filled in (("asia pacific rilo", 1), (WORDS, 4)):
        officer.passphrase.clear()
        write(window, written)
        said = officer.strength.words.text()
        assert officer.strength.bars._filled == filled, said
        assert officer.passphrase.accessibleDescription() == said


def test_a_wrong_end_of_the_key_is_asked_for_again_and_the_key_shown_again(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    key = to_the_key(qtbot, window, page)
    page.next.click()
    write(window, "0000")
    press(window, Qt.Key.Key_Return)
    assert page.key.message.text().startswith("That is not the end of the key.")
    assert page.key.typed.selectedText() == "0000"
    page.back.click()
    assert page.key.shown.isVisible()
    assert "-".join(page.key.shown._groups) == key
    page.back.click()
    assert page.at == OFFICER
    assert page.officer.again.text() == WORDS


def test_the_page_with_the_key_is_saved_elsewhere_and_never_beside_what_it_opens(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    key = to_the_key(qtbot, window, page)
    page.save_page(tmp_path / "office" / "key.pdf")
    settle(qtbot, window)
    assert page.key.message.text().startswith("The key must not be stored beside the office")
    target = tmp_path / "key.pdf"
    page.save_page(target)
    settle(qtbot, window)
    assert page.key.message.text().startswith(f"{target} contains the key.")
    text = PdfReader(target).pages[0].extract_text()
    assert all(group in text for group in key.split("-"))
    assert not (tmp_path / "office").exists()


def test_the_page_with_the_key_is_printed(qtbot: QtBot, first_run: Begin, tmp_path: Path) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    to_the_key(qtbot, window, page)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_page(printer)
    settle(qtbot, window)
    assert page.key.message.text() == "The page was sent to the printer."
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == 1
    assert len(printed.pages[0].images) == 1


def test_the_first_officer_of_the_secretariat_is_no_head_of_an_office(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    page = asked(qtbot, first_run(tmp_path / "office"))
    page.officer.begin("SECRETARIAT", [])
    assert page.officer.function.text() == "WCO Secretariat"
    assert page.officer.own_function == ""
    page.officer.begin("AP", [])
    assert page.officer.function.text() == "Head of RILO"
    page.officer.function.setText("Deputy Head")
    page.officer.begin("SECRETARIAT", [])
    assert page.officer.function.text() == "Deputy Head"


def test_what_was_written_stays_when_the_language_changes(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    to_the_officer(window, page)
    page.officer.function.setText("Deputy Head")
    page.officer.passphrase.setText(WORDS)
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        page.language.setCurrentIndex(page.language.findData("fr"))
        page.language.activated.emit(page.language.currentIndex())
    french = asked(qtbot, window)
    assert french is not page
    assert french.at == OFFICER
    assert french.office.code == "AP"
    assert french.officer.function.text() == "Deputy Head"
    assert french.officer.passphrase.text() == WORDS
    assert french.next.text() != "Next: recovery key"
    french.officer.again.setText(WORDS)
    french.next.click()
    qtbot.waitUntil(lambda: french.at == KEY, timeout=LONG)
    groups = list(french.key.shown._groups)
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        window.prefer({"language": "en"})
    english = asked(qtbot, window)
    assert english.at == KEY
    assert english.key.shown._groups == groups


def test_the_sample_office_opens_and_says_its_passphrase(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    window = first_run(folder)
    page = asked(qtbot, window)
    with qtbot.waitSignal(window.unlocked, timeout=3 * LONG):
        page.office.sample.click()
    settle(qtbot, window)
    assert window.shell is not None
    of_practice_year = 16
    assert window.shell.context.counts["case-study"] == 40 + of_practice_year
    assert not folder.exists()
    assert window.guide is not None
    assert window.guide.panel is not None
    assert window.guide.panel.isVisible()  # it leads to a first submission
    assert not window.guide.panel.has_focus()
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.lock()
    assert SAMPLE_PASSPHRASE in window.unlock._under.text()
    assert str(tmp_path / "office-sample") == window.unlock._where.text()
    write(window, SAMPLE_PASSPHRASE)
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        press(window, Qt.Key.Key_Return)


def test_the_sample_office_may_be_given_up(qtbot: QtBot, first_run: Begin, tmp_path: Path) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    page.office.sample.click()
    assert not page.next.isEnabled()
    window.tasks.stop_works()
    qtbot.waitUntil(page.next.isEnabled, timeout=LONG)
    settle(qtbot, window)
    assert window.shell is None
    assert list(tmp_path.iterdir()) == []
    assert not page.office.message.isVisible()


def test_closed_half_way_nothing_is_left(qtbot: QtBot, first_run: Begin, tmp_path: Path) -> None:
    window = first_run(tmp_path / "office")
    page = asked(qtbot, window)
    to_the_key(qtbot, window, page)
    window.close()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_a_place_for_an_office(
    qtbot: QtBot, first_run: Begin, tmp_path: Path
) -> None:
    (tmp_path / "office").mkdir()
    assert asked(qtbot, first_run(tmp_path / "office")).at == OFFICE
