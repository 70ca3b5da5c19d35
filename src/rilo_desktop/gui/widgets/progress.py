"""Long work at the foot of the window: what is being done, how far it is, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ..concurrency.jobs import Work
from ..concurrency.worker import Tasks
from ..i18n import numbers, tr
from ..theme import scaled
from ..theme.tokens import MEDIUM, SMALL
from .buttons import button
from .labels import ElidedLabel, Label
from .layouts import Panel, hbox

PATIENCE = 400
"""Milliseconds before it is shown: what is done sooner needs no words."""


class Bar(QProgressBar):
    """How much of something is done, without words."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)

    def show_share(self, done: int, of: int) -> None:
        """Painted with the rest of the window: `setValue` alone would paint all of it at once."""
        self.setUpdatesEnabled(False)
        self.setRange(0, of)
        self.setValue(done)
        self.setUpdatesEnabled(True)


class ProgressStrip(Panel):
    """Shows the first of the long works, and goes when there is none."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__("raised", "t", height=40)
        self._tasks = tasks
        self._shown: Work | None = None
        self.words = Label("", weight=MEDIUM)
        self.step = ElidedLabel("", SMALL, tone="text2")
        self.bar = Bar()
        self.bar.setFixedSize(scaled(180), scaled(4))
        self.count = Label("", SMALL, tone="text2")
        self.cancel = button(tr("Cancel"), self._cancel, "ghost", "x", tr("Cancel"), "Ctrl+.", 28)
        hbox(
            self.words,
            (self.step, 1),
            self.bar,
            self.count,
            self.cancel,
            gap=12,
            margins=(16, 4, 10, 4),
            into=self,
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._appear)
        tasks.works_changed.connect(self._on_works)
        tasks.progressed.connect(self._on_progress)
        self.hide()

    def _on_works(self) -> None:
        work = self._tasks.works[0] if self._tasks.works else None
        if work is self._shown:
            return
        self._shown = work
        if work is None:
            self._patience.stop()
            self._leave()
        else:
            self.cancel.setEnabled(True)
            self._show(work)
            if not self.isVisible():
                self._patience.start()

    def _leave(self) -> None:
        """The focus goes on, not away: a screen reader would lose its place."""
        if self.cancel.hasFocus():
            self.focusNextChild()
        self.hide()

    def _appear(self) -> None:
        if self._shown is not None:
            self.show()
            announce(self, self._shown.working)

    def _on_progress(self, work: Work) -> None:
        if work is self._shown:
            self._show(work)

    def _show(self, work: Work) -> None:
        self.words.setText(work.working)
        self.step.setText(tr("Cancelling …") if work.is_cancelled else tr(work.step))
        self.bar.setAccessibleName(work.working)
        if work.of:
            thousandths = min(1000, 1000 * work.done // work.of)
            self.bar.show_share(thousandths, 1000)
            known = {"done": numbers().number(work.done), "all": numbers().number(work.of)}
            self.count.setText(tr("{done} of {all}", **known))
        else:
            self.bar.setRange(0, 0)
            self.count.setText("")

    def _cancel(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
            self.cancel.setEnabled(False)
            self._show(self._shown)
            announce(self, tr("Cancelling …"))


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say it without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
