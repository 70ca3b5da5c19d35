"""Every type of question in the window: in its room, at its edge, and where it was."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import PASSPHRASE, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.gui.widgets.layouts import lay_out
from rilo_desktop.gui.widgets.pictures.input import PicturesInput
from rilo_desktop.gui.widgets.questions.input import QuestionsInput
from rilo_desktop.gui.widgets.questions.part_view import PartView
from rilo_desktop.gui.widgets.questions.picture_input import PictureInput
from rilo_desktop.gui.widgets.questions.question_row import QuestionRow
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.services.office.session import open_store
from screenshots.fixtures import answer_every_type
from screenshots.sample_form import ARABIC, LANGUAGES

KIND = QuestionnaireAnswers.kind.code
Open = Callable[[tuple[str, ...]], "Answered"]


class Answered:
    def __init__(self, qtbot: QtBot, window: MainWindow, editor: EditorPage) -> None:
        self.qtbot, self.window, self.editor = qtbot, window, editor
        made = editor.form.fields["answers"].input
        assert isinstance(made, QuestionsInput)
        self.input = made

    @property
    def view(self) -> PartView:
        assert self.input.view is not None
        return self.input.view

    def go_to(self, path: str) -> QuestionRow:
        """A question that has the focus, once all offers of its part are there."""
        self.input.go_to_path(path)
        settle(self.qtbot, self.window)
        return self.row(path)

    def row(self, path: str) -> QuestionRow:
        return next(row for node, row in self.view.rows.items() if node.path == path)


@pytest.fixture(scope="module")
def office_of_types(
    sample_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[tuple[str, ...], str]]:
    folder = tmp_path_factory.mktemp("types") / "office"
    shutil.copytree(sample_office, folder)
    with open_store(folder, PASSPHRASE) as session:
        return folder, {one: answer_every_type(session, one)[0] for one in (LANGUAGES, ARABIC)}


@pytest.fixture
def opened(
    qtbot: QtBot,
    office_of_types: tuple[Path, dict[tuple[str, ...], str]],
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
) -> Open:
    folder, answers = office_of_types
    window = make_window(folder)
    window.resize(1280, 800)
    shell = enter(window)

    def show(languages: tuple[str, ...]) -> Answered:
        shell.travel(Route(KIND, record=answers[languages]))
        settle(qtbot, window)
        return Answered(qtbot, window, shell.editor(KIND))

    return show


def test_what_is_offered_stays_in_its_room(opened: Open) -> None:
    answered = opened(LANGUAGES)
    row = answered.go_to("seizures/examples")
    assert row.offers is not None
    assert len(row.offers.boxes) > 2
    room = answered.editor.scroller.viewport().width()
    assert answered.editor.form.width() <= room, "long titles of records make no form wider"


def test_the_answer_of_last_year_is_said_in_words(opened: Open) -> None:
    row = opened(LANGUAGES).go_to("office/first")
    assert row.offers is not None
    said = {label.text() for label in row.offers.findChildren(Label)}
    assert "2025: Drugs" in said, "not by the code of the choice"


@pytest.mark.parametrize("path", ["office/needs", "seizures/photo", "seizures/cases"])
def test_a_question_is_in_sight_once_everything_is_there(opened: Open, path: str) -> None:
    answered = opened(LANGUAGES)
    row = answered.go_to(path)
    port = answered.editor.scroller.viewport()
    top = row.mapTo(port, row.rect().topLeft()).y()
    assert row.isAncestorOf(answered.window.focusWidget())
    assert top >= 0
    target = row.input.target()
    assert target.mapTo(port, target.rect().bottomLeft()).y() <= port.height()


def test_an_arabic_form_runs_from_right_to_left(opened: Open) -> None:
    answered = opened(ARABIC)
    row = answered.go_to("office/staff")
    label, target = row._label, row.input.target()
    edge = row.mapToGlobal(row.rect().topRight()).x()
    number = next(one for one in row.findChildren(Label) if one.text() == "1.2")
    assert number.mapToGlobal(number.rect().topRight()).x() == edge
    right = target.mapToGlobal(target.rect().topRight()).x()
    assert label.mapToGlobal(label.rect().topRight()).x() == right
    assert opened(LANGUAGES).view.mirrored is False


def test_the_paper_stands_beside_the_answers(opened: Open) -> None:
    answered = opened(LANGUAGES)
    answered.editor.show_side("paper")
    paper = answered.editor.side.paper
    assert paper is not None
    settle(answered.qtbot, answered.window)
    assert paper.view.pages, "the answers as they will print"


@pytest.mark.parametrize("part", ["0", "1", "2"])
def test_tab_comes_to_offers_and_remarks_as_one_reads(opened: Open, part: str) -> None:
    """They are made after the questions: Tab comes to them at their question, above the next."""
    answered = opened(LANGUAGES)
    answered.input.show_part(part)
    settle(answered.qtbot, answered.window)
    rows = [row for row in answered.view.rows.values() if row.isVisible()]
    for row in rows:
        row.show_remark("")
    visited: list[QWidget] = []
    rows[0].take_focus()
    while (now := answered.window.focusWidget()) is not None and answered.view.isAncestorOf(now):
        assert now not in visited
        visited.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    came = [row for widget in visited for row in rows if row.isAncestorOf(widget)]
    assert [row for row, _ in itertools.groupby(came)] == rows, "row by row, and back to none"
    for row in rows:
        inside = [widget for widget in visited if row.isAncestorOf(widget)]
        offered = row.offers.findChildren(QAbstractButton) if row.offers is not None else []
        assert set(offered) | {row.remark} <= set(inside), row.node.path
        boxes = [widget for widget in inside if row.input.isAncestorOf(widget)]
        assert inside[: len(boxes)] == boxes, "the answer first"


def test_a_remark_is_written_beside_an_answer_and_kept(opened: Open) -> None:
    answered = opened(LANGUAGES)
    row = answered.go_to("office/staff")
    assert row.remark is None
    QTest.keyClick(row.input.target(), Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert row.remark is not None
    assert row.remark.hasFocus()
    QTest.keyClicks(row.remark, "Two of them part-time")
    lines = {line.path: line for line in answered.input.value()}
    assert lines["office/staff"].remark == "Two of them part-time"
    row = answered.go_to("office/why")
    row.write_remark()
    assert row.remark is not None
    QTest.keyClicks(row.remark, "Asked the host")
    lines = {line.path: line for line in answered.input.value()}
    assert lines["office/why"].remark == "Asked the host", "also where there is no answer"
    answered.editor.save()
    settle(answered.qtbot, answered.window)
    answered.input.show_part("1")
    answered.input.show_part("0")
    remark = answered.go_to("office/why").remark
    assert remark is not None
    assert remark.text() == "Asked the host"


def test_a_new_questionnaire_comes_from_a_file(opened: Open) -> None:
    answered = opened(LANGUAGES)
    shell = answered.window.shell
    assert shell is not None
    shell.go(Questionnaire.kind.code)
    settle(answered.qtbot, answered.window)
    page = shell.page(Questionnaire.kind.code)
    assert isinstance(page, ListPage)
    page.begin()
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.reject()
    assert shell.pages.currentWidget() is page


@pytest.mark.parametrize("width", [1024, 1280])
def test_words_of_buttons_have_their_room(opened: Open, width: int) -> None:
    """The label in French, the longest: words of other buttons give way."""
    answered = opened(LANGUAGES)
    answered.window.resize(width, 800)
    head = answered.editor.head
    head.show_document("Envoyer les réponses")
    lay_out()
    assert head.send_document.width() >= head.send_document.sizeHint().width()


def picture_of(answered: Answered) -> PictureInput:
    made = answered.row("seizures/photo").input
    assert isinstance(made, PictureInput)
    return made


def given(answered: Answered, path: str) -> str:
    found = (line.value for line in answered.input.value() if line.path == path)
    return next(found, None) or ""


def paste(answered: Answered, colour: str) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    QApplication.clipboard().setImage(image)
    target = picture_of(answered).target()
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(answered.qtbot, answered.window)


def test_a_question_is_answered_with_a_picture(opened: Open) -> None:
    answered = opened(LANGUAGES)
    form, steps = answered.editor.form, answered.editor.back_and_forth
    answered.go_to("seizures/photo")
    outline = answered.editor.outline
    assert "pictures" not in {place.key for place in outline.rows}
    paste(answered, "#884422")
    (picture,) = form.value("pictures")
    assert given(answered, "seizures/photo") == picture.file
    assert "pictures" in {place.key for place in outline.rows}, "a page of its own"
    assert "not checked yet" in " ".join(
        label.text() for label in picture_of(answered).findChildren(Label)
    )
    paste(answered, "#224488")
    (other,) = form.value("pictures")
    assert other.file == given(answered, "seizures/photo") != picture.file
    steps.undo()
    assert form.value("pictures") == (picture,), "a picture comes and goes with its answer"
    assert given(answered, "seizures/photo") == picture.file
    steps.undo()
    assert form.value("pictures") == ()
    assert given(answered, "seizures/photo") == ""
    steps.redo()
    assert form.value("pictures") == (picture,)
    assert given(answered, "seizures/photo") == picture.file
    target = picture_of(answered).target()
    QTest.keyClick(target, Qt.Key.Key_Delete)
    assert form.value("pictures") == ()
    assert given(answered, "seizures/photo") == ""


def test_a_picture_is_covered_and_checked_among_those_of_the_answers(opened: Open) -> None:
    answered = opened(LANGUAGES)
    form = answered.editor.form
    answered.go_to("seizures/photo")
    paste(answered, "#884422")
    picture_of(answered)._cover.click()
    settle(answered.qtbot, answered.window)
    strip = form.fields["pictures"].input
    assert isinstance(strip, PicturesInput)
    assert strip.isAncestorOf(answered.window.focusWidget())
    assert strip.tools == [], "pictures come and go at their questions"
    assert strip.model.rowCount() == 1
    QTest.keyClick(strip.view, Qt.Key.Key_Delete)
    assert len(form.value("pictures")) == 1
    form.set_value("pictures.1.sanitised", True)
    form.set_value("pictures.1.caption", "The parcel")
    said = " ".join(label.text() for label in picture_of(answered).findChildren(Label))
    assert "The parcel" in said
    assert "checked" in said


def test_what_is_no_picture_is_said_at_the_question(opened: Open, tmp_path: Path) -> None:
    answered = opened(LANGUAGES)
    answered.go_to("seizures/photo")
    (tmp_path / "letter.jpg").write_bytes(b"MZ not a picture")
    made = picture_of(answered)
    made._source.take([str(tmp_path / "letter.jpg")])
    settle(answered.qtbot, answered.window)
    assert "letter.jpg is not a JPEG" in made.complaint()
    assert answered.row("seizures/photo")._below.text() == made.complaint()
    assert answered.editor.form.value("pictures") == ()


def test_a_picture_that_nobody_knows_is_an_answer(opened: Open) -> None:
    answered = opened(LANGUAGES)
    answered.go_to("seizures/photo")
    QTest.keyClicks(picture_of(answered).target(), "?")
    line = next(one for one in answered.input.value() if one.path == "seizures/photo")
    assert line.state == "not_known"
