"""The three weights of the document typeface: widths, coverage, shaping."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFont, makeToUnicodeCMap

REGULAR = "Regular"
MEDIUM = "Medium"
SEMIBOLD = "SemiBold"
PRIVATE = 0xE000
"""A shaped glyph is drawn with this code plus its number: the same in every run."""
CACHED = 60_000
"""Entries of a cache before it is emptied: bounded memory in documents of any length."""
RIGHT_TO_LEFT = ("R", "AL", "AN")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a shaped run. `source` is the text it stands for, "" for dots and marks."""

    character: str
    x: float
    y: float
    source: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A run in one direction, in em; glyphs in logical order."""

    width: float
    glyphs: tuple[Glyph, ...]


class Face:
    """One weight. Widths are in em (multiply by the size)."""

    def __init__(self, weight: str) -> None:
        file = resources.files("rilo_desktop.assets") / "fonts" / f"RILOSans-{weight}.ttf"
        data = file.read_bytes()
        self.name = f"RILOSans-{weight}"
        self.font: Any = TTFont(self.name, io.BytesIO(data), shapable=False)
        self.known = frozenset(
            chr(code) for code in self.font.face.charToGlyph if _is_character(code)
        )
        self._advances: dict[str, float] = {
            chr(code): width / 1000 for code, width in self.font.face.charWidths.items()
        }
        face = uharfbuzz.Face(uharfbuzz.Blob(data))
        self._shaper = uharfbuzz.Font(face)
        self._em = face.upem
        self._words: dict[str, float] = {}
        self._runs: dict[tuple[str, bool], Shaped] = {}

    def width(self, text: str) -> float:
        """Of a word or a short text, in em; remembered."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) > CACHED:
                self._words.clear()
            found = self._words[text] = self._measure(text)
        return found

    def advance(self, character: str) -> float:
        return self._advances.get(character, 0.0)

    def shape(self, text: str, right_to_left: bool) -> Shaped:
        key = (text, right_to_left)
        found = self._runs.get(key)
        if found is None:
            if len(self._runs) > CACHED // 4:
                self._runs.clear()
            found = self._runs[key] = self._shape(text, right_to_left)
        return found

    def _measure(self, text: str) -> float:
        if COMPLEX.search(text):
            return self.shape(text, is_right_to_left(text)).width
        advances = self._advances
        return sum([advances.get(c, 0.0) for c in text])

    def _shape(self, text: str, right_to_left: bool) -> Shaped:
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        uharfbuzz.shape(self._shaper, buffer, {"kern": True, "liga": False})
        clusters = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(clusters, [*clusters[1:], len(text)], strict=True))
        placed: dict[int, list[Glyph]] = {}
        x = 0.0
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            group = placed.setdefault(info.cluster, [])
            character = self.private(info.codepoint)
            group.append(Glyph(character, (x + at.x_offset) / self._em, at.y_offset / self._em, ""))
            x += at.x_advance
        glyphs: list[Glyph] = []
        for cluster in clusters:
            source = text[cluster : ends[cluster]]
            main = max(range(len(placed[cluster])), key=self._advance_of(placed[cluster]))
            for n, g in enumerate(placed[cluster]):
                glyphs.append(Glyph(g.character, g.x, g.y, source if n == main else ""))
        return Shaped(x / self._em, tuple(glyphs))

    def _advance_of(self, group: list[Glyph]) -> Any:
        widths = self.font.face.charWidths
        return lambda n: widths.get(ord(group[n].character), 0)

    def private(self, glyph: int) -> str:
        """A character that the embedded font shows as this glyph."""
        face = self.font.face
        code = PRIVATE + glyph
        if code not in face.charToGlyph:
            face.charToGlyph[code] = glyph
            face.charWidths[code] = self._shaper.get_glyph_h_advance(glyph) * 1000 / self._em
        return chr(code)


def _is_character(code: int) -> bool:
    """Not a noncharacter and no surrogate, whatever the font says."""
    return code & 0xFFFE != 0xFFFE and not 0xD800 <= code <= 0xDFFF


@cache
def face(weight: str) -> Face:
    found = Face(weight)
    pdfmetrics.registerFont(found.font)
    return found


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a document holds of a weight: the program of the font, its ToUnicode, its widths."""

    program: bytes
    meanings: bytes
    widths: tuple[float, ...]
    descriptor: Mapping[str, object]


def embedded(name: str, codes: Sequence[int]) -> Embedded | None:
    """As a document holds it under this name for these characters; None: it is no font of ours."""
    weight = name.partition("+RILOSans-")[2]
    if weight not in (REGULAR, MEDIUM, SEMIBOLD) or not codes or len(codes) > 256:
        return None
    letters = face(weight)
    inside = letters.font.face
    glyphs = range(inside.numGlyphs)
    for code in codes:
        if code - PRIVATE in glyphs:
            letters.private(code - PRIVATE)
    return Embedded(
        inside.makeSubset(list(codes)),
        makeToUnicodeCMap(name, list(codes)).encode("latin-1"),
        tuple(float(inside.getCharWidth(code)) for code in codes),
        {
            "/Ascent": inside.ascent,
            "/CapHeight": inside.capHeight,
            "/Descent": inside.descent,
            "/Flags": inside.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
            "/FontBBox": list(inside.bbox),
            "/FontName": f"/{name}",
            "/ItalicAngle": inside.italicAngle,
            "/MissingWidth": inside.defaultWidth,
            "/StemV": inside.stemV,
            "/Type": "/FontDescriptor",
        },
    )


def is_right_to_left(text: str) -> bool:
    """Has it a letter or number of a right-to-left script?"""
    return any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in text)


COMPLEX = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u200c-\u200f\u20d0-\u20ff"
    "\u2de0-\u2dff\ua66f-\ua67d\ua69e\ua69f\ufb1d-\ufdff\ufe20-\ufe2f\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Text that needs shaping or ordering: scripts from the right, and marks on letters."""
