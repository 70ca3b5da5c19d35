"""Backups in the window: how old the last one is, one now, and a restore that is only tried."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any, cast

import pytest
from gui_windows import (
    LONG,
    PASSPHRASE,
    SECOND,
    apply,
    choose,
    enter_as,
    lock,
    office_part,
    settle,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.office.backups import BackupsSection
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.state.backups import EVERY, ago
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office import backup

Place = tuple[MainWindow, Shell]


def section(qtbot: QtBot, window: MainWindow, place: Shell) -> BackupsSection:
    return cast(BackupsSection, office_part(qtbot, window, "backups"))


def backed_up(qtbot: QtBot, backups: BackupsSection, folder: Path) -> Path:
    with qtbot.waitSignal(backups.made, timeout=LONG) as made:
        backups.back_up(folder)
    path: Path = made.args[0].path
    told(qtbot, backups, path)
    return path


def told(qtbot: QtBot, backups: BackupsSection, path: Path) -> None:
    """Until the page says where it lies: what is known of backups may be read just now as well."""
    qtbot.waitUntil(lambda: str(path) in backups.place.text(), timeout=LONG)


def test_an_office_without_a_backup_says_so_everywhere(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    backups = section(qtbot, window, place)
    assert backups.last.text().startswith("There is no verified backup yet")
    assert not backups.trial.isEnabled()
    line = place.backup_line
    assert line.words.text() == line.accessibleName() == "No backup yet"
    assert line.isVisible()
    place.set_compact(700)
    assert line.sign.isVisible()
    assert not line.words.isVisible()


def test_the_line_comes_by_itself_some_time_after_the_unlocking(qtbot: QtBot, fresh: Place) -> None:
    _window, place = fresh
    qtbot.waitUntil(place.backup_line.isVisible, timeout=LONG)


def test_one_is_made_now_in_the_folder_that_was_chosen(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, place = sample
    backups = section(qtbot, window, place)
    backups.now.click()
    dialog = backups.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    with qtbot.waitSignal(backups.made, timeout=LONG) as made:
        dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert made.args[0].path.parent == tmp_path
    told(qtbot, backups, made.args[0].path)
    assert backups.last.text().startswith("The last verified backup: just now.")
    assert "made and verified" in window.toast.words.text()
    assert place.backup_line.words.text() == "Backup: just now"
    assert backups.now.isEnabled()


def test_the_foot_of_the_navigation_says_a_greater_age_each_minute(
    qtbot: QtBot, sample: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The age that was read stood there until it was read again, for ten minutes."""
    window, place = sample
    backed_up(qtbot, section(qtbot, window, place), tmp_path)
    line = place.backup_line
    assert line.words.text() == "Backup: just now"
    later = monotonic() + 5 * 60
    monkeypatch.setattr("rilo_desktop.gui.state.backups.monotonic", lambda: later)
    line._minute.timeout.emit()
    assert line.words.text() in ("Backup: 5 minutes ago", "Backup: 6 minutes ago")


def test_a_folder_that_is_gone_is_one_sentence(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, place = sample
    backups = section(qtbot, window, place)
    backups.back_up(tmp_path / "stick" / "away")
    qtbot.waitUntil(window.toast.isVisible, timeout=LONG)
    assert "stick" in window.toast.words.text()
    assert backups.now.isEnabled()
    assert place.backup_line.words.text() == "No backup yet"


def test_a_restore_is_tried_and_the_office_stays_as_it_is(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, place = sample
    backups = section(qtbot, window, place)
    backed_up(qtbot, backups, tmp_path)
    assert "Not test-restored yet." in backups.place.text()
    backups.trial.click()
    QTest.keyClicks(backups.form.passphrase, "wrong")
    backups.form.do.click()
    qtbot.waitUntil(lambda: bool(backups.form.message.text()), timeout=LONG)
    assert backups.form.message.text() == "This passphrase does not open the backup."
    backups.form.passphrase.setText(PASSPHRASE)
    with (
        qtbot.waitSignal(backups.tried, timeout=LONG) as tried,
        qtbot.waitSignal(place.context.backups.known, timeout=LONG),
    ):
        backups.form.do.click()
    settle(qtbot, window)  # the state is read again after the drill, not only now and then
    assert tried.args[0].health.findings == ()
    assert backups.result.text().startswith("The backup can be restored and is intact: ")
    assert backups.form.passphrase.text() == ""
    assert not backups.form.isVisible()
    assert "Last tried on " in backups.place.text()
    assert window.shell is place


def test_a_restore_is_tried_from_any_page_with_three_keys(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, place = sample
    backups = section(qtbot, window, place)
    backed_up(qtbot, backups, tmp_path)
    place.go("case-study")
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = place.seeking.overlay
    assert found is not None
    with qtbot.waitSignal(found.shown, timeout=LONG):
        QTest.keyClicks(found.line, "try a restore")
    settle(qtbot, window)
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.focusWidget() is backups.form.passphrase
    QTest.keyClicks(backups.form.passphrase, PASSPHRASE)
    with qtbot.waitSignal(backups.tried, timeout=LONG):
        QTest.keyClick(backups.form.passphrase, Qt.Key.Key_Return)
    settle(qtbot, window)


def test_a_backup_that_went_away_is_not_tried(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, place = sample
    backups = section(qtbot, window, place)
    backed_up(qtbot, backups, tmp_path).unlink()
    place.go("case-study")
    section(qtbot, window, place)
    assert "not connected" in backups.place.text()
    assert not backups.trial.isEnabled()


# --- by themselves


def kept_up(qtbot: QtBot, place: Shell) -> None:
    """The schedule's time has come. The state is also read at other times: `known` says nothing."""
    timer = place.context.backups.timer
    timer.setInterval(1)
    qtbot.waitUntil(lambda: timer.interval() == EVERY, timeout=LONG)
    settle(qtbot, cast(MainWindow, place.window()))


def test_a_backup_that_is_due_is_made_by_itself_and_quietly(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    kept_up(qtbot, place)
    state = place.context.backups.state
    assert state is not None
    assert state.last is not None
    assert state.last.automatic
    assert place.backup_line.words.text() == "Backup: just now"
    assert not window.progress.isVisible()
    assert window.toast.isHidden()
    assert place.context.backups.timer.interval() == EVERY


def test_a_stick_that_is_gone_is_one_sentence_at_the_foot(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, place = sample
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = section(qtbot, window, place).folder
    folder.pick.click()
    dialog = folder.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(stick))
    dialog.close()
    assert list(stick.iterdir()) == [], "chosen is not applied"
    apply(qtbot, window)
    window.toast.hide()
    assert [path.suffix for path in stick.iterdir()] == [".rilobackup"]
    assert folder.line.text() == str(stick)
    shutil.rmtree(stick)
    with window.office.session.unit("edit"):  # something is done, and the day is over
        pass
    from rilo_desktop.store import known_backups

    known_backups.forget(window.office.folder, [str(one.path) for one in known(window)])
    kept_up(qtbot, place)
    line = place.backup_line
    assert line.trouble.isVisible()
    assert line.trouble.text().startswith(f"{stick} is not there; the backup was made in ")
    assert line.trouble.text() in line.accessibleName()
    assert window.toast.isHidden()
    assert folder.was.text() == "It is not there now."
    folder.line.clear()
    folder.line.textEdited.emit("")
    apply(qtbot, window)
    assert not line.trouble.isVisible()


def known(window: MainWindow) -> tuple[backup.KnownBackup, ...]:
    return backup.known(window.office.folder)


def test_a_backup_that_cannot_be_made_asks_nobody(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    backups = window.office.folder / "backups"
    shutil.rmtree(backups, ignore_errors=True)
    backups.write_text("a file where the folder should be")
    kept_up(qtbot, place)
    assert place.backup_line.trouble.isVisible()
    assert window.toast.isHidden()
    assert place.backup_line.sign.isVisible()


def test_how_often_is_applied_by_the_button_and_stays(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    often = section(qtbot, window, place).often.box
    assert often.currentData() == "24"
    choose(often, "0")
    settle(qtbot, window)
    assert backup.schedule(window.office.session).hours == 24
    apply(qtbot, window)
    assert backup.schedule(window.office.session).hours == 0
    assert place.context.backups.state is not None
    assert place.context.backups.state.last is None  # never means never


def test_who_may_not_choose_is_told_who_does(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    place = enter_as(qtbot, window, SECOND)
    backups = section(qtbot, window, place)
    assert not backups.often.box.isEnabled()
    assert not backups.folder.line.isEnabled()
    assert not backups.folder.pick.isEnabled()
    assert backups.why_not.isVisible()


def test_locking_gives_a_backup_by_itself_up_without_a_question(
    qtbot: QtBot, sample: Place
) -> None:
    window, place = sample
    began, go_on = threading.Event(), threading.Event()

    def work(_session: object, progress: Any) -> None:
        began.set()
        go_on.wait(30)
        progress(1, 2, "")

    ticket = place.context.serve(work, working="Backing up", quiet=True)
    qtbot.waitUntil(began.is_set, timeout=LONG)
    lock(qtbot, window)
    assert window.findChild(Question) is None
    go_on.set()
    settle(qtbot, window)
    assert ticket.work is not None
    assert ticket.work.is_cancelled


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(days=9, hours=20), "9 days ago"),
    ],
)
def test_ages_are_said_in_words(age: timedelta, said: str) -> None:
    assert ago(age) == said
