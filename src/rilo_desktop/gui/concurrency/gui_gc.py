"""Python's collector of cycles, in the window's thread only (decision 31).

Left to itself it runs in whichever thread makes an object. In the database worker it would take
Qt's objects apart there, and the program ends with them.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between two looks; a look that finds little to do costs microseconds."""


class GuiGarbageCollector(QObject):
    """Collects in the thread it was made in, for as long as its parent lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()


def collect_what_is_due() -> None:
    """The oldest generation of which more was made than Python lets wait, with all younger."""
    made, allowed = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if made[generation] > allowed[generation]:
            gc.collect(generation)
            return
