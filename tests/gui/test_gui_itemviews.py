"""The list model, the row delegate and the views by themselves: no window, no office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews import (
    FLAT,
    STRETCH,
    Cell,
    Check,
    Chip,
    Icon,
    ListModel,
    ListView,
    Row,
    RowContext,
    Text,
    Tlp,
)
from rilo_desktop.gui.itemviews.row_delegate import natural_width, paint_row, row_height
from rilo_desktop.gui.itemviews.table import TableModel, TableView, cell_row
from rilo_desktop.gui.lifecycle.bootstrap import dress_of
from rilo_desktop.gui.theme import colour, metrics
from rilo_desktop.gui.theme.theme_state import choose_text_size

WIDE, HIGH = 300, 60
State = QStyle.StateFlag
FOCUS = State.State_HasFocus | State.State_KeyboardFocusChange
LONG = "A sentence that has no room in one line of a list that is as narrow as this one is"


@dataclass(frozen=True)
class Item:
    name: str
    about: str = ""
    taken: bool | None = None
    can: bool = True


ITEMS = (
    Item("Heading", can=False),
    Item("First", "of its kind", taken=True),
    Item("WE\u202eTAIR", taken=False),
    Item("Last"),
)


def model_of(items: tuple[Item, ...] = ITEMS) -> ListModel[Item]:
    model: ListModel[Item] = ListModel(
        text=lambda item: item.name,
        spoken=lambda item: f"{item.name}. {item.about}",
        tip=lambda item: item.about,
        check=lambda item: item.taken,
        enabled=lambda item: item.can,
    )
    model.show_rows(items)
    return model


def item_row(item: Item, _context: RowContext) -> Row:
    lead = Check(item.taken) if item.taken is not None else Icon("eye")
    texts = (Text(item.name), Text(item.about, tone="text2", most=0))
    return Row((Cell(lead), Cell(texts, STRETCH, before=8)), 40, top=4, bottom=4, lead=8, trail=8)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    dress = dress_of(qapp, "light")
    yield
    choose_text_size(100)
    dress.choose_contrast("normal")
    dress.choose("light")


NONE = State(0)


def drawn(row: Row, state: State = NONE, mirrored: bool = False, high: int = HIGH) -> QImage:
    """The row on a transparent ground of its own, with room around it."""
    image = QImage(WIDE + 40, high + 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    option = QStyleOptionViewItem()
    option.rect, option.state = QRect(20, 20, WIDE, high), state
    way = Qt.LayoutDirection
    option.direction = way.RightToLeft if mirrored else way.LeftToRight
    painter = QPainter(image)
    paint_row(painter, option.rect, row, option)
    painter.end()
    return image


def inked(image: QImage) -> QRect:
    """Where something was drawn."""
    points = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 40
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def has(image: QImage, wanted: QColor) -> bool:
    return any(
        image.pixelColor(x, y).rgb() == wanted.rgb() and image.pixelColor(x, y).alpha() == 255
        for x in range(image.width())
        for y in range(image.height())
    )


def test_the_list_model_is_one_that_qt_knows(qtmodeltester: ModelTester) -> None:
    model = model_of()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_rows(ITEMS[:2])
    assert model.rowCount() == 2
    assert model.rowCount(model.index(0)) == 0
    assert model.data(QModelIndex()) is None


def test_the_list_model_answers_each_role() -> None:
    role, model = Qt.ItemDataRole, model_of()
    first, foreign, last = (model.index(n) for n in (1, 2, 3))
    assert first.data() == "First"
    assert first.data(role.AccessibleTextRole) == "First. of its kind"
    assert first.data(role.ToolTipRole) == "of its kind"
    assert last.data(role.ToolTipRole) is None
    assert foreign.data() == "WE<U+202E>TAIR", "what cannot be seen is named"
    assert Qt.CheckState(first.data(role.CheckStateRole)) == Qt.CheckState.Checked
    assert Qt.CheckState(foreign.data(role.CheckStateRole)) == Qt.CheckState.Unchecked
    assert last.data(role.CheckStateRole) is None
    flag = Qt.ItemFlag
    assert model.index(0).flags() == flag.NoItemFlags
    assert first.flags() & flag.ItemIsUserCheckable
    assert not last.flags() & flag.ItemIsUserCheckable


def test_rows_that_change_keep_the_current_one(qtbot: QtBot) -> None:
    view = ListView("Items", model_of(), item_row)
    qtbot.addWidget(view)
    view.select_row(3)
    with qtbot.assertNotEmitted(view.rows_model.modelReset):
        view.rows_model.change_rows((*ITEMS[:3], Item("Other")))
    assert view.current_entry == Item("Other")
    view.show_rows(ITEMS[:2])
    assert view.current_entry == ITEMS[1]


def test_keys_and_clicks_ask_for_a_row(qtbot: QtBot) -> None:
    view = ListView("Items", model_of(), item_row)
    qtbot.addWidget(view)
    asked: list[object] = []
    view.triggered.connect(asked.append)
    view.resize(WIDE, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.select_row(1)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [ITEMS[1]] * 2
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current_entry == ITEMS[1], "a heading is never the current row"
    for row in (0, 3):
        place = view.visualRect(view.rows_model.index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked[2:] == [ITEMS[3]]
    view.triggers = ()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert len(asked) == 3


def test_a_whole_list_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    view = ListView("Items", model_of(), item_row)
    qtbot.addWidget(view)
    view.resize(WIDE, 10)
    with qtbot.waitExposed(view):
        view.show()
    view.fit_to_contents()
    before = view.height()
    assert before == view.rows_high
    view.rows_model.change_rows((*ITEMS[:3], Item("Last", LONG)))
    assert view.height() > before
    assert view.rows_high_of(10) >= 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["normal", "high"])
def test_grounds_follow_the_scheme(qapp: QApplication, scheme: str, contrast: str) -> None:
    dress = dress_of(qapp, scheme)
    dress.choose_contrast(contrast)
    row = item_row(ITEMS[1], RowContext(WIDE))
    image = drawn(row, State.State_Selected)
    assert image.pixelColor(WIDE // 2, 24).rgb() == colour("sel").rgb()
    image = drawn(row, State.State_MouseOver)
    assert image.pixelColor(WIDE // 2, 24).rgb() == colour("hover").rgb()
    assert has(image, colour("text")), "the title is drawn"
    assert drawn(row).pixelColor(WIDE // 2, 24).alpha() == 0


def test_the_ring_is_for_the_keyboard(qtbot: QtBot) -> None:
    row = Row((Cell((Text("Words"),), STRETCH),), 40)
    accent = colour("accentText")
    assert has(drawn(row, FOCUS), accent)
    assert not has(drawn(row, State.State_HasFocus), accent)
    cell = cell_row(Text("Words"), RowContext(WIDE))
    assert has(drawn(cell, State.State_HasFocus), accent), "a table shows where its cell is"


def test_a_mirrored_row_begins_at_the_right(qtbot: QtBot) -> None:
    row = Row((Cell(Icon("eye", size=16)), Cell((), STRETCH)), 40, lead=8)
    left, right = inked(drawn(row)), inked(drawn(row, mirrored=True))
    assert 20 + 8 <= left.left() <= left.right() <= 20 + 8 + 16
    assert 20 + WIDE - 8 - 16 <= right.left() <= right.right() <= 20 + WIDE - 8
    words = Row((Cell((Text("Words"),), STRETCH),), 40, lead=8, trail=8)
    left, right = inked(drawn(words)), inked(drawn(words, mirrored=True))
    assert left.left() < 20 + 12
    assert right.right() > 20 + WIDE - 12
    figures = Row((Cell((Text("12", at_right=True),), STRETCH),), 40, lead=8, trail=8)
    for mirrored in (False, True):
        assert inked(drawn(figures, mirrored=mirrored)).right() > 20 + WIDE - 12


def test_nothing_is_drawn_beside_its_row(qtbot: QtBot) -> None:
    texts = (
        Text(LONG, icon=Icon("flag"), trailing=Tlp("TLP:AMBER")),
        Text(LONG, most=2),
        Text(LONG, trailing=Chip("Changed", "accentText", "accentSoft")),
    )
    row = Row(
        (Cell(Check(None), align="top"), Cell(texts, STRETCH, before=8, align="top")),
        top=2,
        bottom=2,
        lead=8,
        trail=8,
        style=FLAT,
        rule=(8, 0),
    )
    high = row_height(row, WIDE)
    for mirrored in (False, True):
        room = QRect(20, 20, WIDE, high)
        assert room.contains(inked(drawn(row, FOCUS, mirrored, high)))


def test_paragraphs_make_a_narrow_row_higher(qtbot: QtBot) -> None:
    row = item_row(Item("Name", LONG), RowContext(WIDE))
    assert row_height(row, 200) > row_height(row, 900) == 2 * metrics().height() + 8
    assert natural_width(row) > metrics().horizontalAdvance(LONG)


def test_a_row_grows_with_the_text(qtbot: QtBot) -> None:
    before = row_height(item_row(ITEMS[1], RowContext(WIDE)), WIDE)
    choose_text_size(200)
    after = row_height(item_row(ITEMS[1], RowContext(WIDE)), WIDE)
    assert after == pytest.approx(2 * before, abs=2)


def test_two_shares_are_twice_as_wide_as_one(qtbot: QtBot) -> None:
    row = Row((Cell((), 2 * STRETCH), Cell(Check(on=True)), Cell((), STRETCH)), 40)
    assert inked(drawn(row)).left() == pytest.approx(20 + (WIDE - 16) * 2 / 3, abs=2)


def words_table(qtbot: QtBot) -> TableView[tuple[str, str]]:
    model: TableModel[tuple[str, str]] = TableModel(
        ("Name", "Count"),
        text=lambda row, column: row[column],
        spoken=lambda row, column: f"{column}: {row[column]}",
        figures=[1],
    )
    table = TableView("Counts", model, lambda row, at: cell_row(Text(row[at.column]), at), wide=0)
    qtbot.addWidget(table)
    table.show_rows([("One", "1"), ("Two", "2"), ("Three", "3")])
    return table


def test_the_table_model_is_one_that_qt_knows(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    table, role = words_table(qtbot), Qt.ItemDataRole
    model = table.table_model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.index(1, 0).data() == "Two"
    assert model.index(1, 1).data(role.AccessibleTextRole) == "1: 2"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Count"
    side = Qt.AlignmentFlag(model.headerData(1, Qt.Orientation.Horizontal, role.TextAlignmentRole))
    assert side & Qt.AlignmentFlag.AlignRight
    assert model.data(QModelIndex()) is None
    model.show_rows([("A", "B")], heads=("X", "Y"), figures=())
    assert model.headerData(0, Qt.Orientation.Horizontal) == "X"


def test_a_table_opens_by_enter_and_keeps_its_row(qtbot: QtBot) -> None:
    table = words_table(qtbot)
    table.setCurrentIndex(table.table_model.index(2, 0))
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [2]
    table.show_rows(table.rows[:2])
    assert table.currentIndex().row() == 1
    table.fit_rows(1, 0)
    head, section = table.horizontalHeader(), table.verticalHeader()
    assert table.height() == head.height() + section.defaultSectionSize()
