"""What the parts of a progress report share: heads of parts, typed texts, names of members."""

from __future__ import annotations

from collections.abc import Iterable

from rilo_desktop.analysis.figures import FigureInput
from rilo_desktop.analysis.figures.case_figures import UNNAMED, of_year
from rilo_desktop.analysis.figures.member_figures import MemberYear, member_years
from rilo_desktop.analysis.figures.years import register_began
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.folding import fold
from rilo_desktop.records import Activity, CaseStudy, ContactFunction, Member, NilReturn

from ..engine.callout import tinted_slabs
from ..engine.document_builder import Flow
from ..engine.layout_blocks import Mark
from .content import Content


def part_head(flow: Flow, letter: str, title: str, new_page: bool = False) -> None:
    name = flow.say.text("Part {letter}", letter=letter)
    flow.part(name, title, Mark(f"part-{letter}", title, 0, letter, title), new_page)


def typed(flow: Flow, content: Content, place: str, label: str) -> None:
    """What an officer wrote, numbered; its label beside the first paragraph."""
    for n, text in enumerate(content.head.said(place)):
        flow.paragraph("" if n else label, text)


def asked_for(flow: Flow, content: Content, label: str) -> None:
    """Requests and decisions as numbered lines on tint, each to one addressee."""
    asked = content.head.said("asked")
    if not asked:
        return
    flow.label(label)
    for n, text in enumerate(asked, 1):
        name = flow.say.text("Request {number}", number=n)
        flow.add(tinted_slabs(name, text), 3.0 if n > 1 else 0.0)


def member_name(flow: Flow, code: str) -> str:
    if code == UNNAMED:
        return flow.say.text("a Member that is not named")
    return flow.wording.label("country", code) if code else flow.say.text("not known")


def by_name(flow: Flow, codes: Iterable[str]) -> list[str]:
    """Members in the order of the alphabet, in which É stands beside E."""
    return sorted(codes, key=lambda code: fold(member_name(flow, code)))


def without_member(content: Content) -> int:
    """Cases of the year that name no member: which members sent some is not known then."""
    found = content.figures.get("cases_by_member")
    return found.whole if found is not None else 0


def without_date(flow: Flow, content: Content) -> str:
    """How cases without a date come into the year; "" where each has one."""
    held = of_year(content.made_of(CaseStudy), content.head.year)
    undated = sum(not known_text(case.date) for case in held)
    if not undated:
        return ""
    return flow.say.plural(
        "{count} of them has no date: the year of its reference counts",
        "{count} of them have no date: the year of their reference counts",
        undated,
    )


def members_of(content: Content) -> tuple[MemberYear, ...]:
    """Members of the office that sends, in the year of the document."""
    return member_years(
        content.made_of(Member),
        content.made_of(CaseStudy),
        content.made_of(NilReturn),
        content.made_of(ContactFunction),
        content.head.year,
        _given(content).position,
    )


def _given(content: Content) -> FigureInput:
    return FigureInput(content.made_of, content.head.year, content.head.date)


def not_recorded(flow: Flow, content: Content, words: str) -> str:
    """Why there is nothing of the year: `words`, or that the register of the office is younger."""
    days: list[object] = [case.date for case in content.made_of(CaseStudy)]
    days += [one.period_from for one in content.made_of(NilReturn)]
    days += [one.date_start for one in content.made_of(Activity)]
    began, year, say = register_began(*days), content.head.year, flow.say
    if began is None:
        return say.text("The register of this office has no record of {year} yet.", year=year)
    if began.year > year:
        first = flow.wording.date(began)
        return say.text("Not recorded: the register of this office begins on {day}.", day=first)
    return words
