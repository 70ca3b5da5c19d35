"""An alert: what to look for, what to do and whom to tell, on one page."""

from __future__ import annotations

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.results import Count
from rilo_desktop.analysis.route import stages
from rilo_desktop.drawing import strength_mark
from rilo_desktop.language import N_
from rilo_desktop.records import CaseStudy, Product, ProductContact, ProductSign

from ..engine.callout import request_slabs
from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Mark, Slab
from ..engine.styles import (
    HEAD,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    MM,
    NOTE,
    ONE_PAGE_LEAD,
    ONE_PAGE_TITLE,
    RIGHT,
    SECTION,
    TEXT,
)
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from .case_sheet import STRENGTH_INDENT, quantity_part
from .content import Content
from .drawing import Drawing
from .one_page import PageBlock, PageBlocks, band, how_to_check
from .product_parts import (
    approval_words,
    beside,
    graded_cases,
    method_slabs,
    photo_slabs,
    readers_table,
    references_of,
    title_slabs,
)
from .remaining_fields import further_facts, longest_further
from .route_diagram import route_slabs

SIGNS = (
    GRID[0],
    Column(TEXT, 117 * MM),
    Column(120 * MM, 144 * MM),
    Column(440 / 3 * MM, RIGHT),
)
GOODS = (GRID[0], Column(TEXT, 125 * MM), Column(127 * MM, 144 * MM), Column(440 / 3 * MM, RIGHT))
IN_BLOCKS = frozenset(
    {
        "local_ref", "title", "product_type", "issued", "valid_from", "valid_to", "summary",
        "signs", "steps", "contacts", "audience", "method", "route", "goods", "pictures", "cases",
        "disseminations", "analyst_confidence",
    }
)  # fmt: skip
"""Fields that a block prints, or that say to whom it went afterwards."""
FEW, COMPARED = 3, 2
"""Up to so many cases are named; from so many a count says something."""
WITH_SIGN = N_("Of these, the cases in which the sign was recorded.")


def page(flow: Flow, content: Content) -> list[PageBlock]:
    (product,) = content.records
    assert isinstance(product, Product)
    blocks = PageBlocks(flow)
    with blocks.of(""):
        _band(flow, product)
    with blocks.of("title", usual=50.0, line=ONE_PAGE_TITLE.leading):
        flow.slabs += title_slabs(product.title_text, ONE_PAGE_TITLE, 3.0)
        flow.slabs[-1].mark = Mark("alert", product.title_text, 0, listed=False)
    with blocks.of("summary", usual=36.0, line=ONE_PAGE_LEAD.leading):
        flow.slabs += title_slabs(known_text(product.summary), ONE_PAGE_LEAD, 6.0, as_text=True)
    with blocks.of("signs", usual=150.0):
        _signs(flow, content, product)
    with blocks.of("signs", optional=True):
        _note_on_weight(flow, content, product)
    with blocks.of("steps", usual=70.0, line=13.0):
        _steps(flow, content, product)
    with blocks.of("contacts", usual=90.0):
        _contacts(flow, product)
    with blocks.of("readers", usual=70.0):
        readers_table(flow, content)
    with blocks.of("method", usual=62.0, line=10.0):
        flow.add(method_slabs(flow, product), 11.0)
    with blocks.of("route", usual=62.0):
        _route(flow, product)
    with blocks.of("goods", usual=50.0, line=19.0):
        _goods(flow, product)
    with blocks.of("pictures", usual=90.0, line=30.0):
        flow.add(photo_slabs(flow, content, product), 8.0)
    with blocks.of(""):
        _facts(flow, content, product)
    with blocks.of(longest_further(flow, product, IN_BLOCKS), line=10.0):
        further_facts(flow, product, IN_BLOCKS)
    with blocks.of(""):
        how_to_check(flow, content)
    return blocks.fitted()


def _band(flow: Flow, product: Product) -> None:
    say, wording = flow.say, flow.wording
    name = wording.label("product_type", known_text(product.product_type))
    end = known_text(product.valid_to)
    valid = (
        say.text("valid until {day}, then withdrawn or renewed", day=wording.day(end))
        if end
        else say.text("end of validity not given")
    )
    band(flow, name.upper(), valid, say.text("(For action)"))


# What to look for


def _signs(flow: Flow, content: Content, product: Product) -> None:
    say = flow.say
    signs = known_lines(product.signs)
    if not signs:
        return
    together = say.text("signs together, never one alone") if len(signs) > 1 else ""
    head = head_row(
        SIGNS,
        [
            Cell([(say.text("Look for"), SECTION)]),
            Cell([(together, HEAD)]),
            Cell([(say.text("Where it shows"), HEAD)]),
            Cell([(say.text("Weight"), HEAD)]),
        ],
    )
    rows = [row(SIGNS, _sign_cells(flow, content, sign)) for sign in signs]
    flow.add(table(head, rows), 5.0)


def _sign_cells(flow: Flow, content: Content, sign: ProductSign) -> list[Cell]:
    wording, say = flow.wording, flow.say
    parts = [(known_text(sign.sign), LIST_KEY)]
    if known_text(sign.innocent):
        innocent = say.text("May be innocent: {reading}", reading=known_text(sign.innocent))
        parts.append((innocent, NOTE))
    strength = known_text(sign.strength)
    weight = wording.code("indicator_strength", sign.strength).text if strength else ""
    count = frequency(content, known_text(sign.indicator))
    cell = Cell()
    if strength or count is not None:
        notes = [(weight, LIST_TEXT)]
        if count is not None:
            notes.append((_of_cases(flow, count), NOTE))
        mark = strength_mark(strength) if strength else ()
        counts = (count,) if count is not None else ()
        cell = Cell(notes, mark, STRENGTH_INDENT if strength else 0.0, counts=counts)
    return [
        Cell([(known_text(sign.indicator) or "–", LIST_KEY)]),
        Cell(parts),
        Cell([(known_text(sign.place), LIST_TEXT)]),
        cell,
    ]


def frequency(content: Content, indicator: str) -> Count | None:
    """In how many of the product's cases the indicator was recorded; None where one case is all."""
    cases = content.all_referenced(CaseStudy)
    if not indicator or len(cases) < COMPARED:
        return None
    found = tuple(
        case.id
        for case in cases
        if any(seen.indicator == indicator for seen in known_lines(case.indicators))
    )
    return Count(len(found), len(cases), WITH_SIGN, found)


def _of_cases(flow: Flow, count: Count) -> str:
    return flow.say.plural(
        "{number} of {count} case", "{number} of {count} cases", count.base, number=count.value
    )


def _note_on_weight(flow: Flow, content: Content, product: Product) -> None:
    """A sign that is always there need not be strong: said where that is so."""
    for sign in known_lines(product.signs):
        count = frequency(content, known_text(sign.indicator))
        if sign.strength == "weak" and count is not None and 1 < count.base == count.value:
            text = flow.say.text(
                "Always there is not strong: how many innocent consignments show {sign} is not "
                "known.",
                sign=known_text(sign.indicator),
            )
            flow.source("", text)
            return


# What to do, and whom to tell


def _steps(flow: Flow, content: Content, product: Product) -> None:
    say, wording = flow.say, flow.wording
    steps = [step for step in known_lines(product.steps) if known_text(step.text)]
    if not steps:
        return
    days = {known_text(step.by) for step in steps}
    day = next(iter(days)) if len(days) == 1 else ""
    to = ", ".join(known_lines(product.audience)) or content.head.addressee
    if day:
        head = say.text("Requested of {addressee}, by {day}", addressee=to, day=wording.day(day))
    else:
        head = say.text("Requested of {addressee}", addressee=to)
    requests = [known_text(step.text) for step in steps]
    if not day:
        requests = [
            say.text("{request} By {day}.", request=text, day=wording.day(by)) if by else text
            for text, by in zip(requests, (known_text(s.by) for s in steps), strict=True)
        ]
    slabs = request_slabs(head, requests)
    beside(slabs, say.text("What to do"))
    flow.add(slabs, 9.0)


def _contacts(flow: Flow, product: Product) -> None:
    say = flow.say
    contacts = known_lines(product.contacts)
    if not contacts:
        return
    head = head_row(
        GRID,
        [
            Cell([(say.text("Whom to tell"), SECTION)]),
            Cell([(say.text("Function"), HEAD)]),
            Cell([(say.text("How soon"), HEAD)]),
            Cell([(say.text("With what"), HEAD)]),
        ],
    )
    rows = [row(GRID, _contact_cells(flow, contact)) for contact in contacts]
    flow.add(table(head, rows), 11.0)


def _contact_cells(flow: Flow, contact: ProductContact) -> list[Cell]:
    situation = known_text(contact.situation)
    soon = LIST_SIGNAL if situation == "danger" else LIST_KEY if situation == "find" else LIST_TEXT
    return [
        Cell([(flow.wording.label("contact_situation", situation), LIST_KEY)]),
        Cell([(known_text(contact.function), LIST_TEXT)]),
        Cell([(known_text(contact.soon), soon)]),
        Cell([(known_text(contact.content), LIST_TEXT)]),
    ]


# Where it goes, and what it is


def _route(flow: Flow, product: Product) -> None:
    route = stages(known_lines(product.route))
    if route:
        flow.label(flow.say.text("Route"))
        flow.add(route_slabs(flow, route, ""))
        flow.moved()


def _goods(flow: Flow, product: Product) -> None:
    say, wording = flow.say, flow.wording
    rows = []
    for number, line in enumerate(known_lines(product.goods)):
        label = Cell([(say.text("Goods") if not number else "", SECTION)], is_heading=not number)
        unit = wording.label("unit", known_text(line.unit))
        quantity, style = quantity_part(wording, line)
        cells = [
            label,
            Cell([(known_text(line.description), LIST_TEXT)]),
            Cell([(known_text(line.hs), LIST_TEXT)]),
            Cell([(f"{quantity} {unit}".strip(), style)]),
        ]
        rows.append(row(GOODS, cells, above=2.6, below=2.8))
    if rows:
        flow.add(table(None, rows), 6.0)


# On what it rests


def _facts(flow: Flow, content: Content, product: Product) -> None:
    say, wording, head = flow.say, flow.wording, content.head
    confidence = wording.code("analytic_confidence", product.analyst_confidence)
    facts = [
        Fact(say.text("Seen in"), _seen_in(flow, content), (_named(content),)),
        Fact(say.text("Confidence"), confidence, (_graded(flow, content),)),
        Fact(
            say.text("Prepared, approved"),
            Value(head.prepared_by) if head.prepared_by else wording.missing(None),
            (approval_words(flow, content),),
        ),
        Fact(
            say.text("Supersedes"),
            Value(head.supersedes or say.text("none")),
            (say.text("data in this file, signed"),),
        ),
    ]
    flow.facts([facts], 10.0)


def _named(content: Content) -> str:
    """Up to a few cases are named; of many the number says enough."""
    return references_of(content) if len(content.all_referenced(CaseStudy)) <= FEW else ""


def _graded(flow: Flow, content: Content) -> str:
    grades = graded_cases(flow, content)
    return flow.say.text("cases graded {grades}", grades=grades) if grades else ""


def _seen_in(flow: Flow, content: Content) -> Value:
    count = len(content.all_referenced(CaseStudy))
    if not count:
        return Value(flow.say.text("no case named"), True)
    return Value(flow.say.plural("{count} case", "{count} cases", count))


def _cover(_flow: Flow, _content: Content) -> list[Slab]:
    return []


def _sheet(flow: Flow, content: Content) -> None:
    page(flow, content)


DRAWING = Drawing(parts={}, cover=_cover, sheet=_sheet, page=page)
