"""An officer changes the own passphrase in the window; afterwards the new one opens."""

from __future__ import annotations

from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, lock, office_part, settle
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.office.officers import OfficersSection
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office.errors import WrongPassphrase
from rilo_desktop.services.office.session import open_store

Place = tuple[MainWindow, Shell]
NEW = "seven quiet lanterns beside a river"


def begun(qtbot: QtBot, window: MainWindow, place: Shell) -> OfficersSection:
    officers = cast(OfficersSection, office_part(qtbot, window, "officers"))
    assert officers.change is not None
    officers.change.click()
    assert officers.passphrase.isVisible()
    assert window.focusWidget() is officers.passphrase.old
    return officers


def test_the_new_one_opens_and_the_old_one_does_not(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    officers = begun(qtbot, window, place)
    form = officers.passphrase
    QTest.keyClicks(form.old, PASSPHRASE)
    QTest.keyClicks(form.new, NEW)
    assert form.strength.bars._filled == 4
    QTest.keyClicks(form.again, NEW)
    with qtbot.waitSignal(form.changed, timeout=LONG):
        form.do.click()
    assert not form.isVisible()
    assert form.old.text() == form.new.text() == form.again.text() == ""
    assert officers.change is not None
    assert window.focusWidget() is officers.change
    assert "new passphrase opens" in window.toast.words.text()
    lock(qtbot, window)
    settle(qtbot, window)
    with pytest.raises(WrongPassphrase):
        open_store(window.office.folder, PASSPHRASE)
    assert enter_as(qtbot, window, NEW).entered.sign == "AP-01"


def test_what_is_wrong_is_said_in_the_form_and_changes_nothing(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    form = begun(qtbot, window, place).passphrase
    form.do.click()
    assert form.message.text() == "Type your current passphrase."
    form.old.setText("some other passphrase")
    form.new.setText(NEW)
    form.again.setText(f"{NEW}, mistyped")
    form.do.click()
    assert form.message.text() == "The two passphrases differ; type the second one again."
    form.again.setText(NEW)
    form.do.click()
    qtbot.waitUntil(lambda: bool(form.message.text()), timeout=LONG)
    assert form.message.text() == "This is not your passphrase. Nothing was changed."
    assert window.focusWidget() is form.old
    form.old.setText(PASSPHRASE)
    form.new.setText(PASSPHRASE)
    form.again.setText(PASSPHRASE)
    form.do.click()
    qtbot.waitUntil(lambda: "choose another one" in form.message.text(), timeout=LONG)
    lock(qtbot, window)
    assert enter_as(qtbot, window, PASSPHRASE)
