"""A walk over every page: names for all inputs, both languages, mirrored, small and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.pages import KINDS, PAGES, SUBMISSION, TODAY
from rilo_desktop.gui.window import Window
from rilo_desktop.gui.workplace import Workplace

INPUTS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTextEdit)


def pages(qtbot: QtBot, window: Window, place: Workplace) -> Iterator[str]:
    """Every page, one after another, filled."""
    place.go(TODAY)
    settle(qtbot, window)
    yield TODAY
    for kind in KINDS:
        place.go(kind)
        settle(qtbot, window)
        yield kind
        editor = place.editor(kind)
        with qtbot.waitSignal(editor.judged, timeout=LONG):
            place.list_page(kind)._open_row(0)
        settle(qtbot, window)
        yield f"{kind} editor"
    place.go(SUBMISSION)
    settle(qtbot, window)
    yield "submission"
    check = place.page(SUBMISSION).check
    with qtbot.waitSignal(check.checked, timeout=LONG):
        place.page(SUBMISSION).choose.next.click()
    settle(qtbot, window)
    yield "submission check"


def inputs(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        inside = isinstance(widget.parent(), QComboBox) or isinstance(
            widget, QHeaderView | QScrollBar
        )
        if isinstance(widget, INPUTS) and widget.focusPolicy() and not inside:
            parent = widget.parentWidget()
            if not isinstance(parent, QLineEdit) and "QComboBoxPrivate" not in str(type(parent)):
                yield widget


def in_page(widget: QWidget, window: Window) -> bool:
    return widget.window() is window


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_every_input_has_a_name(
    qtbot: QtBot,
    make_window: Callable[..., Window],
    enter: Callable[[Window], Workplace],
    sample_office: Path,
    language: str,
) -> None:
    window = make_window(sample_office, language=language)
    unnamed = [w for w in inputs(window.unlock) if not w.accessibleName()]
    assert unnamed == []
    place = enter(window)
    seen = 0
    for page in pages(qtbot, window, place):
        for widget in inputs(window):
            if in_page(widget, window):
                seen += 1
                assert widget.accessibleName(), (page, widget, widget.parentWidget())
    assert seen > 400
    assert window._toast is None or not window.toast.isVisible()


def test_combo_boxes_have_a_label_as_their_buddy(
    qtbot: QtBot, sample: tuple[Window, Workplace]
) -> None:
    window, place = sample
    buddies: set[QWidget] = set()
    for _page in pages(qtbot, window, place):
        buddies |= {
            label.buddy() for label in window.findChildren(QLabel) if label.buddy() is not None
        }
    boxes = [w for w in inputs(window) if isinstance(w, QComboBox) and in_page(w, window)]
    assert len(boxes) > 30
    assert [box.accessibleName() for box in boxes if box not in buddies] == []


def test_the_mirrored_window_is_mirrored(
    qtbot: QtBot,
    make_window: Callable[..., Window],
    enter: Callable[[Window], Workplace],
    sample_office: Path,
) -> None:
    window = make_window(sample_office, language="xx", scheme="dark")
    place = enter(window)
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    navigation = place.navigation.mapTo(window, place.navigation.rect().center())
    assert navigation.x() > window.width() // 2
    for page in pages(qtbot, window, place):
        assert not window.grab().isNull(), page


@pytest.mark.parametrize("size", [(1024, 700), (800, 600), (1920, 1080)])
def test_pages_fit_other_sizes(
    qtbot: QtBot, sample: tuple[Window, Workplace], size: tuple[int, int]
) -> None:
    window, place = sample
    window.resize(*size)
    for page in pages(qtbot, window, place):
        assert (window.width(), window.height()) == size, page
        shown = place.pages.currentWidget()
        assert shown.mapTo(window, shown.rect().bottomRight()).x() <= window.width(), page


def test_pages_turn_dark_while_running(qtbot: QtBot, sample: tuple[Window, Workplace]) -> None:
    window, _place = sample
    light = window.grab().toImage()
    window._dress.choose("dark")
    try:
        dark = window.grab().toImage()
        middle = light.width() // 2, 20
        assert light.pixelColor(*middle).lightness() > 200
        assert dark.pixelColor(*middle).lightness() < 60
    finally:
        window._dress.choose("light")


def test_every_shortcut_is_there_once(qtbot: QtBot, sample: tuple[Window, Workplace]) -> None:
    from PySide6.QtGui import QShortcut

    window, place = sample
    for page in pages(qtbot, window, place):
        keys = [
            shortcut.key().toString()
            for shortcut in window.findChildren(QShortcut)
            if shortcut.isEnabled() and _is_shown(shortcut.parent())
        ]
        assert len(keys) == len(set(keys)), (page, keys)


def _is_shown(parent: object) -> bool:
    return isinstance(parent, QWidget) and parent.isVisible()


def test_navigation_shows_only_pages_that_exist(sample: tuple[Window, Workplace]) -> None:
    model: QAbstractItemModel = sample[1].navigation.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert [name for name in names if name] == [look.label for look in PAGES if look.in_navigation]
    assert names[0] == "Today"
