"""The page with the recovery key goes to a printer or into a file, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ...concurrency.worker import Tasks
from ...i18n import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from rilo_desktop.services.office.recovery_sheet import KeySheet

WIDTH = 1_654
"""Pixels of the page: A4 at 200 dpi."""


class RecoverySheetOutput:
    """`say(sentence)` what was done, `refuse(error)` what went wrong."""

    def __init__(
        self,
        page: QWidget,
        tasks: Tasks,
        office_folder: Path,
        sheet: Callable[[], KeySheet],
        say: Callable[[str], object],
        refuse: Callable[[BaseException], object],
    ) -> None:
        self._page, self._tasks, self._folder = page, tasks, office_folder
        self._sheet, self._say, self._refuse = sheet, say, refuse

    def ask_file(self, office: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        name = tr("Recovery key {office}", office=office)
        dialog = QFileDialog(self._page, tr("Save the page as"), f"{name}.pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.save_page(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_page(self, path: Path) -> None:
        from rilo_desktop.services.office.recovery_sheet import save

        self._tasks.ask(
            save,
            self._sheet(),
            path,
            self._folder,
            then=lambda _done: self._say(
                tr("{path} contains the key. Print it, then delete the file.", path=path)
            ),
            failed=self._refuse,
            owner=self._page,
        )

    def ask_printer(self) -> None:
        from ...widgets.printers import ask_printer, has_printer

        if not has_printer():
            self._say(tr("No printer is installed: write the key down, or save the page."))
            return
        ask_printer(self._page, self.print_page)

    def print_page(self, printer: QPrinter) -> None:
        self._tasks.ask(
            _printed,
            printer,
            self._sheet(),
            then=self._on_printed,
            failed=self._refuse,
            owner=self._page,
        )

    def _on_printed(self, is_taken: bool) -> None:
        self._say(
            tr("The page was sent to the printer.")
            if is_taken
            else tr("The printer did not accept the page: write the key down, or save the page.")
        )


def _printed(printer: QPrinter, sheet: KeySheet) -> bool:
    """In the worker; nothing of the page is written to a disk by us."""
    from rilo_desktop.services.office.recovery_sheet import picture

    from ...widgets.printers import draw

    return draw(printer, (picture(sheet, WIDTH),))
