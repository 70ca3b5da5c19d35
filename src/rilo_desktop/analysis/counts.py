"""How many cases show what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from rilo_desktop.language import N_
from rilo_desktop.records import CaseStudy, Record

from .known_values import known_lines, known_text
from .results import Count, Evidence, IndicatorUse

_R = TypeVar("_R", bound=Record)
BY_AREA = N_("Cases by enforcement area.")
BY_CONVEYANCE = N_("Cases by conveyance; open bar: not known.")
CASE_STUDIES = N_("Case studies")
OBSERVED = N_("Indicators observed")
PRIMARY = N_("Led to the control or decided the case.")


def counted(records: Sequence[Record], base: int, rule: str, code: str = "") -> Count:
    return Count(len(records), base, rule, tuple(record.id for record in records), code)


def by_code(records: Iterable[_R], code_of: Callable[[_R], str], rule: str) -> tuple[Count, ...]:
    """Most frequent first; what is not known ("") last."""
    found: dict[str, list[_R]] = {}
    for record in records:
        found.setdefault(code_of(record), []).append(record)
    base = sum(map(len, found.values()))
    counts = [counted(members, base, rule, code) for code, members in found.items()]
    return tuple(sorted(counts, key=lambda count: (not count.code, -count.value)))


def by_area(cases: Iterable[CaseStudy]) -> tuple[Count, ...]:
    return by_code(cases, lambda case: known_text(case.enforcement_area), BY_AREA)


def by_conveyance(cases: Iterable[CaseStudy]) -> tuple[Count, ...]:
    return by_code(cases, lambda case: known_text(case.conveyance), BY_CONVEYANCE)


def indicators_used(cases: Sequence[CaseStudy], most: int) -> tuple[IndicatorUse, ...]:
    """The indicators seen in most cases; among equals those that were primary more often."""
    uses = []
    for code, linked in _linked(cases).items():
        seen, primary = _counts(code, linked, len(cases))
        uses.append(IndicatorUse(code, seen, primary))
    return tuple(
        sorted(uses, key=lambda use: (-use.cases.value, -use.primary.value, use.code))[:most]
    )


def evidence_of(cases: Sequence[CaseStudy]) -> Mapping[str, Evidence]:
    """By the code of the indicator: which cases are linked with it."""
    return {code: _evidence(code, linked, len(cases)) for code, linked in _linked(cases).items()}


def _linked(cases: Iterable[CaseStudy]) -> dict[str, list[tuple[str, CaseStudy]]]:
    """Indicator to the cases that show it, each with its link."""
    found: dict[str, list[tuple[str, CaseStudy]]] = {}
    for case in cases:
        for code, link in _links(case).items():
            found.setdefault(code, []).append((link, case))
    return found


def _counts(code: str, linked: Sequence[tuple[str, CaseStudy]], base: int) -> tuple[Count, Count]:
    """All cases, and those in which the indicator was primary."""
    primary = [case for link, case in linked if link == "primary"]
    return (
        counted([case for _, case in linked], base, OBSERVED, code),
        counted(primary, base, PRIMARY, code),
    )


def year_of(case: CaseStudy) -> str:
    """ "2021", "" where no date is known."""
    return known_text(case.date)[:4]


def _evidence(code: str, linked: Sequence[tuple[str, CaseStudy]], base: int) -> Evidence:
    years = sorted(year for _, case in linked if (year := year_of(case)))
    cases, primary = _counts(code, linked, base)
    return Evidence(
        cases,
        primary,
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
