# mypy: disable-error-code="arg-type"
"""Whoever works in another thread lets the window's thread go first."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from rilo_desktop.gui.concurrency import gui_priority as room
from rilo_desktop.gui.concurrency.gui_priority import GuiPriority, gui_priority
from rilo_desktop.gui.concurrency.jobs import Work
from rilo_desktop.gui.concurrency.worker import Tasks


@pytest.fixture
def polite(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[GuiPriority]:
    """Every moment but that of a beat is in a turn of the window."""
    monkeypatch.setattr(room, "LATE", -1.0)
    made = GuiPriority(qapp)
    yield made
    made._timer.stop()


def enter(polite, qtbot):
    polite.enter()
    qtbot.waitUntil(lambda: polite._guests == 1)


def beside(call: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    return thread


def test_work_waits_until_the_turn_of_the_window_is_over(polite, qtbot, monkeypatch):
    monkeypatch.setattr(room, "PATIENCE", 60.0)
    order = list[str]()
    enter(polite, qtbot)
    thread = beside(lambda: (polite.wait(), order.append("work")))
    order.append("turn")
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert order == ["turn", "work"]
    polite.leave()


def test_python_changes_threads_sooner_while_somebody_works(polite, qtbot):
    """The window's thread waits anew after each call of Qt."""
    usual = sys.getswitchinterval()
    enter(polite, qtbot)
    assert sys.getswitchinterval() == pytest.approx(room.SWITCH)
    assert usual / 2 > room.SWITCH
    polite.leave()
    qtbot.waitUntil(lambda: not polite.has_guests)
    assert sys.getswitchinterval() == usual


def test_a_turn_that_does_not_end_is_waited_for_once(polite, qtbot, monkeypatch):
    """The window may be waiting for this very thread."""
    monkeypatch.setattr(room, "PATIENCE", 0.001)
    waited = list[float]()
    wait = polite._beaten.wait
    monkeypatch.setattr(polite._beaten, "wait", lambda time: (waited.append(time), wait(time))[1])
    enter(polite, qtbot)
    thread = beside(lambda: [polite.wait() for _ in range(1_000)])
    thread.join(60)
    assert not thread.is_alive()
    assert waited == [0.001]


def test_nobody_waits_for_a_window_that_does_not_beat(polite, qtbot, monkeypatch):
    monkeypatch.setattr(room, "PATIENCE", 60.0)
    enter(polite, qtbot)
    beside(polite.leave).join(60)
    qtbot.waitUntil(lambda: not polite._timer.isActive())
    thread = beside(polite.wait)
    thread.join(60)
    assert not thread.is_alive()


def test_the_beat_stops_with_the_last_guest(polite, qtbot):
    beside(polite.enter).join(60)
    polite.enter()
    qtbot.waitUntil(lambda: polite._guests == 2)
    polite.leave()
    qtbot.waitUntil(lambda: polite._guests == 1)
    assert polite._timer.isActive()
    polite.leave()
    qtbot.waitUntil(lambda: not polite._timer.isActive())


@pytest.mark.parametrize("is_closed", [False, True])
def test_long_work_lets_the_window_go_first_until_it_is_over(qtbot, monkeypatch, is_closed):
    shared, asked = gui_priority(), list[str]()
    before = shared._guests
    monkeypatch.setattr(shared, "wait", lambda: asked.append(threading.current_thread().name))

    may_go_on = threading.Event()

    def work(progress: Work) -> None:
        may_go_on.wait(60)
        progress(1, 2)

    tasks = Tasks()
    tasks.work("Working", work)
    qtbot.waitUntil(lambda: shared._guests == before + 1)
    may_go_on.set()
    if is_closed:
        tasks.close()
    qtbot.waitUntil(lambda: shared._guests == before)
    assert is_closed or asked == ["database"]
    tasks.close()
