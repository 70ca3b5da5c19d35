"""A question on a scale as columns: how many offices chose each step, and which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from rilo_desktop.analysis.form_consolidation import OfficeAnswers
from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Colour, Rect
from rilo_desktop.language import N_
from rilo_desktop.questions.consolidation import AnswerRow, CellState, step_of

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Slab, glued
from ..engine.structure import Role, figure
from ..engine.styles import HEAVY, LEFT, LIST_KEY, LIST_TEXT, NOTE, RIGHT, TEXT
from ..engine.table_layout import Cell, Column, row
from ..engine.typesetting import set_text

HIGH, NARROW = 36.0, 3.0
CHOSE = N_("Offices that chose this step, of those that answered the question.")
TITLE = (Column(LEFT, TEXT - 6.0), Column(TEXT, RIGHT))


def scale(
    flow: Flow,
    title: str,
    one: AnswerRow,
    offices: Sequence[OfficeAnswers],
    steps: Sequence[Decimal],
    unnamed: Callable[[str], int] = lambda _code: 0,
) -> list[Slab]:
    """Title, columns, and below each its step and the offices.

    `unnamed`: how many offices that are not named chose a step; of "" how many answered.
    """
    say = flow.say
    chosen = {step: _offices(one, offices, step) for step in steps}
    width = (RIGHT - TEXT) / len(steps)
    columns = [
        Column(TEXT + at * width, TEXT + (at + 1) * width - NARROW) for at in range(len(steps))
    ]
    counts = {step: len(found) + unnamed(f"{step:f}") for step, found in chosen.items()}
    base = one.base + unnamed("")
    most = max(counts.values(), default=0) or 1
    bars, lines, cells, told, counted = [], [], [], [], []
    for column, (step, found) in zip(columns, chosen.items(), strict=True):
        high = HIGH * counts[step] / most
        ids = tuple(office.answers.id for office in found if office.answers is not None)
        count = Count(counts[step], base, CHOSE, ids, str(step))
        (number,) = set_text(str(count.value), LIST_KEY, column.width)
        top = LIST_KEY.leading + HIGH - high
        lines.append((column.x, top - LIST_KEY.leading + LIST_KEY.baseline, number))
        if high:
            shape = Rect(0.0, 0.0, min(column.width, 24.0), high, Colour.ACCENT)
            bars.append((column.x, top, [shape]))
        named = [office.code for office in found]
        if others := counts[step] - len(found):
            named.append(say.plural("{count} not named", "{count} not named", others))
        texts = [(f"{step:f}", LIST_TEXT), *([(", ".join(named), NOTE)] if named else [])]
        cells.append(Cell(texts))
        counted.append(count)
        words = say.plural("{count} office", "{count} offices", count.value)
        if named:
            words = say.labelled(words, ", ".join(named))
        told.append(say.labelled(f"{step:f}", words))
    high = LIST_KEY.leading + HIGH
    said = say.plural("{count} office", "{count} offices", base)
    drawn = figure(say.clauses(told))
    drawn.counts = tuple(counted)
    chart = Slab(
        high,
        pieces=[Piece(drawn, lines, bars)],
        rules=[(TEXT, RIGHT, high, HEAVY, Colour.INK)],
    )
    head = row(
        TITLE,
        [
            Cell([(say.text("Scale"), LIST_KEY)]),
            Cell([(title, LIST_KEY), (said, NOTE)], is_heading=True),
        ],
        rule=None,
        of=Role.PARAGRAPH,
    )
    slabs = [*head, chart, *row(columns, cells, rule=None, of=Role.FIGURE, parent=drawn)]
    glued(slabs)
    return slabs


def _offices(
    one: AnswerRow, offices: Sequence[OfficeAnswers], step: Decimal
) -> list[OfficeAnswers]:
    return [
        office
        for office, cell in zip(offices, one.cells, strict=True)
        if cell.state is CellState.ANSWERED and step_of(cell) == step
    ]
