"""A counted number as one object: what page, annex, window and embedded tables all show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from rilo_desktop.language import N_
from rilo_desktop.records import Record

R = TypeVar("R", bound=Record)

RECORDS, DAYS, OFFICERS, SEIZURES = N_("records"), N_("days"), N_("officers"), N_("seizures")
"""Units of what is no quantity of goods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number. `figure` and `key` name it; the key is of codes, "" where a figure is one number.

    `value` None: not known, which is never zero. `base`: among how many. `rule`: how it is counted,
    a message. `records`: references of those that were counted. `last` is the same of the year
    before, counted by the same rule.
    """

    figure: str
    key: str = ""
    value: Decimal | None
    unit: str = RECORDS
    base: int
    rule: str
    records: tuple[str, ...] = ()
    last: Decimal | None = None

    @property
    def whole(self) -> int:
        """The value of a count; 0 where it is not known."""
        return int(self.value or 0)


def named_as(record: Record) -> str:
    """How a record stands in the tables."""
    return record.reference or record.local_ref or record.id


def count(
    figure: str, key: str, records: Sequence[Record], base: int, rule: str, unit: str = RECORDS
) -> Figure:
    return Figure(
        figure=figure,
        key=key,
        value=Decimal(len(records)),
        unit=unit,
        base=base,
        rule=rule,
        records=tuple(named_as(record) for record in records),
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the released report of the year before printed; `values`: (figure, key) -> value, base.

    `reference` "": there is no such report.
    """

    reference: str = ""
    values: Mapping[tuple[str, str], tuple[Decimal | None, int]] = field(default_factory=dict)


NO_EARLIER = Earlier()


@dataclass(frozen=True)
class Figures:
    """All numbers of a document, in the order of its tables."""

    all: tuple[Figure, ...]
    year: int = 0
    before: str = ""
    """Reference of the released report of the year before whose figures `last` are; "": counted."""
    differing: tuple[Figure, ...] = ()
    """Figures of the year before as they are counted today, where the report says otherwise."""

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Figure]:
        return {(one.figure, one.key): one for one in self.all}

    @cached_property
    def _sets(self) -> Mapping[str, tuple[Figure, ...]]:
        found: dict[str, list[Figure]] = {}
        for one in self.all:
            found.setdefault(one.figure, []).append(one)
        return {name: tuple(members) for name, members in found.items()}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.all)

    def get(self, figure: str, key: str = "") -> Figure | None:
        return self._by_name.get((figure, key))

    def one(self, figure: str, key: str = "") -> Figure:
        """Raises KeyError."""
        return self._by_name[figure, key]

    def set(self, figure: str) -> tuple[Figure, ...]:
        """All numbers of a figure; () where there is none."""
        return self._sets.get(figure, ())


def grouped(records: Iterable[R], key: Callable[[R], str]) -> Mapping[str, list[R]]:
    found: dict[str, list[R]] = {}
    for one in records:
        found.setdefault(key(one), []).append(one)
    return found


def counts_by(
    figure: str,
    held: Sequence[R],
    key: Callable[[R], str],
    rule: str,
    largest_first: bool = False,
) -> Iterator[Figure]:
    """A count for each key, in their order; `largest_first`: by their counts, "" last."""
    found = grouped(held, key)

    def order(code: str) -> tuple[bool, int, str]:
        return (largest_first and not code, -len(found[code]) if largest_first else 0, code)

    for code in sorted(found, key=order):
        yield count(figure, code, found[code], len(held), rule)


def compared(now: Iterable[Figure], before: Iterable[Figure]) -> tuple[Figure, ...]:
    """Each with the same figure of the year before, as it is counted."""
    counted = {(one.figure, one.key): (one.value, one.base) for one in before}
    return beside(now, Earlier("", counted))


def beside(now: Iterable[Figure], earlier: Earlier) -> tuple[Figure, ...]:
    """Each with the same figure of the year before, where that has it."""
    known = {(figure, timeless(key)): found for (figure, key), found in earlier.values.items()}
    return tuple(
        replace(one, last=known[name][0])
        if (name := (one.figure, timeless(one.key))) in known
        else one
        for one in now
    )


def timeless(key: str) -> str:
    """A month is compared with the same month: "2026-03" is "-03"."""
    head, dash, month = key.partition("-")
    return f"{dash}{month}" if len(head) == 4 and head.isdigit() and len(month) == 2 else key
