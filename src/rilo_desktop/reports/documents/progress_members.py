"""Part B of a progress report: members, their months, contact points, day of the last news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rilo_desktop.analysis.figures import Figure
from rilo_desktop.analysis.figures.member_figures import MemberYear
from rilo_desktop.drawing import Colour, Line, Rect, Shape
from rilo_desktop.language import N_

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import Element, Role, figure
from ..engine.styles import (
    HEAD,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    NOTE,
    RIGHT,
    TEXT,
    Style,
)
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from ..engine.typesetting import set_line
from .content import Content
from .drawing import Progress
from .figure_blocks import by_key, finding, last_year, month_names, note, number, said, sentence
from .progress_common import (
    by_name,
    member_name,
    members_of,
    not_recorded,
    part_head,
    typed,
    without_member,
)

DASH = "–"


def members(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures = flow.say, content.figures
    held = members_of(content)
    if not held:
        part_head(flow, "B", say.text("Membership and contact points"))
        sentence(
            flow, say.text("Members"), say.text("No Member of this office is in the register.")
        )
        flow.hand_on()
        return
    part_head(flow, "B", say.text("Membership and contact points"))
    silent, total = figures.one("members_silent"), figures.one("members")
    with_cases, cases = figures.one("members_with_cases"), figures.one("case_studies")
    unassigned = without_member(content)
    proposal = say.text(
        "Cases are recorded for {count} of {total} Members; for {silent} nothing at all",
        count=with_cases.whole,
        total=total.whole,
        silent=silent.whole,
    )
    if unassigned:
        proposal = say.text(
            "{count} of {total} cases name no Member, so that nobody is known to be silent",
            count=unassigned,
            total=cases.whole,
        )
    owed, day = figures.one("member_months_owed"), flow.wording.day(content.head.date)
    base = say.text(
        "{total} Members; {owed} months owed; position of {day}",
        total=total.whole,
        owed=said(flow, owed),
        day=day,
    )
    if not owed.whole:
        count = say.plural("{count} Member", "{count} Members", total.whole)
        proposal = not_recorded(flow, content, count)
        base = say.text("{total} Members; position of {day}", total=total.whole, day=day)
    if unassigned:
        more = say.plural(
            "{count} case names no Member", "{count} cases name no Member", unassigned
        )
        base = f"{base}; {more}"
    finding(flow, content, "finding.reporting", say.text("Reporting"), proposal, base)
    of_code = {one.code: one for one in held}
    _member_table(flow, content, [of_code[code] for code in by_name(flow, of_code)])
    _notes(flow, content)
    typed(flow, content, "members", say.text("What was done"))
    flow.hand_on()


def _notes(flow: Flow, content: Content) -> None:
    """What was typed of single Members, in the order of the table."""
    split = [text.partition(":") for text in content.head.said("member")]
    notes = [(member_name(flow, code.strip()), text.strip()) for code, _, text in split]
    lines = [flow.say.labelled(name, text) for name, text in sorted(notes, key=lambda one: one[0])]
    flow.source(flow.say.text("Notes on Members"), "\n".join(lines))


MEMBERS = (
    GRID[0],
    Column(TEXT, TEXT + 112.0),
    Column(GRID[2].x, GRID[2].x + 60.0),
    Column(GRID[2].x + 62.0, GRID[2].x + 111.0, end=True),
    Column(GRID[2].x + 115.0, GRID[2].x + 164.0, end=True),
    Column(RIGHT - 76.0, RIGHT, end=True),
)
BOX, BOX_PITCH = 6.4, 8.9


def _member_table(flow: Flow, content: Content, held: Sequence[MemberYear]) -> None:
    say, year, figures = flow.say, content.head.year, content.figures
    head = head_row(
        MEMBERS,
        [
            Cell([(say.text("Member"), HEAD)]),
            Cell([(say.text("January to December"), HEAD)]),
            Cell([(say.text("Contact point confirmed"), HEAD)]),
            Cell([(say.text("Cases {year}", year=year), HEAD)]),
            Cell([(say.text("Cases {year}", year=year - 1), HEAD)]),
            Cell([(say.text("Last case or nil"), HEAD)]),
        ],
    )
    by_member = by_key(figures.set("cases_by_member"))
    blocks = [_member_row(flow, content, one, by_member.get(one.code)) for one in held]
    if unassigned := by_member.get(""):
        none = Cell([(DASH, LIST_GREY)])
        blocks.append(
            row(
                MEMBERS,
                [
                    Cell([(say.text("No Member named"), LIST_GREY)]),
                    none,
                    none,
                    number(flow, unassigned),
                    last_year(flow, unassigned),
                    none,
                ],
            )
        )
    reported, owed = figures.one("member_months_reported"), figures.one("member_months_owed")
    months = say.text("{count} of {owed} months", count=said(flow, reported), owed=said(flow, owed))
    confirmed = figures.one("contact_points_confirmed")
    total = figures.get("case_studies")
    cells = [
        Cell([(say.text("All"), LIST_KEY)]),
        Cell([(months, LIST_TEXT)], counts=(reported, owed)),
        Cell(
            [(say.text("{count} in {year}", count=confirmed.whole, year=year), LIST_TEXT)],
            counts=(confirmed,),
        ),
        number(flow, total),
        last_year(flow, total),
        Cell([(DASH, LIST_GREY)]),
    ]
    blocks.append(row(MEMBERS, cells, ground=Colour.TINT))
    flow.add(table(head, blocks), 4.0)
    flow.add([_member_legend(flow, content)])


def _member_row(flow: Flow, content: Content, one: MemberYear, cases: Figure | None) -> list[Slab]:
    say, first = flow.say, f"{content.head.year:04d}"
    confirmed = one.confirmed or say.text("none named")
    unknown = say.text("not known") if one.is_silent else "0"
    count = number(flow, cases) if cases else Cell([(unknown, LIST_GREY)])
    cells = [
        Cell([(member_name(flow, one.code), LIST_KEY)]),
        Cell(),
        Cell([(confirmed, _aged(one.confirmed, first))]),
        count,
        last_year(flow, cases),
        Cell([(one.last or DASH, _aged(one.last[:4], first))]),
    ]
    slabs = row(MEMBERS, cells, above=4.6, below=4.2)
    marks = [
        (TEXT + n * BOX_PITCH, slabs[0].height / 2, _month_mark(state))
        for n, state in enumerate(one.months)
        if state
    ]
    if marks:
        cell = slabs[0].cells[1]
        slabs[0].cells = [
            one if one is not cell else replace(cell, is_empty=False) for one in slabs[0].cells
        ]
        drawn = Element(Role.FIGURE, cell.element, alt=_months_told(flow, one.months))
        slabs[0].pieces = [*slabs[0].pieces, Piece(drawn, marks=marks)]
    return slabs


def _months_told(flow: Flow, states: Sequence[str]) -> str:
    """Each state with its months."""
    names = month_names(flow)
    return flow.wording.joined(
        flow.say.labelled(flow.say.text(word), ", ".join(found))
        for state, word in _STATES.items()
        if (found := [name for name, one in zip(names, states, strict=True) if one == state])
    )


def _aged(day: str, first: str) -> Style:
    """In signal what is older than the year; what nobody recorded is no fault of a Member."""
    if not day:
        return LIST_GREY
    return LIST_SIGNAL if day < first else LIST_TEXT


_STATES = {
    "cases": N_("cases"),
    "nil": N_("nil return: nothing to report"),
    "silent": N_("nothing received"),
}


def _month_mark(state: str) -> Sequence[Shape]:
    """Filled: cases. Open with a bar: nil return. Broken edge: nothing received."""
    half = BOX / 2
    if state == "cases":
        return (Rect(0, -half, BOX, BOX, fill=Colour.INK),)
    if state == "nil":
        edge = Rect(0.4, -half + 0.4, BOX - 0.8, BOX - 0.8, Colour.PAPER, Colour.INK, 0.8)
        return (edge, Line(2.0, 0, BOX - 2.0, 0, 0.9))
    return (Rect(0.4, -half + 0.4, BOX - 0.8, BOX - 0.8, None, Colour.INK, 0.6, (1.2, 1.2)),)


def _member_legend(flow: Flow, content: Content) -> Slab:
    say = flow.say
    x = TEXT
    placed: list[Placed] = []
    marks: list[tuple[float, float, Sequence[Shape]]] = []
    words = {
        "cases": say.text("cases"),
        "nil": say.text("nil return: nothing to report"),
        "silent": say.text("nothing received"),
    }
    for state, text in words.items():
        marks.append((x, 8.0, _month_mark(state)))
        line = set_line(text, NOTE)
        placed.append((x + 10.0, 3.0 + NOTE.baseline, line))
        x += 10.0 + line.width + 14.0
    below = note(
        say.text(
            "Members in the order of their names, not of their numbers. Blank: not yet a Member. A "
            "date in heavy print is older than {year}. How quickly a Member reports is said to it "
            "alone, in its feedback sheet.",
            year=content.head.year,
        ),
    )
    alt = say.labelled(say.text("How to read"), say.clauses(words.values()))
    pieces = [Piece(figure(alt), placed, marks)]
    pieces += [piece.lower(11.0) for piece in below.pieces]
    return Slab(11.0 + below.height, pieces=pieces)
