"""Each list with rows of its own, without a window and an office: both directions, both schemes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.dialogs.command_palette.entries import Entry
from rilo_desktop.gui.dialogs.command_palette.palette_view import PaletteView
from rilo_desktop.gui.itemviews import ListView
from rilo_desktop.gui.lifecycle.bootstrap import dress_of
from rilo_desktop.gui.pages.inbox.commentable_fields_view import CommentableField as FieldPlace
from rilo_desktop.gui.pages.inbox.commentable_fields_view import CommentableFieldsView as FieldsView
from rilo_desktop.gui.pages.inbox.commented_view import Commented, CommentedView
from rilo_desktop.gui.pages.today.messages import Line
from rilo_desktop.gui.pages.today.rows import LinesView
from rilo_desktop.gui.theme import metrics, scaled
from rilo_desktop.gui.theme.theme_state import choose_text_size
from rilo_desktop.gui.widgets.findings import FindingsView, ShownFinding
from rilo_desktop.gui.widgets.navigation_list import NavigationItem, NavigationList
from rilo_desktop.gui.widgets.picker import PickRow
from rilo_desktop.gui.widgets.picker.rows import PickView

LONG = "A title that is much longer than the list in which it stands is wide, and goes on"
WIDE = 300


def findings() -> FindingsView:
    view = FindingsView("Findings")
    view.show_findings(
        [ShownFinding(look, LONG, "Goods", path="goods") for look in ("blocks", "warns", "fine")]
    )
    return view


def picks() -> PickView:
    view = PickView("Picks")
    rows = [PickRow("offer", "a", key, LONG, "AP-01", "why", key == "2") for key in "123"]
    rows.append(PickRow("offer", "a", "4", LONG, barred=True))
    view.show_picks([PickRow("head", "a", title="Offers"), *rows, PickRow("more", "m", title="9")])
    return view


def entries() -> PaletteView:
    view = PaletteView("Entries")
    run = Entry(LONG, lambda: None, "file-text", LONG, "Ctrl N", marks=((2, 5),))
    view.show_entries(
        [Entry("Case studies", trailing="3"), run, Entry("Other", lambda: None, "eye")]
    )
    return view


def lines() -> LinesView:
    view = LinesView("Lines")
    looks = [Line(look, LONG, look, "second", "eye", aside="4", unit="days") for look in LOOKS]
    view.show_lines(looks)
    return view


LOOKS = ("head", "entry", "due", "more")


def commented() -> CommentedView:
    view = CommentedView()
    view.show_records([Commented("1", "AP/2026/CS/A0001", LONG, 3), Commented("2", "AP", "")])
    return view


def fields() -> FieldsView:
    view = FieldsView()
    view.show_places([FieldPlace("title", "Title", LONG, LONG), FieldPlace("goods", "Goods", "")])
    return view


def places() -> NavigationList:
    boxes = [NavigationItem("facet", LONG, str(n), count="7", checked=bool(n)) for n in range(2)]
    fold, more = (
        NavigationItem("fold", LONG, "fold", "chevron-down"),
        NavigationItem("more", "6 more", "more"),
    )
    pages = [
        NavigationItem("nav", LONG, "nav", "eye", count="40"),
        NavigationItem("gap"),
        NavigationItem("head", "Views"),
    ]
    return NavigationList(
        "Places", [*pages, fold, *boxes, more, NavigationItem("part", LONG, "part", "check")]
    )


LISTS = (findings, picks, entries, lines, commented, fields, places)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    dress = dress_of(qapp, "light")
    yield
    choose_text_size(100)
    dress.choose("light")


def shown(qtbot: QtBot, view: ListView[Any], wide: int = WIDE, mirrored: bool = False) -> QImage:
    qtbot.addWidget(view)
    way = Qt.LayoutDirection
    view.setLayoutDirection(way.RightToLeft if mirrored else way.LeftToRight)
    view.resize(wide, 600)
    with qtbot.waitExposed(view):
        view.show()
    return view.grab().toImage()


@pytest.mark.parametrize("make", LISTS)
def test_its_model_is_one_that_qt_knows(
    qtbot: QtBot, qtmodeltester: ModelTester, make: Callable[[], ListView[Any]]
) -> None:
    view = make()
    qtbot.addWidget(view)
    qtmodeltester.check(view.model())  # type: ignore[no-untyped-call]
    for row in range(view.model().rowCount()):
        said = view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said or view.rows[row].look == "gap"


@pytest.mark.parametrize("make", LISTS)
def test_it_is_drawn_in_both_directions_and_schemes(
    qtbot: QtBot, qapp: QApplication, make: Callable[[], ListView[Any]]
) -> None:
    images = [shown(qtbot, make()), shown(qtbot, make(), mirrored=True)]
    dress_of(qapp, "dark")
    images.append(shown(qtbot, make()))
    for number, image in enumerate(images):
        assert all(image != other for other in images[number + 1 :])


@pytest.mark.parametrize("make", LISTS)
def test_rows_have_room_for_their_lines(qtbot: QtBot, make: Callable[[], ListView[Any]]) -> None:
    """Also at twice the size of the text, and narrower rows are never lower."""
    for percent in (100, 200):
        choose_text_size(percent)
        narrow, wide = make(), make()
        shown(qtbot, narrow)
        shown(qtbot, wide, 1_500)
        for row in range(len(narrow.rows)):
            is_gap = getattr(narrow.rows[row], "look", "") == "gap"  # it has no line
            least = metrics().height() if not is_gap else scaled(12)
            assert narrow.sizeHintForRow(row) >= wide.sizeHintForRow(row) >= least


@pytest.mark.parametrize("make", LISTS)
def test_arrows_reach_what_can_be_chosen_and_nothing_else(
    qtbot: QtBot, make: Callable[[], ListView[Any]]
) -> None:
    view = make()
    shown(qtbot, view)
    able = [n for n, row in enumerate(view.rows) if view.rows_model.is_enabled(row)]
    view.select_row(able[0])
    seen = [able[0]]
    for _ in view.rows:
        QTest.keyClick(view, Qt.Key.Key_Down)
        if view.currentIndex().row() != seen[-1]:
            seen.append(view.currentIndex().row())
    assert seen == able
