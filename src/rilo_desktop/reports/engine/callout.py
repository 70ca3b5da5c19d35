"""Texts on tint behind a bar: what must not be overlooked, and what is asked of the reader."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.drawing import Colour, Rect

from .fonts import REGULAR, SEMIBOLD
from .layout_blocks import Piece, Slab
from .structure import ARTIFACT, NOTE_LEVEL, Element, Role, heading, holding, paragraph
from .styles import MESSAGE, NOTE_HEAD, NOTE_SIGNAL, RIGHT, TEXT, Style
from .typesetting import TextLine, set_balanced, set_line, set_text

TINTED_TEXT = Style(REGULAR, 8.8, 12)
REQUEST = Style(REGULAR, 9.2, 13)
REQUEST_NUMBER = Style(SEMIBOLD, 9.2, 13)
BAR, PADDING, ABOVE, BELOW = 2.2, 9.0, 4.6, 5.4
NUMBERED_BY, AFTER_NUMBER = 11.0, 4.0
"""From the left of a request's number to its text, at least, and from its right."""


def tinted_slabs(head: str, text: str, missing: bool = False) -> list[Slab]:
    """One slab a line, so that a text of any length can go on over pages."""
    style = TINTED_GREY if missing else TINTED_TEXT
    width = RIGHT - TEXT - 2 * PADDING
    title = heading(NOTE_LEVEL)
    lines = [(title, line) for line in set_text(head, NOTE_HEAD, width)]
    for one in text.split("\n"):
        body = holding(paragraph(), one)
        lines += [(body, line) for line in set_text(one, style, width)]
    placed = [[(element, TEXT + PADDING, line)] for element, line in lines]
    return _on_tint(placed, Colour.ACCENT)


def titled(slabs: Sequence[Slab]) -> None:
    """A label beside the block is its heading: it has no other."""
    for piece in (piece for slab in slabs for piece in slab.pieces):
        if piece.element.role is Role.HEADING:
            piece.element.role, piece.element.level = Role.PARAGRAPH, 0


def message_slabs(text: str) -> list[Slab]:
    """What this tells us: a sentence that was typed, in the text column, balanced."""
    element = holding(paragraph(), text)
    return [
        Slab(
            line.style.leading,
            pieces=[
                Piece(
                    element,
                    [(RIGHT - line.width if line.right_to_left else TEXT, MESSAGE.baseline, line)],
                )
            ],
            glue=True,
        )
        for line in set_balanced(text, MESSAGE, RIGHT - TEXT)
    ]


def request_slabs(head: str, requests: Sequence[str]) -> list[Slab]:
    """What the reader is asked to do: numbered lines under the words that say who, and by when."""
    widest = set_line(str(len(requests)), REQUEST_NUMBER).width
    text_at = max(NUMBERED_BY, widest + AFTER_NUMBER)
    width = RIGHT - TEXT - 2 * PADDING - text_at
    title, within = heading(NOTE_LEVEL), Element(Role.LIST)
    placed = [[(title, TEXT + PADDING, line)] for line in set_text(head, NOTE_SIGNAL, width)]
    for number, text in enumerate(requests, 1):
        item = Element(Role.ITEM, within)
        body = holding(Element(Role.BODY, item), text)
        lines = [[(body, TEXT + PADDING + text_at, one)] for one in set_text(text, REQUEST, width)]
        if lines:
            (figure,) = set_text(str(number), REQUEST_NUMBER, 1000)
            lines[0].insert(0, (Element(Role.LABEL, item), TEXT + PADDING, figure))
        placed += lines
    return _on_tint(placed, Colour.SIGNAL)


def _on_tint(
    lines: Sequence[Sequence[tuple[Element, float, TextLine]]], bar_colour: Colour
) -> list[Slab]:
    """A slab a line: each holds what stands beside each other, with its left edge."""
    slabs = []
    for n, line in enumerate(lines):
        above = ABOVE if n == 0 else 0.0
        below = BELOW if n == len(lines) - 1 else 0.0
        height = above + max(text.style.leading for _, _, text in line) + below
        bar = Rect(TEXT, 0.0, BAR, height, fill=bar_colour)
        pieces = [Piece(ARTIFACT, marks=[(0.0, 0.0, (bar,))])]
        for element, left, text in line:
            x = RIGHT - PADDING - text.width if text.right_to_left else left
            pieces.append(Piece(element, [(x, above + text.style.baseline, text)]))
        slabs.append(
            Slab(
                height,
                pieces=pieces,
                grounds=[(TEXT, 0.0, RIGHT - TEXT, height, Colour.TINT)],
                glue=n < 2 or n == len(lines) - 2,
            )
        )
    if slabs:
        slabs[-1].glue = False
    return slabs


TINTED_GREY = Style(REGULAR, 8.8, 12, Colour.GREY)
