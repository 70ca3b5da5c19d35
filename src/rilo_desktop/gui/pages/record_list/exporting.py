"""A list leaves the window: as a file, or its chosen rows on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog

from rilo_desktop.services.deferred import list_export

from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...state.folders import EXPORTS
from ...widgets.clipboard import copy
from .layout import ListLayout

if TYPE_CHECKING:
    from rilo_desktop.services.records.list_export import CopiedRows, ListRequest, ListTable
    from rilo_desktop.services.records.lists import Query


class ListExporting(QObject):
    """The guard's cells that nobody answered are withheld, and that is said."""

    def __init__(self, frame: ListLayout, query: Callable[[], Query], context: PageContext) -> None:
        super().__init__(frame)
        self._frame, self._query, self._context = frame, query, context
        frame.export_button.clicked.connect(lambda _checked=False: self.ask_file())
        frame.view.copy_wanted.connect(self.copy_rows)
        frame.selection.copy_wanted.connect(self.copy_rows)
        frame.selection.export_wanted.connect(lambda: self.ask_file(chosen=True))

    def ask_file(self, chosen: bool = False) -> None:
        """`chosen`: only the chosen rows, else all that the list finds."""
        frame = self._frame
        kinds = ("Excel (*.xlsx)", "OpenDocument (*.ods)", f"{tr('Text')} (*.csv)", "JSON (*.json)")
        name = f"{tr(frame.spec.place)}.xlsx"
        dialog = QFileDialog(frame, tr("Export the list as"), name, ";;".join(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix(kind.rpartition(".")[2].rstrip(")"))
        )
        dialog.fileSelected.connect(lambda path: self.save(Path(path), chosen))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def save(self, path: Path, chosen: bool = False) -> None:
        def told(table: ListTable) -> None:
            self._tell(tr("The list is at {path}.", path=path), table.withheld)

        self._context.serve(
            list_export.write,
            self.request(chosen),
            path,
            working=tr("Exporting the list"),
            then=told,
            owner=self,
        )

    def copy_rows(self) -> None:
        """The chosen rows, with their headings and their label."""

        def told(rows: CopiedRows) -> None:
            data = QMimeData()
            data.setText(rows.text)
            data.setHtml(rows.html)
            copy(data)
            said = plural("{count} row copied.", "{count} rows copied.", rows.records)
            self._tell(said, rows.withheld)

        if self._frame.view.selected_rows():
            self._context.serve(list_export.copied, self.request(True), then=told, owner=self)

    def request(self, chosen: bool = False) -> ListRequest:
        """What leaves: all that the list finds, or its chosen rows."""
        from rilo_desktop.services.records.list_export import ListRequest

        frame = self._frame
        return ListRequest(
            self._query(),
            columns=frame.chooser.names,
            keys=frame.model.keys(frame.view.selected_rows()) if chosen else None,
            language=window_language(),
            withhold=True,
        )

    def _tell(self, said: str, withheld: int) -> None:
        if withheld:
            more = plural(
                "{count} cell with what may be personal data was left out.",
                "{count} cells with what may be personal data were left out.",
                withheld,
            )
            said = f"{said} {more}"
        self._context.told.emit(said)
