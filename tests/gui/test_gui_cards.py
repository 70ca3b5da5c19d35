"""Identity cards in the window: the own one on This office, those of others through the inbox."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, settle
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from rilo_desktop.exchange import cards as files
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import INBOX, OFFICE
from rilo_desktop.gui.pages.inbox.incoming_files import IncomingFilesView
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.pages.office.cards import CardsSection
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office import card_revocations, cards, identity
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving.incoming_file import State

Place = tuple[MainWindow, Shell]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another office; `first.rilocard` is its card."""
    from rilo_desktop.services.office.create_office import make_office

    with make_office(tmp_path / "we", "WE", "WE-01", PASSPHRASE).session as session:
        cards.export(session, tmp_path / "first.rilocard")
    return tmp_path / "we"


def at_other(other: Path) -> Session:
    return open_store(other, PASSPHRASE)


def look(qtbot: QtBot, place: Shell, *files: Path) -> IncomingFilesView:
    place.go(INBOX)
    page = cast(InboxPage, place.page(INBOX))
    with qtbot.waitSignal(page.looking.looked, timeout=LONG):
        page.inspect(files)
    return page.looking


def take(qtbot: QtBot, page: IncomingFilesView) -> None:
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.card.take.click()


def section(qtbot: QtBot, place: Shell) -> CardsSection:
    page = cast(OfficePage, place.page(OFFICE))
    with qtbot.waitSignal(page.cards.shown, timeout=LONG):
        place.go(OFFICE)
    return page.cards


def known(window: MainWindow) -> dict[str, str]:
    return {one.fingerprint: one.standing.value for one in cards.listed(window.office.session)}


def test_a_card_is_trusted_when_the_fingerprint_was_typed_as_it_was_heard(
    qtbot: QtBot, fresh: Place, other: Path
) -> None:
    window, place = fresh
    path = other.with_name("first.rilocard")
    page = look(qtbot, place, path)
    fingerprint = cards.read_card(path).fingerprint
    assert page.items[0].state is State.STRANGER
    assert page.card.isVisible()
    assert page.card.fingerprint.text() == fingerprint
    assert page.files.rows[0].verdict.words == "To be compared by phone"
    assert not page.card.take.isEnabled(), "nothing was compared yet"
    wrong = f"{fingerprint[:-1]}{'A' if fingerprint[-1] != 'A' else 'B'}"
    page.card.typed.setText(wrong)
    page.card.take.click()
    qtbot.waitUntil(lambda: bool(page.card.message.text()), timeout=LONG)
    assert "not the one that was given" in page.card.message.text()
    assert fingerprint not in known(window)
    page.card.typed.setText(fingerprint.replace("-", " ").lower())
    take(qtbot, page)
    assert known(window)[fingerprint] == "trusted"
    assert page.files.rows[0].verdict.words == "Trusted already"
    assert page.card.take.isHidden()


def test_a_renewed_card_follows_without_a_call(qtbot: QtBot, fresh: Place, other: Path) -> None:
    window, place = fresh
    first, second = other.with_name("first.rilocard"), other.with_name("second.rilocard")
    cards.trust(window.office.session, first, cards.read_card(first).fingerprint)
    with at_other(other) as session:
        identity.renew(session)
        cards.export(session, second)
    page = look(qtbot, place, second)
    assert page.files.rows[0].verdict.words == "Renewed by a trusted card"
    assert not page.card.typed.isVisible()
    take(qtbot, page)
    assert known(window)[cards.read_card(second).fingerprint] == "trusted"


def test_a_revocation_is_read_before_it_is_taken(qtbot: QtBot, fresh: Place, other: Path) -> None:
    window, place = fresh
    first, gone = other.with_name("first.rilocard"), other.with_name("gone.rilocard")
    fingerprint = cards.read_card(first).fingerprint
    with at_other(other) as session:
        card_revocations.revoke(session, fingerprint, "the key was on a lost stick", gone)
    unknown = look(qtbot, place, gone)
    assert unknown.items[0].state is State.WRONG
    assert "which this office does not know" in unknown.suspect.said.text()
    cards.trust(window.office.session, first, fingerprint)
    page = look(qtbot, place, gone)
    assert page.files.rows[0].verdict.words == "A card is revoked"
    assert "the key was on a lost stick" in page.card._about.text()
    assert known(window)[fingerprint] == "trusted"
    take(qtbot, page)
    assert known(window)[fingerprint] == "revoked"
    assert page.files.rows[0].verdict.words == "Added here"
    again = look(qtbot, place, first)
    assert again.items[-1].state is State.WRONG
    assert "was revoked" in again.suspect.said.text()


def test_an_analyst_sees_the_card_and_who_trusts_it(
    qtbot: QtBot, fresh: Place, other: Path
) -> None:
    window, place = fresh
    place.context.entered = place.context.entered._replace(role="analyst")
    page = look(qtbot, place, other.with_name("first.rilocard"))
    assert page.card.take.isHidden()
    assert not page.card.typed.isVisible()
    assert "reviewer or the head" in page.card._who.text()
    assert page.card._who.isVisible()
    assert len(known(window)) == 1


def test_the_own_card_is_shown_in_groups_and_saved(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    part = section(qtbot, place)
    (own,) = known(window)
    assert part.fingerprint.text() == own
    assert [len(group) for group in own.split("-")] == [4] * 7
    part.save.click()
    dialog = part.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "own.rilocard"))
    dialog.accept()
    settle(qtbot, window)
    assert cards.read_card(tmp_path / "own.rilocard").fingerprint == own


def test_the_own_card_is_renewed_after_a_question(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    part = section(qtbot, place)
    (before,) = known(window)
    part.renew.click()
    question = part.findChild(Question)
    assert question is not None
    with qtbot.waitSignal(part.shown, timeout=LONG):
        question.buttons["yes"].click()
    assert known(window)[before] == "former"
    assert part.fingerprint.text() != before
    assert list(part.rows) == [before]


def test_the_own_card_is_revoked_with_a_file_for_the_others(
    qtbot: QtBot, fresh: Place, tmp_path: Path, other: Path
) -> None:
    window, place = fresh
    part = section(qtbot, place)
    (before,) = known(window)
    cards.export(window.office.session, tmp_path / "own.rilocard")
    with at_other(other) as session:
        cards.trust(session, tmp_path / "own.rilocard", before)
    part.revoke.click()
    assert not part.form.do.isEnabled(), "a reason is asked for"
    part.form.reason.setText("the stick was lost")
    part.form.do.click()
    dialog = part.form.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "gone.rilocard"))
    with qtbot.waitSignal(part.shown, timeout=LONG):
        dialog.accept()
    assert known(window)[before] == "revoked"
    assert part.fingerprint.text() not in ("", before)
    with at_other(other) as session:
        assert cards.trust(session, tmp_path / "gone.rilocard").standing.value == "revoked"


def test_a_card_of_another_office_is_trusted_no_more(
    qtbot: QtBot, fresh: Place, other: Path
) -> None:
    window, place = fresh
    first = other.with_name("first.rilocard")
    fingerprint = cards.read_card(first).fingerprint
    cards.trust(window.office.session, first, fingerprint)
    part = section(qtbot, place)
    assert not part._nobody.isVisible()
    (button,) = part.rows[fingerprint].findChildren(QPushButton)
    button.click()
    part.form.reason.setText("they said so")
    with qtbot.waitSignal(part.shown, timeout=LONG):
        part.form.do.click()
    assert known(window)[fingerprint] == "revoked"
    assert part.form.isHidden()


def test_a_second_renewal_of_a_card_is_shown_and_compared(
    qtbot: QtBot, fresh: Place, other: Path
) -> None:
    window, place = fresh
    first, second, third = (other.with_name(f"{name}.rilocard") for name in ("first", "2nd", "3rd"))
    session = window.office.session
    cards.trust(session, first, cards.read_card(first).fingerprint)
    with at_other(other) as office:
        stolen = identity.signing(office)
        identity.renew(office)
        cards.export(office, second)
    third.write_bytes(files.new_identity("WE", datetime.now(UTC), stolen).card)
    cards.trust(session, third)
    one, rival = cards.read_card(second).fingerprint, cards.read_card(third).fingerprint
    page = look(qtbot, place, second)
    assert page.files.rows[0].verdict.words == "A second renewal"
    assert page.card.typed.isVisible()
    assert rival in page.card._about.text()
    assert not page.card.take.isEnabled()
    page.card.typed.setText(one)
    take(qtbot, page)
    shown = {name: row.findChildren(Label) for name, row in section(qtbot, place).rows.items()}
    said = {name: " ".join(label.text() for label in labels) for name, labels in shown.items()}
    assert known(window)[rival] == "revoked"
    assert f"because of {one}" in said[rival]
    assert f"by {one}" in said[cards.read_card(first).fingerprint]


def test_a_former_card_is_revoked_with_a_file(qtbot: QtBot, fresh: Place, tmp_path: Path) -> None:
    window, place = fresh
    (before,) = known(window)
    identity.renew(window.office.session)
    part = section(qtbot, place)
    (button,) = part.rows[before].findChildren(QPushButton)
    button.click()
    part.form.reason.setText("who had it left")
    part.form.do.click()
    dialog = part.form.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "gone.rilocard"))
    with qtbot.waitSignal(part.shown, timeout=LONG):
        dialog.accept()
    assert known(window)[before] == "revoked"
    assert (tmp_path / "gone.rilocard").exists()
    assert part.own is not None
    assert part.own.standing.value == "own"
