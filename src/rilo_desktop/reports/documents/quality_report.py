"""The return on CEN data quality: members in both years, completeness, ways of detection."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rilo_desktop.analysis.figures import Figure
from rilo_desktop.analysis.figures.largest import UNKNOWN, largest
from rilo_desktop.analysis.figures.reported_figures import of_year
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.drawing import Colour
from rilo_desktop.language import NC_
from rilo_desktop.records import ReportedCount

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Slab
from ..engine.styles import HEAD, LIST_GREY, LIST_KEY, LIST_TEXT, RIGHT, TEXT
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from .content import Content
from .drawing import Drawing, Progress
from .figure_blocks import (
    KeyFigure,
    by_key,
    finding,
    key_figures,
    last_year,
    note,
    number,
    pair_bars,
    said,
    sentence,
)
from .progress_common import asked_for, by_name, member_name, part_head, typed


def _glance(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures, year = flow.say, content.figures, content.head.year
    part_head(flow, "A", say.text("The data at a glance"), new_page=True)
    total, complete = figures.get("cen_records"), figures.get("cen_complete")
    if total is None:
        text = say.text("No member reported CEN records of {year}.", year=year)
        sentence(flow, say.text("CEN records"), text)
        flow.hand_on()
        return
    reporting = sum(one.value is not None for one in figures.set("cen_records_by_member"))
    base = say.text("from {count} of {members} Members", count=reporting, members=total.base)
    shown = [KeyFigure(say.text("CEN records"), total, base)]
    both = by_key(figures.set("cen_comparable"))
    if now := both.get(f"{year:04d}"):
        base = say.text(
            "of the {count} Members that reported both years; {before} in {year}",
            count=now.base,
            before=said(flow, both.get(f"{year - 1:04d}")),
            year=year - 1,
        )
        shown.append(KeyFigure(say.text("In Members that reported both years"), now, base))
    if complete is not None:
        base = say.text("of {count} records", count=said(flow, total))
        shown.append(KeyFigure(say.text("Complete records"), complete, base))
    key_figures(flow, content, shown)
    text = say.text(
        "Two years are compared only for the Members that reported both. A year that a Member did "
        "not report is not known; it is not zero."
    )
    flow.add([note(text)])
    typed(flow, content, "happened", say.text("What this tells us"))
    asked_for(flow, content, say.text("Requests"))
    flow.hand_on()


COLUMNS = (
    GRID[0],
    Column(TEXT, TEXT + 70.0, end=True),
    Column(TEXT + 76.0, GRID[2].x + 10.0, end=True),
    Column(GRID[2].x + 16.0, GRID[3].x + 6.0, end=True),
    Column(GRID[3].x + 12.0, RIGHT, end=True),
)


def _members(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures, year = flow.say, content.figures, content.head.year
    total, complete = figures.get("cen_records"), figures.get("cen_complete")
    if total is None or complete is None:
        return
    part_head(flow, "B", say.text("Members"))
    proposal = say.text(
        "{complete} of {total} records are complete",
        complete=said(flow, complete),
        total=said(flow, total),
    )
    base = say.text("CEN records of {year} as the Members gave them, by name", year=year)
    finding(flow, content, "finding.quality", say.text("Completeness"), proposal, base)
    head = head_row(
        COLUMNS,
        [
            Cell([(say.text("Member"), HEAD)]),
            Cell([(say.text("Records {year}", year=year), HEAD)]),
            Cell([(say.text("Records {year}", year=year - 1), HEAD)]),
            Cell([(say.text(NC_("records", "Complete")), HEAD)]),
            Cell([(say.text("Days to entry, lowest to highest median"), HEAD)]),
        ],
    )
    by_member = by_key(figures.set("cen_records_by_member"))
    held = {known_text(one.member): one for one in of_year(content.made_of(ReportedCount), year)}
    blocks = []
    for code in by_name(flow, by_member):
        one = held[code]
        figure = by_member[code]
        cells = [
            Cell([(member_name(flow, code), LIST_KEY)]),
            number(flow, figure),
            last_year(flow, figure),
            _complete(flow, one),
            _days(flow, one),
        ]
        blocks.append(row(COLUMNS, cells))
    cells = [
        Cell([(say.text("All that reported"), LIST_KEY)]),
        number(flow, total),
        last_year(flow, total),
        number(flow, complete),
        Cell([("–", LIST_GREY)]),
    ]
    blocks.append(row(COLUMNS, cells, ground=Colour.TINT))
    flow.add(table(head, blocks), 4.0)
    flow.hand_on()


def _complete(flow: Flow, one: ReportedCount) -> Cell:
    given = [line.complete for line in known_lines(one.counts) if isinstance(line.complete, int)]
    if not given:
        return Cell([(flow.say.text("not known"), LIST_GREY)])
    return Cell([(flow.wording.formats.number(sum(given)), LIST_TEXT)])


def _days(flow: Flow, one: ReportedCount) -> Cell:
    given = [d for line in known_lines(one.counts) if isinstance(d := line.median_days, int)]
    if not given:
        return Cell([(flow.say.text("not known"), LIST_GREY)])
    words = flow.say.text("{low} to {high}", low=min(given), high=max(given))
    return Cell([(words, LIST_TEXT)])


def _ways(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures = flow.say, content.figures
    ways = _largest(figures.set("cen_records_by_detection"))
    if not ways:
        return
    part_head(flow, "C", say.text("How detected"))
    has_last = any(one.last is not None for one in ways)
    counts = {one.key: one.whole for one in ways}
    known = sum(counts.values()) - counts.get(UNKNOWN, 0)
    number = flow.wording.formats.number
    proposal = say.text("{known} records say what led to them", known=number(known))
    if (most := largest(counts)) is not None:
        proposal = say.text(
            "{way} led to the most records, {count} of the {known} that say it",
            way=flow.wording.label("detection_method", most[0]),
            count=number(most[1]),
            known=number(known),
        )
    base = say.text("CEN records of the Members that reported; bases of the two years differ")
    finding(flow, content, "finding.ways", say.text("How detected"), proposal, base)
    rows = [
        (
            flow.wording.label("detection_method", one.key) if one.key else say.text("not known"),
            one,
        )
        for one in ways
    ]
    pair_bars(flow, content, rows, has_last)
    flow.hand_on()


def _largest(figures: Sequence[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda one: (not one.key, -(one.value or Decimal(0)), one.key))


def _cover(_flow: Flow, _content: Content) -> list[Slab]:
    return []


def _span(_flow: Flow, content: Content) -> str:
    return str(content.head.year)


DRAWING = Drawing(
    parts={"glance": _glance, "members": _members, "ways": _ways}, cover=_cover, span=_span
)
