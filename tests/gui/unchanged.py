# mypy: disable-error-code="attr-defined"
"""All that an office keeps, and what an officer does who only looks: scroll, tab, come and go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gui_wheel import bring_to_sight, said, turn
from gui_windows import settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.theme.wheel_guard import GUARDED
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.records import Record
from rilo_desktop.services.records import record

CONTROL = Qt.KeyboardModifier.ControlModifier
MOST_STOPS = 600
"""Of Tab on one page: more is a circle that does not close."""
LEFT_OUT: Mapping[str, str] = {}
"""{table: why it may change while somebody only looks}."""

Contents = Mapping[str, Any]


def contents(window: MainWindow) -> Contents:
    """Every row of every table, every draft, and what is kept for the window."""
    session = window.office.session
    with session.reading() as reading:
        names = [
            row[0]
            for row in reading.run("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] not in LEFT_OUT
        ]
        found: dict[str, Any] = {
            name: [tuple(row) for row in reading.run(f'SELECT * FROM "{name}"')] for name in names
        }
    found["drafts"] = dict(session.drafts.drafts())
    found["preferences of the window"] = window.keeper.now
    return found


def changes(before: Contents, after: Contents) -> Iterator[str]:
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        if isinstance(one, list) and isinstance(other, list):
            gone = [row for row in one if row not in other]
            come = [row for row in other if row not in one]
            yield f"{name}: {_short(gone)} -> {_short(come)}"
        else:
            yield f"{name}: {_short(one)} -> {_short(other)}"


def _short(what: object) -> str:
    return repr(what)[:300]


def controls(window: QWidget) -> list[QWidget]:
    """What Qt would change by the wheel, and can be seen."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, GUARDED) and not isinstance(one, QScrollBar) and one.isVisible()
    ]


class Turned:
    """The wheel over each control of a window, without the focus and with it."""

    def __init__(self) -> None:
        self.steps = 0

    def over_all(self, window: QWidget) -> Iterator[str]:
        """Gives the controls that took it."""
        for control in controls(window):
            if not isValid(control):  # it floated, and went with the focus
                continue
            bring_to_sight(control)
            before = said(control)
            for is_focused in (False, True):
                if is_focused:
                    control.setFocus(Qt.FocusReason.MouseFocusReason)
                for is_down in (True, False, False):
                    self.steps += turn(control, is_down)
            if said(control) != before:
                yield f"the wheel changed {type(control).__name__} {control.accessibleName()!r}"


class Looking:
    """What somebody does who only looks at a page, and what of it changed something."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window
        self.wrong: list[str] = []
        self.controls = self.stops = 0

    def at(self, where: str) -> None:
        """Scroll over everything, tab through everything; what would be a draft then is one."""
        turned = Turned()
        self.wrong += [f"{where}: {what}" for what in turned.over_all(self._window)]
        self.controls += turned.steps
        settle(self._qtbot, self._window)
        if self._tabbed() == MOST_STOPS:
            self.wrong.append(f"{where}: Tab never comes back to where it was")
        settle(self._qtbot, self._window)
        if self._window.shell is not None:
            self._window.shell.keep_draft()

    def no_question(self, where: str) -> None:
        """Coming here from the page before, nobody was asked anything."""
        for question in self._window.findChildren(Question):
            if question.isVisible():
                self.wrong.append(f"a question stands in the way to {where}")
                drop(self._qtbot, self._window, question)

    def _tabbed(self) -> int:
        """From one to the next until the keyboard is where it was."""
        first = QApplication.focusWidget()
        for stops in range(1, MOST_STOPS):
            QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key.Key_Tab)
            self.stops += 1
            if QApplication.focusWidget() is first:
                return stops
        return MOST_STOPS


def drop(qtbot: QtBot, window: MainWindow, question: Question) -> None:
    """What was typed; without a window manager nobody gives the focus back to the window."""
    question.buttons["drop"].click()
    settle(qtbot, window)
    with qtbot.waitActive(window):
        window.activateWindow()


def write_in(editor: EditorPage, name: str, text: str) -> None:
    """With keys, behind what stands there."""
    editor.form.go_to(name)
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_End, CONTROL)
    QTest.keyClicks(at, text)


def save(qtbot: QtBot, window: MainWindow, editor: EditorPage) -> Record:
    """With the keys for it; gives what stands in the store then."""
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)
    return record.get(window.office.session, editor.record_id).record
