"""Makes the application and its window."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ..main_window import MainWindow
    from ..state.preferences import PreferencesStore
    from ..theme.theme_manager import ThemeManager


def begin(
    folder: Path, scheme: str = "", language: str = "", keeper: PreferencesStore | None = None
) -> tuple[QApplication, MainWindow]:
    """The window on a store, locked and not yet shown.

    `scheme` and `language` go before what is kept in the preferences; "" there is the system's.
    """
    gc.disable()
    app, window = _begin(folder, scheme, language, keeper)
    _collect_from_here_on(app)
    return app, window


def _begin(
    folder: Path, scheme: str, language: str, keeper: PreferencesStore | None
) -> tuple[QApplication, MainWindow]:
    from ..main_window import MainWindow
    from ..state.preferences import PreferencesStore
    from ..widgets import error_messages
    from .language_switch import application, speak, system_language

    app = application()
    keeper = keeper or PreferencesStore()
    speak(app, language or keeper.now.language or system_language())
    dress = dress_of(app, scheme or keeper.now.scheme)
    dress.choose_contrast(keeper.now.contrast)
    dress.choose_text_size(keeper.now.text_size)
    window = MainWindow(folder, dress, keeper)
    error_messages.install(window.show_fault)
    return app, window


def dress_of(app: QApplication, scheme: str) -> ThemeManager:
    """The application is dressed once; later windows only choose the scheme."""
    from ..theme.theme_manager import ThemeManager

    dress = app.findChild(ThemeManager)
    if dress is None:
        return ThemeManager(app, scheme)
    dress.choose(scheme)
    return dress


def _collect_from_here_on(app: QApplication) -> None:
    """What was imported and made until now stays: no round needs to look through it for garbage."""
    from ..concurrency.gui_gc import GuiGarbageCollector

    if app.findChild(GuiGarbageCollector) is None:
        gc.freeze()
        GuiGarbageCollector(app)
