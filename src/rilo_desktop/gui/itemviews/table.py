"""Tables that are read, chosen from and copied, never written in: one model, one view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from rilo_desktop.characters import visible

from ..i18n import tr
from ..theme import metrics, scaled
from ..theme.tokens import TABLE_HEAD
from .focused_current import FocusedCurrent
from .list_view import plain_key
from .row_delegate import RowDelegate, Template, natural_width
from .row_template import CELL, STRETCH, Cell, Row, RowContext, Text

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
_ROLE, _ALIGN = Qt.ItemDataRole, Qt.AlignmentFlag
FIRST, INSET = 16, 8
"""Room before the first column, as its head has, and around all others; unscaled pixels."""
LEAST_WIDE = 90
"""What the column that takes the rest needs at least, unscaled."""


class TableModel(QAbstractTableModel, Generic[T]):
    """`text(item, column)` of a cell; `spoken` is what a screen reader says, else the text.

    `figures` are columns of numbers: units below units, at the right in a mirrored window too.
    """

    def __init__(
        self,
        heads: Sequence[str],
        text: Callable[[T, int], str],
        *,
        spoken: Callable[[T, int], str] | None = None,
        tip: Callable[[T, int], str] | None = None,
        figures: Collection[int] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: Sequence[T] = ()
        self.heads, self.figures = tuple(heads), frozenset(figures)
        self._said: dict[int, Callable[[T, int], str]] = {
            _ROLE.DisplayRole: text,
            _ROLE.AccessibleTextRole: spoken or text,
        }
        if tip is not None:
            self._said[_ROLE.ToolTipRole] = tip

    def item(self, index: Index) -> T:
        return self.rows[index.row()]

    def show_rows(
        self,
        rows: Sequence[T],
        heads: Sequence[str] | None = None,
        figures: Collection[int] | None = None,
    ) -> None:
        """Other rows, under other heads where these are given.

        A list is copied; another sequence may make its rows when they are asked for.
        """
        self.beginResetModel()
        self.rows = tuple(rows) if isinstance(rows, list) else rows
        if heads is not None:
            self.heads = tuple(heads)
        if figures is not None:
            self.figures = frozenset(figures)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if say := self._said.get(role):
            text = visible(say(self.rows[index.row()], index.column()))
            if not text and role == _ROLE.AccessibleTextRole:
                return self._empty(index.column())
            return text
        if role == _ROLE.TextAlignmentRole and index.column() in self.figures:
            return _ALIGN.AlignRight | _ALIGN.AlignAbsolute | _ALIGN.AlignVCenter
        return None

    def _empty(self, column: int) -> str:
        """Of a cell in which nothing stands, a screen reader says which column it is."""
        head = " ".join(self.heads[column].split())
        return f"{head}: {tr('empty')}" if head else tr("empty")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _ROLE.DisplayRole:
            return self.heads[section]
        if role == _ROLE.TextAlignmentRole:
            is_figure = section in self.figures
            side = _ALIGN.AlignRight | _ALIGN.AlignAbsolute if is_figure else _ALIGN.AlignLeading
            return side | _ALIGN.AlignVCenter
        return None


def cell_row(text: Text, context: RowContext) -> Row:
    """One line of text as a cell of a table."""
    lead = INSET if context.column else FIRST
    cells = (Cell((text,), STRETCH),)
    return Row(cells, 30, 4, 4, lead, INSET, style=CELL, ground=_ground(context), rule=(0, 0))


def _ground(context: RowContext) -> str:
    return "sel" if context.is_selected else ""


class CellDelegate(RowDelegate[T]):
    """All columns leave the room that the first one needs; none asks for more than `widest`."""

    def __init__(self, template: Template[T], widest: int, view: QTableView) -> None:
        super().__init__(template, view)
        self.widest = widest

    def sizeHint(self, option: Any, index: Index) -> QSize:
        row = self._row(option, index, option.rect.width())
        wide = natural_width(row) - scaled(row.lead) + scaled(FIRST)
        return QSize(min(wide, scaled(self.widest)), max(scaled(30), metrics().height() + 8))


def row_height(high: int, air: int = 8) -> int:
    """Of a row of this unscaled height, in real pixels: its words fit, with air around them."""
    return max(scaled(high), metrics().height() + air)


class TableView(FocusedCurrent, QTableView, Generic[T]):
    opened = Signal(int)
    """Enter or a double click on a row."""

    def __init__(
        self,
        name: str,
        model: TableModel[T],
        template: Template[T],
        wide: int | None = None,
        high: int = 30,
        widest: int = 10_000,
    ) -> None:
        """`wide`: the column that takes what is left. `high`, `widest`: of a cell, unscaled."""
        super().__init__()
        self.table_model = model
        model.setParent(self)
        self.setModel(model)
        self.cells = CellDelegate(template, widest, self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height(high))
        head = self.horizontalHeader()
        head.setFixedHeight(max(scaled(TABLE_HEAD), metrics().height() + 6))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setResizeContentsPrecision(100)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setMinimumSectionSize(scaled(48))
        self._wide = wide
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_rest()

    def _share_rest(self) -> None:
        """The wide column takes what is left; where that is nearly nothing, the table scrolls."""
        if self._wide is None or self._wide >= self.table_model.columnCount():
            return
        head = self.horizontalHeader()
        others = (c for c in range(self.table_model.columnCount()) if c != self._wide)
        left = self.viewport().width() - sum(map(head.sectionSize, others))
        ways = QHeaderView.ResizeMode
        way = ways.Stretch if left >= scaled(LEAST_WIDE) else ways.ResizeToContents
        if head.sectionResizeMode(self._wide) != way:
            head.setSectionResizeMode(self._wide, way)

    @property
    def rows(self) -> Sequence[T]:
        return self.table_model.rows

    @property
    def selected(self) -> list[int]:
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these; the current one stays at its place where there still is one."""
        at = self.currentIndex()
        self.table_model.show_rows(rows)
        self._share_rest()
        self.keep_current(at.row(), at.column())

    def keep_current(self, row: int, column: int = 0) -> None:
        """Make it, or the last one, current and the only one selected, whatever keys are held."""
        if not self.rows:
            return
        index = self.table_model.index(min(max(0, row), len(self.rows) - 1), max(0, column))
        how, none = QItemSelectionModel.SelectionFlag, QAbstractItemView.SelectionMode.NoSelection
        only = how.NoUpdate if self.selectionMode() == none else how.ClearAndSelect | how.Rows
        self.make_current(index, only)

    def fit_rows(self, most: int, beside: int) -> None:
        """Be as high as its rows, up to so many; `beside` real pixels are for what is around."""
        high = min(len(self.rows), most) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + high + beside)

    def copy(self) -> bool:
        """The selected rows to the clipboard; False: Qt copies the current cell."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, keys = self.currentIndex().row(), (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if at >= 0 and plain_key(event) in keys:
            self.opened.emit(at)
        elif not (event.matches(QKeySequence.StandardKey.Copy) and self.copy()):
            super().keyPressEvent(event)
