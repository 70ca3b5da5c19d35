"""The page of the action plan in the real window: rows, board, closing, verifying, next plan."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from gui_windows import LONG, SECOND, enter_as, lock, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.analysis.plan import State
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.action_plan.page import BOARD, CHALLENGES, TIMELINE, ActionPlanPage
from rilo_desktop.gui.routing import PLAN
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import ActionItem
from rilo_desktop.services.records import action_plan, record

Place = tuple[MainWindow, Shell]
KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def page_in(qtbot: QtBot, window: MainWindow, work: Shell) -> ActionPlanPage:
    work.go(PLAN)
    settle(qtbot, window)
    return cast(ActionPlanPage, work.page(PLAN))


@pytest.fixture
def page(sample: Place, qtbot: QtBot) -> ActionPlanPage:
    return page_in(qtbot, *sample)


def stand_on(page: ActionPlanPage, name: str) -> None:
    rows = page.table.view.rows
    at = next(n for n, row in enumerate(rows) if row.shown and row.shown.name == name)
    page.table.view.setFocus()
    page.table.view.select_row(at)


def item_named(work: Shell, name: str) -> ActionItem:
    found = record.find(work.context.office.session, name, "action-item").record
    assert isinstance(found, ActionItem)
    return found


def test_items_stand_under_their_challenges_and_fold(page: ActionPlanPage) -> None:
    rows = page.table.view.rows
    heads = [row for row in rows if row.shown is None]
    assert heads
    assert len(rows) - len(heads) == len(page.view.items)  # type: ignore[union-attr]
    page.table.view.select_row(0)
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, KEYS.Key_Left)
    assert len(page.table.view.rows) < len(rows)
    QTest.keyClick(page.table.view, KEYS.Key_Right)


def test_search_narrows_and_what_is_not_found_is_said(
    sample: Place, page: ActionPlanPage, qtbot: QtBot
) -> None:
    page.search.setText(page.shown[-1].item.title_text.lower())
    settle(qtbot, sample[0])
    assert 0 < len(page.shown) < len(page.view.items)  # type: ignore[union-attr]
    page.search.setText("no such words")
    settle(qtbot, sample[0])
    assert page._items.currentIndex() == 3
    QTest.keyClick(page.search, KEYS.Key_Return)
    assert sample[1].here.page == "plan", "nothing was found to be opened"
    page.clear()
    settle(qtbot, sample[0])
    assert len(page.shown) == len(page.view.items)  # type: ignore[union-attr]
    wanted = page.shown[-1].item
    page.search.setText(wanted.title_text.lower())
    QTest.keyClick(page.search, KEYS.Key_Return)
    settle(qtbot, sample[0])
    assert sample[1].here.record == wanted.id


def test_board_and_timeline_are_walked_by_keyboard(
    sample: Place, page: ActionPlanPage, qtbot: QtBot
) -> None:
    page.layouts.choose(BOARD)
    page._show_rows()
    page.take_focus()
    shown = sum(len(column.cards.rows) for column in page.board.columns)
    closed = (State.CARRIED_OVER, State.CANCELLED)
    assert shown == sum(one.state not in closed for one in page.shown)
    QTest.keyClick(page, KEYS.Key_PageDown, CTRL)
    settle(qtbot, sample[0])
    assert page.layouts.key == TIMELINE
    assert len(page.chart.numbers) == len(page.shown)
    assert page._chart is not None
    assert page._chart.rows[page.chart.current].record == page._key
    QTest.keyClick(page.chart, KEYS.Key_End)
    last = page._chart.rows[page.chart.current].record
    assert page._key == last  # the buttons below are about the item that has the ring
    assert page._name.text() == next(one.name for one in page.shown if one.item.id == last)


def test_a_card_is_pushed_to_the_next_column(
    sample: Place, page: ActionPlanPage, qtbot: QtBot
) -> None:
    _window, work = sample
    shown = next(one for one in page.shown if one.state is State.NOT_STARTED or
                 one.state is State.UNKNOWN)  # fmt: skip
    page.layouts.choose(BOARD)
    page._key = shown.item.id
    page._show_rows()
    cards = next(c.cards for c in page.board.columns if shown.state in c.states)
    cards.setFocus()
    with qtbot.waitSignal(work.context.changes.happened, timeout=LONG):
        QTest.keyClick(cards, KEYS.Key_Right, CTRL)
    now = record.get(work.context.office.session, shown.item.id).record
    assert isinstance(now, ActionItem)
    assert now.progress == "in_progress"
    assert now.updates[-1].by == work.context.entered.function


def test_an_item_is_closed_by_keyboard_and_verified_by_a_second_officer(
    make_window: object, office_of_two: object, enter: object, qtbot: QtBot
) -> None:
    window = make_window(office_of_two)  # type: ignore[operator]
    work = enter(window)  # type: ignore[operator]
    page = page_in(qtbot, window, work)
    name = next(s.name for s in page.shown if s.state in (State.IN_PROGRESS, State.UNKNOWN)
                and s.item.lead != "Deputy Head")  # fmt: skip
    stand_on(page, name)
    with qtbot.waitSignal(page.closing.loaded, timeout=LONG):
        QTest.keyClick(page.table.view, KEYS.Key_C)
    settle(qtbot, window)
    QTest.keyClicks(page.closing.form.fields["outcome"].input.target(), "Nine Members use it")
    evidence = page.closing.form.fields["evidence"]
    QTest.keyClick(window.focusWidget(), KEYS.Key_Return, CTRL | SHIFT)
    settle(qtbot, window)
    assert item_named(work, name).progress != "completed", "no evidence was given"
    said = "Completed without evidence: add what shows it, or choose another status."
    assert said in window.toast.words.text()
    assert page.closing.form.fields["evidence"]._finding == said
    from rilo_desktop.records import EvidenceEntry

    page.closing.form.set_value("evidence", (EvidenceEntry(title="Trial"),))
    QTest.keyClick(window.focusWidget(), KEYS.Key_Return, CTRL | SHIFT)
    settle(qtbot, window)
    assert item_named(work, name).progress != "completed", "a title shows nothing"
    assert "Title says nothing: name a reference" in window.toast.words.text()
    page.closing.form.set_value("evidence", (EvidenceEntry(title="Trial", text="412 of 430"),))
    assert evidence.value()
    with qtbot.waitSignal(page.closing.closed, timeout=LONG):
        QTest.keyClick(window.focusWidget(), KEYS.Key_Return, CTRL | SHIFT)
    settle(qtbot, window)
    closed = item_named(work, name)
    assert (closed.progress, closed.outcome) == ("completed", "Nine Members use it")
    assert page.closing.isHidden()
    qtbot.waitUntil(window.toast.action_button.isVisible, timeout=LONG)
    assert window.toast.action_button.text() == "Undo"

    lock(qtbot, window)
    work = enter_as(qtbot, window, SECOND)
    page = page_in(qtbot, window, work)
    stand_on(page, name)
    QTest.keyClick(page.table.view, KEYS.Key_C)
    qtbot.waitUntil(page.verifying.isVisible, timeout=LONG)
    page.verifying.done_button.click()
    settle(qtbot, window)
    assert item_named(work, name).verification == "verified"


def test_an_update_begins_with_what_happened_today(
    sample: Place, page: ActionPlanPage, qtbot: QtBot
) -> None:
    window, work = sample
    name = next(s.name for s in page.shown if s.state in (State.NOT_STARTED, State.UNKNOWN))
    stand_on(page, name)
    before = item_named(work, name)
    with qtbot.waitSignal(page.updating.loaded, timeout=LONG):
        QTest.keyClick(page.table.view, KEYS.Key_U)
    settle(qtbot, window)
    thread = page.updating.form.fields["updates"].input
    assert window.focusWidget() is thread.fields["entry"].input.target()  # type: ignore[attr-defined]
    assert thread.fields["date"].value() == date.today().isoformat()  # type: ignore[attr-defined]
    assert not page.updating.form.dirty
    QTest.keyClicks(window.focusWidget(), "Two offices wrote")
    with qtbot.waitSignal(page.updating.left, timeout=LONG):
        page.updating.leave()
    settle(qtbot, window)
    now = item_named(work, name)
    assert now.progress == before.progress
    assert now.updates[:-1] == before.updates
    assert now.updates[-1].entry == "Two offices wrote"


def test_what_was_typed_into_the_closing_stays_with_the_item(
    sample: Place, page: ActionPlanPage, qtbot: QtBot
) -> None:
    window, work = sample
    shown = next(s for s in page.shown if s.state in (State.IN_PROGRESS, State.UNKNOWN))
    stand_on(page, shown.name)
    with qtbot.waitSignal(page.closing.loaded, timeout=LONG):
        page.step()
    settle(qtbot, window)
    target = page.closing.form.fields["outcome"].input.target()
    QTest.keyClicks(target, "Half of it")
    with qtbot.waitSignal(page.closing.left, timeout=LONG):
        QTest.keyClick(target, KEYS.Key_Escape)
    settle(qtbot, window)
    now = item_named(work, shown.name)
    assert (now.outcome, now.progress) == ("Half of it", shown.item.progress)


def test_a_plan_is_made_and_followed_in_the_window(fresh: Place, qtbot: QtBot) -> None:
    window, work = fresh
    page = page_in(qtbot, window, work)
    assert page.pages.currentIndex() == 1
    assert page.empty.isVisible()
    for title, first, minutes in (
        ("Plan 2025-2026", "2025", "32.1 Courses in four languages by March 2026 (Analyst)"),
        ("Plan 2027-2028", "2027", "34.2 Contact points to meet twice a year"),
    ):
        page.make_plan()
        settle(qtbot, window)
        view = page.next_plan
        QTest.keyClicks(view.fields["title"].input.target(), title)
        QTest.keyClicks(view.fields["period_from"].input.target(), first)
        QTest.keyClicks(view.fields["period_to"].input.target(), str(int(first) + 1))
        QTest.keyClicks(view.minutes.target(), minutes)
        with qtbot.waitSignal(view.made, timeout=LONG):
            view.make_button.click()
        settle(qtbot, window)
    assert page.plans.currentText() == "Plan 2027-2028"
    titles = {shown.item.title_text for shown in page.shown}
    assert titles == {
        "Courses in four languages by March 2026",
        "Contact points to meet twice a year",
    }
    carried = next(s.item for s in page.shown if s.item.carried_from)
    view_of_all = action_plan.view(work.context.office.session, "")
    old = next(s.item for s in view_of_all.items if s.item.id == carried.carried_from)
    assert (old.carried_to, old.progress) == (carried.id, "carried_over")
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Undo", timeout=LONG)
    window.toast.action_button.click()
    qtbot.waitUntil(lambda: page.plans.currentText() == "Plan 2025-2026", timeout=LONG)
    settle(qtbot, window)
    (only,) = page.shown
    assert (only.item.id, only.item.progress) == (old.id, "not_started")
    assert _counted(work) == "1", "what the page shows, not the items of all plans"


def test_the_navigation_counts_the_items_of_the_plan_that_runs(sample: Place) -> None:
    _, work = sample
    session = work.context.office.session
    plan = action_plan.view(session).plan
    assert plan is not None
    assert (
        _counted(work)
        == str(action_plan.count(session))
        == str(len(action_plan.view(session).items))
    )


def _counted(work: Shell) -> str:
    tree = work.navigation
    pages = [page for branch in tree.places.branches for page in branch.pages]
    return next(page.count for page in pages if page.key == PLAN)


def test_a_button_says_the_same_to_eyes_and_ears(page: ActionPlanPage) -> None:
    page.make_plan()
    page.next_plan.minutes.set_value("34.2 One table by March 2027\n34.5 Alerts of one page")
    page.next_plan._read_minutes()
    made = page.next_plan.make_button
    assert made.text() == made.accessibleName()
    assert "item" in made.text()
    page.next_plan.left.emit()
    assert page.step_button.text() == page.step_button.accessibleName()


def test_challenges_are_part_of_the_page(sample: Place, page: ActionPlanPage, qtbot: QtBot) -> None:
    window, work = sample
    page.parts.choose(CHALLENGES)
    page._show_part()
    rows = page.challenges.view.rows
    assert rows
    described = next(row for row in rows if row.challenge is not None)
    page.challenges.view.select_row(rows.index(described))
    page.take_focus()
    QTest.keyClick(page.challenges.view, KEYS.Key_Return)
    settle(qtbot, window)
    assert work.here.page == "challenge"
