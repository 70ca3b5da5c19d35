"""A test that is stuck ends, with all that it started, and says where it stood."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BEGINNING = f"""
import subprocess, sys, threading
sys.path.insert(0, {str(HERE)!r})
import hang_watch
watch = hang_watch.Stuck(0.5)
watch.begin()
"""
STANDS = """
def where_it_stands():
    subprocess.run([sys.executable, "-c", "import threading; threading.Event().wait()"])
where_it_stands()
"""
ENDS = """
watch.end()
watch.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads what the system tells of threads")
def test_what_is_stuck_ends_and_says_where_it_stood() -> None:
    done = _run(STANDS)
    assert done.returncode == -9
    assert "in where_it_stands" in done.stderr
    assert "python: S, computed" in done.stderr


def test_what_ends_is_left_alone() -> None:
    done = _run(ENDS)
    assert (done.returncode, done.stderr) == (0, "")


def _run(rest: str) -> subprocess.CompletedProcess[str]:
    """Its child holds the same output: it is at its end only when that ended too."""
    command = [sys.executable, "-c", BEGINNING + rest]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
