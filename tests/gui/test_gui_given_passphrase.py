# mypy: disable-error-code="redundant-cast"
"""A passphrase that somebody else chose opens nothing but the page to choose another one."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, office_part
from PySide6.QtCore import QMimeData
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.dialogs.unlock.choose_own import ChooseOwnPage
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.office.officers import OfficersSection
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets import clipboard
from rilo_desktop.services.office import officers
from rilo_desktop.services.office.errors import PassphraseGiven
from rilo_desktop.services.office.session import open_store

Place = tuple[MainWindow, Shell]
GIVEN = "what the head has written down"
OWN = "seven quiet lanterns beside a river"


def test_a_colleague_chooses_another_passphrase_before_the_office_opens(
    qtbot: QtBot, tmp_path: Path
) -> None:
    from rilo_desktop.services.office.create_office import make_office

    with make_office(tmp_path / "two", "AP", "AP-01", PASSPHRASE).session as session:
        officers.add(session, "AP-02", "Deputy Head", "reviewer", GIVEN)
    _, window = begin(tmp_path / "two", "light", "en")
    try:
        window.show()
        qtbot.waitUntil(lambda: window.unlock.officer.count() == 3, timeout=LONG)
        QTest.keyClicks(window.unlock.passphrase, GIVEN)
        window.unlock.unlock.click()
        qtbot.waitUntil(lambda: isinstance(window.flow.rescue, ChooseOwnPage), timeout=LONG)
        page = cast(ChooseOwnPage, window.flow.rescue)
        assert window.unlock.passphrase.text() == ""
        QTest.keyClicks(page.new, "short")
        QTest.keyClicks(page.again, "short")
        page.do.click()
        qtbot.waitUntil(lambda: "not accepted" in page.message.text(), timeout=LONG)
        for field in (page.new, page.again):
            field.clear()
            QTest.keyClicks(field, OWN)
        with qtbot.waitSignal(window.unlocked, timeout=LONG):
            page.do.click()
        assert window.shell is not None
        assert window.shell.entered.sign == "AP-02"
    finally:
        window.close_quietly()
    open_store(tmp_path / "two", OWN, "AP-02").close()


def test_the_head_adds_an_officer_under_the_same_meter(qtbot: QtBot, fresh: Place) -> None:
    window, _place = fresh
    section = cast(OfficersSection, office_part(qtbot, window, "officers"))
    section.add.click()
    form = section.form
    QTest.keyClicks(form.sign, "AP-07")
    QTest.keyClicks(form.function, "Harbour Liaison")
    QTest.keyClicks(form.passphrase, "harbour liaison harbour")
    assert form.strength.bars._filled < 3
    QTest.keyClicks(form.again, "harbour liaison harbour")
    form.do.click()
    qtbot.waitUntil(lambda: "not accepted" in form.message.text(), timeout=LONG)
    for field in (form.passphrase, form.again):
        field.clear()
        QTest.keyClicks(field, GIVEN)
    assert form.strength.bars._filled >= 3
    form.do.click()
    qtbot.waitUntil(lambda: "AP-07" in section.rows, timeout=LONG)
    assert form.passphrase.text() == ""
    window.office.leave()
    with pytest.raises(PassphraseGiven):
        open_store(window.office.folder, GIVEN, "AP-07")


def test_after_a_leak_the_window_offers_a_new_key(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    office_part(qtbot, window, "officers")
    page = cast(OfficePage, place.page(OFFICE))
    assert page.officers.change is not None
    page.officers.change.click()
    form = page.officers.passphrase
    QTest.keyClicks(form.old, PASSPHRASE)
    for field in (form.new, form.again):
        QTest.keyClicks(field, OWN)
    form.leaked.setChecked(True)
    with qtbot.waitSignal(form.changed, timeout=LONG):
        form.do.click()
    qtbot.waitUntil(page.keys.rekeying.isVisible, timeout=LONG)
    assert not form.leaked.isChecked()


def test_what_was_copied_is_gone_when_the_window_locks(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    clipboard.copy("HO-01\tHarbour")
    assert QApplication.clipboard().text() == "HO-01\tHarbour"
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.lock()
    assert QApplication.clipboard().text() == ""


def test_copies_are_kept_out_of_histories_and_clouds(qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText("x")
    clipboard.copy(data, "win32")
    formats = QApplication.clipboard().mimeData().formats()
    for name in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        assert any(name in one for one in formats), formats
    QApplication.clipboard().clear()
