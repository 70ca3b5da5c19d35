"""Places are typed as somebody has them, and shown as they were understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asked_form import Asked
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit

from rilo_desktop.gui.widgets.questions.question_row import QuestionRow

TAB = Qt.Key.Key_Tab
FORM = """
| | type | name | label | calculation | constraint |
| | begin_group | g | Where | | |
| | geopoint | at | Place of the seizure | | |
| | geoshape | area | Area that was searched | | |
| | barcode | code | Code of the parcel | | |
| | hidden | secret | | 7 | |
| | deviceid | device | | | |
| | integer | n | How many for ${device} | | . < 10 |
| | end_group | | | | |
"""


@pytest.fixture
def asked(ask_form: Callable[[str], Asked]) -> Asked:
    made = ask_form(FORM)
    made.part("0")
    return made


def row(asked: Asked, name: str) -> QuestionRow:
    assert asked.input.view is not None
    return asked.input.view.rows[asked.node(f"g/{name}")]


def type_on(asked: Asked, words: str) -> None:
    for letter in words:
        QTest.keyClicks(asked.at, letter)


def test_a_place_stays_as_it_is_typed_until_the_keyboard_leaves(asked: Asked) -> None:
    field = asked.at
    assert isinstance(field, QLineEdit)
    type_on(asked, "4°36'")
    below = row(asked, "at")._below
    assert below.text().startswith("Write latitude and longitude"), "too early to complain"
    assert field.property("state") == ""
    type_on(asked, '35"N 74°4\'54"W')
    assert field.text() == "4°36'35\"N 74°4'54\"W"
    assert below.text() == "Understood: 4.6097222, -74.0816667"
    asked.key(TAB)
    assert field.text() == "4.6097222, -74.0816667"
    assert asked.node("g/at").value == "4.6097222 -74.0816667 0 0"
    assert asked.focused() == "g/area"


def test_what_is_no_place_is_said_in_one_sentence_and_stays(asked: Asked) -> None:
    field = asked.at
    assert isinstance(field, QLineEdit)
    type_on(asked, "95, 10")
    asked.key(TAB)
    assert field.text() == asked.node("g/at").value == "95, 10"
    said = row(asked, "at")._below.text()
    assert said == "The latitude 95 is not between -90 and 90; the latitude comes first."
    assert field.property("state") == "blocks"


def test_an_area_has_a_corner_on_each_line_and_is_closed(asked: Asked) -> None:
    asked.key(TAB)
    field = asked.at
    assert isinstance(field, QTextEdit)
    for corner in ("1, 2", "1, 3"):
        type_on(asked, corner)
        asked.key(Qt.Key.Key_Return)
    type_on(asked, "2,5 3")
    assert field.toPlainText() == "1, 2\n1, 3\n2,5 3"
    asked.key(TAB)
    assert field.toPlainText() == "1, 2\n1, 3\n2.5, 3\n1, 2"
    assert asked.node("g/area").value == "1 2 0 0;1 3 0 0;2.5 3 0 0;1 2 0 0"
    asked.editor.save()
    asked.settle()
    assert field.toPlainText() == "1, 2\n1, 3\n2.5, 3\n1, 2"


def test_an_altitude_is_shown_so_that_it_can_be_typed_again(asked: Asked) -> None:
    field = asked.at
    assert isinstance(field, QLineEdit)
    type_on(asked, "4.6, -74.1, 2600")
    assert row(asked, "at")._below.text() == "Understood: 4.6, -74.1, 2600 m"
    asked.key(TAB)
    asked.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    asked.key(Qt.Key.Key_End)
    type_on(asked, " ")
    asked.key(TAB)
    assert asked.node("g/at").value == "4.6 -74.1 2600 0"


def test_what_is_hidden_or_told_has_no_row_and_names_the_office(asked: Asked) -> None:
    assert asked.input.view is not None
    shown = {node.path for node in asked.input.view.rows}
    assert shown == {"g/at", "g/area", "g/code", "g/n"}
    assert row(asked, "n")._label.words == "How many for AP"
