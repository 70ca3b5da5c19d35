"""A closed list to choose from, in which letters find any word of an entry."""

from __future__ import annotations

import re

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox

from ..theme.style import use_own_hints

_OTHER_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ChoiceBox(QComboBox):
    """Qt finds only entries that begin with what is typed: all offices begin with "RILO".

    Of a list that is closed the entry is chosen at once, of one that is open it is marked.
    """

    def __init__(self) -> None:
        super().__init__()
        use_own_hints(self)
        self._typed = ""
        self._since = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_word(event):
            super().keyPressEvent(event)
            return
        found = self._found(self.currentIndex())
        if found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def showPopup(self) -> None:
        self.view().installEventFilter(self)  # once more changes nothing
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self.view():
            assert isinstance(event, QKeyEvent)
            if self._is_word(event):
                row = self._found(self.view().currentIndex().row())
                self.view().setCurrentIndex(self.model().index(row, self.modelColumn()))
                return True
        return super().eventFilter(watched, event)

    def _is_word(self, event: QKeyEvent) -> bool:
        """Does a key go on with a word? Then it is kept. A space begins none."""
        letter = event.text()
        if event.modifiers() & _OTHER_KEYS or not letter.isprintable() or not letter:
            return False
        waited = not self._since.isValid()
        if waited or self._since.hasExpired(QApplication.keyboardInputInterval()):
            self._typed = ""
        if letter == " " and not self._typed:
            return False
        self._since.start()
        self._typed += letter
        return True

    def _found(self, current: int) -> int:
        """The likeliest entry; the same letter again: the next one that has it."""
        found = self._beginning(self._typed)
        if not found and len(set(self._typed)) == 1:
            found = self._beginning(self._typed[0])
            at = found.index(current) + 1 if current in found else 0
            found = found[at:] + found[:at]
        return found[0] if found else current

    def _beginning(self, typed: str) -> list[int]:
        """Entries of which a word begins so; first those that begin so themselves."""
        from rilo_desktop.folding import fold  # not before the first paint

        word = re.compile(rf"(?<!\w){re.escape(fold(typed))}")
        labels = [fold(self.itemText(at)) for at in range(self.count())]
        found = [at for at, label in enumerate(labels) if word.search(label)]
        return sorted(found, key=lambda at: word.match(labels[at]) is None)
