"""Parts C and D of a progress report: cases by member and goods, how detected, routes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rilo_desktop.analysis.figures import Figure
from rilo_desktop.analysis.figures.case_figures import of_year
from rilo_desktop.analysis.figures.figure import named_as
from rilo_desktop.analysis.figures.largest import UNKNOWN, largest
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.route import stages
from rilo_desktop.drawing.ribbons import Ribbon, ribbons
from rilo_desktop.records import CaseStudy

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import figure as drawn_figure
from ..engine.styles import HEAD, LIST_GREY, LIST_KEY, LIST_TEXT, RIGHT, TEXT, TEXT_WIDTH
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from ..engine.typesetting import set_line
from .content import Content
from .drawing import Progress
from .figure_blocks import (
    FEWEST_CASES,
    FEWEST_ROWS,
    HeatRow,
    by_key,
    finding,
    heat_table,
    note,
    number,
    pair_bars,
    sentence,
)
from .progress_common import (
    by_name,
    member_name,
    members_of,
    not_recorded,
    part_head,
    typed,
    without_date,
    without_member,
)
from .route_diagram import route_slabs

MOST_GOODS = 8
MOST_ENDS = 6
MOST_NEW = 12
FEWEST_STOPS = 4
DASH = "–"


def cases(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures = flow.say, content.figures
    total = figures.get("case_studies")
    if total is None or not total.whole:
        part_head(flow, "C", say.text("Cases"))
        text = say.text("No case study was recorded in {year}.", year=content.head.year)
        sentence(flow, say.text("Cases"), not_recorded(flow, content, text))
        flow.hand_on()
        return
    by_member = [one for one in figures.set("cases_by_member") if one.key]
    is_drawn = total.whole >= FEWEST_CASES and len(by_member) >= FEWEST_ROWS
    part_head(flow, "C", say.text("Cases"))
    if is_drawn:
        member_and_goods(flow, content, total)
    else:
        _case_list(flow, content, total)
    how_detected(flow, content, total)
    flow.hand_on()


def member_and_goods(flow: Flow, content: Content, total: Figure) -> None:
    say, figures = flow.say, content.figures
    classed = [one for one in figures.set("cases_by_goods") if one.key]
    goods = classed[:MOST_GOODS]
    members = by_key(figures.set("cases_by_member"))
    both = by_key(figures.set("cases_by_member_and_goods"))
    counts = {one.key: one.whole for one in figures.set("cases_by_goods")}
    known = sum(counts.values()) - counts.get(UNKNOWN, 0)
    proposal = say.text("{known} of {total} cases name their goods", known=known, total=total.whole)
    if (most := largest(counts)) is not None:
        proposal = say.text(
            "{goods} is the largest group: {count} of the {known} cases that name their goods",
            goods=flow.wording.label("commodity", most[0]),
            count=most[1],
            known=known,
        )
    base = say.text(
        "{total} cases of {year} by reporting Member and main goods; each case is counted once. "
        "Darker: more cases",
        total=total.whole,
        year=content.head.year,
    )
    unassigned = without_member(content)
    if unassigned:
        more = say.plural(
            "{count} case names no Member", "{count} cases name no Member", unassigned
        )
        base = f"{base}. {more}"
    if unclassed := sum(one.whole for one in figures.set("cases_by_goods") if not one.key):
        more = say.plural(
            "{count} case names no goods and is in no column",
            "{count} cases name no goods and are in no column",
            unclassed,
        )
        base = f"{base}. {more}"
    if rest := sum(one.whole for one in classed[MOST_GOODS:]):
        more = say.plural(
            "{count} case of other goods is in the last column only",
            "{count} cases of other goods are in the last column only",
            rest,
        )
        base = f"{base}. {more}"
    finding(flow, content, "finding.goods", say.text("Member and goods"), proposal, base)
    nothing = say.text("nothing received in any month: not known, not zero")
    if unassigned:
        nothing = say.text("no case names this Member: not known, not zero")
    silent = [m for m in _silent(content) if m not in members]
    names = by_name(flow, {*(code for code in members if code), *silent})
    rows = [
        HeatRow(
            member_name(flow, code),
            None
            if code in silent
            else [both.get(f"{code} / {one.key}") or _none(one, code) for one in goods],
            members.get(code),
            nothing,
        )
        for code in names
    ]
    if unassigned:
        cells = [both.get(f"{UNKNOWN} / {one.key}") or _none(one, UNKNOWN) for one in goods]
        rows.append(HeatRow(say.text("No Member named"), cells, members.get(UNKNOWN)))
    rows.append(HeatRow(say.text("All"), goods, total, is_sum=True))
    heads = [flow.wording.label("commodity", one.key) for one in goods]
    heat_table(flow, [*heads, say.text("All")], rows, say.text("Member"), has_total=True)
    text = say.text(
        "Quantities are not in this figure: tablets, kilograms and pieces cannot be added. They "
        "stand in figures.csv by goods and unit."
    )
    flow.add([note(text)])


def _none(goods: Figure, code: str) -> Figure:
    """A member that reported has none of these goods."""
    return replace(
        goods,
        figure="cases_by_member_and_goods",
        key=f"{code} / {goods.key}",
        value=Decimal(0),
        records=(),
        last=None,
    )


def _silent(content: Content) -> list[str]:
    return [one.code for one in members_of(content) if one.is_silent]


LISTED = (GRID[0], Column(TEXT, GRID[2].x - 6.0), Column(GRID[2].x, GRID[3].x - 6.0), GRID[3])


def _case_list(flow: Flow, content: Content, total: Figure) -> None:
    say = flow.say
    proposal = say.plural("{count} case", "{count} cases", total.whole)
    base = say.plural(
        "{count} case of {year}, listed because there are fewer than ten cases or three Members",
        "{count} cases of {year}, listed because there are fewer than ten cases or three Members",
        total.whole,
        year=content.head.year,
    )
    if undated := without_date(flow, content):
        base = f"{base}. {undated}"
    finding(flow, content, "finding.goods", say.text("Member and goods"), proposal, base)
    names = (say.text("Reference"), say.text("Case"), say.text("Goods"), say.text("Detected"))
    head = head_row(LISTED, [Cell([(name, HEAD)]) for name in names])
    held = of_year(content.made_of(CaseStudy), content.head.year)
    blocks = [_listed(flow, case) for case in sorted(held, key=lambda one: known_text(one.date))]
    flow.add(table(head, blocks), 4.0)
    flow.moved()


def _listed(flow: Flow, case: CaseStudy) -> list[Slab]:
    wording, say = flow.wording, flow.say
    title = known_text(case.title) or say.text("counted, not named: TLP label")
    goods = wording.code("commodity", case.commodity)
    day = wording.iso(case.date)
    cells = [
        Cell([(case.reference or known_text(case.local_ref) or DASH, LIST_KEY)]),
        Cell([(flow.fitting(say.text("Case"), title), LIST_TEXT)]),
        Cell([(goods.text, LIST_GREY if goods.missing else LIST_TEXT)]),
        Cell([(day.text, LIST_GREY if day.missing else LIST_TEXT)]),
    ]
    return row(LISTED, cells)


def how_detected(flow: Flow, content: Content, total: Figure) -> None:
    say, figures = flow.say, content.figures
    found = figures.set("cases_by_detection")
    known = [one for one in found if one.key]
    if total.whole < FEWEST_CASES or not known:
        return
    proposal = say.text(
        "{known} of {total} cases say what led to the control",
        known=sum(one.whole for one in known),
        total=total.whole,
    )
    if (most := largest({one.key: one.whole for one in found})) is not None:
        proposal = say.text(
            "{way} led to the most controls: {count} of the {known} cases that say it",
            way=flow.wording.label("detection_method", most[0]),
            count=most[1],
            known=most[2],
        )
    has_last = any(one.last is not None for one in found)
    base = say.text(
        "{total} cases of {year} by what led to the control; counts, because bases differ",
        total=total.whole,
        year=content.head.year,
    )
    finding(flow, content, "finding.detected", say.text("How detected"), proposal, base)
    rows = [
        (
            flow.wording.label("detection_method", one.key) if one.key else say.text("not known"),
            one,
        )
        for one in found
    ]
    pair_bars(flow, content, rows, has_last)


# D


def routes(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures = flow.say, content.figures
    pairs = figures.set("cases_by_route")
    known, total = sum(one.whole for one in pairs), figures.get("case_studies")
    if total is None or not total.whole:
        return
    is_drawn = known >= FEWEST_CASES
    part_head(flow, "D", say.text("Routes"))
    if not is_drawn:
        text = say.text(
            "{known} of {total} cases name both a departure and a destination. No figure is drawn "
            "under ten.",
            known=known,
            total=total.whole,
        )
        sentence(flow, say.text("From and to"), text)
        _longest(flow, content)
        flow.hand_on()
        return
    new = {one.key for one in figures.set("routes_new")}
    starts, ends = _ends(pairs, 0), _ends(pairs, 1)
    proposal = say.text(
        "{known} of {total} cases have a known route", known=known, total=total.whole
    )
    counts = _by_end(pairs, 0) | {UNKNOWN: total.whole - known}
    if (most := largest(counts)) is not None:
        proposal = say.text(
            "{count} of the {known} cases with a known route began in {place}",
            count=most[1],
            known=known,
            place=flow.wording.label("country", most[0]),
        )
    base = say.text(
        "{known} of {total} cases name a country of departure and one of destination; the others "
        "are not drawn. Width: cases. Dark: pair not seen in this office's records before {year}",
        known=known,
        total=total.whole,
        year=content.head.year,
    )
    finding(flow, content, "finding.routes", say.text("From and to"), proposal, base)
    _flow_figure(flow, pairs, new, starts, ends)
    _new_routes(flow, content)
    typed(flow, content, "routes", say.text("What it means"))
    _longest(flow, content)
    flow.hand_on()


def _longest(flow: Flow, content: Content) -> None:
    """The case with most stops as a strip, where it has more than its ends and one between."""
    say, found = flow.say, content.figures.get("longest_route")
    if found is None or found.whole < FEWEST_STOPS:
        return
    case = next(one for one in content.made_of(CaseStudy) if named_as(one) in found.records)
    if not known_text(case.title):  # counted, not named: its label is too strict
        return
    proposal = say.plural("{count} stop on one route", "{count} stops on one route", found.whole)
    base = say.plural(
        "{reference}, the longest of {count} route. Broken line: planned, not travelled",
        "{reference}, the longest of {count} routes. Broken line: planned, not travelled",
        found.base,
        reference=named_as(case),
    )
    finding(flow, content, "finding.longest", say.text("The longest"), proposal, base)
    flow.add(route_slabs(flow, stages(known_lines(case.route)), ""), 6.0)
    flow.moved()


def _ends(pairs: Sequence[Figure], side: int) -> list[tuple[str, int]]:
    """Ends with their cases, the most first; beyond six at a side they are "" together."""
    order = sorted(_by_end(pairs, side).items(), key=lambda item: (-item[1], item[0]))
    if len(order) <= MOST_ENDS:
        return order
    rest = sum(value for _, value in order[MOST_ENDS - 1 :])
    return [*order[: MOST_ENDS - 1], ("", rest)]


def _by_end(pairs: Sequence[Figure], side: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in pairs:
        end = one.key.split(" / ")[side]
        found[end] = found.get(end, 0) + one.whole
    return found


def _flow_figure(
    flow: Flow,
    pairs: Sequence[Figure],
    new: set[str],
    starts: Sequence[tuple[str, int]],
    ends: Sequence[tuple[str, int]],
) -> None:
    say = flow.say
    places = [{code: n for n, (code, _) in enumerate(side)} for side in (starts, ends)]
    sums: dict[tuple[int, int, bool], int] = {}
    for one in pairs:
        start, end = one.key.split(" / ")
        left = places[0].get(start, len(starts) - 1)
        right = places[1].get(end, len(ends) - 1)
        key = (left, right, one.key in new)
        sums[key] = sums.get(key, 0) + one.whole
    merged: dict[tuple[int, int], tuple[int, bool]] = {}
    for (left, right, dark), value in sums.items():
        before, was = merged.get((left, right), (0, True))
        merged[left, right] = (before + value, was and dark)
    bands = [Ribbon(left, right, value, dark) for (left, right), (value, dark) in merged.items()]
    x, width, height = TEXT + 118.0, TEXT_WIDTH - 236.0, 190.0
    drawn = ribbons(bands, width, height)
    words = flow.wording.joined(_pair(flow, one) for one in pairs)
    element = drawn_figure(say.labelled(say.text("From and to"), words))
    element.counts = tuple(pairs)
    placed: list[Placed] = [
        (TEXT, HEAD.baseline, set_line(say.text("Departure"), HEAD)),
        (x + width + 8.0, HEAD.baseline, set_line(say.text("Destination"), HEAD)),
    ]
    top = 16.0
    for (code, value), y in zip(starts, drawn.left, strict=True):
        count = set_line(str(value), LIST_TEXT)
        name = flow.wording.label("country", code) if code else say.text("others")
        placed.append((TEXT, top + y + 3.0, set_line(name, LIST_KEY if code else LIST_TEXT)))
        placed.append((x - 8.0 - count.width, top + y + 3.0, count))
    for (code, value), y in zip(ends, drawn.right, strict=True):
        count = set_line(str(value), LIST_TEXT)
        name = flow.wording.label("country", code) if code else say.text("others")
        placed.append((x + width + 8.0, top + y + 3.0, count))
        line = set_line(name, LIST_KEY if code else LIST_TEXT)
        placed.append((x + width + 26.0, top + y + 3.0, line))
    piece = Piece(element, placed, [(x, top, drawn.shapes)])
    flow.add([Slab(top + height + 8.0, pieces=[piece])], 4.0)


def _pair(flow: Flow, one: Figure) -> str:
    start, end = (flow.wording.label("country", code) for code in one.key.split(" / "))
    count = flow.wording.formats.number(one.whole)
    return flow.say.text("{start} to {end} {count}", start=start, end=end, count=count)


def _new_routes(flow: Flow, content: Content) -> None:
    say = flow.say
    new = content.figures.set("routes_new")
    if not new:
        return
    columns = (GRID[0], Column(TEXT, GRID[2].x - 6.0), Column(GRID[2].x, RIGHT))
    head = head_row(
        columns,
        [
            Cell([(say.text("Cases on new pairs"), HEAD)]),
            Cell([(say.text("Departure"), HEAD)]),
            Cell([(say.text("Destination"), HEAD)]),
        ],
    )
    blocks = []
    for one in new[:MOST_NEW]:
        start, end = (flow.wording.label("country", code) for code in one.key.split(" / "))
        pair = [Cell([(text, LIST_TEXT)], is_row_head=True) for text in (start, end)]
        cells = [number(flow, one), *pair]
        blocks.append(row(columns, cells))
    flow.add(table(head, blocks), 10.0)
    text = say.text(
        "“New” is derived: no case of an earlier year in this office's store has the pair. It does "
        "not say that nobody has seen it."
    )
    if (rest := len(new) - MOST_NEW) > 0:
        more = say.plural(
            "{count} more pair is in figures.csv.", "{count} more pairs are in figures.csv.", rest
        )
        text = f"{more} {text}"
    flow.add([note(text)])
