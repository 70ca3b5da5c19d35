"""The ways to Find anything: its keys, and any page that asks for it with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ..desk import Desk

if TYPE_CHECKING:
    from .overlay import FindAnything


class Seeking(QObject):
    """Makes the field when it is first wanted: the window stands before anybody searches."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.overlay: FindAnything | None = None
        desk.sought.connect(self.open)

    def open(self, words: str = "") -> None:
        """With words to begin with."""
        if self.overlay is None:
            from .overlay import FindAnything

            self.overlay = FindAnything(self._over, self._desk)
        self.overlay.show_words(words)
