"""What the system lets others see of this process: no core dumps, no memory, no keys in swap.

Each is asked of the system and no error where it refuses: the program works as well without
(docs/decisions/0041). Nothing here helps against whoever is administrator of the machine.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

PASSPHRASES = ("RILO_PASSPHRASE", "RILO_NEW_PASSPHRASE", "RILO_RECOVERY_KEY")
"""Variables of the environment that no child process may see."""
_PR_SET_DUMPABLE = 4
_WER_NO_HEAP = 1
"""The report of a crash on Windows holds no heap."""


def harden() -> None:
    """For a program that keeps keys; called once, when it starts."""
    if sys.platform == "win32":
        _ask_library("kernel32", "WerSetFlags", _WER_NO_HEAP)
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _ask_library(None, "prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)


def taken_from_environment() -> dict[str, str]:
    """Passphrases that were given there; from now on they stand there no more."""
    found = {name: os.environ.pop(name, None) for name in PASSPHRASES}
    return {name: value for name, value in found.items() if value is not None}


def lock(content: bytearray) -> bool:
    """Keep it out of swap and hibernation of pages; False where the system does not let us."""
    if not content:
        return True
    import ctypes

    buffer = (ctypes.c_char * len(content)).from_buffer(content)
    place, size = ctypes.c_void_p(ctypes.addressof(buffer)), ctypes.c_size_t(len(content))
    if sys.platform == "win32":
        return bool(_ask_library("kernel32", "VirtualLock", place, size))
    return _ask_library(None, "mlock", place, size) == 0


def _ask_library(library: str | None, function: str, *given: Any) -> int:
    """What the function answers; -1 (Windows: 0) where it is not there."""
    import ctypes

    try:
        return int(getattr(ctypes.CDLL(library), function)(*given))
    except (OSError, AttributeError, ctypes.ArgumentError):
        return 0 if sys.platform == "win32" else -1
