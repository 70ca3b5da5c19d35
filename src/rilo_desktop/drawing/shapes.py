"""What a picture is made of. Measures in points, y downwards; colours are names, not values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """Names that window and paper each turn into a value of their own palette."""

    INK = "ink"
    GREY = "grey"
    RULE = "rule"
    ACCENT = "accent"
    MID = "mid"
    TINT = "tint"
    SIGNAL = "signal"
    PAPER = "paper"
    FEW = "few"
    SOME = "some"
    MANY = "many"
    """Grounds of a heat table, from light to dark; the darkest is ACCENT."""


Dash = tuple[float, ...]
SOLID: Dash = ()


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.8
    colour: Colour = Colour.INK
    dash: Dash = SOLID


@dataclass(frozen=True, slots=True)
class Rect:
    """Top left corner, width and height. `stroke` None draws no outline."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None
    line: float = 0.8
    dash: Dash = SOLID


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: Colour | None = None
    stroke: Colour | None = Colour.INK
    line: float = 1.0
    dash: Dash = SOLID


@dataclass(frozen=True, slots=True)
class Polygon:
    points: tuple[tuple[float, float], ...]
    fill: Colour | None = Colour.INK
    stroke: Colour | None = None
    line: float = 0.8


@dataclass(frozen=True, slots=True)
class Text:
    """A label on its baseline; `anchor` is "start", "middle" or "end"."""

    x: float
    y: float
    text: str
    size: float = 7.5
    bold: bool = False
    colour: Colour = Colour.INK
    anchor: str = "start"


Shape = Line | Rect | Circle | Polygon | Text
