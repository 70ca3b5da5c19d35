"""A panel beside the work: it pushes the page, and floats where the window has no room for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from shiboken6 import isValid

from ..i18n import mirrored
from ..theme import scaled
from ..theme.tokens import HEADER

WIDE = 344
FLOATS_BELOW = 760 + WIDE
"""Width of a window that has no room for it beside the least page."""


class DockPanel(QDockWidget):
    """At the trailing edge. Escape closes it, and the keyboard goes back where it was."""

    def __init__(self, window: QMainWindow, name: str, title: str) -> None:
        super().__init__(title, window)
        self._window = window
        self._before: QWidget | None = None
        self.setObjectName(name)
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self._bare = QWidget()
        self._bare.setFixedHeight(0)
        self.setTitleBarWidget(self._bare)
        areas = Qt.DockWidgetArea
        trailing = areas.LeftDockWidgetArea if mirrored() else areas.RightDockWidgetArea
        window.addDockWidget(trailing, self)
        self.hide()

    def show_panel(self, focus: QWidget | None) -> None:
        """Shown; the keyboard goes to `focus`, None: it stays where it is."""
        if focus is not None and not self.has_focus():
            self._before = self._window.focusWidget()
        self._place()
        self.show()
        self._place()  # its frame and its least width are known now
        if focus is not None:
            focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """The keyboard goes back where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """The window has another size."""
        if self.isVisible():
            self._place()

    @property
    def room(self) -> int:
        """What it takes of the width of the window."""
        return self.width() if self.isVisible() and not self.isFloating() else 0

    def _place(self) -> None:
        """Beside the page, or over a small window, where it can be moved."""
        floats = self._window.width() < scaled(FLOATS_BELOW)
        if floats != self.isFloating():
            parts = QDockWidget.DockWidgetFeature
            self.setFeatures(parts.DockWidgetMovable if floats else parts.NoDockWidgetFeatures)
            self.setTitleBarWidget(None if floats else self._bare)  # type: ignore[arg-type]
            self.setFloating(floats)
        if floats:
            corner, menu = self._window.geometry(), self._window.menuWidget()
            above = (menu.height() if menu is not None else 0) + scaled(HEADER)  # its buttons stay
            frame = self.frameGeometry().height() - self.height()
            self.resize(self.minimumSizeHint().width(), corner.height() - above - frame)
            right = corner.right() + 1 - self.frameGeometry().width()
            self.move(corner.left() if mirrored() else right, corner.top() + above)

    def has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return self.isVisible() and focus is not None and self.isAncestorOf(focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.leave()
        else:
            super().keyPressEvent(event)
