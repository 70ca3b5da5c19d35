"""Rows that are likely the case of another row or of a record of this office.

What is compared is derived from the description of the record type: its date, its country, and of
its lines the goods and their quantity. Nothing is joined by this: an officer decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.records import FieldType, class_of, fields_of, kind_named
from rilo_desktop.store import ReadSession
from rilo_desktop.store.column_arrays import known_columns


@dataclass(frozen=True, slots=True)
class LikelyCase:
    """Own number of a case, or its reference; `record`: its id, "" where it is another row."""

    number: str
    record: str = ""


DAYS = 2
"""Further apart, two cases are two."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """Names of the fields that are compared."""

    day: str
    country: str
    lines: str
    goods: str
    amount: str


@dataclass(frozen=True, slots=True)
class _Traits:
    day: date
    country: str
    goods: frozenset[str]
    amounts: frozenset[Decimal]


@cache
def _compared(kind: str) -> _Compared | None:
    """None for a record type that has no such fields: its rows are never duplicates."""
    described = fields_of(class_of(kind))
    day = kind_named(kind).dated
    country = next((n for n, spec in described.items() if spec.vocabulary == "country"), "")
    for name, spec in described.items():
        if spec.lines is None:
            continue
        inside = fields_of(spec.lines)
        amount = next((n for n, of in inside.items() if "unit" in of.beside), "")
        goods = next((n for n, of in inside.items() if of.type is FieldType.TEXT), "")
        if amount and goods and day and country:
            return _Compared(day, country, name, goods, amount)
    return None


class DuplicateSearch:
    """Looks rows up among those before them and among the records of the office."""

    def __init__(self, reading: ReadSession, kind: str) -> None:
        self._reading, self._fields = reading, _compared(kind)
        self._seen: dict[tuple[str, date], list[tuple[str, _Traits]]] = defaultdict(list)
        self._kind = kind
        self._stored: dict[tuple[str, date], list[int]] | None = None

    def likely(self, row: ImportRow, open_amounts: Sequence[Decimal] = ()) -> LikelyCase | None:
        """What the row is likely a second report of; None of nothing.

        `open_amounts`: quantities that an open question of the row proposes.
        """
        if self._fields is None:
            return None
        traits = _traits(row.values, self._fields, open_amounts)
        if traits is None:
            return None
        found = next(self._among_seen(traits), None) or self._among_stored(traits, row.local_ref)
        self._seen[traits.country, traits.day].append((row.local_ref, traits))
        return found

    def _among_seen(self, traits: _Traits) -> Iterator[LikelyCase]:
        for day in _near(traits.day):
            for number, other in self._seen.get((traits.country, day), ()):
                if _agree(traits, other):
                    yield LikelyCase(number)

    def _among_stored(self, traits: _Traits, number: str) -> LikelyCase | None:
        assert self._fields is not None
        if self._stored is None:
            self._stored = self._by_day(self._fields)
        keys = [
            key for day in _near(traits.day) for key in self._stored.get((traits.country, day), ())
        ]
        for stored in self._reading.records.stored_many(keys):
            record = stored.record
            other = _traits(vars(record), self._fields, ())
            if other is not None and record.local_ref != number and _agree(traits, other):
                return LikelyCase(record.local_ref or record.reference, record.id)
        return None

    def _by_day(self, fields: _Compared) -> dict[tuple[str, date], list[int]]:
        found: dict[tuple[str, date], list[int]] = defaultdict(list)
        columns = (fields.day, fields.country)
        for key, day, country in known_columns(self._reading, self._kind, columns):
            if (known := _day(day)) is not None:
                found[country, known].append(key)
        return found


def _near(day: date) -> Iterator[date]:
    first = day.toordinal()
    return (date.fromordinal(first + by) for by in range(-DAYS, DAYS + 1))


def _agree(one: _Traits, other: _Traits) -> bool:
    if not one.goods & other.goods:
        return False
    return bool(one.amounts & other.amounts) if one.amounts or other.amounts else False


def _traits(
    values: Mapping[str, Any], fields: _Compared, open_amounts: Sequence[Decimal]
) -> _Traits | None:
    day, country = _day(values.get(fields.day)), values.get(fields.country)
    lines = values.get(fields.lines)
    if day is None or not isinstance(country, str) or not isinstance(lines, tuple):
        return None
    texts = (getattr(line, fields.goods) for line in lines)
    goods = frozenset(" ".join(t.casefold().split()) for t in texts if isinstance(t, str))
    amounts = (getattr(line, fields.amount) for line in lines)
    known = {amount for amount in amounts if isinstance(amount, Decimal) and amount > 1}
    return _Traits(day, country, goods, frozenset(known | set(open_amounts)))


def _day(value: object) -> date | None:
    """Only a whole day says that two cases are of one day."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
