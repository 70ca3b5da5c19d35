"""Two officers changed the same record: field by field, what stands against what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from .action_item import ActionItem, ProgressUpdate
from .field_specs import fields_of, readable
from .record import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field whose two versions differ. `label` is a message of the catalogue."""

    name: str
    label: str
    mine: Any
    theirs: Any
    changed_by_me: bool
    changed_by_them: bool

    @property
    def changed_by_both(self) -> bool:
        return self.changed_by_me and self.changed_by_them


def field_conflicts(base: Record, mine: Record, theirs: Record) -> tuple[FieldConflict, ...]:
    """Described fields that differ between the two, in the order of the description.

    A thread that is only added to is no dispute: what both wrote stays (see `merged`).
    """
    found = []
    for name, about in fields_of(type(mine)).items():
        old, own, other = (getattr(record, name) for record in (base, mine, theirs))
        if own != other and not _is_thread(mine, name):
            shown = readable(about, own), readable(about, other)
            found.append(FieldConflict(name, about.label, *shown, own != old, other != old))
    return tuple(found)


def merged(base: R, mine: R, theirs: R, take_mine: Collection[str]) -> R:
    """Their record, with these fields of mine, and the entries that mine adds to the thread."""
    values: dict[str, Any] = {name: getattr(mine, name) for name in take_mine}
    if isinstance(theirs, ActionItem):
        before, own = getattr(base, "updates", ()), getattr(mine, "updates", ())
        values["updates"] = (*theirs.updates, *_added(before, own, theirs.updates))
    return replace(theirs, **values)


def _added(
    before: Sequence[ProgressUpdate],
    mine: Sequence[ProgressUpdate],
    theirs: Sequence[ProgressUpdate],
) -> Iterator[ProgressUpdate]:
    """Entries that only mine adds. What both added alike is one; what was told twice is two."""
    known = Counter(before) | Counter(theirs)
    for entry in mine:
        if known[entry]:
            known[entry] -= 1
        else:
            yield entry


def _is_thread(record: Record, name: str) -> bool:
    return isinstance(record, ActionItem) and name == "updates"
