"""A record leaves as a PDF in two clicks: from its row, from a selection, from its page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
from gui_windows import LONG, settle
from list_pages import cases
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions

Place = tuple[MainWindow, Shell]


def choose(qtbot: QtBot, owner: QWidget, path: Path) -> str:
    """Name that is proposed; the file is chosen."""
    qtbot.waitUntil(lambda: bool(owner.findChildren(QFileDialog)), timeout=LONG)
    dialog = owner.findChildren(QFileDialog)[-1]
    (name,) = dialog.selectedFiles()
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()
    return Path(name).name


def test_from_the_row_and_from_a_selection(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    told: list[str] = []
    shell.context.told.connect(told.append)
    page.view.setFocus()
    QTest.mouseClick(page.preview.pdf, Qt.MouseButton.LeftButton)
    one = tmp_path / "one.pdf"
    assert choose(qtbot, page, one) == "Case study.pdf"
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert "no submission" in told[0]
    with pikepdf.open(one) as pdf:
        pages = len(pdf.pages)

    page.view.select_rows([0, 1, 2])
    entries = {action.text(): action for action in page.selection.menu(page.view).actions()}
    entries["Save as PDF …"].trigger()
    three = tmp_path / "three.pdf"
    choose(qtbot, page, three)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=LONG)
    with pikepdf.open(three) as pdf:
        assert len(pdf.pages) > pages
    settle(qtbot, window)
    with shell.context.office.session.reading() as reading:
        first, second = list(reading.log.newest_first())[:2]
    assert [first.action, second.action] == [actions.RECORD_EXPORT] * 2
    assert (first.detail["records"], second.detail["records"]) == (3, 1)


def test_from_the_editor_what_is_typed_is_saved_first(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    page.open(page.current_id)
    settle(qtbot, window)
    editor = shell.editor("case-study")
    reference = editor.head.name.text()
    editor.form.set_value("title", "Seven quiet lanterns")
    told: list[str] = []
    shell.context.told.connect(told.append)
    QTest.keyClick(
        editor.form,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    path = tmp_path / "case.pdf"
    assert choose(qtbot, editor, path) == f"{reference.replace('/', '-')}.pdf"
    qtbot.waitUntil(lambda: any("for reading" in text for text in told), timeout=LONG)
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Seven quiet lanterns"


def test_only_types_with_pages_offer_it(qtbot: QtBot, sample: Place) -> None:
    window, shell = sample
    shell.go("member")
    settle(qtbot, window)
    page = shell.list_page("member")
    assert page.preview.pdf.isHidden()
    assert "Save as PDF …" not in [a.text() for a in page.selection.menu(page.view).actions()]
    assert "pages.pdf" not in {one.command.key for one in page.actions() if hasattr(one, "command")}


def test_a_reader_is_told_why_not(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    session = shell.context.office.session
    session.officer = replace(session.officer, role="reader")
    failed: list[BaseException] = []
    shell.context.failed.connect(failed.append)
    page.paper.write((page.current_id,), tmp_path / "x.pdf")
    qtbot.waitUntil(lambda: bool(failed), timeout=LONG)
    assert isinstance(failed[0], Refused)
    assert not (tmp_path / "x.pdf").exists()
    settle(qtbot, window)
