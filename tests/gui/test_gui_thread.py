"""The thread of an action item: entries stay as they are, the next one is never lost."""

from __future__ import annotations

from datetime import date

import pytest
from gui_lines import made
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.widgets.thread.input import ThreadInput
from rilo_desktop.records import NOT_KNOWN, ActionItem, ProgressUpdate

CONTROL = Qt.KeyboardModifier.ControlModifier
BEGUN = ProgressUpdate(date="2025-01", entry="Begun", by="Analyst", progress="in_progress")
TWO = (BEGUN, ProgressUpdate(date=NOT_KNOWN, entry="Moved", progress="in_progress", decision=True))


@pytest.fixture
def thread(qtbot: QtBot) -> ThreadInput:
    found = made(qtbot, ActionItem, "updates")
    assert isinstance(found, ThreadInput)
    found.start(TWO)
    return found


def write(thread: ThreadInput, text: str) -> None:
    thread.fields["entry"].take_focus()
    QTest.keyClicks(thread.fields["entry"].input, text)


def test_what_is_written_counts_before_anybody_adds_it(thread: ThreadInput) -> None:
    said: list[str] = []
    thread.changed.connect(said.append)
    write(thread, "Ok")
    new = thread.value()[-1]
    assert thread.value()[:2] == TWO
    assert (new.entry, new.date, new.by) == ("Ok", date.today().isoformat(), "Head of RILO")
    assert set(said) == {"3.entry"}


def test_added_by_key_and_the_next_one_is_empty(thread: ThreadInput) -> None:
    write(thread, "Ok")
    QTest.keyClick(thread.fields["entry"].input, Qt.Key.Key_Return, CONTROL)
    assert [entry.entry for entry in thread.model.entries] == ["Begun", "Moved", "Ok"]
    assert thread.fields["entry"].value() is None
    assert thread.fields["date"].value() == date.today().isoformat()
    assert len(thread.value()) == 3, "what is proposed is no entry"
    assert not thread.add_button.isEnabled()
    assert thread.model.saved == 2
    write(thread, "More")
    assert [entry.entry for entry in thread.value()] == ["Begun", "Moved", "Ok", "More"]


def test_saved_entries_stay_whatever_is_pressed(thread: ThreadInput) -> None:
    thread.go_to(0, "")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2, Qt.Key.Key_A):
        QTest.keyClick(thread.view, key)
    assert thread.value() == TWO
    thread.set_value(())
    assert thread.value() == TWO


def test_an_entry_that_is_not_saved_can_be_taken_back(thread: ThreadInput) -> None:
    write(thread, "Ok")
    thread.add()
    thread.go_to(2, "")
    QTest.keyClick(thread.view, Qt.Key.Key_Delete)
    assert thread.value() == TWO


def test_undo_and_redo_of_what_was_written(thread: ThreadInput) -> None:
    write(thread, "Ok")
    written = thread.value()
    thread.set_value(TWO)
    assert thread.value() == TWO
    assert thread.fields["entry"].value() is None
    thread.set_value(written)
    assert thread.value() == written
    assert thread.fields["entry"].value() == "Ok"
    assert thread.model.saved == 2


def test_saving_keeps_what_was_written_meanwhile(thread: ThreadInput) -> None:
    write(thread, "Ok")
    sent = thread.value()
    write(thread, "!")
    thread.keep(sent)
    assert [entry.entry for entry in thread.value()] == ["Begun", "Moved", "Ok", "Ok!"]
    assert thread.model.saved == 3
    thread.keep(thread.value())
    assert thread.model.saved == 4
    assert thread.fields["entry"].value() is None


def test_a_date_that_is_none_is_said_and_kept(thread: ThreadInput) -> None:
    write(thread, "Ok")
    thread.fields["date"].input.setText("soon")
    assert thread.complaint()
    assert thread.first_refused() == (2, "date")
    thread.add()
    assert thread.window().focusWidget() is thread.fields["date"].input
    assert len(thread.model.entries) == 2


def test_an_entry_is_said_as_one(thread: ThreadInput) -> None:
    said = [thread.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said[0].startswith("Entry 1 of 2: Jan\u00a02025, Analyst, ")
    assert said[0].endswith(". Begun")
    assert "Decision" in said[1]
    assert thread.model.status(0)
    assert not thread.model.status(1)


def test_long_entries_are_shown_whole(qtbot: QtBot, thread: ThreadInput) -> None:
    thread.start(tuple(ProgressUpdate(date="2025", entry="word " * 200) for _ in range(30)))
    view = thread.view
    qtbot.waitUntil(lambda: view.height() == view.heightForWidth(view.width()))
    last = view.visualRect(thread.model.index(29))
    assert last.bottom() < view.height()
    assert last.height() > 200
