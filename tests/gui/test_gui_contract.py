"""The contract of the window with habits: what its commands are called, their keys and menus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gui_walk import others, pages
from pytestqt.qtbot import QtBot

import frozen
from rilo_desktop.gui.commands import actions_in
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell

KINDS = ("case-study", "action-item", "activity", "product", "questionnaire", "consultation")


def test_commands_of_the_window_keep_their_words_keys_and_menus(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
) -> None:
    window = make_window(sample_office)
    place = enter(window)
    found: set[str] = set()
    walked = pages(qtbot, window, place, KINDS), others(qtbot, window, place, ())
    for walk in walked:
        for _ in walk:
            for action in actions_in(window):
                one = action.command
                menu = " > ".join(filter(None, (action.menu_name, one.submenu)))
                found.add(f"{one.key}: {one.label} | {one.keys} | {menu}")
    frozen.compare("window", sorted(found))
