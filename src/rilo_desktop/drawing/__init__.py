"""Shapes and marks that window and paper both paint, each with its own painter."""

from .hatching import diagonals, dots, uprights
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
from .shapes import Circle, Colour, Line, Polygon, Rect, Shape, Text

__all__ = [
    "Circle",
    "Colour",
    "Line",
    "Polygon",
    "Rect",
    "Shape",
    "Text",
    "arrow_head",
    "broken_square",
    "diagonals",
    "diamond",
    "dots",
    "evidence_squares",
    "link_mark",
    "stage_mark",
    "status_box",
    "strength_mark",
    "uprights",
]
