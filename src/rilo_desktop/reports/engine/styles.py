"""The page: its grid, its type and its colours. Points; the origin is the top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from rilo_desktop import paper
from rilo_desktop.drawing import Colour
from rilo_desktop.paper import A4, Box

from .fonts import REGULAR, SEMIBOLD

MM = paper.MM
PAGE_WIDTH, PAGE_HEIGHT = paper.PAPERS[A4].width, paper.PAPERS[A4].height
"""The grid of every page, whatever its paper."""
COLUMNS = (20 * MM, 60 * MM, 310 / 3 * MM, 440 / 3 * MM)
ENDS = (56 * MM, 298 / 3 * MM, 428 / 3 * MM, 190 * MM)
LEFT, TEXT, RIGHT = COLUMNS[0], COLUMNS[1], ENDS[3]
NUMBER = 57 * MM
"""Paragraph numbers end here."""
MEASURE = 122 * MM
"""Width of running text."""
TEXT_WIDTH = RIGHT - TEXT
FULL_WIDTH = RIGHT - LEFT
TOP = 28 * MM
CAP = 0.714
"""Height of a capital, in em."""

_paper: ContextVar[str] = ContextVar("paper", default=A4)


@contextmanager
def on_paper(name: str) -> Iterator[None]:
    """Meanwhile pages are made for this one of `paper.PAPERS`."""
    before = _paper.set(name)
    try:
        yield
    finally:
        _paper.reset(before)


def page_box() -> Box:
    return paper.page_box(_paper.get())


def _end() -> float:
    """Where the page ends, from the top of the grid."""
    now = paper.PAPERS[_paper.get()]
    return now.height + now.above


def body_height() -> float:
    """Height of what a page holds between head and foot."""
    return _end() - paper.PAPERS[_paper.get()].below - TOP


def foot_at() -> float:
    """Where the foot of a page begins."""
    return _end() - 20.5 * MM


VALUES = {
    Colour.INK: "#16191D",
    Colour.GREY: "#4D555D",
    Colour.RULE: "#A9B1B8",
    Colour.ACCENT: "#0E4A5A",
    Colour.MID: "#7FA3AE",
    Colour.TINT: "#EDF2F4",
    Colour.SIGNAL: "#9A3B12",
    Colour.PAPER: "#FFFFFF",
    Colour.FEW: "#E4EDF0",
    Colour.SOME: "#C3D6DC",
    Colour.MANY: "#8FB2BD",
}

HEAVY, MIDDLE, HAIR, BREAK = 1.1, 0.6, 0.4, 2.2
"""Rules: opens a table, under its head, between rows, before the next case."""


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """Compared by identity: there is one of each, and layouts are remembered by it."""

    weight: str
    size: float
    leading: float
    colour: Colour = Colour.INK

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline: capitals stand in the middle of it."""
        return (self.leading + CAP * self.size) / 2


COVER_TITLE = Style(SEMIBOLD, 27, 33)
COVER_TITLE_LONG = (Style(SEMIBOLD, 20, 25), Style(SEMIBOLD, 14, 18), Style(SEMIBOLD, 10.6, 14))
COVER_LEAD = Style(REGULAR, 11.4, 16.5, Colour.GREY)
COVER_KIND = Style(SEMIBOLD, 11, 15, Colour.ACCENT)
COVER_OFFICE = Style(SEMIBOLD, 12.5, 16)
COVER_OFFICE_OTHER = Style(REGULAR, 9.6, 13.2, Colour.GREY)
RECORD_TITLE = Style(SEMIBOLD, 17, 21.5)
PART_TITLE = Style(SEMIBOLD, 16, 20)
KEY_FIGURE = Style(SEMIBOLD, 16, 20)
KEY_FIGURE_SIGNAL = Style(SEMIBOLD, 16, 20, Colour.SIGNAL)
SHORT_TITLE = Style(SEMIBOLD, 12.5, 16)
INDICATOR_TITLE = Style(SEMIBOLD, 10.6, 14)
INDICATOR_CODE = Style(SEMIBOLD, 12.5, 14, Colour.ACCENT)
BODY_TEXT = Style(REGULAR, 9.6, 13.2)
LIST_TEXT = Style(REGULAR, 8.2, 11)
LIST_KEY = Style(SEMIBOLD, 8.2, 11)
LIST_GREY = Style(REGULAR, 8.2, 11, Colour.GREY)
LIST_SIGNAL = Style(SEMIBOLD, 8.2, 11, Colour.SIGNAL)
CONTENTS_TEXT = Style(REGULAR, 9.2, 13)
CONTENTS_KEY = Style(SEMIBOLD, 9.2, 13)
CONTENTS_PART = Style(SEMIBOLD, 9.2, 13, Colour.ACCENT)
CONTENTS_CODE = Style(REGULAR, 8.2, 13, Colour.GREY)
VALUE = Style(SEMIBOLD, 8.6, 11.2)
VALUE_MISSING = Style(REGULAR, 8.6, 11.2, Colour.GREY)
LABEL = Style(REGULAR, 7.2, 10.1, Colour.GREY)
HEAD = Style(SEMIBOLD, 7.2, 11.5, Colour.GREY)
SECTION = Style(SEMIBOLD, 8.6, 11.5, Colour.ACCENT)
NUMBERED = Style(REGULAR, 8.2, 13.2, Colour.GREY)
NOTE = Style(REGULAR, 7.5, 10, Colour.GREY)
NOTE_HEAD = Style(SEMIBOLD, 7.5, 10.5, Colour.ACCENT)
NOTE_SIGNAL = Style(SEMIBOLD, 7.5, 10.5, Colour.SIGNAL)
MESSAGE = Style(SEMIBOLD, 9.6, 13.2)
"""The finding over a figure."""
BAND_NAME = Style(SEMIBOLD, 10.6, 14, Colour.PAPER)
BAND_TEXT = Style(REGULAR, 8.2, 11, Colour.PAPER)
BAND_KEY = Style(SEMIBOLD, 8.2, 11, Colour.PAPER)
ONE_PAGE_TITLE = Style(SEMIBOLD, 18.5, 23)
ONE_PAGE_LEAD = Style(REGULAR, 10.4, 14.4)
RUNNING = Style(REGULAR, 8.2, 11, Colour.GREY)
RUNNING_KEY = Style(SEMIBOLD, 8.2, 11)
SMALLEST = Style(REGULAR, 6.6, 8.5, Colour.GREY)
SMALLEST_SIGNAL = Style(SEMIBOLD, 6.6, 8.5, Colour.SIGNAL)
CHIP = Style(SEMIBOLD, 7.6, 13.5)
"""A TLP label in a cell: the text is its code."""
STAGE = Style(SEMIBOLD, 8.6, 11.2)
STAGE_MISSING = Style(REGULAR, 8.6, 11.2, Colour.GREY)
