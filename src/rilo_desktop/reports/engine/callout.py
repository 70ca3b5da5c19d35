"""A text on tint behind a bar: what must not be overlooked."""

from __future__ import annotations

from rilo_desktop.drawing import Colour, Rect

from .fonts import REGULAR
from .layout_blocks import Piece, Slab
from .structure import ARTIFACT, NOTE_LEVEL, heading, paragraph
from .styles import NOTE_HEAD, RIGHT, TEXT, Style
from .typesetting import set_text

TINTED_TEXT = Style(REGULAR, 8.8, 12)
BAR, PADDING, ABOVE, BELOW = 2.2, 9.0, 4.6, 5.4


def tinted_slabs(head: str, text: str, missing: bool = False) -> list[Slab]:
    """One slab a line, so that a text of any length can go on over pages."""
    style = TINTED_GREY if missing else TINTED_TEXT
    width = RIGHT - TEXT - 2 * PADDING
    title, body = heading(NOTE_LEVEL), paragraph()
    lines = [(title, line) for line in set_text(head, NOTE_HEAD, width)]
    lines += [(body, line) for line in set_text(text, style, width)]
    slabs = []
    for n, (element, line) in enumerate(lines):
        above = ABOVE if n == 0 else 0.0
        below = BELOW if n == len(lines) - 1 else 0.0
        height = above + line.style.leading + below
        x = RIGHT - PADDING - line.width if line.right_to_left else TEXT + PADDING
        bar = Rect(TEXT, 0.0, BAR, height, fill=Colour.ACCENT)
        slabs.append(
            Slab(
                height,
                pieces=[
                    Piece(ARTIFACT, marks=[(0.0, 0.0, (bar,))]),
                    Piece(element, [(x, above + line.style.baseline, line)]),
                ],
                grounds=[(TEXT, 0.0, RIGHT - TEXT, height, Colour.TINT)],
                glue=n < 2 or n == len(lines) - 2,
            )
        )
    slabs[-1].glue = False
    return slabs


TINTED_GREY = Style(REGULAR, 8.8, 12, Colour.GREY)
