# mypy: disable-error-code="attr-defined"
"""A walk over every page: names for all inputs, both languages, mirrored, small and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gui_commands import clashes
from gui_walk import inputs, is_clipped, pages, said_by
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.commands import actions_in, keys_text
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import PAGES
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import record_types
from rilo_desktop.services.office import cards
from rilo_desktop.vocabularies import vocabulary, vocabulary_names


def in_page(widget: QWidget, window: MainWindow) -> bool:
    return widget.window() is window


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_every_input_has_a_name(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
    language: str,
) -> None:
    window = make_window(sample_office, language=language)
    unnamed = [w for w in inputs(window.unlock) if not w.accessibleName()]
    assert unnamed == []
    place = enter(window)
    failed: list[BaseException] = []
    place.context.failed.connect(failed.append)
    seen = 0
    for page in pages(qtbot, window, place):
        for widget in inputs(window):
            if in_page(widget, window):
                seen += 1
                assert widget.accessibleName(), (page, widget, widget.parentWidget())
    assert seen > 400
    assert failed == []


def test_combo_boxes_have_a_label_as_their_buddy(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
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
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
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
    qtbot: QtBot, sample: tuple[MainWindow, Shell], size: tuple[int, int]
) -> None:
    window, place = sample
    window.resize(*size)
    for page in pages(qtbot, window, place):
        assert (window.width(), window.height()) == size, page
        shown = place.pages.currentWidget()
        assert shown.mapTo(window, shown.rect().bottomRight()).x() <= window.width(), page


def test_pages_turn_dark_while_running(qtbot: QtBot, sample: tuple[MainWindow, Shell]) -> None:
    window, _place = sample
    light = window.grab().toImage()
    window._theme_manager.choose("dark")
    try:
        dark = window.grab().toImage()
        middle = light.width() // 2, 20
        assert light.pixelColor(*middle).lightness() > 200
        assert dark.pixelColor(*middle).lightness() < 60
    finally:
        window._theme_manager.choose("light")


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_no_text_is_cut(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
    language: str,
) -> None:
    window = make_window(sample_office, language=language)
    place = enter(window)
    cut = {
        (page, widget.text())
        for page in pages(qtbot, window, place)
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and is_clipped(widget)
    }
    assert cut == set()


def test_every_page_gives_the_keyboard_a_place(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, place = sample
    for page in pages(qtbot, window, place):
        focused = window.focusWidget()
        assert focused is not None, page
        assert focused.isVisible(), page


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(thing, QWidget) and thing.isWindow():
            self.seen.append(repr(thing))
        return False


def test_no_part_of_a_page_flashes_as_a_window(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    """A widget that is shown before it has its place takes the keyboard from the window."""
    window, place = sample
    application, flashes = QApplication.instance(), Flashes()
    assert application is not None
    application.installEventFilter(flashes)
    try:
        for page in pages(qtbot, window, place):
            assert flashes.seen == [], page
            assert window.isActiveWindow(), page
    finally:
        application.removeEventFilter(flashes)


def test_no_keys_clash_on_any_page(qtbot: QtBot, sample: tuple[MainWindow, Shell]) -> None:
    window, place = sample
    for page in pages(qtbot, window, place):
        told = [(one.text(), other.text(), one.command.keys) for one, other in clashes(window)]
        assert told == [], page


def test_every_text_of_the_window_is_in_the_catalogue(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
) -> None:
    """The pseudo-language puts brackets round what the catalogue gives; the rest is content."""
    window = make_window(sample_office, language="xx")
    place = enter(window)
    bare = {
        (page, part)
        for page in pages(qtbot, window, place)
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        for text in said_by(widget)
        for part in re.split(r"\s{2,}|\n|[·(),]", re.sub(r"⟦.*⟧", "", text, flags=re.DOTALL))
        if any(sign.isalpha() for sign in part)
    }
    content = _content(window)
    assert {(page, part) for page, part in bare if _plain(part) not in content} == set()


def _content(window: MainWindow) -> str:
    """What stands in the records, the code lists and the cards, and who is at work."""
    with window.office.session.reading() as reading:
        records = [
            found.record for code in record_types() for found in reading.records.all_of(code, True)
        ]
        officers = reading.office.officers()
    codes = [item.label("en") for name in vocabulary_names() for item in vocabulary(name)]
    known = cards.listed(window.office.session)
    keys = [keys_text(action.command.keys) for action in actions_in(window)]
    return _plain(" ".join(map(repr, (*records, *officers, *codes, *known, *keys))) + " TLP")


def _plain(text: str) -> str:
    """Words alone; days are written by the formats of the language, sums are no words."""
    text = re.sub(r"\d{1,2}\s[A-Z][a-z]{2}\s\d{4}|\b[0-9a-f]{8}\b|\s\d+$", " ", text)
    return re.sub(r"\W+", " ", text).strip()


def test_navigation_shows_only_pages_that_exist(sample: tuple[MainWindow, Shell]) -> None:
    model: QAbstractItemModel = sample[1].navigation.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert [name for name in names if name] == [look.label for look in PAGES if look.group]
    assert names[0] == "Today"
