"""Making a plan: from nothing, or from the one before, whose open items go on, end or stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from rilo_desktop.analysis.deadlines import CLOSED
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.analysis.minutes import MinutesLine
from rilo_desktop.analysis.plan import item_name
from rilo_desktop.records import ActionItem, ActionPlan, ProgressUpdate
from rilo_desktop.records.dates import first_day, last_day
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused
from rilo_desktop.store import ReadSession

from ..office import actions
from ..office.finding_helpers import finding, place_of, refusal
from ..office.session import Session, Task
from .changes import Changes, changes_of
from .record import as_draft, new, stored_in

CARRIED = N_("Carried over from {plan}.")
"""Both are written into threads, in the language of the window: they are the office's text."""
CARRIED_TO = N_("Carried over to {plan}.")

TAKEN_ALONG = (
    *("title", "item_kind", "challenges", "strategic_objective", "origin_type", "origin_meeting"),
    *("origin_date", "agenda_item", "paragraph", "objective", "action", "deliverable", "purpose"),
    *("indicator_name", "baseline", "target", "current", "indicator_unit", "lead", "supporting"),
    *("secretariat_focal", "priority", "start", "progress", "status_as_of", "percent"),
    *("obstacles", "support_requested", "depends_on", "updates", "source", "derived"),
    *("derived_note", "office_code", "language", "tlp", "caveats", "internal_note"),
)
"""What an item takes along into the next plan; its dates and its closing are new."""


class Fate(StrEnum):
    """What becomes of an open item of the plan before."""

    CARRY = "carry"
    END = "end"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Decided:
    """`due`: of the item in the new plan, "" where it is not set; `reason`: why it ends."""

    fate: Fate
    due: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NextPlan:
    """`follows`: id of the plan before, "" for a first one; `decided`: {id of an item: ...}.

    Open items that nothing was decided about are left where they are. `said`: sentences of the
    threads, with {plan}.
    """

    title: str
    period_from: str
    period_to: str
    adopting_meeting: str
    adopted_on: str = ""
    follows: str = ""
    decided: Mapping[str, Decided] | None = None
    minutes: Sequence[MinutesLine] = ()
    origin_type: str = "grm"
    carried: str = CARRIED
    carried_to: str = CARRIED_TO


def open_items(session: Session, plan_id: str) -> tuple[ActionItem, ...]:
    """Of a plan that is to be followed by another; "" is of none, and has none."""
    with session.reading() as reading:
        return tuple(_open_items(reading, plan_id)) if plan_id else ()


def _open_items(reading: ReadSession, plan_id: str) -> list[ActionItem]:
    records = (stored.record for stored in reading.records.all_of(ActionItem.kind.code))
    return [
        item
        for item in records
        if isinstance(item, ActionItem)
        and item.plan == plan_id
        and not item.archived
        and known_text(item.progress) not in CLOSED
    ]


def make(session: Session, wanted: NextPlan) -> Changes:
    """The plan, its new items, and what becomes of the old ones: one operation.

    Raises Refused with everything that is wrong; nothing is written then.
    """
    session.permit(Task.WRITE)
    with session.reading() as reading:
        before = _plan(reading, wanted.follows) if wanted.follows else None
        old_items = _open_items(reading, wanted.follows) if wanted.follows else []
    decided = dict(wanted.decided or {})
    wrong = tuple(_against(wanted, old_items, decided))
    if wrong:
        raise Refused(*wrong)
    made = new(session, ActionPlan.kind.code)
    assert isinstance(made, ActionPlan)
    plan = replace(
        made,
        title=wanted.title.strip(),
        period_from=wanted.period_from,
        period_to=wanted.period_to,
        adopting_meeting=wanted.adopting_meeting.strip() or None,
        adopted_on=wanted.adopted_on or None,
        follows=wanted.follows or None,
    )
    written: list[ActionItem | ActionPlan] = [plan]
    for item in old_items:
        written += _decided(session, item, decided.get(item.id), wanted, plan, before)
    written += [_from_minutes(session, line, wanted, plan) for line in wanted.minutes]
    if before is not None:
        written.append(replace(as_draft(before), closed_on=session.today))
    with session.unit(actions.CARRIED_OVER) as unit:
        unit.note(plan=plan.id)
        unit.write(written)
        return changes_of(unit, actions.CARRIED_OVER)


def _plan(reading: ReadSession, plan_id: str) -> ActionPlan:
    found = stored_in(reading, plan_id).record
    if not isinstance(found, ActionPlan):
        raise refusal(
            "plan.no_plan", N_("{name} is no action plan."), place_of(found), name=found.reference
        )
    return found


def _against(
    wanted: NextPlan, items: Sequence[ActionItem], decided: Mapping[str, Decided]
) -> list[Finding]:
    kind, found = ActionPlan.kind.code, []

    def wrong(rule: str, message: str, place: FieldPath, **values: object) -> None:
        found.append(finding(rule, message, place, **values))

    def at(field: str) -> FieldPath:
        return FieldPath(kind=kind, field=field)

    if not wanted.title.strip():
        wrong("plan.title", N_("Give the plan a title."), at("title"))
    first, last = first_day(wanted.period_from), last_day(wanted.period_to)
    if first is None or last is None:
        wrong("plan.period", N_("Give the period as years or days: 2027, or 2027-01-01."),
              at("period_from"))  # fmt: skip
    elif last < first:
        wrong("plan.period", N_("The period ends before it begins: change one of the two."),
              at("period_to"))  # fmt: skip
    if wanted.adopted_on and first_day(wanted.adopted_on) is None:
        wrong("plan.adopted", N_("The day of the meeting is no date: write it as 2026-11-25."),
              at("adopted_on"))  # fmt: skip
    for item in items:
        one = decided.get(item.id)
        name = item_name(item)
        if one is None:
            continue
        if one.fate is Fate.CARRY and one.due and last_day(one.due) is None:
            wrong("plan.due", N_("{name}: the new due date is no date: write it as 2026-11-25."),
                  place_of(item), name=name)  # fmt: skip
        if one.fate is Fate.END and not one.reason.strip():
            wrong("plan.reason", N_("{name}: say why it ends."), place_of(item), name=name)
    unknown = set(decided) - {item.id for item in items}
    if unknown:
        wrong("plan.not_open", N_("{count} items are not open in the plan before: look again."),
              FieldPath(kind=kind), count=len(unknown))  # fmt: skip
    return found


def _decided(
    session: Session,
    item: ActionItem,
    one: Decided | None,
    wanted: NextPlan,
    plan: ActionPlan,
    before: ActionPlan | None,
) -> list[ActionItem]:
    """The item in the new plan and what stays in the old one; nothing where it is left."""
    if one is None or one.fate is Fate.LEAVE:
        return []
    if one.fate is Fate.END:
        return [_ended(session, item, one.reason)]
    old_plan = before.title_text if before is not None else ""
    made = new(session, ActionItem.kind.code)
    assert isinstance(made, ActionItem)
    along: dict[str, Any] = {name: getattr(item, name) for name in TAKEN_ALONG}
    said = _entry(session, wanted.carried.format(plan=old_plan))
    carried = replace(
        made,
        **along | {"updates": (*item.updates, said)},
        plan=plan.id,
        due=one.due or None,
        due_basis="plan" if one.due else None,
        carried_from=item.id,
    )
    stays = replace(
        as_draft(item),
        progress="carried_over",
        status_as_of=session.today,
        carried_to=carried.id,
        updates=(
            *item.updates,
            _entry(session, wanted.carried_to.format(plan=plan.title_text), "carried_over"),
        ),
    )
    return [carried, stays]


def _ended(session: Session, item: ActionItem, reason: str) -> ActionItem:
    return replace(
        as_draft(item),
        progress="cancelled",
        status_as_of=session.today,
        closed_on=session.today,
        closed_by=session.officer.function,
        closed_sign=session.officer.sign,
        outcome=reason.strip(),
        updates=(*item.updates, _entry(session, reason.strip(), "cancelled")),
    )


def _entry(session: Session, text: str, progress: str = "") -> ProgressUpdate:
    return ProgressUpdate(
        date=session.today,
        entry=text,
        progress=progress or None,
        by=session.officer.function,
        decision=True,
    )


def _from_minutes(
    session: Session, line: MinutesLine, wanted: NextPlan, plan: ActionPlan
) -> ActionItem:
    made = new(session, ActionItem.kind.code)
    assert isinstance(made, ActionItem)
    return replace(
        made,
        id=new_id(session.clock()),
        title=line.title,
        item_kind="action",
        plan=plan.id,
        origin_type=wanted.origin_type,
        origin_meeting=wanted.adopting_meeting.strip() or None,
        origin_date=wanted.adopted_on or None,
        agenda_item=line.agenda_item or None,
        action=line.text,
        lead=line.lead or None,
        due=line.due or None,
        due_basis="meeting" if line.due else None,
        progress="not_started",
    )
