"""The case-study compendium: full sheets up to 60 cases, short forms above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rilo_desktop.analysis.counts import by_area, year_of
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.analysis.results import Knot, RouteLine
from rilo_desktop.analysis.route import route_line
from rilo_desktop.drawing import Line, Shape, stage_mark
from rilo_desktop.records import CaseStudy
from rilo_desktop.vocabularies import shipped

from ..engine.bars import bar_of_code, bar_slabs
from ..engine.document_builder import Flow
from ..engine.labels import Wording
from ..engine.layout_blocks import Mark, Piece, Placed, Slab
from ..engine.structure import figure
from ..engine.styles import LABEL, LEFT, MM, NOTE, RIGHT, TEXT
from ..engine.typesetting import set_line, set_text
from .case_index import index_slabs
from .case_sheet import case_sheet
from .content import Content
from .cover import put
from .drawing import Drawing, Progress
from .overview import cases_at_a_glance, set_in_numbers
from .route_diagram import role_word
from .short_form import short_form

DRAWN_LINES = 18
PITCH = 18.0
MOST_FULL = 60
"""More cases than this are printed in short form."""


def _cases(content: Content) -> list[CaseStudy]:
    return [case for case in content.records if isinstance(case, CaseStudy)]


def _is_large(content: Content) -> bool:
    return len(content.records) > MOST_FULL


def _overview(flow: Flow, content: Content, _progress: Progress) -> None:
    say, cases = flow.say, _cases(content)
    if _is_large(content):
        title = say.plural("{count} case in numbers", "{count} cases in numbers", len(cases))
        _part(flow, "A", title)
        set_in_numbers(flow, cases)
    elif len(cases) > 1:
        _part(flow, "A", say.text("Cases at a glance"))
        cases_at_a_glance(flow, content, cases)


def _records(flow: Flow, content: Content, progress: Progress) -> None:
    draw = _short_forms if _is_large(content) else _sheets
    draw(flow, content, _cases(content), progress)


def _sheets(flow: Flow, content: Content, cases: Sequence[CaseStudy], progress: Progress) -> None:
    for number, case in enumerate(cases, 1):
        start = len(flow.slabs)
        case_sheet(flow, content, case, (number, len(cases)))
        if number == 1 and len(cases) > 1:
            part = Mark("part-B", flow.say.text("Case studies"), 0, "B", "")
            flow.slabs[start].also = part
        flow.hand_on()
        progress(number)


def _short_forms(
    flow: Flow, content: Content, cases: Sequence[CaseStudy], progress: Progress
) -> None:
    say = flow.say
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


def _sheet(flow: Flow, content: Content) -> None:
    (case,) = _cases(content)
    case_sheet(flow, content, case, (1, 1))


def _part(flow: Flow, letter: str, title: str) -> None:
    say = flow.say
    mark = Mark(f"part-{letter}", title, 0, letter, title if letter == "A" else "")
    flow.part(say.text("Part {letter}", letter=letter), title, mark, new_page=True)


def _area_name(flow: Flow, area: str) -> str:
    return flow.wording.label("enforcement_area", area) if area else flow.say.text("not known")


def _by_area_and_year(cases: Sequence[CaseStudy]) -> list[CaseStudy]:
    order = {item.code: n for n, item in enumerate(shipped("enforcement_area"))}
    return sorted(
        cases,
        key=lambda case: (
            order.get(known_text(case.enforcement_area), len(order)),
            year_of(case) or "9999",
        ),
    )


# The cover


def _span(flow: Flow, content: Content) -> str:
    years = sorted(year for case in _cases(content) if (year := year_of(case)))
    if not years:
        return ""
    if years[0] == years[-1]:
        return years[0]
    return flow.say.text("{first} to {last}", first=years[0], last=years[-1])


def _cover(flow: Flow, content: Content) -> list[Slab]:
    """A line for each case, or bars where they are many."""
    cases = _cases(content)
    if len(cases) > DRAWN_LINES:
        counts = by_area(cases)
        bars = [bar_of_code(flow.wording, "enforcement_area", count) for count in counts]
        return bar_slabs([replace(bar, code="") for bar in bars])
    routes = [route_line(case) for case in cases]
    if not any(route.at for route in routes):
        return []
    say = flow.say
    before = max(len(route.before) for route in routes)
    after = max(len(route.after) for route in routes)
    step = min(34 * MM, 126 * MM / max(1, before + after))
    detected = TEXT + 3.4 + before * step
    heads: list[Placed] = []
    if before:
        heads.append((TEXT, LABEL.baseline, set_line(say.text("Departure and transit"), LABEL)))
    for at, word in ((detected, say.text("Detected")), (detected + after * step, "")):
        text = word or (say.text("Destination") if after else "")
        if text:
            line = set_line(text, LABEL)
            left = max(TEXT, heads[-1][0] + heads[-1][2].width + 6.0 if heads else TEXT)
            x = min(max(left, at - line.width / 2), RIGHT - line.width)
            heads.append((x, LABEL.baseline, line))
    slabs = [Slab(14.0)]
    pitch = PITCH if len(cases) <= 8 else PITCH * 0.86
    for case, route in zip(cases, routes, strict=True):
        slabs.append(_case_line(flow.wording, case, route, detected, step, pitch))
    slabs[0].pieces = [Piece(slabs[1].pieces[0].element, heads)]
    note = say.text(
        "One line for each case, drawn from its route. The square marks the place of detection; "
        "broken lines were planned, not travelled; a figure counts places in parallel."
    )
    slabs.append(_note(note))
    return slabs


def _note(text: str) -> Slab:
    placed: list[Piece] = []
    end = put(placed, TEXT, 5.0, text, NOTE)
    return Slab(end, pieces=placed)


def _case_line(
    wording: Wording, case: CaseStudy, route: RouteLine, detected: float, step: float, pitch: float
) -> Slab:
    y = pitch / 2
    lines: list[Placed] = []
    reference = set_text(case.reference or known_text(case.local_ref), NOTE, TEXT - LEFT - 8)
    if reference:
        lines.append((LEFT, y + 2.7, reference[0]))
    marks: list[tuple[float, float, Sequence[Shape]]] = []
    count = len(route.before)
    at: list[tuple[float, Knot]] = [
        (detected - (count - n) * step, knot) for n, knot in enumerate(route.before)
    ]
    if route.at:
        at.append((detected, route.at))
    at += [(detected + (n + 1) * step, knot) for n, knot in enumerate(route.after)]
    for (x1, one), (x2, _) in pairwise(at):
        dash = (2.6, 2.0) if x2 > detected or (one.role == "seizure") else ()
        marks.append((0, 0, (Line(x1 + 5.4, y, x2 - 5.4, y, 0.9, dash=dash),)))
    for x, knot in at:
        marks.append((x, y, stage_mark(knot.role, knot.named)))
        if knot.parallel > 1:
            several = set_line(str(knot.parallel), LABEL)
            lines.append((x - 5.5 - several.width, y - 3.4, several))
    knots = wording.joined(role_word(wording, knot.role) for _, knot in at)
    name = case.reference or known_text(case.local_ref) or case.title_text
    drawn = figure(wording.say.labelled(name, knots))
    return Slab(pitch, pieces=[Piece(drawn, lines, marks)])


DRAWING = Drawing(
    parts={"overview": _overview, "records": _records},
    cover=_cover,
    sheet=_sheet,
    span=_span,
    index=index_slabs,
    is_indexed=_is_large,
)
