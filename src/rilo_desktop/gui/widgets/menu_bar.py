"""The menu bar of an open office, made from the registered commands whenever a menu opens.

What can be done changes with the page, so a menu holds what can be done now. Its entries are not
the actions of the commands: an action that stands in a menu bar would answer to its keys on a page
that is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from rilo_desktop.language import NC_

from ..commands import EDIT, FILE, GO, HELP, RECORD, VIEW, CommandAction, actions_in
from ..i18n import tr
from .command_menu import add_command, add_entry

TITLES = {
    FILE: NC_("menu", "&File"),
    EDIT: NC_("menu", "&Edit"),
    RECORD: NC_("menu", "Re&cord"),
    VIEW: NC_("menu", "&View"),
    GO: NC_("menu", "&Go"),
    HELP: NC_("menu", "&Help"),
}


AT_END = ("lock", "quit")
"""Commands that end their menu, as in every program."""


class MenuBar(QMenuBar):
    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menus: dict[str, QMenu] = {}
        for name, title in TITLES.items():
            menu = self.menus[name] = QMenu(tr(title), self)  # one that Qt made might be let go of
            self.addMenu(menu)
            menu.aboutToShow.connect(partial(self.fill, name))

    def open_first(self) -> None:
        """By the keyboard: from here the arrow keys lead on."""
        first = next(iter(self.menus.values())).menuAction()
        self.setActiveAction(first)

    def fill(self, name: str) -> None:
        """Show what can be done now. An empty menu says so."""
        menu = self.menus[name]
        menu.clear()
        if name == EDIT:
            for text, keys, run in _text_entries(QApplication.focusWidget()):
                add_entry(menu, text, run or menu.hide, keys).setEnabled(run is not None)
            menu.addSeparator()
        inner: dict[str, QMenu] = {}
        for action in sorted(commands_of(self._window, name), key=_ends_file):
            command, place = action.command, menu
            if command.key == AT_END[0] and not menu.isEmpty():
                menu.addSeparator()
            if command.submenu:
                if command.submenu not in inner:
                    inner[command.submenu] = menu.addMenu(command.submenu.replace("&", "&&"))
                place = inner[command.submenu]
            add_command(place, action)
        if menu.isEmpty():
            menu.addAction(tr("Nothing here on this page")).setEnabled(False)


def commands_of(window: QWidget, menu: str) -> list[CommandAction]:
    """What a menu holds now: each command once, by its key."""
    able = (one for one in actions_in(window) if one.menu_name == menu and one.is_able)
    return list({one.command.key: one for one in able}.values())


def _ends_file(action: CommandAction) -> int:
    key = action.command.key
    return AT_END.index(key) + 1 if key in AT_END else 0


def _text_entries(
    focus: QWidget | None,
) -> Iterator[tuple[str, str, Callable[[], object] | None]]:
    """What is done with a text that has the focus; grey where none has it, as one expects there."""
    text = focus if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit) else None
    written = text if text is not None and not text.isReadOnly() else None
    yield tr("Undo typing"), "Ctrl+Z", written.undo if written else None
    yield tr("Redo typing"), "Ctrl+Y", written.redo if written else None
    yield tr("Cut"), "Ctrl+X", written.cut if written else None
    yield tr("Copy"), "Ctrl+C", text.copy if text else None
    yield tr("Paste"), "Ctrl+V", written.paste if written else None
    yield tr("Select all"), "Ctrl+A", text.selectAll if text else None
