# mypy: disable-error-code="arg-type"
"""Lines of a record: a grid or a strip, and the fields of the line that is chosen."""

from __future__ import annotations

from decimal import Decimal

from gui_lines import made
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.widgets.lines.model import LinesModel
from rilo_desktop.records import (
    NOT_KNOWN,
    CaseStudy,
    GoodsLine,
)

TWO = (
    GoodsLine(description="Watches", quantity=Decimal(12), unit="PCS"),
    GoodsLine(description="Belts", quantity=NOT_KNOWN),
)


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = LinesModel(GoodsLine, ["description", "quantity"], None)
    model.show_lines(TWO)
    qtmodeltester.check(model)
    model.add()
    model.put(2, "description", "Caps")
    model.move(2, -1)
    model.take_away(0)
    qtmodeltester.check(model)
    assert [line.description for line in model.value()] == ["Caps", "Belts"]


def test_lines_come_back_as_they_were(qtbot: QtBot) -> None:
    goods = made(qtbot, CaseStudy, "goods")
    goods.set_value(TWO)
    assert goods.value() == TWO
    goods.set_value(())
    assert goods.value() == ()


def test_typing_in_the_last_line_makes_a_new_one(qtbot: QtBot) -> None:
    goods = made(qtbot, CaseStudy, "goods")
    goods.set_value(TWO)
    goods.view.setFocus()
    goods.view.setCurrentIndex(goods.model.index(2, 0))
    QTest.keyClicks(goods.view, "C")
    editor = goods.window().focusWidget()
    assert editor is not None
    assert editor is not goods.view
    QTest.keyClicks(editor, "aps")
    with qtbot.waitSignal(goods.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert len(goods.value()) == 3
    qtbot.waitUntil(lambda: goods.view.currentIndex().row() == 3)
    assert goods.value()[2].description == "Caps"


def test_a_number_is_typed_in_the_grid(qtbot: QtBot) -> None:
    goods = made(qtbot, CaseStudy, "goods")
    goods.set_value(TWO)
    goods.view.setFocus()
    at = goods.model.index(1, goods.model.columns.index("quantity"))
    goods.view.setCurrentIndex(at)
    goods.view.edit(at)
    editor = goods.window().focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "1,250.5")
    with qtbot.waitSignal(goods.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert goods.value()[1].quantity == Decimal("1250.5")


def test_the_fields_below_belong_to_the_chosen_line(qtbot: QtBot) -> None:
    goods = made(qtbot, CaseStudy, "goods")
    goods.set_value(TWO)
    goods.go_to(1, "brand")
    assert goods.window().focusWidget() is goods.fields["brand"].input
    QTest.keyClicks(goods.fields["brand"].input, "None")
    assert [line.brand for line in goods.value()] == [None, "None"]
    assert "line 2" in goods.fields["brand"].input.accessibleName()


def test_a_blank_line_is_none(qtbot: QtBot) -> None:
    route = made(qtbot, CaseStudy, "route")
    route.set_value(())
    route.add()
    route.add()
    assert route.value() == ()
    assert len(route.model.lines) == 1


def test_three_hundred_lines(qtbot: QtBot) -> None:
    goods = made(qtbot, CaseStudy, "goods")
    lines = tuple(GoodsLine(description=f"Goods {n}") for n in range(300))
    goods.set_value(lines)
    assert goods.value() == lines
    assert goods.view.height() < 600
