# mypy: disable-error-code="arg-type, comparison-overlap, index"
"""The inbox in the window: real submissions of real offices, verified, taken, taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, settle
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from rilo_desktop.exchange import cards as card_files
from rilo_desktop.exchange import signing
from rilo_desktop.gui.i18n import sentence
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import IMPORT, INBOX
from rilo_desktop.gui.pages.inbox.incoming_files import IncomingFilesView
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import Record
from rilo_desktop.services.office import actions, audit_log, backup, cards, restore
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving.incoming_file import IncomingFile, State
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.submissions import packing, release, released_versions, verify_pages
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

Place = tuple[MainWindow, Shell]
FEW = "parcel"


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the sample, its card, and a submission that it released."""
    from sample_office import copied_sample

    folder = copied_sample(tmp_path_factory, tmp_path_factory.mktemp("sender") / "office", "WE")
    with open_store(folder, PASSPHRASE) as session:
        reference = send(session)
        release.export(session, reference, folder.parent / "sent.pdf")
        cards.export(session, folder.parent / "we.rilocard")
    return folder


def before_signature(document: bytes) -> bytes:
    """The first revision of the file."""
    previous = int(re.findall(rb"/Prev (\d+)", document)[-1])
    return document[: document.index(b"%%EOF\n", previous) + 6]


def send(session: object, supersedes: str = "") -> str:
    order = SubmissionRequest("case-studies", where=FEW, supersedes=supersedes, reason="as agreed")
    return submit(session, order).submission.reference  # type: ignore[arg-type]


@pytest.fixture
def sent(sender: Path) -> Path:
    return sender.parent / "sent.pdf"


def inbox(place: Shell) -> IncomingFilesView:
    place.go(INBOX)
    return cast(InboxPage, place.page(INBOX)).looking


def trust(window: MainWindow, sender: Path) -> None:
    session = window.office.session
    card = cards.read_card(sender.parent / "we.rilocard")
    cards.trust(session, sender.parent / "we.rilocard", card.fingerprint)


def look(qtbot: QtBot, page: IncomingFilesView, *files: Path) -> None:
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.inspect(files)


def take(qtbot: QtBot, page: IncomingFilesView) -> None:
    with qtbot.waitSignal(page.taken, timeout=LONG):
        page.document.take.click()


def count(window: MainWindow, kind: str = "case-study") -> int:
    return lists.count(window.office.session, kind)


def test_what_was_not_compared_in_a_submission_of_another_version_is_said(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if this program were a later version than the one that made it."""
    monkeypatch.setattr(verify_pages, "is_made_alike", lambda _: False)
    monkeypatch.setattr(released_versions, "MAKERS", {packing.maker("en")})
    window, place = fresh
    trust(window, sender)
    page = inbox(place)
    look(qtbot, page, sent)
    assert page.files.rows[0].verdict.words == "Compared as text"
    fact = page.facts.facts[1]
    assert fact.words.text() == "Text matches data"
    assert "not compared: drawings" in fact.toolTip()


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
    assert words == ["Signature valid", "Text matches data", "Personal data", "Kept as received"]
    guard = page.facts.facts[2]
    assert guard.more.text() == "checked, 0 found"
    assert "Checked for: e-mail addresses, telephone numbers" in guard.toolTip()
    records = page.document.records.rows
    assert count(window) == 0
    assert len(records) > 1
    assert page.document.take.text() == f"Accept {len(records)} records"
    take(qtbot, page)
    settle(qtbot, window)
    assert count(window) == len(records)
    assert page.files.rows[0].verdict.words == "Added here"
    assert page.document.take.isHidden()
    place.undoing.undo_last()
    settle(qtbot, window)
    assert count(window) == 0
    assert page.document.take.text() == f"Accept {len(records)} records"


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
    card = cards.read_card(sender.parent / "we.rilocard").fingerprint
    assert page.items[0].state is State.STRANGER
    assert page.suspect.fingerprint.text() == card
    assert not page.document.isVisible()
    suspect = page.suspect
    assert not suspect.trust.isEnabled(), "the fingerprint is typed as it was read out"
    suspect.typed.setText("K7QX-2M9P-K7QX-2M9P-K7QX-2M9P")
    suspect.trust.click()
    settle(qtbot, window)
    assert suspect.message.isVisible(), "another one is not this card"
    assert page.items[0].state is State.STRANGER
    suspect.typed.setText(card)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        suspect.trust.click()
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
    assert "was changed after it was signed" in page.suspect.said.text()
    assert page.suspect.trust.isHidden()
    assert not page.document.take.isVisible()
    page.suspect.drop.click()
    assert page.items == ()
    assert count(window) == 0


def test_what_happened_on_the_way_is_said_without_alarm(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path, tmp_path: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    content = sent.read_bytes()
    page = inbox(place)
    for name, changed, words in (
        ("half.pdf", content[: len(content) // 2], "Damaged or cut off"),
        ("mailed.pdf", content + b"\r\n", "Blanks at its end"),
    ):
        path = tmp_path / name
        path.write_bytes(changed)
        look(qtbot, page, path)
        shown = next(row for row in page.files.rows if row.item.path == path)
        assert (shown.verdict.words, shown.verdict.tone) == (words, "warn")
        assert page.suspect.more.isHidden(), "one sentence says it all"


def test_whose_card_it_is_not_is_said_first_and_the_rest_is_folded(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path, tmp_path: Path
) -> None:
    """Somebody who calls themselves WE too signed what WE had sent."""
    window, place = fresh
    trust(window, sender)
    impostor = card_files.new_identity("WE", datetime.now(UTC))
    path = tmp_path / "impostor.pdf"
    document = before_signature(sent.read_bytes())
    path.write_bytes(signing.signed(document, impostor, datetime.now(UTC)))
    page = inbox(place)
    look(qtbot, page, path)
    panel = page.suspect
    assert page.files.rows[0].verdict.words == "Signed with another card"
    assert "prints another card than the one that signed it" in panel.said.text()
    assert panel.findings.isHidden()
    panel.more.click()
    assert panel.findings.isVisible()
    assert "Another card of WE is trusted here" in panel.findings.found[0].sentence
    panel.more.click()
    assert panel.findings.isHidden()


def test_files_that_are_dropped_anywhere_are_looked_at(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    page = drop(qtbot, place, sent)
    assert place.here.page == INBOX
    assert page.items[0].path == sent


def drop(qtbot: QtBot, place: Shell, *files: Path) -> IncomingFilesView:
    """Onto the window, as the system does it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
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
    return page


def test_each_file_of_a_mixed_drop_gets_its_own_sentence(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path, tmp_path: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    twin = tmp_path / "the same.pdf"
    twin.write_bytes(sent.read_bytes())
    others = {
        "letter.docx": b"no business here",
        "cases.xlsx": b"PK",
        "answer.rilo-answer": b"{}",
        "broken.rilocard": b"[]",
        "empty.pdf": b"",
        "new.riloupdate": b"x",
    }
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
    folder = tmp_path / "a folder.pdf"
    folder.mkdir()
    made = [tmp_path / name for name in others]
    page = drop(qtbot, place, sent, sent, twin, *made, folder, sender.parent / "we.rilocard")
    said = {item.path.name: sentences(item) for item in page.items}
    assert len(page.items) == len(others) + 4, "the one that came twice stands once"
    assert page.items[0].state is State.READY
    assert page.items[-1].card is not None
    assert said["the same.pdf"] == [
        "the same.pdf has the same content as sent.pdf, which is in the list."
    ]
    assert "neither a submission" in said["letter.docx"][0]
    assert "import it" in said["cases.xlsx"][0]
    assert "not a valid acknowledgement" in said["answer.rilo-answer"][0]
    assert "not a valid card" in said["broken.rilocard"][0]
    assert "is a folder" in said["a folder.pdf"][0]
    assert "is an update" in said["new.riloupdate"][0]
    assert "empty.pdf" in said["empty.pdf"][0]
    wrong = [item for item in page.items if item.state is State.WRONG]
    assert len(wrong) == len(others) + 2
    assert len({sentence for item in wrong for sentence in said[item.path.name]}) == len(wrong)
    assert count(window) == 0


def sentences(item: IncomingFile) -> list[str]:
    return [sentence(finding) for finding in item.findings]


def test_a_file_that_comes_again_is_looked_at_again_and_says_so(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    drop(qtbot, place, sent)
    page = drop(qtbot, place, sent)
    assert len(page.items) == 1
    assert "already in the list" in window.toast.words.text()


def test_workbooks_alone_are_imported(qtbot: QtBot, fresh: Place, tmp_path: Path) -> None:
    window, place = fresh
    path = tmp_path / "cases.json"
    path.write_text('{"cases": []}', "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(QPoint(50, 50)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    place.dropEvent(event)
    settle(qtbot, window)
    assert place.here.page == IMPORT


# --- what both offices changed


@pytest.fixture
def disputed(
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
    sender: Path,
    tmp_path: Path,
) -> tuple[MainWindow, Shell, Path, str]:
    """A window, a submission, and the id of a case whose title both wrote."""
    from rilo_desktop.services.office.session import open_store

    theirs = tmp_path / "theirs"
    shutil.copytree(sender, theirs)
    with open_store(theirs, PASSPHRASE) as session:
        case = first_case(session)
        record.save(session, record.with_values(case, {"title": "Theirs: parcels"}))
        reference = send(session)
        release.export(session, reference, tmp_path / "theirs.pdf")
    window = make_window(sample_office)
    place = enter(window)
    trust(window, sender)
    mine = record.get(window.office.session, case.id).record
    record.save(window.office.session, record.with_values(mine, {"title": "Ours: parcels"}))
    return window, place, tmp_path / "theirs.pdf", case.id


def first_case(session: Session) -> Record:
    found = lists.find(session, lists.Query("case-study", FEW))
    return record.get(session, lists.page(session, found, 0, 1)[0].id).record


def test_what_both_changed_waits_until_somebody_chooses(
    qtbot: QtBot, disputed: tuple[MainWindow, Shell, Path, str]
) -> None:
    window, place, path, case = disputed
    page = inbox(place)
    look(qtbot, page, path)
    document = page.document
    at = [row.id for row in document.records.rows].index(case)
    document.records.setCurrentIndex(document.records.model_of.index(at))
    waiting = document.records.rows[at]
    assert document.records.model_of.said(waiting)[0] == "Not the sender's own"
    assert not document.records.model_of.is_taken(waiting)
    assert waiting.reference in document._waits.text()
    document.one.choices._choices["title"]._buttons[1].click()
    assert document.decisions[case]["title"] == "theirs"
    assert document.records.model_of.said(waiting)[0] == "Decided"
    take(qtbot, page)
    settle(qtbot, window)
    now = record.get(window.office.session, case).record
    assert now.title_text == "Theirs: parcels"


def test_what_is_of_this_office_waits_and_is_taken_by_one_click(
    qtbot: QtBot, disputed: tuple[MainWindow, Shell, Path, str]
) -> None:
    window, place, path, case = disputed
    page = inbox(place)
    look(qtbot, page, path)
    document = page.document
    at = [row.id for row in document.records.rows].index(case)
    asked = document.records.rows[at]
    assert "a record of this office" in sentence(asked.waits)
    assert not document.records.model_of.is_taken(asked)
    assert document.take_all.text() == "Accept the 1 that waits"
    document.records.setCurrentIndex(document.records.model_of.index(at))
    assert "a record of this office" in document.one._about.text()
    document.take_all.click()
    assert document.take_all.isHidden()
    assert document.records.model_of.said(asked)[0] == "1 to decide", "both wrote its title"
    document.decide(case, "title", "theirs")
    assert page.held()["said"][str(path)]["wanted"] == [case]
    document.records.toggle(asked)
    assert document.wanted == frozenset()
    document.records.toggle(asked)
    take(qtbot, page)
    settle(qtbot, window)
    now = record.get(window.office.session, case).record
    assert (now.title_text, now.workflow) == ("Theirs: parcels", "draft")


def test_what_the_rules_of_this_office_say_is_seen_before_taking(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    window, place = fresh
    trust(window, sender)
    page = inbox(place)
    look(qtbot, page, sent)
    records = page.document.records
    at = next(n for n, row in enumerate(records.rows) if row.findings)
    records.setCurrentIndex(records.model_of.index(at))
    shown = [found.sentence for found in page.document.one.findings.found]
    assert shown == [sentence(one) for one in records.rows[at].findings]
    assert page.document.take.isEnabled(), "it is told, and keeps nobody from taking"


def test_what_is_ours_stays_and_their_text_is_in_the_history(
    qtbot: QtBot, disputed: tuple[MainWindow, Shell, Path, str]
) -> None:
    window, place, path, case = disputed
    page = inbox(place)
    look(qtbot, page, path)
    page.document.decide(case, "title", "ours")
    take(qtbot, page)
    settle(qtbot, window)
    session = window.office.session
    now = record.get(session, case).record
    assert now.title_text == "Ours: parcels"
    with session.reading() as reading:
        titles = [one.record_then().title_text for one in reading.revisions.of_record(case)]
    assert "Theirs: parcels" in titles


def test_a_choice_stands_after_another_file_and_after_the_lock(
    qtbot: QtBot, disputed: tuple[MainWindow, Shell, Path, str], sent: Path
) -> None:
    window, place, path, case = disputed
    page = inbox(place)
    look(qtbot, page, path)
    page.document.decide(case, "title", "theirs")
    look(qtbot, page, sent)
    page.choose(path)
    settle(qtbot, window)
    assert page.document.decisions[case]["title"] == "theirs"
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window._on_idle()
    place = enter_as(qtbot, window, PASSPHRASE)
    again = cast(InboxPage, place.page(INBOX)).looking
    qtbot.waitUntil(lambda: len(again.items) == 2, timeout=LONG)
    settle(qtbot, window)
    assert again.current is not None
    assert again.current.path == path
    assert again.document.decisions[case]["title"] == "theirs"
    take(qtbot, again)
    settle(qtbot, window)
    assert record.get(window.office.session, case).record.title_text == "Theirs: parcels"


def test_the_window_does_not_lock_itself_while_the_inbox_works(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path
) -> None:
    """Verifying is long work: it is done first, and the next pause locks."""
    window, place = fresh
    trust(window, sender)
    page = inbox(place)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.inspect([sent])
        assert window.tasks.works
        window._on_idle()
        assert window.shell is place
    assert page.items[0].state is State.READY
    settle(qtbot, window)
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window._on_idle()
    place = enter_as(qtbot, window, PASSPHRASE)
    again = cast(InboxPage, place.page(INBOX)).looking
    qtbot.waitUntil(lambda: bool(again.items), timeout=LONG)
    assert again.items[0].path == sent
    assert count(window) == 0


def test_a_restore_of_the_sender_is_compared_before_anything_is_taken(
    qtbot: QtBot, fresh: Place, sender: Path, sent: Path, tmp_path: Path
) -> None:
    """WE sends, restores the backup of before, and sends again (review: N4)."""
    window, place = fresh
    trust(window, sender)
    office = tmp_path / "office"
    shutil.copytree(sender, office)
    with open_store(office, PASSPHRASE) as session:
        kept = backup.back_up(session, tmp_path / "kept.rilobackup").path
        gone, other = send(session), tmp_path / "gone.pdf"
        release.export(session, gone, other)
    page = inbox(place)
    look(qtbot, page, other)
    take(qtbot, page)
    settle(qtbot, window)
    with restore.restore(kept, office, PASSPHRASE).session as session:
        release.export(session, send(session), tmp_path / "again.pdf")
        (logged,) = audit_log.newest(session, 1, actions.RESTORED)
    look(qtbot, page, tmp_path / "again.pdf")
    page.choose(tmp_path / "again.pdf")
    settle(qtbot, window)
    suspect, fingerprint = page.suspect, logged.detail["fingerprint"]
    assert page.items[-1].state is State.RESTORED
    assert page.files.rows[-1].verdict.words == "A backup was restored"
    assert suspect.fingerprint.text() == fingerprint
    assert gone in suspect.said.text()
    assert page.facts.facts[1].words.text() == "Text matches data"
    assert suspect.trust.text() == "Accept this restore"
    assert not suspect.trust.isEnabled()
    suspect.typed.setText("K7QX-2M9P-K7QX-2M9P-K7QX-2M9P-K7QX")
    suspect.trust.click()
    settle(qtbot, window)
    assert suspect.message.isVisible(), "another one is not of this restore"
    suspect.typed.setText(fingerprint)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        suspect.trust.click()
    assert page.items[-1].state is State.READY
    with window.office.session.reading() as reading:
        (compared,) = reading.log.with_action(actions.RESTORE_COMPARED)
    assert compared.detail["fingerprint"] == fingerprint
