"""The menu bar: every command that can be done now is in one menu, with its keys."""

from __future__ import annotations

from gui_commands import bar_of, entries
from gui_windows import lock, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.menu_bar import MenuBar
from rilo_desktop.presentation.registry import LISTED

Place = tuple[MainWindow, Shell]


def test_an_entry_does_what_its_command_does(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go(LISTED[0])
    settle(qtbot, window)
    bar = bar_of(window)
    bar.fill("record")
    new = place.list_page(LISTED[0]).spec.new
    (made,) = [one for one in bar.menus["record"].actions() if one.text().startswith(new)]
    made.trigger()
    settle(qtbot, window)
    assert place.pages.currentWidget() is place.editor(LISTED[0])


def test_keys_of_another_page_stay_dead(qtbot: QtBot, sample: Place) -> None:
    """A menu that was opened there has the command still."""
    window, place = sample
    place.go(LISTED[0])
    settle(qtbot, window)
    bar_of(window).fill("record")
    place.go(OFFICE)
    settle(qtbot, window)
    here = place.pages.currentWidget()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert place.pages.currentWidget() is here


def test_text_with_the_focus_can_be_copied_from_the_menu(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go(LISTED[0])
    settle(qtbot, window)
    search = place.list_page(LISTED[0]).search
    search.setFocus()
    assert isinstance(window.focusWidget(), QLineEdit)
    texts = [text.partition("\t")[0] for text in entries(bar_of(window), "edit")]
    assert {"Cut", "Copy", "Paste", "Select all"} <= set(texts)


def test_menus_begin_and_end_as_one_expects(qtbot: QtBot, sample: Place) -> None:
    """What is usual stands in Edit also where nothing is written; File ends with Lock and Close."""
    window, place = sample
    place.go(OFFICE)
    settle(qtbot, window)
    edit = {text.partition("\t")[0] for text in entries(bar_of(window), "edit")}
    assert {"Cut", "Copy", "Paste", "Select all"} <= edit
    bar_of(window).fill("edit")
    cut = next(one for one in bar_of(window).menus["edit"].actions() if one.text()[:3] == "Cut")
    assert not cut.isEnabled()
    bar_of(window).fill("file")
    shown = [one.text().partition("\t")[0] for one in bar_of(window).menus["file"].actions()]
    assert shown[-2:] == ["Lock", "Close the program"]
    assert "Handover dossier" not in shown, "it stands with what else is done on This office"


def test_the_menus_stay_when_what_stands_before_them_is_deleted(qtbot: QtBot) -> None:
    """PySide takes what stands next for Tab for a child of the widget that was asked."""
    window = QMainWindow()
    qtbot.addWidget(window)
    before = QPushButton(window)
    bar = MenuBar(window)
    assert before.nextInFocusChain() is bar
    with qtbot.waitSignal(before.destroyed):
        before.deleteLater()
    bar.fill("file")
    assert not bar.menus["file"].isEmpty()


def test_it_can_be_hidden_and_goes_with_the_lock(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    bar = bar_of(window)
    assert bar.isVisible()
    window.prefer({"menu_bar": False})
    assert not bar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert bar.isVisible()
    assert bar.activeAction() is bar.menus["file"].menuAction()
    bar.setActiveAction(None)  # type: ignore[arg-type]
    window.prefer({"menu_bar": True})
    lock(qtbot, window)
    settle(qtbot, window)
    assert window.menu_bar is None
