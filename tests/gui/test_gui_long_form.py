"""A long part of a form: rows are made where they are looked at, and keys find their way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asked_form import Asked
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from rilo_desktop.gui.widgets.questions.question_row import QuestionRow

QUESTIONS, MIDDLE = 120, 60
TAB, BACK = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
SHIFT = Qt.KeyboardModifier.ShiftModifier
FORM = "\n".join(
    [
        "| | type | name | label | required |",
        "| | begin_group | g | All of it | |",
        *(
            f"| | text | q{n} | Question {n} | {'yes' if n == MIDDLE else ''} |"
            for n in range(QUESTIONS)
        ),
        "| | begin_repeat | op | Operation | |",
        "| | text | name | Name | |",
        "| | end_repeat | | | |",
        "| | end_group | | | |",
    ]
)


@pytest.fixture
def asked(ask_form: Callable[[str], Asked]) -> Asked:
    return ask_form(FORM)


def again(asked: Asked, number: int) -> int:
    """The part is shown anew, and gone to a question; how many rows are made by then."""
    asked.input._show_part(0)
    asked.input.go_to_path(f"g/q{number}")
    assert asked.input.view is not None
    return len(asked.input.view.rows)


def test_what_is_gone_to_waits_for_no_other_row(asked: Asked) -> None:
    assert again(asked, QUESTIONS - 1) < QUESTIONS // 3
    assert asked.focused() == f"g/q{QUESTIONS - 1}"
    asked.input._show_part(0)
    asked.input.take_first()
    assert asked.input.view is not None
    assert len(asked.input.view.rows) < QUESTIONS // 3
    assert asked.focused() == f"g/q{MIDDLE}", "the first one that is required"


def test_tab_finds_what_is_beside_a_question_while_rows_are_made(asked: Asked) -> None:
    again(asked, MIDDLE)
    passed = []
    for _ in range(20):
        asked.key(TAB)
        passed.append(asked.focused())
    assert passed == [f"g/q{MIDDLE + 1 + n}" for n in range(20)]
    again(asked, MIDDLE)
    for _ in range(20):
        asked.key(BACK, SHIFT)
    assert asked.focused() == f"g/q{MIDDLE - 20}"
    assert asked.input.view is not None
    assert not asked.input.view.is_complete


def test_rows_made_above_leave_the_question_where_it_is_seen(asked: Asked) -> None:
    again(asked, MIDDLE)
    before = asked.at.mapTo(asked.window, QPoint())
    asked.settle()
    assert asked.input.view is not None
    assert len(asked.input.view.rows) == QUESTIONS
    assert asked.at.mapTo(asked.window, QPoint()) == before
    places = [one.mapTo(asked.window, QPoint()).y() for one in in_order(asked)]
    assert places == sorted(places), "they stand in the order of the form"
    asked.input.go_to_path("g/q0")
    for number in range(1, QUESTIONS):
        asked.key(TAB)
        assert asked.focused() == f"g/q{number}"


def in_order(asked: Asked) -> list[QuestionRow]:
    assert asked.input.view is not None
    return [asked.input.view.rows[asked.node(f"g/q{n}")] for n in range(QUESTIONS)]


def test_a_line_that_is_added_is_open_however_many_there_are(asked: Asked) -> None:
    buttons = asked.input.findChildren(QPushButton)
    add = next(one for one in buttons if one.text() == "Add: Operation")
    for number in range(1, 6):
        add.click()
        asked.settle()
        assert asked.focused() == f"g/op[{number}]/name"
