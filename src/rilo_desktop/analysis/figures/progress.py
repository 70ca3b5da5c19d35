"""The figures of the documents about a year, each counted beside the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Activity,
    CaseStudy,
    ContactFunction,
    Member,
    NilReturn,
    ReportedCount,
)

from .activity_figures import activity_figures
from .case_figures import case_figures
from .figure import Figure, Figures, beside, compared
from .inputs import FigureInput
from .member_figures import member_figures
from .plan_figures import plan_figures
from .reported_figures import comparable, reported_figures


def progress_figures(given: FigureInput) -> Figures:
    def of_year(year: int) -> Iterator[Figure]:
        position = given.position if year == given.year else date(year, 12, 31)
        yield from _kept(case_figures(given.made_of(CaseStudy), year), "case_studies", given, year)
        members = member_figures(
            given.made_of(Member),
            given.made_of(CaseStudy),
            given.made_of(NilReturn),
            given.made_of(ContactFunction),
            year,
            position,
        )
        yield from _kept(members, "member_months_reported", given, year)
        activities = activity_figures(given.made_of(Activity), year, position)
        yield from _kept(activities, "activities_total", given, year)
        yield from reported_figures(given.made_of(ReportedCount), year)
        items = [*plan_figures(given.made_of(ActionPlan), given.made_of(ActionItem), year)]
        if year == given.year or any(one.base for one in items):
            yield from items

    counts = given.made_of(ReportedCount)
    now = [*of_year(given.year), *comparable(counts, given.year)]
    return _figures(given, now, [*of_year(given.year - 1)])


def _kept(figures: Iterable[Figure], total: str, given: FigureInput, year: int) -> Iterator[Figure]:
    """Those of an earlier year only where its register was kept: nothing recorded is not zero."""
    found = [*figures]
    if year == given.year or any(one.figure == total and one.whole for one in found):
        yield from found


def quality_figures(given: FigureInput) -> Figures:
    """What members entered into CEN: numbers, completeness, by commodity and by detection."""
    counts = given.made_of(ReportedCount)
    now = [*reported_figures(counts, given.year), *comparable(counts, given.year)]
    return _figures(given, now, [*reported_figures(counts, given.year - 1)])


def trade_figures(given: FigureInput) -> Figures:
    cases = given.made_of(CaseStudy)
    before = _kept(case_figures(cases, given.year - 1), "case_studies", given, given.year - 1)
    return _figures(given, [*case_figures(cases, given.year)], [*before])


def _figures(given: FigureInput, now: list[Figure], counted: list[Figure]) -> Figures:
    """Beside what last year's report printed; without one beside what is counted today."""
    if not given.earlier.reference:
        return Figures(compared(now, counted), given.year)
    printed = beside(now, given.earlier)
    differing = tuple(
        replace(one, last=said)
        for one in counted
        if (found := given.earlier.values.get((one.figure, one.key))) is not None
        for said, base in (found,)
        if said != one.value
    )
    return Figures(printed, given.year, given.earlier.reference, differing)
