"""The office page: officers, the check, sources; language, size and contrast without a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, office_part, settle
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from rilo_desktop.gui import theme
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.state.preferences import Preferences, PreferencesStore, read, write
from rilo_desktop.gui.widgets.layouts import Hairline
from rilo_desktop.services.office.officers import listed

Place = tuple[MainWindow, Shell]


@pytest.fixture(autouse=True)
def as_usual(qapp: QApplication) -> object:
    yield
    from rilo_desktop.gui.lifecycle.bootstrap import dress_of
    from rilo_desktop.gui.lifecycle.language_switch import speak

    dress = dress_of(qapp, "light")
    dress.choose_text_size(100)
    dress.choose_contrast("")
    speak(qapp, "en")


def office_page(qtbot: QtBot, window: MainWindow) -> OfficePage:
    place = window.shell
    assert place is not None
    place.go(OFFICE)
    settle(qtbot, window)
    return cast(OfficePage, place.page(OFFICE))


def test_the_head_adds_an_officer_and_removes_another(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    officers = office_part(qtbot, window, "officers")
    assert list(officers.rows) == ["AP-01"]
    officers.add.click()
    form = officers.form
    assert form.sign.text() == "AP-02"
    assert form.function.hasFocus()
    QTest.keyClicks(form.function, "Deputy Head")
    form.role.setCurrentIndex(form.role.findData("reviewer"))
    QTest.keyClicks(form.passphrase, "another long passphrase of theirs")
    QTest.keyClicks(form.again, "another long passphrase, mistyped")
    form.do.click()
    assert form.message.text() == "The two passphrases differ; type them again."
    form.again.setText(form.passphrase.text())
    with qtbot.waitSignal(officers.shown, timeout=LONG):
        form.do.click()
    assert list(officers.rows) == ["AP-01", "AP-02"]
    ruled = {sign: made.findChild(Hairline) is not None for sign, made in officers.rows.items()}
    assert ruled == {"AP-01": True, "AP-02": False}  # below the last stands the page's own
    assert form.passphrase.text() == form.again.text() == ""
    with qtbot.waitSignal(officers.shown, timeout=LONG):
        officers._remove("AP-02")
    assert "removed" in window.toast.words.text()


def test_the_head_gives_an_officer_another_role(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, PASSPHRASE)
    officers = office_part(qtbot, window, "officers")
    (edit,) = [
        one
        for one in officers.rows["AP-02"].findChildren(QPushButton)
        if one.accessibleName() == "Change role and function of AP-02"
    ]
    edit.click()
    form = officers.role
    assert (form.function.text(), form.role.currentData()) == ("Deputy Head", "reviewer")
    form.role.setCurrentIndex(form.role.findData("analyst"))
    form.function.setText("Analyst")
    with qtbot.waitSignal(officers.shown, timeout=LONG):
        QTest.keyClick(form.function, Qt.Key.Key_Return)
    assert form.isHidden()
    found = {one.sign: (one.role, one.function) for one in listed(window.office.session)}
    assert found["AP-02"] == ("analyst", "Analyst")
    mine = officers.rows["AP-01"].findChildren(QPushButton)
    next(one for one in mine if one.accessibleName().endswith("of AP-01")).click()
    form.role.setCurrentIndex(form.role.findData("analyst"))
    form.do.click()
    qtbot.waitUntil(form.message.isVisible, timeout=LONG)
    assert "only head" in form.message.text()


def test_a_sign_that_was_given_is_refused_in_the_form(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    officers = office_part(qtbot, window, "officers")
    officers.add.click()
    form = officers.form
    form.sign.setText("AP-01")
    form.passphrase.setText("another long passphrase of theirs")
    form.again.setText("another long passphrase of theirs")
    form.do.click()
    qtbot.waitUntil(lambda: bool(form.message.text()), timeout=LONG)
    assert "AP-01" in form.message.text()
    assert form.isVisible()
    assert form.do.isEnabled()


def test_the_check_says_that_the_store_is_whole(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    condition = office_part(qtbot, window, "condition")
    with qtbot.waitSignal(condition.checked, timeout=LONG):
        condition.button.click()
    assert condition.result.text().startswith("The store is intact: ")
    assert not condition.findings.isVisible()


def test_the_sources_of_shipped_data_are_shown(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    sources = office_part(qtbot, window, "sources")
    sources.open.click()
    settle(qtbot, window)
    assert len(sources.sources) > 50


def choose(qtbot: QtBot, window: MainWindow, name: str, value: object) -> None:
    box = getattr(office_page(qtbot, window).window_settings, name)
    box.setCurrentIndex(box.findData(value))
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        box.activated.emit(box.currentIndex())
    settle(qtbot, window)


def test_the_language_changes_in_place(qtbot: QtBot, sample: Place) -> None:
    window, old = sample
    session = window.office.session
    choose(qtbot, window, "language", "fr")
    place = window.shell
    assert place is not None
    assert place is not old
    assert window.office.session is session
    assert place.here.page == OFFICE
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    choose(qtbot, window, "language", "en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_the_window_turns_round_and_shows_the_same_record(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    page = place.list_page("case-study")
    place.go("case-study")
    qtbot.waitUntil(lambda: page.model.listed(0) is not None, timeout=LONG)
    row = page.model.listed(0)
    assert row is not None
    place.travel(Route("case-study", row.id))
    settle(qtbot, window)
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        window.prefer({"language": "xx"})
    settle(qtbot, window)
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    now = window.shell
    assert now is not None
    assert now.here == Route("case-study", row.id)
    assert now.editor("case-study").record_id == row.id
    assert window.windowTitle().startswith("⟦")


def test_unsaved_text_is_asked_for_before_the_language_changes(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.write("case-study")
    settle(qtbot, window)
    editor = place.editor("case-study")
    QTest.keyClicks(editor.form.fields["title"].input.target(), "Half a thought")
    window.prefer({"language": "fr"})
    assert window.shell is place
    assert window.keeper.now.language == ""


def test_the_language_changes_on_the_unlock_page(
    qtbot: QtBot, make_window: Callable[..., MainWindow], new_office: Path
) -> None:
    window = make_window(new_office)
    box = window.unlock.language
    box.setCurrentIndex(box.findData("fr"))
    with qtbot.waitSignal(window.rebuilt, timeout=LONG):
        box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: window.unlock.officer.count() > 0, timeout=LONG)
    assert window.unlock.unlock.text() != "Unlock"


def test_the_text_grows(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    before = theme.metrics().height()
    choose(qtbot, window, "text_size", 200)
    assert theme.metrics().height() >= 1.9 * before
    assert window.keeper.now.text_size == 200
    choose(qtbot, window, "text_size", 100)
    assert theme.metrics().height() == before


def test_contrast_is_chosen_or_follows_the_system(qapp: QApplication, fresh: Place) -> None:
    window, _ = fresh
    usual = theme.colour("text3")
    window.prefer({"contrast": "high"})
    assert theme.colour("text3") != usual
    assert qapp.palette().placeholderText().color() == theme.colour("text3")
    window.prefer({"contrast": ""})
    assert theme.colour("text3") == usual


def test_preferences_survive_and_a_damaged_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / "config" / "window.json"
    chosen = Preferences("fr", "dark", "high", 150)
    write(path, chosen)
    assert read(path) == PreferencesStore(path).now == chosen
    assert [file.name for file in path.parent.iterdir()] == ["window.json"]
    for damaged in (b"", b"\xff\xfe", b"[1]", b"{", b"[" * 100_000, b'{"text_size": "large"}'):
        path.write_bytes(damaged)
        assert read(path) == Preferences()
    path.write_text('{"language": "fr", "scheme": "pink", "text_size": 1000}')
    assert read(path) == Preferences("fr")


def test_a_keeper_without_a_file_keeps_nothing() -> None:
    keeper = PreferencesStore()
    assert keeper.change(scheme="dark").scheme == "dark"
    keeper.write()
    with pytest.raises(ValueError, match="pink"):
        keeper.change(scheme="pink")
