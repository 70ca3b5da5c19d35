# mypy: disable-error-code="attr-defined"
"""A walk over every page: names for all inputs, both languages, mirrored, small and dark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from gui_commands import clashes, not_in_a_menu
from gui_walk import goes_back, inputs, is_clipped, others, pages, said_by, unnamed
from gui_windows import settle
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.commands import actions_in, keys_text
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import PAGES
from rilo_desktop.gui.pages.editor.side_panel import FINDINGS
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme import metrics, scaled
from rilo_desktop.gui.theme.tokens import BODY, NAVIGATION, NAVIGATION_MOST, OUTLINE, SEMIBOLD
from rilo_desktop.gui.widgets.navigation_list import NavigationList
from rilo_desktop.help.topics import topics
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import record_types
from rilo_desktop.services.office import cards
from rilo_desktop.vocabularies import vocabulary, vocabulary_names
from short_forms import FULL, share


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
    """What is wrong on the pages of a window in one language; each entry names its page."""

    inputs: int = 0
    boxes: int = 0
    pages: int = 0
    wrong: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    bare: set[tuple[str, str]] = field(default_factory=set)
    """Of the pseudo-language."""
    is_pseudo: bool = False

    def inspect(self, page: str, window: MainWindow, flashes: Flashes) -> None:
        """Look at what is shown now; what hides is looked at on its own page or at the end."""
        shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
        self.pages += 1
        wrong = self.wrong
        wrong["text is cut"] += [(page, w.text()) for w in shown if is_clipped(w)]
        wrong["a screen reader has no name"] += [(page, what) for what in unnamed(window)]
        focused = window.focusWidget()
        if focused is None or not focused.isVisible():
            wrong["nothing has the keyboard"].append(page)
        wrong["a part flashes as a window"] += [(page, seen) for seen in flashes.seen]
        flashes.seen.clear()
        if not window.isActiveWindow():
            wrong["the window is not active"].append(page)
        self.inspect_keys(page, window)
        at = window.shell.pages.currentWidget() if window.shell is not None else None
        back = goes_back(at or window)
        wrong["Tab goes back"] += [(page, what) for what in back]
        if self.is_pseudo:
            self.bare |= {(page, part) for widget in shown for part in _bare(widget)}

    def inspect_sizes(self, page: str, qtbot: QtBot, window: MainWindow, place: Shell) -> None:
        before = window.size()
        for size in SIZES:
            window.resize(*size)
            settle(qtbot, window)
            shown = place.pages.currentWidget()
            right = shown.mapTo(window, shown.rect().bottomRight()).x()
            if (window.width(), window.height()) != size or right > window.width():
                self.wrong["a page does not fit its window"].append((page, size))
        window.resize(before)
        settle(qtbot, window)

    def inspect_commands(self, page: str, window: MainWindow) -> None:
        """Each has keys of its own, its place in a menu, and a topic of the help."""
        self.inspect_keys(page, window)
        self.wrong["not in one menu"] += [(page, what) for what in not_in_a_menu(window)]
        missing = [one.command.key for one in actions_in(window) if one.topic not in topics("en")]
        self.wrong["no topic"] += [(page, key) for key in missing]

    def inspect_keys(self, page: str, window: MainWindow) -> None:
        same = [(page, one.text(), other.text()) for one, other in clashes(window)]
        self.wrong["keys clash"] += same

    def inspect_outline(self, page: str, place: Shell) -> None:
        """It is as wide as its longest label, and stays so when the findings go."""
        kind, is_editor, side = page.partition(" editor")
        if not is_editor:
            return
        editor = place.editor(kind)
        if not side and editor.outline.width() < longest(editor.outline) + scaled(31 + 8):
            self.wrong["outline is narrower than its labels"].append(page)
        before = editor._left.width()
        if not scaled(OUTLINE) <= before <= scaled(264):
            self.wrong["outline is too narrow or too wide"].append((page, before))
        if side == f", {FINDINGS}":
            editor.form.show_findings({})
            if editor._left.width() != before:
                self.wrong["outline moves with the findings"].append(page)

    def told(self) -> list[str]:
        return [f"{kind}: {one}" for kind in self.wrong for one in sorted(set(self.wrong[kind]))]

    def inspect_all(self, window: MainWindow) -> None:
        """Everything that the pages made, shown now or not."""
        mine = [w for w in inputs(window) if w.window() is window]
        self.inputs = len(mine)
        self.wrong["input without a name"] += [_place(w) for w in mine if not w.accessibleName()]
        buddies = {label.buddy() for label in window.findChildren(QLabel)}
        boxes = [w for w in mine if isinstance(w, QComboBox)]
        self.boxes = len(boxes)
        unlabelled = [box.accessibleName() for box in boxes if box not in buddies]
        self.wrong["combo box without a label"] += unlabelled


def longest(view: NavigationList) -> int:
    model = view.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    return max(metrics(BODY, SEMIBOLD).horizontalAdvance(text) for text in texts)


def _place(widget: QWidget) -> str:
    """The classes from the page down to it."""
    found: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(found) < 6:
        found.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(found)


LOOKS = (("en", "light"), ("xx", "dark"), *([("fr", "light")] if FULL else []))
SIZES = ((1024, 700), (800, 600), (1920, 1080))


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_every_page(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
    language: str,
    scheme: str,
) -> None:
    """Names, labels, focus, keys, whole texts, widths: one walk for all, since it takes long.

    `make proof PARTS=walk` walks every record type in each look, and `make test` in one of them.
    A widget that is shown before it has its place takes the keyboard from the window. The
    pseudo-language puts brackets round what the catalogue gives; the rest must be content. Its
    window is mirrored.
    """
    kinds = share(LISTED, LOOKS.index((language, scheme)), len(LOOKS))
    window = make_window(sample_office, language=language, scheme=scheme)
    found, flashes = Walk(is_pseudo=language == "xx"), Flashes()
    unnamed = [_place(w) for w in inputs(window.unlock) if not w.accessibleName()]
    place = enter(window)
    is_mirrored = language == "xx"
    assert (window.layoutDirection() == Qt.LayoutDirection.RightToLeft) == is_mirrored
    navigation = place.navigation.mapTo(window, place.navigation.rect().center())
    assert (navigation.x() > window.width() // 2) == is_mirrored
    if language != "xx":  # whose labels are longer than any language's
        assert place.navigation.width() >= place.navigation.width_for_labels()
    assert scaled(NAVIGATION) <= place._side.width() <= scaled(NAVIGATION_MOST)
    failed: list[BaseException] = []
    place.context.failed.connect(failed.append)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(flashes)
    try:
        for page in pages(qtbot, window, place, kinds):
            found.inspect(page, window, flashes)
            found.inspect_sizes(page, qtbot, window, place)
            if language != "xx":
                found.inspect_outline(page, place)
            assert not is_mirrored or not window.grab().isNull(), page
    finally:
        application.removeEventFilter(flashes)
    found.inspect_all(window)
    if language == "en":
        for page in others(qtbot, window, place):
            found.inspect_commands(page, window)
        keys = {action.command.keys for action in actions_in(window)}
        assert {"Ctrl+1", "Ctrl+N", "Ctrl+S", "F8", "Alt+Left", "Ctrl+L", "Ctrl+Shift+D"} <= keys
    found.wrong["input without a name"] += unnamed
    if language == "xx":
        content = _content(window)
        bare = {(page, part) for page, part in found.bare if _plain(part) not in content}
        found.wrong["not in the catalogue"] += sorted(bare)
    assert failed == []
    assert "\n".join(found.told()) == ""
    assert found.pages > 10 + 5 * len(kinds)
    assert found.inputs > 150 + 15 * len(kinds)
    assert found.boxes > 2 * len(kinds)


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
        without = re.sub(r"⟦.*⟧|⟦.*$", "", text, flags=re.DOTALL)  # a hint may end earlier
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
