"""An office's own table in the window: columns corrected, questions answered, taken and undone."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from gui_windows import LONG, settle
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import IMPORT
from rilo_desktop.gui.pages.importing.page import ImportPage
from rilo_desktop.gui.pages.importing.table_import import COLUMNS, ROWS, SHOWN
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.records import lists

Place = tuple[MainWindow, Shell]
WORKBOOK = Path(__file__).parent.parent / "fixtures" / "workbooks" / "01_registre_fr.xlsx"


def drop(qtbot: QtBot, place: Shell, path: Path) -> ImportPage:
    page = cast(ImportPage, place.page(IMPORT))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(100, 100),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.looked, timeout=LONG):
        place.dropEvent(event)
    return page


def assign(qtbot: QtBot, page: ImportPage, header: str, field: str) -> None:
    """Choose a field by typing its label."""
    tables = page.tables
    at = next(n for n, one in enumerate(tables.columns.rows) if one.header == header)
    tables.columns.keep_current(at)
    line = tables.field.lineEdit()
    assert line is not None
    tables.field.setFocus()
    line.selectAll()
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClicks(line, field)
        qtbot.keyClick(line, Qt.Key.Key_Return)


def fields(page: ImportPage) -> dict[str, str]:
    return {one.header: one.field for one in page.tables.columns.rows}


def test_columns_are_corrected_and_questions_answered(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    path = tmp_path / WORKBOOK.name
    path.write_bytes(WORKBOOK.read_bytes())
    page = drop(qtbot, place, path)
    tables = page.tables
    assert tables.steps.key == COLUMNS
    assert fields(page)["Suites / Commentaires"] == "internal_note"

    assign(qtbot, page, "Suites / Commentaires", "Left out")
    assign(qtbot, page, "Marchandises / Nature", "Goods: Brand")
    assert fields(page)["Suites / Commentaires"] == ""
    assert fields(page)["Marchandises / Nature"] == "goods.brand"
    assert fields(page)["Marchandises / Marque"] == "", "a field is for one column"

    tables.next.click()
    assert tables.steps.key == ROWS
    grid = tables.grid
    assert grid is not None
    outcomes = [key for key, _ in SHOWN if key != "all"]
    assert sum(grid.count(key) for key in outcomes) == len(tables.rows.rows)
    before = {one.key for one in grid.looked.questions}
    answered = []
    for _ in range(3):
        while not tables.panel.question.proposals:  # type: ignore[union-attr]
            qtbot.keyClick(tables.panel.later, Qt.Key.Key_F8)
        answered.append(tables.panel.question.key)  # type: ignore[union-attr]
        qtbot.keyClick(tables.rows, Qt.Key.Key_1)
        with qtbot.waitSignal(page.looked, timeout=LONG):
            qtbot.keyClick(tables.panel.offers[0], Qt.Key.Key_Return)
    grid = tables.grid
    assert grid is not None
    assert {one.key for one in grid.looked.questions} == before - set(answered)
    assert grid.looked.held > 0
    assert "held back" in tables.held.text()

    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        tables.take.click()
    made = done.args[0].new
    assert lists.count(window.office.session, "case-study") == made > 0
    assert done.args[0].rejected is not None

    place.undoing.undo_last()
    qtbot.waitUntil(lambda: lists.count(window.office.session, "case-study") == 0, timeout=LONG)
    settle(qtbot, window)
    page = drop(qtbot, place, path)
    assert page.tables.steps.key == ROWS, "an office maps a sheet once"
    grid = page.tables.grid
    assert grid is not None
    assert not {one.key for one in grid.looked.questions} & set(answered)
    assert grid.count("new") == made
    assert fields(page)["Marchandises / Nature"] == "goods.brand"
