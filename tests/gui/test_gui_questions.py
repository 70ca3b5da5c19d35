"""A questionnaire is answered in the editor of its answers: part by part, by the keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from asked_form import KIND, Asked
from gui_windows import LONG, PASSPHRASE
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.questionnaires.carrying import CarryAnswersPage
from rilo_desktop.gui.pages.questionnaires.table import AnswersTablePage
from rilo_desktop.gui.routing import ANSWERS_TABLE, CARRIED_ANSWERS, Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.questions.answer_inputs import SegmentsInput
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import forms, record

FORMS = Path(__file__).parents[2] / "resources" / "forms"
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="session")
def asked_office(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An office with the questionnaire on RILOs, and the id of its empty answers."""
    folder = tmp_path_factory.mktemp("asked") / "office"
    shutil.copytree(new_office, folder)
    with open_store(folder, PASSPHRASE) as session:
        added = forms.add(session, FORMS / "rilo_questionnaire.xlsx")
        wanted = replace(added.form, due="2026-12-15", due_source="announced 3 Nov")
        record.save(session, wanted, added.stored.revision)
        made = forms.answers_of(session, added.form, "2025")
        saved = record.save(session, replace(made.record, answers=()))
        return folder, saved.stored.record.id


@pytest.fixture
def asked(
    qtbot: QtBot,
    asked_office: tuple[Path, str],
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
) -> Asked:
    folder, answers = asked_office
    window = make_window(folder)
    window.resize(1366, 768)
    return Asked(qtbot, window, enter(window), answers)


def test_the_parts_stand_in_the_outline_with_how_far_they_are(asked: Asked) -> None:
    shown = {place.text: place.count for place in asked.editor.outline.rows}
    assert shown["About the answer"] == "0 of 4"
    assert shown["D. Data collection"] == "not asked"
    assert asked.focused() == "about/office", "one begins where the first answer is wanted"
    asked.part("1")
    assert asked.input.view is not None
    assert asked.input.view.part.title == "A. Manpower"
    asked.type("7")
    asked.settle()
    shown = {place.text: place.count for place in asked.editor.outline.rows}
    assert shown["A. Manpower"] == "1 of 4"


def test_all_of_it_is_counted_and_the_day_is_said(asked: Asked) -> None:
    progress = asked.editor.progress
    before = progress.words.text()
    assert before.startswith("0 of ")
    asked.part("1")
    asked.type("7")
    assert progress.words.text() == before.replace("0", "1", 1)
    assert progress.due.text() == "due 15\u00a0Dec\u00a02026, announced 3 Nov"


def test_what_else_a_record_says_stands_on_a_page_of_its_own(asked: Asked) -> None:
    def seen() -> list[str]:
        return [name for name, box in asked.editor.form.sections.items() if box.isVisible()]

    assert seen() == ["answers"]
    assert {"about", "attachments", "handling"} <= {one.key for one in asked.editor.outline.rows}
    asked.editor.show_section("handling")
    assert "answers" not in seen()
    assert {"about", "handling"} <= set(seen())
    asked.editor._go_to("answers")
    assert seen() == ["answers"]
    assert asked.editor.side.mode == "findings", "what is asked needs the room of the paper"


def test_what_is_typed_is_computed_saved_and_taken_back(asked: Asked) -> None:
    asked.part("1")
    asked.type("7")
    assert asked.focused() == "manpower/seconded"
    asked.type("2")
    assert asked.node("manpower/total").value == "9"
    asked.type("?")
    assert asked.node("manpower/posts").not_known
    asked.editor.back_and_forth.undo()
    assert not asked.node("manpower/posts").not_known
    asked.editor.back_and_forth.undo()
    assert asked.node("manpower/total").value == ""
    asked.editor.back_and_forth.redo()
    asked.editor.save()
    asked.settle()
    assert not asked.editor.dirty
    saved = asked.editor.form.record()
    assert isinstance(saved, QuestionnaireAnswers)
    assert {(line.path, line.value) for line in saved.answers} == {
        ("manpower/host", "7"),
        ("manpower/seconded", "2"),
        ("manpower/total", "9"),
    }


def test_a_choice_lets_questions_appear_and_keeps_what_falls_away(asked: Asked) -> None:
    asked.part("2")
    assert asked.input.view is not None
    meeting = asked.node("members/meeting")
    row = asked.input.view.rows[meeting]
    assert isinstance(row.input, SegmentsInput)
    row.take_focus()
    asked.key(Qt.Key.Key_2, ALT)
    asked.settle()
    assert meeting.value == "no"
    reason = asked.node("members/no_meeting")
    assert asked.input.view.rows[reason].isVisible()
    asked.input.view.rows[reason].input.set_value("No budget")
    asked.input.view.rows[reason].input.changed.emit()
    row.take_focus()
    asked.key(Qt.Key.Key_1, ALT)
    asked.settle()
    assert not asked.input.view.rows[reason].isVisible()
    lines = {line.path: (line.value, line.state) for line in asked.input.value()}
    assert lines["members/no_meeting"] == ("No budget", "not_asked")


def test_a_line_of_a_repeat_is_added_answered_and_removed(asked: Asked) -> None:
    asked.part("1")
    view = asked.input.view
    assert view is not None
    languages = next(item for item in view.part.items[0].children if item.name == "languages")
    parent = asked.node("manpower")
    view.added.emit(parent, languages)
    asked.settle()
    assert asked.focused() == "manpower/languages[1]/language"
    view.added.emit(parent, languages)
    asked.settle()
    assert [line.path for line in asked.input.value()] == [
        "manpower/languages[1]",
        "manpower/languages[2]",
    ]
    view.removed.emit(parent.children["languages"][0])
    asked.settle()
    assert [line.path for line in asked.input.value()] == ["manpower/languages[1]"]


def test_what_is_wrong_stands_below_the_question(asked: Asked) -> None:
    asked.part("0")
    asked.type("xx")
    row = asked.input.view.rows[asked.node("about/office")] if asked.input.view else None
    assert row is not None
    assert "Two or three capitals" in row._below.text()
    assert row._below.isVisible()


def test_the_keys_of_parts_pass_over_what_is_not_asked(asked: Asked) -> None:
    asked.part("3")
    assert asked.input.view is not None
    does = asked.input.view.rows[asked.node("scope/does")]
    does.input.set_value(("operate",))
    does.input.changed.emit()
    does.take_focus()
    asked.key(Qt.Key.Key_PageDown, CONTROL)
    asked.settle()
    assert asked.input.part == "6", "it has no question yet, but takes lines"
    asked.editor.show_section("answers/3")
    asked.settle()
    does = asked.input.view.rows[asked.node("scope/does")]
    does.input.set_value(())
    does.input.changed.emit()
    does.take_focus()
    asked.key(Qt.Key.Key_PageDown, CONTROL)
    asked.settle()
    assert asked.input.part == "8"
    asked.key(Qt.Key.Key_PageUp, CONTROL)
    asked.settle()
    assert asked.input.part == "3"


def test_the_answers_of_all_offices_say_who_sent_nothing(asked: Asked) -> None:
    asked.part("1")
    asked.type("7")
    asked.editor.save()
    asked.settle()
    saved = asked.editor.form.record()
    assert isinstance(saved, QuestionnaireAnswers)
    asked.shell.travel(Route(ANSWERS_TABLE, record=str(saved.questionnaire)))
    asked.settle()
    page = asked.shell.page(ANSWERS_TABLE)
    assert isinstance(page, AnswersTablePage)
    assert page.table is not None
    offices = [one.code for one in page.table.offices]
    assert len(offices) == 12
    assert set(page.table.missing) == set(offices) - {"AP"}
    assert page.shown[0] == "About the answer", "each part has its heading"
    assert page.view.currentIndex().row() == 1, "no key stops at a heading"
    host = next(
        at
        for at, row in enumerate(page.shown)
        if not isinstance(row, str) and row.path == ("manpower", "host")
    )
    page.view.go_to(host, offices.index("AP"))
    assert "AP: 7" in page._row.text()
    assert page._foot.text() == "7 in 1 answer. 11 offices are not in it."
    spoken = [cell.spoken for cell in page.view.rows[host].cells]
    assert sum("nothing received" in words for words in spoken) == 11
    page.what.part("differences").click()
    assert page._same.isVisible(), "a sentence stands where a table without rows would"
    page.what.part("who").click()
    assert page.who.rows[offices.index("AP")][1:] == ("received", "", "2026112701")


def newer_form(folder: Path) -> Path:
    """A version that asks for the host's staff under another name, and who answers by a day."""
    book = openpyxl.load_workbook(FORMS / "rilo_questionnaire.xlsx")
    for row in (*book["survey"].iter_rows(min_row=2), *book["settings"].iter_rows(min_row=2)):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("${host}", "${host_staff}")
            if cell.value == "host":
                cell.value = "host_staff"
            elif str(cell.value) == "2026112701":
                cell.value = "2027010101"
        if row[1].value == "function":
            row[0].value = "date"
    path = folder / "newer.xlsx"
    book.save(path)
    return path


def test_answers_are_carried_over_to_a_newer_version_when_the_officer_says_so(
    asked: Asked, tmp_path: Path
) -> None:
    asked.input.go_to_path("about/function")
    asked.type("Deputy Head")
    asked.part("1")
    asked.type("7")
    asked.type("2")
    asked.editor.save()
    asked.settle()
    carry = (Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    asked.key(*carry)
    asked.settle()
    assert asked.editor.isVisible(), "these are of the newest version: there is nothing to show"
    asked.shell.context.serve(forms.add, newer_form(tmp_path), then=str, owner=asked.shell)
    asked.settle()
    asked.key(*carry)
    asked.settle()
    page = asked.shell.page(CARRIED_ANSWERS)
    assert isinstance(page, CarryAnswersPage)
    assert page._title.text() == "Carry over to version 2027010101"
    assert page.table.hasFocus()
    assert [row[:2] for row in page.table.rows] == [
        ("Staff of the host administration", "7"),
        ("Answered by (function, no name)", "Deputy Head"),
        ("Seconded staff", "2"),
    ]
    left, unfit, taken = [row[2] for row in page.table.rows]
    assert left == "not asked any more: it stays in the old answers"
    assert unfit.startswith("carried over, to be corrected: ")
    assert taken == "carried over"
    assert page.make_button.accessibleName() == "Carry over 2 answers"
    context = asked.shell.context
    context.count([KIND])
    asked.settle()
    assert context.counts[KIND] == 1, "nothing is written before the officer says so"
    asked.key(Qt.Key.Key_Return, CONTROL)
    asked.settle()
    made = asked.editor.form.record()
    assert isinstance(made, QuestionnaireAnswers)
    assert asked.editor.isVisible()
    assert (made.form_version, made.workflow) == ("2027010101", "draft")
    said = {line.path: line.value for line in made.answers}
    assert said == {"about/function": "Deputy Head", "manpower/seconded": "2"}
    asked.shell.travel(Route(CARRIED_ANSWERS, record=asked.answers))
    asked.settle()
    assert page.make_button.accessibleName() == "Open the new answers"
    assert [row[2] for row in page.table.rows][1:] == [
        "answered there already: that answer stays",
        "answered there already: that answer stays",
    ]


def test_a_figure_and_a_record_of_the_office_are_offered_and_taken(asked: Asked) -> None:
    asked.part("0")
    office = asked.node("about/office")
    assert asked.input.view is not None
    row = asked.input.view.rows[office]
    asked.qtbot.waitUntil(lambda: row.offers is not None)
    assert row.offers is not None
    assert office.value == "", "nothing is filled in silently"
    room = row.offers.height() - row.offers.childrenRect().bottom()
    assert room > row.fontMetrics().height() // 2, "it belongs to this question, not to the next"
    row.offers.taken.emit("AP")
    assert office.value == "AP"
    asked.settle()
    assert "about/office" in {line.path for line in asked.input.value()}


def test_two_officers_answer_two_questions_and_both_stay(asked: Asked) -> None:
    asked.part("1")
    asked.type("7")
    session = asked.window.office.session

    def theirs() -> None:
        stored = record.get(session, asked.answers)
        assert isinstance(stored.record, QuestionnaireAnswers)
        form = forms.get(session, str(stored.record.questionnaire))
        opened = forms.opened(session, form, stored.record, stored.revision)
        opened.state.answer("about/function", "Deputy Head")
        forms.save(session, opened)

    asked.window.tasks.ask(theirs)
    asked.settle()
    asked.editor.save()
    asked.qtbot.waitUntil(lambda: asked.editor._conflict is not None, timeout=LONG)
    asked.settle()
    conflict = asked.editor._conflict
    assert conflict is not None
    assert "What each of you wrote is kept" in conflict._about.text()
    assert not conflict.choices.first_taken
    conflict.take_button.click()
    asked.settle()
    asked.editor.save()
    asked.settle()
    assert not asked.editor.dirty
    saved = asked.editor.form.record()
    assert isinstance(saved, QuestionnaireAnswers)
    said = {line.path: line.value for line in saved.answers}
    assert said == {"about/function": "Deputy Head", "manpower/host": "7"}
