"""Pages of records leave the window as a PDF for reading: two clicks from the record or its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from rilo_desktop.presentation.registry import record_type
from rilo_desktop.services.deferred import lists, record_pages

from ..commands import FILE, Command, register
from ..context import PageContext
from ..i18n import plural, tr, window_language
from ..state.folders import EXPORTS

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.printed_pages import PrintedPages

PDF_KEYS = "Ctrl+Shift+S"
Take = Callable[[Sequence[str]], object]


class RecordPages(QObject):
    """`records` calls its argument with the ids of the records that are meant, once they are known
    and stand in the store; `name` is that of the file that is proposed."""

    def __init__(
        self,
        owner: QWidget,
        context: PageContext,
        kind: str,
        records: Callable[[Take], object],
        name: Callable[[], str],
    ) -> None:
        super().__init__(owner)
        self._owner, self._context = owner, context
        self._records, self._name = records, name
        if record_type(kind).has_pages:
            save = tr("Save as PDF …")
            register(
                owner,
                Command("pages.pdf", save, PDF_KEYS, self.save, icon="file-export", menu=FILE),
            )

    def save(self) -> None:
        self._records(self._ask_file)

    def _ask_file(self, records: Sequence[str]) -> None:
        name = f"{self._name().replace('/', '-')}.pdf"
        dialog = QFileDialog(self._owner, tr("Save as PDF"), name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.write(records, Path(path)))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def write(self, records: Sequence[str], path: Path) -> None:
        from rilo_desktop.services.submissions.record_pages import PagesRequest

        def told(made: PrintedPages) -> None:
            said = tr("The pages are at {path}, for reading: they are no submission.", path=path)
            self._context.told.emit(beside(said, made.withheld))

        self._context.serve(
            record_pages.write,
            PagesRequest(tuple(records), window_language(), withhold=True),
            path,
            working=tr("Making the pages"),
            then=told,
            owner=self,
        )


def beside(said: str, withheld: int) -> str:
    """What was done, and what was left out of it."""
    return " ".join(filter(None, (said, left_out(withheld))))


def left_out(withheld: int) -> str:
    """What the guard kept back, for whoever is told that the pages are there."""
    if not withheld:
        return ""
    return plural(
        "{count} text with what may be personal data was left out.",
        "{count} texts with what may be personal data were left out.",
        withheld,
    )


def ids_of_rows(context: PageContext, owner: QObject, keys: Sequence[int], take: Take) -> None:
    """Of rows of a list, where any is chosen."""
    if keys:
        context.serve(lists.ids, tuple(keys), then=take, owner=owner)
    else:
        context.warned.emit(tr("Choose the records first."))
