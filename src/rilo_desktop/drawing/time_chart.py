"""A timeline: what was agreed, from its start to its date, and by how much the date moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .charts import Drawing, Span, Spot, TimeChart
from .hatching import diagonals
from .marks import diamond
from .shapes import Colour, Line, Polygon, Rect, Shape, Text
from .text_metrics import Ruler

NAMES, USUAL = 0.34, 12.0
"""Share of the names; size of letters beside which a diamond of the marks is as it should be."""
Place = Callable[[date], float]
"""A day -> its x."""
QUARTERS_UP_TO = 3
"""Years shown with their quarters."""
DOTS = (2.0, 2.5)


def time_chart(chart: TimeChart, width: float, ruler: Ruler) -> Drawing:
    size = ruler.size
    pitch, head = size * 2.2, size * 2.8
    names = max((ruler.width(span.label) for span in chart.spans), default=0.0)
    start = min(names, width * NAMES) + size * 1.2
    height = head + pitch * len(chart.spans)
    right = width - size * 0.5
    """The last day: a diamond there is whole."""

    def at(day: date) -> float:
        days = max(1, (chart.last - chart.first).days)
        return start + (right - start) * (day - chart.first).days / days

    shapes = _scale(chart, start, right, head, height, ruler)
    shapes += _today(chart, at(chart.today), width, height, ruler)
    spots = []
    for number, span in enumerate(chart.spans):
        top = head + pitch * number
        name = ruler.shortened(span.label, start - size * 1.2)
        baseline = top + pitch / 2 + size * 0.36
        shapes.append(Text(0.0, baseline, name, size))
        shapes += _span(span, top + pitch / 2, start, width, at, ruler, chart.today)
        shapes.append(Line(0.0, top + pitch, width, top + pitch, 0.8, Colour.RULE))
        spots.append(Spot(number, 0.0, top, width, pitch))
    return Drawing(width, height, tuple(shapes), tuple(spots))


def _scale(
    chart: TimeChart, start: float, width: float, head: float, height: float, ruler: Ruler
) -> list[Shape]:
    """Years, and quarters where there is room; a label only where it is clear of the last."""
    years = range(chart.first.year, chart.last.year + 1)
    days = max(1, (chart.last - chart.first).days)
    shapes: list[Shape] = []
    free = start
    for year in years:
        for month in (1, 4, 7, 10) if len(years) <= QUARTERS_UP_TO else (1,):
            day = date(year, month, 1)
            if not chart.first <= day <= chart.last:
                continue
            x = start + (width - start) * (day - chart.first).days / days
            dash = () if month == 1 else DOTS
            shapes.append(Line(x, head * 0.55, x, height, 0.8, Colour.RULE, dash))
            label = str(year) if month == 1 else chart.quarters[month // 3]
            if x >= free and x + ruler.width(label) < width:
                y = head * 0.5 + ruler.size * 0.9
                shapes.append(Text(x + 3, y, label, ruler.size, False, Colour.GREY))
                free = x + ruler.width(label) + ruler.size
    return shapes


def _today(chart: TimeChart, x: float, width: float, height: float, ruler: Ruler) -> list[Shape]:
    size = ruler.size
    half = ruler.width(chart.today_label, True) / 2 + size * 0.4
    middle = min(max(x, half), width - half)
    return [
        Line(x, size * 1.3, x, height, 1.4, Colour.ACCENT),
        Text(middle, size, chart.today_label, size, True, Colour.ACCENT, "middle"),
    ]


def _span(
    span: Span,
    middle: float,
    start: float,
    end: float,
    at: Place,
    ruler: Ruler,
    today: date,
) -> list[Shape]:
    thick = ruler.size * 0.8
    top = middle - thick / 2
    due = span.due or span.revised
    if due is None:
        wide = ruler.width(span.words) + 8
        clear = Rect(start + 1, middle - ruler.size, wide, ruler.size * 2, Colour.PAPER)
        baseline = middle + ruler.size * 0.36
        return [clear, Text(start + 4, baseline, span.words, ruler.size, False, Colour.GREY)]
    shapes: list[Shape] = []
    x2 = at(due)
    x1 = at(span.start) if span.start is not None and span.start < due else x2
    if x2 > x1:
        shapes.append(Rect(x1, top, x2 - x1, thick, Colour.TINT))
        share = 1.0 if span.done else span.share or 0.0
        if share:
            shapes.append(Rect(x1, top, (x2 - x1) * share, thick, Colour.MID))
    tone = Colour.SIGNAL if span.late else Colour.ACCENT
    last = x2
    if span.revised is not None and span.due is not None and span.revised > span.due:
        last = at(span.revised)
        shapes += diagonals(x2, top, last - x2, thick, tone)
        shapes += _diamond(x2, middle, False, tone, ruler)
    shapes += _diamond(last, middle, True, tone, ruler)
    if span.late and at(today) > last:
        shapes += diagonals(last, top, at(today) - last, thick, tone)
        last = at(today)
    if span.figure:
        shapes += _figure(span.figure, x1, last, middle, end, tone, ruler)
    return shapes


def _figure(
    words: str, first: float, last: float, middle: float, end: float, tone: Colour, ruler: Ruler
) -> list[Shape]:
    """Behind what it is about; before it where there is no room any more. No line crosses it."""
    size, baseline, wide = ruler.size, middle + ruler.size * 0.36, ruler.width(words)
    x = last + size if last + size + wide <= end else first - size * 0.7 - wide
    clear = Rect(x - 2, middle - size * 0.8, wide + 4, size * 1.6, Colour.PAPER)
    return [clear, Text(x, baseline, words, size, False, tone)]


def _diamond(x: float, y: float, filled: bool, tone: Colour, ruler: Ruler) -> list[Shape]:
    """As large as its words ask for."""
    found: list[Shape] = []
    scale = max(1.0, ruler.size / USUAL)
    for shape in diamond(filled):
        assert isinstance(shape, Polygon)
        points = tuple((x + dx * scale, y + dy * scale) for dx, dy in shape.points)
        found.append(Polygon(points, tone if filled else Colour.PAPER, tone, 1.2))
    return found
