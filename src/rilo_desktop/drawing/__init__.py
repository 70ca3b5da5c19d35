"""Shapes and marks that window and paper both paint, each with its own painter."""

from .charts import (
    Bar,
    BarChart,
    Chart,
    Column,
    ColumnChart,
    Drawing,
    Flow,
    FlowChart,
    Node,
    Span,
    Spot,
    Strip,
    Tick,
    TimeChart,
)
from .draw import draw
from .hatching import diagonals, dots, uprights
from .level import disc, disc_scale, interval, level_mark, slope
from .marks import (
    arrow_head,
    broken_square,
    diamond,
    evidence_squares,
    link_mark,
    stage_mark,
    status_box,
    strength_mark,
)
from .rtl import mirrored
from .shapes import Circle, Colour, Line, Polygon, Rect, Shape, Text
from .text_metrics import Ruler

__all__ = [
    "Bar",
    "BarChart",
    "Chart",
    "Circle",
    "Colour",
    "Column",
    "ColumnChart",
    "Drawing",
    "Flow",
    "FlowChart",
    "Line",
    "Node",
    "Polygon",
    "Rect",
    "Ruler",
    "Shape",
    "Span",
    "Spot",
    "Strip",
    "Text",
    "Tick",
    "TimeChart",
    "arrow_head",
    "broken_square",
    "diagonals",
    "diamond",
    "disc",
    "disc_scale",
    "dots",
    "draw",
    "evidence_squares",
    "interval",
    "level_mark",
    "link_mark",
    "mirrored",
    "slope",
    "stage_mark",
    "status_box",
    "strength_mark",
    "uprights",
]
