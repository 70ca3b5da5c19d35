"""The consolidated network report: who sent what, what is late, what came, and likely doubles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rilo_desktop.analysis.counts import CASE_STUDIES
from rilo_desktop.analysis.results import Count
from rilo_desktop.language import N_, NC_
from rilo_desktop.records.translated import best_text

from ..engine.bars import Bar, bar_of_code, bar_slabs
from ..engine.document_builder import Flow, key_figure
from ..engine.layout_blocks import Mark, Slab
from ..engine.structure import Role
from ..engine.styles import (
    HEAD,
    KEY_FIGURE,
    KEY_FIGURE_SIGNAL,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    MM,
    NOTE,
    RIGHT,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, opening_rule, row, table
from .content import Content, NetworkContent, NetworkData, NetworkOffice, SamePair
from .drawing import Drawing, Progress
from .header_footer import office_name

MOST_DUES, CODE_WIDE = 4, 50.0
DUE_WIDE = (RIGHT - LEFT - CODE_WIDE) / MOST_DUES
DUES = (
    Column(LEFT, LEFT + CODE_WIDE - 6.0),
    *(
        Column(LEFT + CODE_WIDE + n * DUE_WIDE, LEFT + CODE_WIDE + (n + 1) * DUE_WIDE - 6.0)
        for n in range(MOST_DUES)
    ),
)
"""As wide as a reference: none is broken."""
OTHERS = (DUES[0], Column(LEFT + CODE_WIDE, RIGHT))
PAIRS = (Column(20 * MM, 80 * MM), Column(84 * MM, 144 * MM), Column(148 * MM, RIGHT))
SENT, LATE, MISSING = N_("Offices that sent"), N_("Received late"), N_("Missing")
NO_BREAK = "\u00a0"


def _data(content: Content) -> NetworkData:
    if not isinstance(content, NetworkContent):
        raise ValueError("a network report is not made of records")
    return content.network


def _cover(flow: Flow, content: Content) -> list[Slab]:
    """Cases of each office."""
    data = _data(content)
    return bar_slabs(
        [Bar(_name(flow, content, o), data.cases_of(o), o.cases, o.code) for o in data.offices]
    )


def _part(flow: Flow, letter: str, title: str, new_page: bool = True) -> None:
    name = flow.say.text("Part {letter}", letter=letter)
    flow.part(name, title, Mark(f"part-{letter}", title, 0, letter, title), new_page)


# Overview


def _overview(flow: Flow, content: Content, _progress: Progress) -> None:
    data = _data(content)
    say, offices = flow.say, data.offices
    _part(flow, "A", say.text("The network at a glance"))
    silent = [
        office
        for office in offices
        if not office.submissions and office.code != content.head.office_code
    ]
    late, missing = data.count("late", LATE), data.count("missing", MISSING)
    active = tuple(office.code for office in offices if office.submissions)
    cases = [data.cases_of(office) for office in offices]
    total = sum(count.value for count in cases)
    sources = tuple(reference for count in cases for reference in count.records)
    cells = [
        key_figure(
            flow,
            Count(len(active), len(offices), SENT, active),
            say.text("of {count}", count=len(offices)),
        ),
        key_figure(flow, late, "", KEY_FIGURE_SIGNAL if late.value else KEY_FIGURE),
        key_figure(flow, missing, "", KEY_FIGURE_SIGNAL if missing.value else KEY_FIGURE),
        key_figure(
            flow,
            Count(total, total, CASE_STUDIES, sources),
            say.plural(
                "{count} action item",
                "{count} action items",
                sum(office.actions for office in offices),
            ),
        ),
    ]
    slabs = row(GRID, cells, below=6.0, of=Role.ITEM)
    opening_rule(slabs, 0.6)
    flow.add(slabs, 2.0)
    flow.paragraph(say.text("Summary"), _summary(flow, content, data, silent))
    flow.hand_on()


def _summary(
    flow: Flow, content: Content, data: NetworkData, silent: Sequence[NetworkOffice]
) -> str:
    say = flow.say
    sentences = [
        say.plural(
            "{count} submission received is in force.",
            "{count} submissions received are in force.",
            sum(len(office.latest) for office in data.offices),
        )
    ]
    if silent:
        names = ", ".join(_name(flow, content, office) for office in silent)
        sentences.append(say.text("Nothing received from: {names}.", names=names))
    if data.pairs:
        sentences.append(
            say.plural(
                "{count} pair of cases is likely one case reported by two offices.",
                "{count} pairs of cases are each likely one case reported by two offices.",
                len(data.pairs),
            )
        )
    sentences.append(
        say.text("Figures count what was received and verified, at the revision in force.")
    )
    if any(one.code == content.head.office_code and one.cases for one in data.offices):
        own = office_name(content, content.head.office_code, flow.wording.language)
        sentences.append(say.text("What is counted for {office} are its own records.", office=own))
    return " ".join(sentences)


def _name(flow: Flow, content: Content, office: NetworkOffice) -> str:
    return office_name(content, office.code, flow.wording.language)


# Papers that are owed, and what else was sent


def _papers(flow: Flow, content: Content, _progress: Progress) -> None:
    """A row for each office, a column for each obligation; further ones are a second table."""
    say, data = flow.say, _data(content)
    _part(flow, "B", say.text("Papers of the offices"), new_page=False)
    if not data.owed:
        flow.paragraph("", say.text("No paper is owed that a submission answers."))
    else:
        flow.paragraph(
            "",
            say.text(
                "Each obligation of the reporting year that a submission answers, with its last "
                "due date that has passed, and whether the next submission is already here."
            ),
        )
    for first in range(0, len(data.owed), MOST_DUES):
        shown = range(first, min(first + MOST_DUES, len(data.owed)))
        columns = DUES[: len(shown) + 1]
        heads = [Cell([(say.text("Office"), HEAD)])]
        heads += [Cell(_owed_head(flow, data, n)) for n in shown]
        rows = [
            row(
                columns,
                [
                    Cell([(office.code, LIST_KEY)]),
                    *(Cell(_state(flow, office, n)) for n in shown),
                ],
            )
            for office in data.offices
        ]
        flow.add(table(head_row(columns, heads), rows), 9.0)
    named = [(one.code, _name(flow, content, one)) for one in data.offices]
    names = flow.wording.joined(f"{code} {name}" for code, name in named if name != code)
    flow.source(say.text("Offices"), names)
    flow.hand_on()


def _owed_head(flow: Flow, data: NetworkData, n: int) -> list[Part]:
    owed = data.owed[n]
    name = best_text(owed.name, flow.wording.language)
    parts: list[Part] = [(name, HEAD)]
    if owed.last:
        parts.append((flow.say.text("was due {date}", date=flow.wording.day(owed.last)), NOTE))
    if owed.next:
        parts.append((flow.say.text("next {date}", date=flow.wording.day(owed.next)), NOTE))
    return parts


def _state(flow: Flow, office: NetworkOffice, n: int) -> list[Part]:
    say, state = flow.say, office.states[n]
    match state.last:
        case "received":
            parts: list[Part] = [(say.text(NC_("a submission", "received")), LIST_TEXT)]
        case "late":
            parts = [(say.text("received late"), LIST_SIGNAL)]
        case "missing":
            parts = [(say.text(NC_("a submission", "missing")), LIST_SIGNAL)]
        case _:
            parts = [(say.text("not due yet"), LIST_GREY)]
    if state.reference:
        parts.append((state.reference, NOTE))
    if state.next == "received":
        parts.append((say.text("the next one is here"), NOTE))
    return parts


def _others(flow: Flow, content: Content, _progress: Progress) -> None:
    """What each office sent beside what it owes: one list an office."""
    say, data = flow.say, _data(content)
    flow.paragraph(
        say.text("Other documents"),
        say.text(
            "The newest submission in force of each other type. Superseded submissions are not "
            "shown."
        ),
    )[-1].glue = True
    head = head_row(
        OTHERS,
        [Cell([(say.text("Office"), HEAD)]), Cell([(say.text("Submissions"), HEAD)])],
    )
    rows = [
        row(OTHERS, [Cell([(one.code, LIST_KEY)]), Cell([_sent(flow, data, one)])])
        for one in data.offices
    ]
    flow.add(table(head, rows), 6.0)
    flow.moved()
    flow.hand_on()


def _sent(flow: Flow, data: NetworkData, office: NetworkOffice) -> Part:
    owed = " ".join(state.reference for state in office.states)
    found = [
        _unbroken(
            flow.say.text(
                "{kind} {reference} rev. {number}, {date}",
                kind=flow.wording.label("submission_type", kind),
                reference=one.reference,
                number=one.revision,
                date=flow.wording.day(one.date),
            )
        )
        for kind in data.types
        if (one := office.latest.get(kind)) is not None and one.reference not in owed
    ]
    return (flow.wording.joined(found), LIST_TEXT) if found else (flow.say.text("none"), LIST_GREY)


def _unbroken(text: str) -> str:
    """A line may end between two entries only."""
    return text.replace(" ", NO_BREAK)


# What came


def _cases(flow: Flow, content: Content, _progress: Progress) -> None:
    say, data = flow.say, _data(content)
    with_cases = [office for office in data.offices if office.cases]
    _part(flow, "C", say.text("The cases of the network"), new_page=False)
    if not with_cases:
        flow.paragraph("", say.text("No case study received yet."))
        return
    flow.paragraph(say.text("By office"), say.text("Case studies by the office that wrote them."))
    flow.slabs[-1].glue = True
    ordered = sorted(with_cases, key=lambda office: -office.cases)
    bars = [Bar(_name(flow, content, o), data.cases_of(o), o.cases, o.code) for o in ordered]
    flow.add(_merged(bar_slabs(bars)), 7.0)
    flow.paragraph(say.text("By area"), say.text("The same cases by enforcement area."))
    flow.slabs[-1].glue = True
    areas = [
        replace(bar_of_code(flow.wording, "enforcement_area", count), code="")
        for count in data.areas
    ]
    flow.add(_merged(bar_slabs(areas)), 7.0)


def _merged(slabs: list[Slab]) -> list[Slab]:
    for slab in slabs[:-1]:
        slab.glue = True
    return slabs


# Likely the same


def _pairs(flow: Flow, content: Content, _progress: Progress) -> None:
    say, pairs = flow.say, _data(content).pairs
    _part(flow, "D", say.text("Likely the same case, reported by two offices"), new_page=False)
    if pairs:
        _pairs_table(flow, pairs)
    else:
        flow.paragraph("", say.text("No two cases of different offices are that much alike."))
    flow.hand_on()


def _pairs_table(flow: Flow, pairs: Sequence[SamePair]) -> None:
    say = flow.say
    flow.paragraph(
        "",
        say.text(
            "The evidence is shown beside each pair. Nothing was merged: two offices may "
            "each hold a part of one case, and people decide."
        ),
    )
    heads = (say.text("One report"), say.text("The other"), say.text("Agree"))
    head = head_row(PAIRS, [Cell([(text, HEAD)]) for text in heads])
    flow.add(table(head, [row(PAIRS, _pair_cells(flow, pair)) for pair in pairs]), 9.0)
    flow.moved()


def _pair_cells(flow: Flow, pair: SamePair) -> list[Cell]:
    cells = []
    for reference, title, day in (
        (pair.reference, pair.title, pair.date),
        (pair.other_reference, pair.other_title, pair.other_date),
    ):
        parts = [(f"{reference} · {day}", LIST_KEY), (flow.fitting(reference, title), LIST_TEXT)]
        cells.append(Cell(parts))
    return [*cells, Cell([(pair.why, LIST_TEXT)])]


DRAWING = Drawing(
    parts={
        "overview": _overview,
        "papers": _papers,
        "others": _others,
        "cases": _cases,
        "pairs": _pairs,
    },
    cover=_cover,
)
