"""Text of several lines as a delegate paints it: wrapped once for its width, in its direction."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from rilo_desktop.characters import visible
from rilo_desktop.language import base_direction

from .painting import Spec
from .theme_state import colour, font, metrics, on_text_size, scaled

Looks = tuple[tuple[int, int, str], ...]
"""(position, length, "new", "gone" or "heavy")."""
LINE = 20
"""Distance of two lines of body text, in unscaled pixels."""


class Paragraph:
    """`high` is its height. Cut with an ellipsis after `most` lines; 0 is no limit.

    `step` is the least distance of two lines, in unscaled pixels.

    It stands at the edge where its own text begins, or where its list does (`at_right`).
    `runs_left`: from right to left; None: as its first letter does.
    """

    def __init__(
        self,
        text: str,
        width: int,
        spec: Spec,
        most: int = 0,
        at_right: bool | None = None,
        step: int = LINE,
        looks: Looks = (),
        runs_left: bool | None = None,
    ) -> None:
        text = visible(text)
        right = base_direction(text) == "rtl" if runs_left is None else runs_left
        leads_right = right if at_right is None else at_right
        side = Qt.AlignmentFlag.AlignRight if leads_right else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        ways = Qt.LayoutDirection
        option.setTextDirection(ways.RightToLeft if right else ways.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(_cut(text, width, spec, option, most), font(*spec))
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._looks = looks
        self._layout.setFormats([_range(at, length, look) for at, length, look in looks])
        self.high = _place_lines(self._layout, width, max(scaled(step), metrics(*spec).height()))

    def draw(self, painter: QPainter, x: float, y: float, role: str) -> None:
        painter.setPen(colour(role))
        # "heavy" is in the format already: Qt cuts a range that is drawn apart at its line
        marked = [_range(*look, True) for look in self._looks if look[2] != "heavy"]
        self._layout.draw(painter, QPointF(x, y), marked)


def _range(at: int, length: int, look: str, coloured: bool = False) -> QTextLayout.FormatRange:
    """Words that are new are heavy, those that are gone are struck: not by colour alone."""
    found = QTextLayout.FormatRange()
    found.start, found.length = at, length
    shape = QTextCharFormat()
    shape.setFontStrikeOut(look == "gone")
    if look in ("new", "heavy"):
        shape.setFontWeight(QFont.Weight.DemiBold)
    if coloured:
        ground, tone = ("okBg", "ok") if look == "new" else ("dangerBg", "danger")
        shape.setBackground(colour(ground))
        shape.setForeground(colour(tone))
    found.format = shape
    return found


@lru_cache(512)
def marked_paragraph(
    parts: tuple[tuple[str, str], ...], width: int, spec: Spec, at_right: bool | None = None
) -> Paragraph:
    """Of parts with a look each: "", "new", "gone" or "heavy"."""
    looks: list[tuple[int, int, str]] = []
    text = ""
    for part, look in parts:
        said = visible(part)
        if look:
            looks.append((len(text), len(said), look))
        text += said
    return Paragraph(text, max(1, width), spec, 0, at_right, LINE, tuple(looks))


@lru_cache(1_024)
def paragraph(
    text: str,
    width: int,
    spec: Spec,
    most: int = 0,
    at_right: bool | None = None,
    step: int = LINE,
    runs_left: bool | None = None,
) -> Paragraph:
    return Paragraph(text, max(1, width), spec, most, at_right, step, (), runs_left)


on_text_size(paragraph.cache_clear)
on_text_size(marked_paragraph.cache_clear)


def cut(text: str, width: int, spec: Spec, most: int) -> str:
    """A text that ends in an ellipsis where it has no room in so many lines."""
    found = _cut(text, width, spec, QTextOption(), most)
    return found.replace("\u2028", "\n")


def _cut(text: str, width: int, spec: Spec, option: QTextOption, most: int) -> str:
    text = text.replace("\n", "\u2028")
    if not most:
        return text
    layout = QTextLayout(text, font(*spec))
    layout.setTextOption(option)
    layout.beginLayout()
    start = 0
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
    else:
        if layout.createLine().isValid():
            rest = text[start:].replace("\u2028", " ")
            last = metrics(*spec).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            text = text[:start] + last
    layout.endLayout()
    return text


def _place_lines(layout: QTextLayout, width: int, step: int) -> int:
    layout.beginLayout()
    high = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, high + (step - line.height()) / 2))
        high += step
    layout.endLayout()
    return high
