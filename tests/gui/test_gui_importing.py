"""Import in the window: looked at first, written as one operation, cancelled without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import cast

import pytest
import xlsxwriter
from gui_windows import LONG, settle
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import IMPORT
from rilo_desktop.gui.pages.importing.page import ImportPage, importable
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.records import lists

Place = tuple[MainWindow, Shell]
SAMPLE = resources.files("rilo_desktop.assets") / "sample"
HEAD = ["local_ref", "title", "conveyance"]


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Cases")
        for n, row in enumerate([HEAD, *rows]):
            for column, value in enumerate(row):
                sheet.write(n, column, value)
    return path


def import_page(place: Shell) -> ImportPage:
    place.go(IMPORT)
    return cast(ImportPage, place.page(IMPORT))


def count(window: MainWindow, kind: str = "case-study") -> int:
    return lists.count(window.office.session, kind)


def look(qtbot: QtBot, page: ImportPage, *files: Path) -> None:
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.inspect(files)


def test_the_sample_is_looked_at_then_imported(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    page = import_page(place)
    with resources.as_file(SAMPLE / "cases_template.xlsx") as path:
        look(qtbot, page, path)
    (line,) = page.sheets.lines
    assert (line.sheet, line.counts) == ("Cases", (40, 0, 0, 0))
    assert count(window) == 0
    assert page.take.text() == "Import 40 records"
    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        page.take.click()
    assert done.args[0].new == 40
    assert count(window) == 40
    page.show_records.click()
    settle(qtbot, window)
    assert place.here.page == "case-study"


def test_bad_rows_are_told_and_left_out_only_when_asked(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    page = import_page(place)
    rows = [["X-1", "Good", "AIR"], ["X-2", "Bad", "ROCKET"]]
    look(qtbot, page, workbook(tmp_path / "cases.xlsx", rows))
    assert page.sheets.lines[0].counts == (1, 0, 0, 1)
    (found,) = (one for one in page.findings.found if one.severity == "blocks")
    assert found.where == "cases.xlsx, sheet Cases, row 3"
    assert "ROCKET" in found.sentence
    assert not page.take.isEnabled()
    page.skip.setChecked(True)
    assert page.take.text() == "Import 1 record"
    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        page.take.click()
    assert done.args[0].rejected == tmp_path / "cases-skipped.xlsx"
    assert "cases-skipped.xlsx" in page._told.text()
    assert count(window) == 1


def test_what_cannot_be_read_is_one_sentence(qtbot: QtBot, fresh: Place, tmp_path: Path) -> None:
    window, place = fresh
    page = import_page(place)
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    look(qtbot, page, bad)
    assert len(page.findings.found) == 1
    assert not page.take.isEnabled()
    assert not page.skip.isVisible()
    page.close_look.click()
    assert page.choose.isVisible()
    assert count(window) == 0


def test_a_cancelled_import_leaves_nothing(
    qtbot: QtBot, fresh: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, place = fresh
    page = import_page(place)
    rows = [[f"X-{n}", f"Case {n}", "AIR"] for n in range(1200)]
    look(qtbot, page, workbook(tmp_path / "many.xlsx", rows))
    page.take.click()
    window.tasks.stop_works()
    qtbot.waitUntil(lambda: not window.tasks.works, timeout=LONG)
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=LONG)
    assert window.toast.words.text() == "Cancelled: nothing was changed."
    assert count(window) == 0
    assert page.take.isEnabled()
    with qtbot.waitSignal(page.imported, timeout=LONG):
        page.take.click()
    assert count(window) == 1200


def test_lists_answer_while_files_are_looked_at(qtbot: QtBot, fresh: Place, tmp_path: Path) -> None:
    _window, place = fresh
    page = import_page(place)
    rows = [[f"X-{n}", f"Case {n}", "AIR"] for n in range(4000)]
    path = workbook(tmp_path / "many.xlsx", rows)
    page.inspect([path])
    answered: list[bool] = []
    place.context.serve(lists.count, "office", then=lambda _n: answered.append(page._found is None))
    with qtbot.waitSignal(page.looked, timeout=LONG):
        pass
    assert answered == [True]


def test_files_are_dropped_on_the_window(qtbot: QtBot, fresh: Place, tmp_path: Path) -> None:
    _window, place = fresh
    path = workbook(tmp_path / "dropped.xlsx", [["X-1", "Good", "AIR"]])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    page = cast(ImportPage, place.page(IMPORT))
    held = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(50, 50), *held)
    QApplication.sendEvent(place, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(page.looked, timeout=LONG):
        QApplication.sendEvent(place, QDropEvent(QPointF(50, 50), *held))
    assert place.here.page == IMPORT
    assert importable([Path("a.XLSX"), Path("a.pdf")]) == (Path("a.XLSX"),)


def test_the_empty_workbook_can_be_filled_and_imported(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    page = import_page(place)
    path = tmp_path / "empty.xlsx"
    page.save_template(path)
    settle(qtbot, window)
    assert path.is_file()
    look(qtbot, page, path)
    assert [one.sentence for one in page.findings.found] == []
    assert not page.take.isEnabled()
