"""A line to search with: lens in front, a cross behind while there are words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from rilo_desktop.language import NC_

from ..i18n import tr
from ..theme import icon, scaled
from .buttons import is_key

PAUSE = 40
"""Milliseconds between two searches: the first key asks at once, the last one always asks."""
LONGEST = 400


class SearchBox(QLineEdit):
    searched = Signal(str)
    """The words, while they are typed."""
    entered = Signal()
    """Enter: what is found first is wanted."""
    left_downwards = Signal()
    """Arrow down: the keyboard goes to what was found."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._short = name, tr(NC_("verb", "Search"))
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST)
        self._lens = QAction(name, self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(tr("Clear the search"), self)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._after_pause)
        self._is_new = False
        self.textChanged.connect(self._on_text)
        self._colour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is searched is said where there is room for it; a screen reader hears it always."""
        super().resizeEvent(event)
        if self.placeholderText() in (self._name, self._short):
            fits = self.fontMetrics().horizontalAdvance(self._name) <= self.width() - scaled(50)
            self.setPlaceholderText(self._name if fits else self._short)

    def event(self, event: QEvent) -> bool:
        """Undo means the page where nothing was typed here that could be taken back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            is_redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if is_undo or is_redo:
                event.ignore()
                return True
        return super().event(event)

    def put(self, words: str) -> None:
        """Show words without searching for them."""
        self.blockSignals(True)
        self.setText(words)
        self.blockSignals(False)
        self._cross.setVisible(bool(words))

    def _on_text(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._is_new = True
        if not self._pause.isActive():
            self._ask()

    @property
    def is_waiting(self) -> bool:
        """Are there words that were not asked for yet?"""
        return self._is_new

    def _ask(self) -> None:
        self._is_new = False
        self._pause.start()
        self.searched.emit(self.text())

    def _after_pause(self) -> None:
        if self._is_new:
            self._ask()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        self._lens.setIcon(icon("search"))
        self._cross.setIcon(icon("x", "text2"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Escape) and self.text():
            self.clear()
        elif is_key(event, Qt.Key.Key_Down):
            self.left_downwards.emit()
        elif is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._is_new:
                self._ask()
            self.entered.emit()
        else:
            super().keyPressEvent(event)
