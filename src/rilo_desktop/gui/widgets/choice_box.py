"""A closed list to choose from, in which letters find any word of an entry."""

from __future__ import annotations

import re

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox

_OTHER_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ChoiceBox(QComboBox):
    """Qt finds only entries that begin with what is typed: all offices begin with "RILO"."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._since = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.modifiers() & _OTHER_KEYS or not letter.isprintable() or not letter:
            super().keyPressEvent(event)
            return
        waited = not self._since.isValid()
        if waited or self._since.hasExpired(QApplication.keyboardInputInterval()):
            self._typed = ""
        if letter == " " and not self._typed:
            super().keyPressEvent(event)  # opens the list
            return
        self._since.start()
        self._typed += letter
        self._find()

    def _find(self) -> None:
        """The likeliest entry; the same letter again: the next one that has it."""
        found = self._beginning(self._typed)
        if not found and len(set(self._typed)) == 1:
            found = self._beginning(self._typed[0])
            at = found.index(self.currentIndex()) + 1 if self.currentIndex() in found else 0
            found = found[at:] + found[:at]
        if found and found[0] != self.currentIndex():
            self.setCurrentIndex(found[0])
            self.activated.emit(found[0])

    def _beginning(self, typed: str) -> list[int]:
        """Entries of which a word begins so; first those that begin so themselves."""
        from rilo_desktop.folding import fold  # not before the first paint

        word = re.compile(rf"(?<!\w){re.escape(fold(typed))}")
        labels = [fold(self.itemText(at)) for at in range(self.count())]
        found = [at for at, label in enumerate(labels) if word.search(label)]
        return sorted(found, key=lambda at: word.match(labels[at]) is None)
