"""The watchdog sees a block with its stack, and nothing where the window answers."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import watchdog as module
from watchdog import Watchdog


def sleepy(seconds: float) -> None:
    time.sleep(seconds)


def stopped(watchdog: Watchdog) -> list[module.Block]:
    """Blocks while `sleepy` ran: what earlier tests left may be collected meanwhile."""
    return [block for block in watchdog.stop() if "sleepy" in block.stack]


def test_a_block_is_reported_with_its_stack(qtbot: QtBot, monkeypatch: object) -> None:
    monkeypatch.setattr(module, "PACKAGE", __file__)  # type: ignore[attr-defined]
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    watchdog = Watchdog()
    watchdog.start()
    QTimer.singleShot(20, lambda: sleepy(0.2))
    qtbot.wait(350)
    (block,) = stopped(watchdog)
    assert 0.15 < block.seconds < 2
    assert block.cpu < 0.1
    assert "blocked for" in str(block)


def test_who_shows_no_window_blocks_none(qtbot: QtBot, monkeypatch: object) -> None:
    monkeypatch.setattr(module, "PACKAGE", __file__)  # type: ignore[attr-defined]
    watchdog = Watchdog()
    watchdog.start()
    QTimer.singleShot(20, lambda: sleepy(0.2))
    qtbot.wait(350)
    assert stopped(watchdog) == []


def test_what_a_test_does_itself_is_no_block(qtbot: QtBot) -> None:
    watchdog = Watchdog()
    watchdog.start()
    qtbot.wait(50)
    sleepy(0.2)
    qtbot.wait(50)
    assert stopped(watchdog) == []
