"""Qt ends the process where it finds no screen; until then its words are ours to say."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

SAID = (
    "there is no screen on which the window can open{why}. Start it on a desktop; the command rilo "
    "needs none."
)
"""English alone: the language is chosen after the application is made."""


def new_application() -> QApplication:
    """Ends the process with one sentence and exit code 1 where it cannot be made."""
    told: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtFatalMsg:
            told.append(message)
            return
        why = f" ({told[0].strip()})" if told else ""
        print(f"rilo-desktop: {SAID.format(why=why)}", file=sys.stderr, flush=True)
        os._exit(1)  # who returns to Qt is aborted by it

    before = qInstallMessageHandler(hear)
    try:
        made = QApplication(sys.argv[:1])
    finally:
        qInstallMessageHandler(before)
    for message in told:
        print(message, file=sys.stderr)
    return made
