"""The handover dossier: what a successor needs in the first hour, and what is written nowhere else.

No submission: nothing is embedded, and it stays in the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Colour, Rect
from rilo_desktop.language import N_

from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Mark
from ..engine.structure import Role
from ..engine.styles import (
    HEAD,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    MM,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
)
from ..engine.table_layout import EMPTY, GRID, Cell, Column, head_row, opening_rule, row, table
from .content import Content
from .drawing import Drawing, Progress
from .page_head import page_head, small_print

DUE = (GRID[0], Column(TEXT, 118 * MM), Column(120 * MM, 149 * MM), Column(151 * MM, RIGHT))
STEPS = (GRID[0], Column(TEXT, 64 * MM), Column(TEXT + 8 * MM, 94 * MM), Column(97 * MM, RIGHT))
PAIR = (GRID[0], Column(TEXT, 122 * MM), Column(125 * MM, RIGHT))
AGES = (
    Column(GRID[0].x, GRID[0].right - 10 * MM),
    Column(GRID[0].right - 8 * MM, GRID[0].right, end=True),
    *(Column(TEXT + n * 33 * MM, TEXT + (n + 1) * 33 * MM - 4) for n in range(4)),
)
SIGNS = (Column(GRID[0].x, 92 * MM), Column(98 * MM, RIGHT))
SQUARE, SQUARES = 5.4, 9
"""Side of the square of one matter, and how many stand in a cell before the number alone does."""
AGE_LABELS = (
    N_("under a month"),
    N_("one to six months"),
    N_("six to twelve"),
    N_("over a year"),
)


@dataclass(frozen=True, slots=True)
class DueMatter:
    """`day`: ISO, or "" where only `month` is known (2026-12); `what`, `whom`, `said`: printed."""

    day: str
    month: str
    what: str
    whom: str
    said: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class OpenKind:
    """`label`: a message, plural; `ages`: references of those of each age, as `AGE_LABELS`."""

    label: str
    ages: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AskedFunction:
    """`place`: a member's name, or "" for a function of the office itself."""

    place: str
    function: str
    covers: str


@dataclass(frozen=True, slots=True)
class Ending:
    """What stops working on a day (ISO); `before`: what to do until then, a message."""

    day: str
    what: str
    before: str


@dataclass(frozen=True, slots=True)
class FirstStep:
    """`title` and `about`: messages; `values` of `about`."""

    title: str
    about: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class HandoverData:
    """`promised`: (to whom, what, where it is written; "" nowhere); the others are paragraphs."""

    until: str
    taken_by: str
    due: tuple[DueMatter, ...]
    steps: tuple[FirstStep, ...]
    asked: tuple[AskedFunction, ...]
    asked_more: int
    """Functions that are recorded and have no line in `asked`."""
    open: tuple[OpenKind, ...]
    endings: tuple[Ending, ...]
    promised: tuple[tuple[str, str, str], ...] = ()
    advice: tuple[str, ...] = ()
    went_wrong: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HandoverContent(Content):
    handover: HandoverData

    @property
    def count(self) -> int:
        return sum(len(age) for kind in self.handover.open for age in kind.ages)

    lead_count = count


OPEN = N_("Records that are not closed, by kind and by the day they were recorded.")


def _data(content: Content) -> HandoverData:
    if not isinstance(content, HandoverContent):
        raise ValueError("a handover dossier is not made of records")
    return content.handover


def _first_hour(flow: Flow, content: Content, _progress: Progress) -> None:
    say, data = flow.say, _data(content)
    about = (say.text("position of {day}", day=flow.wording.day(content.head.date)),)
    page_head(flow, content, about, _facts(flow, content, data))
    _due(flow, data)
    _steps(flow, data)
    _asked(flow, data)
    flow.hand_on()


def _facts(flow: Flow, content: Content, data: HandoverData) -> list[Fact]:
    say, wording = flow.say, flow.wording
    until = say.text("in office until {day}", day=wording.day(data.until)) if data.until else ""
    soon = sum(one.is_late or bool(one.day) for one in data.due)
    return [
        Fact(say.text("Handed over by"), Value(content.head.prepared_by), (until,)),
        Fact(say.text("Taken over by"), wording.text(data.taken_by or None)),
        Fact(
            say.text("Open matters"),
            Value(wording.formats.number(content.count)),
            (say.plural("{count} of them has a day", "{count} of them have a day", soon),),
        ),
        Fact(
            say.text("Handling"),
            Value(""),
            (say.text("for the office only; do not copy"),),
            chip=content.head.tlp,
        ),
    ]


def _due(flow: Flow, data: HandoverData) -> None:
    say = flow.say
    heads = (
        Cell([(say.text("Due first"), SECTION)]),
        *(
            Cell([(say.text(one), HEAD)])
            for one in (N_("What, and where it stands"), N_("With whom"), N_("Said last"))
        ),
    )
    rows = [
        row(
            DUE,
            [
                Cell([(_when(flow, one), LIST_SIGNAL if one.is_late else LIST_KEY)]),
                Cell([(flow.fitting(say.text("Due first"), one.what, 300), LIST_TEXT)]),
                Cell([(one.whom or say.text("not recorded"), LIST_TEXT)]),
                Cell([(flow.fitting(say.text("Said last"), one.said, 120), LIST_TEXT)]),
            ],
        )
        for one in data.due
    ]
    if not rows:
        nothing = say.text("Nothing has a day that is near or over.")
        rows = [row(DUE, [EMPTY, Cell([(nothing, LIST_GREY)]), EMPTY, EMPTY])]
    flow.add(table(head_row(DUE, heads), rows), 9.0)
    flow.moved()


def _when(flow: Flow, one: DueMatter) -> str:
    say, wording = flow.say, flow.wording
    if not one.day:
        return say.text("{month}, day not announced", month=wording.day(one.month))
    day = wording.day(one.day)
    return say.text("{day}, overdue", day=day) if one.is_late else day


def _steps(flow: Flow, data: HandoverData) -> None:
    say = flow.say
    rows = []
    for number, step in enumerate(data.steps, 1):
        label = Cell([(say.text("First hour"), SECTION)], is_heading=True) if number == 1 else EMPTY
        about = say.text(step.about, **dict(step.values))
        cells = [
            label,
            Cell([(f"{number}", LIST_KEY)]),
            Cell([(say.text(step.title), LIST_KEY)]),
            Cell([(about, LIST_TEXT)]),
        ]
        rows.append(row(STEPS, cells))
    slabs = table(None, rows)
    opening_rule(slabs, 0.6)
    flow.add(slabs, 11.0)


def _asked(flow: Flow, data: HandoverData) -> None:
    say = flow.say
    heads = (N_("Function"), N_("For what"))
    head = [
        Cell([(say.text("Whom to ask"), SECTION)]),
        *(Cell([(say.text(one), HEAD)]) for one in heads),
    ]
    rows = [
        row(
            PAIR,
            [
                Cell([(one.place or say.text("In the house"), LIST_KEY)]),
                Cell([(one.function, LIST_TEXT)]),
                Cell([(one.covers, LIST_TEXT)]),
            ],
        )
        for one in data.asked
    ]
    if not rows:
        nothing = say.text("No contact function is recorded: ask the Secretariat.")
        rows = [row(PAIR, [EMPTY, Cell([(nothing, LIST_GREY)]), EMPTY])]
    flow.add(table(head_row(PAIR, head), rows), 11.0)
    more = ""
    if data.asked_more:
        more = say.plural(
            "{count} more contact function is recorded.",
            "{count} more contact functions are recorded.",
            data.asked_more,
        )
    only = say.text("Functions only. Names and telephone numbers are on a list that is not here.")
    small_print(
        flow,
        f"{more} {only}".lstrip(),
    )


def _signatures(flow: Flow) -> None:
    say = flow.say
    over, taken = N_("Handed over: function, day, sign"), N_("Taken over: function, day, sign")
    cells = [Cell([(say.text(one), NOTE)]) for one in (over, taken)]
    slabs = row(SIGNS, cells, below=4.0, of=Role.PARAGRAPH)
    opening_rule(slabs, 0.6)
    flow.add(slabs, 40.0)


def _what_runs(flow: Flow, content: Content, _progress: Progress) -> None:
    say, data = flow.say, _data(content)
    title = say.text("What runs, and what is written nowhere else")
    flow.part("", title, Mark("part-B", title, 0, "B", title), True)
    _open(flow, content, data)
    _promised(flow, data)
    for label, texts in (
        (say.text("What I would do"), data.advice),
        (say.text("What went wrong"), data.went_wrong),
    ):
        for number, text in enumerate(texts):
            flow.paragraph(label if number == 0 else "", text)
    _endings(flow, data)
    _signatures(flow)
    flow.hand_on()


def _open(flow: Flow, content: Content, data: HandoverData) -> None:
    say = flow.say
    older = sum(len(age) for kind in data.open for age in kind.ages[2:])
    counted = say.plural("{count} matter", "{count} matters", content.count)
    text = say.text(
        "{matters}, {count} of them older than half a year", matters=counted, count=older
    )
    references = tuple(one for kind in data.open for age in kind.ages for one in age)
    count = Count(len(references), len(references), OPEN, references)
    flow.paragraph(say.text("Open matters"), text, (count,))
    head = [EMPTY, EMPTY, *(Cell([(say.text(one), HEAD)]) for one in AGE_LABELS)]
    rows = [row(AGES, _kind_cells(flow, kind)) for kind in data.open if any(kind.ages)]
    if rows:
        flow.add(table(head_row(AGES, head), rows), 6.0)


def _kind_cells(flow: Flow, kind: OpenKind) -> list[Cell]:
    everything = tuple(one for age in kind.ages for one in age)
    whole = Count(len(everything), len(everything), OPEN, everything)
    cells = [
        Cell([(flow.say.text(kind.label), LIST_TEXT)]),
        Cell([(str(len(everything)), LIST_KEY)], counts=(whole,)),
    ]
    for number, age in enumerate(kind.ages):
        count = Count(len(age), len(everything), OPEN, age)
        colour = Colour.SIGNAL if number == len(kind.ages) - 1 else Colour.INK
        marks = tuple(
            Rect(n * (SQUARE + 2), -SQUARE / 2, SQUARE, SQUARE, colour)
            for n in range(min(len(age), SQUARES))
        )
        indent = len(marks) * (SQUARE + 2) + 3 if marks else 0.0
        style = LIST_TEXT if age else LIST_GREY
        cells.append(Cell([(str(len(age)), style)], marks, indent, counts=(count,)))
    return cells


def _promised(flow: Flow, data: HandoverData) -> None:
    if not data.promised:
        return
    say = flow.say
    head = [
        Cell([(say.text("Promised"), SECTION)]),
        Cell([(say.text("What"), HEAD)]),
        Cell([(say.text("Written where"), HEAD)]),
    ]
    rows = [
        row(
            PAIR,
            [
                Cell([(whom, LIST_KEY)]),
                Cell([(flow.fitting(whom, what, 300), LIST_TEXT)]),
                Cell(
                    [(where, LIST_TEXT)]
                    if where
                    else [(say.text("said, not written"), LIST_SIGNAL)]
                ),
            ],
        )
        for whom, what, where in data.promised
    ]
    flow.add(table(head_row(PAIR, head), rows), 11.0)
    flow.moved()


def _endings(flow: Flow, data: HandoverData) -> None:
    say, wording = flow.say, flow.wording
    head = [
        Cell([(say.text("Will stop working"), SECTION)]),
        Cell([(say.text("What"), HEAD)]),
        Cell([(say.text("What to do before"), HEAD)]),
    ]
    rows = [
        row(
            PAIR,
            [
                Cell([(wording.day(one.day), LIST_KEY)]),
                Cell([(flow.fitting(one.day, one.what, 300), LIST_TEXT)]),
                Cell([(say.text(one.before), LIST_TEXT)]),
            ],
        )
        for one in data.endings
    ]
    if not rows:
        nothing = say.text("Nothing with a recorded end ends within a year.")
        rows = [row(PAIR, [EMPTY, Cell([(nothing, LIST_GREY)]), EMPTY])]
    flow.add(table(head_row(PAIR, head), rows), 11.0)
    flow.moved()


def texts_of(data: HandoverData) -> Sequence[str]:
    """What people wrote for it."""
    promised = (text for line in data.promised for text in line)
    return (data.taken_by, *promised, *data.advice, *data.went_wrong)


DRAWING = Drawing(parts={"first hour": _first_hour, "runs": _what_runs}, cover=None)
