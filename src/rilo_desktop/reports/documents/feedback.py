"""The feedback sheet: a page for one contact point about its own data, and of nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

from rilo_desktop.analysis.counts import CASE_STUDIES, counted
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.member_data import (
    FieldGiven,
    MemberData,
    member_data,
    months_of,
)
from rilo_desktop.drawing import Circle, Colour, Line, Rect, Shape
from rilo_desktop.language import NC_
from rilo_desktop.records import CaseStudy, ContactFunction, NilReturn, Product
from rilo_desktop.rules.facts import is_fresh

from ..engine.callout import request_slabs
from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import ARTIFACT, Element, Role, Scope, figure
from ..engine.styles import (
    HAIR,
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
)
from ..engine.table_layout import Cell, Column, DrawnRow, head_row, join, opening_rule, row, table
from ..engine.typesetting import set_line
from .content import Content
from .drawing import Drawing, Progress
from .feedback_counts import TIGHT, reported_counts, reported_of
from .one_page import Parts, check, one_or_more
from .page_head import page_head, small_print
from .product_parts import beside

FEW = 3
"""Cases below which a list stands in the place of figures."""
MOST_HELP, MOST_NAMED, MOST_GOODS, DASH = 3, 3, 2, "–"
MOST_USES, LEAST_USES = 4, 2
"""Rows of what became of the cases; fewer where the page is short."""
BOX, PITCH, MOST_BOXES = 7.0, 9.4, 10
YOURS_AT, NUMBER_AT, OTHERS_AT = 103.3 * MM, 138 * MM, 147 * MM
USES = (
    Column(LEFT, LEFT + 112.0),
    Column(LEFT + 118.0, LEFT + 240.0),
    Column(LEFT + 246.0, LEFT + 364.0),
    Column(LEFT + 370.0, RIGHT),
)
STRIP_HIGH, HIGHER, DISC = 46.0, 12.0, 3.2
MOST_HIGH = 5
"""Discs above each other; more are drawn over the highest one."""
STEPS, MOST_STEPS = (1, 2, 5, 10, 20, 30, 60, 100, 200, 365, 1_000, 10_000), 6
"""Days between two ticks, and how many ticks a line has at most."""


def _data(content: Content) -> MemberData:
    return member_data(
        content.head.member,
        content.made_of(CaseStudy),
        content.made_of(NilReturn),
        months_of(content.head.year),
    )


def _others(content: Content, name: str) -> int | None:
    return content.totals.get(f"compared.{name}")


def _member(flow: Flow, content: Content) -> str:
    return flow.wording.label("country", content.head.member)


def _received(flow: Flow, content: Content, progress: Progress) -> None:
    say, data = flow.say, _data(content)
    about = (
        str(content.head.year),
        say.text("for the National Contact Point of {member}", member=_member(flow, content)),
    )
    cases = say.plural("{count} case", "{count} cases", len(data.cases))
    nil = say.plural("{count} nil return", "{count} nil returns", len(data.nil_returns))
    news = say.text("{count} of {all}", count=data.months_with_news, all=len(data.months))
    in_cen = reported_of(content, content.head.year)
    counted_there = ""
    if in_cen is not None and in_cen.records is not None:
        counted_there = say.plural(
            "{count} record in CEN", "{count} records in CEN", in_cen.records
        )
    facts = [
        Fact(say.text("Received from you"), Value(f"{cases}, {nil}"), (counted_there,)),
        Fact(
            say.text("Months with news"),
            Value(news),
            (say.text("a case or a nil return; silence is neither"),),
        ),
        _contact(flow, content),
        Fact(
            say.text("Handling"),
            Value(""),
            (say.text("for your administration only"),),
            chip=content.head.tlp,
        ),
    ]
    page_head(flow, content, about, facts)
    progress(len(content.records))


def _contact(flow: Flow, content: Content) -> Fact:
    say = flow.say
    days = [
        one.confirmed_on
        for one in content.made_of(ContactFunction)
        if one.confirmed_on and not one.valid_to
    ]
    if not days:
        value = Value(say.text("not confirmed"), True)
    elif is_fresh(last := max(days), date.fromisoformat(content.head.date)):
        value = flow.wording.partial(last)
    else:
        value = Value(say.text("not confirmed since {date}", date=flow.wording.partial(last)), True)
    return Fact(say.text("Contact point confirmed"), value, (say.text("a function, not a name"),))


def _quick(flow: Flow, content: Content, _progress: Progress, is_tight: bool = False) -> None:
    """Own cases as discs on a line of days, with the median of the others where there is one."""
    say, data = flow.say, _data(content)
    if len(data.cases) < FEW:
        _few(flow, content, data)
        return
    if not data.days:
        words = say.text("No case of yours has both a day of detection and a day of record.")
        flow.source(say.text("How quickly"), words)
        return
    without = len(data.cases) - len(data.days)
    region, of = _others(content, "median_days"), _others(content, "with_days")
    if is_tight:
        base = say.text("One disc a case, days from detection to record.")
        if region is not None:
            base += " " + say.text("Broken line: median of all other members together.")
        flow.source(say.text("How quickly"), base)
        flow.add([_strip(flow, data, region)], 3.0)
        return
    base = say.plural(
        "Your {count} case that has both days, one disc, days from detection to record.",
        "Your {count} cases that have both days, one disc each, days from detection to record.",
        len(data.days),
    )
    if without:
        base += " " + say.plural(
            "{count} case without a day is not drawn.",
            "{count} cases without a day are not drawn.",
            without,
        )
    if region is not None and of:
        base += " " + say.text(
            "Broken line: median of all other members together, {days} days ({count} cases).",
            days=region,
            count=of,
        )
    flow.source(say.text("How quickly"), base)
    flow.add([_strip(flow, data, region)], 3.0)


def _few(flow: Flow, content: Content, data: MemberData) -> None:
    """Under three cases a list says more than figures."""
    say = flow.say
    if not data.cases:
        words = say.text("No case of this year is recorded. A nil return is news as well.")
        if nobody := _others(content, "without_member"):
            words = say.plural(
                "No case of this year names you. {count} case of the office names no Member: it "
                "may be yours, and we ask you to tell us.",
                "No case of this year names you. {count} cases of the office name no Member: some "
                "may be yours, and we ask you to tell us.",
                nobody,
            )
        flow.source(say.text(NC_("cases", "Received")), words)
        return
    rows = [
        ", ".join(filter(None, (_name(case), _goods(flow, [case]), known_text(case.date))))
        for case in data.cases
    ]
    flow.source(say.text(NC_("cases", "Received")), flow.wording.joined(rows))


def _name(case: CaseStudy) -> str:
    return case.reference or known_text(case.local_ref) or DASH


def _goods(flow: Flow, cases: Sequence[CaseStudy], most: int = MOST_GOODS) -> str:
    """What it was about, in a word of the list: titles of cases are not printed."""
    codes = Counter(known_text(case.commodity) for case in cases)
    labels = [flow.wording.label("commodity", code) for code, _ in codes.most_common() if code]
    return _some(flow, labels, most)


def _strip(flow: Flow, data: MemberData, region: int | None) -> Slab:
    most = max(*data.days, region or 0, 1)
    step = next((one for one in STEPS if most / one <= MOST_STEPS), most)
    end = step * (most // step + 1)
    wide = RIGHT - TEXT - 6.0
    places = [round(wide * days / end / (2 * DISC)) for days in data.days]
    high = max(Counter(places).values())
    more = HIGHER if high > 2 else 0.0  # a word stands above the discs
    base = 28.0 + more
    shapes: list[Shape] = [Line(TEXT, base + 6.0, RIGHT, base + 6.0, MIDDLE, Colour.INK)]
    lines: list[Placed] = []
    for day in range(0, end + 1, step):
        x = TEXT + wide * day / end
        line = set_line(str(day), NOTE)
        shapes.append(Line(x, base + 6.0, x, base + 8.4, HAIR, Colour.INK))
        lines.append((x - (line.width / 2 if day else 0), base + 16.5, line))
    stacked: dict[int, int] = {}
    for days, place in zip(data.days, places, strict=True):
        level = stacked[place] = stacked.get(place, -1) + 1
        y = base - min(level, MOST_HIGH - 1) * 2 * DISC
        shapes.append(Circle(TEXT + wide * days / end, y, DISC, Colour.INK, None))
    if region is not None:
        x = TEXT + wide * min(region, end) / end
        shapes.append(Line(x, 2.0, x, base + 6.0, 1.1, Colour.INK, (2.6, 2.0)))
        word = set_line(flow.say.text("others {days}", days=region), NOTE)
        fits = x + 3.0 + word.width < RIGHT
        lines.append((x + 3.0 if fits else x - 3.0 - word.width, 8.0, word))
    unit = set_line(flow.say.text("days"), NOTE)
    lines.append((RIGHT - unit.width, base + 2.0, unit))
    median = data.median_days
    alt = flow.say.text(
        "Days from detection to record: {days}", days=", ".join(map(str, data.days))
    )
    if median is not None:
        alt = f"{alt}; {flow.say.text('median {days}', days=f'{median:g}')}"
    return Slab(STRIP_HIGH + more, pieces=[Piece(figure(alt), lines, [(0.0, 0.0, shapes)])])


def _complete(flow: Flow, content: Content, _progress: Progress, is_tight: bool = False) -> None:
    """Eight fields: filled, said to be not known, left empty; the others beside it as a bar."""
    say, data = flow.say, _data(content)
    if len(data.cases) < FEW:
        return
    of = _others(content, "cases") or 0
    base = say.text(
        "Your {count} cases; filled: field known, open: said to be not known, broken: left empty.",
        count=len(data.cases),
    )
    if is_tight:
        base = say.text("Filled: known; open: said to be not known; broken: left empty.")
    elif of:
        base += " " + say.text(
            "At the right what the {others} cases of all other members together have.", others=of
        )
    flow.source(say.text("How complete"), base)
    top = DrawnRow()
    top.cell(TEXT)
    yours = set_line(say.text("yours, of {count}", count=len(data.cases)), HEAD)
    top.cell(YOURS_AT, [(YOURS_AT, 9.6, yours)], Scope.COLUMN)
    if of:
        words = set_line(say.text("others, of {count}", count=of), HEAD)
        top.cell(OTHERS_AT, [(RIGHT - words.width, 9.6, words)], Scope.COLUMN)
    rules = [(TEXT, RIGHT, 14.0, MIDDLE, Colour.INK)]
    head = Slab(14.0, pieces=top.pieces, rules=rules, glue=True, cells=top.cells)
    rows = [_field(flow, content, one, at, of) for at, one in enumerate(data.fields)]
    join([head, *rows])
    flow.add([head, *rows], 2.0)
    if not is_tight:
        told = say.text("No other member is named here, and none sees this sheet.")
        small_print(flow, told, 2.0)


def _field(flow: Flow, content: Content, one: FieldGiven, at: int, of: int) -> Slab:
    say, made = flow.say, DrawnRow()
    shapes: list[Shape] = []
    total = one.filled + one.said + one.empty
    if total <= MOST_BOXES:
        for n in range(total):
            shapes.append(_box(YOURS_AT + n * PITCH, n < one.filled, n >= one.filled + one.said))
    else:
        wide = PITCH * MOST_BOXES * one.filled / total
        shapes.append(Rect(YOURS_AT, 4.2, PITCH * MOST_BOXES, 6.0, Colour.PAPER, Colour.INK, 0.6))
        shapes.append(Rect(YOURS_AT, 4.2, max(0.1, wide), 6.0, Colour.INK))
    made.cell(TEXT, [(TEXT, 10.2, set_line(say.text(one.label), LIST_TEXT))], Scope.ROW)
    number = (NUMBER_AT, 10.2, set_line(str(one.filled), LIST_KEY))
    alt = say.text(
        "known in {filled}, said to be not known in {said}, left empty in {empty}",
        filled=one.filled,
        said=one.said,
        empty=one.empty,
    )
    drawn = Element(Role.FIGURE, made.cell(YOURS_AT), alt=alt)
    made.pieces.append(Piece(drawn, [number], [(0.0, 0.0, shapes)]))
    others = _others(content, f"field_{at}")
    if of:
        placed: list[Placed] = []
        if others is not None:
            wide = RIGHT - 18.0 - OTHERS_AT
            bars = [
                Rect(OTHERS_AT, 4.8, wide, 5.0, Colour.TINT),
                Rect(OTHERS_AT, 4.8, max(0.1, wide * others / of), 5.0, Colour.MID),
            ]
            made.pieces.append(Piece(ARTIFACT, marks=[(0.0, 0.0, bars)]))
            line = set_line(str(others), LIST_TEXT)
            placed = [(RIGHT - line.width, 10.2, line)]
        made.cell(OTHERS_AT, placed)
    rules = [(TEXT, RIGHT, 14.6, HAIR, Colour.RULE)]
    return Slab(14.6, pieces=made.pieces, rules=rules, cells=made.cells)


def _box(x: float, is_filled: bool, is_empty: bool) -> Shape:
    if is_filled:
        return Rect(x, 3.6, BOX, BOX, Colour.INK)
    dash = (1.4, 1.2) if is_empty else ()
    return Rect(x + 0.3, 3.9, BOX - 0.6, BOX - 0.6, Colour.PAPER, Colour.INK, 0.6, dash)


def _became(
    flow: Flow,
    content: Content,
    _progress: Progress,
    is_tight: bool = False,
    most: int = MOST_USES,
) -> None:
    """Cases of equal use share a row, the most first; those without a use are one row."""
    say, data = flow.say, _data(content)
    if not data.cases:
        return
    head = head_row(
        USES,
        [
            Cell([(say.text("What became of it"), SECTION)]),
            Cell([(say.text("Your case"), HEAD)]),
            Cell([(say.text("Used in"), HEAD)]),
            Cell([(say.text("Indicators observed"), HEAD)]),
        ],
    )
    by_use: dict[tuple[str, ...], list[CaseStudy]] = {}
    for case in data.cases:
        by_use.setdefault(_used_in(flow, content, case), []).append(case)
    unused = by_use.pop((), [])
    uses = sorted(by_use.items(), key=lambda one: -len(one[1]))
    shown = uses[: most - bool(unused)]
    told = [*shown, *([((), unused)] if unused else [])]
    above, below = TIGHT if is_tight else (2.8, 3.0)
    rows = [
        row(USES, _use_cells(flow, cases, names, is_tight), above=above, below=below)
        for names, cases in told
    ]
    slabs = table(head, rows)
    opening_rule(slabs)
    flow.add(slabs, 10.0)
    if rest := sum(len(cases) for _, cases in uses[len(shown) :]):
        words = say.plural("{count} more case was used.", "{count} more cases were used.", rest)
        small_print(flow, words, 2.0)


def _used_in(flow: Flow, content: Content, case: CaseStudy) -> tuple[str, ...]:
    return tuple(
        f"{flow.wording.label('product_type', known_text(product.product_type))} "
        f"{product.reference}".strip()
        for product in content.all_referenced(Product)
        if any(line.case == case.id for line in product.cases)
    )


def _use_cells(
    flow: Flow, cases: Sequence[CaseStudy], used: Sequence[str], is_tight: bool
) -> list[Cell]:
    say = flow.say
    count = say.plural("{count} case", "{count} cases", len(cases))
    lines = [line.indicator for case in cases for line in known_lines(case.indicators)]
    numbers = sorted({known_text(one) for one in lines} - {""})
    indicators = _some(flow, numbers) or say.text(NC_("indicators", "none"))
    first, *others = (_name(case) for case in cases)
    head = first.rpartition("/")[0] + "/"
    most = 1 if is_tight else MOST_GOODS
    named = _some(flow, [first, *(one.removeprefix(head) for one in others)])
    parts = [(named, LIST_KEY)] if len(cases) == 1 else [(count, LIST_KEY), (named, NOTE)]
    return [
        Cell(parts, counts=(counted(cases, len(cases), CASE_STUDIES),)),
        Cell([(_goods(flow, cases, most) or say.text("goods not known"), LIST_TEXT)]),
        Cell([(_some(flow, used), LIST_TEXT) if used else (say.text("not used yet"), LIST_GREY)]),
        Cell([(indicators, LIST_TEXT if numbers else LIST_GREY)]),
    ]


def _some(flow: Flow, names: Sequence[str], most: int = MOST_NAMED) -> str:
    """As many as a cell holds, and how many more."""
    shown = ", ".join(names[:most])
    if (more := len(names) - most) > 0:
        return flow.say.text("{names} and {count} more", names=shown, count=more)
    return shown


def _help(flow: Flow, content: Content, _progress: Progress, is_tight: bool = False) -> None:
    """What was typed, at most three; else the weakest fields are proposed, and it is said so."""
    say = flow.say
    typed = content.head.said("help")[:MOST_HELP]
    texts = typed or tuple(
        say.plural(
            "{field}: {count} case does not give it.",
            "{field}: {count} cases do not give it.",
            len(one.lacking),
            field=say.text(one.label),
        )
        for one in _data(content).weakest[:2]
    )
    if texts:
        head = say.text("From most to least useful")
        if not typed:
            head = say.text("From most to least useful; wording proposed by the program")
            flow.proposed += [("help", text) for text in texts]
        slabs = request_slabs(head, texts)
        beside(slabs, say.text("What would help most"))
        for slab in slabs[:-1]:
            slab.glue = True
        flow.add(slabs, 9.0)
    if not is_tight or not texts:
        small_print(flow, say.text("Thank you for what you sent; a nil return helps as well."))


PARTS: Parts = {
    "received": _received,
    "quick": _quick,
    "complete": _complete,
    "reported": reported_counts,
    "became": _became,
    "help": _help,
    "check": check,
}


TIGHTER: Parts = {
    **PARTS,
    "quick": partial(_quick, is_tight=True),
    "complete": partial(_complete, is_tight=True),
    "reported": partial(reported_counts, is_tight=True),
    "became": partial(_became, is_tight=True),
}
TIGHTEST: Parts = {
    **TIGHTER,
    "became": partial(_became, is_tight=True, most=LEAST_USES),
    "help": partial(_help, is_tight=True),
}
"""What gives way before there is a second page."""

DRAWING = Drawing(parts=PARTS, cover=None, whole=one_or_more(PARTS, TIGHTER, TIGHTEST))
