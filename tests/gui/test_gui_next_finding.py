# mypy: disable-error-code="attr-defined, union-attr, arg-type"
"""F8 goes from finding to finding as the form stands, and lands where it says."""

from __future__ import annotations

from typing import Any

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.layouts import lay_out
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.record_form.draft_autosave import _path_of
from rilo_desktop.gui.widgets.route.input import RouteInput
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import FieldType, IndicatorObserved, fields_of

Place = tuple[MainWindow, Shell]


def test_from_an_open_cell_it_goes_to_the_line_that_it_names(qtbot: QtBot, fresh: Place) -> None:
    """What stands in the cell is taken first; then the ring is where the finding is."""
    window, work = fresh
    work.write("case-study")
    settle(qtbot, window)
    editor = work.editor("case-study")
    editor.form.show_short(False)
    indicators = editor.form.fields["indicators"].input
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        for code in ("VAL-01", "CNE-01"):
            indicators.put_line(IndicatorObserved(indicator=code))
    settle(qtbot, window)
    first, second = "indicators.1.strength", "indicators.2.strength"
    editor._go_to_finding(next(one for one in editor.side.view.found if one.path == first))
    QTest.keyClicks(window.focusWidget(), "prim")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F8)
    settle(qtbot, window)
    QTest.keyClicks(window.focusWidget(), "contr")
    indicators.commit()
    assert editor.form.value(first) == "primary"
    assert editor.form.value(second) == "contributory"
    assert len(editor.form.value("indicators")) == 2


def test_a_click_on_another_line_lands_on_it(qtbot: QtBot, fresh: Place) -> None:
    window, work = fresh
    work.write("case-study")
    settle(qtbot, window)
    editor = work.editor("case-study")
    editor.form.show_short(False)
    indicators = editor.form.fields["indicators"].input
    for code in ("VAL-01", "CNE-01"):
        indicators.put_line(IndicatorObserved(indicator=code))
    settle(qtbot, window)
    editor.form.go_to("indicators.1.strength")
    QTest.keyClicks(window.focusWidget(), "prim")
    view = indicators.view
    place = view.visualRect(view.model().index(1, 1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, window)
    assert view.currentIndex().row() == 1
    assert editor.form.value("indicators.1.strength") == "primary"


@pytest.mark.parametrize("kind", LISTED)
def test_it_goes_from_top_to_bottom_and_the_focus_is_where_it_says(
    qtbot: QtBot, sample: Place, kind: str
) -> None:
    """A new record with a line of each kind, in the full form and in the short one."""
    window, work = sample
    editor = work.editor(kind)
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        work.write(kind)
    settle(qtbot, window)
    editor.form.show_short(False)
    for name, field in editor.form.fields.items():
        if type(field.input) in (LinesInput, RouteInput):
            editor.form.set_value(name, _two_lines(field.about.lines))
            editor.form.changed.emit(name)
    editor._judge()
    for short in (False, True):
        if short and not editor.form.shape.boxes:
            continue
        editor.form.show_short(short)
        settle(qtbot, window)
        reached = [one.path for one in editor.side.view.found if one.path]
        reached = [path for path in reached if editor.form.shape.reaches(path)]
        editor.walk.rest()
        walked, tops = [], []
        for _ in reached:
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F8)
            lay_out()
            walked.append(editor.walk.path)
            name = editor.walk.path.split(".")[0]
            assert _path_of(window.focusWidget(), editor.form).startswith(name)
            assert _is_at(editor, editor.walk.path), editor.walk.path
            place = editor.form.fields[name].mapTo(editor.form, QPoint())
            tops.append((place.y(), place.x()))
        assert len(set(walked)) == len(set(reached))
        assert tops == sorted(tops), walked
        if not short:  # which shows the full form for what it does not hold
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F8)
            assert editor.walk.path == walked[0]


def _two_lines(cls: type[Any]) -> tuple[Any, ...]:
    """Lines that are begun with one word, and lack all else."""
    words = (FieldType.TEXT, FieldType.TRANSLATED, FieldType.CODE, FieldType.LINK)
    name = next(name for name, about in fields_of(cls).items() if about.type in words)
    return (cls(**{name: "Words"}), cls(**{name: "Other words"}))


def _is_at(editor: EditorPage, path: str) -> bool:
    """Does the keyboard write in the field of a path, of a line in this field of this line?"""
    name, *inside = path.split(".")
    field = editor.form.fields[name]
    at = editor.window().focusWidget()
    if not field.isAncestorOf(at):
        return False
    if len(inside) < 2 or not isinstance(field.input, LinesInput):
        return True
    lines, line = field.input, int(inside[0]) - 1
    if isinstance(lines, RouteInput) and lines.is_short:
        shown = [one for (_, n), one in lines._ends.fields.items() if n == inside[1]]
        return any(one.isAncestorOf(at) for one in shown)
    if inside[1] in lines.fields and not lines.is_short:
        return lines._at == line and lines.fields[inside[1]].isAncestorOf(at)
    here = lines.view.currentIndex()
    return at is lines.view and (here.row(), lines.model.columns[here.column()]) == (
        line,
        inside[1],
    )
