"""What an operation changed: pages listen to this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rilo_desktop.store import Stored, UnitOfWork


@dataclass(frozen=True, slots=True)
class Changes:
    """`operation` is its number in the log (0: nothing was written); `records` are ids."""

    operation: int = 0
    action: str = ""
    records: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    created: int = 0
    changed: int = 0
    same: int = 0
    title: str = ""
    """What its only record is called, "" where there are several."""
    of_comment: bool = False
    """A comment on the record was written, and nothing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Changes):
    """Of the save of one record: `stored` is its state in the store afterwards."""

    stored: Stored


def changes_of(unit: UnitOfWork, action: str, same: int = 0) -> Changes:
    made = unit.revisions
    created = [revision.number for revision in made].count(1)
    records = tuple(dict.fromkeys(revision.record for revision in made))
    return Changes(
        operation=unit.operation,
        action=action,
        records=records,
        kinds=frozenset(revision.kind for revision in made),
        created=created,
        changed=len(made) - created,
        same=same,
        title=made[-1].record_then().title_text if len(records) == 1 else "",
    )


def together(parts: Iterable[Changes]) -> Changes:
    """Of operations that were one action of the officer; it is called by the last that wrote."""
    found = list(parts)
    written = [part for part in found if part.operation]
    records = tuple(dict.fromkeys(record for part in written for record in part.records))
    return Changes(
        operation=max((part.operation for part in written), default=0),
        action=written[-1].action if written else "",
        records=records,
        kinds=frozenset(kind for part in written for kind in part.kinds),
        created=sum(part.created for part in written),
        changed=sum(part.changed for part in written),
        same=sum(part.same for part in found),
        title=written[-1].title if len(records) == 1 else "",
    )
