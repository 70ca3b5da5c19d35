# mypy: disable-error-code="attr-defined, call-arg, misc, return-value"
"""Sending: records come by themselves, what blocks is said, the PDF is where it was wanted."""

from __future__ import annotations

from pathlib import Path

from gui_windows import LONG, settle
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import SUBMISSION
from rilo_desktop.gui.pages.submissions.exporting import Exporting
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.pages.submissions.timeline import HistoryTimeline
from rilo_desktop.gui.shell import Shell
from rilo_desktop.presentation.document_spec import Scope
from rilo_desktop.services.records import attachment, record
from rilo_desktop.services.submissions.submission_list import SubmissionEvent
from rilo_desktop.store import officer_rows

Place = tuple[MainWindow, Shell]


def begun(
    qtbot: QtBot, place: Place, code: str = "case-studies", where: str = ""
) -> SubmissionPage:
    window, work = place
    work.go(SUBMISSION)
    settle(qtbot, window)
    page = work.page(SUBMISSION)
    page.choose.choose(code)
    page.choose.where.setText(where)
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.choose.next.click()
    settle(qtbot, window)
    return page


def released(qtbot: QtBot, page: SubmissionPage) -> Exporting:
    """Ask for approval where the office is of one: it is released at once."""
    with qtbot.waitSignal(page.opened.shown, timeout=LONG):
        page.check.make.click()
    qtbot.waitUntil(page.opened.exporting.isVisible, timeout=LONG)
    return page.opened.exporting


def export(qtbot: QtBot, page: SubmissionPage, target: Path) -> None:
    exporting = released(qtbot, page)
    exporting.path.setText(str(target))
    with qtbot.waitSignal(exporting.exported, timeout=LONG):
        exporting.make.click()


def test_the_records_come_and_the_pdf_is_made(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    page = begun(qtbot, sample, where="parcel")
    kept = len(page.check.records.chosen.rows)
    assert 0 < kept < 40
    assert page.check.paper._pages > 0
    target = tmp_path / "out.pdf"
    export(qtbot, page, target)
    assert target.read_bytes().startswith(b"%PDF")
    assert "out.pdf" in page.opened.exporting.said.text()
    assert page.opened.exporting.open.isVisible()


class Painted(QObject):
    """How many steps of a story stood cut, each time that it was painted."""

    def __init__(self, story: HistoryTimeline) -> None:
        super().__init__(story)
        self._story, self.cut = story, list[int]()
        story.installEventFilter(self)

    def eventFilter(self, _of: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            steps = self._story._steps
            self.cut.append(sum(one.height() < one.heightForWidth(one.width()) for one in steps))
        return False


def test_a_story_that_came_has_its_height_before_it_is_painted(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    export(qtbot, begun(qtbot, sample, where="parcel"), tmp_path / "out.pdf")
    window, work = sample
    page = work.page(SUBMISSION)
    page.to_ledger()
    window.resize(1024, 700)
    settle(qtbot, window)
    detail = page.ledger.detail
    qtbot.waitUntil(detail.story.isVisible, timeout=LONG)
    who = "Deputy Head of RILO, for the Head of the office, who is on mission"
    steps = ("acknowledged", "sent", "exported", "released", "in_review", "returned", "in_review")
    painted = Painted(detail.story)
    detail._show_story(tuple(SubmissionEvent(step, "2026-11-11", who) for step in steps))
    qtbot.waitUntil(lambda: bool(painted.cut))
    assert len(detail.story._steps) == len(steps)
    assert set(painted.cut) == {0}


def test_a_record_is_left_out_by_the_keyboard(qtbot: QtBot, sample: Place) -> None:
    page = begun(qtbot, sample, where="parcel")
    records = page.check.records
    records.setCurrentIndex(records.chosen.index(1))
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        QTest.keyClick(records, Qt.Key.Key_Space)
    assert [o.record for o in page.check.order().left_out] == [records.chosen.rows[1].id]
    shown = page.check._count.text().split()
    assert int(shown[0]) == int(shown[-1]) - 1


def test_what_blocks_keeps_it_from_leaving_until_it_is_justified(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    session = window.office.session

    def write() -> object:
        from dataclasses import replace

        new = replace(record.new(session, "case-study"), title="Only a title")
        return record.save(session, new)

    window.tasks.ask(write, then=place.context.announce)
    settle(qtbot, window)
    page = begun(qtbot, fresh)
    assert not page.check.make.isEnabled()
    assert page.check.make.toolTip()
    assert page.check.findings.found[0].severity == "blocks"
    page.check.reason.setText("Sent at the request of the Secretariat")
    assert page.check.make.isEnabled()
    target = tmp_path / "out.pdf"
    export(qtbot, page, target)
    assert target.exists()


def test_what_the_guard_found_is_answered_by_the_keyboard(qtbot: QtBot, sample: Place) -> None:
    from dataclasses import replace

    window, place = sample
    session = window.office.session

    def write() -> object:
        case = record.find(session, "CS-AP-2019-001").record
        text = "Write to jane.doe@example.org, says Mr John Smith."
        return record.save(session, replace(case, summary=text))

    window.tasks.ask(write, then=place.context.announce)
    settle(qtbot, window)
    page = begun(qtbot, sample, where="CS-AP-2019-001").check
    assert [f.severity for f in page.findings.found[:2]] == ["blocks", "warns"]
    assert not page.make.isEnabled()
    assert "2 to answer" in page._said.text()
    page.reason.setText("One reason for all")
    assert not page.make.isEnabled()
    page.findings.setFocus()
    page.findings.setCurrentIndex(page.findings.rows_model.index(0))
    QTest.keyClick(page.findings, Qt.Key.Key_Return)
    assert page.answers.text.hasFocus()
    assert "jane.doe@example.org" in page.answers.text.accessibleName()
    QTest.keyClicks(page.answers.text, "published by the office")
    assert page.findings.found[0].severity == "fine"
    QTest.keyClick(page.answers.text, Qt.Key.Key_Return)
    assert "John Smith" in page.answers.text.accessibleName()
    assert not page.make.isEnabled()
    QTest.keyClicks(page.answers.text, "an official spokesman")
    assert page.make.isEnabled()
    QTest.keyClick(page.answers.text, Qt.Key.Key_Return)
    assert page.make.hasFocus()
    given = [(one.field, one.answer) for one in page.order().answers]
    assert given == [("summary", "published by the office"), ("summary", "an official spokesman")]


def test_a_finding_leads_to_its_record_and_back(qtbot: QtBot, sample: Place) -> None:
    _window, place = sample
    page = begun(qtbot, sample)
    finding = next(f for f in page.check.findings.found if f.path)
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        page.check.findings.chosen.emit(finding)
    assert editor.record_id == finding.record
    editor.leave()
    qtbot.waitUntil(lambda: place.pages.currentWidget() is page)


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, place = sample
    page = begun(qtbot, sample, where="parcel")
    (tmp_path / "file").write_text("x")
    exporting = released(qtbot, page)
    exporting.path.setText(str(tmp_path / "file" / "out.pdf"))
    with qtbot.waitSignal(place.context.failed, timeout=LONG):
        exporting.make.click()
    assert window.toast.isVisible()
    assert exporting.make.isEnabled()


def test_an_empty_kind_cannot_be_sent(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    place.go(SUBMISSION)
    settle(qtbot, window)
    page = place.page(SUBMISSION)
    assert not page.choose.next.isEnabled()
    assert page.choose.next.toolTip()
    page.choose.choose("indicator-catalogue")
    assert page.choose.next.isEnabled()


def test_with_a_second_officer_it_waits_for_approval(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:

    window, _place = sample
    session = window.office.session
    window.tasks.ask(
        lambda: officer_rows.add(
            session.store, "AP-02", "Deputy Head", "reviewer", "another passphrase 2"
        )
    )
    settle(qtbot, window)
    page = begun(qtbot, sample, where="parcel")
    with qtbot.waitSignal(page.opened.shown, timeout=LONG):
        page.check.make.click()
    settle(qtbot, window)
    assert "AP-02" in page.opened.banner.accessibleName()
    assert not page.opened.approve.isEnabled()
    assert not page.opened.exporting.isVisible()


def test_a_file_goes_only_where_it_is_ticked(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, place = sample
    session = window.office.session
    report = tmp_path / "report.txt"
    report.write_bytes(b"what the laboratory found")
    case = record.find(session, "CS-AP-2019-001").record

    def write() -> object:
        return attachment.attach(session, case.id, report, tlp="RED")

    window.tasks.ask(write, then=place.context.announce)
    settle(qtbot, window)
    page = begun(qtbot, sample, where="CS-AP-2019-001")
    files = page.check.files
    assert files.isVisible()
    assert [row.file.name for row in files.rows] == ["report.txt"]
    assert page.check.order().attached == ()
    assert page.check._tlp.accessibleName() != "TLP:RED"
    files.setFocus()
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        QTest.keyClick(files, Qt.Key.Key_Space)
    settle(qtbot, window)
    (chosen,) = page.check.order().attached
    assert (chosen.record, page.check._tlp.accessibleName()) == (case.id, "TLP:RED")
    said = files.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"report.txt, {case.reference}, 25 bytes, text/plain, TLP:RED"
    released(qtbot, page)
    assert page.opened.look is not None
    assert [one.file.name for one in page.opened.look.files] == ["report.txt"]
    assert page.opened.files.isVisible()


def test_the_types_are_scrolled_where_they_do_not_fit(qtbot: QtBot, sample: Place) -> None:
    """No row is lower than its two lines, and the chosen one is in sight."""
    window, work = sample
    window.resize(1024, 700)
    work.go(SUBMISSION)
    page = work.page(SUBMISSION)
    page.begin()
    settle(qtbot, window)
    last = page.choose.rows[-1]
    page.choose.choose(last.type.name)
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty(), timeout=LONG)
    rows = page.choose.rows
    qtbot.waitUntil(lambda: all(r.height() >= r.sizeHint().height() for r in rows), timeout=LONG)


def test_enter_goes_on_with_the_type_that_has_the_focus(qtbot: QtBot, sample: Place) -> None:
    """To the records, or to what the type is about where that is still to be chosen."""
    window, work = sample
    work.go(SUBMISSION)
    page = work.page(SUBMISSION)
    page.begin()
    settle(qtbot, window)
    choose = page.choose
    member = next(row for row in choose.rows if Scope.MEMBER in row.type.scope)
    member.setFocus()
    QTest.keyClick(member, Qt.Key.Key_Return)
    assert choose.type is member.type
    assert not page._is_at("check")
    assert window.focusWidget() is choose.scope.member.target()
    cases = next(row for row in choose.rows if row.type.name == "indicator-catalogue")
    cases.setFocus()
    QTest.keyClick(cases, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page._is_at("check")


def test_proposed_texts_are_accepted_and_can_be_changed_after_that(
    qtbot: QtBot, sample: Place
) -> None:
    window, work = sample
    work.go(SUBMISSION)
    page = work.page(SUBMISSION)
    page.begin()
    page.choose.choose("annual-progress-report")
    page.choose.scope.year.setValue(2025)
    page.choose.scope.texts["finding.activities"].setPlainText("Typed here")
    settle(qtbot, window)
    page.choose.next.click()
    settle(qtbot, window)
    assert page.check.proposals.isVisible()
    page.check.proposals.accept.click()
    settle(qtbot, window)
    assert not page.check.proposals.isVisible()
    messages = page.check.order().messages
    assert ("finding.activities", "Typed here") in messages
    accepted = dict(messages)
    assert "finding.reporting" in accepted
    page.check.went_back.emit()
    settle(qtbot, window)
    texts = page.choose.scope.texts
    assert texts["finding.reporting"].toPlainText() == accepted["finding.reporting"]


def test_a_document_without_proposals_offers_none(qtbot: QtBot, sample: Place) -> None:
    page = begun(qtbot, sample, where="parcel")
    assert not page.check.proposals.isVisible()
