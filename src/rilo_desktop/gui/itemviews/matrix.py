"""A matrix of figures: rows and columns of something, each cell with a ground and its words.

Rows end with a figure of their own. Cells are chosen one by one and have accessible names; a level
or a number is always written, never said by the ground alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from ..theme import (
    colour,
    draw_line,
    draw_text,
    font,
    ink,
    metrics,
    scaled,
    text_height,
)
from ..theme.tokens import BODY, MEDIUM, REGULAR, SEMIBOLD, SMALL, TABLE_HEAD
from .list_view import plain_key
from .row_template import STRETCH, Cell, Row, RowContext, Style, Text, Tile
from .table import TableModel, TableView, row_height

Index = QModelIndex | QPersistentModelIndex
HIGH, HEAD, END = 36, 50, 64
TILE_WIDE, TILE_HIGH, BAR = 28, 26, 10
MOST_LINES = 4
"""Of the name of a column."""
AIR = 3
"""Real pixels around the words of a low row."""
EDGE, NUMBER, AFTER = 20, 56, 8
"""Room before the words of a row, of the number before them, and after them."""
_CELL = Style(False, 5, (0, 0, 0, 0), always=True)


class Shade(StrEnum):
    """`NONE` has no ground: nobody said anything. `ZERO`: somebody said nought."""

    NONE = ""
    ZERO = "neutral"
    LOW = "bar2"
    STRONG = "bar"
    HATCHED = "hatched"
    """Nothing was received."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    text: str = ""
    shade: Shade = Shade.NONE
    spoken: str = ""
    """What a screen reader says: row, column and value in words."""
    is_bar: bool = False
    """Part of a bar that goes on in the neighbours."""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    head: str
    below: str = ""
    """Second line of the head."""
    tone: str = "text2"
    """Of the second line."""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    label: str
    cells: tuple[MatrixCell, ...]
    number: str = ""
    """Stands before the label."""
    end: str = ""
    end_tone: str = "text2"
    is_heading: bool = False
    """Of the rows below it: it has no cells, and no key stops at it."""


class MatrixModel(TableModel[MatrixRow]):
    """Column 0 is the label of the row, the last one its figure."""

    def __init__(self) -> None:
        self.columns: tuple[MatrixColumn, ...] = ()
        super().__init__((), text=self.text_of, spoken=self._spoken)

    def show_matrix(
        self, rows: Sequence[MatrixRow], columns: Sequence[MatrixColumn], label: str, end: str
    ) -> None:
        self.columns = tuple(columns)
        self.show_rows(rows, (label, *(one.head for one in columns), end))

    def is_cell(self, column: int) -> bool:
        return 0 < column <= len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_heading = index.isValid() and self.rows[index.row()].is_heading
        return flags & ~Qt.ItemFlag.ItemIsEnabled if is_heading else flags

    def text_of(self, row: MatrixRow, column: int) -> str:
        if row.is_heading:
            return row.label if column == 0 else ""
        if column == 0:
            return "  ".join(part for part in (row.number, row.label) if part)
        return row.cells[column - 1].text if self.is_cell(column) else row.end

    def _spoken(self, row: MatrixRow, column: int) -> str:
        if row.is_heading:
            return row.label
        if self.is_cell(column):
            return row.cells[column - 1].spoken
        said = self.text_of(row, column)
        return said if column == 0 else f"{row.label}, {self.heads[column]}: {row.end}"


class _Head(QHeaderView):
    """Two lines over each column: its name, and what is said of all of it."""

    def __init__(self, view: MatrixView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._matrix = view

    def sizeHint(self) -> QSize:
        columns = enumerate(self._matrix.matrix.columns, 1)
        lines = max((self._lines(at, column) for at, column in columns), default=1)
        lines = max(lines, *(head.count("\n") + 1 for head in self._matrix.matrix.heads), 1)
        high = lines * text_height(SMALL, SEMIBOLD) + scaled(12)
        least = scaled(HEAD if lines > 1 else TABLE_HEAD)
        return QSize(super().sizeHint().width(), max(least, high))

    def _lines(self, at: int, column: MatrixColumn) -> int:
        """What stands below a name has a line of its own."""
        return _lines_of(column.head, self.sectionSize(at)) + bool(column.below)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self._matrix.matrix
        painter.fillRect(rect, ink("surface"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if model.is_cell(section):
            self._paint_column(painter, rect, model.columns[section - 1], mirrored)
        elif section < len(model.heads):
            self._paint_end(painter, rect, section, mirrored)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, ink("line"))

    def _paint_column(
        self, painter: QPainter, rect: QRect, column: MatrixColumn, mirrored: bool
    ) -> None:
        foot = rect.bottom() - scaled(6)
        if column.below:
            high, spec = text_height(SMALL, REGULAR), (SMALL, REGULAR)
            wide = min(metrics(*spec).horizontalAdvance(column.below) + 1, rect.width())
            foot -= high
            x = rect.x() + (rect.width() - wide) // 2
            draw_line(painter, x, foot, wide, column.below, spec, column.tone, mirrored)
        painter.setFont(font(SMALL, SEMIBOLD))
        painter.setPen(colour("accentText" if column.is_own else "text"))
        sides = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        place = QRect(rect.x() + 1, rect.y(), rect.width() - 2, foot - rect.y())
        draw_text(painter, place, sides | Qt.TextFlag.TextWordWrap, column.head)

    def _paint_end(self, painter: QPainter, rect: QRect, section: int, mirrored: bool) -> None:
        lines = self._matrix.matrix.heads[section].split("\n")
        first, wide = section == 0, rect.width() - scaled(EDGE + 4)
        y = rect.bottom() - scaled(6) - len(lines) * text_height(SMALL, SEMIBOLD)
        for at, text in enumerate(lines):
            spec = (SMALL, SEMIBOLD if first and not at else REGULAR)
            x = rect.x() + scaled(EDGE if first != mirrored else 4)
            tone = "text" if first and not at else "text2"
            draw_line(painter, x, y, wide, text, spec, tone, mirrored, not first)
            y += text_height(SMALL, SEMIBOLD)


def _lines_of(name: str, wide: int) -> int:
    """How many the name of a column needs in a section of this width."""
    measure = metrics(SMALL, SEMIBOLD)
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
    box = measure.boundingRect(QRect(0, 0, max(1, wide - 2), 1000), flags, name)
    return round(box.height() / measure.lineSpacing())


def _wide_enough(name: str) -> int:
    """Pixels in which no word of the name is broken and no line is lost."""
    measure = metrics(SMALL, SEMIBOLD)
    parts = re.split(r"\s+|(?<=-)", name)
    wide = max(map(measure.horizontalAdvance, parts)) + scaled(8)
    while _lines_of(name, wide) > MOST_LINES:
        wide += scaled(4)
    return wide


class MatrixView(TableView[MatrixRow]):
    cell_chosen = Signal(int, int)
    """Row and column of cells became current; the column of labels is -1."""
    cell_opened = Signal(int, int)
    """Enter or a double click on it."""
    typed = Signal(int, int, str)
    """A figure was typed on a cell; "" is Delete."""

    def __init__(
        self,
        name: str,
        tile: int = TILE_WIDE,
        label: int = 214,
        high: int = HIGH,
        end: int = END,
    ) -> None:
        """`tile`: width of a ground, `label`: least width of the labels, `high`: of a row, `end`:
        width of the last column; unscaled."""
        self.matrix = MatrixModel()
        self._tile, self._label, self._high, self._end = tile, label, high, end
        super().__init__(name, self.matrix, self._row, high=high)
        head = _Head(self)
        self.setHorizontalHeader(head)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(scaled(24))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.opened.connect(self._on_opened)

    def show_matrix(
        self,
        rows: Sequence[MatrixRow],
        columns: Sequence[MatrixColumn],
        label: str = "",
        end: str = "",
    ) -> None:
        """`label` and `end`: heads of the first and the last column. Keeps the current cell."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.matrix.show_matrix(rows, columns, label, end)
        self._fit()
        if rows and row >= 0:
            self.go_to(row, column - 1)

    def set_row_height(self, high: int) -> None:
        """Unscaled; words keep their room, and little air."""
        if high != self._high:
            self._high = high
            self.verticalHeader().setDefaultSectionSize(row_height(high, AIR))
            self.viewport().update()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one: the last where there are fewer, below a heading the next."""
        if self.rows:
            at = min(max(0, column), len(self.matrix.columns) - 1) + 1
            row = min(max(0, row), len(self.rows) - 1)
            while self.rows[row].is_heading and row + 1 < len(self.rows):
                row += 1
            index = self.matrix.index(row, at)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _fit(self) -> None:
        """Labels are shown whole before cells get air; below their least the matrix scrolls."""
        count = len(self.matrix.columns)
        head, last = self.horizontalHeader(), self._wide_end()
        least = scaled(self._tile + 6)
        wides = [max(least, _wide_enough(one.head)) for one in self.matrix.columns]
        room = self.viewport().width() - last - sum(wides)
        spare = (room - max(scaled(self._label), self._widest_label())) // max(1, count)
        more = max(0, min(spare, scaled(12)))
        head.resizeSection(0, max(scaled(self._label), room - more * count))
        for column, wide in enumerate(wides, 1):
            head.resizeSection(column, wide + more)
        head.resizeSection(count + 1, last)
        head.updateGeometry()

    def _wide_end(self) -> int:
        """The last column is no narrower than the lines of its head."""
        lines = self.matrix.heads[-1].split("\n") if self.matrix.heads else []
        wides = map(metrics(SMALL, REGULAR).horizontalAdvance, lines)
        return max((scaled(self._end), *(wide + scaled(EDGE + 5) for wide in wides)))

    def _widest_label(self) -> int:
        measure = metrics(BODY, SEMIBOLD)
        wide = max((measure.horizontalAdvance(row.label) for row in self.rows), default=0)
        number = NUMBER if any(row.number for row in self.rows) else 0
        return wide + scaled(EDGE + number + AFTER)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def _row(self, row: MatrixRow, context: RowContext) -> Row:
        if row.is_heading:
            words = (Text(row.label, (BODY, SEMIBOLD)),) if context.column == 0 else ()
            lead = EDGE if context.column == 0 else 0
            return Row((Cell(words, STRETCH),), self._high, lead=lead, style=_CELL, rule=(0, 0))
        current = self.currentIndex().row() == context.number
        ground = "sel" if current else ""
        if context.column == 0:
            spec = (BODY, SEMIBOLD if current else REGULAR)
            cells: tuple[Cell, ...] = (Cell((Text(row.label, spec),), STRETCH),)
            if row.number:
                number = Text(row.number, (SMALL, SEMIBOLD), "accentText")
                cells = (Cell((number,), NUMBER), *cells)
            rule = (EDGE, 0)
            around = {"lead": EDGE, "trail": AFTER}
            return Row(cells, self._high, **around, style=_CELL, ground=ground, rule=rule)
        if not self.matrix.is_cell(context.column):
            end = Text(row.end, (SMALL, MEDIUM), row.end_tone, at_end=True)
            cells = (Cell((end,), STRETCH),)
            return Row(cells, self._high, trail=12, style=_CELL, ground=ground, rule=(0, 0))
        cell = row.cells[context.column - 1]
        high = BAR if cell.is_bar else min(TILE_HIGH, self._high - 6)
        tile = Tile(cell.text, cell.shade, self._tile, high, cell.is_bar)
        return Row((Cell(tile, STRETCH),), self._high, style=_CELL, ground=ground, rule=(0, 0))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()  # the ground goes over the whole row
        if index.isValid():
            column = index.column() - 1
            self.cell_chosen.emit(index.row(), min(column, len(self.matrix.columns) - 1))

    def _on_opened(self, row: int) -> None:
        column = self.currentIndex().column()
        if self.matrix.is_cell(column):
            self.cell_opened.emit(row, column - 1)

    def copy(self) -> bool:
        from ..widgets.clipboard import copy

        lines = [tuple(head.replace("\n", " ") for head in self.matrix.heads)]
        for row in self.rows:
            if row.is_heading:
                lines.append((row.label, *("" for _ in self.matrix.heads[1:])))
                continue
            name = self.matrix.text_of(row, 0)
            lines.append((name, *(cell.text for cell in row.cells), row.end))
        copy("\n".join("\t".join(line) for line in lines))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if self.matrix.is_cell(at.column()) and plain_key(event) >= 0:
            is_delete = event.matches(QKeySequence.StandardKey.Delete)
            if is_delete or (len(event.text()) == 1 and event.text() in "0123456789"):
                self.typed.emit(at.row(), at.column() - 1, "" if is_delete else event.text())
                return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(self._label), scaled(HEAD + 3 * HIGH))
