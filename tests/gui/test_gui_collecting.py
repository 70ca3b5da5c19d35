# mypy: disable-error-code="misc"
"""Objects of Qt end in the window's thread, whoever makes rubbish: elsewhere the program ends."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from gui_windows import LONG
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.concurrency import gui_gc
from rilo_desktop.gui.concurrency.gui_gc import (
    GuiGarbageCollector,
    collect_set_aside,
    collect_what_is_due,
)
from rilo_desktop.gui.concurrency.gui_priority import gui_priority
from rilo_desktop.gui.concurrency.worker import Tasks
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.services.office.progress import Progress

MUCH = 200_000


class Knot(QWidget):
    """A window of its own that holds itself, so that only the collector finds it."""

    def __init__(self, ended_in: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        layout = QVBoxLayout(self)
        layout.addWidget(QLineEdit())
        timer = QTimer(self, interval=1)
        timer.timeout.connect(self.look)
        timer.start()
        weakref.finalize(self, lambda: ended_in.append(threading.current_thread()))

    def look(self) -> None:
        self.itself = self


def rubbish() -> None:
    """What only the collector finds, more than it ever lets wait."""
    for _ in range(MUCH):
        one: list[object] = []
        one.append(one)


@pytest.fixture
def collector(qtbot: QtBot) -> QObject:
    keeper = QObject()
    GuiGarbageCollector(keeper)
    return keeper


def test_what_the_worker_makes_never_ends_a_window_there(qtbot: QtBot, collector: QObject) -> None:
    tasks, ended_in = Tasks(), list[threading.Thread]()
    for _ in range(5):
        Knot(ended_in)
        tasks.ask(rubbish)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=LONG)
    qtbot.waitUntil(lambda: len(ended_in) == 5, timeout=LONG)
    assert set(ended_in) == {threading.main_thread()}
    tasks.close()


def test_an_answered_question_holds_nothing_of_the_window(qtbot: QtBot, collector: QObject) -> None:
    """The worker's own hold on its last question lasts until the next one."""
    tasks, owner = Tasks(), QObject()
    ended = weakref.ref(owner)
    tasks.ask(rubbish, then=lambda _result, _held=owner: None, owner=owner)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=LONG)
    del owner
    assert ended() is None
    tasks.close()


def test_what_long_work_makes_is_set_aside_until_the_office_is_locked(
    qtbot: QtBot, collector: QObject
) -> None:
    """A look through a million rows would be felt; a window that was set aside with them ends."""
    tasks, ended_in = Tasks(), list[threading.Thread]()
    seen, rows = threading.Event(), list[list[object]]()

    def much(progress: Progress) -> int:
        rows.extend([] for _ in range(MUCH))
        seen.wait(LONG / 1000)
        return len(rows)

    before = gc.get_freeze_count()
    knot = Knot(ended_in)
    tasks.work("Reading", much)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > before + MUCH, timeout=LONG)
    del knot
    seen.set()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=LONG)
    gc.collect()
    assert not ended_in
    collect_set_aside()
    qtbot.waitUntil(lambda: bool(ended_in), timeout=LONG)
    tasks.close()


def test_garbage_is_looked_for_while_the_window_stands(
    qtbot: QtBot, make_window: Callable[..., MainWindow], new_office: object
) -> None:
    make_window(new_office)
    assert not gc.isenabled()
    ended_in: list[threading.Thread] = []
    Knot(ended_in)
    rubbish()
    qtbot.waitUntil(lambda: bool(ended_in), timeout=LONG)


def test_a_look_at_little_collects_nothing() -> None:
    gc.disable()
    gc.collect()
    rounds = [one["collections"] for one in gc.get_stats()]
    collect_what_is_due()
    assert [one["collections"] for one in gc.get_stats()] == rounds


def test_older_things_wait_while_somebody_works(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look through all that is old would stop the window."""
    asked = list[int]()
    gui_priority().enter()
    qtbot.waitUntil(lambda: gui_priority().has_guests)
    monkeypatch.setattr(gui_gc.gc, "get_count", lambda: (1_000, 50, 50))
    monkeypatch.setattr(gui_gc.gc, "collect", asked.append)
    collect_what_is_due()
    assert asked == []
    gui_priority().leave()
    qtbot.waitUntil(lambda: not gui_priority().has_guests)
    collect_what_is_due()  # the collector of a window of this process may have been there before
    assert set(asked) == {2}
