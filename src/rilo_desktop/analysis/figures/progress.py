"""The figures of the documents about a year, each counted beside the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Activity,
    CaseStudy,
    ContactFunction,
    Member,
    NilReturn,
)

from .activity_figures import activity_figures
from .case_figures import case_figures
from .figure import Figure, Figures, beside, compared
from .inputs import FigureInput
from .member_figures import member_figures
from .plan_figures import plan_figures


def progress_figures(given: FigureInput) -> Figures:
    def of_year(year: int) -> Iterator[Figure]:
        position = given.position.replace(year=year) if year != given.year else given.position
        yield from case_figures(given.made_of(CaseStudy), year)
        yield from member_figures(
            given.made_of(Member),
            given.made_of(CaseStudy),
            given.made_of(NilReturn),
            given.made_of(ContactFunction),
            year,
        )
        yield from activity_figures(given.made_of(Activity), year, position)
        yield from plan_figures(given.made_of(ActionPlan), given.made_of(ActionItem), year)

    return _figures(given, [*of_year(given.year)], [*of_year(given.year - 1)])


def trade_figures(given: FigureInput) -> Figures:
    cases = given.made_of(CaseStudy)
    return _figures(
        given, [*case_figures(cases, given.year)], [*case_figures(cases, given.year - 1)]
    )


def _figures(given: FigureInput, now: list[Figure], counted: list[Figure]) -> Figures:
    """Beside what last year's report printed; without one beside what is counted today, where
    anything was recorded in that year."""
    held = [one for one in counted if one.records]
    if not given.earlier.reference:
        return Figures(compared(now, counted if held else ()), given.year)
    printed = beside(now, given.earlier)
    differing = tuple(
        replace(one, last=said, last_base=base)
        for one in counted
        if (found := given.earlier.values.get((one.figure, one.key))) is not None
        for said, base in (found,)
        if said != one.value
    )
    return Figures(printed, given.year, given.earlier.reference, differing)
