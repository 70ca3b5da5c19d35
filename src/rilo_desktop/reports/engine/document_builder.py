"""The stream of blocks a document is written in: titles, numbered paragraphs, facts, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Colour, Shape

from .abbreviations import seen
from .labels import Value, Wording
from .layout_blocks import Filling, Mark, Piece, Placed, Slab, glued
from .structure import (
    PART_LEVEL,
    RECORD_LEVEL,
    SECTION_LEVEL,
    Counted,
    Element,
    Role,
    heading,
    holding,
    paragraph,
)
from .styles import (
    BODY_TEXT,
    BREAK,
    CHIP,
    FULL_WIDTH,
    HEAVY,
    KEY_FIGURE,
    LABEL,
    LEFT,
    MEASURE,
    MM,
    NOTE,
    NUMBER,
    NUMBERED,
    PART_TITLE,
    RECORD_TITLE,
    RIGHT,
    SECTION,
    TEXT,
    TEXT_WIDTH,
    VALUE,
    VALUE_MISSING,
    Style,
)
from .table_layout import EMPTY, GRID, Cell, opening_rule, row
from .typesetting import Lines, TextLine, set_balanced, set_text

CELL_LIMIT = 600
"""Longer texts of a table stand in a numbered paragraph below it."""
FACT_LIMIT = 200
AFTER_BLOCK, AFTER_TEXT, AFTER_TITLE = 9.0, 5.0, 0.0
WITHIN_TEXT = 3.0
"""Above the second of the paragraphs that stand under one number."""
LABEL_WIDTH = 29 * MM


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a strip: what it is, its value, and what is to be said of it."""

    label: str
    value: Value
    notes: tuple[str, ...] = ()
    chip: str = ""
    mark: Sequence[Shape] = ()
    """Stands before the value."""
    indent: float = 0.0


class Flow:
    """Collects slabs; numbers the paragraphs of the whole document in one sequence."""

    def __init__(self, wording: Wording, filling: Filling | None = None) -> None:
        self.wording = wording
        self.say = wording.say
        self.slabs: list[Slab] = []
        self.abbreviations: set[str] = set()
        """Those that occur in what was handed on."""
        self._filling = filling
        self.number = 0
        self.figure_number = 0
        """Of the last drawn figure."""
        self.proposed: list[tuple[str, str]] = []
        """(place, text) of what the program proposes where nothing is typed."""
        self._gap = AFTER_BLOCK
        """White space above the next paragraph."""
        self._titled = ""
        """The last title: a label of the same words is no heading of its own."""
        self._moved: list[tuple[int, str, str]] = []

    @property
    def in_text(self) -> bool:
        """Was the last thing running text?"""
        return self._gap == AFTER_TEXT

    def hand_on(self) -> None:
        """Gives what is finished to the pages: a document of any length needs little memory."""
        self.abbreviations |= seen(line.text for slab in self.slabs for _, _, line in slab.lines)
        if self._filling is not None:
            self._filling.add(self.slabs)
            self.slabs = []

    def add(self, slabs: Iterable[Slab], before: float = 0.0) -> list[Slab]:
        """A block that is no running text, with white space before it."""
        added = list(slabs)
        if added:
            added[0].before = before
            self.slabs += added
            self._gap = AFTER_BLOCK
        return added

    # Titles

    def kicker(self, text: str, mark: Mark | None = None, before: float = 0.0) -> Slab:
        lines = set_text(text, SECTION, FULL_WIDTH)
        slab = _lines_slab(paragraph(), lines, LEFT, before, 2.6)
        slab.mark, slab.glue = mark, True
        self.slabs.append(slab)
        return slab

    def title(
        self,
        text: str,
        style: Style = RECORD_TITLE,
        after: float = 7.0,
        mark: Mark | None = None,
        level: int = RECORD_LEVEL,
    ) -> list[Slab]:
        """Balanced up to four lines, then it goes on; right-to-left titles stand at the right."""
        lines = set_balanced(text, style, FULL_WIDTH) or set_balanced("–", style, FULL_WIDTH)
        element = holding(heading(PART_LEVEL if style is PART_TITLE else level), text)
        self._titled = text
        slabs = line_slabs(element, lines, LEFT)
        slabs[-1].height += after
        slabs[0].mark = mark
        for slab in slabs:
            slab.glue = True
        self.slabs += slabs
        self._gap = AFTER_TITLE
        return slabs

    def part(self, kicker: str, title: str, mark: Mark, new_page: bool, before: float = 30) -> None:
        """The head of a part or an annex; the kicker ("Annex I") is read with the title."""
        if kicker:
            first = self.kicker(kicker, mark, before)
            named = self.title(title, PART_TITLE, 8.0)[0].pieces[0].element
            if not named.language:
                first.pieces = [replace(piece, element=named) for piece in first.pieces]
        else:
            first = self.title(title, PART_TITLE, 8.0, mark)[0]
            first.before = before
        first.new_page = new_page

    def heavy_rule(self) -> None:
        """Before a record that follows on the page."""
        rule = (LEFT, RIGHT, 12.0, BREAK, Colour.INK)
        self.slabs.append(Slab(26.0, rules=[rule], glue=True, inside=True))

    # Running text

    def paragraph(self, label: str, text: str, counts: Sequence[Counted] = ()) -> list[Slab]:
        """A numbered paragraph with its label in the margin; `counts`: of its numbers."""
        return self._paragraph(label, text, self._next(), counts)

    def _paragraph(
        self, label: str, text: str, number: int, counts: Sequence[Counted] = ()
    ) -> list[Slab]:
        first_of = paragraph(tuple(counts))
        slabs: list[Slab] = []
        for one in [*filter(str.strip, text.split("\n"))] or ["–"]:
            element = holding(paragraph() if slabs else first_of, one)
            more = line_slabs(element, set_text(one, BODY_TEXT, MEASURE), TEXT)
            if slabs and more:
                more[0].before = WITHIN_TEXT
            slabs += more
        slabs = slabs or line_slabs(first_of, set_text("–", BODY_TEXT, MEASURE), TEXT)
        first = slabs[0]
        first.before = self._gap
        baseline = first.lines[0][1]
        (figure,) = set_text(f"{number}.", NUMBERED, 1000)
        own = Piece(first_of, [(NUMBER - figure.width, baseline, figure)])
        first.pieces = [own, *first.pieces]
        labels = set_text(label, SECTION, LABEL_WIDTH) if label else ()
        first.pieces = [*self._margin(label, labels, baseline), *first.pieces]
        slabs[-1].height += max(0.0, len(labels) * SECTION.leading - sum(s.height for s in slabs))
        if len(slabs) > 1:
            slabs[0].glue = slabs[-2].glue = True
        self.slabs += slabs
        self._gap = AFTER_TEXT
        return slabs

    def label(self, label: str, before: float = 9.0) -> Slab:
        """A label in the margin above a block of full width."""
        lines = set_text(label, SECTION, FULL_WIDTH)
        slab = _lines_slab(heading(SECTION_LEVEL), lines, LEFT, before, 2.0)
        slab.glue = True
        self.slabs.append(slab)
        self._gap = AFTER_BLOCK
        return slab

    def source(self, label: str, text: str) -> list[Slab]:
        """Small print in the text column with a label and no number."""
        slabs = [
            Slab(line.style.leading, pieces=[Piece(element, [(TEXT, NOTE.baseline, line)])])
            for element, one in ((holding(paragraph(), one), one) for one in text.split("\n"))
            for line in set_text(one, NOTE, TEXT_WIDTH)
        ]
        if not slabs:
            return []
        labels = set_text(label, SECTION, LABEL_WIDTH)
        slabs[0].pieces = [*self._margin(label, labels, NOTE.baseline), *slabs[0].pieces]
        slabs[0].before = self._gap + 1.0
        slabs[-1].height += max(0.0, (len(labels) - 1) * SECTION.leading) + 1.5
        if len(slabs) > 1:
            slabs[0].glue = slabs[-2].glue = True
        self.slabs += slabs
        self._gap = AFTER_TEXT
        return slabs

    def named(self, label: str) -> Element:
        """What a label is: a heading, or a paragraph where the title above it has said the same."""
        return paragraph() if label == self._titled else heading(SECTION_LEVEL)

    def _margin(self, label: str, labels: Lines, baseline: float) -> list[Piece]:
        """A label in the margin, beside the first line of what it names."""
        lines = [(LEFT, baseline + n * SECTION.leading, line) for n, line in enumerate(labels)]
        return [Piece(self.named(label), lines)] if lines else []

    def _next(self) -> int:
        self.number += 1
        return self.number

    # Text that is too long for a cell

    def fitting(self, label: str, text: str, limit: int = CELL_LIMIT) -> str:
        """The text, or where it is to be found: it goes to a paragraph below the block."""
        if len(text) <= limit:
            return text
        number = self._next()
        self._moved.append((number, label, text))
        return self.say.text("see paragraph {number}", number=number)

    def moved(self) -> None:
        """Prints what did not fit into the block above."""
        waiting, self._moved = self._moved, []
        for number, label, text in waiting:
            self._paragraph(label, text, number)

    # Facts

    def facts(self, rows: Sequence[Sequence[Fact]], before: float = 0.0) -> list[Slab]:
        """A strip of four facts to a row, opened by a heavy rule."""
        within = Element(Role.LIST)
        slabs = [slab for facts in rows for slab in self._fact_row(facts, within)]
        opening_rule(slabs)
        return self.add(glued(slabs), before)

    def _fact_row(self, facts: Sequence[Fact], within: Element) -> list[Slab]:
        cells = [self.fact_cell(fact) for fact in facts]
        cells += [EMPTY] * (len(GRID) - len(cells))
        return row(GRID, cells, below=5.0, of=Role.ITEM, parent=within)

    def fact_cell(self, fact: Fact) -> Cell:
        style = VALUE_MISSING if fact.value.missing else VALUE
        value = self.fitting(fact.label, fact.value.text, FACT_LIMIT)
        notes = [self.fitting(fact.label, note, FACT_LIMIT) for note in fact.notes if note]
        parts = [(fact.label, LABEL), (value, style)]
        if fact.chip:
            parts.append((fact.chip, CHIP))
        parts += [(note, NOTE) for note in notes]
        return Cell(parts, fact.mark, fact.indent, marked=1)

    def labelled_strip(self, label: str, facts: Sequence[Fact]) -> list[Slab]:
        """A strip whose first column holds its label: e-commerce."""
        cells = [
            Cell([(label, SECTION)], is_heading=True),
            *(self.fact_cell(fact) for fact in facts),
        ]
        cells += [EMPTY] * (len(GRID) - len(cells))
        slabs = row(GRID, cells, below=5.0, of=Role.ITEM)
        opening_rule(slabs, HEAVY * 0.75)
        return self.add(slabs, 9.0)


def key_figure(flow: Flow, count: Count, note: str, style: Style = KEY_FIGURE) -> Cell:
    """A number under the name of what it counts; in a row of four, of the role ITEM."""
    label = flow.say.text(count.rule)
    return Cell([(label, LABEL), (str(count.value), style), (note, NOTE)], counts=(count,))


def line_slabs(element: Element, lines: Lines, x: float) -> list[Slab]:
    """Running text: a slab for each line, so that it may go on over pages."""
    return [
        Slab(line.style.leading, pieces=[Piece(element, [_at_start(line, x)])]) for line in lines
    ]


def _lines_slab(element: Element, lines: Lines, x: float, before: float, after: float) -> Slab:
    placed: list[Placed] = []
    y = 0.0
    for line in lines:
        placed.append((x, y + line.style.baseline, line))
        y += line.style.leading
    return Slab(y + after, before, [Piece(element, placed)] if placed else [])


def _at_start(line: TextLine, x: float) -> Placed:
    """Where a line of running text starts: at the right edge for a right-to-left paragraph."""
    return (RIGHT - line.width if line.right_to_left else x, line.style.baseline, line)
