"""Blocks of documents with figures: heads with finding and base, key figures, heat tables, pairs.

A number is always handed in as its `Figure`, so that paper, annex and tables say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rilo_desktop.analysis.figures import Figure
from rilo_desktop.drawing import Colour, Line, Rect, Shape
from rilo_desktop.drawing.heat import GROUNDS, class_limits, class_of, class_words

from ..engine.document_builder import LABEL_WIDTH, Flow
from ..engine.fonts import REGULAR, SEMIBOLD
from ..engine.layout_blocks import Piece, Placed, Slab, glued
from ..engine.structure import (
    ARTIFACT,
    Element,
    Role,
    Scope,
    paragraph,
)
from ..engine.structure import figure as drawn_figure
from ..engine.styles import (
    BODY_TEXT,
    HAIR,
    HEAD,
    HEAVY,
    LABEL,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_TEXT,
    MIDDLE,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
    TEXT_WIDTH,
    Style,
)
from ..engine.table_layout import GRID, Cell, Column, DrawnRow, head_row, opening_rule, row, table
from ..engine.typesetting import set_balanced, set_line, set_text
from .content import Content

FINDING = Style(SEMIBOLD, 9.6, 13.2)
BIG = Style(SEMIBOLD, 22, 26)
BIG_GREY = Style(REGULAR, 11, 26, Colour.GREY)
BESIDE = Style(SEMIBOLD, 8.6, 11, Colour.GREY)
ON_DARK = Style(SEMIBOLD, 8.2, 11, Colour.PAPER)
NUMBERS = (BIG, LIST_KEY, ON_DARK)
"""Styles in which figures of this document are set."""
FEWEST_CASES, FEWEST_ROWS, FEWEST_VALUES = 10, 3, 5
"""Under these a picture becomes a list, a median its values."""
TILE_GAP = 1.8
TILE_ABOVE, TILE_BELOW = 4.6, 4.2


def said(flow: Flow, figure: Figure | None) -> str:
    """The number as it is printed; one that is not known is never zero."""
    if figure is None or figure.value is None:
        return flow.say.text("not known")
    return flow.wording.formats.number(figure.value)


def number(flow: Flow, figure: Figure | None, style: Style = LIST_KEY) -> Cell:
    """A cell with a figure."""
    if figure is None:
        return Cell([("–", LIST_GREY)])
    shown = style if figure.value is not None else LIST_GREY
    return Cell([(said(flow, figure), shown)], counts=(figure,))


def last_year(flow: Flow, figure: Figure | None) -> Cell:
    """The same figure of the year before, as its report printed it."""
    if figure is None or figure.last is None:
        return Cell([("–", LIST_GREY)])
    return Cell([(flow.wording.formats.number(figure.last), LIST_GREY)], counts=(figure,))


def finding(flow: Flow, content: Content, place: str, label: str, proposal: str, base: str) -> None:
    """The head of a figure: what it tells, typed or proposed, and what it was counted from."""
    flow.figure_number += 1
    typed = content.head.said(place)
    text = " ".join(typed) or proposal[:1].upper() + proposal[1:]
    if not typed:
        flow.proposed.append((place, text))
        base = flow.say.text("{base}. Wording proposed by the program", base=base)
    pieces: list[Piece] = []
    y = 0.0
    lines: list[Placed] = []
    for line in set_text(label, SECTION, LABEL_WIDTH):
        lines.append((LEFT, y + FINDING.baseline, line))
        y += SECTION.leading
    pieces.append(Piece(flow.named(label), lines))
    name = flow.say.text("Figure {number}", number=flow.figure_number)
    pieces.append(Piece(paragraph(), [(LEFT, y + NOTE.baseline + 1.0, set_line(name, NOTE))]))
    below = y + NOTE.leading + 1.0
    y = 0.0
    told: list[Placed] = []
    for line in set_balanced(text, FINDING, TEXT_WIDTH):
        told.append((TEXT, y + FINDING.baseline, line))
        y += FINDING.leading
    pieces.append(Piece(paragraph(), told))
    under: list[Placed] = []
    for line in set_text(base, NOTE, TEXT_WIDTH):
        under.append((TEXT, y + NOTE.baseline, line))
        y += NOTE.leading
    pieces.append(Piece(paragraph(), under))
    slab = Slab(max(y, below) + 4.0, pieces=pieces, glue=True)
    flow.add([slab], 14.0)


def note(text: str, x: float = TEXT) -> Slab:
    """Small print below a figure or table."""
    lines = set_text(text, NOTE, RIGHT - x)
    placed = [(x, 4.0 + n * NOTE.leading + NOTE.baseline, line) for n, line in enumerate(lines)]
    return Slab(6.0 + len(lines) * NOTE.leading, pieces=[Piece(paragraph(), placed)])


def sentence(flow: Flow, label: str, text: str) -> None:
    """A part without content: its label and one sentence, no table and no page."""
    lines = set_text(text, BODY_TEXT, TEXT_WIDTH)
    placed = [
        (TEXT, n * BODY_TEXT.leading + BODY_TEXT.baseline, line) for n, line in enumerate(lines)
    ]
    margin = [
        (LEFT, n * SECTION.leading + BODY_TEXT.baseline, line)
        for n, line in enumerate(set_text(label, SECTION, LABEL_WIDTH))
    ]
    height = max(len(lines) * BODY_TEXT.leading, len(margin) * SECTION.leading)
    pieces = [Piece(flow.named(label), margin), Piece(paragraph(), placed)]
    flow.add([Slab(height, pieces=pieces)], 12.0)


# Key figures


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """`figure` None: nothing of it was recorded, as `base` says."""

    label: str
    figure: Figure | None
    base: str
    value: str = ""
    """What stands there instead of a single number: the values themselves, under their limit."""


def key_figures(flow: Flow, content: Content, shown: Sequence[KeyFigure]) -> None:
    rows = [shown[first : first + 4] for first in range(0, len(shown), 4)]
    slabs = [_key_row(flow, content, part) for part in rows]
    opening_rule(slabs, HEAVY)
    flow.add(glued(slabs), 2.0)


def _key_row(flow: Flow, content: Content, shown: Sequence[KeyFigure]) -> Slab:
    within = Element(Role.LIST)
    pieces: list[Piece] = []
    heights = []
    names = [set_text(one.label, LABEL, c.width) for one, c in zip(shown, GRID, strict=False)]
    value_at = 4.0 + max(map(len, names)) * LABEL.leading
    for one, name, column in zip(shown, names, GRID, strict=False):
        item = Element(Role.ITEM, within)
        counted = (one.figure,) if one.figure is not None else ()
        body = Element(Role.BODY, item, counts=counted)
        lines = [
            (column.x, 4.0 + n * LABEL.leading + LABEL.baseline, line)
            for n, line in enumerate(name)
        ]
        pieces.append(Piece(Element(Role.LABEL, item), lines))
        text = one.value or (said(flow, one.figure) if one.figure else flow.say.text("not known"))
        known = bool(one.value) or (one.figure is not None and one.figure.value is not None)
        value = set_line(text, BIG if known else BIG_GREY)
        at = value_at + BIG.baseline
        placed: list[Placed] = [(column.x, at, value)]
        y = value_at + BIG.leading
        pair = one.figure is not None and one.figure.last is not None and not one.value
        if pair and one.figure is not None and one.figure.last is not None:
            before = flow.say.text(
                "{year}: {value}",
                year=content.head.year - 1,
                value=flow.wording.formats.number(one.figure.last),
            )
            line = set_line(before, BESIDE)
            x = column.x + value.width + 8.0
            if x + line.width > column.right:
                x, y = column.x, y + BESIDE.leading
                placed.append((x, y - 3.0, line))
            else:
                placed.append((x, at, line))
            pieces.append(Piece(ARTIFACT, marks=[(column.x, y + 1.0, _pair(one.figure, column))]))
            y += 15.0
        for line in set_text(one.base, NOTE, column.width):
            placed.append((column.x, y + NOTE.baseline, line))
            y += NOTE.leading
        pieces.append(Piece(body, placed))
        heights.append(y)
    height = max(heights) + 5.0
    return Slab(height, pieces=pieces, rules=[(LEFT, RIGHT, height, HAIR, Colour.RULE)])


def _pair(figure: Figure, column: Column) -> Sequence[Shape]:
    """Two bars from one zero: dark this year, open the year before."""
    now, before = figure.value or Decimal(0), figure.last or Decimal(0)
    most = max(now, before) or Decimal(1)
    width = column.width - 2.0
    bars = [Rect(0, 0, float(now / most) * width, 5.0, fill=Colour.ACCENT)] if now else []
    if before:
        long = max(float(before / most) * width, 0.6)
        bars.append(Rect(0.3, 6.0, long, 4.4, Colour.PAPER, Colour.INK, 0.6))
    return bars


# Heat tables


@dataclass(frozen=True, slots=True)
class HeatRow:
    """`cells` None: one broken frame with `instead` over all of them."""

    label: str
    cells: Sequence[Figure | None] | None
    total: Figure | None
    instead: str = ""
    is_sum: bool = False


def heat_columns(count: int) -> tuple[Column, ...]:
    """The text column in equal tiles."""
    width = TEXT_WIDTH / count
    return tuple(Column(TEXT + n * width, TEXT + (n + 1) * width - TILE_GAP) for n in range(count))


def heat_table(
    flow: Flow, heads: Sequence[str], rows: Sequence[HeatRow], first: str, has_total: bool
) -> None:
    """`heads`: of the tiles; the last column is the total where there is one."""
    columns = (GRID[0], *heat_columns(len(heads)))
    values = [
        cell.whole for line in rows if line.cells and not line.is_sum for cell in line.cells if cell
    ]
    limits = class_limits(values)
    head = _heat_head(columns, heads, first)
    body = [_heat_row(flow, columns, line, limits, has_total) for line in rows]
    slabs = table(head, body)
    flow.add(slabs, 4.0)
    flow.slabs[-1].glue = True
    flow.add([_heat_legend(flow, limits)])


def _heat_head(columns: Sequence[Column], heads: Sequence[str], first: str) -> Slab:
    """One line of heads; where one does not fit, stairs with a hairline down: a line each, more
    where a name is wider than what is right of its column."""
    fits = all(
        set_line(text, HEAD).width <= column.width + TILE_GAP
        for text, column in zip(heads, columns[1:], strict=True)
    )
    if fits:
        cells = [Cell([(first, HEAD)]), *(Cell([(text, HEAD)]) for text in heads)]
        return head_row(columns, cells)
    step, made = HEAD.leading, DrawnRow()
    names = [
        set_text(text, HEAD, RIGHT - column.x - 3.0)
        for text, column in zip(heads, columns[1:], strict=True)
    ]
    height = step * sum(map(len, names)) + 7.0
    marks: list[tuple[float, float, Sequence[Shape]]] = []
    start = (LEFT, height - 3.6 - step + HEAD.baseline, set_line(first, HEAD))
    made.cell(LEFT, [start], Scope.COLUMN)
    y = 3.4
    for lines, column in zip(names, columns[1:], strict=True):
        placed = [
            (column.x + 3.0, y + n * step + HEAD.baseline, line) for n, line in enumerate(lines)
        ]
        made.cell(column.x, placed, Scope.COLUMN)
        marks.append((0, 0, (Line(column.x + 0.3, y + 2.0, column.x + 0.3, height, HAIR),)))
        y += step * len(lines)
    pieces = [*made.pieces, Piece(ARTIFACT, marks=marks)]
    rules = [
        (LEFT, RIGHT, 0.0, HEAVY, Colour.INK),
        (LEFT, RIGHT, height, MIDDLE, Colour.INK),
    ]
    return Slab(height, pieces=pieces, rules=rules, glue=True, cells=made.cells)


def _heat_row(
    flow: Flow,
    columns: Sequence[Column],
    line: HeatRow,
    limits: Sequence[int],
    has_total: bool,
) -> list[Slab]:
    name = Cell([(line.label, LIST_KEY)])
    if line.cells is None:
        widths = (columns[0], Column(columns[1].x, columns[-2].right), columns[-1])
        cells = [name, Cell([(line.instead, LIST_GREY)], indent=4.0), number(flow, line.total)]
        if line.total is None:
            cells[-1] = Cell([(flow.say.text("not known"), LIST_GREY)], indent=4.0)
        slabs = row(widths, cells, above=TILE_ABOVE, below=TILE_BELOW)
        frame = Rect(
            columns[1].x,
            2.4,
            columns[-2].right - columns[1].x,
            slabs[0].height - 4.8,
            stroke=Colour.INK,
            line=0.7,
            dash=(2.0, 1.6),
        )
        slabs[0].pieces = [Piece(ARTIFACT, marks=[(0, 0, (frame,))]), *slabs[0].pieces]
        return slabs
    tiles = [*line.cells, *([line.total] if has_total else [])]
    cells, grounds = [name], []
    for n, (figure, column) in enumerate(zip(tiles, columns[1:], strict=True)):
        is_total = line.is_sum or (has_total and n == len(tiles) - 1)
        shade = 0 if figure is None or is_total else class_of(figure.whole, limits)
        if figure is None:
            cells.append(Cell([("", LIST_GREY)]))
            continue
        style = LIST_KEY if shade or is_total else LIST_GREY
        if shade == len(GROUNDS) - 1:
            style = ON_DARK
        shown = number(flow, figure, style)
        cells.append(Cell(shown.parts, indent=4.0, counts=shown.counts))
        if shade:
            grounds.append((column, GROUNDS[shade]))
    slabs = row(
        columns,
        cells,
        above=TILE_ABOVE,
        below=TILE_BELOW,
        ground=Colour.TINT if line.is_sum else None,
    )
    high = slabs[0].height
    slabs[0].grounds = [
        *slabs[0].grounds,
        *((c.x, 1.2, c.width, high - 2.4, colour) for c, colour in grounds),
    ]
    return slabs


def _heat_legend(flow: Flow, limits: Sequence[int]) -> Slab:
    say = flow.say
    words = class_words(limits, say.text("{count} or more", count=limits[-1]))
    placed: list[Placed] = []
    marks: list[tuple[float, float, Sequence[Shape]]] = []
    x = TEXT
    for ground, text in zip(GROUNDS, words, strict=True):
        marks.append((x, 6.0, (Rect(0, 0, 11.0, 7.6, ground, Colour.RULE, 0.5),)))
        line = set_line(text, NOTE)
        placed.append((x + 14.0, 5.0 + NOTE.baseline, line))
        x += 14.0 + line.width + 12.0
    alt = say.text("Tiles from light to dark: {classes}", classes=say.clauses(words))
    return Slab(17.0, pieces=[Piece(drawn_figure(alt), placed, marks)])


# Pairs of bars


def pair_bars(
    flow: Flow, content: Content, rows: Sequence[tuple[str, Figure]], has_last: bool
) -> None:
    """A bar for each row, dark, and an open one for the year before."""
    start, end = TEXT + 122.0, RIGHT - 66.0
    most = max(
        (max(figure.value or Decimal(0), figure.last or Decimal(0)) for _, figure in rows),
        default=Decimal(1),
    ) or Decimal(1)
    columns = (
        Column(TEXT, start - 6.0),
        Column(RIGHT - 62.0, RIGHT - 34.0, end=True),
        Column(RIGHT - 30.0, RIGHT, end=True),
    )
    year = content.head.year
    heads = ["", str(year), str(year - 1) if has_last else ""]
    (head,) = row(
        columns,
        [Cell([(text, HEAD)] if text else []) for text in heads],
        None,
        1.0,
        2.0,
        left=TEXT,
        of=Role.HEADER,
    )
    blocks = []
    for label, figure in rows:
        style = LIST_TEXT if label != flow.say.text("not known") else LIST_GREY
        cells = [
            Cell([(label, style)]),
            number(flow, figure),
            last_year(flow, figure) if has_last else Cell(),
        ]
        slabs = row(columns, cells, None, 2.6, 3.4, left=TEXT)
        wide = end - start
        now = float((figure.value or Decimal(0)) / most) * wide
        bars: list[Shape] = [Rect(start, 4.0, now, 5.0, fill=Colour.ACCENT)] if now else []
        if has_last and figure.last:
            before = float(figure.last / most) * wide
            bars.append(Rect(start, 9.6, max(before, 0.6), 4.0, Colour.PAPER, Colour.INK, 0.6))
        bars.append(Line(start, 0, start, slabs[0].height, MIDDLE))
        slabs[0].pieces = [Piece(ARTIFACT, marks=[(0, 0, bars)]), *slabs[0].pieces]
        blocks.append(slabs)
    flow.add(glued(table(head, blocks)), 4.0)


def month_pairs(flow: Flow, figures: Sequence[Figure], names: Sequence[str]) -> None:
    """Twelve pairs of columns from one zero, the number above each of this year."""
    high, columns = 92.0, heat_columns(12)
    values = [one.value or Decimal(0) for one in figures]
    most = max([*values, *(one.last or Decimal(0) for one in figures)]) or Decimal(1)
    shapes: list[Shape] = [Line(TEXT, high + 14.0, RIGHT, high + 14.0, HAIR)]
    lines: list[Placed] = []
    floor = high + 14.0
    for one, value, column in zip(figures, values, columns, strict=True):
        tall = float(value / most) * high
        if tall:
            shapes.append(Rect(column.x, floor - tall, 10.6, tall, fill=Colour.ACCENT))
        if one.last:
            before = float(one.last / most) * high
            shapes.append(
                Rect(
                    column.x + 10.6,
                    floor - before,
                    8.6,
                    before,
                    Colour.PAPER,
                    Colour.INK,
                    0.6,
                )
            )
        line = set_line(said(flow, one), LIST_KEY)
        at = (column.x + 5.3 - line.width / 2, floor - tall - 3.0, line)
        lines.append(at)
    for name, column in zip(names, columns, strict=True):
        lines.append((column.x, floor + 3.0 + NOTE.baseline, set_line(name, NOTE)))
    words = (_with_last(flow, name, one) for name, one in zip(names, figures, strict=True))
    drawn = drawn_figure(flow.say.clauses(words))
    drawn.counts = tuple(figures)
    flow.add([Slab(floor + 16.0, pieces=[Piece(drawn, lines, [(0, 0, shapes)])])], 4.0)


def _with_last(flow: Flow, name: str, one: Figure) -> str:
    say = flow.say
    if one.last is None:
        return say.labelled(name, said(flow, one))
    last = flow.wording.formats.number(one.last)
    return say.text(
        "{name}: {now}, the year before {last}", name=name, now=said(flow, one), last=last
    )


def month_names(flow: Flow) -> tuple[str, ...]:
    return tuple(flow.wording.formats.months_short)


def by_key(figures: Sequence[Figure]) -> Mapping[str, Figure]:
    return {one.key: one for one in figures}
