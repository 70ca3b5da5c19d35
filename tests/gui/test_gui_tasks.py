# mypy: disable-error-code="misc, return-value, type-var"
"""The database worker: in order, late answers dropped, faults visible."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.concurrency.jobs import Job
from rilo_desktop.gui.concurrency.worker import Tasks
from rilo_desktop.gui.widgets.layouts import vbox
from rilo_desktop.gui.widgets.progress import ProgressStrip
from rilo_desktop.services.office.progress import Cancelled, Progress


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


def test_the_window_has_its_turn_between_answers_that_take_long(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both answers are there; a key or a paint waits for one of them at most."""
    monkeypatch.setattr(
        "rilo_desktop.gui.concurrency.worker.SHOWING", 0
    )  # as if each took that long
    seen: list[str] = []

    def show(answer: str) -> None:
        seen.append(answer)
        QTimer.singleShot(0, lambda: seen.append(f"turn after {answer}"))

    for answer in ("one", "two"):
        tasks.ask(lambda a=answer: a, then=show)
    answered = threading.Event()
    tasks.ask(answered.set)
    assert answered.wait(10)
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen == ["one", "turn after one", "two", "turn after two"]


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


def test_what_is_for_later_comes_behind_every_other_question(qtbot: QtBot, tasks: Tasks) -> None:
    begun, go = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow() -> str:
        begun.set()
        go.wait(10)
        return "first count"

    tasks.ask(slow, then=seen.append, later=True)
    tasks.ask(lambda: "second count", then=seen.append, later=True)
    tasks.ask(lambda: "page", then=seen.append)
    qtbot.waitUntil(begun.is_set)
    tasks.ask(lambda: "search", then=seen.append)
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == ["page", "first count", "search", "second count"]


def test_what_is_for_later_is_asked_at_once_for_who_waits_for_all(
    qtbot: QtBot, tasks: Tasks
) -> None:
    tasks._quiet.setInterval(3_600_000)  # a quiet moment never comes by itself
    go = threading.Event()
    seen: list[str] = []
    tasks.ask(lambda: "count", then=seen.append, later=True)
    tasks.ask(lambda: "list" if go.wait(10) else "", then=seen.append)
    assert not tasks.flush()
    assert tasks._later, "it was asked while something else was open"
    go.set()
    qtbot.waitUntil(tasks.flush)
    assert seen == ["list", "count"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_that_died_has_a_follower(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[str] = []
    tasks.ask(lambda: "before", then=seen.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    for _ in range(3):
        worker = tasks._thread
        assert worker is not None
        kill(worker)
        tasks.ask(lambda: "after", then=seen.append)  # wakes it up to die
        qtbot.waitUntil(lambda: not tasks.busy)
        worker.join(10)
        assert not worker.is_alive()
    assert seen == ["before", *["after"] * 3]


def test_what_is_asked_while_the_worker_dies_is_answered(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that ends counts as alive: nobody who asks now can know that it will not answer."""
    dying, go = threading.Event(), threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _what: (dying.set(), go.wait(10)))
    seen: list[str] = []
    tasks.ask(lambda: "before", then=seen.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    worker = tasks._thread
    assert worker is not None
    kill(worker, MemoryError)
    tasks._queue.put(Job(lambda: None, (), None, None, None))  # wakes it up to die
    assert dying.wait(10)
    assert worker.is_alive()
    tasks.ask(lambda: "while it dies", then=seen.append)
    assert tasks._thread is worker
    qtbot.waitUntil(lambda: not tasks.busy)
    assert worker.is_alive()
    assert seen == ["before", "while it dies"]
    go.set()


def kill(thread: threading.Thread, error: type[BaseException] = SystemExit) -> None:
    """It ends where it stands, as with no memory left."""
    assert thread.ident is not None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(error)
    )


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


class Steps:
    """Long work in steps that the test opens one by one, and what it hears at each."""

    def __init__(self, count: int = 3) -> None:
        self.count = count
        self.at = 0
        self.may = threading.Semaphore(0)

    def __call__(self, progress: Progress) -> str:
        for n in range(1, self.count + 1):
            self.at = n
            assert self.may.acquire(timeout=10)
            progress(n, self.count, "Counting")
        return "done"


def test_questions_are_answered_between_the_steps_of_long_work(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []
    steps = Steps()
    tasks.work("Counting", steps, then=seen.append)
    tasks.ask(lambda: seen.append(f"alone after {steps.at}"), alone=True)
    tasks.ask(lambda: f"asked at {steps.at}", then=seen.append)
    steps.may.release()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["asked at 1"]
    steps.may.release(2)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert sorted(seen) == ["alone after 3", "asked at 1", "done"]


def test_nothing_is_answered_inside_an_operation(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []
    steps = Steps()
    tasks.work("Counting", steps, then=seen.append, free=lambda: False)
    tasks.ask(lambda: "a list", then=seen.append)
    steps.may.release(3)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == ["done", "a list"]


def test_cancelled_long_work_ends_at_its_next_step(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []
    wrong: list[BaseException] = []
    steps = Steps()
    ticket = tasks.work("Counting", steps, then=seen.append, failed=wrong.append)
    steps.may.release()
    qtbot.waitUntil(lambda: steps.at == 2)
    ticket.stop()
    steps.may.release()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == []
    assert [type(error) for error in wrong] == [Cancelled]
    assert steps.at == 2
    assert tasks.works == []


def test_what_needs_no_store_runs_beside_and_questions_are_answered(
    qtbot: QtBot, tasks: Tasks
) -> None:
    seen: list[object] = []
    go = threading.Event()

    def read(progress: Progress) -> tuple[bool, str]:
        main = threading.current_thread()
        return progress.outside(lambda: (go.wait(10), threading.current_thread() is not main))

    tasks.work("Reading", read, then=seen.append)
    tasks.ask(lambda: "a list", then=seen.append)
    qtbot.waitUntil(lambda: seen == ["a list"])
    go.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[1] == (True, True)


def test_an_error_beside_the_store_is_told(qtbot: QtBot, tasks: Tasks) -> None:
    wrong: list[BaseException] = []
    tasks.work("Reading", lambda progress: progress.outside(int, "x"), failed=wrong.append)
    qtbot.waitUntil(lambda: bool(wrong))
    assert isinstance(wrong[0], ValueError)


def test_closing_ends_long_work_first(qtbot: QtBot) -> None:
    done: list[str] = []
    tasks = Tasks()
    begun = threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            begun.set()
            progress(1, 0)

    tasks.work("For ever", endless)
    assert begun.wait(10)
    tasks.close(lambda: done.append("closed"))
    assert done == ["closed"]


def test_the_strip_says_what_is_done_and_cancels(qtbot: QtBot, tasks: Tasks) -> None:
    strip = ProgressStrip(tasks)
    window = vbox(strip)
    qtbot.addWidget(window)
    window.show()
    wrong: list[BaseException] = []
    steps = Steps(5)
    tasks.work("Reading the workbook", steps, failed=wrong.append)
    qtbot.waitUntil(strip.isVisible)
    steps.may.release(2)
    qtbot.waitUntil(lambda: strip.step.text() == "Counting")
    assert strip.words.text() == strip.bar.accessibleName() == "Reading the workbook"
    assert strip.count.text().endswith(" of 5")
    strip.cancel.click()
    assert strip.step.text() == "Cancelling …"
    steps.may.release(5)
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert isinstance(wrong[0], Cancelled)
