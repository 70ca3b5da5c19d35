"""The inbox in the window: real submissions of real offices, verified, taken, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, settle
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.inbox.looking import LookingPart
from rilo_desktop.gui.inbox.page import InboxPage
from rilo_desktop.gui.pages import INBOX
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.gui.window import Window
from rilo_desktop.gui.workplace import Workplace
from rilo_desktop.services import cards, lists, release
from rilo_desktop.services.inbox import State
from rilo_desktop.services.submit import Order, submit

Place = tuple[Window, Workplace]
FEW = "parcel"


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the sample, its card, and a submission that it released."""
    from rilo_desktop.services.founding import add_sample, make_office

    folder = tmp_path_factory.mktemp("sender") / "office"
    made = make_office(folder, "WE", "WE-01", PASSPHRASE)
    with made.session as session:
        add_sample(session)
        reference = send(session)
        release.export(session, reference, folder.parent / "sent.pdf")
        cards.export(session, folder.parent / "we.rilocard")
    return folder


def send(session: object, supersedes: str = "") -> str:
    order = Order("case-studies", where=FEW, supersedes=supersedes, reason="as agreed")
    return submit(session, order).submission.reference  # type: ignore[arg-type]


@pytest.fixture
def sent(sender: Path) -> Path:
    return sender.parent / "sent.pdf"


def inbox(place: Workplace) -> LookingPart:
    place.go(INBOX)
    return cast(InboxPage, place.page(INBOX)).looking


def trust(window: Window, sender: Path) -> None:
    session = window.office.session
    card = cards.look_at(sender.parent / "we.rilocard")
    cards.trust(session, sender.parent / "we.rilocard", card.fingerprint)


def look(qtbot: QtBot, page: LookingPart, *files: Path) -> None:
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.look(files)


def take(qtbot: QtBot, page: LookingPart) -> None:
    with qtbot.waitSignal(page.taken, timeout=LONG):
        page.document.take.click()


def count(window: Window, kind: str = "case-study") -> int:
    return lists.count(window.office.session, kind)


def test_a_submission_is_looked_at_taken_and_taken_back(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    page = inbox(place)
    look(qtbot, page, sent)
    (item,) = page.items
    assert item.state is State.READY
    shown = page.files.rows[0]
    assert shown.verdict.words == "Verified"
    assert "RILO WE" in shown.about
    words = [fact.words.text() for fact in page.facts.facts]
    assert words == ["Signature valid", "Print = data", "No names found", "Kept as received"]
    records = page.document.records.rows
    assert count(window) == 0
    assert len(records) > 1
    assert page.document.take.text() == f"Take {len(records)} records"
    take(qtbot, page)
    settle(qtbot, window)
    assert count(window) == len(records)
    assert page.files.rows[0].verdict.words == "Taken"
    assert page.document.take.isHidden()
    place.undoing.undo_last()
    settle(qtbot, window)
    assert count(window) == 0
    assert page.document.take.text() == f"Take {len(records)} records"


def test_a_record_that_is_left_does_not_come(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    page = inbox(place)
    look(qtbot, page, sent)
    records = page.document.records
    records.setFocus()
    qtbot.keyClick(records, Qt.Key.Key_Space)
    assert page.document.left == {records.rows[0].id}
    take(qtbot, page)
    settle(qtbot, window)
    assert count(window) == len(records.rows) - 1


def test_an_unknown_card_is_compared_before_anything_is_taken(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    window, place = fresh
    page = inbox(place)
    look(qtbot, page, sent)
    card = cards.look_at(sender.parent / "we.rilocard").fingerprint
    assert page.items[0].state is State.STRANGER
    assert page.suspect.fingerprint.text() == card
    assert not page.document.isVisible()
    page.suspect.trust.click()
    question = page.findChild(Question)
    assert question is not None
    with qtbot.waitSignal(page.looked, timeout=LONG):
        question.buttons["yes"].click()
    assert page.items[0].state is State.READY
    assert [one.fingerprint for one in cards.listed(window.office.session)].count(card) == 1
    assert page.document.take.isEnabled()


def test_a_changed_file_says_what_is_wrong_and_cannot_be_taken(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path, tmp_path: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    content = bytearray(sent.read_bytes())
    content[len(content) // 3] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(content)
    page = inbox(place)
    look(qtbot, page, altered)
    assert page.items[0].state is State.WRONG
    assert page.files.rows[0].verdict.words == "Changed after signing"
    assert "was changed after it was signed" in page.suspect.findings.found[0].sentence
    assert page.suspect.trust.isHidden()
    assert not page.document.take.isVisible()
    page.suspect.drop.click()
    assert page.items == ()
    assert count(window) == 0


def test_files_that_are_dropped_anywhere_are_looked_at(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sent))])
    event = QDropEvent(
        QPointF(QPoint(50, 50)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page = cast(InboxPage, place.page(INBOX)).looking
    with qtbot.waitSignal(page.looked, timeout=LONG):
        place.dropEvent(event)
    assert place.here.page == INBOX
    assert page.items[0].path == sent
