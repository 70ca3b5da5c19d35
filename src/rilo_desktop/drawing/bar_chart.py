"""Bars from zero, each with its name before it and its figure behind it."""

from __future__ import annotations

from .charts import Bar, BarChart, Drawing, Spot
from .shapes import Colour, Line, Rect, Shape, Text
from .text_metrics import Ruler

NAMES = 0.42
"""Most of the width that the names may take."""


def bar_chart(chart: BarChart, width: float, ruler: Ruler) -> Drawing:
    size = ruler.size
    pitch, thick = size * 2.3, size * 1.15
    names = max((ruler.width(bar.label) for bar in chart.bars), default=0.0)
    start = min(names, width * NAMES) + size
    figures = max((ruler.width(_figures(bar), True) for bar in chart.bars), default=0.0)
    longest = max(size, width - start - figures - size * 1.5)
    most = max((bar.value for bar in chart.bars), default=0.0) or 1.0
    height = pitch * len(chart.bars)
    shapes: list[Shape] = [Line(start, 0.0, start, height, 1.0, Colour.RULE)]
    spots: list[Spot] = []
    for number, bar in enumerate(chart.bars):
        middle = pitch * (number + 0.5)
        shapes += _bar(bar, start, middle, thick, longest / most, ruler)
        spots.append(Spot(number, 0.0, pitch * number, width, pitch))
    return Drawing(width, height, tuple(shapes), tuple(spots))


def _bar(
    bar: Bar, start: float, middle: float, thick: float, each: float, ruler: Ruler
) -> list[Shape]:
    size, top = ruler.size, middle - thick / 2
    baseline = middle + size * 0.36
    name = ruler.shortened(bar.label, start - size)
    tone = Colour.GREY if bar.missing else Colour.INK
    length = max(bar.value * each, 1.5 if bar.value else 0.0)
    shapes: list[Shape] = [Text(0.0, baseline, name, size, bar.part > 0, tone)]
    if bar.missing:
        shapes.append(Rect(start, top, length, thick, Colour.PAPER, Colour.MID, 1.2))
    else:
        shapes.append(Rect(start, top, length, thick, Colour.MID))
    if bar.part:
        shapes.append(Rect(start, top, max(bar.part * each, 1.5), thick, Colour.ACCENT))
    x = start + length + size * 0.6
    shapes.append(Text(x, baseline, bar.figure, size, False, Colour.INK))
    if bar.part and bar.part != bar.value:
        x += ruler.width(bar.figure) + size * 0.6
        shapes.append(Text(x, baseline, bar.part_figure, size, True, Colour.ACCENT))
    return shapes


def _figures(bar: Bar) -> str:
    return f"{bar.figure}   {bar.part_figure}" if bar.part else bar.figure
