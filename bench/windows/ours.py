"""Our window on a store: first paint, unlocked, the list, and work in it.

python -m bench.windows.ours STORE start|work RARE        (RILO_PASSPHRASE)
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from rilo_desktop.gui.lifecycle.bootstrap import begin

from .stopwatch import ZERO, Paints, memory, rest, scroll, search, tell, until

KIND = "case-study"
TYPED = 2_000
"""Milliseconds in which a passphrase of twenty letters is typed quickly."""


def main() -> None:
    store, what, rare = sys.argv[1:4]
    _, window = begin(Path(store), "light", "en")
    first = Paints(window.unlock)
    window.show()
    first.next()
    painted = first.times[0]
    until(lambda: window.unlock.officer.count() > 0)
    if what == "work":
        rest(TYPED)
    window.unlock.passphrase.setText(os.environ["RILO_PASSPHRASE"])
    entered = time.time()
    window.unlock.unlock.click()
    until(lambda: window.shell is not None)
    place: Any = window.shell
    place.go(KIND)
    page = place.list_page(KIND)
    paints = Paints(page.view.viewport())
    paints.next(lambda: page.model.rowCount() > 0 and page.model.listed(0) is not None)
    if what == "start":
        tell({"first": painted, "usable": paints.times[-1]})
    listed = (ZERO + paints.times[-1] - entered) * 1000
    tell(_work(window, place, page, paints, rare) | {"listed": listed})


def _work(window: Any, place: Any, page: Any, paints: Paints, rare: str) -> dict[str, float]:
    until(lambda: not window.tasks.busy)
    rest(1_500)
    found: dict[str, float] = {"memory": memory()}
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(0, 0))
    rest(500)
    found |= scroll(page.view, paints)
    until(lambda: not window.tasks.busy)
    for name, words in (("rare", rare), ("common", "the")):
        found[f"search_{name}"] = search(page.search, paints, words, partial(_shows, page, words))
    found["switch"] = statistics.median(_switch(place) for _ in range(8))
    found["editor"] = statistics.median(_open(place, page, at) for at in range(7))
    return found


def _shows(page: Any, words: str) -> bool:
    found = page.model._found
    return found is not None and found.query.words == words and page.model.listed(0) is not None


def _switch(place: Any) -> float:
    """Milliseconds until another page is painted."""
    other = "risk-indicator" if place._at == KIND else KIND
    widget = place.page(other)
    paints = Paints(widget.view.viewport())
    began = time.time()
    place.go(other)
    paints.next()
    return (time.time() - began) * 1000


def _open(place: Any, page: Any, at: int) -> float:
    """Milliseconds until a record is loaded in its editor and painted."""
    place.go(KIND)
    until(lambda: page.model.listed(at) is not None)
    rest(300)
    editor = place.editor(KIND)
    loaded: list[bool] = []
    editor.loaded.connect(lambda: loaded.append(True))
    paints = Paints(editor.form)
    began = time.time()
    page.open(page.model.listed(at).id)
    paints.next(lambda: bool(loaded))
    took = (time.time() - began) * 1000
    QApplication.processEvents()
    rest(300)
    return took


if __name__ == "__main__":
    main()
