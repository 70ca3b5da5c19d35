"""Answering by the keyboard: Enter goes on, nothing jumps, red stands where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from asked_form import Asked
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from rilo_desktop.gui.widgets.questions.question_row import QuestionRow

CONTROL = Qt.KeyboardModifier.ControlModifier
LONG_LIST = "\n".join(f"| | coasts | c{at} | Coast number {at} |" for at in range(9))
FORM = f"""
| | type | name | label | hint | constraint | constraint_message | required | repeat_count |
| | begin_group | office | Head of office | | | | | |
| | text | head | Function | Of the head | | | yes | |
| | integer | staff | Staff | | | | | |
| | integer | women | Of them women | | . <= ${{staff}} | Not more than ${{staff}}. | | |
| | select_one yes_no | sea | By sea? | | | | | |
| | select_multiple yes_no | both | Both? | | | | | |
| | select_one coasts | coast | Coast | | | | | |
| | text | word | A word | | | | | |
| | integer | n | Operations | | | | | |
| | begin_repeat | op | Operation | | | | | ${{n}} |
| | text | name | Name | | | | | |
| | end_repeat | | | | | | | |
| | end_group | | | | | | | |
| choices |
| | list_name | name | label |
| | yes_no | yes | Yes |
| | yes_no | no | No |
{LONG_LIST}
"""


@pytest.fixture
def asked(ask_form: Callable[[str], Asked]) -> Asked:
    made = ask_form(FORM)
    made.part("0")
    return made


def row(asked: Asked, name: str) -> QuestionRow:
    assert asked.input.view is not None
    return asked.input.view.rows[asked.node(f"office/{name}")]


def places(asked: Asked) -> dict[str, int]:
    """Of all questions, from the top of the part."""
    view = asked.input.view
    assert view is not None
    return {node.path: one.mapTo(view, QPoint()).y() for node, one in view.rows.items()}


def test_enter_goes_on_from_every_answer(asked: Asked) -> None:
    passed = [asked.focused()]
    for words in ("Head", "9", "3", "", "", "", ""):
        asked.type(words)
        asked.settle()
        passed.append(asked.focused())
    names = ("head", "staff", "women", "sea", "both", "coast", "word", "n")
    assert passed == [f"office/{name}" for name in names]


def test_nothing_moves_while_one_answers(asked: Asked) -> None:
    before = places(asked)
    for words in ("Head", "9", "30", "", "", "number 3", "a word", "x"):
        asked.type(words)
        asked.settle()
        assert places(asked) == before, words
    assert row(asked, "women")._below.text() == "Not more than 9."


def test_what_is_typed_in_a_chosen_list_takes_the_place_of_the_entry(asked: Asked) -> None:
    coast = row(asked, "coast")
    coast.take_focus()
    asked.type("number 3")
    assert (asked.node("office/coast").value, asked.focused()) == ("c3", "office/word")
    coast.take_focus()
    asked.type("number 4")
    assert (asked.node("office/coast").value, asked.focused()) == ("c4", "office/word")
    coast.take_focus()
    asked.key(Qt.Key.Key_Down)
    assert asked.node("office/coast").value == "c5"
    asked.type("number 6")
    assert asked.node("office/coast").value == "c6"


def framed(asked: Asked) -> Iterator[str]:
    view = asked.input.view
    assert view is not None
    for node, one in view.rows.items():
        if one.input.target().property("state") == "blocks":
            yield node.path


def shown(asked: Asked) -> list[tuple[str, str]]:
    return [(one.sentence, one.where) for one in asked.editor.side.view.found]


def test_red_stands_at_the_answer_that_is_wrong(asked: Asked) -> None:
    asked.input.go_to_path("office/staff")
    asked.type("9")
    asked.type("30")
    with asked.qtbot.waitSignal(asked.editor.judged):
        asked.editor._judge()
    assert [*framed(asked)] == ["office/women"]
    assert ("Of them women: Not more than 9.", "Head of office") in shown(asked)
    assert ("Function: An answer is required.", "Head of office") in shown(asked)
    missing = next(one for one in asked.editor.side.view.found if "required" in one.sentence)
    asked.editor.side.view.press(missing)
    assert asked.focused() == "office/head"
    (part,) = asked.input.shown_parts()
    assert part.answered == 1, "an answer that the form does not allow is not done"


def test_a_line_too_many_is_named_found_and_removed(asked: Asked) -> None:
    asked.input.go_to_path("office/n")
    asked.type("2")
    asked.settle()
    asked.input.go_to_path("office/op[2]/name")
    asked.type("word")
    asked.input.go_to_path("office/n")
    asked.key(Qt.Key.Key_A, CONTROL)
    asked.type("1")
    with asked.qtbot.waitSignal(asked.editor.judged):
        asked.editor._judge()
    sentence = "There are more lines here than the form asks for: 2 instead of 1."
    found = next(one for one in asked.editor.side.view.found if sentence in one.sentence)
    assert (found.sentence, found.where) == (
        f"Operation: {sentence}",
        "Head of office · Operation 2",
    )
    asked.editor.side.view.press(found)
    assert asked.focused() == "office/op[2]/name"
    bins = [
        one
        for one in asked.input.findChildren(QWidget)
        if one.accessibleName().startswith("Remove: ") and one.isVisible()
    ]
    QTest.mouseClick(bins[-1], Qt.MouseButton.LeftButton)
    asked.settle()
    assert "office/op[2]/name" not in {line.path for line in asked.input.value()}
