"""Likely the same case, reported by two offices: what speaks for it, and how strongly.

Nothing is merged by this: two offices may each have a part of one case, and people decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from rilo_desktop.analysis.known_values import known_first, known_lines, known_text
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import CaseStudy

from .text_similarity import stems

DAYS = 31
"""Cases further apart are two."""
ENOUGH = 7
"""Points from which on two cases are shown as likely one."""
MOST_BLOCK = 400
"""Cases of one commodity and month that are compared with each other."""
WORDS = 4
"""Shared words that say as much as a shared place."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report of it; `office` is whose store first wrote it."""

    id: str
    reference: str
    office: str
    title: str
    date: str
    tlp: str


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """Two reports. `reasons`: names of the fields that agree; `words` that both titles share."""

    one: Evidence
    other: Evidence
    score: int
    reasons: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Traits:
    part: Evidence
    day: date
    area: str
    commodity: str
    place: str
    conveyance: str
    countries: frozenset[str]
    amounts: frozenset[tuple[str, str]]
    stems: frozenset[str]
    words: dict[str, str]


def same_cases(cases: Iterable[CaseStudy], language: str = "") -> tuple[LikelyDuplicate, ...]:
    """Pairs of different offices, the most likely first; with the titles of a language."""
    blocks: dict[tuple[str, int], list[_Traits]] = defaultdict(list)
    for case in cases:
        traits = _traits(case, language)
        if traits is not None:
            month = traits.day.year * 12 + traits.day.month
            blocks[traits.commodity, month].append(traits)
    found = {
        (likely.one.id, likely.other.id): likely
        for pair in _pairs(blocks)
        if (likely := _judged(*pair)) is not None
    }
    return tuple(sorted(found.values(), key=lambda p: (-p.score, p.one.reference)))


def _pairs(blocks: dict[tuple[str, int], list[_Traits]]) -> Iterator[tuple[_Traits, _Traits]]:
    """Of one commodity, in the same month or two that follow each other; never of one office."""
    for (commodity, month), here in blocks.items():
        near = here[:MOST_BLOCK]
        yield from combinations(near, 2)
        for other in blocks.get((commodity, month + 1), ())[:MOST_BLOCK]:
            yield from ((one, other) for one in near)


def _judged(one: _Traits, other: _Traits) -> LikelyDuplicate | None:
    apart = abs((one.day - other.day).days)
    if one.part.office == other.part.office or apart > DAYS:
        return None
    score, reasons = (3 if apart <= 1 else 2 if apart <= 7 else 1), ["date"]
    for name, points, agrees in (
        ("goods", 3, bool(one.amounts & other.amounts)),
        ("route", 2, len(one.countries & other.countries) > 1),
        ("reporting_country", 1, bool(one.place) and one.place == other.place),
        ("conveyance", 1, bool(one.conveyance) and one.conveyance == other.conveyance),
        ("enforcement_area", 1, bool(one.area) and one.area == other.area),
    ):
        if agrees:
            score += points
            reasons.append(name)
    shared = one.stems & other.stems
    score += min(3, len(shared) // WORDS)
    if score < ENOUGH:
        return None
    words = tuple(sorted(one.words[s] for s in shared if s in one.words and s in other.words))
    first, second = sorted((one.part, other.part), key=lambda part: part.reference)
    return LikelyDuplicate(first, second, score, tuple(reasons), words[:6])


def _traits(case: CaseStudy, language: str) -> _Traits | None:
    """None for a case whose day or month nobody knows."""
    day = known_first(case.date)
    if day is None or len(known_text(case.date)) < len("2026-11"):
        return None
    text = " ".join((known_text(case.title), known_text(case.summary)))
    return _Traits(
        part=Evidence(
            case.id,
            case.reference,
            case.reference.partition("/")[0],
            title_in(case, language),
            known_text(case.date),
            known_text(case.tlp),
        ),
        day=day,
        area=known_text(case.enforcement_area),
        commodity=known_text(case.commodity),
        place=known_text(case.reporting_country),
        conveyance=known_text(case.conveyance),
        countries=frozenset(
            code for leg in known_lines(case.route) if (code := known_text(leg.country))
        ),
        amounts=frozenset(_amounts(case)),
        stems=frozenset(stems(text)),
        words=stems(known_text(case.title)),
    )


def _amounts(case: CaseStudy) -> Iterator[tuple[str, str]]:
    """Quantities with their unit; 1 of something says nothing."""
    for line in known_lines(case.goods):
        quantity = line.quantity
        if isinstance(quantity, Decimal) and quantity > 1:
            yield str(quantity.normalize()), known_text(line.unit)


def of_record(found: Sequence[LikelyDuplicate], record: str) -> tuple[LikelyDuplicate, ...]:
    """Those that one case is a part of."""
    return tuple(one for one in found if record in (one.one.id, one.other.id))
