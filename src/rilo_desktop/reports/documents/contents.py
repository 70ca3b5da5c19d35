"""The contents page: parts, records and annexes with their pages, led by hairlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.drawing import Colour

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Mark, Page, Slab
from ..engine.structure import Element, Role
from ..engine.styles import (
    CONTENTS_CODE,
    CONTENTS_KEY,
    CONTENTS_PART,
    CONTENTS_TEXT,
    HAIR,
    HEAVY,
    LEFT,
    MM,
    PART_TITLE,
    RIGHT,
    TEXT,
)
from ..engine.table_layout import Cell, Column, row

COLUMNS = (Column(LEFT, TEXT - 6), Column(TEXT, 176 * MM), Column(177 * MM, RIGHT, end=True))


@dataclass(frozen=True, slots=True)
class Entry:
    """`last` is the page on which what it names ends: printed for groups only."""

    mark: Mark
    page: int
    last: int


def entries_of(pages: Sequence[Page]) -> list[Entry]:
    """Listed marks with their pages, counted from 1; a group ends where the next one begins."""
    found = [(mark, n) for n, page in enumerate(pages, 1) for mark in page.marks if mark.listed]
    entries = []
    for n, (mark, page) in enumerate(found):
        following = found[n + 1][1] if n + 1 < len(found) else len(pages) + 1
        entries.append(Entry(mark, page, max(page, following - 1)))
    return entries


WIDE = 4.4
SPACES = (WIDE, 3.2, 2.2)
"""White space above and below an entry; tighter where that saves a page."""


def contents_slabs(
    flow: Flow, entries: Sequence[Entry], offset: int, groups: bool, space: float = WIDE
) -> list[Slab]:
    """`offset` pages stand before the first of the entries; `groups` prints ranges of pages."""
    scratch = Flow(flow.wording)
    scratch.title(flow.say.text("Contents"), PART_TITLE, 12.0)
    slabs: list[Slab] = scratch.slabs
    slabs[0].new_page = True
    within = Element(Role.CONTENTS)
    for entry in entries:
        slabs += _row(entry, offset, groups, space, Element(Role.ENTRY, within))
    return slabs


def _row(entry: Entry, offset: int, groups: bool, space: float, parent: Element) -> list[Slab]:
    mark = entry.mark
    page = str(entry.page + offset)
    if groups and mark.level and entry.last > entry.page:
        page = f"{page}–{entry.last + offset}"
    part = mark.level == 0
    cells = [
        Cell([(mark.code, CONTENTS_PART if part else CONTENTS_CODE)]),
        Cell([(mark.title, CONTENTS_KEY if part else CONTENTS_TEXT)]),
        Cell([(page, CONTENTS_KEY if part else CONTENTS_TEXT)]),
    ]
    link = Element(Role.LINK, parent)
    slabs = row(COLUMNS, cells, None, space, space, of=Role.LINK, parent=link)
    rule = (LEFT, RIGHT, 0.0, HEAVY, Colour.INK) if part else (TEXT, RIGHT, 0.0, HAIR, Colour.RULE)
    slabs[0].rules = [rule]
    slabs[0].before = 10.0 if part else 0.0
    slabs[0].link = mark.key
    return slabs
