"""Comments of colleagues in the window: at the record, in the list, on Today, before approval."""

from __future__ import annotations

import pytest
from gui_windows import SECOND, enter_as, lock, releasable, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.today.page import TodayPage
from rilo_desktop.gui.routing import COMMENTS, Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.records import Workflow
from rilo_desktop.rules.findings import blocking
from rilo_desktop.services.records import record, record_comments, review
from rilo_desktop.services.records.lists import Query, all_stored

Place = tuple[MainWindow, Shell]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, window: MainWindow, record_id: str, part: str = "") -> EditorPage:
    place = window.shell
    assert place is not None
    place.travel(Route("case-study", record_id, kind=part))
    settle(qtbot, window)
    return place.editor("case-study")


def keys(window: MainWindow) -> None:
    """Ctrl Shift M, wherever the focus is."""
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Y, CTRL_SHIFT)


def written(qtbot: QtBot, window: MainWindow, editor: EditorPage, text: str) -> None:
    side = editor.side.comments
    QTest.keyClicks(side.text, text)
    QTest.keyClick(side.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)


def texts(editor: EditorPage) -> list[str]:
    return [line.said.text for line in editor.side.comments.view.rows]


def test_a_comment_on_a_field_by_the_keyboard(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    name = releasable(window.office.session)
    editor = opened(qtbot, window, name)
    side, head = editor.side.comments, editor.head
    assert (head.comments.text(), head.comments.accessibleName()) == ("", "Comments")
    before = editor.form.fields["summary"].input.target()
    before.setFocus()
    keys(window)
    settle(qtbot, window)
    assert editor.side.mode == COMMENTS
    assert head.comments.isChecked()
    assert window.focusWidget() is side.text
    assert side.on.currentData() == "summary", "what was written last"
    assert not side.send_button.isEnabled()
    written(qtbot, window, editor, "Which port?")
    assert texts(editor) == ["Which port?"]
    assert (head.comments.text(), head.comments.accessibleName()) == ("1", "1 open comment")
    assert window.toast.words.text() == "Your colleagues see the comment."
    assert side.text.value() is None
    (found,) = record_comments.of_record(window.office.session, name)
    assert (found.field, found.said[0].author) == ("summary", "AP-01")
    assert not editor.dirty
    side.text.setFocus()
    QTest.keyClick(side.text, Qt.Key.Key_Escape)
    assert window.focusWidget() is before, "back to the text"
    keys(window)
    assert window.focusWidget() is side.text
    keys(window)
    assert editor.side.mode != COMMENTS
    assert window.focusWidget() is before


def test_a_colleague_is_told_on_today_answers_and_marks_done(qtbot: QtBot, two: Place) -> None:
    window, place = two
    session = window.office.session
    name = releasable(session)
    title = record.get(session, name).record.title_text
    record_comments.write(session, name, "Which port?", "summary")
    lock(qtbot, window)
    place = enter_as(qtbot, window, SECOND)
    place.go("today")
    settle(qtbot, window)
    page = place.page("today")
    assert isinstance(page, TodayPage)
    line = next(one for one in page.waiting.rows if one.key == f"comments {name}")
    assert line.text == title
    assert line.second.endswith("1 comment for you")
    page.waiting.opened.emit(line)
    settle(qtbot, window)
    editor = place.editor("case-study")
    assert editor.side.mode == COMMENTS
    side = editor.side.comments
    assert "Which port?" in side.view.rows[0].spoken
    side.view.setFocus()
    side.answer_button.setFocus()
    QTest.keyClick(side.answer_button, Qt.Key.Key_Space)
    assert window.focusWidget() is side.text
    assert not side.on.isVisible()
    written(qtbot, window, editor, "Suva.")
    assert texts(editor) == ["Which port?", "Suva."]
    side.done_button.setFocus()
    QTest.keyClick(side.done_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert editor.head.comments.text() == ""
    assert "Done: AP-02" in side.view.rows[-1].spoken
    assert side.done_button.text() == "Open again"
    place.go("today")
    settle(qtbot, window)
    assert not [one for one in page.waiting.rows if one.key.startswith("comments ")]


def test_undo_takes_a_comment_back(qtbot: QtBot, two: Place) -> None:
    window, place = two
    editor = opened(qtbot, window, releasable(window.office.session), COMMENTS)
    editor.side.comments.take_focus()
    written(qtbot, window, editor, "Not so")
    title = editor.form.value("title")
    place.context.undo_wanted.emit()
    settle(qtbot, window)
    assert texts(editor) == []
    qtbot.waitUntil(window.toast.isVisible)
    assert window.toast.words.text() == f"Undone: comment on case study “{title}”"
    place.context.redo_wanted.emit()
    settle(qtbot, window)
    assert texts(editor) == ["Not so"]


def test_what_was_typed_waits_at_its_record(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    session = window.office.session
    first, second, *_ = (one.record.id for one in all_stored(session, Query("case-study")))
    editor = opened(qtbot, window, first, COMMENTS)
    side = editor.side.comments
    side.take_focus()
    QTest.keyClicks(side.text, "half a")
    opened(qtbot, window, second)
    assert side.text.value() is None
    opened(qtbot, window, first)
    assert side.text.value() == "half a"


def test_a_new_record_is_saved_first(qtbot: QtBot, two: Place) -> None:
    window, place = two
    place.travel(Route("case-study", new=True))
    settle(qtbot, window)
    editor = place.editor("case-study")
    editor.show_side(COMMENTS)
    side = editor.side.comments
    assert not side.text.isVisible()
    assert side._empty.text() == "Save the record first; then it can be commented on."


def test_the_field_of_a_comment_is_gone_to(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    name = releasable(window.office.session)
    record_comments.write(window.office.session, name, "Which?", "lessons")
    editor = opened(qtbot, window, name, COMMENTS)
    editor.side.comments.field_button.click()
    settle(qtbot, window)
    at = window.focusWidget()
    assert at is not None
    assert editor.form.fields["lessons"].isAncestorOf(at)


# --- before approval


def waits(qtbot: QtBot, window: MainWindow) -> EditorPage:
    """A case in review with an open comment, looked at by AP-02."""
    session = window.office.session
    name = releasable(session)
    review.send(session, name)
    record_comments.write(session, name, "Which port?")
    lock(qtbot, window)
    enter_as(qtbot, window, SECOND)
    return opened(qtbot, window, name)


def asked(editor: EditorPage) -> Question:
    found = editor.window().findChild(Question)
    assert isinstance(found, Question)
    return found


def workflow(window: MainWindow, editor: EditorPage) -> str:
    return str(record.get(window.office.session, editor.record_id).record.workflow)


@pytest.mark.parametrize("decides", [True, False])
def test_approval_asks_about_open_comments_and_forbids_nothing(
    qtbot: QtBot, two: Place, decides: bool
) -> None:
    window, _ = two
    editor = waits(qtbot, window)
    editor.review.approve_button.click()
    settle(qtbot, window)
    assert workflow(window, editor) == Workflow.IN_REVIEW
    asked(editor).buttons["approve" if decides else "look"].click()
    settle(qtbot, window)
    expected = Workflow.APPROVED if decides else Workflow.IN_REVIEW
    assert workflow(window, editor) == expected
    assert (editor.side.mode == COMMENTS) is not decides


def test_without_open_comments_nothing_is_asked(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    editor = waits(qtbot, window)
    session = window.office.session
    (thread,) = record_comments.of_record(session, editor.record_id)
    record_comments.mark_done(session, thread.id)
    editor.review.approve_button.click()
    settle(qtbot, window)
    assert workflow(window, editor) == Workflow.APPROVED


def test_a_record_shown_meanwhile_is_not_approved(qtbot: QtBot, two: Place) -> None:
    """The count of open comments comes later than the click."""
    window, _ = two
    session = window.office.session
    stored = all_stored(session, Query("case-study"))
    sound = [one.record for one in stored if not blocking(record.findings(session, one.record))]
    other = sound[1].id
    review.send(session, other)
    editor = waits(qtbot, window)
    session, here = window.office.session, editor.record_id
    assert here != other
    (thread,) = record_comments.of_record(session, here)
    record_comments.mark_done(session, thread.id)
    editor.review.approve_button.click()
    editor.review.ask(other)
    settle(qtbot, window)
    for one in (here, other):
        assert record.get(session, one).record.workflow == Workflow.IN_REVIEW
