# mypy: disable-error-code="call-arg"
"""What was done in the store can be undone from the toast, by command, and after a restart."""

from __future__ import annotations

from dataclasses import replace

from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.records import lists, record

Place = tuple[MainWindow, Shell]
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def edit(qtbot: QtBot, window: MainWindow, place: Shell, title: str) -> str:
    """Change the first case, as a page does; gives its id."""

    def change(session):  # type: ignore[no-untyped-def]
        stored = next(lists.all_stored(session, lists.Query("case-study")))
        return record.save(session, replace(stored.record, title=title))

    found: list[str] = []

    def announce(changes):  # type: ignore[no-untyped-def]
        found.extend(changes.records)
        place.context.announce(changes)

    place.context.serve(change, then=announce, owner=place)
    settle(qtbot, window)
    return found[0]


def title_of(qtbot: QtBot, window: MainWindow, identity: str) -> str:
    found: list[str] = []
    window.tasks.ask(
        lambda: record.get(window.office.session, identity).record.title_text, then=found.append
    )
    settle(qtbot, window)
    return found[0]


def test_the_toast_offers_undo_and_then_redo(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    identity = edit(qtbot, window, place, "Second")
    qtbot.waitUntil(window.toast.action_button.isVisible, timeout=LONG)
    assert window.toast.action_button.text() == "Undo"
    QTest.mouseClick(window.toast.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Redo", timeout=LONG)
    assert title_of(qtbot, window, identity) != "Second"
    QTest.mouseClick(window.toast.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Undo", timeout=LONG)
    assert title_of(qtbot, window, identity) == "Second"


def test_the_sentence_of_a_page_carries_the_offer(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.context.changes.happened.connect(lambda _changes: place.context.told.emit("Well done."))
    edit(qtbot, window, place, "Second")
    qtbot.waitUntil(window.toast.action_button.isVisible, timeout=LONG)
    assert window.toast.words.text() == "Well done."
    place.context.told.emit("Something else.")
    assert not window.toast.action_button.isVisible()


def test_keys_undo_the_last_operation_and_say_when_there_is_none(
    qtbot: QtBot, sample: Place
) -> None:
    window, place = sample
    identity = edit(qtbot, window, place, "Second")
    QTest.keyClick(window, Qt.Key.Key_Z, KEYS)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Redo", timeout=LONG)
    assert title_of(qtbot, window, identity) != "Second"
    QTest.keyClick(window, Qt.Key.Key_Y, KEYS)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Undo", timeout=LONG)
    assert title_of(qtbot, window, identity) == "Second"
    QTest.keyClick(window, Qt.Key.Key_Y, KEYS)
    qtbot.waitUntil(lambda: window.toast.words.text() == "There is nothing to redo.", timeout=LONG)
