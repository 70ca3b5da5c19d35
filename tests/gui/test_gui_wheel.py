"""The mouse wheel scrolls what a control stands in, and changes no value."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gui_wheel import bring_to_sight, said, turn
from gui_windows import PASSPHRASE, settle
from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDial,
    QDoubleSpinBox,
    QLineEdit,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from unchanged import Turned

import rilo_desktop.gui
from rilo_desktop.gui.commands.office import SUB_PAGES
from rilo_desktop.gui.lifecycle.bootstrap import dress_of
from rilo_desktop.gui.lifecycle.language_switch import application
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme.wheel_guard import GUARDED
from rilo_desktop.gui.widgets.choice_box import ChoiceBox
from rilo_desktop.gui.widgets.inputs.code import Choice, CodeInput
from rilo_desktop.gui.widgets.layouts import vbox
from rilo_desktop.records import CaseStudy, fields_of
from rilo_desktop.services.office.create_office import add_sample, make_office
from screenshots import NAMES, VARIANTS, Harness, Scene, visit
from short_forms import FULL

STEPS = 5
PARTS = 6
"""Of all scenes: a test may take five minutes."""


def _filled(box: QComboBox) -> QComboBox:
    box.addItems([f"entry {n}" for n in range(40)])
    box.setCurrentIndex(20)
    return box


def _code() -> CodeInput:
    made = CodeInput(fields_of(CaseStudy)["tlp"], [Choice(f"c{n}", f"code {n}") for n in range(40)])
    made.set_value("c20")
    return made


def _editable() -> QComboBox:
    made = _filled(QComboBox())
    made.setEditable(True)
    return made


def _spin(made: QSpinBox | QDoubleSpinBox | QSlider | QDial) -> QWidget:
    made.setValue(20)
    return made


def _tabs() -> QTabBar:
    made = QTabBar()
    for n in range(5):
        made.addTab(f"tab {n}")
    made.setCurrentIndex(2)
    return made


CONTROLS: dict[str, Callable[[], QWidget]] = {
    "box": lambda: _filled(QComboBox()),
    "box with a line": _editable,
    "choice": lambda: _filled(ChoiceBox()),
    "code": _code,
    "number": lambda: _spin(QSpinBox()),
    "fraction": lambda: _spin(QDoubleSpinBox()),
    "date": lambda: QDateEdit(QDate(2026, 11, 30)),
    "slider": lambda: _spin(QSlider()),
    "dial": lambda: _spin(QDial()),
    "tabs": _tabs,
}


@pytest.mark.parametrize("has_focus", [False, True], ids=["", "focused"])
@pytest.mark.parametrize("name", CONTROLS)
def test_the_wheel_scrolls_the_page_below_and_changes_nothing(
    qtbot: QtBot, name: str, has_focus: bool
) -> None:
    dress_of(application(), "light")
    control, other, rest = CONTROLS[name](), QLineEdit(), QWidget()
    rest.setFixedHeight(2_000)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(vbox(other, control, rest))
    area.resize(400, 300)
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    (control if has_focus else other).setFocus()
    focused, before = area.focusWidget(), said(control)
    for down in (True, False):
        bar, at = area.verticalScrollBar(), area.verticalScrollBar().value()
        turn(control, down)
        assert (bar.value() > at) == down
        assert said(control) == before
        assert area.focusWidget() is focused


def test_an_open_list_scrolls(qtbot: QtBot) -> None:
    dress_of(application(), "light")
    box = _filled(ChoiceBox())
    box.setMaxVisibleItems(8)
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    bar = box.view().verticalScrollBar()
    before = bar.value()
    for _ in range(STEPS):
        turn(box.view().viewport())
    assert bar.value() > before
    assert box.currentIndex() == 20
    box.hidePopup()


def test_a_scroll_over_the_settings_of_the_office_leaves_them(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    """Retention and backup were changed by whoever scrolled down the page."""
    window, place = sample
    place.go(OFFICE)
    page, turned = place.page(OFFICE), 0
    assert isinstance(page, OfficePage)
    for key in SUB_PAGES:
        page.show_page(key)
        settle(qtbot, window)
        boxes = [box for box in page.findChildren(QComboBox) if box.isVisible()]
        before = [said(box) for box in boxes]
        for box in boxes:
            bring_to_sight(box)
            assert turn(box)
            assert turn(box, down=False)
        settle(qtbot, window)
        assert [said(box) for box in boxes] == before
        turned += len(boxes)
    assert turned > STEPS


@pytest.mark.skipif(not FULL, reason="`make proof PARTS=unchanged` goes through every scene")
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_and_no_dialog_has_a_control_that_the_wheel_changes(
    qapp: object, tmp_path: Path, part: int
) -> None:
    """As the scenes of the pictures show them."""
    store, turned, wrong = tmp_path / "office", Turned(), list[str]()
    with make_office(store, "XX", "XX-01", PASSPHRASE).session as session:
        add_sample(session)

    def look(harness: Harness, scene: Scene) -> None:
        for window in harness.app.topLevelWidgets():
            if isValid(window) and window.isVisible():  # the calendar goes with the focus
                wrong.extend(f"{scene.name}: {what}" for what in turned.over_all(window))

    visit(store, PASSPHRASE, VARIANTS["light"], look, NAMES[part::PARTS], lambda _said: None)
    assert "\n".join(wrong) == ""
    assert turned.steps > 3 * len(NAMES[part::PARTS])


def test_nothing_else_takes_the_wheel_for_itself() -> None:
    """Who has a `wheelEvent` of its own scrolls or zooms: no control guards itself."""
    sources = Path(rilo_desktop.gui.__file__).parent.rglob("*.py")
    own = {path.name for path in sources if re.search(r"def wheelEvent", path.read_text("utf-8"))}
    assert own == {"list_view.py", "page_viewer.py"}
    assert not any(issubclass(QScrollArea, one) for one in GUARDED)
