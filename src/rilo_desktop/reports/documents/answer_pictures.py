"""A picture that answers a question: its caption in the row of the answer, the picture below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.drawing import Colour, Rect
from rilo_desktop.records import AnswerPicture

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Slab, glued
from ..engine.structure import ARTIFACT, Element, Role
from ..engine.styles import HAIR, MM
from ..engine.table_layout import Column
from .content import Photo

HEIGHT = 62 * MM
"""Most of one picture, as of those of a case."""
DOTS = 150 / 72
"""Least pixels to a point at which a small picture is still sharp; it is printed smaller."""
BELOW = 6.0
CAPTION_LIMIT = 360


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """`number`: among the pictures of the answers; `photo`: None where it does not leave."""

    number: int
    picture: AnswerPicture
    photo: Photo | None


def said_of(flow: Flow, shown: PrintedPicture) -> str:
    """Its number and caption, and that it stays where it does."""
    say = flow.say
    caption = flow.fitting(say.text("Pictures"), known_text(shown.picture.caption), CAPTION_LIMIT)
    if shown.photo is not None:
        called = say.text("Picture {number}", number=shown.number)
        return f"{called}. {caption}" if caption else called
    if shown.picture.kept:
        said = say.text("Picture {number} is not sent.", number=shown.number)
    else:
        said = say.text(
            "Picture {number} is not in this store, or cannot be read.", number=shown.number
        )
    return f"{said} {caption}".strip()


def with_pictures(
    flow: Flow, slabs: list[Slab], shown: Sequence[PrintedPicture], column: Column
) -> list[Slab]:
    """A row with its pictures below the text; its rule stands below the last one."""
    photos = [(one, one.photo) for one in shown if one.photo is not None]
    if not photos:
        return slabs
    made = list(slabs)
    last = next(piece.element for piece in reversed(slabs[-1].pieces) if piece.lines)
    cell = last.parent if last.role is Role.PARAGRAPH and last.parent else last
    for one, photo in photos:
        share = min(column.width / photo.width, HEIGHT / photo.height, 1 / DOTS)
        wide, high = photo.width * share, photo.height * share
        edge = Rect(0, 0, wide, high, fill=None, stroke=Colour.RULE, line=HAIR)
        above = made[-1]
        pieces = [
            Piece(
                Element(Role.FIGURE, cell, alt=said_of(flow, one)),
                photos=[(column.x, 0.0, wide, high, photo.content)],
            ),
            Piece(ARTIFACT, marks=[(column.x, 0.0, [edge])]),
        ]
        rules = [(x, end, high + BELOW, line, tone) for x, end, _, line, tone in above.rules]
        above.rules = []
        made.append(Slab(high + BELOW, pieces=pieces, rules=rules))
    glued(made)
    return made
