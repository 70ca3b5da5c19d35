"""Where the work on a submission stands: numbered steps, the current one filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ...i18n import tr
from ...theme import colour, draw_line, font, metrics, rounded, scaled
from ...theme.tokens import BODY, CAPTION, REGULAR, SEMIBOLD
from ...widgets.layouts import Panel


class Steps(Panel):
    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("canvas", "b", height=48)
        self._names, self._at = names, 0
        self.show_step(0)

    def show_step(self, at: int) -> None:
        """Counted from 0; one more than the last: all are done."""
        self._at = at
        name = self._names[min(at, len(self._names) - 1)]
        number = min(at + 1, len(self._names))
        self.setAccessibleName(
            tr("Step {at} of {all}: {name}", at=number, all=len(self._names), name=name)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x, dot = scaled(20), scaled(20)
        for number, name in enumerate(self._names):
            here, past = number == self._at, number < self._at
            left = self.width() - x - dot if mirrored else x
            place = QRectF(left, (self.height() - dot) / 2, dot, dot)
            ground = "accent" if here else "accentSoft" if past else ""
            edge = "" if here else "accentText" if past else "line2"
            rounded(painter, place, dot / 2, ground, edge)
            painter.setFont(font(CAPTION, SEMIBOLD))
            painter.setPen(colour("onaccent" if here else "accentText" if past else "text2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "✓" if past else str(number + 1))
            spec = (BODY, SEMIBOLD if here else REGULAR)
            wide = metrics(*spec).horizontalAdvance(name) + 2
            x += dot + scaled(8)
            left = self.width() - x - wide if mirrored else x
            y = (self.height() - metrics(*spec).height()) / 2
            draw_line(painter, left, y, wide, name, spec, "text" if here else "text2", mirrored)
            x += wide + scaled(12)
            if number + 1 < len(self._names):
                left = self.width() - x - scaled(28) if mirrored else x
                painter.fillRect(QRectF(left, self.height() / 2, scaled(28), 1), colour("line2"))
                x += scaled(28) + scaled(12)
