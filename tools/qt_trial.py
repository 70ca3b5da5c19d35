"""Two threads that name Qt's classes at once: why docs/decisions/0033 has one of them wait.

    python tools/qt_trial.py [ROUNDS]      40 rounds each without and with the mend, else ROUNDS

One thread imports half of the names of QtCore, QtGui and QtWidgets and makes subclasses of them, as
pages do; the other uses the rest. Each round is a process of its own with its number as the seed.
Prints how many rounds ended badly. Not a test: what is broken is PySide's, and only now and then.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module

MODULES = ("QtCore", "QtGui", "QtWidgets")
LONGEST = 60
"""Seconds from which on a round hangs."""
Names = Mapping[str, Sequence[str]]


def main(rounds: int) -> int:
    for how in ("both at once", "made before"):
        ended = [_ended(number, how) for number in range(rounds)]
        bad = [said for said in ended if said]
        print(f"{how}: {len(bad)} of {rounds} ended badly {sorted(set(bad))}", flush=True)
    return 0


def _ended(number: int, how: str) -> str:
    """How a round ended, "" where it ended well."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, __file__, "one", str(number), how]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return "hung"
    return "" if done.returncode == 0 else f"code {done.returncode}"


def one(number: int, how: str) -> int:
    from PySide6.QtWidgets import QApplication

    sys.setswitchinterval(1e-6)
    chance = random.Random(number)
    app = QApplication([])
    names = {module: _names(module) for module in MODULES}
    read = {module: chance.sample(some, len(some) // 2) for module, some in names.items()}
    if how == "made before":
        _name(read)
    thread = threading.Thread(target=_read, args=(read,))
    thread.start()
    _name({module: chance.sample(some, len(some)) for module, some in names.items()})
    thread.join()
    del app
    return 0


def _names(module: str) -> list[str]:
    return [name for name in dir(import_module(f"PySide6.{module}")) if name.startswith("Q")]


def _name(names: Names) -> None:
    for module, some in names.items():
        for name in some:
            getattr(sys.modules[f"PySide6.{module}"], name)


def _read(names: Names) -> None:
    """What the import of a page does."""
    from PySide6.QtCore import QObject

    for module, some in names.items():
        for name in some:
            found = getattr(sys.modules[f"PySide6.{module}"], name)
            if isinstance(found, type) and issubclass(found, QObject):
                type("Page", (found,), {})


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        sys.exit(one(int(sys.argv[2]), sys.argv[3]))
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 40))
