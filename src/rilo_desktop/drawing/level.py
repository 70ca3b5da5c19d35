"""Signs of papers on competencies and evidence: levels, slopes, ranges, discs in proportion."""

from __future__ import annotations

from math import sqrt

from .marks import BROKEN
from .shapes import Circle, Colour, Line, Rect, Shape

LEVELS = 4
BOX, PITCH = 8.4, 10.2
LEVEL_WIDTH = PITCH * (LEVELS - 1) + BOX
DISC, LARGEST_DISC = 3.3, 15.0
"""Radius of a disc of one, and the largest: area in proportion to the number."""
SLOPES = {"risen": (2.2, ()), "fallen": (1.0, (2.6, 2.0)), "same": (0.6, ())}
"""How a rank moved -> width and dash of its line."""


def level_mark(level: int | None) -> tuple[Shape, ...]:
    """Filled boxes up to the level; a level that nobody stated is one broken frame.

    From (0, 0) to the right, around its middle line.
    """
    if level is None:
        wide, high = LEVEL_WIDTH - 0.8, BOX - 0.8
        return (Rect(0.4, -high / 2, wide, high, None, Colour.INK, 0.6, BROKEN),)
    return tuple(_box(at * PITCH, at < level) for at in range(LEVELS))


def _box(x: float, is_filled: bool) -> Shape:
    if is_filled:
        return Rect(x, -BOX / 2, BOX, BOX, Colour.INK)
    return Rect(x + 0.35, -BOX / 2 + 0.35, BOX - 0.7, BOX - 0.7, Colour.PAPER, Colour.INK, 0.7)


def slope(x1: float, y1: float, x2: float, y2: float, movement: str) -> tuple[Shape, ...]:
    """A line between two ranks: heavy where it rose, broken where it fell, thin where it stayed."""
    width, dash = SLOPES[movement]
    return (
        Line(x1, y1, x2, y2, width, Colour.INK, dash),
        Circle(x1, y1, 3.4, Colour.PAPER, Colour.INK, 1.3),
        Circle(x2, y2, 3.4, Colour.INK, None),
    )


def disc_scale(most: int) -> float:
    """Factor for all discs of a page, 1 while the largest number fits."""
    radius = DISC * sqrt(most) if most > 0 else DISC
    return min(1.0, LARGEST_DISC / radius)


def disc(number: int, scale: float = 1.0) -> tuple[Shape, ...]:
    """A disc whose area is in proportion to a number; 0 has none. Its middle is (0, 0)."""
    if number <= 0:
        return ()
    return (Circle(0, 0, DISC * sqrt(number) * scale, Colour.ACCENT, None),)


def interval(rate: float, low: float, high: float, width: float) -> tuple[Shape, ...]:
    """A rate on a line from 0 to 1 with the range in which the true one lies."""
    return (
        Line(0, 0, width, 0, 0.5, Colour.INK),
        Line(0, -2.6, 0, 2.6, 0.5, Colour.INK),
        Line(width, -2.6, width, 2.6, 0.5, Colour.INK),
        Rect(low * width, -3.2, max(0.8, (high - low) * width), 6.4, Colour.MID, Colour.INK, 0.5),
        Line(rate * width, -4.4, rate * width, 4.4, 1.8, Colour.INK),
    )
