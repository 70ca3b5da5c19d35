"""Which columns a list shows, in which order, and what it is ordered by: a panel at its side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from rilo_desktop.presentation.list_spec import ListSpec, all_columns, own_columns

from ...i18n import tr
from ...itemviews.list_columns import column_label, column_named
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import Segments, button, is_key
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import Hairline, Panel, hbox, vbox
from ...widgets.navigation_list import NavigationItem, NavigationList
from ...widgets.search_box import SearchBox

ALT = Qt.KeyboardModifier.AltModifier


class ColumnList(NavigationList):
    """The columns with a box each; `moved(key, step)` with Alt and an arrow."""

    moved = Signal(str, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for key, step in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
            if is_key(event, ALT | key):
                self.moved.emit(self.current_key(), step)
                return
        super().keyPressEvent(event)


class ColumnChooser(Panel):
    """`changed()`: other columns, another order of them, or another layout. `closed()`."""

    changed = Signal()
    ordered = Signal(str, bool)
    """The list is to be ordered by this column of the store; the last first."""
    closed = Signal()

    def __init__(self, look: ListSpec) -> None:
        super().__init__("surface", "l")
        self._look = look
        self._names: list[str] = list(own_columns(look))
        self.layout_choice = ""
        self.search = SearchBox(tr("Find a column"))
        self.search.searched.connect(lambda _words: self._draw())
        self.search.left_downwards.connect(self.take_focus)
        self.list = ColumnList(tr("Columns"))
        self.list.toggled.connect(self._toggle)
        self.list.moved.connect(self._move)
        self._layout = Segments(
            (("", tr("By width")), ("lines", tr("Two lines")), ("columns", tr("Columns"))),
            tr("Layout"),
        )
        self._layout.chosen.connect(self._on_layout)
        self._at = ElidedLabel("", SMALL, MEDIUM, "text2")
        self._build()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._name_current())
        self._draw()

    def _name_current(self) -> None:
        """Say which column the buttons below the list move and order by."""
        name = self.list.current_key()
        self._at.setText(self._label(name) if name else "")

    def _build(self) -> None:
        close = button("", self.closed.emit, "ghost", "x", tr("Close the columns"))
        up = button("", lambda: self._move_current(-1), "ghost", "arrow-up", tr("Move up"))
        down = button("", lambda: self._move_current(1), "ghost", "arrow-down", tr("Move down"))
        rise = button(
            "",
            lambda: self._order(False),
            "ghost",
            "sort-ascending",
            tr("Order by it, first first"),
        )
        fall = button(
            "", lambda: self._order(True), "ghost", "sort-descending", tr("Order by it, last first")
        )
        own = button(tr("Standard columns"), self._reset, "link")
        vbox(
            hbox(Label(tr("Columns"), SECTION, SEMIBOLD), None, close),
            8,
            Label(tr("Layout"), SMALL, MEDIUM, "text2"),
            4,
            self._layout,
            12,
            self.search,
            8,
            (self.list, 1),
            8,
            Hairline(),
            8,
            hbox((self._at, 1), up, down, rise, fall, gap=2),
            4,
            hbox(own, None),
            margins=(20, 12, 16, 12),
            into=self,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The chosen columns in order; () are the list's own."""
        names = tuple(self._names)
        return () if names == own_columns(self._look) else names

    def choose(self, names: Sequence[str], layout: str) -> None:
        """Show what is chosen, without saying so."""
        self._names = list(names or own_columns(self._look))
        self.layout_choice = layout
        self._layout.choose(layout)
        self._draw()

    def may_hide(self, name: str) -> bool:
        return name in self._names and len(self._names) > 1

    def hide_column(self, name: str) -> None:
        if self.may_hide(name):
            self._toggle(name)

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        words = self.search.text().strip().casefold()
        others = [name for name in all_columns(self._look) if name not in self._names]
        others.sort(key=lambda name: self._label(name).casefold())
        places = []
        for name in (*self._names, *others):
            label = self._label(name)
            if words in label.casefold():
                chosen = name in self._names
                state = tr("shown") if chosen else tr("not shown")
                spoken = f"{label}, {state}"
                places.append(NavigationItem("facet", label, name, checked=chosen, spoken=spoken))
        self.list.show_places(places)

    def _label(self, name: str) -> str:
        made = column_named(self._look, name).label
        return made or column_label(self._look, name)

    def _toggle(self, name: str) -> None:
        if name in self._names:
            if len(self._names) == 1:
                return
            self._names.remove(name)
        else:
            self._names.append(name)
        self._changed(name)

    def _move_current(self, step: int) -> None:
        self._move(self.list.current_key(), step)

    def _move(self, name: str, step: int) -> None:
        if name not in self._names:
            return
        at = self._names.index(name)
        to = max(0, min(len(self._names) - 1, at + step))
        if to != at:
            self._names.insert(to, self._names.pop(at))
            self._changed(name)

    def _order(self, descending: bool) -> None:
        name = self.list.current_key()
        if name:
            self.ordered.emit(column_named(self._look, name).order, descending)

    def _reset(self) -> None:
        self._names = list(own_columns(self._look))
        self._changed(self._names[0])

    def _changed(self, name: str) -> None:
        if self.layout_choice != "columns":
            self.layout_choice = "columns"
            self._layout.choose("columns")
        self._draw()
        self.list.mark(name)
        self.changed.emit()

    def _on_layout(self, layout: str) -> None:
        self.layout_choice = layout
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Escape):
            self.closed.emit()
            return
        super().keyPressEvent(event)
