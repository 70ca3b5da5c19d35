"""By keyboard alone: a new case study, saved, listed, exported to a PDF; restart; it is there."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.pages import PAGES, SUBMISSION
from rilo_desktop.gui.start import begin
from rilo_desktop.gui.workplace import Workplace
from rilo_desktop.services.founding import make_office

PASSPHRASE = "a passphrase of the first officer"
LONG = 20_000
TITLE = "Watches in 40 parcels"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Officer:
    """Presses keys as the window system would deliver them: to whatever has the focus."""

    def __init__(self, qtbot: QtBot, store: Path) -> None:
        self.qtbot = qtbot
        _, self.window = begin(store, "light", "en")
        with qtbot.waitActive(self.window, timeout=LONG):
            self.window.show()
            self.window.activateWindow()
        self.until(lambda: self.window.unlock.officer.count() > 0)

    def until(self, condition: object) -> None:
        self.qtbot.waitUntil(condition, timeout=LONG)

    def settle(self) -> None:
        self.until(lambda: not self.window.tasks.busy)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.window.windowHandle(), letter)

    def tab_to(self, widget: QWidget, most: int = 250) -> None:
        for _ in range(most):
            if self.window.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"no Tab leads to {widget.accessibleName()}")

    def enter(self) -> Workplace:
        self.type(PASSPHRASE)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.window.workplace is not None)
        self.settle()
        place = self.window.workplace
        assert place is not None
        return place

    def leave(self) -> None:
        self.window.close()
        self.until(lambda: not self.window.isVisible())


def go_to(officer: Officer, key: str) -> None:
    """By the keys of the navigation."""
    number = next(n for n, look in enumerate(PAGES, 1) if look.key == key)
    officer.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    officer.settle()


def test_from_a_new_case_study_to_a_pdf_and_back(
    qtbot: QtBot, tmp_path: Path, passphrase: str
) -> None:
    store, target = tmp_path / "office", tmp_path / "out" / "cases.pdf"
    target.parent.mkdir()
    make_office(store, "AP", "AP-01", PASSPHRASE).session.close()

    officer = Officer(qtbot, store)
    place = officer.enter()
    write(officer, place)
    send(officer, place, target)
    officer.leave()

    assert target.read_bytes().startswith(b"%PDF")
    officer = Officer(qtbot, store)
    place = officer.enter()
    go_to(officer, "case-study")
    page = place.list_page("case-study")
    row = page.model.listed(0)
    assert row is not None
    assert row.title == TITLE
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Return)
    editor = place.editor("case-study")
    officer.until(lambda: editor.form.fields["title"].value() == TITLE)
    record = editor.form.record()
    assert record.conveyance == "MAIL"  # type: ignore[attr-defined]
    assert record.goods[0].description == "Watches"  # type: ignore[attr-defined]
    assert str(record.goods[0].quantity) == "1200"  # type: ignore[attr-defined]
    assert record.route[0].country == "MY"  # type: ignore[attr-defined]
    assert record.lessons == "Weigh them."  # type: ignore[attr-defined]
    officer.leave()


def write(officer: Officer, place: Workplace) -> None:
    editor = place.editor("case-study")
    go_to(officer, "case-study")
    officer.press(Qt.Key.Key_N, CTRL)
    officer.until(lambda: officer.window.focusWidget() is editor.form.fields["title"].input)
    officer.type(TITLE)
    fields = editor.form.fields
    officer.tab_to(fields["conveyance"].input)
    officer.type("mail")
    officer.tab_to(fields["route"].input.view)
    officer.press(Qt.Key.Key_Return)
    leg = fields["route"].input.fields
    officer.tab_to(leg["country"].input)
    officer.type("malaysia")
    goods = fields["goods"].input
    officer.tab_to(goods.view)
    officer.type("Watches")
    officer.press(Qt.Key.Key_Return)
    officer.until(lambda: len(goods.value()) == 1)
    for _ in range(2):
        officer.press(Qt.Key.Key_Right)
    officer.type("1,200")
    officer.press(Qt.Key.Key_Return)
    officer.tab_to(fields["lessons"].input)
    officer.type("Weigh them.")
    with officer.qtbot.waitSignal(editor.saved, timeout=LONG):
        officer.press(Qt.Key.Key_S, CTRL)
    officer.settle()
    assert not editor.dirty
    officer.press(Qt.Key.Key_Left, ALT)
    page = place.list_page("case-study")
    officer.until(lambda: place.pages.currentWidget() is page)
    row = page.model.listed(page.view.currentIndex().row())
    assert row is not None
    assert row.title == TITLE
    at = place.navigation.currentIndex()
    assert at.data(Qt.ItemDataRole.AccessibleTextRole) == "Case studies 1"


def send(officer: Officer, place: Workplace, target: Path) -> None:
    go_to(officer, SUBMISSION)
    page = place.page(SUBMISSION)
    officer.until(lambda: place.pages.currentWidget() is page)
    officer.settle()
    officer.tab_to(page.choose.next)
    with officer.qtbot.waitSignal(page.check.checked, timeout=LONG):
        officer.press(Qt.Key.Key_Space)
    officer.settle()
    officer.tab_to(page.check.reason)
    officer.type("A first case")
    officer.tab_to(page.check.path)
    officer.press(Qt.Key.Key_A, CTRL)
    officer.type(str(target))
    officer.tab_to(page.check.make)
    with officer.qtbot.waitSignal(page.made, timeout=LONG) as made:
        officer.press(Qt.Key.Key_Space)
    assert made.args[0] == target


def test_the_case_study_is_the_same_for_the_command_line(
    qtbot: QtBot, tmp_path: Path, capsys: object, monkeypatch: object
) -> None:
    from rilo_desktop.cli import main

    store = tmp_path / "office"
    make_office(store, "AP", "AP-01", PASSPHRASE).session.close()
    officer = Officer(qtbot, store)
    place = officer.enter()
    go_to(officer, "case-study")
    officer.press(Qt.Key.Key_N, CTRL)
    editor = place.editor("case-study")
    officer.until(lambda: officer.window.focusWidget() is editor.form.fields["title"].input)
    officer.type(TITLE)
    with officer.qtbot.waitSignal(editor.saved, timeout=LONG):
        officer.press(Qt.Key.Key_S, CTRL)
    officer.settle()
    officer.leave()
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)  # type: ignore[attr-defined]
    assert main(["list", str(store), "case-study", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)  # type: ignore[attr-defined]
    assert [row["title"] for row in listed] == [TITLE]


def test_the_window_says_when_another_has_the_store_open(qtbot: QtBot, tmp_path: Path) -> None:
    store = tmp_path / "office"
    session = make_office(store, "AP", "AP-01", PASSPHRASE).session
    try:
        officer = Officer(qtbot, store)
        officer.type(PASSPHRASE)
        officer.press(Qt.Key.Key_Return)
        officer.until(lambda: bool(officer.window.unlock.message))
        assert officer.window.workplace is None
        officer.leave()
    finally:
        session.close()
