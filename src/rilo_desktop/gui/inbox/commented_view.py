"""The records of a submission that is being answered, each with the number of its comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from ..texts import numbers, plural, tr
from ..theme import draw_ground, draw_line, draw_ring, glyph, metrics, scaled
from ..theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from ..widgets.drawn_list import DrawnList, Index, RowsModel
from .shown import APART


@dataclass(frozen=True)
class Commented:
    id: str
    reference: str
    title: str
    comments: int = 0


class _Rows(RowsModel[Commented]):
    def text(self, row: Commented) -> str:
        return row.title or tr("Untitled")

    def spoken(self, row: Commented) -> str:
        said = plural("{count} comment", "{count} comments", row.comments) if row.comments else ""
        return APART.join(part for part in (row.reference, self.text(row), said) if part)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        high = metrics(BODY).height() + metrics(SMALL).height() + scaled(16)
        return QSize(scaled(120), max(scaled(48), high))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row: Commented = model.rows[index.row()]
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        draw_ground(painter, option)
        wide = self._count(painter, rect, row.comments, mirrored)
        room = rect.width() - scaled(28) - wide
        x = rect.right() + 1 - scaled(16) - room if mirrored else rect.x() + scaled(16)
        y, spec = rect.y() + scaled(7), (BODY, REGULAR, True)
        draw_line(painter, x, y, room, row.reference, spec, "text", mirrored)
        y += metrics(*spec).height() + 1
        draw_line(painter, x, y, room, model.text(row), (SMALL, REGULAR), "text2", mirrored)
        draw_ring(painter, option, rect.adjusted(1, 1, -1, -2), 4)

    def _count(self, painter: QPainter, rect: QRect, count: int, mirrored: bool) -> int:
        """Its width, with the room before it."""
        if not count:
            return 0
        text, spec, size = numbers().number(count), (SMALL, MEDIUM), scaled(14)
        words = metrics(*spec).horizontalAdvance(text) + 2
        wide = size + scaled(4) + words
        x = rect.x() + scaled(12) if mirrored else rect.right() + 1 - scaled(12) - wide
        y = rect.y() + scaled(8)
        glyph(painter, "flag", x + (wide - size if mirrored else 0), y, size, "warn", stroke=1.9)
        at = x if mirrored else x + size + scaled(4)
        draw_line(painter, at, y - 1, words, text, spec, "warn", mirrored)
        return wide + scaled(8)


class CommentedView(DrawnList[Commented]):
    current = Signal(str)
    """Id of the record that is chosen."""
    asked = Signal()
    """Its fields are wanted."""

    def __init__(self) -> None:
        super().__init__(tr("Records of the submission"), _Rows(), _Delegate())
        self.setUniformItemSizes(True)

    def show_records(self, records: Iterable[Commented]) -> None:
        self.rows_model.show_rows(tuple(records))
        if self.rows:
            self.setCurrentIndex(self.rows_model.index(0))

    def count(self, record: str, comments: int) -> None:
        self.rows_model.change_rows(
            [replace(row, comments=comments) if row.id == record else row for row in self.rows]
        )

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if (row := self.row_at(current)) is not None:
            self.current.emit(row.id)

    def press(self, _row: Commented) -> None:
        self.asked.emit()
