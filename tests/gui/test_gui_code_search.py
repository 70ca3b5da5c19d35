"""What a text finds in a picker: labels, codes and other names, what is taken standing first."""

from __future__ import annotations

from datetime import date

import pytest
from gui_lines import NoNames
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews.choice_model import Choice
from rilo_desktop.gui.widgets.choice_box import ChoiceBox
from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.gui.widgets.inputs.calendar_popup import CalendarPopup
from rilo_desktop.gui.widgets.inputs.code import CodeInput
from rilo_desktop.gui.widgets.inputs.code_search import matches, meant
from rilo_desktop.gui.widgets.inputs.factory import _listed
from rilo_desktop.gui.widgets.inputs.grade import INFORMATION, GradeInput
from rilo_desktop.gui.widgets.inputs.line import DateInput, read_date
from rilo_desktop.records import NOT_KNOWN, CaseStudy, FieldSpec, FieldType, fields_of
from rilo_desktop.vocabularies import vocabulary, vocabulary_names
from rilo_desktop.vocabularies.names import FOUND_BY, _words

ALT = Qt.KeyboardModifier.AltModifier
COUNTRIES = _listed(vocabulary("country"), "en", False)


def shown(text: str, choices: tuple[Choice, ...]) -> list[str]:
    return [match.shown for match in matches(text, choices)]


@pytest.mark.parametrize("text", ["pharm", "médicaments", "лекарства", "أدوية", "Medicines"])
def test_medicines_are_found_by_what_people_call_them(text: str) -> None:
    choices = _listed(vocabulary("commodity"), "en", False)
    codes = [match.choice.code for match in matches(text, choices)]
    assert codes[0] == "MEDICAL"


def test_what_is_taken_stands_first_and_says_by_what_it_was_found() -> None:
    assert shown("nl", COUNTRIES)[0] == "Netherlands (Kingdom of the)  (NL)"
    found = meant("nl", COUNTRIES)
    assert found is not None
    assert found.code == "NL"
    assert shown("turkey", COUNTRIES) == ["Türkiye  (Turkey)"]
    assert "Ivoire" in shown("cote", COUNTRIES)[0]


def test_a_text_that_may_mean_several_means_none() -> None:
    assert meant("guinea", COUNTRIES) is not None  # one is called so, others hold the word
    assert meant("land", COUNTRIES) is None
    assert meant("", COUNTRIES) is None
    assert meant("no such thing", COUNTRIES) is None


def test_labels_come_before_other_names() -> None:
    choices = (Choice("A", "Boxes", ("cart",)), Choice("B", "Cartons"))
    assert shown("cart", choices) == ["Boxes  (cart)", "Cartons"]
    assert shown("car", choices) == ["Cartons", "Boxes  (cart)"]


def test_words_that_find_a_code_name_lists_and_codes_that_there_are() -> None:
    kept = {name for name in _words() if name.endswith(FOUND_BY)}
    assert kept
    for name in kept:
        known = name.removesuffix(FOUND_BY)
        assert known in vocabulary_names()
        for others in _words()[name].values():
            assert all(other.code in vocabulary(known) for other in others)


def test_the_suggestions_are_in_that_order(qtbot: QtBot) -> None:
    about = fields_of(CaseStudy)["reporting_country"]
    box = CodeInput(about, COUNTRIES)
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    box.setFocus()
    QTest.keyClicks(box, "nl")
    completer = box.completer()
    assert completer is not None
    model = completer.completionModel()
    assert model.index(0, 0).data() == "Netherlands (Kingdom of the)  (NL)"
    completer.popup().hide()
    assert box.value() == "NL"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("west", "RILO Western Europe (WE)"),
        ("WCO", "WCO Secretariat (SEC)"),
        ("rilo a", "RILO Asia and the Pacific (AP)"),
        ("ww", "RILO Western Europe (WE)"),
        ("www", "WCO Secretariat (SEC)"),
        ("(ap", "RILO Asia and the Pacific (AP)"),
        ("jungle", ""),
        (" ", ""),
    ],
)
def test_letters_find_any_word_of_a_closed_list(qtbot: QtBot, typed: str, found: str) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["RILO Asia and the Pacific (AP)", "RILO Western Europe (WE)"])
    box.addItem("WCO Secretariat (SEC)")
    box.setCurrentIndex(-1)
    chosen: list[int] = []
    box.activated.connect(chosen.append)
    QTest.keyClicks(box, typed)
    box.hidePopup()
    assert box.currentText() == found
    assert bool(chosen) is bool(found)


@pytest.mark.parametrize(
    ("typed", "found"), [("west", "RILO Western Europe (WE)"), ("www", "WCO Secretariat (SEC)")]
)
def test_letters_find_any_word_of_an_open_list(qtbot: QtBot, typed: str, found: str) -> None:
    """It is marked there; Enter chooses it, and Escape leaves what was chosen."""
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["RILO Asia and the Pacific (AP)", "RILO Western Europe (WE)"])
    box.addItem("WCO Secretariat (SEC)")
    chosen: list[int] = []
    box.activated.connect(chosen.append)
    for key, ends in ((Qt.Key.Key_Escape, box.itemText(0)), (Qt.Key.Key_Return, found)):
        box.showPopup()
        QTest.keyClicks(box.view(), typed)
        assert box.view().currentIndex().data() == found
        assert (box.currentText(), chosen) == (box.itemText(0), [])
        QTest.keyClick(box.view(), key)
        qtbot.waitUntil(lambda: not box.view().isVisible())
        assert box.currentText() == ends
        box._typed = ""  # as after a second without a key
    assert chosen == [box.currentIndex()]


@pytest.mark.parametrize(
    "word", ["today", "Today", "aujourd'hui", "aujourd’hui", "hoy", "hoje", "сегодня", "اليوم"]
)
def test_today_in_six_languages(word: str) -> None:
    assert read_date(word, date(2026, 11, 28)) == "2026-11-28"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("24 nov 26", "2026-11-24"),
        ("24.11.26", "2026-11-24"),
        ("24/11/26", "2026-11-24"),
        ("24 novembre 2026", "2026-11-24"),
        ("24 ноября 2026", "2026-11-24"),
        ("11/26", ""),
        ("31.02.26", ""),
    ],
)
def test_dates_as_they_are_typed(text: str, found: str) -> None:
    assert read_date(text, date(2026, 11, 28)) == found


@pytest.fixture
def day(qtbot: QtBot) -> DateInput:
    made = DateInput(FieldSpec(FieldType.PARTIAL_DATE, "Date"), may_be_unknown=True)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def opened(day: DateInput) -> CalendarPopup:
    QTest.keyClick(day, Qt.Key.Key_Down, ALT)
    return day.findChildren(CalendarPopup)[-1]


def test_the_calendar_shows_how_it_is_read_and_gives_a_day(day: DateInput) -> None:
    QTest.keyClicks(day, "24 nov 26")
    popup = opened(day)
    assert popup.calendar.selectedDate() == QDate(2026, 11, 24)
    assert "24 November 2026" in popup._read.text().replace("\u00a0", " ")
    popup.calendar.setSelectedDate(QDate(2026, 11, 25))
    QTest.keyClick(popup.calendar.focusProxy() or popup.calendar, Qt.Key.Key_Return)
    popup.calendar.activated.emit(popup.calendar.selectedDate())
    assert day.value() == "2026-11-25"


def test_a_month_a_year_not_known_and_nothing(day: DateInput) -> None:
    day.set_value("2026-11-24")
    opened(day)._take_month()
    assert day.value() == "2026-11"
    opened(day)._take_year()
    assert day.value() == "2026"
    opened(day)._take("")
    assert day.value() is NOT_KNOWN
    day.set_value("2026")
    opened(day).close()
    assert day.value() == "2026"


@pytest.fixture
def grade(qtbot: QtBot) -> GradeInput:
    made = GradeInput(fields_of(CaseStudy)["source_grade"], may_be_unknown=True)
    qtbot.addWidget(made)
    made.follow(CaseStudy(grading_scheme="6x6"))
    return made


@pytest.mark.parametrize("value", ["B2", "F6", "A", "3", "B-2", "X9", NOT_KNOWN, None])
def test_a_grade_is_held_as_it_stands(grade: GradeInput, value: object) -> None:
    grade.set_value(value)
    assert grade.value() == value
    assert grade.complaint() == ""


def test_a_whole_grade_is_typed_at_once(grade: GradeInput) -> None:
    grade.information.set_value("4")
    QTest.keyClicks(grade.source, "b2")
    assert grade.value() == "B2"
    assert (grade.source.value(), grade.information.value()) == ("B", "2")
    assert grade.complaint() == ""


def test_a_grade_is_chosen_in_two_parts_with_their_meaning(grade: GradeInput) -> None:
    grade.source.set_value("B")
    grade.information.set_value("2")
    assert grade.value() == "B2"
    assert grade.source.currentText() == "B  Usually reliable"
    assert grade.information.currentText() == "2  Probably true"


def test_the_scheme_says_which_letters_there_are(grade: GradeInput) -> None:
    grade.set_value("B2")
    grade.follow(CaseStudy(grading_scheme="4x4"))
    assert grade.value() == "B2"
    assert grade.source.currentText() == "B  Mostly reliable"
    grade.follow(CaseStudy(grading_scheme="3x5x2"))
    assert grade.value() == "B2"
    assert grade.target() is grade.text


def test_a_grade_has_the_name_of_its_field_whichever_way_it_is_given(qtbot: QtBot) -> None:
    about = fields_of(CaseStudy)["source_grade"]
    made = GradeInput(about, may_be_unknown=True)
    field = Field("source_grade", about, NoNames(), may_be_unknown=True, widget=made)
    qtbot.addWidget(field)
    for scheme in ("", "6x6", "3x5x2", "4x4"):
        made.follow(CaseStudy(grading_scheme=scheme))
        target = made.target()
        assert target.accessibleName() == about.label
        buddies = [label for label in field.findChildren(QLabel) if label.buddy() is target]
        assert len(buddies) == 1, scheme
    assert made.source.lineEdit().accessibleName() == about.label
    assert made.source.view().accessibleName() == about.label
    assert made.information.view().accessibleName() == f"{about.label}: {INFORMATION}"
    buddies = [label for label in made.findChildren(QLabel) if label.buddy() is made.information]
    assert len(buddies) == 1
