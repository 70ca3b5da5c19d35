"""Reports every block of the GUI thread: how long it did not answer, and what it was doing.

A timer in the GUI thread beats. A second thread checks every few milliseconds and, when the timer
is late, sends the GUI thread a signal whose handler records the stack (reading its frames from
another thread crashes Python 3.11). Only time spent inside `rilo_desktop.gui` counts, and only
while a window is shown: a test that works between two events blocks nobody, nor does one that
drives the program in another process. For benchmarks and tests; a system without such signals
(Windows) records no stack and counts nothing.

    watchdog = Watchdog()
    watchdog.start()
    ...
    for block in watchdog.stop(): print(block)
"""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from rilo_desktop import gui

LIMIT = 0.05
"""Seconds from which on silence is a block."""
BEAT = 10
"""Milliseconds between two signs of life."""
DEPTH = 12
"""Calls of a stack that are told."""
ASKS = hasattr(signal, "pthread_kill")
PACKAGE = str(Path(gui.__file__).parent)
NOT_COUNTED = frozenset({("tasks.py", "close")})
"""At the end the window waits for the store to be closed: it is what the officer asked for."""


@dataclass(frozen=True)
class Block:
    """`seconds` in which the window did not answer; `cpu` of them its thread computed.

    In `queued` of them it could have gone on, and others had the processors: on a machine that
    does much else. Systems that do not tell say 0.
    """

    seconds: float
    cpu: float
    stack: str
    """Where it stood most of the time, innermost call last."""
    queued: float = 0.0

    @property
    def own(self) -> float:
        """Seconds that are the program's own doing: computing, reading, waiting for its worker."""
        return self.seconds - self.queued

    def __str__(self) -> str:
        parts = f"cpu {1000 * self.cpu:.0f}, queued {1000 * self.queued:.0f}"
        return f"blocked for {1000 * self.seconds:.0f} ms ({parts})\n{self.stack}"


class Watchdog:
    """Watches the main thread; made, started and stopped there, one at a time."""

    def __init__(self, limit: float = LIMIT) -> None:
        self.limit = limit
        self.blocks: list[Block] = []
        self._main = threading.main_thread().ident or 0
        self._schedule = _opened(Path(f"/proc/self/task/{threading.main_thread().native_id}"))
        self._timer = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._at = time.monotonic()
        self._computed, self._waited = self._cpu(), self._queue()
        self._silence = _Silence(self._at)
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._before: Any = None
        self._is_writing = False

    def start(self) -> None:
        if ASKS:
            self._before = signal.signal(signal.SIGUSR2, self._on_signal)
        self._timer.start()
        self._watcher.start()

    def stop(self) -> list[Block]:
        """Every block there was."""
        self._timer.stop()
        self._ended.set()
        self._watcher.join()
        self._note()
        if ASKS:
            signal.signal(signal.SIGUSR2, self._before)
        if self._schedule is not None:
            os.close(self._schedule)
            self._schedule = None
        return self.blocks

    def _on_beat(self) -> None:
        self._note()

    def _note(self) -> None:
        silence, cpu = self._silence, self._cpu() - self._computed
        queued, most = self._queue() - self._waited, silence.seconds
        if most >= self.limit and _is_anything_shown():
            self.blocks.append(Block(most, min(cpu, most), silence.stack, min(queued, most)))
        self._at, self._computed, self._waited = time.monotonic(), self._cpu(), self._queue()
        self._silence = _Silence(self._at)

    def _on_signal(self, _number: int, frame: FrameType | None) -> None:
        if self._is_writing:  # the machine is slow: the next signal came in the middle of the last
            return
        self._is_writing = True
        try:
            self._silence.add(frame, time.monotonic())
        finally:
            self._is_writing = False

    def _watch(self) -> None:
        while not self._ended.wait(BEAT / 1000):
            if ASKS and time.monotonic() - self._at > 2 * BEAT / 1000:
                signal.pthread_kill(self._main, signal.SIGUSR2)

    def _cpu(self) -> float:
        """Seconds the watched thread computed so far; 0 where the system does not tell."""
        if not hasattr(time, "pthread_getcpuclockid"):
            return 0.0
        return time.clock_gettime(time.pthread_getcpuclockid(self._main))

    def _queue(self) -> float:
        """Seconds the watched thread waited for a processor so far; 0 where nobody tells.

        One call to the system: after each of them the window's thread waits for its turn in Python.
        """
        if self._schedule is None:
            return 0.0
        return int(os.pread(self._schedule, 100, 0).split()[1]) / 1e9


def _is_anything_shown() -> bool:
    """Without a window none is silent: before the first is shown, and when the last was closed."""
    return any(window.isVisible() for window in QGuiApplication.topLevelWindows())


def _opened(task: Path) -> int | None:
    """What the system tells of a thread's waiting; None where it tells nothing."""
    try:
        return os.open(task / "schedstat", os.O_RDONLY)
    except OSError:
        return None


Line = tuple[str, int, str]
"""File, line and function."""


class _Silence:
    """What was seen while the window's thread gave no sign of life.

    Written down as plain numbers, and only put into words when somebody asks: to look for the
    lines of the sources took the window's thread up to 70 ms, which were told as a block of its.
    """

    def __init__(self, since: float) -> None:
        self.seconds = 0.0
        self._since = since
        self._seen: Counter[tuple[Line, ...]] = Counter()

    def add(self, frame: FrameType | None, now: float) -> None:
        """It stands here since it was seen before: a long call of C is seen when it ends."""
        before, self._since = self._since, now
        if not _is_inside_package(frame):
            return
        self.seconds += now - before
        self._seen[_lines(frame)] += 1

    @property
    def stack(self) -> str:
        if not self._seen:
            return ""
        ((lines, _often),) = self._seen.most_common(1)
        found = [traceback.FrameSummary(*line) for line in lines]
        return "".join(traceback.StackSummary.from_list(found).format())


def _lines(frame: FrameType | None) -> tuple[Line, ...]:
    """The innermost calls, the last one at the end."""
    found: list[Line] = []
    while frame is not None and len(found) < DEPTH:
        found.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return tuple(reversed(found))


def _is_inside_package(frame: FrameType | None) -> bool:
    found = False
    while frame is not None:
        code = frame.f_code
        if (code.co_filename, code.co_name) == (__file__, "_note"):
            return False
        name = _ours(code.co_filename, PACKAGE)
        if name:
            if (name, code.co_name) in NOT_COUNTED:
                return False
            found = True
        frame = frame.f_back
    return found


@cache
def _ours(path: str, folder: str) -> str:
    """The name of a file in this folder, "" of any other."""
    return Path(path).name if path.startswith(folder) else ""
