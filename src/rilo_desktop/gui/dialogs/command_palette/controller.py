"""The ways to Find anything: its keys, and any page that asks for it with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ...context import PageContext

if TYPE_CHECKING:
    from .palette import CommandPalette


class CommandPaletteController(QObject):
    """Makes the field when it is first wanted: the window stands before anybody searches."""

    def __init__(self, context: PageContext, over: QWidget) -> None:
        super().__init__(over)
        self._context, self._over = context, over
        self.overlay: CommandPalette | None = None
        context.sought.connect(self.open)

    def open(self, words: str = "") -> None:
        """With words to begin with."""
        if self.overlay is None:
            from .palette import CommandPalette

            self.overlay = CommandPalette(self._over, self._context)
        self.overlay.show_words(words)
