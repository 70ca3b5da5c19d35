# mypy: disable-error-code="call-arg, misc"
"""Pictures on a real office: by keyboard, to the rows, to the records, to the clipboard."""

from __future__ import annotations

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.charts.chart_view import ChartView
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.analysis.copying import written
from rilo_desktop.gui.pages.analysis.page import CASES, PICTURES, PLAN, WORDS, AnalysisPage
from rilo_desktop.gui.pages.analysis.rows_table import RowsTable
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme import colour

Place = tuple[MainWindow, Shell]
Key = Qt.Key


def opened(qtbot: QtBot, place: Place) -> AnalysisPage:
    window, shell = place
    shell.go("analysis")
    settle(qtbot, window)
    page = shell.page("analysis")
    assert isinstance(page, AnalysisPage)
    return page


@pytest.fixture
def page(qtbot: QtBot, sample: Place) -> AnalysisPage:
    return opened(qtbot, sample)


def answered(qtbot: QtBot, page: AnalysisPage) -> None:
    qtbot.waitUntil(lambda: page._context.tasks.flush(), timeout=LONG)


def chosen(box: QComboBox, code: str) -> None:
    """As an officer does: the list is opened and an entry taken."""
    at = box.findData(code)
    assert at > 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def went(page: AnalysisPage) -> list[Route]:
    found: list[Route] = []
    page._context.wanted.disconnect()
    page._context.wanted.connect(found.append)
    return found


def test_every_picture_is_there_with_its_words(page: AnalysisPage) -> None:
    assert list(page.cards) == [
        "route",
        "months",
        "quantities",
        "chapters",
        "conveyance",
        "commodity",
        "area",
        "detection",
        "origins",
    ]
    for card in page.cards.values():
        assert card.isVisibleTo(page)
        assert card.told.text().endswith(".")
        assert " of " in card.basis.text()
        assert card.picture.told in card.view.accessibleDescription()
        assert card.view.accessibleName().startswith(card.picture.title)
    assert page.summary.text() == "40 cases · 7 without a date"


def test_arrows_walk_through_a_picture_and_say_where_they_are(page: AnalysisPage) -> None:
    view = page.cards["conveyance"].view
    view.setFocus()
    heard = []
    for key in (Key.Key_Home, Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_End):
        QTest.keyClick(view, key)
        heard.append(view.accessibleName().split(". ")[1])
    assert heard == [
        "Air: 16 cases",
        "Vessel: 8 cases",
        "Mail: 7 cases",
        "Vessel: 8 cases",
        "Not known: 4 cases",
    ]


def test_enter_leads_to_the_records_behind_a_bar(qtbot: QtBot, page: AnalysisPage) -> None:
    chosen(page.bar.first, "2019")
    answered(qtbot, page)
    found = went(page)
    view = page.cards["conveyance"].view
    view.setFocus()
    QTest.keyClick(view, Key.Key_Home)
    QTest.keyClick(view, Key.Key_Return)
    assert len(found) == 1
    assert found[0].page == "case-study"
    assert found[0].filters["conveyance"] == ("AIR",)
    assert min(found[0].filters["date.year"]) == "2019"


def test_the_rows_behind_are_one_key_away(qtbot: QtBot, page: AnalysisPage) -> None:
    card = page.cards["months"]
    card.rows_button.setFocus()
    QTest.keyClick(card.rows_button, Key.Key_Space)
    assert card.table.isVisible()
    assert card.table.hasFocus()
    model = card.table.model()
    assert model.rowCount() == len(card.picture.rows)
    total = sum(row.cells[1] for row in card.picture.rows)  # type: ignore[misc]
    assert total == 40
    found = went(page)
    QTest.keyClick(card.table, Key.Key_Return)
    assert found[0].filters == {"date.month": ("2014-11",)}
    QTest.keyClick(card.rows_button, Key.Key_Space)
    assert not card.table.isVisible()


def test_the_model_keeps_the_rules_of_qt(page: AnalysisPage, qtmodeltester: ModelTester) -> None:
    card = page.cards["quantities"]
    card.rows_button.click()
    qtmodeltester.check(card.table.model())
    texts = [
        card.table.model().index(row, 2).data() for row in range(card.table.model().rowCount())
    ]
    assert "Not known" in texts
    assert "" not in texts


def test_rows_go_to_the_clipboard_with_exact_numbers(qtbot: QtBot, page: AnalysisPage) -> None:
    card = page.cards["quantities"]
    told: list[str] = []
    page._context.told.connect(told.append)
    card.copy_button.click()
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:4] == ["Goods", "Unit", "Month", "Quantity"]
    assert len(lines) == 1 + len(card.picture.rows)
    assert any(line.split("\t")[3] == "600000" for line in lines)
    table = bytes(data.data("text/csv").data()).decode()
    assert table.splitlines()[0].startswith("Goods,Unit,Month")
    assert told == [f"{len(card.picture.rows)} rows are on the clipboard."]


def test_selected_rows_alone_can_be_copied(page: AnalysisPage) -> None:
    card = page.cards["commodity"]
    card.rows_button.click()
    card.table.selectRow(1)
    QTest.keyClick(card.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QApplication.clipboard().text().splitlines()) == 2


def test_no_text_is_taken_for_a_formula() -> None:
    assert written("=1+1") == "'=1+1"
    assert written("Air\tand\nsea") == "Air and sea"


def test_filters_and_words_narrow_every_picture(qtbot: QtBot, page: AnalysisPage) -> None:
    chosen(page.bar.boxes["conveyance"], "MAIL")
    answered(qtbot, page)
    assert page.board is not None
    assert page.board.total == 7
    assert page.bar.clear_button.isVisible()
    QTest.keyClicks(page.bar.search, "xylophone")
    QTest.keyClick(page.bar.search, Key.Key_Return)
    answered(qtbot, page)
    assert page._pages.currentIndex() == WORDS
    assert page.clear.isVisible()
    page.clear.click()
    answered(qtbot, page)
    assert page.board.total == 40
    assert page._pages.currentIndex() == PICTURES


def test_years_are_taken_from_one_to_the_other(qtbot: QtBot, page: AnalysisPage) -> None:
    chosen(page.bar.first, "2019")
    chosen(page.bar.last, "2020")
    answered(qtbot, page)
    assert page.bar.filters == {"date.year": ("2019", "2020")}
    assert page.summary.text() == "9 cases"


def test_a_mark_runs_through_all_pictures_and_can_be_taken_away(
    qtbot: QtBot, page: AnalysisPage
) -> None:
    view = page.cards["conveyance"].view
    view.setFocus()
    QTest.keyClick(view, Key.Key_Space)
    answered(qtbot, page)
    assert page.mark.isVisible()
    rows = page.cards["commodity"].picture.rows
    assert sum(row.cells[-1] for row in rows) == 16  # type: ignore[misc]
    assert "of them marked: 10" in rows[0].spoken
    page.mark.click()
    answered(qtbot, page)
    assert not page.mark.isVisible()


def test_a_click_marks_and_a_double_click_opens(qtbot: QtBot, page: AnalysisPage) -> None:
    view = page.cards["commodity"].view
    spot = view.spots(1)[0]
    at = QPoint(int(spot.x + spot.width / 2), int(spot.y + spot.height / 2))
    found = went(page)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    answered(qtbot, page)
    assert view.current == 1
    assert page.mark.isVisible()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert found[-1].filters == {"commodity": ("MEDICAL",)}


def test_the_ring_of_the_keyboard_is_drawn(page: AnalysisPage) -> None:
    view = page.cards["conveyance"].view
    view.clearFocus()
    ring = colour("accentText").name()

    def edge() -> bool:
        image: QImage = view.grab().toImage()
        return any(image.pixelColor(x, 1).name() == ring for x in range(image.width()))

    assert not edge()
    view.setFocus()
    QTest.keyClick(view, Key.Key_Home)
    assert edge()


def test_the_action_plan_is_a_timeline(qtbot: QtBot, page: AnalysisPage) -> None:
    page.what._keys[PLAN].click()
    answered(qtbot, page)
    card = page.cards["plan"]
    assert [key for key, c in page.cards.items() if c.isVisibleTo(page)] == ["plan"]
    assert len(card.picture.rows) == 24
    found = went(page)
    card.view.setFocus()
    QTest.keyClick(card.view, Key.Key_Home)
    QTest.keyClick(card.view, Key.Key_Return)
    assert found[0].page == "action-item"
    assert found[0].record == card.picture.rows[0].record
    page.what._keys[CASES].click()
    answered(qtbot, page)
    assert page.cards["route"].isVisibleTo(page)


def test_what_is_written_elsewhere_is_counted_when_the_page_comes_back(
    qtbot: QtBot, sample: Place
) -> None:
    from dataclasses import replace

    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records import record

    window, place = sample
    page = opened(qtbot, sample)

    def write(session: Session) -> object:
        new = replace(record.new(session, "case-study"), title="One more")
        return record.save(session, new, "")

    place.go("risk-indicator")
    place.context.serve(write, then=place.context.announce, owner=place)
    settle(qtbot, window)
    place.go("analysis")
    settle(qtbot, window)
    assert page.board is not None
    assert page.board.total == 41


def test_a_late_answer_is_dropped(qtbot: QtBot, page: AnalysisPage) -> None:
    shown: list[int] = []
    show = page._show
    page._show = lambda board: (shown.append(board.total), show(board))  # type: ignore[assignment,func-returns-value]
    for code in ("AIR", "SEA", "MAIL"):
        chosen(page.bar.boxes["conveyance"], code)
    answered(qtbot, page)
    assert shown == [7]


def test_an_office_without_records_says_how_to_begin(qtbot: QtBot, fresh: Place) -> None:
    page = opened(qtbot, fresh)
    assert page._pages.currentIndex() == WORDS
    assert "Pictures come with the first records" in page.words.text()
    found = went(page)
    page.begin.click()
    assert found == [Route("case-study")]


def test_every_control_has_a_name(page: AnalysisPage) -> None:
    for card in page.cards.values():
        card.rows_button.click()
    for kind in (QPushButton, QComboBox, ChartView, RowsTable):
        controls = [control for control in page.findChildren(kind) if control.isVisible()]
        assert controls
        assert all(control.accessibleName() for control in controls)
    names = [card.rows_button.accessibleName() for card in page.cards.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("width", [0, 1024, 1600])
def test_nothing_is_wider_than_its_page(qtbot: QtBot, sample: Place, width: int) -> None:
    """From the narrowest that the window can be."""
    window, _ = sample
    page = opened(qtbot, sample)
    window.resize(max(width, window.minimumWidth()), 700)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: page.mapTo(window, QPoint(page.width(), 0)).x() == window.width())
    content = page.scroller.widget()
    assert content is not None
    qtbot.waitUntil(lambda: content.width() <= page.scroller.viewport().width(), timeout=LONG)
    for card in page.cards.values():
        assert card.mapTo(page, QPoint(card.width(), 0)).x() <= page.width()
