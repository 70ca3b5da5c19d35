"""The accessibility of a window has one object with the focus, whatever items are current."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews.focused_current import FocusedCurrent
from rilo_desktop.gui.itemviews.table import TableModel
from rilo_desktop.gui.widgets.accessible_names import name_input
from rilo_desktop.gui.widgets.buttons import Segments


class View(FocusedCurrent, QListView):
    def __init__(self, *rows: str) -> None:
        super().__init__()
        self.setModel(QStringListModel(list(rows), self))
        self.setAccessibleName(f"List of {rows[0]}")


class Two:
    """A line of text and two lists in a window."""

    def __init__(self) -> None:
        self.window, self.line = QWidget(), QLineEdit()
        self.one, self.other = View("a", "b", "c"), View("x", "y")
        self.line.setAccessibleName("Line")
        box = QVBoxLayout(self.window)
        for widget in (self.line, self.one, self.other):
            box.addWidget(widget)
        self.changes: list[int] = []
        self.one.selectionModel().currentChanged.connect(
            lambda at, _: self.changes.append(at.row())
        )

    @property
    def focused(self) -> list[str]:
        """What says that it has the focus, the innermost last."""
        QApplication.processEvents()
        return [face.text(QAccessible.Text.Name) for face in faces(self.window) if is_focused(face)]


@pytest.fixture
def two(qtbot: QtBot) -> Two:
    made = Two()
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    made.line.setFocus()
    return made


def faces(window: QWidget) -> Iterator[QAccessibleInterface]:
    waiting = [QAccessible.queryAccessibleInterface(window)]
    while waiting:
        face = waiting.pop(0)
        yield face
        waiting += [child for n in range(face.childCount()) if (child := face.child(n))]


def is_focused(face: QAccessibleInterface) -> bool:
    return bool(face.state().focused)


def test_the_current_item_has_the_focus_only_with_its_view(two: Two) -> None:
    two.one.setCurrentIndex(two.one.model().index(1, 0))
    two.other.setCurrentIndex(two.other.model().index(0, 0))
    assert two.focused == ["Line"]
    two.one.setFocus()
    assert two.focused == ["List of a", "b"]
    two.other.setFocus()
    assert two.focused == ["List of x", "x"]
    assert two.one.currentIndex().row() == 1
    assert two.changes == [1], "nobody hears of it"


def test_keys_go_on_from_the_item_that_is_kept(two: Two) -> None:
    two.one.setCurrentIndex(two.one.model().index(1, 0))
    assert two.focused == ["Line"]
    QTest.keyClick(two.one, Qt.Key.Key_Down)
    assert two.one.currentIndex().row() == 2
    two.one.setFocus()
    QTest.keyClick(two.one, Qt.Key.Key_Up)
    assert two.changes == [1, 2, 1]


def test_the_kept_item_goes_with_its_row_and_with_a_wish(two: Two) -> None:
    two.one.setCurrentIndex(two.one.model().index(1, 0))
    assert two.focused == ["Line"]
    two.one.model().removeRow(1)
    assert two.one.currentIndex().row() == 1, "its neighbour, as in a view with the keyboard"
    assert two.focused == ["Line"]
    two.one.setCurrentIndex(two.one.currentIndex())
    assert two.changes[-1] != -1
    two.one.setCurrentIndex(QModelIndex())
    assert two.one.currentIndex().row() == two.changes[-1] == -1


def test_one_of_several_segments_is_a_radio_button(qtbot: QtBot) -> None:
    made = Segments([("a", "Rows"), ("b", "Board")], "Shown as")
    qtbot.addWidget(made)
    roles = {
        face.text(QAccessible.Text.Name): face.role()
        for face in (QAccessible.queryAccessibleInterface(made.part(key)) for key in "ab")
    }
    assert roles == {
        "Shown as: Rows": QAccessible.Role.RadioButton,
        "Shown as: Board": QAccessible.Role.RadioButton,
    }


def test_an_empty_cell_says_its_column() -> None:
    model: TableModel[str] = TableModel(["Goods", "Of\nthem", ""], text=lambda _row, _at: "")
    model.show_rows([""])
    said = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(3)]
    assert said == ["Goods: empty", "Of them: empty", "empty"]


def test_a_box_without_a_label_that_is_seen_has_one_to_be_read(qtbot: QtBot) -> None:
    box, holder = QComboBox(), QWidget()
    name_input(box, "Draft")
    QVBoxLayout(holder).addWidget(box)
    qtbot.addWidget(holder)
    box.addItems(["First", "Second"])
    name_input(box, "Draft of a text")
    face = QAccessible.queryAccessibleInterface(box)
    labels = [
        other.text(QAccessible.Text.Name)
        for other, relation in face.relations()
        if relation & QAccessible.RelationFlag.Label
    ]
    assert labels == ["Draft of a text"]
    assert box.view().accessibleName() == "Draft of a text"
