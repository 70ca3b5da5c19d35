"""Which of many backups may go. A wrong clock can only keep more of them, never take good ones.

Order is the order of the store's own log, not of any clock. Kept are always: the newest few, the
oldest one, and of all that lie 1, 2, 4, 8, ... operations behind the newest the oldest of each
stretch; nothing in this looks at a time. To these come the newest of each of the last days, weeks
and months, as the clock said then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup that was verified. `operations` is where its log ends, `made` its ISO day."""

    name: str
    operations: int
    revisions: int
    made: str


@dataclass(frozen=True, slots=True)
class BackupRule:
    newest: int = 3
    days: int = 7
    weeks: int = 5
    months: int = 12


def superfluous(backups: Sequence[KeptBackup], rule: BackupRule = BackupRule()) -> frozenset[str]:
    """Names of those that may be removed. Never the newest one, whatever the rule."""
    newest_first = sorted(backups, key=_place, reverse=True)
    kept = {one.name for one in newest_first[: max(1, rule.newest)]}
    kept |= _by_history(newest_first)
    for count, span in ((rule.days, _day), (rule.weeks, _week), (rule.months, _month)):
        kept |= _by_calendar(newest_first, count, span)
    return frozenset(one.name for one in backups) - kept


def _place(one: KeptBackup) -> tuple[int, int, str]:
    return one.operations, one.revisions, one.name


def _by_history(newest_first: Sequence[KeptBackup]) -> set[str]:
    """The oldest of each stretch of twice the length, from the newest backwards."""
    stretches: dict[int, str] = {}
    for one in newest_first:
        behind = newest_first[0].operations - one.operations
        stretches[behind.bit_length()] = one.name  # the last that is put there is the oldest
    return set(stretches.values())


def _by_calendar(
    newest_first: Sequence[KeptBackup], count: int, span: Callable[[date], Collection[int]]
) -> set[str]:
    spans: dict[object, str] = {}
    for one in newest_first:
        day = _read(one.made)
        if day is not None and len(spans) < count:
            spans.setdefault(span(day), one.name)
    return set(spans.values())


def _read(made: str) -> date | None:
    try:
        return date.fromisoformat(made[:10])
    except ValueError:
        return None


def _day(day: date) -> tuple[int, ...]:
    return (day.toordinal(),)


def _week(day: date) -> tuple[int, ...]:
    return tuple(day.isocalendar()[:2])


def _month(day: date) -> tuple[int, ...]:
    return day.year, day.month
