"""What the grounds of the matrix mean, in words and figures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...i18n import tr
from ...itemviews.matrix import Shade
from ...theme import draw_line, metrics, rounded, scaled, text_height
from ...theme.tokens import REGULAR, SEMIBOLD, SMALL
from ...widgets.labels import Label
from ...widgets.layouts import FlowLayout
from .messages import LEVELS, level_label

_SHADES = (Shade.ZERO, Shade.LOW, Shade.LOW, Shade.STRONG, Shade.STRONG)


class Legend(QWidget):
    """Wraps where there is no room for all in one line."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=14)
        note = tr("Blank: nobody said. Never read as 0.")
        flow.addWidget(Label(note, SMALL, SEMIBOLD, "text2"))
        for level, shade in zip(LEVELS, _SHADES, strict=True):
            flow.addWidget(_Step(level, shade, level_label(level)))


class _Step(QWidget):
    def __init__(self, level: int, shade: Shade, words: str) -> None:
        super().__init__()
        self._level, self._shade, self._words = str(level), shade, words
        self.setAccessibleName(f"{level}: {words}")
        wide = scaled(26) + metrics(SMALL).horizontalAdvance(words) + 4
        self.setFixedSize(wide, scaled(20))

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = scaled(18)
        x = self.width() - side if mirrored else 0
        rounded(painter, self.rect().adjusted(x, 1, x + side - self.width(), -1), 4, self._shade)
        own = metrics(SMALL, SEMIBOLD).horizontalAdvance(self._level) + 1
        y = (self.height() - text_height(SMALL, SEMIBOLD)) // 2
        tone = "onbar" if self._shade is Shade.STRONG else "text"
        left = x + (side - own) // 2
        draw_line(painter, left, y, own, self._level, (SMALL, SEMIBOLD), tone, mirrored)
        room = self.width() - scaled(26)
        start = 0 if mirrored else scaled(26)
        draw_line(painter, start, y, room, self._words, (SMALL, REGULAR), "text2", mirrored)
