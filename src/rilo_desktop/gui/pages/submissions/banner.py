"""A sentence on a soft ground above what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...theme import glyph, rounded, scaled
from ...widgets.labels import Label

BELOW = 12
"""Room to what it is about."""


class Banner(QWidget):
    """Hidden while it has nothing to say."""

    def __init__(self, icon: str, tone: str, ground: str) -> None:
        super().__init__()
        self._look = (icon, tone, ground)
        self.words = Label("", wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(scaled(36), scaled(8), scaled(36), scaled(8 + BELOW))
        box.addWidget(self.words)
        self.hide()

    def show_text(self, text: str) -> None:
        self.words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, tone, ground = self._look
        painter, size = QPainter(self), scaled(16)
        rounded(painter, self.rect().adjusted(0, 0, 0, -scaled(BELOW)), scaled(8), ground)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - scaled(12) - size if mirrored else scaled(12)
        glyph(painter, icon, x, scaled(10), size, tone)
