"""Input for the Illicit Trade Report: the figures of a year, then its cases as in a compendium."""

from __future__ import annotations

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Slab
from . import compendium
from .content import Content
from .drawing import Drawing, Progress
from .figure_blocks import FEWEST_CASES, FEWEST_ROWS, KeyFigure, key_figures, sentence
from .progress_cases import how_detected, member_and_goods
from .progress_common import asked_for, part_head, typed, without_date


def _glance(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures = flow.say, content.figures
    part_head(flow, "A", say.text("The year in figures"), new_page=True)
    total = figures.one("case_studies")
    base = say.text("cases of {year}", year=content.head.year)
    if undated := without_date(flow, content):
        base = f"{base}. {undated}"
    shown = [KeyFigure(say.text("Cases recorded"), total, base)]
    if total.whole:
        no_month = figures.one("cases_without_month")
        base = say.plural("of {count} case", "of {count} cases", total.whole)
        shown.append(KeyFigure(say.text("Without a known month"), no_month, base))
        no_route = figures.one("cases_without_route")
        shown.append(KeyFigure(say.text("Without both ends of the route"), no_route, base))
    key_figures(flow, content, shown)
    typed(flow, content, "happened", say.text("What this tells us"))
    asked_for(flow, content, say.text("Requests"))
    members = [one for one in figures.set("cases_by_member") if one.key]
    if total.whole >= FEWEST_CASES and len(members) >= FEWEST_ROWS:
        member_and_goods(flow, content, total)
    elif total.whole:
        text = say.text("No table is drawn under ten cases or three Members; the cases follow.")
        sentence(flow, say.text("Member and goods"), text)
    how_detected(flow, content, total)
    flow.hand_on()


def _cover(_flow: Flow, _content: Content) -> list[Slab]:
    return []


def _span(_flow: Flow, content: Content) -> str:
    return str(content.head.year)


DRAWING = Drawing(
    parts={"glance": _glance, "records": compendium.DRAWING.parts["records"]},
    cover=_cover,
    span=_span,
)
