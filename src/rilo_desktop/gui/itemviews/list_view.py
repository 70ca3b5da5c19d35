"""A list of drawn rows: one tab stop, arrow keys; Enter, space bar or a click asks for a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy

from .focused_current import FocusedCurrent
from .list_model import ListModel
from .row_delegate import RowDelegate, Template

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


def plain_key(event: QKeyEvent) -> int:
    """The key that was pressed; -1 where it came with a modifier (the keypad is none)."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return -1 if held else event.key()


class ListView(FocusedCurrent, QListView, Generic[T]):
    """A list without a frame on the ground of its page, whose rows have the mouse's notice."""

    current_row = Signal(int)
    """Number of the row that became the current one, -1 for none."""
    triggered = Signal(object)
    """The item that was asked for."""
    moved = Signal(QRect)
    """Where the current row went, in a list that stands whole: its page brings it into sight."""
    triggers: tuple[Qt.Key, ...] = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
    """Keys that ask for the current row, as a click does."""
    _whole = False

    def __init__(self, name: str, model: ListModel[T], template: Template[T]) -> None:
        super().__init__()
        self.rows_model = model
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(template, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._on_clicked)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these; the current one stays at its place where there still is one."""
        at = self.currentIndex().row()
        self.rows_model.show_rows(rows)
        if rows:
            self.select_row(max(0, min(at, len(rows) - 1)))

    def select_row(self, at: int) -> None:
        """Make it the current one and the only one selected, whatever keys are held."""
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.make_current(self.rows_model.index(at), only)

    def fit_to_contents(self) -> None:
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
        self.current_row.emit(current.row())
        if self._whole and current.isValid() and self.hasFocus():
            self.moved.emit(self.visualRect(current))

    @property
    def rows(self) -> tuple[T, ...]:
        return self.rows_model.rows

    @property
    def current_entry(self) -> T | None:
        return self.row_at(self.currentIndex())

    def row_at(self, index: Index) -> T | None:
        at = index.row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def press(self, row: T) -> None:
        """What a row does when it is asked for."""
        self.triggered.emit(row)

    def _on_clicked(self, index: Index) -> None:
        row = self.row_at(index)
        if row is not None and self.rows_model.is_enabled(row):
            self.press(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and plain_key(event) in self.triggers:
            self._on_clicked(index)
            return
        super().keyPressEvent(event)
