"""The cover: who sends what to whom, how it may be handled, and the content drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rilo_desktop.analysis.counts import by_area, by_code, year_of
from rilo_desktop.analysis.known import known_text
from rilo_desktop.analysis.plan import by_status
from rilo_desktop.analysis.results import Count, Knot, RouteLine
from rilo_desktop.analysis.route import route_line
from rilo_desktop.drawing import Line, Shape, stage_mark
from rilo_desktop.language import N_
from rilo_desktop.records import ActionItem, CaseStudy, RiskIndicator
from rilo_desktop.vocabularies import vocabulary

from .annexes import disclaimer, records_counted
from .bars import Bar, bar_slabs
from .chips import tlp_colours
from .content import Content
from .flow import Fact, Flow
from .frame import kind_of_document, office_name, own_reference
from .route_diagram import role_word
from .setting import Lines, set_balanced, set_line, set_text
from .slabs import Piece, Placed, Slab, height_of
from .status import status_bar
from .structure import TITLE_LEVEL, Element, figure, heading, paragraph
from .styles import (
    BODY,
    COLUMNS,
    COVER_KIND,
    COVER_LEAD,
    COVER_OFFICE,
    COVER_OFFICE_OTHER,
    COVER_TITLE,
    COVER_TITLE_LONG,
    FULL_WIDTH,
    LABEL,
    LEFT,
    MM,
    NOTE,
    RIGHT,
    RUNNING,
    TEXT,
    TEXT_WIDTH,
    TOP,
    VALUE,
    VALUE_MISSING,
    Style,
)
from .wording import Value, Wording

CATEGORIES = N_("Category")
KIND_AT = 239.0 - TOP - 7.5
DRAWN_LINES = 18
PITCH = 18.0
MOST_TITLE = 180.0
"""Height that a title may take."""
FACT = 120
"""Longer facts are printed in Annex III."""


def cover_slabs(flow: Flow, content: Content) -> list[Slab]:
    """The whole page as one slab."""
    wording = flow.wording
    pieces = _top(content, wording)
    y, more = _titles(flow, content)
    pieces += more
    foot = _foot(flow, content)
    foot_height = height_of(foot)
    limit = BODY - foot_height - 14.0
    drawn = _drawn(flow, content)
    height = height_of(drawn)
    start = max(y + 28.0, 396.0 - TOP - 6.0)
    if start + height > limit:
        start = y + 16.0
    whole = Slab(BODY, pieces=pieces)
    if drawn and start + height <= limit:
        _stack(whole, drawn, start)
    _stack(whole, foot, BODY - foot_height - 12.0)
    return [whole]


def _stack(whole: Slab, slabs: Sequence[Slab], y: float) -> None:
    """Adds what stands on these slabs, one below the other."""
    for n, slab in enumerate(slabs):
        y += slab.before if n else 0.0
        whole.pieces = [*whole.pieces, *(piece.lower(y) for piece in slab.pieces)]
        rules = [(x1, x2, at + y, width, colour) for x1, x2, at, width, colour in slab.rules]
        whole.rules = [*whole.rules, *rules]
        y += slab.height


def _top(content: Content, wording: Wording) -> list[Piece]:
    """Office in both official languages, own reference, and the WCO symbol that is not ours."""
    say, head = wording.say, content.head
    other = "en" if wording.language == "fr" else "fr"
    network = {"en": "Global RILO Network", "fr": "Réseau mondial des BRLR"}
    first = "fr" if wording.language == "fr" else "en"
    placed: list[Piece] = []
    _put(placed, LEFT, 16.0, network[first], RUNNING, TEXT - LEFT - 6)
    _put(placed, LEFT, 27.0, network[other], RUNNING, TEXT - LEFT - 6)
    y = _put(placed, TEXT, 10.0, office_name(content, head.office_code, first), COVER_OFFICE)
    y = _put(placed, TEXT, y, office_name(content, head.office_code, other), COVER_OFFICE_OTHER)
    y += 7.0
    symbol = _put(placed, COLUMNS[3], y, say.text("WCO symbol"), LABEL, FULL_WIDTH / 4)
    y = _put(placed, TEXT, y, say.text("Own reference"), LABEL)
    assigned = say.text("assigned by the Secretariat")
    _put(placed, COLUMNS[3], symbol, assigned, VALUE_MISSING, FULL_WIDTH / 4)
    _put(placed, TEXT, y, own_reference(wording, content), VALUE, COLUMNS[3] - TEXT - 8)
    return placed


def _put(
    pieces: list[Piece], x: float, y: float, text: str, style: Style, width: float = TEXT_WIDTH
) -> float:
    """Adds a paragraph; where it ends."""
    return _put_lines(pieces, paragraph(), x, y, set_text(text, style, width))


def _put_lines(pieces: list[Piece], element: Element, x: float, y: float, lines: Lines) -> float:
    placed: list[Placed] = []
    for line in lines:
        placed.append((x, y + line.style.baseline, line))
        y += line.style.leading
    if placed:
        pieces.append(Piece(element, placed))
    return y


def _titles(flow: Flow, content: Content) -> tuple[float, list[Piece]]:
    """Kind, title and one sentence; a very long title is set smaller, never cut."""
    head, wording = content.head, flow.wording
    kind = kind_of_document(wording, head.type)
    if head.draft:
        kind = f"{kind} · {wording.say.text('draft, not approved')}"
    placed: list[Piece] = []
    y = _put(placed, TEXT, KIND_AT, kind, COVER_KIND) + 9.0
    y = _put_lines(placed, heading(TITLE_LEVEL), TEXT, y, _title_lines(head.title)) + 6.0
    lead = set_balanced(head.subtitle or _sentence(flow, content), COVER_LEAD, TEXT_WIDTH)
    return _put_lines(placed, paragraph(), TEXT, y, lead), placed


def _title_lines(title: str) -> Lines:
    for style in (COVER_TITLE, *COVER_TITLE_LONG):
        lines = set_balanced(title, style, TEXT_WIDTH)
        if sum(line.style.leading for line in lines) <= MOST_TITLE and (
            style is not COVER_TITLE or len(lines) <= 4
        ):
            return lines
    return lines[: int(MOST_TITLE / lines[0].style.leading)]


def _sentence(flow: Flow, content: Content) -> str:
    say, head, count = flow.say, content.head, len(content.records)
    match head.type:
        case "CS":
            return say.plural(
                "{count} case study, with its route, goods and the risk indicators observed",
                "{count} case studies, with routes, goods and the risk indicators observed",
                count,
            )
        case "RI":
            return say.plural(
                "{count} risk indicator, with its legitimate explanation and the evidence held",
                "{count} risk indicators, with their legitimate explanations and the evidence held",
                count,
            )
    if content.network is not None:
        return say.plural(
            "What {count} office sent, what is late, and what was reported twice",
            "What {count} offices sent, what is late, and what was reported twice",
            len(content.network.offices),
        )
    return say.plural(
        "{count} action item: what was agreed, who leads it, and how far it is",
        "{count} action items: what was agreed, who leads them, and how far they are",
        count,
    )


# What is drawn


def _drawn(flow: Flow, content: Content) -> list[Slab]:
    match content.head.type:
        case "CS":
            cases = [case for case in content.records if isinstance(case, CaseStudy)]
            return _cases_drawn(flow, cases)
        case "RI":
            found = [r for r in content.records if isinstance(r, RiskIndicator)]
            categories = by_code(found, lambda r: known_text(r.category), CATEGORIES)
            order = {item.code: n for n, item in enumerate(vocabulary("indicator_category"))}
            ordered = sorted(categories, key=lambda c: order.get(c.code, len(order)))
            bars = [_bar(flow, "indicator_category", count) for count in ordered]
            return bar_slabs(bars)
        case "AP":
            items = [item for item in content.records if isinstance(item, ActionItem)]
            return status_bar(flow.wording, by_status(items))
    return _network_drawn(flow, content)


def _network_drawn(flow: Flow, content: Content) -> list[Slab]:
    """Cases of each office."""
    if content.network is None:
        return []
    data = content.network
    bars = [
        Bar(office_name(content, o.code, flow.wording.language), data.cases_of(o), o.cases, o.code)
        for o in data.offices
    ]
    return bar_slabs(bars)


def _bar(flow: Flow, vocabulary_name: str, count: Count) -> Bar:
    code = count.code
    label = flow.wording.label(vocabulary_name, code) if code else flow.say.text("not known")
    return Bar(label, count, count.value if code else 0, code, not code)


def _cases_drawn(flow: Flow, cases: Sequence[CaseStudy]) -> list[Slab]:
    if len(cases) > DRAWN_LINES:
        bars = [_bar(flow, "enforcement_area", count) for count in by_area(cases)]
        return bar_slabs([Bar(b.label, b.count, b.solid, "", b.missing) for b in bars])
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
    slabs = [Slab(14.0, pieces=[Piece(paragraph(), heads)])]
    pitch = PITCH if len(cases) <= 8 else PITCH * 0.86
    for case, route in zip(cases, routes, strict=True):
        slabs.append(_case_line(flow.wording, case, route, detected, step, pitch))
    note = say.text(
        "One line for each case, drawn from its route. The square marks the place of detection; "
        "broken lines were planned, not travelled; a figure counts places in parallel."
    )
    slabs.append(_note(note))
    return slabs


def _note(text: str) -> Slab:
    placed: list[Piece] = []
    end = _put(placed, TEXT, 5.0, text, NOTE)
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


# The foot: eight facts and the disclaimer


def _foot(flow: Flow, content: Content) -> list[Slab]:
    scratch = Flow(flow.wording)
    scratch.facts(_facts(flow, content))
    placed: list[Piece] = []
    end = _put(placed, TEXT, 9.0, disclaimer(flow), NOTE)
    return [*scratch.slabs, Slab(end, pieces=placed)]


def _facts(flow: Flow, content: Content) -> list[list[Fact]]:
    say, wording, head = flow.say, flow.wording, content.head
    purpose = wording.code("purpose", head.purpose)
    language = wording.label("language", wording.language)
    approved = Fact(say.text("Approved by"), Value(say.text("not approved"), True))
    if not head.draft and head.office_of_one:
        alone = Value(say.text("the author: office of one"))
        approved = Fact(say.text("Approved by"), alone)
    elif not head.draft and head.approval is not None:
        approved = Fact(
            say.text("Approved by"),
            _short(flow, head.approval.function),
            (wording.day(head.approval.on),),
        )
    label, _, _ = tlp_colours(head.tlp)
    code = label.removeprefix("TLP:")
    tlp = vocabulary("tlp").items[code]
    meaning = tlp.more.get(f"meaning_{wording.language}") or tlp.more["meaning_en"]
    caveats = " ".join(head.caveats)
    return [
        [
            Fact(say.text("Addressee"), _short(flow, head.addressee)),
            Fact(say.text("Purpose"), Value(f"({purpose.text})", purpose.missing)),
            Fact(
                say.text("Date"),
                wording.partial(head.date),
                (say.text("Language: {language}; records in their own", language=language),),
            ),
            Fact(
                say.text("Records"), Value(records_counted(flow, content)), (_span(flow, content),)
            ),
        ],
        [
            Fact(say.text("Prepared by"), _short(flow, head.prepared_by)),
            approved,
            Fact(say.text("Handling"), Value(""), (meaning,), chip=code),
            Fact(
                say.text("Caveat"),
                _short(flow, caveats) if caveats else Value(say.text("none"), True),
            ),
        ],
    ]


def _short(flow: Flow, text: str) -> Value:
    if len(text) > FACT:
        return Value(flow.say.text("see Annex III"))
    return flow.wording.text(text)


def _span(flow: Flow, content: Content) -> str:
    years = sorted(
        year for r in content.records if isinstance(r, CaseStudy) and (year := year_of(r))
    )
    if not years:
        return ""
    if years[0] == years[-1]:
        return years[0]
    return flow.say.text("{first} to {last}", first=years[0], last=years[-1])
