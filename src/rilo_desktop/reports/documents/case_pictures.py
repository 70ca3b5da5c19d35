"""The pictures of a case: cleaned copies, two across, each with its caption on the same page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.drawing import Colour, Rect
from rilo_desktop.records import CaseStudy, Picture

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Piece, Slab
from ..engine.structure import ARTIFACT, SECTION_LEVEL, Element, Role, figure, heading
from ..engine.styles import FULL_WIDTH, HAIR, HEAVY, LEFT, LIST_KEY, LIST_TEXT, MM, RIGHT, Style
from ..engine.typesetting import Lines, set_text
from .content import Content, Photo

ACROSS = 2
GUTTER = 6 * MM
WIDTH = (FULL_WIDTH - GUTTER * (ACROSS - 1)) / ACROSS
HEIGHT = 62 * MM
"""Most of one picture: a page holds three rows, and an upright one still tells something."""
DOTS = 150 / 72
"""Least pixels to a point at which a small picture is still sharp; it is printed smaller."""
ABOVE_CAPTION, BETWEEN_ROWS = 4.5, 9.0
CAPTION_LIMIT = 360


@dataclass(frozen=True, slots=True)
class _Framed:
    """A picture as large as it stands on the page, with the lines below it. Points."""

    photo: Photo
    width: float
    height: float
    number: Lines
    caption: Lines
    alt: str


def case_pictures(flow: Flow, content: Content, case: CaseStudy) -> None:
    """Pictures that leave; of one that stays only its caption, and that it stays."""
    pictures = known_lines(case.pictures)
    photos = content.photos.get(case.id, ())
    framed: list[_Framed] = []
    staying: list[str] = []
    for number, picture in enumerate(pictures, 1):
        photo = photos[number - 1] if number <= len(photos) else None
        if photo is None:
            staying.append(_not_shown(flow, picture, number))
        else:
            framed.append(_framed(flow, photo, picture, number))
    label = flow.say.text("Pictures")
    rows = [_row(framed[first : first + ACROSS]) for first in range(0, len(framed), ACROSS)]
    if rows:
        _opened(rows[0], set_text(label, LABEL, FULL_WIDTH))
        for slab in rows[1:]:
            slab.before = BETWEEN_ROWS
        flow.add(rows, 9.0)
        flow.moved()
    if staying:
        flow.source("" if rows else label, "\n".join(staying))


LABEL = Style(LIST_KEY.weight, 8.6, 15.0, Colour.ACCENT)


def _not_shown(flow: Flow, picture: Picture, number: int) -> str:
    say = flow.say
    caption = flow.fitting(say.text("Pictures"), known_text(picture.caption), CAPTION_LIMIT)
    if picture.kept:
        said = say.text("Picture {number} is not sent.", number=number)
    else:
        said = say.text("Picture {number} is not in this store.", number=number)
    return f"{said} {caption}".strip()


def _framed(flow: Flow, photo: Photo, picture: Picture, number: int) -> _Framed:
    share = min(WIDTH / photo.width, HEIGHT / photo.height, 1 / DOTS)
    text = flow.fitting(flow.say.text("Pictures"), known_text(picture.caption), CAPTION_LIMIT)
    called = flow.say.text("Picture {number}", number=number)
    return _Framed(
        photo,
        photo.width * share,
        photo.height * share,
        set_text(called, LIST_KEY, WIDTH),
        set_text(text, LIST_TEXT, WIDTH) if text else (),
        f"{called}. {text}".strip(),
    )


def _row(framed: Sequence[_Framed]) -> Slab:
    """One slab, so that a caption never stands on another page than its picture."""
    high = max(one.height for one in framed)
    pieces: list[Piece] = []
    below = 0.0
    for place, one in enumerate(framed):
        x, y = LEFT + place * (WIDTH + GUTTER), high + ABOVE_CAPTION
        edge = Rect(0, 0, one.width, one.height, fill=None, stroke=Colour.RULE, line=HAIR)
        photo = (x, 0.0, one.width, one.height, one.photo.content)
        pieces.append(Piece(figure(one.alt), photos=[photo]))
        pieces.append(Piece(ARTIFACT, marks=[(x, 0.0, [edge])]))
        caption = Element(Role.CAPTION, pieces[-2].element)
        for line in (*one.number, *one.caption):
            right = x + WIDTH - line.width if line.right_to_left else x
            pieces.append(Piece(caption, [(right, y + line.style.baseline, line)]))
            y += line.style.leading
        below = max(below, y)
    return Slab(below, pieces=pieces)


def _opened(slab: Slab, label: Lines) -> None:
    """The rule and the label of the block stand in its first row, and so on its page."""
    room = 5.0 + sum(line.style.leading for line in label) + 3.0
    lines = [(LEFT, 4.0 + line.style.baseline, line) for line in label]
    slab.pieces = [
        Piece(heading(SECTION_LEVEL), lines),
        *(piece.lower(room) for piece in slab.pieces),
    ]
    slab.rules = [(LEFT, RIGHT, 0.0, HEAVY, Colour.INK)]
    slab.height += room
