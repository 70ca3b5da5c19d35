"""Which commands of a window have the same keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from rilo_desktop.gui.commands import EVERYWHERE, CommandAction, actions_in, sequences
from rilo_desktop.gui.i18n import tr


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
