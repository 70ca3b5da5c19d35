"""Lists of a window as tests read them: shown, answered, row by row."""

from __future__ import annotations

from typing import cast

from gui_windows import LONG, settle
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews.list_row import Listed
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.shell import Shell

Place = tuple[MainWindow, Shell]


def answered(qtbot: QtBot, page: ListPage) -> None:
    qtbot.waitUntil(
        lambda: not page.search.is_waiting and page._context.tasks.flush(), timeout=LONG
    )


def cases(qtbot: QtBot, place: Place) -> ListPage:
    """The list of cases, shown and filled."""
    window, shell = place
    shell.go("case-study")
    settle(qtbot, window)
    return shell.list_page("case-study")


def rows(qtbot: QtBot, page: ListPage) -> list[Listed]:
    """Every row of the list, fetched as scrolling would."""
    found: list[Listed] = []
    for at in range(page.model.rowCount()):
        qtbot.waitUntil(lambda n=at: page.model.listed(n) is not None, timeout=LONG)  # type: ignore[misc]
        found.append(cast(Listed, page.model.listed(at)))
    return found


def titles(qtbot: QtBot, page: ListPage) -> list[str]:
    return [row.title for row in rows(qtbot, page)]
