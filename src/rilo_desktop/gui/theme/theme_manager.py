"""Dresses the application once, and follows the system's scheme unless one was chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QWidget

from .palette import palette
from .style import AppStyle, use_own_hints
from .theme_state import choose_scheme, choose_text_size, font, load_fonts

SCHEMES = ("light", "dark")
NO_ICONS = ":/none"
"""Where no theme is; an empty list would mean the system's folders."""


class ThemeManager(QObject):
    """Keeps the application dressed. One for each application, kept as long as it."""

    def __init__(self, app: QApplication, scheme: str = "") -> None:
        """`scheme`: "light", "dark", or "" for the system's."""
        super().__init__(app)
        self._app = app
        self._frame: QFocusFrame | None = None
        self._hints = app.styleHints()  # Python has to hold it while its signals are used
        self._access = self._hints.accessibility()
        load_fonts()
        app.setStyle(AppStyle("Fusion"))
        app.setFont(font())
        self._scheme, self._contrast = scheme, ""
        self.choose(scheme)
        self._access.contrastPreferenceChanged.connect(self._on_system)
        self._hints.colorSchemeChanged.connect(self._on_system)
        app.focusChanged.connect(self._on_focus)

    def complete(self) -> None:
        """What the first paint need not wait for."""
        from PySide6.QtGui import QIcon

        # Every icon is our own: a dialog for files would look for a theme's in hundreds of folders
        QIcon.setThemeSearchPaths([NO_ICONS])
        QIcon.setFallbackSearchPaths([NO_ICONS])

    def choose(self, scheme: str) -> None:
        """Change the scheme while running; "" follows the system."""
        self._scheme = scheme
        self._colour()

    def choose_contrast(self, contrast: str) -> None:
        """ "high" or "normal"; "" follows the system."""
        self._contrast = contrast
        self._colour()

    def choose_text_size(self, percent: int) -> None:
        """Of what is made from now on; percent of the system's size."""
        choose_text_size(percent)
        if font() != self._app.font():  # it is told to every widget that there is
            self._app.setFont(font())

    def _colour(self) -> None:
        dark = self._scheme == "dark" if self._scheme in SCHEMES else self._system_is_dark()
        high = self._contrast == "high" if self._contrast else self._system_asks_for_contrast()
        choose_scheme(dark, high)
        if palette() != self._app.palette():
            self._app.setPalette(palette())

    def _system_is_dark(self) -> bool:
        return self._hints.colorScheme() == Qt.ColorScheme.Dark

    def _system_asks_for_contrast(self) -> bool:
        return self._access.contrastPreference() == Qt.ContrastPreference.HighContrast

    def _on_system(self) -> None:
        self._colour()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Fields and rows draw their ring inside; a button has it around, for the keyboard only."""
        if not isinstance(new, QAbstractButton):
            if self._frame is not None:
                self._frame.setWidget(None)  # type: ignore[arg-type]
            return
        window = new.window()
        if self._frame is None or self._frame.parent() is None:
            self._frame = QFocusFrame(window)
            use_own_hints(self._frame)
            self._frame.destroyed.connect(self._forget_frame)
        keyboard = window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self._frame.setWidget(new if keyboard else None)  # type: ignore[arg-type]

    def _forget_frame(self) -> None:
        self._frame = None
