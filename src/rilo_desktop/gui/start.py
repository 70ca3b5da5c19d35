"""Makes the application and its window."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from .preferences import Keeper
    from .theme.start import Dress
    from .window import Window


def begin(
    folder: Path, scheme: str = "", language: str = "", keeper: Keeper | None = None
) -> tuple[QApplication, Window]:
    """The window on a store, locked and not yet shown.

    `scheme` and `language` go before what is kept in the preferences; "" there is the system's.
    """
    gc.disable()
    app, window = _begin(folder, scheme, language, keeper)
    _collect_from_here_on(app)
    return app, window


def _begin(
    folder: Path, scheme: str, language: str, keeper: Keeper | None
) -> tuple[QApplication, Window]:
    from . import faults
    from .preferences import Keeper
    from .speaking import application, speak, system_language
    from .window import Window

    app = application()
    keeper = keeper or Keeper()
    speak(app, language or keeper.now.language or system_language())
    dress = dress_of(app, scheme or keeper.now.scheme)
    dress.choose_contrast(keeper.now.contrast)
    dress.choose_text_size(keeper.now.text_size)
    window = Window(folder, dress, keeper)
    faults.install(window.show_fault)
    return app, window


def dress_of(app: QApplication, scheme: str) -> Dress:
    """The application is dressed once; later windows only choose the scheme."""
    from .theme.start import Dress

    dress = app.findChild(Dress)
    if dress is None:
        return Dress(app, scheme)
    dress.choose(scheme)
    return dress


def _collect_from_here_on(app: QApplication) -> None:
    """What was imported and made until now stays: no round needs to look through it for garbage."""
    from .collecting import Collector

    if app.findChild(Collector) is None:
        gc.freeze()
        Collector(app)
