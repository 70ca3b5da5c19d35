"""Indicators for a case: by the words both share, by what they apply to, by cases like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log1p
from weakref import WeakKeyDictionary

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import CaseStudy, RiskIndicator
from rilo_desktop.vocabularies import vocabulary

from ..office.session import Session
from .evidence import bar_of_indicator
from .lists import ListItem, Query, all_stored, find, page
from .suggestion_types import (
    CASE,
    INDICATOR,
    MOST_OTHERS,
    MOST_SUGGESTED,
    MOST_WORDS,
    TITLE,
    Because,
    Reason,
    Suggestion,
    Suggestions,
)
from .text_similarity import stems, texts_of, weights, words_of

LEAST = 2.0
"""Score from which an offer is a suggestion: a rare word, or two facts."""
CODE_SAYS = 0.5
"""How much less a word says that stands in a code's label only."""
MOST_ALIKE = 2_000
"""Newest cases with the same code that are counted: more say nothing else, and take their time."""
ALIKE = ("commodity", "conveyance", "concealment_category")
"""Fields of a case that make another one alike."""
APPLIES = (
    ("applies_to_modes", "conveyance_subtype", 1.0),
    ("applies_to_commodities", "commodity", 1.0),
    ("applies_to_procedures", "procedure", 1.0),
    ("applies_to_areas", "enforcement_area", 0.5),
)
"""Field of an indicator, field of a case, what it says that both have a code there."""


@dataclass(frozen=True, slots=True)
class _Indicator:
    """An indicator as it is matched: stems of title and statement, folded words to be found by."""

    row: ListItem
    record: RiskIndicator
    title: Mapping[str, str]
    all: Mapping[str, str]
    names: tuple[str, ...]
    titles: Mapping[str, tuple[str, ...]]
    """By the language of a translation."""
    body: tuple[str, ...]


@dataclass(slots=True)
class _Known:
    """The indicators of a store after one operation, and what was counted of its cases."""

    operation: int
    indicators: tuple[_Indicator, ...]
    weights: Mapping[str, float]
    seen: dict[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Session, _Known] = WeakKeyDictionary()
"""Read again when something was written: typing asks several times a second."""


def _known(session: Session) -> _Known:
    with session.reading() as reading:
        operation = reading.log.last
    known = _KNOWN.get(session)
    if known is None or known.operation != operation:
        query = Query(INDICATOR, order="local_ref", descending=False)
        found = find(session, query, counted=False)
        rows = {row.id: row for row in page(session, found, 0, len(found.rows))}
        stored = {s.record.id: s.record for s in all_stored(session, query)}
        indicators = tuple(
            _read(row, record)
            for key, row in rows.items()
            if isinstance(record := stored.get(key), RiskIndicator)
        )
        known = _Known(operation, indicators, weights(one.all for one in indicators))
        _KNOWN[session] = known
    return known


def _read(row: ListItem, indicator: RiskIndicator) -> _Indicator:
    statement = indicator.statement if isinstance(indicator.statement, str) else ""
    title = stems(row.title)
    category = vocabulary("indicator_category").items.get(row.values.get("category", ""))
    labels = " ".join(category.labels.values()) if category else ""
    translated = known_lines(indicator.translations)
    return _Indicator(
        row,
        indicator,
        title,
        {**stems(statement), **title},
        words_of(f"{row.local_ref} {row.reference} {row.title} {labels}"),
        {known_text(line.language): words_of(known_text(line.title)) for line in translated},
        words_of(" ".join((statement, *(line.statement or "" for line in translated)))),
    )


def indicators_for(
    session: Session, case: CaseStudy, words: str, language: str = ""
) -> Suggestions:
    """What may be picked, and what is picked already."""
    known = _known(session)
    picked = {
        seen.indicator: seen.strength if isinstance(seen.strength, str) else ""
        for seen in case.indicators
        if isinstance(seen.indicator, str)
    }
    offers = {one.row.id: _offer(one, picked, language) for one in known.indicators}
    of_number = {offer.key: offer for offer in offers.values()}
    chosen = tuple(
        of_number.get(number) or Suggestion(number, "", number, "", picked=True, weight=weight)
        for number, weight in picked.items()
    )
    if words:
        found = [offers[one.row.id] for one in _found(known.indicators, words, language)]
        others = tuple(found[:MOST_OTHERS])
        return Suggestions(words, chosen, (), others, len(found) - len(others))
    suggested = tuple(
        replace(offers[one.row.id], reasons=reasons)
        for one, reasons in _likely(session, known, case)
        if not offers[one.row.id].picked
    )[:MOST_SUGGESTED]
    taken = {offer.id for offer in (*suggested, *chosen)}
    rest = [offer for offer in offers.values() if offer.id not in taken]
    others = tuple(rest[:MOST_OTHERS])
    return Suggestions(words, chosen, suggested, others, len(rest) - len(others))


def _offer(one: _Indicator, picked: Mapping[str, str], language: str) -> Suggestion:
    row = one.row
    return Suggestion(
        row.local_ref or row.id,
        row.id,
        row.local_ref or row.reference,
        title_in(one.record, language),
        row.values.get("category", ""),
        row.values.get("lifecycle", ""),
        picked=row.local_ref in picked,
        weight=picked.get(row.local_ref, ""),
        barred=bar_of_indicator(row.local_ref),
    )


def _found(indicators: Iterable[_Indicator], words: str, language: str) -> list[_Indicator]:
    """Those with all words: first where number, title or type has them, then the statement."""
    wanted = words_of(words)
    by_name = [
        one for one in indicators if _has((*one.names, *one.titles.get(language, ())), wanted)
    ]
    named = {one.row.id for one in by_name}
    rest = [one for one in indicators if one.row.id not in named]
    return by_name + [one for one in rest if _has((*one.names, *one.body), wanted)]


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def _likely(
    session: Session, known: _Known, case: CaseStudy
) -> list[tuple[_Indicator, tuple[Reason, ...]]]:
    """The likely ones, best first, each with its reasons."""
    said = _stems_of(case)
    alike = _alike(session, known, case)
    ranked = []
    for one in known.indicators:
        found = [*_shared(one, said, known.weights), *_fits(one, case), *_seen(one, alike)]
        score = sum(points for points, _ in found)
        if score >= LEAST:
            ranked.append((score, one, tuple(reason for _, reason in found)))
    ranked.sort(key=lambda item: -item[0])
    return [(one, reasons) for _, one, reasons in ranked]


Said = Mapping[str, tuple[str, str, str]]
"""Stem -> (field, as it is written, code whose label says it)."""


def _stems_of(case: CaseStudy) -> Said:
    """What officers wrote goes before what a code's label says."""
    found: dict[str, tuple[str, str, str]] = {}
    ordered = sorted(texts_of(case, frozenset({"indicators"})), key=lambda said: bool(said[2]))
    for name, text, code in ordered:
        for stem, written in stems(text).items():
            found.setdefault(stem, (name, written, code))
    return found


def _shared(
    one: _Indicator, said: Said, says: Mapping[str, float]
) -> Iterable[tuple[float, Reason]]:
    """The words that both have, those of one field or one code together."""
    grouped: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for stem in one.all:
        if stem in said and stem in says:
            name, written, code = said[stem]
            points = says[stem] * (TITLE if stem in one.title else 1) * (CODE_SAYS if code else 1)
            grouped.setdefault((name, code), []).append((points, written))
    reasons = []
    for (name, code), found in grouped.items():
        found.sort(reverse=True)
        words = tuple(written for _, written in found[:MOST_WORDS])
        because = Because.CODE if code else Because.WORDS
        reasons.append((sum(points for points, _ in found), Reason(because, name, words, code)))
    return sorted(reasons, key=lambda item: -item[0])


def _fits(one: _Indicator, case: CaseStudy) -> Iterable[tuple[float, Reason]]:
    for applies, name, points in APPLIES:
        code = getattr(case, name)
        if isinstance(code, str) and code in getattr(one.record, applies):
            yield points, Reason(Because.FITS, name, code=code)


Alike = Sequence[tuple[str, str, Mapping[str, int]]]
"""(field, code, {own number of an indicator: cases with that code in which it was seen})."""


def _alike(session: Session, known: _Known, case: CaseStudy) -> Alike:
    counted = []
    for name in ALIKE:
        code = getattr(case, name)
        if isinstance(code, str) and code:
            if (name, code) not in known.seen:
                with session.reading() as reading:
                    known.seen[name, code] = reading.records.line_counts(
                        CASE, "indicators", "indicator", name, code, MOST_ALIKE
                    )
            counted.append((name, code, known.seen[name, code]))
    return counted


def _seen(one: _Indicator, alike: Alike) -> Iterable[tuple[float, Reason]]:
    for name, code, counts in alike:
        count = counts.get(one.row.local_ref, 0)
        if count:
            yield log1p(count), Reason(Because.SEEN, name, code=code, count=count)
