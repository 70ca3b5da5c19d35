"""What may stand in a document that another version of the program made: a white-list.

Its pages cannot be made again, so everything in it that versions of this program never write is a
finding, whatever it does: keys of the catalogue and of pages, annotations, operators. Text must be
drawn so that it can be seen: in the page, in a colour that stands out, with nothing painted over
it. Fonts are told as they are; whether they are the shipped ones is the caller's question.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from .differences import is_packed_simply
from .page_text import codes_of

Colour = tuple[float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

PAPER = (595.2756, 841.8898)
SIZES = (5.0, 30.0)
"""Of letters, in points."""
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


@dataclass(frozen=True, slots=True)
class _Keys:
    """Of a dictionary: those it always has, and those it may have."""

    always: frozenset[str]
    may: frozenset[str] = frozenset()

    def problems(self, item: Any) -> list[str]:
        there = set(item.keys())
        return sorted((there - self.always - self.may) | (self.always - there))


def _keys(always: str, may: str = "") -> _Keys:
    return _Keys(
        frozenset(f"/{name}" for name in always.split()),
        frozenset(f"/{name}" for name in may.split()),
    )


_CATALOGUE = _keys(
    "AF Lang Metadata Names OutputIntents PageMode Pages Type",
    "Outlines",
)
_NAMES = _keys("EmbeddedFiles")
_TREE = _keys("Count Kids Type")
_PAGE = _keys("Contents MediaBox Parent Resources Rotate Trans Type", "Annots")
_RESOURCES = _keys("Font ProcSet", "XObject")
_LINK = _keys("Border Contents Dest F Rect Subtype Type")
_OUTLINE = _keys("Count First Last Type")
_ENTRY = _keys("Dest Parent Title", "Count First Last Next Prev")
_PICTURE = _keys("BitsPerComponent ColorSpace Filter Height Length Subtype Type Width")
_FONT = _keys("BaseFont FirstChar FontDescriptor LastChar Name Subtype ToUnicode Type Widths")
_PROGRAM = _keys("Filter Length Length1")
_STREAM = _keys("Filter Length")


@dataclass(frozen=True, slots=True)
class Problem:
    """`page` from 1, 0: of the document; `kind` is told in words, `what` names it."""

    page: int
    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the document holds it. `program` and `meanings`: SHA-256 of its streams."""

    name: str
    codes: tuple[int, ...]
    widths: tuple[float, ...]
    program: str
    meanings: str
    descriptor: Mapping[str, Any]


def problems_of(pdf: Pdf, language: str) -> tuple[list[Problem], list[Font]]:
    """What no version of this program writes, and the fonts. Raises pikepdf's errors."""
    found = [Problem(0, *one) for one in _of_document(pdf, language)]
    fonts: dict[tuple[int, int], Font] = {}
    for number, page in enumerate(pdf.pages, 1):
        found += [Problem(number, *one) for one in _of_page(page.obj, fonts)]
        if len(found) > MOST_PROBLEMS:
            break
    return found[:MOST_PROBLEMS], list(fonts.values())


# --- the document


def _of_document(pdf: Pdf, language: str) -> Iterator[tuple[str, str]]:
    root = pdf.Root
    yield from (("entry", key) for key in _CATALOGUE.problems(root))
    if str(root.get(Name.Lang)) not in (language, f"({language})"):
        yield "entry", "/Lang"
    if root.get(Name.PageMode) not in (Name.UseNone, Name.UseOutlines):
        yield "entry", "/PageMode"
    names = root.get(Name.Names, Dictionary())
    yield from (("entry", f"/Names{key}") for key in _NAMES.problems(names))
    yield from (("entry", key) for key in _TREE.problems(root.Pages))
    kids = [kid.objgen for kid in root.Pages.Kids]
    if len(kids) != len(set(kids)) or kids != [page.obj.objgen for page in pdf.pages]:
        yield "entry", "/Kids"
    if Name.Outlines in root:
        yield from _of_outline(pdf, root.Outlines)


def _of_outline(pdf: Pdf, outline: Any) -> Iterator[tuple[str, str]]:
    """Its entries form one tree, which is the same in whatever order it is read."""
    yield from (("outline", key) for key in _OUTLINE.problems(outline))
    pages = {page.obj.objgen for page in pdf.pages}
    waiting, seen = [outline], {outline.objgen}
    while waiting:
        parent = waiting.pop()
        before, item = None, parent.get(Name.First)
        while item is not None:
            yield from (("outline", key) for key in _ENTRY.problems(item))
            if not _is_to_page(item.get(Name.Dest), pages):
                yield "outline", "/Dest"
            if item.objgen in seen or _id(item, "/Parent") != _id(parent):
                yield "outline", "/Next"
                return
            if _id(item, "/Prev") != _id(before):
                yield "outline", "/Prev"
            seen.add(item.objgen)
            waiting.append(item)
            before, item = item, item.get(Name.Next)
        if _id(parent, "/Last") != _id(before):
            yield "outline", "/Last"


def _id(item: Any, key: str = "") -> tuple[int, int] | None:
    """Number of an object, or of what an entry of it refers to."""
    found = item.get(key) if item is not None and key else item
    return None if found is None else found.objgen


def _is_to_page(goal: Any, pages: set[tuple[int, int]]) -> bool:
    return isinstance(goal, Array) and goal[0].objgen in pages and str(goal[1]) in ("/Fit", "/XYZ")


# --- a page


def _of_page(page: Any, fonts: dict[tuple[int, int], Font]) -> Iterator[tuple[str, str]]:
    yield from (("entry", key) for key in _PAGE.problems(page))
    if [float(side) for side in page.MediaBox] != [0, 0, *PAPER]:
        yield "entry", "/MediaBox"
    if int(page.get(Name.Rotate, 0)):
        yield "entry", "/Rotate"
    if len(page.get(Name.Trans, Dictionary())):
        yield "entry", "/Trans"
    for note in page.get(Name.Annots, ()):
        yield from _of_annotation(note)
    resources = page.Resources
    yield from (("entry", f"/Resources{key}") for key in _RESOURCES.problems(resources))
    pictures = resources.get(Name.XObject, Dictionary())
    for name in pictures.keys():  # noqa: SIM118
        if not _is_picture(pictures[name]):
            yield "picture", name
    used: dict[str, Font] = {}
    held = resources.get(Name.Font, Dictionary())
    for name in held.keys():  # noqa: SIM118
        font = held[name]
        if font.objgen not in fonts:
            yield from (("font", key) for key in _FONT.problems(font))
            fonts[font.objgen] = _font(font)
        used[name] = fonts[font.objgen]
    content = page.Contents
    if (
        not isinstance(content, Stream)
        or _STREAM.problems(content)
        or not is_packed_simply(content)
    ):
        yield "entry", "/Contents"
        return
    drawing = _Drawing(used, set(pictures.keys()))
    yield from drawing.read(content)
    yield from (("picture", name) for name in sorted(drawing.undrawn))
    if not drawing.has_text:
        yield "blank", ""


def _of_annotation(note: Any) -> Iterator[tuple[str, str]]:
    subtype = str(note.get(Name.Subtype))
    goal = note.get(Name.Dest)
    if subtype != "/Link" or not isinstance(goal, Array):
        yield "annotation", subtype
        return
    yield from (("annotation", f"{subtype}{key}") for key in _LINK.problems(note))
    if str(note.get(Name.Contents, "")) or [int(part) for part in note.get(Name.Border, [1])] != [
        0,
        0,
        0,
    ]:
        yield "annotation", f"{subtype}/Contents"


def _is_picture(item: Any) -> bool:
    """A JPEG as it was put in; whether its data names it is the caller's question."""
    how = item.get(Name.Filter)
    return (
        isinstance(item, Stream)
        and not _PICTURE.problems(item)
        and item.get(Name.Subtype) == Name.Image
        and (how == Name.DCTDecode or (isinstance(how, Array) and list(how) == [Name.DCTDecode]))
        and item.get(Name.ColorSpace) in (Name.DeviceRGB, Name.DeviceGray)
    )


def _font(font: Any) -> Font:
    about = font.FontDescriptor
    program, meanings = about.FontFile2, font.ToUnicode
    streams = [
        hashlib.sha256(one.read_bytes()).hexdigest() if is_packed_simply(one) else ""
        for one in (program, meanings)
    ]
    said = {key: _plain(about[key]) for key in sorted(about.keys()) if key != "/FontFile2"}
    simple = (
        str(font.Subtype) == "/TrueType"
        and (int(font.FirstChar), int(font.LastChar)) == (0, len(font.Widths) - 1)
        and not _PROGRAM.problems(program)
        and not _STREAM.problems(meanings)
        and int(program.Length1) == len(program.read_bytes())
    )
    return Font(
        name=str(font.BaseFont).lstrip("/") if simple else "",
        codes=codes_of(meanings.read_bytes()),
        widths=tuple(float(width) for width in font.Widths),
        program=streams[0],
        meanings=streams[1],
        descriptor=said,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Array):
        return [float(part) for part in value]
    return str(value) if isinstance(value, Name) else float(value)


# --- what is drawn


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
    hidden: float = 0.0
    """Area that lines crossed since."""


class _Drawing:
    """The operators of a page, as the program writes them; any other is a problem."""

    def __init__(self, fonts: Mapping[str, Font], pictures: set[str]) -> None:
        self._fonts = fonts
        self.undrawn = set(pictures)
        self.has_text = False
        self._fill: Colour = (0, 0, 0)
        self._width = 1.0
        self._painted: list[_Painted] = []
        self._texts: dict[int, list[_Text]] = {}
        self._group = 0
        self._font: tuple[Font, float] | None = None
        self._at = (0.0, 0.0)
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
                self._say("operator", name)
            yield from self._problems[before:]
            if len(self._problems) > MOST_PROBLEMS:
                return
        if self._is_in_text or self._marked or self._depth:
            yield "operator", "ET"

    def _say(self, kind: str, what: str) -> None:
        self._problems.append((kind, what))

    def _take(self, name: str, operands: list[Any]) -> None:
        if name in _IN_TEXT:
            if not self._is_in_text:
                raise ValueError(name)
            self._take_text(name, operands)
            return
        if self._is_in_text:
            raise ValueError(name)
        match name:
            case "BT":
                self._is_in_text, self._font = True, None
                self._group += 1
            case "rg":
                self._fill = _colour(operands)
            case "RG":
                _colour(operands)
            case "w":
                (width,) = _numbers(operands)
                self._width = width
                if not 0 <= width <= WIDEST:
                    self._say("operator", "w")
            case "d":
                _numbers(operands[0])
            case "cm":
                self._take_matrix(_numbers(operands))
            case "q" if not self._depth:
                self._depth = 1
            case "Q" if self._depth:
                self._depth, self._place = 0, None
            case "Do" if self._place is not None and str(operands[0]) in self.undrawn:
                self.undrawn.remove(str(operands[0]))
                self._take_picture(self._place)
            case "m" | "l" | "c" | "re" | "h":
                self._take_path(name, _numbers(operands))
            case "S" | "f" | "B" | "n":
                self._take_paint(name)
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
        if not (0 <= left <= right - SMALLEST and right <= PAPER[0]):
            raise ValueError
        if not (0 <= bottom <= top - SMALLEST and top <= PAPER[1]):
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
                self._say("covered", "")
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
                    self._say("covered", "")
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
                if (a, b, c, d) != (1, 0, 0, 1):
                    raise ValueError(name)
                self._at = (x, y)
            case "Tf":
                font = self._fonts[str(operands[0])]
                (size,) = _numbers(operands[1:])
                self._font = (font, size)
                if not SIZES[0] <= size <= SIZES[1]:
                    self._say("invisible", f"{size:g}")
            case "Tj":
                self._show(bytes(operands[0]))
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

    def _show(self, codes: bytes) -> None:
        if self._font is None:
            raise ValueError("Tj")
        font, size = self._font
        (x, y), width = self._at, sum(font.widths[code] for code in codes) * size / 1000
        self._at = (x + width, y)
        if x < 0 or y < 0 or x + width > PAPER[0] + 1 or y > PAPER[1]:
            self._say("invisible", "")
        if not width or not any(font.codes[code] != _SPACE for code in codes):
            return
        box = (x, y + CORE[0] * size, x + width, y + CORE[1] * size)
        ink = (x, y + INK[0] * size, x + width, y + INK[1] * size)
        if _contrast(self._fill, self._behind(box)) < CONTRAST:
            self._say("invisible", "")
        self.has_text = True
        text = _Text(box, ink, self._group)
        for other in self._near(ink):
            if other.group == text.group:
                continue
            hidden = _overlap(other.box, ink) > OVER * _area(other.box)
            if hidden or _overlap(other.ink, box) > OVER * _area(box):
                self._say("covered", "")
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
_IN_TEXT = frozenset({"Tm", "Tf", "Tj", "BDC", "EMC", "ET"})


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
