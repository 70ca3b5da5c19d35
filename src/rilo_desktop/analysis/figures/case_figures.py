"""Case studies of a year: by month, member and goods, how detected, from where to where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rilo_desktop.analysis.known_values import known_lines, known_number, known_text
from rilo_desktop.language import N_
from rilo_desktop.records import CaseStudy, Workflow

from .figure import Figure, count, counts_by, grouped, named_as
from .years import known_month, months, recorded_in

ALL = N_(
    "Case studies with their day of detection in the year, or without one and recorded in it; "
    "withdrawn ones are left out."
)
BY_MONTH = N_("Case studies of the year by the month of detection.")
NO_MONTH = N_("Case studies of the year whose month of detection is not known.")
BY_MEMBER = N_("Case studies of the year by the member that reported them.")
BY_GOODS = N_("Case studies of the year by their main goods; each is counted once.")
BY_BOTH = N_("Case studies of the year by reporting member and main goods; each is counted once.")
BY_AREA = N_("Case studies of the year by enforcement area.")
BY_DETECTION = N_("Case studies of the year by what led to the control.")
QUANTITIES = N_(
    "Goods of the case studies of the year, added within one commodity, one category and one unit; "
    "lines without a quantity are left out."
)
BY_CHAPTER = N_(
    "Case studies of the year by HS chapter of their goods; one with goods of several chapters is "
    "counted in each, so that the rows must not be added. No chapter: no HS code is given."
)
CHAPTER_QUANTITIES = N_(
    "Goods of the case studies of the year, added within one HS chapter and one unit; lines without"
    " an HS code or a quantity are left out."
)
ROUTES = N_(
    "Case studies of the year that name a country of departure and one of destination, by both; of "
    "several departures the first."
)
NEW = N_(
    "Of these, pairs of departure and destination that no case study of an earlier year in this "
    "office has."
)
NO_ROUTE = N_("Case studies of the year that do not name both a departure and a destination.")
LONGEST = N_("Stops of the longest route among the case studies of the year that may be named.")
STOPS = N_("stops")
UNNAMED = "unnamed"
"""Key of members that wish not to be named."""


def of_year(cases: Iterable[CaseStudy], year: int) -> list[CaseStudy]:
    return [
        case
        for case in cases
        if _begins_in(case, year)
        and case.workflow != Workflow.WITHDRAWN
        and recorded_in(case, case.date, year, case.date_end)
    ]


def _begins_in(case: CaseStudy, year: int) -> bool:
    """A case is of the year in which it was detected."""
    text = known_text(case.date)
    return not text or text.startswith(f"{year:04d}")


def case_figures(cases: Sequence[CaseStudy], year: int) -> Iterator[Figure]:
    """`cases`: those of the year and of earlier ones, which say what is new."""
    held = of_year(cases, year)
    total = len(held)
    yield count("case_studies", "", held, total, ALL)
    by_month = grouped(held, lambda case: f"{year:04d}-{known_month(case.date):02d}")
    for month in months(year):
        yield count("cases_by_month", month, by_month.get(month, []), total, BY_MONTH)
    undated = by_month.get(f"{year:04d}-00", [])
    yield count("cases_without_month", "", undated, total, NO_MONTH)
    yield from counts_by("cases_by_member", held, member_of, BY_MEMBER, largest_first=True)
    yield from counts_by(
        "cases_by_area", held, lambda c: known_text(c.enforcement_area), BY_AREA, largest_first=True
    )
    yield from counts_by(
        "cases_by_goods", held, lambda c: known_text(c.commodity), BY_GOODS, largest_first=True
    )
    yield from counts_by(
        "cases_by_member_and_goods",
        held,
        lambda case: f"{member_of(case)} / {known_text(case.commodity)}",
        BY_BOTH,
        largest_first=True,
    )
    yield from counts_by(
        "cases_by_detection",
        held,
        lambda case: known_text(case.detection_method),
        BY_DETECTION,
        largest_first=True,
    )
    yield from _quantities(held)
    yield from _chapters(held)
    yield from _routes(held, cases, year)


def member_of(case: CaseStudy) -> str:
    return UNNAMED if case.member_unnamed else known_text(case.reporting_country)


def route_of(case: CaseStudy) -> tuple[str, str] | None:
    """Country of departure and of destination; None where one of them is not named."""
    legs = [(known_text(leg.role), known_text(leg.country)) for leg in known_lines(case.route)]
    starts = [country for role, country in legs if role in DEPARTURES and country]
    ends = [country for role, country in legs if role == "destination" and country]
    return (starts[0], ends[-1]) if starts and ends else None


DEPARTURES = ("origin", "departure")
"""Codes of route_role."""


def _quantities(held: Sequence[CaseStudy]) -> Iterator[Figure]:
    found: dict[str, list[tuple[CaseStudy, Decimal | None, str]]] = {}
    for case in held:
        for line in known_lines(case.goods):
            unit = known_text(line.unit)
            parts = (known_text(case.commodity), known_text(line.category), unit)
            key = " / ".join(part or "?" for part in parts)
            found.setdefault(key, []).append((case, known_number(line.quantity), unit))
    for key in sorted(found):
        given = [number for _, number, _ in found[key] if number is not None]
        yield Figure(
            figure="case_quantities",
            key=key,
            value=sum(given, Decimal(0)) if given else None,
            unit=found[key][0][2],
            base=len(found[key]),
            rule=QUANTITIES,
            records=tuple(dict.fromkeys(named_as(case) for case, _, _ in found[key])),
        )


def _chapters(held: Sequence[CaseStudy]) -> Iterator[Figure]:
    cases: dict[str, dict[str, CaseStudy]] = {}
    lines: dict[tuple[str, str], list[tuple[CaseStudy, Decimal]]] = {}
    for case in held:
        for line in known_lines(case.goods):
            chapter = known_text(line.hs)[:2]
            cases.setdefault(chapter, {})[case.id] = case
            quantity = known_number(line.quantity)
            if chapter and quantity is not None:
                unit = known_text(line.unit)
                lines.setdefault((chapter, unit), []).append((case, quantity))
    for chapter in sorted(cases):
        found = [*cases[chapter].values()]
        yield count("cases_by_hs_chapter", chapter, found, len(held), BY_CHAPTER)
    for chapter, unit in sorted(lines):
        given = lines[chapter, unit]
        yield Figure(
            figure="quantities_by_hs_chapter",
            key=f"{chapter} / {unit or '?'}",
            value=sum((quantity for _, quantity in given), Decimal(0)),
            unit=unit,
            base=len(given),
            rule=CHAPTER_QUANTITIES,
            records=tuple(dict.fromkeys(named_as(case) for case, _ in given)),
        )


def _routes(held: Sequence[CaseStudy], cases: Sequence[CaseStudy], year: int) -> Iterator[Figure]:
    pairs: dict[tuple[str, str], list[CaseStudy]] = {}
    without = []
    for case in held:
        pair = route_of(case)
        if pair is None:
            without.append(case)
        else:
            pairs.setdefault(pair, []).append(case)
    known = sum(map(len, pairs.values()))
    earlier = {route_of(case) for case in cases if _is_before(case, year)}
    order = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    for pair in order:
        yield count("cases_by_route", " / ".join(pair), pairs[pair], known, ROUTES)
    for pair in order:
        if pair not in earlier:
            yield count("routes_new", " / ".join(pair), pairs[pair], known, NEW)
    yield count("cases_without_route", "", without, len(held), NO_ROUTE)
    yield from _longest(held)


def _longest(held: Sequence[CaseStudy]) -> Iterator[Figure]:
    """Of several as long as it the first by number; one whose member is not named is no example."""
    named = [case for case in held if not case.member_unnamed and known_lines(case.route)]
    if not named:
        return
    longest = min(named, key=lambda case: (-len(known_lines(case.route)), named_as(case)))
    yield Figure(
        figure="longest_route",
        value=Decimal(len(known_lines(longest.route))),
        unit=STOPS,
        base=len(named),
        rule=LONGEST,
        records=(named_as(longest),),
    )


def _is_before(case: CaseStudy, year: int) -> bool:
    text = known_text(case.date)[:4]
    return text < f"{year:04d}" if text else False
