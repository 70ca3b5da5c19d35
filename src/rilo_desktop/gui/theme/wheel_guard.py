"""The mouse wheel scrolls the page; it never changes a value in passing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)

GUARDED = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
"""What Qt changes by the wheel. A scroll bar is a slider too, and is there to be scrolled."""


class WheelGuard(QObject):
    """Leaves the wheel over a control to what it stands in. The open list of a box is a window of
    its own, and scrolls."""

    def watch(self, widget: QWidget) -> None:
        """The style calls this for each widget before it is first shown."""
        if widget.focusPolicy() == Qt.FocusPolicy.WheelFocus:  # the keyboard stays where it is
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if isinstance(widget, GUARDED) and not isinstance(widget, QScrollBar):
            widget.installEventFilter(self)  # once more changes nothing

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()  # Qt gives it to the parent
        return True
