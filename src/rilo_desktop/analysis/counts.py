"""How many cases show what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rilo_desktop.records import CaseStudy

from .known import known_lines, known_text
from .results import Count, Evidence, IndicatorUse


def by_code(codes: Iterable[str]) -> tuple[Count, ...]:
    """Most frequent first; what is not known ("") last."""
    found = Counter(codes)
    return tuple(
        Count(code, count)
        for code, count in sorted(found.items(), key=lambda item: (not item[0], -item[1]))
    )


def by_area(cases: Iterable[CaseStudy]) -> tuple[Count, ...]:
    return by_code(known_text(case.enforcement_area) for case in cases)


def by_conveyance(cases: Iterable[CaseStudy]) -> tuple[Count, ...]:
    return by_code(known_text(case.conveyance) for case in cases)


def indicators_used(cases: Iterable[CaseStudy], most: int) -> tuple[IndicatorUse, ...]:
    """The indicators seen in most cases; among equals those that were primary more often."""
    primary: Counter[str] = Counter()
    contributory: Counter[str] = Counter()
    for case in cases:
        for code, link in _links(case).items():
            (primary if link == "primary" else contributory)[code] += 1
    uses = [
        IndicatorUse(code, primary[code], contributory[code])
        for code in {**primary, **contributory}
    ]
    return tuple(sorted(uses, key=lambda use: (-use.cases, -use.primary, use.code))[:most])


def evidence_of(cases: Sequence[CaseStudy]) -> Mapping[str, Evidence]:
    """By the code of the indicator: which cases are linked with it."""
    found: dict[str, list[tuple[str, CaseStudy]]] = {}
    for case in cases:
        for code, link in _links(case).items():
            found.setdefault(code, []).append((link, case))
    return {code: _evidence(linked) for code, linked in found.items()}


def year_of(case: CaseStudy) -> str:
    """ "2021", "" where no date is known."""
    return known_text(case.date)[:4]


def _evidence(linked: Sequence[tuple[str, CaseStudy]]) -> Evidence:
    years = sorted(year for _, case in linked if (year := year_of(case)))
    primary = sum(link == "primary" for link, _ in linked)
    return Evidence(
        primary,
        len(linked) - primary,
        years[0] if years else "",
        years[-1] if years else "",
        tuple(case.reference or "–" for _, case in linked),
    )


def _links(case: CaseStudy) -> dict[str, str]:
    """Indicator to its link, primary where it is named twice."""
    links: dict[str, str] = {}
    for seen in known_lines(case.indicators):
        code, link = known_text(seen.indicator), known_text(seen.strength)
        if code and links.get(code) != "primary":
            links[code] = link
    return links
