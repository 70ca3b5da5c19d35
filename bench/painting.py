"""Process start to first paint: our window (asking for the passphrase) beside a bare Qt window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rilo_desktop.services.office.create_office import make_office

from .measure import Line, milliseconds

ROUNDS = 15
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its bytecode beside it; two rounds before the first count make it."""
FIRST_PAINT = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint:
            print(time.time(), flush=True)
            os._exit(0)
        return False
"""
OURS = (
    FIRST_PAINT
    + """
from pathlib import Path
from rilo_desktop.gui.lifecycle.bootstrap import begin
app, window = begin(Path(sys.argv[1]), "light", "en")
watch = Watch()
window.centralWidget().installEventFilter(watch)
window.show()
app.exec()
"""
)
BARE = (
    FIRST_PAINT
    + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
label = QLabel("Passphrase")
window.setCentralWidget(label)
watch = Watch()
label.installEventFilter(watch)
window.resize(1280, 800)
window.show()
app.exec()
"""
)


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "office"
        _ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        make_office(
            store, "AP", "AP-01", "a passphrase for the bench, nothing secret"
        ).session.close()
        pairs = []
        for n in range(ROUNDS + 2):
            pair = [_first_paint(OURS, store), _first_paint(BARE, store)]
            if n >= 2:
                pairs.append(tuple(pair))
    one = sorted(pair[0] for pair in pairs)[len(pairs) // 2]
    other = sorted(pair[1] for pair in pairs)[len(pairs) // 2]
    ratio = sorted(a / b for a, b in pairs)[len(pairs) // 2]
    platform = os.environ.get("QT_QPA_PLATFORM", "the default platform")
    name = f"first paint ({platform})"
    return [Line(name, milliseconds(one), milliseconds(other), ratio, 1.5)]


def _first_paint(program: str, store: Path) -> float:
    start = time.time()
    command = [sys.executable, "-c", program, str(store)]
    done = subprocess.run(command, env=_ENVIRONMENT, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1]) - start
