"""A line edit whose text ends in an ellipsis where there is no room, as labels do."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from ...theme import draw_line, metrics, scaled
from ...theme.tokens import BODY, REGULAR

INSIDE, SIGN = 2, 24
"""What QLineEdit leaves free before its text, beside the margins of the style, and for an action
at its end."""


class ElidedLineEdit(QLineEdit):
    """While nobody writes in it; then it scrolls, as every line edit does."""

    def shown(self) -> str:
        """The text as it stands there while nobody writes in it."""
        side = Qt.TextElideMode.ElideRight
        return metrics().elidedText(self.text(), side, self._text_rect().width())

    def _text_rect(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = QStyle.SubElement.SE_LineEditContents
        rect = self.style().subElementRect(inner, option, self).adjusted(INSIDE, 0, -INSIDE, 0)
        signs = scaled(SIGN) * len(self.actions())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return rect.adjusted(signs if mirrored else 0, 0, 0 if mirrored else -signs, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.shown() == self.text():
            super().paintEvent(event)
            return
        painter, room = QPainter(self), self._text_rect()
        if self.hasFrame():
            option = QStyleOptionFrame()
            self.initStyleOption(option)
            panel = QStyle.PrimitiveElement.PE_PanelLineEdit
            self.style().drawPrimitive(panel, option, painter, self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = room.y() + (room.height() - metrics().height()) / 2
        tone = "text" if self.isEnabled() else "text3"
        spec = (BODY, REGULAR)
        draw_line(painter, room.x(), y, room.width(), self.text(), spec, tone, mirrored)
