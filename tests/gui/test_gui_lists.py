"""Lists on a real office: search, filters, order, preview, keyboard."""

from __future__ import annotations

from pathlib import Path

from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.lists.page import ListPage
from rilo_desktop.gui.models.listed import pattern_of
from rilo_desktop.gui.pages import KINDS
from rilo_desktop.gui.window import Window
from rilo_desktop.gui.workplace import Workplace
from rilo_desktop.services.founding import make_office

Place = tuple[Window, Workplace]


def answered(qtbot: QtBot, page: ListPage) -> None:
    qtbot.waitUntil(lambda: not page._desk.tasks.busy, timeout=LONG)


def titles(page: ListPage) -> list[str]:
    rows = [page.model.listed(n) for n in range(page.model.rowCount())]
    return [row.title for row in rows if row is not None]


def test_each_kind_has_its_list(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    counts = {}
    for kind in KINDS:
        place.go(kind)
        settle(qtbot, window)
        counts[kind] = place.list_page(kind).model.rowCount()
    assert counts == {"case-study": 40, "risk-indicator": 48, "action-item": 24}


def test_newest_first_and_the_other_way_round(qtbot: QtBot, sample: Place) -> None:
    page = sample[1].list_page("case-study")
    newest = titles(page)
    page.view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    answered(qtbot, page)
    assert titles(page)[0] != newest[0]
    page.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    answered(qtbot, page)
    assert titles(page) == sorted(titles(page), key=str.casefold) or titles(page)[0] < newest[0]


def test_a_search_finds_marks_and_can_be_cleared(qtbot: QtBot, sample: Place) -> None:
    page = sample[1].list_page("case-study")
    with qtbot.waitSignal(page.answered, timeout=LONG):
        QTest.keyClicks(page.search, "parcel")
    answered(qtbot, page)
    found = [page.model.listed(n) for n in range(page.model.rowCount())]
    assert 0 < len(found) < 40
    assert all(row is not None and (row.marks or row.second_marks) for row in found[:3])
    assert page.count.text().endswith("40")
    with qtbot.waitSignal(page.answered, timeout=LONG):
        QTest.keyClick(page.search, Qt.Key.Key_Escape)
    answered(qtbot, page)
    assert page.model.rowCount() == 40


def test_filters_narrow_and_their_counts_are_true(qtbot: QtBot, sample: Place) -> None:
    page = sample[1].list_page("case-study")
    wanted = page.model.counts["conveyance"]["MAIL"]
    page.facets._toggle("conveyance\tMAIL")
    answered(qtbot, page)
    assert page.model.rowCount() == wanted
    page.facets.drop("conveyance")
    answered(qtbot, page)
    assert page.model.rowCount() == 40


def test_a_search_without_result_says_what_was_searched(qtbot: QtBot, sample: Place) -> None:
    page = sample[1].list_page("case-study")
    page.search.setText("xylophone")
    with qtbot.waitSignal(page.answered, timeout=LONG):
        QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.model.rowCount() == 0
    assert "xylophone" in page._nothing_words.text()
    assert page._nothing_words.isVisible()


def test_the_keyboard_opens_a_record(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    page = place.list_page("case-study")
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert window.focusWidget() is page.view
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    second = page.model.listed(1)
    assert second is not None
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert editor.record_id == second.id


def test_the_preview_shows_the_current_record(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    page = place.list_page("case-study")
    page.view.setCurrentIndex(page.model.index(3, 0))
    settle(qtbot, window)
    row = page.model.listed(3)
    assert row is not None
    texts = [label.text() for label in page.preview.findChildren(type(page.count))]
    assert row.title in texts


def test_the_model_keeps_the_rules_of_qt(
    qtbot: QtBot, sample: Place, qtmodeltester: ModelTester
) -> None:
    page = sample[1].list_page("case-study")
    qtmodeltester.check(page.model)
    answered(qtbot, page)


def test_an_empty_list_says_how_to_begin(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    page = place.list_page("case-study")
    assert page._empty.isVisible()
    assert window.focusWidget() is page._empty.rows[0]
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        QTest.keyClick(page._empty.rows[0], Qt.Key.Key_Space)


def test_many_records_come_by_pages(
    qtbot: QtBot, make_window: object, enter: object, tmp_path: Path
) -> None:
    from dataclasses import replace

    from rilo_desktop.services import record

    made = make_office(tmp_path / "many", "AP", "AP-01", "a passphrase of the first officer")
    with made.session as session:
        new = record.new(session, "case-study")
        with session.unit("edit") as unit:
            unit.write(
                [
                    replace(
                        new, id=f"{new.id[:-6]}{n:06d}", title=f"Case {n:04d}", date="2026-01-01"
                    )
                    for n in range(600)
                ]
            )
    window = make_window(tmp_path / "many", copied=False)  # type: ignore[operator]
    place: Workplace = enter(window)  # type: ignore[operator]
    page = place.list_page("case-study")
    assert page.model.rowCount() == 600
    assert page.model.listed(599) is None
    qtbot.waitUntil(lambda: page.model.listed(599) is not None, timeout=LONG)
    page.view.scrollToBottom()
    settle(qtbot, window)
    assert page.model.data(page.model.index(599, 0)).startswith("Case")


def test_words_are_found_as_they_were_typed() -> None:
    pattern = pattern_of('mail "a.b" (x')
    assert pattern is not None
    assert pattern.findall("MAIL a.b (x axb") == ["MAIL", "a.b", "(x"]
    assert pattern_of("  ") is None
