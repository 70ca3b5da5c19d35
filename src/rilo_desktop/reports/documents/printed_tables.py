"""Tables on paper as the window shows them: a list, or the figures behind the pictures.

No submission: nothing is embedded. Columns are as wide as what stands in them asks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Mark
from ..engine.structure import Role
from ..engine.styles import HEAD, LEFT, LIST_TEXT, MM, RIGHT, SECTION
from ..engine.table_layout import Cell, Column, head_row, row, table
from ..engine.typesetting import set_line
from .content import Content
from .drawing import Drawing, Progress
from .page_head import page_head, small_print

GAP = 3 * MM
MEASURED = 200
"""Rows whose cells say how wide a column is."""
WIDEST, LONGEST_WORD = 60 * MM, 34 * MM
Value = str | Decimal


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """`told`: a sentence under the title, "" for none."""

    title: str
    told: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, kw_only=True)
class TablesContent(Content):
    """`asked`: what was searched and filtered for, each a line of text."""

    tables: tuple[PrintedTable, ...]
    asked: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(one.rows) for one in self.tables)

    lead_count = count

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Every text of a cell, so that a sign without a glyph is named."""
        return tuple(
            (head, cell)
            for one in self.tables
            for cells in one.rows
            for head, cell in zip(one.heads, cells, strict=True)
            if isinstance(cell, str)
        )


def columns_for(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> tuple[Column, ...]:
    """Each has room for its longest word; what is left goes to those that would use it."""
    ends = [any(isinstance(one[n], Decimal) for one in rows) for n in range(len(heads))]
    least: list[float] = []
    wanted: list[float] = []
    for n, head in enumerate(heads):
        texts = [said(one[n]) for one in rows[:MEASURED]]
        words = [word for text in (head, *texts) for word in re.split(r"[ \n\t]+", text)]
        word = max((_width(one) for one in set(words)), default=0.0)
        least.append(min(word, LONGEST_WORD))
        whole = max((_width(text) for text in {head, *texts}), default=0.0)
        wanted.append(max(min(whole, WIDEST), least[-1]))
    room = RIGHT - LEFT - GAP * (len(heads) - 1)
    least = _fitted(least, room)
    more = [want - low if want > low else 0.0 for want, low in zip(wanted, least, strict=True)]
    free = room - sum(least)
    share = min(1.0, free / sum(more)) if sum(more) else 0.0
    widths = [low + share * extra for low, extra in zip(least, more, strict=True)]
    spare = (room - sum(widths)) / len(widths)
    columns: list[Column] = []
    x = LEFT
    for width, end in zip(widths, ends, strict=True):
        columns.append(Column(x, x + width + spare, end))
        x += width + spare + GAP
    return tuple(columns)


def _fitted(widths: Sequence[float], room: float) -> list[float]:
    """The widest become narrower, all to one width, until there is room for all."""
    left, kept = room, sorted(widths)
    for n, width in enumerate(kept):
        most = left / (len(kept) - n)
        if width > most:
            return [min(one, most) for one in widths]
        left -= width
    return list(widths)


def said(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _width(text: str) -> float:
    """In the style that it is drawn in, with room for what is rounded."""
    return set_line(text[:200], LIST_TEXT).width + 0.5


def _tables(flow: Flow, content: Content, _progress: Progress) -> None:
    if not isinstance(content, TablesContent):
        raise ValueError("a printed table is not made of records")
    day = flow.say.text("position of {day}", day=flow.wording.day(content.head.date))
    page_head(flow, content, (day,), ())
    for line in content.asked:
        small_print(flow, line, 2.0)
    for one in content.tables:
        _table(flow, one, len(content.tables) > 1)
        flow.hand_on()


def _table(flow: Flow, one: PrintedTable, titled: bool) -> None:
    columns = columns_for(one.heads, one.rows)
    full = (Column(LEFT, RIGHT),)
    if titled:
        (title,) = row(full, [Cell([(one.title, SECTION)], is_heading=True)], rule=None)
        title.mark = Mark(f"table-{one.title}", one.title, 1, "", one.title)
        title.glue = True
        flow.add([title], 12.0)
    if one.told:
        said_of = [Cell([(one.told, LIST_TEXT)])]
        slabs = row(full, said_of, rule=None, above=0.0, of=Role.PARAGRAPH)
        slabs[-1].glue = True
        flow.add(slabs)
    head = head_row(columns, [Cell([(text, HEAD)]) for text in one.heads])
    body = [row(columns, [Cell([(said(cell), LIST_TEXT)]) for cell in cells]) for cells in one.rows]
    flow.add(table(head, body), 4.0)


DRAWING = Drawing(parts={"tables": _tables}, cover=None)
