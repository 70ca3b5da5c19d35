"""Documents of exactly one page: their blocks, what they share, and what is too long for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from rilo_desktop.drawing import Colour
from rilo_desktop.records import Record, fields_of
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity

from ..engine.document_builder import Flow
from ..engine.labels import Wording
from ..engine.layout_blocks import Piece, Slab, glued
from ..engine.structure import paragraph
from ..engine.styles import (
    BAND_KEY,
    BAND_NAME,
    BAND_TEXT,
    BREAK,
    LEFT,
    LIST_TEXT,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
    Style,
    body_height,
)
from ..engine.typesetting import TextLine, set_cut, set_line
from .content import Content

RULE = "pages.one"
TOO_LONG = N_("{field} is too long for one page: shorten it by {count} lines.")
TOO_LONG_BY_ONE = N_("{field} is too long for one page: shorten it by one line.")
BAND = 20.0
BLANK = 0.01
NOT_APPROVED = 30.0
"""Room that is kept for who approved it, and for the card that signs it."""


@dataclass(slots=True)
class PageBlock:
    """What one field of the record fills, or a part of the page that `field` names in words where
    the page is of no whole record. `usual`: height that it may take, in points.

    `line`: height of one of its lines. `optional`: it is left out before anything is refused.
    """

    field: str
    usual: float
    line: float
    slabs: list[Slab]
    optional: bool = False
    record: Record | None = None
    """Whose field it is, where the page is of several records; None where `field` is a text that is
    typed for the document."""

    @property
    def height(self) -> float:
        return sum(slab.height + slab.before for slab in self.slabs)


@dataclass(slots=True)
class PageBlocks:
    """The blocks of a page in their order, while they are written."""

    flow: Flow
    found: list[PageBlock] = field(default_factory=list)

    @contextmanager
    def of(
        self,
        name: str,
        usual: float = 0.0,
        line: float = 11.0,
        optional: bool = False,
        record: Record | None = None,
    ) -> Iterator[None]:
        """What is written inside belongs to this field; "" to none that could be shortened."""
        first = len(self.flow.slabs)
        yield
        slabs = self.flow.slabs[first:]
        if slabs:
            self.found.append(PageBlock(name, usual, line, slabs, optional, record))

    def fitted(self) -> list[PageBlock]:
        """Without what may be left out, where there is no room for it; the flow has the same."""
        kept = list(self.found)
        for block in self.found:
            if block.optional and _excess(kept) > 0:
                kept.remove(block)
        self.flow.slabs = [slab for block in kept for slab in block.slabs]
        for slab in self.flow.slabs[:-1]:
            slab.glue = True
        return kept


Draw = Callable[[Flow, Content], list[PageBlock]]
"""Writes the page into the flow, and says what its blocks are."""


def too_long(draw: Draw, content: Content) -> tuple[Finding, ...]:
    """Which field is too long, and by how many lines; nothing where the page holds it all."""
    blocks = draw(Flow(Wording(content.head.language, content.name_of, content.own_codes)), content)
    excess = _excess(blocks) + (0.0 if content.head.approval else NOT_APPROVED)
    if excess <= 0:
        return ()
    block = _longest(blocks, excess)
    return (_finding(content, block, math.ceil(excess / block.line)),)


def _excess(blocks: Sequence[PageBlock]) -> float:
    first = blocks[0].slabs[0].before if blocks else 0.0
    return sum(block.height for block in blocks) - first - body_height() - BLANK


def _longest(blocks: Sequence[PageBlock], excess: float) -> PageBlock:
    """The one that takes most beyond what it usually needs."""
    named = [block for block in blocks if block.field]
    return max(named, key=lambda block: min(block.height - block.usual, excess))


def _finding(content: Content, block: PageBlock, count: int) -> Finding:
    place = _place(content, block)
    return Finding(
        RULE,
        Severity.BLOCKS,
        Nature.STRUCTURE,
        TOO_LONG_BY_ONE if count == 1 else TOO_LONG,
        {"field": Message(place.label), "count": count},
        place,
    )


def _place(content: Content, block: PageBlock) -> FieldPath:
    typed = content.head.spec.message(block.field)
    record = block.record
    if record is None and typed is not None:
        return FieldPath(field=typed.place, label=typed.label)
    if record is None and not content.records:
        return FieldPath(label=block.field)
    if record is None:
        (record,) = content.records
    about = fields_of(type(record))[block.field]
    return FieldPath(
        kind=record.kind.code,
        record=record.id,
        reference=record.reference or record.title_text,
        field=block.field,
        label=about.label,
        section=about.section,
    )


# A page made of parts

Part = Callable[[Flow, Content, Callable[[int], None]], None]
Parts = Mapping[str, Part]
Blamed = tuple[Record | None, str]
"""What is too long where a part is: a record's field, the place of a typed text, or words for the
part; "" for nothing."""


def page_of(parts: Parts, blamed: Mapping[str, Callable[[Content], Blamed]]) -> Draw:
    """Of a document whose parts are one page together. `blamed`: by the name of the part."""

    def page(flow: Flow, content: Content) -> list[PageBlock]:
        return _blocks(flow, content, parts, blamed).fitted()

    return page


def one_or_more(*forms: Parts) -> Callable[[Flow, Content], None]:
    """Of a document that goes on to a second page where it must, and refuses nothing. `forms`: its
    parts, the fullest first; the first form that is one page is taken, else the first."""

    def whole(flow: Flow, content: Content) -> None:
        for form in forms:
            trial = _blocks(Flow(flow.wording), content, form, {})
            if _excess(trial.found) <= 0:
                _blocks(flow, content, form, {}).fitted()
                return
        for block in _blocks(flow, content, forms[0], {}).found:
            glued(block.slabs)

    return whole


def _blocks(
    flow: Flow, content: Content, parts: Parts, blamed: Mapping[str, Callable[[Content], Blamed]]
) -> PageBlocks:
    blocks = PageBlocks(flow)
    for name, draw in parts.items():
        record, of = blamed[name](content) if name in blamed else (None, "")
        with blocks.of(of, line=LIST_TEXT.leading, record=record):
            draw(flow, content, lambda _: None)
    return blocks


def longest(printed: Iterable[tuple[str, Record, str]]) -> Blamed:
    """Whose field the longest of these (printed text, record, field) is."""
    text, record, name = max(printed, key=lambda one: len(one[0]), default=("", None, ""))
    return (record, name) if text else (None, "")


# What these pages share


def band(flow: Flow, name: str, text: str, purpose: str) -> None:
    """Over the title of what must be acted on: white on black, seen from two metres."""
    baseline = (BAND + 0.714 * BAND_NAME.size) / 2
    lines = [
        (LEFT + 6.0, set_line(name, BAND_NAME)),
        (TEXT, _cut(text, BAND_TEXT, RIGHT - TEXT - 90.0)),
    ]
    last = set_line(purpose, BAND_KEY)
    lines.append((RIGHT - 6.0 - last.width, last))
    placed = [Piece(paragraph(), [(x, baseline, line)]) for x, line in lines]
    ground = (LEFT, 0.0, RIGHT - LEFT, BAND, Colour.INK)
    flow.slabs.append(Slab(BAND + 8.0, pieces=placed, grounds=[ground]))


def heavy_head(flow: Flow, name: str, text: str, beside: str) -> None:
    """Over the title of what is for reading: a heavy rule, no ground."""
    label, middle = set_line(name, SECTION), _cut(text, NOTE, 150.0)
    last = _cut(beside, NOTE, RIGHT - TEXT - 160.0)
    lines = [(LEFT, label), (TEXT, middle), (RIGHT - last.width, last)]
    placed = [Piece(paragraph(), [(x, 15.0, line)]) for x, line in lines if line.text]
    rule = (LEFT, RIGHT, BREAK / 2, BREAK, Colour.INK)
    flow.slabs.append(Slab(24.0, pieces=placed, rules=[rule]))


def _cut(text: str, style: Style, width: float) -> TextLine:
    return set_cut(text, style, width) or set_line("", style)


def check(flow: Flow, content: Content, _progress: Callable[[int], None]) -> None:
    """The last part of a document without annexes."""
    how_to_check(flow, content)


def how_to_check(flow: Flow, content: Content) -> None:
    """The short form, for documents of one page."""
    head, say = content.head, flow.say
    read = say.text(
        "Without RILO Desktop: a PDF reader that shows signatures (a browser does not) must say "
        "that nothing was changed since it was signed; “identity unknown” is no fault."
    )
    if head.card:
        compare = say.text(
            "Compare the card {card} with the one you were given by hand.", card=head.card
        )
    else:
        compare = say.text("Compare the card with the one you were given by hand.")
    call = say.text(
        "In doubt call {office} on a line that you already have.", office=head.office_code
    )
    slabs = glued(flow.source(say.text("How to check"), f"{read} {compare} {call}"))
    slabs[0].follows = True
