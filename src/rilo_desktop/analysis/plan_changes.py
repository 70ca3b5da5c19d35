"""What changed in an action plan since a day, read from the threads of its items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rilo_desktop.records import ActionItem, ActionPlan, ProgressUpdate
from rilo_desktop.records.dates import first_day

from .known_values import known_first, known_last, known_lines, known_text
from .plan import State, state_of


@dataclass(frozen=True, slots=True)
class ItemChange:
    """`before` and `percent_before`: what the thread said last before that day, "" and None where
    it said nothing. `entries` came since then, oldest first."""

    item: ActionItem
    now: State
    is_new: bool
    before: str
    percent_before: int | None
    entries: tuple[ProgressUpdate, ...]
    late_since: date | None = None

    @property
    def last(self) -> ProgressUpdate | None:
        return self.entries[-1] if self.entries else None


def last_meeting(plan: ActionPlan | None) -> date | None:
    """The day since which changes are told: the last meeting, else the adoption of the plan."""
    if plan is None:
        return None
    return known_last(plan.last_meeting) or known_last(plan.adopted_on)


def changes_since(items: Iterable[ActionItem], day: date, today: date) -> tuple[ItemChange, ...]:
    """Items that are new, were reported on, or became late since this day; in their order."""
    found = (_change(item, day, today) for item in items)
    return tuple(change for change in found if change.is_new or change.entries or change.late_since)


def _change(item: ActionItem, day: date, today: date) -> ItemChange:
    thread = sorted(known_lines(item.updates), key=_day)
    earlier = [entry for entry in thread if _day(entry) <= day]
    since = tuple(entry for entry in thread if day < _day(entry) <= today)
    told = [known_text(entry.progress) for entry in earlier if known_text(entry.progress)]
    percents = [entry.percent for entry in earlier if entry.percent is not None]
    now = state_of(item, today)
    began = known_first(item.start) or known_first(item.origin_date)
    due = known_last(item.revised_due) or known_last(item.due)
    became_late = now is State.LATE and due is not None and due >= day
    return ItemChange(
        item,
        now,
        is_new=not earlier and began is not None and began > day,
        before=told[-1] if told else "",
        percent_before=percents[-1] if percents else None,
        entries=since,
        late_since=due if became_late else None,
    )


def _day(entry: ProgressUpdate) -> date:
    """An entry without a day is older than all others."""
    return first_day(known_text(entry.date)) or date.min
