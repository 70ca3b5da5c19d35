"""Folders that all processes of a run share: the first that needs one makes it, all copy it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def made_once(run: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """What `make(folder)` puts into a new folder, which nobody changes afterwards."""
    place = run.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ and sys.platform != "win32":
        place = place.parent
    folder, unfinished = place / f"once-{name}", place / f"once-{name}.unfinished"
    with _alone(place / f"once-{name}.lock"):
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)  # of a process that failed there
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
