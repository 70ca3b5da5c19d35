"""Key issues of a year: how the ranks moved, then what is seen, done and asked of each."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.counts import counted
from rilo_desktop.analysis.key_issues import LINKS, Movement, RankedIssue, line_link, ranked
from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Circle, Colour, Rect, Shape, slope
from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import CaseStudy, KeyIssue, Record

from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Marked, Piece, Placed, Slab
from ..engine.structure import figure
from ..engine.styles import (
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
    SHORT_TITLE,
    TEXT,
    Style,
    body_height,
)
from ..engine.table_layout import GRID, Cell, Part, head_row, opening_rule, row, table
from ..engine.typesetting import set_cut, set_line, set_text
from .content import Content
from .drawing import Drawing, Progress
from .one_page import Blamed, check, longest, page_of
from .page_head import page_head, small_print

BEFORE_AT, NOW_AT, NAMES_NOW = 101.5 * MM, 131 * MM, 135 * MM
"""Where the discs of the two years and the names of the newer one stand."""
NAMES_BEFORE = (TEXT, LEFT + 24.0)
"""Where those of the older year stand; the second place where a name has too many lines."""
HEAD_HIGH, LINES = 18.0, 2
MOST = 10
"""Issues that a paper shows."""
CASES = N_("Case studies linked to the key issue.")


def _issues(content: Content) -> tuple[RankedIssue, ...]:
    return ranked(content.made_of(KeyIssue), content.head.year)


def _ranks(flow: Flow, content: Content, _progress: Progress) -> None:
    say, year = flow.say, content.head.year
    found = _issues(content)
    page_head(flow, content, (str(year),), _facts(flow, content, found))
    if not any(one.rank for one in found):
        nothing = say.text("No key issue is ranked in {year}.", year=str(year))
        flow.paragraph("", nothing)
        return
    flow.add([_slopes(flow, content, found)], 8.0)
    note = say.text("Heavy line: has risen; broken: has fallen; thin: unchanged.")
    small_print(flow, note)


def _facts(flow: Flow, content: Content, found: Sequence[RankedIssue]) -> list[Fact]:
    say, year = flow.say, content.head.year
    now = [one for one in found if one.rank is not None]
    before = [one for one in found if one.before is not None]
    new = [one for one in now if one.before is None and before]
    closed = [one for one in found if one.movement is Movement.CLOSED]
    last = say.text("{year}: {count}", year=str(year - 1), count=len(before))
    not_ranked = say.text("{year}: none ranked", year=str(year - 1))
    names = [_name(flow, one.issue) for one in new]
    return [
        Fact(say.text("Key issues"), Value(str(len(now))), (last if before else not_ranked,)),
        Fact(say.text(NC_("key issues", "New")), Value(str(len(new))), (", ".join(names),)),
        Fact(say.text("Not ranked any more"), Value(str(len(closed)))),
        Fact(say.text("Position of"), flow.wording.partial(content.head.date)),
    ]


def _name(flow: Flow, issue: KeyIssue) -> str:
    return title_in(issue, flow.wording.language)


def _slopes(flow: Flow, content: Content, found: Sequence[RankedIssue]) -> Slab:
    """Both years as columns of ranks; what cannot be joined has one disc only."""
    say, year = flow.say, content.head.year
    ranks = [one.rank or 0 for one in found] + [one.before or 0 for one in found]
    high = HEAD_HIGH + _step() * min(max(ranks), MOST) + 4.0
    before_at = _names_before(flow, found)
    lines: list[Placed] = [
        (LEFT, 11.0, set_line(say.text("Rank"), HEAD)),
        (before_at, 11.0, set_line(str(year - 1), HEAD)),
        (NAMES_NOW, 11.0, set_line(str(year), HEAD)),
    ]
    shapes: list[Shape] = []
    under: list[Shape] = []
    for number in range(1, min(max(ranks), MOST) + 1):
        lines.append((LEFT, _middle(number) + 4.5, set_line(str(number), SHORT_TITLE)))
    for one in found:
        name = _name(flow, one.issue)
        if one.before is not None and one.before <= MOST:
            style = LIST_TEXT if one.rank is not None else LIST_GREY
            lines += _two_lines(name, style, before_at, BEFORE_AT - 7.0 - before_at, one.before)
        if one.rank is not None and one.rank <= MOST:
            lines += _two_lines(name, LIST_KEY, NAMES_NOW, RIGHT - NAMES_NOW, one.rank)
        shapes += _line(one)
        if one.before is None and one.rank is not None and one.rank <= MOST:
            word = set_line(say.text("new"), NOTE)
            x, y = NOW_AT - 7.0 - word.width, _middle(one.rank)
            under.append(Rect(x - 1.5, y - 4.5, word.width + 3.0, 9.0, Colour.PAPER))
            lines.append((x, y + 2.6, word))
        if one.movement is Movement.CLOSED and one.before is not None and one.before <= MOST:
            word = set_line(say.text(NC_("a key issue", "closed")), NOTE)
            x, y = BEFORE_AT + 7.0, _middle(one.before)
            under.append(Rect(x - 1.5, y - 4.5, word.width + 3.0, 9.0, Colour.PAPER))
            lines.append((x, y + 2.6, word))
    alt = flow.wording.joined(_told(flow, year, one) for one in found)
    drawn: list[Marked] = [(0.0, 0.0, [*shapes, *under])]
    rules = [
        (LEFT, RIGHT, 0.0, MIDDLE, Colour.INK),
        (LEFT, RIGHT, HEAD_HIGH, MIDDLE, Colour.INK),
        (LEFT, RIGHT, high, MIDDLE, Colour.INK),
    ]
    return Slab(high, pieces=[Piece(figure(alt), lines, drawn)], rules=rules)


def _told(flow: Flow, year: int, one: RankedIssue) -> str:
    """The two ranks of an issue in words."""
    say, name, now, last = flow.say, _name(flow, one.issue), str(year), str(year - 1)
    if one.rank is None:
        return say.text(
            "{name}: not ranked in {year}, rank {before} in {last}",
            name=name,
            year=now,
            before=one.before,
            last=last,
        )
    if one.before is None:
        return say.text("{name}: rank {rank} in {year}, new", name=name, rank=one.rank, year=now)
    return say.text(
        "{name}: rank {rank} in {year}, rank {before} in {last}",
        name=name,
        rank=one.rank,
        year=now,
        before=one.before,
        last=last,
    )


def _names_before(flow: Flow, found: Sequence[RankedIssue]) -> float:
    usual, wide = NAMES_BEFORE
    names = [_name(flow, one.issue) for one in found if one.before is not None]
    room = BEFORE_AT - 7.0 - usual
    return usual if all(len(set_text(name, LIST_TEXT, room)) <= LINES for name in names) else wide


def _step() -> float:
    """Height of a rank: what a page can spare, and two lines of a name at least."""
    return 26.0 if body_height() > 670 else 22.0


def _middle(rank: int) -> float:
    return HEAD_HIGH + _step() * (rank - 0.5)


def _two_lines(text: str, style: Style, x: float, width: float, rank: int) -> list[Placed]:
    """In the middle of its rank; a name of more lines is cut, it stands whole in the table."""
    lines = list(set_text(text, style, width))
    if len(lines) > LINES:
        rest = text[len(lines[0].text) :].strip()
        cut = set_cut(rest, style, width)
        lines = [lines[0], cut] if cut is not None else lines[:1]
    top = _middle(rank) - len(lines) * style.leading / 2
    return [(x, top + n * style.leading + style.baseline, line) for n, line in enumerate(lines)]


def _line(one: RankedIssue) -> list[Shape]:
    before = one.before if one.before is not None and one.before <= MOST else None
    now = one.rank if one.rank is not None and one.rank <= MOST else None
    if before is not None and now is not None:
        y1, y2 = _middle(before), _middle(now)
        return list(slope(BEFORE_AT, y1, NOW_AT, y2, one.movement.value))
    if before is not None:
        return [Circle(BEFORE_AT, _middle(before), 3.4, Colour.PAPER, Colour.INK, 1.3)]
    return [Circle(NOW_AT, _middle(now), 3.4, Colour.INK, None)] if now is not None else []


# What stands behind


def _behind(flow: Flow, content: Content, progress: Progress) -> None:
    say, year = flow.say, content.head.year
    found = [one for one in _issues(content) if one.rank is not None][:MOST]
    heads = (say.text("What is seen"), say.text("What the office does"), say.text("What it asks"))
    head = head_row(GRID, [Cell([(str(year), SECTION)]), *(Cell([(text, HEAD)]) for text in heads)])
    rows = [row(GRID, _cells(flow, content, one)) for one in found]
    if rows:
        slabs = table(head, rows)
        opening_rule(slabs)
        flow.add(slabs, 12.0)
    flow.moved()
    closed = [one.issue for one in _issues(content) if one.movement is Movement.CLOSED]
    if closed:
        names = flow.wording.joined(_closed(flow, issue) for issue in closed)
        small_print(flow, say.text("Not ranked any more: {names}.", names=names))
    progress(len(content.records))


def _closed(flow: Flow, issue: KeyIssue) -> str:
    name = _name(flow, issue)
    why = (issue.dropped_reason or "").rstrip(".")
    return f"{name} ({why})" if why else name


def _cells(flow: Flow, content: Content, one: RankedIssue) -> list[Cell]:
    issue, say = one.issue, flow.say
    name = f"{one.rank} {_name(flow, issue)}"
    count = _cases(content, issue)
    seen: list[Part] = []
    if count is not None:
        seen.append((say.plural("{count} case", "{count} cases", count.value), LIST_TEXT))
    indicators = _names(content, issue, "indicators", short=True)
    if indicators:
        seen.append((say.text("indicators: {names}", names=", ".join(indicators)), LIST_TEXT))
    if issue.reason:
        seen.append((flow.fitting(name, issue.reason), NOTE))
    seen = seen or [(say.text("no case is linked"), LIST_GREY)]
    done = [*_names(content, issue, "action_items"), *_names(content, issue, "products")]
    if issue.activities:
        many = len(issue.activities)
        done.append(say.plural("{count} activity", "{count} activities", many))
    asks = flow.fitting(name, issue.asked) if issue.asked else ""
    return [
        Cell([(name, LIST_KEY)]),
        Cell(seen, counts=(count,) if count is not None else ()),
        Cell([(flow.fitting(name, flow.wording.joined(done)), LIST_TEXT)] if done else _none(flow)),
        Cell([(asks, LIST_TEXT)] if asks else _none(flow)),
    ]


def _none(flow: Flow) -> list[Part]:
    return [(flow.say.text("nothing"), LIST_GREY)]


def _cases(content: Content, issue: KeyIssue) -> Count | None:
    """Linked cases of those that the document names; None where none is linked."""
    found: list[Record] = [
        case for line in issue.cases if (case := content.named(CaseStudy, str(line.case)))
    ]
    if not issue.cases:
        return None
    return counted(found, len(issue.cases), CASES)


def _names(content: Content, issue: KeyIssue, lines: str, short: bool = False) -> list[str]:
    """Of the linked records; by their own number alone where they have one and `short`."""
    _, field = line_link(lines)
    found = []
    for line in getattr(issue, lines):
        record = content.referenced.get(LINKS[lines], {}).get(str(getattr(line, field)))
        if record is None:
            continue
        name = content.name_of(LINKS[lines], record.id) or ""
        found.append(record.local_ref or name if short else name)
    return found


def _longest(content: Content) -> Blamed:
    """The longest text behind the issues; names of linked records count where they are longer."""
    shown = [one.issue for one in _issues(content) if one.rank is not None][:MOST]
    return longest(
        (text, issue, name)
        for issue in shown
        for name, text in (
            ("asked", issue.asked or ""),
            ("reason", issue.reason or ""),
            ("action_items", ", ".join(_names(content, issue, "action_items"))),
            ("products", ", ".join(_names(content, issue, "products"))),
        )
    )


PARTS = {"ranks": _ranks, "behind": _behind, "check": check}
page = page_of(PARTS, {"behind": _longest})


def _sheet(flow: Flow, content: Content) -> None:
    page(flow, content)


DRAWING = Drawing(parts=PARTS, cover=None, sheet=_sheet, page=page)
