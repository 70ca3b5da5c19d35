"""The lists that a form takes from other files: which are wanted, and which of them are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ...context import PageContext
from ...i18n import tr
from ...state.folders import IMPORTS
from ...theme import colour, scaled
from ...theme.tokens import SECTION, SEMIBOLD
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox

MISSING = "exchange.form_list_missing"


def missing_lists(error: BaseException) -> tuple[str, ...]:
    """The files that a form asks for and that were not given; () of any other refusal."""
    findings = getattr(error, "findings", ())
    return tuple(str(one.values["list"]) for one in findings if one.rule == MISSING)


class ListFiles(QDialog):
    """`given(files)` when all are there. It stays until the form is taken: a list may not fit."""

    given = Signal(tuple)

    def __init__(
        self,
        parent: QWidget,
        context: PageContext,
        form: str,
        wanted: Sequence[str],
        step: str = "",
    ) -> None:
        """`step`: what is done with them, on the button; they are loaded where nothing is said."""
        super().__init__(parent)
        self._context = context
        self._files: dict[str, Path] = {}
        title = tr("Lists of {file}", file=form)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        about = Label(
            tr(
                "The form takes choices from other files: choose them, or drop them here. What it "
                "uses of them becomes part of the form; the files themselves are not kept."
            ),
            tone="text2",
            wrap=True,
        )
        about.setMinimumWidth(scaled(420))
        self.lines = {name.casefold(): Label("", wrap=True) for name in wanted}
        self._names = {name.casefold(): name for name in wanted}
        self.message = Label("", tone="danger", wrap=True)
        self.message.hide()
        self.choose_button = button(tr("Choose files"), self.ask_files, "secondary", "file-import")
        self.load_button = button(step or tr("Load a questionnaire"), self._give, "primary")
        self.load_button.setAutoDefault(True)
        vbox(
            Label(title, SECTION, SEMIBOLD, wrap=True),
            8,
            about,
            12,
            *self.lines.values(),
            8,
            self.message,
            16,
            hbox(
                self.choose_button,
                None,
                button(tr("Cancel"), self.reject, "secondary"),
                self.load_button,
                gap=8,
            ),
            margins=(20, 20, 20, 16),
            into=self,
        )
        self.choose_button.setFocus()
        self._show()

    def ask_files(self) -> None:
        patterns = " ".join(sorted({f"*{Path(name).suffix}" for name in self._names.values()}))
        dialog = QFileDialog(self, tr("Choose files"), "", f"{tr('Lists')} ({patterns})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda chosen: self.take(map(Path, chosen)))
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def take(self, paths: Iterable[Path]) -> None:
        """Files that the form asks for; one of a name that was given before takes its place."""
        strange = []
        for path in paths:
            if path.name.casefold() in self._names:
                self._files[path.name.casefold()] = path
            else:
                strange.append(path.name)
        self._say(
            tr("The form does not ask for {files}.", files=", ".join(strange)) if strange else ""
        )
        self._show()

    def fail(self, error: BaseException) -> None:
        self.setEnabled(True)
        self._say(explained(error))
        self._show()

    def _give(self) -> None:
        self.setEnabled(False)  # what is being read cannot be given up
        self.given.emit(tuple(self._files[name] for name in self._names))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _show(self) -> None:
        for key, line in self.lines.items():
            path = self._files.get(key)
            said = tr("chosen") if path is not None else tr("still missing")
            line.setText(f"{self._names[key]}: {said}")
        wide = max(self.width(), self.minimumSizeHint().width())
        self.resize(wide, self.heightForWidth(wide))  # a sentence came or went
        is_whole = len(self._files) == len(self._names)
        self.load_button.setEnabled(is_whole)
        if is_whole:
            self.load_button.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.take(Path(url.toLocalFile()) for url in urls if url.isLocalFile())

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("raised"))
