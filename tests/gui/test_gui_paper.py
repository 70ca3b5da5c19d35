# mypy: disable-error-code="attr-defined"
"""Paper beside the form: drawn from what stands on it, again while one types, never saved."""

from __future__ import annotations

from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.editor.print_preview import PaperSide
from rilo_desktop.gui.shell import Shell
from rilo_desktop.presentation.registry import LISTED, record_type
from rilo_desktop.services.records import record

Place = tuple[MainWindow, Shell]


def with_paper(
    qtbot: QtBot, window: MainWindow, place: Shell, kind: str = "case-study"
) -> tuple[EditorPage, PaperSide]:
    """The first record of a kind, with its paper, by its key."""
    place.go(kind)
    settle(qtbot, window)
    page, editor = place.list_page(kind), place.editor(kind)
    qtbot.waitUntil(lambda: page.model.listed(0) is not None, timeout=LONG)
    page._open_row(0)
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    paper = editor.side.paper
    assert paper is not None
    qtbot.waitUntil(lambda: bool(pages(paper)), timeout=LONG)
    settle(qtbot, window)
    return editor, paper


def pages(paper: PaperSide) -> list[QImage]:
    return list(paper.view._images.values())


def test_every_kind_has_its_paper(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    for kind in LISTED:
        if record_type(kind).has_pages:
            _editor, paper = with_paper(qtbot, window, place, kind)
            assert pages(paper)[0].height() > pages(paper)[0].width() > 400, kind


def test_it_is_drawn_again_while_one_types_and_nothing_is_saved(
    qtbot: QtBot, sample: Place
) -> None:
    window, place = sample
    editor, paper = with_paper(qtbot, window, place)
    before, title = pages(paper)[0], editor.form.value("title")
    line = editor.form.fields["title"].input.target()
    line.setFocus()
    with qtbot.waitSignal(paper.drawn, timeout=LONG):
        QTest.keyClicks(line, "Typed on the paper ")
    assert pages(paper)[0] != before
    stored = record.get(window.office.session, editor.record_id)
    assert stored.record.title == title
    with qtbot.waitSignal(paper.drawn, timeout=LONG):
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.form.value("title") == title
    assert pages(paper)[0] == before


def test_findings_are_one_step_away_and_paper_stays_until_then(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor, paper = with_paper(qtbot, window, place)
    found = editor.side.view.found
    assert found
    blocks = sum(one.severity == "blocks" for one in found)
    assert paper._blocks.accessibleName() == f"Blocking: {blocks}"
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(qtbot, window)
    assert paper.isVisible()
    focus = window.focusWidget()
    assert focus is not None
    assert editor.form.isAncestorOf(focus)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not paper.isVisible()
    assert editor.side.mode == "findings"


def test_a_new_record_has_paper_before_it_is_saved(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.write("case-study")
    settle(qtbot, window)
    editor = place.editor("case-study")
    QTest.keyClick(window, Qt.Key.Key_F9)
    paper = editor.side.paper
    assert paper is not None
    qtbot.waitUntil(lambda: bool(pages(paper)), timeout=LONG)


def test_a_kind_without_paper_offers_none(qtbot: QtBot, sample: Place) -> None:
    _, place = sample
    editor = place.editor("obligation")
    editor.show_side("paper")
    assert editor.side.mode == "findings"
    assert editor.head.paper.isHidden()
