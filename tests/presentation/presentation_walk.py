"""A window that walks through record types, and commands as scripts use them."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from rilo_desktop.cli import main
from rilo_desktop.gui.concurrency.incremental import all_made
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.shell import Shell

PASSPHRASE = "a passphrase of the first officer"
LONG = 30_000


@dataclass
class Walk:
    """A window on the sample office, open for all types."""

    window: MainWindow
    place: Shell

    def settle(self, qtbot: QtBot) -> None:
        idle = self.window.tasks
        qtbot.waitUntil(lambda: not idle.busy and all_made(self.window), timeout=LONG)

    def list(self, qtbot: QtBot, code: str) -> ListPage:
        self.place.go(code)
        self.settle(qtbot)
        return self.place.list_page(code)

    def ask(self, qtbot: QtBot, service: Callable[..., Any], *arguments: object) -> Any:
        """What a service answers to the window."""
        answers: list[Any] = []
        self.place.context.serve(service, *arguments, then=answers.append)
        self.settle(qtbot)
        return answers[0]


def said(command: str, *arguments: object) -> str:
    """What the command line prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([command, *map(str, arguments)])
    assert code == 0, (command, *arguments)
    return out.getvalue()
