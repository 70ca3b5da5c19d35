"""Keys in the window: a new recovery key that is on paper first, and a new key for the store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, lock, office_part, settle
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.office.keys import KeysSection
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office import backup, keys, rekey
from rilo_desktop.store.access import Access

Place = tuple[MainWindow, Shell]
MakeWindow = Callable[..., MainWindow]


def section(qtbot: QtBot, window: MainWindow) -> KeysSection:
    place = window.shell
    assert place is not None
    return cast(KeysSection, office_part(qtbot, window, "keys"))


def test_a_new_recovery_key_counts_when_it_is_on_paper(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, _ = sample
    part = section(qtbot, window)
    part.renew.click()
    qtbot.waitUntil(part.recovery.isVisible, timeout=LONG)
    form = part.recovery
    key = form._key
    page = tmp_path / "key.pdf"
    form.out.save_page(page)
    qtbot.waitUntil(lambda: "contains the key" in form.key.message.text(), timeout=LONG)
    assert page.read_bytes().startswith(b"%PDF")
    form.do.click()
    assert form.key.is_asking
    form.key.typed.setText("ABCD")
    form.do.click()
    assert "group 13" in form.key.message.text()
    form.key.typed.setText(key[-4:])
    with qtbot.waitSignal(form.renewed, timeout=LONG):
        form.do.click()
    assert form._key == form.key.typed.text() == ""
    assert not form.isVisible()
    folder = window.office.folder
    lock(qtbot, window)
    settle(qtbot, window)
    with keys.recover(folder, key, "AP-01", "a new passphrase of AP-01") as session:
        assert session.officer.sign == "AP-01"


def test_a_recovery_key_that_was_given_up_never_counted(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.services.office.errors import WrongRecoveryKey

    window, _ = sample
    part = section(qtbot, window)
    part.renew.click()
    qtbot.waitUntil(part.recovery.isVisible, timeout=LONG)
    key = part.recovery._key
    part.recovery.close_form()
    assert part.renew.isEnabled()
    folder = window.office.folder
    lock(qtbot, window)
    settle(qtbot, window)
    with pytest.raises(WrongRecoveryKey):
        keys.recover(folder, key, "AP-01", "a new passphrase of AP-01")


def rekeyed(qtbot: QtBot, window: MainWindow, way: str) -> rekey.Rekeyed:
    part = section(qtbot, window)
    part.rekey.click()
    qtbot.waitUntil(part.rekeying.do.isEnabled, timeout=LONG)
    part.rekeying.choices[way].setChecked(True)
    with qtbot.waitSignal(part.rekeying.rekeyed, timeout=LONG) as done:
        part.rekeying.do.click()
    settle(qtbot, window)
    return cast(rekey.Rekeyed, done.args[0])


def store_key(window: MainWindow) -> bytes:
    access: Access = window.office.session.store.access
    return bytes(access.secret.store_key)


@pytest.mark.parametrize(("way", "left"), [("renew", 1), ("keep", 1), ("destroy", 0)])
def test_the_office_has_a_new_key_and_old_backups_go_as_was_chosen(
    qtbot: QtBot, sample: Place, tmp_path: Path, way: str, left: int
) -> None:
    window, _ = sample
    session = window.office.session
    stick = tmp_path / "stick"
    stick.mkdir()
    backup.set_schedule(session, backup.Schedule(str(stick)))
    old = backup.back_up(session, stick).path
    before = store_key(window)
    done = rekeyed(qtbot, window, way)
    assert store_key(window) != before
    assert len(list(stick.iterdir())) == left
    assert old.exists() is (way == "keep")
    assert (done.renewed is not None) is (way == "renew")
    lock(qtbot, window)
    enter_as(qtbot, window, PASSPHRASE)


def test_given_up_it_keeps_the_old_key(
    qtbot: QtBot, sample: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = sample
    part = section(qtbot, window)
    before = store_key(window)
    part.rekey.click()
    qtbot.waitUntil(part.rekeying.do.isEnabled, timeout=LONG)
    assert not part.rekeying._ways.isVisible()  # there is no backup to choose for
    go_on = threading.Event()
    window.tasks.ask(go_on.wait, 30, owner=window, alone=True)
    part.rekeying.do.click()
    window.progress.cancel.click()
    go_on.set()
    qtbot.waitUntil(part.rekeying.message.isVisible, timeout=LONG)
    assert part.rekeying.message.text() == "Cancelled: the old key stays."
    assert store_key(window) == before


def test_who_is_not_the_head_is_told_who_is(
    qtbot: QtBot, make_window: MakeWindow, office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, SECOND)
    part = section(qtbot, window)
    assert not part.renew.isEnabled()
    assert not part.rekey.isEnabled()
    assert part.renew.toolTip() == "The head of the office does both."
