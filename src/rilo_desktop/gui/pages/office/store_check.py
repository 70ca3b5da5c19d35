"""The state of the store: a check on demand, what it found, and what can be made anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rilo_desktop.file_kinds import BACKUP
from rilo_desktop.services.deferred import store_check

from ...context import PageContext
from ...i18n import contents, plural, sentence, tr
from ...state.folders import BACKUPS
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from .heading import Heading

if TYPE_CHECKING:
    from rilo_desktop.services.office.store_check import Health, Repaired

MOST = 100


class StoreCheckSection(QWidget):
    checked = Signal(object)
    """The `Health`."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.button = button(tr("Check the store"), self.check, "secondary", "clipboard")
        self.compare = button(tr("Compare with a backup"), self.ask_backup, "secondary", "history")
        self.repair = button(
            tr("Rebuild what can be rebuilt"), self._repair, "secondary", "refresh"
        )
        self.repair.hide()
        self.entry, self.hash = QLineEdit(), QLineEdit()
        self.entry.setValidator(QIntValidator(1, 2_000_000_000, self))
        self.result = Label(tr("Not checked since it was opened."), tone="text2", wrap=True)
        self.findings = FindingsView(tr("What the check found"))
        self.findings.fit_to_contents()
        self.findings.hide()
        about = tr(
            "The check reads every page of the file, every signature, the log, the rows and the "
            "search. The history must go on from every backup that is known."
        )
        vbox(
            Heading(tr("State of the store"), about, self.compare, self.button),
            8,
            hbox(
                (labelled(tr("Entry of the log, from a printed document"), self.entry), 2),
                (labelled(tr("Its hash, as printed"), self.hash), 3),
                gap=12,
            ),
            8,
            self.result,
            8,
            self.findings,
            hbox(None, self.repair),
            into=self,
        )

    def check(self) -> None:
        self._check(())

    def ask_backup(self) -> None:
        dialog = QFileDialog(self, tr("Compare with a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Backups ({endings})", endings=BACKUP.pattern)])
        dialog.fileSelected.connect(lambda name: self._check((Path(name),)))
        self._context.folders.begin(dialog, BACKUPS)
        dialog.open()

    def _check(self, backups: tuple[Path, ...]) -> None:
        noted = self._noted()
        for made in (self.button, self.compare, self.repair):
            made.setEnabled(False)
        self._context.serve(
            store_check.check,
            backups,
            noted,
            working=tr("Checking the store"),
            then=self._on_checked,
            failed=self._on_failed,
            owner=self,
        )

    def _noted(self) -> tuple[tuple[int, str], ...]:
        entry, hashed = self.entry.text().strip(), self.hash.text().strip().lower()
        return ((int(entry), hashed),) if entry and hashed else ()

    def _repair(self) -> None:
        self.repair.setEnabled(False)
        self._context.serve(
            store_check.repair,
            working=tr("Rebuilding rows"),
            then=self._on_repaired,
            failed=self._on_failed,
            owner=self,
        )

    def _on_repaired(self, done: Repaired) -> None:
        self._on_checked(done.after)
        if done.was_needed:
            self._context.told.emit(tr("Everything that can be rebuilt was rebuilt."))

    def _on_checked(self, health: Health) -> None:
        self._allow()
        counts = contents(health.records, health.revisions, health.operations)
        if health.blocking:
            said = plural(
                "{count} problem was found; restore a backup, or ask for help.",
                "{count} problems were found; restore a backup, or ask for help.",
                len(health.blocking),
            )
            self.result.setText(said)
        else:
            self.result.setText(tr("The store is intact: {counts}.", counts=counts))
        self.result.tone("ok" if health.is_whole else "danger")
        shown = [ShownFinding(found.severity, sentence(found)) for found in health.findings[:MOST]]
        self.findings.show_findings(shown)
        self.findings.setVisible(bool(shown))
        self.repair.setVisible(not health.is_whole and self._context.may("repair"))
        self.checked.emit(health)

    def _allow(self) -> None:
        for made in (self.button, self.compare, self.repair):
            made.setEnabled(True)

    def _on_failed(self, error: BaseException) -> None:
        self._allow()
        self._context.failed.emit(error)
