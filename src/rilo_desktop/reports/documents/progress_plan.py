"""Part G of a progress report: the action plan, its indicators, challenges, the year to come."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rilo_desktop.analysis.figures.plan_figures import items_of_year
from rilo_desktop.analysis.known_values import known_number, known_text
from rilo_desktop.drawing import Colour, Line, Rect, Shape
from rilo_desktop.records import ActionItem, ActionPlan, Challenge

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Slab
from ..engine.structure import ARTIFACT
from ..engine.styles import (
    HEAD,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
)
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from .content import Content
from .drawing import Progress
from .figure_blocks import finding, note, number, pair_bars, sentence
from .progress_common import part_head, typed

INDICATORS = (
    GRID[0],
    Column(TEXT, GRID[2].x - 6.0),
    Column(GRID[2].x, GRID[3].x - 6.0),
    Column(GRID[3].x, GRID[3].x + 34.0, end=True),
    Column(GRID[3].x + 38.0, GRID[3].x + 72.0, end=True),
    Column(RIGHT - 34.0, RIGHT, end=True),
)
REACHED, UNDER_WAY, AWAY = "Reached", "Under way", "Moving away"


def plan(flow: Flow, content: Content, _progress: Progress) -> None:
    say = flow.say
    items = items_of_year(
        content.made_of(ActionPlan), content.made_of(ActionItem), content.head.year
    )
    part_head(flow, "G", say.text("Action plan, challenges, the year to come"))
    if not items:
        text = say.text(
            "No action plan whose period includes {year} is in the register.",
            year=content.head.year,
        )
        sentence(flow, say.text("Action plan"), text)
    else:
        _statuses(flow, content, len(items))
        _indicators(flow, content, items)
    _challenges(flow, content)
    typed(flow, content, "next", say.text("The year {year}", year=content.head.year + 1))
    flow.hand_on()


def _statuses(flow: Flow, content: Content, total: int) -> None:
    say, figures = flow.say, content.figures
    completed, carried = figures.one("action_items_completed"), figures.one("carried_over")
    proposal = say.text(
        "{count} of {total} action items are completed", count=completed.whole, total=total
    )
    base = say.text(
        "{total} items of the action plans whose period includes {year}; {carried} carried over "
        "from an earlier plan",
        total=total,
        year=content.head.year,
        carried=carried.whole,
    )
    finding(flow, content, "finding.plan", say.text("Action plan"), proposal, base)
    found = figures.set("action_plan_by_status")
    rows = [
        (flow.wording.label("action_status", one.key) if one.key else say.text("not known"), one)
        for one in found
    ]
    pair_bars(flow, content, rows, any(one.last is not None for one in found))


def _indicators(flow: Flow, content: Content, items: Sequence[ActionItem]) -> None:
    say = flow.say
    measured = [item for item in items if known_number(item.target) is not None]
    if not measured:
        text = say.text("The plan has no performance indicator with a target yet.")
        sentence(flow, say.text("Performance"), text)
        return
    states = [_state(item) for item in measured]
    proposal = say.text(
        "{count} of {total} targets are reached", count=states.count(REACHED), total=len(measured)
    )
    base = say.text("Performance indicators of the action plan; each bar runs from zero")
    finding(flow, content, "finding.indicators", say.text("Indicators"), proposal, base)
    head = head_row(
        INDICATORS,
        [
            Cell([(say.text("Status"), HEAD)]),
            Cell([(say.text("Indicator and unit"), HEAD)]),
            Cell([("", HEAD)]),
            Cell([(say.text("Baseline"), HEAD)]),
            Cell([(say.text("Target"), HEAD)]),
            Cell([(say.text("Now"), HEAD)]),
        ],
    )
    flow.add(table(head, [_indicator(flow, content, item) for item in measured]), 4.0)
    flow.moved()
    text = say.text(
        "Bar: now. Broken line: baseline. Heavy line: target. Full width of the tint: the largest "
        "of the three."
    )
    flow.add([note(text)])


def _state(item: ActionItem) -> str:
    """By rule: moving away is further from the target than the baseline was."""
    target, now = known_number(item.target), known_number(item.current)
    baseline = known_number(item.baseline)
    if target is None or now is None:
        return ""
    rises = baseline is None or target >= baseline
    if (now >= target) if rises else (now <= target):
        return REACHED
    if baseline is not None and abs(now - target) > abs(baseline - target):
        return AWAY
    return UNDER_WAY


def _indicator(flow: Flow, content: Content, item: ActionItem) -> list[Slab]:
    say = flow.say
    key = item.local_ref or item.reference
    figure = content.figures.get("performance_indicators", key)
    state = _state(item)
    words = {
        REACHED: say.text("Reached"),
        UNDER_WAY: say.text("Under way"),
        AWAY: say.text("Moving away"),
    }
    shown = words.get(state, say.text("not known"))
    style = LIST_SIGNAL if state == AWAY else LIST_TEXT if state else LIST_GREY
    name = known_text(item.indicator_name) or known_text(item.title)
    parts = [(flow.fitting(say.text("Indicator"), name, 200), LIST_KEY)]
    if unit := known_text(item.indicator_unit):
        parts.append((unit, NOTE))
    cells = [
        Cell([(shown, style)]),
        Cell(parts, is_row_head=True),
        Cell(),
        _plain(flow, item.baseline),
        _plain(flow, item.target),
        number(flow, figure),
    ]
    slabs = row(INDICATORS, cells)
    bar = _bar(item, INDICATORS[2].width)
    if bar:
        mark = (INDICATORS[2].x, slabs[0].height / 2, bar)
        slabs[0].pieces = [Piece(ARTIFACT, marks=[mark]), *slabs[0].pieces]
    return slabs


def _plain(flow: Flow, value: object) -> Cell:
    found = known_number(value)
    if found is None:
        return Cell([(flow.say.text("not known"), LIST_GREY)])
    return Cell([(flow.wording.formats.number(found), LIST_TEXT)])


def _bar(item: ActionItem, width: float) -> list[Shape]:
    now, target = known_number(item.current), known_number(item.target)
    baseline = known_number(item.baseline)
    given = [value for value in (now, target, baseline) if value is not None]
    most = max(given, default=Decimal(0))
    if most <= 0:
        return []
    shapes: list[Shape] = [Rect(0, -5.0, width, 10.0, fill=Colour.TINT)]
    if now is not None:
        shapes.append(Rect(0, -3.2, float(max(now, Decimal(0)) / most) * width, 6.4, Colour.ACCENT))
    if baseline is not None and baseline >= 0:
        x = float(baseline / most) * width
        shapes.append(Line(x, -5.0, x, 5.0, 0.8, Colour.INK, (1.6, 1.2)))
    if target is not None and target >= 0:
        x = float(target / most) * width
        shapes.append(Line(x, -7.0, x, 7.0, 1.8))
    return shapes


CHALLENGES = (GRID[0], GRID[1], Column(GRID[2].x, RIGHT))


def _challenges(flow: Flow, content: Content) -> None:
    say = flow.say
    plans = {plan.id for plan in content.made_of(ActionPlan)}
    held = [
        one
        for one in content.made_of(Challenge)
        if (not known_text(one.plan) or known_text(one.plan) in plans)
        and (known_text(one.statement) or known_text(one.solution))
    ]
    if not held:
        sentence(
            flow, say.text("Challenges"), say.text("No challenge is described in the register.")
        )
        return
    head = head_row(
        CHALLENGES,
        [
            Cell([(say.text("Challenges"), SECTION)]),
            Cell([(say.text("What is in the way"), HEAD)]),
            Cell([(say.text("Solution agreed"), HEAD)]),
        ],
    )
    blocks = []
    for one in held:
        solution = flow.wording.text(one.solution)
        statement = flow.wording.text(one.statement)
        cells = [
            Cell([(flow.fitting(say.text("Challenge"), known_text(one.title), 120), LIST_KEY)]),
            Cell([(flow.fitting(say.text("What is in the way"), statement.text, 300), LIST_TEXT)]),
            Cell([(flow.fitting(say.text("Solution agreed"), solution.text, 300), LIST_TEXT)]),
        ]
        blocks.append(row(CHALLENGES, cells))
    flow.add(table(head, blocks), 14.0)
    flow.moved()
