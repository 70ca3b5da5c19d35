"""Evidence of indicators: cases by goods as discs, hit rates with their range, last seen."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.counts import OBSERVED
from rilo_desktop.analysis.hit_rate import FEWEST_CONTROLS, HitRate
from rilo_desktop.analysis.indicator_evidence import (
    OTHER,
    IndicatorEvidence,
    IndicatorRow,
    indicator_evidence,
)
from rilo_desktop.analysis.known_values import known_last
from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Colour, Line, Shape, disc, disc_scale, interval
from rilo_desktop.records import CaseStudy, Control, RiskIndicator

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Marked, Piece, Placed, Slab
from ..engine.structure import ARTIFACT, Scope
from ..engine.styles import (
    HAIR,
    HEAD,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_SIGNAL,
    LIST_TEXT,
    MIDDLE,
    MM,
    NOTE,
    RIGHT,
    TEXT,
    Style,
)
from ..engine.table_layout import DrawnRow, join
from ..engine.typesetting import TextLine, set_cut, set_line, set_text
from .content import Content
from .drawing import Drawing, Progress
from .one_page import check
from .page_head import page_head, small_print

DISCS_AT, WIDEST_STEP = TEXT, 12.4 * MM
RATE_AT, RATE_WIDE = 138 * MM, 32 * MM
ROW, DISC_ROW, STAIR = 26.6, 17.0, 9.6
LAST_WIDE = 16 * MM
DASH = "–"
OLD_AFTER_DAYS = 366


def _found(content: Content) -> IndicatorEvidence:
    return indicator_evidence(
        content.made_of(RiskIndicator), content.made_of(CaseStudy), content.made_of(Control)
    )


def _evidence(flow: Flow, content: Content, progress: Progress) -> None:
    say, found, year = flow.say, _found(content), content.head.year
    period = say.text("period {first} to {last}", first=str(year - 1), last=str(year))
    intro = say.text(
        "Disc: cases in which the indicator was recorded, by goods; area in proportion to the "
        "number beside it. Hit rate: finds among the controls that were made because of the "
        "indicator, with the range in which the true rate lies in 95 of 100 samples (Wilson). "
        "Under {least} controls only the two numbers are printed.",
        least=FEWEST_CONTROLS,
    )
    page_head(flow, content, (period,), (), intro)
    shown = found.with_evidence
    if not shown:
        flow.paragraph("", say.text("No indicator was recorded in a case of this period."))
    else:
        _table(flow, content, found, shown)
    _notes(flow, found)
    progress(len(content.records))
    flow.hand_on()


def _table(
    flow: Flow, content: Content, found: IndicatorEvidence, shown: Sequence[IndicatorRow]
) -> None:
    most = max((len(ids) for row in shown for ids in row.cells.values()), default=1)
    scale = disc_scale(most)
    head = _head(flow, found)
    rows = [_row(flow, content, found, row, scale) for row in shown]
    for slab in rows:
        slab.head = (head,)
    join([head, *rows])
    flow.add([head, *rows], 8.0)
    if scale < 1.0:
        factor = flow.wording.formats.number(round(scale * scale * 100))
        note = flow.say.text("Discs are drawn at {factor} % of their area.", factor=factor)
        small_print(flow, note)


def _head(flow: Flow, found: IndicatorEvidence) -> Slab:
    """Names of goods stand as stairs, one line each with a hairline down: no word is broken."""
    say, many = flow.say, len(found.columns)
    high = (many + 2) * STAIR + 8.0
    foot = high - 5.0
    top = DrawnRow()
    top.cell(LEFT, [(LEFT, foot, set_line(say.text("Indicator"), HEAD))], Scope.COLUMN)
    down: list[Shape] = []
    for at, code in enumerate(found.columns):
        x, y = DISCS_AT + _step(many) * at, foot - STAIR * (many + 1 - at)
        name = set_cut(_column(flow, code), HEAD, RIGHT - x)
        top.cell(x, [(x, y, name)] if name is not None else [], Scope.COLUMN)
        down.append(Line(x + 1.2, y + 3.0, x + 1.2, foot + 1.0, HAIR, Colour.RULE))
    full = set_line("100 %", NOTE)
    scale: list[Placed] = [
        (RATE_AT, foot, set_line("0", NOTE)),
        (RATE_AT + RATE_WIDE - full.width, foot, full),
    ]
    rate = set_line(say.text("Hit rate"), HEAD)
    top.cell(RATE_AT, [(RATE_AT, foot - 9.0, rate)], Scope.COLUMN)
    last = set_line(say.text("Last seen"), HEAD)
    top.cell(RIGHT - LAST_WIDE, [(RIGHT - last.width, foot, last)], Scope.COLUMN)
    rules = [(LEFT, RIGHT, high, MIDDLE, Colour.INK)]
    drawn = Piece(ARTIFACT, scale, marks=[(0.0, 0.0, down)])
    return Slab(high, pieces=[drawn, *top.pieces], rules=rules, glue=True, cells=top.cells)


def _step(many: int) -> float:
    """From column to column: the last one, too, ends before the hit rate."""
    return min(WIDEST_STEP, (RATE_AT - DISCS_AT) / many)


def _column(flow: Flow, code: str) -> str:
    return flow.say.text("Other") if code == OTHER else flow.wording.label("commodity", code)


def _row(
    flow: Flow,
    content: Content,
    found: IndicatorEvidence,
    row: IndicatorRow,
    scale: float,
) -> Slab:
    made = DrawnRow()
    title = set_text(row.indicator.title_text, NOTE, TEXT - LEFT - 6)
    names: list[Placed] = [(LEFT, 11.0, set_line(row.number, LIST_KEY))]
    names += [(LEFT, 21.0 + n * NOTE.leading, line) for n, line in enumerate(title)]
    high = ROW + NOTE.leading * max(0, len(title) - 1)
    made.cell(LEFT, names, Scope.ROW)
    marks: list[Marked] = []
    for at, code in enumerate(found.columns):
        ids = row.cells.get(code, ())
        x = DISCS_AT + _step(len(found.columns)) * at
        count = Count(len(ids), found.cases, OBSERVED, ids, row.number)
        style = LIST_KEY if ids else LIST_GREY
        line = set_line(str(len(ids)), style)
        radius = 0.0
        if shapes := disc(len(ids), scale):
            radius = _radius(shapes)
            marks.append((x + radius, DISC_ROW - 3.0, shapes))
        at_x = x + 2 * radius + (3.0 if radius else 6.0)
        made.cell(x, [(at_x, DISC_ROW, line)], counts=(count,))
    drawn, lines = _rate(flow, row.rate)
    marks.append((RATE_AT, 10.0, drawn))
    made.cell(RATE_AT, lines)
    made.cell(RIGHT - LAST_WIDE, _last_seen(flow, content, row))
    pieces = [Piece(ARTIFACT, marks=marks), *made.pieces]
    rules = [(LEFT, RIGHT, high, HAIR, Colour.RULE)]
    return Slab(high, pieces=pieces, rules=rules, cells=made.cells)


def _radius(shapes: Sequence[Shape]) -> float:
    return float(getattr(shapes[0], "radius", 0.0))


def _rate(flow: Flow, rate: HitRate | None) -> tuple[Sequence[Shape], list[Placed]]:
    """Below the fewest controls only the two numbers; that none was counted is said."""
    say = flow.say
    if rate is None:
        return (), [(RATE_AT, DISC_ROW, set_line(say.text("controls not counted"), LIST_GREY))]
    words = say.plural(
        "{finds} of {count} control", "{finds} of {count} controls", rate.controls, finds=rate.finds
    )
    if rate.controls < FEWEST_CONTROLS:
        return (), [
            (RATE_AT, 11.0, set_line(words, LIST_TEXT)),
            (RATE_AT, 21.0, set_line(say.text("too few for a rate"), NOTE)),
        ]
    drawn = interval(rate.rate, rate.low, rate.high, RATE_WIDE)
    words = say.text(
        "{finds} of {count}: {rate} % ({low} to {high})",
        finds=flow.wording.formats.number(rate.finds),
        count=flow.wording.formats.number(rate.controls),
        rate=round(100 * rate.rate),
        low=round(100 * rate.low),
        high=round(100 * rate.high),
    )
    return drawn, [(RATE_AT, 22.6, set_line(words, NOTE))]


def _last_seen(flow: Flow, content: Content, row: IndicatorRow) -> list[Placed]:
    if not row.last_seen:
        return [_at_end(set_line(DASH, LIST_GREY), DISC_ROW)]
    last, now = known_last(row.last_seen), known_last(str(content.head.year))
    old = last is not None and now is not None and (now - last).days > OLD_AFTER_DAYS
    style: Style = LIST_SIGNAL if old else LIST_TEXT
    lines = [_at_end(set_line(row.last_seen[:7], style), 11.0)]
    if old:
        lines.append(_at_end(set_line(flow.say.text("over a year"), NOTE), 21.0))
    return lines


def _at_end(line: TextLine, y: float) -> Placed:
    return (RIGHT - line.width, y, line)


def _notes(flow: Flow, found: IndicatorEvidence) -> None:
    say = flow.say
    unseen = [row.number for row in found.unseen if row.rate is None]
    if unseen:
        flow.source(
            say.text("None yet"),
            say.text(
                "{numbers}: recorded in no case of the period. That is no proof against them; in "
                "how many controls they were looked for is not known.",
                numbers=", ".join(unseen),
            ),
        )
    together = flow.wording.joined(
        say.plural(
            "{one} with {other} ({count} case)",
            "{one} with {other} ({count} cases)",
            len(pair.cases),
            one=pair.one,
            other=pair.other,
        )
        for pair in found.pairs[:2]
    )
    words = say.text(
        "{links} links of {cases} cases; a case can show several indicators, so that rows and "
        "columns must not be added to cases. {without} cases show none.",
        links=found.links,
        cases=found.cases,
        without=len(found.without),
    )
    if together:
        words += " " + say.text("Seen together more often than apart: {pairs}.", pairs=together)
    flow.source(say.text("How to read"), words)


def _follows(flow: Flow, content: Content, _progress: Progress) -> None:
    label = flow.say.text("What follows")
    for text in content.head.said("follows"):
        flow.paragraph(label, text)
        label = ""
    flow.hand_on()


DRAWING = Drawing(parts={"evidence": _evidence, "follows": _follows, "check": check}, cover=None)
