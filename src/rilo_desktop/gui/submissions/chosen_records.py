"""The records of a submission: each can be left out, and then says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

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

from ..texts import tr
from ..theme import colour, draw_line, draw_ring, glyph, metrics, scaled
from ..theme.style import draw_check
from ..theme.tokens import BODY, REGULAR, SMALL
from ..widgets.buttons import is_key

if TYPE_CHECKING:
    from rilo_desktop.services.preflight import Candidate

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag


class ChosenModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Candidate, ...] = ()
        self.left_out: dict[str, str] = {}
        """Id -> why."""
        self._last_reason = ""
        self.severities: Mapping[str, str] = {}

    def show_rows(self, rows: tuple[Candidate, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def show_severities(self, severities: Mapping[str, str]) -> None:
        self.severities = severities
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def toggle(self, row: int) -> None:
        """Leave it out with the reason given last, or take it in again."""
        name = self.rows[row].id
        if self.left_out.pop(name, None) is None:
            self.left_out[name] = self._last_reason
        self.dataChanged.emit(self.index(row), self.index(row))

    def explain(self, row: int, reason: str) -> None:
        self.left_out[self.rows[row].id] = self._last_reason = reason
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, record: str) -> int:
        """-1 where it is not among them."""
        return next((n for n, row in enumerate(self.rows) if row.id == record), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title or tr("Untitled")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join((row.reference, row.title, self._said_of(row))).strip()
        if role == Qt.ItemDataRole.CheckStateRole:
            kept = row.id not in self.left_out
            return Qt.CheckState.Checked if kept else Qt.CheckState.Unchecked
        return None

    def _said_of(self, row: Candidate) -> str:
        """What is seen by its icon, for who hears it."""
        if row.id in self.left_out:
            return tr("left out: {reason}", reason=self.left_out[row.id] or tr("no reason yet"))
        known = {"blocks": tr("blocks"), "warns": tr("warns")}
        return known.get(self.severities.get(row.id, ""), "")


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        return QSize(scaled(100), max(scaled(32), metrics().height() + 10))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row: Candidate = model.rows[index.row()]
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        if option.state & _State.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("line"))

        def at(x: int, width: int) -> int:
            return int(rect.right() + 1 - x - width if mirrored else rect.x() + x)

        kept, size = row.id not in model.left_out, scaled(16)
        y = rect.y() + (rect.height() - size) // 2
        box = QRect(at(scaled(4), size), y, size, size)
        draw_check(painter, box, _State.State_On if kept else _State.State_Off)
        tone = "text" if kept else "text3"
        y = rect.y() + (rect.height() - metrics().height()) // 2
        name, wide = row.reference, scaled(118)
        x = at(scaled(30), wide)
        draw_line(painter, x, y + 1, wide, name, (SMALL, REGULAR, True), "text2", mirrored)
        lead = scaled(30) + wide
        width = rect.width() - lead - scaled(28)
        title = (row.title or tr("Untitled")) if kept else model.left_out[row.id]
        title = title or tr("Say why it is left out")
        draw_line(painter, at(lead, width), y, width, title, (BODY, REGULAR), tone, mirrored)
        severity = model.severities.get(row.id, "fine")
        icon, role = {
            "blocks": ("alert-octagon", "danger"),
            "warns": ("alert-triangle", "warn"),
        }.get(severity, ("check", "text3"))
        if not kept and not model.left_out[row.id].strip():
            kept, icon, role = True, "alert-octagon", "danger"
        if kept:
            y = rect.y() + (rect.height() - size) // 2
            glyph(painter, icon, at(rect.width() - scaled(22), size), y, size, role)
        draw_ring(painter, option, rect.adjusted(0, 0, 0, -1), 4)


class ChosenRecords(QListView):
    toggled = Signal()
    current = Signal(int)
    """The row that the reason below belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen = ChosenModel(self)
        self.setModel(self.chosen)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("Records to be sent"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._toggle(index.row()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(current.row())

    def _toggle(self, row: int) -> None:
        self.chosen.toggle(row)
        self.toggled.emit()
        self.current.emit(row)

    def keyPressEvent(self, event: Any) -> None:
        if self.currentIndex().isValid() and is_key(event, Qt.Key.Key_Space):
            self._toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)
