"""Print with preview: a list, a record, an analysis; logged first; no printer: a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pikepdf
import pytest
from gui_windows import LONG, settle
from list_pages import cases
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.analysis.page import AnalysisPage
from rilo_desktop.gui.record_commands.printing import Printing, PrintPreview
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office import actions

Place = tuple[MainWindow, Shell]


def to_file(printing: Printing, path: Path) -> None:
    """A printer of this machine that writes a file."""

    def made() -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    printing.make_printer, printing.can_print = made, lambda: True


def printed(qtbot: QtBot, page: QWidget, shell: Shell) -> dict[str, object]:
    """Looks at the preview, prints it, and gives what the log says."""
    qtbot.waitUntil(lambda: bool(page.findChildren(PrintPreview)), timeout=LONG)
    (dialog,) = page.findChildren(PrintPreview)
    (view,) = dialog.findChildren(QPrintPreviewWidget)
    pages = dialog.pages.pages
    qtbot.waitUntil(lambda: view.pageCount() == pages, timeout=LONG)
    told: list[str] = []
    shell.context.told.connect(told.append)
    assert shell.context.office.session is not None
    with shell.context.office.session.reading() as reading:
        assert next(iter(reading.log.newest_first())).action != actions.PRINTED
    view.print_()
    dialog.accept()
    qtbot.waitUntil(lambda: not page.findChildren(PrintPreview), timeout=LONG)
    assert told[-1].startswith(str(pages))
    with shell.context.office.session.reading() as reading:
        entry = next(iter(reading.log.newest_first()))
    assert entry.action == actions.PRINTED
    assert entry.detail["pages"] == pages
    return dict(entry.detail)


def test_a_list_is_looked_at_and_printed(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    path = tmp_path / "list.pdf"
    to_file(page.printing, path)
    page.facets.choose({"conveyance": ("AIR",)})
    page.refresh()
    settle(qtbot, window)
    QTest.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    detail = printed(qtbot, page, shell)
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
    to_file(editor.printing, path)
    QTest.keyClick(editor.form, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    detail = printed(qtbot, editor, shell)
    assert detail["references"] == [editor.head.name.text()]
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == detail["pages"]


def test_the_figures_are_printed(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    shell.go("analysis")
    settle(qtbot, window)
    page = cast(AnalysisPage, shell.page("analysis"))
    path = tmp_path / "figures.pdf"
    to_file(page.printing, path)
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    detail = printed(qtbot, page, shell)
    assert detail["what"] == "analysis"
    assert path.exists()


def test_who_closes_the_preview_prints_nothing(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    _, shell = sample
    page = cases(qtbot, sample)
    path = tmp_path / "list.pdf"
    to_file(page.printing, path)
    page.printing.records((page.current_id,))
    qtbot.waitUntil(lambda: bool(page.findChildren(PrintPreview)), timeout=LONG)
    (dialog,) = page.findChildren(PrintPreview)
    dialog.reject()
    qtbot.waitUntil(lambda: not page.findChildren(PrintPreview), timeout=LONG)
    assert not path.exists()
    with shell.context.office.session.reading() as reading:
        assert next(iter(reading.log.newest_first())).action != actions.PRINTED


@pytest.mark.parametrize("start", [lambda page: page.printing.records((page.current_id,))])
def test_without_a_printer_one_sentence(
    qtbot: QtBot, sample: Place, start: Callable[[QWidget], None]
) -> None:
    _, shell = sample
    page = cases(qtbot, sample)
    page.printing.can_print = lambda: False
    warned: list[str] = []
    shell.context.warned.connect(warned.append)
    start(page)
    assert len(warned) == 1
    assert "No printer is set up" in warned[0]
    assert not page.findChildren(PrintPreview)
