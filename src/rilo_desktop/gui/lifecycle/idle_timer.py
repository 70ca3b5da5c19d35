"""Says when nobody used the window for a while, also where the machine slept meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleTimer(QObject):
    """Watches the events of one window of the system: far fewer than those of all widgets."""

    passed = Signal()
    used = Signal()
    """There was input."""

    def __init__(self, watched: QWindow, minutes: int, clock: Callable[[], float] = time.time):
        super().__init__(watched)
        self._clock = clock
        self._used_at = clock()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.passed)
        self.choose(minutes)
        watched.installEventFilter(self)

    def choose(self, minutes: int) -> None:
        """0 is never."""
        self.let(minutes * 60_000)

    def let(self, milliseconds: int) -> None:
        self._timer.setInterval(milliseconds)
        self._used()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A timer stands still while the machine sleeps; its first use afterwards is too late."""
        if event.type() in USED:
            if self._timer.isActive() and self._is_late:
                self._used()
                self.passed.emit()
                return True
            self._used()
            self.used.emit()
        return False

    @property
    def _is_late(self) -> bool:
        return (self._clock() - self._used_at) * 1_000 >= self._timer.interval()

    def _used(self) -> None:
        self._used_at = self._clock()
        if self._timer.interval():
            self._timer.start()
        else:
            self._timer.stop()
