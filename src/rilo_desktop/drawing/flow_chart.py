"""Flows from nodes at the left to nodes at the right, as bands whose width is their amount."""

from __future__ import annotations

from collections.abc import Sequence

from .charts import Drawing, Flow, FlowChart, Node, Spot
from .shapes import Colour, Polygon, Rect, Shape, Text
from .text_metrics import Ruler

NODE = 0.7
"""Width of a node, in sizes of the labels."""
STEPS = 18
"""Straight pieces that a bent edge is made of."""
NAME, GAP = 0.9, 0.15
"""Least height of a node, and what stands free between two, in rows of names."""
NAMES = 0.3
"""Most of the width that the names of one side may take."""


def flow_chart(chart: FlowChart, width: float, ruler: Ruler) -> Drawing:
    size = ruler.size
    top, pitch = size * 2.2, size * 1.55
    rows = max(len(chart.left), len(chart.right), 1)
    high = max(rows * pitch * 1.35, size * 16)
    each = min(_scale(chart.left, high, pitch), _scale(chart.right, high, pitch))
    left = _placed(chart.left, top, high, pitch, each)
    right = _placed(chart.right, top, high, pitch, each)
    x1 = _label_width(chart.left, width, ruler)
    x2 = width - _label_width(chart.right, width, ruler)
    shapes = _heads(chart, x1, x2, ruler)
    bands, spots = _bands(chart, left, right, (x1 + size * NODE, x2 - size * NODE), each, pitch)
    shapes += bands
    shapes += _nodes(chart.left, left, (x1, 0.0), each, pitch, ruler)
    shapes += _nodes(chart.right, right, (x2 - size * NODE, width), each, pitch, ruler)
    return Drawing(width, top + high, tuple(shapes), tuple(spots))


def _scale(nodes: Sequence[Node], high: float, pitch: float) -> float:
    """The most room for one that lets all nodes stand below each other, names and gaps too."""
    free = high - GAP * pitch * max(0, len(nodes) - 1)
    rest = sorted((node.value for node in nodes), reverse=True)
    while rest:
        small = len(nodes) - len(rest)
        each = (free - small * pitch * NAME) / (sum(rest) or 1.0)
        if rest[-1] * each >= pitch * NAME or len(rest) == 1:
            return max(0.0, each)
        rest.pop()
    return 0.0


def _label_width(nodes: Sequence[Node], width: float, ruler: Ruler) -> float:
    longest = max((ruler.width(_words(node), True) for node in nodes), default=0.0)
    return min(longest + ruler.size, width * NAMES)


def _words(node: Node) -> str:
    return f"{node.label}   {node.figure}"


def _placed(
    nodes: Sequence[Node], top: float, high: float, pitch: float, each: float
) -> list[float]:
    """Top of the box of each node; boxes stand apart evenly over the whole height."""
    heights = [_height(node, each, pitch) for node in nodes]
    free = high - sum(heights)
    gap = free / max(1, len(nodes) - 1) if len(nodes) > 1 else 0.0
    y = top if len(nodes) > 1 else top + free / 2
    found = []
    for height in heights:
        found.append(y)
        y += height + gap
    return found


def _height(node: Node, each: float, pitch: float) -> float:
    """Its bands, and at least the room of its name."""
    return max(node.value * each, pitch * NAME)


def _heads(chart: FlowChart, x1: float, x2: float, ruler: Ruler) -> list[Shape]:
    size = ruler.size
    return [
        Text(x1, size, ruler.shortened(chart.heads[0], x1, True), size, True, Colour.GREY, "end"),
        Text(x2, size, ruler.shortened(chart.heads[1], x1, True), size, True, Colour.GREY),
    ]


def _bands(
    chart: FlowChart,
    left: Sequence[float],
    right: Sequence[float],
    ends: tuple[float, float],
    each: float,
    pitch: float,
) -> tuple[list[Shape], list[Spot]]:
    """Selected parts come last, so that nothing covers them."""
    at_left = [y + _inset(n, each, pitch) for y, n in zip(left, chart.left, strict=True)]
    at_right = [y + _inset(n, each, pitch) for y, n in zip(right, chart.right, strict=True)]
    pale: list[Shape] = []
    dark: list[Shape] = []
    spots: list[Spot] = []
    for flow in sorted(chart.flows, key=lambda flow: (flow.left, flow.right)):
        y1, y2, wide = at_left[flow.left], at_right[flow.right], max(flow.value * each, 1.0)
        pale.append(_band(ends, y1, y2, wide, Colour.TINT))
        if flow.part:
            part = max(flow.part * each, 1.0)
            dark.append(_band(ends, y1, y2, part, Colour.MID))
        spots += _spots(flow, ends, y1, y2, wide)
        at_left[flow.left] += flow.value * each
        at_right[flow.right] += flow.value * each
    return pale + dark, spots


def _inset(node: Node, each: float, pitch: float) -> float:
    return (_height(node, each, pitch) - node.value * each) / 2


def _bend(share: float) -> float:
    """From 0 to 1, level at both ends."""
    return share * share * (3 - 2 * share)


def _band(ends: tuple[float, float], y1: float, y2: float, wide: float, colour: Colour) -> Polygon:
    upper = []
    for step in range(STEPS + 1):
        share = step / STEPS
        x = ends[0] + (ends[1] - ends[0]) * share
        upper.append((x, y1 + (y2 - y1) * _bend(share)))
    lower = [(x, y + wide) for x, y in reversed(upper)]
    return Polygon((*upper, *lower), colour, Colour.PAPER, 0.6)


def _spots(flow: Flow, ends: tuple[float, float], y1: float, y2: float, wide: float) -> list[Spot]:
    """Pieces along the band: a rectangle around all of it would hold its neighbours too."""
    step = (ends[1] - ends[0]) / STEPS
    found = []
    for n in range(STEPS):
        y = y1 + (y2 - y1) * _bend((n + 0.5) / STEPS)
        found.append(Spot(flow.number, ends[0] + n * step, y - 1, step, max(wide, 3.0) + 2))
    return found


def _nodes(
    nodes: Sequence[Node],
    tops: Sequence[float],
    ends: tuple[float, float],
    each: float,
    pitch: float,
    ruler: Ruler,
) -> list[Shape]:
    """`ends`: where the nodes stand, and the edge of the drawing up to which their names go."""
    size, x = ruler.size, ends[0]
    thick = size * NODE
    shapes: list[Shape] = []
    for node, top in zip(nodes, tops, strict=True):
        height = max(node.value * each, 2.0)
        y = top + (_height(node, each, pitch) - height) / 2
        stroke = Colour.GREY if node.missing else None
        fill = Colour.PAPER if node.missing else Colour.GREY
        shapes.append(Rect(x, y, thick, height, fill, stroke, 1.0))
        middle = y + height / 2 + size * 0.36
        shapes += _name(node, ends, middle, thick, ruler)
    return shapes


def _name(
    node: Node, ends: tuple[float, float], y: float, thick: float, ruler: Ruler
) -> list[Shape]:
    """The figure beside the node, then its name: two texts, so that they keep their places."""
    size, (x, edge) = ruler.size, ends
    tone = Colour.GREY if node.missing else Colour.INK
    anchor, away = ("end", -1) if edge < x else ("start", 1)
    at = x - size * 0.5 if anchor == "end" else x + thick + size * 0.5
    beyond = at + away * (ruler.width(node.figure) + size * 0.6)
    room = abs(edge - beyond)
    return [
        Text(at, y, node.figure, size, False, tone, anchor),
        Text(beyond, y, ruler.shortened(node.label, room), size, False, tone, anchor),
    ]
