"""Undo in an editor, before anything is saved: field by field, lines too; the keys are its own."""

from __future__ import annotations

from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell

Place = tuple[MainWindow, Shell]
CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, place: Place) -> EditorPage:
    window, work = place
    page, editor = work.list_page("case-study"), work.editor("case-study")
    qtbot.waitUntil(lambda: page.model.listed(0) is not None, timeout=LONG)
    page._open_row(0)
    settle(qtbot, window)
    return editor


def focused(editor: EditorPage, name: str) -> QWidget:
    target: QWidget = editor.form.fields[name].input.target()
    target.setFocus()
    return target


def test_what_was_typed_goes_back_field_by_field_and_comes_again(
    qtbot: QtBot, sample: Place
) -> None:
    window, _ = sample
    editor = opened(qtbot, sample)
    title, background = editor.form.value("title"), editor.form.value("background")
    assert not editor.head.undo.isEnabled()
    QTest.keyClicks(focused(editor, "title"), "One ")
    QTest.keyClicks(focused(editor, "background"), "Two ")
    assert editor.head.undo.isEnabled()
    QTest.keyClick(focused(editor, "title"), Qt.Key.Key_Z, CONTROL)
    assert editor.form.value("background") == background
    assert editor.form.value("title") == f"One {title}"
    focus = window.focusWidget()
    assert focus is not None
    assert editor.form.fields["background"].isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_Z, CONTROL)
    assert editor.form.value("title") == title
    assert not editor.dirty
    assert not editor.head.undo.isEnabled()
    editor.head.redo.click()
    editor.head.redo.click()
    assert editor.form.value("title") == f"One {title}"
    assert editor.form.value("background").startswith("Two")
    assert editor.dirty
    assert not editor.head.redo.isEnabled()


def test_typing_in_one_field_is_one_step_until_the_keyboard_goes_elsewhere(
    qtbot: QtBot, sample: Place
) -> None:
    editor = opened(qtbot, sample)
    before = editor.form.value("title")
    line = focused(editor, "title")
    QTest.keyClicks(line, "ab")
    focused(editor, "background")
    QTest.keyClicks(focused(editor, "title"), "cd")
    after = editor.form.value("title")
    assert editor.back_and_forth.can_undo
    QTest.keyClick(editor.form.fields["title"].input.target(), Qt.Key.Key_Z, CONTROL)
    assert editor.form.value("title") not in (before, after)
    QTest.keyClick(editor.form.fields["title"].input.target(), Qt.Key.Key_Z, CONTROL)
    assert editor.form.value("title") == before


def test_a_line_that_was_taken_away_comes_back(qtbot: QtBot, sample: Place) -> None:
    editor = opened(qtbot, sample)
    goods = editor.form.fields["goods"].input
    lines = editor.form.value("goods")
    assert lines
    goods.view.setFocus()
    goods.view.setCurrentIndex(goods.model.index(0, 0))
    goods.take_away()
    assert len(editor.form.value("goods")) == len(lines) - 1
    QTest.keyClick(goods.view, Qt.Key.Key_Z, CONTROL)
    assert editor.form.value("goods") == lines
    assert not editor.dirty


def test_a_new_change_forgets_what_was_undone(qtbot: QtBot, sample: Place) -> None:
    editor = opened(qtbot, sample)
    QTest.keyClicks(focused(editor, "title"), "One ")
    editor.head.undo.click()
    assert editor.head.redo.isEnabled()
    QTest.keyClicks(focused(editor, "background"), "Other")
    assert not editor.head.redo.isEnabled()


def test_after_a_save_the_way_back_is_still_there(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample)
    title = editor.form.value("title")
    QTest.keyClicks(focused(editor, "title"), "One ")
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)
    assert not editor.dirty
    editor.head.undo.click()
    assert editor.form.value("title") == title
    assert editor.dirty


def test_another_record_begins_anew(qtbot: QtBot, sample: Place) -> None:
    window, work = sample
    editor = opened(qtbot, sample)
    QTest.keyClicks(focused(editor, "title"), "One ")
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    editor.leave()
    settle(qtbot, window)
    work.list_page("case-study")._open_row(2)
    settle(qtbot, window)
    assert not editor.head.undo.isEnabled()


def test_f8_goes_from_finding_to_finding_and_round(qtbot: QtBot, sample: Place) -> None:
    window, work = sample
    work.write("case-study")
    settle(qtbot, window)
    editor = work.editor("case-study")
    editor.form.show_short(False)
    found = editor.side.view.found
    assert len(found) > 3
    seen = []
    for _ in found:
        QTest.keyClick(window, Qt.Key.Key_F8)
        seen.append(editor.walk.path)
    assert seen == [one.path for one in found]
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert editor.walk.path == found[0].path
