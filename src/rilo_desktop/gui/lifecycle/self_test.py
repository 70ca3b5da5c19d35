"""The window's part of `--self-test`: it is opened and unlocked, and every page is shown."""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from rilo_desktop.presentation.registry import LISTED

from ..concurrency.incremental import all_made
from ..main_window import MainWindow
from ..page_registry import OFFICE, SUBMISSION, TODAY
from ..state.preferences import PreferencesStore
from ..widgets import error_messages
from ..widgets.toast import Toast
from .bootstrap import begin

PAGES = (TODAY, *LISTED, "analysis", SUBMISSION, OFFICE)
TAKEN = (TODAY, LISTED[0])
EVERY, MOST_CHECKS = 20, 3_000
"""Milliseconds between two checks, and checks after which `wait_until` gives up."""
START_EVERY = 2
"""Milliseconds between two checks where a start is measured."""
LEAST_COLOURS = 20
"""Of a picture on which something can be read; one of a window that painted nothing has one."""


class NoAnswer(Exception):
    """The window did not come to the expected state; the text says why."""


def wait_until(condition: Callable[[], bool], why: Callable[[], str] = lambda: "no answer") -> None:
    """Runs the event loop until `condition` holds. Raises NoAnswer, which says `why`."""
    if condition():
        return
    loop = QEventLoop()  # not QTest.qWait, which would starve the worker
    timer, checks, is_met = QTimer(), 0, False

    def check() -> None:
        nonlocal checks, is_met
        checks += 1  # checks, not time: a machine that is suspended for a minute is not a hang
        is_met = is_met or condition()  # it may no longer hold when the loop has ended
        if checks >= MOST_CHECKS or is_met:
            loop.quit()

    timer.timeout.connect(check)
    timer.start(EVERY)
    loop.exec()
    if not is_met:
        faulthandler.dump_traceback()
        raise NoAnswer(f"the window did not answer ({why()})")


def settle(window: MainWindow) -> None:
    """Waits until no service call is running or about to start, and every field is built."""
    waiting: list[QTimer] = []

    def is_settled() -> bool:
        if not window.tasks.flush() or not all_made(window):
            return False
        if not any(isValid(timer) and timer.isActive() for timer in waiting):
            waiting[:] = _pending(window)
        return not waiting

    wait_until(is_settled, lambda: f"busy: {window.tasks.busy}, waiting: {_owners(waiting)}")


def _pending(window: MainWindow) -> list[QTimer]:
    """Running single-shot timers: a service call follows when one of them ends."""
    return [
        timer
        for timer in window.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and not isinstance(timer.parent(), Toast)
    ]


def _owners(timers: list[QTimer]) -> list[str]:
    return [type(timer.parent()).__name__ for timer in timers if isValid(timer)]


@dataclass
class Seen:
    """`faults` were shown to the officer, `warnings` said by Qt; `pictures` are names of files."""

    platform: str = ""
    family: str = ""
    pictures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def walk(store: Path, passphrase: str, folder: Path) -> Seen:
    """Open the window on a store, enter as its first officer, and go through the pages.

    Raises NoAnswer where a page does not come.
    """
    seen = Seen()
    before = qInstallMessageHandler(_listener(seen))
    try:
        _walk(store, passphrase, folder, seen)
    finally:
        qInstallMessageHandler(before)
    return seen


def report_when_usable(app: QApplication, window: MainWindow, file: Path) -> None:
    """Once a passphrase can be typed, write the time (seconds since 1970), and end.

    So does the self-test measure how long a start takes.
    """
    timer = QTimer(window, interval=START_EVERY)

    def look() -> None:
        if window.unlock.officer.count() and window.unlock.passphrase.isEnabled():
            file.write_text(repr(time.time()), "ascii")
            timer.stop()
            window.close_quietly()
            app.quit()

    window.painted.connect(timer.start)
    timer.timeout.connect(look)


def _walk(store: Path, passphrase: str, folder: Path, seen: Seen) -> None:
    app, window = begin(store, "light", "en", PreferencesStore())
    error_messages.install(lambda error: seen.faults.append(error_messages.explained(error)))
    window.show()
    try:
        wait_until(lambda: window.unlock.officer.count() > 0)
        seen.platform = QGuiApplication.platformName()
        seen.family = QFontInfo(app.font()).family()
        _take(window, folder, "unlock", seen)
        window.unlock.passphrase.setText(passphrase)
        window.unlock.unlock.click()
        wait_until(lambda: window.shell is not None, lambda: window.unlock.message)
        settle(window)
        assert window.shell is not None
        for page in PAGES:
            window.shell.go(page)
            settle(window)
            if page in TAKEN:
                _take(window, folder, page, seen)
    finally:
        window.close_quietly()
        error_messages.uninstall()


def _take(window: MainWindow, folder: Path, name: str, seen: Seen) -> None:
    picture = window.grab().toImage()
    file = folder / f"window-{name}.png"
    if not picture.save(str(file)):
        seen.faults.append(f"{file.name} was not written")
    if _colours(picture) < LEAST_COLOURS:
        seen.faults.append(f"{file.name} is blank")
    seen.pictures.append(file.name)


def _colours(picture: QImage) -> int:
    """Different ones, of a grid of points."""
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), 3)
            for y in range(0, picture.height(), 3)
        }
    )


def _listener(seen: Seen):  # type: ignore[no-untyped-def]
    def listen(kind: QtMsgType, _where: QMessageLogContext, said: str | None) -> None:
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            seen.faults.append(said or "")
        elif kind == QtMsgType.QtWarningMsg:
            seen.warnings.append(said or "")

    return listen
