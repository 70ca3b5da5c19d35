"""The road of an officer through the real window, with real keys."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "e2e":
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
            item.add_marker(pytest.mark.e2e)


MOST = 0.5
"""Seconds of silence of the window that fail a test; `make bench` reports every one over 50 ms."""


@pytest.fixture(autouse=True)
def watched(qtbot: object) -> Iterator[None]:
    """The window's thread always answers."""
    from rilo_desktop.gui.watchdog import Watchdog

    watchdog = Watchdog()
    watchdog.start()
    yield
    blocks = [block for block in watchdog.stop() if block.seconds > MOST]
    if blocks:
        pytest.fail("\n".join(map(str, blocks)), pytrace=False)
