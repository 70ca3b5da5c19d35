"""The annex that says of each figure how it was counted, and from which records."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.figures import Figure
from rilo_desktop.language import NC_

from ..engine.document_builder import Flow
from ..engine.styles import HEAD, LIST_KEY, LIST_TEXT, MM, NOTE, RIGHT, TEXT
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from .content import Content
from .figure_blocks import note

COLUMNS = (
    GRID[0],
    Column(TEXT, 132 * MM),
    Column(133 * MM, 145 * MM, end=True),
    Column(147 * MM, RIGHT),
)


def figure_rows(flow: Flow, content: Content) -> None:
    say, figures = flow.say, content.figures
    flow.paragraph(
        "",
        say.text(
            "Every figure of this report was counted from the records that are frozen in it. The "
            "full lists are attached to this file: figures.csv has every number with its base and "
            "its rule, figure_rows.csv every record behind it. On paper each set shows its rule, "
            "its size and its first and last record."
        ),
    )
    head = head_row(
        COLUMNS,
        [
            Cell([(say.text(NC_("a counted number", "Figure")), HEAD)]),
            Cell([(say.text("Rule of counting"), HEAD)]),
            Cell([(say.text("Records"), HEAD)]),
            Cell([(say.text("Which"), HEAD)]),
        ],
    )
    names = dict.fromkeys(one.figure for one in figures)
    blocks = []
    for number, name in enumerate(names, 1):
        found = figures.set(name)
        records = sorted({record for one in found for record in one.records})
        cells = [
            Cell([(str(number), LIST_TEXT)]),
            Cell([(say.text(found[0].rule), LIST_TEXT)]),
            Cell([(str(len(records)), LIST_KEY)], counts=tuple(found)),
            Cell([(_which(flow, records), NOTE)]),
        ]
        blocks.append(row(COLUMNS, cells, above=2.2, below=2.4))
    flow.add(table(head, blocks), 6.0)
    flow.add([note(_last_year(flow, content))])


def _which(flow: Flow, records: Sequence[str]) -> str:
    if not records:
        return flow.say.text("none")
    if len(records) == 1:
        return records[0]
    first, last = records[0], records[-1]
    head = first.rpartition("/")[0]
    return f"{first} … {last.removeprefix(f'{head}/')}"


def _last_year(flow: Flow, content: Content) -> str:
    say, figures = flow.say, content.figures
    if not figures.before:
        return say.text(
            "There is no released report of the year before; its figures are counted from the "
            "records of that year, where there are any."
        )
    if not figures.differing:
        return say.text(
            "Figures of the year before are those that {reference} printed, not counted anew. A "
            "count of today does not differ.",
            reference=figures.before,
        )
    words = flow.wording.joined(_differs(flow, one) for one in figures.differing[:20])
    return say.text(
        "Figures of the year before are those that {reference} printed. Counted on {day} they "
        "differ: {figures}.",
        reference=figures.before,
        day=flow.wording.day(content.head.date),
        figures=words,
    )


def _differs(flow: Flow, one: Figure) -> str:
    number = flow.wording.formats.number
    name = " ".join(part for part in (one.figure, one.key) if part)
    return flow.say.text(
        "{name} {now}, printed {then}",
        name=name,
        now="–" if one.value is None else number(one.value),
        then="–" if one.last is None else number(one.last),
    )
