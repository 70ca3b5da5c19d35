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
from functools import cache, lru_cache
from typing import Any

from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow
from rilo_desktop.records import FieldType, class_of, fields_of, kind_named
from rilo_desktop.store import ReadSession
from rilo_desktop.store.column_arrays import known_columns

from .import_report import amounts_of


@dataclass(frozen=True, slots=True)
class LikelyCase:
    """Own number of a case, or its reference; `record`: its id, "" where it is another row."""

    number: str
    record: str = ""


DAYS = 2
"""Further apart, two cases are two."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Names of the fields that are compared; `place` "" where there is none."""

    day: str
    country: str
    lines: str
    goods: str
    amount: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Traits:
    """`day` as a number of days."""

    day: int
    country: str
    goods: tuple[str, ...]
    amounts: tuple[Decimal, ...]


@cache
def compared(kind: str) -> Compared | None:
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
            place = next((n for n, of in described.items() if of.place_of == country), "")
            return Compared(day, country, name, goods, amount, place)
    return None


class DuplicateSearch:
    """Looks rows up among those before them and among the records of the office."""

    def __init__(self, reading: ReadSession, kind: str) -> None:
        self._reading, self._fields = reading, compared(kind)
        self._seen: dict[tuple[str, int], list[tuple[str, _Traits]]] = defaultdict(list)
        self._kind = kind
        self._stored: dict[tuple[str, int], list[int]] | None = None

    def likely(self, number: str, rows: Sequence[ReadRow]) -> LikelyCase | None:
        """What these rows of one case are likely a second report of; None of nothing."""
        traits = _traits_of(rows, self._fields) if self._fields is not None else None
        if traits is None:
            return None
        found = next(self._among_seen(traits), None) or self._among_stored(traits, number)
        self._seen[traits.country, traits.day].append((number, traits))
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
            other = _traits(vars(record), self._fields)
            if other is not None and record.local_ref != number and _agree(traits, other):
                return LikelyCase(record.local_ref or record.reference, record.id)
        return None

    def _by_day(self, fields: Compared) -> dict[tuple[str, int], list[int]]:
        found: dict[tuple[str, int], list[int]] = defaultdict(list)
        columns = (fields.day, fields.country)
        for key, day, country in known_columns(self._reading, self._kind, columns):
            if (known := _day(day)) is not None:
                found[country, known].append(key)
        return found


def _near(day: int) -> range:
    return range(day - DAYS, day + DAYS + 1)


def _agree(one: _Traits, other: _Traits) -> bool:
    return not ({*one.goods}.isdisjoint(other.goods) or {*one.amounts}.isdisjoint(other.amounts))


def _traits_of(rows: Sequence[ReadRow], fields: Compared) -> _Traits | None:
    """Of the cells, with the quantities that an open question proposes."""
    of_record: dict[str, Any] = {}
    goods, amounts = [], list[Any](amounts_of(rows))
    of_line = (f"{fields.lines}.{fields.goods}", f"{fields.lines}.{fields.amount}")
    for row in rows:
        for cell in row.cells:
            if cell.path in of_line:
                made = cell.value.parts(cell.value.told)
                goods.append(made[0].get(fields.goods))
                amounts += (one.get(fields.amount) for one in made)
            elif cell.path in (fields.day, fields.country):
                of_record = {**cell.value.values, **of_record}
    return _made(of_record.get(fields.day), of_record.get(fields.country), goods, amounts)


def _traits(values: Mapping[str, Any], fields: Compared) -> _Traits | None:
    lines = values.get(fields.lines) or ()
    goods, amounts = (
        [getattr(line, name) for line in lines] for name in (fields.goods, fields.amount)
    )
    return _made(values.get(fields.day), values.get(fields.country), goods, amounts)


def _made(
    day: object, country: object, goods: Sequence[Any], amounts: Sequence[Any]
) -> _Traits | None:
    whole = _day(day)
    if whole is None or not isinstance(country, str):
        return None
    texts = tuple(text for text in goods if isinstance(text, str))
    known = (amount for amount in amounts if isinstance(amount, Decimal) and amount > 1)
    return _Traits(whole, country, _words(texts), tuple(known))


def _day(value: object) -> int | None:
    """Only a whole day says that two cases are of one day."""
    try:
        is_whole = isinstance(value, str) and len(value) == 10
        return date.fromisoformat(str(value)).toordinal() if is_whole else None
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _words(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Equal goods are one object."""
    return tuple(" ".join(text.casefold().split()) for text in texts)
