"""How tests wait for a window: for answers, never for time."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.concurrency.incremental import all_made
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
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


def office_part(qtbot: QtBot, window: MainWindow, name: str) -> Any:
    """A part of This office: its page is shown, and what it has is read."""
    place = window.shell
    assert place is not None
    place.go(OFFICE)
    settle(qtbot, window)
    part = getattr(place.page(OFFICE), name)
    settle(qtbot, window)
    return part


def choose(box: QComboBox, value: object) -> None:
    """As an officer does who opens the list and takes an entry."""
    at = box.findData(value)
    assert at >= 0, value
    box.setCurrentIndex(at)
    box.activated.emit(at)


def apply(qtbot: QtBot, window: MainWindow) -> None:
    """Press Apply on This office, and wait until it is done."""
    assert window.shell is not None
    page: Any = window.shell.page(OFFICE)
    qtbot.waitUntil(page.foot.apply.isEnabled, timeout=LONG)
    with qtbot.waitSignal(page.settings.applied, timeout=LONG):
        page.foot.apply.click()
    settle(qtbot, window)


def _is_searching(window: MainWindow) -> bool:
    return any(box.is_waiting for box in window.findChildren(SearchBox))


def releasable(session: Session) -> str:
    """A case against whose release nothing stands."""
    for stored in all_stored(session, Query("case-study")):
        found = record.findings(session, stored.record)
        if not any(one.severity == "blocks" for one in found):
            return stored.record.id
    raise AssertionError("no such case")
