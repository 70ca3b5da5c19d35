"""The columns of an office's own tables, and their rows as they will be stored, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QWidget

from rilo_desktop.language import N_, NC_

from ...concurrency.incremental import PAUSE
from ...i18n import numbers, plural, tr
from ...itemviews import STRETCH, Cell, Icon, Row, RowContext, Text
from ...itemviews.row_delegate import natural_width, paint_row
from ...itemviews.row_template import PLAIN, Tile
from ...itemviews.table import Index, TableModel, TableView, cell_row
from ...theme import metrics, scaled
from ...theme.paragraph import LINE
from ...theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from ...widgets.labels import tip

if TYPE_CHECKING:
    from rilo_desktop.services.records.import_grid import Grid, GridColumn
    from rilo_desktop.services.records.import_report import RowReport, RowReports

LOOKS = {
    "new": (NC_("a row of an import", "New"), "plus", "text2"),
    "changed": (NC_("a row of an import", "Changed"), "refresh", "accentText"),
    "same": (N_("The same"), "check", "text3"),
    "question": (NC_("a row of an import", "Question"), "alert-circle", "warn"),
    "rejected": (N_("Refused"), "alert-octagon", "danger"),
    "skipped": (N_("No record"), "minus", "text3"),
}
"""Outcome of a row -> word, icon, tone."""
QUIET = {"same": "text2", "skipped": "text3"}
"""Outcome of a row -> tone of its cells, where nothing of it is written."""
HEADS = (
    N_("Their column"),
    N_("What stands in it"),
    N_("Our field"),
    N_("How sure"),
    N_("Reads as"),
)
EDITED = N_("changed by hand")
SAMPLED = 20
"""Rows that say how wide the columns and the head of the rows are."""
WIDEST, NARROW, LEAST, LEAST_NUMBER = 240, 148, 112, 40
BESIDE, LONGEST = 40, 60
"""Room around the text of a cell, unscaled; characters of it that are measured."""


def column_name(column: GridColumn) -> str:
    """How the sheet heads it."""
    if not column.is_between:
        return column.name
    return tr("Headings between the rows ({level})", level=column.header.rpartition(" ")[2])


def read_as(column: GridColumn) -> str:
    """What is asked about a column, or how many cells of it are understood."""
    if not column.field and not column.asked:
        return tr("not read")
    if column.asked:
        return plural("{count} question", "{count} questions", column.asked)
    return plural("{count} cell", "{count} cells", column.count)


class ColumnsTable(TableView["GridColumn"]):
    def __init__(self) -> None:
        self._grid: Grid | None = None
        model: TableModel[GridColumn] = TableModel(
            [tr(head) for head in HEADS],
            text=self._text,
            spoken=lambda one, at: f"{tr(HEADS[at])}: {self._text(one, at)}",
            tip=lambda one, at: self._text(one, at),
        )
        name = tr("Columns of the workbook")
        super().__init__(name, model, self._cell, wide=3, high=50, widest=NARROW)
        self.horizontalHeader().setMinimumSectionSize(scaled(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room, the columns need not be as narrow as on a small screen."""
        share = self.viewport().width() // len(HEADS)
        self.cells.widest = max(NARROW, share * 100 // scaled(100))
        super().resizeEvent(event)

    def show_grid(self, grid: Grid | None) -> None:
        self._grid = grid
        self.show_rows(grid.columns if grid is not None else ())

    def _text(self, one: GridColumn, at: int) -> str:
        if self._grid is None:
            return ""
        if at == 0:
            return column_name(one)
        if at == 1:
            return " · ".join(one.samples)
        if at == 2:
            first = self._grid.label(one.kind, one.field)
            second = self._grid.label(one.kind, one.second) if one.second else ""
            return f"{first} | {second}" if second else first
        return tr(one.reason) if at == 3 else read_as(one)

    def _cell(self, one: GridColumn, context: RowContext) -> Row:
        at = context.column
        tone = "text" if one.field else "text3"
        if at == 1:
            tone = "text2"
        if at == 4 and one.asked:
            asked = Text(self._text(one, at), tone="warn", icon=Icon("alert-circle", "warn", 14))
            return cell_row(asked, context)
        spec = BODY, REGULAR if at else MEDIUM
        made = cell_row(Text(self._text(one, at), spec, tone, most=2, step=LINE), context)
        if at != 3:
            return made
        marks = [
            Cell(Tile("", "accent" if n < one.marks else "neutral", 8, 8), before=2)
            for n in range(3)
        ]
        why = Text(self._text(one, at), (SMALL, REGULAR), "text2", most=3)
        words = Cell((why,), STRETCH, before=8)
        return replace(made, cells=(*marks, words))


class RowsModel(TableModel["RowReport"]):
    """The head of a row says its number and what becomes of it; its tip says why."""

    typed = Signal(object, int, str)
    """The row, its column and what was typed in place of the cell."""
    grid: Grid | None = None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if self.grid is not None and index.isValid():
            row = self.rows[index.row()]
            if self.grid.column_of(row, index.column()) is not None:
                return found | Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and self.grid is not None and index.isValid():
            return self.grid.cell(self.rows[index.row()], index.column())
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.typed.emit(self.rows[index.row()], index.column(), str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal or self.grid is None:
            return super().headerData(section, orientation, role)
        row = self.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row_number(self.grid, row)} {tr(LOOKS[row.outcome][0])}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(self.grid.reasons(row)))
        return None


def row_number(grid: Grid, row: RowReport) -> str:
    number = numbers().number(row.row)
    return f"{grid.sheet_name(row.file, row.sheet)} {number}" if grid.several_sheets else number


class OutcomeHeader(QHeaderView):
    """Stays where it is while the values are moved sideways."""

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self._measured: Sequence[RowReport] | None = None
        self._wide = 0
        self.setSectionsClickable(False)
        self.setAccessibleName(tr("What becomes of the rows"))
        self._number_wide = LEAST_NUMBER

    def sizeHint(self) -> QSize:
        """Measured once for the rows: the table asks whenever a column is moved or resized."""
        rows = self._model.rows
        if self._measured is not rows:
            some = (*rows[:SAMPLED], *rows[-1:])
            wides = [metrics().horizontalAdvance(self._number(row)) for row in some]
            number = max((LEAST_NUMBER, *(n * 100 // scaled(100) + 3 for n in wides)))
            self._number_wide = min(number, WIDEST // 2)  # the outcome is read whole
            words = max(natural_width(self._row("", outcome)) for outcome in LOOKS)
            self._wide = scaled(self._number_wide) + words
            self._measured = rows
        return QSize(self._wide, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style: measured anew."""
        self._measured = None
        super().changeEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        option = QStyleOptionViewItem()
        option.initFrom(self)
        option.rect = rect
        row = self._model.rows[section]
        paint_row(painter, rect, self._row(self._number(row), row.outcome), option)

    def _number(self, row: RowReport) -> str:
        return row_number(self._model.grid, row) if self._model.grid else ""

    def _row(self, number_text: str, outcome_code: str) -> Row:
        word, icon, tone = LOOKS[outcome_code]
        number = Text(number_text, tone="text3", at_right=True)
        outcome = Text(tr(word), (BODY, MEDIUM), tone, icon=Icon(icon, tone, 14))
        cells = (
            Cell((number,), self._number_wide),
            Cell((outcome,), before=12),
        )
        ground = "dangerBg" if outcome_code == "rejected" else "surface"
        return Row(cells, 30, 4, 4, 12, 12, style=PLAIN, ground=ground, rule=(0, 0))


class RowsTable(TableView["RowReport"]):
    def __init__(self) -> None:
        model = RowsModel((), text=self._text, spoken=self._spoken, tip=self._text)
        self.rows_model = model
        self._reports: RowReports | None = None
        name = tr("Rows as they will be stored")
        super().__init__(name, model, self._cell, high=34, widest=WIDEST)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        high = self.verticalHeader().defaultSectionSize()
        head = OutcomeHeader(model, self)
        self.setVerticalHeader(head)
        head.setDefaultSectionSize(high)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setModel(None)
        self.setModel(model)  # so that this head hears of other rows before that of the columns

    def show_grid(self, grid: Grid, outcome: str) -> None:
        """The rows with this outcome, all with ""."""
        self.paint_later()
        current = self.currentIndex()
        at, column = max(0, current.row()), max(0, current.column())
        before = self.rows[at] if at < len(self.rows) else None
        self.rows_model.grid = grid
        rows = self._reports = grid.shown(outcome)
        self.rows_model.show_rows(rows, [grid.label(kind, path) for kind, path in grid.paths])
        self._fit()
        if before is not None:
            same = rows.place(before.file, before.sheet, before.row)
            at = same if same >= 0 else at
        self.keep_current(at, column)

    def paint_later(self) -> None:
        """In a turn of its own: what leads to it takes one already."""
        self.setUpdatesEnabled(False)
        QTimer.singleShot(PAUSE, self, lambda: self.setUpdatesEnabled(True))

    def _fit(self) -> None:
        """As wide as the first rows need, as plain text: to lay out each cell would be felt."""
        head, measure = self.horizontalHeader(), metrics()
        for at, name in enumerate(self.table_model.heads):
            texts = [name, *(self._text(row, at) for row in self.rows[:SAMPLED])]
            wide = max(measure.horizontalAdvance(text[:LONGEST]) for text in texts)
            head.resizeSection(at, min(wide + scaled(BESIDE), scaled(WIDEST)))

    def forget(self) -> None:
        """Nothing is shown until `show_grid`."""
        self.rows_model.grid = self._reports = None
        self.rows_model.show_rows(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the editor of a cell ends it, and opens nothing."""
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()
        else:
            super().keyPressEvent(event)

    @property
    def current(self) -> RowReport | None:
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def show_place(self, file: str, sheet: str, row: int, path: str) -> bool:
        """Make the cell of this field current; False where the row is not among those shown."""
        grid = self.rows_model.grid
        at = self._reports.place(file, sheet, row) if self._reports is not None else -1
        if grid is None or at < 0:
            return False
        paths = [each for _, each in grid.paths]
        self.keep_current(at, paths.index(path) if path in paths else 0)
        return True

    def _text(self, row: RowReport, at: int) -> str:
        grid = self.rows_model.grid
        return grid.text(row, at) if grid else ""

    def _spoken(self, row: RowReport, at: int) -> str:
        said = f"{self.table_model.heads[at]}: {self._text(row, at)}"
        grid = self.rows_model.grid
        if grid is not None and grid.is_edited(row, at):
            said = f"{said}, {tr(EDITED)}"
        asks = grid is not None and grid.is_asked(row, at)
        return f"{said}, {tr(LOOKS['question'][0])}" if asks else said

    def _cell(self, row: RowReport, context: RowContext) -> Row:
        at, grid = context.column, self.rows_model.grid
        text = self._text(row, at).replace("\n", " ")
        icon = Icon("pencil", "accentText", 14) if grid and grid.is_edited(row, at) else None
        if grid is not None and grid.is_asked(row, at):
            asked = Text(text, tone="warn", icon=icon)
            return replace(cell_row(asked, context), ground="warnBg")
        tone = QUIET.get(row.outcome, "text")
        return cell_row(Text(text, tone=tone, icon=icon), context)
