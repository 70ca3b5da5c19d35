"""The whole round through the window: sent, received, returned with a comment, corrected, accepted.

Two offices, each in its own window, one after the other. Files go between them as on a stick. With
RILO_ROUND=folder the window is photographed at every station.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

import pytest
from keyboard import Officer
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.page_registry import INBOX, OFFICE, SUBMISSION
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.receiving import received_submissions
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import submission_list

SENDER = "seven quiet herons watch the northern ferry"
RECEIVER = "nine loud magpies left the southern harbour"
FEW = "parcel"
ASKED = "Which port was it?"
CORRECTED = "Parcels at the airport, corrected"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where both offices stand, and the files that go between them."""
    from rilo_desktop.services.office.create_office import make_office
    from sample_office import add_sample_in_work

    with make_office(tmp_path / "we", "WE", "WE-01", SENDER).session as session:
        add_sample_in_work(session)
    make_office(tmp_path / "secretariat", "SECRETARIAT", "SEC-1", RECEIVER).session.close()
    return tmp_path


def test_the_whole_round(qtbot: QtBot, stick: Path) -> None:
    sent, corrected = stick / "sent.pdf", stick / "corrected.pdf"
    returned, accepted = stick / "returned.rilo-answer", stick / "accepted.rilo-answer"

    office = at_office(qtbot, stick)
    first = send(office, sent)
    card = read_out(office)
    office.leave()

    secretariat = at_secretariat(qtbot, stick)
    receive_by_drop(secretariat, sent)
    trust_the_card(secretariat, card)
    came = take(secretariat)
    case = return_with_comment(secretariat, returned)
    card = read_out(secretariat)
    secretariat.leave()

    office = at_office(qtbot, stick)
    open_files(office, returned)
    trust_the_card(office, card)
    write_into_ledger(office)
    correct(office)
    second = send_again(office, first, corrected)
    office.leave()

    secretariat = at_secretariat(qtbot, stick)
    open_files(secretariat, corrected)
    take(secretariat)
    accept(secretariat, accepted)
    register_says(secretariat, {first: "Superseded", second: "Accepted"})
    secretariat.leave()

    office = at_office(qtbot, stick)
    open_files(office, accepted)
    write_into_ledger(office)
    ledger_says(office, {first: "Superseded", second: "Acknowledged"})
    office.leave()
    assert_both_stores_agree(stick, case, first, second, came)


# --- who is at work


def at_office(qtbot: QtBot, stick: Path) -> Officer:
    officer = Officer(qtbot, stick / "we")
    officer.enter(SENDER)
    return officer


def at_secretariat(qtbot: QtBot, stick: Path) -> Officer:
    officer = Officer(qtbot, stick / "secretariat")
    officer.enter(RECEIVER)
    return officer


def photograph(officer: Officer, name: str) -> None:
    if folder := os.environ.get("RILO_ROUND"):
        officer.window.grab().save(str(Path(folder) / f"{name}.png"))


# --- at the office


def send(officer: Officer, file: Path) -> str:
    officer.go_to(SUBMISSION)
    officer.press("Ctrl+N")
    officer.until_at("Case studies")
    officer.fill("Records with these words", FEW)
    officer.push("Check the records")
    officer.settle()
    return release(officer, file)


def release(officer: Officer, file: Path) -> str:
    """From the check to the file; gives the reference."""
    officer.push("Release")
    officer.until(lambda: "is released" in officer.told)
    reference = officer.told.split()[0]
    officer.until_at("Save the PDF as")
    officer.settle()
    officer.write(str(file))
    officer.press("Return")
    officer.until_at("Open the PDF")
    return reference


def write_into_ledger(officer: Officer) -> None:
    photograph(officer, f"answer-{looking(officer).items[-1].path.stem}")
    officer.push("File this answer")
    officer.until(lambda: "Answer filed" in officer.told)
    officer.settle()


def correct(officer: Officer) -> None:
    """From the comment to its field, where it stands in words; the title is written anew."""
    officer.tab_to("Comments")
    officer.press("Return")
    officer.until_at("Title")
    officer.settle()
    title = officer.place.editor("case-study").form.fields["title"]
    officer.until(lambda: title.remarks is not None and title.remarks.isVisible())
    assert title.remarks is not None
    assert ASKED in title.remarks.words.text()
    assert ASKED in officer.described
    photograph(officer, "comment-at-its-field")
    officer.write(CORRECTED)
    officer.save()
    officer.until(lambda: title.remarks is not None and not title.remarks.isVisible())


def send_again(officer: Officer, first: str, file: Path) -> str:
    officer.go_to(SUBMISSION)
    officer.until_at("Submissions")
    photograph(officer, "ledger-returned")
    page = cast(Any, officer.place.page(SUBMISSION))
    assert page.ledger.view.rows[page.ledger.view.currentIndex().row()].entry.reference == first
    officer.press("Return")
    officer.until(lambda: page.check.isVisible())
    officer.settle()
    return release(officer, file)


def ledger_says(officer: Officer, wanted: dict[str, str]) -> None:
    officer.go_to(SUBMISSION)
    officer.until_at("Submissions")
    rows = cast(Any, officer.place.page(SUBMISSION)).ledger.view.rows
    photograph(officer, "ledger-acknowledged")
    assert {row.entry.reference: row.lines[2][0] for row in rows} == wanted


# --- at whoever receives


def looking(officer: Officer) -> Any:
    return cast(InboxPage, officer.place.page(INBOX)).looking


def receive_by_drop(officer: Officer, file: Path) -> None:
    """As the window system delivers it to the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    middle = officer.place.rect().center()
    enter = QDragEnterEvent(middle, copy, data, left, none)
    QApplication.sendEvent(officer.place, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(officer.place, QDropEvent(QPointF(middle), copy, data, left, none))
    arrived(officer, file)


def open_files(officer: Officer, file: Path) -> None:
    officer.press("Ctrl+O")
    officer.until_at("File name:")
    officer.type(str(file))
    officer.press("Return")
    arrived(officer, file)


def arrived(officer: Officer, file: Path) -> None:
    officer.until(lambda: [item.path for item in looking(officer).items] == [file])
    officer.until_at("Files to check")
    officer.settle()


def read_out(officer: Officer) -> str:
    """The fingerprint of the own card, as it stands on This office."""
    officer.go_to(OFFICE)
    for _ in range(2):
        officer.press("Down")
    officer.settle()
    return cast(OfficePage, officer.place.page(OFFICE)).cards.fingerprint.text()


def trust_the_card(officer: Officer, heard: str) -> None:
    """After the telephone: the fingerprint that stands there is the one that was read out."""
    assert looking(officer).suspect.fingerprint.text() == heard
    photograph(officer, f"stranger-{looking(officer).items[0].path.stem}")
    officer.fill("Fingerprint as they read it out", heard)
    officer.push("Trust this card")
    officer.until(lambda: looking(officer).items[0].state.value == "ready")
    officer.until_at("Files to check")
    officer.settle()


def take(officer: Officer) -> int:
    """How many records were taken."""
    document = looking(officer).document
    photograph(officer, f"received-{looking(officer).items[0].path.stem}")
    count = int(document.ready)
    officer.push(document.take.text())
    officer.until(lambda: "From WE" in officer.told)
    officer.until(lambda: document.answer.isVisible())
    officer.settle()
    return count


def begin_answer(officer: Officer) -> None:
    officer.push("Answer it …")
    officer.until_at("Records of the submission")
    officer.settle()


def return_with_comment(officer: Officer, file: Path) -> str:
    """Id of the case with the comment on its title."""
    begin_answer(officer)
    officer.press("Return")
    officer.until_at("Fields of the record")
    reply = cast(InboxPage, officer.place.page(INBOX)).reply
    for _ in reply.places.rows:
        if reply.places.current_entry.path == "title":
            break
        officer.press("Down")
    officer.press("Return")
    officer.until_at("Comment on: Identity · Title")
    officer.type(ASKED)
    photograph(officer, "answer-begun")
    case = str(reply.records.current_entry.id)
    save_answer(officer, "Return it …", file)
    return case


def accept(officer: Officer, file: Path) -> None:
    begin_answer(officer)
    officer.fill("Note to the office", "With thanks")
    save_answer(officer, "Accept it …", file)


def save_answer(officer: Officer, way: str, file: Path) -> None:
    officer.push(way)
    officer.until_at("File name:")
    officer.write(str(file))
    officer.press("Return")
    officer.until(lambda: f"{file.name} is written" in officer.told)
    officer.until_at("Files to check")
    officer.settle()


def register_says(officer: Officer, wanted: dict[str, str]) -> None:
    officer.tab_to("What the inbox shows: Received now")
    officer.press("Right")
    officer.until(lambda: cast(InboxPage, officer.place.page(INBOX)).register.isVisible())
    officer.settle()
    rows = cast(InboxPage, officer.place.page(INBOX)).register.view.rows
    photograph(officer, "register")
    assert {row.one.reference: row.state.words for row in rows} == wanted


# --- and in the end


def assert_both_stores_agree(stick: Path, case: str, first: str, second: str, came: int) -> None:
    with (
        open_store(stick / "we", SENDER) as office,
        open_store(stick / "secretariat", RECEIVER) as secretariat,
    ):
        ours, theirs = record.get(office, case).record, record.get(secretariat, case).record
        assert ours.title_text == theirs.title_text == CORRECTED
        held = {one.reference: one for one in received_submissions.received(secretariat)}
        assert (held[first].answer, held[second].answer) == ("returned", "accepted")
        assert held[first].new == came
        entry = submission_list.entry(office, second)
        assert (entry.state, entry.supersedes) == ("acknowledged", first)
        assert submission_list.entry(office, first).superseded_by == second
        assert submission_list.history_of(office, second)[0].note == "With thanks"
