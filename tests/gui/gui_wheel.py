"""The mouse wheel over a control, as the window system tells it, and what the control says."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

VALUES = ("value", "date", "dateTime", "currentText", "currentIndex")


def said(control: QWidget) -> list[object]:
    return [control.property(name) for name in VALUES]


def turn(over: QWidget, down: bool = True) -> bool:
    """One step over the middle of it. False where nothing of it is in sight, and nothing done."""
    window = over.window()
    handle = window.windowHandle()
    seen = over.visibleRegion().boundingRect()
    if handle is None or seen.isEmpty():
        return False
    at = QPointF(over.mapTo(window, seen.center()))
    QTest.wheelEvent(handle, at, QPoint(0, -120 if down else 120))
    return True


def bring_to_sight(widget: QWidget) -> None:
    """In each part that scrolls, from the inside out."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
