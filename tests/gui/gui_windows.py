"""How tests wait for a window: for answers, never for time."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rilo_desktop.gui.concurrency.incremental import all_made
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.search_box import SearchBox
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import record
from rilo_desktop.services.records.lists import Query, all_stored

PASSPHRASE = "a passphrase of the first officer"
SECOND = "another passphrase of the second officer"
LONG = 20_000
"""Milliseconds after which something that never comes is given up."""


def lock(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.lock()


def enter_as(qtbot: QtBot, window: MainWindow, passphrase: str) -> Shell:
    """Whoever has this passphrase goes in."""
    window.unlock.passphrase.setText(passphrase)
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        window.unlock.unlock.click()
    settle(qtbot, window)
    assert window.shell is not None
    return window.shell


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until every question to the worker is answered, and every field is there."""
    qtbot.waitUntil(
        lambda: window.tasks.flush() and all_made(window) and not _is_searching(window),
        timeout=LONG,
    )


def _is_searching(window: MainWindow) -> bool:
    return any(box.is_waiting for box in window.findChildren(SearchBox))


def releasable(session: Session) -> str:
    """A case against whose release nothing stands."""
    for stored in all_stored(session, Query("case-study")):
        found = record.findings(session, stored.record)
        if not any(one.severity == "blocks" for one in found):
            return stored.record.id
    raise AssertionError("no such case")
