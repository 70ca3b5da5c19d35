"""Says that Caps Lock is on while a passphrase is typed.

Qt does not tell the state of the key. The letter that a key gives tells it: a capital without
Shift, or a small one with it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from ..i18n import tr


class CapsLockHint(QObject):
    """A sentence under the field, for eyes and for a screen reader; it goes with the key."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self.is_on: bool | None = None
        """None: nothing was typed that would tell."""
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            found = _state(event, self.is_on)
            if found is not self.is_on:
                self.is_on = found
                self._show()
        elif event.type() == QEvent.Type.FocusOut:
            self.is_on = None  # it may be pressed elsewhere
            self._show()
        return False

    def _show(self) -> None:
        from .progress import announce

        field = self._field
        if self.is_on:
            said = tr("Caps Lock is on.")
            QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), said, field)
            announce(field, said)
        else:
            QToolTip.hideText()


def _state(event: QKeyEvent, before: bool | None) -> bool | None:
    if event.key() == Qt.Key.Key_CapsLock:
        return None if before is None else not before
    text = event.text()
    if len(text) != 1 or text.upper() == text.lower():
        return before  # no letter, or one of a script without capitals
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.isupper() is not is_shifted
