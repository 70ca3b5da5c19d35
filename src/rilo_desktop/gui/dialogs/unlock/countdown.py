"""The seconds somebody has to wait after wrong passphrases, told one by one."""

from __future__ import annotations

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal


class Countdown(QObject):
    told = Signal(int)
    """Seconds that are left, at the beginning and whenever there are fewer."""
    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._end = QDeadlineTimer()
        self._told = 0
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self._emit_left)

    def begin(self, seconds: int) -> None:
        self._end, self._told = QDeadlineTimer(seconds * 1_000), 0
        self._timer.start()
        self._emit_left()

    def stop(self) -> None:
        self._timer.stop()

    def _emit_left(self) -> None:
        left = -(-self._end.remainingTime() // 1_000)
        if not left:
            self.stop()
            self.over.emit()
        elif left != self._told:
            self._told = left
            self.told.emit(left)
