"""What the action-plan status says beside its items: challenges with solutions, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.plan import State, item_name
from rilo_desktop.analysis.plan_changes import ItemChange, changes_since, last_meeting
from rilo_desktop.language import NC_
from rilo_desktop.records import ActionItem, ActionPlan, Challenge
from rilo_desktop.records.dates import first_day

from ..engine.document_builder import Flow
from ..engine.styles import (
    HEAD,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    MM,
    NOTE,
    RIGHT,
    Style,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, row, table
from .content import Content
from .status import status_word

CHANGES = (
    Column(GRID[0].x, 66 * MM),
    Column(70 * MM, 94 * MM),
    Column(97 * MM, 121 * MM),
    Column(124 * MM, RIGHT),
)
MOST_ENTRIES = 3
"""Of an item in the annex; its sheet has all."""


def items_of(content: Content) -> list[ActionItem]:
    return [item for item in content.records if isinstance(item, ActionItem)]


def plans(flow: Flow, content: Content) -> None:
    """What is known of the plans that the items belong to."""
    for plan in content.all_referenced(ActionPlan):
        text = _plan_text(flow, plan)
        if text:
            flow.paragraph(plan.title_text or flow.say.text("Action plan"), text)


def _plan_text(flow: Flow, plan: ActionPlan) -> str:
    say, wording = flow.say, flow.wording
    meeting, day = known_text(plan.adopting_meeting), known_text(plan.adopted_on)
    first, last = known_text(plan.period_from), known_text(plan.period_to)
    sentences = []
    if meeting and day:
        when = wording.partial(day).text
        sentences.append(say.text("Adopted by {meeting}, {date}.", meeting=meeting, date=when))
    elif meeting:
        sentences.append(say.text("Adopted by {meeting}.", meeting=meeting))
    if first and last:
        ends = {"first": wording.partial(first).text, "last": wording.partial(last).text}
        sentences.append(say.text("Its period is {first} to {last}.", **ends))
    return " ".join(sentences)


def solutions(flow: Flow, content: Content) -> None:
    """The challenges that somebody described, with what was agreed and the items that carry it."""
    say, items = flow.say, items_of(content)
    found = [
        challenge
        for challenge in content.all_referenced(Challenge)
        if known_text(challenge.statement) or known_text(challenge.solution)
    ]
    if not found:
        return
    head = head_row(
        GRID,
        [
            Cell([(say.text("Challenge"), HEAD)]),
            Cell([(say.text("What is difficult"), HEAD)]),
            Cell([(say.text("Solution agreed"), HEAD)]),
            Cell([(say.text("Items that carry it"), HEAD)]),
        ],
    )
    rows = [row(GRID, _challenge_cells(flow, one, items)) for one in found]
    flow.add(table(head, rows), 10.0)
    flow.moved()


def _challenge_cells(flow: Flow, one: Challenge, items: Sequence[ActionItem]) -> list[Cell]:
    code = known_text(one.challenge)
    label = flow.wording.label("challenge", code) if code else one.title_text
    carried = [item_name(item) for item in items if code in known_lines(item.challenges)]
    solution = known_text(one.solution)
    none = flow.say.text("none agreed yet")
    return [
        Cell([(label, LIST_KEY)]),
        Cell([(flow.fitting(label, known_text(one.statement)), LIST_TEXT)]),
        Cell([(flow.fitting(label, solution or none), LIST_TEXT if solution else LIST_GREY)]),
        Cell([(", ".join(carried), LIST_TEXT)]),
    ]


def since_last_meeting(flow: Flow, content: Content) -> None:
    """The annex: one table for each plan, or why there is none."""
    items, today = items_of(content), date.fromisoformat(content.head.date)
    told = False
    for plan in content.all_referenced(ActionPlan):
        day = last_meeting(plan)
        if day is not None:
            own = [item for item in items if item.plan == plan.id]
            _changes(flow, plan, changes_since(own, day, today), day)
            told = True
    if not told:
        say = flow.say
        flow.paragraph(
            say.text("Last meeting"),
            say.text("The day of the last meeting is not recorded, so nothing is compared."),
        )


def _changes(flow: Flow, plan: ActionPlan, changes: Sequence[ItemChange], day: date) -> None:
    say, when = flow.say, flow.wording.date(day)
    label = plan.title_text or say.text("Action plan")
    if not changes:
        flow.paragraph(label, say.text("Nothing was recorded after {date}.", date=when))
        return
    flow.paragraph(
        label,
        say.text(
            "What the progress of the items says after {date}, the day of the last meeting: "
            "status and share done before it, and now.",
            date=when,
        ),
    )[-1].glue = True
    head = head_row(
        CHANGES,
        [
            Cell([(say.text("Item"), HEAD)]),
            Cell([(say.text(NC_("a state before a day", "Then")), HEAD)]),
            Cell([(say.text(NC_("a state today", "Now")), HEAD)]),
            Cell([(say.text("What happened"), HEAD)]),
        ],
    )
    flow.add(table(head, [row(CHANGES, _change_cells(flow, one)) for one in changes]), 6.0)
    flow.moved()


def _change_cells(flow: Flow, change: ItemChange) -> list[Cell]:
    name = item_name(change.item)
    title = change.item.title_text
    now, late = state_word(flow, change.now), change.now is State.LATE
    percent = change.item.percent
    happened: list[Part] = [(text, LIST_TEXT) for text in _entries(flow, change)]
    return [
        Cell([(name, LIST_KEY), (flow.fitting(name, title), NOTE)]),
        Cell(_state(flow, _before(flow, change), change.percent_before, LIST_TEXT)),
        Cell(_state(flow, now, percent, LIST_SIGNAL if late else LIST_TEXT)),
        Cell(happened or [(flow.say.text("no entry"), LIST_GREY)]),
    ]


def _before(flow: Flow, change: ItemChange) -> str:
    if change.is_new:
        return flow.say.text(NC_("an action item", "new"))
    return status_word(flow.wording, change.before) if change.before else ""


def _state(flow: Flow, word: str, percent: int | None, style: Style) -> list[Part]:
    parts: list[Part] = [(word, style)] if word else []
    if percent is not None:
        parts.append((flow.say.text("{percent} %", percent=percent), LIST_TEXT))
    return parts or [(flow.say.text("not recorded"), LIST_GREY)]


def _entries(flow: Flow, change: ItemChange) -> list[str]:
    """The newest entries, oldest first; each with its day."""
    shown = change.entries[-MOST_ENTRIES:]
    name = item_name(change.item)
    found = []
    for entry in shown:
        text = known_text(entry.entry)
        day = known_text(entry.date)
        told = f"{flow.wording.partial(day).text}: {text}" if first_day(day) else text
        found.append(flow.fitting(name, told))
    return found


def state_word(flow: Flow, state: State) -> str:
    """As the window says it, in the language of the document."""
    say = flow.say
    return {
        State.NOT_STARTED: say.text("Not started"),
        State.IN_PROGRESS: say.text("In progress"),
        State.LATE: say.text(NC_("an action item", "Late")),
        State.ON_HOLD: say.text("On hold"),
        State.TO_VERIFY: say.text("To verify"),
        State.DONE: say.text("Done"),
        State.CARRIED_OVER: say.text("Carried over"),
        State.CANCELLED: say.text("Cancelled"),
        State.UNKNOWN: say.text("Not known"),
    }[state]
