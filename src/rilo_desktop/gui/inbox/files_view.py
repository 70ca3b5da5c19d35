"""The files of this session: title, office and count, the verdict in words, the label."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ..texts import tr
from ..theme import draw_ground, draw_line, draw_ring, draw_tlp, glyph, metrics, scaled
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ..widgets.drawn_list import DrawnList, Index, RowsModel
from ..widgets.words import tip
from .shown import ShownFile


class _Rows(RowsModel[ShownFile]):
    def text(self, row: ShownFile) -> str:
        return row.title

    def spoken(self, row: ShownFile) -> str:
        return row.spoken

    def hint(self, row: ShownFile) -> str:
        return tip(str(row.item.path))


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        high = metrics(BODY, MEDIUM).height() + 2 * metrics(SMALL).height() + scaled(22)
        return QSize(scaled(120), max(scaled(76), high))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        row: ShownFile = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        current = bool(option.state & QStyle.StateFlag.State_Selected)

        def at(x: int, width: int) -> int:
            return int(rect.right() + 1 - x - width if mirrored else rect.x() + x)

        lead, y = scaled(44), rect.y() + scaled(10)
        room = rect.width() - lead - scaled(12)
        draw_ground(painter, option, lead)
        size = scaled(18)
        icon = _icon(row)
        glyph(painter, icon, at(scaled(16), size), y + scaled(2), size, "text2")
        spec = (BODY, SEMIBOLD if current else MEDIUM)
        draw_line(painter, at(lead, room), y, room, row.title, spec, "text", mirrored)
        y += metrics(*spec).height() + scaled(1)
        small = (SMALL, REGULAR)
        draw_line(painter, at(lead, room), y, room, row.about, small, "text2", mirrored)
        y += metrics(*small).height() + scaled(3)
        said, size = row.verdict, scaled(14)
        glyph(painter, said.icon, at(lead, size), y + scaled(1), size, said.tone)
        wide = self._label(painter, rect, y, row.tlp, mirrored)
        room -= scaled(20) + wide
        start = at(lead + scaled(20), room)
        draw_line(painter, start, y, room, said.words, small, said.tone, mirrored)
        draw_ring(painter, option, rect.adjusted(1, 1, -1, -2), 4)

    def _label(self, painter: QPainter, rect: QRect, y: int, label: str, mirrored: bool) -> int:
        """Its width, with the room before it."""
        if not label:
            return 0
        wide = metrics(CAPTION, SEMIBOLD).horizontalAdvance(label) + scaled(10)
        x = rect.x() + scaled(12) if mirrored else rect.right() + 1 - scaled(12) - wide
        draw_tlp(painter, QRect(x, y - scaled(1), wide, scaled(17)), label)
        return wide + scaled(8)


def _icon(row: ShownFile) -> str:
    if row.item.card is not None:
        return "key"
    return "mail" if row.item.answer is not None else "file-text"


class FilesView(DrawnList[ShownFile]):
    current = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Files to look at"), _Rows(), _Delegate())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(current.row())

    def press(self, row: ShownFile) -> None:
        """It is shown beside the list already."""
