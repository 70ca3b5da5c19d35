"""What reading one file may cost, and how the system is told so."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from rilo_desktop.file_kinds import LARGEST

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """An honest workbook of 10,000 cases needs about a tenth of each."""

    file_bytes: int = LARGEST
    unpacked_bytes: int = 500 * MB
    ratio: int = 250
    """Unpacked to packed size of one part of a workbook; honest sheets stay under 100."""
    parts: int = 5_000
    rows: int = 200_000
    """Of one sheet or file, blank ones counted up to the last that holds something."""
    columns: int = 512
    cells: int = 5_000_000
    cell_characters: int = 1_000_000
    characters: int = 200_000_000
    depth: int = 32
    digits: int = 40
    memory_bytes: int = 500 * MB
    seconds: int = 60
    open_files: int = 64
    answer_bytes: int = 250 * MB
    """What the parent takes from the child, which a hostile file may have taken over."""


LIMITS = Limits()


def limit_this_process(limits: Limits = LIMITS) -> None:
    """Of the process that calls it, for good: memory, time, files, processes and network.

    What the system cannot limit is left out; `sandbox_check` tells what holds.
    """
    if sys.platform == "win32":
        from . import sandbox_windows

        sandbox_windows.restrict(limits.memory_bytes, limits.seconds)
        return
    _limit_resources(limits)
    if sys.platform == "linux":
        from . import sandbox_linux

        sandbox_linux.restrict()


def _limit_resources(limits: Limits) -> None:
    import resource

    def lower(what: int, most: int) -> None:
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, hard if what == resource.RLIMIT_CPU else most))

    lower(resource.RLIMIT_AS, limits.memory_bytes)
    lower(resource.RLIMIT_CPU, limits.seconds)
    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, 0)
    lower(resource.RLIMIT_NOFILE, limits.open_files)
    lower(resource.RLIMIT_NPROC, 0)
