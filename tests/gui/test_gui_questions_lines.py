"""Lines of a repeat whose number an answer gives: they go while they are in use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from asked_form import Asked, ask
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell

CONTROL = Qt.KeyboardModifier.ControlModifier
COUNTED = """
| | type | name | label | repeat_count |
| | begin_group | ops | Joint operations | |
| | integer | n | Operations | |
| | begin_repeat | op | Operation | ${n} |
| | text | name | Name | |
| | text | place | Place | |
| | end_repeat | | | |
| | end_group | | | |
"""


@pytest.fixture
def counted(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    new_office: Path,
    tmp_path: Path,
) -> Asked:
    """One line is asked for, and there are two: a word was typed in the second."""
    asked = ask(qtbot, make_window(new_office), enter, tmp_path, COUNTED)
    asked.part("0")
    assert asked.input.view is not None
    asked.type("2")
    asked.settle()
    asked.input.view.go_to(asked.node("ops/op[2]/name"))
    asked.type("word")
    asked.input.view.go_to(asked.node("ops/n"))
    asked.key(Qt.Key.Key_A, CONTROL)
    asked.type("1")
    asked.settle()
    assert paths(asked) == ["ops/n", "ops/op[1]", "ops/op[2]/name"]
    asked.input.view.go_to(asked.node("ops/op[2]/name"))
    return asked


def paths(asked: Asked) -> list[str | None]:
    return [line.path for line in asked.input.value()]


def test_a_line_beyond_the_number_goes_when_the_keyboard_leaves_it(counted: Asked) -> None:
    counted.key(Qt.Key.Key_A, CONTROL)
    counted.key(Qt.Key.Key_Backspace)
    counted.settle()
    assert counted.focused() == "ops/op[2]/name", "no field goes while somebody types in it"
    counted.key(Qt.Key.Key_Tab)
    assert counted.focused() == "ops/op[2]/place"
    assert counted.input.view is not None
    counted.input.view.go_to(counted.node("ops/n"))
    counted.settle()
    assert paths(counted) == ["ops/n", "ops/op[1]"]
    assert counted.focused() == "ops/n"


def test_a_line_is_removed_while_its_own_field_has_the_keyboard(counted: Asked) -> None:
    assert counted.input.view is not None
    counted.key(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    counted.type("why")
    counted.input.view.go_to(counted.node("ops/op[2]/name"))
    counted.input.view.removed.emit(counted.node("ops/op[2]"))
    counted.settle()
    assert paths(counted) == ["ops/n", "ops/op[1]"]
    assert counted.at.isVisible()


def test_a_line_with_a_remark_stays(counted: Asked) -> None:
    assert counted.input.view is not None
    counted.key(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    counted.type("why")
    counted.input.view.go_to(counted.node("ops/op[2]/name"))
    counted.key(Qt.Key.Key_A, CONTROL)
    counted.key(Qt.Key.Key_Backspace)
    counted.input.view.go_to(counted.node("ops/n"))
    counted.settle()
    assert [(line.path, line.remark) for line in counted.input.value()][-1] == (
        "ops/op[2]/name",
        "why",
    )
