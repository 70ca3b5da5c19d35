"""The operators of a page, held against those that versions of this program write.

Text must be drawn so that it can be seen: in the page, in a size and colour that can be read, with
nothing painted over it. One text of a page may be written upwards, in the margin where nothing else
stands: the mark of practice documents. What it says is for the caller to judge (`turned`).

Boxes round curves and polygons are larger than what they paint, so what is said to be covered may
only be near: the pages of the program keep clear of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from rilo_desktop.paper import Box

from .printed_font import PrintedFont

Colour = tuple[float, float, float]
SIZES = (5.0, 30.0)
"""Of letters, in points."""
MARGIN = 36.0
"""Of the page's sides: where a text may be written upwards, in points."""
UPRIGHT, UPWARDS = (1.0, 0.0, 0.0, 1.0), (0.0, 1.0, -1.0, 0.0)
"""Matrices of a text."""
SMALLEST = 20.0
"""Side of a picture that shows something, in points."""
WIDEST = 4.0
"""Of a line, in points."""
HIDDEN = 0.2
"""Part of a text that lines may cross: grids and connections do."""
CONTRAST = 3.0
"""Least ratio of the luminance of text and of what is behind it (WCAG: 1 is none)."""
CORE = (0.08, 0.42)
"""Height of the part of letters that must not be covered, in sizes above the baseline."""
INK = (-0.2, 0.8)
"""Height of what letters cover."""
OVER = 0.3
"""Part of the core of a text that another text may touch."""
MOST_PROBLEMS = 50


@dataclass(slots=True)
class _Painted:
    """A filled area; no colour: a picture."""

    box: Box
    colour: Colour | None


@dataclass(slots=True)
class _Text:
    box: Box
    """Of the part that must not be covered."""
    ink: Box
    group: int
    """Pieces of one text object may touch: letters and their marks."""
    is_turned: bool = False
    """Written upwards: then nothing that is not may touch it."""
    hidden: float = 0.0
    """Area that lines crossed since."""


class PageOperators:
    """The operators of a page, as the program writes them; any other is a problem."""

    def __init__(
        self,
        fonts: Mapping[str, PrintedFont],
        pictures: set[str],
        page: Box,
        is_tagged: bool = False,
    ) -> None:
        """`page`: within which everything must stand. `is_tagged`: each thing that is drawn is a
        numbered part of the structure, or said to be none."""
        self._page = page
        self._is_tagged = is_tagged
        self._is_in_part = False
        self._parts = 0
        self._fonts = fonts
        self.undrawn = set(pictures)
        self.has_text = False
        self._fill: Colour = (0, 0, 0)
        self._width = 1.0
        self._painted: list[_Painted] = []
        self._texts: dict[int, list[_Text]] = {}
        self._group = 0
        self._font: tuple[PrintedFont, float] | None = None
        self._at = (0.0, 0.0)
        self._is_turned = False
        self._turned_group = 0
        """The text object that is written upwards; 0: none yet."""
        self._turned: list[str] = []
        self._is_in_text = False
        self._marked = 0
        self._place: Box | None = None
        """Where the next picture goes."""
        self._depth = 0
        self._path: list[tuple[float, float]] = []
        self._problems: list[tuple[str, str]] = []

    def read(self, content: Any) -> Iterator[tuple[str, str]]:
        for step in pikepdf.parse_content_stream(content):
            name = str(step.operator)
            before = len(self._problems)
            try:
                self._take(name, list(step.operands))
            except (ValueError, TypeError, IndexError, KeyError, AttributeError):
                self._add_problem("operator", name)
            yield from self._problems[before:]
            if len(self._problems) > MOST_PROBLEMS:
                return
        if self._is_in_text or self._marked or self._depth or self._is_in_part:
            yield "operator", "ET"

    @property
    def turned(self) -> str:
        """The text that is written upwards."""
        return "".join(self._turned)

    def _add_problem(self, kind: str, what: str) -> None:
        self._problems.append((kind, what))

    def _take(self, name: str, operands: list[Any]) -> None:
        if self._is_tagged and not self._is_in_text and name in _MARKS:
            self._take_mark(name, operands)
            return
        if self._is_tagged and not self._is_in_part and name in _DRAWING:
            raise ValueError(name)
        if (name in _IN_TEXT) is not self._is_in_text:
            raise ValueError(name)
        if self._is_in_text:
            self._take_text(name, operands)
        elif name in _PATH:
            self._take_path(name, _numbers(operands))
        elif name in _PAINT:
            self._take_paint(name)
        elif name in _STATE:
            self._take_state(name, operands)
        else:
            self._take_place(name, operands)

    def _take_mark(self, name: str, operands: list[Any]) -> None:
        """A part of the page begins or ends: one after the other, numbered in this order."""
        self._is_in_part = not self._is_in_part
        if self._is_in_part is (name == "EMC") or self._depth:
            raise ValueError(name)
        if name == "BDC" and operands[0] != pikepdf.Name.Artifact:
            if str(operands[0])[1:] not in _TAGS or dict(operands[1]) != {"/MCID": self._parts}:
                raise ValueError(name)
            self._parts += 1
        elif name != "EMC" and (
            operands[0] != pikepdf.Name.Artifact
            or (name == "BDC" and dict(operands[1]) != {"/Type": pikepdf.Name.Pagination})
        ):
            raise ValueError(name)

    def _take_state(self, name: str, operands: list[Any]) -> None:
        match name:
            case "rg":
                self._fill = _colour(operands)
            case "RG":
                _colour(operands)
            case "w":
                (self._width,) = _numbers(operands)
                if not 0 <= self._width <= WIDEST:
                    raise ValueError(name)
            case "d":
                _numbers(operands[0])

    def _take_place(self, name: str, operands: list[Any]) -> None:
        """Where a picture goes, and that a text begins."""
        match name:
            case "BT":
                self._is_in_text, self._is_turned, self._font = True, False, None
                self._group += 1
            case "cm":
                self._take_matrix(_numbers(operands))
            case "q" if not self._depth:
                self._depth = 1
            case "Q" if self._depth:
                self._depth, self._place = 0, None
            case "Do" if self._place is not None and str(operands[0]) in self.undrawn:
                self.undrawn.remove(str(operands[0]))
                self._take_picture(self._place)
            case _:
                raise ValueError(name)

    def _take_matrix(self, matrix: Sequence[float]) -> None:
        """Of the whole page none, and inside q and Q where a picture goes."""
        a, b, c, d, e, f = matrix
        if self._depth and self._place is None and not b and not c and a > 0 and d > 0:
            self._place = (e, f, e + a, f + d)
        elif self._depth or (a, b, c, d, e, f) != (1, 0, 0, 1, 0, 0):
            raise ValueError

    def _take_picture(self, place: Box) -> None:
        left, bottom, right, top = place
        if not (self._page[0] <= left <= right - SMALLEST and right <= self._page[2]):
            raise ValueError
        if not (self._page[1] <= bottom <= top - SMALLEST and top <= self._page[3]):
            raise ValueError
        self._paint(place, None)

    # Shapes

    def _take_path(self, name: str, numbers: Sequence[float]) -> None:
        if name == "re":
            x, y, width, height = numbers
            self._path += [(x, y), (x + width, y + height)]
        elif name != "h":
            if len(numbers) != (6 if name == "c" else 2):
                raise ValueError(name)
            self._path += zip(numbers[::2], numbers[1::2], strict=True)

    def _take_paint(self, name: str) -> None:
        path, self._path = self._path, []
        if not path:
            raise ValueError(name)
        xs, ys = [x for x, _ in path], [y for _, y in path]
        box = (min(xs), min(ys), max(xs), max(ys))
        if name in ("f", "B"):
            self._paint(box, self._fill)
        if name in ("S", "B"):
            self._cross(box)

    def _paint(self, box: Box, colour: Colour | None) -> None:
        self._cover(box)
        self._painted.append(_Painted(box, colour))

    def _cover(self, box: Box) -> None:
        for text in self._near(box):
            if _overlap(text.box, box) > 0:
                self._add_problem("covered", "")
                return

    def _cross(self, box: Box) -> None:
        """A line between two corners of this box."""
        half = self._width / 2
        wide = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
        for text in self._near(wide):
            width = min(text.box[2], wide[2]) - max(text.box[0], wide[0])
            height = min(text.box[3], wide[3]) - max(text.box[1], wide[1])
            if width > 0 and height > 0:
                text.hidden += min(max(width, height) * self._width, width * height)
                if text.hidden > HIDDEN * _area(text.box):
                    self._add_problem("covered", "")
                    return

    def _near(self, box: Box) -> list[_Text]:
        """Each once, from the rows that the box is in."""
        found = [text for row in _rows(box) for text in self._texts.get(row, ())]
        return list({id(text): text for text in found}.values())

    # Text

    def _take_text(self, name: str, operands: list[Any]) -> None:
        match name:
            case "Tm":
                a, b, c, d, x, y = _numbers(operands)
                self._turn((a, b, c, d))
                self._at = (x, y)
            case "Tf":
                font = self._fonts[str(operands[0])]
                (size,) = _numbers(operands[1:])
                self._font = (font, size)
                if not SIZES[0] <= size <= SIZES[1]:
                    self._add_problem("invisible", f"{size:g}")
            case "Tj":
                self._show(bytes(operands[0]))
            case "TJ":
                self._show_moved(operands[0])
            case "BDC":
                said = operands[1]
                if str(operands[0]) != "/Span" or list(said.keys()) != ["/ActualText"]:
                    raise ValueError(name)
                self._marked += 1
            case "EMC":
                self._marked -= 1
                if self._marked < 0:
                    raise ValueError(name)
            case "ET":
                self._is_in_text = False

    def _turn(self, matrix: tuple[float, ...]) -> None:
        if matrix == UPWARDS and self._turned_group in (0, self._group):
            self._is_turned, self._turned_group = True, self._group
        elif matrix == UPRIGHT:
            self._is_turned = False
        else:
            raise ValueError("Tm")

    def _show_moved(self, parts: Any) -> None:
        for part in parts:
            if isinstance(part, pikepdf.String):
                self._show(bytes(part))
            elif self._font is not None:
                self._move(-float(part) * self._font[1] / 1000)

    def _move(self, by: float) -> None:
        x, y = self._at
        self._at = (x, y + by) if self._is_turned else (x + by, y)

    def _box(self, width: float, part: tuple[float, float]) -> Box:
        """Of a text that begins here; `part` of its height, above the baseline."""
        (x, y), low, high = self._at, *part
        if self._is_turned:
            return (x - high, y, x - low, y + width)
        return (x, y + low, x + width, y + high)

    def _is_in_place(self, width: float, ink: Box) -> bool:
        first, lowest, last, highest = self._page
        if self._is_turned:
            left, bottom, right, top = ink
            at_left, at_right = first + MARGIN, last - MARGIN
            is_beside = first <= left < right <= at_left or at_right <= left < right <= last
            return is_beside and bottom >= lowest and top <= highest
        x, y = self._at
        return x >= first and y >= lowest and x + width <= last + 1 and y <= highest

    def _show(self, codes: bytes) -> None:
        if self._font is None:
            raise ValueError("Tj")
        font, size = self._font
        width = sum(font.widths[code] for code in codes) * size / 1000
        box = self._box(width, (CORE[0] * size, CORE[1] * size))
        ink = self._box(width, (INK[0] * size, INK[1] * size))
        if not self._is_in_place(width, ink):
            self._add_problem("invisible", "")
        if self._is_turned:
            self._turned += (chr(font.codes[code]) for code in codes)
        self._move(width)
        if not width or not any(font.codes[code] != _SPACE for code in codes):
            return
        if _contrast(self._fill, self._behind(box)) < CONTRAST:
            self._add_problem("invisible", "")
        self.has_text = True
        text = _Text(box, ink, self._group, self._is_turned)
        for other in self._near(ink):
            if other.group == text.group:
                continue
            over = OVER if other.is_turned is text.is_turned else 0.0
            hidden = _overlap(other.box, ink) > over * _area(other.box)
            if hidden or _overlap(other.ink, box) > over * _area(box):
                self._add_problem("covered", "")
                break
        for row in _rows(ink):
            self._texts.setdefault(row, []).append(text)

    def _behind(self, box: Box) -> Colour | None:
        """What was painted last where the text stands."""
        for painted in reversed(self._painted):
            if _overlap(painted.box, box) > 0:
                return painted.colour
        return (1.0, 1.0, 1.0)


_SPACE = 0x20
_IN_TEXT = frozenset({"Tm", "Tf", "Tj", "TJ", "BDC", "EMC", "ET"})
_PATH = frozenset({"m", "l", "c", "re", "h"})
_PAINT = frozenset({"S", "f", "B", "n"})
_STATE = frozenset({"rg", "RG", "w", "d"})
_MARKS = frozenset({"BMC", "BDC", "EMC"})
_DRAWING = _PATH | _PAINT | {"BT", "Do"}
_TAGS = frozenset(
    {"H", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"}
    | {"Figure", "Caption", "TOC", "TOCI", "Link", "Span"}
)


def _numbers(operands: Any) -> list[float]:
    return [float(number) for number in operands]


def _colour(operands: list[Any]) -> Colour:
    red, green, blue = _numbers(operands)
    if not all(0 <= part <= 1 for part in (red, green, blue)):
        raise ValueError
    return red, green, blue


def _rows(box: Box) -> range:
    return range(max(int(box[1]), 0) // 8, min(int(box[3]), 1_000) // 8 + 1)


def _overlap(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0]) - 0.3
    height = min(one[3], other[3]) - max(one[1], other[1]) - 0.1
    return width * height if width > 0 and height > 0 else 0.0


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _contrast(one: Colour, other: Colour | None) -> float:
    """Of text over a picture: none."""
    if other is None:
        return 0.0
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
