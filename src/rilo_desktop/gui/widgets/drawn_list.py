"""Lists whose rows are plain data and are drawn: one tab stop, arrow keys, Enter or a click.

A list is a model that says what its rows say, a delegate that paints them, and a view:

    class _Rows(RowsModel[Line]): ...        # what a row says, and whether it can be chosen
    class LinesView(DrawnList[Line]): ...    # `press` is what Enter, the space bar and a click do
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from rilo_desktop.characters import visible

from .buttons import is_key

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")


class RowsModel(QAbstractListModel, Generic[R]):
    """`rows` as they were shown last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[R, ...] = ()

    def text(self, row: R) -> str:
        """What stands in a row, for who searches with the first letters."""
        raise NotImplementedError

    def spoken(self, row: R) -> str:
        """What a screen reader says of it."""
        return self.text(row)

    def hint(self, _row: R) -> str:
        """Its tooltip."""
        return ""

    def check(self, _row: R) -> bool | None:
        """Is its box checked? None where it has none."""
        return None

    def is_able(self, _row: R) -> bool:
        """Can it be the current one?"""
        return True

    def show_rows(self, rows: Sequence[R]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def change_rows(self, rows: Sequence[R]) -> None:
        """Other words in rows that stay where they are."""
        assert len(rows) == len(self.rows)
        self.rows = tuple(rows)
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self.text(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return visible(self.spoken(row))
        if role == Qt.ItemDataRole.ToolTipRole:
            return visible(self.hint(row)) or None
        if role == Qt.ItemDataRole.CheckStateRole and (on := self.check(row)) is not None:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.is_able(self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        has_box = self.check(self.rows[index.row()]) is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if has_box else flags


class DrawnList(QListView, Generic[R]):
    """A list without a frame on the ground of its page, whose rows have the mouse's notice."""

    moved = Signal(QRect)
    """Where the current row went, in a list that stands whole: its page brings it into sight."""
    _whole = False

    def __init__(self, name: str, model: RowsModel[R], delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self.rows_model = model
        model.setParent(self)
        delegate.setParent(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._on_clicked)

    def stand_whole(self) -> None:
        """Be as high as the rows are: the page scrolls, never a list inside it."""
        self._whole = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for changed in (self.rows_model.modelReset, self.rows_model.dataChanged):
            changed.connect(self._fit)
        self._fit()

    @property
    def rows_high(self) -> int:
        """Pixels of all its rows."""
        return sum(self.sizeHintForRow(n) for n in range(len(self.rows)))

    def rows_high_of(self, most: int) -> int:
        """The same, or any height above `most` where they are higher: the rest is not measured."""
        high = 0
        for number in range(len(self.rows)):
            if high > most:
                break
            high += self.sizeHintForRow(number)
        return high

    def _fit(self) -> None:
        if self._whole:
            self.setFixedHeight(max(1, self.rows_high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # rows break elsewhere; Qt looks at the height only
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._whole:
            event.ignore()
        else:
            super().wheelEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._whole and current.isValid() and self.hasFocus():
            self.moved.emit(self.visualRect(current))

    @property
    def rows(self) -> tuple[R, ...]:
        return self.rows_model.rows

    @property
    def current_entry(self) -> R | None:
        return self.row_at(self.currentIndex())

    def row_at(self, index: Index) -> R | None:
        at = index.row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def press(self, row: R) -> None:
        """What a row does when it is asked for."""
        raise NotImplementedError

    def _on_clicked(self, index: Index) -> None:
        row = self.row_at(index)
        if row is not None and self.rows_model.is_able(row):
            self.press(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, keys = self.currentIndex(), Qt.Key
        if index.isValid() and is_key(event, keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._on_clicked(index)
            return
        super().keyPressEvent(event)
