"""The database worker: in order, late answers dropped, faults visible."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_answers_come_in_order_and_in_the_windows_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[int, bool, bool]] = []
    main = threading.current_thread()
    for number in range(50):
        tasks.ask(
            lambda n=number: (n, threading.current_thread() is main),
            then=lambda a: seen.append((*a, threading.current_thread() is main)),
        )
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == [(number, False, True) for number in range(50)]


def test_a_newer_question_makes_the_older_one_late(qtbot: QtBot, tasks: Tasks) -> None:
    go = threading.Event()
    seen: list[str] = []
    owner = QObject()
    tasks.ask(lambda: go.wait(10))
    tasks.ask(lambda: "old", then=seen.append, owner=owner, turn="search")
    tasks.ask(lambda: "new", then=seen.append, owner=owner, turn="search")
    tasks.ask(lambda: "other", then=seen.append, owner=owner, turn="preview")
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == ["new", "other"]


def test_no_answer_for_an_owner_that_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    from shiboken6 import delete

    go = threading.Event()
    seen: list[int] = []
    owner = QObject()
    tasks.ask(lambda: go.wait(10))
    tasks.ask(lambda: 1, then=seen.append, owner=owner)
    delete(owner)
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == []


def test_a_cancelled_question_never_begins(qtbot: QtBot, tasks: Tasks) -> None:
    go = threading.Event()
    begun: list[int] = []
    tasks.ask(lambda: go.wait(10))
    tasks.ask(lambda: begun.append(1)).cancel()
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert begun == []


def test_an_error_reaches_the_one_place_for_faults(qtbot: QtBot, tasks: Tasks) -> None:
    def wrong() -> None:
        raise ValueError("disk")

    with qtbot.waitSignal(tasks.went_wrong) as told:
        tasks.ask(wrong)
    assert str(told.args[0]) == "disk"


def test_an_error_goes_to_whoever_asked_for_it(qtbot: QtBot, tasks: Tasks) -> None:
    def wrong() -> None:
        raise ValueError("disk")

    seen: list[BaseException] = []
    tasks.ask(wrong, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert str(seen[0]) == "disk"


def test_closing_runs_the_last_call_and_answers_nothing_more(qtbot: QtBot) -> None:
    tasks = Tasks()
    done: list[str] = []
    seen: list[int] = []
    tasks.ask(lambda: 1, then=seen.append)
    tasks.close(lambda: done.append("closed"))
    assert done == ["closed"]
    assert tasks.ask(lambda: 2, then=seen.append).cancelled
    qtbot.wait(1)
    assert seen == []
