"""Whatever was typed is saved, or stays and says so, or somebody chose to discard it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.question import Question

Place = tuple[MainWindow, Shell]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def opened(qtbot: QtBot, sample: Place, at: int = 0) -> EditorPage:
    window, place = sample
    place.go("case-study")
    settle(qtbot, window)
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        place.list_page("case-study")._open_row(at)
    settle(qtbot, window)
    return editor


def with_goods(qtbot: QtBot, sample: Place) -> EditorPage:
    for at in range(40):
        editor = opened(qtbot, sample, at)
        if len(editor.form.fields["goods"].value()) > 1:
            return editor
        sample[1].go("case-study")
    raise AssertionError("no case study with goods")


def asked(editor: EditorPage) -> Question:
    found = editor.findChildren(Question)
    assert len(found) == 1
    return found[0]


def cell(goods: LinesInput, row: int, name: str) -> QWidget:
    """The editor of a cell, opened as a key would."""
    at = goods.model.index(row, goods.model.columns.index(name))
    goods.view.setFocus()
    goods.view.setCurrentIndex(at)
    goods.view.edit(at)
    made = goods.view.indexWidget(at)
    assert made is not None
    return made


@pytest.mark.parametrize("answer", ["keep", "drop", "save"])
def test_lock_asks_first(qtbot: QtBot, sample: Place, answer: str) -> None:
    window, _place = sample
    editor = opened(qtbot, sample)
    editor.form.fields["lessons"].input.setPlainText("Weigh them.")
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.shell is not None
    editor.leave()
    question = asked(editor)
    if answer == "keep":
        QTest.keyClick(question, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: editor.findChild(Question) is None)
        assert window.shell is not None
        assert editor.form.fields["lessons"].value() == "Weigh them."
        return
    with qtbot.waitSignal(window.locked, timeout=LONG):
        question.buttons[answer].click()
    qtbot.waitUntil(lambda: window.tasks.flush(), timeout=LONG)
    window.unlock.passphrase.setText("a passphrase of the first officer")
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        window.unlock.unlock.click()
    assert window.shell is not None
    again = opened(qtbot, (window, window.shell))
    kept = again.form.fields["lessons"].value() == "Weigh them."
    assert kept == (answer == "save")


def test_closing_can_save_first(qtbot: QtBot, sample: Place) -> None:
    window, _place = sample
    editor = opened(qtbot, sample)
    editor.form.fields["lessons"].input.setPlainText("Weigh them.")
    window.close()
    assert window.isVisible()
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        asked(editor).buttons["save"].click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_stays_open_where_somebody_goes_back(qtbot: QtBot, sample: Place) -> None:
    window, _place = sample
    editor = opened(qtbot, sample)
    number = editor.form.fields["value_total"].input
    number.setText("twelve")
    number.textEdited.emit("twelve")
    window.close()
    asked(editor).buttons["keep"].click()
    settle(qtbot, window)
    assert window.isVisible()
    assert number.text() == "twelve"


@pytest.mark.parametrize("how", ["save", "leave", "close"])
def test_a_cell_that_is_still_being_written_counts(qtbot: QtBot, sample: Place, how: str) -> None:
    window, _place = sample
    editor = with_goods(qtbot, sample)
    goods = editor.form.fields["goods"].input
    made = cell(goods, 1, "quantity")
    QTest.keyClicks(made, "77")
    if how == "save":
        with qtbot.waitSignal(editor.saved, timeout=LONG):
            QTest.keyClick(made, Qt.Key.Key_S, CTRL)
        settle(qtbot, window)
        assert editor.form.record().goods[1].quantity == Decimal(77)  # type: ignore[attr-defined]
    else:
        window.close() if how == "close" else editor.leave()
        assert asked(editor) is not None
        assert goods.value()[1].quantity == Decimal(77)


def test_escape_in_a_cell_takes_nothing(qtbot: QtBot, sample: Place) -> None:
    editor = with_goods(qtbot, sample)
    goods = editor.form.fields["goods"].input
    before = goods.value()
    made = cell(goods, 1, "quantity")
    QTest.keyClicks(made, "77")
    QTest.keyClick(made, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: goods.view.indexWidget(goods.view.currentIndex()) is None)
    assert goods.value() == before
    assert not editor.dirty


def test_a_cell_that_holds_no_value_keeps_its_text(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = with_goods(qtbot, sample)
    goods = editor.form.fields["goods"].input
    made = cell(goods, 1, "quantity")
    QTest.keyClicks(made, "a dozen")
    QTest.keyClick(made, Qt.Key.Key_Return)
    at = goods.model.index(1, goods.model.columns.index("quantity"))
    qtbot.waitUntil(lambda: at.data() == "a dozen")
    goods.view.setCurrentIndex(goods.model.index(0, 0))
    editor.save()
    settle(qtbot, window)
    assert editor.dirty
    assert "a dozen" in editor.form.fields["goods"]._message.text()
    assert goods.view.currentIndex() == at
    place.go("risk-indicator")
    asked(editor).buttons["keep"].click()
    made = cell(goods, 1, "quantity")
    assert isinstance(made, QLineEdit)
    assert made.text() == "a dozen"
    made.selectAll()
    QTest.keyClicks(made, "12")
    QTest.keyClick(made, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: goods.value()[1].quantity == Decimal(12))
    assert goods.complaint() == ""
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()


def test_a_field_of_a_line_keeps_its_text_while_another_line_is_shown(
    qtbot: QtBot, sample: Place
) -> None:
    editor = opened(qtbot, sample)
    route = editor.form.fields["route"].input
    route.add()
    date = route.fields["date"].input
    date.setFocus()
    QTest.keyClicks(date, "next spring")
    assert editor.dirty
    row = route.view.currentIndex().row()
    route.go_to(0, "place")
    assert date.text() != "next spring"
    route.go_to(row, "date")
    assert date.text() == "next spring"
    route.move_line(-1)
    assert date.text() == "next spring"
    route.take_away()
    assert route.complaint() == ""


def test_a_code_that_is_not_yet_a_chip_is_saved(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, sample)
    codes = editor.form.fields["cooperation_countries"].input
    box = codes.target()
    box.setFocus()
    QTest.keyClicks(box.lineEdit(), "new zeal")
    assert editor.dirty
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    assert "NZ" in editor.form.record().cooperation_countries  # type: ignore[attr-defined]
    editor.form.fields["title"].take_focus()
    assert codes.value().count("NZ") == 1
    assert not editor.dirty
    place.go("case-study")
    other = opened(qtbot, sample, 1)
    assert other is editor
    assert box.lineEdit().text() == ""
    assert not editor.dirty
