"""The database worker: one thread that runs the calls to services one after another.

The window's thread never waits. Answers come back by a queued signal and are dropped when they are
late (a newer question took their turn), cancelled, or their owner is gone. What goes wrong always
ends in one visible message.

Long work (`gui/concurrency/jobs.py`) runs in the same thread and lets the questions of the window
in between its steps; other long work, and what is asked `alone`, waits until it is done.

Nothing is polled. An answer is in `_done` before its wake-up is posted, and Qt loses no posted
event. A question is lost only with a worker that dies: such a thread still counts as alive for a
while, so that whoever asks then starts no other. It says itself that it ends, last of all, and has
a follower (decision 50).
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from .gui_priority import gui_priority
from .jobs import Job, Work

if TYPE_CHECKING:
    from rilo_desktop.services.office.progress import Progress

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Failed = Callable[[BaseException], object]

SHOWING = 0.008
"""Seconds of showing answers after which the window has its turn before the next one."""

QUIET = 150
"""Milliseconds without a question after which those for later are asked: a page that is being
made, or somebody who types, asks the next one within this time."""


class Tasks(QObject):
    """Questions from the window's thread, answers to it, in order."""

    went_wrong = Signal(object)
    """An exception nobody else took: the window shows it."""
    idle = Signal()
    works_changed = Signal()
    """Long work was asked for, or is over; `works` says which there is."""
    progressed = Signal(object)
    """A `Work` is further than it was; told at most every tenth of a second."""
    _woken = Signal()
    _ended = Signal(object)
    """The thread that ends."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = _Queue()
        self._turns: dict[tuple[int, str], Job] = {}
        self._open = 0
        self._closed = False
        self._done: deque[Job] = deque()
        self._woken.connect(self._take_done, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        # Not 0: timers that are due together are served in one go, with no paint between them
        self._breath = QTimer(self, interval=1, singleShot=True)
        self._breath.timeout.connect(self._take_done)
        self._quiet = QTimer(self, interval=QUIET, singleShot=True)
        self._quiet.timeout.connect(self._ask_later)
        self._later: list[Job] = []
        self._thread: threading.Thread | None = None
        self.works: list[Work] = []
        """Long work that is not over, the one that runs first."""
        self._quiet_works: list[Work] = []

    def ask(
        self,
        call: Callable[[*Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        turn: str = "",
        alone: bool = False,
        later: bool = False,
    ) -> Job:
        """Run `call(*args)` in the worker, `then(result)` or `failed(error)` in this thread.

        `turn`: a newer question of the same owner and turn makes this one late. `alone`: never in
        between the steps of long work. `later`: when nobody asks anything else (QUIET); for what
        completes a page that already stands, such as counts.
        """
        job = Job(call, args, then, failed, owner, alone)
        job.later = later
        return self._ask(job, turn)

    def work(
        self,
        working: str,
        call: Callable[[*Ts, Progress], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        turn: str = "",
        free: Callable[[], bool] = lambda: True,
        quiet: bool = False,
        shown_only: bool = False,
    ) -> Job:
        """Run `call(*args, progress)` as long work; `working` says what is being done.

        `failed` gets `Cancelled` too. `free` is asked, in the worker, whether other questions may
        be answered between two steps. `quiet`: nobody asked for it; it is not shown, and given up
        without a question when the office is locked. `shown_only`: nothing of it is kept; it is
        given up without a question when its page goes.
        """
        job = Job(call, args, then, failed, owner, alone=True)
        job.work = Work(working, lambda: self._run_short_jobs(free), self._on_step)
        job.work.shown_only = shown_only
        if not self._closed:
            gui_priority().enter()
            (self._quiet_works if quiet else self.works).append(job.work)
            self._ask(job, turn)
            self.works_changed.emit()
        return job

    def _ask(self, job: Job, turn: str) -> Job:
        if self._closed:
            job.cancel()
            return job
        if turn:
            key = (id(job.owner), turn)
            older = self._turns.get(key)
            if older is not None:
                older.cancel()
            self._turns[key] = job
        self._open += 1
        if job.later:
            self._later.append(job)
        else:
            self._put(job)
        if self._later:
            self._quiet.start()
        return job

    def _put(self, job: Job) -> None:
        self._queue.put(job)
        self._keep_worker()

    def _keep_worker(self) -> None:
        """There is a thread that answers; one that died (no memory left, say) has a follower."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._thread = threading.Thread(target=self._run, name="database", daemon=True)
        self._thread.start()

    def _ask_later(self) -> None:
        waiting, self._later = self._later, []
        for job in waiting:
            self._put(job)

    @property
    def busy(self) -> bool:
        return self._open > 0

    def flush(self) -> bool:
        """Ask what is for later now, where nothing else is open. Returns whether all is answered.

        For who waits for all answers (the self-test, tests): nobody types meanwhile.
        """
        if self._later and self._open == len(self._later):
            self._quiet.stop()
            self._ask_later()
        return not self.busy

    def stop_works(self) -> None:
        """End all long work at its next step; it leaves nothing half done."""
        for work in self.works:
            work.cancel()
        self.stop_quiet_works()

    def stop_quiet_works(self) -> None:
        for work in self._quiet_works:
            work.cancel()

    def close(self, last: Callable[[], object] | None = None, seconds: float = 10.0) -> None:
        """Answer nothing more, run `last` in the worker, and end it."""
        if self._closed:
            return
        self._closed = True
        self._quiet.stop()
        self.stop_works()
        if last is not None:
            self._queue.put(Job(last, (), None, None, None, alone=True))
        self._queue.put(None)
        if self._thread is not None:
            self._keep_worker()
            self._thread.join(seconds)
        elif last is not None:
            last()
        for works in (self.works, self._quiet_works):
            while works:
                works.pop()
                gui_priority().leave()

    # --- in the worker

    def _run(self) -> None:
        try:
            while (job := self._queue.get()) is not None:
                self._answer(job)
        finally:
            if isValid(self):
                self._ended.emit(threading.current_thread())

    def _answer(self, job: Job) -> None:
        try:
            if not job.cancelled:
                job.result = job.run()
        except BaseException as error:
            job.error = error
        finally:
            self._done.append(job)
        if isValid(self):
            self._woken.emit()

    def _run_short_jobs(self, free: Callable[[], bool]) -> None:
        if threading.current_thread() is not self._thread:
            return
        while free() and (job := self._queue.get_short()) is not None:
            self._answer(job)

    def _on_step(self, work: Work) -> None:
        if isValid(self):
            self.progressed.emit(work)

    # --- in the window's thread

    @Slot(object)
    def _on_ended(self, thread: threading.Thread) -> None:
        """What is waited for comes, whatever became of the worker."""
        if thread is self._thread and not self._closed:
            self._thread = None
            if self._open:
                self._keep_worker()
            self._take_done()

    @Slot()
    def _take_done(self) -> None:
        """Every answer that is there, in order; what one of them raises holds no other up.

        Where one takes long to show, the window paints and takes keys before the next.
        """
        if self._breath.isActive():
            return
        end = time.monotonic() + SHOWING
        try:
            while self._done:
                self._on_answered(self._done.popleft())
                if time.monotonic() >= end:
                    break
        finally:
            if self._done:
                self._breath.start()

    def _on_answered(self, job: Job) -> None:
        self._open -= 1
        for key in [k for k, t in self._turns.items() if t is job]:
            del self._turns[key]
        for works in (self.works, self._quiet_works):
            if job.work in works:
                works.remove(job.work)
                gui_priority().leave()
                self.works_changed.emit()
        try:
            self._deliver(job)
        finally:
            job.release()
            if not self._open:
                self.idle.emit()

    def _deliver(self, job: Job) -> None:
        if self._closed:
            return
        if job.error is not None:
            # An error is told even when its answer is late, unless the question was withdrawn.
            if job.cancelled:
                return
            if job.failed is not None and job.wanted:
                job.failed(job.error)
            else:
                self.went_wrong.emit(job.error)
        elif job.wanted and job.then is not None:
            job.then(job.result)


class _Queue:
    """Tickets in order, those for later behind all others; and those between long work's steps."""

    def __init__(self) -> None:
        self._tickets: deque[Job | None] = deque()
        self._later: deque[Job] = deque()
        self._lock = threading.RLock()
        # Entered by the lock itself, in one step: a worker that dies can never keep it
        self._there = threading.Condition(self._lock)

    def put(self, job: Job | None) -> None:
        with self._lock:
            if job is not None and job.later:
                self._later.append(job)
            else:
                self._tickets.append(job)
            self._there.notify()

    def get(self) -> Job | None:
        with self._lock:
            while not self._tickets and not self._later:
                self._there.wait()
            return self._tickets.popleft() if self._tickets else self._later.popleft()

    def get_short(self) -> Job | None:
        """The next question that need not be alone; None where there is none now."""
        with self._lock:
            for job in self._tickets:
                if job is None:
                    return None
                if not job.alone:
                    self._tickets.remove(job)
                    return job
            return self._later.popleft() if self._later else None
