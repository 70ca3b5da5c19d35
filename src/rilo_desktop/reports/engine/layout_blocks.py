"""A document as a stack of slabs: strips as wide as the page that are never broken inside.

A line of running text is a slab, a row of a table, a route. Pages are filled from the top in one
pass, so that time grows with the length of the document and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from rilo_desktop.drawing import Colour, Shape

from .canvas import Pen
from .chips import draw_chip
from .structure import ARTIFACT, Element, Role
from .styles import TOP, VALUES, body_height
from .tagging import Marking
from .typesetting import TextLine

Placed = tuple[float, float, TextLine]
"""x, distance of the baseline from the slab's top, line."""
Marked = tuple[float, float, Sequence[Shape]]
"""x, distance from the slab's top, shapes around (0, 0)."""
Ruled = tuple[float, float, float, float, Colour]
"""x1, x2, distance from the slab's top, width, colour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that contents, outline and running head know. `level` 0 is a part."""

    key: str
    title: str
    level: int
    code: str = ""
    """What stands in the margin of the contents."""
    running: str = ""
    """What the running head says after the kind of document."""
    listed: bool = True
    """In the contents, not only in the outline."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a slab holds of one element of the document's structure. One that holds nothing says
    that the element is there: an empty cell."""

    element: Element
    lines: Sequence[Placed] = ()
    marks: Sequence[Marked] = ()
    chips: Sequence[tuple[str, float, float]] = ()
    """Code of a TLP label, x, distance from the slab's top."""
    photos: Sequence[tuple[float, float, float, float, bytes]] = ()
    """x, distance from the slab's top, width, height, JPEG."""

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.marks or self.chips or self.photos)

    def draw(self, pen: Pen, top: float) -> None:
        pen.belong(self.element)
        for x, y, width, height, jpeg in self.photos:
            pen.photo(x, top + y, width, height, jpeg)
        for x, y, shapes in self.marks:
            pen.shapes(shapes, x, top + y)
        for x, y, line in self.lines:
            pen.line(x, top + y, line)
        for code, x, y in self.chips:
            draw_chip(pen, code, x, top + y)

    def lower(self, by: float) -> Piece:
        """The same further down."""
        return Piece(
            self.element,
            [(x, y + by, line) for x, y, line in self.lines],
            [(x, y + by, shapes) for x, y, shapes in self.marks],
            [(code, x, y + by) for code, x, y in self.chips],
            [(x, y + by, wide, high, jpeg) for x, y, wide, high, jpeg in self.photos],
        )


def listing(lines: Iterable[Placed]) -> list[Piece]:
    """Words side by side that do not make a sentence: a list, each an item of it."""
    within = Element(Role.LIST)
    return [Piece(Element(Role.BODY, Element(Role.ITEM, within)), [line]) for line in lines]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a row, and where it begins."""

    element: Element
    x: float
    is_empty: bool = False
    is_above: bool = False
    """It belongs to the cell above it."""


@dataclass(slots=True, eq=False)
class Slab:
    height: float
    before: float = 0.0
    """White space above it, not at the top of a page."""
    pieces: Sequence[Piece] = ()
    """In the order in which they are read."""
    rules: Sequence[Ruled] = ()
    grounds: Sequence[tuple[float, float, float, float, Colour]] = ()
    """x, y, width, height and colour of what lies under the text. Rules and grounds are artifacts.
    """
    glue: bool = False
    """The next slab stands on the same page."""
    follows: bool = False
    """It never opens a page: what is before it comes with it."""
    cells: Sequence[TableCell] = ()
    """Where it is a row of a table, or the first part of one."""
    head: Sequence[Slab] = ()
    """What is repeated above it where it comes first on a page."""
    new_page: bool = False
    inside: bool = False
    """Left out at the top of a page."""
    mark: Mark | None = None
    also: Mark | None = None
    """A part or group that begins with it."""
    link: str = ""
    """Key of the place a click on it leads to."""

    @property
    def lines(self) -> list[Placed]:
        return [placed for piece in self.pieces for placed in piece.lines]

    def draw_under(self, pen: Pen, top: float) -> None:
        """What is no part of the text; of a page before all that is."""
        for x, y, width, height, colour in self.grounds:
            pen.box(x, top + y, width, height, VALUES[colour])
        for x1, x2, y, width, colour in self.rules:
            pen.rule(x1, x2, top + y, width, colour)

    def draw(self, pen: Pen, top: float) -> None:
        for piece in self.pieces:
            piece.draw(pen, top)

    def again(self) -> Slab:
        """As it is repeated at the top of a page: no part of the text."""
        shown = [piece for piece in self.pieces if not piece.is_empty]
        return replace(self, pieces=[replace(piece, element=ARTIFACT) for piece in shown])


@dataclass(slots=True)
class Page:
    """What stands on a page; once it is drawn, `code` holds its operators and `placed` nothing."""

    placed: list[tuple[float, Slab]] = field(default_factory=list)
    code: str = ""
    photos: list[str] = field(default_factory=list)
    """Names under which `code` draws pictures."""
    marking: Marking = field(default_factory=Marking)
    """Which elements `code` draws."""
    running: str = ""
    marks: list[Mark] = field(default_factory=list)


def paginate(slabs: Iterable[Slab]) -> list[Page]:
    filling = Filling()
    filling.add(slabs)
    return filling.finish()


def height_of(slabs: Sequence[Slab]) -> float:
    """As it is at the top of a page."""
    total = sum(s.height + s.before for s in slabs)
    return total - slabs[0].before if slabs else 0.0


def glued(slabs: Sequence[Slab], most: float | None = None) -> Sequence[Slab]:
    """Keeps them on one page where they are not higher than `most`, or than a page."""
    if height_of(slabs) <= (body_height() if most is None else most):
        for slab in slabs[:-1]:
            slab.glue = True
    return slabs


class Filling:
    """Fills pages from the top. Slabs that are glued together move together where a page can hold
    them. `full` hears of each page that nothing will be added to.
    """

    def __init__(self, full: Callable[[Page], None] | None = None) -> None:
        self.pages: list[Page] = []
        self._full = full
        self._group: list[Slab] = []
        self._y = 0.0
        self._running = ""
        self._empty = True

    def add(self, slabs: Iterable[Slab]) -> None:
        for slab in slabs:
            if self._group and not (self._group[-1].glue or slab.follows):
                self._place(self._group)
                self._group = []
            self._group.append(slab)

    def finish(self) -> list[Page]:
        if self._group:
            self._place(self._group)
            self._group = []
        if self.pages and self._full:
            self._full(self.pages[-1])
        return self.pages

    def _place(self, group: list[Slab]) -> None:
        heads = height_of(list(group[0].head))
        needed = sum(s.height + s.before for s in group)
        if not self.pages or group[0].new_page:
            self._start(group[0])
        elif self._y + needed > body_height() + 0.01 and not self._empty:
            fits_alone = heads + needed - group[0].before <= body_height() + 0.01
            if fits_alone or self._y + group[0].before + group[0].height > body_height():
                self._start(group[0])
        for slab in group:
            self._put(slab)

    def _start(self, first: Slab) -> None:
        if self.pages and self._full:
            self._full(self.pages[-1])
        self.pages.append(Page(running=self._running))
        self._y, self._empty = 0.0, True
        for slab in first.head:
            self._add(slab.again())
        self._empty = not first.head

    def _put(self, slab: Slab) -> None:
        if slab.inside and self._empty:
            return
        before = 0.0 if self._empty else slab.before
        if self._y + before + slab.height > body_height() + 0.01 and not self._empty:
            self._start(slab)
            if slab.inside:
                return
            before = 0.0
        self._y += before
        self._add(slab)

    def _add(self, slab: Slab) -> None:
        page = self.pages[-1]
        if slab.also is not None:
            page.marks.append(slab.also)
        if slab.mark is not None:
            self._note(page, slab.mark)
        page.placed.append((TOP + self._y, slab))
        self._y += slab.height
        self._empty = False

    def _note(self, page: Page, mark: Mark) -> None:
        """The first section that stands on a page, or still runs on it, names the page."""
        self._running = mark.running
        if self._empty:
            page.running = mark.running
        page.marks.append(mark)
