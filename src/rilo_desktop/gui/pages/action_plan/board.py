"""The items as a board: a column for each state, moved by Ctrl and an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.analysis.plan import State

from ...i18n import function_label, plural, tr
from ...itemviews import ROUNDED, STRETCH, Cell, ListModel, ListView, Row, RowContext, Text
from ...theme import scaled
from ...theme.paragraph import LINE
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ...widgets.labels import IconLabel, Label
from ...widgets.layouts import Panel, hbox, vbox
from .rows import LOOKS, due_text, state_label

if TYPE_CHECKING:
    from rilo_desktop.services.records.action_plan import ShownItem

COLUMNS: tuple[tuple[State, ...], ...] = (
    (State.NOT_STARTED, State.UNKNOWN),
    (State.IN_PROGRESS, State.ON_HOLD),
    (State.LATE,),
    (State.TO_VERIFY,),
    (State.DONE,),
)
"""The first state names the column; what was carried over or cancelled is in the table."""


class PlanBoard(Panel):
    opened = Signal(object)
    """The `ShownItem` that was asked for."""
    chosen = Signal(object)
    moved = Signal(object, object)
    """(item, state of the column it shall be moved to)."""

    def __init__(self) -> None:
        super().__init__("canvas")
        self.columns = [_Column(states) for states in COLUMNS]
        self._rest = Label("", SMALL, tone="text3")
        for number, column in enumerate(self.columns):
            column.cards.triggered.connect(self.opened)
            column.cards.current_row.connect(lambda _at, c=column: self._on_chosen(c))
            column.cards.pushed.connect(lambda by, n=number: self._on_pushed(n, by))
            column.cards.turned.connect(lambda by, n=number: self._turn(n, by))
        columns = hbox(*[(column, 1) for column in self.columns], gap=12)
        vbox((columns, 1), self._rest, gap=8, margins=(20, 12, 20, 12), into=self)

    def show_items(self, items: Sequence[ShownItem], key: str) -> None:
        placed = 0
        for column in self.columns:
            inside = [shown for shown in items if shown.state in column.states]
            column.show_items(inside, key)
            placed += len(inside)
        rest = len(items) - placed
        said = plural(
            "{count} item was carried over or cancelled: it is in the table",
            "{count} items were carried over or cancelled: they are in the table",
            rest,
        )
        self._rest.setText(said if rest else "")
        self._rest.setVisible(bool(rest))

    def take_focus(self) -> None:
        filled = [column for column in self.columns if column.cards.rows]
        if filled:
            chosen = [column for column in filled if column.cards.currentIndex().isValid()]
            (chosen or filled)[0].cards.take_focus()

    def _on_chosen(self, column: _Column) -> None:
        if column.cards.current_entry is not None and column.cards.hasFocus():
            self.chosen.emit(column.cards.current_entry)

    def _on_pushed(self, number: int, by: int) -> None:
        """To the next column that somebody can choose: nobody moves an item to "late"."""
        shown = self.columns[number].cards.current_entry
        at = number + by
        if 0 <= at < len(COLUMNS) and COLUMNS[at][0] is State.LATE:
            at += by
        if shown is not None and 0 <= at < len(COLUMNS):
            self.moved.emit(shown, COLUMNS[at][0])

    def _turn(self, number: int, by: int) -> None:
        """The keyboard goes to the next column that holds something."""
        at = number + by
        while 0 <= at < len(self.columns):
            if self.columns[at].cards.rows:
                self.columns[at].cards.take_focus()
                return
            at += by


class _Column(QWidget):
    def __init__(self, states: tuple[State, ...]) -> None:
        super().__init__()
        self.states = states
        icon, tone = LOOKS[states[0]]
        name = state_label(states[0])
        self.cards = _Cards(name)
        self._count = Label("", SMALL, tone="text3")
        head = hbox(IconLabel(icon, tone), Label(name, BODY, SEMIBOLD), self._count, None, gap=6)
        vbox(head, 6, (self.cards, 1), into=self)
        self.setMinimumWidth(scaled(140))

    def show_items(self, items: Sequence[ShownItem], key: str) -> None:
        self._count.setText(str(len(items)))
        self.cards.rows_model.show_rows(items)
        at = next((n for n, shown in enumerate(items) if shown.item.id == key), -1)
        if at >= 0:
            self.cards.select_row(at)


class _Cards(ListView["ShownItem"]):
    pushed = Signal(int)
    """Ctrl with an arrow: the card shall go this way."""
    turned = Signal(int)
    """An arrow alone: the next column."""

    def __init__(self, name: str) -> None:
        model: ListModel[ShownItem] = ListModel(
            text=lambda shown: shown.item.title_text or tr("Untitled"), spoken=_spoken
        )
        super().__init__(name, model, _card)
        self.clicked.disconnect()
        self.doubleClicked.connect(self._on_clicked)

    def take_focus(self) -> None:
        if not self.currentIndex().isValid():
            self.select_row(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.current_row.emit(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            back, on = on, back
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (back, on) and held in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ControlModifier,
        ):
            by = 1 if event.key() == on else -1
            (self.pushed if held else self.turned).emit(by)
            return
        super().keyPressEvent(event)


def _spoken(shown: ShownItem) -> str:
    lead = function_label(shown.item.lead) or tr("lead not named")
    parts = [shown.name, shown.item.title_text, state_label(shown.state), lead, due_text(shown)]
    if shown.item.percent is not None:
        parts.append(tr("{percent} %", percent=shown.item.percent))
    return ". ".join(parts)


def _card(shown: ShownItem, context: RowContext) -> Row:
    item = shown.item
    late = shown.state is State.LATE
    day = Text(due_text(shown), (CAPTION, REGULAR), "danger" if late else "text3")
    head = Text(shown.name, (CAPTION, REGULAR), "text3", trailing=day)
    title = Text(item.title_text or tr("Untitled"), (BODY, MEDIUM), most=3, step=LINE, above=2)
    lead = function_label(item.lead) or tr("lead not named")
    foot = Text(lead, (SMALL, REGULAR), "text2", above=4, trailing=_figure(shown))
    ground = "sel" if context.is_selected else "hover" if context.is_hovered else "surface"
    cells = (Cell((head, title, foot), STRETCH),)
    return Row(cells, 60, 8, 8, 12, 10, ROUNDED, ground, below=scaled(8))


def _figure(shown: ShownItem) -> Text | None:
    if shown.state is State.ON_HOLD:
        return Text(state_label(State.ON_HOLD), (CAPTION, REGULAR), "warn")
    percent = shown.item.percent
    if percent is None or shown.state in (State.DONE, State.TO_VERIFY):
        return None
    return Text(tr("{percent} %", percent=percent), (CAPTION, MEDIUM), "text2")
