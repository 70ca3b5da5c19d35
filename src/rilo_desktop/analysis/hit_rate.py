"""How often controls made because of an indicator found something, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from rilo_desktop.records import Control

FEWEST_CONTROLS = 10
"""Controls from which a rate is shown, with its range; below, only the two numbers are."""
Z_95 = 1.959964
"""Of the normal distribution: 95 of 100 such samples hold the true rate."""


@dataclass(frozen=True, slots=True)
class HitRate:
    """`low` and `high`: the Wilson range of `finds` among `controls`."""

    finds: int
    controls: int
    records: tuple[str, ...] = ()
    """Ids of what was counted."""
    members: int = 0
    """Members that they come from, as far as it is said."""

    @property
    def rate(self) -> float:
        return self.finds / self.controls if self.controls else 0.0

    @property
    def low(self) -> float:
        return self._wilson()[0]

    @property
    def high(self) -> float:
        return self._wilson()[1]

    def _wilson(self) -> tuple[float, float]:
        n = self.controls
        if not n:
            return 0.0, 1.0
        square = Z_95 * Z_95
        middle = (self.rate + square / (2 * n)) / (1 + square / n)
        spread = self.rate * (1 - self.rate) / n + square / (4 * n * n)
        half = Z_95 * sqrt(spread) / (1 + square / n)
        low, high = middle - half, middle + half  # rounding must not leave the rate outside
        return max(0.0, min(low, self.rate)), min(1.0, max(high, self.rate))


def hit_rate(controls: Iterable[Control]) -> HitRate | None:
    """Over records that give both numbers and can be true; None where none does."""
    counted = [
        one
        for one in controls
        if isinstance(one.controls, int) and isinstance(one.finds, int) and _can_be(one)
    ]
    if not counted:
        return None
    return HitRate(
        sum(int(one.finds) for one in counted if isinstance(one.finds, int)),
        sum(int(one.controls) for one in counted if isinstance(one.controls, int)),
        tuple(one.id for one in counted),
        len({one.member for one in counted if one.member}),
    )


def _can_be(one: Control) -> bool:
    assert isinstance(one.controls, int)
    assert isinstance(one.finds, int)
    return 0 <= one.finds <= one.controls
