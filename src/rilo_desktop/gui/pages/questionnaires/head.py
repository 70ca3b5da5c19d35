"""Above the list of questionnaires: a form is loaded from its workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from rilo_desktop.file_kinds import FORM_FILES, pattern
from rilo_desktop.language import N_
from rilo_desktop.records import Questionnaire
from rilo_desktop.services.deferred import forms

from ...commands import FILE, Command, belongs, register
from ...context import PageContext
from ...i18n import plural, tr
from ...routing import Route
from ...state.folders import IMPORTS
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import hbox
from ...widgets.list_head import ListHead
from .list_files import ListFiles, missing_lists

if TYPE_CHECKING:
    from rilo_desktop.services.records.forms import AddedForm

KEYS = "Ctrl+Shift+O"


class QuestionnairesHead(ListHead):
    keeps_preview = True

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        belongs(self, N_("On the page Questionnaires"))
        about = Label(
            tr(
                "A questionnaire comes as a workbook (XLSForm). Open one to see who asks what; "
                "answer it from there."
            ),
            tone="text2",
            wrap=True,
        )
        self.load_button = button(
            tr("Load a questionnaire"), self.ask_file, "secondary", "file-import"
        )
        self.load_button.setEnabled(context.may("write"))
        label = tr("Load a questionnaire")
        register(
            self, Command("forms.load", label, KEYS, self.ask_file, icon="file-import", menu=FILE)
        )
        hbox((about, 1), self.load_button, gap=16, margins=(20, 12, 16, 12), into=self)

    def take_focus(self) -> None:
        self.left_downwards.emit()

    def begins(self) -> bool:
        """Nobody types the definition of a form: a new one comes from a file."""
        self.ask_file()
        return True

    def ask_file(self) -> None:
        dialog = QFileDialog(
            self, tr("Load a questionnaire"), "", f"{tr('Forms')} ({pattern(FORM_FILES)})"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.load(Path(chosen)))
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def load(self, path: Path) -> None:
        """Keep the form of a workbook and open it; one that is there already is opened too."""
        self._load(path)

    def _load(
        self, path: Path, lists: tuple[Path, ...] = (), dialog: ListFiles | None = None
    ) -> None:
        def loaded(added: AddedForm) -> None:
            if dialog is not None:
                dialog.accept()
            self._on_loaded(added)

        def failed(error: BaseException) -> None:
            if dialog is not None:
                dialog.fail(error)
            elif missing := missing_lists(error):
                self._ask_lists(path, missing)
            else:
                self._context.failed.emit(error)

        self._context.serve(forms.add, path, lists, then=loaded, failed=failed, owner=self)

    def _ask_lists(self, path: Path, missing: tuple[str, ...]) -> None:
        dialog = ListFiles(self, self._context, path.name, missing)
        dialog.given.connect(lambda files: self._load(path, files, dialog))
        dialog.open()

    def _on_loaded(self, added: AddedForm) -> None:
        form = added.form
        if added.is_new:
            count = form.question_count if isinstance(form.question_count, int) else 0
            self._context.told.emit(
                plural(
                    "{name} is loaded: {count} question.",
                    "{name} is loaded: {count} questions.",
                    count,
                    name=form.title,
                )
            )
        else:
            self._context.told.emit(tr("{name} is here already.", name=form.title))
        for message, names in added.told if added.is_new else ():
            self._context.warned.emit(tr(message, names=names))
        if added.changes is not None:
            self._context.announce(added.changes)
        self._context.go(Route(Questionnaire.kind.code, record=form.id))
