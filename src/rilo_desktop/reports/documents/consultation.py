"""What an office says of a draft: where, how much it matters, each comment with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.analysis.consultation import (
    Change,
    Words,
    changed_words,
    has_comment,
    spans,
)
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.drawing import Circle, Colour, Rect, Shape, diagonals
from rilo_desktop.language.spreadsheets import csv_table
from rilo_desktop.records import Consultation, ConsultationParagraph, Product

from ..engine.document_builder import CELL_LIMIT, Fact, Flow
from ..engine.fonts import REGULAR, SEMIBOLD
from ..engine.labels import Value
from ..engine.layout_blocks import Marked, Piece, Placed, Slab
from ..engine.structure import SECTION_LEVEL, Element, figure, heading
from ..engine.styles import (
    HEAD,
    LEFT,
    LIST_KEY,
    LIST_TEXT,
    MIDDLE,
    MM,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
    TEXT_WIDTH,
    Style,
)
from ..engine.table_layout import (
    BLANK,
    GRID,
    Cell,
    Column,
    MixedPart,
    Part,
    head_row,
    opening_rule,
    row,
    table,
)
from ..engine.typesetting import Runs, set_line
from .content import Content
from .drawing import Drawing, Progress, silent
from .one_page import how_to_check
from .page_head import page_head, small_print

COLUMNS = (GRID[0], Column(TEXT, 121 * MM), Column(126 * MM, RIGHT))
IN_A_STRIP = 150
WEIGHTS = ("essential", "preferred", "editorial")
MARK, HIGH, STRIP = 7.0, 16.0, 30.0
"""Side of the mark of a weight; height of a mark in the strip, and of a strip."""
TABLE = "comments.csv"
NEW, GONE = "‹{}›", "[{}]"


@dataclass(frozen=True, slots=True)
class _Comment:
    """`number`: of the comment, from 1."""

    number: int
    line: ConsultationParagraph

    @property
    def weight(self) -> str:
        return known_text(self.line.weight)


def _draft(content: Content) -> Consultation:
    (found,) = content.made_of(Consultation)
    return found


def _comments(draft: Consultation) -> list[_Comment]:
    said = [line for line in draft.paragraphs if has_comment(line)]
    return [_Comment(number, line) for number, line in enumerate(said, 1)]


def _numbers(draft: Consultation) -> list[str]:
    return [known_text(line.number) for line in draft.paragraphs]


def _answer(flow: Flow, content: Content, progress: Progress) -> None:
    draft = _draft(content)
    comments = _comments(draft)
    about = (known_text(draft.subject), known_text(draft.asked_by), _document(flow, content, draft))
    page_head(flow, content, about, _facts(flow, content, draft, comments))
    drawn = figure(flow.say.text("read, no comment"))
    for first in range(0, len(draft.paragraphs), IN_A_STRIP):
        part = draft.paragraphs[first : first + IN_A_STRIP]
        strip = _strip(flow, part, is_first=first == 0)
        flow.add([strip], 8.0 if first == 0 else 0.0)
        drawn = strip.pieces[-1].element
    flow.add([_legend(flow, draft, comments, drawn)], 0.0)
    if draft.overall:
        flow.paragraph(flow.say.text("Position"), draft.overall)
    if comments:
        _table(flow, comments)
    progress(len(content.records))


def _document(flow: Flow, content: Content, draft: Consultation) -> str:
    """The paper that it is the draft of, by its name."""
    name = content.name_of(Product.kind.code, known_text(draft.document))
    return flow.say.text("draft of {document}", document=name) if name else ""


def _facts(
    flow: Flow, content: Content, draft: Consultation, comments: Sequence[_Comment]
) -> list[Fact]:
    say = flow.say
    office = content.head.office_code
    about = {
        "essential": say.text("without them {office} cannot agree", office=office),
        "preferred": say.text("better text, no condition"),
        "editorial": say.text("wording only"),
    }
    count = len(draft.paragraphs)
    asked = ""
    if draft.opened:
        asked = say.text("received {date}", date=flow.wording.day(draft.opened))
    notes = [asked] if asked else []
    unsaid = sum(1 for one in comments if one.weight not in WEIGHTS)
    if unsaid:
        notes.append(
            say.plural(
                "{count} comment without a weight", "{count} comments without a weight", unsaid
            )
        )
    paragraphs = say.plural("{count} paragraph", "{count} paragraphs", count)
    return [
        Fact(say.text("Draft"), Value(paragraphs), tuple(notes)),
        *(
            Fact(
                flow.wording.label("consultation_weight", weight),
                Value(str(sum(1 for one in comments if one.weight == weight))),
                (about[weight],),
            )
            for weight in WEIGHTS
        ),
    ]


# The draft as a strip


def _mark(weight: str, side: float, high: float, top: float = 0.0) -> list[Shape]:
    """Filled, hatched or open; from (0, `top`) down and to the right."""
    ground = Colour.INK if weight == "essential" else Colour.PAPER
    shapes: list[Shape] = [Rect(0.35, top + 0.35, side - 0.7, high - 0.7, ground, Colour.INK, 0.8)]
    if weight == "preferred":
        shapes += diagonals(0.7, top + 0.7, side - 1.4, high - 1.4, Colour.INK, 2.6)
    if weight not in WEIGHTS:
        shapes.append(Circle(side / 2, top + high / 2, 1.0, Colour.INK, None))
    return shapes


def _strip(flow: Flow, part: Sequence[ConsultationParagraph], is_first: bool) -> Slab:
    say = flow.say
    pitch = min(TEXT_WIDTH / max(len(part), 1), 24.0)
    side = max(2.2, min(MARK, pitch - 0.8))
    lines: list[Placed] = []
    marks: list[Marked] = []
    middle = HIGH / 2 + 2.0
    free = TEXT - 1.0
    for at, line in enumerate(part):
        x = TEXT + at * pitch
        if has_comment(line):
            place = x + (pitch - side) / 2
            marks.append((place, middle - HIGH / 2, _mark(known_text(line.weight), side, HIGH)))
        elif known_text(line.position):
            dash = Rect(x + pitch * 0.12, middle - 1.4, pitch * 0.76, 2.8, Colour.RULE)
            marks.append((0.0, 0.0, [dash]))
        else:
            dot = Circle(x + pitch / 2, middle, 0.8, Colour.INK, None)
            marks.append((0.0, 0.0, [dot]))
        named = set_line(known_text(line.number), NOTE)
        start = min(x + pitch / 2 - named.width / 2, RIGHT - named.width)
        if start >= free and (has_comment(line) or at in (0, len(part) - 1)):
            lines.append((start, HIGH + 4.0 + NOTE.baseline, named))
            free = start + named.width + 2.0
    alt = _strip_told(flow, part)
    pieces = [Piece(figure(alt), lines, marks)]
    if is_first:
        label = [(LEFT, SECTION.baseline + 1.0, set_line(say.text("Where"), SECTION))]
        pieces.insert(0, Piece(heading(SECTION_LEVEL), label))
    return Slab(STRIP, pieces=pieces, glue=True)


def _strip_told(flow: Flow, part: Sequence[ConsultationParagraph]) -> str:
    """Which paragraphs have a comment of which weight, which have none, which were not read."""
    say = flow.say
    found: dict[str, list[str]] = {}
    for line in part:
        weight = known_text(line.weight)
        if not has_comment(line):
            word = say.text("read, no comment" if known_text(line.position) else "not read")
        elif weight in WEIGHTS:
            word = flow.wording.label("consultation_weight", weight)
        else:
            word = say.text("without a weight")
        found.setdefault(word, []).append(known_text(line.number))
    told = (say.labelled(word, ", ".join(numbers)) for word, numbers in found.items())
    return say.labelled(say.text("Paragraphs"), flow.wording.joined(told))


def _legend(flow: Flow, draft: Consultation, comments: Sequence[_Comment], strip: Element) -> Slab:
    """Of the strip, a part of its figure: the words of that say what each paragraph has."""
    say = flow.say
    shown: list[tuple[list[Shape], str]] = [
        (_mark(weight, MARK, MARK), flow.wording.label("consultation_weight", weight))
        for weight in WEIGHTS
    ]
    if any(one.weight not in WEIGHTS for one in comments):
        shown.append((_mark("", MARK, MARK), say.text("without a weight")))
    shown.append(([Rect(0, 2.1, MARK, 2.8, Colour.RULE)], say.text("read, no comment")))
    if any(not known_text(line.position) for line in draft.paragraphs):
        shown.append(([Circle(MARK / 2, MARK / 2, 0.8, Colour.INK, None)], say.text("not read")))
    lines: list[Placed] = []
    marks: list[Marked] = []
    x, y = TEXT, 0.0
    for shapes, text in shown:
        line = set_line(text, NOTE)
        if x + MARK + 4.0 + line.width > RIGHT:
            x, y = TEXT, y + NOTE.leading + 2.0
        marks.append((x, y + 1.6, shapes))
        lines.append((x + MARK + 4.0, y + NOTE.baseline, line))
        x += MARK + 4.0 + line.width + 14.0
    return Slab(y + NOTE.leading + 4.0, pieces=[Piece(strip, lines, marks)])


# The table


def _table(flow: Flow, comments: Sequence[_Comment]) -> None:
    say = flow.say
    heads = (say.text("Paragraph and weight"), say.text("Proposal"), say.text("Reason"))
    head = head_row(COLUMNS, [Cell([(text, HEAD)]) for text in heads])
    rows, is_changed = [], False
    for one in comments:
        cells = _cells(flow, one)
        is_changed |= any(not isinstance(text, str) for text, _ in cells[1].parts)
        rows.append(row(COLUMNS, cells))
    slabs = table(head, rows)
    opening_rule(slabs, MIDDLE)
    flow.add(slabs, 9.0)
    if is_changed:
        small_print(flow, say.text("‹ › new words; [ ] words that fall away."))
    flow.moved()


def _cells(flow: Flow, one: _Comment) -> list[Cell]:
    say, line = flow.say, one.line
    name = say.text("Paragraph {number}", number=known_text(line.number))
    first: list[Part] = [(name, LIST_KEY), (say.text("comment {number}", number=one.number), NOTE)]
    marked: Sequence[Shape] = ()
    if one.weight in WEIGHTS:
        marked = _mark(one.weight, MARK, MARK, -MARK / 2)
        first.append((flow.wording.label("consultation_weight", one.weight), LIST_TEXT))
    if known_text(line.position):
        position = flow.wording.label("consultation_position", known_text(line.position))
        first.append((position, NOTE))
    proposal = _proposal(flow, name, line)
    said = [known_text(line.comment), known_text(line.reason)]
    if not proposal:
        proposal = _apart(flow.fitting(name, said.pop(0)))
    reason = _apart("\n".join(flow.fitting(name, text) for text in said if text))
    return [
        Cell(first, marked, MARK + 4.0 if marked else 0.0, marked=2),
        Cell(proposal),
        Cell(reason or [(say.text("no reason given"), NOTE)]),
    ]


def _proposal(flow: Flow, name: str, line: ConsultationParagraph) -> list[MixedPart]:
    proposal = known_text(line.proposal)
    if not proposal:
        return []
    words = changed_words(known_text(line.text), proposal)
    if not words or len(proposal) > CELL_LIMIT:
        return _apart(flow.fitting(name, proposal))
    parts: list[MixedPart] = []
    for runs in by_paragraph(runs_of(words)):
        parts += [GAP] if parts else []
        parts.append((runs, LIST_TEXT))
    gone = [one.text.strip() for one in words if one.change is Change.GONE and one.text.strip()]
    if gone:
        shown = " · ".join(GONE.format(text) for text in gone)
        parts.append((flow.say.text("instead of: {words}", words=shown), NOTE))
    return parts


def _apart(text: str) -> list[MixedPart]:
    """The paragraphs of a text, as the office wrote them."""
    parts: list[MixedPart] = []
    for one in filter(str.strip, text.split("\n")):
        parts += [GAP] if parts else []
        parts.append((one, LIST_TEXT))
    return parts


GAP: MixedPart = (BLANK, Style(LIST_TEXT.weight, LIST_TEXT.size, 4.0, LIST_TEXT.colour))
"""Between two paragraphs of one cell."""


def by_paragraph(runs: Runs) -> list[Runs]:
    """Runs that hold line ends, one paragraph each."""
    found: list[list[tuple[str, str]]] = [[]]
    for text, weight in runs:
        first, *more = text.split("\n")
        found[-1].append((first, weight))
        found += [[(one, weight)] for one in more]
    kept = (tuple((text, weight) for text, weight in one if text) for one in found)
    return [one for one in kept if any(text.strip() for text, _ in one)]


def runs_of(words: Iterable[Words]) -> Runs:
    """The proposal, what is new in it semibold and between signs."""
    found: list[tuple[str, str]] = []
    for one in words:
        change, text = one.change, one.text
        if change is Change.SAME or (change is Change.NEW and not text.strip()):
            found.append((text, REGULAR))
        elif change is Change.NEW:
            inner = text.strip()
            before, _, after = text.partition(inner)
            found += [(before, REGULAR), (NEW.format(inner), SEMIBOLD), (after, REGULAR)]
    return tuple((text, weight) for text, weight in found if text)


# What has no comment


def _without(flow: Flow, content: Content, _progress: Progress) -> None:
    draft, say = _draft(content), flow.say
    quiet = [line for line in draft.paragraphs if not has_comment(line)]
    agreed = [line for line in quiet if line.position == "agree"]
    silent = [line for line in quiet if line.position == "no_comment"]
    unread = [line for line in quiet if not known_text(line.position)]
    label = say.text("Without comment")
    if agreed:
        numbers = _spans(flow, draft, agreed)
        flow.paragraph(
            label,
            say.plural(
                "Paragraph {numbers} was read and is supported as it stands.",
                "Paragraphs {numbers} were read and are supported as they stand.",
                len(agreed),
                numbers=numbers,
            ),
        )
    if silent:
        numbers = _spans(flow, draft, silent)
        flow.paragraph(
            "" if agreed else label,
            say.plural(
                "Paragraph {numbers} was read; the office has no comment.",
                "Paragraphs {numbers} were read; the office has no comment.",
                len(silent),
                numbers=numbers,
            ),
        )
    count = len(draft.paragraphs)
    nothing = say.plural(
        "None: the {count} paragraph was read.", "None of the {count} paragraphs.", count
    )
    flow.paragraph(
        say.text("Not read"),
        say.plural(
            "Paragraph {numbers}.",
            "Paragraphs {numbers}.",
            len(unread),
            numbers=_spans(flow, draft, unread),
        )
        if unread
        else nothing,
    )


def _spans(flow: Flow, draft: Consultation, lines: Iterable[ConsultationParagraph]) -> str:
    chosen = [known_text(line.number) for line in lines]
    return ", ".join(
        first if first == last else flow.say.text("{first} to {last}", first=first, last=last)
        for first, last in spans(_numbers(draft), chosen)
    )


def _check(flow: Flow, content: Content, _progress: Progress) -> None:
    say, head, draft = flow.say, content.head, _draft(content)
    approval = head.approval
    facts = [Fact(say.text("Prepared by"), flow.wording.text(head.prepared_by or None))]
    if approval is not None:
        day = flow.wording.day(approval.on)
        facts.append(Fact(say.text("Approved by"), Value(approval.function), (day,)))
    if draft.closes:
        closes = Value(flow.wording.day(draft.closes))
        facts.append(Fact(say.text("Answer due"), closes, (known_text(draft.closes_source),)))
    flow.facts([facts], 12.0)
    how_to_check(flow, content)


PARTS = {"answer": _answer, "without": _without, "check": _check}


def _sheet(flow: Flow, content: Content) -> None:
    for part in PARTS.values():
        part(flow, content, silent)


def _tables(content: Content) -> Mapping[str, bytes]:
    """Of each paragraph what the office says of it, in the codes of the data."""
    heads = ("paragraph", "heading", "text", "position", "weight", "comment", "proposal", "reason")
    rows = [
        tuple(
            known_text(value)
            for value in (
                line.number,
                line.heading,
                line.text,
                line.position,
                line.weight,
                line.comment,
                line.proposal,
                line.reason,
            )
        )
        for line in _draft(content).paragraphs
    ]
    return {TABLE: csv_table(heads, rows)}


DRAWING = Drawing(parts=PARTS, cover=None, sheet=_sheet, tables=_tables)
