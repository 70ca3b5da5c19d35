# mypy: disable-error-code="attr-defined"
"""A walk over every page: names for all inputs, both languages, mirrored, small and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from gui_commands import clashes
from gui_walk import inputs, is_clipped, pages, said_by
from gui_windows import settle
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


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(thing, QWidget) and thing.isWindow():
            self.seen.append(repr(thing))
        return False


@dataclass
class Walk:
    """What was found on all pages of a window in one language; each pair names the page."""

    inputs: int = 0
    boxes: int = 0
    pages: int = 0
    unnamed: list[tuple[str, str]] = field(default_factory=list)
    without_label: list[str] = field(default_factory=list)
    cut: set[tuple[str, str]] = field(default_factory=set)
    without_focus: list[str] = field(default_factory=list)
    flashes: list[tuple[str, str]] = field(default_factory=list)
    inactive: list[str] = field(default_factory=list)
    clashes: list[tuple[str, str, str]] = field(default_factory=list)
    bare: set[tuple[str, str]] = field(default_factory=set)
    failed: list[BaseException] = field(default_factory=list)

    def inspect(self, page: str, window: MainWindow, flashes: Flashes) -> None:
        shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
        mine = [w for w in inputs(window) if w.window() is window]
        self.pages += 1
        self.inputs += len(mine)
        self.unnamed += [(page, repr(w)) for w in mine if not w.accessibleName()]
        self.cut |= {(page, widget.text()) for widget in shown if is_clipped(widget)}
        focused = window.focusWidget()
        if focused is None or not focused.isVisible():
            self.without_focus.append(page)
        self.flashes += [(page, seen) for seen in flashes.seen]
        flashes.seen.clear()
        if not window.isActiveWindow():
            self.inactive.append(page)
        self.clashes += [(page, one.text(), other.text()) for one, other in clashes(window)]
        self.bare |= {(page, part) for widget in shown for part in _bare(widget)}


_WALKS: dict[str, Walk] = {}
"""One walk for each language: it takes longer than all that is looked at."""


@pytest.fixture
def walk(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
) -> Callable[[str], Walk]:
    def walked(language: str) -> Walk:
        if language not in _WALKS:
            window, found, flashes = (
                make_window(sample_office, language=language),
                Walk(),
                Flashes(),
            )
            found.unnamed += [
                ("unlock", repr(w)) for w in inputs(window.unlock) if not w.accessibleName()
            ]
            place = enter(window)
            place.context.failed.connect(found.failed.append)
            application = QApplication.instance()
            assert application is not None
            application.installEventFilter(flashes)
            labelled: set[QWidget | None] = set()
            try:
                for page in pages(qtbot, window, place):
                    found.inspect(page, window, flashes)
                    labelled |= {label.buddy() for label in window.findChildren(QLabel)}
            finally:
                application.removeEventFilter(flashes)
            boxes = [w for w in inputs(window) if isinstance(w, QComboBox)]
            boxes = [box for box in boxes if box.window() is window]
            found.boxes = len(boxes)
            found.without_label = [b.accessibleName() for b in boxes if b not in labelled]
            content = _content(window)
            found.bare = {(page, part) for page, part in found.bare if _plain(part) not in content}
            _WALKS[language] = found
        return _WALKS[language]

    return walked


LANGUAGES = pytest.mark.parametrize("language", ["en", "fr", "xx"])


@LANGUAGES
def test_every_input_has_a_name(walk: Callable[[str], Walk], language: str) -> None:
    found = walk(language)
    assert found.unnamed == []
    assert found.inputs > 400
    assert found.failed == []


@LANGUAGES
def test_combo_boxes_have_a_label_as_their_buddy(
    walk: Callable[[str], Walk], language: str
) -> None:
    assert walk(language).boxes > 30
    assert walk(language).without_label == []


@LANGUAGES
def test_no_text_is_cut(walk: Callable[[str], Walk], language: str) -> None:
    assert walk(language).pages > 50
    assert walk(language).cut == set()


@LANGUAGES
def test_every_page_gives_the_keyboard_a_place(walk: Callable[[str], Walk], language: str) -> None:
    assert walk(language).pages > 50
    assert walk(language).without_focus == []


@LANGUAGES
def test_no_part_of_a_page_flashes_as_a_window(walk: Callable[[str], Walk], language: str) -> None:
    """A widget that is shown before it has its place takes the keyboard from the window."""
    assert walk(language).pages > 50
    assert walk(language).flashes == []
    assert walk(language).inactive == []


@LANGUAGES
def test_no_keys_clash_on_any_page(walk: Callable[[str], Walk], language: str) -> None:
    assert walk(language).pages > 50
    assert walk(language).clashes == []


def test_every_text_of_the_window_is_in_the_catalogue(walk: Callable[[str], Walk]) -> None:
    """The pseudo-language puts brackets round what the catalogue gives; the rest is content."""
    assert walk("xx").pages > 50
    assert walk("xx").bare == set()


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


def test_pages_fit_other_sizes(qtbot: QtBot, sample: tuple[MainWindow, Shell]) -> None:
    window, place = sample
    for page in pages(qtbot, window, place):
        for size in ((1024, 700), (800, 600), (1920, 1080)):
            window.resize(*size)
            settle(qtbot, window)
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


def _bare(widget: QWidget) -> Iterator[str]:
    """Parts of its texts that no brackets of the pseudo-language stand round."""
    for text in said_by(widget):
        without = re.sub(r"⟦.*⟧", "", text, flags=re.DOTALL)
        for part in re.split(r"\s{2,}|\n|[·(),]", without):
            if any(sign.isalpha() for sign in part):
                yield part


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
    names = []
    for row in range(model.rowCount()):
        at = model.index(row, 0)
        inside = range(model.rowCount(at))
        names += [model.index(n, 0, at).data() for n in inside] if inside else [at.data()]
    assert names == [look.label for look in PAGES if look.group]
    assert names[0] == "Today"
