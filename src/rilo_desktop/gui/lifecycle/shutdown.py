"""The session of the system ends, or somebody ends the program: nothing that was typed is lost.

Nobody is asked any more. On Linux a signal (TERM, HUP, INT) comes in; on every system the session
says that it ends. What cannot be heard (KILL, a power cut) the draft journal survives.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication


class Ends(Protocol):
    """What ends: the window."""

    def keep_drafts(self) -> None:
        """What is written goes to the disk; the work goes on where the end is called off."""

    def end(self) -> None:
        """Close the store, without a question. Called twice it does nothing more."""


class Ending(QObject):
    def __init__(self, app: QApplication, what: Ends) -> None:
        super().__init__(app)
        self._app, self._what = app, what
        app.commitDataRequest.connect(self.commit)
        app.aboutToQuit.connect(what.end)
        if sys.platform != "win32":
            self._listen()

    def commit(self, _session: object) -> None:
        """The session asks before it ends, and may still go on."""
        self._what.keep_drafts()

    def _listen(self) -> None:
        """Python runs its handlers between two of its own instructions, which an idle window has
        none of: the number of the signal comes through a pipe, and Qt wakes up."""
        self._out, into = os.pipe()
        for end in (self._out, into):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(into, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, _nothing)
        self._notifier = QSocketNotifier(self._out, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        os.read(self._out, 64)
        self._what.end()
        self._app.quit()


def _nothing(_number: int, _frame: object) -> None:
    """The pipe says it."""
