"""What a screen reader or a dictation writes and selects counts as what keys do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.gui.widgets.inputs.code import Choice, CodeInput
from rilo_desktop.records import FieldSpec, FieldType

CHOICES = (Choice("MY", "Malaysia"), Choice("ML", "Mali"), Choice("NZ", "New Zealand"))
COUNTRY = FieldSpec(FieldType.CODE, "Country", names="office")


class NoNames:
    practice = False

    def of_kind(self, kind: str, by_id: bool) -> tuple[Choice, ...]:
        return CHOICES

    def name_of(self, kind: str, value: str) -> str | None:
        return None


def field(qtbot: QtBot, about: FieldSpec) -> tuple[Field, list[Any]]:
    made = Field("it", about, NoNames(), True)
    qtbot.addWidget(made)
    told: list[Any] = []
    made.changed.connect(lambda _inside: told.append(made.value()))
    return made, told


def test_a_text_put_into_a_line_is_a_change(qtbot: QtBot) -> None:
    made, told = field(qtbot, FieldSpec(FieldType.TEXT, "Local reference"))
    made.set_value("before")
    assert told == []
    made.input.setText("CS-7")  # what the accessibility bus calls
    assert told == ["CS-7"]


def test_a_label_put_into_a_box_is_a_choice(qtbot: QtBot) -> None:
    made, told = field(qtbot, COUNTRY)
    made.set_value("MY")
    line = made.input.lineEdit()
    assert isinstance(line, QLineEdit)
    assert told == []
    line.setText("New Zealand")
    assert told == ["NZ"]


def test_what_is_selected_in_a_closed_list_is_chosen(qtbot: QtBot) -> None:
    made, told = field(qtbot, COUNTRY)
    view = made.input.view()
    names = [view.model().index(n, 0).data() for n in range(view.model().rowCount())]
    at = view.model().index(names.index("Mali"), 0)
    view.selectionModel().select(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert made.value() == "ML"
    assert set(told) == {"ML"}


def test_what_is_being_typed_stays_when_other_choices_come(qtbot: QtBot) -> None:
    box = CodeInput(COUNTRY, ())
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QTest.keyClicks(box, "new z")
    assert box.complaint()
    box.set_choices(CHOICES)
    assert box.value() == "NZ"
    assert box.complaint() == ""
    QTest.keyClick(box, Qt.Key.Key_Tab)
