"""The user guide on paper: the help topics, each on a page of its own."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from itertools import groupby

from PIL import Image

from rilo_desktop import __version__
from rilo_desktop.drawn_pages import Pages
from rilo_desktop.help.topics import Block, Run, Topic, picture
from rilo_desktop.language import N_

from ..engine.canvas import Pen
from ..engine.document_builder import Flow, line_slabs
from ..engine.fonts import REGULAR, SEMIBOLD
from ..engine.labels import Wording
from ..engine.layout_blocks import Filling, Mark, Page, Piece, Slab, glued, paginate
from ..engine.structure import (
    NOTE_LEVEL,
    SECTION_LEVEL,
    Element,
    Role,
    figure,
    heading,
    paragraph,
)
from ..engine.styles import (
    BODY_TEXT,
    COVER_LEAD,
    COVER_TITLE,
    FULL_WIDTH,
    LEFT,
    LIST_TEXT,
    MM,
    RIGHT,
    RUNNING,
    RUNNING_KEY,
    SHORT_TITLE,
    Style,
    foot_at,
)
from ..engine.table_layout import Cell, Column, join, row
from ..engine.typesetting import Runs, set_text
from .document import COVER, contents_pages, finished, join_pages, new_canvas
from .glyphs import all_covered
from .header_footer import HEADER

TITLE = N_("User guide")
ABOUT = N_("The help of the program on paper. It was made for version {version}.")
INDENT = 5 * MM
TALLEST = 62 * MM
"""Of a picture: its topic stands on one page."""
PAIR = (Column(LEFT, LEFT + 50 * MM), Column(LEFT + 53 * MM, RIGHT))
QUALITY = 88
MOST_PIXELS = 900
"""On the longer side of a picture: some 230 dots an inch, and the guide stays small."""


@all_covered
def guide(topics: Sequence[Topic], language: str) -> Pages:
    """A PDF in memory; the same bytes for the same topics."""
    wording, file = Wording(language), io.BytesIO()
    canvas = new_canvas(file, language)
    text = "".join(one.text for one in topics)
    canvas._doc.signature = hashlib.md5(text.encode(), usedforsecurity=False)
    canvas.setTitle(f"RILO Desktop: {wording.say.text(TITLE)}")
    canvas.setAuthor("RILO Desktop")
    canvas.setCreator("RILO Desktop")
    canvas.setProducer("RILO Desktop")
    canvas.setDateFormatter(lambda *_: "D:20260101000000Z")
    flow = Flow(wording)
    for topic in topics:
        _topic(flow, topic)
    body = paginate(flow.slabs)
    cover = _cover(wording)
    pages = [*cover, *contents_pages(flow, body, len(cover), False), *body]
    pen = Pen(canvas)
    join_pages(canvas, pen, _Frame(wording), pages, lambda _done: None)
    return finished(canvas, pen, file)


def pages_of(topic: Topic, language: str) -> int:
    """How many pages it takes: one, but for the glossary."""
    flow = Flow(Wording(language))
    _topic(flow, topic)
    filling = Filling()
    filling.add(flow.slabs)
    return len(filling.finish())


class _Frame:
    """Head and foot of each page."""

    def __init__(self, wording: Wording) -> None:
        self._say = wording.say

    def before(self, pen: Pen) -> None:
        """Nothing lies under the text."""

    def said(self, pen: Pen, running: str) -> None:
        pen.words(LEFT, HEADER - 5.6, "RILO Desktop", RUNNING_KEY)
        pen.words(LEFT + 40 * MM, HEADER - 5.6, running or self._say.text(TITLE), RUNNING)

    def after(self, pen: Pen, number: int, total: int) -> None:
        pen.rule(LEFT, RIGHT, HEADER, 0.5)
        pen.rule(LEFT, RIGHT, foot_at(), 0.5)
        page = self._say.text("Page {number} of {total}", number=number, total=total)
        pen.words(LEFT, foot_at() + 9.2, page, RUNNING_KEY)


def _cover(wording: Wording) -> list[Page]:
    say = wording.say
    title = line_slabs(heading(1), set_text("RILO Desktop", COVER_TITLE, FULL_WIDTH), LEFT)
    kind = line_slabs(paragraph(), set_text(say.text(TITLE), COVER_TITLE, FULL_WIDTH), LEFT)
    about = say.text(ABOUT, version=__version__)
    lead = line_slabs(paragraph(), set_text(about, COVER_LEAD, FULL_WIDTH), LEFT)
    space = Slab(70 * MM)
    lead[0].before = 8 * MM
    title[0].mark = Mark(COVER, say.text(TITLE), 0, listed=False)
    return paginate([space, *title, *kind, *lead])


def _topic(flow: Flow, topic: Topic) -> None:
    mark = Mark(f"topic-{topic.key}", topic.title, 1, running=topic.title)
    flow.part("", topic.title, mark, new_page=True, before=0.0)
    for kind, blocks in groupby(topic.blocks, key=lambda block: block.kind):
        flow.slabs += _DRAWN[kind](list(blocks))


def _weighed(runs: Sequence[Run]) -> Runs:
    return tuple((text, SEMIBOLD if strong else REGULAR) for text, strong in runs)


def _lines(
    element: Element, runs: Sequence[Run], style: Style, x: float, before: float
) -> list[Slab]:
    slabs = line_slabs(element, set_text(_weighed(runs), style, RIGHT - x), x)
    if slabs:
        slabs[0].before = before
    return slabs


def _each(draw: Callable[[Block], list[Slab]]) -> Callable[[Sequence[Block]], list[Slab]]:
    return lambda blocks: [slab for block in blocks for slab in draw(block)]


def _heading(block: Block) -> list[Slab]:
    level = SECTION_LEVEL if block.level == 2 else NOTE_LEVEL
    lines = set_text("".join(text for text, _ in block.runs), SHORT_TITLE, FULL_WIDTH)
    slabs = line_slabs(heading(level), lines, LEFT)
    slabs[0].before = 8.0
    slabs[-1].height += 2.0
    for slab in slabs:
        slab.glue = True
    return slabs


def _text(block: Block) -> list[Slab]:
    return _lines(paragraph(), block.runs, BODY_TEXT, LEFT, 5.0)


def _list(blocks: Sequence[Block]) -> list[Slab]:
    within = Element(Role.LIST)
    return [slab for block in blocks for slab in _item(block, Element(Role.ITEM, within))]


def _item(block: Block, item: Element) -> list[Slab]:
    label = Element(Role.LABEL, item)
    slabs = _lines(Element(Role.BODY, item), block.runs, BODY_TEXT, LEFT + INDENT, 2.5)
    sign = f"{block.level}." if block.level > 0 else "•"
    if slabs:
        (mark,) = set_text(sign, BODY_TEXT, INDENT)
        own = Piece(label, [(LEFT, BODY_TEXT.baseline, mark)])
        slabs[0].pieces = [own, *slabs[0].pieces]
    return slabs


def _table(blocks: Sequence[Block]) -> list[Slab]:
    slabs = [slab for block in blocks for slab in _row(block)]
    join([slab for slab in slabs if slab.cells])
    return slabs


def _row(block: Block) -> list[Slab]:
    cells = [Cell([(_weighed(runs), LIST_TEXT)]) for runs in block.cells[:2]]
    role = Role.HEADER if block.level else Role.CELL
    slabs = row(PAIR, cells, above=2.6, below=2.6, of=role)
    return list(glued(slabs))


def _picture(block: Block) -> list[Slab]:
    image = Image.open(io.BytesIO(picture(block.picture))).convert("RGB")
    image.thumbnail((MOST_PIXELS, MOST_PIXELS))
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY)
    ratio = min(FULL_WIDTH / image.width, TALLEST / image.height)
    wide, high = image.width * ratio, image.height * ratio
    alt = "".join(text for text, _ in block.runs)
    photo = (LEFT, 0.0, wide, high, made.getvalue())
    return [Slab(high + 4.0, 6.0, [Piece(figure(alt), photos=[photo])])]


_DRAWN: dict[str, Callable[[Sequence[Block]], list[Slab]]] = {
    "heading": _each(_heading),
    "text": _each(_text),
    "item": _list,
    "row": _table,
    "picture": _each(_picture),
}
"""Blocks of one kind that follow each other."""
