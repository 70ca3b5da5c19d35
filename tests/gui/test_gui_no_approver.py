"""The window says before it is asked that nobody can approve, and the way out is one step."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from gui_windows import PASSPHRASE, SECOND, enter_as, lock, office_part, settle
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.widgets.no_approver import NoApprover
from rilo_desktop.records import Submission, Workflow
from rilo_desktop.services.office import officers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions.submit import SubmissionRequest
from rilo_desktop.store import officer_rows

ORDER = SubmissionRequest("indicator-catalogue", where="OWN-01")
WHY = "The deputy is on leave."


@pytest.fixture(scope="module")
def pair(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The head AP-01, who wrote an indicator, and the analyst AP-02."""
    folder = tmp_path_factory.mktemp("pair") / "office"
    shutil.copytree(new_office, folder)
    with open_store(folder, PASSPHRASE) as session:
        officer_rows.add(session.store, "AP-02", "Analyst", "analyst", SECOND)
        shipped = record.find(session, "SND-01").record
        fresh = record.new(session, "risk-indicator").id
        record.save(session, replace(shipped, id=fresh, reference="", local_ref="OWN-01"))
    return folder


@pytest.fixture
def window(make_window: Callable[..., MainWindow], pair: Path) -> MainWindow:
    return make_window(pair)


def checked(qtbot: QtBot, window: MainWindow) -> SubmissionPage:
    """The submission of the own indicator at its check."""
    place = window.shell
    assert place is not None
    place.go("submission")
    page = place.page("submission")
    assert isinstance(page, SubmissionPage)
    page.begin()
    page._on_chosen(ORDER)
    settle(qtbot, window)
    return page


def ways(shown: NoApprover) -> dict[str, QPushButton]:
    found = (shown._flow.itemAt(n).widget() for n in range(shown._flow.count()))
    return {made.text(): made for made in found if isinstance(made, QPushButton)}


def the_submission(window: MainWindow) -> Submission:
    (stored,) = all_stored(window.office.session, Query("submission"))
    assert isinstance(stored.record, Submission)
    return stored.record


def test_the_head_is_told_before_asking_and_gives_the_role_in_one_step(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter_as(qtbot, window, PASSPHRASE)
    page = checked(qtbot, window)
    shown = page.check.nobody
    assert shown.isVisible()
    assert list(ways(shown)) == [
        "Give AP-02 the Reviewer role",
        "Add an officer …",
        "Approve alone …",
    ]
    assert "There are 3 ways out:" in shown.words.text()
    ways(shown)["Give AP-02 the Reviewer role"].click()
    settle(qtbot, window)
    assert not shown.isVisible()
    assert {o.sign: o.role for o in officers.listed(window.office.session)}["AP-02"] == "reviewer"
    page.check.make.click()
    settle(qtbot, window)
    assert the_submission(window).workflow == Workflow.IN_REVIEW
    lock(qtbot, window)
    enter_as(qtbot, window, SECOND)
    place = window.shell
    assert place is not None
    place.travel(Route("submission", the_submission(window).id))
    settle(qtbot, window)
    page = place.page("submission")  # type: ignore[assignment]
    assert page.opened.approve.isEnabled()
    assert not page.opened.nobody.isVisible()


def test_a_role_that_does_not_help_is_not_offered(qtbot: QtBot, window: MainWindow) -> None:
    """AP-02 wrote the indicator too."""
    with open_store(window.flow.folder, SECOND, "AP-02") as session:
        own = record.find(session, "OWN-01").record
        record.save(session, replace(own, caveats="Seen once"))
    enter_as(qtbot, window, PASSPHRASE)
    shown = checked(qtbot, window).check.nobody
    assert list(ways(shown)) == ["Add an officer …", "Approve alone …"]
    assert "There are 2 ways out:" in shown.words.text()


def test_the_head_approves_alone_with_a_reason(qtbot: QtBot, window: MainWindow) -> None:
    enter_as(qtbot, window, PASSPHRASE)
    page = checked(qtbot, window)
    shown = page.check.nobody
    ways(shown)["Approve alone …"].click()
    assert shown.reason.hasFocus()
    assert not shown.do.isEnabled(), "a reason is needed"
    shown.reason.setText(WHY)
    shown.do.click()
    settle(qtbot, window)
    made = the_submission(window)
    assert (made.workflow, made.office_of_one) == (Workflow.RELEASED, True)
    assert page.opened.exporting.isVisible()


def test_what_waits_for_nobody_shows_the_same_ways_and_can_be_withdrawn(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter_as(qtbot, window, PASSPHRASE)
    page = checked(qtbot, window)
    page.check.make.click()
    settle(qtbot, window)
    opened = page.opened
    assert opened.nobody.isVisible()
    assert "Approve alone …" in ways(opened.nobody)
    assert not opened.banner.isVisible(), "one voice"
    assert opened.withdraw.isVisible()
    opened.withdraw.click()
    settle(qtbot, window)
    assert the_submission(window).workflow == Workflow.DRAFT
    assert page._is_at("check"), "it is written on"


def test_an_analyst_is_told_whom_to_ask(qtbot: QtBot, window: MainWindow) -> None:
    with open_store(window.flow.folder, PASSPHRASE) as session:
        officer_rows.change(session.store, "AP-02", "Analyst", "steward")
    enter_as(qtbot, window, SECOND)
    shown = NoApprover(window.shell.context)  # type: ignore[union-attr]
    qtbot.addWidget(shown)
    shown.show_ways(True)
    assert "Ask the head" in shown.words.text()
    assert not shown._ways.isVisible()


def test_the_editor_says_it_before_it_sends(qtbot: QtBot, window: MainWindow) -> None:
    enter_as(qtbot, window, PASSPHRASE)
    place, session = window.shell, window.office.session
    assert place is not None
    own = record.find(session, "OWN-01").record.id
    place.travel(Route("risk-indicator", own))
    settle(qtbot, window)
    editor = place.editor("risk-indicator")
    editor.head.send.click()
    settle(qtbot, window)
    strip = editor.review
    assert strip.nobody.isVisible()
    assert record.get(session, own).record.workflow == Workflow.DRAFT, "nothing was asked"
    ways(strip.nobody)["Approve alone …"].click()
    strip.nobody.reason.setText(WHY)
    strip.nobody.do.click()
    settle(qtbot, window)
    assert record.get(session, own).record.workflow == Workflow.APPROVED
    assert not strip.nobody.isVisible()


def test_the_author_takes_a_record_back(qtbot: QtBot, window: MainWindow) -> None:
    with open_store(window.flow.folder, PASSPHRASE) as session:
        officers.change(session, "AP-02", role="reviewer")
    enter_as(qtbot, window, PASSPHRASE)
    place, session = window.shell, window.office.session
    assert place is not None
    own = record.find(session, "OWN-01").record.id
    place.travel(Route("risk-indicator", own))
    settle(qtbot, window)
    editor = place.editor("risk-indicator")
    editor.head.send.click()
    settle(qtbot, window)
    assert record.get(session, own).record.workflow == Workflow.IN_REVIEW
    assert editor.review.withdraw_button.isVisible()
    editor.review.withdraw_button.click()
    settle(qtbot, window)
    assert record.get(session, own).record.workflow == Workflow.DRAFT


def test_the_way_to_add_an_officer_opens_the_form(qtbot: QtBot, window: MainWindow) -> None:
    place = enter_as(qtbot, window, PASSPHRASE)
    page = checked(qtbot, window)
    ways(page.check.nobody)["Add an officer …"].click()
    settle(qtbot, window)
    office = place.page("this-office")
    assert office.officers.form.isVisible()  # type: ignore[attr-defined]
    assert office.officers.form.sign.text() == "AP-03"  # type: ignore[attr-defined]
    assert office.officers.form.function.hasFocus()  # type: ignore[attr-defined]


def test_another_role_of_ones_own_holds_at_once(qtbot: QtBot, window: MainWindow) -> None:
    """Text, services and pages say the same."""
    with open_store(window.flow.folder, PASSPHRASE) as session:
        officers.change(session, "AP-02", role="head")
    place = enter_as(qtbot, window, PASSPHRASE)
    page = office_part(qtbot, window, "officers")
    me = next(o for o in officers.listed(window.office.session) if o.sign == "AP-01")
    page.role.begin(me)
    page.role.role.setCurrentIndex(page.role.role.findData("analyst"))
    page.role.do.click()
    qtbot.waitUntil(lambda: window.shell is not None and window.shell is not place)
    settle(qtbot, window)
    shell = window.shell
    assert shell is not None
    assert (shell.entered.role, window.office.session.officer.role) == ("analyst", "analyst")
    assert not shell.context.may("officers")
    assert "holds from now on" in window.toast.words.text()
