"""A test that is stuck ends its process, and says where each thread stood.

A hang is one failed test with a stack, and not a run that somebody ends after hours. `faulthandler`
writes from a thread that needs no lock of Python's, so it sees threads that wait for one another
too. Who reads it is a process of its own, which ends the stuck one with all that it started. The
limit is pytest's `faulthandler_timeout`, seconds for one test with its fixtures.

    python tests/hang_watch.py PROCESS    reads what that process says when it is stuck
"""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PASSED_OVER = ("/_pytest/", "/pluggy/", "/pytest/", "<frozen runpy>")
"""Frames that are the same in every test."""
SAID = 2.0
"""Seconds after the first word until all is said."""


def main(process: int) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the tests, who end by it
    first = sys.stdin.readline()
    if not first:  # it ended as it should
        return 0
    print(f"\nStuck, and ended by tests/hang_watch.py. {first}", *_threads(process), sep="", end="")
    signal.signal(signal.SIGALRM, lambda *_: _end(process))
    signal.setitimer(signal.ITIMER_REAL, SAID)
    for line in sys.stdin:
        if not any(part in line for part in PASSED_OVER):
            print(line, end="", flush=True)
    return 1


def _threads(process: int) -> Iterator[str]:
    """Each thread as the system sees it: does it compute, or what does it wait for?"""
    for task in sorted(Path(f"/proc/{process}/task").glob("*")):
        with suppress(OSError):
            name, waits = (task / "comm").read_text().strip(), (task / "wchan").read_text()
            state = (task / "stat").read_text().rpartition(")")[2].split()
            computed = (int(state[11]) + int(state[12])) / os.sysconf("SC_CLK_TCK")
            yield f"  {name}: {state[0]}, computed {computed:.1f} s, waits in {waits}\n"


def _end(process: int) -> None:
    """The stuck one first: as soon as what it waits for has ended, it goes on."""
    for one in [process, *_below(process)]:
        if one != os.getpid():
            with suppress(OSError):
                os.kill(one, signal.SIGKILL)


def _below(process: int) -> list[int]:
    """What it started, and what those started."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return [below for child in found for below in [*_below(child), child]]


class Stuck:
    """Arms the watch for every test; pytest's own begins before it, and is replaced by it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._reader = subprocess.Popen(
            [sys.executable, __file__, str(os.getpid())], stdin=subprocess.PIPE, stdout=2
        )

    def begin(self) -> None:
        assert self._reader.stdin is not None
        faulthandler.dump_traceback_later(self._seconds, file=self._reader.stdin)

    def end(self) -> None:
        faulthandler.cancel_dump_traceback_later()

    def close(self) -> None:
        assert self._reader.stdin is not None
        self._reader.stdin.close()
        self._reader.wait(10)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
