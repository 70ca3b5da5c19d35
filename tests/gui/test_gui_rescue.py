"""A backup takes the place of the office: from the page of the office, and where nothing opens."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, lock, office_part, settle
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.dialogs.restore.page import RescuePage
from rilo_desktop.gui.dialogs.restore.recover import RecoverPage
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office import backup
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import lists, record

Place = tuple[MainWindow, Shell]
MakeWindow = Callable[..., MainWindow]


def rescue(window: MainWindow) -> RescuePage:
    assert isinstance(window.flow.rescue, RescuePage)
    assert window.flow.rescue.isVisible()
    return window.flow.rescue


def previewed(qtbot: QtBot, page: RescuePage, path: Path) -> str:
    page.choose_file(path)
    qtbot.waitUntil(lambda: bool(page.about.text()), timeout=LONG)
    page.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        page.ask.click()
    return page.lost.text()


def restored(qtbot: QtBot, window: MainWindow, page: RescuePage) -> Shell:
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        page.go.click()
    settle(qtbot, window)
    assert window.shell is not None
    assert window.flow.rescue is None
    return window.shell


def count(window: MainWindow) -> int:
    return lists.count(window.office.session, "case-study")


def test_it_says_what_would_be_lost_and_keeps_it_aside(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, _place = sample
    session = window.office.session
    made = backup.back_up(session, tmp_path).path
    before = count(window)
    record.save(session, record.new(session, "case-study"))
    office_part(qtbot, window, "backups").restore.click()
    settle(qtbot, window)
    assert window.shell is None  # locked: nothing is written meanwhile
    page = rescue(window)
    said = previewed(qtbot, page, made)
    assert said.startswith("Not in the backup: 1 record, 1 revision. New records: 1.")
    assert "The present office is set aside." in said
    restored(qtbot, window, page)
    assert count(window) == before
    assert "is kept in" in window.toast.words.text()
    (aside,) = (window.office.folder / "replaced").iterdir()
    with open_store(aside, PASSPHRASE) as old:
        assert lists.count(old, "case-study") == before + 1


def test_a_wrong_passphrase_changes_nothing(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, _ = sample
    made = backup.back_up(window.office.session, tmp_path).path
    window.flow.show_rescue()
    settle(qtbot, window)
    page = rescue(window)
    page.choose_file(made)
    page.ask.click()
    assert page.message.text() == "Type the passphrase."
    page.passphrase.setText("wrong")
    page.ask.click()
    qtbot.waitUntil(lambda: "passphrase" in page.message.text().lower(), timeout=LONG)
    settle(qtbot, window)
    assert not page._result.isVisible()
    page.back.click()
    settle(qtbot, window)
    assert window.unlock.isVisible()
    enter_as(qtbot, window, PASSPHRASE)


def test_a_file_that_is_no_backup_is_one_sentence(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, _ = sample
    window.flow.show_rescue()
    settle(qtbot, window)
    page = rescue(window)
    wrong = tmp_path / "picture.rilobackup"
    wrong.write_bytes(b"no backup")
    page.choose_file(wrong)
    qtbot.waitUntil(lambda: bool(page.message.text()), timeout=LONG)
    assert "picture.rilobackup" in page.message.text()


@pytest.fixture
def broken(sample_office: Path, tmp_path: Path) -> tuple[Path, Path]:
    """An office whose first page is zeroed, and its backup on a stick."""
    folder = tmp_path / "broken"
    shutil.copytree(sample_office, folder)
    with open_store(folder, PASSPHRASE) as session:
        made = backup.back_up(session, tmp_path).path
    with (folder / "store.db").open("rb+") as file:
        file.write(bytes(4096))
    return folder, made


def test_an_office_that_is_broken_is_restored_from_the_unlock_page(
    qtbot: QtBot, broken: tuple[Path, Path], make_window: MakeWindow
) -> None:
    folder, made = broken
    window = make_window(folder, copied=False)
    window.unlock.passphrase.setText(PASSPHRASE)
    window.unlock.unlock.click()
    qtbot.waitUntil(lambda: "damaged" in window.unlock.message, timeout=LONG)
    window.unlock.rescue.click()
    settle(qtbot, window)
    page = rescue(window)
    assert page.file.findData(str(made)) > 0  # the folder knows where its backups lie
    said = previewed(qtbot, page, made)
    assert said.startswith("It cannot be determined what would be lost.")
    restored(qtbot, window, page)
    assert count(window) > 0


@pytest.mark.parametrize(("chosen", "letter"), [("", "B"), ("K", "K")])
def test_an_office_that_is_gone_is_restored_instead_of_founded(
    qtbot: QtBot, broken: tuple[Path, Path], tmp_path: Path, chosen: str, letter: str
) -> None:
    """On a new computer: nobody knows its numbers, so the letter is another one, and said."""
    _, made = broken
    _, window = begin(tmp_path / "gone", "light", "en")
    try:
        with qtbot.waitActive(window, timeout=LONG):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: window.flow.first_run is not None, timeout=LONG)
        assert window.flow.first_run is not None
        window.flow.first_run.rescue.click()
        page = rescue(window)
        page.back.click()
        assert window.flow.first_run.isVisible()
        window.flow.first_run.rescue.click()
        page = rescue(window)
        said = previewed(qtbot, page, made)
        assert said.startswith("The folder is empty")
        assert "the next free letter" in said
        page.letter.setCurrentIndex(page.letter.findData(chosen))
        restored(qtbot, window, page)
        assert window.office.session.store.workstation == letter
        assert f"New records get the letter {letter}" in window.toast.words.text()
        assert window.flow.first_run is None
        assert count(window) > 0
    finally:
        window.close_quietly()


def test_what_can_still_be_read_is_saved(
    qtbot: QtBot, sample_office: Path, tmp_path: Path, make_window: MakeWindow
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(sample_office, folder)
    third = (folder / "store.db").stat().st_size // 4096 // 3
    with (folder / "store.db").open("rb+") as file:
        file.seek(third * 4096)
        file.write(bytes(third * 4096))
    window = make_window(folder, copied=False)
    window.flow.show_rescue()
    settle(qtbot, window)
    page = rescue(window)
    page.save.click()
    assert page.message.text() == "Type the passphrase."
    page.passphrase.setText(PASSPHRASE)
    page.save.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / "read.json"
    with qtbot.waitSignal(page.salvaged, timeout=LONG):
        dialog.fileSelected.emit(str(path))
    dialog.close()
    assert json.loads(path.read_text("utf-8"))["records"]
    assert "not encrypted" in page.told.text()


def test_who_may_not_restore_is_told_who_does(
    qtbot: QtBot, make_window: MakeWindow, office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, SECOND)
    backups = office_part(qtbot, window, "backups")
    assert not backups.restore.isEnabled()
    assert backups.restore.toolTip()


def test_a_lost_passphrase_is_replaced_with_the_printed_key(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.services.office import keys

    window, _ = sample
    key, new = keys.new_recovery_key(), "a passphrase that is new today"
    keys.renew_recovery_key(window.office.session, key)
    lock(qtbot, window)
    settle(qtbot, window)
    window.unlock.recover.click()
    page = window.flow.rescue
    assert isinstance(page, RecoverPage)
    page.do.click()
    assert page.message.text() == "Type the recovery key."
    page.key.setText(keys.new_recovery_key())
    page.new.setText(new)
    page.again.setText("another one")
    page.do.click()
    assert "differ" in page.message.text()
    page.again.setText(new)
    page.do.click()
    qtbot.waitUntil(lambda: page.do.isEnabled() and bool(page.message.text()), timeout=LONG)
    page.key.setText(key.lower())
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        page.do.click()
    settle(qtbot, window)
    assert window.flow.rescue is None
    lock(qtbot, window)
    enter_as(qtbot, window, new)
