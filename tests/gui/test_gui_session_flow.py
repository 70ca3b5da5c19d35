# mypy: disable-error-code="comparison-overlap"
"""The states of a session: each transition that is allowed, each that is not, and their pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from gui_windows import LONG
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.concurrency.worker import Tasks
from rilo_desktop.gui.dialogs.restore.page import RescuePage
from rilo_desktop.gui.dialogs.restore.recover import RecoverPage
from rilo_desktop.gui.session_flow import (
    TRANSITIONS,
    ForbiddenTransition,
    SessionFlow,
    SessionState,
    SessionStateMachine,
)
from rilo_desktop.gui.state.preferences import PreferencesStore
from rilo_desktop.services.office.errors import NoStore

S = SessionState
ALLOWED = {
    (S.LOCKED, S.FIRST_RUN),
    (S.LOCKED, S.RESTORE),
    (S.LOCKED, S.RECOVER),
    (S.LOCKED, S.CHOOSE_OWN),
    (S.LOCKED, S.OPEN),
    (S.FIRST_RUN, S.LOCKED),
    (S.FIRST_RUN, S.RESTORE),
    (S.FIRST_RUN, S.OPEN),
    (S.RESTORE, S.LOCKED),
    (S.RESTORE, S.FIRST_RUN),
    (S.RESTORE, S.OPEN),
    (S.RECOVER, S.LOCKED),
    (S.RECOVER, S.OPEN),
    (S.CHOOSE_OWN, S.LOCKED),
    (S.CHOOSE_OWN, S.OPEN),
    (S.OPEN, S.LOCKED),
}


@pytest.mark.parametrize(("state", "to"), sorted(ALLOWED, key=str))
def test_an_allowed_transition_is_made(state: SessionState, to: SessionState) -> None:
    machine = SessionStateMachine(state)
    assert machine.may(to)
    machine.go(to)
    assert machine.state is to


@pytest.mark.parametrize(("state", "to"), sorted(set(product(S, S)) - ALLOWED, key=str))
def test_a_forbidden_one_is_refused_and_changes_nothing(
    state: SessionState, to: SessionState
) -> None:
    machine = SessionStateMachine(state)
    assert not machine.may(to)
    with pytest.raises(ForbiddenTransition, match=f"{state.name} to {to.name}"):
        machine.go(to)
    assert machine.state is state


def test_a_session_begins_locked_and_can_be_locked_from_every_other_state() -> None:
    assert SessionStateMachine().state is S.LOCKED
    assert set(TRANSITIONS) == set(S)
    assert all(S.LOCKED in TRANSITIONS[state] for state in S if state is not S.LOCKED)


@pytest.fixture
def flow(qtbot: QtBot, tmp_path: Path) -> Iterator[SessionFlow]:
    """Of a folder in which no office is."""
    window, tasks = QWidget(), Tasks()
    made = SessionFlow(tmp_path / "store", tasks, PreferencesStore(), window)
    pages = made.build()
    pages.setParent(window)
    qtbot.addWidget(window)
    yield made
    tasks.close()


def shown(flow: SessionFlow) -> QWidget:
    page = flow._pages.currentWidget()
    assert page is not None
    return page


def begin_first_run(qtbot: QtBot, flow: SessionFlow) -> None:
    flow.read_store_info()
    qtbot.waitUntil(lambda: flow.first_run is not None, timeout=LONG)


def test_without_an_office_the_first_run_is_shown(qtbot: QtBot, flow: SessionFlow) -> None:
    assert (flow.state, shown(flow)) == (S.LOCKED, flow.unlock)
    begin_first_run(qtbot, flow)
    assert (flow.state, shown(flow)) == (S.FIRST_RUN, flow.first_run)


def test_a_backup_instead_of_the_first_run_and_back(qtbot: QtBot, flow: SessionFlow) -> None:
    begin_first_run(qtbot, flow)
    first_run = flow.first_run
    flow.show_rescue()
    assert (flow.state, shown(flow)) == (S.RESTORE, flow.rescue)
    flow.leave_rescue()
    assert (flow.state, flow.first_run, flow.rescue) == (S.FIRST_RUN, first_run, None)
    assert shown(flow) is first_run


def test_an_office_that_cannot_be_entered_after_the_first_run_asks_for_the_passphrase(
    qtbot: QtBot, flow: SessionFlow
) -> None:
    begin_first_run(qtbot, flow)
    flow._on_refused(NoStore("gone"))
    assert (flow.state, flow.first_run, shown(flow)) == (S.LOCKED, None, flow.unlock)
    assert flow.unlock.message


def test_a_refusal_behind_the_page_of_backups_leaves_it_there(
    qtbot: QtBot, flow: SessionFlow
) -> None:
    begin_first_run(qtbot, flow)
    flow.show_rescue()
    flow._on_refused(NoStore("gone"))
    assert (flow.state, flow.first_run, shown(flow)) == (S.RESTORE, None, flow.rescue)
    flow.leave_rescue()
    assert (flow.state, shown(flow)) == (S.LOCKED, flow.unlock)


def test_a_backup_that_is_opened_takes_the_place_of_the_recovery_key(
    qtbot: QtBot, flow: SessionFlow
) -> None:
    """A file of the program's own may be opened at any time."""
    flow.unlock.recover_wanted.emit()
    recover = flow.rescue
    assert isinstance(recover, RecoverPage)
    assert flow.state is S.RECOVER
    flow.show_rescue()
    assert flow.state is S.RESTORE
    assert isinstance(shown(flow), RescuePage)
    assert flow._pages.indexOf(recover) < 0


def test_locking_what_is_locked_does_nothing(qtbot: QtBot, flow: SessionFlow) -> None:
    heard = list[str]()
    flow.locked.connect(lambda: heard.append("locked"))
    flow.lock()
    flow.lock_at_once()
    flow.hold()
    flow.keep_drafts()
    assert (flow.state, heard) == (S.LOCKED, [])


def test_rebuilt_during_the_first_run_it_goes_on_with_the_answers(
    qtbot: QtBot, flow: SessionFlow
) -> None:
    begin_first_run(qtbot, flow)
    before = flow.first_run
    assert before is not None
    before.officer.sign.setText("KT")
    resume = flow.take_apart()
    assert flow.state is S.LOCKED
    flow.build().setParent(flow._window)
    with qtbot.waitSignal(flow.resumed, timeout=LONG):
        resume()
    assert flow.state is S.FIRST_RUN
    assert flow.first_run is not before
    qtbot.waitUntil(lambda: flow.first_run.officer.sign.text() == "KT", timeout=LONG)
