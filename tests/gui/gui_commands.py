"""What is wrong with the commands of a window: the same keys twice, or no place in its menus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from PySide6.QtWidgets import QMenu, QWidget

from rilo_desktop.gui.commands import EVERYWHERE, CommandAction, actions_in, keys_text, sequences
from rilo_desktop.gui.i18n import tr
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.widgets.menu_bar import TITLES, MenuBar


def clashes(root: QWidget) -> Iterator[tuple[CommandAction, CommandAction]]:
    """Pairs of commands that the same keys would call in one place."""
    by_keys: dict[str, list[_Placed]] = defaultdict(list)
    places: dict[tuple[int, str], tuple[str, bool]] = {}
    for action in actions_in(root):
        if action.command.keys:
            of_owner = id(action.owner), action.command.where
            if of_owner not in places:
                places[of_owner] = action.where, action.owner.isVisible()
            placed = _Placed(action, *places[of_owner])
            for way in _ways(action.command.keys):
                by_keys[way].append(placed)
    everywhere = tr(EVERYWHERE)
    for same in by_keys.values():
        for one, other in combinations(same, 2):
            if _together(one, other, everywhere):
                yield one.action, other.action


class _Placed(NamedTuple):
    action: CommandAction
    where: str
    is_visible: bool


def _together(one: _Placed, other: _Placed, everywhere: str) -> bool:
    if one.is_visible and other.is_visible:
        return True
    places = {one.where, other.where}
    same_place = len(places) == 1 or everywhere in places
    return same_place and one.action.command.key != other.action.command.key


@cache
def _ways(keys: str) -> frozenset[str]:
    return frozenset(sequence.toString() for sequence in sequences(keys))


def bar_of(window: MainWindow) -> MenuBar:
    assert window.menu_bar is not None
    return window.menu_bar


def entries(bar: MenuBar, name: str) -> list[str]:
    bar.fill(name)
    return list(_texts(bar.menus[name]))


def _texts(menu: QMenu) -> Iterator[str]:
    for one in menu.actions():
        inner = one.menu()
        if isinstance(inner, QMenu):
            yield from _texts(inner)
        elif not one.isSeparator():
            yield one.text()


def not_in_a_menu(window: MainWindow) -> Iterator[str]:
    """What can be done now and does not stand in one menu, once, with its keys."""
    found: dict[str, str] = {}
    for name in TITLES:
        for text in entries(bar_of(window), name):
            label, _, keys = text.partition("\t")
            if label in found:
                yield f"{label} twice"
            found[label] = keys
    able = {one.command.key: one.command for one in actions_in(window) if one.is_able}
    for command in able.values():
        label, keys = command.label.replace("&", "&&"), keys_text(command.keys.partition(" ")[0])
        if not label.strip() or found.get(label) != keys:
            yield command.key
