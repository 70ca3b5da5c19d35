"""A file of the program's own was opened on the desktop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

from gui_windows import LONG, PASSPHRASE, enter_as
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.dialogs.restore.page import RescuePage
from rilo_desktop.gui.lifecycle.file_open import open_file
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import INBOX
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office import backup, cards
from rilo_desktop.services.office.session import open_store


def said(window: MainWindow) -> str:
    question = window.findChildren(Question)[-1]
    words = " ".join(label.text() for label in question.findChildren(Label))
    question.close()
    return words


def test_a_backup_is_offered_in_the_place_of_the_office(
    qtbot: QtBot, make_window: Callable[..., MainWindow], new_office: Path, tmp_path: Path
) -> None:
    window = make_window(new_office)
    office = shutil.copytree(new_office, tmp_path / "own")
    with open_store(office, PASSPHRASE) as session:
        file = backup.back_up(session, tmp_path).path
    open_file(window, file)
    page = window.flow.rescue
    assert isinstance(page, RescuePage)
    qtbot.waitUntil(lambda: bool(page.about.text()), timeout=LONG)
    assert page.path == file
    assert "AP" in page.about.text()


def test_a_card_says_whose_it_is_and_waits_in_the_inbox(
    qtbot: QtBot, make_window: Callable[..., MainWindow], new_office: Path, tmp_path: Path
) -> None:
    window = make_window(new_office)
    office = shutil.copytree(new_office, tmp_path / "own")
    with open_store(office, PASSPHRASE) as session:
        card = cards.export(session, tmp_path / "AP.rilocard")
    open_file(window, tmp_path / "AP.rilocard")
    words = said(window)
    assert card.fingerprint in words
    assert "office AP" in words
    place = enter_as(qtbot, window, PASSPHRASE)
    assert place.here.page == INBOX
    page = cast(InboxPage, place.page(INBOX))
    assert [item.fingerprint for item in page.looking.items] == [card.fingerprint]
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.lock()
    place = enter_as(qtbot, window, PASSPHRASE)
    assert place.here.page != INBOX, "once"


def test_what_is_no_file_of_the_program_is_said(
    make_window: Callable[..., MainWindow], new_office: Path, tmp_path: Path
) -> None:
    window = make_window(new_office)
    (tmp_path / "AP.rilocard").write_bytes(b"no card")
    open_file(window, tmp_path / "AP.rilocard")
    assert "AP.rilocard" in said(window)
    open_file(window, tmp_path / "letter.doc")
    assert "letter.doc is not a RILO Desktop file" in said(window)
