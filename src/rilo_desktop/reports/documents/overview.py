"""Part A of a compendium: the cases at a glance, or a large set in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis import goods
from rilo_desktop.analysis.counts import (
    CASE_STUDIES,
    by_area,
    by_conveyance,
    counted,
    indicators_used,
    year_of,
)
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.results import AreaGoods, Count, GoodsSum
from rilo_desktop.drawing import Colour
from rilo_desktop.records import CaseStudy, RiskIndicator

from ..engine.bars import Bar, bar_slabs
from ..engine.document_builder import Flow
from ..engine.layout_blocks import Slab
from ..engine.styles import (
    HAIR,
    HEAD,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_TEXT,
    MM,
    RIGHT,
    SECTION,
    TEXT,
    Style,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, row, table
from .content import Content

CASES = (
    GRID[0],
    Column(TEXT, 110.5 * MM),
    Column(112.8 * MM, 130 * MM),
    Column(131 * MM, 147 * MM),
    Column(147 * MM, 169.6 * MM, end=True),
    Column(171.9 * MM, RIGHT),
)
AREAS = (
    GRID[0],
    Column(TEXT, 113 * MM),
    Column(113 * MM, 126 * MM, end=True),
    Column(128 * MM, 160 * MM, end=True),
    Column(162 * MM, RIGHT, end=True),
)
MOST_INDICATORS = 8
DASH = "–"


def cases_at_a_glance(flow: Flow, content: Content, cases: Sequence[CaseStudy]) -> None:
    say = flow.say
    held = counted(cases, len(cases), CASE_STUDIES)
    flow.paragraph("", _introduction(flow, cases), [held])
    head = head_row(
        CASES,
        [
            Cell([(say.text("Reference"), HEAD)]),
            Cell([(say.text("Case"), HEAD)]),
            Cell([(say.text("Date"), HEAD)]),
            Cell([(say.text("Conveyance"), HEAD)]),
            Cell([(say.text("Quantity"), HEAD)]),
            Cell([(say.text("Unit"), HEAD)]),
        ],
    )
    ordered = sorted(cases, key=lambda case: (known_text(case.date), case.reference))
    flow.add(table(head, [row(CASES, _case_cells(flow, case)) for case in ordered]), 9.0)
    flow.moved()
    _indicators(flow, content, cases)


def _introduction(flow: Flow, cases: Sequence[CaseStudy]) -> str:
    say = flow.say
    years = sorted(year for case in cases if (year := year_of(case)))
    count = say.plural(
        "This compendium holds {count} case.", "This compendium holds {count} cases.", len(cases)
    )
    oldest = say.text("The oldest is of {year}.", year=years[0]) if years else ""
    rest = say.text(
        "Quantities are given in the unit of the source; unlike goods and unlike units are never "
        "added. "
        "“Not known” means that the source does not give the fact."
    )
    return " ".join(part for part in (count, oldest, rest) if part)


def _case_cells(flow: Flow, case: CaseStudy) -> list[Cell]:
    wording = flow.wording
    title = wording.text(case.title)
    date = wording.iso(case.date)
    conveyance = wording.code("conveyance", case.conveyance)
    sums = goods.by_kind(known_lines(case.goods))
    return [
        Cell([(case.reference or known_text(case.local_ref) or DASH, LIST_KEY)]),
        Cell([(flow.fitting(flow.say.text("Case"), title.text), _style(title.missing))]),
        Cell([(date.text, _style(date.missing))]),
        Cell([(conveyance.text, _style(conveyance.missing))]),
        *_amounts(flow, sums),
    ]


def _amounts(flow: Flow, sums: Sequence[GoodsSum]) -> tuple[Cell, Cell]:
    """One line for each kind of goods and unit, figure and unit side by side."""
    wording = flow.wording
    if not sums:
        return Cell([(wording.missing(None).text, LIST_GREY)]), Cell([(DASH, LIST_TEXT)])
    figures: list[Part] = []
    names: list[Part] = []
    for unit in (one.sum for one in sums):
        if unit.without_quantity == unit.lines:
            figures.append((flow.say.text("not known"), LIST_GREY))
        else:
            number = wording.formats.number(unit.total)
            figures.append((wording.about(number, unit.approximate), LIST_KEY))
        name = _short_unit(flow, unit.unit)
        names.append((name, LIST_TEXT))
    return Cell(figures, is_stacked=True), Cell(names, is_stacked=True)


def _short_unit(flow: Flow, code: str) -> str:
    """ "tablets" for "tablets, pills or capsules": one line beside its figure."""
    if not code:
        return DASH
    return flow.wording.unit(code).split(",")[0].split(" or ")[0].split(" ou ")[0]


def _indicators(flow: Flow, content: Content, cases: Sequence[CaseStudy]) -> None:
    say = flow.say
    uses = indicators_used(cases, MOST_INDICATORS)
    if not uses:
        return
    flow.paragraph(
        say.text("Indicators"),
        say.text(
            "Indicators seen most often in these cases. Dark: primary; open: contributory. "
            "A count of cases says how often an indicator was recorded, not how well it predicts."
        ),
    )
    bars = []
    for use in uses:
        indicator = content.named(RiskIndicator, use.code)
        title = indicator.title_text if indicator else ""
        label = title or say.text("not in the catalogue")
        bars.append(Bar(label, use.cases, use.primary.value, use.code, not title))
    _add_bars(flow, bars)


def _add_bars(flow: Flow, bars: Sequence[Bar]) -> None:
    slabs = bar_slabs(bars)
    flow.slabs[-1].glue = True
    for slab in slabs[:-1]:
        slab.glue = True
    flow.add(slabs, 9.0)


def set_in_numbers(flow: Flow, cases: Sequence[CaseStudy]) -> None:
    """Counts by area and conveyance, and goods by area, category and unit: what a large set begins
    with."""
    say = flow.say
    flow.paragraph(
        "",
        say.text(
            "A large set is counted, not listed; the list by reference is at the end. "
            "Quantities are added only within one category of goods and one unit."
        ),
    )
    flow.paragraph(say.text("Area"), say.text("Cases by enforcement area."))
    _add_bars(flow, _counted(flow, "enforcement_area", by_area(cases)))
    flow.paragraph(say.text("Conveyance"), say.text("Cases by conveyance; open bar: not known."))
    _add_bars(flow, _counted(flow, "conveyance", by_conveyance(cases)))
    rows = goods.by_area(cases)
    if rows:
        flow.add(_goods_by_area(flow, rows), 12.0)


def _counted(flow: Flow, vocabulary: str, counts: Sequence[Count]) -> list[Bar]:
    unknown = flow.say.text("not known")
    return [
        Bar(
            flow.wording.label(vocabulary, count.code) if count.code else unknown,
            count,
            count.value if count.code else 0,
            missing=not count.code,
        )
        for count in counts
    ]


def _goods_by_area(flow: Flow, rows: Sequence[AreaGoods]) -> list[Slab]:
    say = flow.say
    head = head_row(
        AREAS,
        [
            Cell([(say.text("Goods by area"), SECTION)]),
            Cell([(say.text("Category and unit"), HEAD)]),
            Cell([(say.text("Cases"), HEAD)]),
            Cell([(say.text("Lines without quantity"), HEAD)]),
            Cell([(say.text("Quantity"), HEAD)]),
        ],
    )
    blocks = []
    for n, entry in enumerate(rows):
        first = n == 0 or rows[n - 1].area != entry.area
        last = n + 1 == len(rows) or rows[n + 1].area != entry.area
        blocks.append(
            row(
                AREAS,
                _area_cells(flow, entry, first),
                rule=(HAIR, Colour.RULE) if last else None,
                above=2.1,
                below=2.0,
                left=LEFT,
            )
        )
    return table(head, blocks)


def _area_cells(flow: Flow, entry: AreaGoods, first: bool) -> list[Cell]:
    wording = flow.wording
    area = wording.label("enforcement_area", entry.area) if entry.area else ""
    name = area or flow.say.text("not known")
    if not entry.alike:
        total: Part = (flow.say.text("several kinds, not added"), LIST_GREY)
    elif entry.total is None:
        total = (flow.say.text("not known"), LIST_GREY)
    else:
        number = wording.formats.number(entry.total)
        total = (wording.about(number, entry.approximate), LIST_KEY)
    category = wording.label("product_category", entry.category) if entry.category else ""
    kind = ", ".join(part for part in (category, wording.unit(entry.unit)) if part)
    return [
        Cell([(name, LIST_KEY)] if first else [], is_above=not first),
        Cell([(kind, _style(not entry.unit))]),
        Cell([(str(entry.cases.value), LIST_TEXT)], counts=(entry.cases,)),
        Cell([(str(entry.without_quantity) if entry.without_quantity else DASH, LIST_TEXT)]),
        Cell([total]),
    ]


def _style(missing: bool) -> Style:
    return LIST_GREY if missing else LIST_TEXT
