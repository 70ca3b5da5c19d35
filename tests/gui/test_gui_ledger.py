"""A submission in the window: asked for, returned, corrected, approved, sent, replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, lock, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import SUBMISSION
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.pages.submissions.submission_list import SubmissionListPage
from rilo_desktop.services.submissions import submission_list

Enter = Callable[[str], SubmissionPage]


@pytest.fixture
def at_work(qtbot: QtBot, make_window: Callable[..., MainWindow], office_of_two: Path) -> Enter:
    """`at_work(passphrase)`: whoever has it sees the ledger; whoever was at work is locked out."""
    window = make_window(office_of_two)

    def enter(passphrase: str) -> SubmissionPage:
        if window.shell is not None:
            lock(qtbot, window)
        place = enter_as(qtbot, window, passphrase)
        place.go(SUBMISSION)
        settle(qtbot, window)
        page = place.page(SUBMISSION)
        assert isinstance(page, SubmissionPage)
        return page

    return enter


def window_of(page: SubmissionPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def begun(qtbot: QtBot, page: SubmissionPage) -> None:
    """A new submission up to its pre-flight."""
    QTest.keyClick(window_of(page), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.choose.choose("case-studies")
    page.choose.where.setText("parcel")
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.choose.next.click()
    settle(qtbot, window_of(page))


def ask(qtbot: QtBot, page: SubmissionPage) -> None:
    """For approval, from the pre-flight."""
    with qtbot.waitSignal(page.opened.shown, timeout=LONG):
        page.check.make.click()
    settle(qtbot, window_of(page))


def open_first(qtbot: QtBot, page: SubmissionPage) -> None:
    """The first of the ledger, by Enter."""
    shown = page.ledger
    assert shown.view.rows
    shown.view.setFocus()
    shown.view.setCurrentIndex(shown.view.table_model.index(0, 0))
    settle(qtbot, window_of(page))
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    settle(qtbot, window_of(page))


def approved(qtbot: QtBot, at_work: Enter) -> SubmissionPage:
    """A submission of AP-01 that AP-02 approved, before the latter at its export."""
    first = at_work(PASSPHRASE)
    begun(qtbot, first)
    ask(qtbot, first)
    second = at_work(SECOND)
    open_first(qtbot, second)
    assert second.opened.approve.isEnabled(), second.opened.banner.accessibleName()
    with qtbot.waitSignal(second.opened.approved, timeout=LONG):
        second.opened.approve.click()
    settle(qtbot, window_of(second))
    return second


def test_what_is_approved_is_one_page_that_scrolls(qtbot: QtBot, at_work: Enter) -> None:
    first = at_work(PASSPHRASE)
    begun(qtbot, first)
    ask(qtbot, first)
    records = first.opened.records
    assert len(records.rows) > 5
    assert records.height() >= records.rows_high  # no list scrolls inside the page
    assert records.verticalScrollBar().maximum() == 0
    records.setFocus()
    QTest.keyClick(records, Qt.Key.Key_End)
    seen = records.visualRect(records.currentIndex())
    assert records.currentIndex().row() == len(records.rows) - 1
    assert records.visibleRegion().contains(seen.center())


def states(shown: SubmissionListPage) -> list[str]:
    return [row.entry.state for row in shown.view.rows]


def test_returned_with_a_note_corrected_and_sent_again(qtbot: QtBot, at_work: Enter) -> None:
    first = at_work(PASSPHRASE)
    begun(qtbot, first)
    kept = len(first.check.records.chosen.rows)
    ask(qtbot, first)
    assert not first.opened.approve.isEnabled()

    second = at_work(SECOND)
    assert states(second.ledger) == ["in_review"]
    assert second.ledger.detail.open.text() == "Check and decide"
    open_first(qtbot, second)
    assert not second.opened.give_back.isEnabled()
    second.opened.note.setFocus()
    QTest.keyClicks(second.opened.note, "Leave the second case out")
    assert second.opened.give_back.isEnabled()
    with qtbot.waitSignal(second.opened.returned, timeout=LONG):
        second.opened.give_back.click()
    settle(qtbot, window_of(second))
    assert states(second.ledger) == ["returned"]

    first = at_work(PASSPHRASE)
    assert first.ledger.detail.open.text() == "Correct and send again"
    with qtbot.waitSignal(first.check.checked, timeout=LONG):
        first.ledger.detail.open.click()
    settle(qtbot, window_of(first))
    assert "Leave the second case out" in first.check.banner.accessibleName()
    records = first.check.records
    assert len(records.chosen.rows) == kept
    records.setFocus()
    records.setCurrentIndex(records.chosen.index(1))
    with qtbot.waitSignal(first.check.checked, timeout=LONG):
        QTest.keyClick(records, Qt.Key.Key_Space)
    first.check.out_reason.setFocus()
    QTest.keyClicks(first.check.out_reason, "Asked by the reviewer")
    ask(qtbot, first)
    assert first.opened.look is not None
    assert first.opened.look.entry.records == kept - 1
    assert [line.reason for line in first.opened.look.left_out] == ["Asked by the reviewer"]
    first.to_ledger()
    settle(qtbot, window_of(first))
    assert states(first.ledger) == ["in_review"]


def test_approved_exported_sent_and_acknowledged(
    qtbot: QtBot, at_work: Enter, tmp_path: Path
) -> None:
    page = approved(qtbot, at_work)
    exporting = page.opened.exporting
    assert exporting.isVisible()
    target = tmp_path / "out.pdf"
    exporting.path.setText(str(target))
    with qtbot.waitSignal(exporting.exported, timeout=LONG):
        QTest.keyClick(exporting.path, Qt.Key.Key_Return)
    before = target.read_bytes()
    assert before.startswith(b"%PDF")
    with qtbot.waitSignal(exporting.exported, timeout=LONG):
        exporting.make.click()
    assert exporting.said.text() == "Recreated, byte for byte: out.pdf"
    assert target.read_bytes() == before
    page.to_ledger()
    settle(qtbot, window_of(page))
    detail = page.ledger.detail
    assert states(page.ledger) == ["released"]
    assert not detail.acknowledged.isVisible()
    for button, state in ((detail.sent, "sent"), (detail.acknowledged, "acknowledged")):
        assert button.isVisible()
        button.click()
        assert window_of(page).focusWidget() is detail.note
        QTest.keyClicks(detail.note, f"By courier: {state}")
        with qtbot.waitSignal(detail.told, timeout=LONG):
            detail.mark.click()
        settle(qtbot, window_of(page))
        assert states(page.ledger) == [state]
    entry = page.ledger.view.rows[0].entry
    told = submission_list.history_of(window_of(page).office.session, entry.id)
    assert [event.step for event in told][:2] == ["acknowledged", "sent"]
    assert "By courier: sent" in str(told)
    assert detail.replace.isVisible()


def test_a_day_that_cannot_be_is_refused_and_what_was_written_stays(
    qtbot: QtBot, at_work: Enter
) -> None:
    page = approved(qtbot, at_work)
    page.to_ledger()
    settle(qtbot, window_of(page))
    detail = page.ledger.detail
    detail.sent.click()
    QTest.keyClicks(detail.day.target(), "2019-01-01")
    QTest.keyClicks(detail.note, "By courier")
    place = window_of(page).shell
    assert place is not None
    with qtbot.waitSignal(place.context.failed, timeout=LONG):
        detail.mark.click()
    settle(qtbot, window_of(page))
    assert states(page.ledger) == ["released"]
    assert detail.note.text() == "By courier"
    assert detail.note.isVisible()


def test_a_new_revision_takes_the_place_of_what_was_released(qtbot: QtBot, at_work: Enter) -> None:
    page = approved(qtbot, at_work)
    page.to_ledger()
    settle(qtbot, window_of(page))
    old = page.ledger.view.rows[0].entry
    page.ledger.detail.replace.click()
    settle(qtbot, window_of(page))
    assert page.choose.where.text() == "parcel"
    assert old.reference in page._name.text()
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.choose.next.click()
    settle(qtbot, window_of(page))
    ask(qtbot, page)
    first = at_work(PASSPHRASE)
    open_first(qtbot, first)
    with qtbot.waitSignal(first.opened.approved, timeout=LONG):
        first.opened.approve.click()
    settle(qtbot, window_of(first))
    first.to_ledger()
    settle(qtbot, window_of(first))
    by_state = {row.entry.state: row.entry for row in first.ledger.view.rows}
    assert by_state["superseded"].id == old.id
    assert by_state["released"].supersedes == old.reference
    assert by_state["superseded"].superseded_by == by_state["released"].reference


def test_a_draft_is_kept_and_gone_on_with(qtbot: QtBot, at_work: Enter) -> None:
    page = at_work(PASSPHRASE)
    begun(qtbot, page)
    records = page.check.records
    records.setCurrentIndex(records.chosen.index(0))
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        QTest.keyClick(records, Qt.Key.Key_Space)
    page.check.keep.click()
    settle(qtbot, window_of(page))
    assert states(page.ledger) == ["draft"]
    assert page.ledger.isVisible()
    page = at_work(PASSPHRASE)
    assert page.ledger.detail.open.text() == "Continue"
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.ledger.detail.open.click()
    settle(qtbot, window_of(page))
    assert len(page.check.order().left_out) == 1
    assert not page.check.make.isEnabled()
    assert page.check.make.toolTip() == "Say why each record is left out."
    page.check.records.setCurrentIndex(page.check.records.chosen.index(0))
    QTest.keyClicks(page.check.out_reason, "Sent before")
    ask(qtbot, page)
    page.to_ledger()
    settle(qtbot, window_of(page))
    assert states(page.ledger) == ["in_review"]


def test_the_ledger_is_narrowed_by_words_and_by_state(qtbot: QtBot, at_work: Enter) -> None:
    page = approved(qtbot, at_work)
    page.to_ledger()
    begun(qtbot, page)
    page.check.keep.click()
    settle(qtbot, window_of(page))
    shown = page.ledger
    assert sorted(states(shown)) == ["draft", "released"]
    shown.parts._keys["open"].click()
    assert states(shown) == ["draft"]
    shown.parts._keys["left"].click()
    assert states(shown) == ["released"]
    shown.parts._keys["all"].click()
    with qtbot.waitSignal(shown.search.searched, timeout=LONG):
        QTest.keyClicks(shown.search, "zzyzx")
    assert states(shown) == []
    assert not shown.detail.open.isVisible()
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.isVisible(), "nothing was found to be opened"
    shown.search.setText("SUB")
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    settle(qtbot, window_of(page))
    assert not shown.isVisible()


def test_a_check_that_was_cancelled_is_made_again_by_its_key(qtbot: QtBot, at_work: Enter) -> None:
    page = at_work(PASSPHRASE)
    begun(qtbot, page)
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        QTest.keyClick(window_of(page), Qt.Key.Key_F5)
    settle(qtbot, window_of(page))
    assert page.check.make.isEnabled()
