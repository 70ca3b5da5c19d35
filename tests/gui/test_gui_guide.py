"""The guide of a practice office: it ticks what was done, leads to each place, and is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, lock, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.commands import actions_in
from rilo_desktop.gui.guide.guide_panel import GuidePanel
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.pages.office.practice import PracticeSection
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.routing import OFFICE, PRACTICE, Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import blocking
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record, review
from rilo_desktop.services.records.changes import Changes
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions import derived, release, submission_list, submit
from rilo_desktop.services.submissions.first_submission import GuidedStep
from rilo_desktop.store import officer_rows

CASE = CaseStudy.kind.code
STEPS = [step.value for step in GuidedStep]
MakeWindow = Callable[..., MainWindow]
Place = tuple[MainWindow, Shell]


@pytest.fixture(scope="session")
def practice_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sample_office import sample_office

    return sample_office(tmp_path_factory, "XX", shipped=True)


@pytest.fixture
def practice(qtbot: QtBot, make_window: MakeWindow, practice_office: Path) -> Place:
    window = make_window(practice_office)
    return window, enter_as(qtbot, window, PASSPHRASE)


def opened(qtbot: QtBot, window: MainWindow) -> GuidePanel:
    """By its command, as the menu Help has it."""
    (guide,) = (one for one in actions_in(window) if one.command.key == "guide")
    guide.run()
    settle(qtbot, window)
    return panel_of(window)


def panel_of(window: MainWindow) -> GuidePanel:
    assert window.guide is not None
    assert window.guide.panel is not None
    return window.guide.panel


def ticked(panel: GuidePanel) -> list[str]:
    return [row.step.key for row in panel.rows if row.done]


def whole_case(session: Session) -> CaseStudy:
    found = all_stored(session, Query(CASE))
    whole = next(one for one in found if not blocking(record.findings(session, one.record)))
    made = derived.made_from(session, CASE, whole.record.id)
    assert isinstance(made, CaseStudy)
    return made


def submitted(session: Session, case: str) -> Changes:
    order = submit.SubmissionRequest("case-studies", records=(case,), reason="for practice")
    return submit.submit(session, order).changes


def test_it_is_offered_in_practice_offices_to_who_may_submit(
    qtbot: QtBot, make_window: MakeWindow, fresh: Place, tmp_path: Path
) -> None:
    window, _ = fresh
    assert window.guide is None
    assert "guide" not in {one.command.key for one in actions_in(window)}
    for code, offered in (("X1", True), ("X-SECRETARIAT", False)):
        folder = tmp_path / code
        make_office(folder, code, "S-01", PASSPHRASE).session.close()
        other = make_window(folder, copied=False)
        enter_as(qtbot, other, PASSPHRASE)
        assert (other.guide is not None) is offered
        assert not other.findChildren(GuidePanel)


def test_each_step_is_noticed_when_it_is_done(
    qtbot: QtBot, practice: Place, tmp_path: Path
) -> None:
    """By services, as every page of the window does it."""
    window, place = practice
    panel = opened(qtbot, window)

    def do(service: Callable[..., Any], *args: Any) -> Any:
        answers: list[Any] = []

        def take(answer: Any) -> None:
            answers.append(answer)
            place.context.announce(getattr(answer, "changes", answer))

        place.context.serve(service, *args, then=take)
        settle(qtbot, window)
        return answers[0]

    assert ticked(panel) == STEPS[:1]
    whole = whole_case(window.office.session)
    new = record.new(window.office.session, CASE)
    begun = record.with_values(new, {"title": "Seals in parcels"})
    saved = do(record.save, begun, "").stored
    assert ticked(panel) == STEPS[:2]
    linked = record.with_values(saved.record, {"indicators": whole.indicators})
    saved = do(record.save, linked, saved.revision).stored
    assert ticked(panel) == STEPS[:3]
    kept = {name: getattr(saved.record, name) for name in ("id", "reference", "local_ref")}
    saved = do(record.save, replace(whole, **kept), saved.revision).stored
    assert ticked(panel) == STEPS[:4]
    assert not panel.rows[1].go.isVisible()  # it is done
    do(review.send, saved.record.id)
    do(review.approve, saved.record.id)
    assert ticked(panel) == STEPS[:5]
    do(submitted, saved.record.id)
    assert ticked(panel) == STEPS[:6]
    assert panel.now is not None
    made = panel.now.submission
    do(release.export, made, tmp_path / "first.pdf")
    assert ticked(panel) == STEPS[:7]
    assert not panel._end.isVisible()
    do(submission_list.mark_sent, made)
    assert ticked(panel) == STEPS
    assert panel.state.text() == "Steps done: 8 of 8"
    assert panel._end.isVisible()


def test_its_buttons_lead_to_the_places(qtbot: QtBot, practice: Place) -> None:
    window, place = practice
    session = window.office.session
    panel = opened(qtbot, window)
    shown = [row.step.key for row in panel.rows if row.go.isVisible()]
    assert shown == ["case"]  # there is nothing yet to link, to mend or to send
    assert panel.focusWidget() is panel.rows[1].go
    QTest.keyClick(panel.rows[1].go, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert place.here == Route(CASE, new=True)

    saved = record.save(session, whole_case(session)).stored
    changes = submitted(session, saved.record.id)
    place.context.announce(changes)
    settle(qtbot, window)
    case = Route(CASE, saved.record.id)
    assert panel.now is not None
    for key, there in (("indicator", case), ("complete", case), ("approval", case)):
        row = next(one for one in panel.rows if one.step.key == key)
        route = row.step.place(panel.now)
        assert route is not None
        row.wanted.emit(route)
        settle(qtbot, window)
        assert replace(place.here, path="") == there
    _, file, sent = panel.rows[-3:]
    file.go.click()
    settle(qtbot, window)
    page = place.page("submission")
    assert isinstance(page, SubmissionPage)
    assert page.opened.record == panel.now.submission
    assert page.opened.isVisible()
    sent.go.click()
    settle(qtbot, window)
    assert page.ledger.isVisible()
    assert page.ledger.detail.entry is not None
    assert page.ledger.detail.entry.id == panel.now.submission
    panel.rows[0].wanted.emit(None)
    settle(qtbot, window)
    assert window.help is not None
    assert window.help.panel is not None
    assert window.help.panel.key == "practice"
    assert not panel.isVisible()  # the help stands in its place
    window.help.panel.leave()
    settle(qtbot, window)
    assert panel.isVisible()
    window.help.show()
    settle(qtbot, window)
    assert not panel.isVisible()
    opened(qtbot, window)
    assert panel.isVisible()
    assert window.focusWidget() is panel.first_button
    assert not window.help.is_shown


def test_it_is_closed_and_taken_up_again(qtbot: QtBot, practice: Place) -> None:
    window, _ = practice
    panel = opened(qtbot, window)
    lock(qtbot, window)
    assert window.guide is None
    assert not [one for one in window.findChildren(GuidePanel) if one.isVisible()]
    enter_as(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: panel_of(window).isVisible(), timeout=LONG)
    panel = panel_of(window)
    assert not panel.has_focus()
    window.prefer({"language": "fr"})
    qtbot.waitUntil(
        lambda: (
            window.guide is not None
            and window.guide.panel is not None
            and window.guide.panel is not panel
            and window.guide.panel.isVisible()
        ),
        timeout=LONG,
    )
    assert panel_of(window).state.text().startswith("Étapes faites\u202f: 1 ")
    window.prefer({"language": "en"})
    settle(qtbot, window)
    panel = opened(qtbot, window)
    QTest.keyClick(panel.first_button, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert not panel.isVisible()
    lock(qtbot, window)
    enter_as(qtbot, window, PASSPHRASE)
    settle(qtbot, window)
    assert window.guide is not None
    assert window.guide.panel is None


def office_page(qtbot: QtBot, window: MainWindow) -> OfficePage:
    assert window.shell is not None
    window.shell.travel(Route(OFFICE, kind=PRACTICE))
    settle(qtbot, window)
    page = window.shell.page(OFFICE)
    assert isinstance(page, OfficePage)
    return page


def asked(qtbot: QtBot, page: OfficePage) -> Question:
    qtbot.waitUntil(lambda: page.practice.findChild(Question) is not None, timeout=LONG)
    question = page.practice.findChild(Question)
    assert question is not None
    return question


def cases(window: MainWindow) -> int:
    return sum(1 for _ in all_stored(window.office.session, Query(CASE)))


def test_the_practice_office_is_reset(qtbot: QtBot, practice: Place) -> None:
    window, _ = practice
    before = cases(window)
    record.save(window.office.session, whole_case(window.office.session))
    opened(qtbot, window).reset_button.click()
    settle(qtbot, window)
    page = office_page(qtbot, window)
    part: PracticeSection = page.practice
    assert window.focusWidget() is part.passphrase
    part.passphrase.setText("not this one at all")
    part.do.click()
    settle(qtbot, window)
    assert part.message.text() == "This is not your passphrase. Nothing was changed."
    part.passphrase.setText(PASSPHRASE)
    QTest.keyClick(part.passphrase, Qt.Key.Key_Return)
    asked(qtbot, page).reject()
    settle(qtbot, window)
    assert part.passphrase.text() == ""
    assert cases(window) == before + 1
    part.passphrase.setText(PASSPHRASE)
    part.do.click()
    with qtbot.waitSignal(window.unlocked, timeout=3 * LONG):
        asked(qtbot, page).buttons["reset"].click()
    settle(qtbot, window)
    assert cases(window) == before
    assert window.unlock.isEnabled()
    qtbot.waitUntil(lambda: ticked(panel_of(window)) == STEPS[:1], timeout=LONG)
    assert "is reset" in window.toast.words.text()


def test_what_goes_wrong_is_said_and_the_office_is_as_it_was(
    qtbot: QtBot, practice: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rilo_desktop.services.office import practice_reset

    window, place = practice
    before = cases(window)

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr(practice_reset, "make_office", full)
        place.context.reset_wanted.emit(PASSPHRASE)
        qtbot.waitUntil(lambda: bool(window.unlock.message), timeout=LONG)
    assert window.shell is None
    assert window.unlock.isEnabled()
    enter_as(qtbot, window, PASSPHRASE)
    assert cases(window) == before


def test_no_other_office_and_no_other_role_is_offered_it(
    qtbot: QtBot, make_window: MakeWindow, fresh: Place, practice_office: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "two"
    shutil.copytree(practice_office, folder)
    with open_store(folder, PASSPHRASE) as session:
        officer_rows.add(session.store, "XX-02", "Analyst", "analyst", SECOND)
    analyst = make_window(folder, copied=False)
    enter_as(qtbot, analyst, SECOND)
    for window in (fresh[0], analyst):
        page = office_page(qtbot, window)
        page.show_page("handover")
        settle(qtbot, window)
        assert "practice" not in page._made
        assert "office.reset" not in {one.command.key for one in actions_in(window)}
