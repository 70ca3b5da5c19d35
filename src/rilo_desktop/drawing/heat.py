"""Heat tables: which of five grounds a number has. The number itself stands in every tile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .shapes import Colour

GROUNDS = (Colour.PAPER, Colour.FEW, Colour.SOME, Colour.MANY, Colour.ACCENT)
USUAL = (1, 2, 3, 5)
"""Least numbers of the classes above 0: 1, 2, 3 or 4, 5 or more."""


def class_limits(values: Iterable[int]) -> tuple[int, ...]:
    """Least number of each class above 0: the usual ones, for larger sets the quarters of the tiles
    above 0."""
    found = sorted(value for value in values if value > 0)
    if not found or found[-1] <= 2 * USUAL[-1]:
        return USUAL
    quarters = [found[len(found) * part // 4] for part in range(4)]
    limits = [1]
    for quarter in quarters[1:]:
        limits.append(max(quarter, limits[-1] + 1))
    return tuple(limits)


def class_of(value: int, limits: Sequence[int]) -> int:
    """0 for nothing, then 1 to 4."""
    return sum(value >= limit for limit in limits) if value else 0


def class_words(limits: Sequence[int], more: str) -> tuple[str, ...]:
    """What each class holds, "3–4"; `more` is the last: "5 or more"."""
    words = ["0"]
    for low, high in zip(limits, (*limits[1:], 0), strict=True):
        if not high:
            words.append(more)
        else:
            words.append(f"{low}" if high == low + 1 else f"{low}–{high - 1}")
    return tuple(words)
