"""Failed openings: counted beside the store until the next opening takes them into its log.

They cannot be written into a store that did not open. The small journal is not encrypted (it holds
times and signs, which `keys.json` shows anyway) and not signed; whoever can delete it can also copy
the store and guess elsewhere, so it is for honest hands and for the log (docs/decisions/0013).

The delay grows with every failure and is never longer than a minute. It is measured by the time
since the machine was started, which nobody sets: a clock that was put back neither shortens nor
prolongs it. After a restart the time since then counts.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from rilo_desktop.files import from_json, read_own, write_atomically

from .errors import TooSoon, WrongPassphrase

T = TypeVar("T")
FILE = "failed.json"
FREE = 4
"""Failures after which nobody has to wait yet."""
LONGEST = 60.0
MOST_KEPT = 50
"""Failures whose time and sign are kept; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Failed:
    """`tries` are (time, sign), the oldest first; `uptime` is the machine's at the last one."""

    count: int = 0
    uptime: float = 0.0
    tries: tuple[tuple[str, str], ...] = ()


def failed(folder: Path) -> Failed:
    """What failed since the store was last opened. A journal that cannot be read counts once."""
    try:
        data = from_json(read_own(folder / FILE))
        tries = tuple((str(at), str(sign)) for at, sign in data["tries"])
        return Failed(max(0, int(data["count"])), float(data["uptime"]), tries)
    except OSError:
        return Failed()
    except (ValueError, KeyError, TypeError, OverflowError):
        return Failed(1)


def note(folder: Path, sign: str, now: datetime, uptime: float | None = None) -> None:
    """One more. `sign`: of an officer, never what else was typed. Passes over a full disk."""
    before = failed(folder)
    tries = (*before.tries, (now.isoformat(timespec="seconds"), sign))[-MOST_KEPT:]
    data = {
        "count": before.count + 1,
        "uptime": time.monotonic() if uptime is None else uptime,
        "tries": tries,
    }
    with contextlib.suppress(OSError):
        write_atomically(folder / FILE, json.dumps(data).encode())


def guarded(folder: Path, sign: str, now: datetime, unseal: Callable[[], T]) -> T:
    """What `unseal` answers. Raises TooSoon before it is asked; counts it where it fails."""
    refuse_too_soon(folder)
    try:
        return unseal()
    except WrongPassphrase:
        note(folder, sign, now)
        raise


def forget(folder: Path) -> None:
    """They are in the log now."""
    with contextlib.suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def refuse_too_soon(folder: Path, uptime: float | None = None) -> None:
    """Raises TooSoon."""
    found = failed(folder)
    left = wait(found, time.monotonic() if uptime is None else uptime)
    if left > 0:
        raise TooSoon(folder, count=found.count, seconds=int(left) + 1)


def wait(found: Failed, uptime: float) -> float:
    """Seconds until the next passphrase is taken; 0: now."""
    if found.count < FREE:
        return 0.0
    delay = min(LONGEST, 2.0 ** min(found.count - FREE, 10))
    since = uptime - found.uptime if uptime >= found.uptime else uptime
    return max(0.0, delay - since)
