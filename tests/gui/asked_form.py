"""The editor on the answers to a questionnaire, and what a person would do there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gui_windows import PASSPHRASE, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.questions.input import QuestionsInput
from rilo_desktop.questions.answer_tree import AnswerNode, find_node
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import forms, record

KIND = QuestionnaireAnswers.kind.code
NONE = Qt.KeyboardModifier.NoModifier


class Asked:
    """The editor on the answers of an office, and what a person would do there."""

    def __init__(self, qtbot: QtBot, window: MainWindow, shell: Shell, answers: str) -> None:
        self.qtbot, self.window, self.shell, self.answers = qtbot, window, shell, answers
        shell.travel(Route(KIND, record=answers))
        self.settle()
        self.editor: EditorPage = shell.editor(KIND)
        made = self.editor.form.fields["answers"].input
        assert isinstance(made, QuestionsInput)
        self.input = made
        self.settle()

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def part(self, key: str) -> None:
        self.editor.show_section(f"answers/{key}")
        self.settle()
        self.input.take_first()

    @property
    def at(self) -> QWidget:
        widget = self.window.focusWidget()
        assert widget is not None
        return widget

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.at, key, modifier)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.at, words)
        self.key(Qt.Key.Key_Return)

    def node(self, path: str) -> AnswerNode:
        assert self.input.state is not None
        return find_node(self.input.state.root, path)

    def focused(self) -> str:
        """Path of the question that has the focus."""
        assert self.input.view is not None
        rows = self.input.view.rows.items()
        return next((n.path for n, row in rows if row.isAncestorOf(self.at)), "")


Ask = Callable[[str], Asked]
"""Opens the empty answers to a form that is written as a Markdown table of its survey."""


def ask(
    qtbot: QtBot,
    window: MainWindow,
    enter: Callable[[MainWindow], Shell],
    folder: Path,
    survey: str,
) -> Asked:
    form = folder / "form.md"
    form.write_text(
        f"| survey |\n{survey}\n| settings |\n| | form_id | form_title | version |\n"
        "| | asked | A form | 1 |\n"
    )
    with open_store(window.office.folder, PASSPHRASE) as session:
        added = forms.add(session, form)
        made = forms.answers_of(session, added.form, "2025")
        answers = record.save(session, replace(made.record, answers=())).stored.record.id
    return Asked(qtbot, window, enter(window), answers)
