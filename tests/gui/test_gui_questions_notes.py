"""A note that stops a form says so and is come to; what `once()` wrote is typed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asked_form import Asked
from PySide6.QtCore import Qt

from rilo_desktop.gui.widgets.labels import Label

CONTROL = Qt.KeyboardModifier.ControlModifier
STOPPED = """
| | type | name | label | required | required_message | relevant | calculation |
| | integer | staff | Staff | | | | |
| | integer | women | Of them women | | | | |
| | note | stop | Women: ${women} of ${staff}. | yes | Correct one. | ${women} > ${staff} | |
| | note | bare | No office has so many. | yes | | ${staff} > 900 | |
| | text | code | Code | | | | once(concat('c', ${staff})) |
"""


@pytest.fixture
def asked(ask_form: Callable[[str], Asked]) -> Asked:
    return ask_form(STOPPED)


def seen(asked: Asked, path: str) -> list[str]:
    """What of a note can be read."""
    assert asked.input.view is not None
    note = asked.input.view.go_to(asked.node(path))
    assert note is not None
    return [label.text() for label in note.findChildren(Label) if label.isVisible()]


def test_a_note_that_stops_the_form_says_why_and_is_come_to(asked: Asked) -> None:
    asked.type("7")
    asked.type("8")
    asked.settle()
    assert asked.input.view is not None
    assert seen(asked, "stop") == ["Women: 8 of 7.", "Correct one."]
    (progress,) = asked.input.shown_parts()
    assert (progress.answered, progress.asked) == (3, 4), "it is not done as long as it stands"
    asked.editor.save()
    asked.settle()
    shown = {one.sentence: one for one in asked.editor.side.view.found}
    found = shown["Women: 8 of 7: Correct one."]
    asked.input.view.go_to(asked.node("code"))
    asked.editor._go_to_finding(found)
    note = asked.input.view.go_to(asked.node("stop"))
    assert note is not None
    assert note.isVisible()


def test_a_note_without_a_message_is_not_said_twice(asked: Asked) -> None:
    asked.type("901")
    asked.settle()
    assert seen(asked, "bare") == ["No office has so many."]
    asked.editor.save()
    asked.settle()
    shown = {one.sentence for one in asked.editor.side.view.found}
    assert "No office has so many: The answers cannot be sent as long as this note stands." in shown


def test_what_once_wrote_is_typed_over_and_stays(asked: Asked) -> None:
    asked.type("7")
    asked.settle()
    assert asked.input.view is not None
    asked.input.view.go_to(asked.node("code"))
    asked.key(Qt.Key.Key_A, CONTROL)
    asked.type("own")
    asked.input.view.go_to(asked.node("staff"))
    asked.key(Qt.Key.Key_A, CONTROL)
    asked.type("8")
    asked.settle()
    assert asked.node("code").value == "own"
