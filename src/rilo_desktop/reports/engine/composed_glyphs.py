"""A font that can be given further glyphs, each composed of glyphs that it has.

Shaping draws a letter as several glyphs: its body, its dots, a mark above. Composed, a letter is
one glyph of the font in the document and has one code, and that code means the letter
(`ToUnicode`). So every reader finds, copies and speaks the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack, unpack
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

Parts = tuple[tuple[int, int, int], ...]
"""Number of a glyph of the typeface and its place (x, y) in font units, for each part."""
Form = tuple[str, Parts]
"""The one character that a composed glyph means, and what it is composed of."""
FIRST_CODE = 0xF0000
"""Composed glyphs have codes of the private planes 15 and 16: only in here, never in a document."""
LAST_CODE = 0x10FFFD
LISTED = "XXGlyphs"
"""Key of a font's descriptor (private, third class): for each code of a composed glyph the code,
the number of its parts and the parts. From it the same font can be made again and compared."""
_WORDS, _OFFSETS, _MORE = 0x01, 0x02, 0x20


class ComposingFont(TTFont):  # type: ignore[misc]  # of untyped reportlab
    """A font of reportlab with composed glyphs."""

    def __init__(self, name: str, file: Any) -> None:
        super().__init__(name, file, shapable=False)
        self.forms: dict[Form, str] = {}
        """The code of each."""
        self._meaning: dict[int, Form] = {}
        self._waiting: list[bytes] = []
        self._size = -1

    def composed(self, character: str, parts: Parts, advance: int) -> str:
        """The code of a glyph of these parts that means this character. No parts: it is empty."""
        form = (character, parts)
        found = self.forms.get(form)
        if found is None:
            code = FIRST_CODE + len(self.forms)
            if code > LAST_CODE:
                raise OverflowError("the private planes have no further code")
            found = self.forms[form] = chr(code)
            self._meaning[code] = form
            self.face.charToGlyph[code] = self._number(parts, advance)
            self.face.charWidths[code] = advance * self.scale
        return found

    @property
    def scale(self) -> float:
        """Thousandths of an em in a font unit."""
        return 1000 / float(self.face.unitsPerEm)

    def meanings(self, name: str, codes: Sequence[int]) -> bytes:
        """ToUnicode of a subset: what each of its codes means."""
        said = [ord(self._meaning[code][0]) if code in self._meaning else code for code in codes]
        return str(makeToUnicodeCMap(name, said)).encode("latin-1")

    def listed(self, codes: Sequence[int]) -> list[int]:
        """What the descriptor of a subset says of its composed glyphs."""
        found: list[int] = []
        for number, code in enumerate(codes):
            if code in self._meaning:
                parts = self._meaning[code][1]
                found += [number, len(parts), *(value for part in parts for value in part)]
        return found

    def resolved(self, codes: Sequence[int], listed: Sequence[int]) -> list[int] | None:
        """Codes here of a subset that means `codes` and lists these parts; None: it has others."""
        own, rest = list(codes), list(listed)
        while rest:
            number, count, *rest = rest if len(rest) > 1 else (-1, 0)
            values, rest = rest[: 3 * count], rest[3 * count :]
            if not 0 <= number < len(own) or count < 0 or len(values) != 3 * count:
                return None
            parts = tuple(zip(values[::3], values[1::3], values[2::3], strict=True))
            found = self.forms.get((chr(own[number]), parts))
            if found is None:
                return None
            own[number] = ord(found)
        return own

    def program(self, codes: Sequence[int]) -> bytes:
        """The font file of a subset."""
        self._write()
        return bytes(self.face.makeSubset(list(codes)))

    def addObjects(self, doc: Any) -> None:
        """As reportlab's, with the meanings of composed glyphs."""
        subsets = self.state[doc].subsets
        self._write()
        super().addObjects(doc)
        for number, codes in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode()
            listed = self.listed(codes)
            if listed:
                doc.idToObject[f"toUnicodeCMap:{name}"].content = self.meanings(name, codes)
                doc.idToObject[f"fontDescriptor:{name}"].dict[LISTED] = PDFArray(listed)

    def _number(self, parts: Parts, advance: int) -> int:
        """Of the glyph itself where it is drawn as it is, else of a new one at the font's end."""
        face = self.face
        if len(parts) == 1 and parts[0][1:] == (0, 0) and face.hmetrics[parts[0][0]][0] == advance:
            return parts[0][0]
        data, left = self._outline(parts)
        face.glyphPos.append(face.glyphPos[-1] + len(data))
        face.hmetrics.append((advance, left & 0xFFFF))
        self._waiting.append(data)
        return len(face.glyphPos) - 2

    def _outline(self, parts: Parts) -> tuple[bytes, int]:
        """A composite glyph of TrueType, and where its ink begins."""
        boxes = [(part, box) for part in parts if (box := self._box(part[0])) is not None]
        if not boxes:
            return b"", 0
        left = min(box[0] + x for (_, x, _), box in boxes)
        bottom = min(box[1] + y for (_, _, y), box in boxes)
        right = max(box[2] + x for (_, x, _), box in boxes)
        top = max(box[3] + y for (_, _, y), box in boxes)
        data = pack(">5h", -1, left, bottom, right, top)
        for number, ((glyph, x, y), _) in enumerate(boxes, 1):
            more = _MORE if number < len(boxes) else 0
            data += pack(">2H2h", _WORDS | _OFFSETS | more, glyph, x, y)
        return data + bytes(-len(data) % 4), left

    def _box(self, glyph: int) -> tuple[int, int, int, int] | None:
        """Of its ink: left, bottom, right, top; None: it has none."""
        face = self.face
        if face.glyphPos[glyph] == face.glyphPos[glyph + 1]:
            return None
        at = face.get_table_pos("glyf")[0] + face.glyphPos[glyph]
        return unpack(">4h", face.get_chunk(at + 2, 8))

    def _write(self) -> None:
        """Puts the new outlines where reportlab reads them: into the table of outlines, which
        moves to the end of the file in memory."""
        if not self._waiting:
            return
        face, added = self.face, b"".join(self._waiting)
        self._waiting = []
        if self._size < 0:
            start, self._size = len(face._ttf_data), face.glyphPos[face.numGlyphs]
            face._ttf_data += face.get_table("glyf")[: self._size]
            face.table["glyf"]["offset"] = start
        face._ttf_data += added
        self._size += len(added)
        face.table["glyf"]["length"] = self._size
