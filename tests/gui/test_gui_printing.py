"""Print with preview: a list, a record, an analysis; logged first, and what a printer refuses."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import cast

import pikepdf
import pytest
from gui_windows import LONG, settle
from list_pages import cases
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.analysis.page import AnalysisPage
from rilo_desktop.gui.record_commands import printing
from rilo_desktop.gui.record_commands.printing import PrintPreview
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.page_viewer import A4
from rilo_desktop.services.office import actions
from rilo_desktop.services.submissions import export_register

Place = tuple[MainWindow, Shell]
MANY_PAGES = 6
"""Each is drawn, packed and drawn once more."""


def file_printer(path: Path) -> QPrinter:
    """A printer of this machine that writes a file."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def previewed(qtbot: QtBot, page: QWidget) -> PrintPreview:
    """The preview, once its first page is seen."""
    qtbot.waitUntil(lambda: bool(page.findChildren(PrintPreview)), timeout=LONG)
    (dialog,) = page.findChildren(PrintPreview)
    assert dialog.view.pages == dialog.pages.pages
    qtbot.waitUntil(lambda: dialog.view.sheet.page_size() != A4, timeout=LONG)
    return dialog


def newest(shell: Shell) -> tuple[str, dict[str, object]]:
    """Action and detail of the newest entry of the log."""
    assert shell.context.office.session is not None
    with shell.context.office.session.reading() as reading:
        entry = next(iter(reading.log.newest_first()))
    return entry.action, dict(entry.detail)


def printed(qtbot: QtBot, page: QWidget, shell: Shell, path: Path) -> dict[str, object]:
    """Looks at the preview, prints it into a file, and gives what the log says."""
    dialog = previewed(qtbot, page)
    pages = dialog.pages.pages
    assert newest(shell)[0] != actions.PRINTED
    with qtbot.waitSignal(shell.context.told, timeout=MANY_PAGES * LONG) as told:
        dialog.print_on(file_printer(path))
    assert told.args is not None
    assert told.args[0].startswith(str(pages))
    qtbot.waitUntil(lambda: not page.findChildren(PrintPreview), timeout=LONG)
    action, detail = newest(shell)
    assert (action, detail["pages"]) == (actions.PRINTED, pages)
    return detail


def test_a_list_is_looked_at_and_printed(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    path = tmp_path / "list.pdf"
    page.facets.choose({"conveyance": ("AIR",)})
    page.refresh()
    settle(qtbot, window)
    QTest.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    detail = printed(qtbot, page, shell, path)
    assert (detail["what"], detail["records"]) == ("list", page.model.rowCount())
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == detail["pages"]
        assert len(pdf.pages[0].get_images()) == 1


def test_a_record_is_printed_from_its_page(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    page.open(page.current_id)
    settle(qtbot, window)
    editor = shell.editor("case-study")
    path = tmp_path / "record.pdf"
    QTest.keyClick(editor.form, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    detail = printed(qtbot, editor, shell, path)
    assert detail["references"] == [editor.head.name.text()]
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == detail["pages"]


def test_the_figures_are_printed(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    shell.go("analysis")
    settle(qtbot, window)
    page = cast(AnalysisPage, shell.page("analysis"))
    path = tmp_path / "figures.pdf"
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    detail = printed(qtbot, page, shell, path)
    assert detail["what"] == "analysis"
    assert path.exists()


def test_pages_are_drawn_outside_of_the_windows_thread(
    qtbot: QtBot, sample: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, shell = sample
    page = cases(qtbot, sample)
    threads: list[threading.Thread] = []
    draw = printing.draw

    def spied(*given: object) -> bool:
        threads.append(threading.current_thread())
        return draw(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(printing, "draw", spied)
    page.printing.records((page.current_id,))
    printed(qtbot, page, shell, tmp_path / "record.pdf")
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_only_the_pages_that_were_asked_for_are_printed(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    page.printing.list(page.exporting.request())
    dialog = previewed(qtbot, page)
    assert dialog.pages.pages > 2
    dialog.view.turn(1)
    settle(qtbot, window)
    assert dialog.view.sheet.page_size() != A4
    path = tmp_path / "part.pdf"
    printer = file_printer(path)
    printer.setFromTo(2, 2)
    with qtbot.waitSignal(shell.context.told, timeout=LONG):
        dialog.print_on(printer)
    detail = newest(shell)[1]
    assert (detail["pages"], detail["first"]) == (1, 2)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", "propagateSizeHints")
def test_a_printer_that_refuses_is_told_and_logged(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    _, shell = sample
    page = cases(qtbot, sample)
    page.printing.records((page.current_id,))
    dialog = previewed(qtbot, page)
    told: list[str] = []
    shell.context.told.connect(told.append)
    with qtbot.waitSignal(shell.context.failed, timeout=LONG) as failed:
        dialog.print_on(file_printer(tmp_path / "no folder" / "record.pdf"))
    assert failed.args is not None
    assert {one.rule for one in failed.args[0].findings} == {"print.refused"}
    assert told == []
    action, detail = newest(shell)
    assert (action, detail["pages"]) == (actions.NOT_PRINTED, 0)
    session = shell.context.office.session
    assert session is not None
    left = export_register.listed(session)[0]
    assert (left.operation, left.what, left.written) == (detail["entry"], "printed pages", False)


def test_who_closes_the_preview_prints_nothing(qtbot: QtBot, sample: Place) -> None:
    _, shell = sample
    page = cases(qtbot, sample)
    page.printing.records((page.current_id,))
    previewed(qtbot, page).reject()
    qtbot.waitUntil(lambda: not page.findChildren(PrintPreview), timeout=LONG)
    assert newest(shell)[0] != actions.PRINTED


def test_without_a_printer_it_is_looked_at_and_saved(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    _, shell = sample
    page = cases(qtbot, sample)
    page.printing.can_print = lambda: False
    page.printing.records((page.current_id,))
    dialog = previewed(qtbot, page)
    assert not dialog.print_button.isEnabled()
    assert dialog.notes.text().startswith("No printer is set up")
    assert dialog.save_button.hasFocus()
    pages, path = dialog.pages.pages, tmp_path / "record.pdf"
    with qtbot.waitSignal(shell.context.told, timeout=LONG):
        dialog.save_as(path)
    action, detail = newest(shell)
    assert (action, detail["files"]) == (actions.RECORD_EXPORT, ["record.pdf"])
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == pages
        assert "/Font" in pdf.pages[0].resources  # text, and no picture of it
