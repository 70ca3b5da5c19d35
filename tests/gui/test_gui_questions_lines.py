"""Lines of a repeat whose number an answer gives: they go while they are in use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asked_form import Asked
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

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
def counted(ask_form: Callable[[str], Asked]) -> Asked:
    """One line is asked for, and there are two: a word was typed in the second."""
    asked = ask_form(COUNTED)
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


COMPUTED = """
| | type | name | label | repeat_count | calculation |
| | begin_repeat | op | Operation | 1 | |
| | calculate | key | | | 'k-1' |
| | text | name | Name | | |
| | text | place | Place | | |
| | end_repeat | | | | |
"""


def test_a_line_is_called_by_an_answer_and_not_by_what_was_computed_for_nobody(
    ask_form: Callable[[str], Asked],
) -> None:
    asked = ask_form(COMPUTED)
    assert asked.node("op[1]/key").value == "k-1"
    assert asked.input.view is not None

    def named() -> list[str]:
        assert asked.input.view is not None
        buttons = asked.input.view.findChildren(QPushButton)
        return [one.text() for one in buttons if one.text().startswith("Operation")]

    assert named() == ["Operation 1"]
    asked.input.view.go_to(asked.node("op[1]/name"))
    asked.type("Lantern")
    asked.settle()
    assert named() == ["Operation 1: Lantern"]


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
