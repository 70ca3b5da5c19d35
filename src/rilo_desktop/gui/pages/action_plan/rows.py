"""What the page says of an item: its state, what changed, when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rilo_desktop.analysis.plan import State
from rilo_desktop.language import NC_

from ...i18n import code_label, function_label, numbers, plural, tr

if TYPE_CHECKING:
    from rilo_desktop.services.records.action_plan import ShownItem

LOOKS = {
    State.NOT_STARTED: ("circle", "text3"),
    State.IN_PROGRESS: ("circle-dashed", "text2"),
    State.LATE: ("alert-triangle", "danger"),
    State.ON_HOLD: ("alert-triangle", "warn"),
    State.TO_VERIFY: ("eye", "accentText"),
    State.DONE: ("circle-check", "ok"),
    State.CARRIED_OVER: ("arrow-forward-up", "text2"),
    State.CANCELLED: ("ban", "text3"),
    State.UNKNOWN: ("circle-dashed", "text3"),
}
"""State -> icon, tone."""


def state_label(state: State) -> str:
    return {
        State.NOT_STARTED: tr("Not started"),
        State.IN_PROGRESS: tr("In progress"),
        State.LATE: tr(NC_("an action item", "Late")),
        State.ON_HOLD: tr("On hold"),
        State.TO_VERIFY: tr("To verify"),
        State.DONE: tr("Done"),
        State.CARRIED_OVER: tr("Carried over"),
        State.CANCELLED: tr("Cancelled"),
        State.UNKNOWN: tr("Not known"),
    }[state]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A heading with its count, or an item below one. `key` is a challenge code or an id."""

    key: str
    title: str
    second: str = ""
    icon: str = ""
    tone: str = "text2"
    status: str = ""
    was: str = ""
    due: str = ""
    due_tone: str = "text2"
    shown: ShownItem | None = None
    is_open: bool = True

    @property
    def spoken(self) -> str:
        if self.shown is None:
            return f"{self.title}, {self.second}"
        parts = (self.title, self.second, self.status, self.was, self.due)
        return ". ".join(part for part in parts if part)


def plan_rows(items: Sequence[ShownItem], folded: frozenset[str]) -> tuple[PlanRow, ...]:
    """Items under the first challenge that each addresses, those without one last."""
    groups: dict[str, list[ShownItem]] = {}
    for shown in items:
        codes = shown.item.challenges
        groups.setdefault(codes[0] if isinstance(codes, tuple) and codes else "", []).append(shown)
    found: list[PlanRow] = []
    for code in sorted(groups, key=lambda code: (not code, _challenge(code).casefold())):
        inside = groups[code]
        count = plural("{count} item", "{count} items", len(inside))
        is_open = code not in folded
        found.append(PlanRow(code, _challenge(code), count, is_open=is_open))
        found += [item_row(shown) for shown in inside] if is_open else []
    return tuple(found)


def _challenge(code: str) -> str:
    return code_label("challenge", code) if code else tr("Without a challenge")


def item_row(shown: ShownItem) -> PlanRow:
    item = shown.item
    icon, tone = LOOKS[shown.state]
    status, was = _status(shown), _was(shown)
    late = shown.state is State.LATE
    lead = function_label(item.lead) or tr("lead not named")
    return PlanRow(
        item.id,
        item.title_text or tr("Untitled"),
        f"{shown.name} · {lead}",
        icon,
        tone,
        status,
        was,
        due_text(shown),
        "danger" if late else "text2" if shown.due else "text3",
        shown,
    )


def _status(shown: ShownItem) -> str:
    change, item = shown.change, shown.item
    if change is not None and change.is_new and shown.state is State.NOT_STARTED:
        return tr(NC_("an action item", "new"))
    running = shown.state in (State.IN_PROGRESS, State.LATE, State.ON_HOLD)
    if running and item.percent is not None:
        return tr("{percent} %", percent=item.percent)
    return state_label(shown.state)


def _was(shown: ShownItem) -> str:
    """What stood there at the last meeting, or what explains the state."""
    change, item = shown.change, shown.item
    if shown.state is State.LATE and shown.due is not None:
        return tr("late since {day}", day=_day(shown.due.isoformat()))
    if shown.state is State.TO_VERIFY and item.closed_by:
        return tr("closed by {function}", function=function_label(item.closed_by))
    if shown.state is State.DONE and not item.evidence:
        return tr("without evidence")
    if shown.state is State.DONE and item.verification == "not_verified":
        return tr("not verified: office of one")
    if item.carried_from and change is not None and change.is_new:
        return tr("carried over")
    if change is None or change.is_new:
        return ""
    if change.percent_before is not None and change.percent_before != item.percent:
        return tr("was {percent} %", percent=change.percent_before)
    if change.before and change.before != item.progress:
        before = code_label("action_status", change.before)
        return tr("was: {status}", status=before)
    last = change.last
    day = last.date if last is not None and isinstance(last.date, str) else ""
    return tr("reported on {day}", day=_day(day)) if day else ""


def due_text(shown: ShownItem) -> str:
    """Said as it is: set, moved, inferred or not set."""
    item = shown.item
    due = next((d for d in (item.revised_due, item.due) if isinstance(d, str) and d), "")
    if not due:
        return tr("not set")
    if shown.due is None:
        return tr("{date}, inferred", date=_day(due))
    return _day(due)


def _day(text: str) -> str:
    return numbers().partial(text, short=True)


def foot_text(shown: ShownItem) -> str:
    """One sentence that explains the row."""
    item = shown.item
    if item.revised_due and isinstance(item.due, str):
        moved = {"due": _day(item.due), "revised": _day(str(item.revised_due))}
        if item.revised_reason:
            return tr(
                "Due {due}, moved to {revised}: “{reason}”", **moved, reason=item.revised_reason
            )
        return tr("Due {due}, moved to {revised}; no reason was given.", **moved)
    change = shown.change
    if change is not None and change.last is not None and isinstance(change.last.entry, str):
        return change.last.entry
    text = item.action if isinstance(item.action, str) else ""
    return " ".join(text.split())


def matches(shown: ShownItem, key: str) -> bool:
    """Does it belong to one of the filters above the rows?"""
    return {
        "all": True,
        "since": shown.change is not None,
        "mine": shown.is_mine,
        "late": shown.state is State.LATE,
        "verify": shown.state is State.TO_VERIFY,
    }[key]


def found(shown: ShownItem, words: str) -> bool:
    """Every word stands in what the row or the item says."""
    item = shown.item
    texts = (shown.name, item.title_text, function_label(item.lead), item.action, item.deliverable)
    text = " ".join(t for t in texts if isinstance(t, str)).casefold()
    return all(word in text for word in words.casefold().split())
