"""Unlock: one question, and one sentence for everything that keeps it from opening."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gui_windows import LONG, PASSPHRASE
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.caps_lock import CapsLockHint
from rilo_desktop.store import officer_rows

MakeWindow = Callable[..., MainWindow]


def test_the_passphrase_is_asked_first(make_window: MakeWindow, new_office: Path) -> None:
    window = make_window(new_office)
    assert window.focusWidget() is window.unlock.passphrase
    assert window.unlock._name.text() == "RILO Asia and the Pacific"
    assert window.unlock.officer.itemText(0) == "AP-01"


def test_a_wrong_passphrase_gets_one_sentence_and_may_be_typed_again(
    qtbot: QtBot, make_window: MakeWindow, new_office: Path
) -> None:
    window = make_window(new_office)
    QTest.keyClicks(window.unlock.passphrase, "wrong")
    QTest.keyClick(window.unlock.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.unlock.message), timeout=LONG)
    assert window.shell is None
    assert "Error" not in window.unlock.message
    assert window.focusWidget() is window.unlock.passphrase
    QTest.keyClicks(window.unlock.passphrase, PASSPHRASE)
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        QTest.keyClick(window.unlock.passphrase, Qt.Key.Key_Return)


def test_an_empty_passphrase_is_asked_for(make_window: MakeWindow, new_office: Path) -> None:
    window = make_window(new_office)
    QTest.keyClick(window.unlock.passphrase, Qt.Key.Key_Return)
    assert window.unlock.message == "Type the passphrase."


def test_a_folder_that_is_no_store_gets_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "letter.txt").write_text("to whom it may concern")
    _, window = begin(tmp_path / "nothing", "light", "en")
    try:
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: bool(window.unlock.message), timeout=LONG)
        assert "nothing" in window.unlock.message
        assert "Error" not in window.unlock.message
        assert window.flow.first_run is None
    finally:
        window.close_quietly()


def test_locking_forgets_the_pages_and_the_passphrase(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, _place = sample
    with qtbot.waitSignal(window.locked, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.shell is None
    assert window.unlock.passphrase.text() == ""
    qtbot.waitUntil(lambda: window.tasks.flush(), timeout=LONG)
    assert window.office._session is None


def test_a_fault_in_a_slot_is_told(qtbot: QtBot, make_window: MakeWindow, new_office: Path) -> None:
    with qtbot.capture_exceptions() as caught:
        window = make_window(new_office)

        def slot() -> None:
            raise ZeroDivisionError("in a slot")

        QTimer.singleShot(0, slot)
        qtbot.waitUntil(lambda: window._toast is not None and window.toast.isVisible())
    assert len(caught) == 1
    assert "in a slot" in window.toast.words.text()


def test_with_two_officers_the_passphrase_or_the_sign_says_who_it_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    from rilo_desktop.services.office.create_office import make_office

    with make_office(tmp_path / "two", "AP", "AP-01", PASSPHRASE).session as session:
        officer_rows.add(session.store, "AP-02", "Deputy Head", "reviewer", "another passphrase 2")
    _, window = begin(tmp_path / "two", "light", "en")
    try:
        window.show()
        qtbot.waitUntil(lambda: window.unlock.officer.count() == 3, timeout=LONG)
        QTest.keyClicks(window.unlock.passphrase, "another passphrase 2")
        with qtbot.waitSignal(window.unlocked, timeout=LONG):
            window.unlock.unlock.click()
        assert window.shell is not None
        assert window.shell.entered.sign == "AP-02"
    finally:
        window.close_quietly()


def test_caps_lock_is_said_while_a_passphrase_is_typed(
    qtbot: QtBot, make_window: MakeWindow, new_office: Path
) -> None:
    window = make_window(new_office)
    field = window.unlock.passphrase
    hint = field.findChild(CapsLockHint)
    assert hint is not None
    field.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    keys, plain, press = Qt.Key, Qt.KeyboardModifier.NoModifier, QTest.KeyAction.Press
    for key, text, held, on in (
        (keys.Key_A, "a", plain, False),
        (keys.Key_A, "A", shift, False),
        (keys.Key_7, "7", plain, False),
        (keys.Key_A, "A", plain, True),
        (keys.Key_A, "a", shift, True),
    ):
        QTest.sendKeyEvent(press, field, key, text, held)
        assert hint.is_on is on, text
    assert QToolTip.text() == "Caps Lock is on."
    QTest.keyClick(field, Qt.Key.Key_CapsLock)
    assert not hint.is_on
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=LONG)
