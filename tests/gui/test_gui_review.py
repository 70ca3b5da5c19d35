# mypy: disable-error-code="call-arg"
"""Review in the editor: the author waits, a second officer approves or returns with a reason."""

from __future__ import annotations

from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, lock, releasable, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.editor.review_strip import ReviewStrip
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import Workflow
from rilo_desktop.services.records import record, review

Place = tuple[MainWindow, Shell]


def opened(qtbot: QtBot, window: MainWindow, record_id: str) -> EditorPage:
    place = window.shell
    assert place is not None
    place.travel(Route("case-study", record_id))
    settle(qtbot, window)
    return place.editor("case-study")


def in_review(qtbot: QtBot, window: MainWindow) -> str:
    """Sent by its author from the editor, looked at by AP-02."""
    name = releasable(window.office.session)
    editor = opened(qtbot, window, name)
    editor.head.send.click()
    settle(qtbot, window)
    assert editor.review.isVisible()
    assert editor.review._words.text() == "In review: waits for AP-02 (Deputy Head)."
    assert not editor.review.approve_button.isVisible()
    lock(qtbot, window)
    enter_as(qtbot, window, SECOND)
    return name


def workflow(window: MainWindow, name: str) -> str:
    return str(record.get(window.office.session, name).record.workflow)


def test_a_second_officer_approves_by_the_keyboard(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    name = in_review(qtbot, window)
    strip = opened(qtbot, window, name).review
    assert strip._words.text() == "AP-01 waits for your decision."
    strip.approve_button.setFocus()
    QTest.keyClick(strip.approve_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert workflow(window, name) == Workflow.APPROVED
    assert not strip.isVisible()


def test_it_is_returned_with_a_reason_that_the_author_reads(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    name = in_review(qtbot, window)
    strip = opened(qtbot, window, name).review
    strip.return_button.setFocus()
    QTest.keyClick(strip.return_button, Qt.Key.Key_Space)
    assert window.focusWidget() is strip.reason
    QTest.keyClick(strip.reason, Qt.Key.Key_Return)
    assert window.toast.words.text() == "Say why it is returned; the author needs the reason."
    assert workflow(window, name) == Workflow.IN_REVIEW
    QTest.keyClicks(strip.reason, "Which port?")
    QTest.keyClick(strip.reason, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert workflow(window, name) == Workflow.DRAFT
    lock(qtbot, window)
    enter_as(qtbot, window, PASSPHRASE)
    editor = opened(qtbot, window, name)
    assert editor.review._words.text() == "Returned by AP-02: Which port?"
    assert editor.head.send.isVisible()


def test_escape_gives_the_question_up(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    strip = opened(qtbot, window, in_review(qtbot, window)).review
    strip.return_button.click()
    QTest.keyClicks(strip.reason, "Half a reason")
    QTest.keyClick(strip.reason, Qt.Key.Key_Escape)
    assert not strip.reason.isVisible()
    assert strip.approve_button.isVisible()
    assert window.focusWidget() is strip.return_button


def test_unsaved_text_is_saved_before_it_is_decided_on(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    name = in_review(qtbot, window)
    editor = opened(qtbot, window, name)
    line = editor.form.fields["title"].input.target()
    line.setFocus()
    QTest.keyClicks(line, "Mine: ")
    editor.review.approve_button.click()
    assert window.toast.words.text() == "Save your changes first, or undo them."
    settle(qtbot, window)
    assert workflow(window, name) == Workflow.IN_REVIEW
    assert editor.form.value("title").startswith("Mine: ")


def test_what_blocks_is_told_and_nothing_is_approved(qtbot: QtBot, two: Place) -> None:
    window, place = two
    session = window.office.session

    def sent() -> str:
        from dataclasses import replace

        new = replace(record.new(session, "case-study"), title="Only a title")
        record.save(session, new)
        review.send(session, new.id)
        return str(new.id)

    names: list[str] = []
    window.tasks.ask(sent, then=names.append)
    settle(qtbot, window)
    lock(qtbot, window)
    place = enter_as(qtbot, window, SECOND)
    strip = opened(qtbot, window, names[0]).review
    with qtbot.waitSignal(place.context.failed, timeout=LONG):
        strip.approve_button.click()
    settle(qtbot, window)
    assert workflow(window, names[0]) == Workflow.IN_REVIEW
    assert window.toast.isVisible()
    assert strip.approve_button.isEnabled()


def test_nothing_is_said_of_a_draft_that_nobody_returned(qtbot: QtBot, two: Place) -> None:
    window, _ = two
    editor = opened(qtbot, window, releasable(window.office.session))
    assert isinstance(editor.review, ReviewStrip)
    assert not editor.review.isVisible()
