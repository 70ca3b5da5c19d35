"""Text set in lines: broken in logical order, then ordered and shaped where a script asks for it.

There is no markup here at all: a text is drawn as it stands. Words in another weight are given as
runs, each a text with its weight.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rilo_desktop.language import base_direction

from .bidi import levels, runs, visual_order
from .fonts import COMPLEX, OTHER, Face, Shaped, face, faces_of
from .line_breaks import is_joined, parts_of_words
from .printable_text import in_words, one_line, plain
from .styles import Style

ARABIC_SIZE, ARABIC_LEADING = 1.06, 1.08
REMEMBERED = 80
"""Texts up to this length are laid out once: labels, codes, values that come again."""
_GOOD_BREAKS = frozenset("/._?&=;:,)|@#+")
HYPHENS = frozenset("-\u2010\u2011")
_ELLIPSIS, _RIGHT_TO_LEFT = "…", "\u200f"
"""The mark is not drawn: it makes the ellipsis before it a part of the words before that."""
MOST_CUT = 400
"""No running head holds more characters."""

Runs = tuple[tuple[str, str], ...]
"""A text in parts: (text, weight)."""
Piece = tuple[float, str | Shaped]
"""Distance from the line's left edge and what stands there, in logical order."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """`pieces` None: the text is drawn from the left as it is. Width in points."""

    text: str
    width: float
    style: Style
    right_to_left: bool = False
    pieces: tuple[Piece, ...] | None = None
    weights: tuple[str, ...] | None = None
    """Of the pieces, where they are not all of the style's."""
    ends_word: bool = True
    """No word goes on in the next line, nor a text that is written without spaces."""


Lines = tuple[TextLine, ...]

_remembered: dict[tuple[str, Style, float], Lines] = {}


def set_text(text: str | Runs, style: Style, width: float) -> Lines:
    """The lines of a text in a column, of one weight or several. An empty text has none."""
    if not isinstance(text, str):
        return _set_runs(tuple((in_words(run), weight) for run, weight in text), style, width)
    text = in_words(text)
    if len(text) > REMEMBERED:
        return _set(text, style, width)
    key = (text, style, width)
    found = _remembered.get(key)
    if found is None:
        if len(_remembered) > 40_000:
            _remembered.clear()
        found = _remembered[key] = _set(text, style, width)
    return found


def set_balanced(text: str, style: Style, width: float) -> Lines:
    """A title in the narrowest column that needs no further line, so that no word stands alone."""
    text = in_words(text)
    lines = set_text(text, style, width)
    if not 1 < len(lines) <= 4:
        return lines
    narrow, wide = width / 2, width
    for _ in range(7):
        middle = (narrow + wide) / 2
        if len(_set(text, style, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return _set(text, style, wide)


def set_cut(text: str, style: Style, width: float) -> TextLine | None:
    """One line, cut with an ellipsis where it is too long: for running heads only."""
    text = one_line(in_words(text))[:MOST_CUT]
    lines = set_text(text, style, width)
    if len(lines) <= 1:
        return lines[0] if lines else None
    few, many = 0, min(len(text), MOST_CUT)
    while many - few > 1:
        middle = (few + many) // 2
        if len(_set(_cut(text, middle), style, width)) > 1:
            many = middle
        else:
            few = middle
    return _set(_cut(text, few), style, width)[0]


def _cut(text: str, length: int) -> str:
    """The beginning of a text; its ellipsis stands where its last words end, left or right."""
    kept = text[:length].rstrip()
    kinds = (unicodedata.bidirectional(sign) for sign in reversed(kept))
    last = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return kept + _ELLIPSIS + ("" if last == "L" else _RIGHT_TO_LEFT)


def set_line(text: str, style: Style) -> TextLine:
    """One line of any width, empty where nothing of the text can be seen."""
    lines = set_text(one_line(text), style, 1e6)
    return lines[0] if lines else TextLine("", 0.0, style)


def _set(text: str, style: Style, width: float) -> Lines:
    drawn = plain(text)
    other = not drawn.isascii() and OTHER.search(drawn) is not None
    complex_ = COMPLEX.search(drawn) is not None
    lines: list[TextLine] = []
    for paragraph in drawn.split("\n"):
        words = paragraph.strip(" ")
        if not words:
            continue
        if other:
            lines += _mixed_lines(words, [style.weight] * len(words), style, width)
        elif complex_ and COMPLEX.search(words):
            lines += _complex_lines(words, style, width)
        else:
            lines += _simple_lines(words, style, width)
    return tuple(lines)


def _simple_lines(text: str, style: Style, width: float) -> list[TextLine]:
    letters, size = face(style.weight), style.size
    return [
        TextLine(text[start:end], w * size, style, ends_word=_ends_word(text, end))
        for start, end, w in _break(text, letters, width / size)
    ]


def _complex_lines(text: str, style: Style, width: float) -> list[TextLine]:
    right = base_direction(text) == "rtl"
    style = _for_arabic(style) if right else style
    letters, size = face(style.weight), style.size
    text_levels = levels(text, int(right))
    lines = []
    for start, end, _ in _break(text, letters, width / size):
        line = text[start:end]
        pieces, w = _pieces(line, text_levels[start:end], letters)
        scaled = tuple((x * size, piece) for x, piece in pieces)
        ends_word = _ends_word(text, end)
        lines.append(TextLine(line, w * size, style, right, scaled, ends_word=ends_word))
    return lines


def _ends_word(text: str, end: int) -> bool:
    return end == len(text) or text[end] == " "


def _set_runs(text: Runs, style: Style, width: float) -> Lines:
    parts = [(plain(run), weight) for run, weight in text]
    whole = "".join(run for run, _ in parts)
    weights = [weight for run, weight in parts for _ in run]
    lines: list[TextLine] = []
    start = 0
    for paragraph in whole.split("\n"):
        words = paragraph.strip(" ")
        first = start + len(paragraph) - len(paragraph.lstrip(" "))
        if words:
            lines += _mixed_lines(words, weights[first : first + len(words)], style, width)
        start += len(paragraph) + 1
    return tuple(lines)


def _mixed_lines(text: str, weights: Sequence[str], style: Style, width: float) -> list[TextLine]:
    right = COMPLEX.search(text) is not None and base_direction(text) == "rtl"
    style = _for_arabic(style) if right else style
    size = style.size
    text_levels = levels(text, int(right)) if COMPLEX.search(text) else [0] * len(text)
    widest = face(max(set(weights), key=lambda weight: face(weight).width("mn")))
    if OTHER.search(text):
        weights = faces_of(text, weights)

    def measure(start: int, end: int) -> float:
        return sum(
            face(weight).width(text[a:b]) for a, b, weight in _stretches(weights, start, end)
        )

    def advance(at: int) -> float:
        return face(weights[at]).advance(text[at])

    lines = []
    for start, end, _ in _break(text, widest, width / size, measure, advance):
        shown: list[tuple[int, str, str]] = []
        at = start
        for level, stretch in runs(text[start:end], text_levels[start:end]):
            for a, b, weight in _stretches(weights, at, at + len(stretch)):
                shown.append((level, text[a:b], weight))
            at += len(stretch)
        pieces, w = _placed([(level, run, face(weight)) for level, run, weight in shown])
        scaled = tuple((x * size, piece) for x, piece in pieces)
        own = tuple(weight for _, _, weight in shown)
        ends_word = _ends_word(text, end)
        lines.append(TextLine(text[start:end], w * size, style, right, scaled, own, ends_word))
    return lines


def _stretches(weights: Sequence[str], start: int, end: int) -> list[tuple[int, int, str]]:
    """(start, end, weight) of what stands in one weight between two places."""
    found: list[tuple[int, int, str]] = []
    for at in range(start, end):
        if found and found[-1][2] == weights[at]:
            found[-1] = (found[-1][0], at + 1, weights[at])
        else:
            found.append((at, at + 1, weights[at]))
    return found


def _pieces(line: str, line_levels: list[int], letters: Face) -> tuple[list[Piece], float]:
    """The runs of a line with their places, in em, and the width of the line."""
    return _placed([(level, text, letters) for level, text in runs(line, line_levels)])


def _placed(stretches: Sequence[tuple[int, str, Face]]) -> tuple[list[Piece], float]:
    """Stretches of one level and weight, in logical order."""
    shaped: list[str | Shaped] = []
    widths: list[float] = []
    for level, text, letters in stretches:
        if level % 2 or COMPLEX.search(text):
            run = letters.shape(text, bool(level % 2))
            shaped.append(run)
            widths.append(run.width)
        else:
            shaped.append(text)
            widths.append(sum(letters.advance(c) for c in text))
    places = [0.0] * len(stretches)
    x = 0.0
    for index in visual_order([level for level, _, _ in stretches]):
        places[index] = x
        x += widths[index]
    return list(zip(places, shaped, strict=True)), x


@cache
def _for_arabic(style: Style) -> Style:
    return Style(
        style.weight, style.size * ARABIC_SIZE, style.leading * ARABIC_LEADING, style.colour
    )


Measure = Callable[[int, int], float]
"""Width in em of what stands between two places of a text."""
Advance = Callable[[int], float]
"""Width in em of the character at a place of a text."""


def _break(
    text: str,
    letters: Face,
    width: float,
    between: Measure | None = None,
    advance: Advance | None = None,
) -> list[tuple[int, int, float]]:
    """(start, end, width) of each line, in em: first fit, at spaces; longer words anywhere.

    A script that writes without spaces has its own places (`line_breaks`). A line does not end with
    a hyphen where that can be helped: readers of the file would take it for one of ours and drop it
    from the text.
    """
    space = letters.advance(" ")
    found: list[tuple[int, int, float]] = []
    start = end = 0
    used = 0.0
    before = (0, 0.0, 0)
    """Where the line would end without its last part, its width then, where that part begins."""
    measure = letters.width
    for at, stop in _parts(text) if advance is None else parts_of_words(text):
        w = measure(text[at:stop]) if between is None else between(at, stop)
        gap = space if at > end else 0.0
        if end > start and used + gap + w > width:
            if text[end - 1] in HYPHENS and before[0] > start:
                found.append((start, *before[:2]))
                start, used = before[2], used - before[1] - (space if before[2] > before[0] else 0)
                before = (start, 0.0, start)
            if used + gap + w > width:
                found.append((start, end, used))
                start = end
        if end > start:
            before = (end, used, at)
            used += gap + w
            end = stop
        else:
            start, end, used = at, stop, w
            before = (at, 0.0, at)
            if w > width:
                pieces = _break_word(text[at:stop], at, letters, width, advance)
                found += [(at + a, at + b, v) for a, b, v in pieces[:-1]]
                a, b, used = pieces[-1]
                start, end = at + a, at + b
                before = (start, 0.0, start)
    if end > start:
        found.append((start, end, used))
    return found


def _parts(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for word in text.split(" "):
        yield at, at + len(word)
        at += len(word) + 1


def _break_word(
    word: str, at: int, letters: Face, width: float, advance: Advance | None
) -> list[tuple[int, int, float]]:
    """Cuts a word that is wider than its column; after a sign that divides where one is near.
    `at`: where it begins in the text that `advance` knows."""
    wide = [letters.advance(c) if advance is None else advance(at + n) for n, c in enumerate(word)]
    found: list[tuple[int, int, float]] = []
    start = good = 0
    used = used_good = 0.0
    for n, character in enumerate(word):
        w = wide[n]
        if used + w > width and n > start:
            cut, at_cut = (good, used_good) if good - start > 0.6 * (n - start) else (n, used)
            while cut > start + 1 and (word[cut - 1] in HYPHENS or is_joined(word, cut)):
                cut -= 1
                at_cut -= wide[cut]
            found.append((start, cut, at_cut))
            start, used = cut, used - at_cut
        used += w
        if character in _GOOD_BREAKS:
            good, used_good = n + 1, used
    found.append((start, len(word), used))
    return found
