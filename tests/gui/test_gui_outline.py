"""The parts of a record at the leading edge: what is there, what is missing, and the way to it."""

from __future__ import annotations

from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.navigation_list import NavigationItem as Part

Place = tuple[MainWindow, Shell]


def new(qtbot: QtBot, place: Place) -> EditorPage:
    window, work = place
    work.write("case-study")
    settle(qtbot, window)
    return work.editor("case-study")


def part(editor: EditorPage, key: str) -> Part:
    return next(one for one in editor.outline.rows if one.key == key)


def test_every_part_of_the_form_stands_in_its_order(qtbot: QtBot, sample: Place) -> None:
    editor = new(qtbot, sample)
    assert [one.key for one in editor.outline.rows] == list(editor.form.sections)
    assert part(editor, "route").icon == "circle-dashed"
    assert part(editor, "identity").count != ""


def test_a_part_that_was_written_counts_less_and_is_ticked(qtbot: QtBot, sample: Place) -> None:
    editor = new(qtbot, sample)
    before = int(part(editor, "identity").count)
    line = editor.form.fields["title"].input.target()
    line.setFocus()
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        QTest.keyClicks(line, "A title")
    assert int(part(editor, "identity").count) == before - 1


def test_it_leads_to_its_part_and_follows_the_keyboard(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = new(qtbot, sample)
    editor.outline.chosen.emit("lessons")
    settle(qtbot, window)
    focus = window.focusWidget()
    assert focus is not None
    assert editor.form.fields["lessons"].isAncestorOf(focus)
    assert editor.outline.current_key() == "lessons"
    editor.form.fields["title"].take_focus()
    assert editor.outline.current_key() == "identity"
    editor.outline.setFocus()
    QTest.keyClick(editor.outline, Qt.Key.Key_Down)
    assert editor.outline.current_key() != "identity"
    assert window.focusWidget() is editor.outline
    QTest.keyClick(editor.outline, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert editor.form.isAncestorOf(window.focusWidget() or editor.outline)


def test_a_click_leads_into_its_part(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = new(qtbot, sample)
    at = [one.key for one in editor.outline.rows].index("lessons")
    place = editor.outline.visualRect(editor.outline.model().index(at, 0)).center()
    QTest.mouseClick(editor.outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, window)
    focus = window.focusWidget()
    assert focus is not None
    assert editor.form.fields["lessons"].isAncestorOf(focus)
