"""A question that must be answered first: only for what cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from rilo_desktop.characters import visible

from ..theme import colour, scaled
from ..theme.tokens import SECTION, SEMIBOLD
from .buttons import button
from .labels import Label
from .layouts import hbox, vbox


class Question(QDialog):
    """`answered(key)`; Escape is the harmless answer, the first one."""

    answered = Signal(str)

    def __init__(
        self, parent: QWidget, title: str, consequence: str, answers: Sequence[tuple[str, str, str]]
    ) -> None:
        """`answers` as (key, text, kind of button), the harmless one first, the usual one last."""
        super().__init__(parent)
        self.setWindowTitle(visible(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._answer = answers[0][0]
        self.buttons: dict[str, QPushButton] = {}
        for key, text, kind in answers:
            made = button(text, lambda k=key: self._choose(k), kind)  # type: ignore[misc]
            made.setAutoDefault(True)
            self.buttons[key] = made
        sentence = Label(consequence, tone="text2", wrap=True)
        sentence.setMinimumWidth(scaled(360))
        vbox(
            Label(title, SECTION, SEMIBOLD),
            8,
            sentence,
            20,
            hbox(None, *self.buttons.values(), gap=8),
            margins=(20, 20, 20, 16),
            into=self,
        )
        self.setAccessibleDescription(consequence)
        list(self.buttons.values())[-1].setFocus()
        self.finished.connect(lambda _result: self.answered.emit(self._answer))

    def _choose(self, key: str) -> None:
        self._answer = key
        self.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("raised"))
