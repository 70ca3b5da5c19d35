"""A screen in memory, and pictures of it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .places import Stop, needs

SIZE = "1400x900x24"
LONGEST = 300.0
"""Seconds until something that is waited for is given up: a hang, not a machine that is busy."""
LEAST_COLOURS = 200
"""Of a picture with a window on it; an empty screen has one."""


@contextmanager
def screen() -> Iterator[str]:
    """The name of a display (":17") for as long as it is needed."""
    needs(Xvfb="xvfb", xdotool="xdotool", **{"import": "imagemagick"})
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        if not number:
            raise Stop("the screen in memory (Xvfb) did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def until(condition: Callable[[], bool], what: str, longest: float = LONGEST) -> float:
    """Seconds that it took. Raises Stop."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > longest:
            raise Stop(f"{what}: it did not come within {longest:.0f} s")
        time.sleep(0.1)
    return time.monotonic() - began


def has_window(display: str, title: str) -> bool:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        env={"DISPLAY": display, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
    )
    return found.returncode == 0


def picture(display: str, target: Path) -> int:
    """The whole screen as a PNG file; returns how many colours it has."""
    target.parent.mkdir(parents=True, exist_ok=True)
    settings = {"DISPLAY": display, "PATH": "/usr/bin:/bin"}
    subprocess.run(["import", "-window", "root", str(target)], env=settings, check=True)
    said = subprocess.check_output(["identify", "-format", "%k", str(target)], text=True)
    return int(said)


def shown(display: str, title: str, target: Path) -> float:
    """Seconds until a window with this title is painted; takes its picture. Raises Stop."""
    took = until(lambda: has_window(display, title), f"the window {title!r}")
    return took + until(
        lambda: picture(display, target) >= LEAST_COLOURS, f"something to see in {title!r}"
    )
