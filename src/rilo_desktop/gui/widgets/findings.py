"""Findings as rows: icon, sentence, where. The whole row leads to the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from ..theme import colour, draw_line, draw_ring, font, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from .buttons import is_key
from .words import tip

Index = QModelIndex | QPersistentModelIndex

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


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: tuple[ShownFinding, ...] = ()

    def show_findings(self, found: Sequence[ShownFinding]) -> None:
        self.beginResetModel()
        self.found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.sentence
        whole = f"{found.sentence} {found.where}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return whole
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(whole)
        return None


class _Delegate(QStyledItemDelegate):
    def _width(self, option: Any) -> int:
        view = option.widget
        wide = view.viewport().width() if view is not None else option.rect.width()
        return int(max(scaled(80), wide - scaled(26) - scaled(24)))

    def _height(self, text: str, width: int) -> int:
        box = QRect(0, 0, width, 10_000)
        found = metrics(BODY, MEDIUM).boundingRect(box, _WRAP, text)
        return int(min(found.height(), 3 * metrics(BODY, MEDIUM).height()))

    def sizeHint(self, option: Any, index: Index) -> QSize:
        found = index.model().found[index.row()]  # type: ignore[attr-defined]
        high = self._height(found.sentence, self._width(option)) + scaled(12)
        return QSize(scaled(100), high + (metrics(SMALL).height() if found.where else 0))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        found: ShownFinding = index.model().found[index.row()]  # type: ignore[attr-defined]
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
        high = self._height(found.sentence, width)
        painter.setFont(font(BODY, MEDIUM))
        painter.setPen(colour("text"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap
        painter.drawText(QRect(left, rect.y() + scaled(5), width, high), flags, found.sentence)
        y = rect.y() + scaled(6) + high
        draw_line(painter, left, y, width, found.where, (SMALL, REGULAR), "text2", mirrored)
        if found.path or found.record:
            size = scaled(14)
            x = rect.x() + 2 if mirrored else rect.right() - size - 2
            y = rect.y() + (rect.height() - size) // 2
            glyph(painter, "chevron-right", x, y, size, "text3", mirrored)


class FindingsView(QListView):
    chosen = Signal(object)
    """The `ShownFinding` that shall be solved."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._choose)

    def show_findings(self, found: Sequence[ShownFinding]) -> None:
        if tuple(found) == self._model.found:
            return
        at = self.currentIndex().row()
        self._model.show_findings(found)
        if found:
            self.setCurrentIndex(self._model.index(max(0, min(at, len(found) - 1))))

    @property
    def found(self) -> tuple[ShownFinding, ...]:
        return self._model.found

    def _choose(self, index: Index) -> None:
        self.chosen.emit(self._model.found[index.row()])

    def keyPressEvent(self, event: Any) -> None:
        index = self.currentIndex()
        if index.isValid() and is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(index)
            return
        super().keyPressEvent(event)
