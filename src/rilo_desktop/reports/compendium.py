"""The case-study compendium: full sheets up to 60 cases, short forms above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rilo_desktop.analysis.counts import year_of
from rilo_desktop.analysis.known import known_text
from rilo_desktop.records import CaseStudy
from rilo_desktop.vocabularies import vocabulary

from .case_sheet import case_sheet
from .content import Content
from .flow import Flow
from .glance import cases_at_a_glance, set_in_numbers
from .short_form import short_form
from .slabs import Mark

MOST_FULL = 60
"""More cases than this are printed in short form."""


def is_large(content: Content) -> bool:
    return content.head.type == "CS" and len(content.records) > MOST_FULL


def compendium(flow: Flow, content: Content, progress: Callable[[int], None]) -> None:
    cases = [case for case in content.records if isinstance(case, CaseStudy)]
    if len(cases) > MOST_FULL:
        _large(flow, content, cases, progress)
    else:
        _full(flow, content, cases, progress)


def _full(
    flow: Flow, content: Content, cases: Sequence[CaseStudy], progress: Callable[[int], None]
) -> None:
    say = flow.say
    if len(cases) > 1:
        _part(flow, "A", say.text("Cases at a glance"))
        cases_at_a_glance(flow, content, cases)
    for number, case in enumerate(cases, 1):
        start = len(flow.slabs)
        case_sheet(flow, content, case, (number, len(cases)))
        if number == 1 and len(cases) > 1:
            part = Mark("part-B", say.text("Case studies"), 0, "B", "")
            flow.slabs[start].also = part
        flow.hand_on()
        progress(number)


def _large(
    flow: Flow, content: Content, cases: Sequence[CaseStudy], progress: Callable[[int], None]
) -> None:
    say = flow.say
    title = say.plural("{count} case in numbers", "{count} cases in numbers", len(cases))
    _part(flow, "A", title)
    set_in_numbers(flow, cases)
    _part(flow, "B", say.text("Case studies in short form"))
    group = ("", "")
    for number, case in enumerate(_by_area_and_year(cases), 1):
        area, year = known_text(case.enforcement_area), year_of(case)
        name = _area_name(flow, area)
        shown = year or say.text("without a date")
        start = len(flow.slabs)
        short_form(flow, content, case, number, f"{name} · {shown}")
        if number == 1 or (area, year) != group:
            mark = Mark(f"group-{number}", f"{name}, {shown}", 1, "", f"{name} · {shown}")
            flow.slabs[start].also = mark
            group = (area, year)
        flow.hand_on()
        progress(number)


def _part(flow: Flow, letter: str, title: str) -> None:
    say = flow.say
    mark = Mark(f"part-{letter}", title, 0, letter, title if letter == "A" else "")
    flow.part(say.text("Part {letter}", letter=letter), title, mark, new_page=True)


def _area_name(flow: Flow, area: str) -> str:
    return flow.wording.label("enforcement_area", area) if area else flow.say.text("not known")


def _by_area_and_year(cases: Sequence[CaseStudy]) -> list[CaseStudy]:
    order = {item.code: n for n, item in enumerate(vocabulary("enforcement_area"))}
    return sorted(
        cases,
        key=lambda case: (
            order.get(known_text(case.enforcement_area), len(order)),
            year_of(case) or "9999",
        ),
    )
