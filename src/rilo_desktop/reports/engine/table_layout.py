"""Cells side by side on the grid: the rows of tables and facts strips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rilo_desktop.drawing import Colour, Shape

from .layout_blocks import Marked, Piece, Placed, Ruled, Slab, glued, height_of
from .structure import ARTIFACT, SECTION_LEVEL, Counted, Element, Role, Scope, heading
from .styles import BODY, CHIP, COLUMNS, ENDS, HAIR, HEAVY, LEFT, MIDDLE, RIGHT, Style
from .styles import CAP as CAPITAL
from .typesetting import Runs, TextLine, set_text

ABOVE, BELOW = 4.2, 4.4
TALLEST = BODY * 0.6
"""A row that is higher is cut between its lines."""

Part = tuple[str, Style]
MixedPart = tuple[str | Runs, Style]
"""A text in one weight or in several."""


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

    parts: Sequence[MixedPart] = ()
    mark: Sequence[Shape] = ()
    indent: float = 0.0
    marked: int = 0
    """Index of the text that the mark stands before; that one is indented."""
    counts: tuple[Counted, ...] = ()
    """What its numbers were counted from."""
    is_heading: bool = False
    """It names what stands in the row, as a label in the margin does."""


EMPTY = Cell()
BLANK = "\u00a0"
"""The text of a line that stays empty."""


@dataclass(slots=True)
class Laid:
    """What the cells of a row come to."""

    height: float = 0.0
    pieces: list[Piece] = field(default_factory=list)


def lay(
    columns: Sequence[Column],
    cells: Sequence[Cell],
    above: float = ABOVE,
    of: Role = Role.CELL,
    parent: Element | None = None,
) -> Laid:
    """`of`: a table's CELL or its HEADER, or ITEM: label, value and notes of one thing."""
    laid = Laid()
    is_first = True
    for column, cell in zip(columns, cells, strict=True):
        y = above
        first, rest = _elements(cell, of, parent, is_first)
        for n, (text, style) in enumerate(cell.parts):
            element = rest if n else first
            indent = cell.indent if n == cell.marked else 0.0
            if cell.mark and n == cell.marked:
                middle = style.baseline - CAPITAL * style.size / 2
                mark: Marked = (column.x, y + middle, cell.mark)
                laid.pieces.append(Piece(ARTIFACT, marks=[mark]))
            if style is CHIP:
                laid.pieces.append(Piece(element, chips=[(str(text), column.x, y + 1.0)]))
                y += CHIP.leading
                is_first = False
                continue
            lines: list[Placed] = []
            for line in set_text(text, style, column.width - indent):
                x = column.right - line.width if column.end else column.x + indent
                lines.append((x, y + line.style.baseline, line))
                y += line.style.leading
            if lines:
                laid.pieces.append(Piece(element, lines))
                is_first = False
        laid.height = max(laid.height, y)
    return laid


def _elements(
    cell: Cell, of: Role, parent: Element | None, is_first: bool
) -> tuple[Element, Element]:
    """Of the first text of a cell and of the others."""
    if cell.is_heading:
        found = heading(SECTION_LEVEL)
    elif of is Role.ITEM:
        item = Element(Role.ITEM, parent)
        return Element(Role.LABEL, item), Element(Role.BODY, item, counts=cell.counts)
    elif of is Role.HEADER:
        found = Element(Role.HEADER, parent, scope=Scope.COLUMN)
    elif of is Role.CELL and is_first:
        found = Element(Role.HEADER, parent, scope=Scope.ROW)
    elif of is Role.CELL:
        found = Element(Role.CELL, parent, counts=cell.counts)
    else:
        assert parent is not None
        found = parent
    return found, found


def side_by_side(
    columns: Sequence[Column], lines: Iterable[Sequence[Part]]
) -> tuple[list[Part], ...]:
    """The texts of cells beside each other: those of one line begin at one height, also where one
    of them breaks."""
    found: tuple[list[Part], ...] = tuple([] for _ in columns)
    for line in lines:
        heights = [
            len(set_text(text, style, column.width))
            for column, (text, style) in zip(columns, line, strict=True)
        ]
        for parts, (text, style), high in zip(found, line, heights, strict=True):
            parts += [(text, style), *[(BLANK, style)] * (max(heights) - high)]
    return found


def row(
    columns: Sequence[Column],
    cells: Sequence[Cell],
    rule: tuple[float, Colour] | None = (HAIR, Colour.RULE),
    above: float = ABOVE,
    below: float = BELOW,
    ground: Colour | None = None,
    left: float = LEFT,
    of: Role = Role.CELL,
    parent: Element | None = None,
) -> list[Slab]:
    """A row with a rule below it; more than one slab where it is too high for one.

    `of`: CELL or HEADER of a table, which `table` puts around it; ITEM of a list; LINK: all cells
    belong to the element `parent`.
    """
    if parent is None:
        parent = Element(Role.LIST if of is Role.ITEM else Role.ROW)
    laid = lay(columns, cells, above, of, parent)
    height = laid.height + below
    if height > TALLEST:
        return _cut(laid, rule, left)
    rules: list[Ruled] = [(left, RIGHT, height, *rule)] if rule else []
    grounds = [(left, 0.0, RIGHT - left, height, ground)] if ground else []
    return [Slab(height, 0.0, laid.pieces, rules, grounds)]


def _cut(laid: Laid, rule: tuple[float, Colour] | None, left: float) -> list[Slab]:
    """Strips of a row between its lines, each up to a fifth of a page high."""
    slabs: list[Slab] = []
    placed = [(line, piece.element) for piece in laid.pieces for line in piece.lines]
    waiting = sorted(placed, key=lambda one: one[0][1])
    marks = [mark for piece in laid.pieces for mark in piece.marks]
    start = 0
    while start < len(waiting):
        _, y, line = waiting[start][0]
        top = y - line.style.leading
        end = start
        while end < len(waiting) and waiting[end][0][1] - top < BODY / 5:
            end += 1
        strip = waiting[start:end]
        height = max(y for (_, y, _), _ in strip) - top + 3.0
        pieces = [Piece(ARTIFACT, marks=marks)] if marks else []
        for element in dict.fromkeys(element for _, element in strip):
            pieces.append(Piece(element, [line for line, of in strip if of is element]))
        slabs.append(Slab(height, pieces=[piece.lower(-top) for piece in pieces]))
        marks = []
        start = end
    if slabs and rule:
        last = slabs[-1]
        last.height += BELOW
        last.rules = [(left, RIGHT, last.height, *rule)]
    return slabs


def head_row(columns: Sequence[Column], cells: Sequence[Cell]) -> Slab:
    """Opens a table: a heavy rule above, a finer one below."""
    (slab,) = row(columns, cells, rule=None, above=3.4, below=3.6, of=Role.HEADER)
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
    within = Element(Role.TABLE)
    for piece in (piece for slab in slabs for piece in slab.pieces):
        if piece.element.parent is not None and piece.element.parent.role is Role.ROW:
            piece.element.parent.parent = within
    if height_of(slabs) < BODY / 2:
        glued(slabs)
    return slabs


def opening_rule(slabs: Sequence[Slab], width: float = HEAVY) -> None:
    """A rule along the top of the first slab."""
    if slabs:
        slabs[0].rules = [(LEFT, RIGHT, 0.0, width, Colour.INK), *slabs[0].rules]


def text_height(lines: Sequence[TextLine]) -> float:
    return sum(line.style.leading for line in lines)
