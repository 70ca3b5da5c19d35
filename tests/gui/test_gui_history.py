# mypy: disable-error-code="attr-defined, call-arg"
"""The history at the side of an editor: what each revision changed, two compared, one restored."""

from __future__ import annotations

from dataclasses import replace

from gui_walk import is_clipped
from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.history import HistorySide
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.records import record

Place = tuple[MainWindow, Shell]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, window: MainWindow, place: Shell, at: int = 0) -> EditorPage:
    page = place.list_page("case-study")
    qtbot.waitUntil(lambda: page.model.listed(at) is not None, timeout=LONG)
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        page._open_row(at)
    settle(qtbot, window)
    return editor


def write(qtbot: QtBot, window: MainWindow, editor: EditorPage, title: str) -> None:
    """A new title, saved by its keys."""
    line = editor.form.fields["title"].input.target()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(line, title)
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(line, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)


def history_of(qtbot: QtBot, window: MainWindow, editor: EditorPage) -> HistorySide:
    QTest.keyClick(window, Qt.Key.Key_H, CONTROL)
    settle(qtbot, window)
    history = editor.side.history
    assert history is not None
    assert history.isVisible()
    return history


def shown(history: HistorySide) -> list[str]:
    """What the differences say, in words for a screen reader."""
    found = history.differences.scroller.widget().children()
    return [w.accessibleName() for w in found if w.isWidgetType() and w.accessibleName()]  # type: ignore[attr-defined]


def test_a_revision_is_restored_by_the_keyboard(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, window, place)
    first = editor.form.value("title")
    write(qtbot, window, editor, "Second title")
    write(qtbot, window, editor, "Third title")
    history = history_of(qtbot, window, editor)
    assert [history.list.model().index(n, 0).data() for n in range(3)] == [
        "3  Edit",
        "2  Edit",
        "1  Import",
    ]
    assert len(shown(history)) == 1
    assert "Second title" in shown(history)[0]
    assert "Third title" in shown(history)[0]
    assert not history.restore_button.isVisible()
    history.list.setFocus()
    QTest.keyClick(history.list, Qt.Key.Key_End)
    assert history._about.text() == "First revision."
    assert history.restore_button.isVisible()
    history.restore_button.setFocus()
    QTest.keyClick(history.restore_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: editor.form.value("title") == first, timeout=LONG)
    settle(qtbot, window)
    assert not editor.dirty
    assert history.list.model().index(0, 0).data() == "4  Older version restored"
    assert len(history.list.rows) == 4
    stored = record.get(window.office.session, editor.record_id)
    assert stored.record.title == first
    assert window.toast.action_button.isVisible()
    window.toast.action_button.click()
    qtbot.waitUntil(lambda: editor.form.value("title") == "Third title", timeout=LONG)


def test_two_revisions_are_compared(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, window, place)
    first = editor.form.value("title")
    write(qtbot, window, editor, "Second title")
    write(qtbot, window, editor, "Third title")
    history = history_of(qtbot, window, editor)
    history.list.setFocus()
    QTest.keyClick(history.list, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(history.list, Qt.Key.Key_Down, SHIFT)
    settle(qtbot, window)
    QTest.keyClick(history.list, Qt.Key.Key_Home)
    where = history.list.visualRect(history.list.model().index(2, 0)).center()
    QTest.mouseClick(history.list.viewport(), Qt.MouseButton.LeftButton, CONTROL, where)
    settle(qtbot, window)
    assert history._about.text() == "From revision 1 to 3"
    assert len(shown(history)) == 1
    assert first in shown(history)[0]
    assert "Third title" in shown(history)[0]
    assert not history.restore_button.isVisible()
    assert [w.text() for w in history.findChildren(QLabel) if w.isVisible() and is_clipped(w)] == []


def test_nothing_is_restored_over_unsaved_text(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, window, place)
    write(qtbot, window, editor, "Second title")
    history = history_of(qtbot, window, editor)
    history.list.select_row(1)
    assert history.restore_button.isEnabled()
    line = editor.form.fields["title"].input.target()
    line.setFocus()
    QTest.keyClicks(line, " not saved")
    assert not history.restore_button.isEnabled()
    assert history.restore_button.toolTip() == "Save or undo your changes first."
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert history.restore_button.isEnabled()


def test_a_change_by_somebody_else_is_not_written_over(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, window, place)
    write(qtbot, window, editor, "Second title")
    history = history_of(qtbot, window, editor)
    history.list.select_row(1)
    session, name = window.office.session, editor.record_id
    window.tasks.ask(
        lambda: record.save(session, replace(record.get(session, name).record, title="Theirs"))
    )
    with qtbot.waitSignal(place.context.failed, timeout=LONG):
        history.restore_button.click()
    settle(qtbot, window)
    assert record.get(session, name).record.title == "Theirs"


def test_a_record_that_was_never_saved_has_no_history(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.write("case-study")
    settle(qtbot, window)
    editor = place.editor("case-study")
    history = history_of(qtbot, window, editor)
    assert len(history.list.rows) == 0
    assert history._about.text() == "Its history begins with the first save."
    assert not history.restore_button.isVisible()
    QTest.keyClick(window, Qt.Key.Key_H, CONTROL)
    assert editor.side.mode == "findings"


def test_history_follows_from_record_to_record(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, window, place)
    write(qtbot, window, editor, "Second title")
    history = history_of(qtbot, window, editor)
    assert len(history.list.rows) == 2
    editor.leave()
    settle(qtbot, window)
    opened(qtbot, window, place, 3)
    assert len(history.list.rows) == 1
