"""Lets the nth call of an operation fail, for every n, and asks what is left."""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faults import oracle
from faults.forked import Forked
from faults.outcome import Outcome

ONCE, LASTING = 1, 0


@dataclass(frozen=True)
class Case:
    """The nth call of a kind in an operation, with what the system says, once or from then on."""

    operation: str
    kind: str
    nth: int
    error: int = errno.EIO
    times: int = ONCE
    short: int = -1
    """Bytes that the nth write takes, where it is to be short."""

    def __str__(self) -> str:
        what = f"takes {self.short} bytes" if self.short >= 0 else errno.errorcode[self.error]
        often = f" x{self.times}" if self.times else " lasting"
        return f"{self.operation}: {self.kind} {self.nth} {what}{often}"


@dataclass
class Swept:
    rounds: int = 0
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    finished: int = 0
    """Cases in which the officer had nothing to read, since all was done."""

    def tell(self, outcome: Outcome) -> None:
        wrong = self.lost + self.damaged
        said = max(set(self.messages), key=self.messages.count) if self.messages else ""
        outcome.tell(
            rounds=self.rounds,
            damaged=len(self.damaged),
            lost=len(self.lost),
            message="; ".join(wrong[:5]) if wrong else said,
        )


class Sweeper:
    """Runs cases, each on a copy of its own."""

    def __init__(
        self, new_place: Callable[[], Path], disk: Forked, fresh: Forked, chance: random.Random
    ) -> None:
        self._new_place = new_place
        self._disk = disk
        self._fresh = fresh
        self._chance = chance
        self._counts: dict[str, dict[str, int]] = {}

    def points(self, operation: str, kind: str, most: int) -> list[int]:
        """Numbers of the calls; `most`: so many of them by chance (0: each)."""
        count = self._counted(operation)[kind]
        every = range(1, count + 1)
        return list(every) if not most or most >= count else self._chance.sample(every, most)

    def cases(
        self, operation: str, kinds: Sequence[str], error: int, times: int, most: int
    ) -> Iterator[Case]:
        for kind in kinds:
            for nth in self.points(operation, kind, most):
                yield Case(operation, kind, nth, error, times)

    def sweep(self, cases: Iterator[Case] | Sequence[Case], reasons: Sequence[str] = ()) -> Swept:
        """`reasons`: one of these stands in every message."""
        swept = Swept()
        for case in cases:
            self._one(case, swept, reasons)
        assert swept.rounds, "the operations make no such calls"
        return swept

    def _one(self, case: Case, swept: Swept, reasons: Sequence[str]) -> None:
        place = self._new_place()
        done = self._run(case, place)
        found = self._fresh.call("faults.operations:assessed", place, done["acks"])
        swept.rounds += 1
        swept.lost += [f"{case}: {one}" for one in found["lost"]]
        swept.damaged += [f"{case}: {one}" for one in found["damaged"]]
        if done["message"]:
            swept.messages.append(oracle.assert_plain(done["message"], place))
            assert not reasons or any(one in done["message"] for one in reasons), (
                f"{case}: {done['message']}"
            )
        else:
            swept.finished += 1
        shutil.rmtree(place)

    def _run(self, case: Case, place: Path) -> dict[str, Any]:
        if case.short >= 0:
            how: dict[str, Any] = {"short": (case.nth, case.short)}
        else:
            how = {"fail": (case.kind, case.nth, case.error, case.times)}
        found: dict[str, Any] = self._disk.call(
            "faults.operations:run", case.operation, place, **how
        )
        return found

    def _counted(self, operation: str) -> dict[str, int]:
        if operation not in self._counts:
            place = self._new_place()
            done = self._disk.call("faults.operations:run", operation, place)
            assert not done["message"], done["message"]
            self._counts[operation] = done["counts"]
            shutil.rmtree(place)
        return self._counts[operation]
