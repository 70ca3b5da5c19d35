# mypy: disable-error-code="arg-type, attr-defined"
"""Files of a record in its editor: attached, described, opened through a copy, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.attachments.input import AttachmentsInput
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.records import record

Place = tuple[MainWindow, Shell]
CONTROL = Qt.KeyboardModifier.ControlModifier


class Opener(QObject):
    """Stands for the programs of the system: takes what would be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opener(qapp: object) -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(b"what the laboratory found")
    return path


def opened(
    qtbot: QtBot, place: Place, kind: str = "case-study"
) -> tuple[EditorPage, AttachmentsInput]:
    window, work = place
    page, editor = work.list_page(kind), work.editor(kind)
    qtbot.waitUntil(lambda: page.model.listed(0) is not None, timeout=LONG)
    page.open(page.model.listed(0).id)  # a small record would open beside the list
    settle(qtbot, window)
    editor.show_section("attachments")
    settle(qtbot, window)
    made = editor.form.fields["attachments"].input
    assert isinstance(made, AttachmentsInput)
    return editor, made


def test_a_file_is_attached_described_and_saved_by_the_keyboard(
    qtbot: QtBot, sample: Place, report: Path
) -> None:
    window, _ = sample
    editor, made = opened(qtbot, sample)
    assert made.view.model().index(0, 0).data() == "Attach files"
    QApplication.clipboard().setText(f'"{report}"')
    made.view.setFocus()
    QTest.keyClick(made.view, Qt.Key.Key_V, CONTROL)
    settle(qtbot, window)
    assert [line.name for line in made.model.lines] == ["report.txt"]
    assert window.focusWidget() is made.view
    made.write_first()
    QTest.keyClicks(window.focusWidget(), "Of the laboratory")
    said = made.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "report.txt, 25 bytes, Of the laboratory"
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)
    (kept,) = record.get(window.office.session, editor.record_id).record.attachments
    assert (kept.name, kept.size, kept.description) == ("report.txt", 25, "Of the laboratory")
    made.view.setFocus()
    QTest.keyClick(made.view, Qt.Key.Key_Delete)
    assert made.model.lines == []


def test_files_are_dropped_pasted_and_refused_in_a_sentence(
    qtbot: QtBot, sample: Place, report: Path, tmp_path: Path
) -> None:
    window, _ = sample
    _, made = opened(qtbot, sample)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (report, empty)])
    copy = Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    made.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    settle(qtbot, window)
    assert [line.name for line in made.model.lines] == ["report.txt"]
    assert made.message.text() == "empty.txt is empty."
    QApplication.clipboard().setMimeData(data)
    made.paste()
    settle(qtbot, window)
    assert "attached to this record already" in made.message.text()
    QApplication.clipboard().setText("no path")
    made.paste()
    assert "neither a file nor the path" in made.message.text()
    assert len(made.model.lines) == 1


def test_a_copy_is_opened_and_gone_when_the_office_locks(
    qtbot: QtBot, sample: Place, report: Path, opener: Opener
) -> None:
    window, _ = sample
    _, made = opened(qtbot, sample)
    made.take([str(report)])
    settle(qtbot, window)
    made.view.setFocus()
    QTest.keyClick(made.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opener.paths), timeout=LONG)
    (path,) = opener.paths
    assert path.read_bytes() == report.read_bytes()
    assert path.name != report.name
    window.flow.lock_at_once()
    qtbot.waitUntil(lambda: not path.parent.exists(), timeout=LONG)


def test_what_acts_is_said_before_it_is_opened(
    qtbot: QtBot, sample: Place, tmp_path: Path, opener: Opener
) -> None:
    window, _ = sample
    _, made = opened(qtbot, sample)
    script = tmp_path / "run.sh"
    script.write_bytes(b"#!/bin/sh\n")
    made.take([str(script)])
    settle(qtbot, window)
    made.open_button.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(Question)), timeout=LONG)
    (asked,) = window.findChildren(Question)
    assert "opening it runs it" in asked.accessibleDescription()
    assert asked.focusWidget() is asked.buttons["no"]
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert opener.paths == []
    made.open_button.click()
    qtbot.waitUntil(lambda: any(q.isVisible() for q in window.findChildren(Question)), timeout=LONG)
    asked = next(q for q in window.findChildren(Question) if q.isVisible())
    asked.buttons["yes"].click()
    qtbot.waitUntil(lambda: bool(opener.paths), timeout=LONG)


@pytest.mark.parametrize("kind", ["risk-indicator", "action-item", "product", "activity"])
def test_every_type_that_has_files_shows_them(
    qtbot: QtBot, sample: Place, report: Path, kind: str
) -> None:
    window, _ = sample
    _, made = opened(qtbot, sample, kind)
    made.take([str(report)])
    settle(qtbot, window)
    assert [line.name for line in made.model.lines] == ["report.txt"]


def test_a_file_is_written_where_the_officer_says(
    qtbot: QtBot, sample: Place, report: Path, tmp_path: Path
) -> None:
    window, _ = sample
    _, made = opened(qtbot, sample)
    made.take([str(report)])
    settle(qtbot, window)
    made.write_to(tmp_path / "out.txt")
    settle(qtbot, window)
    assert (tmp_path / "out.txt").read_bytes() == report.read_bytes()
