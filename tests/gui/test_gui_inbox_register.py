# mypy: disable-error-code="misc"
"""The register of the inbox, and the network that the Secretariat sees."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, settle
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import INBOX
from rilo_desktop.gui.pages.inbox.network import NetworkPart
from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.pages.inbox.received_page import ReceivedPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import acknowledge, receive
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

MakeWindow = Callable[..., MainWindow]
Enter = Callable[[MainWindow], Shell]
OFFICES = ("WE", "AP")
CASES, PLAN = SUBMISSIONS["case-studies"].code, SUBMISSIONS["action-plan-status"].code


@pytest.fixture(scope="module")
def secretariat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It took cases of two offices and the plan of one, and accepted that."""
    from rilo_desktop.services.office.create_office import make_office

    folder = tmp_path_factory.mktemp("network")
    with make_office(folder / "secretariat", "SECRETARIAT", "SEC-1", PASSPHRASE).session as other:
        for code in OFFICES:
            files, card = sent_by(tmp_path_factory, folder, code)
            receive.accept(other, receive.inspect_submissions(other, files, [card]))
        plan = reference_of(other, "AP", "action-plan-status")
        acknowledge.make(other, plan, folder / "a.rilo-answer")
    return folder / "secretariat"


def sent_by(run: pytest.TempPathFactory, folder: Path, code: str) -> tuple[list[Path], str]:
    from sample_office import copied_sample

    copied_sample(run, folder / code, code)
    with open_store(folder / code, PASSPHRASE) as office:
        types = ("case-studies",) if code == "WE" else ("case-studies", "action-plan-status")
        files = [send(office, folder, kind) for kind in types]
        return files, cards.export(office, folder / f"{code}.rilocard").fingerprint


def send(office: Session, folder: Path, kind: str) -> Path:
    where = "parcel" if kind == "case-studies" else ""
    name = submit(
        office, SubmissionRequest(kind, where=where, reason="as agreed")
    ).submission.reference
    path = folder / f"{name.replace('/', '-')}.pdf"
    release.export(office, name, path)
    return path


def reference_of(session: Session, office: str, kind: str) -> str:
    from rilo_desktop.services.receiving import received_submissions

    wanted = (office, SUBMISSIONS[kind].code)
    found = [
        one for one in received_submissions.received(session) if (one.office, one.type) == wanted
    ]
    return found[0].reference


@pytest.fixture
def place(make_window: MakeWindow, enter: Enter, secretariat: Path) -> tuple[MainWindow, Shell]:
    window = make_window(secretariat)
    return window, enter(window)


def inbox(place: Shell) -> InboxPage:
    place.go(INBOX)
    return cast(InboxPage, place.page(INBOX))


def register(qtbot: QtBot, page: InboxPage) -> ReceivedPage:
    with qtbot.waitSignal(page.register.shown, timeout=LONG):
        page.show_view("register")
    return page.register


def network(qtbot: QtBot, page: InboxPage) -> NetworkPart:
    with qtbot.waitSignal(page.network.shown, timeout=LONG):
        page.show_view("network")
    return page.network


def test_the_register_says_what_came_and_what_became_of_it(
    qtbot: QtBot, place: tuple[MainWindow, Shell]
) -> None:
    part = register(qtbot, inbox(place[1]))
    said = {(row.one.office, row.one.type): row.state.words for row in part.view.rows}
    assert said == {
        ("WE", CASES): "To answer",
        ("AP", CASES): "To answer",
        ("AP", PLAN): "Accepted",
    }
    part.office.setCurrentIndex(part.office.findData("AP"))
    part.office.activated.emit(part.office.currentIndex())
    assert {row.one.office for row in part.view.rows} == {"AP"}
    assert len(part.view.rows) == 2
    part.states._keys["open"].click()
    (row,) = part.view.rows
    assert row.one.type == CASES
    shown = {name.text(): value.text() for name, value in part.detail.facts}
    assert shown["SHA-256"].replace(" ", "") == row.one.sha256
    assert shown["Signed by card"] == row.one.fingerprint


def test_words_narrow_the_register(qtbot: QtBot, place: tuple[MainWindow, Shell]) -> None:
    window, work = place
    part = register(qtbot, inbox(work))
    part.search.setText("action accepted")
    settle(qtbot, window)
    assert [row.one.type for row in part.view.rows] == [PLAN]
    part.search.setText("zeppelin")
    settle(qtbot, window)
    assert part.view.rows == ()
    assert part.detail.one is None


def test_a_submission_is_answered_from_the_register(
    qtbot: QtBot, place: tuple[MainWindow, Shell]
) -> None:
    page = inbox(place[1])
    part = register(qtbot, page)
    part.view.setFocus()
    assert part.detail.one is not None
    reference = part.detail.one.reference
    with qtbot.waitSignal(page.reply.shown, timeout=LONG):
        qtbot.keyClick(part.view, Qt.Key.Key_Return)
    assert page.reply.reference == reference
    with qtbot.waitSignal(part.shown, timeout=LONG):
        page.reply.go_back()
    assert part.isVisible()


def test_the_network_says_who_sent_what_and_who_is_missing(
    qtbot: QtBot, place: tuple[MainWindow, Shell]
) -> None:
    window, work = place
    page = inbox(work)
    part = network(qtbot, page)
    assert part.network is not None
    rows = {row[0]: row for row in part.table.rows}
    assert len(rows) == 12
    session = window.office.session
    assert reference_of(session, "WE", "case-studies") in " ".join(rows["WE"])
    assert "nothing received yet" in " ".join(rows["CAF"])
    words = {"received": "received", "late": "received late", "missing": "missing",
             "ahead": "not due yet"}  # fmt: skip
    for line in part.network.offices:
        said = [words[cell.state.value] for cell in line.cells]
        assert list(rows[line.code][1 : 1 + len(said)]) == said
    at = [row[0] for row in part.table.rows].index("AP")
    part.table.opened.emit(at)
    settle(qtbot, window)
    assert page.register.isVisible()
    assert {row.one.office for row in page.register.view.rows} == {"AP"}


def test_cases_that_two_offices_report_stand_together(
    qtbot: QtBot,
    make_window: MakeWindow,
    enter: Enter,
    secretariat: Path,
    tmp_path: Path,
) -> None:
    """Each wrote its own record of one seizure."""
    copy = tmp_path / "both"
    shutil.copytree(secretariat, copy)
    with open_store(copy, PASSPHRASE) as session:
        one, other = twice(session)
    window = make_window(copy)
    work = enter(window)
    part = network(qtbot, inbox(work))
    found = [row for row in part.pairs.found if one in row.sentence and other in row.sentence]
    assert len(found) == 1
    part.pairs.setCurrentIndex(part.pairs.rows_model.index(part.pairs.found.index(found[0])))
    part.pairs.press(found[0])
    settle(qtbot, window)
    assert work.here.record == found[0].record


def twice(session: Session) -> tuple[str, str]:
    """References of one case, and of the same as another office's."""
    from dataclasses import replace

    from rilo_desktop.records.identifiers import new_id

    with session.reading() as reading:
        cases = [s.record for s in reading.records.all_of("case-study")]
    from rilo_desktop.services.records import duplicates

    fields = duplicates.compared("case-study")
    assert fields is not None
    for case in cases:
        other = replace(
            case,
            id=new_id(session.clock()),
            reference="NCA/2026/CS/A0001",
            local_ref="NCA-1",
            workflow="draft",
        )
        ours, theirs = (duplicates.traits_of(one, fields, "") for one in (case, other))
        if duplicates.likeness(ours, theirs, fields):
            with session.unit("edit") as unit:
                unit.write([other])
            return case.reference, other.reference
    raise AssertionError("no case of the sample says enough")


def test_the_report_of_the_network_is_made_here(
    qtbot: QtBot, place: tuple[MainWindow, Shell], tmp_path: Path
) -> None:
    part = network(qtbot, inbox(place[1]))
    part.language.setCurrentIndex(part.language.findData("fr"))
    part.report.click()
    dialog = part.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "network.pdf"))
    with qtbot.waitSignal(part.made, timeout=LONG) as made:
        dialog.accept()
    pages = PdfReader(tmp_path / "network.pdf").pages
    assert len(pages) == made.args[0].pages
    assert "Le réseau" in pages[0].extract_text()


def test_the_file_of_what_was_received_is_saved_as_it_came(
    qtbot: QtBot, place: tuple[MainWindow, Shell], tmp_path: Path
) -> None:
    part = register(qtbot, inbox(place[1]))
    part.detail.copy.click()
    dialog = part.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "copy.pdf"))
    with qtbot.waitSignal(part.written, timeout=LONG):
        dialog.accept()
    content = (tmp_path / "copy.pdf").read_bytes()
    assert part.detail.one is not None
    assert hashlib.sha256(content).hexdigest() == part.detail.one.sha256


def test_an_office_has_no_network_in_its_inbox(
    qtbot: QtBot, fresh: tuple[MainWindow, Shell]
) -> None:
    page = inbox(fresh[1])
    assert list(page.views._keys) == ["now", "register"]
    part = register(qtbot, page)
    assert part.view.rows == ()
    assert not part.view.isVisible(), "an empty page says what stands here"


def test_what_is_taken_stands_in_the_register_at_once(
    qtbot: QtBot, place: tuple[MainWindow, Shell]
) -> None:
    window, work = place
    part = register(qtbot, inbox(work))
    before = len(part.view.rows)
    work.undoing.undo_last()
    settle(qtbot, window)
    assert len(part.view.rows) < before
