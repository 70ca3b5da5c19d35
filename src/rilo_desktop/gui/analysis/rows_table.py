"""The rows behind a picture: every one, with exact numbers; Enter leads to the records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from rilo_desktop.analysis.results import Cell, Picture, Row

from ..texts import numbers, tr
from ..theme import colour, draw_line, metrics, rounded, scaled
from ..theme.tokens import BODY, REGULAR, TABLE_HEAD
from ..widgets.buttons import is_key
from .copying import copy_rows

Index = QModelIndex | QPersistentModelIndex
MOST_ROWS, LEAST_WORDS = 9, 110
"""Rows seen at once, more are scrolled; unscaled pixels without which words are no help."""
FIGURES_AT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
FIRST, INSET = 16, 8
"""Room before the first column, as its head has, and around all others; unscaled pixels."""
_ROLE = Qt.ItemDataRole


class RowsModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.picture: Picture | None = None
        self._figures: frozenset[int] = frozenset()

    def show_picture(self, picture: Picture) -> None:
        self.beginResetModel()
        self.picture = picture
        first = picture.rows[0].cells if picture.rows else ()
        self._figures = frozenset(
            column
            for column in range(len(first))
            if all(not isinstance(row.cells[column], str) for row in picture.rows)
        )
        self.endResetModel()

    def is_figure(self, column: int) -> bool:
        return column in self._figures

    def row(self, at: int) -> Row | None:
        rows = self.picture.rows if self.picture is not None else ()
        return rows[at] if 0 <= at < len(rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.picture is None else len(self.picture.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.picture is None else len(self.picture.heads)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        if role == _ROLE.DisplayRole:
            return cell_text(row.cells[index.column()])
        if role == _ROLE.TextAlignmentRole and self.is_figure(index.column()):
            return FIGURES_AT | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or self.picture is None:
            return None
        if role == _ROLE.DisplayRole:
            return self.picture.heads[section]
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeading
            if self.is_figure(section):
                side = FIGURES_AT
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def cell_text(cell: Cell) -> str:
    """What is not known is said: an empty cell would look like none."""
    if cell is None:
        return tr("Not known")
    return numbers().number(cell) if isinstance(cell, int | Decimal) else cell


class _Cells(QStyledItemDelegate):
    """Figures below each other, in digits of one width: at the right also in a mirrored window."""

    def __init__(self, model: RowsModel, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("sel"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colour("line"))
        row = self._model.row(index.row())
        cell = row.cells[index.column()] if row is not None else None
        figure = self._model.is_figure(index.column())
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        before, after = scaled(FIRST if index.column() == 0 else INSET), scaled(INSET)
        y = rect.y() + (rect.height() - metrics().height()) // 2
        width = rect.width() - before - after
        x = rect.x() + (after if mirrored else before)
        tone = "text2" if cell is None else "text"
        text, spec = cell_text(cell), (BODY, REGULAR, True)
        at_right = figure or mirrored
        draw_line(painter, x, y, width, text, spec, tone, at_right)
        current = self._view.currentIndex()
        if self._view.hasFocus() and current == index:
            rounded(painter, rect.adjusted(0, 0, 0, -1), 3, "", "accentText", 2)

    def sizeHint(self, _option: Any, index: Index) -> QSize:
        row = self._model.row(index.row())
        text = cell_text(row.cells[index.column()]) if row is not None else ""
        wide = metrics(BODY, REGULAR, True).horizontalAdvance(text) + scaled(FIRST + INSET) + 2
        return QSize(wide, max(scaled(30), metrics().height() + 8))


class RowsTable(QTableView):
    """`opened(number)` and `marked(number)` of a row."""

    opened = Signal(int)
    marked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = RowsModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Cells(self._rows, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(scaled(30), metrics().height() + 8))
        head = self.horizontalHeader()
        head.setFixedHeight(scaled(TABLE_HEAD))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(scaled(48))
        head.setResizeContentsPrecision(200)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_picture(self, picture: Picture) -> None:
        kept = self.currentIndex()
        self.setAccessibleName(tr("{title}: rows behind the picture", title=picture.title))
        self._rows.show_picture(picture)
        if self._rows.rowCount():
            row = min(max(0, kept.row()), self._rows.rowCount() - 1)
            self.setCurrentIndex(self._rows.index(row, max(0, kept.column())))
        self._fit()

    def _fit(self) -> None:
        rows = min(self._rows.rowCount(), MOST_ROWS)
        high = rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + high + scaled(14))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share()

    def _share(self) -> None:
        """The words take what the figures leave; where that is nothing, the table scrolls."""
        head, count = self.horizontalHeader(), self._rows.columnCount()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if not count:
            return
        widest = _widest(self._rows)
        taken = sum(head.sectionSize(column) for column in range(count) if column != widest)
        if self.viewport().width() - taken >= scaled(LEAST_WORDS):
            head.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if at >= 0 and is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(at)
        elif at >= 0 and is_key(event, Qt.Key.Key_Space):
            self.marked.emit(at)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected rows, with their heads, to the clipboard."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = [row for at in chosen if (row := self._rows.row(at)) is not None]
        if self._rows.picture is not None and rows:
            copy_rows(self._rows.picture, rows)


def _widest(model: RowsModel) -> int:
    """The last column of words takes the room that is left."""
    words = [c for c in range(model.columnCount()) if not model.is_figure(c)]
    return words[-1] if words else model.columnCount() - 1
