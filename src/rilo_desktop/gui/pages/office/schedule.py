"""When backups are made by themselves, and where to: each choice counts at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ...context import PageContext
from ...i18n import plural, tr
from ...state.backups import Backups
from ...state.folders import BACKUPS
from ...theme.tokens import SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.languages import choice_box
from ...widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.office.backup import Schedule
    from rilo_desktop.services.office.session import Session

USUAL = (4, 12, 24, 72, 168)
"""Hours."""


class ScheduleForm(QWidget):
    """Who may not choose sees what was chosen, and who chooses."""

    kept = Signal()
    """The office has the schedule that is shown."""

    def __init__(self, context: PageContext, backups: Backups) -> None:
        super().__init__()
        self._context, self._backups = context, backups
        self._now: Schedule | None = None
        self.often = choice_box([(hours, _often(hours)) for hours in (*USUAL, 0)], 24)
        self.often.activated.connect(lambda _at: self._keep(hours=self.often.currentData()))
        self.folder = Label("", wrap=True)
        self.choose = button(tr("Choose the folder"), self.ask_folder, "secondary", "device-floppy")
        self.own = button(tr("Into the office's own folder"), lambda: self._keep(folder=""), "link")
        self.why_not = Label(
            tr("The head of the office or the data steward chooses this."), SMALL, tone="text3"
        )
        where = Label(tr("Automatic backups are saved in"), SMALL, tone="text2")
        vbox(
            hbox((labelled(tr("Automatic backup"), self.often), 1), None, gap=12),
            8,
            hbox((vbox(where, 2, self.folder), 1), self.own, self.choose, gap=8),
            4,
            self.why_not,
            into=self,
        )
        may = context.may("schedule")
        for made in (self.often, self.choose, self.own):
            made.setEnabled(may)
            made.setToolTip("" if may else self.why_not.text())
        self.why_not.setVisible(not may)
        backups.known.connect(self._show)
        if backups.state is not None:
            self._show()

    def _show(self) -> None:
        state = self._backups.state
        assert state is not None
        now = self._now = state.schedule
        at = self.often.findData(now.hours)
        if at < 0:
            self.often.addItem(_often(now.hours), now.hours)
            at = self.often.count() - 1
        self.often.setCurrentIndex(at)
        self.folder.setText(_where(now.folder, state.place_is_there))
        self.folder.tone("text" if state.place_is_there else "danger")
        self.own.setVisible(bool(now.folder))

    def ask_folder(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder for automatic backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose_folder)
        self._context.folders.begin(dialog, BACKUPS)
        dialog.open()

    def choose_folder(self, name: str) -> None:
        self._keep(folder=str(Path(name)))

    def _keep(self, **what: Any) -> None:
        if self._now is not None:
            self._context.serve(
                _set, self._now, what, then=self._on_kept, failed=self._on_failed, owner=self
            )

    def _on_kept(self, _answer: object) -> None:
        """What is due by the new schedule is made now, and an unreachable stick forgotten."""
        self._backups.mended()
        self._backups.keep_up()
        self.kept.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._show()
        self._context.failed.emit(error)


def _often(hours: int) -> str:
    if not hours:
        return tr("Never")
    if hours == 24:
        return tr("Every day with work")
    if hours % 24:
        return plural("Every {count} hour with work", "Every {count} hours with work", hours)
    return plural("Every {count} day with work", "Every {count} days with work", hours // 24)


def _where(folder: str, is_there: bool) -> str:
    if not folder:
        return tr("The office's own folder, on the same disk. Choose a USB drive or another disk.")
    return folder if is_there else tr("{folder}, which is not there now", folder=folder)


def _set(session: Session, now: Schedule, what: dict[str, Any]) -> None:
    from dataclasses import replace

    from rilo_desktop.services.office import backup

    backup.set_schedule(session, replace(now, **what))
