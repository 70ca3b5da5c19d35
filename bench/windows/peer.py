"""Another program's start to its first paint, run by the Python of an environment that has it.

python peer.py novelwriter|anki FOLDER        FOLDER: where it may keep its settings
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

ZERO = float(os.environ["BENCH_ZERO"])


def painted(window: type[Any]) -> None:
    """Say when the first window of this class was painted, and end."""
    from PyQt6.QtCore import QTimer  # type: ignore[import-not-found]

    before = window.paintEvent

    def paint(self: Any, event: Any) -> None:
        before(self, event)
        QTimer.singleShot(0, lambda: (print(time.time() - ZERO, flush=True), os._exit(0)))

    window.paintEvent = paint  # type: ignore[method-assign]


def novelwriter(folder: Path) -> None:
    import novelwriter  # type: ignore[import-not-found]
    from novelwriter.guimain import GuiMain  # type: ignore[import-not-found]

    painted(GuiMain)
    novelwriter.main([f"--config={folder}/novelwriter.conf", f"--data={folder}"])


def anki(folder: Path) -> None:
    sys.argv = ["anki", "-b", str(folder), "-l", "en_US"]
    import aqt  # type: ignore[import-not-found]
    import aqt.main  # type: ignore[import-not-found]
    import aqt.profiles  # type: ignore[import-not-found]

    # Its first start of all asks for the language; every later one does not.
    aqt.profiles.ProfileManager.setDefaultLang = lambda self, _: self.setLang("en_US")
    painted(aqt.main.AnkiQt)
    aqt.run()


if __name__ == "__main__":
    {"novelwriter": novelwriter, "anki": anki}[sys.argv[1]](Path(sys.argv[2]))
