"""Find anything by the keyboard: records, pages and actions; and the overview of shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.commands import actions_in
from rilo_desktop.gui.dialogs.command_palette.entries import Entry
from rilo_desktop.gui.dialogs.command_palette.palette import CommandPalette
from rilo_desktop.gui.dialogs.command_palette.shortcut_overview import ShortcutOverview, grouped
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import PAGES
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell

Place = tuple[MainWindow, Shell]
CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> CommandPalette:
    """By its keys."""
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    place = window.shell
    assert place is not None
    found = place.seeking.overlay
    assert found is not None
    assert found.isVisible()
    return found


def find(qtbot: QtBot, window: MainWindow, words: str) -> CommandPalette:
    found = opened(window)
    with qtbot.waitSignal(found.shown, timeout=LONG):
        QTest.keyClicks(found.line, words)
    settle(qtbot, window)
    return found


def headings(found: CommandPalette) -> dict[str, list[Entry]]:
    """{heading: what stands under it}."""
    under: dict[str, list[Entry]] = {}
    for entry in found.view.rows:
        if entry.run is None:
            under[entry.title] = []
        else:
            under[list(under)[-1]].append(entry)
    return under


def choose(found: CommandPalette, title: str) -> None:
    """Go down to it with the arrow, and press Enter."""
    for _ in found.view.rows:
        current = found.view.current_entry
        if current is not None and current.title == title:
            break
        QTest.keyClick(found.line, Qt.Key.Key_Down)
    assert found.view.current_entry is not None
    assert found.view.current_entry.title == title
    QTest.keyClick(found.line, Qt.Key.Key_Return)


def test_what_is_found_is_named_in_the_language_of_the_window(qtbot: QtBot, french: Place) -> None:
    window, _place = french
    found = headings(find(qtbot, window, "Tokyo"))
    assert [entry.title for entry in found["Bureaux"]] == ["BRLR Asie et Pacifique"]


def test_words_find_records_of_every_kind_with_their_marks(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = find(qtbot, window, "watch")
    under = headings(found)
    assert list(under)[:2] == ["Case studies", "Risk indicators"]
    first = under["Case studies"][0]
    assert first.title[slice(*_span(first.marks[0]))].casefold() == "watch"
    assert all(entry.marks or entry.second_marks for entry in under["Case studies"])
    counted = next(entry for entry in found.view.rows if entry.title == "Case studies")
    assert int(counted.trailing) >= len(under["Case studies"])
    assert found.line.accessibleDescription().startswith(first.title)
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not found.isVisible()
    editor = place.pages.currentWidget()
    assert isinstance(editor, EditorPage)
    assert editor.form.value("title") == first.title


def _span(mark: tuple[int, int]) -> tuple[int, int]:
    start, length = mark
    return start, start + length


def test_enter_waits_for_what_is_being_looked_for(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = opened(window)
    QTest.keyClicks(found.line, "400 watches declared")
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(place.pages.currentWidget(), EditorPage), timeout=LONG)
    settle(qtbot, window)
    assert "400 watches" in place.editor("case-study").form.value("title")


def test_enter_waits_for_the_same_words_again(qtbot: QtBot, sample: Place) -> None:
    """What stands there is that of no words, whatever was looked for the last time."""
    window, place = sample
    for _ in range(2):
        place.go("case-study")
        settle(qtbot, window)
        found = opened(window)
        QTest.keyClicks(found.line, "Go to Analysis")
        QTest.keyClick(found.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: place.here.page != "case-study", timeout=LONG)
        settle(qtbot, window)
        assert place.here.page == "analysis"


def test_the_name_of_a_page_finds_the_page_first(qtbot: QtBot, sample: Place) -> None:
    """Whatever records have the same words."""
    window, place = sample
    for look in PAGES:
        if not look.group:
            continue
        found = find(qtbot, window, look.label.rpartition("\x04")[2])
        current = found.view.current_entry
        assert current is not None
        assert current.is_named, look.label
        QTest.keyClick(found.line, Qt.Key.Key_Return)
        settle(qtbot, window)
        assert place.here.page == look.key


def test_enter_waits_for_another_kind(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = find(qtbot, window, "watch")
    QTest.keyClick(found.line, Qt.Key.Key_Tab)
    QTest.keyClick(found.line, Qt.Key.Key_Tab)
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not found.isVisible(), timeout=LONG)
    settle(qtbot, window)
    assert place.here.page == "risk-indicator"


def test_escape_takes_enter_back(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = opened(window)
    QTest.keyClicks(found.line, "Go to Analysis")
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    QTest.keyClick(found.line, Qt.Key.Key_Escape)
    assert not found.isVisible()
    settle(qtbot, window)
    assert place.here.page == "case-study"


def test_who_types_on_takes_enter_back(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = opened(window)
    QTest.keyClicks(found.line, "Go to Ana")
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(found.shown, timeout=LONG):
        QTest.keyClicks(found.line, "lysis")
    settle(qtbot, window)
    assert found.isVisible()
    assert place.here.page == "case-study"


def test_escape_and_a_click_beside_it_give_the_keyboard_back(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    before = window.focusWidget()
    assert before is place.list_page("case-study").search
    found = opened(window)
    QTest.keyClick(found.line, Qt.Key.Key_Escape)
    assert not found.isVisible()
    assert window.focusWidget() is before
    opened(window)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(4, found.height() - 4))
    assert not found.isVisible()
    assert window.focusWidget() is before


def test_without_words_pages_come_before_anything_that_is_done(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = opened(window)
    titles = [entry.title for entry in found.view.rows if entry.run is not None]
    assert titles[0] == "Go to Today"
    assert {"Lock", "Import tables", "Keyboard shortcuts"} <= set(titles)
    assert "Find anything" not in titles
    choose(found, "Go to Analysis")
    settle(qtbot, window)
    assert place.pages.currentWidget() is place.page("analysis")


def test_an_action_is_found_by_its_words_and_done(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = find(qtbot, window, "new case")
    assert found.view.current_entry is not None
    assert found.view.current_entry.trailing == "Ctrl N"
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert place.here == Route("case-study", new=True)


def test_tab_narrows_to_one_kind_and_goes_round(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    found = find(qtbot, window, "watch")
    few = len(headings(found)["Case studies"])
    with qtbot.waitSignal(found.shown, timeout=LONG):
        QTest.keyClick(found.line, Qt.Key.Key_Tab)
    assert "Risk indicators" not in headings(found)
    assert len(headings(found)["Case studies"]) > few
    assert found.isVisible()
    with qtbot.waitSignal(found.shown, timeout=LONG):
        QTest.keyClick(found.line, Qt.Key.Key_Backtab)
    assert "Risk indicators" in headings(found)


def test_all_that_was_found_is_shown_as_a_list(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    found = find(qtbot, window, "watch")
    choose(found, "Show all in Risk indicators")
    settle(qtbot, window)
    page = place.list_page("risk-indicator")
    assert place.pages.currentWidget() is page
    assert page.search.text() == "watch"


def test_a_list_where_nothing_was_found_asks_everywhere(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("risk-indicator")
    settle(qtbot, window)
    page = place.list_page("risk-indicator")
    with qtbot.waitSignal(page.model.found, timeout=LONG):
        QTest.keyClicks(page.search, "wildlife souvenirs archaeological")
    settle(qtbot, window)
    page.search_everywhere.click()
    settle(qtbot, window)
    found = place.seeking.overlay
    assert found is not None
    assert found.isVisible()
    assert found.line.text() == "wildlife souvenirs archaeological"


def test_nothing_found_is_said(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    found = find(qtbot, window, "zzyzx")
    assert [entry.title for entry in found.view.rows] == ["Nothing was found for “zzyzx”."]
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    assert found.isVisible()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("illicit trade report input", "Input for the Illicit Trade Report"),
        ("RILO Middle East", "RILO Middle East"),
        ("Network Action Plan 2023", "Global RILO Network Action Plan 2023-2024"),
    ],
)
def test_a_record_without_a_list_of_its_own_opens_and_leads_back(
    qtbot: QtBot, sample: Place, words: str, title: str
) -> None:
    window, place = sample
    before = place.pages.currentWidget()
    choose(find(qtbot, window, words), title)
    settle(qtbot, window)
    first = place.pages.currentWidget()
    assert isinstance(first, EditorPage)
    choose(find(qtbot, window, "watch"), "400 watches declared at USD 1.25 each")
    settle(qtbot, window)
    editor = place.pages.currentWidget()
    assert isinstance(editor, EditorPage)
    assert editor is not first
    editor.leave()
    settle(qtbot, window)
    assert place.pages.currentWidget() is before


def test_it_goes_with_the_pages_when_the_window_is_locked(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    opened(window)
    with qtbot.waitSignal(window.locked, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None, timeout=LONG)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert window.findChild(CommandPalette) is None


def test_typed_text_is_asked_for_before_going_elsewhere(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.write("case-study")
    settle(qtbot, window)
    editor = place.editor("case-study")
    QTest.keyClicks(editor.form.fields["title"].input.target(), "Half a thought")
    choose(find(qtbot, window, "watch"), "400 watches declared at USD 1.25 each")
    settle(qtbot, window)
    assert editor.form.value("title") == "Half a thought"
    assert place.pages.currentWidget() is editor


def test_the_overview_shows_every_key_of_the_place(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.write("case-study")
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    overview = window.findChild(ShortcutOverview)
    assert overview is not None
    assert overview.isVisible()
    shown = {(place.text, place.count) for place in overview.list.rows}
    assert {("Find anything", "Ctrl K"), ("Go to the next finding", "F8")} <= shown
    with_keys = {action.command.label for action in actions_in(window) if action.command.keys}
    assert with_keys <= {text for text, _ in shown}
    heads = [place.text for place in overview.list.rows if place.look == "head"]
    assert heads[0] == "Everywhere"
    assert "In the editor" in heads
    with qtbot.waitSignal(overview.search.searched, timeout=LONG):
        QTest.keyClicks(overview.search, "finding")
    assert ("Go to the next finding", "F8") in {
        (place.text, place.count) for place in overview.list.rows
    }
    assert len(overview.list.rows) < len(shown)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert len(window.findChildren(ShortcutOverview)) == 1
    QTest.keyClick(overview.search, Qt.Key.Key_Escape)
    assert overview.search.text() == ""
    QTest.keyClick(overview.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ShortcutOverview) is None, timeout=LONG)


def test_the_overview_opens_before_the_office_does(
    qtbot: QtBot, make_window: Callable[..., MainWindow], new_office: Path
) -> None:
    window = make_window(new_office)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    overview = window.findChild(ShortcutOverview)
    assert overview is not None
    assert [place.text for place in overview.list.rows if place.look == "head"] == ["Everywhere"]


def test_nothing_without_keys_is_in_the_overview(qtbot: QtBot) -> None:
    assert grouped(actions_in(QWidget())) == {}
    assert qtbot is not None
