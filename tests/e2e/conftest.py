"""The road of an officer through the real window, with real keys."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from watchdog import Block, Watchdog

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OVER_THE_BUS = {
    "test_e2e_every_page_on_the_bus",
    "test_e2e_planted_words",
    "test_e2e_screen_reader",
    "test_e2e_whole_job_by_bus",
}
"""Their window is in another process: they run beside those that have one in theirs."""

BLOCKS = pytest.StashKey[list[tuple[str, "Block"]]]()
"""Every block of the run, with the test in which it was."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "e2e":
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
            item.add_marker(pytest.mark.e2e)
            if item.path.stem in OVER_THE_BUS:
                item.add_marker(pytest.mark.bus)


MOST = 0.5
"""Seconds of silence by its own doing that fail a test; `make bench` reports each over 50 ms.

A window that could have gone on while other processes had the processors is not at fault.
"""


@pytest.fixture(autouse=True)
def watched(qtbot: object, request: pytest.FixtureRequest) -> Iterator[Watchdog]:
    """The window's thread always answers."""
    from PySide6.QtWidgets import QApplication

    from watchdog import Watchdog

    # The program has one window in its life: no test looks through what those before it left
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    watchdog = Watchdog()
    watchdog.start()
    yield watchdog
    while left := QApplication.activeModalWidget():
        left.hide()  # what fails in a dialog does not fail those after it
    blocks = watchdog.stop()
    kept = request.config.stash.setdefault(BLOCKS, [])
    kept += [(request.node.name, block) for block in blocks]
    long = [block for block in blocks if block.own > MOST]
    if long:
        pytest.fail("\n".join(map(str, long)), pytrace=False)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Where the window was silent for more than 50 ms by its own doing, the longest first."""
    from watchdog import LIMIT

    blocks = config.stash.get(BLOCKS, [])
    own = [found for found in blocks if found[1].own >= LIMIT]
    told = os.environ.get("RILO_BLOCKS")
    if told:
        lines = [(block.own, block.cpu, test, _where(block)) for test, block in own]
        Path(told).write_text(json.dumps(lines), encoding="utf-8")
    if not blocks:
        return
    terminalreporter.section(f"{len(own)} blocks of the window's thread over 50 ms")
    for test, block in sorted(own, key=lambda found: -found[1].own):
        figures = f"{1000 * block.own:5.0f} ms (computed {1000 * block.cpu:.0f})"
        terminalreporter.write_line(f"{figures} {test}: {_where(block)}")
    if others := len(blocks) - len(own):
        said = f"{others} more were over 50 ms only as others had the processors"
        terminalreporter.write_line(said)


def _where(block: Block) -> str:
    """The innermost call of ours, and what it called: "page.py:57 _make < form.py:120 add"."""
    frames = [line.strip() for line in block.stack.splitlines() if line.startswith("  File")]
    ours = [frame for frame in frames if "rilo_desktop" in frame][-3:]
    return " < ".join(_short(frame) for frame in reversed(ours)) or "not in our own code"


def _short(frame: str) -> str:
    """From `File "…/gui/tasks.py", line 9, in close`: "gui/tasks.py:9 close"."""
    path, line, name = frame.removeprefix("File ").split(", ", 2)
    inside = path.strip('"').rpartition("rilo_desktop/")[2]
    return f"{inside}:{line.removeprefix('line ')} {name.removeprefix('in ')}"
