# mypy: disable-error-code="attr-defined"
"""Somebody saved the record meanwhile: chosen field by field; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gui_walk import is_clipped
from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.conflict import ConflictView
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records.action_item import ProgressUpdate
from rilo_desktop.services.records import record

Place = tuple[MainWindow, Shell]
CONTROL = Qt.KeyboardModifier.ControlModifier
LONG_TEXT = "A sentence that is long enough to fill a line of the form and some of the next. " * 6


def opened(qtbot: QtBot, place: Place, kind: str) -> EditorPage:
    window, work = place
    work.go(kind)
    settle(qtbot, window)
    page, editor = work.list_page(kind), work.editor(kind)
    qtbot.waitUntil(lambda: page.model.listed(0) is not None, timeout=LONG)
    page._open_row(0)
    settle(qtbot, window)
    return editor


def meanwhile(
    qtbot: QtBot, window: MainWindow, editor: EditorPage, change: Callable[[Any], Any]
) -> None:
    """Another window of the same officer saves the record."""
    session, name = window.office.session, editor.record_id
    window.tasks.ask(lambda: record.save(session, change(record.get(session, name).record)))
    settle(qtbot, window)


def title_of(editor: EditorPage, text: str) -> None:
    line = editor.form.fields["title"].input.target()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(line, text)


def conflict(qtbot: QtBot, window: MainWindow, editor: EditorPage) -> ConflictView:
    """What comes of saving now."""
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(
        lambda: editor._conflict is not None and editor._conflict.isVisible(), timeout=LONG
    )
    settle(qtbot, window)
    assert editor._conflict is not None
    return editor._conflict


def press(window: MainWindow, key: Qt.Key) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_it_is_solved_by_the_keyboard_alone(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, "case-study")
    title_of(editor, "Mine")
    meanwhile(qtbot, window, editor, lambda r: replace(r, title="Theirs", summary=LONG_TEXT))
    shown = conflict(qtbot, window, editor)
    assert shown.choices.first_taken == frozenset({"title"})
    labels = [w for w in shown.findChildren(QLabel) if w.isVisible()]
    assert LONG_TEXT.strip() in {label.text().strip() for label in labels}
    assert [label.text() for label in labels if is_clipped(label)] == []
    focus = window.focusWidget()
    assert isinstance(focus, QRadioButton)
    assert focus.accessibleName() == "Title: Yours"
    press(window, Qt.Key.Key_Right)
    assert shown.choices.first_taken == frozenset()
    press(window, Qt.Key.Key_Left)
    shown.take_button.setFocus()
    press(window, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert editor.form.value("title") == "Mine"
    assert editor.form.value("summary") == LONG_TEXT.strip()
    assert editor.dirty
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)
    stored = record.get(window.office.session, editor.record_id).record
    assert (stored.title, stored.summary.strip()) == ("Mine", LONG_TEXT.strip())


def test_back_to_the_text_takes_nothing_and_asks_again(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, "case-study")
    title_of(editor, "Mine")
    meanwhile(qtbot, window, editor, lambda r: replace(r, title="Theirs"))
    shown = conflict(qtbot, window, editor)
    shown.left.emit()
    assert editor.form.value("title") == "Mine"
    assert editor.form.isVisible()
    assert editor.dirty
    conflict(qtbot, window, editor)


def test_the_entries_of_both_stay_in_a_thread(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, "action-item")
    theirs = ProgressUpdate(date="2026-11-20", entry="Written by somebody else")
    before = record.get(window.office.session, editor.record_id).record.updates
    thread = editor.form.fields["updates"].input
    thread.fields["entry"].take_focus()
    QTest.keyClicks(thread.fields["entry"].input, "Written by me")
    meanwhile(qtbot, window, editor, lambda r: replace(r, updates=(*r.updates, theirs)))
    shown = conflict(qtbot, window, editor)
    assert shown.choices.first_taken == {"status_as_of"}  # follows from my entry
    shown.take_button.click()
    settle(qtbot, window)
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)
    kept = record.get(window.office.session, editor.record_id).record.updates
    assert [entry.entry for entry in kept] == [
        *(entry.entry for entry in before),
        "Written by somebody else",
        "Written by me",
    ]


def test_what_was_chosen_can_be_undone_before_it_is_saved(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, "case-study")
    title_of(editor, "Mine")
    meanwhile(qtbot, window, editor, lambda r: replace(r, title="Theirs"))
    conflict(qtbot, window, editor).take_button.click()
    settle(qtbot, window)
    assert editor.form.value("title") == "Mine"
    editor.head.undo.click()
    assert editor.form.value("title") == "Theirs"
    assert not editor.dirty
