"""After many wrong passphrases the unlock page counts down and takes the next one by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from gui_windows import LONG, PASSPHRASE
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.store import failed_logins


def test_the_wait_is_counted_down_and_ends_by_itself(
    qtbot: QtBot, make_window: Callable[..., MainWindow], new_office: Path
) -> None:
    window = make_window(new_office)
    unlock, said = window.unlock, []
    unlock.countdown.told.connect(lambda _left: said.append(unlock.message))
    for _ in range(failed_logins.FREE + 1):
        failed_logins.note(window.office.folder, "", datetime.now(UTC))
    QTest.keyClicks(unlock.passphrase, PASSPHRASE)
    with qtbot.waitSignal(unlock.countdown.over, timeout=LONG):
        QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(said), timeout=LONG)
        assert not unlock.unlock.isEnabled()
        QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
        assert window.shell is None
    counted = ["Wait 2 seconds before the next try.", "Wait 1 second before the next try."]
    assert [words for words in counted if words in said] == said  # a slow machine leaves one out
    assert unlock.message == "Type the passphrase again."
    assert window.focusWidget() is unlock.passphrase
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        QTest.keyClicks(unlock.passphrase, PASSPHRASE)
        QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
