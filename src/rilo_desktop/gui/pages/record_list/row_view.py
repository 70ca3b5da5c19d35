"""The rows of a list: two lines with the date above the state, or one line of chosen columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
)

from rilo_desktop.records import class_of, fields_of

from ...i18n import code_labels
from ...itemviews.focused_current import FocusedCurrent
from ...itemviews.list_columns import (
    ASIDE,
    BESIDE,
    LINES,
    NO_ORDER,
    NUMBER,
    TITLE_CELL,
    TLP_CELL,
    Column,
)
from ...itemviews.list_row import Listed
from ...itemviews.records_model import RecordsModel
from ...theme import (
    draw_line,
    draw_tlp,
    glyph,
    ink,
    metrics,
    on_text_size,
    rounded,
    scaled,
    text_height,
)
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL, TABLE_HEAD
from ...widgets.buttons import is_key
from ...widgets.labels import WORKFLOW_LOOKS

Index = QModelIndex | QPersistentModelIndex

STATE_ICONS = {
    **{state: (icon, tone) for state, (icon, tone, _ground) in WORKFLOW_LOOKS.items()},
    "draft": ("pencil", "text2"),
    "superseded": ("history", "text2"),
    "withdrawn": ("ban", "text2"),
    "completed": ("circle-check", "text2"),
    "in_progress": ("clock", "text2"),
    "not_started": ("circle-dashed", "text2"),
    "in_use": ("circle-check", "text2"),
    "delayed": ("alert-triangle", "warn"),
    "on_hold": ("clock", "text2"),
    "cancelled": ("ban", "text2"),
    "carried_over": ("arrow-forward-up", "text2"),
    "under_review": ("eye", "text2"),
    "validated": ("rubber-stamp", "text2"),
    "proposed": ("pencil", "text2"),
    "retired": ("archive", "text2"),
}
"""Code of a state -> icon and tone."""
LATE = ("alert-triangle", "danger")
BESIDE_FROM = 680
"""Unscaled width of the list from which there is room beside the title."""
TOLD = 168
"""Width of the trailing column where rows say more than a state; unscaled."""


class RecordDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        return QSize(scaled(200), two_lines_high())


class _Place(NamedTuple):
    """Where a column stands."""

    number: int
    column: Column
    x: int
    wide: int


class _Rows:
    """Paints the rows of a view that are to be seen.

    All of them in one go: asked by Qt for each cell, a page takes twice the time, and what is
    found while one types has to be there at once.
    """

    def __init__(self, view: RowView, painter: QPainter) -> None:
        self._view, self._painter = view, painter
        self._mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._columns = [
            _Place(number, column, view.columnViewportPosition(number), view.columnWidth(number))
            for number, column in enumerate(view.records.columns)
        ]
        self._left = min(place.x for place in self._columns)
        self._width = sum(place.wide for place in self._columns)

    def paint(self, place: QRect) -> None:
        view = self._view
        first, last = view.rowAt(place.top()), view.rowAt(place.bottom())
        if first < 0:
            return
        last = last if last >= 0 else view.records.rowCount() - 1
        y, high = view.rowViewportPosition(first), view.rowHeight(first)  # all are equally high
        left, right = place.left(), place.right()
        shown = (one for one in self._columns if one.wide)
        columns = [one for one in shown if one.x + one.wide > left and one.x <= right]
        for row in range(first, last + 1):
            self._row(row, y, high, columns)
            y += high

    def _row(self, row: int, y: int, high: int, columns: list[_Place]) -> None:
        view, model = self._view, self._view.records
        listed = model.listed(row)
        selected = view.selectionModel().isSelected(model.index(row, 0))
        ground = "sel" if selected else "hover" if row == view.hovered_row else ""
        if ground:
            self._painter.fillRect(self._left, y, self._width, high, ink(ground))
        lead, edge = scaled(16), scaled(8)
        left = self._left + (0 if self._mirrored else lead)
        self._painter.fillRect(left, y + high - 1, self._width - lead, 1, ink("line"))
        for number, column, x, wide in columns:
            free = lead if number == view.first_column else edge
            cell = _Cell(self._painter, x, y, wide, high, self._mirrored, free)
            cell.paint(listed, column, number)


class _Cell:
    """Paints what stands in one cell; `lead` is free before it, 8 behind.

    In plain numbers: a page has fifty cells, and each call of Qt costs as much as drawing a word.
    """

    def __init__(
        self, painter: QPainter, x: int, y: int, wide: int, high: int, mirrored: bool, lead: int
    ) -> None:
        self.painter, self.mirrored = painter, mirrored
        self.left, self.top, self.wide, self.high = x, y, wide, high
        behind = scaled(8)
        self.width = wide - lead - behind
        self.x = x + (behind if mirrored else lead)

    def middle(self, height: float) -> float:
        return self.top + (self.high - 1 - height) / 2

    def paint(self, row: Listed | None, column: Column, number: int) -> None:
        if row is None:
            if column.look in (LINES, TITLE_CELL):
                self._waiting()
            return
        match column.look:
            case "lines":
                self._lines(row)
            case "beside":
                self._plain(row.beside, number=False)
            case "aside":
                self._aside(row)
            case "title":
                spec = (BODY, MEDIUM)
                y = self.middle(text_height(*spec))
                self._line(y, row.title, spec, "text", marks=row.marks)
            case "state":
                self._state(self.middle(text_height(SMALL)), row)
            case "tlp":
                self._tlp(row.tlp)
            case _:
                text = row.cells[number] if number < len(row.cells) else ""
                self._plain(text, column.look == NUMBER)

    def _line(
        self,
        y: float,
        text: str,
        spec: Any,
        tone: str,
        trailing: bool = False,
        marks: tuple[tuple[int, int], ...] = (),
    ) -> None:
        draw_line(
            self.painter, self.x, y, self.width, text, spec, tone, self.mirrored, trailing, marks
        )

    def _waiting(self) -> None:
        """A grey bar where a title will be."""
        bar = QRect(self.x, round(self.middle(scaled(8))), self.width // 3, scaled(8))
        rounded(self.painter, bar, 4, "neutral")

    def _plain(self, text: str, number: bool) -> None:
        spec = (SMALL, REGULAR, True)
        self._line(self.middle(text_height(*spec)), text, spec, "text2", trailing=number)

    def _lines(self, row: Listed) -> None:
        y = self.top + scaled(6)
        spec = (BODY, MEDIUM)
        self._line(y, row.title, spec, "text", marks=row.marks)
        y += text_height(*spec) + 1
        self._line(y, row.second, (SMALL, REGULAR), "text2", marks=row.second_marks)

    def _aside(self, row: Listed) -> None:
        tone = "danger" if row.late else "text2"
        self._line(self.top + scaled(7), row.aside, (SMALL, REGULAR, True), tone)
        self._state(self.top + scaled(6) + text_height(BODY, MEDIUM) + 1, row)

    def _state(self, y: float, row: Listed) -> None:
        icon, tone = LATE if row.late else STATE_ICONS.get(row.state, ("circle", "text3"))
        has_sign = bool(row.state or row.late)
        size, after = scaled(14), scaled(19) if has_sign else 0
        middle = y + (text_height(SMALL) - size) / 2
        x = self.x + self.width - size if self.mirrored else self.x
        if has_sign:
            glyph(self.painter, icon, x, middle, size, tone, stroke=1.9)
        start, width = self.x if self.mirrored else self.x + after, self.width - after
        spec = (SMALL, REGULAR)
        tone = "danger" if row.late else "text2"
        draw_line(self.painter, start, y, width, row.state_text, spec, tone, self.mirrored)

    def _tlp(self, label: str) -> None:
        wide = min(max(_label_width(label), scaled(50)), self.wide - scaled(8))
        high, edge = scaled(18), scaled(6)
        x = self.left + self.wide - 1 - edge - wide if self.mirrored else self.left + edge
        draw_tlp(self.painter, QRect(x, round(self.middle(high)), wide, high), label)


@cache
def _label_width(label: str) -> int:
    return metrics(CAPTION, SEMIBOLD).horizontalAdvance(label) + scaled(10)


on_text_size(_label_width.cache_clear)


def two_lines_high() -> int:
    return text_height(BODY, MEDIUM) + text_height(SMALL) + scaled(13)


def one_line_high() -> int:
    return max(scaled(32), text_height(BODY, MEDIUM) + scaled(8))


class RowView(FocusedCurrent, QTableView):
    """Adds what a row has and a cell has not: hover and focus ring over all columns."""

    opened = Signal(int)
    """Enter or a double click on a row."""
    current_row = Signal(int)
    selected = Signal()
    copy_wanted = Signal()
    """Other rows are selected."""
    order_chosen = Signal(str, bool)
    """Column of the store to order by ("": the list's own order), and whether the last is first."""
    drawn_wider = Signal(str, int)
    """A column, and its new width in unscaled pixels."""

    def __init__(self, model: RecordsModel, name: str) -> None:
        super().__init__()
        self.hovered_row = -1
        self.first_column = 0
        self.records = model
        self._widths: dict[str, int] = {}
        self._sharing = False
        self.setModel(model)
        self.setItemDelegate(RecordDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self._prepare_head()
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.show_order("", True)

    def _prepare_head(self) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(max(scaled(TABLE_HEAD), metrics(SMALL).height() + 8))
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(1)
        head.setStretchLastSection(False)
        head.sortIndicatorChanged.connect(self._on_order)
        head.sectionResized.connect(self._on_resized)

    def order_by(self, section: int, descending: bool) -> None:
        """By a column, as a click on its head does."""
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, way)

    def arrange(self, columns: tuple[Column, ...], widths: Mapping[str, int]) -> None:
        """Show these columns; one of them is the title of two lines, or each is a cell."""
        two_lines = columns[0].look == LINES
        order = self._order
        self._widths = dict(widths)
        self.records.show_columns(columns)
        high = two_lines_high() if two_lines else one_line_high()
        self.verticalHeader().setDefaultSectionSize(high)
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if two_lines else policy.ScrollBarAsNeeded
        )
        mode = QHeaderView.ResizeMode
        self.horizontalHeader().setSectionResizeMode(mode.Fixed if two_lines else mode.Interactive)
        self.show_order(*order)
        self._share()

    def show_order(self, order: str, descending: bool) -> None:
        """Mark the column the list is ordered by, without asking for anything."""
        self._order = (order, descending)
        head = self.horizontalHeader()
        at = [n for n, column in enumerate(self.records.columns) if column.order == order]
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head.blockSignals(True)
        head.setSortIndicator(at[0] if at else -1, way)
        head.blockSignals(False)
        head.viewport().update()

    def _on_order(self, section: int, way: Qt.SortOrder) -> None:
        if 0 <= section < len(self.records.columns):
            order = self.records.columns[section].order
            if order == NO_ORDER:
                self.show_order(*self._order)
                return
            self._order = (order, way == Qt.SortOrder.DescendingOrder)
            self.order_chosen.emit(*self._order)

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if self._sharing or section >= len(self.records.columns):
            return
        column = self.records.columns[section]
        self._widths[column.name] = round(new * 100 / scaled(100))
        self.drawn_wider.emit(column.name, self._widths[column.name])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The title has the room; what stands behind it takes what its words need."""
        self._sharing = True
        columns, room = self.records.columns, self.viewport().width()
        narrow = columns[0].look == LINES and room < scaled(560)
        for n, column in enumerate(columns):
            self.setColumnHidden(n, column.look == BESIDE and room < scaled(BESIDE_FROM))
        widths = [self._wide(column, narrow) for column in columns]
        widths = [0 if self.isColumnHidden(n) else wide for n, wide in enumerate(widths)]
        rest = [n for n, wide in enumerate(widths) if not wide and not self.isColumnHidden(n)]
        for n in rest:
            least = scaled(120 if columns[n].look == LINES else 220)
            widths[n] = max(least, (room - sum(widths)) // len(rest))
        for n, wide in enumerate(widths):
            if wide:
                self.setColumnWidth(n, wide)
        self._sharing = False

    def _wide(self, column: Column, narrow: bool) -> int:
        """Pixels of a column, 0 for the one that takes the rest."""
        if column.name in self._widths:
            return max(scaled(48), scaled(self._widths[column.name]))
        if column.look == TLP_CELL:
            longest = metrics(CAPTION, SEMIBOLD).horizontalAdvance("AMBER+STRICT")
            return scaled(70) if narrow else max(scaled(70), longest + scaled(22))
        if column.look == ASIDE:
            least = TOLD if self.records.tells else 108 if narrow else 132
            named = metrics(SMALL, SEMIBOLD).horizontalAdvance(column.label) + scaled(16 + 16)
            return max(scaled(least), self._state_wide(), 0 if narrow else named)
        lead = scaled(8) if column is self.records.columns[self.first_column] else 0
        return scaled(column.width) + lead if column.width else 0

    def _state_wide(self) -> int:
        """Pixels of the longest state that a row may have, with its icon."""
        look = self.records.look
        about = fields_of(class_of(look.kind))
        named = about[look.state].vocabulary if look.state in about else look.state
        longest = max(map(metrics(SMALL).horizontalAdvance, code_labels(named)))
        return longest + scaled(19 + 8 + 8) + 2

    def select_rows(self, rows: list[int]) -> None:
        """Select these beside the current one."""
        model = self.records
        chosen = QItemSelection()
        for row in rows:
            chosen.select(model.index(row, 0), model.index(row, len(model.columns) - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def selected_rows(self) -> list[int]:
        """Rows that are selected, in order; those of a list of many thousand too."""
        rows: set[int] = set()
        selection = self.selectionModel().selection()
        for n in range(selection.count()):
            rows.update(range(selection.at(n).top(), selection.at(n).bottom() + 1))
        return sorted(rows)

    def _is_many(self) -> bool:
        selection = self.selectionModel().selection()
        return selection.count() > 1 or (selection.count() == 1 and selection.at(0).height() > 1)

    def _row_rect(self, row: int) -> QRect:
        y, high = self.rowViewportPosition(row), self.rowHeight(row)
        return QRect(0, y, self.viewport().width(), high) if row >= 0 else QRect()

    def _refresh(self, *rows: int) -> None:
        for row in set(rows) - {-1}:
            self.viewport().update(self._row_rect(row))

    def viewportEvent(self, event: QEvent) -> bool:
        kind, old = event.type(), self.hovered_row
        if kind == QEvent.Type.HoverMove:
            place = event.position().toPoint()  # type: ignore[attr-defined]
            self.hovered_row = self.indexAt(place).row()
            self._refresh(old, self.hovered_row)
        elif kind in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self.hovered_row = -1
            self._refresh(old)
        return super().viewportEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._refresh(current.row(), previous.row())
        self.current_row.emit(current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selected.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(current.row())
            return
        if is_key(event, Qt.Key.Key_Escape) and self._is_many():
            self.selectRow(current.row())
            return
        if is_key(event, Qt.Key.Key_Home, Qt.Key.Key_End) and current.isValid():
            last = self.model().rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)  # Qt: first, last column
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()  # Qt would copy the text of one cell
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        _Rows(self, painter).paint(event.rect())
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            ring = self._row_rect(current.row()).adjusted(0, 0, 0, -1)
            rounded(painter, ring, 4, "", "accentText", 2)
