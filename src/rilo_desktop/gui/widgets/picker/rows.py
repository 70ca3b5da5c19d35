"""The rows of a picker: a box, the title, what it is, and why it is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate

from ...theme import draw_line, draw_ring, glyph, metrics, rounded, scaled
from ...theme.style import draw_check
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ..buttons import is_key
from ..drawn_list import DrawnList, Index, RowsModel
from ..paragraph import Paragraph, paragraph
from ..words import tip

PICK = "application/x-rilo-pick"
"""What is dragged out of a picker: the key of one row."""
LEAD, TRAIL, ABOVE, BOX = 30, 8, 6, 15
"""Before and behind the words, above and below them, and the box; in unscaled pixels."""
HEAD = 28
_State = QStyle.StateFlag


@dataclass(frozen=True)
class PickRow:
    """`look`: "head", "offer" or "more". `group` and `key` name a row for good.

    `why` says why it is offered, or, where it is `barred`, why it cannot be picked.
    """

    look: str
    group: str
    key: str = ""
    title: str = ""
    second: str = ""
    why: str = ""
    picked: bool = False
    barred: bool = False
    spoken: str = ""

    @property
    def can_be_chosen(self) -> bool:
        return self.look == "offer"


class PickRows(RowsModel[PickRow]):
    def text(self, row: PickRow) -> str:
        return row.title

    def spoken(self, row: PickRow) -> str:
        return row.spoken or row.title

    def hint(self, row: PickRow) -> str:
        return tip("\n".join(part for part in (row.title, row.second, row.why) if part))

    def check(self, row: PickRow) -> bool | None:
        return row.picked if row.can_be_chosen and not row.barred else None

    def is_able(self, row: PickRow) -> bool:
        return row.can_be_chosen

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self.rows[index.row()] if index.isValid() else None
        drags = row is not None and row.can_be_chosen and not row.barred and not row.picked
        return flags | Qt.ItemFlag.ItemIsDragEnabled if drags else flags

    def mimeTypes(self) -> list[str]:
        return [PICK]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        if indexes:
            made.setData(PICK, self.rows[indexes[0].row()].key.encode())
        return made


class PickDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: Index) -> QSize:
        row: PickRow = index.model().rows[index.row()]  # type: ignore[attr-defined]
        if not row.can_be_chosen:
            return QSize(80, max(scaled(HEAD), metrics(CAPTION).height() + scaled(10)))
        wide = option.widget.viewport().width() if option.widget is not None else scaled(300)
        parts = _parts(row, wide, option.direction == Qt.LayoutDirection.RightToLeft)
        return QSize(80, sum(part.high for part, _ in parts) + 2 * scaled(ABOVE))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        row: PickRow = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, mirrored = QRect(option.rect), option.direction == Qt.LayoutDirection.RightToLeft
        if not row.can_be_chosen:
            _paint_words(painter, rect, row, mirrored)
            return
        if option.state & _State.State_Selected and option.state & _State.State_HasFocus:
            rounded(painter, rect, 6, "sel")
        elif option.state & _State.State_MouseOver:
            rounded(painter, rect, 6, "hover")
        draw_ring(painter, option, rect)
        _paint_box(painter, rect, row, mirrored)
        x = rect.x() + scaled(TRAIL if mirrored else LEAD)
        y = rect.y() + scaled(ABOVE)
        for part, tone in _parts(row, rect.width(), mirrored):
            part.draw(painter, x, y, tone)
            y += part.high


def _parts(row: PickRow, width: int, mirrored: bool) -> list[tuple[Paragraph, str]]:
    """The title in at most two lines, what it is in one, why in two."""
    room = width - scaled(LEAD) - scaled(TRAIL)
    small, why = (SMALL, REGULAR), 3 if row.barred else 2
    found = (
        (row.title, (BODY, MEDIUM), 2, "text2" if row.barred else "text"),
        (row.second, small, 1, "text2"),
        (row.why, small, why, "text3"),
    )
    return [
        (paragraph(text, room, spec, most, mirrored), tone)
        for text, spec, most, tone in found
        if text
    ]


def _paint_words(painter: QPainter, rect: QRect, row: PickRow, mirrored: bool) -> None:
    spec = (CAPTION, SEMIBOLD) if row.look == "head" else (SMALL, REGULAR)
    y = rect.y() + (rect.height() - metrics(*spec).height()) / 2 + scaled(2)
    x, width = rect.x() + scaled(TRAIL), rect.width() - 2 * scaled(TRAIL)
    draw_line(painter, x, y, width, row.title, spec, "text2", mirrored)


def _paint_box(painter: QPainter, rect: QRect, row: PickRow, mirrored: bool) -> None:
    size = scaled(BOX)
    x = rect.right() + 1 - scaled(TRAIL) - size if mirrored else rect.x() + scaled(TRAIL)
    y = rect.y() + scaled(ABOVE) + (max(scaled(20), metrics(BODY, MEDIUM).height()) - size) // 2
    if row.barred and not row.picked:
        glyph(painter, "ban", x, y, size, "text3", stroke=1.9)
    else:
        draw_check(painter, QRect(x, y, size, size), _State.State_On if row.picked else _State(0))


class PickView(DrawnList[PickRow]):
    """A click on the box, a double click, Enter or the space bar picks; Delete takes away."""

    pick_wanted = Signal(str, bool)
    """A key, and whether it shall be picked."""
    barred_wanted = Signal(object)
    """A row that cannot be picked was asked for."""
    menu_wanted = Signal(object, QPoint)
    """What can be done with a row, shown at this place of the screen."""
    left_upwards = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, PickRows(), PickDelegate())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(False)
        self._asked: dict[str, bool] = {}
        """What was picked and taken away since these rows were looked for."""

    def show_picks(self, rows: Sequence[PickRow]) -> None:
        """Show these; the current one stays, or what now stands in its place is the current one."""
        self._asked.clear()
        now, at = self.current_entry, self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        names = [(row.group, row.key) for row in rows]
        if names == [(row.group, row.key) for row in self.rows]:
            self.rows_model.change_rows(rows)
            self.scheduleDelayedItemsLayout()
            return
        self.rows_model.show_rows(rows)
        able = [n for n, row in enumerate(rows) if row.can_be_chosen]
        if not able:
            return
        if now is not None and (now.group, now.key) in names:
            at = names.index((now.group, now.key))
        near = [n for n in able if n >= at]
        self.setCurrentIndex(self.rows_model.index((near or able[-1:])[0]))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        if self.hasFocus():
            self.scrollTo(self.currentIndex())

    def press(self, row: PickRow) -> None:
        if row.barred and not row.picked:
            self.barred_wanted.emit(row)
        else:
            self.ask(row.key, not self._is_picked(row))

    def ask(self, key: str, on: bool) -> None:
        """Pick it, or take it away; who goes on at once does so from there."""
        self._asked[key] = on
        self.pick_wanted.emit(key, on)

    def _is_picked(self, row: PickRow) -> bool:
        return self._asked.get(row.key, row.picked)

    def _on_clicked(self, index: Index) -> None:
        """Enter and the space bar; a click alone makes a row the current one."""
        if self._by_keys or self._on_box:
            super()._on_clicked(index)

    def _on_menu(self, place: QPoint) -> None:
        row = self.current_entry
        if row is not None and row.can_be_chosen:
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(place))

    _by_keys = False
    _on_box = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._on_box = self._is_box(event)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and row.can_be_chosen and not self._is_box(event):
            self.press(row)
        self._on_box = False

    def _is_box(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        rect = self.visualRect(self.indexAt(place))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        far = rect.right() - place.x() if mirrored else place.x() - rect.x()
        return 0 <= far < scaled(LEAD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_entry
        if is_key(event, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if row is not None and self._is_picked(row):
                self.ask(row.key, False)
            return
        if is_key(event, Qt.Key.Key_Up) and self.currentIndex().row() <= self._first():
            self.left_upwards.emit()
            return
        self._by_keys = True
        super().keyPressEvent(event)
        self._by_keys = False

    def _first(self) -> int:
        return next((n for n, row in enumerate(self.rows) if row.can_be_chosen), -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
