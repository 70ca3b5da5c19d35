"""Draws lines of text and shapes on a page: the paper's painter. y runs downwards here.

It writes the page's operators itself: reportlab's own calls check and format what is known already,
and that is most of the time of a long document.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFImageXObject

from rilo_desktop.drawing import Circle, Colour, Line, Polygon, Rect, Shape, Text

from .fonts import CACHED, REGULAR, SEMIBOLD, Face, Glyph, face
from .printable_text import refuse_uncovered
from .structure import Element, Role, around
from .styles import PAGE_HEIGHT, VALUES, Style
from .tagging import PAGINATION, Marking, Tree
from .typesetting import TextLine, set_line

_SPACE = 32
"""Code of the space in each subset of a font that has so many."""
_KAPPA = 0.5522847498
_ESCAPES = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})


@cache
def _operands(value: str) -> str:
    """ "#16191D" as three numbers between 0 and 1."""
    parts = (int(value[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") or "0" for part in parts)


class Pen:
    """One for a document; `code` is the page that is being drawn."""

    def __init__(self, canvas: Any, is_tagged: bool = True) -> None:
        """Not `is_tagged`: as documents were released that had no structure."""
        self._canvas = canvas
        self._document = canvas._doc
        self.tree = Tree(self._document) if is_tagged else None
        self.marking = Marking()
        self._figure: Element | None = None
        self._shown: dict[tuple[Face, str], str] = {}
        self._fill = self._stroke = ""
        self._width = -1.0
        self._dash: tuple[float, ...] | None = None
        self.photos: list[str] = []
        """Pictures that `code` draws, by their names in the document."""
        self.code: list[str] = canvas._code
        for weight in (REGULAR, SEMIBOLD):
            face(weight).font.splitString(" ", self._document)
            face(weight).font.getSubsetInternalName(0, self._document)

    def begin(self) -> None:
        """Operators of a page that joins the document later."""
        self.code, self.photos = [], []
        self.marking = Marking()
        self.forget()

    def join(self, code: str, photos: Iterable[str] = ()) -> None:
        """Operators that were drawn before become part of this page, with their pictures."""
        self.close()
        self.code.append(code)
        self._canvas._formsinuse.extend(photos)
        self.forget()

    def new_page(self) -> None:
        """After the canvas has begun a page."""
        self.code = self._canvas._code
        self.marking = Marking()
        self.forget()

    def forget(self) -> None:
        """The page's colours and line style are not known: each is set again before it is used."""
        self._fill = self._stroke = ""
        self._width = -1.0
        self._dash = None

    # Structure

    def belong(self, element: Element) -> None:
        """What is drawn from here on is of this element."""
        if self.tree is not None:
            self.marking.belong(element, self.code)
            self._figure = around(element, Role.FIGURE)

    def frame(self) -> None:
        """What is drawn from here on is no part of the text: it stands on every page."""
        self.belong(PAGINATION)

    def close(self) -> None:
        """What is drawn from here on is of another element."""
        if self.tree is not None:
            self.marking.close(self.code)
            self._figure = None

    def _reach(self, left: float, bottom: float, right: float, top: float) -> None:
        """Within this box something is drawn, y upwards: of a figure it is noted."""
        if self._figure is not None:
            self.marking.bound(self._figure, (left, bottom, right, top))

    def _reach_points(self, *points: tuple[float, float]) -> None:
        xs, ys = zip(*points, strict=True)
        self._reach(min(xs), min(ys), max(xs), max(ys))

    # Text

    def line(self, x: float, baseline: float, line: TextLine) -> None:
        """A set line with its left edge at x. A space ends its last word, where it is read: a text
        that is read aloud knows no lines."""
        style = line.style
        self._fill_with(VALUES[style.colour])
        y = PAGE_HEIGHT - baseline
        self._reach(x, y - 0.25 * style.size, x + line.width, y + 0.95 * style.size)
        letters = face(style.weight)
        if line.pieces is None:
            shown = self._show(letters, line.text + self._space(line), style.size)
            self.code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET")
            return
        offsets = [offset for offset, _ in line.pieces]
        last = offsets.index(min(offsets) if line.right_to_left else max(offsets))
        for at, (offset, piece) in enumerate(line.pieces):
            if line.weights is not None:
                letters = face(line.weights[at])
            space = self._space(line) if at == last else ""
            if isinstance(piece, str):
                shown = self._show(letters, piece + space, style.size)
                self.code.append(f"BT 1 0 0 1 {x + offset:.2f} {y:.2f} Tm {shown} ET")
            else:
                glyphs = list(piece.glyphs)
                if space and glyphs and line.right_to_left:  # it ends at the left, and moves none
                    back = round(letters.advance(space) * 1000)
                    glyphs[0] = replace(glyphs[0], move=glyphs[0].move + back)
                    glyphs.insert(0, Glyph(space, 0.0, space))
                elif space:
                    glyphs.append(Glyph(space, piece.width, space))
                self._glyphs(x + offset, y, letters, style.size, glyphs)

    def _space(self, line: TextLine) -> str:
        """What ends its last word."""
        return " " if line.ends_word and self.tree is not None and self.marking.is_read else ""

    def words(
        self, x: float, baseline: float, text: str, style: Style, anchor: str = "start"
    ) -> None:
        """Words of our own on one line."""
        if text:
            line = set_line(text, style)
            shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[anchor]
            self.line(x - shift, baseline, line)

    def upright(self, x: float, bottom: float, shown: str, value: str) -> None:
        """What `shown` returned, written upwards from a point that is counted from below."""
        self._fill_with(value)
        self.code.append(f"BT 0 1 -1 0 {x:.2f} {bottom:.2f} Tm {shown} ET")

    def shown(self, weight: str, text: str, size: float) -> str:
        """Operators that show a text, for a matrix of the caller's own."""
        return self._show(face(weight), text, size)

    def _show(self, letters: Face, text: str, size: float) -> str:
        """Operators that show a text: fonts of its subsets, and its codes."""
        key = (letters, text)
        template = self._shown.get(key)
        if template is None:
            template = self._template(letters, text)
            if len(text) <= 60:
                if len(self._shown) > CACHED // 4:
                    self._shown.clear()
                self._shown[key] = template
        return template.replace("\0", f"{size:g}")

    def _template(self, letters: Face, text: str) -> str:
        """The same for any size: "\\0" stands for it."""
        refuse_uncovered(text, letters)
        font, document = letters.font, self._document
        parts = []
        for subset, codes in self._split(font, text):
            name = font.getSubsetInternalName(subset, document)
            shown = codes.decode("latin-1").translate(_ESCAPES)
            shown = shown if shown.isprintable() and shown.isascii() else _octal(codes)
            parts.append(f"{name} \0 Tf ({shown}) Tj")
        return " ".join(parts)

    def _split(self, font: Any, text: str) -> list[tuple[int, bytes]]:
        """Codes in the font's subsets. A space at the end stays with what is before it where its
        subset has one: PDFium does not read what is a space and nothing else."""
        parts: list[tuple[int, bytes]] = font.splitString(text, self._document)
        if len(parts) > 1 and parts[-1][1] == b" " and self._has_space(font, parts[-2][0]):
            parts[-2:] = [(parts[-2][0], parts[-2][1] + b" ")]
        return parts

    def _has_space(self, font: Any, subset: int) -> bool:
        held = font.state[self._document].subsets[subset]
        return bool(held[_SPACE : _SPACE + 1] == [_SPACE])

    def _glyphs(
        self, x: float, y: float, letters: Face, size: float, glyphs: Sequence[Glyph]
    ) -> None:
        """A run from left to right as one text, also where it is read from the right."""
        refuse_uncovered("".join(glyph.source for glyph in glyphs), letters)
        font, document = letters.font, self._document
        shown: list[tuple[str, list[str]]] = []
        before = 0
        for glyph in glyphs:
            ((subset, codes),) = font.splitString(glyph.character, document)
            name = font.getSubsetInternalName(subset, document)
            if glyph.character == " " and shown and self._has_space(font, before):
                name = shown[-1][0]
            before = subset
            if not shown or shown[-1][0] != name:
                shown.append((name, []))
            array = shown[-1][1]
            text = _octal(codes)
            if glyph.move or not array:
                array += [f"{glyph.move}"] if glyph.move else []
                array.append(f"({text})")
            else:
                array[-1] = f"{array[-1][:-1]}{text})"
        drawn = " ".join(f"{name} {size:g} Tf [{' '.join(array)}] TJ" for name, array in shown)
        self.code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {drawn} ET")

    # Pictures

    def photo(self, x: float, top: float, width: float, height: float, jpeg: bytes) -> None:
        """A JPEG, byte for byte as it is; the same one is in the document once."""
        name = f"photo-{hashlib.sha256(jpeg).hexdigest()[:32]}"
        shown = self._document.getXObjectName(name)
        if shown not in self._document.idToObject:
            image = PDFImageXObject(name)
            if not image.loadImageFromJPEG(io.BytesIO(jpeg)):
                raise ValueError("a picture of a document is no JPEG")
            self._document.Reference(image, shown)
            self._document.addForm(name, image)
        self.photos.append(name)
        bottom = PAGE_HEIGHT - top - height
        self._reach(x, bottom, x + width, bottom + height)
        self.code.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {bottom:.2f} cm /{shown} Do Q")

    # Shapes

    def rule(
        self, x1: float, x2: float, y: float, width: float, colour: Colour = Colour.INK
    ) -> None:
        self._stroke_with(VALUES[colour], width, ())
        level = PAGE_HEIGHT - y
        self.code.append(f"{x1:.2f} {level:.2f} m {x2:.2f} {level:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, value: str) -> None:
        """A filled rectangle of any colour value."""
        self._fill_with(value)
        self.code.append(f"{x:.2f} {PAGE_HEIGHT - y - height:.2f} {width:.2f} {height:.2f} re f")

    def coloured(self, x: float, baseline: float, line: TextLine, value: str) -> None:
        """A plain line in a colour value of its own (TLP labels)."""
        self._fill_with(value)
        text = line.text + self._space(line)
        shown = self._show(face(line.style.weight), text, line.style.size)
        self.code.append(f"BT 1 0 0 1 {x:.2f} {PAGE_HEIGHT - baseline:.2f} Tm {shown} ET")

    def shapes(self, shapes: Iterable[Shape], dx: float = 0.0, dy: float = 0.0) -> None:
        for shape in shapes:
            match shape:
                case Line():
                    self._line(shape, dx, dy)
                case Rect():
                    self._rect(shape, dx, dy)
                case Circle():
                    self._circle(shape, dx, dy)
                case Polygon():
                    self._polygon(shape, dx, dy)
                case Text():
                    weight = SEMIBOLD if shape.bold else REGULAR
                    style = _style(weight, shape.size, shape.colour)
                    self.words(shape.x + dx, shape.y + dy, shape.text, style, shape.anchor)

    def _line(self, line: Line, dx: float, dy: float) -> None:
        self._stroke_with(VALUES[line.colour], line.width, line.dash)
        dy = PAGE_HEIGHT - dy
        self._reach_points((line.x1 + dx, dy - line.y1), (line.x2 + dx, dy - line.y2))
        self.code.append(
            f"{line.x1 + dx:.2f} {dy - line.y1:.2f} m {line.x2 + dx:.2f} {dy - line.y2:.2f} l S"
        )

    def _rect(self, rect: Rect, dx: float, dy: float) -> None:
        paint = self._prepare(rect.fill, rect.stroke, rect.line, rect.dash)
        bottom = PAGE_HEIGHT - dy - rect.y - rect.height
        self._reach(rect.x + dx, bottom, rect.x + dx + rect.width, bottom + rect.height)
        self.code.append(
            f"{rect.x + dx:.2f} {bottom:.2f} {rect.width:.2f} {rect.height:.2f} re {paint}"
        )

    def _circle(self, circle: Circle, dx: float, dy: float) -> None:
        paint = self._prepare(circle.fill, circle.stroke, circle.line, circle.dash)
        x, y, r = circle.x + dx, PAGE_HEIGHT - dy - circle.y, circle.radius
        k = _KAPPA * r
        self._reach(x - r, y - r, x + r, y + r)
        self.code.append(
            f"{x + r:.2f} {y:.2f} m "
            f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
            f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h {paint}"
        )

    def _polygon(self, polygon: Polygon, dx: float, dy: float) -> None:
        paint = self._prepare(polygon.fill, polygon.stroke, polygon.line, ())
        corners = [(x + dx, PAGE_HEIGHT - dy - y) for x, y in polygon.points]
        self._reach_points(*corners)
        points = [f"{x:.2f} {y:.2f}" for x, y in corners]
        self.code.append(f"{points[0]} m " + " ".join(f"{p} l" for p in points[1:]) + f" h {paint}")

    def _prepare(
        self, fill: Colour | None, stroke: Colour | None, line: float, dash: tuple[float, ...]
    ) -> str:
        if fill is not None:
            self._fill_with(VALUES[fill])
        if stroke is not None:
            self._stroke_with(VALUES[stroke], line, dash)
        return {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[
            fill is not None, stroke is not None
        ]

    def _fill_with(self, value: str) -> None:
        if value != self._fill:
            self._fill = value
            self.code.append(f"{_operands(value)} rg")

    def _stroke_with(self, value: str, width: float, dash: tuple[float, ...]) -> None:
        if value != self._stroke:
            self._stroke = value
            self.code.append(f"{_operands(value)} RG")
        if width != self._width:
            self._width = width
            self.code.append(f"{width:g} w")
        if dash != self._dash:
            self._dash = dash
            self.code.append(f"[{' '.join(f'{d:g}' for d in dash)}] 0 d")


def _octal(codes: bytes) -> str:
    return "".join(chr(c) if 32 <= c < 127 and c not in b"()\\" else f"\\{c:03o}" for c in codes)


@cache
def _style(weight: str, size: float, colour: Colour) -> Style:
    return Style(weight, size, size * 1.3, colour)
