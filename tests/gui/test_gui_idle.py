"""A window that nobody uses locks by itself, and what was typed stays as a draft."""

from __future__ import annotations

from typing import cast

from gui_windows import LONG, PASSPHRASE, enter_as, settle
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.lifecycle.idle_timer import IdleTimer
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question

Place = tuple[MainWindow, Shell]


def test_it_locks_without_a_question_and_the_text_waits(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        place.list_page("case-study")._open_row(0)
    settle(qtbot, window)
    name = editor.record_id
    editor.form.fields["lessons"].take_focus()
    QTest.keyClicks(editor.form.fields["lessons"].input, "Weigh them")
    assert window.idle is not None
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.idle.let(1)
    window.idle.choose(15)
    assert window.findChild(Question) is None
    again = enter_as(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=LONG)
    window.toast.action_button.click()
    settle(qtbot, window)
    assert again.editor("case-study").record_id == name
    assert "Weigh them" in str(again.editor("case-study").form.value("lessons"))


def test_after_how_long_is_chosen_on_the_page_of_the_office(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    place.go(OFFICE)
    settle(qtbot, window)
    box = cast(OfficePage, place.page(OFFICE)).window_settings.lock_after
    assert box.currentData() == 15
    box.setCurrentIndex(box.findData(5))
    box.activated.emit(box.currentIndex())
    settle(qtbot, window)
    assert window.keeper.now.lock_after == 5
    assert window.idle is not None
    assert window.idle._timer.interval() == 5 * 60_000
    assert box.currentText() == "After 5 minutes"


def test_the_first_key_after_a_sleep_locks(qtbot: QtBot) -> None:
    now = [0.0]
    window = QWindow()
    idle = IdleTimer(window, 15, lambda: now[0])
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    now[0] = 14 * 60.0
    assert not idle.eventFilter(window, key)
    now[0] += 14 * 60.0
    assert not idle.eventFilter(window, key)
    now[0] += 16 * 60.0
    with qtbot.waitSignal(idle.passed):
        assert idle.eventFilter(window, key)
    idle.choose(0)
    now[0] += 10_000.0
    assert not idle.eventFilter(window, key)
