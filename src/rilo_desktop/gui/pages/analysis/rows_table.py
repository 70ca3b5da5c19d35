"""The rows behind a picture: every one, with exact numbers; Enter leads to the records."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView

from rilo_desktop.analysis.results import Cell, ChartData, PictureRow

from ...i18n import numbers, tr
from ...itemviews import Row as DrawnRow
from ...itemviews import RowContext, Text
from ...itemviews.list_view import plain_key
from ...itemviews.table import TableModel, TableView, cell_row
from ...theme import scaled
from ...theme.tokens import BODY, REGULAR
from .copying import copy_rows

MOST_ROWS, LEAST_WORDS = 9, 110
"""Rows seen at once, more are scrolled; unscaled pixels without which words are no help."""


def cell_text(cell: Cell) -> str:
    """What is not known is said: an empty cell would look like none."""
    if cell is None:
        return tr("Not known")
    return numbers().number(cell) if isinstance(cell, int | Decimal) else cell


class RowsTable(TableView[PictureRow]):
    """`opened(number)` and `marked(number)` of a row."""

    marked = Signal(int)

    def __init__(self) -> None:
        self._picture: ChartData | None = None
        model: TableModel[PictureRow] = TableModel(
            (), text := lambda row, column: cell_text(row.cells[column]), tip=text
        )
        super().__init__("", model, self._cell)
        self.setFrameShape(QFrame.Shape.StyledPanel)  # it stands inside a card
        self.horizontalHeader().setResizeContentsPrecision(200)

    def _cell(self, row: PictureRow, context: RowContext) -> DrawnRow:
        cell, spec = row.cells[context.column], (BODY, REGULAR, True)
        is_figure = context.column in self.table_model.figures
        tone = "text2" if cell is None else "text"
        return cell_row(Text(cell_text(cell), spec, tone, at_right=is_figure), context)

    def show_picture(self, picture: ChartData) -> None:
        kept, self._picture = self.currentIndex(), picture
        self.setAccessibleName(tr("{title}: rows behind the picture", title=picture.title))
        columns = range(len(picture.heads))
        figures = [c for c in columns if all(_is_figure(row.cells[c]) for row in picture.rows)]
        self.table_model.show_rows(picture.rows, picture.heads, figures if picture.rows else ())
        self.keep_current(kept.row(), kept.column())
        self.fit_rows(MOST_ROWS, scaled(14))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share()

    def _share(self) -> None:
        """The longest words take what the rest leaves; where that is too little, long words share
        what the figures leave, and the table scrolls if it must."""
        head, count = self.horizontalHeader(), self.table_model.columnCount()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if not count:
            return
        words = [c for c in range(count) if c not in self.table_model.figures] or [count - 1]
        widest = max(reversed(words), key=head.sectionSize)
        taken = sum(head.sectionSize(column) for column in range(count) if column != widest)
        width, least = self.viewport().width(), scaled(LEAST_WORDS)
        if width - taken >= least:
            head.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
            return
        figures = sum(head.sectionSize(c) for c in range(count) if c not in words)
        most = max(least, (width - figures) // len(words))
        for column in words:
            if head.sectionSize(column) > most:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(column, most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if at >= 0 and plain_key(event) == Qt.Key.Key_Space:
            self.marked.emit(at)
        else:
            super().keyPressEvent(event)

    def copy(self) -> bool:
        """With their heads."""
        if self._picture is not None and self.selected:
            copy_rows(self._picture, [self.rows[at] for at in self.selected])
        return True


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell, str)
