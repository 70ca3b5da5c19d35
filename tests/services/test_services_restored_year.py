"""A plan that was carried over and a register come back from last week's backup, and go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clocks import Clock
from rilo_desktop.analysis.minutes import read_minutes
from rilo_desktop.analysis.plan import State
from rilo_desktop.records import ActionItem, ActionPlan, EvidenceEntry, record_types
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office import restore
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.office.store_check import check
from rilo_desktop.services.records import action_plan, activities, lists, next_plan, record, undo
from rilo_desktop.services.records.action_plan import Closing
from rilo_desktop.services.records.next_plan import Decided, Fate, NextPlan

MINUTES = "30.1 Data entry within 30 days\n30.2 Map of competencies"
NOTED: tuple[Mapping[str, Any], ...] = (
    {"title": "Reading scans", "activity_kind": "training", "officers": 12},
    {"title": "Which routes?", "activity_kind": "request", "received": "2026-11-02"},
    {"title": "Small parcels", "activity_kind": "operation"},
)


@pytest.fixture
def session(make_session: Any) -> Any:
    made = make_session()
    first = NextPlan("Plan 2023-2024", "2023", "2024", "30th", "2023-01-25",
                     minutes=read_minutes(MINUTES))  # fmt: skip
    next_plan.make(made, first)
    view = action_plan.view(made)
    assert view.plan is not None
    one, other = (shown.item for shown in view.items)
    action_plan.update(made, one.id, "Median fell to 29 days", "in_progress", 60)
    decided = {
        one.id: Decided(Fate.CARRY, due="2027-06-30"),
        other.id: Decided(Fate.END, reason="Done by the Secretariat"),
    }
    following = NextPlan(
        "Plan 2025-2026", "2025", "2026", "32nd", follows=view.plan.id, decided=decided
    )
    next_plan.make(made, following)
    for values in NOTED:
        activities.note(made, {**values, "date_start": "2026-11-02"})
    return made


def everything(session: Session) -> dict[str, Any]:
    """{id: record with its revision}, of all types."""
    found: dict[str, Any] = {}
    for kind in record_types():
        for archived in (False, True):
            for one in lists.all_stored(session, lists.Query(kind, archived=archived)):
                found[one.record.id] = (one.record, one.revision, one.number)
    return found


def after_the_backup(session: Session) -> list[str]:
    """A week of work: an activity, and the item closed. References of what will be lost."""
    saved = activities.note(
        session, {"title": "Lost", "activity_kind": "visit", "date_start": "2026-11-20"}
    )
    (shown,) = action_plan.view(session).items
    closing = Closing("Done.", session.today, (EvidenceEntry(title="Report", reference="R/1"),))
    action_plan.close(session, shown.item.id, closing)
    made = record.new(session, "action-item")
    item = replace(made, title="Lost too")  # type: ignore[call-arg]
    return [saved.stored.record.reference, record.save(session, item).stored.record.reference]


def number_of(reference: str) -> int:
    return int("".join(c for c in reference.rpartition("/")[2] if c.isdigit()))


@pytest.mark.parametrize("place", ["the same computer", "another computer"])
def test_nothing_is_lost_and_all_goes_on(
    session: Session, tmp_path: Path, clock: Clock, passphrase: str, place: str
) -> None:
    before = everything(session)
    backup = back_up.back_up(session, tmp_path / "last-week.rilobackup").path
    clock.now += timedelta(days=7)
    lost = after_the_backup(session)
    folder = session.folder
    session.close()
    if place == "another computer":
        folder = tmp_path / "elsewhere" / "office"

    with restore.restore(backup, folder, passphrase, clock=clock).session as again:
        assert everything(again) == before
        assert not check(again).findings
        _the_plans_know_each_other(again)
        _the_register_goes_on(again, lost, place)
        _the_item_can_be_closed_and_opened_again(again)


def _the_plans_know_each_other(session: Session) -> None:
    view = action_plan.view(session)
    assert view.plan is not None
    assert view.plan.title == "Plan 2025-2026"
    (carried,) = (shown.item for shown in view.items)
    old = record.get(session, str(carried.carried_from)).record
    assert isinstance(old, ActionItem)
    assert (old.carried_to, old.progress, old.plan) == (
        carried.id, "carried_over", view.plan.follows,
    )  # fmt: skip
    assert old.updates[0].entry == "Median fell to 29 days"
    assert carried.updates[0] == old.updates[0]
    plan = record.get(session, str(view.plan.follows)).record
    assert isinstance(plan, ActionPlan)
    assert plan.closed_on
    assert action_plan.view(session).items[0].state is State.IN_PROGRESS


def _the_register_goes_on(session: Session, lost: list[str], place: str) -> None:
    """No reference is given twice: beyond those that are lost, or under another letter."""
    counted = activities.year(session).counted
    assert sum(kind.total for kind in counted.kinds) == len(NOTED)
    saved = activities.note(
        session, {"title": "New", "activity_kind": "visit", "date_start": "2026-11-25"}
    )
    reference = saved.stored.record.reference
    assert reference not in lost
    letter = "A" if place == "the same computer" else "B"
    assert reference.rpartition("/")[2].startswith(letter)
    assert number_of(reference) == number_of(lost[0]) + (place == "the same computer")


def _the_item_can_be_closed_and_opened_again(session: Session) -> None:
    (shown,) = action_plan.view(session).items
    closing = Closing("Done.", session.today, (EvidenceEntry(title="Report", reference="R/1"),))
    closed = action_plan.close(session, shown.item.id, closing)
    undo.undo(session, closed.operation)
    (now,) = action_plan.view(session).items
    assert now.state is State.IN_PROGRESS
    assert now.item.carried_from == shown.item.carried_from
