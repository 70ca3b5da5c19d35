"""A route as a strip of legs: role, country, place; it fades where it goes on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate

from rilo_desktop.language import N_
from rilo_desktop.records import NOT_KNOWN

from ...texts import tr
from ...theme import colour, draw_line, draw_ring, glyph, rounded, scaled
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD
from .model import LinesModel

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

ROLES = {
    "origin": N_("Origin"),
    "departure": N_("Departure"),
    "transit": N_("Transit"),
    "seizure": N_("Detection"),
    "destination": N_("Destination"),
}
"""Role of a leg in one word; the list's own labels are too long for a card."""


class LegDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        return QSize(scaled(WIDE + GAP), scaled(HIGH))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row, mirrored = index.row(), option.direction == Qt.LayoutDirection.RightToLeft
        chosen = option.state & QStyle.StateFlag.State_Selected
        left = option.rect.x() + (scaled(GAP) if mirrored else 0)
        rect = QRect(left, option.rect.y(), scaled(WIDE), scaled(HIGH) - 1)
        new = row >= len(model.lines)
        severity = model.severity(row)
        edge = (
            "accentText" if chosen else {"blocks": "danger", "warns": "warn"}.get(severity, "line2")
        )
        width = 1.5 if severity and not chosen else 1.0
        rounded(painter, rect, scaled(8), "accentSoft" if chosen else "fill", edge, width)
        if new:
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
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("Add leg"))

    def _leg(
        self, painter: QPainter, rect: QRect, model: LinesModel, row: int, mirrored: bool
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
        after, top = scaled(14), rect.y() + scaled(9)
        number = str(row + 1)
        role = tr(ROLES.get(leg.role, "")) or model.text(row, "role") or tr("No role")
        start = x + (scaled(12) if mirrored else after)
        room = wide - after - scaled(12)
        draw_line(painter, start, top, room, role, (CAPTION, MEDIUM), "text2", mirrored)
        draw_line(painter, x, top, wide, number, (CAPTION, REGULAR), "text3", mirrored, True)
        known = leg.country not in (None, "", NOT_KNOWN)
        country = model.text(row, "country") or tr("No country")
        spec = (BODY, SEMIBOLD if known else MEDIUM)
        tone = "text" if known else "text2"
        draw_line(painter, x, rect.y() + scaled(28), wide, country, spec, tone, mirrored)
        place = model.text(row, "place")
        if leg.place is NOT_KNOWN:
            place = tr("Place not known")
        draw_line(
            painter, x, rect.y() + scaled(49), wide, place, (CAPTION, REGULAR), "text3", mirrored
        )

    def _between(
        self, painter: QPainter, rect: QRect, model: LinesModel, row: int, mirrored: bool
    ) -> None:
        size, mode = scaled(14), model.lines[row + 1].mode or model.lines[row].mode
        name = CARRIED.get(mode if isinstance(mode, str) else "", "chevron-right")
        gap = scaled(GAP)
        x = rect.x() - (gap + size) // 2 if mirrored else rect.right() + 1 + (gap - size) // 2
        y = rect.center().y() - size // 2
        glyph(painter, name, x, y, size, "text3", mirrored)


class StripView(QListView):
    """Alt and an arrow move a leg (see `LinesInput`)."""

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(LegDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFixedHeight(scaled(HIGH) + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        bar = self.horizontalScrollBar()
        if bar.value() >= bar.maximum():
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wide, fade = self.viewport().width(), scaled(60)
        clear = QColor(colour("surface"))
        clear.setAlpha(0)
        gradient = QLinearGradient(fade if mirrored else wide - fade, 0, 0 if mirrored else wide, 0)
        gradient.setColorAt(0, clear)
        gradient.setColorAt(1, colour("surface"))
        left = 0 if mirrored else wide - fade
        QPainter(self.viewport()).fillRect(left, 0, fade, scaled(HIGH), gradient)
