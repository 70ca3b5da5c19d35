"""The steps of the first run: where the officer is, and what was decided before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import tr
from ...theme import colour, draw_line, font, glyph, metrics, rounded, scaled
from ...theme.tokens import BODY, CAPTION, REGULAR, SEMIBOLD, SMALL

_STEP, _DOT = 52, 24
"""Height of a step and size of its dot, in unscaled pixels."""


@dataclass(frozen=True)
class Step:
    title: str
    second: str


class StepsColumn(QWidget):
    """Painted; what it says is also told as its accessible description."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self._steps = steps
        self._at = 0
        self.setAccessibleName(tr("Steps"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._high = max(scaled(_STEP), metrics(BODY).height() + metrics(SMALL).height() + 12)
        self.setFixedHeight(self._high * len(steps))
        self.show_step(0, steps)

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), self.height())

    def show_step(self, at: int, steps: tuple[Step, ...]) -> None:
        self._at, self._steps = at, steps
        said = tr(
            "Step {number} of {count}: {title}",
            number=at + 1,
            count=len(steps),
            title=steps[at].title,
        )
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, step in enumerate(self._steps):
            self._paint(painter, number, step)

    def _paint(self, painter: QPainter, number: int, step: Step) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        here, past = number == self._at, number < self._at
        dot, top = scaled(_DOT), number * self._high
        body, small = (BODY, SEMIBOLD if here else REGULAR), (SMALL, REGULAR)
        words = metrics(*body).height() + metrics(*small).height() + 2
        x = self.width() - dot if mirrored else 0
        place = QRectF(x, top + (words - dot) / 2 + 2, dot, dot)
        edge = "" if here else "accentText" if past else "line2"
        rounded(painter, place.adjusted(1, 1, -1, -1), dot / 2 - 1, "accent" if here else "", edge)
        if past:
            size = scaled(14)
            middle = place.center()
            glyph(
                painter, "check", middle.x() - size / 2, middle.y() - size / 2, size, "accentText"
            )
        else:
            painter.setFont(font(CAPTION, SEMIBOLD))
            painter.setPen(colour("onaccent" if here else "text2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        lead = dot + scaled(12)
        wide = self.width() - lead
        x = 0 if mirrored else lead
        tone = "text" if here or past else "text2"
        draw_line(painter, x, top, wide, step.title, body, tone, mirrored)
        y = top + metrics(*body).height() + 2
        draw_line(painter, x, y, wide, step.second, small, "text2", mirrored)
