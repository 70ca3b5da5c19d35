"""The window's part of the self-test: opened, unlocked, walked through, and taken as pictures."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from rilo_desktop.presentation.registry import LISTED

from . import faults
from .pages import OFFICE, SUBMISSION, TODAY
from .pictures.stage import Stage
from .preferences import Keeper
from .start import begin
from .window import Window

PAGES = (TODAY, *LISTED, "analysis", SUBMISSION, OFFICE)
TAKEN = (TODAY, LISTED[0])
EVERY = 2
"""Milliseconds between two looks, where a start is measured."""
LEAST_COLOURS = 20
"""Of a picture on which something can be read; one of a window that painted nothing has one."""


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


def tell_when_usable(app: QApplication, window: Window, file: Path) -> None:
    """Once a passphrase can be typed, write the time (seconds since 1970), and end.

    So does the self-test measure how long a start takes.
    """
    timer = QTimer(window, interval=EVERY)

    def look() -> None:
        if window.unlock.officer.count() and window.unlock.passphrase.isEnabled():
            file.write_text(repr(time.time()), "ascii")
            timer.stop()
            window.close_quietly()
            app.quit()

    window.painted.connect(timer.start)
    timer.timeout.connect(look)


def _walk(store: Path, passphrase: str, folder: Path, seen: Seen) -> None:
    app, window = begin(store, "light", "en", Keeper())
    faults.install(lambda error: seen.faults.append(faults.explained(error)))
    window.show()
    try:
        stage = Stage(app, window)
        stage.until(lambda: window.unlock.officer.count() > 0)
        seen.platform = QGuiApplication.platformName()
        seen.family = QFontInfo(app.font()).family()
        _take(stage, folder, "door", seen)
        window.unlock.passphrase.setText(passphrase)
        window.unlock.unlock.click()
        stage.until(lambda: window.workplace is not None, lambda: window.unlock.message)
        stage.settle()
        for page in PAGES:
            stage.go(page)
            if page in TAKEN:
                _take(stage, folder, page, seen)
    finally:
        window.close_quietly()
        faults.uninstall()


def _take(stage: Stage, folder: Path, name: str, seen: Seen) -> None:
    picture = stage.picture()
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
