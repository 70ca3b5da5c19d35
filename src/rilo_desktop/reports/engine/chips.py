"""TLP labels: the black box of header and footer, and small chips that repeat or explain one."""

from __future__ import annotations

from rilo_desktop.records import DEFAULT_TLP
from rilo_desktop.vocabularies import shipped

from .canvas import Pen
from .fonts import SEMIBOLD
from .styles import CAP, CHIP, RIGHT, Style
from .typesetting import set_line

LABEL_STYLE = Style(SEMIBOLD, 12, 19.8)
LABEL_HEIGHT = 19.8
LABEL_PADDING = 6.5
CHIP_HEIGHT = 11.5
CHIP_PADDING = 3.8


def tlp_colours(code: str) -> tuple[str, str, str]:
    """Label, colour of its text and its ground; an unknown code counts as the default label."""
    items = shipped("tlp").items
    item = items.get(code) or items[DEFAULT_TLP]
    return item.label(), item.more["text_colour"], item.more["background"]


def label_width(code: str) -> float:
    return set_line(tlp_colours(code)[0], LABEL_STYLE).width + 2 * LABEL_PADDING


def draw_label(pen: Pen, code: str, top: float) -> None:
    """The label with its right edge at the margin."""
    text, colour, ground = tlp_colours(code)
    line = set_line(text, LABEL_STYLE)
    x = RIGHT - line.width - 2 * LABEL_PADDING
    pen.box(x, top, RIGHT - x, LABEL_HEIGHT, ground)
    baseline = top + (LABEL_HEIGHT + CAP * LABEL_STYLE.size) / 2
    pen.coloured(x + LABEL_PADDING, baseline, line, colour)


def draw_chip(pen: Pen, code: str, x: float, top: float) -> None:
    text, colour, ground = tlp_colours(code)
    line = set_line(text, CHIP)
    pen.box(x, top, line.width + 2 * CHIP_PADDING, CHIP_HEIGHT, ground)
    pen.coloured(x + CHIP_PADDING, top + (CHIP_HEIGHT + CAP * CHIP.size) / 2, line, colour)
