"""The input for files of a record: attached, described, opened through a copy, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QWidget

from rilo_desktop.presentation.form_spec import LinesSpec
from rilo_desktop.records import Attachment, FieldSpec
from rilo_desktop.rules.findings import Finding
from rilo_desktop.services.deferred import attachment as service

from ...context import PageContext
from ...i18n import plural, sentence, tr
from ...state.folders import EXPORTS, IMPORTS
from ..buttons import button, is_key
from ..error_messages import explained
from ..inputs import Choices
from ..layouts import hbox, vbox
from ..lines import LinesInput
from ..progress import announce
from ..question import Question
from ..value_formatting import NameOf
from .view import AttachmentsModel, AttachmentsView

if TYPE_CHECKING:
    from rilo_desktop.services.records.attachment import TakenFiles

_CTRL, _KEYS = Qt.KeyboardModifier.ControlModifier, Qt.Key


class AttachmentsInput(LinesInput):
    """A file is kept in the store as soon as it is attached; the record names it once it is saved.

    Keys in the list: Enter opens the file, Delete takes it away, Ctrl+V attaches the files that
    were copied elsewhere, or the path that was.
    """

    begins_lines = False

    def __init__(self, about: FieldSpec, look: LinesSpec, context: PageContext) -> None:
        self._context = context
        super().__init__(about, look, context.names, context.names.name_of)
        self.setAcceptDrops(True)
        self.view.setAccessibleName(tr(about.label))
        self.view.activated.connect(lambda index: self._on_asked(index.row()))
        self.view.clicked.connect(self._on_clicked)
        paste = button(tr("Paste files"), self.paste, "link", "clipboard", high=24)
        paste.setToolTip(tr("Files copied in another program, or the path of one"))
        self.tools.insert(0, paste)

    def make_model(self, cls: type[Any], columns: list[str], name_of: NameOf) -> AttachmentsModel:
        return AttachmentsModel(cls, columns, name_of)

    def make_view(self, _choices: Choices) -> QAbstractItemView:
        assert isinstance(self.model, AttachmentsModel)
        return AttachmentsView(self.model)

    def _make_below(self, choices: Choices) -> QWidget:
        below = super()._make_below(choices)
        self._copy.hide()
        self.open_button = button(tr("Open a copy"), self.open, glyph="external-link", high=28)
        self.save_button = button(tr("Save as …"), self.save_as, glyph="download", high=28)
        return vbox(below, hbox(self.open_button, self.save_button, None, gap=8), gap=10)

    def line_name(self, line: int) -> str:
        return str(self.model.lines[line].name or "")

    def write_first(self) -> None:
        self.fields["description"].take_focus()

    @property
    def chosen(self) -> Attachment | None:
        """The file that the fields below are about."""
        return self.model.lines[self._at] if 0 <= self._at < len(self.model.lines) else None

    # Coming in

    def add(self) -> None:
        """Ask for files; they are taken in the worker."""
        dialog = QFileDialog(self, tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def take(self, names: Sequence[str]) -> None:
        """Keep these files in the store, and list them behind the others."""
        paths = tuple(Path(name) for name in names if name)
        if paths:
            held = tuple(self.model.lines)
            self._context.serve(service.take, paths, held, then=self._on_taken, owner=self)

    def paste(self) -> None:
        """What the clipboard holds: files, or the path of one."""
        data = QApplication.clipboard().mimeData()
        if not self._take_data(data) and not self._take_path(data.text()):
            self._show_message(tr("There is neither a file nor the path of one in the clipboard."))

    def _take_data(self, data: QMimeData) -> bool:
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        self.take(files)
        return bool(files)

    def _take_path(self, text: str) -> bool:
        path = text.strip().strip("\"'")
        if not path or "\n" in path or not Path(path).is_absolute():
            return False
        self.take([path])
        return True

    def _on_taken(self, taken: TakenFiles) -> None:
        known = {one.sha256 for one in self.model.lines}
        new = [one for one in taken.attachments if one.sha256 not in known]
        if new:
            at = self.model.insert(len(self.model.lines), new)
            self._go_to(at)
            self.view.setFocus()
            said = plural("{count} file attached.", "{count} files attached.", len(new))
            announce(self.view, said)
        told = [*map(explained, taken.refused), *map(sentence, taken.acting)]
        if told:
            self._show_message(" ".join(told))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take_data(event.mimeData()):
            event.acceptProposedAction()

    # Going out

    def open(self) -> None:
        """Open a copy in the program of its type; what acts in it is said first."""
        if (one := self.chosen) is not None:
            self._context.serve(
                service.acts,
                one,
                then=lambda found: self._on_known(one, found),
                failed=self._fail,
                owner=self,
            )

    def _on_known(self, one: Attachment, found: Sequence[Finding]) -> None:
        if not found:
            self._open(one)
            return
        asked = Question(
            self.window(),
            tr("Open {file}?", file=one.name),
            " ".join(map(sentence, found)),
            (("no", tr("Do not open"), "primary"), ("yes", tr("Open it anyway"), "secondary")),
        )
        asked.answered.connect(lambda key: self._open(one) if key == "yes" else None)
        asked.buttons["no"].setFocus()
        asked.open()

    def _open(self, one: Attachment) -> None:
        self._context.serve(
            service.open_copy, one, then=self._on_copied, failed=self._fail, owner=self
        )

    def _on_copied(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            said = tr("Changes to the copy are not kept. It is removed when the office is locked.")
            self._context.told.emit(said)
        else:
            self._show_message(
                tr("No program of this computer opens files of this type: save it instead.")
            )

    def save_as(self) -> None:
        """Write the file where the officer says; the log has it."""
        if (one := self.chosen) is None:
            return
        dialog = QFileDialog(self, tr("Save {file} as", file=one.name), one.name or "")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write_to(Path(name)))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def write_to(self, path: Path) -> None:
        if (one := self.chosen) is not None:
            self._context.serve(
                service.save_as,
                one,
                path,
                then=lambda _done: self._context.told.emit(tr("Written: {file}", file=path.name)),
                failed=self._fail,
                owner=self,
            )

    def _fail(self, error: BaseException) -> None:
        if getattr(error, "findings", None):
            self._show_message(explained(error))
        else:
            self._context.failed.emit(error)

    # In the list

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.row() >= len(self.model.lines):
            self.add()

    def _on_asked(self, row: int) -> None:
        if row < len(self.model.lines):
            self.open()

    def duplicate(self) -> None:
        """The same file twice says nothing more."""

    def pressed(self, event: QEvent) -> bool:
        if is_key(event, _KEYS.Key_Delete):
            self.take_away()
        elif is_key(event, QKeyCombination(_CTRL, _KEYS.Key_V)):
            self.paste()
        elif is_key(event, _KEYS.Key_Return, _KEYS.Key_Enter):
            if self.view.currentIndex().row() >= len(self.model.lines):
                self.add()
            else:
                self.open()
        else:
            return super().pressed(event)
        return True
