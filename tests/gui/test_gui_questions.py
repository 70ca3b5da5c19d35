"""A questionnaire is answered in the editor of its answers: part by part, by the keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from gui_windows import PASSPHRASE, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.questions import QuestionsInput
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import forms, record

KIND = QuestionnaireAnswers.kind.code
FORMS = Path(__file__).parents[1] / "fixtures" / "forms"
Place = tuple[MainWindow, Shell, str]


@pytest.fixture(scope="session")
def asked_office(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An office with the questionnaire on RILOs, and the id of its empty answers."""
    folder = tmp_path_factory.mktemp("asked") / "office"
    shutil.copytree(new_office, folder)
    with open_store(folder, PASSPHRASE) as session:
        added = forms.add(session, FORMS / "rilo_questionnaire.xlsx")
        made = forms.answers_of(session, added.form, "2025")
        saved = record.save(session, replace(made.record, answers=()))
        return folder, saved.stored.record.id


@pytest.fixture
def asked(
    qtbot: QtBot,
    asked_office: tuple[Path, str],
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
) -> Place:
    folder, answers = asked_office
    window = make_window(folder)
    window.resize(1366, 768)
    return window, enter(window), answers


def opened(qtbot: QtBot, place: Place) -> tuple[EditorPage, QuestionsInput]:
    window, shell, answers = place
    shell.travel(Route(KIND, record=answers))
    settle(qtbot, window)
    editor = shell.editor(KIND)
    made = editor.form.fields["answers"].input
    settle(qtbot, window)
    assert isinstance(made, QuestionsInput)
    return editor, made


def test_the_parts_stand_in_the_outline_with_how_far_they_are(qtbot: QtBot, asked: Place) -> None:
    editor, made = opened(qtbot, asked)
    shown = {place.text: place.count for place in editor.outline.rows}
    assert shown["About the answer"] == "0 of 4"
    assert shown["D. Data collection"] == "not asked"
    editor.show_section("answers/1")
    settle(qtbot, asked[0])
    asked[0].grab().save("/tmp/q_manpower.png")
    assert made.view is not None
    assert made.view.part.title == "A. Manpower"


def test_an_answer_lets_questions_appear_and_is_saved(qtbot: QtBot, asked: Place) -> None:
    window, _, _ = asked
    editor, made = opened(qtbot, asked)
    editor.show_section("answers/1")
    settle(qtbot, window)
    made.take_first()
    QTest.keyClicks(window.focusWidget(), "7")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(window.focusWidget(), "2")
    window.grab().save("/tmp/q_typed.png")
    assert made.state is not None
    total = made.state.root.children["manpower"][0].children["total"][0]
    assert total.value == "9"
    editor.show_section("answers/3")
    settle(qtbot, window)
    made.take_first()
    window.grab().save("/tmp/q_scope.png")
    box = made.view.rows[made.state.root.children["scope"][0].children["does"][0]]
    box.input.set_value(("operate", "train"))
    box.input.changed.emit()
    settle(qtbot, window)
    editor.show_section("answers/6")
    settle(qtbot, window)
    made.view.added.emit(
        made.state.root.children["operations"][0], made.view.part.items[0].children[0]
    )
    settle(qtbot, window)
    window.grab().save("/tmp/q_ops.png")
    editor.save()
    settle(qtbot, window)
    lines = editor.form.record().answers
    assert {(line.path, line.value) for line in lines} >= {
        ("manpower/host", "7"),
        ("manpower/seconded", "2"),
        ("manpower/total", "9"),
    }
    assert not editor.dirty
