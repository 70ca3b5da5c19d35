"""The thread of an action item: entries are added, never changed and never taken away."""

from __future__ import annotations

from ..records.action_item import ActionItem
from .findings import N_, Finding, Nature, Severity
from .parts import Part

CHANGED = N_("{field}: entry {number} was changed: add a new entry instead.")
REMOVED = N_("{field}: entry {number} was removed: entries of the thread stay.")


def appended_only(before: ActionItem, after: ActionItem) -> tuple[Finding, ...]:
    """What the later state does to entries of the earlier one; it cannot be argued away."""
    part, found = Part(after, after), []
    old, new = _entries(before), _entries(after)
    for number, entry in enumerate(old, 1):
        if number > len(new):
            found.append(_blocks(part, "updates.removed", REMOVED, number))
        elif new[number - 1] != entry:
            found.append(_blocks(part, "updates.changed", CHANGED, number))
    return tuple(found)


def _entries(item: ActionItem) -> tuple[object, ...]:
    return item.updates if isinstance(item.updates, tuple) else ()


def _blocks(part: Part, rule: str, message: str, number: int) -> Finding:
    return part.find("updates", rule, Severity.BLOCKS, Nature.STRUCTURE, message, number=number)
