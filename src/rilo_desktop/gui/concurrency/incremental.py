"""What takes long to make is made part by part, and the window has its turn in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ..widgets.layouts import lay_out

PAUSE = 10
"""Milliseconds between two slices, in which the window paints and takes keys."""
SLICE = 0.008
"""Seconds from which on no further part is begun in a slice."""


@contextmanager
def laid_out() -> Iterator[None]:
    yield
    lay_out()


class IncrementalBuilder(QObject):
    """Makes the parts of a widget, from when it is seen until there is no other."""

    completed = Signal()
    """Every part is made."""

    def __init__(
        self,
        widget: QWidget,
        make: Callable[[], bool],
        in_place: Callable[[], AbstractContextManager[None]] = laid_out,
    ) -> None:
        """`make` makes the next part, and says whether another one waits. `in_place`: around each
        slice; what was made in it stands in its place afterwards.
        """
        super().__init__(widget)
        self._in_place = in_place
        self._widget, self._make = widget, make
        _builders.add(self)
        self.complete = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._make_slice)

    def is_seen_in(self, window: QWidget) -> bool:
        around: QWidget | None = self._widget
        while around is not None and around is not window:
            around = around.parentWidget()
        return around is window and self._widget.isVisible()

    def start(self) -> None:
        """Go on making, unless all is made."""
        if not self.complete:
            self._pause.start()

    def begin_again(self) -> None:
        """There is something else to make."""
        self.complete = False
        self.start()

    def stop(self) -> None:
        self._pause.stop()

    def make_next(self) -> None:
        """One part now."""
        if self.complete:
            return
        self.complete = not self._make()
        if self.complete:
            self.completed.emit()

    def make_until(self, is_made: Callable[[], bool]) -> None:
        """The parts before it too: places and the order of Tab stay as they will be."""
        while not self.complete and not is_made():
            self.make_next()

    def _make_slice(self) -> None:
        end = time.monotonic() + SLICE
        with self._in_place():
            self.make_until(lambda: time.monotonic() >= end)
        self.start()


_builders: WeakSet[IncrementalBuilder] = WeakSet()
"""Those that there are: to look for them in a window of 15,000 objects takes 10 ms."""


def all_made(window: QWidget) -> bool:
    """Is every part there of what can be seen in this window?"""
    there = [one for one in _builders if isValid(one) and not one.complete]
    return not any(one.is_seen_in(window) for one in there)
