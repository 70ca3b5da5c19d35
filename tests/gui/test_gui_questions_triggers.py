"""What is computed on an answer, and what nobody types, in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from asked_form import Asked, ask
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell

SURVEY = """
| | type | name | label | calculation | trigger | default |
| | username | who | | | | |
| | geopoint | at | Where is the post? | | | |
| | geoshape | area | The area that it watches | | | |
| | barcode | seal | Code on the seal | | | |
| | hidden | round | | | | 7 |
| | text | note | Noted | concat(${round}, ' ', ${seal}) | ${seal} | |
| | note | n | Answered by ${who} | | | |
| | begin repeat | person | Officer | | | |
| | text | function | Function | | | |
| | end repeat | | | | | |
| | select_one ${function} | head | Who leads? | | | |
"""


@pytest.fixture
def asked(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    new_office: Path,
    tmp_path: Path,
) -> Asked:
    window = make_window(new_office)
    window.resize(1366, 768)
    return ask(qtbot, window, enter, tmp_path, SURVEY.strip())


def line(asked: Asked, path: str) -> QLineEdit:
    assert asked.input.view is not None
    row = asked.input.view.rows[asked.node(path)]
    widget = row.input.target()
    assert isinstance(widget, QLineEdit)
    return widget


def test_a_trigger_computes_and_may_be_written_over(asked: Asked) -> None:
    line(asked, "seal").setFocus()
    asked.type("XX-0042")
    assert line(asked, "note").text() == "7 XX-0042"
    line(asked, "note").setFocus()
    line(asked, "note").selectAll()
    asked.type("opened")
    assert asked.node("note").value == "opened"
    assert asked.node("who").value
