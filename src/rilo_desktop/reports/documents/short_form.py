"""The short form of a case study: about two to a page, for large sets."""

from __future__ import annotations

from rilo_desktop.analysis.goods import by_kind
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.route import stages
from rilo_desktop.records import CaseStudy

from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Mark, glued
from ..engine.styles import SHORT_TITLE
from .case_facts import conveyance_fact, conveyance_words, date_fact, grade_words
from .case_sheet import indicator_lines
from .content import Content
from .header_footer import office_name
from .route_diagram import route_slabs


def short_form(flow: Flow, content: Content, case: CaseStudy, number: int, running: str) -> None:
    """Head, summary, route, modus operandi, indicators in one line each, lessons."""
    say, wording = flow.say, flow.wording
    first = len(flow.slabs)
    title = case.title_text or say.text("Without a title")
    reference = case.reference or known_text(case.local_ref)
    office = known_text(case.office_code)
    parts = [reference, office_name(content, office, wording.language) if office else ""]
    language = known_text(case.language)
    if language and language != wording.language:
        name = wording.label("language", language)
        parts.append(say.text("text in {language}", language=name))
    mark = Mark(f"case-{number}", title, 2, reference, running, listed=False)
    flow.kicker(" · ".join(p for p in parts if p) or str(number), mark, before=22.0)
    flow.title(title, SHORT_TITLE, 6.0)
    flow.facts([_facts(flow, content, case)])
    flow.moved()
    head = len(flow.slabs)
    _text(flow, say.text("Summary"), case.summary)
    route = stages(known_lines(case.route))
    if route:
        flow.add(route_slabs(flow, route, conveyance_words(wording, case)), 6.0)
        flow.moved()
    _text(flow, say.text("Modus operandi"), case.modus_operandi)
    indicator_lines(flow, content, case)
    flow.moved()
    _text(flow, say.text("Lessons"), case.lessons)
    glued(flow.slabs[first : head + 1])


def _facts(flow: Flow, content: Content, case: CaseStudy) -> list[Fact]:
    say, wording = flow.say, flow.wording
    goods = known_lines(case.goods)
    amounts = Value(wording.sums(by_kind(goods))) if goods else wording.missing(None)
    categories = dict.fromkeys(known_text(line.category) for line in goods)
    outcome = wording.code("outcome", case.outcome_status)
    grade = known_text(case.source_grade)
    both = Value(f"{outcome.text} · {grade}" if grade else outcome.text, outcome.missing)
    own = known_text(case.tlp)
    return [
        date_fact(wording, case),
        conveyance_fact(wording, case),
        Fact(
            say.text("Goods by unit"),
            amounts,
            (wording.listed("product_category", (c for c in categories if c)),),
        ),
        Fact(
            say.text("Outcome and grade"),
            both,
            (grade_words(wording, case),),
            chip=own if own and own != content.head.tlp else "",
        ),
    ]


def _text(flow: Flow, label: str, value: object) -> None:
    shown = flow.wording.text(value)
    if shown.missing:
        flow.source(label, shown.text)
    else:
        flow.paragraph(label, shown.text)
