"""The timeline of an action plan: bars from start to due, hatched to the revised due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rilo_desktop.analysis.results import Timeline, TimelineRow
from rilo_desktop.drawing import (
    Colour,
    Line,
    Rect,
    Shape,
    diagonals,
    diamond,
    status_box,
    uprights,
)

from ..engine.document_builder import Flow, line_slabs
from ..engine.layout_blocks import Marked, Piece, Placed, Slab, glued
from ..engine.structure import ARTIFACT, figure, paragraph
from ..engine.styles import (
    HAIR,
    HEAD,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    MIDDLE,
    NOTE,
    RIGHT,
    TEXT,
    TEXT_WIDTH,
    Style,
)
from ..engine.table_layout import GRID, Cell, Column, lay
from ..engine.typesetting import set_line, set_text
from .status import status_word

ROW = 15.6
BAR = 6.2
QUARTERS_UP_TO = 6
"""Years shown with their quarters."""
YEAR_ROOM = 26.0
DOTS = (0.8, 2.4)
TODAY = Style(HEAD.weight, 7.2, 9.5, Colour.SIGNAL)


MOST_UNDATED, MOST_NAMED = 3, 60
"""More items without a due date are named below the timeline, the first of them."""


def timeline_slabs(flow: Flow, timeline: Timeline) -> list[Slab]:
    undated = [one for one in timeline.rows if one.due is None and one.revised is None]
    if MOST_UNDATED < len(undated) < len(timeline.rows):
        dated = tuple(one for one in timeline.rows if one not in undated)
        timeline = replace(timeline, rows=dated)
        return [*_drawn(flow, timeline), *_named(flow, undated)]
    return _drawn(flow, timeline)


def _named(flow: Flow, undated: Sequence[TimelineRow]) -> list[Slab]:
    names = ", ".join(one.name for one in undated[:MOST_NAMED])
    text = flow.say.text("Without a due date, and not drawn: {names}.", names=names)
    if more := len(undated) - MOST_NAMED if len(undated) > MOST_NAMED else 0:
        text = flow.say.text(
            "Without a due date, and not drawn: {names} and {count} more.", names=names, count=more
        )
    slabs = line_slabs(paragraph(), set_text(text, NOTE, TEXT_WIDTH), TEXT)
    slabs[0].before = 4.0
    return slabs


def _drawn(flow: Flow, timeline: Timeline) -> list[Slab]:
    head = _head(flow, timeline)
    rows = [_row(flow, timeline, entry) for entry in timeline.rows]
    for slab in rows:
        slab.head = (head,)
    legend = _legend(flow)
    legend.glue = head.glue = True
    if len(rows) > 1:
        rows[0].glue = rows[-2].glue = True
    slabs = [legend, head, *rows]
    if len(rows) <= 20:
        glued(slabs)
    return slabs


def _at(timeline: Timeline, day: date) -> float:
    days = (timeline.last - timeline.first).days + 1
    return TEXT + (RIGHT - TEXT) * (day - timeline.first).days / days


def _legend(flow: Flow) -> Slab:
    say = flow.say
    hatched: tuple[Shape, ...] = (
        *diagonals(0.4, 0.4, 13.2, 5.4, Colour.SIGNAL),
        Rect(0.35, 0.35, 13.3, 5.5, None, Colour.SIGNAL, 0.7),
    )
    signs: list[tuple[tuple[Shape, ...], float, float, str]] = [
        (status_box("in_progress", 14, BAR), 14, -BAR / 2, say.text("running")),
        (status_box("completed", 14, BAR), 14, -BAR / 2, say.text("completed")),
        (hatched, 14, -BAR / 2, say.text("past the first due date")),
        (status_box("carried_over", 14, BAR), 14, -BAR / 2, say.text("carried over")),
        (diamond(False), 5, 0, say.text("due")),
        (diamond(True), 5, 0, say.text("revised due")),
    ]
    x = LEFT
    lines: list[Placed] = []
    marks: list[Marked] = []
    for shapes, width, dy, word in signs:
        line = set_line(word, NOTE)
        shift = 5.0 if width == 5 else 0.0
        marks.append((x + shift, 6.0 + dy, shapes))
        lines.append((x + width + shift + 4.5, 8.7, line))
        x += width + shift + 4.5 + line.width + 12.0
    return Slab(15.0, pieces=[Piece(ARTIFACT, marks=marks), Piece(paragraph(), lines)])


def _head(flow: Flow, timeline: Timeline) -> Slab:
    lines: list[Placed] = []
    shapes: list[Shape] = []
    height = 25.0
    today = _at(timeline, timeline.today)
    words = set_line(flow.wording.formats.partial(timeline.today.isoformat(), short=True), TODAY)
    before = today - 3.0 - words.width
    lines.append((before if before > TEXT else today + 3.0, 9.4, words))
    years = timeline.last.year - timeline.first.year + 1
    every = max(1, round(YEAR_ROOM * years / (RIGHT - TEXT) + 0.5))
    for year in range(timeline.first.year, timeline.last.year + 1):
        x = _at(timeline, date(year, 1, 1))
        if (year - timeline.first.year) % every == 0:
            lines.append((x + 2.5, height - 4.0, set_line(str(year), HEAD)))
            shapes.append(Line(x, height - 5.0, x, height, HAIR, Colour.RULE))
    shapes.append(Line(today, 5.0, today, height, 1.2, Colour.SIGNAL))
    rules = [
        (LEFT, RIGHT, 0.0, MIDDLE, Colour.INK),
        (LEFT, RIGHT, height, MIDDLE, Colour.INK),
    ]
    alt = flow.say.text("{first} to {last}", first=timeline.first.year, last=timeline.last.year)
    piece = Piece(figure(alt), lines, [(0.0, 0.0, shapes)])
    return Slab(height, pieces=[piece], rules=rules)


def _row(flow: Flow, timeline: Timeline, entry: TimelineRow) -> Slab:
    laid = lay([Column(GRID[0].x, GRID[0].right)], [Cell([(entry.name, LIST_KEY)])], above=2.3)
    height = max(ROW, laid.height + 2.3)
    lines: list[Placed] = [line for piece in laid.pieces for line in piece.lines]
    shapes = _grid(timeline, height)
    middle = ROW / 2
    if entry.due is None and entry.revised is None:
        words = (
            flow.say.text("no dates set") if entry.start is None else flow.say.text("no due date")
        )
        line = set_line(words, LIST_GREY)
        shapes.append(Rect(TEXT + 1.0, 1.5, line.width + 3.0, ROW - 3.0, Colour.PAPER))
        lines.append((TEXT + 2.5, 2.3 + LIST_GREY.baseline, line))
    else:
        shapes += _bars(timeline, entry, middle)
    x = _at(timeline, timeline.today)
    shapes.append(Line(x, 0.0, x, height, 1.2, Colour.SIGNAL))
    marks: list[Marked] = [(0.0, 0.0, shapes)]
    for day, revised in ((entry.due, False), (entry.revised, True)):
        if day is not None:
            marks.append((_at(timeline, day), middle, list(diamond(revised))))
    rules = [(LEFT, RIGHT, height, HAIR, Colour.RULE)]
    piece = Piece(figure(_alt(flow, entry)), lines, marks)
    return Slab(height, pieces=[piece], rules=rules)


def _alt(flow: Flow, entry: TimelineRow) -> str:
    """ "A-12: in progress; 3 May 2023 – 31 December 2024; revised due 30 June 2025"."""
    say, day = flow.say, flow.wording.date
    parts = [status_word(flow.wording, entry.status)]
    if entry.due is None:
        parts.append(say.text("no due date"))
    elif entry.start is None:
        parts.append(f"{say.text('due')} {day(entry.due)}")
    else:
        parts.append(f"{day(entry.start)} – {day(entry.due)}")
    if entry.revised is not None:
        parts.append(f"{say.text('revised due')} {day(entry.revised)}")
    return say.labelled(entry.name, flow.wording.joined(parts))


def _grid(timeline: Timeline, height: float) -> list[Shape]:
    """Years, and quarters where there is room."""
    shapes: list[Shape] = []
    years = range(timeline.first.year, timeline.last.year + 1)
    for year in years:
        x = _at(timeline, date(year, 1, 1))
        shapes.append(Line(x, 0.0, x, height, HAIR, Colour.RULE))
        if len(years) <= QUARTERS_UP_TO:
            for month in (4, 7, 10):
                x = _at(timeline, date(year, month, 1))
                shapes.append(Line(x, 0.0, x, height, 0.5, Colour.RULE, DOTS))
    return shapes


def _bars(timeline: Timeline, entry: TimelineRow, middle: float) -> list[Shape]:
    due = entry.due or entry.revised
    assert due is not None
    start = entry.start or due
    shapes: list[Shape] = []
    top = middle - BAR / 2
    x1, x2 = _at(timeline, start), _at(timeline, due)
    if x2 > x1:
        status = "completed" if entry.status == "completed" else "in_progress"
        shapes += _moved(status_box(status, x2 - x1, BAR), x1, top)
    if entry.revised is not None and entry.revised > due:
        x3 = _at(timeline, entry.revised)
        if entry.status == "carried_over":
            shapes += uprights(x2, top + 0.5, x3 - x2, BAR - 1, Colour.INK)
            shapes.append(Rect(x2, top, x3 - x2, BAR, None, Colour.INK, 0.7))
        else:
            shapes += diagonals(x2, top + 0.3, x3 - x2, BAR - 0.6, Colour.SIGNAL)
            shapes.append(Rect(x2, top, x3 - x2, BAR, None, Colour.SIGNAL, 0.7))
    last = max(due, entry.revised or due)
    if entry.is_late and timeline.today > last:
        x4, x5 = _at(timeline, last), _at(timeline, timeline.today)
        shapes += diagonals(x4, top + 0.3, x5 - x4, BAR - 0.6, Colour.SIGNAL)
        shapes.append(Rect(x4, top, x5 - x4, BAR, None, Colour.SIGNAL, 0.7))
    return shapes


def _moved(shapes: tuple[Shape, ...], dx: float, dy: float) -> list[Shape]:
    return [
        Rect(s.x + dx, s.y + dy, s.width, s.height, s.fill, s.stroke, s.line, s.dash)
        for s in shapes
        if isinstance(s, Rect)
    ]
