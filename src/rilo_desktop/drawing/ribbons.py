"""Flows between two columns as ribbons: the width is the number of cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .shapes import Colour, Polygon, Rect, Shape

STEPS = 14
NODE = 4.6


@dataclass(frozen=True, slots=True)
class Ribbon:
    """From an end at the left to one at the right, by their positions. `dark`: it is new."""

    left: int
    right: int
    value: int
    dark: bool = False


@dataclass(frozen=True, slots=True)
class Ribbons:
    """Shapes on a ground of the width and height given; where the middle of each end is."""

    shapes: tuple[Shape, ...]
    left: tuple[float, ...]
    right: tuple[float, ...]


def ribbons(flows: Sequence[Ribbon], width: float, height: float, gap: float = 9.0) -> Ribbons:
    """Ends in the order of their positions, each as high as what begins or ends there."""
    total = sum(flow.value for flow in flows) or 1
    sides = [_sums(flows, "left"), _sums(flows, "right")]
    most = max(len(side) for side in sides)
    scale = max(0.0, height - gap * (most - 1)) / total
    tops = [_tops(side, scale, height, gap) for side in sides]
    at = [dict(side) for side in tops]
    shapes: list[Shape] = []
    order = sorted(flows, key=lambda flow: (flow.left, flow.right))
    starts: dict[tuple[int, int], float] = {}
    for flow in order:
        starts[flow.left, flow.right] = at[0][flow.left]
        at[0][flow.left] += flow.value * scale
    ends: dict[tuple[int, int], float] = {}
    for flow in sorted(flows, key=lambda flow: (flow.right, flow.left)):
        ends[flow.left, flow.right] = at[1][flow.right]
        at[1][flow.right] += flow.value * scale
    for flow in sorted(order, key=lambda flow: flow.dark):
        key = (flow.left, flow.right)
        tone = Colour.ACCENT if flow.dark else Colour.SOME
        thick = flow.value * scale
        shapes.append(_band(starts[key], ends[key], thick, NODE, width - NODE, tone))
    for side, x in ((0, 0.0), (1, width - NODE)):
        for end, top in tops[side].items():
            shapes.append(Rect(x, top, NODE, sides[side][end] * scale, fill=Colour.INK))
    middles = [
        tuple(top + sides[side][end] * scale / 2 for end, top in sorted(tops[side].items()))
        for side in (0, 1)
    ]
    return Ribbons(tuple(shapes), middles[0], middles[1])


def _sums(flows: Sequence[Ribbon], side: str) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for flow in flows:
        end = getattr(flow, side)
        found[end] = found.get(end, 0) + flow.value
    return dict(sorted(found.items()))


def _tops(sums: Mapping[int, int], scale: float, height: float, gap: float) -> dict[int, float]:
    used = sum(sums.values()) * scale
    space = (height - used) / (len(sums) - 1) if len(sums) > 1 else gap
    found, y = {}, 0.0
    for end, value in sums.items():
        found[end] = y
        y += value * scale + space
    return found


def _band(
    start: float, end: float, thick: float, left: float, right: float, colour: Colour
) -> Polygon:
    upper, lower = [], []
    for step in range(STEPS + 1):
        part = step / STEPS
        eased = part * part * (3 - 2 * part)
        x, y = left + (right - left) * part, start + (end - start) * eased
        upper.append((x, y))
        lower.append((x, y + thick))
    return Polygon((*upper, *reversed(lower)), fill=colour)
