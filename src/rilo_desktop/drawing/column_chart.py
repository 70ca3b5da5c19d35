"""Columns over an axis of time: each strip from zero to its own largest amount, which is named."""

from __future__ import annotations

from .charts import Column, ColumnChart, Drawing, Spot, Strip
from .hatching import diagonals
from .shapes import Colour, Line, Rect, Shape, Text
from .text_metrics import Ruler

ALONE, TOGETHER = 10.0, 5.0
"""Height of a strip, in sizes of the labels: where there is one, and where there are more."""


def column_chart(chart: ColumnChart, width: float, ruler: Ruler) -> Drawing:
    size = ruler.size
    high = size * (ALONE if len(chart.strips) <= 1 else TOGETHER)
    above = size * 2.0
    shapes: list[Shape] = []
    spots: list[Spot] = []
    y = 0.0
    each = width / max(1, chart.places)
    for strip in chart.strips:
        base = y + above + high
        shapes += _ground(chart, strip, width, y, base, ruler)
        most = max((column.value for column in strip.columns), default=0.0) or 1.0
        for column in strip.columns:
            shapes += _column(column, each, base, high / most)
            x, wide = column.at * each, each * column.wide
            spots.append(Spot(column.number, x, y + above * 0.7, wide, base - y - above * 0.7))
        shapes.append(Line(0.0, base, width, base, 1.0, Colour.GREY))
        y = base + size * 0.8
    shapes += _axis(chart, width, y + size * 0.7, ruler)
    return Drawing(width, y + size * 1.3, tuple(shapes), tuple(spots))


def _ground(
    chart: ColumnChart, strip: Strip, width: float, y: float, base: float, ruler: Ruler
) -> list[Shape]:
    """The name of the strip, its largest amount, and a line where each tick stands."""
    size, each = ruler.size, width / max(1, chart.places)
    top = max(strip.columns, key=lambda column: column.value, default=None)
    shapes: list[Shape] = []
    for tick in chart.ticks:
        x = tick.at * each
        shapes.append(Line(x, y + size * 2.0, x, base, 0.8, Colour.RULE))
    if strip.label:
        room = width * 0.6
        name = ruler.shortened(strip.label, room, True)
        shapes.append(Text(0.0, y + size * 1.1, name, size, True, Colour.INK))
    if top is not None and top.value:
        shapes += _largest(top, each, width, y + size * 1.7, strip.label, ruler)
    return shapes


def _largest(
    top: Column, each: float, width: float, baseline: float, label: str, ruler: Ruler
) -> list[Shape]:
    """The figure of the largest column above it, inside the width and clear of the name."""
    half = ruler.width(top.figure) / 2
    x = min(max((top.at + top.wide / 2) * each, half), width - half)
    name = ruler.width(label, True) + ruler.size if label else 0.0
    if x - half < name:
        x = min(name + half, width - half)
    return [Text(x, baseline, top.figure, ruler.size, False, Colour.INK, "middle")]


def _column(column: Column, each: float, base: float, scale: float) -> list[Shape]:
    if not column.value:
        return []
    gap = min(1.5, each * 0.15)
    x, wide = column.at * each + gap / 2, each * column.wide - gap
    high = max(column.value * scale, 1.5)
    shapes: list[Shape] = []
    if column.wide > 1:
        shapes.append(Rect(x, base - high, wide, high, Colour.PAPER, Colour.MID, 0.8))
        shapes += diagonals(x, base - high, wide, high, Colour.MID)
    else:
        shapes.append(Rect(x, base - high, wide, high, Colour.MID))
    if column.part:
        part = max(column.part * scale, 1.5)
        shapes.append(Rect(x, base - part, wide, part, Colour.ACCENT))
    return shapes


def _axis(chart: ColumnChart, width: float, baseline: float, ruler: Ruler) -> list[Shape]:
    """The labels of ticks, as many as have room."""
    shapes: list[Shape] = []
    each, free = width / max(1, chart.places), -1.0
    for tick in chart.ticks:
        x, wide = tick.at * each, ruler.width(tick.label)
        if x >= free and x + wide <= width + 1.0:
            shapes.append(Text(x, baseline, tick.label, ruler.size, False, Colour.GREY))
            free = x + wide + ruler.size
    return shapes
