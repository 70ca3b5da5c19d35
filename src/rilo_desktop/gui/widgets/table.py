"""Rows of words under heads: a table to be read, chosen from and copied, never written in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Signal

from rilo_desktop.language.spreadsheets import harmless

from ..itemviews import Icon, Row, RowContext, Text
from ..itemviews.table import TableModel, TableView, cell_row
from ..theme.tokens import BODY, REGULAR
from .clipboard import copy
from .labels import tip

WIDEST = 320
"""Unscaled pixels that a column takes for its own; the widest has what is left."""

Words = tuple[str, ...]
Marks = Mapping[tuple[int, int], tuple[str, str]]
"""(row, column) -> icon and tone of a cell that stands out; its words say the same."""
NO_MARKS: Marks = MappingProxyType({})


class WordsTable(TableView[Words]):
    chosen = Signal()
    """Other rows are selected."""

    def __init__(
        self,
        name: str,
        heads: Sequence[str],
        wide: int,
        figures: Collection[int] = (),
        most: int = 0,
    ) -> None:
        """`wide`: the column that takes what is left. `most`: as high as its rows, up to these."""
        self._marks, self._most = NO_MARKS, most
        model: TableModel[Words] = TableModel(
            heads,
            text=lambda row, column: row[column],
            spoken=lambda row, column: f"{self.table_model.heads[column]}: {row[column]}",
            tip=lambda row, column: tip(row[column]),
            figures=figures,
        )
        super().__init__(name, model, self._cell, wide, widest=WIDEST)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def _cell(self, row: Words, context: RowContext) -> Row:
        mark = self._marks.get((context.number, context.column))
        icon = Icon(*mark, 15) if mark else None
        is_figure = context.column in self.table_model.figures
        text = Text(row[context.column], (BODY, REGULAR, True), icon=icon, at_right=is_figure)
        return cell_row(text, context)

    def show_rows(self, rows: Sequence[Sequence[str]], marks: Marks = NO_MARKS) -> None:
        self._marks = marks
        super().show_rows([tuple(row) for row in rows])
        if self._most:
            self.fit_rows(self._most, 4)

    def show_heads(self, heads: Sequence[str]) -> None:
        """Other heads; the rows go."""
        self.table_model.show_rows((), heads)

    def copy(self) -> bool:
        rows = [[" ".join(cell.split()) for cell in self.rows[row]] for row in self.selected]
        copy("\n".join("\t".join(map(harmless, row)) for row in rows))
        return True
