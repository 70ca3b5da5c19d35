"""The rows of a list: two lines, the date above the state, the TLP label last and always there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from ..models.listed import Listed
from ..models.records import ASIDE, TITLE, TLP, RecordsModel
from ..theme import colour, draw_line, draw_tlp, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL, TABLE_HEAD
from ..widgets.buttons import is_key
from ..widgets.words import WORKFLOW_LOOKS

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


class RowDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        high = metrics(BODY, MEDIUM).height() + metrics(SMALL).height() + scaled(13)
        return QSize(scaled(200), high)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row: Listed | None = model.listed(index.row())
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        rect, column = option.rect, index.column()
        view: Any = option.widget
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected or index.row() == view.hovered_row:
            painter.fillRect(rect, colour("sel" if selected else "hover"))
        lead = scaled(16) if column == TITLE else 0
        left = rect.x() + (0 if mirrored else lead)
        painter.fillRect(QRect(left, rect.bottom(), rect.width() - lead, 1), colour("line"))
        if row is None:
            if column == TITLE:
                waiting = QRect(
                    rect.x() + lead, rect.y() + scaled(12), rect.width() // 3, scaled(8)
                )
                rounded(painter, waiting, 4, "neutral")
        elif column == TITLE:
            self._title(painter, rect, row, mirrored)
        elif column == ASIDE:
            self._aside(painter, rect, row, mirrored)
        else:
            wide = metrics(CAPTION, SEMIBOLD).horizontalAdvance(row.tlp) + scaled(10)
            wide = min(max(wide, scaled(50)), rect.width() - scaled(8))
            high = scaled(18)
            x = rect.right() - scaled(6) - wide if mirrored else rect.x() + scaled(6)
            y = rect.y() + (rect.height() - high) // 2
            draw_tlp(painter, QRect(x, y, wide, high), row.tlp)

    def _title(self, painter: QPainter, rect: QRect, row: Listed, mirrored: bool) -> None:
        x = rect.x() + scaled(12 if mirrored else 16)
        width, y = rect.width() - scaled(28), rect.y() + scaled(6)
        spec = (BODY, MEDIUM)
        draw_line(painter, x, y, width, row.title, spec, "text", mirrored, marks=row.marks)
        y += metrics(*spec).height() + 1
        draw_line(
            painter,
            x,
            y,
            width,
            row.second,
            (SMALL, REGULAR),
            "text2",
            mirrored,
            marks=row.second_marks,
        )

    def _aside(self, painter: QPainter, rect: QRect, row: Listed, mirrored: bool) -> None:
        x, width = rect.x() + scaled(8), rect.width() - scaled(16)
        y = rect.y() + scaled(7)
        draw_line(painter, x, y, width, row.aside, (SMALL, REGULAR, True), "text2", mirrored)
        y = rect.y() + scaled(6) + metrics(BODY, MEDIUM).height() + 1
        icon, tone = STATE_ICONS.get(row.state, ("circle", "text3"))
        size, after = scaled(14), scaled(19)
        middle = y + (metrics(SMALL).height() - size) / 2
        glyph(painter, icon, x + width - size if mirrored else x, middle, size, tone, stroke=1.9)
        start = x if mirrored else x + after
        draw_line(
            painter, start, y, width - after, row.state_text, (SMALL, REGULAR), "text2", mirrored
        )


class RowView(QTableView):
    """Adds what a row has and a cell has not: hover and focus ring over all columns."""

    opened = Signal(int)
    """Enter or a double click on a row."""
    current_row = Signal(int)

    def __init__(self, model: RecordsModel, name: str, dated: bool = True) -> None:
        """`dated`: newest first until the officer chooses a column."""
        super().__init__()
        self.hovered_row = -1
        self._records = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(
            RowDelegate().sizeHint(None, QModelIndex()).height()
        )
        self._prepare_head(dated)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def _prepare_head(self, dated: bool) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(max(scaled(TABLE_HEAD), metrics(SMALL).height() + 8))
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(ASIDE if dated else -1, Qt.SortOrder.DescendingOrder)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(1)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The title has the room; what stands behind it takes what its words need."""
        longest = metrics(CAPTION, SEMIBOLD).horizontalAdvance("AMBER+STRICT")
        narrow = self.viewport().width() < scaled(560)
        tlp = scaled(70) if narrow else max(scaled(70), longest + scaled(22))
        aside = scaled(108 if narrow else 132)
        self.setColumnWidth(ASIDE, aside)
        self.setColumnWidth(TLP, tlp)
        self.setColumnWidth(TITLE, max(scaled(120), self.viewport().width() - aside - tlp))

    def _row_rect(self, row: int) -> QRect:
        model = self._records
        first = self.visualRect(model.index(row, TITLE))
        return first.united(self.visualRect(model.index(row, TLP)))

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            ring = self._row_rect(current.row()).adjusted(0, 0, 0, -1)
            rounded(QPainter(self.viewport()), ring, 4, "", "accentText", 2)
