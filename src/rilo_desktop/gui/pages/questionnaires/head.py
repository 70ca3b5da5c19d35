"""Above the list of questionnaires: a form is loaded from its workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from rilo_desktop.file_kinds import FORM_FILES, pattern
from rilo_desktop.language import N_
from rilo_desktop.records import Questionnaire
from rilo_desktop.services.deferred import forms

from ...commands import FILE, Command, belongs, register
from ...context import PageContext
from ...i18n import plural, tr
from ...routing import CHECKED_FORM, Route
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
        self.check_button = button(tr("Check one before sending"), self.ask_to_check, glyph="eye")
        load, check = tr("Load a questionnaire"), tr("Check a questionnaire before sending it")
        register(
            self,
            Command("forms.load", load, KEYS, self.ask_file, icon="file-import", menu=FILE),
            Command("forms.check", check, "", self.ask_to_check, icon="eye", menu=FILE),
        )
        buttons = (self.check_button, self.load_button)
        hbox((about, 1), *buttons, gap=8, margins=(20, 12, 16, 12), into=self)

    def take_focus(self) -> None:
        self.left_downwards.emit()

    def begins(self) -> bool:
        """Nobody types the definition of a form: a new one comes from a file."""
        self.ask_file()
        return True

    def ask_file(self) -> None:
        ask_workbook(self, self._context, tr("Load a questionnaire"), self.load)

    def load(self, path: Path) -> None:
        load_form(self._context, (path,), self)

    def ask_to_check(self) -> None:
        ask_workbook(self, self._context, tr("Check a questionnaire before sending it"), self.check)

    def check(self, path: Path) -> None:
        self._context.go(Route(CHECKED_FORM, files=(path,)))


def ask_workbook(
    parent: QWidget, context: PageContext, title: str, then: Callable[[Path], object]
) -> None:
    dialog = QFileDialog(parent, title, "", f"{tr('Forms')} ({pattern(FORM_FILES)})")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    context.folders.begin(dialog, IMPORTS)
    dialog.open()


def load_form(context: PageContext, files: Sequence[Path], owner: QWidget) -> None:
    """Keep the form of a workbook and open it; one that is there already is opened too. Files of
    its lists come behind the workbook; those that are missing are asked for."""
    workbook, *lists = files

    def load(lists: Sequence[Path], dialog: ListFiles | None = None) -> None:
        def loaded(added: AddedForm) -> None:
            if dialog is not None:
                dialog.accept()
            _tell(context, added)

        def failed(error: BaseException) -> None:
            if dialog is not None:
                dialog.fail(error)
            elif missing := missing_lists(error):
                made = ListFiles(owner, context, workbook.name, missing)
                made.given.connect(lambda given: load((*lists, *given), made))
                made.open()
            else:
                context.failed.emit(error)

        context.serve(forms.add, workbook, lists, then=loaded, failed=failed, owner=owner)

    load(lists)


def _tell(context: PageContext, added: AddedForm) -> None:
    form = added.form
    if added.is_new:
        count = form.question_count if isinstance(form.question_count, int) else 0
        said = plural(
            "{name} is loaded: {count} question.",
            "{name} is loaded: {count} questions.",
            count,
            name=form.title,
        )
    else:
        said = tr("{name} is here already.", name=form.title)
    context.told.emit(said)
    for message, names in added.told if added.is_new else ():
        context.warned.emit(tr(message, names=names))
    if added.changes is not None:
        context.announce(added.changes)
    context.go(Route(Questionnaire.kind.code, record=form.id))
