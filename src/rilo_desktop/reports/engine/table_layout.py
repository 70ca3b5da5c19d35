"""Cells side by side on the grid: the rows of tables and facts strips."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rilo_desktop.drawing import Colour, Shape

from .layout_blocks import Marked, Piece, Placed, Ruled, Slab, TableCell, glued, height_of
from .structure import (
    ARTIFACT,
    SECTION_LEVEL,
    Counted,
    Element,
    Role,
    Scope,
    around,
    heading,
    holding,
    paragraph,
)
from .styles import CAP as CAPITAL
from .styles import CHIP, COLUMNS, ENDS, HAIR, HEAVY, LEFT, MIDDLE, RIGHT, Style, body_height
from .typesetting import Runs, TextLine, set_text

ABOVE, BELOW = 4.2, 4.4
TALLEST = 0.6
"""Part of a page: a row that is higher is cut between its lines."""

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
    """Its first text names what stands in the row, as a label in the margin does."""
    is_row_head: bool = False
    """It is the head of its row. Where none is, the first that holds something."""
    told: str = ""
    """What the mark says, where no word beside it does."""
    is_stacked: bool = False
    """Each of its texts is a cell of its own, in line with those of the other stacked cells."""
    is_above: bool = False
    """It belongs to the cell above it, which takes one row more."""


EMPTY = Cell()
BLANK = "\u00a0"
"""The text of a line that stays empty."""
NEAR = 1.0
"""Columns of a table that begin so near to each other are one."""


@dataclass(slots=True)
class Laid:
    """What the cells of a row come to."""

    height: float = 0.0
    pieces: list[Piece] = field(default_factory=list)
    cells: list[TableCell] = field(default_factory=list)


def lay(
    columns: Sequence[Column],
    cells: Sequence[Cell],
    above: float = ABOVE,
    of: Role = Role.CELL,
    parent: Element | None = None,
) -> Laid:
    """`of`: a table's CELL or its HEADER; ITEM: each cell is label, value and notes of one thing;
    LABEL: all but the last are the label of one item."""
    laid = Laid()
    many = max((len(cell.parts) for cell in cells if cell.is_stacked), default=1)
    within = [parent, *(Element(Role.ROW) for _ in range(many - 1))]
    below: list[list[Piece]] = [[] for _ in within]
    tops = _tops(columns, cells, above, many)
    is_named = any(cell.is_row_head for cell in cells)
    has_first = False
    item = Element(Role.ITEM, parent) if of is Role.LABEL else None
    for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        if cell.is_heading:
            first, notes = replace(cell, parts=cell.parts[:1]), Cell(cell.parts[1:])
            y = _set(laid, laid.pieces, column, first, above, heading(SECTION_LEVEL))
            _set(laid, laid.pieces, column, notes, y, paragraph())
        elif of is Role.ITEM:
            held = Element(Role.ITEM, parent)
            label, rest = Element(Role.LABEL, held), replace(cell, parts=cell.parts[1:])
            y = _set(laid, laid.pieces, column, Cell(cell.parts[:1]), above, label)
            body = Element(Role.BODY, held, counts=cell.counts)
            _set(laid, laid.pieces, column, replace(rest, marked=cell.marked - 1), y, body)
        elif item is not None:
            role = Role.BODY if at + 1 == len(cells) else Role.LABEL
            before = laid.pieces[-1].element if laid.pieces and role is Role.LABEL else None
            told = before if before is not None and before.role is role else Element(role, item)
            _set(laid, laid.pieces, column, cell, above, told)
        elif of not in (Role.CELL, Role.HEADER):
            _set(laid, laid.pieces, column, cell, above, parent or Element(of))
        else:
            for n, own in enumerate(_stacked(cell, many)):
                is_empty = not any(_is_shown(text) for text, _ in own.parts) and not own.told
                is_other = not cell.is_row_head if is_named else has_first
                element = _table_cell(own, of, within[n], is_empty, is_other)
                element.rows = 1 if cell.is_stacked else many
                has_first |= not is_empty and not n
                found = TableCell(element, column.x, is_empty, cell.is_above)
                laid.cells.append(found)
                if is_empty:
                    below[n].append(Piece(element))
                _set(laid, below[n], column, own, tops[n], element)
    if any(not cell.is_empty for cell in laid.cells):
        laid.pieces += [piece for pieces in below for piece in pieces]
    else:  # a label alone is no row
        laid.cells = []
    return laid


def _stacked(cell: Cell, many: int) -> list[Cell]:
    if not cell.is_stacked:
        return [cell]
    one = [replace(cell, parts=[part], is_stacked=False) for part in cell.parts]
    return [*one, *[Cell()] * (many - len(one))]


def _tops(columns: Sequence[Column], cells: Sequence[Cell], above: float, many: int) -> list[float]:
    """Where the lines of stacked cells begin."""
    stacked = [
        (column, cell) for column, cell in zip(columns, cells, strict=True) if cell.is_stacked
    ]
    tops = [above]
    for n in range(many - 1):
        parts = [(column, cell.parts[n]) for column, cell in stacked if n < len(cell.parts)]
        high = (
            len(set_text(text, style, column.width)) * style.leading
            for column, (text, style) in parts
        )
        tops.append(tops[-1] + max(high))
    return tops


def _is_shown(text: str | Runs) -> bool:
    return bool((text if isinstance(text, str) else "".join(one for one, _ in text)).strip())


def _table_cell(
    cell: Cell, of: Role, parent: Element | None, is_empty: bool, is_other: bool
) -> Element:
    if is_empty or (of is Role.CELL and is_other):
        return Element(Role.CELL, parent, counts=cell.counts)
    scope = Scope.COLUMN if of is Role.HEADER else Scope.ROW
    return Element(Role.HEADER, parent, scope=scope, counts=cell.counts)


def _set(
    laid: Laid, pieces: list[Piece], column: Column, cell: Cell, y: float, element: Element
) -> float:
    """Adds its texts from `y`; where they end. Of several each is a paragraph."""
    several = sum(_is_shown(text) for text, _ in cell.parts) > 1
    for n, (text, style) in enumerate(cell.parts):
        own = element
        if several and element.role in (Role.CELL, Role.HEADER, Role.BODY):
            own = Element(Role.PARAGRAPH, element)
        if isinstance(text, str) and own.role is not Role.LINK:
            own = holding(own, text)
        elif isinstance(text, str) and (span := holding(Element(Role.SPAN, own), text)).language:
            own = span
        indent = cell.indent if n == cell.marked else 0.0
        if cell.mark and n == cell.marked:
            middle = style.baseline - CAPITAL * style.size / 2
            mark: Marked = (column.x, y + middle, cell.mark)
            drawn = Element(Role.FIGURE, element, alt=cell.told) if cell.told else ARTIFACT
            pieces.append(Piece(drawn, marks=[mark]))
        if style is CHIP:
            pieces.append(Piece(own, chips=[(str(text), column.x, y + 1.0)]))
            y += CHIP.leading
            continue
        lines: list[Placed] = []
        for line in set_text(text, style, column.width - indent):
            x = column.right - line.width if column.end else column.x + indent
            lines.append((x, y + line.style.baseline, line))
            y += line.style.leading
        if lines and _is_shown(text):
            pieces.append(Piece(own, lines))
    laid.height = max(laid.height, y)
    return y


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

    `of`: CELL or HEADER of a table, which `table` puts around it; ITEM of a list; LABEL: the row is
    an item, which `listed` puts into a list; another role: all cells belong to `parent`, or each
    is an element of this role.
    """
    if parent is None and of in (Role.ITEM, Role.CELL, Role.HEADER):
        parent = Element(Role.LIST if of is Role.ITEM else Role.ROW)
    laid = lay(columns, cells, above, of, parent)
    height = laid.height + below
    if height > body_height() * TALLEST:
        return _cut(laid, rule, left)
    rules: list[Ruled] = [(left, RIGHT, height, *rule)] if rule else []
    grounds = [(left, 0.0, RIGHT - left, height, ground)] if ground else []
    return [Slab(height, 0.0, laid.pieces, rules, grounds, cells=laid.cells)]


def _cut(laid: Laid, rule: tuple[float, Colour] | None, left: float) -> list[Slab]:
    """Strips of a row between its lines, each up to a fifth of a page high."""
    slabs: list[Slab] = []
    placed = [(line, piece.element) for piece in laid.pieces for line in piece.lines]
    waiting = sorted(placed, key=lambda one: one[0][1])
    start = 0
    while start < len(waiting):
        _, y, line = waiting[start][0]
        top = y - line.style.leading
        end = start
        while end < len(waiting) and waiting[end][0][1] - top < body_height() / 5:
            end += 1
        strip = waiting[start:end]
        height = max(y for (_, y, _), _ in strip) - top + 3.0
        pieces: list[Piece] = []
        for element in dict.fromkeys(element for _, element in strip):
            pieces.append(Piece(element, [line for line, of in strip if of is element]))
        if not slabs:
            pieces = _first(laid.pieces, pieces)
        slabs.append(Slab(height, pieces=[piece.lower(-top) for piece in pieces]))
        start = end
    if slabs:
        slabs[0].cells = laid.cells
    if slabs and rule:
        last = slabs[-1]
        last.height += BELOW
        last.rules = [(left, RIGHT, last.height, *rule)]
    return slabs


def _first(every: Sequence[Piece], shown: Sequence[Piece]) -> list[Piece]:
    """Of a row that is cut: its marks, and each element in the order of the columns."""
    lines = {piece.element: piece.lines for piece in shown}
    pieces: list[Piece] = []
    for piece in every:
        if piece.element is ARTIFACT:
            pieces.append(replace(piece, lines=()))
        else:
            pieces.append(replace(piece, lines=lines.pop(piece.element, ())))
    return pieces


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
    join([slab for slab in slabs if slab.cells])
    if height_of(slabs) < body_height() / 2:
        glued(slabs)
    return slabs


class DrawnRow:
    """A row of a table whose cells stand where its drawing wants them; `join` puts it into one."""

    def __init__(self) -> None:
        self.element = Element(Role.ROW)
        self.pieces: list[Piece] = []
        self.cells: list[TableCell] = []

    def cell(
        self,
        x: float,
        lines: Sequence[Placed] = (),
        scope: Scope | None = None,
        counts: tuple[Counted, ...] = (),
    ) -> Element:
        """`x`: where its column begins; `scope`: of a header."""
        role = Role.CELL if scope is None else Role.HEADER
        element = Element(role, self.element, scope=scope, counts=counts)
        self.pieces.append(Piece(element, lines))
        self.cells.append(TableCell(element, x))
        return element


def join(rows: Sequence[Slab]) -> None:
    """Makes one table of rows that may have different columns: where one begins that holds
    something, a column of the table does."""
    within = Element(Role.TABLE)
    starts = sorted(cell.x for slab in rows for cell in slab.cells if not cell.is_empty)
    edges = [x for n, x in enumerate(starts) if not n or x > starts[n - 1] + NEAR]
    last: dict[int, Element] = {}
    """By their columns the cells that may take a row more."""
    for slab in rows:
        kept: dict[int, Element] = {}
        gone: set[Element] = set()
        spans = _spans(slab, edges)
        for cell in slab.cells:
            row_of = cell.element.parent
            assert row_of is not None
            row_of.parent = within
            start, span = spans[cell.x]
            if cell.is_above and start in last:
                kept[start] = last[start]
                gone.add(cell.element)
            elif not span:
                gone.add(cell.element)
            else:
                cell.element.columns = span
                kept.setdefault(start, cell.element)
        for start, element in kept.items():
            if element is last.get(start):
                element.rows += 1
        last = kept
        slab.pieces = [piece for piece in slab.pieces if piece.element not in gone]


def _spans(slab: Slab, edges: Sequence[float]) -> dict[float, tuple[int, int]]:
    """{where a cell begins: the first of its columns, and how many they are}. All have one that
    holds something; of the others those that are left a column. In a row of heads that is what
    stands before the first: a head is also that of the columns beside it without one."""
    held = {cell.x for cell in slab.cells if not cell.is_empty}
    is_head = any(cell.element.scope is Scope.COLUMN for cell in slab.cells)
    begins = sorted(
        x
        for x in {cell.x for cell in slab.cells}
        if x in held or (any(abs(x - e) <= NEAR for e in edges) and not (is_head and x > min(held)))
    )
    found = {cell.x: (len(edges), 0) for cell in slab.cells}
    for n, x in enumerate(begins):
        first = bisect_left(edges, x - NEAR) if n else 0
        end = bisect_left(edges, begins[n + 1] - NEAR) if n + 1 < len(begins) else len(edges)
        found[x] = (first, end - first)
    return found


def listed(slabs: Sequence[Slab]) -> list[Slab]:
    """Makes lists of rows that are items and follow each other."""
    within = Element(Role.LIST)
    for element in (piece.element for slab in slabs for piece in slab.pieces):
        item = around(element, Role.ITEM)
        if item is None:
            within = within if element is ARTIFACT else Element(Role.LIST)
        elif item.parent is None:
            item.parent = within
    return [*slabs]


def opening_rule(slabs: Sequence[Slab], width: float = HEAVY) -> None:
    """A rule along the top of the first slab."""
    if slabs:
        slabs[0].rules = [(LEFT, RIGHT, 0.0, width, Colour.INK), *slabs[0].rules]


def text_height(lines: Sequence[TextLine]) -> float:
    return sum(line.style.leading for line in lines)
