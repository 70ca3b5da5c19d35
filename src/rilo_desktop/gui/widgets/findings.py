"""Findings as rows: icon, sentence, where. The whole row leads to the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate

from ..theme import (
    draw_line,
    draw_ring,
    draw_words,
    glyph,
    metrics,
    on_text_size,
    rounded,
    scaled,
)
from ..theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from .drawn_list import DrawnList, Index, RowsModel
from .words import tip

LOOKS = {
    "blocks": ("alert-octagon", "danger"),
    "warns": ("alert-triangle", "warn"),
    "missing": ("circle-dashed", "text3"),
    "fine": ("circle-check", "ok"),
}
_WRAP = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignLeft.value)


@dataclass(frozen=True)
class ShownFinding:
    """`where` says the place in words; `record` and `path` lead there."""

    severity: str
    sentence: str
    where: str = ""
    record: str = ""
    path: str = ""


class _Rows(RowsModel[ShownFinding]):
    def text(self, row: ShownFinding) -> str:
        return row.sentence

    def spoken(self, row: ShownFinding) -> str:
        return f"{row.sentence} {row.where}".strip()

    def hint(self, row: ShownFinding) -> str:
        return tip(self.spoken(row))


class _Delegate(QStyledItemDelegate):
    def _width(self, option: Any) -> int:
        view = option.widget
        wide = view.viewport().width() if view is not None else option.rect.width()
        return int(max(scaled(80), wide - scaled(26) - scaled(24)))

    def sizeHint(self, option: Any, index: Index) -> QSize:
        found = index.model().rows[index.row()]  # type: ignore[attr-defined]
        high = _height(found.sentence, self._width(option)) + scaled(12)
        return QSize(scaled(100), high + (metrics(SMALL).height() if found.where else 0))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        found: ShownFinding = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        if option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, 6, "hover")
        draw_ring(painter, option, rect)
        icon, tone = LOOKS[found.severity]
        size = scaled(16)
        x = rect.right() - size - scaled(2) if mirrored else rect.x() + scaled(2)
        glyph(painter, icon, x, rect.y() + scaled(6), size, tone, stroke=1.9)
        width = self._width(option)
        left = rect.x() + (scaled(24) if mirrored else scaled(26))
        high = _height(found.sentence, width)
        room = QRect(left, rect.y() + scaled(5), width, high)
        draw_words(painter, room, found.sentence, (BODY, MEDIUM), "text", mirrored)
        y = rect.y() + scaled(6) + high
        draw_line(painter, left, y, width, found.where, (SMALL, REGULAR), "text2", mirrored)
        if found.path or found.record:
            size = scaled(14)
            x = rect.x() + 2 if mirrored else rect.right() - size - 2
            y = rect.y() + (rect.height() - size) // 2
            glyph(painter, "chevron-right", x, y, size, "text3", mirrored)


@lru_cache(2048)
def _height(sentence: str, width: int) -> int:
    """Pixels of a sentence in a width: the whole of it."""
    return metrics(BODY, MEDIUM).boundingRect(QRect(0, 0, width, 10_000), _WRAP, sentence).height()


on_text_size(_height.cache_clear)


class FindingsView(DrawnList[ShownFinding]):
    chosen = Signal(object)
    """The `ShownFinding` that shall be solved."""

    def __init__(self, name: str) -> None:
        super().__init__(name, _Rows(), _Delegate())
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_findings(self, found: Sequence[ShownFinding]) -> None:
        if tuple(found) == self.rows:
            return
        at = self.currentIndex().row()
        self.rows_model.show_rows(found)
        if found:
            self.setCurrentIndex(self.rows_model.index(max(0, min(at, len(found) - 1))))

    @property
    def found(self) -> tuple[ShownFinding, ...]:
        return self.rows

    def press(self, row: ShownFinding) -> None:
        self.chosen.emit(row)
