"""Dresses the application once, and follows the system's scheme unless one was chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QWidget

from .look import choose_scheme, font, load_fonts, scheme_is_dark
from .palette import palette
from .style import HouseStyle

SCHEMES = ("light", "dark")


class Dress(QObject):
    """Keeps the application dressed. One for each application, kept as long as it."""

    def __init__(self, app: QApplication, scheme: str = "") -> None:
        """`scheme`: "light", "dark", or "" for the system's."""
        super().__init__(app)
        self._app = app
        self._frame: QFocusFrame | None = None
        self._hints = app.styleHints()  # Python has to hold it while its signals are used
        load_fonts()
        app.setStyle(HouseStyle("Fusion"))
        app.setFont(font())
        self._follows = scheme not in SCHEMES
        self.choose(scheme)
        self._hints.colorSchemeChanged.connect(self._on_system_scheme)
        app.focusChanged.connect(self._on_focus)

    def choose(self, scheme: str) -> None:
        """Change the scheme while running; "" follows the system."""
        self._follows = scheme not in SCHEMES
        dark = scheme == "dark" if not self._follows else self._system_is_dark()
        choose_scheme(dark)
        self._app.setPalette(palette())

    def toggle(self) -> None:
        self.choose("light" if scheme_is_dark() else "dark")

    def _system_is_dark(self) -> bool:
        return self._hints.colorScheme() == Qt.ColorScheme.Dark

    def _on_system_scheme(self) -> None:
        if self._follows:
            self.choose("")

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Fields and rows draw their ring inside; a button has it around, for the keyboard only."""
        if not isinstance(new, QAbstractButton):
            if self._frame is not None:
                self._frame.setWidget(None)  # type: ignore[arg-type]
            return
        window = new.window()
        if self._frame is None or self._frame.parent() is None:
            self._frame = QFocusFrame(window)
            self._frame.destroyed.connect(self._forget_frame)
        keyboard = window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self._frame.setWidget(new if keyboard else None)  # type: ignore[arg-type]

    def _forget_frame(self) -> None:
        self._frame = None
