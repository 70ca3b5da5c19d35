"""Makes the application and its window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from . import faults
from .texts import choose_language, mirrored
from .theme.start import Dress
from .window import Window


def application() -> QApplication:
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    made = QApplication(sys.argv[:1])
    made.setApplicationName("rilo-desktop")
    made.setApplicationDisplayName("RILO Desktop")
    return made


def begin(folder: Path, scheme: str = "", language: str = "en") -> tuple[QApplication, Window]:
    """The window on a store, locked and not yet shown. Scheme "": the system's."""
    app = application()
    choose_language(language)
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if mirrored() else Qt.LayoutDirection.LeftToRight
    )
    window = Window(folder, dress_of(app, scheme))
    faults.install(window.show_fault)
    return app, window


def dress_of(app: QApplication, scheme: str) -> Dress:
    """The application is dressed once; later windows only choose the scheme."""
    dress = app.findChild(Dress)
    if dress is None:
        return Dress(app, scheme)
    dress.choose(scheme)
    return dress
