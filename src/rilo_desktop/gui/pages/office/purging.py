"""Content that must go: what a record ever said, or only a text in its older states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rilo_desktop.language import NC_
from rilo_desktop.presentation.references import title_in

from ...context import PageContext
from ...i18n import plural, tr, window_language, words
from ...state.folders import EXPORTS
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from ...widgets.question import Question

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.purge import Certificate, Purged


class Target(NamedTuple):
    """The record that was meant."""

    id: str
    name: str
    title: str


class PurgeForm(QWidget):
    purged = Signal(object)
    """The `Purged`."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.certificate: Certificate | None = None
        self.reference, self.text, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.reference.setPlaceholderText("AP/2026/CS/A0012")
        self.text.setPlaceholderText(tr("Empty: the whole content of the record"))
        for field in (self.reference, self.text, self.reason):
            field.returnPressed.connect(self._ask)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Purge …"), self._ask, "secondary", "trash")
        self.told = Label("", tone="text2", wrap=True)
        self.save = button(tr("Save the certificate"), self.ask_file, "secondary", "download")
        self._result = vbox(self.told, 8, hbox(self.save, None))
        self._result.hide()
        about = tr(
            "For a name typed by mistake: correct the record and save it, then purge the "
            "text from its earlier revisions. It cannot be recovered; who did it, when and "
            "why stays in the log."
        )
        vbox(
            Label(tr("Purge content"), weight=MEDIUM),
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            10,
            hbox(
                (labelled(tr("Reference of the record"), self.reference), 2),
                (labelled(tr("Text to purge"), self.text), 3),
                gap=12,
            ),
            10,
            hbox(
                (labelled(tr("Reason; the deletion record keeps it"), self.reason), 1),
                gap=12,
            ),
            4,
            self.message,
            8,
            hbox(None, self.do),
            self._result,
            into=self,
        )

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.do.setEnabled(True)

    def refuse(self, error: BaseException) -> None:
        self._show_message(explained(error))

    def _ask(self) -> None:
        if not self.reference.text().strip():
            self._show_message(tr("Type the reference of the record."))
            self.reference.setFocus()
        elif not self.reason.text().strip():
            self._show_message(tr("Say why it is purged; the deletion record keeps the reason."))
            self.reason.setFocus()
        else:
            self._show_message("")
            self.do.setEnabled(False)
            self._context.serve(
                _find,
                self.reference.text().strip(),
                then=self._confirm,
                failed=self.refuse,
                owner=self,
            )

    def _confirm(self, target: Target) -> None:
        self.do.setEnabled(True)
        text = self.text.text().strip()
        what = (
            tr("Every earlier revision that contains “{text}” loses its content.", text=text)
            if text
            else tr("All its content is deleted; an empty, withdrawn record stays in its place.")
        )
        question = Question(
            self,
            tr("Purge {name}?", name=target.name),
            f"{target.title}\n\n{what} {tr('This cannot be undone.')}",
            (
                ("keep", tr(NC_("do not purge", "Keep")), "secondary"),
                ("purge", tr("Purge"), "primary"),
            ),
        )
        question.answered.connect(
            lambda answer: self._purge(target.id, text) if answer == "purge" else None
        )
        question.open()

    def _purge(self, record: str, text: str) -> None:
        self.do.setEnabled(False)
        self._context.serve(
            _purge,
            record,
            text,
            self.reason.text().strip(),
            then=self._on_purged,
            failed=self.refuse,
            owner=self,
            alone=True,
        )

    def _on_purged(self, done: Purged) -> None:
        self._show_message("")
        self.certificate = done.certificate
        for field in (self.reference, self.text, self.reason):
            field.clear()
        self.told.setText(certificate_text(done.certificate))
        self._result.show()
        self._context.announce(done.changes)
        self.purged.emit(done)

    def ask_file(self) -> None:
        assert self.certificate is not None
        name = tr("Certificate of purge {entry}", entry=self.certificate.operation)
        dialog = QFileDialog(self, tr("Save the certificate as"), f"{name}.json", "JSON (*.json)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def save_to(self, path: Path) -> None:
        assert self.certificate is not None
        self._context.tasks.ask(
            _write,
            path,
            self.certificate,
            then=lambda _done: self._context.told.emit(
                tr("The certificate is at {path}.", path=path)
            ),
            failed=self.refuse,
            owner=self,
        )


def certificate_text(certificate: Certificate) -> str:
    """What went, and where it still is."""
    count = len(certificate.revisions)
    said = [
        plural("{count} revision was purged", "{count} revisions were purged", count),
        tr("entry {number} of the log", number=certificate.operation),
    ]
    whole = [words().labelled(certificate.reference, f"{', '.join(said)}.")]
    if certificate.drafts:
        whole.append(
            plural(
                "{count} unsaved text was deleted too.",
                "{count} unsaved texts were deleted too.",
                certificate.drafts,
            )
        )
    if certificate.waiting_rows:
        whole.append(
            plural(
                "{count} row of an import that waited was deleted too.",
                "{count} rows of imports that waited were deleted too.",
                certificate.waiting_rows,
            )
        )
    if certificate.remembered:
        whole.append(
            plural(
                "{count} remembered answer or view was forgotten too.",
                "{count} remembered answers or views were forgotten too.",
                certificate.remembered,
            )
        )
    if certificate.waiting_files:
        names = ", ".join(certificate.waiting_files)
        whole.append(tr("Other rows of an import that waits still say it: {names}.", names=names))
    if certificate.backups:
        names = ", ".join(Path(name).name for name in certificate.backups)
        whole.append(tr("Backups made before still hold it: {names}.", names=names))
    if certificate.submissions:
        names = ", ".join(certificate.submissions)
        whole.append(tr("Cannot be recreated: {names}.", names=names))
    return " ".join(whole)


def _find(session: Session, reference: str) -> Target:
    from rilo_desktop.services.office.finding_helpers import name_of
    from rilo_desktop.services.records import purge, record

    purge.permit(session)
    found = record.find(session, reference).record
    return Target(found.id, name_of(found), title_in(found, window_language()))


def _purge(session: Session, record: str, text: str, reason: str) -> Purged:
    from rilo_desktop.services.records import purge

    if text:
        return purge.purge_text(session, record, text, reason)
    return purge.purge_record(session, record, reason)


def _write(path: Path, certificate: Certificate) -> None:
    """Raises Refused."""
    certificate.save(path)
