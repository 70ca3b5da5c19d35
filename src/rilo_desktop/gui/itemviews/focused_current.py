"""One object with the focus at a time, for screen readers too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QTimer,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object
Index = QModelIndex | QPersistentModelIndex


class FocusedCurrent(_View):
    """Part of an item view: Qt knows the current item only while the keyboard is in the view.

    Qt tells screen readers of each current item that it has the focus, wherever the keyboard is.
    Meanwhile the view keeps the item itself: `currentIndex` answers as ever, no signal is sent.
    """

    _kept = QPersistentModelIndex()

    def setSelectionModel(self, selection: QItemSelectionModel) -> None:
        super().setSelectionModel(selection)
        selection.currentChanged.connect(self._on_changed)

    def currentIndex(self) -> QModelIndex:
        now = super().currentIndex()
        return now if now.isValid() or not self._kept.isValid() else self._kept_index

    def setCurrentIndex(self, index: Index) -> None:
        self.make_current(index)

    def make_current(
        self, index: Index, how: QItemSelectionModel.SelectionFlag | None = None
    ) -> None:
        """`how` it changes what is selected; None: as the view does."""
        self._take_back()
        if how is None:
            super().setCurrentIndex(index)
        else:
            self.selectionModel().setCurrentIndex(index, how)
        self._keep_soon()

    def _on_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._kept = QPersistentModelIndex()
        if current.isValid():
            self._keep_soon()

    def _keep_soon(self) -> None:
        """When everybody has been told of the change."""
        if not self._has_keyboard:
            QTimer.singleShot(0, self, self._keep)

    @property
    def _has_keyboard(self) -> bool:
        return bool(self.hasFocus() or self.state() == QAbstractItemView.State.EditingState)

    @property
    def _kept_index(self) -> QModelIndex:
        kept = self._kept
        return kept.model().index(kept.row(), kept.column(), kept.parent())

    def _keep(self) -> None:
        now = super().currentIndex()
        if now.isValid() and not self._has_keyboard:
            self._kept = QPersistentModelIndex(now)
            self._change_silently(QModelIndex())

    def _take_back(self) -> None:
        """The item that is kept is the current one again, for what Qt does with it."""
        if self._kept.isValid() and not super().currentIndex().isValid():
            self._change_silently(self._kept_index)
            self._kept = QPersistentModelIndex()

    def _change_silently(self, index: QModelIndex) -> None:
        selection = self.selectionModel()
        with QSignalBlocker(selection):
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._take_back()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._keep_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._take_back()
        super().keyPressEvent(event)
        self._keep_soon()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """Where the current one goes, Qt makes its neighbour current."""
        self._take_back()
        super().rowsAboutToBeRemoved(parent, start, end)
        self._keep_soon()

    def closeEditor(self, editor: Any, hint: Any) -> None:
        super().closeEditor(editor, hint)
        self._keep_soon()
