"""Textures that can be told apart on a grey printer, as lines inside a rectangle."""

from __future__ import annotations

from .shapes import Circle, Colour, Line, Shape

DISTANCE = 3.6
WIDTH = 1.1


def diagonals(
    x: float, y: float, width: float, height: float, colour: Colour, distance: float = DISTANCE
) -> tuple[Shape, ...]:
    """Lines rising to the right, cut at the edges of the rectangle."""
    lines: list[Shape] = []
    start = distance / 2
    while start < width + height:
        left, right = max(0.0, start - height), min(width, start)
        lines.append(Line(x + left, y + start - left, x + right, y + start - right, WIDTH, colour))
        start += distance
    return tuple(lines)


def uprights(
    x: float, y: float, width: float, height: float, colour: Colour, distance: float = 5.0
) -> tuple[Shape, ...]:
    count = int(width / distance)
    return tuple(
        Line(x + n * distance, y, x + n * distance, y + height, WIDTH, colour)
        for n in range(1, count + 1)
        if n * distance < width - 0.5
    )


def dots(
    x: float, y: float, width: float, height: float, colour: Colour, distance: float = 3.6
) -> tuple[Shape, ...]:
    columns, rows = int(width / distance), int(height / distance)
    return tuple(
        Circle(x + (c + 0.5) * distance, y + (r + 0.5) * distance, 0.7, fill=colour, stroke=None)
        for r in range(max(1, rows))
        for c in range(max(1, columns))
    )
