"""Text of several lines as a delegate paints it: wrapped once for its width, in its direction."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption

from rilo_desktop.characters import visible
from rilo_desktop.language import base_direction

from .painting import Spec
from .theme_state import colour, font, metrics, on_text_size, scaled

LINE = 20
"""Distance of two lines of body text, in unscaled pixels."""


class Paragraph:
    """`high` is its height. Cut with an ellipsis after `most` lines; 0 is no limit.

    `step` is the least distance of two lines, in unscaled pixels.

    It stands at the edge where its own text begins, or where its list does (`at_right`).
    """

    def __init__(
        self,
        text: str,
        width: int,
        spec: Spec,
        most: int = 0,
        at_right: bool | None = None,
        step: int = LINE,
    ) -> None:
        text = visible(text)
        right = base_direction(text) == "rtl"
        leads_right = right if at_right is None else at_right
        side = Qt.AlignmentFlag.AlignRight if leads_right else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        ways = Qt.LayoutDirection
        option.setTextDirection(ways.RightToLeft if right else ways.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        plain = text.replace("\n", "\u2028")
        self._layout = QTextLayout(_cut(plain, width, spec, option, most), font(*spec))
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self.high = _place_lines(self._layout, width, max(scaled(step), metrics(*spec).height()))

    def draw(self, painter: QPainter, x: float, y: float, role: str) -> None:
        painter.setPen(colour(role))
        self._layout.draw(painter, QPointF(x, y))


@lru_cache(1_024)
def paragraph(
    text: str,
    width: int,
    spec: Spec,
    most: int = 0,
    at_right: bool | None = None,
    step: int = LINE,
) -> Paragraph:
    return Paragraph(text, max(1, width), spec, most, at_right, step)


on_text_size(paragraph.cache_clear)


def _cut(text: str, width: int, spec: Spec, option: QTextOption, most: int) -> str:
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
