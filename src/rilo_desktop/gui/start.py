"""Makes the application and its window."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
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
    with _without_collecting():
        return _begin(folder, scheme, language, keeper)


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


@contextmanager
def _without_collecting() -> Iterator[None]:
    """What is imported and made here stays: looking through it for garbage is 6 ms for nothing.

    The first time it is also set aside, so that later rounds need not look through it either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
        if was_on:
            gc.enable()
