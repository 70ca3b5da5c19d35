"""Values that follow from others: what is left empty is filled in from what was written beside it.

Each says from what it was taken and may be changed. What an officer wrote stays: a value is
replaced only while it is the one that was filled in. Nothing here knows a form or a database.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from rilo_desktop.characters import script_of
from rilo_desktop.records import ActionItem, CaseStudy, Record, RiskIndicator, RouteLeg, fields_of
from rilo_desktop.records.field_specs import Class, FieldType, per_class
from rilo_desktop.vocabularies import vocabulary

from .completeness import is_empty
from .own_numbers import OwnNumbers

R = TypeVar("R", bound=Record)

DETECTED, DESTINATION, TRANSIT, DEPARTURE = "seizure", "destination", "transit", "departure"
CLOSED = ("completed", "cancelled")
LANGUAGES = {"ARABIC": "ar", "CYRILLIC": "ru"}
"""Scripts that one language of the list is written in."""
USUAL_LANGUAGE = "en"
CATEGORY_OF_COMMODITY = {
    "ALCOHOL": "BEV",
    "BNI": "FIN",
    "CHEM": "PES",
    "CULTPROP": "ANT",
    "CURRENCY": "FIN",
    "FAUNAFLORA": "WLD",
    "FOODSTUFF": "FOD",
    "MEDICAL": "MED",
    "NARCOTICS": "DRG",
    "NPS": "DRG",
    "PRECURSOR": "PRE",
    "PSYCHO": "DRG",
    "TOBACCO": "TOB",
    "WASTE": "WST",
}
"""The usual category of goods of a commodity, where there is one."""


class Known(NamedTuple):
    """What a record alone does not say: the day, and the own numbers of the office."""

    today: str = ""
    numbers: OwnNumbers = OwnNumbers()


Value = Callable[[Any, Known], Any]
OfLine = Callable[[Any, int, str], Any]
"""(record, place of the line, name of the field of lines)."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """`field` follows from `source`: names of fields of a record type, "goods.category" in a line.

    `follows`: a later entry of the source takes the place of what stood in the record before, as
    the status of an action item is that of its last update.
    """

    field: str
    source: str
    value: Value | None = None
    of_line: OfLine | None = None
    stop: str = ""
    """Role of a stop: the field is the country and the place of the stop with this role."""
    follows: bool = False


class _Place(NamedTuple):
    """One value of a record that a derivation fills in."""

    key: str
    path: str
    of: Derivation
    now: Any
    value: Any
    line: int = -1


class DerivedValues:
    """What is filled in of one record while it is written."""

    def __init__(self, known: Known = Known()) -> None:  # noqa: B008
        self.known = known
        self._held: dict[str, Any] = {}
        self._seen: dict[str, Any] = {}
        self._first: dict[str, Any] = {}

    def begin(self, record: Record, is_new: bool = False) -> None:
        """What stands in it was written by somebody; in a new record, as `started`, by nobody."""
        places = list(_places(record, self.known))
        self._held = {p.key: p.now for p in places if is_new and p.now == p.value}
        self._seen = {place.key: place.value for place in places}
        self._first = {place.key: place.now for place in places}

    def moved(self, field: str) -> None:
        """Lines of a field came, went or changed places: what stands in them stays as it is."""
        for key in [key for key in self._held if key.startswith(f"{field}.")]:
            del self._held[key]

    def after(
        self, record: R, frozen: Collection[str] = ()
    ) -> tuple[R, tuple[tuple[str, Any], ...]]:
        """The record with what follows from what was written in it, and the (path, value) of each.

        `frozen`: fields that hold a text that is no value; they are left as they are.
        """
        changes: dict[str, Any] = {}
        for derivation in derivations(type(record)):
            field, _, inside = derivation.field.partition(".")
            if field in frozen:
                continue
            for at in range(_count(derivation, record)):
                place = _place(derivation, record, self.known, at)  # a line follows the one above
                if self._follows(place):
                    record = _put(record, place)
                    changes[place.path] = place.value if inside else getattr(record, field)
        return record, tuple(changes.items())

    def held(self, record: Record) -> dict[str, str]:
        """{path: source} of what stands in the record as it was filled in."""
        return {
            place.path: place.of.source
            for place in _places(record, self.known)
            if not is_empty(place.now) and self._held.get(place.key) == place.now
        }

    def _follows(self, place: _Place) -> bool:
        """Shall the value that follows stand there now?"""
        key, now, value = place.key, place.now, place.value
        is_held = key in self._held and self._held[key] == now
        if not is_held:
            self._held.pop(key, None)
        before, self._seen[key] = self._seen.get(key, _NEVER), value
        if before == value or now == value:
            return False
        goes_on = place.of.follows and value is not None and now == self._first.get(key, _NEVER)
        if not (is_empty(now) or is_held or goes_on):
            return False
        self._held[key] = value
        return True


_NEVER = object()


def started(record: R, known: Known) -> R:
    """A new record with what it begins with."""
    return DerivedValues(known).after(record)[0]


@per_class
def derivations(cls: Class) -> tuple[Derivation, ...]:
    """Those that follow from how the fields are described, and those of the record type."""
    return (*_OF_TYPE.get(cls, ()), *_described(cls))


def _described(cls: Class) -> Iterator[Derivation]:
    for name, about in fields_of(cls).items():
        if precision := about.beside.get("precision"):
            end = about.beside.get("end", "")
            yield Derivation(precision, name, _precision(name, end))
        if about.narrowed_by:
            yield Derivation(about.narrowed_by, name, _parent(name, about.vocabulary))
    title = cls.kind.title
    about = fields_of(cls)[title]
    if about.type is FieldType.TEXT:
        yield Derivation("language", title, lambda record, _known: _language(record, title))


def _places(record: Record, known: Known) -> Iterator[_Place]:
    for derivation in derivations(type(record)):
        yield from _places_of(derivation, record, known)


def _places_of(of: Derivation, record: Record, known: Known) -> Iterator[_Place]:
    return (_place(of, record, known, at) for at in range(_count(of, record)))


def _count(of: Derivation, record: Record) -> int:
    """How many values it fills in: one, or one in each line."""
    return len(getattr(record, of.field.split(".")[0])) if of.of_line is not None else 1


def _place(of: Derivation, record: Record, known: Known, at: int) -> _Place:
    """`at`: place of the line, of a derivation that fills in lines."""
    if of.of_line is not None:
        lines, name = of.field.split(".")
        key, line = f"{lines}.{at + 1}.{name}", getattr(record, lines)[at]
        return _Place(key, key, of, getattr(line, name), of.of_line(record, at, lines), at)
    assert of.value is not None
    value = of.value(record, known)
    if not of.stop:
        return _Place(of.field, of.field, of, getattr(record, of.field), value)
    leg = _stop(record, of.stop)
    now = None if leg is None else (leg.country, leg.place)
    return _Place(f"{of.field}@{of.stop}", of.field, of, now, value)


def _put(record: R, place: _Place) -> R:
    value = place.value
    field, _, name = place.of.field.partition(".")
    if place.of.stop:
        value = _with_stop(record, place.of.stop, value)
    elif name:
        lines = list(getattr(record, field))
        lines[place.line] = replace(lines[place.line], **{name: value})
        value = tuple(lines)
    return replace(record, **{field: value})


# --- what follows from what


def _precision(name: str, end: str) -> Value:
    lengths = {10: "day", 7: "month", 4: "year"}

    def found(record: Record, _known: Known) -> str | None:
        day = _text(getattr(record, name))
        if day and end and _text(getattr(record, end)):
            return "period"
        return lengths.get(len(day))

    return found


def _parent(name: str, of: str) -> Value:
    def found(record: Record, _known: Known) -> str | None:
        item = vocabulary(of).items.get(_text(getattr(record, name)))
        return item.parent or None if item is not None else None

    return found


def language_of(text: str) -> str:
    """That in which a text is likely written, by its letters alone."""
    return LANGUAGES.get(script_of(text), USUAL_LANGUAGE)


def _language(record: Record, title: str) -> str:
    return language_of(_text(getattr(record, title)))


def _category(record: CaseStudy, at: int, _lines: str) -> str | None:
    if not _text(record.goods[at].description):
        return None
    return CATEGORY_OF_COMMODITY.get(_text(record.commodity))


def _basis_above(record: CaseStudy, at: int, _lines: str) -> str | None:
    """The values of a case are mostly known in one way: that of the line above goes on."""
    if not at or is_empty(record.goods[at].value):
        return None
    return _text(record.goods[at - 1].value_basis) or None


def _detected(record: CaseStudy, _known: Known) -> tuple[str, Any] | None:
    country = _text(record.reporting_country)
    return (country, record.location_place) if country else None


def _role(record: Record, at: int, lines: str) -> str | None:
    """Before the place of detection the first stop is where it left, behind it the last one is
    where it goes; what stands between is transit."""
    legs: Sequence[RouteLeg] = getattr(record, lines)
    leg = legs[at]
    if is_empty(leg.country) and is_empty(leg.place):
        return None
    detected = next((n for n, one in enumerate(legs) if one.role == DETECTED), -1)
    if at == 0:
        return DEPARTURE
    return DESTINATION if -1 < detected < at and at == len(legs) - 1 else TRANSIT


def _stop(record: Record, role: str) -> RouteLeg | None:
    legs: Sequence[RouteLeg] = record.route  # type: ignore[attr-defined]
    return next((leg for leg in legs if leg.role == role), None)


def _with_stop(record: Record, role: str, where: tuple[Any, Any] | None) -> tuple[RouteLeg, ...]:
    """The route with this stop: a new one stands before the destination."""
    legs: list[RouteLeg] = list(record.route)  # type: ignore[attr-defined]
    at = next((n for n, leg in enumerate(legs) if leg.role == role), -1)
    if where is None:
        return tuple(leg for n, leg in enumerate(legs) if n != at)
    country, place = where
    if at >= 0:
        legs[at] = replace(legs[at], country=country, place=place)
    else:
        before = (n for n, leg in enumerate(legs) if leg.role == DESTINATION)
        legs.insert(next(before, len(legs)), RouteLeg(role=role, country=country, place=place))
    return tuple(legs)


def _of_last_update(name: str, otherwise: str | None = None) -> Value:
    def found(record: ActionItem, _known: Known) -> Any:
        told = [getattr(entry, name) for entry in record.updates]
        return next((one for one in reversed(told) if not is_empty(one)), otherwise)

    return found


def _closed_on(record: ActionItem, known: Known) -> str | None:
    return known.today or None if record.progress in CLOSED else None


def _number(within: str = "") -> Value:
    def found(record: Record, known: Known) -> str | None:
        if record.reference:
            return None
        return known.numbers.next(_text(getattr(record, within)) if within else None)

    return found


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


_OF_TYPE: Mapping[type, tuple[Derivation, ...]] = {
    CaseStudy: (
        Derivation("enforcement_area", "commodity", _parent("commodity", "commodity")),
        Derivation("goods.category", "commodity", of_line=_category),
        Derivation("goods.value_basis", "goods", of_line=_basis_above),
        Derivation("route", "location_place", _detected, stop=DETECTED),
        Derivation("route.role", "route", of_line=_role),
    ),
    RiskIndicator: (
        Derivation("lifecycle", "", lambda _record, _known: "proposed"),
        Derivation("local_ref", "category", _number("category")),
    ),
    ActionItem: (
        Derivation("progress", "updates", _of_last_update("progress", "not_started"), follows=True),
        Derivation("status_as_of", "updates", _of_last_update("date"), follows=True),
        Derivation("percent", "updates", _of_last_update("percent"), follows=True),
        Derivation("closed_on", "progress", _closed_on),
        Derivation("local_ref", "", _number()),
    ),
}
