# mypy: disable-error-code="index"
"""Settings of the office: choosing writes nothing, one button applies, and the log says it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, SECOND, apply, choose, enter_as, office_part, settle
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.log import messages
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.pages.office.settings import ChoiceRow, FolderRow, SettingRow
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office import audit_log
from rilo_desktop.services.records import office_settings

Place = tuple[MainWindow, Shell]


def page_of(window: MainWindow) -> OfficePage:
    assert window.shell is not None
    return cast(OfficePage, window.shell.page(OFFICE))


def rows_of(qtbot: QtBot, window: MainWindow) -> list[SettingRow]:
    for part in ("backups", "going", "paper"):
        office_part(qtbot, window, part)
    return page_of(window).findChildren(SettingRow)


def chosen(row: SettingRow, folder: Path) -> str:
    """Choose what is not so, and say what it is."""
    if isinstance(row, FolderRow):
        row.line.setText(str(folder))
        row.line.textEdited.emit(str(folder))
        return str(folder)
    assert isinstance(row, ChoiceRow)
    other = next(at for at in range(row.box.count()) if at != row.box.currentIndex())
    value: str = row.box.itemData(other)
    choose(row.box, value)
    return value


def log_of(window: MainWindow) -> tuple[audit_log.LogLine, ...]:
    return audit_log.newest(window.office.session, 1_000)


def test_each_setting_is_chosen_then_applied_and_noted(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, _ = sample
    session, rows = window.office.session, rows_of(qtbot, window)
    page = page_of(window)
    assert len(rows) > 10
    for row in rows:
        before, entries = office_settings.values(session), log_of(window)
        value = chosen(row, tmp_path)
        settle(qtbot, window)
        assert office_settings.values(session) == before, row._name
        assert log_of(window) == entries, "choosing writes nothing"
        assert row.was.text().startswith("was: ")
        assert not page.foot.isHidden()
        assert page.foot.title.text() == "1 change is not applied yet"
        assert " → " in page.foot.said.text()
        apply(qtbot, window)
        assert office_settings.values(session)[row._name] == value
        said = [one for one in log_of(window) if one not in entries and "changed" in one.detail]
        assert len(said) == 1
        assert " → " in messages.detail(said[0].detail)
        assert page.foot.isHidden()
        assert row.was.text() == "" or isinstance(row, FolderRow)


def test_a_page_made_after_the_settings_were_read_shows_what_is_so(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    """It showed the first entry of each list, until This office was entered once more."""
    window, shell = sample
    session = window.office.session
    wanted = {
        "backup.hours": "72",
        "backup.folder": str(tmp_path),
        "retention.case-study": "10 changed",
    }
    office_settings.apply(session, wanted)
    shell.go(OFFICE)
    settle(qtbot, window)
    page = page_of(window)
    assert page.settings.values["backup.hours"] == "72"
    shown = {}
    for key in ("backups", "retention"):
        page.show_page(key)
        for row in page.findChildren(ChoiceRow):
            shown[row._name] = row.box.currentData()
        for line in page.findChildren(FolderRow):
            shown[line._name] = line.line.text()
    assert {name: shown[name] for name in wanted} == wanted


def test_what_is_chosen_again_as_it_was_is_no_change(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    often = office_part(qtbot, window, "backups").often
    entries = log_of(window)
    choose(often.box, "72")
    choose(often.box, "24")
    settle(qtbot, window)
    assert page_of(window).foot.isHidden()
    choose(often.box, "168")
    page_of(window).foot.undo.click()
    settle(qtbot, window)
    assert often.box.currentData() == "24"
    assert log_of(window) == entries


def test_the_consequence_is_said_before(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    session = window.office.session
    day = session.store.clock
    session.store.clock = lambda: day().replace(year=day().year + 3)
    form = office_part(qtbot, window, "going").retention
    choose(form.rules["case-study"].box, "1 changed")
    foot = page_of(window).foot
    qtbot.waitUntil(foot.apply.isEnabled, timeout=LONG)
    what, consequence = foot.said.text().splitlines()
    assert what == "Case studies: Kept permanently → 1 year from the last change"
    count = office_settings.foreseen(session, {"retention.case-study": "1 changed"}).due[1]
    assert consequence == f"{count} records become due for deletion; none is deleted by this."


def test_a_folder_that_is_not_there_is_said_and_not_applied(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, _ = sample
    row = office_part(qtbot, window, "backups").folder
    chosen(row, tmp_path / "nowhere")
    settle(qtbot, window)
    assert "nowhere" in row.was.text()
    assert row.field.property("state") == "blocks"
    assert not page_of(window).foot.apply.isEnabled()


@pytest.mark.parametrize("answer", ["stay", "discard", "apply"])
def test_leaving_with_choices_asks(qtbot: QtBot, sample: Place, answer: str) -> None:
    window, place = sample
    session = window.office.session
    choose(office_part(qtbot, window, "backups").often.box, "168")
    settle(qtbot, window)
    place.go("case-study")
    question = page_of(window).findChild(Question)
    assert question is not None
    with qtbot.waitSignal(question.answered, timeout=LONG):
        question.buttons[answer].click()
    settle(qtbot, window)
    assert place.here == Route(OFFICE if answer == "stay" else "case-study")
    hours = office_settings.values(session)["backup.hours"]
    assert hours == ("168" if answer == "apply" else "24")
    assert page_of(window).dirty is (answer == "stay")


def test_choices_wait_while_the_office_is_locked(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    choose(office_part(qtbot, window, "backups").often.box, "168")
    settle(qtbot, window)
    window.flow.lock_at_once()
    settle(qtbot, window)
    enter_as(qtbot, window, PASSPHRASE)
    settle(qtbot, window)
    page = page_of(window)
    assert page.settings.wanted == {"backup.hours": "168"}
    assert not page.foot.isHidden()
    assert office_settings.values(window.office.session)["backup.hours"] == "24"


def test_another_role_sees_the_settings_and_chooses_none(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, SECOND)
    assert not any(row.field.isEnabled() for row in rows_of(qtbot, window))


def test_the_index_leads_to_each_page_and_says_how_it_stands(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go(OFFICE)
    settle(qtbot, window)
    page = page_of(window)
    assert page.index.hasFocus()
    shown = [page._stack.currentWidget()]
    for _ in range(7):
        QTest.keyClick(page.index, Qt.Key.Key_Down)
        settle(qtbot, window)
        shown.append(page._stack.currentWidget())
    assert len(set(shown)) == 8
    said = {row.text: (row.below, row.warns) for row in page.index.rows}
    assert all(below for below, _ in said.values())
    assert said["Officers and roles"] == ("1 officer", False)
    assert said["Backups"] == ("No backup yet", True)
    QTest.keyClick(page.index, Qt.Key.Key_Return)
    assert page._stack.currentWidget().isAncestorOf(window.focusWidget())  # type: ignore[union-attr, arg-type]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert page.index.hasFocus()


def test_what_is_done_on_this_office_is_found_from_every_page(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("case-study")
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = place.seeking.overlay
    assert found is not None
    with qtbot.waitSignal(found.shown, timeout=LONG):
        QTest.keyClicks(found.line, "check the store")
    settle(qtbot, window)
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert place.here.page == OFFICE
    part = page_of(window).condition
    qtbot.waitUntil(lambda: part.result.text().startswith("The store is intact"), timeout=LONG)


def pressed(qtbot: QtBot, window: MainWindow, keys: str) -> int:
    """Press these, where the keyboard is; how many they are."""
    for name in keys.split():
        focus = window.focusWidget()
        assert focus is not None
        key: QKeyCombination = QKeySequence(name)[0]
        QTest.keyClick(focus, key.key(), key.keyboardModifiers())
        settle(qtbot, window)
    return len(keys.split())


def test_settings_are_changed_by_a_few_keys(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    schedule = pressed(qtbot, window, "Ctrl+8 Down Down Down Return Tab Tab Down")
    qtbot.waitUntil(page_of(window).foot.apply.isEnabled, timeout=LONG)
    schedule += pressed(qtbot, window, "Ctrl+S")
    assert office_settings.values(window.office.session)["backup.hours"] == "4"
    retention = pressed(qtbot, window, "Ctrl+1 Ctrl+8 Down Return Down")
    qtbot.waitUntil(page_of(window).foot.apply.isEnabled, timeout=LONG)
    retention += pressed(qtbot, window, "Ctrl+S")
    assert office_settings.values(window.office.session)["retention.case-study"] == "1 changed"
    assert (schedule, retention) == (9, 6)
