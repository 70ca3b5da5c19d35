"""The field a passphrase is typed into, and the bars that say how hard it is to guess."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ..i18n import tr
from ..theme import rounded, scaled
from ..theme.tokens import SMALL
from .caps_lock import CapsLockHint
from .labels import Label
from .layouts import vbox
from .passphrase_eye import PassphraseEye

LONGEST_PASSPHRASE = 1_000
BARS = 4
_TONES = ("line", "danger", "warn", "ok", "ok")
"""Bars that are filled -> their colour; the words beside them say the same."""


class PassphraseField(QLineEdit):
    """Hidden until its eye is pressed; `forget` leaves nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST_PASSPHRASE)
        CapsLockHint(self)
        self._eye: PassphraseEye | None = None

    def dress(self) -> QPushButton:
        """Make what the first paint need not wait for; gives the button that shows the words."""
        if self._eye is None:
            self._eye = PassphraseEye(self)
        return self._eye.button

    def forget(self) -> None:
        self.clear()
        if self._eye is not None:
            self._eye.hide_words()


class StrengthBars(QWidget):
    """Four bars, as many of them filled as the level says."""

    def __init__(self) -> None:
        super().__init__()
        self._filled = 0
        self.setFixedHeight(scaled(4))

    def show_level(self, filled: int) -> None:
        self._filled = filled
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, gap = QPainter(self), scaled(4)
        wide = (self.width() - gap * (BARS - 1)) / BARS
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for bar in range(BARS):
            place = BARS - 1 - bar if mirrored else bar
            rect = QRectF(place * (wide + gap), 0, wide, self.height())
            role = _TONES[self._filled] if bar < self._filled else "line"
            rounded(painter, rect, 2, role)


class StrengthHint(QWidget):
    """The bars and the sentence that says the same, for the passphrase in a field."""

    def __init__(self, field: PassphraseField) -> None:
        super().__init__()
        self._field = field
        self._known: frozenset[str] = frozenset()
        self.bars = StrengthBars()
        self.words = Label("", SMALL, tone="text2", wrap=True)
        self.words.setMinimumHeight(self.words.fontMetrics().height() * 2 + 2)
        vbox(self.bars, 6, self.words, into=self)
        field.textChanged.connect(lambda _text: self.weigh())

    def know(self, texts: Sequence[str]) -> None:
        """What everybody knows of the officer and the office makes no passphrase stronger."""
        from rilo_desktop.services.office.passphrases import words_of

        self._known = words_of(texts)
        self.weigh()

    def weigh(self) -> None:
        from rilo_desktop.services.office.passphrases import strength

        found = strength(self._field.text(), self._known)
        self.bars.show_level(found.level)
        said = tr(found.sentence)
        self.words.setText(said)
        self._field.setAccessibleDescription(said)
