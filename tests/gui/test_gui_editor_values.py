"""What undo needs of a form: where it changed, and a value put back under the caret."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gui_windows import LONG, settle
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.inputs.base import end_of_change
from rilo_desktop.gui.widgets.record_form.form import RecordForm
from rilo_desktop.records import GoodsLine

Place = tuple[MainWindow, Shell]


@pytest.fixture
def form(qtbot: QtBot, sample: Place) -> RecordForm:
    window, place = sample
    place.go("case-study")
    settle(qtbot, window)
    place.list_page("case-study")._open_row(0)
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        pass
    settle(qtbot, window)
    return editor.form


def test_a_change_says_where_it_was(qtbot: QtBot, form: RecordForm) -> None:
    said: list[str] = []
    form.changed.connect(said.append)
    form.fields["summary"].take_focus()
    QTest.keyClicks(form.fields["summary"].input, "a")
    goods = form.fields["goods"].input
    goods.go_to(0, "brand")
    QTest.keyClicks(goods.fields["brand"].input, "b")
    goods.model.take_away(0)
    assert said == ["summary", "goods.1.brand", "goods"]


@pytest.mark.parametrize("name", ["summary", "title", "local_ref"])
def test_a_value_is_put_back_under_the_caret(qtbot: QtBot, form: RecordForm, name: str) -> None:
    field = form.fields[name]
    form.set_value(name, "One two three")
    field.take_focus()
    qtbot.waitUntil(field.input.hasFocus)
    said: list[str] = []
    form.changed.connect(said.append)
    form.set_value(name, "One and two three")
    assert field.input.hasFocus()
    assert said == []
    assert form.value(name) == "One and two three"
    assert getattr(form.record(), name) == "One and two three"
    QTest.keyClicks(field.input, "!")
    assert form.value(name) == "One and! two three"


def test_a_value_inside_a_line_keeps_the_focus(qtbot: QtBot, form: RecordForm) -> None:
    form.set_value("goods", (GoodsLine(description="A"), GoodsLine(description="B")))
    goods = form.fields["goods"].input
    goods.go_to(1, "brand")
    brand = goods.fields["brand"].input
    qtbot.waitUntil(brand.hasFocus)
    form.set_value("goods.2.quantity", Decimal(3))
    assert brand.hasFocus()
    assert form.value("goods.2.quantity") == Decimal(3)
    form.set_value("goods", (GoodsLine(description="B", brand="None"),) * 3)
    assert brand.hasFocus()
    assert brand.text() == "None"
    assert "line 2" in brand.accessibleName()


@pytest.mark.parametrize(
    ("before", "after", "end"),
    [("", "abc", 3), ("abc", "", 0), ("abd", "abcd", 3), ("abcd", "abd", 2), ("aa", "aaa", 1)],
)
def test_where_a_change_ends(before: str, after: str, end: int) -> None:
    assert end_of_change(before, after) == end
