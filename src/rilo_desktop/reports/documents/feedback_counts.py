"""What a member entered into CEN, as counts by goods: a part of its feedback sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.member_data import Reported, reported
from rilo_desktop.language import NC_
from rilo_desktop.records import ReportedCount

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Slab
from ..engine.styles import HEAD, LEFT, LIST_GREY, LIST_KEY, LIST_TEXT, RIGHT, SECTION
from ..engine.table_layout import Cell, Column, head_row, row, table
from .content import Content
from .drawing import Progress
from .page_head import small_print

TIGHT = (1.9, 1.9)
"""White space above and below a row where the page is short."""
MOST_GOODS = 6
"""Commodities with a row of their own; the others are one row."""
COLUMNS = (
    Column(LEFT, LEFT + 166.0),
    Column(LEFT + 170.0, LEFT + 236.0, end=True),
    Column(LEFT + 240.0, LEFT + 306.0, end=True),
    Column(LEFT + 310.0, LEFT + 372.0, end=True),
    Column(LEFT + 378.0, RIGHT, end=True),
)


@dataclass(frozen=True, slots=True)
class Goods:
    """Of some commodities. `complete` None: no line says it. `days`: medians of the lines."""

    name: str
    records: int
    before: int | None
    complete: int | None
    days: tuple[int, ...]


def reported_of(content: Content, year: int) -> Reported | None:
    return reported(content.made_of(ReportedCount), content.head.member, year)


def reported_counts(
    flow: Flow, content: Content, _progress: Progress, is_tight: bool = False
) -> None:
    say, year = flow.say, content.head.year
    now, before = reported_of(content, year), reported_of(content, year - 1)
    if now is None:
        return
    label = say.text("Records in CEN")
    if now.records is None:
        text = say.text("Nothing was reported for {year}: not known, and not zero.", year=year)
        flow.source(label, text)
        return
    heads = (
        say.text("Records {year}", year=year),
        say.text("Records {year}", year=year - 1),
        say.text(NC_("records", "Complete")),
        say.text("Days to entry (medians)"),
    )
    head = head_row(COLUMNS, [Cell([(label, SECTION)]), *(Cell([(one, HEAD)]) for one in heads)])
    rows = [_row(flow, one, is_tight) for one in _by_goods(flow, content)]
    flow.add(table(head, rows), 10.0)
    if together := _together(flow, content, now, before):
        small_print(flow, together, 2.0)


def _together(flow: Flow, content: Content, now: Reported, before: Reported | None) -> str:
    """Beside the completeness of all other members together; no year that was not reported."""
    say, number = flow.say, flow.wording.formats.number
    words = []
    if before is not None and before.records is None:
        text = say.text("{year} was not reported: not known.", year=content.head.year - 1)
        words.append(text)
    if now.complete is not None:
        words.append(say.text("{count} of these records are complete.", count=number(now.complete)))
    of = content.totals.get("compared.reported")
    whole = content.totals.get("compared.reported_complete")
    if of and whole is not None:
        words.append(
            say.text(
                "Of all other members together {count} of {total} are complete.",
                count=number(whole),
                total=number(of),
            )
        )
    return " ".join(words)


def _by_goods(flow: Flow, content: Content) -> list[Goods]:
    """The most records first."""
    year, counts = content.head.year, content.made_of(ReportedCount)
    own = [one for one in counts if one.member == content.head.member]
    lines = [(known_text(one.year), line) for one in own for line in known_lines(one.counts)]
    codes = {known_text(line.commodity) for at, line in lines if at == str(year)}
    was_reported = any(at == str(year - 1) for at, _ in lines)

    def of(name: str, some: Sequence[str]) -> Goods:
        found = [line for at, line in lines if at == str(year) and line.commodity in some]
        earlier = [line for at, line in lines if at == str(year - 1) and line.commodity in some]
        complete = [line.complete for line in found if isinstance(line.complete, int)]
        return Goods(
            name,
            sum(line.records for line in found if isinstance(line.records, int)),
            sum(line.records for line in earlier if isinstance(line.records, int))
            if was_reported
            else None,
            sum(complete) if complete else None,
            tuple(line.median_days for line in found if isinstance(line.median_days, int)),
        )

    each = [of(flow.wording.label("commodity", code), [code]) for code in sorted(codes)]
    each.sort(key=lambda one: -one.records)
    if len(each) <= MOST_GOODS:
        return each
    named = [one.name for one in each[:MOST_GOODS]]
    rest = [code for code in codes if flow.wording.label("commodity", code) not in named]
    return [*each[:MOST_GOODS], of(flow.say.text("Other"), rest)]


def _row(flow: Flow, one: Goods, is_tight: bool) -> list[Slab]:
    number, unknown = flow.wording.formats.number, flow.say.text("not known")
    days = unknown
    if one.days:
        low, high = min(one.days), max(one.days)
        days = str(low) if low == high else flow.say.text("{low} to {high}", low=low, high=high)
    cells = [
        Cell([(one.name, LIST_KEY)]),
        Cell([(number(one.records), LIST_KEY)]),
        Cell([(number(one.before) if one.before is not None else "–", LIST_GREY)]),
        Cell([(number(one.complete) if one.complete is not None else unknown, LIST_TEXT)]),
        Cell([(days, LIST_TEXT if one.days else LIST_GREY)]),
    ]
    above, below = TIGHT if is_tight else (2.8, 3.0)
    return row(COLUMNS, cells, above=above, below=below)
