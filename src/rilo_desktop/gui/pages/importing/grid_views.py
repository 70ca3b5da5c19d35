"""The columns of an office's own tables, and their rows as they will be stored, as tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from rilo_desktop.language import N_, NC_

from ...i18n import numbers, plural, tr
from ...itemviews import STRETCH, Cell, Icon, Row, RowContext, Text
from ...itemviews.row_template import Tile
from ...itemviews.table import TableModel, TableView, cell_row
from ...theme.tokens import BODY, MEDIUM, REGULAR

if TYPE_CHECKING:
    from rilo_desktop.services.records.import_grid import Grid, GridColumn
    from rilo_desktop.services.records.import_report import RowReport

LOOKS = {
    "new": (NC_("a row of an import", "New"), "plus", "text2"),
    "changed": (NC_("a row of an import", "Changed"), "refresh", "accentText"),
    "same": (N_("The same"), "check", "text3"),
    "question": (NC_("a row of an import", "Question"), "alert-circle", "warn"),
    "rejected": (N_("Refused"), "alert-octagon", "danger"),
    "skipped": (N_("No record"), "minus", "text3"),
}
"""Outcome of a row -> word, icon, tone."""
HEADS = (
    N_("Their column"),
    N_("What stands in it"),
    N_("Our field"),
    N_("How sure"),
    N_("Reads as"),
)
FIRST_VALUE = 2
"""Columns of the rows before the values: number and outcome."""
WIDEST, NARROW = 240, 140


def read_as(column: GridColumn) -> str:
    """How many cells of a column are understood."""
    if not column.field:
        return tr("not read")
    cells = plural("{count} cell", "{count} cells", column.count)
    if not column.asked:
        return cells
    return f"{cells}, {plural('{count} question', '{count} questions', column.asked)}"


class ColumnsTable(TableView["GridColumn"]):
    def __init__(self) -> None:
        self._grid: Grid | None = None
        model: TableModel[GridColumn] = TableModel(
            [tr(head) for head in HEADS],
            text=self._text,
            spoken=lambda one, at: f"{tr(HEADS[at])}: {self._text(one, at)}",
            tip=lambda one, at: self._text(one, at),
        )
        super().__init__(tr("Columns of the workbook"), model, self._cell, high=36, widest=NARROW)

    def show_grid(self, grid: Grid) -> None:
        self._grid = grid
        self.show_rows(grid.columns)

    def _text(self, one: GridColumn, at: int) -> str:
        if self._grid is None:
            return ""
        if at == 0:
            return one.name
        if at == 1:
            return " · ".join(one.samples)
        if at == 2:
            return self._grid.label(one.kind, one.field)
        return tr(one.reason) if at == 3 else read_as(one)

    def _cell(self, one: GridColumn, context: RowContext) -> Row:
        at = context.column
        tone = "text" if one.field else "text3"
        if at == 1:
            tone = "text2"
        if at == 4 and one.asked and one.field:
            asked = Text(self._text(one, at), tone="warn", icon=Icon("alert-circle", "warn", 14))
            return cell_row(asked, context)
        made = cell_row(Text(self._text(one, at), (BODY, REGULAR if at else MEDIUM), tone), context)
        if at != 3:
            return made
        marks = [
            Cell(Tile("", "accent" if n < one.marks else "neutral", 8, 8), before=2)
            for n in range(3)
        ]
        words = Cell((Text(self._text(one, at), tone="text2"),), STRETCH, before=8)
        return replace(made, cells=(*marks, words))


class RowsTable(TableView["RowReport"]):
    def __init__(self) -> None:
        self._grid: Grid | None = None
        model: TableModel[RowReport] = TableModel(
            (), text=self._text, spoken=self._spoken, tip=self._tip, figures=(0,)
        )
        name = tr("Rows as they will be stored")
        super().__init__(name, model, self._cell, high=34, widest=WIDEST)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_grid(self, grid: Grid, outcome: str) -> None:
        """The rows with this outcome, all with ""."""
        current = self.currentIndex()
        at, column = max(0, current.row()), max(0, current.column())
        before = self.rows[at] if self.rows and at < len(self.rows) else None
        self._grid = grid
        rows = [row for row in grid.rows if not outcome or row.outcome == outcome]
        heads = [tr(NC_("row of a sheet", "Row")), tr("Becomes")]
        heads += [grid.label(kind, path) for kind, path in grid.paths]
        self.table_model.show_rows(rows, heads)
        if before is not None:
            place = (before.file, before.sheet, before.row)
            same = (n for n, row in enumerate(rows) if (row.file, row.sheet, row.row) == place)
            at = next(same, at)
        self.keep_current(at, column)

    @property
    def current(self) -> RowReport | None:
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def show_place(self, sheet: str, row: int, path: str) -> bool:
        """Make the cell of this field current; False where the row is not among those shown."""
        for at, one in enumerate(self.rows):
            if (one.sheet, one.row) == (sheet, row):
                paths = [each for _, each in self._grid.paths] if self._grid else []
                column = paths.index(path) + FIRST_VALUE if path in paths else 1
                self.keep_current(at, column)
                return True
        return False

    def _text(self, row: RowReport, at: int) -> str:
        if self._grid is None:
            return ""
        if at == 0:
            number = numbers().number(row.row)
            return f"{row.sheet} {number}" if self._grid.several_sheets else number
        if at == 1:
            return tr(LOOKS[row.outcome][0])
        return self._grid.text(row, at - FIRST_VALUE)

    def _spoken(self, row: RowReport, at: int) -> str:
        said = f"{self.table_model.heads[at]}: {self._text(row, at)}"
        place = at - FIRST_VALUE
        if self._grid is None or place < 0 or not self._grid.is_asked(row, place):
            return said
        return f"{said}, {tr(LOOKS['question'][0])}"

    def _tip(self, row: RowReport, at: int) -> str:
        if at == 1 and self._grid is not None:
            return "\n".join(self._grid.reasons(row))
        return self._text(row, at)

    def _cell(self, row: RowReport, context: RowContext) -> Row:
        at = context.column
        _word, icon, tone = LOOKS[row.outcome]
        text = self._text(row, at).replace("\n", " ")
        if at == 0:
            return cell_row(Text(text, tone="text3", at_right=True), context)
        if at == 1:
            made = cell_row(Text(text, (BODY, MEDIUM), tone, icon=Icon(icon, tone, 14)), context)
            return replace(made, ground="dangerBg") if row.outcome == "rejected" else made
        if self._grid is not None and self._grid.is_asked(row, at - FIRST_VALUE):
            return replace(cell_row(Text(text, tone="warn"), context), ground="warnBg")
        quiet = row.outcome in ("same", "skipped")
        return cell_row(Text(text, tone="text2" if quiet else "text"), context)
