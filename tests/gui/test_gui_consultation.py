"""A draft answered by keyboard: in its rows, one after the other; its text only until then."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.commands import actions_in
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.consultation_comments.page import CommentsPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme import metrics, scaled
from rilo_desktop.gui.theme.tokens import BODY, REGULAR
from rilo_desktop.gui.widgets.consultation.input import ConsultationInput
from rilo_desktop.gui.widgets.consultation.view import Columns
from rilo_desktop.records import Consultation, ConsultationParagraph, Product
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import consultations, record
from rilo_desktop.services.records.changes import Saved

MakeWindow = Callable[..., MainWindow]
Place = tuple[MainWindow, Shell]
CONTROL = Qt.KeyboardModifier.ControlModifier
DRAFT = "1. Offices meet once.\n\n2. They write minutes.\n\n3. They go home.\n"


@pytest.fixture(scope="module")
def consulted(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("consulted") / "office"
    shutil.copytree(new_office, folder)
    draft = folder.parent / "draft.txt"
    draft.write_text(DRAFT, "utf-8")
    with open_store(folder, PASSPHRASE) as session:
        consultations.add(session, draft, "Rules", subject="D-1")
    return folder


class Desk:
    """A window with the draft open, its list under the keys."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.shell = enter_as(qtbot, window, PASSPHRASE)
        session = window.office.session
        (one,) = consultations.choices(session)
        self.shell.travel(Route(consultations.CODE, one.id))
        settle(qtbot, window)
        self.editor = self.shell.editor(consultations.CODE)
        self.answers = cast(ConsultationInput, self.editor.form.fields["paragraphs"].input)
        self.answers.view.setFocus()

    @property
    def focus(self) -> QWidget:
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=LONG)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, held)
        settle(self.qtbot, self.window)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)
        settle(self.qtbot, self.window)

    @property
    def lines(self) -> tuple[ConsultationParagraph, ...]:
        return cast(tuple[ConsultationParagraph, ...], self.editor.form.value("paragraphs"))

    @property
    def row(self) -> int:
        return self.answers.view.currentIndex().row()

    def is_in(self, name: str) -> bool:
        return self.answers.fields[name].isAncestorOf(self.focus)

    def saved(self) -> Consultation:
        self.press(Qt.Key.Key_S, CONTROL)
        self.qtbot.waitUntil(lambda: not self.editor.dirty, timeout=LONG)
        found = record.get(self.window.office.session, self.editor.record_id).record
        assert isinstance(found, Consultation)
        return found


@pytest.fixture
def desk(qtbot: QtBot, make_window: MakeWindow, consulted: Path, tmp_path: Path) -> Desk:
    folder = tmp_path / "office"
    shutil.copytree(consulted, folder)
    return Desk(qtbot, make_window(folder))


def test_a_small_window_says_whole_what_is_saved_and_how_it_stands(desk: Desk) -> None:
    """Keys of the buttons go into their tool tips there."""
    desk.press(Qt.Key.Key_N)
    desk.saved()
    header, columns = desk.editor.head, Columns(505)  # beside the paper
    for size, in_button in (((1024, 700), False), ((1600, 900), True), ((1024, 700), False)):
        desk.window.resize(*size)
        settle(desk.qtbot, desk.window)
        for shown in (header.save, header.send_document):
            assert bool(shown.property("hint")) is in_button
            assert ("Ctrl" in shown.toolTip()) is not in_button
        assert header.state.text().startswith("Saved")
        desk.qtbot.waitUntil(lambda: header.state.toolTip() == "", timeout=LONG)
    for wide, has_undo in ((560, False), (1500, True)):  # the menu has them too
        header.resize(wide, header.height())
        assert header.undo.isHidden() is not has_undo
        assert header.redo.isHidden() is not has_undo
    words = metrics(BODY, REGULAR).horizontalAdvance("Agreed here") + scaled(22)
    assert columns.state[1] >= words


def test_a_draft_is_answered_by_keyboard(desk: Desk) -> None:
    keys = Qt.Key
    assert desk.row == 0
    desk.press(keys.Key_N)
    assert desk.row == 1, "the next one with something to do is chosen"
    desk.press(keys.Key_Return)
    assert desk.is_in("comment")
    desk.press(keys.Key_Tab)
    assert desk.is_in("proposal")
    desk.type("They write short minutes.")
    desk.press(keys.Key_Tab)
    desk.type("Nobody reads long ones.")
    desk.press(keys.Key_Return, CONTROL)
    assert desk.row == 2
    assert desk.answers.view.hasFocus()
    desk.press(keys.Key_Return, CONTROL)
    assert desk.is_in("position"), "without a position nothing is ready"
    desk.press(keys.Key_Escape)
    assert desk.answers.view.hasFocus()
    found = desk.saved().paragraphs
    assert [(one.position, one.agreed) for one in found] == [
        ("no_comment", "agreed"),
        ("amend", "agreed"),
        (None, None),
    ]
    assert (found[1].proposal, found[1].reason) == (
        "They write short minutes.",
        "Nobody reads long ones.",
    )


def test_f8_goes_to_what_is_to_be_done(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_N)
    desk.qtbot.waitUntil(
        lambda: (
            [one.path for one in desk.editor.side.view.found if "paragraphs" in one.path]
            == ["paragraphs.3.position"]
        ),
        timeout=LONG,
    )
    desk.answers._go_to(0)
    for _ in desk.editor.side.view.found:
        desk.press(Qt.Key.Key_F8)
        if desk.answers.view.hasFocus() and desk.row == 2:
            break
    assert desk.row == 2
    assert desk.answers.view.hasFocus(), "N says at once that there is no comment"


def test_what_was_said_goes_back_step_by_step(desk: Desk) -> None:
    before = desk.lines
    desk.press(Qt.Key.Key_N)
    assert desk.lines[0].position == "no_comment"
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.lines == before
    desk.press(Qt.Key.Key_Y, CONTROL)
    assert desk.lines[0].position == "no_comment"


def test_their_text_is_open_until_it_is_answered(desk: Desk) -> None:
    answers = desk.answers
    assert answers._locked.isHidden()
    desk.press(Qt.Key.Key_N)
    assert not answers._locked.isHidden()
    assert answers.add_button.isHidden()
    before = desk.lines
    desk.press(Qt.Key.Key_Delete, CONTROL)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    answers.join_next()
    assert desk.lines == before
    desk.press(Qt.Key.Key_Return)
    assert not answers.fields["text"].isVisible()


def test_paragraphs_are_joined_and_split(desk: Desk) -> None:
    answers = desk.answers
    desk.press(Qt.Key.Key_Return)
    answers.join_next()
    assert [one.text for one in desk.lines] == [
        "Offices meet once.\nThey write minutes.",
        "They go home.",
    ]
    answers._open(0, "text")
    text = answers.fields["text"].input
    assert isinstance(text, QTextEdit)
    cursor = text.textCursor()
    cursor.setPosition(len("Offices meet once."))
    text.setTextCursor(cursor)
    answers.split_here()
    assert [one.text for one in desk.lines] == [
        "Offices meet once.",
        "They write minutes.",
        "They go home.",
    ]
    assert desk.is_in("number")
    desk.type("1a")
    assert [one.number for one in desk.saved().paragraphs] == ["1", "1a", "3"]


def test_segments_show_some_of_the_paragraphs(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N)
    answers, view = desk.answers, desk.answers.view

    def shown() -> list[int]:
        return [row for row in range(3) if not view.isRowHidden(row)]  # type: ignore[attr-defined]

    assert shown() == [0, 1, 2]
    answers.segments.part("no_comment").click()
    assert shown() == [0]
    answers.segments.part("commented").click()
    assert shown() == []
    answers.segments.part("all").click()
    assert shown() == [0, 1, 2]


def test_a_file_adds_its_paragraphs(desk: Desk, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("4. They come again.", "utf-8")
    desk.answers.take_file(more)
    settle(desk.qtbot, desk.window)
    assert [one.number for one in desk.lines] == ["1", "2", "3", "4"]


def test_a_screen_reader_hears_the_whole_row(desk: Desk) -> None:
    model = desk.answers.model
    said = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    for words in ("Paragraph 2, 2 of 3", "Not looked at", "They write minutes."):
        assert words in said


def test_all_comments_stand_by_paragraph(desk: Desk, tmp_path: Path) -> None:
    desk.press(Qt.Key.Key_N)
    desk.saved()
    desk.shell.go("consultation-comments")
    settle(desk.qtbot, desk.window)
    page = cast(CommentsPage, desk.shell.page("consultation-comments"))
    assert [(row.number, row.position) for row in page.view.rows] == [("1", "no_comment")]
    assert "No answer yet" in page.missing.text()
    path = tmp_path / "comments.xlsx"
    page.save(path)
    settle(desk.qtbot, desk.window)
    assert path.stat().st_size > 1_000


def test_the_document_of_a_draft_is_named_and_opened(desk: Desk) -> None:
    session = desk.window.office.session

    saved: list[Saved] = []

    def link() -> None:
        made = record.with_values(
            record.new(session, Product.kind.code), {"title": "Guide to minutes"}
        )
        saved.append(record.save(session, made))
        (one,) = consultations.choices(session)
        stored = record.get(session, one.id)
        values = {"document": saved[0].stored.record.id}
        saved.append(
            record.save(session, record.with_values(stored.record, values), stored.revision)
        )

    desk.window.tasks.ask(link)
    settle(desk.qtbot, desk.window)
    for one_save in saved:
        desk.shell.context.announce(one_save)
    settle(desk.qtbot, desk.window)
    (one,) = consultations.choices(session)
    desk.shell.travel(Route(consultations.CODE))
    desk.shell.travel(Route(consultations.CODE, one.id))
    settle(desk.qtbot, desk.window)
    document = desk.editor.form.fields["document"].input.target()
    assert isinstance(document, QComboBox | QLineEdit)
    shown = document.currentText() if isinstance(document, QComboBox) else document.text()
    assert "Guide to minutes" in shown
    (opens,) = (a for a in actions_in(desk.editor) if a.command.key == "linked document")
    opens.trigger()
    settle(desk.qtbot, desk.window)
    assert desk.shell.editor(Product.kind.code).record_id == saved[0].stored.record.id
    assert desk.shell.editor(Product.kind.code).isVisible()
