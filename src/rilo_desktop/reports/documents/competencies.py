"""The competency return of an office, and the map of the network: no averages, no sums."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.competencies import (
    HELP_FROM,
    NEEDS_HELP_TO,
    TEACHES,
    CompetencyMatrix,
    as_of,
    level_of,
    matrix,
)
from rilo_desktop.analysis.known_values import known_last
from rilo_desktop.drawing import Colour, Rect, Shape, level_mark
from rilo_desktop.records import CompetencyRating, Office
from rilo_desktop.vocabularies import shipped

from ..engine.document_builder import Fact, Flow
from ..engine.fonts import REGULAR, SEMIBOLD
from ..engine.labels import Value
from ..engine.layout_blocks import Piece, Slab, listing
from ..engine.structure import ARTIFACT, Element, Role, Scope
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
    SECTION,
    TEXT,
    Style,
)
from ..engine.table_layout import (
    BLANK,
    GRID,
    Cell,
    Column,
    DrawnRow,
    Part,
    head_row,
    join,
    opening_rule,
    row,
    table,
)
from ..engine.typesetting import set_line, set_text
from .content import Content
from .drawing import Drawing, Progress
from .one_page import Blamed, check, longest, page_of
from .page_head import page_head, small_print

RETURN = (
    Column(LEFT, 56 * MM),
    Column(TEXT, 92 * MM),
    Column(94 * MM, 114 * MM),
    Column(117 * MM, 138 * MM),
    Column(140 * MM, RIGHT),
)
DASH = "–"
OLD_AFTER_DAYS = 366


def _of_sender(content: Content) -> CompetencyMatrix:
    office = content.head.office_code
    codes = tuple(shipped("competency").items)
    return matrix(content.made_of(CompetencyRating), (office,), codes)


def _is_old(day: str, today: str) -> bool:
    """Is what was stated on this day older than twelve months at the day of the document?"""
    last, now = known_last(day), known_last(today)
    return last is not None and now is not None and (now - last).days > OLD_AFTER_DAYS


# The return of one office


def _levels(flow: Flow, content: Content, progress: Progress) -> None:
    say, found = flow.say, _of_sender(content)
    office = content.head.office_code
    rated = [found.rating(office, one) for one in found.competencies]
    position = say.text("position of {date}", date=flow.wording.day(content.head.date))
    page_head(flow, content, (position,), _return_facts(flow, content, found, rated))
    heads = (
        say.text("Competency"),
        say.text("Level"),
        say.text("Officers who have it"),
        say.text("Stated"),
        say.text("Source"),
    )
    head = head_row(RETURN, [Cell([(text, HEAD)]) for text in heads])
    rows = [
        row(RETURN, _return_cells(flow, content, code, rating), above=1.6, below=1.4)
        for code, rating in zip(found.competencies, rated, strict=True)
    ]
    slabs = table(head, rows)
    opening_rule(slabs, MIDDLE)
    flow.add(slabs, 8.0)
    note = say.text(
        "Number of officers, never their names. The level is the office's own judgement with the "
        "source named; it is not an examination. Not stated is not the same as none."
    )
    small_print(flow, note)
    flow.moved()
    progress(len(content.records))


def _return_facts(
    flow: Flow,
    content: Content,
    found: CompetencyMatrix,
    rated: Sequence[CompetencyRating | None],
) -> list[Fact]:
    say, all_of = flow.say, len(found.competencies)
    stated = [one for one in rated if level_of(one) is not None]
    helps = [one for one in stated if one is not None and one.can_help]
    held = [one for one in stated if one is not None and (level_of(one) or 0) > 0]
    with_staff = [one for one in held if isinstance(one.staff, int)]
    alone = [one for one in with_staff if one.staff == 1]
    old = [one for one in stated if one and _is_old(as_of(one), content.head.date)]
    missing = all_of - len(stated)
    return [
        Fact(
            say.text("Competencies"),
            Value(say.text("{count} of {all} stated", count=len(stated), all=all_of)),
            (say.text("{count} not stated: not the same as none", count=missing),),
        ),
        Fact(
            say.text("Can help other offices"),
            Value(str(len(helps))),
            (say.text("offered to the network, on request"),),
        ),
        Fact(
            say.text("Resting on one officer"),
            Value(str(len(alone))),
            (say.text("of the {count} with a number of officers", count=len(with_staff)),),
        ),
        Fact(
            say.text("Older than a year"),
            Value(str(len(old))),
            (say.text("of the {count} stated", count=len(stated)),),
        ),
    ]


def _return_cells(
    flow: Flow, content: Content, code: str, rating: CompetencyRating | None
) -> list[Cell]:
    say, level = flow.say, level_of(rating)
    name: list[Part] = [(flow.wording.label("competency", code), LIST_KEY)]
    if rating is not None and rating.can_help:
        name.append((say.text("can help other offices"), NOTE))
    words = say.text("not stated") if level is None else level_word(flow, level)
    mark = Cell([(BLANK, LIST_TEXT), (words, NOTE)], level_mark(level))
    if rating is None or level is None:
        return [Cell(name), mark, *(Cell([(DASH, LIST_GREY)]) for _ in range(3))]
    staff = rating.staff if isinstance(rating.staff, int) else None
    officers = (str(staff), LIST_KEY) if staff is not None else (say.text("not known"), LIST_GREY)
    day = as_of(rating)
    old = _is_old(day, content.head.date)
    stated = (flow.wording.iso(day).text, LIST_SIGNAL if old else LIST_TEXT)
    source = flow.fitting(name[0][0], rating.source or "", 120)
    return [
        Cell(name),
        mark,
        Cell([officers]),
        Cell([stated]),
        Cell([(source, LIST_TEXT)] if source else [(say.text("none named"), LIST_GREY)]),
    ]


def level_word(flow: Flow, level: int) -> str:
    return flow.wording.label("competency_level", str(level))


def _asked(flow: Flow, content: Content, _progress: Progress) -> None:
    """What was typed, numbered; nothing where nothing is asked."""
    label = flow.say.text("Asked of others")
    for text in content.head.said("asked"):
        flow.paragraph(label, text)
        label = ""


# The map of the network

TILES_AT, TILE_HIGH, TILE_GAP = TEXT, 13.6, 2.2
MAP_ROW = 16.6
SHADES: dict[int, Colour] = {
    0: Colour.PAPER,
    1: Colour.FEW,
    2: Colour.SOME,
    3: Colour.MANY,
    4: Colour.ACCENT,
}
_ON_ACCENT = Style(SEMIBOLD, 8.2, 11, Colour.PAPER)
_TILE = Style(SEMIBOLD, 8.2, 11)
_SMALL = Style(REGULAR, 6.6, 11, Colour.GREY)
_NAME = Style(REGULAR, 7.8, 9.4)
MOST_OFFICES = 14
LACKING = (GRID[0], Column(TEXT, GRID[2].right), GRID[3])
PAIR_ABOVE, PAIR_BELOW = 2.8, 3.0


def _network(content: Content) -> CompetencyMatrix:
    """Offices that said something, and those of the store that said nothing; by their codes."""
    ratings = content.made_of(CompetencyRating)
    rated = {str(one.office_code) for one in ratings if one.office_code}
    known = {str(one.local_ref) for one in content.made_of(Office) if one.local_ref}
    codes = tuple(shipped("competency").items)
    return matrix(ratings, sorted(rated | known), codes)


def _map(flow: Flow, content: Content, progress: Progress) -> None:
    say, found = flow.say, _network(content)
    said = [one for one in found.offices if not found.said_nothing(one)]
    about = (
        say.text("{count} of {all} offices", count=len(said), all=len(found.offices)),
        say.text("position of {date}", date=flow.wording.day(content.head.date)),
    )
    intro = say.text(
        "Each tile is an office's own judgement on the day it gave it. An empty tile with a broken "
        "edge says that nothing was received; a white one with 0 says that the office has nobody."
    )
    page_head(flow, content, about, _map_facts(flow, found), intro)
    offices = found.offices
    for start in range(0, len(offices), MOST_OFFICES):
        _map_table(flow, found, offices[start : start + MOST_OFFICES])
    _legend(flow, found)
    progress(len(content.records))


def _map_facts(flow: Flow, found: CompetencyMatrix) -> list[Fact]:
    say, all_of = flow.say, len(found.competencies)
    best = {one: found.levels(one) for one in found.competencies}
    nobody = [one for one, levels in best.items() if TEACHES not in levels.values()]
    alone = [one for one, levels in best.items() if list(levels.values()).count(TEACHES) == 1]
    unknown = [one for one, levels in best.items() if not levels]
    silent = [office for office in found.offices if found.said_nothing(office)]
    of_all = say.text("of {count} competencies", count=all_of)
    return [
        Fact(say.text("Nobody can teach"), Value(str(len(nobody))), (of_all,)),
        Fact(say.text("Rest on one office"), Value(str(len(alone))), (of_all,)),
        Fact(say.text("Nobody said anything"), Value(str(len(unknown))), (of_all,)),
        Fact(
            say.text("Nothing received"),
            Value(str(len(silent))),
            (say.text("of {count} offices", count=len(found.offices)),),
        ),
    ]


def _map_table(flow: Flow, found: CompetencyMatrix, offices: Sequence[str]) -> None:
    step = (RIGHT - TILES_AT) / max(len(offices), 1)
    top = DrawnRow()
    first = set_line(flow.say.text("Competency"), HEAD)
    top.cell(LEFT, [(LEFT, 9.6, first)], Scope.COLUMN)
    for at, office in enumerate(offices):
        line, x = set_line(office, HEAD), TILES_AT + step * at
        top.cell(x, [(x + step / 2 - line.width / 2, 9.6, line)], Scope.COLUMN)
    head = Slab(15.0, pieces=top.pieces, cells=top.cells)
    head.rules = [(LEFT, RIGHT, 15.0, MIDDLE, Colour.INK)]
    head.glue = True
    rows = [_map_row(flow, found, code, offices, step) for code in found.competencies]
    for slab in rows:
        slab.head = (head,)
    join([head, *rows])
    flow.add([head, *rows], 6.0)


def _map_row(
    flow: Flow,
    found: CompetencyMatrix,
    code: str,
    offices: Sequence[str],
    step: float,
) -> Slab:
    made = DrawnRow()
    names = set_text(flow.wording.label("competency", code), _NAME, TEXT - LEFT - 6)
    high = max(MAP_ROW, len(names) * _NAME.leading + 1.6)
    top = (high - len(names) * _NAME.leading) / 2
    label = [(LEFT, top + n * _NAME.leading + _NAME.baseline, line) for n, line in enumerate(names)]
    made.cell(LEFT, label, Scope.ROW)
    shapes: list[Shape] = []
    for at, office in enumerate(offices):
        x, y, wide = TILES_AT + step * at, (high - TILE_HIGH) / 2, step - TILE_GAP
        level = found.level(office, code)
        tile = _tile(x, y, wide, level)
        text, style = _tile_text(flow, found, office, level)
        if not text:
            told = Element(Role.FIGURE, made.cell(x), alt=flow.say.text("nothing received"))
            made.pieces.append(Piece(told, marks=[(0.0, 0.0, [tile])]))
            continue
        shapes.append(tile)
        line = set_line(text, style)
        baseline = y + TILE_HIGH / 2 + 0.36 * style.size
        made.cell(x, [(x + (wide - line.width) / 2, baseline, line)])
    drawn = Piece(ARTIFACT, marks=[(0.0, 0.0, shapes)])
    rules = [(LEFT, RIGHT, high, HAIR, Colour.RULE)]
    return Slab(high, pieces=[drawn, *made.pieces], rules=rules, cells=made.cells)


def _tile(x: float, y: float, wide: float, level: int | None) -> Shape:
    if level is None:
        return Rect(x, y, wide, TILE_HIGH, None, Colour.INK, 0.6, (1.4, 1.4))
    edge = Colour.RULE if level < HELP_FROM else None
    return Rect(x, y, wide, TILE_HIGH, SHADES[level], edge, 0.5)


def _tile_text(
    flow: Flow, found: CompetencyMatrix, office: str, level: int | None
) -> tuple[str, Style]:
    if level is None:
        return ("" if found.said_nothing(office) else flow.say.text("n.a."), _SMALL)
    return (str(level), _ON_ACCENT if level == TEACHES else _TILE)


def _legend(flow: Flow, found: CompetencyMatrix) -> None:
    say = flow.say
    x, lines, shapes = TEXT, [], []
    for level in range(TEACHES + 1):
        line = set_line(f"{level} {level_word(flow, level)}", NOTE)
        shapes.append(_tile(x, 2.0, 12.0, level))
        lines.append((x + 15.0, 2.0 + NOTE.baseline + 2.4, line))
        x += 15.0 + line.width + 10.0
    shapes = [
        Rect(one.x, one.y, one.width, 9.0, one.fill, Colour.RULE, 0.5)
        for one in shapes
        if isinstance(one, Rect)
    ]
    drawn = Piece(ARTIFACT, marks=[(0.0, 0.0, shapes)])
    flow.add([Slab(15.0, pieces=[drawn, *listing(lines)])], 4.0)
    silent = ", ".join(one for one in found.offices if found.said_nothing(one))
    words = say.text("n.a.: not stated by the office.")
    if silent:
        words += " "
        words += say.text("Broken edge without a word: nothing received ({names}).", names=silent)
    small_print(flow, words, 0.0)
    flow.hand_on()


def _pairs(flow: Flow, content: Content, _progress: Progress) -> None:
    """Who asks and who can teach; what nobody can teach stands last."""
    say, found = flow.say, _network(content)
    heads = (say.text("Asks"), say.text("Can help"), say.text("Day of both answers"))
    head = head_row(
        GRID,
        [Cell([(say.text("Pairs to begin with"), SECTION)]), *(Cell([(h, HEAD)]) for h in heads)],
    )
    rows = []
    for code in found.competencies:
        matches = found.matches(code)
        if matches:
            asks = list(dict.fromkeys((m.asks, m.asked_level) for m in matches))
            helps = list(dict.fromkeys((m.helper, m.level) for m in matches))
            cells = _pair_cells(flow, found, code, asks, helps)
            rows.append(row(GRID, cells, above=PAIR_ABOVE, below=PAIR_BELOW))
    lacking = [
        one
        for one in found.competencies
        if found.levels(one) and TEACHES not in found.levels(one).values()
    ]
    if lacking:
        names = ", ".join(flow.wording.label("competency", one) for one in lacking)
        rows.append(
            row(
                LACKING,
                [
                    Cell([(say.text("Nobody can teach"), LIST_KEY)]),
                    Cell([(names, LIST_TEXT)]),
                    Cell([(say.text("ask outside the network"), LIST_TEXT)]),
                ],
                above=PAIR_ABOVE,
                below=PAIR_BELOW,
            )
        )
    if rows:
        slabs = table(head, rows)
        opening_rule(slabs)
        flow.add(slabs, 9.0)
    note = say.text(
        "No average is formed over offices or competencies: levels are judgements, not measures. "
        "Asks: level 0 to {most}; can help: level {least}, or an offer of help.",
        most=NEEDS_HELP_TO,
        least=TEACHES,
    )
    small_print(flow, note)
    flow.hand_on()


def _pair_cells(
    flow: Flow,
    found: CompetencyMatrix,
    code: str,
    asks: Sequence[tuple[str, int]],
    helps: Sequence[tuple[str, int]],
) -> list[Cell]:
    days = sorted(
        day
        for office, _ in (*asks, *helps)
        if (rating := found.rating(office, code)) and (day := as_of(rating))
    )
    span = ", ".join(dict.fromkeys((days[0], days[-1]))) if days else DASH
    return [
        Cell([(flow.wording.label("competency", code), LIST_KEY)]),
        Cell([(_offices(flow, asks), LIST_TEXT)]),
        Cell([(_offices(flow, helps), LIST_TEXT)]),
        Cell([(span, LIST_TEXT)]),
    ]


def _offices(flow: Flow, found: Sequence[tuple[str, int]]) -> str:
    by_level: dict[int, list[str]] = {}
    for office, level in found:
        by_level.setdefault(level, []).append(office)
    return flow.say.clauses(
        flow.say.text("{office} level {level}", office=", ".join(offices), level=level)
        for level, offices in by_level.items()
    )


def _longest_source(content: Content) -> Blamed:
    rated = _of_sender(content)
    found = [rated.rating(content.head.office_code, one) for one in rated.competencies]
    return longest((one.source or "", one, "source") for one in found if one)


RETURN_PARTS = {"levels": _levels, "asked": _asked, "check": check}
return_page = page_of(RETURN_PARTS, {"levels": _longest_source, "asked": lambda _: (None, "asked")})


def _return_sheet(flow: Flow, content: Content) -> None:
    return_page(flow, content)


RETURN_DRAWING = Drawing(parts=RETURN_PARTS, cover=None, sheet=_return_sheet, page=return_page)
MAP_DRAWING = Drawing(parts={"map": _map, "pairs": _pairs, "check": check}, cover=None)
