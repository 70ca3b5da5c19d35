"""The action plan: what its page is given, one step to close, a second person, the next plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.analysis.minutes import read_minutes
from rilo_desktop.analysis.plan import State
from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Attachment,
    EvidenceEntry,
    ProgressUpdate,
)
from rilo_desktop.rules.findings import Refused, blocking
from rilo_desktop.rules.validate import validate
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import action_plan, next_plan, record, undo
from rilo_desktop.services.records.action_plan import Closing
from rilo_desktop.services.records.next_plan import Decided, Fate, NextPlan
from rilo_desktop.store import officer_rows

HEAD, ANALYST, DEPUTY = "XX-01", "XX-02", "XX-03"
PASSPHRASE = "a passphrase of the {sign} of this office"
SHOWN = (EvidenceEntry(title="Report", reference="XX/2025/SUB/0001"),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office of three: its head, an analyst and a deputy head."""
    made = make_office(tmp_path / "office", "AP", HEAD, PASSPHRASE.format(sign=HEAD), "Head")
    for sign, function in ((ANALYST, "Analyst"), (DEPUTY, "Deputy Head")):
        officer_rows.add(
            made.session.store, sign, function, "reviewer", PASSPHRASE.format(sign=sign)
        )
    made.session.close()
    return tmp_path / "office"


@pytest.fixture
def as_officer(folder: Path) -> Iterator[Any]:
    opened: list[Session] = []

    def enter(sign: str) -> Session:
        for session in opened:
            session.close()
        opened.append(open_store(folder, PASSPHRASE.format(sign=sign), sign))
        return opened[-1]

    yield enter
    for session in opened:
        session.close()


def item(session: Session, **fields: Any) -> ActionItem:
    made = record.new(session, "action-item")
    assert isinstance(made, ActionItem)
    given = {"title": "Courses in four languages", "lead": "Analyst", "progress": "in_progress"}
    saved = record.save(session, replace(made, **given | fields))
    assert isinstance(saved.stored.record, ActionItem)
    return saved.stored.record


def stored(session: Session, one: ActionItem) -> ActionItem:
    found = record.get(session, one.id).record
    assert isinstance(found, ActionItem)
    return found


def closing(session: Session, **other: Any) -> Closing:
    given = {
        "outcome": "Nine courses were held.",
        "day": session.today,
        "evidence": SHOWN,
        "verify_by": "Deputy Head",
    }
    return Closing(**given | other)


def blocks(one: ActionItem) -> set[str]:
    return {f.rule for f in blocking(validate(one)) if f.rule.startswith("action.")}


def test_closing_is_one_step_and_a_second_person_verifies(as_officer: Any) -> None:
    session = as_officer(ANALYST)
    made = item(session)
    action_plan.close(session, made.id, closing(session))
    now = stored(session, made)
    assert (now.progress, now.percent, now.closed_by, now.closed_sign) == (
        "completed", 100, "Analyst", ANALYST,
    )  # fmt: skip
    assert now.updates[-1].entry == "Nine courses were held."
    assert action_plan.view(session, "").items[0].state is State.TO_VERIFY
    with pytest.raises(Refused, match="lead this item"):
        action_plan.verify(session, made.id)

    session = as_officer(DEPUTY)
    action_plan.verify(session, made.id)
    now = stored(session, made)
    assert (now.verification, now.verified_by, now.verified_sign) == (
        "verified", "Deputy Head", DEPUTY,
    )  # fmt: skip
    assert action_plan.view(session, "").items[0].state is State.DONE
    assert not blocks(now)
    with pytest.raises(Refused, match="does not wait"):
        action_plan.verify(session, made.id)


def test_a_closing_is_undone_and_made_again_and_the_thread_keeps_all(as_officer: Any) -> None:
    session = as_officer(ANALYST)
    begun = (ProgressUpdate(date="2026-02-01", entry="Five courses."),)
    made = item(session, percent=40, updates=begun, language="fr")
    closed = action_plan.close(session, made.id, closing(session))
    assert (last := undo.last(session)) is not None
    assert last.operation == closed.operation
    undone = undo.undo(session, closed.operation)
    now = stored(session, made)
    assert (now.progress, now.percent, now.closed_on, now.closed_by) == (
        "in_progress",
        40,
        None,
        None,
    )
    assert not now.evidence
    assert not now.outcome
    assert [one.entry for one in now.updates] == [
        "Five courses.",
        "Nine courses were held.",
        "La clôture a été annulée.",
    ]
    assert now.updates[-1].decision
    assert now.updates[-1].by == "Analyst"
    assert action_plan.view(session, "").items[0].state is State.IN_PROGRESS

    again = undo.undo(session, undone.operation)
    now = stored(session, made)
    assert (now.progress, now.closed_by, now.evidence) == ("completed", "Analyst", SHOWN)
    assert len(now.updates) == 4

    session = as_officer(DEPUTY)
    action_plan.verify(session, made.id)
    with pytest.raises(Refused, match="was changed since"):
        undo.undo(session, again.operation)


def test_who_closed_it_cannot_verify_it(as_officer: Any) -> None:
    session = as_officer(HEAD)
    made = item(session)
    action_plan.close(session, made.id, closing(session))
    with pytest.raises(Refused, match="You closed this item"):
        action_plan.verify(session, made.id)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"evidence": ()}, "evidence"),
        ({"outcome": "  "}, "outcome"),
        ({"day": "soon"}, "closed_on"),
        ({"day": "2024-12-31"}, "closed_on"),
        ({"day": "2999-01-01"}, "closed_on"),
        ({"verify_by": ""}, "verify_by"),
        ({"verify_by": "analyst"}, "verify_by"),
        ({"verify_by": "Director"}, "verify_by"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    as_officer: Any, other: dict[str, Any], field: str
) -> None:
    session = as_officer(HEAD)
    made = item(session, start="2025-01-01")
    before = len(record.history(session, made.id))
    with pytest.raises(Refused) as refused:
        action_plan.close(session, made.id, closing(session, **other))
    assert [finding.place.field for finding in refused.value.findings] == [field]
    assert len(record.history(session, made.id)) == before


def test_files_of_the_item_are_evidence_by_their_sum(as_officer: Any) -> None:
    session = as_officer(HEAD)
    file = Attachment(name="trial.csv", size=12, media_type="text/csv", sha256="ab" * 32)
    made = item(session, attachments=(file,))
    action_plan.close(session, made.id, closing(session, evidence=()))
    (entry,) = stored(session, made).evidence
    assert (entry.title, entry.evidence_kind, entry.sha256) == (
        "trial.csv", "document", "ab" * 32,
    )  # fmt: skip


def test_an_office_of_one_closes_as_not_verified(tmp_path: Path) -> None:
    made = make_office(tmp_path / "one", "AP", HEAD, PASSPHRASE.format(sign=HEAD), "Head")
    with made.session as session:
        one = item(session, lead="Head")
        action_plan.close(session, one.id, closing(session, verify_by=""))
        now = stored(session, one)
        assert (now.verification, now.verified_by) == ("not_verified", None)
        assert action_plan.view(session, "").items[0].state is State.DONE
        assert not blocks(now)


def test_what_is_not_done_goes_back_with_the_reason(as_officer: Any) -> None:
    session = as_officer(HEAD)
    made = item(session)
    action_plan.close(session, made.id, closing(session))
    session = as_officer(DEPUTY)
    with pytest.raises(Refused, match="reason"):
        action_plan.reopen(session, made.id, " ")
    action_plan.reopen(session, made.id, "The list of courses is missing.")
    now = stored(session, made)
    assert (now.progress, now.closed_on, now.evidence) == ("in_progress", None, SHOWN)
    assert now.updates[-1].entry == "The list of courses is missing."


def test_only_a_day_that_somebody_set_makes_an_item_late(as_officer: Any) -> None:
    session = as_officer(HEAD)
    for title, fields in {
        "set": {"due": "2025-12-31", "due_basis": "plan"},
        "inferred": {"due": "2025-12-31", "due_basis": "inferred"},
        "moved": {"due": "2025-12-31", "due_basis": "inferred", "revised_due": "2026-01-31"},
        "none": {},
    }.items():
        item(session, title=title, **fields)
    shown = action_plan.view(session, "").items
    assert {s.item.title for s in shown if s.state is State.LATE} == {"set", "moved"}
    assert {s.item.title for s in shown if s.due is None} == {"inferred", "none"}


def test_what_changed_since_the_last_meeting(as_officer: Any) -> None:
    session = as_officer(HEAD)
    made = record.new(session, "action-plan")
    plan = record.save(session, replace(made, title="Plan", adopted_on="2026-01-29")).stored.record  # type: ignore[call-arg]
    told = (
        ProgressUpdate(date="2026-01-10", entry="Begun", progress="not_started", percent=20),
        ProgressUpdate(date="2026-03-01", entry="Two courses", progress="in_progress", percent=60),
    )
    item(session, title="told", plan=plan.id, percent=60, updates=told)
    item(session, title="quiet", plan=plan.id, updates=told[:1])
    item(session, title="new", plan=plan.id, origin_date="2026-02-01")
    view = action_plan.view(session)
    assert view.plan is not None
    changes = {s.item.title: s.change for s in view.items if s.change is not None}
    assert set(changes) == {"told", "new"}
    assert (changes["told"].percent_before, changes["told"].before) == (20, "not_started")
    assert changes["new"].is_new


# --- the next plan


def plan_with_items(session: Session) -> tuple[ActionPlan, list[ActionItem]]:
    next_plan.make(
        session,
        NextPlan("Plan 2023-2024", "2023", "2024", "30th meeting", "2023-01-25",
                 minutes=read_minutes("30.1 Data entry within 30 days\n30.2 Map of competencies")),
    )  # fmt: skip
    view = action_plan.view(session)
    assert view.plan is not None
    return view.plan, [shown.item for shown in view.items]


def following(plan: ActionPlan, **other: Any) -> NextPlan:
    given: dict[str, Any] = {
        "title": "Plan 2025-2026",
        "period_from": "2025",
        "period_to": "2026",
        "adopting_meeting": "32nd meeting",
        "follows": plan.id,
    }
    return NextPlan(**given | other)


def test_items_go_on_end_or_stay_and_both_plans_know_it(as_officer: Any) -> None:
    session = as_officer(HEAD)
    plan, (first, second) = plan_with_items(session)
    action_plan.update(session, first.id, "Median fell to 29 days", "in_progress", 60)
    decided = {
        first.id: Decided(Fate.CARRY, due="2026-06-30"),
        second.id: Decided(Fate.END, reason="Done by the Secretariat"),
    }
    changes = next_plan.make(session, following(plan, decided=decided))
    view = action_plan.view(session)
    assert view.plan is not None
    assert (view.plan.title, view.plan.follows) == ("Plan 2025-2026", plan.id)
    (carried,) = [shown.item for shown in view.items]
    old = stored(session, first)
    assert (old.progress, old.carried_to, carried.carried_from) == (
        "carried_over", carried.id, first.id,
    )  # fmt: skip
    assert carried.updates[: len(old.updates) - 1] == old.updates[:-1]
    assert (carried.due, carried.due_basis, carried.percent) == ("2026-06-30", "plan", 60)
    assert stored(session, second).progress == "cancelled"
    assert record.get(session, plan.id).record.closed_on == session.today  # type: ignore[attr-defined]
    assert (changes.created, changes.changed) == (2, 3)


def test_a_plan_is_taken_back_and_made_again_and_the_threads_keep_all(as_officer: Any) -> None:
    session = as_officer(HEAD)
    plan, (first, second) = plan_with_items(session)
    decided = {
        first.id: Decided(Fate.CARRY, due="2026-06-30"),
        second.id: Decided(Fate.END, reason="Done by the Secretariat"),
    }
    minutes = read_minutes("32.1 New: a course on parcels")
    made = next_plan.make(session, following(plan, decided=decided, minutes=minutes))
    assert (last := undo.last(session)) is not None
    assert last.operation == made.operation
    undone = undo.undo(session, made.operation)
    view = action_plan.view(session)
    assert view.plan is not None
    assert view.plan.id == plan.id
    assert view.plan.closed_on is None
    assert {shown.item.title for shown in view.items} == {first.title, second.title}
    now = stored(session, first)
    assert (now.progress, now.carried_to) == ("not_started", None)
    assert [one.entry for one in now.updates][-1] == "The plan that followed was taken back."
    assert len(now.updates) == 2
    ended = stored(session, second)
    assert (ended.progress, ended.closed_on, ended.outcome) == ("not_started", None, None)

    again = undo.undo(session, undone.operation)
    view = action_plan.view(session)
    assert view.plan is not None
    assert view.plan.title == "Plan 2025-2026"
    assert {shown.item.title for shown in view.items} == {first.title, "New: a course on parcels"}
    assert stored(session, first).progress == "carried_over"
    assert len(stored(session, first).updates) == 3
    undo.undo(session, again.operation)
    assert stored(session, first).progress == "not_started"


def test_a_plan_is_not_taken_back_over_somebodys_work(as_officer: Any) -> None:
    session = as_officer(HEAD)
    plan, (first, _) = plan_with_items(session)
    made = next_plan.make(session, following(plan, decided={first.id: Decided(Fate.CARRY)}))
    (carried,) = [shown.item for shown in action_plan.view(session).items]
    action_plan.update(session, carried.id, "Begun", "in_progress", 10)
    with pytest.raises(Refused, match="was changed since"):
        undo.undo(session, made.operation)
    assert stored(session, first).progress == "carried_over"


def test_a_plan_that_changes_keeps_its_items(as_officer: Any) -> None:
    session = as_officer(HEAD)
    plan, items = plan_with_items(session)
    record.save(session, replace(plan, title="Renamed", period_to="2025"))
    view = action_plan.view(session, plan.id)
    assert [shown.item.id for shown in view.items] == [one.id for one in items]
    record.save(session, replace(plan, title="Renamed", archived=True))
    assert {shown.item.plan for shown in action_plan.view(session, "").items} == {plan.id}


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"title": " "}, "title"),
        ({"period_from": "next year"}, "period_from"),
        ({"period_to": "2024"}, "period_to"),
        ({"adopted_on": "in January"}, "adopted_on"),
    ],
)
def test_a_plan_is_refused_in_words(as_officer: Any, other: dict[str, Any], field: str) -> None:
    session = as_officer(HEAD)
    plan, _items = plan_with_items(session)
    with pytest.raises(Refused) as refused:
        next_plan.make(session, following(plan, **other))
    assert [finding.place.field for finding in refused.value.findings] == [field]
    assert len(action_plan.view(session, "").plans) == 1


def test_an_item_that_ends_says_why(as_officer: Any) -> None:
    session = as_officer(HEAD)
    plan, (first, second) = plan_with_items(session)
    wrong = {first.id: Decided(Fate.END), second.id: Decided(Fate.CARRY, due="one day")}
    with pytest.raises(Refused) as refused:
        next_plan.make(session, following(plan, decided=wrong))
    assert {finding.rule for finding in refused.value.findings} == {"plan.reason", "plan.due"}
