# mypy: disable-error-code="arg-type, call-overload, index"
"""Somebody who works with the keyboard alone: presses keys, and knows things by their names.

Keys go to the window that has the focus, as the window system would deliver them. Nothing here
calls into a widget; what stands on the screen is only looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.concurrency.incremental import all_made
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.page_registry import INBOX, page_entry, pages_of
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.presentation.navigation import GROUPS

LONG = 20_000


class Officer:
    """Starts the program on a store; `leave` ends it."""

    def __init__(self, qtbot: QtBot, store: Path) -> None:
        self.qtbot = qtbot
        self.steps = 0
        """Keys and clicks; text that is typed is none."""
        _, self.window = begin(store, "light", "en")
        with qtbot.waitActive(self.window, timeout=LONG):
            self.window.show()
            self.window.activateWindow()
        self.settle()

    # --- waiting and looking

    def until(self, condition: Callable[[], object]) -> None:
        """Raises AssertionError with where the keyboard is and what was said last."""
        try:
            self.qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)
        except TimeoutError as error:
            where = f"at {self.at!r} with {self.value!r}, told {self.told!r}"
            raise AssertionError(f"it did not come; {where}, windows {_windows()}") from error

    def until_at(self, name: str) -> None:
        """Until what has this name has the keyboard."""
        self.until(lambda: self._has_focus() and self.at == name)

    def _has_focus(self) -> bool:
        """Under Xvfb no window manager gives the focus back when a dialog or a list closes.

        What a dialog blocks is never asked to take it: Qt would hand it on to the dialog, which
        loses it for a moment, and what is typed then is lost.
        """
        if _focus_window() is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
        return _focus_window() is not None

    def settle(self) -> None:
        """Every question is answered, and every field of the form is there."""
        self.until(lambda: self.window.tasks.flush() and all_made(self.window))

    @property
    def focus(self) -> QWidget | None:
        """What has the keyboard."""
        return QApplication.focusWidget()

    @property
    def at(self) -> str:
        """What a screen reader calls it."""
        return name_of(self.focus)

    @property
    def described(self) -> str:
        """What a screen reader says beyond the name."""
        return description_of(self.focus)

    @property
    def value(self) -> str:
        """What stands in it, as a screen reader says it."""
        face = QAccessible.queryAccessibleInterface(self.focus)
        return face.text(QAccessible.Text.Value) if face is not None else ""

    @property
    def told(self) -> str:
        """The word at the bottom of the window, "" when it is gone."""
        toast = self.window.toast
        return toast.words.text() if toast.isVisible() else ""

    @property
    def place(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    # --- keys

    def _under_the_keys(self) -> QWindow:
        """The window that has the focus; Qt hands on what an open list shall get."""
        if _focus_window() is None:
            self.until(self._has_focus)
        found = _focus_window()
        assert found is not None
        return found

    def press(self, *keys: str) -> None:
        """Each as it is written in the overview of shortcuts: "Ctrl+N", "Tab", "Alt+Right"."""
        self.steps += len(keys)
        for name in keys:
            pressed: QKeyCombination = QKeySequence(name)[0]
            QTest.keyClick(self._under_the_keys(), pressed.key(), pressed.keyboardModifiers())

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self._under_the_keys(), letter)

    def write(self, text: str) -> None:
        """In place of what stands there."""
        line = self.focus
        if not isinstance(line, QLineEdit) or line.selectedText() != line.text():
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

    def click(self, name: str) -> None:
        """With the mouse, on what has this name; what is out of sight is scrolled to first."""
        found = self._named(name)
        if not _in_sight(found):
            self.steps += 1
            _scroll_to(found)
            self.settle()
        self.steps += 1
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        self.settle()

    def shown(self) -> dict[str, QWidget]:
        """What can be seen and used, by its name."""
        top = QApplication.activeModalWidget() or self.window
        parts = [one for one in top.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
        parts.sort(key=lambda one: one.focusPolicy() != Qt.FocusPolicy.NoFocus)
        return {name: one for one in parts if (name := name_of(one))}

    def _named(self, name: str) -> QWidget:
        found = self.shown().get(name)
        assert found is not None, f"nothing is called {name!r}"
        return found

    def fill(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.write(text)

    def choose(self, value: str, most: int = 40) -> None:
        """In a closed list that has the focus, by the arrows."""
        self.press("Home")
        for _ in range(most):
            if self.value == value:
                return
            self.press("Down")
        raise AssertionError(f"{value!r} is not in {self.at!r}, which ends at {self.value!r}")

    def push(self, name: str) -> None:
        """Tab to a button, wait until it can be pressed, and press it."""
        self.tab_to(name)
        self.press("Space")

    # --- ways that every test goes

    def enter(self, passphrase: str) -> Shell:
        self.until_at("Passphrase")
        assert self.window.shell is None
        self.type(passphrase)
        self.press("Return")
        self.until(lambda: self.window.shell is not None)
        self.settle()
        return self.place

    def choose_own(self, given: str, own: str) -> Shell:
        """Enter with a passphrase that somebody else chose, and take another one."""
        self.until_at("Passphrase")
        self.type(given)
        self.press("Return")
        self.until_at("New passphrase")
        self.type(own)
        self.fill("New passphrase again", own)
        self.press("Return")
        self.until(lambda: self.window.shell is not None)
        self.settle()
        return self.place

    def go_to(self, key: str) -> None:
        """By the keys of the navigation."""
        group = next(group for group in GROUPS if group.key == page_entry(key).group)
        for _page in pages_of(group.key):
            self.press(group.shortcut)
            self.settle()
            if self.place.here.page == key:
                return
        raise AssertionError(f"{group.shortcut} does not lead to {key}")

    def receive(self, files: Sequence[Path]) -> None:
        """In the inbox: all files at once; each is looked at and accepted."""
        self.go_to(INBOX)
        self.press("Ctrl+O")
        self.until_at("File name:")
        self.type(" ".join(f'"{path}"' for path in files))
        self.press("Return")
        page = self.place.page(INBOX)
        assert isinstance(page, InboxPage)
        looking = page.looking
        self.until(lambda: {item.path for item in looking.items} == set(files))
        self.until_at("Files to check")
        self.settle()
        for number in range(len(files)):
            self.tab_to("Files to check")
            self.press("Home", *["Down"] * number)
            self.settle()
            self.push(looking.document.take.text())
            self.until(lambda: looking.document.answer.isVisible())
            self.settle()

    def save(self) -> None:
        """The record in the editor."""
        self.press("Ctrl+S")
        self.settle()
        editor = self.place.pages.currentWidget()
        assert isinstance(editor, EditorPage)
        assert not editor.dirty, f"{self.told} At {self.at!r}: {_complaints(editor)}"

    def leave(self) -> None:
        self.until(self._has_focus)
        self.press("Ctrl+Q")
        self.until(lambda: not self.window.isVisible())
        self.window.deleteLater()  # as the process would end: it goes with all that it shows
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class OfficerWithMouse(Officer):
    """Goes to what is far with a click instead of many Tabs: what a person does who sees it."""

    def tab_to(self, name: str, back: bool = False, most: int = 250) -> None:
        if self.at == name:
            return
        self.press("Shift+Tab" if back else "Tab")
        if self.at == name:
            return
        self.until(lambda: name in self.shown())
        found = self.shown()[name]
        _scroll_to(found)
        found.setFocus(Qt.FocusReason.MouseFocusReason)

    def push(self, name: str) -> None:
        self.until(lambda: name in self.shown())
        self.click(name)


def _focus_window() -> QWindow | None:
    """A list that closed is none, though X still names it."""
    window = QGuiApplication.focusWindow()
    return window if window is not None and window.isVisible() else None


def _windows() -> list[str]:
    """Those that are visible, with the one that has the keyboard first."""
    focus = QGuiApplication.focusWindow()
    shown = [one for one in QGuiApplication.topLevelWindows() if one.isVisible()]
    shown.sort(key=lambda one: one is not focus)
    return [f"{one.objectName() or one.title()}{'*' * (one is focus)}" for one in shown]


def _in_sight(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().contains(widget.rect().center())


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


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


def description_of(widget: QWidget | None) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Description) if face is not None else ""


def _complaints(editor: EditorPage) -> list[str]:
    return [why for field in editor.form.fields.values() if (why := field.complaint())]
