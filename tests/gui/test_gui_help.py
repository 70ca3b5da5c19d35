"""Help beside the work: F1 anywhere, found by words, and nothing loaded that is not shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_windows import LONG, lock, settle
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.dialogs.command_palette.palette import CommandPalette
from rilo_desktop.gui.help.help_panel import HelpPanel
from rilo_desktop.gui.help.topic_view import TopicView
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import PAGES, topic_of
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme import scaled
from rilo_desktop.gui.theme.tokens import HEADER
from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.help.topics import topics
from rilo_desktop.reports import page_count

Place = tuple[MainWindow, Shell]
LANGUAGES = ("en", "fr")


def panel_of(window: MainWindow) -> HelpPanel:
    assert window.help is not None
    assert window.help.panel is not None
    return window.help.panel


def press_f1(window: MainWindow) -> HelpPanel:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)
    return panel_of(window)


@pytest.mark.parametrize("page", [look.key for look in PAGES])
def test_every_page_has_a_topic(page: str) -> None:
    for language in LANGUAGES:
        assert topic_of(page) in topics(language), f"no help topic for the page {page}"


def test_every_topic_is_reached() -> None:
    """A page leads to it, or it is one of those that explain no single page."""
    pages = {topic_of(look.key) for look in PAGES}
    other = {
        "first-time",
        "opening",
        "month",
        "finding",
        "practice",
        "lists",
        "writing",
        "answering",
    }
    other |= {"officers", "backups", "cards", "retention", "trouble", "glossary"}
    assert pages | other == set(topics("en"))


def test_the_topic_of_the_page_stands_beside_it_and_follows(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("case-study")
    settle(qtbot, window)
    before = window.focusWidget()
    panel = press_f1(window)
    assert panel.isVisible()
    assert panel.key == "case-study"
    said = panel.view.toPlainText()
    assert said.startswith("Case studies")
    assert "What you can do here" in said
    assert "Choose columns" not in said  # it has no keys
    assert "Show or hide the preview" in said
    place.go("inbox")
    settle(qtbot, window)
    assert panel.key == "inbox"
    place.write("risk-indicator")
    settle(qtbot, window)
    assert panel.key == "risk-indicator"
    place.go("case-study")
    settle(qtbot, window)
    panel.open()
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert before is not None


def test_f1_leads_in_and_out_again(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("case-study")
    settle(qtbot, window)
    search = place.list_page("case-study").search
    search.setFocus()
    panel = press_f1(window)
    assert window.focusWidget() is panel.view
    search.setFocus()
    press_f1(window)
    assert panel.isVisible()
    assert window.focusWidget() is panel.view
    press_f1(window)
    assert not panel.isVisible()
    assert window.focusWidget() is search


def test_the_field_with_the_focus_is_explained(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.write("case-study")
    settle(qtbot, window)
    editor = place.editor("case-study")
    fields = editor.findChildren(Field)
    helped = next(one for one in fields if one.about.help and one.isVisible())
    helped.input.target().setFocus()
    panel = press_f1(window)
    assert panel.field_help.text() == helped.about.help
    plain = next(one for one in fields if not one.about.help and one.isVisible())
    plain.input.target().setFocus()
    assert not panel.field_help.isVisible()
    assert not editor.dirty


def test_all_topics_are_listed_found_and_followed(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    panel = panel_of(window)
    assert "Glossary" in panel.view.toPlainText()
    panel.search.setText("recovery key")
    qtbot.waitUntil(lambda: "Officers and passphrases" in panel.view.toPlainText(), timeout=LONG)
    assert "Analysis" not in panel.view.toPlainText()
    panel.search.setText("zeppelin")
    qtbot.waitUntil(lambda: "Nothing was found" in panel.view.toPlainText(), timeout=LONG)
    panel.view.anchorClicked.emit(QUrl("backups.md"))
    assert panel.key == "backups"
    assert panel.search.text() == ""


def test_find_anything_finds_topics(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.context.sought.emit("purge")
    palette = window.findChild(CommandPalette)
    assert palette is not None
    with qtbot.waitSignal(palette.shown, timeout=LONG):
        pass
    entry = next(one for one in palette.view.rows if one.title == "Retention and purge")
    palette._do(entry)
    assert panel_of(window).key == "retention"


def test_a_locked_window_explains_how_to_open_it(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    press_f1(window)
    lock(qtbot, window)
    settle(qtbot, window)
    assert window.help is not None
    assert window.help.panel is None
    assert press_f1(window).key == "opening"


def test_a_small_window_keeps_its_page(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("case-study")
    window.resize(1280, 800)
    settle(qtbot, window)
    wide = place.width()
    panel = press_f1(window)
    qtbot.waitUntil(lambda: place.width() < wide, timeout=LONG)
    assert not panel.isFloating()
    window.resize(900, 700)
    qtbot.waitUntil(panel.isFloating, timeout=LONG)
    assert panel.isVisible()
    qtbot.waitUntil(lambda: place.width() == window.width(), timeout=LONG)


def test_opened_over_a_small_window_it_stands_inside(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("case-study")
    window.resize(900, 700)
    settle(qtbot, window)
    assert window.help is not None
    window.help.remove()
    panel = press_f1(window)
    qtbot.waitUntil(lambda: panel.isFloating() and panel.isVisible(), timeout=LONG)
    settle(qtbot, window)
    assert panel.frameGeometry().right() <= window.geometry().right()
    assert panel.frameGeometry().bottom() <= window.geometry().bottom()
    shown = place.pages.currentWidget()
    head = shown.mapToGlobal(shown.rect().topLeft()).y() + scaled(HEADER)
    assert panel.frameGeometry().top() >= head, "the buttons of the page stay"


def test_only_shipped_pictures_are_loaded(qtbot: QtBot, tmp_path: Path) -> None:
    view = TopicView("Help", 300)
    qtbot.addWidget(view)
    kept = tmp_path / "kept.png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(kept))
    image = QTextDocument.ResourceType.ImageResource.value
    for name in (kept.as_uri(), str(kept), "http://example.org/x.png", "../kept.png", "x.css"):
        assert view.loadResource(image, QUrl(name)) is None
    assert view.loadResource(image, QUrl("window-today-light.png")) is not None
    style = QTextDocument.ResourceType.StyleSheetResource.value
    assert view.loadResource(style, QUrl("window-today-light.png")) is None


def test_links_lead_to_topics_only(qtbot: QtBot) -> None:
    view, wanted = TopicView("Help", 300), []
    qtbot.addWidget(view)
    view.wanted.connect(wanted.append)
    for link in ("https://example.org/a.md", "file:///tmp/a.md", "a.html", "cards.md"):
        view.anchorClicked.emit(QUrl(link))
    assert wanted == ["cards"]
    assert not view.openExternalLinks()


def test_the_guide_is_saved_as_one_pdf(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, _ = sample
    assert window.help is not None
    target = tmp_path / "guide.pdf"
    window.help.write(target)
    qtbot.waitUntil(target.exists, timeout=LONG)
    assert page_count(target.read_bytes()) > len(topics("en"))
    settle(qtbot, window)
    window.help.write(tmp_path)
    settle(qtbot, window)
    assert window.toast.isVisible()
