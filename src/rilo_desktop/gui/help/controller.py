"""The ways to the help: its keys, its menu, and Find anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from rilo_desktop.services.deferred import guide

from ..commands import HELP, Command
from ..concurrency.worker import Tasks
from ..i18n import tr, window_language
from ..widgets.layouts import discard

if TYPE_CHECKING:
    from .help_panel import HelpPanel


class HelpController(QObject):
    """Makes the panel when it is first wanted."""

    moved = Signal()
    """The page beside it has more or less room."""
    told = Signal(str)
    """A sentence for the officer."""
    failed = Signal(object)
    """The guide was not written."""

    def __init__(self, window: QMainWindow, tasks: Tasks, topic_here: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._tasks, self._topic_here = window, tasks, topic_here
        self.panel: HelpPanel | None = None

    def commands(self) -> Iterator[Command]:
        yield Command(
            "help", tr("Help for this page"), "F1", self.show, "", "info-circle", menu=HELP
        )
        yield Command("help.all", tr("All help topics"), "Shift+F1", self.show_all, menu=HELP)
        yield Command("help.save", tr("Save the guide …"), "", self.ask_file, menu=HELP)

    def show(self, topic: str = "") -> None:
        """Of the page that is shown, or this topic."""
        self._made().open(topic)

    def show_all(self) -> None:
        self._made().open_all()

    def follow(self) -> None:
        if self.panel is not None:
            self.panel.follow()

    def fit(self) -> None:
        if self.panel is not None:
            self.panel.fit()

    @property
    def is_shown(self) -> bool:
        return self.panel is not None and not self.panel.isHidden()

    def close(self) -> None:
        if self.panel is not None and self.is_shown:
            self.panel.leave()

    @property
    def width(self) -> int:
        """What it takes of the window."""
        return self.panel.room if self.panel is not None else 0

    def remove(self) -> bool:
        """It goes; was it shown?"""
        panel, self.panel = self.panel, None
        if panel is None:
            return False
        was_shown = panel.isVisible()
        self._window.removeDockWidget(panel)
        discard(panel)
        self.moved.emit()
        return was_shown

    def _made(self) -> HelpPanel:
        if self.panel is None:
            from .help_panel import HelpPanel

            self.panel = HelpPanel(self._window, self._topic_here)
            self.panel.save_wanted.connect(self.ask_file)
            self.panel.visibilityChanged.connect(lambda _shown: self.moved.emit())
            self.panel.topLevelChanged.connect(lambda _floats: self.moved.emit())
        return self.panel

    # --- the whole guide as a file

    def ask_file(self) -> None:
        dialog = QFileDialog(
            self._window, tr("Save the guide"), tr("RILO Desktop guide") + ".pdf", "PDF (*.pdf)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path) -> None:
        self._tasks.ask(
            guide.save,
            path,
            window_language(),
            then=lambda _none: self.told.emit(tr("The guide was saved as a PDF.")),
            failed=self.failed.emit,
            owner=self,
        )
