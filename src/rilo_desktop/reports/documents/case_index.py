"""The list of a large set by reference, with the page of each case."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.drawing import Colour

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Mark, Page, Slab
from ..engine.styles import HAIR, HEAD, LEFT, LIST_KEY, LIST_TEXT, MM, RIGHT, TEXT
from ..engine.table_layout import Cell, Column, head_row, row, table

INDEX = (Column(LEFT, TEXT - 6), Column(TEXT, 176 * MM), Column(177 * MM, RIGHT, end=True))


def index_slabs(flow: Flow, pages: Sequence[Page], offset: int) -> list[Slab]:
    """By reference; `offset` pages stand before the first of `pages`."""
    say = flow.say
    scratch = Flow(flow.wording)
    title = say.text("Cases by reference")
    scratch.part("", title, Mark("index", title, 0, "", title), new_page=True)
    found = [
        (mark, number + offset)
        for number, page in enumerate(pages, 1)
        for mark in page.marks
        if mark.key.startswith("case-")
    ]
    head = head_row(
        INDEX,
        [
            Cell([(say.text("Reference"), HEAD)]),
            Cell([(say.text("Case"), HEAD)]),
            Cell([(say.text("Page"), HEAD)]),
        ],
    )
    rows = []
    for mark, page in sorted(found, key=lambda entry: (entry[0].code, entry[1])):
        cells = [
            Cell([(mark.code, LIST_KEY)]),
            Cell([(mark.title, LIST_TEXT)]),
            Cell([(str(page), LIST_TEXT)]),
        ]
        rows.append(row(INDEX, cells, (HAIR, Colour.RULE), 2.0, 2.2))
    scratch.add(table(head, rows))
    return scratch.slabs
