"""The list of parts marks the part that one went to, whatever that part holds."""

from __future__ import annotations

import pytest
from gui_windows import LONG, settle
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.presentation.registry import LISTED

Place = tuple[MainWindow, Shell]


@pytest.mark.parametrize("kind", LISTED)
def test_the_part_that_was_chosen_is_marked(qtbot: QtBot, sample: Place, kind: str) -> None:
    window, work = sample
    editor = work.editor(kind)
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        work.write(kind)
    settle(qtbot, window)
    editor.form.show_short(False)
    wrong = []
    for name, box in editor.form.sections.items():
        if box.isHidden():
            continue
        editor.show_section(name, enter=True)
        settle(qtbot, window)
        marked = editor.outline.current_key().partition("/")[0]
        if marked != name:
            wrong.append((name, marked))
        seen = box.visibleRegion().boundingRect()
        if seen.isEmpty():
            wrong.append((name, "not in sight"))
    assert wrong == []


def test_the_full_form_marks_where_the_short_one_was_left(qtbot: QtBot, fresh: Place) -> None:
    """The field keeps the focus, and stands in a part of the full form."""
    window, work = fresh
    editor = work.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        work.write("case-study")
    settle(qtbot, window)
    editor.form.show_short(True)
    editor.form.go_to("source")
    editor.form.show_short(False)
    settle(qtbot, window)
    assert editor.outline.current_key() == "source"


def test_nothing_of_a_new_record_is_coloured_before_somebody_types(
    qtbot: QtBot, sample: Place
) -> None:
    window, work = sample
    for kind in LISTED:
        editor = work.editor(kind)
        with qtbot.waitSignal(editor.loaded, timeout=LONG):
            work.write(kind)
        settle(qtbot, window)
        assert {one.severity for one in editor.side.view.found} <= {"missing"}, kind
