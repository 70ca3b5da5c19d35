"""An empty page: what this is for, and the ways to begin, the first one focused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from ..theme import colour, draw_line, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, REGULAR, SEMIBOLD, SMALL, TITLE
from .labels import Label
from .layouts import Card, discard, hbox, vbox


@dataclass(frozen=True)
class Beginning:
    title: str
    second: str
    icon: str
    begin: Callable[[], object]
    keys: str = ""


class BeginningRow(QPushButton):
    """A way to begin, as a row: icon, title, a line of words."""

    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning.title)
        self._beginning = beginning
        self.setAccessibleName(beginning.title)
        self.setAccessibleDescription(beginning.second)
        self.setAutoDefault(True)  # Enter presses it too
        self.clicked.connect(lambda _checked=False: beginning.begin())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(scaled(458), scaled(60))

    def sizeHint(self) -> QSize:
        return QSize(scaled(458), scaled(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, made = QPainter(self), self._beginning
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.underMouse():
            rounded(painter, self.rect(), 8, "hover")
        size, wide = scaled(20), self.width()
        x = wide - scaled(18) - size if mirrored else scaled(18)
        glyph(painter, made.icon, x, (self.height() - size) // 2, size, "accentText", mirrored)
        left, after = scaled(56), scaled(96 if made.keys else 38)
        width = wide - left - after
        start = after if mirrored else left
        y = scaled(12)
        draw_line(painter, start, y, width, made.title, (BODY, SEMIBOLD), "text", mirrored)
        y += metrics(BODY, SEMIBOLD).height() + 2
        draw_line(painter, start, y, width, made.second, (SMALL, REGULAR), "text2", mirrored)
        arrow = scaled(14)
        x = scaled(16) if mirrored else wide - scaled(16) - arrow
        y = (self.height() - arrow) // 2
        glyph(painter, "chevron-right", x, y, arrow, "text3", mirrored)
        x = scaled(38) if mirrored else wide - scaled(38) - scaled(60)
        y = (self.height() - metrics(SMALL).height()) // 2
        draw_line(
            painter, x, y, scaled(60), made.keys, (SMALL, REGULAR), "text3", mirrored, trailing=True
        )
        if self.hasFocus():
            rounded(painter, self.rect(), 8, "", "accentText", 2)


class EmptyPage(QWidget):
    def __init__(self, title: str, about: str, beginnings: Sequence[Beginning]) -> None:
        super().__init__()
        self.rows = [BeginningRow(beginning) for beginning in beginnings]
        self._first: list[BeginningRow] = []
        card = Card(radius=8)
        self._card = vbox(*self.rows, into=card).layout()
        sentence = Label(about, tone="text2", leading=False)
        name = Label(title, TITLE, SEMIBOLD, leading=False)
        vbox(
            None,
            hbox(None, _Papers(), None),
            24,
            hbox(None, name, None),
            6,
            hbox(None, sentence, None),
            20,
            hbox(None, card, None),
            None,
            None,
            into=self,
        )

    def show_first(self, beginnings: Sequence[Beginning]) -> None:
        """Other rows above those that are always there."""
        for row in self._first:
            discard(row)
        self._first = [BeginningRow(beginning) for beginning in beginnings]
        box = self._card
        assert isinstance(box, QBoxLayout)
        for at, row in enumerate(self._first):
            box.insertWidget(at, row)

    @property
    def first(self) -> Sequence[BeginningRow]:
        return self._first

    def focus_first(self) -> None:
        for row in (*self._first, *self.rows)[:1]:
            row.setFocus(Qt.FocusReason.OtherFocusReason)


class _Papers(QWidget):
    """Some sheets of paper with a route on the first."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(scaled(112), scaled(96))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, unit = QPainter(self), scaled(100) / 100
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for angle in (-10, 10, 0):
            painter.save()
            painter.translate(QPoint(round((56 + 1.4 * angle) * unit), round(52 * unit)))
            painter.rotate(angle)
            painter.setBrush(colour("surface"))
            painter.setPen(QPen(colour("line2"), 1.4))
            painter.drawRoundedRect(QRectF(-31 * unit, -40 * unit, 62 * unit, 78 * unit), 5, 5)
            if angle == 0:
                self._front(painter, unit)
            painter.restore()

    def _front(self, painter: QPainter, unit: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("bar2"))
        for y, wide in ((-24, 36), (-13, 28), (-2, 34)):
            painter.drawRoundedRect(QRectF(-19 * unit, y * unit, wide * unit, 4 * unit), 2, 2)
        painter.setPen(QPen(colour("accentText"), 1.8))
        painter.setBrush(colour("surface"))
        painter.drawLine(round(-14 * unit), round(23 * unit), round(14 * unit), round(23 * unit))
        painter.drawEllipse(QRectF(-19 * unit, 19 * unit, 8 * unit, 8 * unit))
        painter.setBrush(colour("accentText"))
        painter.drawEllipse(QRectF(11 * unit, 19 * unit, 8 * unit, 8 * unit))
