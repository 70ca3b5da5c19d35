"""The plan of the practice year: what the program says of its items, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rilo_desktop.analysis.plan import State, is_overdue, state_of
from rilo_desktop.records import ActionItem, Activity
from rilo_desktop.rules.findings import blocking
from rilo_desktop.rules.validate import validate
from rilo_desktop.services.office.create_office import add_sample
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import action_plan, record


@pytest.fixture
def year(make_session: Callable[..., Any]) -> Session:
    """The practice office with its invented year."""
    session: Session = make_session("XX")
    add_sample(session)
    return session


def item(session: Session, name: str) -> ActionItem:
    found = record.find(session, name, ActionItem.kind.code).record
    assert isinstance(found, ActionItem)
    return found


def blocked(one: ActionItem) -> set[str]:
    return {f.rule for f in blocking(validate(one)) if f.rule.startswith("action.")}


def test_completed_without_evidence_blocks(year: Session) -> None:
    found = item(year, "XX-AP2-07")
    assert blocked(replace(found, evidence=())) == {"action.no_evidence"}


def test_verified_by_its_own_lead_blocks(year: Session) -> None:
    found = item(year, "XX-AP2-09")
    assert isinstance(found.lead, str)
    found = replace(found, verified_by=found.lead)
    assert blocked(found) == {"action.own_lead"}
    assert state_of(found, date(2026, 1, 1)) is State.TO_VERIFY


def test_a_day_that_the_office_set_makes_it_late_from_the_next_day(year: Session) -> None:
    found = item(year, "XX-AP2-08")
    assert isinstance(found.due, str)
    due = date.fromisoformat(found.due)
    assert due < date.fromisoformat(year.today), "one item is late when the office is made"
    assert not is_overdue(found, due)
    assert is_overdue(found, due + timedelta(1))


def test_without_a_day_it_is_never_late(year: Session) -> None:
    found = item(year, "XX-AP2-11")
    assert not found.due_basis
    assert not is_overdue(found, date(2999, 1, 1))


def test_results_that_were_not_reported_are_unknown(year: Session) -> None:
    found = record.find(year, "XX-ACT-008", Activity.kind.code).record
    assert isinstance(found, Activity)
    assert found.results == ()
    assert found.results_note
    assert found.controls is None


def test_no_item_of_the_year_is_blocked_by_these_rules(year: Session) -> None:
    items = [shown.item for shown in action_plan.view(year, "").items]
    of_plans = [one for one in items if (one.local_ref or "").startswith("XX-AP")]
    assert len(of_plans) == 22
    assert {one.local_ref for one in of_plans if blocked(one)} == set()


def test_items_that_went_on_know_each_other(year: Session) -> None:
    old, new = item(year, "XX-AP1-02"), item(year, "XX-AP2-02")
    assert (old.carried_to, new.carried_from) == (new.id, old.id)
