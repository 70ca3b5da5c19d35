"""What is drawn: amounts with their words, before anybody knows where they stand on the page.

The position of an amount in its chart is its number: that of its row in the table behind it.
`part` is how much of the amount belongs to what is selected; amounts begin at zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .shapes import Shape


@dataclass(frozen=True, slots=True)
class Bar:
    """`figure` stands at the bar. `missing`: what is not known, drawn hollow."""

    label: str
    value: float
    figure: str
    part: float = 0.0
    part_figure: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One amount at a place of the axis. `wide`: how many places it stands for, drawn hatched."""

    at: int
    value: float
    figure: str
    number: int
    part: float = 0.0
    wide: int = 1


@dataclass(frozen=True, slots=True)
class Strip:
    """Columns that share a scale of their own, from zero to the largest of them."""

    label: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    at: int
    label: str


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Strips below each other over one axis of `places`."""

    places: int
    ticks: tuple[Tick, ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """From a node at the left to one at the right, by their positions."""

    left: int
    right: int
    value: float
    number: int
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class Node:
    label: str
    value: float
    figure: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class FlowChart:
    heads: tuple[str, str]
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A line of a timeline. `share` of the way that is done; None where nobody said."""

    label: str
    start: date | None
    due: date | None
    revised: date | None
    share: float | None = None
    late: bool = False
    done: bool = False
    words: str = ""
    """What stands there instead where nothing can be drawn."""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class TimeChart:
    first: date
    last: date
    today: date
    today_label: str
    spans: tuple[Span, ...]
    quarters: tuple[str, ...] = ("Q1", "Q2", "Q3", "Q4")
    """What the four of a year are called; the first one stands under its year."""


Chart = BarChart | ColumnChart | FlowChart | TimeChart


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an amount is on the drawing: for the pointer and the ring of the keyboard."""

    number: int
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a ground of this size, from (0, 0)."""

    width: float
    height: float
    shapes: tuple[Shape, ...] = field(default=())
    spots: tuple[Spot, ...] = field(default=())
