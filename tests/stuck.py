"""A test that is stuck ends its process, and says where each thread stood.

A hang is one failed test with a stack, and not a run that somebody ends after hours. `faulthandler`
watches from a thread that needs no lock of Python's, so it sees threads that wait for one another
too. Its limit is pytest's `faulthandler_timeout`, seconds for one test with its fixtures.
"""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
from collections.abc import Generator

import pytest

FILTER = """
import sys
for line in sys.stdin:
    if not any(part in line for part in ("/_pytest/", "/pluggy/", "/pytest/", "<frozen runpy>")):
        sys.stderr.write(line)
        sys.stderr.flush()
"""
"""Leaves the frames of the test and of the program, which are the ones that tell something."""


class Stuck:
    """Arms the watch for every test; pytest's own begins before it, and is replaced by it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._said = subprocess.Popen(
            [sys.executable, "-c", FILTER], stdin=subprocess.PIPE, start_new_session=True
        )

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        assert self._said.stdin is not None
        faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._said.stdin)
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()

    def pytest_unconfigure(self) -> None:
        assert self._said.stdin is not None
        self._said.stdin.close()
        self._said.wait(10)


def watch(config: pytest.Config) -> None:
    """For the whole run, in each of its processes."""
    seconds = float(config.getini("faulthandler_timeout") or 0)
    if seconds and os.name == "posix":
        config.pluginmanager.register(Stuck(seconds))
