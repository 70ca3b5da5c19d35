"""The right click on the head of a column."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from ...i18n import tr
from ...itemviews.list_columns import NO_ORDER
from ...widgets.command_menu import add_commands, add_entry, context_menu
from .layout import ListLayout


class HeaderMenu(QObject):
    def __init__(self, frame: ListLayout) -> None:
        super().__init__(frame)
        self._frame = frame
        self._head = frame.view.horizontalHeader()
        self._head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._head.customContextMenuRequested.connect(self._open)

    def _open(self, place: QPoint) -> None:
        menu = self.menu_of(self._head.logicalIndexAt(place))
        menu.popup(self._head.viewport().mapToGlobal(place))

    def menu_of(self, section: int) -> QMenu:
        """To order by a column, to hide it, and to choose columns."""
        frame = self._frame
        menu = context_menu(self._head)
        columns = frame.model.columns
        if 0 <= section < len(columns):
            column = columns[section]
            if column.order != NO_ORDER:
                for text, descending in (
                    (tr("Sort ascending"), False),
                    (tr("Sort descending"), True),
                ):
                    add_entry(menu, text, partial(frame.view.order_by, section, descending))
            if frame.chooser.may_hide(column.name):
                text = tr("Hide the column {column}", column=column.label)
                add_entry(menu, text, partial(frame.chooser.hide_column, column.name))
            menu.addSeparator()
        add_commands(menu, frame, ("list.columns",))
        return menu
