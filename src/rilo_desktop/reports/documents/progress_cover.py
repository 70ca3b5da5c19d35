"""The cover of a progress report: the year drawn, a mark for each thing that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rilo_desktop.analysis.activities import facts_of, month_of
from rilo_desktop.analysis.figures import Figure
from rilo_desktop.analysis.figures.activity_figures import of_year
from rilo_desktop.analysis.known_values import known_first, known_last, known_text
from rilo_desktop.drawing import Circle, Colour, Line, Polygon, Rect, Shape
from rilo_desktop.records import Activity

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import figure as drawn_figure
from ..engine.styles import HAIR, LABEL, LEFT, LIST_KEY, LIST_TEXT, MIDDLE, RIGHT, TEXT
from ..engine.typesetting import set_line
from .content import Content
from .figure_blocks import heat_columns, month_names, note, said

SQUARE, PITCH, ACROSS, HIGHEST = 5.6, 8.0, 3, 12
ROW, NUMBER_END = 16.4, TEXT - 9.0
ALERTS = frozenset({"alert", "warning"})
"""Codes of product_type that are drawn filled."""

Draw = Callable[[int, Sequence[Activity]], list[Shape]]


def year_drawn(flow: Flow, content: Content) -> list[Slab]:
    figures, year = content.figures, content.head.year
    columns = heat_columns(12)
    heads: list[Placed] = [
        (column.x, LABEL.baseline, set_line(name, LABEL))
        for name, column in zip(month_names(flow), columns, strict=True)
    ]
    slabs = [
        Slab(
            12.0,
            pieces=[],
            rules=[(TEXT, RIGHT, 12.0, MIDDLE, Colour.INK)],
        )
    ]
    cases = figures.set("cases_by_month")
    total = figures.get("case_studies")
    say = flow.say
    if total is not None and total.value:
        most = max((one.whole for one in cases), default=0)
        lines = min(4, max(1, -(-most // ACROSS)))
        high = lines * PITCH + 5.0
        marks: list[tuple[float, float, Sequence[Shape]]] = []
        for one, column in zip(cases, columns, strict=True):
            marks.append((column.x, high - 3.0, _squares(one.whole, most)))
        slabs.append(
            _line(flow, say.text("Cases recorded"), total, high, marks, _by_month(flow, cases))
        )
    activities = of_year(content.made_of(Activity), year)
    kinds: dict[str, list[Activity]] = {}
    for activity in activities:
        kinds.setdefault(known_text(activity.activity_kind), []).append(activity)
    for kind, label, draw in (
        ("operation", say.text("Operations"), _bars),
        ("product", say.text("Products"), _diamonds),
        ("training", say.text("Training courses"), _rings),
        ("request", say.text("Requests"), _strokes),
    ):
        found = figures.get("by_kind", kind)
        if found is not None:
            marks = [(0.0, ROW / 2, draw(year, kinds.get(kind, [])))]
            months = [
                one for one in figures.set("by_kind_and_month") if one.key.startswith(f"{kind} ")
            ]
            slabs.append(_line(flow, label, found, ROW, marks, _by_month(flow, months)))
    if len(slabs) == 1:
        return []
    slabs[0].pieces = [Piece(slabs[1].pieces[0].element, heads)]
    text = say.text(
        "Drawn from the records. A square is a case in its month of detection; cases without a "
        "known month are counted, not drawn. Filled diamond: alert or warning; open: another "
        "product."
    )
    return [*slabs, note(text)]


def _by_month(flow: Flow, figures: Sequence[Figure]) -> str:
    """The months in which something was, with their numbers; the key of a figure ends in one."""
    names = month_names(flow)
    return flow.say.clauses(
        f"{names[int(one.key[-2:]) - 1]} {one.whole}" for one in figures if one.whole
    )


def _line(
    flow: Flow,
    label: str,
    total: Figure,
    high: float,
    marks: list[tuple[float, float, Sequence[Shape]]],
    months: str,
) -> Slab:
    number = set_line(said(flow, total), LIST_KEY)
    base = high - ROW / 2 + 3.2
    lines: list[Placed] = [
        (LEFT, base, set_line(label, LIST_TEXT)),
        (NUMBER_END - number.width, base, number),
    ]
    drawn = drawn_figure(flow.say.clauses((flow.say.labelled(label, said(flow, total)), months)))
    drawn.counts = (total,)
    rules = [(LEFT, RIGHT, high, HAIR, Colour.RULE)]
    return Slab(high, pieces=[Piece(drawn, lines, marks)], rules=rules)


def _squares(count: int, most: int) -> list[Shape]:
    """Three across, four high; from 13 in a month one square stands for several."""
    each = 1 if most <= HIGHEST else -(-most // HIGHEST)
    drawn = -(-count // each)
    return [
        Rect((n % ACROSS) * PITCH, -(n // ACROSS + 1) * PITCH + 2.0, SQUARE, SQUARE, Colour.INK)
        for n in range(drawn)
    ]


def _at(day: float) -> float:
    """x of a day of the year, counted from 0."""
    return TEXT + (RIGHT - TEXT) * min(max(day, 0.0), 365.0) / 365.0


def _day(year: int, activity: Activity) -> float:
    first = known_first(activity.date_start)
    if first is None or first.year < year:
        return 0.0
    return float(first.timetuple().tm_yday - 1)


def _bars(year: int, operations: Sequence[Activity]) -> list[Shape]:
    shapes: list[Shape] = []
    for one in operations:
        last = known_last(one.date_end) or known_last(one.date_start)
        runs_on = last is None or last.year > year
        end = 365.0 if last is None or runs_on else float(last.timetuple().tm_yday)
        start = _at(_day(year, one))
        width = max(_at(end) - start, 2.0)
        shapes.append(
            Rect(start, -3.4, width, 6.8, Colour.MID if runs_on else Colour.ACCENT, Colour.INK, 0.7)
        )
    return shapes


def _diamonds(year: int, products: Sequence[Activity]) -> list[Shape]:
    return [
        Polygon(
            ((x, -4.4), (x + 4.4, 0), (x, 4.4), (x - 4.4, 0)),
            Colour.INK if known_text(one.product_type) in ALERTS else Colour.PAPER,
            Colour.INK,
            1.0,
        )
        for one in products
        for x in (_at(_day(year, one)) + 4.4,)
    ]


def _rings(year: int, courses: Sequence[Activity]) -> list[Shape]:
    return [
        Circle(_at(_day(year, one)) + 3.6, 0, 3.2, Colour.PAPER, Colour.INK, 1.4) for one in courses
    ]


def _strokes(year: int, requests: Sequence[Activity]) -> list[Shape]:
    """Each in the month in which it was received, beside the others of it."""
    columns = heat_columns(12)
    shapes: list[Shape] = []
    in_month: dict[int, int] = {}
    for one in requests:
        month = month_of(facts_of(one), year) or 1
        n = in_month.get(month, 0)
        in_month[month] = n + 1
        x = columns[month - 1].x + 0.8 + min(n, 6) * 4.4
        shapes.append(Line(x, -4.0, x, 4.0, 1.2))
    return shapes
