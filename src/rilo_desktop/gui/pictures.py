"""Pictures of the window without a display: unlock, each list, the editor, the submission."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from .start import begin
from .window import Window

if TYPE_CHECKING:
    from .submissions.page import SubmissionPage
    from .workplace import Workplace

LONGEST = 60_000
"""Milliseconds after which a page that does not answer is given up."""
SIZE = (1280, 800)


class NoAnswer(Exception):
    """A page did not come, or said why not."""


def save_pictures(
    store: Path,
    folder: Path,
    passphrase: str,
    schemes: Sequence[str] = ("light", "dark"),
    language: str = "en",
    tell: Callable[[str], object] = print,
) -> list[Path]:
    """PNG files of 1280 x 800 in `folder`, for each scheme. Raises NoAnswer."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for scheme in schemes:
        app, window = begin(store, scheme, language)
        window.resize(*SIZE)
        window.show()
        photographer = _Photographer(app, window, folder, scheme, tell)
        try:
            photographer.take_all(passphrase)
        finally:
            made += photographer.made
            window.close_quietly()
    return made


class _Photographer:
    def __init__(
        self,
        app: QApplication,
        window: Window,
        folder: Path,
        scheme: str,
        tell: Callable[[str], object],
    ) -> None:
        self._app, self._window = app, window
        self._folder, self._scheme, self._tell = folder, scheme, tell
        self.made: list[Path] = []

    def take_all(self, passphrase: str) -> None:
        window = self._window
        self._until(lambda: not window.tasks.busy and bool(_answer(window)))
        if window.unlock.message:
            raise NoAnswer(window.unlock.message)
        self._take("unlock")
        window.unlock.passphrase.setText(passphrase)
        window.unlock.unlock.click()
        self._until(lambda: window.workplace is not None or bool(window.unlock.message))
        place = window.workplace
        if place is None:
            raise NoAnswer(window.unlock.message)
        self._settle()
        self._take("today")
        for kind in ("case-study", "risk-indicator", "action-item"):
            place.go(kind)
            self._settle()
            self._take(kind)
            self._editor(place, kind)
        self._submission(place)

    def _editor(self, place: Workplace, kind: str) -> None:
        page = place.list_page(kind)
        if not page.model.rowCount():
            return
        page.view.opened.emit(min(2, page.model.rowCount() - 1))
        self._settle()
        self._take(f"{kind}-editor")
        if kind == "case-study":
            place.editor(kind).show_section("route")
            self._settle()
            self._take(f"{kind}-editor-route")

    def _submission(self, place: Workplace) -> None:
        place.go("submission")
        self._settle()
        self._take("submission")
        page = cast("SubmissionPage", place.page("submission"))
        if page.choose.next.isEnabled():
            page.choose.next.click()
            self._settle()
            self._take("submission-check")

    def _settle(self) -> None:
        """Wait until nothing is asked and nothing is about to be."""
        window = self._window
        self._until(lambda: not window.tasks.busy and not _is_waiting(window))

    def _until(self, condition: Callable[[], bool]) -> None:
        if condition():
            return
        loop = QEventLoop()  # not QTest.qWait: that would keep the worker standing
        look, end = QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if condition() else None)
        end.setSingleShot(True)
        end.timeout.connect(loop.quit)
        look.start(20)
        end.start(LONGEST)
        loop.exec()
        if not condition():
            raise NoAnswer("the window did not answer")

    def _take(self, name: str) -> None:
        self._app.processEvents()
        path = self._folder / f"window-{name}-{self._scheme}.png"
        self._window.grab().save(str(path))
        self.made.append(path)
        self._tell(str(path))


def _answer(window: Window) -> bool:
    """Did the store show its face, or say why not?"""
    return window.unlock.officer.count() > 0 or bool(window.unlock.message)


def _is_waiting(window: Window) -> bool:
    """Is a pause running after which something will be asked?"""
    from .widgets.toast import Toast

    timers = window.findChildren(QTimer)
    return any(
        timer.isActive() and timer.isSingleShot() and not isinstance(timer.parent(), Toast)
        for timer in timers
    )
