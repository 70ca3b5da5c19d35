"""Two officers changed the same record: field by field, what stands against what.

Lines that say by which of their fields they are the same (`FieldSpec.merged_by`) are put together
one by one: what only one of the two changed stays, whoever it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from .action_item import ActionItem, ProgressUpdate
from .field_specs import FieldSpec, fields_of, readable
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

    A thread that is only added to is no dispute: what both wrote stays (see `merged`). Of lines
    that are put together one by one only those that both changed are.
    """
    found = []
    for name, about in fields_of(type(mine)).items():
        old, own, other = (getattr(record, name) for record in (base, mine, theirs))
        if own == other or _is_thread(mine, name) or _follows(about, mine, theirs):
            continue
        changed = (own != old, other != old)
        if _is_line_by_line(base, about, old, own, other):
            own, other = _put_together(about, old, own, other).disputed
            if own == other:
                continue
            changed = (True, True)
        shown = readable(about, own), readable(about, other)
        found.append(FieldConflict(name, about.label, *shown, *changed))
    return tuple(found)


def merged(base: R, mine: R, theirs: R, take_mine: Collection[str]) -> R:
    """Their record, with these fields of mine, and the entries that mine adds to the thread.

    Of lines that are put together one by one `take_mine` decides those that both changed.
    """
    values: dict[str, Any] = {name: getattr(mine, name) for name in take_mine}
    for name, about in fields_of(type(mine)).items():
        if about.made_of in take_mine:
            values[name] = getattr(mine, name)
    if isinstance(theirs, ActionItem):
        before, own = getattr(base, "updates", ()), getattr(mine, "updates", ())
        values["updates"] = (*theirs.updates, *_added(before, own, theirs.updates))
    for name, about in fields_of(type(theirs)).items():
        old, own, other = (getattr(record, name) for record in (base, mine, theirs))
        if _is_line_by_line(base, about, old, own, other):
            values[name] = _put_together(about, old, own, other, name in take_mine).lines
    made = replace(theirs, **values)
    for name, about in fields_of(type(theirs)).items():
        naming = about.named_by.partition(".")[0]
        if base.reference and about.named_by and not values.keys().isdisjoint({name, naming}):
            kept = _named_lines(made, (base, mine, theirs), name, about)
            made = replace(made, **{name: kept})  # type: ignore[arg-type]
    return made


def _follows(about: FieldSpec, mine: Record, theirs: Record) -> bool:
    """Is it decided with the field that it is made of?"""
    source = about.made_of
    return bool(source) and getattr(mine, source) != getattr(theirs, source)


def _is_line_by_line(base: Record, about: FieldSpec, old: Any, own: Any, other: Any) -> bool:
    """Where both changed the lines and it is known what they began with; what others name is
    never a choice by itself.
    """
    is_told_apart = bool(about.merged_by and base.reference)
    both_changed = own not in (old, other) and other != old
    is_named = bool(about.named_by) and own != other
    are_lines = all(isinstance(lines, tuple) for lines in (old, own, other))
    return is_told_apart and are_lines and (both_changed or is_named)


@dataclass(frozen=True, slots=True)
class _Together:
    """`disputed`: lines that both changed, of mine and of theirs."""

    lines: tuple[Any, ...]
    disputed: tuple[tuple[Any, ...], tuple[Any, ...]]


def _put_together(
    about: FieldSpec, old: Any, own: Any, other: Any, takes_mine: bool = False
) -> _Together:
    before, mine, theirs = (_by_key(about, lines) for lines in (old, own, other))
    lines: list[Any] = []
    disputed: tuple[list[Any], list[Any]] = ([], [])
    for key in dict.fromkeys((*theirs, *mine)):
        was, one, two = (known.get(key, ()) for known in (before, mine, theirs))
        if about.named_by and not (one and two):
            lines += one or two
        elif one in (two, was):
            lines += two
        elif two == was:
            lines += one
        else:
            lines += one if takes_mine else two
            disputed[0].extend(one)
            disputed[1].extend(two)
    return _Together(tuple(lines), (tuple(disputed[0]), tuple(disputed[1])))


def _key(value: object) -> str:
    """What stands in one repeat of a form is one: its numbers shift where a line of it goes."""
    return str(value or "").partition("[")[0]


def _by_key(about: FieldSpec, lines: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for line in lines:
        key = _key(getattr(line, about.merged_by))
        found[key] = (*found.get(key, ()), line)
    return found


def _named_lines(
    made: Record, states: Sequence[Record], name: str, about: FieldSpec
) -> tuple[Any, ...]:
    """The lines that are named now; others only where nobody named them, nor took them away."""
    base, mine, theirs = ({*_by_key(about, getattr(record, name))} for record in states)
    now = _named_in(made, about)
    before = _named_in(states[1], about) | _named_in(states[2], about)
    loose = ((mine & theirs) | (mine - base) | (theirs - base)) - before
    found = _by_key(about, getattr(made, name)).items()
    return tuple(line for key, lines in found if key in now | loose for line in lines)


def _named_in(record: Record, about: FieldSpec) -> set[str]:
    lines, _, field = about.named_by.partition(".")
    return {_key(getattr(line, field)) for line in getattr(record, lines)}


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
