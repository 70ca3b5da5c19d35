"""A drawing one can walk through: arrows move, Enter opens what stands behind, Space marks it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QToolTip

from rilo_desktop.drawing import Chart, Drawing, Spot, draw, mirrored

from ..theme import colour, rounded
from ..widgets.buttons import is_key
from ..widgets.labels import tip
from .painter import paint, ruler

PAGE = 12
"""How far Page Up and Page Down go: a year of months."""


class ChartView(QLabel):
    """A label with a picture: an image to a screen reader, which a plain widget is not.

    `opened(number)`, `marked(number)` and `moved(number)`, where one stands now: of an amount of
    the chart; marked -1: none."""

    opened = Signal(int)
    marked = Signal(int)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._title = ""
        self._spoken: Sequence[str] = ()
        self._drawing = Drawing(0.0, 0.0)
        self._numbers: list[int] = []
        self.current = -1
        self.setPixmap(QPixmap(1, 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)

    def show_chart(self, chart: Chart, title: str, spoken: Sequence[str]) -> None:
        """`spoken`: what each amount says, by its number."""
        self._chart, self._title, self._spoken = chart, title, spoken
        self._arrange()
        if self.current not in self._numbers:
            self.current = self._numbers[0] if self._numbers else -1
        self._announce()

    @property
    def numbers(self) -> Sequence[int]:
        """The amounts that can be walked to."""
        return self._numbers

    def spots(self, number: int) -> list[Spot]:
        return [spot for spot in self._drawing.spots if spot.number == number]

    def _arrange(self) -> None:
        if self._chart is None:
            return
        drawing = draw(self._chart, float(max(1, self.width())), ruler())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            drawing = mirrored(drawing)
        self._drawing = drawing
        self._numbers = sorted({spot.number for spot in drawing.spots if spot.number >= 0})
        self.setFixedHeight(ceil(drawing.height) + 2)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange):
            self._arrange()

    # --- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            back, on = on, back
        if is_key(event, back, Qt.Key.Key_Up):
            self._move(-1)
        elif is_key(event, on, Qt.Key.Key_Down):
            self._move(1)
        elif is_key(event, Qt.Key.Key_PageUp):
            self._move(-PAGE)
        elif is_key(event, Qt.Key.Key_PageDown):
            self._move(PAGE)
        elif is_key(event, Qt.Key.Key_Home):
            self._move(-len(self._numbers))
        elif is_key(event, Qt.Key.Key_End):
            self._move(len(self._numbers))
        elif self.current >= 0 and is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        elif self.current >= 0 and is_key(event, Qt.Key.Key_Space):
            self.marked.emit(self.current)
        elif is_key(event, Qt.Key.Key_Escape):
            self.marked.emit(-1)
        else:
            super().keyPressEvent(event)

    def _move(self, by: int) -> None:
        if self._numbers:
            at = self._numbers.index(self.current) if self.current in self._numbers else 0
            self.go_to(self._numbers[min(max(0, at + by), len(self._numbers) - 1)])

    def go_to(self, number: int) -> None:
        self.current = number
        self._announce()
        self.update()
        self._bring_into_view()
        self.moved.emit(number)

    def _announce(self) -> None:
        """A screen reader hears the amount one stands on, after the title."""
        words = self._spoken[self.current] if 0 <= self.current < len(self._spoken) else ""
        self.setAccessibleName(f"{self._title}. {words}" if words else self._title)

    def _bring_into_view(self) -> None:
        spots = self.spots(self.current)
        at = self.parentWidget()
        while at is not None and not isinstance(at, QScrollArea):
            at = at.parentWidget()
        content = at.widget() if isinstance(at, QScrollArea) else None
        if spots and isinstance(at, QScrollArea) and content is not None:
            middle = QPointF(spots[0].x, spots[0].y + spots[0].height / 2).toPoint()
            place = self.mapTo(content, middle)
            at.ensureVisible(place.x(), place.y(), 40, 60)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._bring_into_view()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- pointer

    def number_at(self, x: float, y: float) -> int:
        """The amount at this place, -1 where none is; of two, the one drawn last."""
        found = [spot.number for spot in self._drawing.spots if spot.holds(x, y)]
        return found[-1] if found else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position().x(), event.position().y())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(number)
            self.marked.emit(number)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position().x(), event.position().y())
        if number >= 0:
            self.opened.emit(number)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.number_at(event.pos().x(), event.pos().y())
            words = self._spoken[number] if 0 <= number < len(self._spoken) else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self._drawing.shapes)
        if self.hasFocus():
            self._ring(painter)

    def _ring(self, painter: QPainter) -> None:
        spots = self.spots(self.current)
        if len(spots) == 1:
            spot = spots[0]
            box = QRectF(spot.x, spot.y, spot.width, spot.height).adjusted(-1, -1, 1, 1)
            box = box.intersected(QRectF(self.rect()))
            rounded(painter, box, 4, "", "accentText", 2)
            return
        painter.setPen(QPen(colour("accentText"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for edge in (0.0, 1.0):
            painter.drawPolyline([QPointF(s.x + s.width / 2, s.y + s.height * edge) for s in spots])
