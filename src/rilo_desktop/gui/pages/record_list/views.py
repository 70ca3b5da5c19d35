"""Saved views above the filters: all records first, then what the officer keeps asking for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ...i18n import numbers, tr
from ...theme import scaled
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.buttons import button, is_key
from ...widgets.command_menu import add_entry, context_menu
from ...widgets.labels import Label
from ...widgets.layouts import hbox
from ...widgets.navigation_list import NavigationItem, NavigationList

if TYPE_CHECKING:
    from rilo_desktop.services.records.list_views import SavedView

EVERYTHING = "view:"


class Views(NavigationList):
    """`picked(view)`: None is everything. `unwanted(name)`: delete this one. F2 renames one."""

    picked = Signal(object)
    unwanted = Signal(str)
    rename_wanted = Signal(str)
    """The name that it has."""

    def __init__(self, everything: str) -> None:
        super().__init__(tr("Views"))
        self._everything = everything
        self._views: tuple[SavedView, ...] = ()
        self._counts: dict[str, int] = {}
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chosen.connect(self._on_chosen)
        self._draw()

    @property
    def views(self) -> tuple[SavedView, ...]:
        return self._views

    @property
    def current(self) -> SavedView | None:
        key = self.current_key()
        return next((view for view in self._views if f"view:{view.name}" == key), None)

    def show_views(self, views: Sequence[SavedView]) -> None:
        self._views = tuple(views)
        self._draw()

    def show_count(self, name: str, count: int) -> None:
        """How many answer a view; "" is everything."""
        self._counts[name] = count
        self._draw()

    def mark_view(self, name: str) -> None:
        self.mark(f"view:{name}")

    def _draw(self) -> None:
        places = [NavigationItem("head", tr("Views"), key="head")]
        names = [("", self._everything), *((view.name, view.name) for view in self._views)]
        for name, label in names:
            count = self._counts.get(name)
            shown = numbers().number(count) if count is not None else ""
            places.append(NavigationItem("view", label, key=f"view:{name}", count=shown))
        self.show_places(places)
        self.setFixedHeight(min(self.rows_high, scaled(260)) + 2)

    def _on_chosen(self, key: str) -> None:
        if key.startswith(EVERYTHING):
            self.picked.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Delete) and self.current is not None:
            self.unwanted.emit(self.current.name)
            return
        if is_key(event, Qt.Key.Key_F2) and self.current is not None:
            self.rename_wanted.emit(self.current.name)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.currentIndex() if by_key else self.indexAt(event.pos())
        if (menu := self.menu_of(at)) is not None:
            place = self.visualRect(at).bottomLeft() if by_key else event.pos()
            menu.popup(self.viewport().mapToGlobal(place))

    def menu_of(self, at: QModelIndex) -> QMenu | None:
        """To rename or delete a view; None for everything, which is none."""
        item = self.row_at(at)
        name = item.key.removeprefix(EVERYTHING) if item is not None else ""
        if item is None or not item.key.startswith(EVERYTHING) or not name:
            return None
        menu = context_menu(self)
        add_entry(menu, tr("Rename the view …"), lambda: self.rename_wanted.emit(name), "F2")
        add_entry(menu, tr("Delete the view"), lambda: self.unwanted.emit(name), "Del")
        return menu


class NameLine(QWidget):
    """Asks for a name, in the place of what stood there: `named(name)`, or `gone` with Escape."""

    named = Signal(str)
    gone = Signal()

    def __init__(self, label: str, done: str, hint: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(label)
        self.line.setMaxLength(60)
        self.line.returnPressed.connect(self._done)
        words = Label(label, SMALL, MEDIUM, "text2")
        words.setBuddy(self.line)
        hbox(
            words,
            (self.line, 1),
            button(done, self._done, "secondary", high=26),
            button("", self.gone.emit, "ghost", "x", tr("Cancel"), high=26),
            gap=8,
            into=self,
        )

    def ask(self, text: str = "") -> None:
        self.line.setText(text)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self) -> None:
        self.named.emit(self.line.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Escape):
            self.gone.emit()
            return
        super().keyPressEvent(event)
