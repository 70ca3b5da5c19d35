# mypy: disable-error-code="arg-type, call-overload"
"""Inputs hold what records hold: empty, not known, or a value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.i18n import choose_language
from rilo_desktop.gui.widgets.buttons import Segments
from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.gui.widgets.inputs import input_for
from rilo_desktop.gui.widgets.inputs.block import BlockInput
from rilo_desktop.gui.widgets.inputs.code import Choice, CodeInput
from rilo_desktop.gui.widgets.inputs.codes import CodesInput
from rilo_desktop.gui.widgets.inputs.line import (
    DateInput,
    NumberInput,
    TextInput,
    TimeInput,
    read_date,
    read_moment,
    read_time,
)
from rilo_desktop.gui.widgets.layouts import focus_chain, vbox
from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType
from short_forms import examples

CHOICES = (Choice("MY", "Malaysia"), Choice("ML", "Mali"), Choice("NZ", "New Zealand"))


class NoNames:
    practice = False

    def of_kind(self, kind: str, by_id: bool) -> tuple[Choice, ...]:
        return CHOICES

    def name_of(self, kind: str, value: str) -> str | None:
        return None


def about(kind: FieldType, **more: Any) -> FieldSpec:
    return FieldSpec(kind, "Label", **more)


VALUES = [
    (about(FieldType.TEXT), "a line", True),
    (about(FieldType.LONG_TEXT), "two\nlines", True),
    (about(FieldType.CODE, vocabulary="country"), "NZ", True),
    (about(FieldType.CODE, vocabulary="country"), "no code of the list", True),
    (about(FieldType.LINK, names="office"), "MY", True),
    (about(FieldType.CODES, vocabulary="country"), ("NZ", "MY"), False),
    (about(FieldType.DATE), "2026-11-25", True),
    (about(FieldType.PARTIAL_DATE), "2026-11", True),
    (about(FieldType.INTEGER), 1234, True),
    (about(FieldType.DECIMAL), Decimal("28.30"), True),
    (about(FieldType.FLAG), True, False),
    (about(FieldType.FLAG), False, False),
    (about(FieldType.TEXTS), ("one", "two"), False),
    (about(FieldType.TRANSLATED, languages=("en", "fr")), (("ar", "اسم"), ("en", "Name")), False),
]


def test_an_open_list_takes_a_text_and_a_label_means_its_code(qtbot: QtBot) -> None:
    made = input_for(about(FieldType.CODE, vocabulary="function", open_list=True), True, NoNames())
    assert isinstance(made, CodeInput)
    qtbot.addWidget(made)
    line = made.lineEdit()
    assert line is not None
    for said, value in (
        ("Harbour master", "Harbour master"),
        ("deputy head of rilo", "deputy_head"),
        ("Head", "head"),  # a code is typed without regard to case
        ("", None),
    ):
        line.setText(said)
        assert not made.complaint()
        assert made.value() == value
    made.set_value("Head of RILO")  # as earlier versions wrote it
    assert (line.text(), made.value()) == ("Head of RILO", "Head of RILO")


def test_chips_of_an_open_list_take_a_text(qtbot: QtBot) -> None:
    made = input_for(
        about(FieldType.CODES, vocabulary="function", open_list=True), False, NoNames()
    )
    assert isinstance(made, CodesInput)
    qtbot.addWidget(made)
    made.set_value(("secretariat",))
    line = made._box.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "Bureau of ports")
    assert made.value() == ("secretariat", "Bureau of ports")


@pytest.mark.parametrize(("field", "value", "unknowable"), VALUES)
def test_a_value_comes_back_as_it_was(
    qtbot: QtBot, field: FieldSpec, value: Any, unknowable: bool
) -> None:
    made: Any = input_for(field, unknowable, NoNames())
    qtbot.addWidget(made)
    lists = (FieldType.CODES, FieldType.TEXTS, FieldType.TRANSLATED)
    empty = () if field.type in lists else None
    assert made.value() == empty
    made.set_value(value)
    assert made.value() == value
    assert made.complaint() == ""
    if unknowable:
        made.set_value(NOT_KNOWN)
        assert made.value() is NOT_KNOWN
    made.set_value(empty)
    assert made.value() == empty


@pytest.mark.parametrize(
    "made",
    [
        lambda: TextInput(about(FieldType.TEXT), True),
        lambda: NumberInput(about(FieldType.DECIMAL), True),
        lambda: DateInput(about(FieldType.PARTIAL_DATE), True),
        lambda: TimeInput(about(FieldType.TEXT), True, with_day=True),
        lambda: BlockInput(about(FieldType.LONG_TEXT), True),
        lambda: CodeInput(about(FieldType.CODE), CHOICES, True),
    ],
)
def test_a_question_mark_says_not_known(qtbot: QtBot, made: Any) -> None:
    widget = made()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    QTest.keyClicks(widget, "?")
    assert widget.value() is NOT_KNOWN


def test_a_question_mark_inside_a_text_is_text(qtbot: QtBot) -> None:
    made = TextInput(about(FieldType.TEXT), True)
    qtbot.addWidget(made)
    QTest.keyClicks(made, "why?")
    assert made.value() == "why?"


def test_a_code_is_found_by_any_part_of_its_label(qtbot: QtBot) -> None:
    made = CodeInput(about(FieldType.CODE), CHOICES)
    qtbot.addWidget(made)
    made.set_value("MY")
    made.lineEdit().clear()
    QTest.keyClicks(made.lineEdit(), "zeal")
    assert made.value() == "NZ"


def test_a_shortcut_leads_away_from_open_suggestions(qtbot: QtBot) -> None:
    """The field that it leads to gets every key, and what was typed is chosen."""
    page = QWidget()
    made, other = CodeInput(about(FieldType.CODE), CHOICES), QLineEdit()
    vbox(made, other, into=page)
    to_other = QShortcut(QKeySequence("Ctrl+I"), page)
    to_other.activated.connect(lambda: other.setFocus(Qt.FocusReason.ShortcutFocusReason))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    window = page.windowHandle()
    for _ in range(2):
        made.setFocus()
        made.lineEdit().selectAll()
        other.clear()
        for letter in "zeal":
            QTest.keyClick(window, letter)
        assert made.suggestions() is not None
        QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        for letter in "SND":
            QTest.keyClick(window, letter)
        assert (made.value(), made.lineEdit().text()) == ("NZ", "New Zealand")
        assert other.text() == "SND"


def test_text_that_may_mean_several_codes_chooses_none_and_says_so(qtbot: QtBot) -> None:
    made = CodeInput(about(FieldType.CODE), CHOICES)
    qtbot.addWidget(made)
    holder = Field("country", about(FieldType.CODE), NoNames(), widget=made)
    qtbot.addWidget(holder)
    QTest.keyClicks(made.lineEdit(), "mal")
    made._take_text()
    assert made.value() is None
    assert "mal" in holder.complaint()
    assert made.lineEdit().text() == "mal"


def test_codes_are_added_and_taken_away(qtbot: QtBot) -> None:
    made = CodesInput(about(FieldType.CODES), CHOICES)
    qtbot.addWidget(made)
    box = made.target()
    assert isinstance(box, CodeInput)
    for text in ("zeal", "malay"):
        box.setEditText(text)
        box._take_text()
    assert made.value() == ("NZ", "MY")
    made._take_away("NZ")
    assert made.value() == ("MY",)


def test_numbers_as_french_writes_them(qtbot: QtBot) -> None:
    choose_language("fr")
    try:
        made = NumberInput(about(FieldType.DECIMAL))
        qtbot.addWidget(made)
        QTest.keyClicks(made, "1 234,5")
        assert made.value() == Decimal("1234.5")
        made.set_value(Decimal("9100000.25"))
        assert made.text() == "9\u202f100\u202f000,25"
        assert made.value() == Decimal("9100000.25")
    finally:
        choose_language("en")


@pytest.mark.parametrize("text", ["1.2.3", "twelve", "-", "1e5", "٣", "-4"])
def test_what_is_no_number_stays_and_complains(qtbot: QtBot, text: str) -> None:
    made = NumberInput(about(FieldType.DECIMAL, minimum=0))
    qtbot.addWidget(made)
    made.setText(text)
    assert made.complaint()
    assert made.text() == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-25", "2026-11-25"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("25.11.2026", "2026-11-25"),
        ("25/11/2026", "2026-11-25"),
        ("11/2026", "2026-11"),
        ("25 Nov 2026", "2026-11-25"),
        ("november 2026", "2026-11"),
        ("31.02.2026", ""),
        ("2026-13", ""),
        ("yesterday", ""),
    ],
)
def test_dates_as_people_type_them(text: str, wanted: str) -> None:
    assert read_date(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("14:30", "14:30"),
        ("9.05", "09:05"),
        ("14h30", "14:30"),
        ("14 h 30", "14:30"),
        ("14h", "14:00"),
        ("0905", "09:05"),
        ("14:30:20.5+02:00", "14:30:20.5+02:00"),
        ("14:30z", "14:30Z"),
        ("14", ""),
        ("24:00", ""),
        ("14:60", ""),
        ("noon", ""),
    ],
)
def test_times_as_people_type_them(text: str, wanted: str) -> None:
    assert read_time(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-25T14:30", "2026-11-25T14:30"),
        ("25.11.2026 9:05", "2026-11-25T09:05"),
        ("25 Nov 2026, 14h30", "2026-11-25T14:30"),
        ("2026-11 14:30", ""),
        ("2026-11-25", ""),
        ("14:30", ""),
    ],
)
def test_days_with_a_time_as_people_type_them(text: str, wanted: str) -> None:
    assert read_moment(text) == wanted


def test_a_time_is_typed_and_written_out(qtbot: QtBot) -> None:
    made = TimeInput(about(FieldType.TEXT), with_day=True)
    qtbot.addWidget(made)
    assert made.value() is None
    QTest.keyClicks(made, "25.11.2026 1430")
    assert made.value() == "2026-11-25T14:30"
    made.set_value(made.value())
    assert made.text().split() == ["25", "Nov", "2026", "14:30"]
    assert made.value() == "2026-11-25T14:30"
    assert made.complaint() == ""
    made.set_value("at noon")
    assert made.value() == "at noon"
    assert made.complaint()


@pytest.mark.parametrize("made", [NumberInput, DateInput, TimeInput])
def test_spaces_alone_are_an_empty_field(
    qtbot: QtBot, made: type[NumberInput | DateInput | TimeInput]
) -> None:
    field, other = made(about(FieldType.INTEGER)), QLineEdit()
    page = vbox(field, other)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "  ")
    other.setFocus()
    assert (field.value(), field.complaint()) == (None, "")


def test_a_date_that_is_none_is_kept_and_complains(qtbot: QtBot) -> None:
    made = DateInput(about(FieldType.PARTIAL_DATE))
    qtbot.addWidget(made)
    QTest.keyClicks(made, "next spring")
    assert made.complaint()
    assert made.value() == "next spring"


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_survives_a_text_area(qtbot: QtBot, text: str) -> None:
    made = BlockInput(about(FieldType.LONG_TEXT))
    qtbot.addWidget(made)
    made.set_value(text)
    for line_end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(line_end, "\n")
    assert (made.value() or "") == text.strip()


def test_a_long_text_does_not_stretch_the_form(qtbot: QtBot) -> None:
    made = BlockInput(about(FieldType.LONG_TEXT))
    qtbot.addWidget(made)
    made.set_value("word " * 20_000)
    assert made.height() < 400
    assert len(made.value()) == 99_999


def test_typing_in_a_code_field_never_moves_the_caret(qtbot: QtBot) -> None:
    made = CodeInput(about(FieldType.CODE), CHOICES)
    holder = Field("country", about(FieldType.CODE), NoNames(), widget=made)
    qtbot.addWidget(holder)
    for at, letter in enumerate("Malaysia", 1):
        QTest.keyClicks(made.lineEdit(), letter)
        assert made.lineEdit().text() == "Malaysia"[:at]


def test_enter_in_a_title_makes_no_new_line(qtbot: QtBot) -> None:
    made = BlockInput(about(FieldType.TEXT), least_lines=1, one_paragraph=True)
    qtbot.addWidget(made)
    QTest.keyClicks(made, "one")
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClicks(made, "two")
    assert made.value() == "onetwo"


def test_every_input_says_its_name(qtbot: QtBot) -> None:
    for field, _value, unknowable in VALUES:
        made = Field("x", field, NoNames(), unknowable)
        qtbot.addWidget(made)
        target: QWidget = made.input.target()
        assert target.accessibleName() == "Label"


def test_a_segment_is_chosen_by_whoever_toggles_it(qtbot: QtBot) -> None:
    """A screen reader toggles; it does not click."""
    made = Segments((("draw", "Draw"), ("see", "See")), "Show")
    qtbot.addWidget(made)
    told: list[str] = []
    made.chosen.connect(told.append)
    made.choose("see")
    assert (made.key, told) == ("see", [])
    made.findChildren(QPushButton)[0].toggle()
    assert (made.key, told) == ("draw", ["draw"])


def test_other_choices_of_segments_keep_their_place_for_tab(qtbot: QtBot) -> None:
    before, after = QPushButton(), QPushButton()
    made = Segments((("2025", "2025"),), "Year")
    around = vbox(before, made, after)
    qtbot.addWidget(around)
    told: list[str] = []
    made.chosen.connect(told.append)
    made.set_choices([("2027", "2027"), ("2026", "2026"), ("2025", "2025")], "2026")
    assert (made.key, told) == ("2026", [])
    assert [*focus_chain(before)] == [*map(made.part, ("2027", "2026", "2025")), after]
    made.part("2025").click()
    assert told == ["2025"]
    made.set_choices([("2024", "2024")], "2024")
    assert (made.key, told) == ("2024", ["2025"])
    assert [one.text() for one in made.findChildren(QPushButton) if not one.isHidden()] == ["2024"]
