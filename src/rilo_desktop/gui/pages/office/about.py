"""About the program: its version, the licences of what is inside, a new version from a stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QWidget

from rilo_desktop.file_kinds import UPDATE

from ...context import PageContext
from ...i18n import tr
from ...theme import colour, scaled
from ...widgets.buttons import button
from ...widgets.choice_box import ChoiceBox
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from .heading import Heading

if TYPE_CHECKING:
    from rilo_desktop.services.office.about import Work


class AboutSection(QWidget):
    def __init__(self, context: PageContext) -> None:
        super().__init__()
        from rilo_desktop.services.office import about

        self._context = context

        self.licences = button(tr("Show the licences"), self.show_licences, "secondary")
        self.update_from = button(
            tr("Update from a USB drive or file …"), self.ask_file, "secondary"
        )
        said = tr("Version {version}, Apache License 2.0", version=about.version())
        vbox(
            Heading(tr("About RILO Desktop"), said),
            10,
            hbox(self.update_from, self.licences, None, gap=8),
            into=self,
        )

    def show_licences(self) -> None:
        Licences(self.window()).open()

    def ask_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose an update"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Updates ({endings})", endings=UPDATE.pattern)])
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, name: str) -> None:
        self._context.update_chosen.emit(Path(name))


class Licences(QDialog):
    """Of everything inside, in full; one is chosen, its text is shown below."""

    def __init__(self, parent: QWidget) -> None:
        from rilo_desktop.services.office import about

        super().__init__(parent)
        self.setWindowTitle(tr("Licences"))
        self.resize(scaled(640), scaled(520))
        self.works = about.works()
        self.which = ChoiceBox()
        self.which.setAccessibleName(tr("Work"))
        self.which.addItems([_named(work) for work in self.works])
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Licence"))
        self.which.currentIndexChanged.connect(self._show)
        intro = tr("RILO Desktop comes with these works. Choose one to read its licence.")
        vbox(
            Label(intro, tone="text2", wrap=True),
            10,
            self.which,
            10,
            self.text,
            16,
            hbox(None, button(tr("Close"), self.accept, "primary")),
            margins=(20, 20, 20, 16),
            into=self,
        )
        self._show(0)

    def _show(self, at: int) -> None:
        from rilo_desktop.services.office import about

        missing = tr("The licences were not gathered in this checkout: make build does it.")
        self.text.setPlainText(about.text_of(self.works[at]) if self.works else missing)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("raised"))


def _named(work: Work) -> str:
    return f"{work.name} {work.version}".strip() + f" · {work.licence}"
