"""The feedback sheet: a page for one contact point about its own data, and of nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rilo_desktop.analysis.counts import CASE_STUDIES, counted
from rilo_desktop.analysis.known_values import known_text
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
from ..engine.structure import ARTIFACT, Element, Role, figure
from ..engine.styles import (
    HAIR,
    HEAD,
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
from ..engine.table_layout import EMPTY, GRID, Cell, head_row, opening_rule, row, table
from ..engine.typesetting import set_line
from .content import Content
from .drawing import Drawing, Progress
from .feedback_counts import reported_counts, reported_of
from .one_page import Blamed, how_to_check, page_of
from .page_head import page_head, small_print
from .product_parts import beside

FEW = 3
"""Cases below which a list stands in the place of figures."""
MOST_HELP, MOST_CASES, MOST_NAMED = 3, 5, 3
BOX, PITCH, MOST_BOXES = 7.0, 9.4, 10
YOURS_AT, NUMBER_AT, OTHERS_AT = 103.3 * MM, 138 * MM, 147 * MM
STRIP_HIGH, DISC = 46.0, 3.2
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


def _quick(flow: Flow, content: Content, _progress: Progress) -> None:
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
    region, of = _others(content, "median_days"), _others(content, "with_days")
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
        flow.source(say.text("Received"), words)
        return
    rows = [
        f"{case.reference or case.local_ref or ''} {case.title_text}, {known_text(case.date)}"
        for case in data.cases
    ]
    flow.source(say.text("Received"), "; ".join(one.strip() for one in rows))


def _strip(flow: Flow, data: MemberData, region: int | None) -> Slab:
    most = max(*data.days, region or 0, 1)
    step = next((one for one in STEPS if most / one <= MOST_STEPS), most)
    end = step * (most // step + 1)
    wide, base = RIGHT - TEXT - 6.0, 28.0
    shapes: list[Shape] = [Line(TEXT, base + 6.0, RIGHT, base + 6.0, MIDDLE, Colour.INK)]
    lines: list[Placed] = []
    for day in range(0, end + 1, step):
        x = TEXT + wide * day / end
        line = set_line(str(day), NOTE)
        shapes.append(Line(x, base + 6.0, x, base + 8.4, HAIR, Colour.INK))
        lines.append((x - (line.width / 2 if day else 0), base + 16.5, line))
    stacked: dict[int, int] = {}
    for days in data.days:
        place = round(wide * days / end / (2 * DISC))
        level = stacked[place] = stacked.get(place, -1) + 1
        y = base - level * 2 * DISC
        shapes.append(Circle(TEXT + wide * days / end, max(y, DISC), DISC, Colour.INK, None))
    if region is not None:
        x = TEXT + wide * min(region, end) / end
        shapes.append(Line(x, 4.0, x, base + 6.0, 1.1, Colour.INK, (2.6, 2.0)))
        word = set_line(flow.say.text("others {days}", days=region), NOTE)
        fits = x + 3.0 + word.width < RIGHT
        lines.append((x + 3.0 if fits else x - 3.0 - word.width, 10.0, word))
    unit = set_line(flow.say.text("days"), NOTE)
    lines.append((RIGHT - unit.width, base + 2.0, unit))
    median = data.median_days
    alt = flow.say.text(
        "Days from detection to record: {days}", days=", ".join(map(str, data.days))
    )
    if median is not None:
        alt = f"{alt}; {flow.say.text('median {days}', days=f'{median:g}')}"
    return Slab(STRIP_HIGH, pieces=[Piece(figure(alt), lines, [(0.0, 0.0, shapes)])])


def _complete(flow: Flow, content: Content, _progress: Progress) -> None:
    """Eight fields: filled, said to be not known, left empty; the others beside it as a bar."""
    say, data = flow.say, _data(content)
    if len(data.cases) < FEW:
        return
    of = _others(content, "cases") or 0
    base = say.text(
        "Your {count} cases; filled: field known, open: said to be not known, broken: left empty.",
        count=len(data.cases),
    )
    if of:
        base += " " + say.text(
            "At the right what the {others} cases of all other members together have.", others=of
        )
    flow.source(say.text("How complete"), base)
    heads: list[Placed] = [
        (YOURS_AT, 9.6, set_line(say.text("yours, of {count}", count=len(data.cases)), HEAD))
    ]
    if of:
        words = set_line(say.text("others, of {count}", count=of), HEAD)
        heads.append((RIGHT - words.width, 9.6, words))
    within = Element(Role.TABLE)
    top = Piece(Element(Role.HEADER, Element(Role.ROW, within)), heads)
    head = Slab(14.0, pieces=[top], rules=[(TEXT, RIGHT, 14.0, MIDDLE, Colour.INK)], glue=True)
    rows = [_field(flow, content, one, at, of, within) for at, one in enumerate(data.fields)]
    flow.add([head, *rows], 2.0)
    small_print(flow, say.text("No other member is named here, and none sees this sheet."), 2.0)


def _field(
    flow: Flow, content: Content, one: FieldGiven, at: int, of: int, within: Element
) -> Slab:
    parent = Element(Role.ROW, within)
    shapes: list[Shape] = []
    total = one.filled + one.said + one.empty
    if total <= MOST_BOXES:
        for n in range(total):
            shapes.append(_box(YOURS_AT + n * PITCH, n < one.filled, n >= one.filled + one.said))
    else:
        wide = PITCH * MOST_BOXES * one.filled / total
        shapes.append(Rect(YOURS_AT, 4.2, PITCH * MOST_BOXES, 6.0, Colour.PAPER, Colour.INK, 0.6))
        shapes.append(Rect(YOURS_AT, 4.2, max(0.1, wide), 6.0, Colour.INK))
    label = Piece(
        Element(Role.HEADER, parent), [(TEXT, 10.2, set_line(flow.say.text(one.label), LIST_TEXT))]
    )
    number = Piece(
        Element(Role.CELL, parent), [(NUMBER_AT, 10.2, set_line(str(one.filled), LIST_KEY))]
    )
    pieces = [label, number]
    others = _others(content, f"field_{at}")
    if of and others is not None:
        wide = RIGHT - 18.0 - OTHERS_AT
        shapes.append(Rect(OTHERS_AT, 4.8, wide, 5.0, Colour.TINT))
        shapes.append(Rect(OTHERS_AT, 4.8, max(0.1, wide * others / of), 5.0, Colour.MID))
        line = set_line(str(others), LIST_TEXT)
        pieces.append(Piece(Element(Role.CELL, parent), [(RIGHT - line.width, 10.2, line)]))
    pieces.insert(0, Piece(ARTIFACT, marks=[(0.0, 0.0, shapes)]))
    return Slab(14.6, pieces=pieces, rules=[(TEXT, RIGHT, 14.6, HAIR, Colour.RULE)])


def _box(x: float, is_filled: bool, is_empty: bool) -> Shape:
    if is_filled:
        return Rect(x, 3.6, BOX, BOX, Colour.INK)
    dash = (1.4, 1.2) if is_empty else ()
    return Rect(x + 0.3, 3.9, BOX - 0.6, BOX - 0.6, Colour.PAPER, Colour.INK, 0.6, dash)


def _became(flow: Flow, content: Content, _progress: Progress) -> None:
    say, data = flow.say, _data(content)
    if not data.cases:
        return
    head = head_row(
        GRID,
        [
            Cell([(say.text("What became of it"), SECTION)]),
            Cell([(say.text("Your case"), HEAD)]),
            Cell([(say.text("Used in"), HEAD)]),
            Cell([(say.text("Indicators observed"), HEAD)]),
        ],
    )
    found = [(case, _used_in(content, case)) for case in data.cases]
    used = [one for one in found if one[1]]
    rows = [row(GRID, _case_cells(flow, case, names)) for case, names in used[:MOST_CASES]]
    unused = [case for case, names in found if not names]
    if unused:
        rows.append(row(GRID, _unused_cells(flow, unused)))
    slabs = table(head, rows)
    opening_rule(slabs)
    flow.add(slabs, 10.0)
    if rest := used[MOST_CASES:]:
        words = say.plural(
            "{count} more case was used.", "{count} more cases were used.", len(rest)
        )
        small_print(flow, words, 2.0)


def _unused_cells(flow: Flow, cases: Sequence[CaseStudy]) -> list[Cell]:
    """One row for all of them: their references, as many as a cell holds."""
    names = [case.reference or case.local_ref or "–" for case in cases]
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED
        shown = flow.say.text("{names} and {count} more", names=shown, count=more)
    count = flow.say.plural("{count} case", "{count} cases", len(cases))
    counts = (counted(cases, len(cases), CASE_STUDIES),)
    return [
        Cell([(count, LIST_KEY)], counts=counts),
        Cell([(shown, LIST_TEXT)]),
        Cell([(flow.say.text("not used yet"), LIST_GREY)]),
        EMPTY,
    ]


def _used_in(content: Content, case: CaseStudy) -> list[str]:
    found = []
    for product in content.all_referenced(Product):
        if any(line.case == case.id for line in product.cases):
            found.append(product.title_text or product.reference)
    return found


def _case_cells(flow: Flow, case: CaseStudy, used: Sequence[str]) -> list[Cell]:
    say = flow.say
    numbers = [str(line.indicator) for line in case.indicators if line.indicator]
    indicators = ", ".join(numbers) or say.text(NC_("indicators", "none"))
    return [
        Cell([(case.reference or case.local_ref or "–", LIST_KEY)]),
        Cell([(case.title_text, LIST_TEXT), (known_text(case.date), NOTE)]),
        Cell([("; ".join(used), LIST_TEXT)] if used else [(say.text("not used yet"), LIST_GREY)]),
        Cell([(indicators, LIST_TEXT if numbers else LIST_GREY)]),
    ]


def _help(flow: Flow, content: Content, _progress: Progress) -> None:
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
        slabs = request_slabs(say.text("From most to least useful"), texts)
        beside(slabs, say.text("What would help most"))
        for slab in slabs[:-1]:
            slab.glue = True
        flow.add(slabs, 9.0)
    thanks = say.text("Thank you for what you sent; a nil return helps as well.")
    if texts and not typed:
        flow.proposed += [("help", text) for text in texts]
        thanks = f"{say.text('Wording proposed by the program.')} {thanks}"
    small_print(flow, thanks)


def _check(flow: Flow, content: Content, _progress: Progress) -> None:
    how_to_check(flow, content)


PARTS = {
    "received": _received,
    "quick": _quick,
    "complete": _complete,
    "reported": reported_counts,
    "became": _became,
    "help": _help,
    "check": _check,
}


def _longest_title(content: Content) -> Blamed:
    case = max(_data(content).cases, key=lambda one: len(one.title_text), default=None)
    return case, "title" if case is not None else ""


page = page_of(PARTS, {"became": _longest_title, "help": lambda _: (None, "help")})


def _sheet(flow: Flow, content: Content) -> None:
    page(flow, content)


DRAWING = Drawing(parts=PARTS, cover=None, sheet=_sheet, page=page)
