"""The route: legs are moved by mouse and keyboard, and each has a name for a screen reader."""

from __future__ import annotations

from typing import Any

import pytest
from gui_lines import made
from gui_windows import LONG, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.i18n import choose_language
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.route.input import RouteInput
from rilo_desktop.records import NOT_KNOWN, CaseStudy, RouteLeg

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def route(qtbot: QtBot) -> RouteInput:
    found = made(qtbot, CaseStudy, "route")
    assert isinstance(found, RouteInput)
    found.set_value(tuple(RouteLeg(place=place) for place in "ABC"))
    found.view.setFocus()
    found.view.setCurrentIndex(found.model.index(0, 0))
    return found


def order(route: RouteInput) -> str:
    return "".join(leg.place for leg in route.value())


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (Qt.Key.Key_Right, "BAC"),
        (Qt.Key.Key_Down, "BAC"),
        (Qt.Key.Key_Left, "ABC"),
        (Qt.Key.Key_Up, "ABC"),
    ],
)
def test_alt_and_an_arrow_move_a_leg(route: RouteInput, key: Qt.Key, wanted: str) -> None:
    QTest.keyClick(route.view, key, ALT)
    assert order(route) == wanted


def test_arrows_are_mirrored_with_the_window(
    qtbot: QtBot, route: RouteInput, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: choose_language("en"))
    choose_language("xx")
    route.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(route.view, Qt.Key.Key_Left, ALT)
    assert order(route) == "BAC"


def middle(route: RouteInput, leg: int) -> QPoint:
    return route.view._rect(leg).center()  # type: ignore[attr-defined]


def drag(route: RouteInput, leg: int, to: QPoint) -> None:
    ground = route.view.viewport()
    QTest.mousePress(ground, LEFT, pos=middle(route, leg))
    QTest.mouseMove(ground, (middle(route, leg) + to) / 2)
    QTest.mouseMove(ground, to)
    QTest.mouseRelease(ground, LEFT, pos=to)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize(
    ("leg", "over", "wanted"), [(0, 2, "BAC"), (2, 0, "CAB"), (1, 1, "ABC"), (0, 9, "BCA")]
)
def test_a_leg_is_dragged_to_its_place(
    route: RouteInput, leg: int, over: int, wanted: str, direction: Qt.LayoutDirection
) -> None:
    route.setLayoutDirection(direction)
    QApplication.processEvents()
    toward = -4 if direction == Qt.LayoutDirection.LeftToRight else 4
    last = over > 2
    at = middle(route, 3 if last else over) + QPoint(toward, 0)
    drag(route, leg, at)
    assert order(route) == wanted
    moved = route.value()[route.view.currentIndex().row()].place
    assert moved == "ABC"[leg]
    assert not route.view.dragging  # type: ignore[attr-defined]


def test_escape_lets_a_leg_go(route: RouteInput) -> None:
    ground = route.view.viewport()
    QTest.mousePress(ground, LEFT, pos=middle(route, 0))
    QTest.mouseMove(ground, middle(route, 1))
    QTest.mouseMove(ground, middle(route, 2))
    QTest.keyClick(route.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(ground, LEFT, pos=middle(route, 2))
    assert order(route) == "ABC"


def test_a_leg_is_added_doubled_and_taken_away(route: RouteInput) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(route.view, Qt.Key.Key_D, control)
    assert order(route) == "AABC"
    assert route.view.currentIndex().row() == 1
    QTest.keyClick(route.view, Qt.Key.Key_Delete)
    assert order(route) == "ABC"
    QTest.keyClick(route.view, Qt.Key.Key_End)
    QTest.keyClick(route.view, Qt.Key.Key_Return)
    assert route.fields["country"].input.hasFocus()
    route.fields["place"].take_focus()
    QTest.keyClicks(route.fields["place"].input, "D")
    assert order(route) == "ABCD"


def test_enter_begins_the_first_stop(route: RouteInput) -> None:
    route.set_value(())
    QTest.keyClick(route.view, Qt.Key.Key_Return)
    assert route.fields["country"].input.hasFocus()


def test_enter_goes_to_the_next_stop_and_begins_a_new_one(route: RouteInput) -> None:
    """To the field in which the entry of the stop before began."""
    route.set_value((RouteLeg(country="CN", place="A"), RouteLeg()))
    route.go_to(0, "country")
    QTest.keyClick(route.fields["country"].input, Qt.Key.Key_Return)
    assert route.view.currentIndex().row() == 1
    assert route.fields["country"].input.hasFocus()
    QTest.keyClicks(route.fields["country"].input, "malays")
    QTest.keyClick(route.fields["country"].input, Qt.Key.Key_Tab)
    route.fields["place"].take_focus()
    QTest.keyClicks(route.fields["place"].input, "Port")
    QTest.keyClick(route.fields["place"].input, Qt.Key.Key_Return)
    assert route.view.currentIndex().row() == 2
    assert route.fields["country"].input.hasFocus()
    QTest.keyClick(route.fields["country"].input, Qt.Key.Key_Return)
    assert route.view.currentIndex().row() == 2, "an empty stop begins no other"
    assert route.value() == (
        RouteLeg(country="CN", place="A"),
        RouteLeg(country="MY", place="Port"),
    )


def test_enter_stays_where_a_text_is_no_value(route: RouteInput) -> None:
    route.go_to(0, "country")
    QTest.keyClicks(route.fields["country"].input, "no such land")
    QTest.keyClick(route.fields["country"].input, Qt.Key.Key_Return)
    assert route.view.currentIndex().row() == 0
    assert route.fields["country"].complaint()


def test_a_leg_has_a_name_of_its_own(route: RouteInput) -> None:
    route.set_value(
        (
            RouteLeg(role="origin", country="CN", place=NOT_KNOWN),
            RouteLeg(role="transit", country="PA", place="Colón", mode="SEA", date="2025-03"),
        )
    )
    said = [name_of(route, row) for row in range(3)]
    assert said[0] == "Stop 1 of 2: Origin, China, Not known"
    assert said[1].startswith("Stop 2 of 2: Transit, Panama, Colón, ")
    assert said[1].endswith("Vessel, Mar\u00a02025")
    assert said[2] == "Add stop"
    route.go_to(1, "place")
    assert route.fields["place"].input.accessibleName() == "Stop 2 of 2: Place"


def name_of(route: RouteInput, row: int) -> str:
    found = route.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    return str(found)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be said on the accessibility bus."""
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if hasattr(event, "message"):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return heard


def test_a_move_is_said(route: RouteInput, said: list[str]) -> None:
    QTest.keyClick(route.view, Qt.Key.Key_Right, ALT)
    assert said == ["Moved: it is now Stop 2 of 3"]
    QTest.keyClick(route.view, Qt.Key.Key_Delete)
    assert said[1:] == ["Removed: Stop 2 of 3"]


def test_in_its_editor_a_leg_moves_and_nobody_leaves(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    """Alt+Left is the way back to the list everywhere else."""
    window, place = sample
    place.go("case-study")
    settle(qtbot, window)
    place.list_page("case-study")._open_row(0)
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        pass
    settle(qtbot, window)
    left: list[Any] = []
    editor.left.connect(lambda: left.append(1))
    route = editor.form.fields["route"].input
    editor.form.set_value("route", tuple(RouteLeg(place=place) for place in "ABC"))
    route.go_to(2, "")
    qtbot.waitUntil(route.view.hasFocus)
    QTest.keyClick(route.view, Qt.Key.Key_Left, ALT)
    assert [leg.place for leg in editor.form.value("route")] == ["A", "C", "B"]
    for _ in range(3):
        QTest.keyClick(route.view, Qt.Key.Key_Left, ALT)
    assert left == []
    assert editor.isVisible()
