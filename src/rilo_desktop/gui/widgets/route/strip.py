"""The strip of legs: one list that runs from origin to destination, mirrored by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
)

from rilo_desktop.records import NOT_KNOWN

from ...i18n import tr
from ...itemviews.focused_current import FocusedCurrent
from ...theme import colour, draw_line, draw_ring, draw_text, glyph, rounded, scaled
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD
from ..lines.model import LinesModel
from .legs import LegsModel, role_word

Index = QModelIndex | QPersistentModelIndex
WIDE, HIGH, GAP = 116, 76, 20

CARRIED = {
    "AIR": "plane",
    "MAIL": "mail",
    "SEA": "ship",
    "ROAD": "truck",
    "RAIL": "train",
    "PED": "walk",
}
"""Conveyance -> icon between two legs."""


class LegDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        return QSize(scaled(WIDE + GAP), scaled(HIGH))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row, mirrored = index.row(), option.direction == Qt.LayoutDirection.RightToLeft
        chosen = option.state & QStyle.StateFlag.State_Selected
        left = option.rect.x() + (scaled(GAP) if mirrored else 0)
        rect = QRect(left, option.rect.y(), scaled(WIDE), scaled(HIGH) - 1)
        severity = model.severity(row)
        edge = (
            "accentText" if chosen else {"blocks": "danger", "warns": "warn"}.get(severity, "line2")
        )
        width = 1.5 if severity and not chosen else 1.0
        rounded(painter, rect, scaled(8), "accentSoft" if chosen else "fill", edge, width)
        if row >= len(model.lines):
            self._new(painter, rect)
        else:
            self._leg(painter, rect, model, row, mirrored)
            if row < len(model.lines) - 1:
                self._between(painter, rect, model, row, mirrored)
        draw_ring(painter, option, rect, 8)

    def _new(self, painter: QPainter, rect: QRect) -> None:
        size = scaled(16)
        x = rect.center().x() - size // 2
        glyph(painter, "plus", x, rect.y() + scaled(18), size, "accentText")
        box = QRect(rect.x(), rect.y() + scaled(38), rect.width(), scaled(20))
        painter.setPen(colour("accentText"))
        draw_text(painter, box, Qt.AlignmentFlag.AlignCenter, tr("Add stop"))

    def _leg(
        self, painter: QPainter, rect: QRect, model: LegsModel, row: int, mirrored: bool
    ) -> None:
        leg = model.lines[row]
        x, wide, dot = rect.x() + scaled(11), rect.width() - scaled(22), scaled(8)
        here = leg.role == "seizure"
        left = rect.right() - scaled(11) - dot if mirrored else x
        rounded(
            painter,
            QRectF(left, rect.y() + scaled(14), dot, dot),
            dot / 2,
            "accentText" if here else "",
            "accentText" if here else "text3",
            1.8,
        )
        top, small = rect.y() + scaled(9), (CAPTION, REGULAR)
        self._number(painter, model, row, QRect(x, top, wide, dot), mirrored)
        start = x + (scaled(12) if mirrored else scaled(14))
        room = wide - scaled(26)
        role = role_word(model, row) or tr("No role")
        draw_line(painter, start, top, room, role, (CAPTION, MEDIUM), "text2", mirrored)
        known = leg.country not in (None, "", NOT_KNOWN)
        country = model.text(row, "country") or tr("No country")
        spec, tone = (BODY, SEMIBOLD if known else MEDIUM), "text" if known else "text2"
        draw_line(painter, x, rect.y() + scaled(28), wide, country, spec, tone, mirrored)
        place = tr("Place not known") if leg.place is NOT_KNOWN else model.text(row, "place")
        draw_line(painter, x, rect.y() + scaled(49), wide, place, small, "text3", mirrored)

    def _number(
        self, painter: QPainter, model: LegsModel, row: int, line: QRect, mirrored: bool
    ) -> None:
        """The number of the leg; where something was found, the icon that says so."""
        severity, small = model.severity(row), (CAPTION, REGULAR)
        if severity in ("blocks", "warns"):
            size, blocks = scaled(13), severity == "blocks"
            x = line.x() if mirrored else line.right() + 1 - size
            name, tone = ("alert-octagon", "danger") if blocks else ("alert-triangle", "warn")
            glyph(painter, name, x, line.y() + scaled(2), size, tone, stroke=2)
        else:
            number = str(row + 1)
            draw_line(
                painter, line.x(), line.y(), line.width(), number, small, "text3", mirrored, True
            )

    def _between(
        self, painter: QPainter, rect: QRect, model: LegsModel, row: int, mirrored: bool
    ) -> None:
        size, mode = scaled(14), model.lines[row + 1].mode or model.lines[row].mode
        name = CARRIED.get(mode if isinstance(mode, str) else "", "chevron-right")
        gap = scaled(GAP)
        x = rect.x() - (gap + size) // 2 if mirrored else rect.right() + 1 + (gap - size) // 2
        y = rect.center().y() - size // 2
        glyph(painter, name, x, y, size, "text3", mirrored)


class StripView(FocusedCurrent, QListView):
    """A card is dragged to its new place; `dropped` says which one, and before which it shall be.

    `wide`, `high` and `gap` are a card's size and the space behind it, in unscaled pixels.
    """

    dropped = Signal(int, int)
    wide, high, gap = WIDE, HIGH, GAP

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self._lines = model
        self._from, self._to, self._start = -1, -1, QPoint()
        self.setModel(model)
        self.setItemDelegate(self.make_delegate())
        self.setFlow(QListView.Flow.LeftToRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFixedHeight(scaled(self.high) + 12)

    def make_delegate(self) -> QStyledItemDelegate:
        return LegDelegate(self)

    @property
    def dragging(self) -> bool:
        return self._to >= 0

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        left = event.button() == Qt.MouseButton.LeftButton
        self._from = row if left and 0 <= row < len(self._lines.lines) else -1
        self._start = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._from < 0 or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        far = (at - self._start).manhattanLength() >= QApplication.startDragDistance()
        if self.dragging or far:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll_at(at.x())
            self._to = self._gap_at(at.x())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        card, to = self._from, self._to
        dragged = self.dragging
        self._release()
        if dragged:
            self.dropped.emit(card, to)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.dragging and event.key() == Qt.Key.Key_Escape:
            self._release()
            return
        super().keyPressEvent(event)

    def _release(self) -> None:
        self._from = self._to = -1
        self.unsetCursor()
        self.viewport().update()

    def _scroll_at(self, x: int) -> None:
        """A card dragged to the edge of a long strip takes the strip along."""
        bar, edge = self.horizontalScrollBar(), scaled(24)
        by = scaled(16) * (int(x > self.viewport().width() - edge) - int(x < edge))
        bar.setValue(bar.value() + (-by if self._mirrored() else by))

    def _gap_at(self, x: int) -> int:
        """Before which leg something dropped at x comes; their number for behind the last."""
        count = len(self._lines.lines)
        for row in range(count):
            middle = self._rect(row).center().x()
            if x > middle if self._mirrored() else x < middle:
                return row
        return count

    def _rect(self, row: int) -> QRect:
        rect = self.visualRect(self._lines.index(row, 0))
        left = rect.x() + (scaled(self.gap) if self._mirrored() else 0)
        return QRect(left, rect.y(), scaled(self.wide), rect.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.dragging:
            self._mark_gap()
        bar = self.horizontalScrollBar()
        if bar.value() >= bar.maximum():
            return
        mirrored = self._mirrored()
        wide, fade = self.viewport().width(), scaled(60)
        clear = QColor(colour("surface"))
        clear.setAlpha(0)
        gradient = QLinearGradient(fade if mirrored else wide - fade, 0, 0 if mirrored else wide, 0)
        gradient.setColorAt(0, clear)
        gradient.setColorAt(1, colour("surface"))
        left = 0 if mirrored else wide - fade
        QPainter(self.viewport()).fillRect(left, 0, fade, scaled(self.high), gradient)

    def _mark_gap(self) -> None:
        """A bar where the card would come."""
        last = self._to >= len(self._lines.lines)
        rect, half = self._rect(self._to - 1 if last else self._to), scaled(self.gap) // 2
        behind = last != self._mirrored()
        x = rect.right() + half if behind else rect.x() - half
        painter = QPainter(self.viewport())
        rounded(painter, QRect(max(0, x - 1), 2, 3, scaled(self.high) - 5), 1.5, "accentText")
