"""What goes wrong in a slot is told in the window; standard error holds nothing of the office."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from rilo_desktop.gui.widgets import error_messages

app = QApplication([])
told = []
error_messages.install(told.append)
def fail():
    raise ValueError("what an officer wrote")
QTimer.singleShot(0, fail)
QTimer.singleShot(1, app.quit)
app.exec()
assert [str(error) for error in told] == ["what an officer wrote"]
error_messages.uninstall()
assert sys.excepthook is sys.__excepthook__
"""


def said(**more: str) -> str:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | more
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    )
    return done.stderr


def test_a_crash_report_says_where_and_quotes_nothing() -> None:
    assert "in fail" in said()
    assert "ValueError" in said()
    assert "what an officer wrote" not in said()
    assert "what an officer wrote" in said(RILO_DEBUG="1")
