# mypy: disable-error-code="misc"
"""The goods as a fast grid: written by keyboard, pasted from a spreadsheet, nothing half done."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gui_lines import made
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.theme import metrics
from rilo_desktop.gui.widgets.inputs.code import CodeInput
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.lines.grid import GridView
from rilo_desktop.gui.widgets.responsive_row import shared
from rilo_desktop.records import NOT_KNOWN, CaseStudy, GoodsLine

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TWO = (
    GoodsLine(description="Watches", quantity=Decimal(12), unit="PCS"),
    GoodsLine(description="Belts", quantity=NOT_KNOWN, hs=NOT_KNOWN, currency=NOT_KNOWN),
)


@pytest.fixture
def goods(qtbot: QtBot) -> LinesInput:
    found = made(qtbot, CaseStudy, "goods")
    assert isinstance(found, LinesInput)
    found.set_value(TWO)
    found.view.setFocus()
    found.view.setCurrentIndex(found.model.index(0, 0))
    return found


def editor(goods: LinesInput) -> QWidget:
    found = goods.window().focusWidget()
    assert found is not None
    assert found is not goods.view
    return found


def end(qtbot: QtBot, goods: LinesInput) -> None:
    """Enter: what was written is taken in the next turn of the event loop."""
    QTest.keyClick(editor(goods), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: goods.window().focusWidget() is goods.view)


def type_in(qtbot: QtBot, goods: LinesInput, *texts: str) -> None:
    """Write texts into the cells one after another, with Tab between them."""
    for text in texts:
        before = editor(goods)
        QTest.keyClicks(before, text)
        QTest.keyClick(before, Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda b=before: goods.window().focusWidget() is not b)


def test_a_line_is_written_with_tab_and_enter(qtbot: QtBot, goods: LinesInput) -> None:
    QTest.keyClick(goods.view, Qt.Key.Key_End, CONTROL)
    QTest.keyClick(goods.view, Qt.Key.Key_Home)
    QTest.keyClicks(goods.view, "C")
    type_in(qtbot, goods, "aps", "6505", "40", "piec")
    QTest.keyClicks(editor(goods), "1200.5")
    end(qtbot, goods)
    assert goods.value()[2] == GoodsLine(
        description="Caps", hs="6505", quantity=Decimal(40), unit="PCS", value=Decimal("1200.5")
    )
    here = goods.view.currentIndex
    qtbot.waitUntil(lambda: (here().row(), here().column()) == (3, 0))
    assert goods.window().focusWidget() is goods.view


@pytest.mark.parametrize(
    ("typed", "column", "quantity", "code"),
    [
        ("1,200 pieces", "quantity", Decimal(1200), "PCS"),
        ("12.5kg", "quantity", Decimal("12.5"), "KG"),
        ("60,000 EUR", "value", Decimal(60000), "EUR"),
        ("usd 1,250.5", "value", Decimal("1250.5"), "USD"),
    ],
)
def test_a_unit_or_currency_is_typed_with_its_number(
    qtbot: QtBot, goods: LinesInput, typed: str, column: str, quantity: Decimal, code: str
) -> None:
    """It stands in its own column, and Tab passes that."""
    at = goods.model.columns.index(column)
    goods.view.setCurrentIndex(goods.model.index(2, at))
    QTest.keyClick(goods.view, Qt.Key.Key_F2)
    type_in(qtbot, goods, typed)
    line = goods.value()[2]
    beside = {"quantity": "unit", "value": "currency"}[column]
    assert (getattr(line, column), getattr(line, beside)) == (quantity, code)
    here = goods.view.currentIndex()
    wanted = (2, 4) if column == "quantity" else (3, 0)
    assert (here.row(), here.column()) == wanted


def test_a_value_is_typed_with_its_currency_and_basis(qtbot: QtBot, goods: LinesInput) -> None:
    at = goods.model.columns.index("value")
    goods.view.setCurrentIndex(goods.model.index(2, at))
    QTest.keyClick(goods.view, Qt.Key.Key_F2)
    type_in(qtbot, goods, "5000 eur market value")
    line = goods.value()[2]
    assert (line.value, line.currency, line.value_basis) == (Decimal(5000), "EUR", "MARKET")


@pytest.mark.parametrize(
    ("typed", "text", "code"),
    [
        ("Tablets 3004.90", "Tablets", "3004.90"),
        ("Tablets, HS 3004.90.00", "Tablets", "3004.90.00"),
        ("Tablets 3004", "Tablets 3004", None),
        ("Model 9999.99", "Model 9999.99", None),
        ("Pump 300490", "Pump 300490", None),
        ("3004.90", "3004.90", None),
        ("3004.90 tablets", "3004.90 tablets", None),
    ],
)
def test_an_hs_code_is_typed_with_the_goods(
    qtbot: QtBot, goods: LinesInput, typed: str, text: str, code: str | None
) -> None:
    """It stands in its own column, and Tab passes that; only what is surely one is taken."""
    goods.view.setCurrentIndex(goods.model.index(2, 0))
    QTest.keyClick(goods.view, Qt.Key.Key_F2)
    type_in(qtbot, goods, typed)
    line = goods.value()[2]
    assert (line.description, line.hs) == (text, code)
    here = goods.view.currentIndex()
    assert (here.row(), here.column()) == (2, 2 if code else 1)


def test_an_hs_code_that_stands_in_its_cell_is_never_written_over(
    qtbot: QtBot, goods: LinesInput
) -> None:
    goods.set_value((GoodsLine(description="Caps", hs="6505.00"),))
    goods.view.setCurrentIndex(goods.model.index(0, 0))
    QTest.keyClick(goods.view, Qt.Key.Key_F2)
    QTest.keyClicks(editor(goods), "Tablets 3004.90")
    end(qtbot, goods)
    assert (goods.value()[0].description, goods.value()[0].hs) == ("Tablets 3004.90", "6505.00")


@pytest.mark.parametrize("typed", ["12 parsecs", "kg", "12 kg 5", "5 x 12 kg", "-kg 3 kg"])
def test_a_number_with_a_word_that_is_no_unit_is_kept_as_it_was_typed(
    qtbot: QtBot, goods: LinesInput, typed: str
) -> None:
    goods.view.setCurrentIndex(goods.model.index(1, 2))
    QTest.keyClick(goods.view, Qt.Key.Key_F2)
    QTest.keyClicks(editor(goods), typed)
    end(qtbot, goods)
    assert goods.model.refused == {(1, "quantity"): typed}
    assert goods.value() == TWO


def test_one_enter_takes_a_suggestion_and_goes_to_the_next_line(
    qtbot: QtBot, goods: LinesInput
) -> None:
    goods.view.setCurrentIndex(goods.model.index(0, 3))
    QTest.keyClick(goods.view, Qt.Key.Key_F2)
    cell = editor(goods)
    assert isinstance(cell, CodeInput)
    cell.lineEdit().selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(cell, "kilog")
    popup = cell.completer().popup()  # type: ignore[union-attr]
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(cell.window().windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: goods.window().focusWidget() is goods.view)
    assert goods.value()[0].unit == "KG"
    here = goods.view.currentIndex()
    assert (here.row(), here.column()) == (1, 3)


def test_tab_goes_through_the_grid_and_out_of_it(qtbot: QtBot, goods: LinesInput) -> None:
    goods.view.setCurrentIndex(goods.model.index(1, 5))
    goods.view.edit(goods.view.currentIndex())
    QTest.keyClick(editor(goods), Qt.Key.Key_Tab)
    here = goods.view.currentIndex
    qtbot.waitUntil(lambda: (here().row(), here().column()) == (2, 0))
    QTest.keyClick(editor(goods), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not goods.view.isAncestorOf(goods.window().focusWidget()))
    assert goods.window().focusWidget() is not goods.view
    assert len(goods.value()) == 2


def test_shift_tab_goes_back(qtbot: QtBot, goods: LinesInput) -> None:
    goods.view.setCurrentIndex(goods.model.index(1, 0))
    goods.view.edit(goods.view.currentIndex())
    QTest.keyClick(editor(goods), Qt.Key.Key_Backtab, SHIFT)
    here = goods.view.currentIndex
    qtbot.waitUntil(lambda: (here().row(), here().column()) == (0, 5))


def test_delete_empties_a_cell_and_a_question_mark_is_not_known(
    qtbot: QtBot, goods: LinesInput
) -> None:
    QTest.keyClick(goods.view, Qt.Key.Key_Delete)
    assert goods.value()[0].description is None
    goods.view.setCurrentIndex(goods.model.index(0, 4))
    QTest.keyClicks(goods.view, "?")
    end(qtbot, goods)
    assert goods.value()[0].value is NOT_KNOWN


def test_a_line_is_doubled_moved_and_taken_away(goods: LinesInput) -> None:
    QTest.keyClick(goods.view, Qt.Key.Key_D, CONTROL)
    assert [line.description for line in goods.value()] == ["Watches", "Watches", "Belts"]
    QTest.keyClick(goods.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [line.description for line in goods.value()] == ["Watches", "Belts", "Watches"]
    QTest.keyClick(goods.view, Qt.Key.Key_Delete, CONTROL)
    assert goods.value() == TWO


def paste(goods: LinesInput, text: str) -> list[str]:
    """Paste as the officer does; gives the paths that were said to be changed."""
    said: list[str] = []
    goods.changed.connect(said.append)
    QApplication.clipboard().setText(text)
    QTest.keyClick(goods.view, Qt.Key.Key_V, CONTROL)
    goods.changed.disconnect(said.append)
    return said


def test_rows_of_a_sheet_become_lines_in_one_step(goods: LinesInput) -> None:
    goods.view.setCurrentIndex(goods.model.index(2, 0))
    rows = 'Caps\t6505\t1,200\tpieces\t?\tUSD\r\n"Two\nlines"\t\t3.5\tkg\t\t\r\n'
    assert paste(goods, rows) == [""]
    assert goods.value() == (
        *TWO,
        GoodsLine(
            description="Caps",
            hs="6505",
            quantity=Decimal(1200),
            unit="PCS",
            value=NOT_KNOWN,
            currency="USD",
        ),
        GoodsLine(description="Two lines", quantity=Decimal("3.5"), unit="KG"),
    )
    assert goods.message.text() == ""


def test_rows_go_over_what_stands_from_the_chosen_cell_on(goods: LinesInput) -> None:
    goods.view.setCurrentIndex(goods.model.index(1, 2))
    paste(goods, "5\tkg\n7\tkg")
    assert [(line.description, line.quantity, line.unit) for line in goods.value()] == [
        ("Watches", Decimal(12), "PCS"),
        ("Belts", Decimal(5), "KG"),
        (None, Decimal(7), "KG"),
    ]


def test_a_first_row_of_names_says_which_column_is_which(goods: LinesInput) -> None:
    goods.view.setCurrentIndex(goods.model.index(2, 0))
    paste(goods, "Quantity\tOther\tGoods as found\tBrand\n9\tx\tBags\tNone")
    assert goods.value()[2] == GoodsLine(description="Bags", quantity=Decimal(9), brand="None")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "A\t\t1\tpieces\nB\t\tmany\tpieces",
            "Nothing was pasted. Row 2, Quantity, “many”: Give a number, for example 28.3.",
        ),
        ("A\t\t1\tfurlongs", "Row 1, Unit, “furlongs”"),
        ("A\t12345678901\t1\tpieces", "It is longer than 10 characters."),
        ("1\t2\t3\t4\t5\t6\t7", "row 1 has 7 cells, and from here on there is room for 6"),
        ("\n", "there are no rows"),
        ("a\n" * 1_001, "1001 rows are more than 1000"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_pasted(
    qtbot: QtBot, goods: LinesInput, rows: str, said: str
) -> None:
    goods.view.setCurrentIndex(goods.model.index(2, 0))
    assert paste(goods, rows) == []
    assert goods.value() == TWO
    assert said in goods.message.text()
    assert goods.message.isVisible()
    QTest.keyClicks(goods.view, "C")
    end(qtbot, goods)
    assert not goods.message.isVisible()


def test_rows_pasted_into_an_open_cell_go_to_the_grid(goods: LinesInput) -> None:
    goods.view.setCurrentIndex(goods.model.index(2, 0))
    QTest.keyClicks(goods.view, "C")
    QApplication.clipboard().setText("A\t12\nB\t34")
    QTest.keyClick(editor(goods), Qt.Key.Key_V, CONTROL)
    assert [line.description for line in goods.value()] == ["Watches", "Belts", "A", "B"]


@pytest.mark.parametrize("width", [520, 560, 640, 760])
def test_not_known_is_never_cut(goods: LinesInput, qtbot: QtBot, width: int) -> None:
    goods.window().resize(width, 600)
    view = goods.view
    assert isinstance(view, GridView)
    qtbot.waitUntil(lambda: width - 20 < view.viewport().width() < width)
    needed = metrics().horizontalAdvance("Not known") + 16
    assert all(view.columnWidth(column) >= needed for column in range(1, 6))
    assert sum(view.columnWidth(column) for column in range(6)) == view.viewport().width()


def test_columns_share_what_there_is() -> None:
    assert shared(100, [3, 1], [10, 10]) == [75, 25]
    assert shared(100, [3, 1], [10, 40]) == [60, 40]
    assert sum(shared(50, [3, 1], [40, 40])) <= 50


def test_what_was_found_stands_below_the_grid(goods: LinesInput) -> None:
    goods.show_findings({(1, "unit"): ("blocks", "Unit is missing."), (0, "hs"): ("warns", "HS.")})
    goods.view.setCurrentIndex(goods.model.index(1, 0))
    assert goods.message.text() == "Goods, line 2: Unit is missing."
    goods.view.setCurrentIndex(goods.model.index(0, 0))
    assert goods.message.text() == "Goods, line 1: HS."
    index = goods.model.index(1, goods.model.columns.index("unit"))
    described = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == "Unit is missing."
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Line 2, Unit: empty"
