"""The guide of a practice office: opened from Help, and kept open over locks and restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from rilo_desktop.office_codes import PRACTICE_OFFICES
from rilo_desktop.services.deferred import first_submission, preferences

from ..commands import HELP, Command, register
from ..i18n import tr
from ..routing import OFFICE, PRACTICE, Route
from ..widgets.layouts import discard
from .steps import TOPIC

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.submissions.first_submission import GuidedProgress

    from ..shell import Shell
    from ..state.office_session import Entered
    from .guide_panel import GuidePanel

KEPT, OPEN = "guide", "open"
"""The preference that says whether it is open; how far it is, the office says."""


def is_offered(entered: Entered) -> bool:
    """In practice offices, to who may make a submission."""
    from rilo_desktop.services.office.session import Task

    return entered.office_code in PRACTICE_OFFICES and entered.role in Task.SUBMIT.roles


class GuideController(QObject):
    """Of one open office; makes the panel when it is first wanted."""

    moved = Signal()
    """The page beside it has more or less room."""
    room_wanted = Signal()
    """What else stands beside the page shall go: the officer wants to see the guide."""

    def __init__(self, window: QMainWindow, shell: Shell) -> None:
        super().__init__(shell)
        self._window, self._context = window, shell.context
        self.panel: GuidePanel | None = None
        self._coming: bool | None = None
        """It is being opened, with the keyboard or without."""
        self._is_open = self._is_behind_help = False
        register(
            shell,
            Command(
                "guide",
                tr("First submission, step by step"),
                "",
                self.show,
                icon="list-check",
                menu=HELP,
                topic=TOPIC,
            ),
        )
        self._context.changes.happened.connect(self._on_changes)
        if shell.is_new:
            self._open(takes_focus=False)
        else:
            self._context.serve(preferences.read, KEPT, then=self._restore, owner=self, later=True)

    def show(self) -> None:
        """With the keyboard at what comes next."""
        self._open(takes_focus=True)

    def make_room(self, to_help: bool) -> None:
        """The help stands in its place, or does not any more."""
        self._is_behind_help, was_behind = to_help, self._is_behind_help
        if to_help and self.panel is not None:
            self.panel.hide()
        elif was_behind and self._is_open:
            self._coming = False
            self._ask()

    def fit(self) -> None:
        if self.panel is not None:
            self.panel.fit()

    @property
    def width(self) -> int:
        """What it takes of the window."""
        return self.panel.room if self.panel is not None else 0

    def remove(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            self._window.removeDockWidget(panel)
            discard(panel)
            self.moved.emit()

    def _restore(self, kept: str) -> None:
        if kept == OPEN:
            self._open(takes_focus=False)

    def _open(self, takes_focus: bool) -> None:
        if self.panel is None:
            self.panel = self._made()
        self._coming, self._is_open = takes_focus, True
        self._context.serve(preferences.keep, KEPT, OPEN, owner=self, later=True)
        self._ask()

    def _made(self) -> GuidePanel:
        from .guide_panel import GuidePanel

        panel = GuidePanel(self._window, self._context.may_reset)
        panel.wanted.connect(self._context.go)
        panel.topic_wanted.connect(self._context.help_wanted)
        panel.reset_wanted.connect(lambda: self._context.go(Route(OFFICE, kind=PRACTICE)))
        panel.left.connect(self._on_left)
        panel.visibilityChanged.connect(lambda _shown: self.moved.emit())
        panel.topLevelChanged.connect(lambda _floats: self.moved.emit())
        return panel

    def _on_left(self) -> None:
        self._is_open = False
        self._context.serve(preferences.keep, KEPT, "", owner=self, later=True)

    def _on_changes(self, _changes: Changes) -> None:
        if self.panel is not None and self.panel.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._context.serve(first_submission.progress, then=self._show, owner=self, turn="guide")

    def _show(self, now: GuidedProgress) -> None:
        if self.panel is None:
            return
        self.panel.show_progress(now)
        coming, self._coming = self._coming, None
        if coming:
            self.room_wanted.emit()
        if coming or (coming is not None and not self._is_behind_help):
            self.panel.show_panel(self.panel.first_button if coming else None)
