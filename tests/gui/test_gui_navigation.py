# mypy: disable-error-code="attr-defined"
"""The navigation: groups that fold, one tab stop, a rail whose pages fly out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import INBOX, PAGES, TODAY, page_entry, pages_of
from rilo_desktop.gui.shell import KEPT_OPEN, Shell
from rilo_desktop.gui.theme import scaled
from rilo_desktop.gui.theme.tokens import RAIL
from rilo_desktop.gui.widgets.navigation_tree import FlyOut, NavigationTree
from rilo_desktop.presentation.navigation import CASEWORK, EXCHANGE, GROUPS, MEETING, NETWORK
from rilo_desktop.services.office import preferences

Place = tuple[MainWindow, Shell]


def group_row(tree: NavigationTree, key: str):  # type: ignore[no-untyped-def]
    row = next(n for n, branch in enumerate(tree.places.branches) if branch.key == key)
    return tree.places.index(row, 0)


@pytest.fixture
def place(qtbot: QtBot, sample: Place) -> Shell:
    """The sample office on Today, whose group has no other page."""
    sample[1].go(TODAY)
    settle(qtbot, sample[0])
    return sample[1]


def open_groups(tree: NavigationTree) -> set[str]:
    rows = range(tree.places.rowCount())
    return {
        tree.places.branches[row].key for row in rows if tree.isExpanded(tree.places.index(row, 0))
    }


def click(tree: NavigationTree, index) -> None:  # type: ignore[no-untyped-def]
    QTest.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center()
    )


def test_there_is_one_row_for_each_group_and_one_group_is_open(place: Shell) -> None:
    tree = place.navigation
    assert [branch.key for branch in tree.places.branches] == [
        group.key for group in GROUPS if pages_of(group.key)
    ]
    assert open_groups(tree) == set(), "Today is a page alone"
    assert tree.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_list_that_a_page_leads_to_is_marked_at_that_page(
    qtbot: QtBot, sample: Place, place: Shell
) -> None:
    tree = place.navigation
    found = {look.key: look.found_at for look in PAGES if look.found_at}
    assert {"challenge", "obligation", "competency-rating"} <= set(found)
    for key, at in found.items():
        place.go(key)
        settle(qtbot, sample[0])
        assert tree.currentIndex() == tree.places.place_of(at)
        assert tree.currentIndex().isValid()


def test_a_click_on_a_group_goes_to_its_page_used_last_and_folds_the_others(
    qtbot: QtBot, sample: Place, place: Shell
) -> None:
    window, _ = sample
    tree = place.navigation
    click(tree, group_row(tree, CASEWORK))
    settle(qtbot, window)
    assert (place.here.page, open_groups(tree)) == ("case-study", {CASEWORK})
    click(tree, tree.places.place_of("risk-indicator"))
    settle(qtbot, window)
    assert place.here.page == "risk-indicator"
    click(tree, group_row(tree, NETWORK))
    settle(qtbot, window)
    assert open_groups(tree) == {NETWORK}
    click(tree, group_row(tree, CASEWORK))
    settle(qtbot, window)
    assert place.here.page == "risk-indicator", "the one used last"
    click(tree, group_row(tree, CASEWORK))
    settle(qtbot, window)
    pages = pages_of(CASEWORK)
    after = pages[(pages.index("risk-indicator") + 1) % len(pages)]
    assert place.here.page == after, "the same again goes to the next"


def test_the_keys_fold_open_and_go(qtbot: QtBot, sample: Place, place: Shell) -> None:
    window, _ = sample
    tree = place.navigation
    tree.setFocus()
    tree.setCurrentIndex(group_row(tree, CASEWORK))
    at = place.here.page
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert open_groups(tree) == {CASEWORK}
    assert place.here.page == at, "an arrow goes nowhere"
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentIndex().data() == "Case studies"
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert tree.currentIndex() == group_row(tree, CASEWORK)
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert open_groups(tree) == set()
    QTest.keyClick(tree, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert place.here.page == "case-study"


def test_a_screen_reader_hears_tree_items_with_their_state(
    qtbot: QtBot, sample: Place, place: Shell
) -> None:
    window, _ = sample
    place.go("case-study")
    settle(qtbot, window)
    face = QAccessible.queryAccessibleInterface(place.navigation)
    assert face.role() == QAccessible.Role.Tree
    items = [face.child(n) for n in range(face.childCount())]
    assert items[0].text(QAccessible.Text.Name) == "Pages", "the head, which is not shown"
    items = items[1:]
    assert {item.role() for item in items} == {QAccessible.Role.TreeItem}
    names = [item.text(QAccessible.Text.Name) for item in items]
    assert all(names), "no row without a name"
    states = {name: item.state() for name, item in zip(names, items, strict=True)}
    assert (states["Casework"].expandable, states["Casework"].expanded) == (True, True)
    assert (states["Network"].expandable, states["Network"].expanded) == (True, False)
    assert not states["Today"].expandable
    assert any(name.startswith("Case studies ") for name in names)


def test_what_a_screen_reader_chose_is_gone_to_whatever_is_marked_meanwhile(
    qtbot: QtBot, place: Shell
) -> None:
    """The groups that were kept open come from the store after the window is there."""
    tree = place.navigation
    face = QAccessible.queryAccessibleInterface(tree)
    at = group_row(tree, CASEWORK)
    cell = next(
        child
        for n in range(face.childCount())
        if (child := face.child(n)) is not None
        and child.text(QAccessible.Text.Name).startswith(tree.places.item(at).label)
    )
    cell.actionInterface().doAction(cell.actionInterface().actionNames()[0])
    tree.keep_open(frozenset())
    qtbot.waitUntil(lambda: page_entry(place.here.page).group == CASEWORK, timeout=LONG)


def test_what_waits_is_at_the_page_and_moves_to_the_closed_group(
    qtbot: QtBot, sample: Place, place: Shell
) -> None:
    window, _ = sample
    tree = place.navigation
    place._on_waiting(2)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert group_row(tree, EXCHANGE).data(spoken) == "Exchange 2 waiting"
    place.go(INBOX)
    settle(qtbot, window)
    assert tree.places.place_of(INBOX).data(spoken).endswith("2 waiting")
    closed = tree.grab().toImage()
    place._on_waiting(0)
    assert tree.grab().toImage() != closed


def point(widget: QWidget, at: QPoint) -> None:
    """The pointer comes there, without a button."""
    none = Qt.MouseButton.NoButton
    here, everywhere = QPointF(at), QPointF(widget.mapToGlobal(at))
    kind = QEvent.Type.MouseMove
    moved = QMouseEvent(kind, here, everywhere, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, moved)


def menu(qtbot: QtBot, kind: type[QMenu] = QMenu) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), kind), timeout=LONG)
    found = QApplication.activePopupWidget()
    assert isinstance(found, kind)
    return found


def test_a_group_is_kept_open_for_this_officer(
    qtbot: QtBot,
    sample: Place,
    place: Shell,
    enter: Callable[[MainWindow], Shell],
) -> None:
    window, _ = sample
    tree = place.navigation
    made = tree.menu_of(group_row(tree, MEETING))
    assert made is not None
    (keep,) = made.actions()
    keep.trigger()
    settle(qtbot, window)
    assert open_groups(tree) == {MEETING}
    place.go("case-study")
    settle(qtbot, window)
    assert open_groups(tree) == {CASEWORK, MEETING}
    assert preferences.read(window.office.session, KEPT_OPEN) == MEETING
    assert tree.menu_of(group_row(tree, "today")) is None
    window.flow.lock_at_once()
    settle(qtbot, window)
    again = enter(window)
    qtbot.waitUntil(lambda: MEETING in open_groups(again.navigation), timeout=LONG)


def test_a_rail_shows_icons_and_its_pages_fly_out(
    qtbot: QtBot, sample: Place, place: Shell
) -> None:
    window, _ = sample
    tree = place.navigation
    window.resize(1024, 700)
    settle(qtbot, window)
    assert place._side.width() == scaled(RAIL)
    place.go("case-study")
    settle(qtbot, window)
    assert open_groups(tree) == set()
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Right)
    found = menu(qtbot, FlyOut)
    labels = [action.text().partition("\t")[0] for action in found.actions()]
    assert labels == ["Casework", *(page_entry(key).label for key in pages_of(CASEWORK))]
    assert found.activeAction().text().startswith("Case studies")
    QTest.keyClick(found, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    row = group_row(tree, CASEWORK)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(tree, event)
    found = menu(qtbot, FlyOut)
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert place.here.page == "risk-indicator"
    point(tree.viewport(), tree.visualRect(row).center())
    found = menu(qtbot, FlyOut)
    far = QPoint(found.width() + 300, found.height() + 300)
    point(found, far)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None, timeout=LONG)
    with qtbot.waitSignal(tree.group_chosen, timeout=LONG):
        click(tree, group_row(tree, NETWORK))
    settle(qtbot, window)
    assert place.here.page in pages_of(NETWORK)


def test_a_narrow_window_and_large_text_leave_every_group_in_sight(
    qtbot: QtBot,
    sample_office: Path,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
) -> None:
    window = make_window(sample_office, language="fr")
    place = enter(window)
    window.resize(1280, 700)
    for group in GROUPS:
        for key in pages_of(group.key):
            place.go(key)
            settle(qtbot, window)
            tree = place.navigation
            whole = QRect(QPoint(), tree.viewport().size())
            assert whole.contains(tree.visualRect(tree.currentIndex())), key
