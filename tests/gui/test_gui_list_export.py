"""A list leaves the window: as a file by its button, its chosen rows by Ctrl+C and by the menu."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import cast

import openpyxl
from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.importing.page import ImportPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office import actions

Place = tuple[MainWindow, Shell]


def test_a_list_is_exported_and_its_rows_copied(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, shell = sample
    shell.go("case-study")
    settle(qtbot, window)
    page = shell.list_page("case-study")
    told: list[str] = []
    shell.context.told.connect(told.append)

    page.facets.choose({"conveyance": ("AIR",)})
    page.refresh()
    settle(qtbot, window)
    count = page.model.rowCount()
    QTest.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(QFileDialog)
    path = tmp_path / "list.csv"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    above, _, *rows = csv.reader(path.read_text("utf-8-sig").splitlines())
    assert above[0].startswith("TLP:")
    assert len(rows) == count

    page.view.select_rows([0, 1])
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=LONG)
    lines = QApplication.clipboard().text().split("\n")
    assert [len(line.split("\t")) for line in lines] == [1, *[len(lines[1].split("\t"))] * 3]
    assert lines[0].startswith("TLP:")
    assert lines[2].split("\t")[0] == rows[0][0]
    assert "<table>" in QApplication.clipboard().mimeData().html()

    menu = page.selection.menu(page.view)
    entries = {action.text(): action for action in menu.actions()}
    entries["Copy rows with headings"].trigger()
    qtbot.waitUntil(lambda: len(told) == 3, timeout=LONG)
    entries["Export the selection …"].trigger()
    selection = tmp_path / "selection.csv"
    page.findChildren(QFileDialog)[-1].fileSelected.emit(str(selection))
    qtbot.waitUntil(lambda: len(told) == 4, timeout=LONG)
    assert len(list(csv.reader(selection.read_text("utf-8-sig").splitlines()))) == 4
    for left in page.findChildren(QFileDialog):
        left.close()
    settle(qtbot, window)
    with shell.context.office.session.reading() as reading:
        said = [entry.action for entry in reading.log.newest_first()][:4]
    assert sorted(said) == sorted([actions.LIST_EXPORT, actions.LIST_COPIED] * 2)


def test_a_template_is_saved_from_a_list(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    shell.go("risk-indicator")
    settle(qtbot, window)
    page = shell.list_page("risk-indicator")
    menu = page.imports_menu()
    titles = [action.text() for action in menu.actions()]
    assert titles == ["Import tables", "Save a template to fill in"]
    assert [row.text() for row in page.empty.rows][1:] == titles
    menu.actions()[1].trigger()
    settle(qtbot, window)
    importing = cast(ImportPage, shell.page("import"))
    (dialog,) = importing.findChildren(QFileDialog)
    path = tmp_path / "template.xlsx"
    with qtbot.waitSignal(shell.context.told, timeout=LONG):
        dialog.fileSelected.emit(str(path))
    dialog.close()
    book = openpyxl.load_workbook(path)
    heads = [cell.value for row in book.worksheets[0].iter_rows(max_row=3) for cell in row]
    book.close()
    assert "Statement" in " ".join(str(head) for head in heads)
