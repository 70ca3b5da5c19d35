"""A short word at the bottom of the window: what was done, or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ..texts import tr
from ..theme import colour, font, glyph, rounded, scaled, scheme_is_dark
from ..theme.tokens import BODY
from .buttons import button
from .words import Label

STAYS = 8_000
"""Milliseconds that good news stays; what went wrong stays until it is closed."""


class Toast(QWidget):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._wrong = False
        self.words = _ToastWords()
        self.close_button = button(tr("Close"), self.hide, "toast", high=28)
        box = QHBoxLayout(self)
        box.setContentsMargins(scaled(40), scaled(6), scaled(10), scaled(6))
        box.setSpacing(scaled(12))
        box.addWidget(self.words, 1)
        box.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._on_time)
        window.installEventFilter(self)
        self.hide()

    def tell(self, text: str, wrong: bool = False) -> None:
        self._wrong = wrong
        self.words.setText(text)
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        self._timer.stop()
        if not wrong:
            self._timer.start()

    def _on_time(self) -> None:
        if self.underMouse() or self.close_button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        window = self._window
        wide = min(scaled(640), window.width() - scaled(48))
        needed = self.words.fontMetrics().horizontalAdvance(self.words.text()) + scaled(150)
        self.setFixedWidth(max(scaled(220), min(wide, needed)))
        self.adjustSize()
        x = (window.width() - self.width()) // 2
        self.move(x, window.height() - self.height() - scaled(24))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, size = QPainter(self), scaled(16)
        rounded(painter, self.rect(), 8, "toast", "line2" if scheme_is_dark() else "")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - scaled(14) - size if mirrored else scaled(14)
        y = (self.height() - size) // 2
        glyph(painter, "alert-triangle" if self._wrong else "check", x, y, size, "ontoast")


class _ToastWords(Label):
    """Words on the dark ground of a toast, which has no role in the palette."""

    def __init__(self) -> None:
        super().__init__("", BODY, wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(BODY))
        painter.setPen(colour("ontoast"))
        flags = self.alignment() | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), flags, self.text())
