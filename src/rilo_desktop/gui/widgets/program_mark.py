"""The mark of the program, as it stands where an office is opened or made."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ..theme import colour, scaled
from ..theme.painting import rounded


class Mark(QWidget):
    """The mark of the program: a route with its detection."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(scaled(48), scaled(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        unit = self.width() / 48
        rounded(painter, self.rect(), scaled(10), "accent")
        points = [
            QPointF(x * unit, y * unit) for x, y in ((13, 34), (20.5, 19), (29, 28), (36, 14))
        ]
        painter.setPen(QPen(colour("onaccent"), 2.4 * unit))
        painter.drawPolyline(points)
        for at, point in enumerate(points):
            painter.setBrush(colour("onaccent" if at == 2 else "accent"))
            size = 4.2 * unit if at == 2 else 3.8 * unit
            painter.drawEllipse(QRectF(point.x() - size, point.y() - size, 2 * size, 2 * size))
