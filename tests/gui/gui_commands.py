"""Which commands of a window have the same keys."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from rilo_desktop.gui.commands import EVERYWHERE, CommandAction, actions_in, sequences
from rilo_desktop.gui.i18n import tr


def clashes(root: QWidget) -> Iterator[tuple[CommandAction, CommandAction]]:
    """Pairs of commands that the same keys would call in one place."""
    actions = [action for action in actions_in(root) if action.command.keys]
    for at, one in enumerate(actions):
        for other in actions[at + 1 :]:
            if _together(one, other) and _ways(one) & _ways(other):
                yield one, other


def _together(one: CommandAction, other: CommandAction) -> bool:
    if one.owner.isVisible() and other.owner.isVisible():
        return True
    places = {one.where, other.where}
    same_place = len(places) == 1 or tr(EVERYWHERE) in places
    return same_place and one.command.key != other.command.key


def _ways(action: CommandAction) -> set[str]:
    return {sequence.toString() for sequence in sequences(action.command.keys)}
