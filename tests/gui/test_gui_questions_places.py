"""Places, codes and what is computed on an answer, typed in the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from asked_form import Asked, ask
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label

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


def said(asked: Asked, path: str) -> str:
    assert asked.input.view is not None
    row = asked.input.view.rows[asked.node(path)]
    return "\n".join(label.text() for label in row.findChildren(Label))


def test_a_place_is_kept_as_odk_keeps_it_and_said_back(asked: Asked) -> None:
    at = line(asked, "at")
    at.setFocus()
    asked.type("4°36'35\"N 74°4'54\"W")
    assert asked.node("at").value == "4.6097222 -74.0816667 0 0"
    assert at.text() == "4.6097222, -74.0816667", "left, it shows what was understood"
    area = line(asked, "area")
    area.setFocus()
    asked.type("1 1; 1 2")
    assert asked.node("area").value == "1 1; 1 2"
    assert area.text() == "1 1; 1 2", "what is no area stays as it was typed"
    assert area.property("state") == "blocks"
    assert "An area has three corners or more" in said(asked, "area")
    asked.settle()
    if kept := os.environ.get("RILO_KEEP_PAGES"):
        asked.window.grab().save(f"{kept}/places.png")
    area.setFocus()
    asked.key(Qt.Key.Key_End)
    asked.type("; 2 2")
    assert asked.node("area").value == "1 1 0 0;1 2 0 0;2 2 0 0;1 1 0 0"
    assert area.property("state") == ""


def test_a_trigger_computes_and_may_be_written_over(asked: Asked) -> None:
    line(asked, "seal").setFocus()
    asked.type("XX-0042")
    assert line(asked, "note").text() == "7 XX-0042"
    line(asked, "note").setFocus()
    line(asked, "note").selectAll()
    asked.type("opened")
    assert asked.node("note").value == "opened"
    assert asked.node("who").value
