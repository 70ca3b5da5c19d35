"""What reading one file may cost, and how the system is told so."""

from __future__ import annotations

import sys
from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """An honest workbook of 10,000 cases needs about a tenth of each."""

    file_bytes: int = 50 * MB
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


LIMITS = Limits()


def limit_this_process(limits: Limits = LIMITS) -> None:
    """Memory, time and files of the process that calls it, for good.

    Where the system has no such limits (Windows), the parent's clock and the checks on sizes stand
    alone.
    """
    if sys.platform == "win32":
        return
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
