"""The action-plan status report: what changed since the last meeting, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from rilo_desktop.analysis.counts import counted
from rilo_desktop.analysis.known_values import known_lines, known_number, known_text
from rilo_desktop.analysis.plan import CLOSED, State, figures, item_name, state_of
from rilo_desktop.analysis.plan_changes import ItemChange, changes_since, last_meeting
from rilo_desktop.analysis.results import Count
from rilo_desktop.language import N_, NC_
from rilo_desktop.records import ActionItem, ActionPlan, EvidenceEntry
from rilo_desktop.records.dates import first_day
from rilo_desktop.vocabularies.functions import same_function

from ..engine.callout import request_slabs
from ..engine.document_builder import Flow, key_figure
from ..engine.layout_blocks import Slab
from ..engine.structure import Role
from ..engine.styles import (
    HEAD,
    KEY_FIGURE,
    KEY_FIGURE_SIGNAL,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    NOTE,
    RIGHT,
    SECTION,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, opening_rule, row, table
from .action_sheet import action_sheet, evidence_words
from .content import Content
from .drawing import Drawing, Progress
from .one_page import check
from .page_head import page_head
from .plan_changes import items_of, plans, solutions, state_word
from .product_parts import beside
from .status import IN_ORDER, state_bar, state_mark, status_word

STATES = N_("Items by their state")
ITEMS = (
    Column(LEFT, LEFT + 72.0),
    Column(LEFT + 78.0, LEFT + 194.0),
    Column(LEFT + 200.0, LEFT + 276.0),
    Column(LEFT + 282.0, LEFT + 338.0),
    Column(LEFT + 344.0, RIGHT),
)
WHOLE = (Column(LEFT, RIGHT),)
ASKED = (ITEMS[0], Column(LEFT + 78.0, LEFT + 276.0), Column(LEFT + 282.0, RIGHT))
MEASURES = (
    ITEMS[0],
    Column(LEFT + 78.0, LEFT + 300.0),
    Column(LEFT + 306.0, LEFT + 362.0, end=True),
    Column(LEFT + 368.0, LEFT + 424.0, end=True),
    Column(LEFT + 430.0, RIGHT, end=True),
)
MARK_ROOM, MOST_NAMED, DASH = 12.0, 2, "–"
LONGEST_TITLE, LONGEST_ENTRY = 70, 90
"""Signs of a title, and of what changed: the data in the file have all."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item in the table. `was`: its state before, "" where nothing is compared."""

    item: ActionItem
    now: State
    was: str = ""
    told: str = ""
    """The newest entry of its thread, with its day."""
    is_compared: bool = True
    """Is the day known that its state is compared with?"""


@dataclass(frozen=True, slots=True)
class Status:
    """`rows`: items that changed, and those of a plan without a day to compare with; `quiet`: the
    others. `since`: the day of the last meeting, of several plans the newest."""

    rows: tuple[Row, ...]
    quiet: tuple[Row, ...]
    since: date | None


def _today(content: Content) -> date:
    return date.fromisoformat(content.head.date)


def _status(flow: Flow, content: Content) -> Status:
    today, items = _today(content), items_of(content)
    days = {plan.id: last_meeting(plan) for plan in content.all_referenced(ActionPlan)}
    rows, quiet = [], []
    for item in items:
        day = days.get(known_text(item.plan))
        if day is None:
            thread = changes_since([item], date.min, today)
            rows.append(Row(item, _state(item, today), "", _newest(flow, thread), False))
        elif changed := changes_since([item], day, today):
            (one,) = changed
            rows.append(Row(item, _state(item, today), _before(flow, one), _newest(flow, changed)))
        else:
            quiet.append(Row(item, _state(item, today)))
    known = [day for day in days.values() if day is not None]
    return Status(tuple(rows), tuple(quiet), max(known, default=None))


def _state(item: ActionItem, today: date) -> State:
    """Signs of officers stay in the office: who verified it is a function that is not its lead."""
    state = state_of(item, today)
    by = known_text(item.verified_by)
    if state is State.TO_VERIFY and by and not same_function(by, item.lead):
        return State.DONE
    return state


def _before(flow: Flow, change: ItemChange) -> str:
    if change.is_new:
        return flow.say.text(NC_("an action item", "new"))
    return status_word(flow.wording, change.before) if change.before else ""


def _newest(flow: Flow, changes: Sequence[ItemChange]) -> str:
    last = changes[0].last if changes else None
    text = known_text(last.entry) if last is not None else ""
    if last is None or not text:
        return ""
    day = known_text(last.date)
    text = shorten(text, LONGEST_ENTRY, placeholder=" …")
    return flow.say.labelled(flow.wording.partial(day).text, text) if first_day(day) else text


# What changed


def _changes(flow: Flow, content: Content, _progress: Progress) -> None:
    say, status = flow.say, _status(flow, content)
    items, today = items_of(content), _today(content)
    about = [say.text("position of {date}", date=flow.wording.date(today))]
    if status.since is not None:
        about.append(say.text("since {date}", date=flow.wording.date(status.since)))
    page_head(flow, content, about, ())
    flow.add(_key_figures(flow, content))
    late = figures(items, today).overdue
    flow.paragraph(say.text("Summary"), _finding(flow, status, late), [late])
    flow.add(state_bar(flow.wording, _by_state([*status.rows, *status.quiet]), state_word), 6.0)
    _decisions(flow, items)
    plans(flow, content)
    _table(flow, content, status)
    _quiet(flow, status)
    flow.moved()
    flow.hand_on()


def _finding(flow: Flow, status: Status, overdue: Count) -> str:
    say, total, late = flow.say, len(status.rows) + len(status.quiet), overdue.value
    if status.since is None:
        return say.text(
            "{count} items; {late} are late. The day of the last meeting is not recorded, so "
            "nothing is compared.",
            count=total,
            late=late,
        )
    changed = [one for one in status.rows if one.is_compared]
    said = say.text(
        "{changed} of {total} items changed since {date}; {done} of them are completed. Late, of "
        "all items: {late}.",
        changed=len(changed),
        total=total,
        date=flow.wording.date(status.since),
        done=sum(one.now in (State.DONE, State.TO_VERIFY) for one in changed),
        late=late,
    )
    if apart := len(status.rows) - len(changed):
        more = say.plural(
            "{count} item is of no plan whose last meeting is recorded: it is not compared.",
            "{count} items are of no plan whose last meeting is recorded: they are not compared.",
            apart,
        )
        said = f"{said} {more}"
    return said


def _key_figures(flow: Flow, content: Content) -> list[Slab]:
    say, found = flow.say, figures(items_of(content), _today(content))
    total = max(content.totals.get(ActionItem.kind.code, 0), found.items.value)
    late = [
        say.text("{item}, since {date}", item=one.name, date=flow.wording.date(one.due))
        for one in found.overdue_items
    ]
    soon = [
        say.text("{item}, on {date}", item=one.name, date=flow.wording.date(one.due))
        for one in found.soon_items
    ]
    overdue = KEY_FIGURE_SIGNAL if found.overdue.value else KEY_FIGURE
    cells = [
        key_figure(flow, found.items, say.text("{count} in the register", count=total)),
        key_figure(flow, found.overdue, _some(flow, late), overdue),
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
        return flow.wording.joined(names)
    rest = flow.say.plural("and {count} more", "and {count} more", more)
    return flow.wording.joined([*names[:MOST_NAMED], rest])


def _by_state(rows: Iterable[Row]) -> list[Count]:
    found = list(rows)
    counts = (
        counted([one.item for one in found if one.now is state], len(found), STATES, state.value)
        for state in IN_ORDER
    )
    return [count for count in counts if count.value]


def _decisions(flow: Flow, items: Sequence[ActionItem]) -> None:
    """Numbered lines, so that a meeting can answer each by its number."""
    say, lines = flow.say, []
    for item in items:
        if known_text(item.purpose) != "guidance" or known_text(item.progress) in CLOSED:
            continue
        name, title = item_name(item), item.title_text
        due = known_text(item.revised_due) or known_text(item.due)
        if due and item.due_basis != "inferred":
            day = flow.wording.partial(due).text
            lines.append(say.text("{title} ({item}), by {date}", title=title, item=name, date=day))
        else:
            lines.append(say.text("{title} ({item})", title=title, item=name))
    if lines:
        slabs = request_slabs(say.text("For guidance and decision"), lines)
        beside(slabs, say.text("Decisions asked"))
        flow.add(slabs, 10.0)


def _table(flow: Flow, content: Content, status: Status) -> None:
    say = flow.say
    if not status.rows:
        return
    heads = (
        say.text("Item"),
        "",
        say.text("Is, and was"),
        say.text("Due"),
        say.text("What changed, and what it waits for"),
    )
    head = head_row(ITEMS, [Cell([(text, HEAD)] if text else []) for text in heads])
    blocks = []
    for state in IN_ORDER:
        own = [one for one in status.rows if one.now is state]
        if own:
            name = say.text(
                "{state}, {count}", state=state_word(flow.wording, state), count=len(own)
            )
            style = LIST_SIGNAL if state is State.LATE else SECTION
            group = row(WHOLE, [Cell([(name, style)])], above=5.0, below=2.4)
            group[-1].glue = True
            blocks.append(group)
            blocks += [row(ITEMS, _cells(flow, content, one), above=2.4, below=2.6) for one in own]
    flow.add(table(head, blocks), 10.0)


def _cells(flow: Flow, content: Content, one: Row) -> list[Cell]:
    item, is_late = one.item, one.now is State.LATE
    title = shorten(item.title_text, LONGEST_TITLE, placeholder=" …")
    state: list[Part] = [(state_word(flow.wording, one.now), LIST_SIGNAL if is_late else LIST_TEXT)]
    if one.was:
        state.append((one.was, NOTE))
    return [
        Cell([(item_name(item), LIST_KEY)]),
        Cell([(title or flow.say.text("Without a title"), LIST_TEXT)]),
        Cell(state, state_mark(one.now), MARK_ROOM),
        Cell(_due(flow, item, is_late)),
        Cell(_what(flow, content, one)),
    ]


def _due(flow: Flow, item: ActionItem, is_late: bool) -> list[Part]:
    """The day that counts; above it the first one, where it was moved."""
    say, style = flow.say, LIST_SIGNAL if is_late else LIST_TEXT
    first, moved = known_text(item.due), known_text(item.revised_due)
    parts: list[Part] = []
    if moved and first:
        parts.append((flow.wording.formats.partial(first, short=True), NOTE))
    if day := moved or first:
        parts.append((flow.wording.formats.partial(day, short=True), style))
    if first and not moved and item.due_basis == "inferred":
        parts.append((say.text("inferred"), NOTE))
    return parts or [(say.text("none"), LIST_GREY)]


def _what(flow: Flow, content: Content, one: Row) -> list[Part]:
    """The newest entry; of a completed item what closed it, and whether somebody looked."""
    say, item = flow.say, one.item
    parts: list[Part] = [(one.told, LIST_TEXT)] if one.told else []
    if moved := known_text(item.revised_reason):
        reason = shorten(moved, LONGEST_ENTRY, placeholder=" …")
        parts.append((say.text("Reason: {reason}", reason=reason), NOTE))
    if before := _named(content, item.carried_from):
        parts.append((say.text("Carried over from {item}", item=before), NOTE))
    if after := _named(content, item.carried_to):
        parts.append((say.text("Carried over to {item}", item=after), NOTE))
    if one.now in (State.DONE, State.TO_VERIFY):
        parts.append((_closed(flow, item, one.now), NOTE))
    return parts


def _named(content: Content, value: object) -> str:
    return content.name_of(ActionItem.kind.code, known_text(value)) or ""


def _closed(flow: Flow, item: ActionItem, now: State) -> str:
    say = flow.say
    evidence: Sequence[EvidenceEntry] = known_lines(item.evidence)
    words = say.clauses(map(evidence_words, evidence))
    shown = shorten(words, LONGEST_ENTRY, placeholder=" …")
    if now is State.TO_VERIFY:
        if not shown:
            return say.text("Evidence: not recorded. Not yet verified.")
        return say.text("Evidence: {evidence}. Not yet verified.", evidence=shown)
    if not shown:
        return say.text("Evidence: not recorded.")
    return say.text("Evidence: {evidence}.", evidence=shown.rstrip("."))


def _quiet(flow: Flow, status: Status) -> None:
    """Items without a change, by state: their numbers in one paragraph."""
    say = flow.say
    groups = []
    for state in IN_ORDER:
        names = [item_name(one.item) for one in status.quiet if one.now is state]
        if names:
            text = say.text(
                "{state}, {count}: {items}",
                state=state_word(flow.wording, state),
                count=len(names),
                items=_short(names),
            )
            groups.append(text)
    flow.source(say.text("Not changed"), "\n".join(groups))


def _short(names: Sequence[str]) -> str:
    """The first whole, of the others what differs."""
    first, *others = names
    head = first.rstrip("0123456789")
    return ", ".join([first, *(one.removeprefix(head) for one in others)])


# Behind it


def _behind(flow: Flow, content: Content, _progress: Progress) -> None:
    items = items_of(content)
    solutions(flow, content)
    _asked(flow, items)
    _measures(flow, items)
    flow.moved()
    flow.hand_on()


def _asked(flow: Flow, items: Sequence[ActionItem]) -> None:
    say = flow.say
    found = [
        (item, known_text(item.obstacles), known_text(item.support_requested))
        for item in items
        if known_text(item.progress) not in CLOSED
    ]
    rows = [
        row(
            ASKED,
            [
                Cell([(item_name(item), LIST_KEY)]),
                Cell([(flow.fitting(item_name(item), obstacles) or DASH, LIST_TEXT)]),
                Cell([(flow.fitting(item_name(item), support) or DASH, LIST_TEXT)]),
            ],
        )
        for item, obstacles, support in found
        if obstacles or support
    ]
    if rows:
        names = (say.text("Item"), say.text("Obstacles"), say.text("Support requested"))
        flow.add(table(head_row(ASKED, [Cell([(name, HEAD)]) for name in names]), rows), 10.0)


def _measures(flow: Flow, items: Sequence[ActionItem]) -> None:
    say, wording = flow.say, flow.wording
    measured = [item for item in items if known_number(item.target) is not None]
    if not measured:
        return
    names = (
        say.text("Item"),
        say.text("Indicator"),
        say.text("Baseline"),
        say.text("Target"),
        say.text("Current"),
    )
    rows = []
    for item in measured:
        name = ", ".join(filter(None, map(known_text, (item.indicator_name, item.indicator_unit))))
        numbers = [wording.number(one) for one in (item.baseline, item.target, item.current)]
        cells = [Cell([(item_name(item), LIST_KEY)]), Cell([(name or DASH, LIST_TEXT)])]
        cells += [
            Cell([(DASH if one.missing else one.text, LIST_GREY if one.missing else LIST_TEXT)])
            for one in numbers
        ]
        rows.append(row(MEASURES, cells, above=2.4, below=2.6))
    flow.add(table(head_row(MEASURES, [Cell([(name, HEAD)]) for name in names]), rows), 10.0)


# One item


def _records(flow: Flow, content: Content, progress: Progress) -> None:
    for number, item in enumerate(items_of(content), 1):
        action_sheet(flow, content, item, number, _today(content))
        flow.hand_on()
        progress(number)


def _sheet(flow: Flow, content: Content) -> None:
    (item,) = items_of(content)
    action_sheet(flow, content, item, 1, _today(content))


DRAWING = Drawing(
    parts={"changes": _changes, "behind": _behind, "check": check, "records": _records},
    cover=None,
    sheet=_sheet,
)
