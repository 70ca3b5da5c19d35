# mypy: disable-error-code="attr-defined"
"""Inputs of lines as an editor makes them, with a field behind them and no office."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.widgets.inputs.code import Choice
from rilo_desktop.gui.widgets.layouts import vbox
from rilo_desktop.gui.widgets.record_form.line_input_registry import lines_input
from rilo_desktop.records import fields_of


class NoNames:
    practice = False

    def of_kind(self, kind: str, by_id: bool) -> tuple[Choice, ...]:
        return ()

    def name_of(self, kind: str, value: str) -> str:
        return value


def made(qtbot: QtBot, record: type, name: str) -> Any:
    context: Any = SimpleNamespace(
        names=NoNames(), entered=SimpleNamespace(function="Head of RILO")
    )
    found = lines_input(fields_of(record)[name], context)
    window = vbox(found, QLineEdit(), None)
    qtbot.addWidget(window)
    found.kept = window  # nobody else holds it
    window.resize(700, 600)
    with qtbot.waitExposed(window):
        window.show()
    return found
