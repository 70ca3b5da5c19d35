"""The three weights of the document typeface: widths, coverage, shaping; and its further faces.

Signs that RILO Sans lacks are drawn with a face of their script ("Thai-SemiBold"), which is read
from its file when a text first needs it (decision 99).
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import groupby

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC

from .composed_glyphs import LISTED, ComposingFont

REGULAR = "Regular"
MEDIUM = "Medium"
SEMIBOLD = "SemiBold"
PRIVATE = 0xE000
"""Documents of the looks 1 and 2 draw a shaped glyph with this code plus its number."""
CACHED = 60_000
"""Entries of a cache before it is emptied: bounded memory in documents of any length."""
MOST_JOINED = 12
"""Characters of one letter with its marks. Of more no script knows: each is drawn as it stands."""
HIGHEST = 2
"""Em from the baseline to where a mark may stand: a hundred marks on a letter stay near it."""
RIGHT_TO_LEFT = ("R", "AL", "AN")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a shaped run, at `x` em from its left edge.

    `character`: what the font shows it for; `source`: the character of the text that it stands for;
    `move`: thousandths of an em from where the glyph before it ends, as the operator TJ has them.
    """

    character: str
    x: float
    source: str
    move: int = 0


@dataclass(frozen=True, slots=True)
class Shaped:
    """A run in one direction, in em; glyphs from left to right."""

    width: float
    glyphs: tuple[Glyph, ...]


def _folder() -> Traversable:
    return resources.files("rilo_desktop.assets") / "fonts"


class Face:
    """One weight, or one of a further face. Widths are in em (multiply by the size)."""

    def __init__(self, weight: str) -> None:
        self.name = _file(weight)
        data = (_folder() / f"{self.name}.ttf").read_bytes()
        self.font = ComposingFont(self.name, io.BytesIO(data))
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
        self.drawn_for: set[tuple[int, str]] = set()
        """Numbers of glyphs and the texts that they were drawn for when text was shaped here, one
        for all characters of a cluster: what documents of the looks 1 and 2 say of their glyphs."""

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
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        turned = right_to_left and not _has_direction(text)
        highest = HIGHEST * self._em
        placed: list[tuple[str, str, int, int]] = []
        here: list[str] = []
        """Characters without ink since the last advance."""
        x = 0
        for cluster, group in groupby(
            zip(buffer.glyph_infos, buffer.glyph_positions, strict=True),
            key=lambda pair: pair[0].cluster,
        ):
            left = x
            parts: list[tuple[int, int, int]] = []
            advance = 0
            for info, at in group:
                height = max(-highest, min(highest, at.y_offset))
                parts.append((info.codepoint, x - left + at.x_offset, height))
                advance += self._shaper.get_glyph_h_advance(info.codepoint) if at.x_advance else 0
                x += at.x_advance
            source = text[cluster : ends[cluster]]
            if len(source) > MOST_JOINED:
                widths = [round(self.advance(sign) * self._em) for sign in source]
                shown = list(zip(source, source, widths, strict=True))
                x = left + sum(widths)
            else:
                self._note(source, parts)
                mirrored = right_to_left and not turned
                codes = [self._code(source[0], tuple(parts), advance, mirrored)]
                if advance:
                    here = []
                for sign in source[1:]:
                    codes.append(self._empty(sign, here.count(sign)))
                    here.append(sign)
                shown = list(zip(codes, source, [advance] + [0] * len(source[1:]), strict=True))
            for code, character, width in reversed(shown) if right_to_left else shown:
                placed.append((code, character, left, width))
                left += width
        glyphs: list[Glyph] = []
        end = 0
        for code, character, left, width in reversed(placed) if turned else placed:
            move = round((end - left) * self.font.scale)
            glyphs.append(Glyph(code, left / self._em, character, move))
            end = left + width
        return Shaped(x / self._em, tuple(glyphs))

    def _empty(self, sign: str, times: int) -> str:
        """A code without ink for a further character of a cluster. Readers take the same code in
        the same place for one sign: the second virama in a place has another."""
        space = self.font.face.charToGlyph[ord(" ")]
        return self.font.composed(sign, ((space, times, 0),) if times else (), 0)

    def _code(
        self, source: str, parts: tuple[tuple[int, int, int], ...], advance: int, mirrored: bool
    ) -> str:
        """What the font shows as these parts: the character itself where that is so drawn."""
        (glyph, *place), *more = parts
        inside = self.font.face
        if not more and place == [0, 0]:
            if inside.charToGlyph.get(ord(source)) == glyph and advance:
                return source
            if mirrored and unicodedata.mirrored(source):
                own = [chr(code) for code in inside.glyphToChar.get(glyph, ())]
                if own:
                    return own[0]
        if not advance and glyph == inside.charToGlyph.get(ord(" ")):
            parts = ()  # a sign that is not to be seen
        return self.font.composed(source, parts, advance)

    def _note(self, source: str, parts: Sequence[tuple[int, int, int]]) -> None:
        advances = [self._shaper.get_glyph_h_advance(glyph) for glyph, *_ in parts]
        main = advances.index(max(advances))
        for number, (glyph, *_) in enumerate(parts):
            self.drawn_for.add((glyph, source if number == main else ""))

    def private(self, glyph: int) -> str:
        """A character that the embedded font shows as this glyph."""
        face = self.font.face
        code = PRIVATE + glyph
        if code not in face.charToGlyph:
            face.charToGlyph[code] = glyph
            face.charWidths[code] = self._shaper.get_glyph_h_advance(glyph) * 1000 / self._em
        return chr(code)


def _file(weight: str) -> str:
    """Name of a face as its file and a document have it."""
    return f"RILOSans{weight}" if "-" in weight else f"RILOSans-{weight}"


def script_of(sign: str) -> str:
    """Which further face has it, "" where none has: RILO Sans may."""
    found = _OF_SCRIPT.match(sign)
    return found.lastgroup or "" if found else ""


def faces_of(text: str, weights: Sequence[str]) -> list[str]:
    """The face of each character: that of its script, in the nearest weight. Marks, joiners and
    spaces between signs of one face are drawn with it."""
    found: list[str] = []
    before = ""
    for at, (sign, weight) in enumerate(zip(text, weights, strict=True)):
        script = script_of(sign)
        if not script and sign in _JOINERS:
            script = before
        elif not script and sign == " " and before:
            script = before if script_of(text[at + 1 : at + 2]) == before else ""
        before = script
        found.append(_in_weight(script, weight) if script else weight)
    return found


def _in_weight(script: str, weight: str) -> str:
    return f"{script}-{weight if weight in _WEIGHTS[script] else REGULAR}"


def is_covered(sign: str) -> bool:
    return sign in face(REGULAR).known or bool(script_of(sign))


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


def embedded(name: str, codes: Sequence[int], listed: Sequence[float] = ()) -> Embedded | None:
    """As a document holds it under this name for these characters; None: it is no font of ours.

    `listed`: what its descriptor says of composed glyphs. Only those count that text was shaped to
    in this process: the caller makes the pages of the same data first.
    """
    weight = name.partition("+RILOSans")[2].removeprefix("-")
    script, _, of_script = weight.partition("-")
    is_main = weight in (REGULAR, MEDIUM, SEMIBOLD)
    if not is_main and of_script not in _WEIGHTS.get(script, ()):
        return None
    if not codes or len(codes) > 256:
        return None
    letters = face(weight)
    inside = letters.font.face
    glyphs = range(inside.numGlyphs if is_main else 0)
    for code in codes:
        if code - PRIVATE in glyphs:
            letters.private(code - PRIVATE)
    own = letters.font.resolved(codes, [int(value) for value in listed])
    if own is None:
        return None
    return Embedded(
        letters.font.program(own),
        letters.font.meanings(name, own),
        tuple(float(inside.getCharWidth(code)) for code in own),
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
            **({f"/{LISTED}": list(listed)} if listed else {}),
        },
    )


def is_drawn_for(shown: str, said: str) -> bool:
    """Did this process shape text so that this one code of the looks 1 and 2 stands for it?"""
    glyph = ord(shown) - PRIVATE if len(shown) == 1 else -1
    return any((glyph, said) in face(weight).drawn_for for weight in (REGULAR, MEDIUM, SEMIBOLD))


def is_right_to_left(text: str) -> bool:
    """Has it a letter or number of a right-to-left script?"""
    return any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in text)


def _has_direction(text: str) -> bool:
    """Can a reader of the file see that it runs from the right? Signs alone do not say it: they are
    drawn in the order in which they are read."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


COMPLEX = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u200c-\u200f\u20d0-\u20ff"
    "\u2de0-\u2dff\ua66f-\ua67d\ua69e\ua69f\ufb1d-\ufdff\ufe20-\ufe2f\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
    "\u0900-\u09ff\u0e31-\u0e3a\u0e47-\u0e4e\u135d-\u135f\u1cd0-\u1cff\u302a-\u302f\u3099\u309a"
    "\ua830-\ua839\ua8e0-\ua8ff]"
)
"""Text that needs shaping or ordering: scripts from the right, marks on letters, Indic scripts."""
_JOINERS = "\u200c\u200d"
_SAID = json.loads((_folder() / "scripts.json").read_text("ascii"))
_WEIGHTS: Mapping[str, Sequence[str]] = {name: one["weights"] for name, one in _SAID.items()}
_CLASSES = {
    name: "".join(f"{chr(first)}-{chr(last)}" for first, last in one["signs"])
    for name, one in _SAID.items()
}
OTHER = re.compile(f"[{''.join(_CLASSES.values())}]")
"""A sign that one of the further faces draws."""
_OF_SCRIPT = re.compile("|".join(f"(?P<{name}>[{own}])" for name, own in _CLASSES.items()))
