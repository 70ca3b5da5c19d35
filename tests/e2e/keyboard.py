"""Somebody who works with the keyboard alone: presses keys, and knows things by their names.

Keys go to the window that has the focus, as the window system would deliver them. Nothing here
calls into a widget; what stands on the screen is only looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.pages import PAGES
from rilo_desktop.gui.start import begin
from rilo_desktop.gui.workplace import Workplace

LONG = 20_000


class Officer:
    """Starts the program on a store; `leave` ends it."""

    def __init__(self, qtbot: QtBot, store: Path) -> None:
        self.qtbot = qtbot
        _, self.window = begin(store, "light", "en")
        with qtbot.waitActive(self.window, timeout=LONG):
            self.window.show()
            self.window.activateWindow()
        self.settle()

    # --- waiting and looking

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)

    def settle(self) -> None:
        self.until(lambda: not self.window.tasks.busy)

    @property
    def focus(self) -> QWidget | None:
        """What has the keyboard."""
        return QApplication.focusWidget()

    @property
    def at(self) -> str:
        """What a screen reader calls it."""
        return name_of(self.focus)

    @property
    def place(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    # --- keys

    def _under_the_keys(self) -> QWindow:
        """The dialog that has the focus, or the window; Qt hands on what an open list shall get."""
        return QGuiApplication.focusWindow() or self.window.windowHandle()

    def press(self, *keys: str) -> None:
        """Each as it is written in the overview of shortcuts: "Ctrl+N", "Tab", "Alt+Right"."""
        for name in keys:
            pressed: QKeyCombination = QKeySequence(name)[0]
            QTest.keyClick(self._under_the_keys(), pressed.key(), pressed.keyboardModifiers())

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self._under_the_keys(), letter)

    def write(self, text: str) -> None:
        """In place of what stands there."""
        self.press("Ctrl+A")
        self.type(text)

    def tab_to(self, name: str, back: bool = False, most: int = 250) -> None:
        """Press Tab until what has this name has the focus."""
        passed = []
        for _ in range(most):
            if self.at == name:
                return
            passed.append(self.at)
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no Tab leads to {name!r}, only to {list(dict.fromkeys(passed))}")

    def fill(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.write(text)

    def push(self, name: str) -> None:
        """Tab to a button, wait until it can be pressed, and press it."""
        self.tab_to(name)
        self.press("Space")

    # --- ways that every test goes

    def enter(self, passphrase: str) -> Workplace:
        self.until(lambda: self.at == "Passphrase")
        self.type(passphrase)
        self.press("Return")
        self.until(lambda: self.window.workplace is not None)
        self.settle()
        return self.place

    def go_to(self, key: str) -> None:
        """By the keys of the navigation."""
        shown = [look.key for look in PAGES if look.in_navigation]
        self.press(f"Ctrl+{shown.index(key) + 1}")
        self.settle()

    def leave(self) -> None:
        self.window.close()
        self.until(lambda: not self.window.isVisible())


def name_of(widget: QWidget | None) -> str:
    """Its label where it has one (a combo box is named by it alone), else its name."""
    face = QAccessible.queryAccessibleInterface(widget) if widget is not None else None
    if face is None or not face.isValid():
        return ""
    labels = [
        other.text(QAccessible.Text.Name)
        for other, relation in face.relations()
        if relation & QAccessible.RelationFlag.Label
    ]
    return labels[0] if labels else face.text(QAccessible.Text.Name)
