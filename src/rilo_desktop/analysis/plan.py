"""The state of an action plan on a day: nothing here looks at the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rilo_desktop.language import N_
from rilo_desktop.records import ActionItem
from rilo_desktop.vocabularies.functions import same_function, same_officer

from .counts import counted
from .deadlines import CLOSED as CLOSED
from .deadlines import SOON as SOON
from .known_values import known_first, known_last, known_number, known_text
from .results import (
    Count,
    DatedItem,
    PlanFigures,
    PlanProgress,
    Timeline,
    TimelineRow,
)

STATUS, ITEMS, OVERDUE = N_("Status"), N_("Items in this report"), N_("Overdue")
DUE_SOON, UNDATED = N_("Due within 30 days"), N_("Without a due date")
BAR_ORDER = (
    "completed",
    "in_progress",
    "delayed",
    "not_started",
    "on_hold",
    "carried_over",
    "cancelled",
)


def item_name(item: ActionItem) -> str:
    return known_text(item.local_ref) or item.reference or item.title_text


def due_day(item: ActionItem) -> date | None:
    """The day that counts: the revised one where there is one."""
    return known_last(item.revised_due) or known_last(item.due)


def binding_day(item: ActionItem) -> date | None:
    """The day that somebody set: an inferred one makes no item late, a revised one was set."""
    if not known_text(item.revised_due) and item.due_basis == "inferred":
        return None
    return due_day(item)


def is_overdue(item: ActionItem, today: date) -> bool:
    due = binding_day(item)
    return due is not None and due < today and known_text(item.progress) not in CLOSED


class State(StrEnum):
    """Where an item stands on a day; what is not a status of the record is derived from it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    LATE = "late"
    ON_HOLD = "on_hold"
    TO_VERIFY = "to_verify"
    DONE = "done"
    CARRIED_OVER = "carried_over"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


_STATES: Mapping[str, State] = {
    "not_started": State.NOT_STARTED,
    "in_progress": State.IN_PROGRESS,
    "delayed": State.IN_PROGRESS,
    "on_hold": State.ON_HOLD,
    "carried_over": State.CARRIED_OVER,
    "cancelled": State.CANCELLED,
}


def looked_at(item: ActionItem) -> bool:
    """Did a second person verify it, or is there none? Its lead and who closed it do not count."""
    by = item.verified_by
    if not by:
        return bool(item.verification)
    closed = same_officer(item.closed_sign, item.closed_by, item.verified_sign, by)
    return not closed and not same_function(by, item.lead)


def state_of(item: ActionItem, today: date) -> State:
    """Late from its day alone, "to verify" until a second person has looked."""
    if is_overdue(item, today):
        return State.LATE
    if known_text(item.progress) == "completed":
        return State.DONE if looked_at(item) else State.TO_VERIFY
    return _STATES.get(known_text(item.progress), State.UNKNOWN)


def by_status(items: Iterable[ActionItem]) -> tuple[Count, ...]:
    """In the order of the status bar; "" last."""
    found: dict[str, list[ActionItem]] = {code: [] for code in (*BAR_ORDER, "")}
    for item in items:
        code = known_text(item.progress)
        found[code if code in found else ""].append(item)
    base = sum(map(len, found.values()))
    return tuple(counted(own, base, STATUS, code) for code, own in found.items() if own)


def figures(items: Sequence[ActionItem], today: date) -> PlanFigures:
    open_items = [item for item in items if known_text(item.progress) not in CLOSED]
    dated = sorted(
        (DatedItem(item_name(i), due, i.id) for i in open_items if (due := binding_day(i))),
        key=lambda entry: entry.due,
    )
    overdue = tuple(entry for entry in dated if entry.due < today)
    soon = tuple(entry for entry in dated if today <= entry.due <= today + SOON)
    undated = [item for item in open_items if binding_day(item) is None]
    return PlanFigures(
        items=counted(items, len(items), ITEMS),
        overdue=_dated(overdue, len(items), OVERDUE),
        soon=_dated(soon, len(items), DUE_SOON),
        undated=counted(undated, len(items), UNDATED),
        overdue_items=overdue,
        soon_items=soon,
        undated_names=tuple(item_name(item) for item in undated),
    )


def _dated(entries: Sequence[DatedItem], base: int, rule: str) -> Count:
    return Count(len(entries), base, rule, tuple(entry.record for entry in entries))


def timeline(items: Sequence[ActionItem], today: date) -> Timeline:
    """Whole years that hold all dates and today."""
    rows = tuple(_timeline_row(item, today) for item in items)
    days = [d for row in rows for d in (row.start, row.due, row.revised) if d] + [today]
    last_year = max(days).year
    return Timeline(date(min(days).year, 1, 1), date(last_year, 12, 31), today, rows)


def progress_of(item: ActionItem) -> PlanProgress | None:
    """None where there is no target or no current figure."""
    current, target = known_number(item.current), known_number(item.target)
    baseline = known_number(item.baseline) or Decimal(0)
    if current is None or target is None or target == baseline:
        return None
    share = float((current - baseline) / (target - baseline))
    return PlanProgress(baseline, current, target, min(1.0, max(0.0, share)))


def _timeline_row(item: ActionItem, today: date) -> TimelineRow:
    return TimelineRow(
        item_name(item),
        known_text(item.progress),
        known_first(item.start) or known_first(item.origin_date),
        known_last(item.due),
        known_last(item.revised_due),
        is_overdue(item, today),
    )
