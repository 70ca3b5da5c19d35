"""The rows of a picker: a box, the title, what it is, and why it is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from ...itemviews import STRETCH, Cell, Check, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme import scaled
from ...theme.paragraph import LINE
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ..buttons import is_key
from ..labels import tip

PICK = "application/x-rilo-pick"
"""What is dragged out of a picker: the key of one row."""
LEAD, TRAIL, ABOVE, BOX = 30, 8, 6, 15
"""Before and behind the words, above and below them, and the box; in unscaled pixels."""


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


class PickModel(ListModel[PickRow]):
    def __init__(self) -> None:
        super().__init__(
            text=lambda row: row.title,
            spoken=lambda row: row.spoken or row.title,
            tip=lambda row: tip("\n".join(filter(None, (row.title, row.second, row.why)))),
            check=lambda row: row.picked if row.can_be_chosen and not row.barred else None,
            enabled=lambda row: row.can_be_chosen,
        )

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
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


def pick_row(row: PickRow, context: RowContext) -> Row:
    """The title in at most two lines, what it is in one, why in two; or a line between them."""
    if not row.can_be_chosen:
        spec = (CAPTION, SEMIBOLD) if row.look == "head" else (SMALL, REGULAR)
        cells: tuple[Cell, ...] = (Cell((Text(row.title, spec, "text2"),), STRETCH, drop=2),)
        return Row(cells, 28, top=5, bottom=5, lead=TRAIL, trail=TRAIL, ground="")
    tone, small = "text2" if row.barred else "text", (SMALL, REGULAR)
    texts = (
        Text(row.title, (BODY, MEDIUM), tone, most=2, step=LINE),
        Text(row.second, small, "text2", step=LINE),
        Text(row.why, small, "text3", most=3 if row.barred else 2, step=LINE),
    )
    is_barred = row.barred and not row.picked
    box = Icon("ban", "text3", BOX, 1.9) if is_barred else Check(row.picked, BOX)
    cells = (
        Cell(box, align="top", drop=2),
        Cell(tuple(t for t in texts if t.text), STRETCH, LEAD - TRAIL - BOX, align="top"),
    )
    is_chosen = context.is_selected and context.has_focus
    ground = "sel" if is_chosen else "hover" if context.is_hovered else ""
    return Row(cells, top=ABOVE, bottom=ABOVE, lead=TRAIL, trail=TRAIL, ground=ground)


class PickView(ListView[PickRow]):
    """A click on the box, a double click, Enter or the space bar picks; Delete takes away."""

    pick_wanted = Signal(str, bool)
    """A key, and whether it shall be picked."""
    barred_wanted = Signal(object)
    """A row that cannot be picked was asked for."""
    menu_wanted = Signal(object, QPoint)
    """What can be done with a row, shown at this place of the screen."""
    left_upwards = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, PickModel(), pick_row)
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
        self.select_row((near or able[-1:])[0])
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

    def _on_clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
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
