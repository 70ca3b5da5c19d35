"""Backups: how old the last verified one is and where it lies; one now; trying a restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rilo_desktop.language import N_
from rilo_desktop.services.deferred import backup

from ...context import PageContext
from ...i18n import contents, day_and_time, numbers, plural, sentence, tr
from ...state.backups import age_of, day_of, needs_care
from ...state.folders import BACKUPS
from ...theme.tokens import SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import IconLabel, Label
from ...widgets.layouts import hbox, vbox
from ...widgets.setting_words import HOURS
from ...widgets.table import WordsTable
from .heading import Heading
from .restore_test import DrillForm
from .settings import ChoiceRow, FolderRow, Settings

if TYPE_CHECKING:
    from rilo_desktop.services.office.backup import BackupState, Done, KnownBackup
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.restore import RestoreTest
    from rilo_desktop.services.office.session import Session

USUAL = (24, 4, 12, 72, 168, 0)
"""Hours."""
HEADS = (N_("Made"), N_("Size"), N_("State"), N_("Folder"))
READS_ONLY = "reader"
"""The role that makes no backups."""


class BackupsSection(QWidget):
    made = Signal(object)
    """The `Done` of a backup."""
    tried = Signal(object)
    """The `RestoreTest`."""

    def __init__(self, context: PageContext, settings: Settings) -> None:
        super().__init__()
        self._context, self._backups = context, context.backups
        settings.applied.connect(self._on_applied)
        self.now = button(tr("Back up now"), self.ask_folder, "secondary", "device-floppy")
        self.trial = button(tr("Try a restore"), self._open_form, "secondary", "history")
        self.trial.setEnabled(False)
        self.restore = button(tr("Restore from a backup"), context.rescue_wanted.emit, "link")
        may = context.may("restore")
        self.restore.setEnabled(may)
        self.restore.setToolTip("" if may else tr("The head or the data steward restores."))
        self.sign = IconLabel("device-floppy", "text2")
        self.last = Label("", wrap=True)
        self.place = Label("", SMALL, tone="text2", wrap=True)
        self.form = DrillForm(self._try, self._close_form)
        self.form.hide()
        self.result = Label("", tone="text2", wrap=True)
        self.result.hide()
        about = tr("Each backup is opened, checked and counted right after it is made.")
        may_choose = context.may("schedule")
        self.folder = FolderRow(settings, context, may_choose)
        self.often = ChoiceRow(settings, HOURS, [str(hours) for hours in USUAL], may_choose)
        self.why_not = Label(
            tr("The head of the office or the data steward chooses this."), SMALL, tone="text3"
        )
        self.why_not.setVisible(not may_choose)
        self.kept_title = Label(tr("Kept"), weight=SEMIBOLD)
        self.kept = WordsTable(tr("Kept backups"), [tr(head) for head in HEADS], 3, (1,), 6)
        vbox(
            Heading(tr("Backups"), about, self.restore, self.trial, self.now),
            12,
            hbox(vbox(2, self.sign, None), (vbox(2, self.last, None), 1), gap=8),
            2,
            self.place,
            self.result,
            self.form,
            20,
            Label(tr("Where and when"), weight=SEMIBOLD),
            8,
            self.folder,
            8,
            self.often,
            4,
            self.why_not,
            20,
            self.kept_title,
            8,
            self.kept,
            into=self,
        )
        self.now.setVisible(context.entered.role != READS_ONLY)
        self._backups.known.connect(self._show)
        if self._backups.state is not None:
            self._show()

    def _show(self) -> None:
        state = self._backups.state
        assert state is not None
        care = needs_care(state)
        tone = "warn" if care else "ok"
        self.sign.show_sign("alert-triangle" if care else "circle-check", tone)
        self.last.setText(_state_text(state))
        self.place.setText(_where(state))
        self.place.setVisible(state.last is not None)
        self.trial.setEnabled(state.is_there and self.form.isHidden())

        self._context.serve(_kept, then=self._show_kept, owner=self, turn="kept")

    def _show_kept(self, kept: tuple[KnownBackup, ...]) -> None:
        self.kept.show_rows([_row(one) for one in reversed(kept)])
        for made in (self.kept_title, self.kept):
            made.setVisible(bool(kept))

    def _on_applied(self) -> None:
        """What is due by the new schedule is made now, and an unreachable stick forgotten."""
        self._backups.mended()
        self._backups.keep_up()

    # --- one now

    def ask_folder(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder for the backup"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.back_up(Path(name)))
        self._context.folders.begin(dialog, BACKUPS)
        dialog.open()

    def back_up(self, folder: Path) -> None:
        self.now.setEnabled(False)
        self._context.serve(
            backup.back_up,
            folder,
            working=tr("Backing up"),
            then=self._on_made,
            failed=self._on_failed,
            owner=self,
        )

    def _on_made(self, done: Done) -> None:
        self.now.setEnabled(True)
        said = tr("The backup was made and verified: {path}", path=done.path)
        self._context.told.emit(" ".join((said, *map(sentence, done.findings))))
        self._backups.mended()
        self.made.emit(done)

    def _on_failed(self, error: BaseException) -> None:
        self.now.setEnabled(True)
        self._context.failed.emit(error)

    # --- trying a restore

    def _open_form(self) -> None:
        self.trial.setEnabled(False)
        self.result.hide()
        self.form.begin()

    def _close_form(self) -> None:
        self.form.forget()
        self.form.hide()
        self.trial.setEnabled(True)
        self.trial.setFocus()

    def _try(self, passphrase: str) -> None:
        state = self._backups.state
        assert state is not None
        assert state.last is not None
        self._context.serve(
            _drill,
            Path(state.last.path),
            passphrase,
            working=tr("Trying a restore"),
            then=self._on_tried,
            failed=self.form.refuse,
            owner=self,
        )

    def _on_tried(self, drilled: RestoreTest) -> None:
        self._close_form()
        is_whole = drilled.health.is_whole
        self.result.setText(_whole(drilled) if is_whole else _broken(drilled))
        self.result.tone("ok" if is_whole else "danger")
        self.result.show()
        self._backups.read()
        self.tried.emit(drilled)


def _state_text(state: BackupState) -> str:
    if state.last is None:
        return tr("There is no verified backup yet; make one now, on another disk or a USB drive.")
    said = tr("The last verified backup: {age}.", age=age_of(state))
    if not state.operations:
        return said + " " + tr("Nothing was changed since.")
    since = plural("{count} operation since.", "{count} operations since.", state.operations)
    due = tr("A new one is due.") if state.is_due else ""
    return " ".join(part for part in (said, since, due) if part)


def _where(state: BackupState) -> str:
    if state.last is None:
        return ""
    where = tr("Saved in {path}.", path=state.last.path)
    if not state.is_there:
        where = tr("It was made in {path}, which is not connected now.", path=state.last.path)
    tried = state.last.drilled
    if not tried:
        return where + " " + tr("Not test-restored yet.")
    return where + " " + tr("Last tried on {day}.", day=day_of(tried))


def _row(one: KnownBackup) -> tuple[str, str, str, str]:
    megabytes = tr("{number} MB", number=numbers().number(max(1, one.size // 1_000_000)))
    tried = tr("opened and compared") if one.drilled else tr("counted, never restored")
    state = tried if one.is_there else tr("not connected")
    return day_and_time(one.made), megabytes, state, str(Path(one.path).parent)


def _kept(session: Session) -> tuple[KnownBackup, ...]:
    from rilo_desktop.services.office import backup

    return backup.known(session.folder)


def _whole(drilled: RestoreTest) -> str:
    health, number = drilled.health, numbers().number
    return tr(
        "The backup can be restored and is intact: {counts} ({seconds} s). Your office was not "
        "changed.",
        counts=contents(health.records, health.revisions, health.operations),
        seconds=number(max(1, round(drilled.seconds))),
    )


def _broken(drilled: RestoreTest) -> str:
    found = drilled.health.blocking
    said = plural(
        "The backup has {count} problem; make another one now.",
        "The backup has {count} problems; make another one now.",
        len(found),
    )
    return f"{said} {sentence(found[0])}"


def _drill(session: Session, file: Path, passphrase: str, progress: Progress) -> RestoreTest:
    from rilo_desktop.services.office import restore

    sign, office = session.officer.sign, session.folder
    return restore.drill(
        file, passphrase, sign, clock=session.clock, progress=progress, office=office
    )
