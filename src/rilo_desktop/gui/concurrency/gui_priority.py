"""Other threads let the window's thread go first.

Python runs one thread at a time, and Qt hands that right over at each of its calls: beside a thread
that computes, the window's gets as little as a tenth of the time (94 ms of silence were seen of
which it computed 31). So whoever works long in another thread asks between two steps, and waits
while the window is in a turn of its own.

    gui_priority().enter()      before the work
    gui_priority().wait()       in the other thread, between two steps
    gui_priority().leave()      after it
"""

from __future__ import annotations

import sys
import threading
import time
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

BEAT = 4
"""Milliseconds between two signs of the window's thread that it is free."""
LATE = 0.01
"""Seconds without a sign from which on it is in a turn of its own."""
PATIENCE = 0.04
"""Seconds that others wait for one turn: it may be waiting for them."""
SWITCH = 0.0005
"""Seconds after which another thread hands Python over to one that waits; Python's own are ten
times as many, and the window's thread waits anew after each call of Qt."""
_USUAL_SWITCH = sys.getswitchinterval()


@cache
def gui_priority() -> GuiPriority:
    """The one of the process; first asked for in the window's thread."""
    return GuiPriority(QCoreApplication.instance())


class GuiPriority(QObject):
    """Beats while somebody works in another thread."""

    _entered = Signal()
    _left = Signal()

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._guests = 0
        self._beaten = threading.Event()
        self._beat_at = 0.0
        self._given_up = 0.0
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._entered.connect(self._on_entered, Qt.ConnectionType.QueuedConnection)
        self._left.connect(self._on_left, Qt.ConnectionType.QueuedConnection)

    @property
    def has_guests(self) -> bool:
        """Does somebody work in another thread?"""
        return self._guests > 0

    def enter(self) -> None:
        """From any thread, as `leave`; the beat begins with the window's next turn."""
        if isValid(self):
            self._entered.emit()

    def leave(self) -> None:
        if isValid(self):
            self._left.emit()

    def wait(self) -> None:
        """Until the window is free, once for each of its turns and no longer than PATIENCE."""
        last = self._beat_at
        if not self._guests or time.monotonic() - last < LATE or last == self._given_up:
            return
        self._beaten.clear()
        if self._beat_at == last and not self._beaten.wait(PATIENCE):
            self._given_up = last

    def _on_beat(self) -> None:
        self._beat_at = time.monotonic()
        self._beaten.set()

    def _on_entered(self) -> None:
        self._guests += 1
        if self._guests == 1:
            sys.setswitchinterval(SWITCH)
            self._on_beat()
            self._timer.start()

    def _on_left(self) -> None:
        self._guests -= 1
        if not self._guests:
            self._timer.stop()
            sys.setswitchinterval(_USUAL_SWITCH)
            self._beaten.set()
