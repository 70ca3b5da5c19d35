"""The state of an action plan on a day: nothing here looks at the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rilo_desktop.records import ActionItem
from rilo_desktop.vocabularies import vocabulary

from .deadlines import CLOSED as CLOSED
from .deadlines import SOON as SOON
from .known import known_first, known_last, known_lines, known_number, known_text
from .results import (
    ChallengeCount,
    Count,
    DatedItem,
    PlanFigures,
    Progress,
    Timeline,
    TimelineRow,
)

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


def is_overdue(item: ActionItem, today: date) -> bool:
    due = due_day(item)
    return due is not None and due < today and known_text(item.progress) not in CLOSED


def by_status(items: Iterable[ActionItem]) -> tuple[Count, ...]:
    """In the order of the status bar; "" last."""
    counts = dict.fromkeys((*BAR_ORDER, ""), 0)
    for item in items:
        code = known_text(item.progress)
        counts[code if code in counts else ""] += 1
    return tuple(Count(code, count) for code, count in counts.items() if count)


def figures(items: Sequence[ActionItem], today: date) -> PlanFigures:
    open_items = [item for item in items if known_text(item.progress) not in CLOSED]
    dated = sorted(
        (DatedItem(item_name(i), due) for i in open_items if (due := due_day(i))),
        key=lambda entry: entry.due,
    )
    return PlanFigures(
        items=len(items),
        overdue=tuple(entry for entry in dated if entry.due < today),
        soon=tuple(entry for entry in dated if today <= entry.due <= today + SOON),
        undated=tuple(item_name(item) for item in open_items if due_day(item) is None),
    )


def by_challenge(items: Iterable[ActionItem]) -> tuple[ChallengeCount, ...]:
    """Most items first; an item may answer several challenges."""
    found: dict[str, list[bool]] = {}
    for item in items:
        for challenge in known_lines(item.challenges):
            found.setdefault(challenge, []).append(known_text(item.progress) == "completed")
    order = {entry.code: n for n, entry in enumerate(vocabulary("challenge"))}
    counts = [ChallengeCount(code, sum(done), len(done)) for code, done in found.items()]
    return tuple(sorted(counts, key=lambda c: (-c.items, order.get(c.code, len(order)), c.code)))


def timeline(items: Sequence[ActionItem], today: date) -> Timeline:
    """Whole years that hold all dates and today."""
    rows = tuple(_timeline_row(item) for item in items)
    days = [d for row in rows for d in (row.start, row.due, row.revised) if d] + [today]
    last_year = max(days).year
    return Timeline(date(min(days).year, 1, 1), date(last_year, 12, 31), today, rows)


def progress_of(item: ActionItem) -> Progress | None:
    """None where there is no target or no current figure."""
    current, target = known_number(item.current), known_number(item.target)
    baseline = known_number(item.baseline) or Decimal(0)
    if current is None or target is None or target == baseline:
        return None
    share = float((current - baseline) / (target - baseline))
    return Progress(baseline, current, target, min(1.0, max(0.0, share)))


def _timeline_row(item: ActionItem) -> TimelineRow:
    return TimelineRow(
        item_name(item),
        known_text(item.progress),
        known_first(item.start) or known_first(item.origin_date),
        known_last(item.due),
        known_last(item.revised_due),
    )
