"""Bars that start at zero and are labelled directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Colour, Line, Rect, Shape

from .labels import Wording
from .layout_blocks import Piece, Slab, TableCell
from .structure import ARTIFACT, Element, Role
from .styles import LIST_GREY, LIST_KEY, LIST_TEXT, MM, RIGHT, TEXT
from .table_layout import GRID, Cell, Column, join, lay
from .typesetting import set_line

START = 141.5 * MM
"""Where bars begin; their labels end before it."""
LONGEST = RIGHT - START - 9 * MM
HEIGHT, STEP = 7.0, 13.4


@dataclass(frozen=True, slots=True)
class Bar:
    """`solid` of `count` is dark, the rest open. `missing`: all open, label in grey."""

    label: str
    count: Count
    solid: int
    code: str = ""
    missing: bool = False


def bar_of_code(wording: Wording, vocabulary: str, count: Count) -> Bar:
    code = count.code
    label = wording.label(vocabulary, code) if code else wording.say.text("not known")
    return Bar(label, count, count.value if code else 0, code, not code)


def bar_slabs(bars: Sequence[Bar]) -> list[Slab]:
    """Read as a table of labels and counts: the bars say nothing more."""
    most = max((bar.count.value for bar in bars), default=1) or 1
    slabs = [_bar(bar, most, n == 0) for n, bar in enumerate(bars)]
    join(slabs)
    return slabs


def _bar(bar: Bar, most: int, first: bool) -> Slab:
    columns, parent = (GRID[0], Column(TEXT, START - 6.0)), Element(Role.ROW)
    label = Cell([(bar.label, LIST_GREY if bar.missing else LIST_TEXT)])
    laid = lay(columns, [Cell([(bar.code, LIST_KEY)]), label], 1.2, parent=parent)
    height = max(STEP, laid.height + 1.2)
    figure = set_line(str(bar.count.value), LIST_KEY)
    middle = 1.2 + LIST_TEXT.leading / 2
    length = LONGEST * bar.count.value / most
    solid = LONGEST * bar.solid / most
    shapes: list[Shape] = [
        Line(START, -4.0 if first else 0.0, START, height, 0.6, Colour.RULE),
        Rect(
            START + 0.4,
            middle - HEIGHT / 2,
            max(length - 0.4, 0.4),
            HEIGHT,
            Colour.PAPER,
            Colour.INK,
            0.7,
        ),
    ]
    if solid:
        shapes.append(Rect(START, middle - HEIGHT / 2 - 0.35, solid, HEIGHT + 0.7, Colour.ACCENT))
    at = (START + length + 4.5, 1.2 + LIST_KEY.baseline, figure)
    count = Element(Role.CELL, parent, counts=(bar.count,))
    drawn = Piece(ARTIFACT, marks=[(0.0, 0.0, shapes)])
    pieces = [drawn, *laid.pieces, Piece(count, [at])]
    return Slab(height, pieces=pieces, cells=[*laid.cells, TableCell(count, START)])
