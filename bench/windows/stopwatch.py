"""What the measured programs share: times since the bench started them, paints, keys and memory.

Imports nothing but Qt, so that the bare window pays for nothing else.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

ZERO = float(os.environ.get("BENCH_ZERO", time.time()))
FRAME = 33
"""Milliseconds between two Page Downs held down."""


class Paints(QObject):
    """Times of the paints of one widget, seconds since the start of the process."""

    def __init__(self, widget: Any) -> None:
        super().__init__(widget)
        self.times: list[float] = []
        self._waiting: Callable[[], object] | None = None
        widget.installEventFilter(self)

    def eventFilter(self, _thing: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._after)
        return False

    def _after(self) -> None:
        self.times.append(time.time() - ZERO)
        if self._waiting is not None:
            self._waiting()

    def next(self, condition: Callable[[], bool] = lambda: True, longest: int = 60_000) -> float:
        """Seconds until the first paint after which the condition holds."""
        began = time.time() - ZERO
        loop = QEventLoop()
        self._waiting = lambda: loop.quit() if condition() else None
        end = QTimer(singleShot=True, interval=longest)
        end.timeout.connect(loop.quit)
        end.start()
        loop.exec()
        self._waiting = None
        if not self.times or not condition():
            raise SystemExit("a paint did not come")
        return self.times[-1] - began


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(condition: Callable[[], bool], longest: float = 60.0) -> None:
    end = time.time() + longest
    while not condition():
        if time.time() > end:
            raise SystemExit("what was waited for did not come")
        rest(5)


def page_down(view: Any) -> None:
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.postEvent(view, pressed)


def scroll(view: Any, paints: Paints, times: int = 40) -> dict[str, float]:
    """Page Down held: frames painted, and the longest gap between two, in milliseconds."""
    left = [times]
    timer = QTimer(interval=FRAME, timerType=Qt.TimerType.PreciseTimer)

    def press() -> None:
        page_down(view)
        left[0] -= 1
        if not left[0]:
            timer.stop()

    timer.timeout.connect(press)
    paints.times.clear()
    timer.start()
    rest(times * FRAME + 60)
    gaps = [b - a for a, b in zip(paints.times, paints.times[1:], strict=False)]
    return {"frames": len(paints.times), "longest_gap": max(gaps, default=9.0) * 1000}


def search(line: Any, paints: Paints, words: str, is_done: Callable[[], bool]) -> float:
    """Milliseconds from the last key of the words to its painted results, median of 7."""
    took = []
    for _ in range(7):
        line.setText(words[:-1])
        rest(700)
        began = time.time()
        QCoreApplication.postEvent(
            line,
            QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, words[-1]),
        )
        paints.next(is_done)
        took.append((time.time() - began) * 1000)
        line.clear()
        rest(500)
    return statistics.median(took)


def memory() -> float:
    """Proportional share of the process, MB."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def tell(found: Mapping[str, object]) -> None:
    print(json.dumps(found), flush=True)
    os._exit(0)
