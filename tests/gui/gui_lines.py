# mypy: disable-error-code="attr-defined"
"""Inputs of lines as an editor makes them, with a field behind them and no office."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.editor.own import lines_input
from rilo_desktop.gui.widgets.boxes import column
from rilo_desktop.gui.widgets.inputs.code import Choice
from rilo_desktop.records import fields_of


class NoNames:
    def of_kind(self, kind: str, by_id: bool) -> tuple[Choice, ...]:
        return ()

    def name_of(self, kind: str, value: str) -> str:
        return value


def made(qtbot: QtBot, record: type, name: str) -> Any:
    desk: Any = SimpleNamespace(names=NoNames(), entered=SimpleNamespace(function="Head of RILO"))
    found = lines_input(fields_of(record)[name], desk)
    window = column(found, QLineEdit(), None)
    qtbot.addWidget(window)
    found.kept = window  # nobody else holds it
    window.resize(700, 600)
    with qtbot.waitExposed(window):
        window.show()
    return found
