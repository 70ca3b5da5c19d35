"""The strip of pictures: thumbnails with number and state; the last card adds another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from rilo_desktop.records import Picture
from rilo_desktop.records.picture import Box

from ...i18n import tr
from ...theme import colour, draw_line, draw_ring, draw_text, glyph, rounded, scaled
from ...theme.tokens import CAPTION, MEDIUM, REGULAR
from ..route.strip import StripView
from .gallery import Gallery
from .model import PicturesModel, boxes_of, state_of

Index = QModelIndex | QPersistentModelIndex
WIDE, HIGH, GAP = 136, 128, 12
FOOT = 26
"""Height of the line below the picture."""
COVER = "#000000"
"""A covered part: black in every scheme, as on paper."""


class PictureDelegate(QStyledItemDelegate):
    def __init__(self, view: PicturesView, gallery: Gallery) -> None:
        super().__init__(view)
        self._gallery = gallery

    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        return QSize(scaled(WIDE + GAP), scaled(HIGH))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row, mirrored = index.row(), option.direction == Qt.LayoutDirection.RightToLeft
        chosen = option.state & QStyle.StateFlag.State_Selected
        left = option.rect.x() + (scaled(GAP) if mirrored else 0)
        rect = QRect(left, option.rect.y(), scaled(WIDE), scaled(HIGH) - 1)
        severity = model.severity(row)
        found = {"blocks": "danger", "warns": "warn"}.get(severity, "line2")
        edge, width = ("accentText", 2.0) if chosen else (found, 1.5 if severity else 1.0)
        rounded(painter, rect, scaled(8), "accentSoft" if chosen else "fill", edge, width)
        if row >= len(model.lines):
            self._new(painter, rect)
        else:
            self._picture(painter, rect, model, row)
            self._foot(painter, rect, model, row, mirrored)
        draw_ring(painter, option, rect, 8)

    def _new(self, painter: QPainter, rect: QRect) -> None:
        size = scaled(18)
        x = rect.center().x() - size // 2
        glyph(painter, "plus", x, rect.y() + scaled(40), size, "accentText")
        box = QRect(rect.x(), rect.y() + scaled(62), rect.width(), scaled(20))
        painter.setPen(colour("accentText"))
        draw_text(painter, box, Qt.AlignmentFlag.AlignCenter, tr("Add pictures"))

    def _picture(self, painter: QPainter, rect: QRect, model: PicturesModel, row: int) -> None:
        """As much of it as the card holds, with its covered parts."""
        picture: Picture = model.lines[row]
        room = rect.adjusted(scaled(6), scaled(6), -scaled(6), -scaled(FOOT))
        found = self._gallery.thumbnail(picture)
        if found is None:
            missing = self._gallery.is_missing(picture)
            rounded(painter, room, scaled(4), "neutral")
            size = scaled(22)
            x, y = room.center().x() - size // 2, room.center().y() - size // 2
            glyph(painter, "shield-off" if missing else "photo", x, y, size, "text3")
            return
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(QRectF(room), scaled(4), scaled(4))
        painter.setClipPath(path)
        painter.fillRect(room, colour("neutral"))
        place = fitted(found, room)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, found, QRectF(found.rect()))
        paint_boxes(painter, place, boxes_of(picture))
        painter.restore()

    def _foot(
        self, painter: QPainter, rect: QRect, model: PicturesModel, row: int, mirrored: bool
    ) -> None:
        picture: Picture = model.lines[row]
        severity, size = model.severity(row), scaled(13)
        line = rect.adjusted(scaled(8), 0, -scaled(8), 0)
        y = rect.bottom() + 1 - scaled(FOOT - 5)
        icon, tone = _state(picture, severity)
        at = line.right() + 1 - size if mirrored else line.x()
        glyph(painter, icon, at, y + scaled(1), size, tone, stroke=2)
        x = line.x() if mirrored else line.x() + size + scaled(5)
        number, small = str(row + 1), (CAPTION, REGULAR)
        wide = line.width() - size - scaled(5)
        draw_line(painter, x, y, wide, number, small, "text3", mirrored, True)
        shown = model.text(row, "caption") or state_of(picture)
        room = wide - scaled(14)
        start = x + scaled(14) if mirrored else x
        draw_line(painter, start, y, room, shown, (CAPTION, MEDIUM), "text2", mirrored)


def _state(picture: Picture, severity: str) -> tuple[str, str]:
    if severity in ("blocks", "warns"):
        blocks = severity == "blocks"
        return ("alert-octagon", "danger") if blocks else ("alert-triangle", "warn")
    if picture.kept:
        return "lock", "text3"
    return ("shield-check", "ok") if picture.sanitised else ("circle-dashed", "text3")


def fitted(picture: QPixmap, room: QRect) -> QRectF:
    """Where the whole picture stands in the middle of the room."""
    share = min(room.width() / picture.width(), room.height() / picture.height())
    wide, high = picture.width() * share, picture.height() * share
    x = room.x() + (room.width() - wide) / 2
    return QRectF(x, room.y() + (room.height() - high) / 2, wide, high)


def paint_boxes(painter: QPainter, place: QRectF, boxes: Sequence[Box]) -> None:
    """The covered parts of a picture that stands there."""
    for box in boxes:
        painter.fillRect(inside(place, box.left, box.top, box.width, box.height), QColor(COVER))


def inside(place: QRectF, left: float, top: float, width: float, height: float) -> QRectF:
    """A part given as fractions, where the picture stands."""
    x, y = place.x() + left * place.width(), place.y() + top * place.height()
    return QRectF(x, y, width * place.width(), height * place.height())


class PicturesView(StripView):
    wide, high, gap = WIDE, HIGH, GAP

    def __init__(self, model: PicturesModel, gallery: Gallery) -> None:
        self._gallery = gallery
        super().__init__(model)
        gallery.came.connect(self.viewport().update)

    def make_delegate(self) -> QStyledItemDelegate:
        return PictureDelegate(self, self._gallery)
