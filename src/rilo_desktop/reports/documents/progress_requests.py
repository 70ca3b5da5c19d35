"""The requests of a progress report: one mark for each, and how long it took to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rilo_desktop.analysis.activities import facts_of, request_state
from rilo_desktop.analysis.figures import FigureInput
from rilo_desktop.analysis.figures.activity_figures import (
    answer_days,
)
from rilo_desktop.analysis.known_values import known_first
from rilo_desktop.drawing import Circle, Colour, Line, Shape
from rilo_desktop.language import N_
from rilo_desktop.records import Activity

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import figure as drawn_figure
from ..engine.styles import (
    HAIR,
    HEAD,
    LIST_TEXT,
    NOTE,
    TEXT,
    TEXT_WIDTH,
)
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from ..engine.typesetting import set_line
from .content import Content
from .figure_blocks import (
    FEWEST_VALUES,
    finding,
    note,
    number,
    said,
)

STATES = ("on_time", "late", "answered", "open", "overdue")


def timeliness(flow: Flow, content: Content, asked: Sequence[Activity]) -> None:
    say, figures = flow.say, content.figures
    position = FigureInput(content.made_of, content.head.year, content.head.date).position
    states = {one.key: one for one in figures.set("requests_by_state")}
    total, answered = figures.one("requests"), figures.one("requests_answered")
    proposal = say.text(
        "{answered} of {total} requests were answered; {late} after the day agreed or asked for",
        answered=answered.whole,
        total=total.whole,
        late=states["late"].whole if "late" in states else 0,
    )
    base = say.text(
        "One mark for each request open or answered in {year}, by days from receipt to answer; "
        "position of {day}",
        year=content.head.year,
        day=flow.wording.date(position),
    )
    finding(flow, content, "finding.requests", say.text("Requests"), proposal, base)
    points = []
    for one in asked:
        state = request_state(facts_of(one), position)
        days = answer_days(one) if state not in ("open", "overdue") else _so_far(one, position)
        if days is not None:
            points.append((days, state))
    if len(points) >= FEWEST_VALUES:
        flow.add([_strip(flow, content, points)], 4.0)
    head = head_row(
        (GRID[0], Column(TEXT, TEXT + 60.0, end=True)),
        [Cell([(say.text("State"), HEAD)]), Cell([(say.text("Requests"), HEAD)])],
    )
    blocks = [
        row(
            (GRID[0], Column(TEXT, TEXT + 60.0, end=True)),
            [Cell([(say.text(_WORDS[state]), LIST_TEXT)]), number(flow, states[state])],
            above=3.4,
            below=3.4,
        )
        for state in STATES
        if state in states
    ]
    flow.add(table(head, blocks), 6.0)
    carried = figures.get("requests_carried_over")
    if carried is not None and carried.whole:
        text = say.plural(
            "{count} of them was received before the year: carried over.",
            "{count} of them were received before the year: carried over.",
            carried.whole,
        )
        flow.add([note(text)])
    median = figures.get("requests_median_days")
    if median is not None and median.base >= FEWEST_VALUES:
        text = say.text(
            "Median {days} days, of {count} answered requests.",
            days=said(flow, median),
            count=median.base,
        )
        flow.add([note(text)])


def _so_far(one: Activity, position: date) -> int | None:
    received = known_first(one.received)
    return (position - received).days if received is not None else None


def _strip(flow: Flow, content: Content, points: Sequence[tuple[int, str]]) -> Slab:
    """Days from the left; marks of one day above each other."""
    say = flow.say
    most = max(max(days for days, _ in points), 10)
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1_000) if most / one <= 10)
    wide = TEXT_WIDTH - 40.0
    scale = wide / most
    stacked: dict[int, int] = {}
    shapes: list[Shape] = []
    floor = 58.0
    for days, state in sorted(points):
        column = int(days * scale / 7.0)
        n = stacked.get(column, 0)
        stacked[column] = n + 1
        shapes += _mark(TEXT + days * scale + 4.0, floor - 6.0 - n * 7.4, state)
    shapes.append(Line(TEXT, floor, TEXT + wide + 8.0, floor, HAIR))
    ticks: list[Placed] = []
    for day in range(0, most + 1, step):
        line = set_line(str(day), NOTE)
        ticks.append((TEXT + day * scale + 4.0 - line.width / 2, floor + 9.0, line))
    ticks.append((TEXT + wide + 14.0, floor + 9.0, set_line(say.text("days"), NOTE)))
    legend: list[Placed] = []
    x = TEXT
    marks: list[Shape] = []
    for state in STATES:
        if any(one == state for _, one in points):
            marks += _mark(x + 3.6, floor + 21.0, state)
            line = set_line(say.text(_WORDS[state]), NOTE)
            legend.append((x + 10.0, floor + 23.6, line))
            x += line.width + 24.0
    words = flow.wording.joined(
        say.text(
            "{state}: after {days} days",
            state=say.text(_WORDS[state]),
            days=", ".join(map(str, found)),
        )
        for state in STATES
        if (found := sorted(days for days, one in points if one == state))
    )
    drawn = drawn_figure(words)
    drawn.counts = (content.figures.one("requests"),)
    pieces = [Piece(drawn, ticks, [(0, 0, shapes)]), Piece(drawn, legend, [(0, 0, marks)])]
    return Slab(floor + 32.0, pieces=pieces)


def _mark(x: float, y: float, state: str) -> list[Shape]:
    """In time filled, late open, still open broken."""
    if state in ("on_time", "answered"):
        return [Circle(x, y, 3.3, Colour.INK, None)]
    if state == "late":
        return [Circle(x, y, 2.8, Colour.PAPER, Colour.INK, 1.2)]
    tone = Colour.SIGNAL if state == "overdue" else Colour.INK
    return [Circle(x, y, 2.9, Colour.PAPER, tone, 1.0, (1.4, 1.2))]


_WORDS = {
    "on_time": N_("in time"),
    "late": N_("late"),
    "answered": N_("answered, no day agreed"),
    "open": N_("open"),
    "overdue": N_("open, day passed"),
}
