"""The import page with a large table: read, cancelled, looked through, under the watchdog.

python -m bench.windows.table STORE FILE        (RILO_PASSPHRASE)
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.page_registry import IMPORT
from watchdog import LIMIT, Watchdog

from .stopwatch import page_down, rest, tell, until

LONGEST = 600.0


def main() -> None:
    store, file = map(Path, sys.argv[1:3])
    _, window = begin(store, "light", "en")
    window.show()
    until(lambda: window.unlock.officer.count() > 0)
    window.unlock.passphrase.setText(os.environ["RILO_PASSPHRASE"])
    window.unlock.unlock.click()
    until(lambda: window.shell is not None)
    place: Any = window.shell
    page: Any = place.page(IMPORT)
    place.go(IMPORT)
    until(lambda: not window.tasks.busy)
    rest(2_000)
    watchdog = Watchdog()
    watchdog.start()
    cancelled = _cancelled(window, page, file)
    began, computed = time.time(), time.process_time()
    _look(page, file)
    took, cpu = time.time() - began, time.process_time() - computed
    rows = _through(page)
    blocks = [one for one in watchdog.stop() if one.own >= LIMIT]
    grid = page.tables.grid
    tell(
        {
            "seconds": took,
            "cpu": cpu,
            "rows": rows,
            "counts": dict(grid.looked.counts),
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "reader": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
            "cancel": cancelled,
            "blocks": [(one.own, one.cpu, _where(one.stack)) for one in blocks],
        }
    )


def _look(page: Any, file: Path) -> None:
    """Waits without asking: to ask 200 times a second is felt."""
    loop = QEventLoop()
    page.looked.connect(loop.quit)
    QTimer.singleShot(int(LONGEST * 1000), loop, lambda: loop.exit(1))
    page.inspect([file])
    if loop.exec():
        raise SystemExit("what was waited for did not come")


def _cancelled(window: Any, page: Any, file: Path) -> float:
    """Seconds until it gives way, once it is among the rows."""
    page.inspect([file])
    until(lambda: any(work.done for work in window.tasks.works), LONGEST)
    began = time.time()
    window.tasks.stop_works()
    until(lambda: not window.tasks.works, LONGEST)
    return time.time() - began


def _through(page: Any) -> int:
    """The rows page by page, each kind of row by itself, and the first questions."""
    tables = page.tables
    tables.to_rows()
    rest(500)
    view, rows = tables.rows, len(tables.rows.rows)
    for _ in range(20):
        page_down(view)
        rest(50)
    view.scrollToBottom()
    rest(300)
    for key in ("question", "new", "rejected", "all"):
        tables.shown.choose(key)
        tables.shown.chosen.emit(key)
        rest(300)
    for _ in range(10):
        tables.next_question()
        rest(100)
    view.setCurrentIndex(view.table_model.index(rows - 1, 0))
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    QApplication.processEvents()
    rest(500)
    return rows


def _where(stack: str) -> str:
    lines = [line.strip() for line in stack.splitlines() if "rilo_desktop" in line]
    return lines[-1].rpartition("rilo_desktop/")[2] if lines else "elsewhere"


if __name__ == "__main__":
    main()
