"""Blocks that alerts and bulletins share: titles, stages, small pictures."""

from __future__ import annotations

from collections import Counter

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.drawing import Colour, Rect, step_arrow, step_mark
from rilo_desktop.records import CaseStudy, Product

from ..engine.callout import titled
from ..engine.document_builder import Flow, line_slabs
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import (
    ARTIFACT,
    SECTION_LEVEL,
    TITLE_LEVEL,
    Element,
    Role,
    figure,
    heading,
    holding,
    paragraph,
)
from ..engine.styles import (
    COLUMNS,
    ENDS,
    FULL_WIDTH,
    HAIR,
    HEAD,
    LEFT,
    LIST_KEY,
    LIST_TEXT,
    MM,
    NOTE,
    SECTION,
    Style,
)
from ..engine.table_layout import EMPTY, GRID, Cell, head_row, row, table
from ..engine.typesetting import set_balanced, set_text
from .content import Content

ABOVE_TEXT = 14.0
"""From the top of a stage's square to its text."""
PICTURE_HEIGHT = 30 * MM
ACROSS = len(COLUMNS)


def title_slabs(text: str, style: Style, after: float, as_text: bool = False) -> list[Slab]:
    """A title of one page, or the sentence under it, over the whole width."""
    set_lines = set_text if as_text else set_balanced
    lines = set_lines(text, style, FULL_WIDTH) or set_lines("–", style, FULL_WIDTH)
    element = holding(paragraph() if as_text else heading(TITLE_LEVEL), text)
    slabs = line_slabs(element, lines, LEFT)
    slabs[-1].height += after
    return slabs


def approval_words(flow: Flow, content: Content) -> str:
    """Who approved it, in few words."""
    say, head = flow.say, content.head
    if head.draft:
        return say.text("not approved")
    if head.office_of_one:
        return say.text("by its author: no second officer")
    if head.approval is None:
        return say.text("not recorded")
    day = flow.wording.day(head.approval.on)
    return say.text("{function}, {date}", function=head.approval.function, date=day)


def graded_cases(flow: Flow, content: Content) -> str:
    """How many of the cases have which grade: "B2 (11)"."""
    grades = Counter(known_text(c.source_grade) for c in content.all_referenced(CaseStudy))
    ungraded = flow.say.text("not graded")
    return ", ".join(f"{grade or ungraded} ({count})" for grade, count in sorted(grades.items()))


def references_of(content: Content) -> str:
    cases = content.all_referenced(CaseStudy)
    return ", ".join(sorted(case.local_ref or "" for case in cases if case.local_ref))


def readers_table(flow: Flow, content: Content) -> None:
    """For whom it is, as it was typed: reader; what is in it; what helps; what does not."""
    say, typed = flow.say, content.head.said("readers")
    if not typed:
        return
    heads = (
        (say.text("For whom"), SECTION),
        (say.text("What is in it"), HEAD),
        (say.text("What helps"), HEAD),
        (say.text("What does not"), HEAD),
    )
    rows = []
    for text in typed:
        reader, *said = [part.strip() for part in text.split(";", len(GRID) - 1)]
        cells = [Cell([(reader, LIST_KEY)]), *(Cell([(one, LIST_TEXT)]) for one in said)]
        rows.append(row(GRID, [*cells, *[EMPTY] * (len(GRID) - len(cells))]))
    flow.add(table(head_row(GRID, [Cell([one]) for one in heads]), rows), 11.0)


def beside(slabs: list[Slab], label: str, above: float = 3.0) -> None:
    """A label in the margin, at the first line of a block in the text column."""
    titled(slabs)
    (cells,) = row((GRID[0],), [Cell([(label, SECTION)], is_heading=True)], None, above, 0.0)
    slabs[0].pieces = [*cells.pieces, *slabs[0].pieces]
    slabs[-1].height += max(0.0, cells.height - sum(slab.height for slab in slabs))


def method_slabs(flow: Flow, product: Product) -> list[Slab]:
    """How it works: numbered stages from left to right, four to a row."""
    stages = [stage for stage in known_lines(product.method) if known_text(stage.note)]
    slabs: list[Slab] = []
    for first in range(0, len(stages), ACROSS):
        pieces: list[Piece] = []
        within, foot = Element(Role.LIST), 0.0
        shown = stages[first : first + ACROSS]
        for n, stage in enumerate(shown):
            x, width = COLUMNS[n], ENDS[n] - COLUMNS[n]
            marks = [(x, 0.0, step_mark(first + n + 1))]
            if n + 1 < len(shown):
                length = COLUMNS[n + 1] - x - 16.0
                marks.append((x + 13.0, 0.0, step_arrow(round(length, 2))))
            pieces.append(Piece(ARTIFACT, marks=marks))
            item, y = Element(Role.ITEM, within), ABOVE_TEXT
            for role, text, style in (
                (Role.LABEL, known_text(stage.name), LIST_KEY),
                (Role.BODY, str(stage.note), NOTE),
            ):
                lines: list[Placed] = []
                for line in set_text(text, style, width):
                    lines.append((x, y + line.style.baseline, line))
                    y += line.style.leading
                if lines:
                    pieces.append(Piece(Element(role, item), lines))
            foot = max(foot, y)
        slabs.append(Slab(foot + 3.0, pieces=pieces))
    if slabs:
        _labelled(slabs[0], flow.say.text("How it works"))
    return slabs


def photo_slabs(flow: Flow, content: Content, product: Product) -> list[Slab]:
    """Small pictures side by side, each with its caption; four to a row."""
    photos = content.photos.get(product.id, ())
    shown = [
        (number, photo, picture)
        for number, (photo, picture) in enumerate(
            zip(photos, known_lines(product.pictures), strict=False), 1
        )
        if photo is not None
    ]
    slabs: list[Slab] = []
    for first in range(0, len(shown), ACROSS):
        pieces: list[Piece] = []
        foot = 0.0
        for n, (number, photo, picture) in enumerate(shown[first : first + ACROSS]):
            x, width = COLUMNS[n], ENDS[n] - COLUMNS[n]
            share = min(width / photo.width, PICTURE_HEIGHT / photo.height)
            wide, high = photo.width * share, photo.height * share
            called = flow.say.text("Picture {number}", number=number)
            text = f"{called}. {known_text(picture.caption)}".strip()
            shape = figure(text)
            edge = Rect(0, 0, wide, high, fill=None, stroke=Colour.RULE, line=HAIR)
            pieces.append(Piece(shape, photos=[(x, 0.0, wide, high, photo.content)]))
            pieces.append(Piece(ARTIFACT, marks=[(x, 0.0, [edge])]))
            y, caption = high + 3.0, Element(Role.CAPTION, shape)
            for line in set_text(text, NOTE, width):
                pieces.append(Piece(caption, [(x, y + line.style.baseline, line)]))
                y += line.style.leading
            foot = max(foot, y)
        slabs.append(Slab(foot, pieces=pieces))
    return slabs


def _labelled(slab: Slab, label: str) -> None:
    """A label above a block of full width, in its first row."""
    (line,) = set_text(label, SECTION, FULL_WIDTH)
    room = SECTION.leading + 3.0
    slab.pieces = [
        Piece(heading(SECTION_LEVEL), [(LEFT, SECTION.baseline, line)]),
        *(piece.lower(room) for piece in slab.pieces),
    ]
    slab.height += room
