"""The items as a table: under their challenges, with what changed and when each is due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ...i18n import tr
from ...itemviews import FLAT, STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme import scaled
from ...theme.tokens import BODY, MEDIUM, REGULAR, SEMIBOLD, SMALL, TABLE_HEAD
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from .rows import PlanRow

LEAD, STATUS, DUE, TRAIL = 20, 204, 108, 16


def _group(row: PlanRow, context: RowContext) -> Row:
    chevron = Icon("chevron-down" if row.is_open else "chevron-right", "text3", 14)
    cells = (
        Cell(chevron),
        Cell((Text(row.title, (BODY, SEMIBOLD)),), before=6),
        Cell((Text(row.second, (SMALL, REGULAR), "text3"),), STRETCH, before=8),
    )
    ground = "sel" if context.is_selected and context.has_focus else "canvas"
    return Row(cells, 30, 4, 4, 4, TRAIL, FLAT, ground, rule=(0, 0), below=1)


def _item(row: PlanRow) -> Row:
    title = Text(row.title, (BODY, MEDIUM))
    second = Text(row.second, (SMALL, REGULAR), "text3")
    tone = row.tone if row.tone in ("danger", "warn") else "text"
    status = Text(row.status, (SMALL, REGULAR), tone)
    was = Text(row.was, (SMALL, REGULAR), row.tone if row.tone == "danger" else "text3")
    cells = (
        Cell((title, second), STRETCH),
        Cell(Icon(row.icon, row.tone, 15), before=12),
        Cell((status, was) if row.was else (status,), STATUS - 26, before=6),
        Cell((Text(row.due, (SMALL, REGULAR), row.due_tone),), DUE, before=4),
    )
    return Row(cells, 44, 4, 4, LEAD + 4, TRAIL, FLAT, rule=(LEAD + 4, 0), below=1)


class PlanTable(Panel):
    """`opened(row)` by Enter or a double click; `chosen(row)` is the current one."""

    opened = Signal(object)
    chosen = Signal(object)
    folded = Signal(str)
    """Key of a heading that shall open or close."""

    def __init__(self) -> None:
        super().__init__("surface")
        self.view = _Rows()
        self._status = Label("", SMALL, MEDIUM, "text2")
        status = hbox(self._status)
        status.setFixedWidth(scaled(STATUS))
        due = hbox(Label(tr("Due"), SMALL, MEDIUM, "text2"))
        due.setFixedWidth(scaled(DUE))
        head = Panel("canvas", "b", height=TABLE_HEAD)
        item = Label(tr("Item"), SMALL, MEDIUM, "text2")
        margins = (LEAD + 4, 0, TRAIL, 0)
        hbox((item, 1), status, due, margins=margins, into=head)
        vbox(head, (self.view, 1), into=self)
        self.view.triggered.connect(self._on_asked)
        self.view.current_row.connect(lambda _at: self.chosen.emit(self.view.current_entry))

    def show_rows(self, rows: Sequence[PlanRow], status: str, key: str) -> None:
        """`status`: head of its column; `key`: of the row that shall be the current one."""
        self._status.setText(status)
        self.view.rows_model.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if row.key == key and row.shown), -1)
        first = next((n for n, row in enumerate(rows) if row.shown), 0)
        if rows:
            self.view.select_row(at if at >= 0 else first)

    def _on_asked(self, row: PlanRow) -> None:
        if row.shown is None:
            self.folded.emit(row.key)
        else:
            self.opened.emit(row)


class _Rows(ListView[PlanRow]):
    """A click chooses an item and folds a heading; Enter, Space and a double click open."""

    def __init__(self) -> None:
        model: ListModel[PlanRow] = ListModel(
            text=lambda row: row.title,
            spoken=lambda row: row.spoken,
            tip=lambda row: row.title if row.shown is not None else "",
        )
        super().__init__(tr("Items of the action plan"), model, _row)
        self.clicked.disconnect()
        self.clicked.connect(lambda index: self._on_pressed(index.row()))
        self.doubleClicked.connect(self._on_clicked)

    def _on_pressed(self, at: int) -> None:
        if 0 <= at < len(self.rows) and self.rows[at].shown is None:
            self.press(self.rows[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right fold and open the heading one stands on."""
        row = self.current_entry
        if (
            row is not None
            and row.shown is None
            and event.key()
            in (
                Qt.Key.Key_Left,
                Qt.Key.Key_Right,
            )
        ):
            if row.is_open == (event.key() == Qt.Key.Key_Left):
                self.press(row)
            return
        super().keyPressEvent(event)


def _row(row: PlanRow, context: RowContext) -> Row:
    return _group(row, context) if row.shown is None else _item(row)
