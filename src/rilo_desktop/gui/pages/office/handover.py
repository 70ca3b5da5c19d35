"""The handover dossier of an officer who leaves: what only that officer can say, and the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from rilo_desktop.language import window_languages
from rilo_desktop.services.deferred import handover

from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...record_commands.record_pages import beside
from ...state.folders import EXPORTS
from ...theme import scaled
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import is_cancelled
from ...widgets.languages import IN_ITSELF, choice_box
from ...widgets.layouts import hbox, vbox
from .heading import Heading

if TYPE_CHECKING:
    from rilo_desktop.services.records.handover import Dossier, HandoverNotes

PROMISED_PARTS = 3


class HandoverSection(QWidget):
    made = Signal(object)
    """The `Dossier`."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.until, self.taken_by = QLineEdit(), QLineEdit()
        self.until.setPlaceholderText("2026-12-31")
        line = tr("One paragraph a line.")
        how = tr("A line each: to whom; what; where it is written")
        self.promised, self.advice, self.went_wrong = _texts(how), _texts(line), _texts(line)
        languages = [(code, IN_ITSELF[code]) for code in window_languages()]
        self.language = choice_box(languages, window_language())
        self.language.setFixedWidth(scaled(130))
        save = tr("Save the dossier as PDF …")
        self.save_button = button(save, self.ask_file, "secondary", "file-export")
        self.save_button.setEnabled(context.may("submit"))
        about = tr(
            "For whoever takes over: what is due first, whom to ask, what is open and what will "
            "stop working. The office knows that; what is below only you can say, and all of it "
            "may stay empty. Functions, no names. It is no submission, and TLP:AMBER at least."
        )
        vbox(
            Heading(tr("Handover dossier"), about),
            12,
            hbox(
                (labelled(tr("You leave on"), self.until), 1),
                (labelled(tr("Function that takes over"), self.taken_by), 2),
                gap=12,
            ),
            12,
            labelled(tr("What was promised"), self.promised, how),
            12,
            labelled(tr("What you would do"), self.advice, line),
            12,
            labelled(tr("What went wrong"), self.went_wrong, line),
            12,
            hbox(
                labelled(tr("Language of the dossier"), self.language),
                None,
                vbox(None, self.save_button),
            ),
            into=self,
        )

    def take_focus(self) -> None:
        self.until.setFocus()

    def notes(self) -> HandoverNotes | None:
        """What was typed; None where a line of what was promised lacks its parts."""
        from rilo_desktop.services.records.handover import HandoverNotes

        promised = []
        for text in _lines(self.promised):
            parts = [part.strip() for part in text.split(";", PROMISED_PARTS - 1)]
            if len(parts) < PROMISED_PARTS - 1 or not all(parts[: PROMISED_PARTS - 1]):
                self._context.warned.emit(
                    tr("“{line}”: write to whom; what; where it is written.", line=text)
                )
                self.promised.setFocus()
                return None
            whom, what, where = (*parts, "")[:PROMISED_PARTS]
            promised.append((whom, what, where))
        return HandoverNotes(
            until=self.until.text().strip(),
            taken_by=self.taken_by.text().strip(),
            promised=tuple(promised),
            advice=_lines(self.advice),
            went_wrong=_lines(self.went_wrong),
        )

    def ask_file(self) -> None:
        if self.notes() is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = Path(folder) / f"handover-{self.language.currentData()}.pdf"
        dialog = QFileDialog(self, tr("Save the dossier as"), str(name), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def save(self, path: Path) -> None:
        notes = self.notes()
        if notes is None:
            return
        self._context.serve(
            handover.write,
            path,
            notes,
            str(self.language.currentData()),
            working=tr("Creating the handover dossier"),
            then=self._on_made,
            failed=self._on_failed,
            owner=self,
        )

    def _on_made(self, made: Dossier) -> None:
        pages = plural("{count} page", "{count} pages", made.pages)
        said = tr("{file} is written: {pages}, TLP:{label}.", file=made.path.name, pages=pages,
                  label=made.tlp)  # fmt: skip
        self._context.told.emit(beside(said, made.withheld))
        self.made.emit(made)

    def _on_failed(self, error: BaseException) -> None:
        if is_cancelled(error):
            self._context.told.emit(tr("Cancelled: no file was written."))
        else:
            self._context.failed.emit(error)


def _texts(how: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setPlaceholderText(how)
    made.setTabChangesFocus(True)
    made.setFixedHeight(scaled(64))
    return made


def _lines(field: QPlainTextEdit) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in field.toPlainText().splitlines())))
