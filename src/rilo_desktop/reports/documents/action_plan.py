"""The action-plan status report: overview, items, and each item with its thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.analysis.plan import (
    CLOSED,
    by_challenge,
    by_status,
    figures,
    is_overdue,
    item_name,
    timeline,
)
from rilo_desktop.analysis.results import Count
from rilo_desktop.records import NOT_KNOWN, ActionItem

from ..engine.bars import Bar, bar_slabs
from ..engine.callout import request_slabs
from ..engine.document_builder import Flow, key_figure
from ..engine.layout_blocks import Mark, Piece, Slab
from ..engine.structure import SECTION_LEVEL, Role, heading
from ..engine.styles import (
    HEAD,
    KEY_FIGURE,
    KEY_FIGURE_SIGNAL,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    MM,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, opening_rule, row, table
from ..engine.typesetting import set_text
from .action_sheet import action_sheet
from .content import Content
from .drawing import Drawing, Progress
from .plan_changes import items_of, plans, solutions
from .status import status_bar, status_mark, status_word
from .timeline import timeline_slabs

ITEMS = (
    GRID[0],
    Column(TEXT, 107.5 * MM),
    Column(109.9 * MM, 126.5 * MM),
    Column(127.9 * MM, 147 * MM),
    Column(148.4 * MM, 167.5 * MM),
    Column(168.9 * MM, RIGHT),
)
STATUS_INDENT = 12.0
MOST_CHALLENGES = 5
MOST_NAMED = 3
DASH = "–"


def _today(content: Content) -> date:
    return date.fromisoformat(content.head.date)


def _records(flow: Flow, content: Content, progress: Progress) -> None:
    for number, item in enumerate(items_of(content), 1):
        action_sheet(flow, content, item, number, _today(content))
        flow.hand_on()
        progress(number)


def _sheet(flow: Flow, content: Content) -> None:
    (item,) = items_of(content)
    action_sheet(flow, content, item, 1, _today(content))


def _cover(flow: Flow, content: Content) -> list[Slab]:
    return status_bar(flow.wording, by_status(items_of(content)))


# Overview


def _overview(flow: Flow, content: Content, _progress: Progress) -> None:
    say, items, today = flow.say, items_of(content), _today(content)
    title = say.plural("{count} item and its progress", "{count} items and their progress",
                       len(items))  # fmt: skip
    mark = Mark("overview", say.text("Overview"), 0, "A", "")
    kicker = say.text("Position of {date}", date=flow.wording.date(today))
    flow.part(kicker, title, mark, new_page=True)
    flow.add(status_bar(flow.wording, by_status(items)), 2.0)
    flow.add(_key_figures(flow, content, items, today), 10.0)
    states = by_status(items)
    late = figures(items, today).overdue
    flow.paragraph(say.text("Summary"), _summary(flow, states, late), [*states, late])
    asked = [
        item
        for item in items
        if known_text(item.purpose) == "guidance" and known_text(item.progress) not in CLOSED
    ]
    if asked:
        _decisions(flow, asked)
    plans(flow, content)
    _challenges(flow, items)
    solutions(flow, content)
    flow.paragraph(
        say.text("Timeline"),
        say.text(
            "The bars show the time from the start (or the meeting that agreed the item) to the "
            "first due date; the hatched part is what a revision added, and goes on to the day of "
            "the report where the item is overdue."
        ),
    )[-1].glue = True
    flow.add(timeline_slabs(flow, timeline(items, today)), 7.0)


def _key_figures(
    flow: Flow, content: Content, items: Sequence[ActionItem], today: date
) -> list[Slab]:
    say, found = flow.say, figures(items, today)
    total = content.totals.get(ActionItem.kind.code, 0)
    registered = say.text("{count} in the register", count=max(total, len(items)))
    names = [
        say.text("{item}, since {date}", item=entry.name, date=flow.wording.date(entry.due))
        for entry in found.overdue_items
    ]
    soon = [
        say.text("{item}, on {date}", item=entry.name, date=flow.wording.date(entry.due))
        for entry in found.soon_items
    ]
    overdue = KEY_FIGURE_SIGNAL if found.overdue.value else KEY_FIGURE
    cells = [
        key_figure(flow, found.items, registered),
        key_figure(flow, found.overdue, _some(flow, names), overdue),
        key_figure(flow, found.soon, _some(flow, soon)),
        key_figure(flow, found.undated, _some(flow, found.undated_names)),
    ]
    slabs = row(GRID, cells, below=6.0, of=Role.ITEM)
    opening_rule(slabs, 0.6)
    return slabs


def _some(flow: Flow, names: Sequence[str]) -> str:
    """The first few, and how many more."""
    more = len(names) - MOST_NAMED
    if more <= 0:
        return "; ".join(names)
    rest = flow.say.plural("and {count} more", "and {count} more", more)
    return "; ".join(names[:MOST_NAMED]) + "; " + rest


def _summary(flow: Flow, states: Sequence[Count], overdue: Count) -> str:
    sentences = [_sentence(flow, count) for count in states]
    if overdue.value:
        sentences.append(
            flow.say.plural(
                "{count} open item is past its due or revised due date.",
                "{count} open items are past their due or revised due date.",
                overdue.value,
            )
        )
    return " ".join(sentences) or flow.say.text("There is no item in this report.")


def _sentence(flow: Flow, count: Count) -> str:
    say, n = flow.say, count.value
    match count.code:
        case "completed":
            return say.plural("{count} item is completed.", "{count} items are completed.", n)
        case "in_progress":
            return say.plural("{count} item is in progress.", "{count} items are in progress.", n)
        case "delayed":
            return say.plural("{count} item is delayed.", "{count} items are delayed.", n)
        case "not_started":
            return say.plural("{count} item has not begun.", "{count} items have not begun.", n)
        case "on_hold":
            return say.plural("{count} item is on hold.", "{count} items are on hold.", n)
        case "carried_over":
            return say.plural(
                "{count} item was carried over.", "{count} items were carried over.", n
            )
        case "cancelled":
            return say.plural("{count} item was cancelled.", "{count} items were cancelled.", n)
    return say.plural(
        "For {count} item the state is not known.", "For {count} items the state is not known.", n
    )


def _decisions(flow: Flow, asked: Sequence[ActionItem]) -> None:
    """Numbered lines, so that a meeting can answer each by its number."""
    say = flow.say
    lines = []
    for item in asked:
        name, title = item_name(item), item.title_text
        due = known_text(item.revised_due) or known_text(item.due)
        if due and item.due_basis != "inferred":
            date_text = flow.wording.partial(due).text
            lines.append(say.text("{title} ({item}), by {date}", title=title, item=name,
                                  date=date_text))  # fmt: skip
        else:
            lines.append(say.text("{title} ({item})", title=title, item=name))
    slabs = request_slabs(say.text("For guidance and decision"), lines)
    labels = set_text(say.text("Decisions asked"), SECTION, TEXT - LEFT - 8)
    own = [(LEFT, 12.0 + n * SECTION.leading, line) for n, line in enumerate(labels)]
    slabs[0].pieces = [Piece(heading(SECTION_LEVEL), own), *slabs[0].pieces]
    flow.add(slabs, 10.0)


def _challenges(flow: Flow, items: Sequence[ActionItem]) -> None:
    say, counts = flow.say, by_challenge(items)[:MOST_CHALLENGES]
    if not counts:
        return
    flow.paragraph(
        say.text("Challenges"),
        say.text(
            "The challenges with most items; an item may answer several. Dark: completed; open: "
            "not yet."
        ),
    )[-1].glue = True
    bars = [
        Bar(flow.wording.label("challenge", count.code), count.items, count.completed.value)
        for count in counts
    ]
    slabs = bar_slabs(bars)
    for slab in slabs[:-1]:
        slab.glue = True
    flow.add(slabs, 9.0)


# Items


def _items(flow: Flow, content: Content, _progress: Progress) -> None:
    say, items, today = flow.say, items_of(content), _today(content)
    title = say.text("Items")
    flow.part("", title, Mark("items", title, 0, "B", title), new_page=True)
    head = head_row(
        ITEMS,
        [
            Cell([(say.text("Item"), HEAD)]),
            Cell([(say.text("Action and deliverable"), HEAD)]),
            Cell([(say.text("Lead"), HEAD)]),
            Cell([(say.text("Due"), HEAD)]),
            Cell([(say.text("Revised"), HEAD)]),
            Cell([(say.text("Status"), HEAD)]),
        ],
    )
    flow.add(table(head, [row(ITEMS, _item_cells(flow, item, today)) for item in items]))
    flow.moved()


def _item_cells(flow: Flow, item: ActionItem, today: date) -> list[Cell]:
    say, wording = flow.say, flow.wording
    name = item_name(item)
    title, lead = wording.text(item.title), wording.code("function", item.lead)
    action: list[Part] = [
        (flow.fitting(name, title.text), LIST_GREY if title.missing else LIST_KEY)
    ]
    if known_text(item.deliverable):
        action.append((flow.fitting(name, known_text(item.deliverable)), LIST_TEXT))
    if known_text(item.revised_reason):
        reason = say.text("Reason: {reason}", reason=known_text(item.revised_reason))
        action.append((flow.fitting(name, reason), NOTE))
    overdue = is_overdue(item, today)
    status = known_text(item.progress)
    style = LIST_SIGNAL if status == "delayed" else LIST_TEXT
    box = status_mark(status)
    return [
        Cell([(name, LIST_KEY), (flow.fitting(name, known_text(item.origin_meeting)), NOTE)]),
        Cell(action),
        Cell([(flow.fitting(name, lead.text), LIST_GREY if lead.missing else LIST_TEXT)]),
        Cell(_due(flow, item.due, overdue and not known_text(item.revised_due))),
        Cell(_due(flow, item.revised_due, overdue) if item.revised_due else [(DASH, LIST_TEXT)]),
        Cell([(status_word(wording, status), style)], box, STATUS_INDENT),
    ]


def _due(flow: Flow, value: object, overdue: bool) -> list[Part]:
    if value is NOT_KNOWN:
        return [(flow.say.text("not known"), LIST_GREY)]
    if not isinstance(value, str) or not value:
        return [(flow.say.text("not set"), LIST_GREY)]
    if overdue:
        return [(value, LIST_SIGNAL), (flow.say.text("overdue"), LIST_SIGNAL)]
    return [(value, LIST_TEXT)]


DRAWING = Drawing(
    parts={"overview": _overview, "items": _items, "records": _records},
    cover=_cover,
    sheet=_sheet,
)
