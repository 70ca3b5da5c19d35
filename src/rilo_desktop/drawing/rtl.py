"""The same drawing for a window that runs from right to left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .charts import Drawing, Spot
from .shapes import Circle, Line, Polygon, Rect, Shape

_OTHER = {"start": "end", "end": "start", "middle": "middle"}


def mirrored(drawing: Drawing) -> Drawing:
    """Left is right; texts stay readable and keep to their other edge."""
    width = drawing.width
    return Drawing(
        width,
        drawing.height,
        turned(drawing.shapes, width),
        tuple(_spot(spot, width) for spot in drawing.spots),
    )


def turned(shapes: Iterable[Shape], width: float) -> tuple[Shape, ...]:
    """Shapes of a drawing of this width; texts stay readable."""
    return tuple(_turned(shape, width) for shape in shapes)


def _spot(spot: Spot, width: float) -> Spot:
    return replace(spot, x=width - spot.x - spot.width)


def _turned(shape: Shape, width: float) -> Shape:
    match shape:
        case Line():
            return replace(shape, x1=width - shape.x1, x2=width - shape.x2)
        case Rect():
            return replace(shape, x=width - shape.x - shape.width)
        case Circle():
            return replace(shape, x=width - shape.x)
        case Polygon():
            return replace(shape, points=tuple((width - x, y) for x, y in shape.points))
    return replace(shape, x=width - shape.x, anchor=_OTHER[shape.anchor])
