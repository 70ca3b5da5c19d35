"""Rows of words under heads: a table to be read, chosen from and copied, never written in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from rilo_desktop.language.spreadsheets import harmless

from ..theme import colour, draw_line, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, REGULAR, TABLE_HEAD
from .buttons import is_key
from .clipboard import copy
from .words import tip

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
FIRST, INSET = 16, 8
"""Room before the first column, as its head has, and around all others; unscaled pixels."""
WIDEST = 320
"""Unscaled pixels that a column takes for its own; the widest has what is left."""


Marks = Mapping[tuple[int, int], tuple[str, str]]
"""(row, column) -> icon and tone of a cell that stands out; its words say the same."""
NO_MARKS: Marks = MappingProxyType({})
MARK = 15
"""Unscaled pixels of such an icon."""


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject, heads: Sequence[str], figures: Collection[int]) -> None:
        super().__init__(parent)
        self._heads, self.figures = tuple(heads), frozenset(figures)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.marks: Marks = NO_MARKS

    def show_rows(self, rows: Sequence[Sequence[str]], marks: Marks) -> None:
        self.beginResetModel()
        self.rows, self.marks = tuple(map(tuple, rows)), marks
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        text = self.rows[index.row()][index.column()]
        if role == _ROLE.DisplayRole:
            return text
        if role == _ROLE.ToolTipRole:
            return tip(text)
        if role == _ROLE.AccessibleTextRole:
            return f"{self._heads[index.column()]}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _ROLE.DisplayRole:
            return self._heads[section]
        if role == _ROLE.TextAlignmentRole:
            flag = Qt.AlignmentFlag
            if section in self.figures:  # units below units, also in a mirrored window
                return flag.AlignRight | flag.AlignAbsolute | flag.AlignVCenter
            return flag.AlignLeading | flag.AlignVCenter
        return None


class _Cells(QStyledItemDelegate):
    def __init__(self, model: _Model, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("sel"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colour("line"))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        before, after = scaled(FIRST if index.column() == 0 else INSET), scaled(INSET)
        y = rect.y() + (rect.height() - metrics().height()) // 2
        x = rect.x() + (after if mirrored else before)
        width, figure = rect.width() - before - after, index.column() in self._model.figures
        spec = (BODY, REGULAR, True)
        if mark := self._model.marks.get((index.row(), index.column())):
            icon, tone = mark
            size, lead = scaled(MARK), scaled(MARK + 6)
            at = x + width - size if mirrored else x
            glyph(painter, icon, at, rect.y() + (rect.height() - size) // 2, size, tone)
            x, width = x if mirrored else x + lead, width - lead
        draw_line(painter, x, y, width, str(index.data()), spec, "text", figure or mirrored)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            rounded(painter, rect.adjusted(0, 0, 0, -1), 3, "", "accentText", 2)

    def sizeHint(self, _option: Any, index: Index) -> QSize:
        wide = metrics(BODY, REGULAR, True).horizontalAdvance(str(index.data()))
        if (index.row(), index.column()) in self._model.marks:
            wide += scaled(MARK + 6)
        wide = min(wide + scaled(FIRST + INSET) + 2, scaled(WIDEST))
        return QSize(wide, max(scaled(30), metrics().height() + 8))


class WordsTable(QTableView):
    opened = Signal(int)
    """Enter or a double click on a row."""
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
        super().__init__()
        self._words, self._most = _Model(self, heads, figures), most
        self.setModel(self._words)
        self.setItemDelegate(_Cells(self._words, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(scaled(30), metrics().height() + 8))
        head = self.horizontalHeader()
        head.setFixedHeight(max(scaled(TABLE_HEAD), metrics().height() + 6))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setResizeContentsPrecision(100)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(scaled(48))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return self._words.rows

    @property
    def selected(self) -> list[int]:
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def show_rows(self, rows: Sequence[Sequence[str]], marks: Marks = NO_MARKS) -> None:
        at = self.currentIndex().row()
        self._words.show_rows(rows, marks)
        if rows:
            self.setCurrentIndex(self._words.index(min(max(0, at), len(rows) - 1), 0))
        if self._most:
            shown = min(max(1, len(rows)), self._most)
            high = shown * self.verticalHeader().defaultSectionSize()
            self.setFixedHeight(self.horizontalHeader().height() + high + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if at >= 0 and is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(at)
        elif event.matches(QKeySequence.StandardKey.Copy):
            rows = [[" ".join(cell.split()) for cell in self.rows[row]] for row in self.selected]
            lines = ["\t".join(map(harmless, row)) for row in rows]
            copy("\n".join(lines))
        else:
            super().keyPressEvent(event)
