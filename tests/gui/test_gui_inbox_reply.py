"""Answering a submission from the inbox, and what the answer does in the window of its office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import INBOX, SUBMISSION
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.pages.inbox.reply import ReplyPart
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.gui.widgets.validation_view import judged
from rilo_desktop.records import RequiredFor, Workflow
from rilo_desktop.rules import review_comments
from rilo_desktop.rules.review_comments import ReviewComment
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.receiving import acknowledge, receive, received_submissions
from rilo_desktop.services.receiving.acknowledge import Pinned
from rilo_desktop.services.submissions import release, submission_list
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

MakeWindow = Callable[..., MainWindow]
Enter = Callable[[MainWindow], Shell]


@pytest.fixture(scope="module")
def round_of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder: the office `we`, which sent `sent.pdf`, and the `secretariat`, which took it."""
    from rilo_desktop.services.office.create_office import make_office
    from sample_office import copied_sample

    folder = tmp_path_factory.mktemp("round")
    copied_sample(tmp_path_factory, folder / "we", "WE")
    with open_store(folder / "we", PASSPHRASE) as office:
        order = SubmissionRequest("case-studies", where="parcel", reason="as agreed")
        name = submit(office, order).submission.reference
        release.export(office, name, folder / "sent.pdf")
        card = cards.export(office, folder / "we.rilocard").fingerprint
    with make_office(folder / "secretariat", "SECRETARIAT", "SEC-1", PASSPHRASE).session as other:
        receive.accept(other, receive.inspect_submissions(other, [folder / "sent.pdf"], [card]))
        other_card = cards.export(other, folder / "secretariat.rilocard").fingerprint
    with open_store(folder / "we", PASSPHRASE) as office:
        cards.trust(office, folder / "secretariat.rilocard", other_card)
    return folder


@pytest.fixture
def at_secretariat(
    make_window: MakeWindow, enter: Enter, round_of_two: Path
) -> tuple[MainWindow, Shell]:
    window = make_window(round_of_two / "secretariat")
    return window, enter(window)


def inbox(place: Shell) -> InboxPage:
    place.go(INBOX)
    return cast(InboxPage, place.page(INBOX))


def look(qtbot: QtBot, page: InboxPage, *files: Path) -> None:
    with qtbot.waitSignal(page.looking.looked, timeout=LONG):
        page.inspect(files)


def answering(qtbot: QtBot, place: Shell, sent: Path) -> ReplyPart:
    """From the submission in the inbox to its answer, as somebody clicks."""
    page = inbox(place)
    look(qtbot, page, sent)
    with qtbot.waitSignal(page.reply.shown, timeout=LONG):
        page.looking.document.answer.click()
    return page.reply


def comment(qtbot: QtBot, reply: ReplyPart, path: str, words: str) -> None:
    """Choose the field, and type."""
    at = [place.path for place in reply.places.rows].index(path)
    reply.places.setCurrentIndex(reply.places.rows_model.index(at))
    qtbot.keyClicks(reply.comment, words)


def save(qtbot: QtBot, reply: ReplyPart, way: str, path: Path) -> None:
    """By the button and its dialog."""
    getattr(reply, way).click()
    dialog = reply.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    with qtbot.waitSignal(reply.made, timeout=LONG):
        dialog.accept()


def test_a_submission_is_returned_with_comments_at_its_fields(
    qtbot: QtBot, at_secretariat: tuple[MainWindow, Shell], round_of_two: Path, tmp_path: Path
) -> None:
    window, place = at_secretariat
    reply = answering(qtbot, place, round_of_two / "sent.pdf")
    first = reply.records.rows[0]
    assert reply.accept.isEnabled()
    assert not reply.give_back.isEnabled(), "nothing is said yet"
    comment(qtbot, reply, "title", "Which port?")
    comment(qtbot, reply, "goods.1.description", "What was in it?")
    assert reply.records.rows[0].comments == 2
    assert reply.places.current_entry is not None
    assert "What was in it?" in reply.places.current_entry.spoken
    assert not reply.accept.isEnabled()
    save(qtbot, reply, "give_back", tmp_path / "a.rilo-answer")
    answer, _card = acknowledge.files.opened((tmp_path / "a.rilo-answer").read_bytes())
    assert answer.decision == "returned"
    assert [(one.record, one.field, one.comment) for one in answer.comments] == [
        (first.id, "title", "Which port?"),
        (first.id, "goods.1.description", "What was in it?"),
    ]
    (one,) = received_submissions.received(window.office.session)
    assert one.answer == "returned"
    assert not reply.is_begun
    assert not reply.isVisible(), "back at what came"
    settle(qtbot, window)
    shown = inbox(place).looking.document
    assert shown.answer.text() == "Answer it again …"
    assert shown.answer.property("kind") == "secondary"
    assert shown._will.text().startswith("Returned · ")


def test_files_that_are_being_checked_are_not_left_for_the_register(
    qtbot: QtBot, at_secretariat: tuple[MainWindow, Shell], round_of_two: Path
) -> None:
    """What waits for an answer is counted at the same time, and shown only to who has no file."""
    window, place = at_secretariat
    page = inbox(place)
    page.inspect([round_of_two / "sent.pdf"])
    held = page.held()
    assert held is not None
    assert held["looking"]["files"] == [str(round_of_two / "sent.pdf")]
    settle(qtbot, window)
    assert page.looking.document.isVisible()


def test_fields_that_name_an_office_say_its_name(
    qtbot: QtBot, at_secretariat: tuple[MainWindow, Shell], round_of_two: Path
) -> None:
    """Names are read when they are first wanted: the words come after the field."""
    window, place = at_secretariat
    reply = answering(qtbot, place, round_of_two / "sent.pdf")
    settle(qtbot, window)
    reply.records.setCurrentIndex(reply.records.rows_model.index(0))
    said = {row.path: row.value for row in reply.places.rows}
    assert "RILO" in said["office_code"], said["office_code"]


def test_a_comment_that_is_emptied_is_none_and_it_can_be_accepted(
    qtbot: QtBot, at_secretariat: tuple[MainWindow, Shell], round_of_two: Path, tmp_path: Path
) -> None:
    window, place = at_secretariat
    reply = answering(qtbot, place, round_of_two / "sent.pdf")
    comment(qtbot, reply, "title", "x")
    qtbot.keyClick(reply.comment, Qt.Key.Key_Backspace)
    assert reply.pinned == ()
    assert reply.accept.isEnabled()
    qtbot.keyClicks(reply.note, "With thanks")
    save(qtbot, reply, "accept", tmp_path / "a.rilo-answer")
    answer, _card = acknowledge.files.opened((tmp_path / "a.rilo-answer").read_bytes())
    assert (answer.decision, answer.note) == ("accepted", "With thanks")
    assert received_submissions.received(window.office.session)[0].answer == "accepted"


def test_a_comment_belongs_to_its_record_alone(
    qtbot: QtBot, at_secretariat: tuple[MainWindow, Shell], round_of_two: Path
) -> None:
    _window, place = at_secretariat
    reply = answering(qtbot, place, round_of_two / "sent.pdf")
    comment(qtbot, reply, "title", "of the first")
    reply.records.setCurrentIndex(reply.records.rows_model.index(1))
    assert reply.comment.text() == ""
    comment(qtbot, reply, "title", "of the second")
    reply.records.setCurrentIndex(reply.records.rows_model.index(0))
    assert reply.comment.text() == "of the first"
    first, second = reply.records.rows[:2]
    assert {one.record: one.comment for one in reply.pinned} == {
        first.id: "of the first",
        second.id: "of the second",
    }


def test_an_answer_that_was_begun_is_asked_for_before_it_goes(
    qtbot: QtBot, at_secretariat: tuple[MainWindow, Shell], round_of_two: Path
) -> None:
    _window, place = at_secretariat
    reply = answering(qtbot, place, round_of_two / "sent.pdf")
    comment(qtbot, reply, "title", "Which port?")
    reply.go_back()
    question = reply.findChild(Question)
    assert question is not None
    question.buttons["stay"].click()
    assert reply.isVisible()
    assert reply.comment.text() == "Which port?"
    qtbot.waitUntil(lambda: reply.findChild(Question) is None, timeout=LONG)
    reply.go_back()
    again = reply.findChild(Question)
    assert again is not None
    again.buttons["drop"].click()
    assert not reply.isVisible()
    assert reply.pinned == ()


def test_a_begun_answer_stands_there_again_after_the_lock(
    qtbot: QtBot, at_secretariat: tuple[MainWindow, Shell], round_of_two: Path
) -> None:
    window, place = at_secretariat
    reply = answering(qtbot, place, round_of_two / "sent.pdf")
    comment(qtbot, reply, "title", "Which port?")
    reply.note.setText("two things")
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window._on_idle()
    place = enter_as(qtbot, window, PASSPHRASE)
    again = cast(InboxPage, place.page(INBOX)).reply
    qtbot.waitUntil(lambda: again.isVisible() and bool(again.places.rows), timeout=LONG)
    assert again is not reply
    assert [one.comment for one in again.pinned] == ["Which port?"]
    assert again.note.text() == "two things"
    assert again.comment.text() == "Which port?"
    assert again.records.rows[0].comments == 1


def returned(folder: Path, path: Path) -> tuple[str, str]:
    """Ids of the submission and of the record with a comment, in a copy nobody else uses."""
    with open_store(folder, PASSPHRASE) as session:
        (one,) = received_submissions.received(session)
        subject = acknowledge.subject(session, one.reference)
        first = subject.records[0]
        acknowledge.make(
            session, one.reference, path, [Pinned(first.id, "title", "Which port?")], True, "soon"
        )
        return one.reference, first.id


@pytest.fixture
def answer(round_of_two: Path, tmp_path: Path) -> tuple[Path, str, str]:
    """The file, the submission's reference, and the record with a comment on its title."""
    import shutil

    copy = tmp_path / "secretariat"
    shutil.copytree(round_of_two / "secretariat", copy)
    path = tmp_path / "back.rilo-answer"
    return path, *returned(copy, path)


def test_an_answer_moves_the_ledger_and_shows_its_comment_at_the_field(
    qtbot: QtBot,
    make_window: MakeWindow,
    enter: Enter,
    round_of_two: Path,
    answer: tuple[Path, str, str],
) -> None:
    path, reference, record_id = answer
    window = make_window(round_of_two / "we")
    place = enter(window)
    page = inbox(place)
    look(qtbot, page, path)
    part = page.looking.answer
    assert part.decision.text() == "Returned to be corrected"
    assert [row.sentence for row in part.comments.found] == ["Which port?"]
    session = window.office.session
    released = [
        stored.record.id
        for stored in _cases(session)
        if stored.record.workflow == Workflow.RELEASED
    ]
    with qtbot.waitSignal(page.looking.taken, timeout=LONG):
        part.take.click()
    settle(qtbot, window)
    assert submission_list.entry(session, reference).state == "returned"
    reopened = {stored.record.id for stored in _cases(session)} - {
        stored.record.id
        for stored in _cases(session)
        if stored.record.workflow == Workflow.RELEASED
    }
    assert reopened & set(released) == {record_id}, "just the one with a comment"
    assert page.looking.files.rows[0].verdict.words == "Opened before"
    assert part.take.isHidden()
    assert_comment_at_field(qtbot, place, record_id)
    assert_ledger_says(qtbot, window, place, reference)


def _cases(session: Any) -> list[Any]:
    with session.reading() as reading:
        return list(reading.records.all_of("case-study"))


def assert_comment_at_field(qtbot: QtBot, place: Shell, record_id: str) -> None:
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        place.edit("case-study", record_id, "title")
    field = editor.form.fields["title"]
    assert field.remarks is not None
    assert field.remarks.isVisible()
    assert field.remarks.words.text() == "SECRETARIAT, WCO Secretariat asks: “Which port?”"
    asked = [one for one in editor.side.view.found if "Which port?" in one.sentence]
    assert [one.path for one in asked] == ["title"]


def assert_ledger_says(qtbot: QtBot, window: MainWindow, place: Shell, reference: str) -> None:
    place.go(SUBMISSION)
    settle(qtbot, window)
    rows = cast(Any, place.page(SUBMISSION)).ledger.view.rows
    (row,) = [row for row in rows if row.entry.reference == reference]
    assert row.lines[2][0] == "Returned"


def test_a_comment_on_a_line_says_its_place_below_the_lines(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    """Goods have one field for all their lines: each comment names the line and the column."""
    window, _place = sample
    case = next(stored.record for stored in _cases(window.office.session) if stored.record.goods)
    unit = case.goods[0].unit
    asked = review_comments.findings(
        case,
        [
            ReviewComment("goods.1.unit", "Which unit?", "SECRETARIAT", unit),
            ReviewComment("goods.1", "All of it?", "SECRETARIAT", case.goods[0]),
        ],
    )
    found = judged(case.kind, asked, RequiredFor.FULL).remarks
    assert found == {
        "goods": (
            "Goods, line 1 · Unit: SECRETARIAT asks: “Which unit?”",
            "Goods, line 1: SECRETARIAT asks: “All of it?”",
        )
    }
