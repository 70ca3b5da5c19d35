"""Limits in seconds in which this process could run at all.

A machine that sleeps, or tests that somebody stops for minutes (SIGSTOP, a debugger), are no fault
of the program: of such a gap one second counts. What the processor worked counts in any case.

    watch = Watch(); ...; assert watch.seconds < 60
    done = run(command, 60, env=environment)        subprocess.run with such a limit
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

TICK = 0.25
MOST = 1.0
"""Seconds of a gap that count."""


class _Clock(threading.Thread):
    def __init__(self) -> None:
        super().__init__(daemon=True, name="awake")
        self.now = 0.0
        self.start()

    def run(self) -> None:
        before = time.monotonic()
        while True:
            time.sleep(TICK)
            after = time.monotonic()
            self.now += min(after - before, MOST)
            before = after


@cache
def _clock(_process: int) -> _Clock:
    """A child that was forked has no threads of its parent."""
    return _Clock()


class Watch:
    def __init__(self) -> None:
        self._clock = _clock(os.getpid())
        self._awake, self._worked = self._clock.now, time.process_time()

    @property
    def seconds(self) -> float:
        """Since it was made."""
        return max(self._clock.now - self._awake, time.process_time() - self._worked)


def patiently(wait: Callable[[float], Any], limit: float) -> Any:
    """What `wait(seconds)` gives, asked again while it raises TimeoutExpired and the limit is not
    reached."""
    watch = Watch()
    while True:
        try:
            return wait(MOST)
        except subprocess.TimeoutExpired:
            if watch.seconds >= limit:
                raise


def heard(process: subprocess.Popen[str], limit: float) -> tuple[str, str]:
    """What a process wrote until its end; killed at the limit. Raises TimeoutExpired."""
    try:
        out, errors = patiently(lambda seconds: process.communicate(timeout=seconds), limit)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return out, errors


def run(command: Sequence[str], limit: float, **how: Any) -> subprocess.CompletedProcess[str]:
    """Raises TimeoutExpired."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, **how) as process:
        out, errors = heard(process, limit)
    return subprocess.CompletedProcess(command, process.returncode, out, errors)


def alarm(limit: float) -> None:
    """SIGALRM to this process after so many seconds."""
    watch = Watch()

    def wait() -> None:
        while watch.seconds < limit:
            time.sleep(TICK)
        os.kill(os.getpid(), signal.SIGALRM)

    threading.Thread(target=wait, daemon=True, name="alarm").start()
