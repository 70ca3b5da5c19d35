"""Python's collector of cycles, in the window's thread only (decision 31).

Left to itself it runs in whichever thread makes an object. In the database worker it would take
Qt's objects apart there, and the program ends with them.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from .gui_priority import gui_priority

EVERY = 200
"""Milliseconds between two looks; a look that finds little to do costs microseconds."""
MUCH = 10_000
"""Things made between two looks, where somebody works in another thread."""
_aside = False


class GuiGarbageCollector(QObject):
    """Collects in the thread it was made in, for as long as its parent lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()


def collect_what_is_due() -> None:
    """The oldest generation of which more was made than Python lets wait, with all younger.

    What long work in another thread makes is looked through once, while it is young, and set aside:
    it is plain data that holds no window, and a look through a million things takes 100 ms.
    """
    global _aside
    made, allowed = gc.get_count(), gc.get_threshold()
    if gui_priority().has_guests:  # older things wait: a look through them takes 50 ms
        if made[0] > MUCH:
            gc.collect(0)
            gc.freeze()
            _aside = True
        return
    for generation in (2, 1, 0):
        if made[generation] > allowed[generation]:
            gc.collect(generation)
            return


def collect_set_aside() -> None:
    """When the office is locked: what was set aside with the pages of that time goes with them."""
    global _aside
    if _aside:
        _aside = False
        gc.unfreeze()
        gc.collect()
        gc.freeze()
