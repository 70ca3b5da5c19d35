"""Ratios of two ways to do the same, taken in turns, as medians of several runs."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session


@dataclass(frozen=True)
class Line:
    """One row of the table. `goal` is the highest (or, `at_least`, lowest) ratio aimed at."""

    what: str
    ours: str
    theirs: str = ""
    ratio: float | None = None
    goal: float | None = None
    at_least: bool = False

    @property
    def met(self) -> str:
        if self.ratio is None or self.goal is None:
            return ""
        good = self.ratio >= self.goal if self.at_least else self.ratio <= self.goal
        return "yes" if good else "NO"


@contextmanager
def new_office() -> Iterator[Session]:
    """An empty office in a folder that goes with it."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_office(
            Path(folder) / "office", "AP", "AP-01", "a passphrase for the bench, nothing secret"
        )
        with made.session as session:
            yield session


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turns(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> tuple[float, float, float]:
    """(median seconds of ours, of theirs, median of the ratios of each round)."""
    pairs = []
    for n in range(rounds):
        if n % 2:
            second, first = seconds(theirs), seconds(ours)
        else:
            first, second = seconds(ours), seconds(theirs)
        pairs.append((first, second))
    one = statistics.median(pair[0] for pair in pairs)
    other = statistics.median(pair[1] for pair in pairs)
    return one, other, statistics.median(a / b for a, b in pairs)


def milliseconds(value: float) -> str:
    return f"{value * 1000:.2f} ms"


def table(lines: list[Line]) -> str:
    head = ("what", "ours", "beside it", "ratio", "goal", "met")
    rows = [head, *(_cells(line) for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _cells(line: Line) -> tuple[str, ...]:
    sign = "≥" if line.at_least else "≤"
    return (
        line.what,
        line.ours,
        line.theirs,
        "" if line.ratio is None else f"{line.ratio:.2f}",
        "" if line.goal is None else f"{sign} {line.goal}",
        line.met,
    )
