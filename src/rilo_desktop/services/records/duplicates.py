"""Likely the same case twice: one answer, with what speaks for it, wherever two cases meet.

    likeness(one, other)       what speaks for two cases being one; None where too little does
    LikelyCases(reading, kind) cases of the store that one from outside is likely a second report of
    likely_pairs(reading, kind)    pairs of different offices in the store

The editor, an import, what was received and the network page ask this module, so that the same pair
has the same answer in the same words (docs/decisions/0086). What is compared is derived from the
description of the record type. Nothing is joined by this: an officer decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

from rilo_desktop.characters import own_key
from rilo_desktop.files import from_json
from rilo_desktop.folding import fold
from rilo_desktop.records import FieldType, Record, class_of, fields_of, kind_named
from rilo_desktop.records.dates import first_day, last_day
from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.store import ReadSession
from rilo_desktop.store.column_arrays import known_columns, line_columns
from rilo_desktop.store.duplicate_queries import offices, rows_in_days, rows_with_amounts
from rilo_desktop.store.projection import origin

from ..office.finding_messages import clauses
from .text_similarity import stems

DAYS, NEAR = 31, 1
"""Further apart than DAYS two cases are two; days that are NEAR say as much as a place does not."""
ENOUGH = 10
"""Points from which on two cases are likely one. The country is the same, and of the commodity
nothing else is said. Without quantity and place nothing reaches it, and neither does a place beside
another quantity."""
ON_NEAR_DAYS, IN_DAYS, PLACE, GOODS = 6, 1, 4, 3
OTHER_GOODS, OTHER_QUANTITY = -1, -6
QUANTITY = (1, 3, 6)
"""Of one digit that says something (2, 2,000), of two, and of more (1,027): small and round numbers
are in every table."""
MOST_KNOWN = 5_000
"""Cases that are kept at hand while many are compared."""
FEW = 5
"""Cases of a step that are looked up one by one."""
MOST_READ = 200
MOST = 10
"""Cases that one is compared with: of what is there a hundred times, some are enough."""
APART = "duplicates.not"
"""Setting of the office: pairs of ids that are two cases, as an officer said."""

Key = TypeVar("Key", bound=Hashable)
Shared = TypeVar("Shared")


@dataclass(frozen=True, slots=True)
class ComparedFields:
    """Names of the fields that are compared; "" where there is none. `goods` to `heading` are of
    the lines."""

    day: str
    country: str
    place: str
    commodity: str
    lines: str
    goods: str
    amount: str
    unit: str
    heading: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """`reasons`: paths of the fields that agree, "goods.quantity" in lines; `signs` say the same as
    messages."""

    score: int
    reasons: tuple[str, ...]
    signs: tuple[Message, ...]

    def why(self, language: str) -> str:
        """ "same day; same country; same quantity (4120)"."""
        return clauses(self.signs, language)


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a case is compared. Days as numbers, 0 where nobody knows the month."""

    country: str = ""
    first: int = 0
    last: int = 0
    place: str = ""
    amounts: tuple[tuple[Decimal, str], ...] = ()
    """With their units, "" where nobody said one."""
    goods: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    commodity: str = ""
    number: str = ""
    office: str = ""

    @property
    def is_day(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case of the store, as far as others are compared with it."""

    id: str
    reference: str
    number: str
    traits: Traits


@cache
def compared(kind: str) -> ComparedFields | None:
    """None for a record type that has no such fields: its records are never duplicates."""
    described = fields_of(class_of(kind))

    def one_of(listed: str) -> str:
        found = (n for n, spec in described.items() if spec.vocabulary == listed)
        return next((n for n in found if described[n].type is FieldType.CODE), "")

    day, country = kind_named(kind).dated, one_of("country")
    place = next((n for n, spec in described.items() if country and spec.place_of == country), "")
    for name, spec in described.items():
        inside = fields_of(spec.lines) if spec.lines is not None else {}
        amount = next((n for n, of in inside.items() if "unit" in of.beside), "")
        goods = next((n for n, of in inside.items() if of.type is FieldType.TEXT), "")
        if amount and goods and day and country:
            heading = next((n for n, of in inside.items() if of.scheme == "hs"), "")
            unit = inside[amount].beside["unit"]
            commodity = one_of("commodity")
            return ComparedFields(
                day, country, place, commodity, name, goods, amount, unit, heading
            )
    return None


# --- what speaks for it


def likeness(one: Traits, other: Traits, fields: ComparedFields) -> Likeness | None:
    """None where too little speaks for it, or something against it."""
    days, (of_amount, amount) = _days(one, other), _amounts(one, other)
    is_same_number = bool(one.number) and (one.number, one.office) == (other.number, other.office)
    is_same_country = bool(one.country) and one.country == other.country
    is_same_place = is_same_country and bool(one.place) and one.place == other.place
    headings, goods = one.headings & other.headings, one.goods & other.goods
    is_same_sort = len({one.commodity, other.commodity} - {""}) < 2
    if not is_same_number and (days is None or not is_same_country or not is_same_sort):
        return None
    found: list[tuple[str, int, Message]] = []
    if is_same_number:
        found.append(("local_ref", ENOUGH, Message(N_("same local reference"))))
    if days is not None:
        found.append((fields.day, *days))
    if is_same_country:
        found.append((fields.country, 0, Message(N_("same country"))))
    if is_same_place:
        found.append((fields.place, PLACE, Message(N_("same place"))))
    if headings:
        said = Message(N_("same HS heading {heading}"), {"heading": min(headings)})
        found.append((f"{fields.lines}.{fields.heading}", GOODS, said))
    elif goods:
        found.append((f"{fields.lines}.{fields.goods}", GOODS, Message(N_("same goods"))))
    if amount is not None:
        said = Message(N_("same quantity ({quantity})"), {"quantity": f"{amount.normalize():f}"})
        found.append((f"{fields.lines}.{fields.amount}", of_amount, said))
    score = sum(points for _, points, _ in found) + (of_amount if amount is None else 0)
    if one.goods and other.goods and not (goods or headings):
        score += OTHER_GOODS
    if score < ENOUGH and not is_same_number:
        return None
    return Likeness(score, tuple(path for path, *_ in found), tuple(said for *_, said in found))


def _days(one: Traits, other: Traits) -> tuple[int, Message] | None:
    """None where they are too far apart, where a month does not meet the other, or where nobody
    knows."""
    if not one.first or not other.first:
        return None
    if not (one.is_day and other.is_day):
        meet = one.first <= other.last and other.first <= one.last
        return (IN_DAYS, Message(N_("about the same time"))) if meet else None
    days = abs(one.first - other.first)
    if days > NEAR:
        said = Message(N_("{days} days apart"), {"days": days})
        return (IN_DAYS, said) if days <= DAYS else None
    return ON_NEAR_DAYS, Message(N_("one day apart") if days else N_("same day"))


def _amounts(one: Traits, other: Traits) -> tuple[int, Decimal | None]:
    """What the quantities say, and the one that both have."""
    pairs = [
        (amount, their)
        for amount, unit in one.amounts
        for their, of in other.amounts
        if unit == of or not unit or not of
    ]
    shared = [amount for amount, their in pairs if amount == their]
    if not shared:
        return (OTHER_QUANTITY if pairs else 0), None
    return max(((_of_amount(one), one) for one in shared if one > 1), default=(0, None))


def _of_amount(amount: Decimal) -> int:
    digits = len(amount.normalize().as_tuple().digits)
    return QUANTITY[min(digits, len(QUANTITY)) - 1]


# --- the traits of a case


def traits_of(record: Record, fields: ComparedFields, own_office: str) -> Traits:
    """`own_office`: of a record that has no reference yet."""
    found = traits(vars(record), fields)
    office = origin(record.reference) or own_office
    return replace(found, number=own_key(record.local_ref) or "", office=office)


def traits(
    values: Mapping[str, Any], fields: ComparedFields, also: Iterable[Decimal] = ()
) -> Traits:
    """Of the values of a record, with amounts that are `also` said of it."""
    lines = values.get(fields.lines)
    lines = lines if isinstance(lines, tuple) else ()
    texts = [_text(getattr(line, fields.goods)) for line in lines]
    headings = (_text(getattr(line, fields.heading, ""))[:4] for line in lines)
    amounts = [(getattr(line, fields.amount), _text(getattr(line, fields.unit))) for line in lines]
    return replace(
        anchors(values, fields, (*amounts, *((amount, "") for amount in also))),
        goods=frozenset(stem for text in texts for stem in stems(text)),
        headings=frozenset(one for one in headings if len(one) == 4),
        commodity=_text(values.get(fields.commodity)),
    )


def anchors(
    values: Mapping[str, Any],
    fields: ComparedFields,
    amounts: Iterable[tuple[Any, str]],
    office: str = "",
) -> Traits:
    """The traits by which cases are looked up, without what it takes long to read."""
    first, last = _span(_text(values.get(fields.day)))
    return Traits(
        _text(values.get(fields.country)),
        first,
        last,
        _folded(_text(values.get(fields.place))),
        tuple((amount, unit) for amount, unit in amounts if isinstance(amount, Decimal)),
        office=office,
    )


@lru_cache(maxsize=5_000)
def _span(day: str) -> tuple[int, int]:
    first, last = (first_day(day), last_day(day)) if len(day) >= len("2026-11") else (None, None)
    return (first.toordinal(), last.toordinal()) if first and last else (0, 0)


@lru_cache(maxsize=5_000)
def _folded(place: str) -> str:
    return fold(place).strip()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


# --- many cases


_Buckets = dict[tuple[str, Shared, int], dict[str, list[tuple[Key, "Traits"]]]]
"""By country, what is shared, and month or day: {office: cases}."""


class DuplicateIndex(Generic[Key]):
    """Cases by what two that are likely one share: a quantity in a month, or a place on a day."""

    def __init__(self) -> None:
        self._by_amount: _Buckets[Decimal, Key] = defaultdict(lambda: defaultdict(list))
        self._by_place: _Buckets[str, Key] = defaultdict(lambda: defaultdict(list))

    def add(self, key: Key, one: Traits) -> None:
        """`one`: its `anchors`."""
        if not one.first or not one.country:
            return
        for amount in {amount for amount, _ in one.amounts if amount > 1}:
            self._by_amount[one.country, amount, _month(one.first)][one.office].append((key, one))
        if one.place and one.is_day:
            self._by_place[one.country, one.place, one.first][one.office].append((key, one))

    def candidates(self, one: Traits, of_others: bool = False) -> list[Key]:
        """Those that are worth a closer look, the first MOST; `of_others`: of other offices."""
        if not one.first or not one.country:
            return []
        found: dict[Key, None] = {}
        cases = (
            case
            for bucket in self._buckets(one)
            for office, cases in bucket.items()
            if not of_others or office != one.office
            for case in cases
        )
        for key, other in cases:
            if key not in found and _reach(one, other) >= ENOUGH:
                found[key] = None
                if len(found) == MOST:
                    break
        return [*found]

    def _buckets(self, one: Traits) -> Iterator[Mapping[str, list[tuple[Key, Traits]]]]:
        """Of the same country, those with an amount in these months, or with a place on these
        days."""
        months = range(_month(max(1, one.first - DAYS)), _month(one.last + DAYS) + 1)
        for amount in {amount for amount, _ in one.amounts if amount > 1}:
            for month in months:
                yield self._by_amount.get((one.country, amount, month), {})
        if one.place and one.is_day:
            for day in range(one.first - NEAR, one.first + NEAR + 1):
                yield self._by_place.get((one.country, one.place, day), {})


def _month(day: int) -> int:
    found = date.fromordinal(day)
    return found.year * 12 + found.month


def _reach(one: Traits, other: Traits) -> int:
    """The points of two that have the country and an amount or place in common, with all that is
    not read yet."""
    days = _days(one, other)
    if days is None:
        return 0
    place = PLACE if one.place and one.place == other.place else 0
    return days[0] + max(0, _amounts(one, other)[0]) + place + GOODS


def rows_like(reading: ReadSession, kind: str, fields: ComparedFields, one: Traits) -> list[int]:
    """Keys of the records that share a quantity in these days or are of near days, by indexes."""
    if not one.first or not one.country:
        return []
    keys, columns = list[int](), (fields.day, fields.country)
    if one.place and one.is_day:
        days = _around(one, NEAR)
        keys += rows_in_days(reading, kind, columns, days, one.country, MOST_READ)
    amounts = {float(amount) for amount, _ in one.amounts if amount > 1}
    if amounts:
        lines, days = (fields.lines, fields.amount), _around(one, DAYS)
        keys += rows_with_amounts(
            reading, kind, columns, days, one.country, lines, amounts, MOST_READ
        )
    return [*dict.fromkeys(keys)]


def _around(one: Traits, days: int) -> tuple[date, date]:
    return date.fromordinal(max(1, one.first - days)), date.fromordinal(one.last + days)


class LikelyCases:
    """Cases of the store beside one that comes from outside it."""

    def __init__(self, reading: ReadSession, kind: str) -> None:
        self._reading, self.fields = reading, compared(kind)
        self._kind = kind
        self._index: DuplicateIndex[int] | None = None
        self._apart = frozenset(kept_apart(reading))
        self._known: dict[int, KnownCase] = {}
        self._asked = 0

    def likely(
        self,
        anchor: Traits,
        made: Callable[[], Traits],
        record_id: str = "",
        others: Collection[str] = (),
    ) -> tuple[KnownCase, Likeness] | None:
        """The likeliest; what has its own number at its office is no other case. `made` gives all
        traits, where they are asked for. `record_id`: of one that has a record; `others`: own
        numbers of cases that are known to be others.
        """
        if self.fields is None:
            return None
        keys = self._keys(anchor, self.fields)
        one, found = made() if keys else anchor, []
        for case in self._cases(keys, self.fields):
            if one.number and (one.number, one.office) == (case.traits.number, case.traits.office):
                record_id = case.id
            elif case.traits.number in others:
                continue
            elif (like := likeness(one, case.traits, self.fields)) is not None:
                found.append((case, like))
        wanted = (
            (case, like)
            for case, like in found
            if case.id != record_id and pair(record_id, case.id) not in self._apart
        )
        return min(wanted, key=lambda two: (-two[1].score, two[0].reference), default=None)

    def _keys(self, anchor: Traits, fields: ComparedFields) -> list[int]:
        """A few are asked for one by one; for many all that is compared is read once."""
        self._asked += 1
        if self._asked <= FEW:
            return rows_like(self._reading, self._kind, fields, anchor)
        if self._index is None:
            self._index = DuplicateIndex()
            for key, other in _stored(self._reading, self._kind, fields):
                self._index.add(key, other)
        return self._index.candidates(anchor)

    def likely_of(self, record: Record) -> tuple[KnownCase, Likeness] | None:
        """The same of a record of another office."""
        if self.fields is None:
            return None
        one = traits_of(record, self.fields, "")
        return self.likely(one, lambda: one, record.id)

    def _cases(self, keys: Sequence[int], fields: ComparedFields) -> Iterator[KnownCase]:
        """What was read before is not read again: cases of one sort are compared with the same."""
        if len(self._known) > MOST_KNOWN:
            self._known = {}
        unread = [key for key in keys if key not in self._known]
        for key, stored in zip(unread, self._reading.records.stored_many(unread), strict=True):
            self._known[key] = _known(stored.record, fields)
        return (self._known[key] for key in keys)


def _known(record: Record, fields: ComparedFields) -> KnownCase:
    traits = traits_of(record, fields, "")
    return KnownCase(record.id, record.reference, record.local_ref or "", traits)


def _stored(
    reading: ReadSession, kind: str, fields: ComparedFields
) -> Iterator[tuple[int, Traits]]:
    """Key and anchors of every record that is not archived."""
    amounts: dict[int, list[tuple[Decimal, str]]] = defaultdict(list)
    for key, amount in line_columns(reading, kind, fields.lines, (fields.amount,)):
        if amount is not None:
            amounts[key].append((Decimal(str(amount)), ""))
    columns, by = (
        (fields.day, fields.country, *filter(None, [fields.place])),
        offices(reading, kind),
    )
    for key, *texts in known_columns(reading, kind, columns):
        values = dict(zip(columns, texts, strict=True))
        yield key, anchors(values, fields, amounts.get(key, ()), by[key])


def likely_pairs(reading: ReadSession, kind: str) -> list[tuple[Record, Record, Likeness]]:
    """Cases of different offices, the most likely first."""
    fields = compared(kind)
    if fields is None:
        return []
    index: DuplicateIndex[int] = DuplicateIndex()
    pairs: list[tuple[int, int]] = []
    for key, anchor in _stored(reading, kind, fields):
        pairs += ((key, other) for other in index.candidates(anchor, of_others=True))
        index.add(key, anchor)
    keys = sorted({key for two in pairs for key in two})
    records = [stored.record for stored in reading.records.stored_many(keys)]
    found = dict(zip(keys, records, strict=True))
    known = {key: traits_of(record, fields, "") for key, record in found.items()}
    apart, likely = frozenset(kept_apart(reading)), []
    for two in pairs:
        like = likeness(known[two[0]], known[two[1]], fields)
        one, other = sorted((found[key] for key in two), key=lambda record: record.reference)
        if like is not None and pair(one.id, other.id) not in apart:
            likely.append((one, other, like))
    return sorted(likely, key=lambda three: (-three[2].score, three[0].reference))


# --- what an officer said


def pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def kept_apart(reading: ReadSession) -> Sequence[tuple[str, str]]:
    """Pairs of ids that an officer said are two cases."""
    text = reading.office.preference("", APART)
    try:
        return [(str(one), str(other)) for one, other in from_json(text)] if text else []
    except (ValueError, TypeError):
        return []  # of a newer program
