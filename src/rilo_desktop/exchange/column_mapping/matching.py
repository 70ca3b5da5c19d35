"""Which fields a heading names: word for word, shortened, or by its words in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rilo_desktop.records.field_specs import sheet_kinds

from .heading_parts import QUANTITY, KnownParts, Parts, column_parts, parts_of
from .heading_words import is_measured, unit_in, without_currency, without_measure
from .headings import USUAL, WEAK, Heading, folded, heading_of, known_headings
from .targets import targets_of

ALL_WORDS, OTHER_TYPE, OF_CODE = 0.95, 0.9, 0.75
"""How much of a known heading's weight one has that says the same in other words; one that names a
type of it; one that names a code of it, since a column of words mostly stands beside that."""
AMOUNT = 0.8
"""How much one says that names a unit of weight, volume or length, in whatever other words."""
PART = 0.4
"""How much a heading says of which only a part is known."""
HALF = 0.5
"""Share of its words that must be known for that."""


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A heading beside the others of its table. `parts`: what it may mean, the likeliest first."""

    header: str
    heading: Heading
    parts: tuple[Parts, ...]


def headings_of(headers: Sequence[str]) -> tuple[ColumnHeading, ...]:
    found = [heading_of(header) for header in headers]
    parts = column_parts([_without_unit(*one) for one in zip(headers, found, strict=True)])
    return tuple(map(ColumnHeading, headers, found, parts))


def _without_unit(header: str, heading: Heading) -> str:
    words = folded(without_measure(without_currency(header))).split()
    return " ".join(word for word in words if word != heading.currency.casefold())


def matches(kind: str, column: ColumnHeading) -> dict[str, float]:
    """{path: how much the heading says for it}; `PART` where it says something else too."""
    heading, known = column.heading, known_headings(kind)
    found = _word_for_word(heading, known) or _shortened(heading, known)
    found = found or _by_words(known_parts(kind), column.parts)
    if any(says > PART for says in found.values()):
        return found
    return found | _of_amount(kind, column)


def named_whole(kind: str, column: ColumnHeading) -> frozenset[str]:
    """The fields that the whole heading names. Of the others a part of it is known: it has one word
    before it that other columns have too, says that a type stands there, or only a unit.
    """
    heading, known = column.heading, known_headings(kind)
    if found := _word_for_word(heading, known) or _shortened(heading, known):
        return frozenset(found)
    own = known_parts(kind).like(column.parts[0]) if column.parts else {}
    return frozenset(p for p, (_, like) in own.items() if like.share == 1 and like.same_marks)


@cache
def heading_score(text: str) -> float:
    """How well a text names a field of any record type that comes by tables, 0 to 1."""
    heading = heading_of(text)
    exact = max(
        (
            says
            for kind in sheet_kinds()
            for form in heading.forms
            for says in known_headings(kind).get(form, {}).values()
        ),
        default=0.0,
    )
    by_words = _by_words(_of_all_kinds(), (parts_of(folded(text)),))
    return max(exact, *(says for says in by_words.values() if says > PART), 0.0)


def _word_for_word(heading: Heading, known: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Of its first form that is known, and of its last part, which is the column's own where the
    first is that of a group of columns.
    """
    found: dict[str, float] = {}
    for form in heading.forms:
        if form in known and not found:
            found = dict(known[form])
        elif form in known and form == heading.last:
            found = {**known[form], **found}
    return found


def _shortened(heading: Heading, known: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Of "Observ.", the beginning of headings of one field only."""
    if not heading.is_short:
        return {}
    begun = [known[name] for name in known if name.startswith(heading.last)]
    paths = {path for paths in begun for path in paths}
    return dict.fromkeys(paths, WEAK) if len(paths) == 1 else {}


def _by_words(known: KnownParts, meanings: Sequence[Parts]) -> dict[str, float]:
    """Of the first meaning of which all words are known; else of the first that is half known."""
    partly: dict[str, float] = {}
    for parts in meanings:
        whole: dict[str, float] = {}
        for path, (says, likeness) in known.like(parts).items():
            if likeness.share == 1:
                of_type = ALL_WORDS if likeness.same_marks else OTHER_TYPE
                of_code = parts.of_code and not likeness.same_marks
                whole[path] = says * (OF_CODE if of_code else of_type)
            elif likeness.share >= HALF and says >= USUAL:
                partly.setdefault(path, PART)
        if whole:
            return whole
    return partly


def _of_amount(kind: str, column: ColumnHeading) -> dict[str, float]:
    """Of "qnt_solido_gramas" and "Scales (kg)", which say in what they measure; "Number of animals"
    counts: numbers of many things are headed so. What names a currency is the price of a unit.
    """
    unit = unit_in(column.header)
    if column.heading.of_money:
        return {}
    if not unit and not any(QUANTITY in parts.words for parts in column.parts):
        return {}
    says = AMOUNT if is_measured(unit) else PART
    return {
        path: says
        for path, target in targets_of(kind).items()
        if target.in_lines and target.spec.beside.get("unit")
    }


@cache
def known_parts(kind: str) -> KnownParts:
    return KnownParts(known_headings(kind))


@cache
def _of_all_kinds() -> KnownParts:
    known: dict[str, dict[str, float]] = {}
    for kind in sheet_kinds():
        for text, paths in known_headings(kind).items():
            known.setdefault(text, {}).update(paths)
    return KnownParts(known)
