"""Cells side by side on the grid: the rows of tables and facts strips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rilo_desktop.drawing import Colour, Shape

from .chips import draw_chip
from .pen import Pen
from .setting import TextLine, set_text
from .slabs import Placed, Ruled, Slab, glued, height_of
from .styles import BODY, CHIP, COLUMNS, ENDS, HAIR, HEAVY, LEFT, MIDDLE, RIGHT, Style
from .styles import CAP as CAPITAL

ABOVE, BELOW = 4.2, 4.4
TALLEST = BODY * 0.6
"""A row that is higher is cut between its lines."""

Part = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Column:
    x: float
    right: float
    end: bool = False
    """Its text ends at the right edge: quantities."""

    @property
    def width(self) -> float:
        return self.right - self.x


GRID = tuple(Column(x, end) for x, end in zip(COLUMNS, ENDS, strict=True))


@dataclass(frozen=True, slots=True)
class Cell:
    """Texts below each other; `mark` stands before one of them."""

    parts: Sequence[Part] = ()
    mark: Sequence[Shape] = ()
    indent: float = 0.0
    marked: int = 0
    """Index of the text that the mark stands before; that one is indented."""


EMPTY = Cell()


@dataclass(slots=True)
class Laid:
    """What the cells of a row come to."""

    height: float = 0.0
    lines: list[Placed] = field(default_factory=list)
    marks: list[tuple[float, float, Sequence[Shape]]] = field(default_factory=list)
    chips: list[tuple[str, float, float]] = field(default_factory=list)

    def paint(self, pen: Pen, top: float) -> None:
        for code, x, y in self.chips:
            draw_chip(pen, code, x, top + y)


def lay(columns: Sequence[Column], cells: Sequence[Cell], above: float = ABOVE) -> Laid:
    laid = Laid()
    for column, cell in zip(columns, cells, strict=True):
        y = above
        for n, (text, style) in enumerate(cell.parts):
            indent = cell.indent if n == cell.marked else 0.0
            if cell.mark and n == cell.marked:
                middle = style.baseline - CAPITAL * style.size / 2
                laid.marks.append((column.x, y + middle, cell.mark))
            if style is CHIP:
                laid.chips.append((text, column.x, y + 1.0))
                y += CHIP.leading
                continue
            for line in set_text(text, style, column.width - indent):
                x = column.right - line.width if column.end else column.x + indent
                laid.lines.append((x, y + line.style.baseline, line))
                y += line.style.leading
        laid.height = max(laid.height, y)
    return laid


def row(
    columns: Sequence[Column],
    cells: Sequence[Cell],
    rule: tuple[float, Colour] | None = (HAIR, Colour.RULE),
    above: float = ABOVE,
    below: float = BELOW,
    ground: Colour | None = None,
    left: float = LEFT,
) -> list[Slab]:
    """A row with a rule below it; more than one slab where it is too high for one."""
    laid = lay(columns, cells, above)
    height = laid.height + below
    if height > TALLEST:
        return _cut(laid, rule, left)
    rules: list[Ruled] = [(left, RIGHT, height, *rule)] if rule else []
    grounds = [(left, 0.0, RIGHT - left, height, ground)] if ground else []
    paint = laid.paint if laid.chips else None
    return [Slab(height, 0.0, laid.lines, laid.marks, rules, grounds, paint)]


def _cut(laid: Laid, rule: tuple[float, Colour] | None, left: float) -> list[Slab]:
    """Strips of a row between its lines, each up to a fifth of a page high."""
    slabs: list[Slab] = []
    waiting = sorted(laid.lines, key=lambda placed: placed[1])
    marks = laid.marks
    start = 0
    while start < len(waiting):
        top = waiting[start][1] - waiting[start][2].style.leading
        end = start
        while end < len(waiting) and waiting[end][1] - top < BODY / 5:
            end += 1
        strip = [(x, y - top, line) for x, y, line in waiting[start:end]]
        height = max(y for _, y, _ in strip) + 3.0
        slabs.append(Slab(height, lines=strip, marks=[(x, y - top, s) for x, y, s in marks]))
        marks = []
        start = end
    if slabs and rule:
        last = slabs[-1]
        last.height += BELOW
        last.rules = [(left, RIGHT, last.height, *rule)]
    return slabs


def head_row(columns: Sequence[Column], cells: Sequence[Cell]) -> Slab:
    """Opens a table: a heavy rule above, a finer one below."""
    (slab,) = row(columns, cells, rule=None, above=3.4, below=3.6)
    slab.rules = [
        (LEFT, RIGHT, 0.0, HEAVY, Colour.INK),
        (LEFT, RIGHT, slab.height, MIDDLE, Colour.INK),
    ]
    slab.glue = True
    return slab


def table(head: Slab | None, rows: Iterable[list[Slab]], last: Sequence[Slab] = ()) -> list[Slab]:
    """Rows under a head that comes again on each page; a short table stays together.

    No row stands alone below the head or above a break, and `last` stays with the last row.
    """
    blocks = list(rows)
    body = [slab for block in blocks for slab in block]
    if len(blocks) > 1:
        blocks[0][-1].glue = blocks[-2][-1].glue = True
    if last and body:
        body[-1].glue = True
    body += last
    if head is not None:
        for slab in body:
            slab.head = (head,)
        head.glue = bool(body)
    slabs = ([head] if head is not None else []) + body
    if height_of(slabs) < BODY / 2:
        glued(slabs)
    return slabs


def opening_rule(slabs: Sequence[Slab], width: float = HEAVY) -> None:
    """A rule along the top of the first slab."""
    if slabs:
        slabs[0].rules = [(LEFT, RIGHT, 0.0, width, Colour.INK), *slabs[0].rules]


def text_height(lines: Sequence[TextLine]) -> float:
    return sum(line.style.leading for line in lines)
