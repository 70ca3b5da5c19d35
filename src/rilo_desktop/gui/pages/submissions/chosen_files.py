"""The files of the records that are to be sent: none goes unless it is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ...i18n import tr
from ...itemviews import (
    FLAT,
    STRETCH,
    Cell,
    Check,
    ListModel,
    ListView,
    Row,
    RowContext,
    Text,
    Tlp,
)
from ...theme.tokens import BODY, REGULAR, SMALL
from ...widgets.value_formatting import shown_size

if TYPE_CHECKING:
    from rilo_desktop.rules.attachments import ChosenFile
    from rilo_desktop.services.submissions.attached_files import FileCandidate


class ChosenFiles(ListView["FileCandidate"]):
    """`toggled` when another file goes, or one goes no more."""

    toggled = Signal()
    triggers = (Qt.Key.Key_Space,)

    def __init__(self) -> None:
        self.chosen: set[ChosenFile] = set()
        model: ListModel[FileCandidate] = ListModel(
            text=lambda row: row.file.name or "",
            spoken=_spoken,
            tip=_spoken,
            check=lambda row: row.chosen in self.chosen,
        )
        super().__init__(tr("Files to be sent"), model, self._file_row)

    def show_files(self, files: Sequence[FileCandidate], chosen: Sequence[ChosenFile]) -> None:
        self.chosen = set(chosen)
        self.show_rows(files)

    def press(self, row: FileCandidate) -> None:
        self.chosen ^= {row.chosen}
        self.rows_model.repaint()
        self.toggled.emit()

    def _file_row(self, row: FileCandidate, context: RowContext) -> Row:
        about = "  ·  ".join((row.reference, shown_size(row.file.size or 0), _kind(row)))
        cells = (
            Cell(Check(row.chosen in self.chosen)),
            Cell(
                (
                    Text(row.file.name or "", (BODY, REGULAR)),
                    Text(about, (SMALL, REGULAR), "text2", above=1),
                ),
                STRETCH,
                before=10,
            ),
            Cell(Tlp(row.tlp), before=6),
        )
        ground = "hover" if context.is_hovered else ""
        return Row(
            cells, 44, top=5, bottom=5, lead=4, trail=6, style=FLAT, ground=ground, rule=(0, 0)
        )


def _kind(row: FileCandidate) -> str:
    """The ending says more to people than the type does."""
    ending = (row.file.name or "").rpartition(".")[2]
    return ending.upper() if ending != row.file.name else row.file.media_type or ""


def _spoken(row: FileCandidate) -> str:
    said = (
        row.file.name,
        row.reference,
        shown_size(row.file.size or 0),
        row.file.media_type,
        f"TLP:{row.tlp}",
        row.file.description,
    )
    return ", ".join(part for part in said if part)
