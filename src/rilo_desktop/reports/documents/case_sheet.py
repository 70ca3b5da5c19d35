"""The full sheet of a case study."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.goods import by_kind, grouped_by_kind_and_unit
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.route import stages
from rilo_desktop.drawing import Colour, link_mark, strength_mark
from rilo_desktop.records import CaseStudy, GoodsLine, IndicatorObserved, RiskIndicator

from ..engine.callout import tinted_slabs
from ..engine.document_builder import Flow
from ..engine.labels import Value, Wording
from ..engine.layout_blocks import Mark, Piece, Slab, glued, height_of
from ..engine.structure import SECTION_LEVEL, heading
from ..engine.styles import (
    HEAD,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_TEXT,
    MIDDLE,
    MM,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
    body_height,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, row, table
from ..engine.typesetting import set_text
from .case_facts import conveyance_words, ecommerce_facts, first_facts, last_facts
from .case_outcome import not_given, outcome_of
from .case_pictures import case_pictures
from .content import Content
from .remaining_fields import further_facts
from .route_diagram import route_slabs

GOODS = (
    GRID[0],
    Column(TEXT, 110.5 * MM),
    Column(112.8 * MM, 129 * MM),
    Column(129.3 * MM, 146.2 * MM),
    Column(146.2 * MM, 169.6 * MM, end=True),
    Column(171.9 * MM, RIGHT),
)
INDICATORS = (
    GRID[0],
    Column(TEXT, 130.5 * MM),
    Column(132.5 * MM, 161.4 * MM),
    Column(161.8 * MM, RIGHT),
)
LINK_INDENT, STRENGTH_INDENT = 10.0, 29.0
DASH = "–"

IN_BLOCKS = frozenset(
    {
        "local_ref",
        "title", "enforcement_area", "commodity", "summary", "background", "significance",
        "date", "date_end", "date_precision", "date_basis", "date_note", "reporting_country",
        "member_unnamed", "office_basis", "location_type", "location_place", "conveyance",
        "conveyance_subtype", "procedure", "consignments", "route", "goods", "value_total",
        "value_currency", "value_basis", "authenticity", "modus_operandi",
        "concealment_category", "concealment_text", "packaging", "declared_description",
        "declared_value", "declared_currency", "platform_type", "ad_channel", "payment",
        "delivery_model", "ecommerce_note", "detection_method", "detection_equipment",
        "indicators", "outcome_status", "outcome_text", "cooperation", "pictures",
        "lessons", "recommendations", "source", "source_more", "source_grade",
        "grading_scheme", "procedure_inferred", "declared_value_note", "declared_value_approx",
    }
)  # fmt: skip
"""Fields that a block prints; every other one is printed by its description."""


def case_sheet(flow: Flow, content: Content, case: CaseStudy, place: tuple[int, int]) -> None:
    """`place` is (number, of how many). Starts a page, or follows where its head finds room.

    What happened, what was found, why it was selected and what to take from it come first; what
    the sources do not give is one line at the end.
    """
    first = len(flow.slabs)
    say, outcome = flow.say, outcome_of(flow.wording, case)
    if place[0] > 1:
        flow.heavy_rule()
    _head(flow, content, case, place)
    _optional(flow, say.text("What happened"), case.summary)
    flow.facts([first_facts(flow.wording, case, outcome)], 6.0)
    flow.moved()
    _lesson(flow, case)
    _optional(flow, say.text("Background"), case.background)
    _route(flow, case)
    opening = len(flow.slabs)
    _goods(flow, case)
    _optional(flow, say.text("How it was done"), case.modus_operandi)
    _optional(flow, say.text("Why it matters"), case.significance)
    facts = ecommerce_facts(flow.wording, case)
    if facts:
        flow.labelled_strip(say.text("E-commerce"), facts)
        flow.moved()
    case_pictures(flow, content, case)
    tail = len(flow.slabs)
    indicators_table(flow, content, case)
    if outcome.paragraph:
        flow.paragraph(say.text("Outcome"), outcome.paragraph)
    _optional(flow, say.text("Cooperation"), case.cooperation)
    _optional(flow, say.text("Recommendations"), case.recommendations)
    last = last_facts(content, flow.wording, case)
    flow.facts([last[n : n + 4] for n in range(0, len(last), 4)], 9.0)
    flow.moved()
    closing = len(flow.slabs)
    for label, text in not_given(flow.wording, case):
        flow.source(label, text)
    _sources(flow, case)
    further_facts(flow, case, IN_BLOCKS)
    _place(flow.slabs, (first, opening, tail, closing), place[0])


def _place(slabs: list[Slab], parts: tuple[int, int, int, int], number: int) -> None:
    """A case of one page begins a page; a longer one follows with its head and route together, and
    one of which little is known whole, up to half a page.

    The tail goes to the next page as one where it is short; a long one may be divided before the
    last facts, so that no page stays half empty.
    """
    first, opening, tail, closing = parts
    sheet = slabs[first:]
    own = sheet[1:] if number > 1 else sheet
    short = height_of(own) <= body_height() / 2
    whole = height_of(own) <= body_height() and not short
    glued(slabs[first:] if short else slabs[first:opening])
    if height_of(slabs[tail:]) <= body_height() / 3:
        glued(slabs[tail:])
    else:
        glued(slabs[closing:])
    if whole or number == 1:
        own[0].new_page = True
        if number > 1:
            del slabs[first]


def _head(flow: Flow, content: Content, case: CaseStudy, place: tuple[int, int]) -> None:
    say = flow.say
    reference = case.reference or known_text(case.local_ref)
    parts = [say.text("Case study {number} of {total}", number=place[0], total=place[1])]
    if reference:
        parts.append(reference)
    parts += [
        own_number(known_text(case.local_ref), reference),
        state_of_record(flow, content, case.id),
    ]
    title = case.title_text or say.text("Without a title")
    mark = Mark(
        f"case-{place[0]}", title, 1, reference, " · ".join(p for p in (reference, title) if p)
    )
    flow.kicker(" · ".join(part for part in parts if part), mark)
    flow.title(title)


def own_number(local_ref: str, reference: str) -> str:
    """The office's own number where it says something that the reference does not."""
    return local_ref if local_ref != reference else ""


def state_of_record(flow: Flow, content: Content, record_id: str) -> str:
    if content.head.draft:
        return flow.say.text("draft, not approved")
    number = content.revisions.get(record_id)
    return flow.say.text("revision {number}", number=number) if number else ""


def _optional(flow: Flow, label: str, value: object) -> None:
    text = known_text(value)
    if text.strip():
        flow.paragraph(label, text)


def _lesson(flow: Flow, case: CaseStudy) -> None:
    """On tint: what another office can use."""
    lesson = flow.wording.text(case.lessons)
    if lesson.missing:
        return
    slabs = tinted_slabs("", lesson.text)
    labels = set_text(flow.say.text("What to take from it"), SECTION, TEXT - LEFT - 8)
    own = [(LEFT, 14.0 + n * SECTION.leading, line) for n, line in enumerate(labels)]
    slabs[0].pieces = [Piece(heading(SECTION_LEVEL), own), *slabs[0].pieces]
    flow.add(slabs, 9.0)


def _route(flow: Flow, case: CaseStudy) -> None:
    label = flow.say.text("Route")
    route = stages(known_lines(case.route))
    if not route:
        return
    flow.label(label)
    flow.add(route_slabs(flow, route, conveyance_words(flow.wording, case)))
    flow.moved()


# Goods


def _goods(flow: Flow, case: CaseStudy) -> None:
    say, wording = flow.say, flow.wording
    goods = known_lines(case.goods)
    if not goods:
        return
    head = head_row(
        GOODS,
        [
            Cell([(say.text("Goods"), SECTION)]),
            Cell([(say.text("as found"), HEAD)]),
            Cell([(say.text("HS"), HEAD)]),
            Cell([(say.text("IP right"), HEAD)]),
            Cell([(say.text("Quantity"), HEAD)]),
            Cell([(say.text("Unit"), HEAD)]),
        ],
    )
    rows = [row(GOODS, _goods_cells(flow, line)) for line in grouped_by_kind_and_unit(goods)]
    last = _added_up(wording, goods)
    flow.add(table(head, rows, last), 9.0)
    flow.moved()


def _goods_cells(flow: Flow, line: GoodsLine) -> list[Cell]:
    wording, say = flow.wording, flow.say
    label = say.text("Goods")
    description = wording.text(line.description)
    text = flow.fitting(label, description.text)
    found: list[Part] = [(text, LIST_GREY if description.missing else LIST_TEXT)]
    brand = known_text(line.brand)
    if brand:
        brand = flow.fitting(say.text("Brand"), brand)
        found.append((say.text("Brand: {brand}", brand=brand), NOTE))
    if group := known_text(line.sum_group):
        group = flow.fitting(label, group)
        found.append((say.text("Added up with: {what}", what=group), NOTE))
    for note in (line.health_risk, line.note):
        if known_text(note):
            found.append((flow.fitting(label, known_text(note)), NOTE))
    value = wording.money(line.value, line.currency)
    if not value.missing:
        basis = wording.code("value_basis", line.value_basis)
        words = value.text if basis.missing else f"{value.text} ({basis.text})"
        found.append((say.text("Value: {value}", value=words), NOTE))
    each = wording.money(line.value_each, line.currency)
    if not each.missing:
        found.append((say.text("Value of one piece: {value}", value=each.text), NOTE))
    if declared := known_text(line.declared_description):
        declared = flow.fitting(label, declared)
        found.append((say.text("Declared as: {description}", description=declared), NOTE))
    category = wording.code("product_category", line.category)
    return [
        Cell([_shown(category)]),
        Cell(found),
        Cell([(known_text(line.hs) or DASH, LIST_TEXT)]),
        Cell([(wording.label("right_type", known_text(line.right_type)) or DASH, LIST_TEXT)]),
        Cell([quantity_part(wording, line)]),
        Cell([(wording.label("unit", known_text(line.unit)) or DASH, LIST_TEXT)]),
    ]


def quantity_part(wording: Wording, line: GoodsLine) -> Part:
    value = wording.number(line.quantity)
    if value.missing:
        return value.text, LIST_GREY
    return wording.about(value.text, bool(line.quantity_approx)), LIST_KEY


def _shown(value: Value) -> Part:
    return value.text, LIST_GREY if value.missing else LIST_TEXT


def _added_up(wording: Wording, goods: Sequence[GoodsLine]) -> list[Slab]:
    """A row by unit where all goods are of one kind: unlike goods have no sum."""
    sums = by_kind(goods)
    if len(goods) < 2 or len({one.kind for one in sums}) > 1:
        return []
    columns = (GRID[0], Column(TEXT, RIGHT))
    cells = [
        Cell([(wording.say.text("By unit"), LIST_GREY)]),
        Cell([(wording.sums(sums), LIST_KEY)]),
    ]
    slabs = row(columns, cells, (MIDDLE, Colour.INK), 5.0, 5.2, ground=Colour.TINT)
    slabs[0].rules = [(GRID[0].x, RIGHT, 0.0, MIDDLE, Colour.INK), *slabs[0].rules]
    return slabs


# Indicators


def indicators_table(flow: Flow, content: Content, case: CaseStudy) -> None:
    say = flow.say
    observed = known_lines(case.indicators)
    label = say.text("Indicators observed")
    if not observed:
        flow.source(label, say.text("No indicator was recorded for this case."))
        return
    head = head_row(
        INDICATORS,
        [
            Cell([(label, SECTION)]),
            Cell([(say.text("and what was seen"), HEAD)]),
            Cell([(say.text("Link"), HEAD)]),
            Cell([(say.text("Strength"), HEAD)]),
        ],
    )
    rows = [row(INDICATORS, _indicator_cells(flow, content, seen, True)) for seen in observed]
    flow.add(table(head, rows), 9.0)
    flow.moved()


def indicator_lines(flow: Flow, content: Content, case: CaseStudy) -> None:
    """One line for each indicator: the short form."""
    observed = known_lines(case.indicators)
    rows = [
        row(INDICATORS, _indicator_cells(flow, content, seen, False), above=2.6, below=2.8)
        for seen in observed
    ]
    slabs = table(None, rows)
    if slabs:
        slabs[0].rules = [
            (GRID[0].x, RIGHT, 0.0, MIDDLE, Colour.INK),
            *slabs[0].rules,
        ]
        flow.add(slabs, 7.0)


def _indicator_cells(
    flow: Flow, content: Content, seen: IndicatorObserved, full: bool
) -> list[Cell]:
    wording, say = flow.wording, flow.say
    code = known_text(seen.indicator)
    indicator = content.named(RiskIndicator, code)
    if indicator is None:
        title, strength = Value(say.text("not in the catalogue"), True), wording.missing(None)
        level = ""
    else:
        title = wording.text(indicator.title)
        strength = wording.code("indicator_strength", indicator.strength)
        level = known_text(indicator.strength)
    known_style = LIST_KEY if full else LIST_TEXT
    parts: list[Part] = [
        (flow.fitting(code, title.text), LIST_GREY if title.missing else known_style)
    ]
    if full and known_text(seen.evidence):
        parts.append((flow.fitting(code, known_text(seen.evidence)), LIST_TEXT))
    if full and known_text(seen.moment):
        parts.append((wording.label("observed_moment", known_text(seen.moment)), NOTE))
    link = wording.code("indicator_link", seen.strength)
    return [
        Cell([(code or DASH, LIST_KEY)]),
        Cell(parts),
        Cell([_shown(link)], link_mark(known_text(seen.strength)), LINK_INDENT),
        Cell([_shown(strength)], strength_mark(level), STRENGTH_INDENT),
    ]


# Sources


def _sources(flow: Flow, case: CaseStudy) -> None:
    texts = [known_text(case.source), *known_lines(case.source_more)]
    flow.source(flow.say.text("Source"), "\n".join(text for text in texts if text.strip()))
