"""Last step: the file, chosen by the officer; the same submission gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rilo_desktop.services.deferred import release

from ...context import PageContext
from ...i18n import plural, tr
from ...state.folders import SENT
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import is_cancelled
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from .detail import grouped

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.release import Exported
    from rilo_desktop.services.submissions.submission_list import SubmissionEntry


class Exporting(QWidget):
    """`exported(path)` when the file is there."""

    exported = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._entry: SubmissionEntry | None = None
        self._written, self._sum = Path(), ""
        self.path = QLineEdit()
        self.path.textChanged.connect(lambda _text: self._show_readiness())
        browse = button(tr("Browse …"), self._browse)
        self.make = button(tr("Export the PDF"), self._on_make, "primary", "file-export")
        self.path.returnPressed.connect(self.make.click)
        self.said = Label("", weight=MEDIUM, wrap=True)
        self.facts = Label("", SMALL, tone="text2", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open = button(tr("Open the PDF"), self._open_file, glyph="external-link")
        self.folder = button(tr("Show its folder"), self._open_folder)
        self._done = vbox(
            self.said, 2, self.facts, 8, hbox(self.open, self.folder, None, gap=8), 12
        )
        vbox(
            self._done,
            hbox((labelled(tr("Save the PDF as"), self.path), 1), vbox(None, browse), gap=8),
            10,
            hbox(None, self.make),
            into=self,
        )
        self.begin()

    def begin(self) -> None:
        """Nothing was written yet."""
        self._entry, self._sum = None, ""
        self._done.hide()

    def show_entry(self, entry: SubmissionEntry) -> None:
        if self._entry is None or self._entry.id != entry.id:
            self.path.setText(str(_proposed(entry)))
        self._entry = entry
        self._show_readiness()

    def take_focus(self) -> None:
        self.path.setFocus()
        self.path.selectAll()

    def _show_readiness(self) -> None:
        named = bool(self.path.text().strip())
        self.make.setEnabled(named and self._entry is not None)
        self.make.setToolTip("" if named else tr("Choose where to save the PDF."))

    def _on_make(self) -> None:
        if self._entry is None:
            return
        self.make.setEnabled(False)
        self._context.serve(
            release.export,
            self._entry.id,
            Path(self.path.text().strip()).expanduser(),
            working=tr("Exporting {reference}", reference=self._entry.reference),
            then=self._on_made,
            failed=self._on_failed,
            owner=self,
        )

    def _on_made(self, made: Exported) -> None:
        before = (self._sum, self._entry.file_hash if self._entry is not None else "")
        self._written, self._sum = made.path, made.sha256
        again = made.sha256 in before
        self.said.setText(
            tr("Recreated, byte for byte: {file}", file=made.path.name)
            if again
            else tr("Written: {file}", file=made.path.name)
        )
        pages = plural("{count} page", "{count} pages", made.pages)
        self.facts.setText(tr("{pages} · SHA-256 {sum}", pages=pages, sum=grouped(made.sha256)))
        self._done.show()
        self._show_readiness()
        self.open.setFocus()
        self._context.announce(made.changes)
        self.exported.emit(made.path)

    def _on_failed(self, error: BaseException) -> None:
        self._show_readiness()
        if is_cancelled(error):
            self._context.told.emit(tr("Cancelled: no file was written."))
        else:
            self._context.failed.emit(error)

    def _browse(self) -> None:
        dialog = QFileDialog(self, tr("Save the PDF as"), self.path.text(), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.path.setText)
        self._context.folders.begin(dialog, SENT)
        dialog.open()

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _proposed(entry: SubmissionEntry) -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = f"{entry.reference.replace('/', '-')}-rev{entry.revision}-{entry.language}.pdf"
    return Path(folder) / name
