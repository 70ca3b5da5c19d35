"""Where files may be dropped: a dashed box that says so. The whole window takes them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...i18n import tr
from ...theme import colour, draw_line, glyph, metrics, scaled
from ...theme.tokens import BODY, REGULAR, SMALL


class DropZone(QWidget):
    def __init__(self) -> None:
        super().__init__()
        high = metrics(BODY).height() + metrics(SMALL).height() + scaled(54)
        self.setFixedHeight(max(scaled(88), high))
        self._words = (tr("Drop files here"), tr("from a USB drive, mail or folder"))
        self.setAccessibleName(", ".join(self._words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line2"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        size, y = scaled(20), scaled(14)
        glyph(painter, "file-import", (self.width() - size) // 2, y, size, "text2")
        y += size + scaled(6)
        for words, spec, tone in zip(
            self._words, ((BODY, REGULAR), (SMALL, REGULAR)), ("text", "text2"), strict=True
        ):
            wide = min(metrics(*spec).horizontalAdvance(words) + 2, self.width() - scaled(16))
            draw_line(painter, (self.width() - wide) // 2, y, wide, words, spec, tone)
            y += metrics(*spec).height() + 1
