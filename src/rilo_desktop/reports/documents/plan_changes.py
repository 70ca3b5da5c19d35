"""What the action-plan status says beside its items: plans, challenges with their solutions."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.plan import State, item_name
from rilo_desktop.language import NC_
from rilo_desktop.records import ActionItem, ActionPlan, Challenge, Record
from rilo_desktop.records.office_only import without_office_only

from ..engine.document_builder import Flow
from ..engine.labels import Wording
from ..engine.styles import (
    HEAD,
    LIST_GREY,
    LIST_KEY,
    LIST_TEXT,
)
from ..engine.table_layout import GRID, Cell, head_row, row, table
from .content import Content


def items_of(content: Content) -> list[ActionItem]:
    """As they leave: what stays in the office decides nothing that is printed."""
    left = (without_office_only(one)[0] for one in content.records if isinstance(one, ActionItem))
    return [item for item in left if isinstance(item, ActionItem)]


def _in_order(record: Record) -> tuple[str, str]:
    """By what stands on paper: the data of a document keep no order of their own."""
    return record.title_text, record.id


def plans(flow: Flow, content: Content) -> None:
    """What is known of the plans that the items belong to."""
    for plan in sorted(content.all_referenced(ActionPlan), key=_in_order):
        label, text = flow.say.text("Action plan"), _plan_text(flow, plan)
        if text:
            flow.paragraph(plan.title_text or label, text)
        elif plan.title_text:
            flow.source(label, plan.title_text)


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
        for challenge in sorted(content.all_referenced(Challenge), key=_in_order)
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


def state_word(wording: Wording, state: State) -> str:
    """As the window says it, in the language of the document."""
    say = wording.say
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
