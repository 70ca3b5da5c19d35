"""Commands: found by their keys, read from one place, and no keys given twice."""

from __future__ import annotations

import re
from pathlib import Path

from gui_commands import clashes
from gui_windows import settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import rilo_desktop.gui
from rilo_desktop.gui.commands import (
    Command,
    actions_in,
    belongs,
    keys_text,
    register,
)
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import IMPORT, PAGES, page_of, pages_of
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.buttons import button
from rilo_desktop.presentation.navigation import GROUPS
from rilo_desktop.presentation.registry import LISTED


def test_a_clash_is_seen(qtbot: QtBot) -> None:
    page, other = QWidget(), QWidget()
    qtbot.addWidget(page)
    other.setParent(page)
    belongs(other, "In a list")
    register(page, Command("one", "One", "F2 Ctrl+/", lambda: None))
    register(other, Command("two", "Two", "Ctrl+/", lambda: None))
    assert [{a.text(), b.text()} for a, b in clashes(page)] == [{"One", "Two"}]


def test_keys_hold_only_on_the_page_that_is_seen(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, place = sample
    place.go(LISTED[1])
    settle(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert place.pages.currentWidget() is place.editor(LISTED[1])
    able = {action.command.key for action in actions_in(window) if action.is_able}
    assert "list.new" not in able
    assert "editor.next" in able


def test_every_page_of_the_navigation_can_be_reached_by_its_keys(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, place = sample
    place.go(IMPORT)
    reached = []
    for number, group in enumerate(GROUPS, 1):
        assert group.shortcut == f"Ctrl+{number}"
        for key in pages_of(group.key):
            press(qtbot, window, number)
            assert place.pages.currentWidget() is place.page(key)
            assert page_of(place.page(key))
            reached.append(key)
    assert reached == [look.key for look in PAGES if look.group]


def test_the_key_of_a_group_leads_to_its_page_used_last(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, place = sample
    casework, network = (2, pages_of("casework")), (5, pages_of("network"))
    for number, pages in (casework, network):
        press(qtbot, window, number)
        place.go(pages[1])
        settle(qtbot, window)
    press(qtbot, window, casework[0])
    assert place.here.page == casework[1][1]
    for after in (*casework[1][2:], casework[1][0]):
        press(qtbot, window, casework[0])
        assert place.here.page == after
    place.write(casework[1][0])
    settle(qtbot, window)
    press(qtbot, window, casework[0])
    assert place.pages.currentWidget() is place.page(casework[1][0])


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    page, pressed = QWidget(), []
    qtbot.addWidget(page)
    made = button("Add stop", lambda: pressed.append("stop"))
    made.setParent(page)
    page.show()
    made.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(made, key)
    assert pressed == ["stop"] * 3


def press(qtbot: QtBot, window: MainWindow, number: int) -> None:
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)


def test_nobody_makes_a_shortcut_beside_the_commands() -> None:
    room = Path(rilo_desktop.gui.__file__).parent
    made = [
        str(file.relative_to(room))
        for file in room.rglob("*.py")
        if re.search(r"\bQShortcut\(", file.read_text("utf-8"))
    ]
    assert made == []


def test_keys_are_written_as_the_system_writes_them() -> None:
    assert keys_text("Ctrl+Shift+D") == "Ctrl Shift D"
    assert keys_text("F1 Ctrl+/") == "F1, Ctrl /"
    assert keys_text("Ctrl++") == "Ctrl +"
