"""The ground of a form: what is dragged out of a picker may be dropped anywhere on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent

from ...theme import rounded
from ...widgets.layouts import Panel
from ...widgets.picker import PICK


class DropTarget(Panel):
    dropped = Signal(str)
    """The key of what was dropped."""

    def __init__(self, ground: str) -> None:
        super().__init__(ground)
        self.setAcceptDrops(True)
        self._is_over = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PICK):
            self._show(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show(False)
        self.dropped.emit(bytes(event.mimeData().data(PICK).data()).decode())
        event.acceptProposedAction()

    def _show(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_over:
            rounded(QPainter(self), self.rect().adjusted(2, 2, -2, -2), 6, "", "accentText", 2)
