"""The eye in a field for a passphrase: shows it while it is pressed, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit

from ..i18n import mirrored, tr
from ..theme import scaled
from .buttons import button

HIGH = 24


class PassphraseEye(QObject):
    """A button that Tab reaches, which the icon of an action in a line is not.

    Where a passphrase is typed twice, Tab goes from the first field to the second one, and then to
    the eyes: the form says so.
    """

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        name = tr("Show the passphrase")
        self.button = button("", None, "ghost", "eye", name, high=HIGH, checkable=True)
        self.button.setParent(field)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.button.toggled.connect(self._show_words)
        self.button.show()
        field.installEventFilter(self)
        self._place()

    def hide_words(self) -> None:
        self.button.setChecked(False)

    def _show_words(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self._field.setEchoMode(modes.Normal if shown else modes.Password)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        wide = self.button.sizeHint().width()
        room = wide + scaled(4)
        self._field.setTextMargins(*((room, 0, 0, 0) if mirrored() else (0, 0, room, 0)))
        x = scaled(4) if mirrored() else self._field.width() - wide - scaled(4)
        self.button.setGeometry(x, (self._field.height() - scaled(HIGH)) // 2, wide, scaled(HIGH))
