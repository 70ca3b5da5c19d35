"""Entries of menus, made from what is registered: its words, its keys, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ..commands import CommandAction, actions_in, keys_text
from ..theme import icon


def context_menu(parent: QWidget) -> QMenu:
    """A menu that goes when it is closed."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def add_entry(menu: QMenu, text: str, run: Callable[[], object], keys: str = "") -> QAction:
    """`keys` are shown as the system writes them."""
    shown = text.replace("&", "&&")
    made = menu.addAction(f"{shown}\t{keys_text(keys)}" if keys else shown)
    made.triggered.connect(lambda _checked=False: run())
    return made


def add_command(menu: QMenu, action: CommandAction) -> QAction:
    command = action.command
    made = add_entry(menu, command.label, action.run, command.keys.partition(" ")[0])
    if command.icon:
        made.setIcon(icon(command.icon, "text2"))
    return made


def add_commands(menu: QMenu, root: QWidget, keys: Sequence[str]) -> None:
    """Those of a page that can be done now, by their keys or the beginnings of them, each once."""
    able = {one.command.key: one for one in actions_in(root) if one.is_able}
    for wanted in keys:
        for key, action in able.items():
            if key == wanted or (wanted.endswith(" ") and key.startswith(wanted)):
                add_command(menu, action)
