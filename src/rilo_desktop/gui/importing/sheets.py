"""What an import would do, sheet by sheet, as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from rilo_desktop.language import N_
from rilo_desktop.records import kind_named

from ..texts import numbers, tr
from ..theme import colour, draw_line, metrics, rounded, scaled
from ..theme.tokens import BODY, MEDIUM, REGULAR, TABLE_HEAD

if TYPE_CHECKING:
    from rilo_desktop.services.intake import Prospect

Index = QModelIndex | QPersistentModelIndex
OUTCOMES = ("new", "changed", "same", "refused")
HEADS = (N_("File"), N_("Sheet"), N_("New"), N_("Changed"), N_("The same"), N_("Refused"))
MOST_ROWS = 6


@dataclass(frozen=True)
class SheetLine:
    """Rows of a sheet by what would become of them, in the order of `OUTCOMES`."""

    file: str
    sheet: str
    counts: tuple[int, int, int, int]


def lines_of(found: Prospect) -> tuple[SheetLine, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    places: dict[tuple[str, str], None] = {}
    for row, outcome in zip(found.rows, found.outcomes, strict=True):
        sheet = row.sheet or tr(kind_named(row.kind).plural)
        places[row.file, sheet] = None
        counts[row.file, sheet, str(outcome)] += 1
    return tuple(
        SheetLine(
            Path(file).name,
            sheet,
            tuple(counts[file, sheet, one] for one in OUTCOMES),  # type: ignore[arg-type]
        )
        for file, sheet in places
    )


class _Model(QAbstractTableModel):
    lines: tuple[SheetLine, ...] = ()

    def show_lines(self, lines: tuple[SheetLine, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        words = (line.file, line.sheet, *(numbers().number(count) for count in line.counts))
        if role == Qt.ItemDataRole.DisplayRole:
            return words[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(HEADS[column])}: {words[column]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeading if section < 2 else Qt.AlignmentFlag.AlignTrailing
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _Cells(QStyledItemDelegate):
    """Nothing to see is quiet, what is refused is red and says so in its column."""

    def sizeHint(self, _option: Any, index: Index) -> QSize:
        wide = metrics(BODY, MEDIUM, True).horizontalAdvance(str(index.data()))
        return QSize(wide + scaled(26), metrics().height())

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect, column = option.rect, index.column()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colour("line"))
        line: SheetLine = index.model().lines[index.row()]  # type: ignore[attr-defined]
        count = line.counts[column - 2] if column >= 2 else 1
        tone = "text3" if not count else "danger" if column == 5 else "text"
        spec = (BODY, MEDIUM if count and column >= 2 else REGULAR, True)
        before, after = scaled(16 if column == 0 else 8), scaled(8)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        x = rect.x() + (after if mirrored else before)
        y = rect.y() + (rect.height() - metrics(*spec).height()) // 2
        width, text = rect.width() - before - after, str(index.data())
        draw_line(painter, x, y, width, text, spec, tone, mirrored, column >= 2)
        view: Any = option.widget
        if view is not None and view.hasFocus() and view.currentIndex() == index:
            rounded(painter, rect.adjusted(0, 0, 0, -1), 3, "", "accentText", 2)


class SheetsTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(tr("What the import would do, sheet by sheet"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(scaled(32), metrics().height() + 8))
        head = self.horizontalHeader()
        head.setFixedHeight(max(scaled(TABLE_HEAD), metrics().height() + 6))
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(scaled(60))
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    @property
    def lines(self) -> tuple[SheetLine, ...]:
        return self._model.lines

    def show_lines(self, lines: tuple[SheetLine, ...]) -> None:
        self._model.show_lines(lines)
        if lines:
            self.setCurrentIndex(self._model.index(0, 0))
        shown = min(len(lines), MOST_ROWS)
        high = shown * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + high + 2)
