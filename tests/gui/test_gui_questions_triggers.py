"""What is computed on an answer, and what nobody types, in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asked_form import Asked
from PySide6.QtWidgets import QLineEdit

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
def asked(ask_form: Callable[[str], Asked]) -> Asked:
    return ask_form(SURVEY.strip())


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
