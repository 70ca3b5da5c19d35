"""The action plan as its page shows it, and the steps of an item: update, close, verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from rilo_desktop.analysis.known_values import known_first, known_text
from rilo_desktop.analysis.messages import words_of
from rilo_desktop.analysis.plan import State, binding_day, item_name, state_of
from rilo_desktop.analysis.plan_changes import ItemChange, changes_since, last_meeting
from rilo_desktop.analysis.plan_picture import plan_picture
from rilo_desktop.analysis.results import ChartData
from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Challenge,
    EvidenceEntry,
    ProgressUpdate,
    Record,
    RequiredFor,
)
from rilo_desktop.records.attachment import attachments_of
from rilo_desktop.records.dates import is_day
from rilo_desktop.rules.action_item import COMPLETED, NOT_VERIFIED
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.rules.validate import validate
from rilo_desktop.store import ReadSession, Stored
from rilo_desktop.vocabularies.functions import same_function, same_officer

from ..office import actions
from ..office.finding_helpers import finding, place_of, refusal
from ..office.session import Officer, Session, Task
from .changes import Saved
from .record import as_draft, check_writable, known_in, stored_in

R = TypeVar("R", bound=Record)
DONE = 100
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """`change`: what happened since the last meeting, None where nothing did; `is_mine`: the
    officer's function leads it."""

    item: ActionItem
    name: str
    state: State
    due: date | None
    """The day that makes it late, None where nobody set one."""
    change: ItemChange | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """`plans`: newest first; `plan`: the one that is shown, None: all items."""

    today: date
    plans: tuple[ActionPlan, ...]
    plan: ActionPlan | None
    since: date | None
    items: tuple[ShownItem, ...]
    challenges: tuple[Challenge, ...]


def view(session: Session, plan_id: str | None = None) -> PlanView:
    """`plan_id` None, or of a plan that is no more: the one that runs now; "": all items."""
    with session.reading() as reading:
        plans = tuple(sorted(_all(reading, ActionPlan), key=_newest, reverse=True))
        items = _all(reading, ActionItem)
        challenges = tuple(_all(reading, Challenge))
    today = date.fromisoformat(session.today)
    plan = _shown(plans, plan_id)
    if plan is not None:
        items = [item for item in items if item.plan == plan.id]
        challenges = tuple(c for c in challenges if c.plan in (None, "", plan.id))
    since = last_meeting(plan) or _last_origin(items, today)
    changes = {c.item.id: c for c in changes_since(items, since, today)} if since else {}
    function = session.officer.function
    shown = tuple(
        ShownItem(
            item,
            item_name(item),
            state_of(item, today),
            binding_day(item),
            changes.get(item.id),
            same_function(item.lead, function),
        )
        for item in items
    )
    return PlanView(today, plans, plan, since, shown, challenges)


def count(session: Session) -> int:
    """Items that the view of the plan that runs now shows."""
    with session.reading() as reading:
        plan = _current(sorted(_all(reading, ActionPlan), key=_newest, reverse=True))
        items = _all(reading, ActionItem)
    return sum(plan is None or item.plan == plan.id for item in items)


def timeline(session: Session, ids: Sequence[str], language: str) -> ChartData:
    """Bars of these items; one that is overdue goes on, hatched, to today."""
    with session.reading() as reading:
        records = [stored_in(reading, one).record for one in ids]
    items = [record for record in records if isinstance(record, ActionItem)]
    return plan_picture(items, date.fromisoformat(session.today), words_of(language))


def _all(reading: ReadSession, cls: type[R]) -> list[R]:
    records = (stored.record for stored in reading.records.all_of(cls.kind.code))
    return [one for one in records if isinstance(one, cls) and not one.archived]


def _newest(plan: ActionPlan) -> tuple[str, str]:
    return known_text(plan.period_from), plan.reference


def _current(plans: Sequence[ActionPlan]) -> ActionPlan | None:
    open_plans = [plan for plan in plans if not plan.closed_on]
    return next(iter(open_plans or plans), None)


def _shown(plans: Sequence[ActionPlan], plan_id: str | None) -> ActionPlan | None:
    if plan_id == "":
        return None
    return next((plan for plan in plans if plan.id == plan_id), None) or _current(plans)


def _last_origin(items: Sequence[ActionItem], today: date) -> date | None:
    """The newest meeting that an item comes from, where no plan says when it met last."""
    days = (known_first(item.origin_date) for item in items)
    return max((day for day in days if day is not None and day <= today), default=None)


# --- steps


@dataclass(frozen=True, slots=True)
class Closing:
    """`verify_by`: the function that shall look at it, "" in an office of one."""

    outcome: str
    day: str
    evidence: tuple[EvidenceEntry, ...]
    verify_by: str = ""
    current: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ToClose:
    """What the panel of closing needs: the item, and who may verify it."""

    stored: Stored
    item: ActionItem
    verifiers: tuple[Officer, ...]
    is_alone: bool
    """An office of one officer: it closes as not verified."""
    today: str


def to_close(session: Session, item_id: str) -> ToClose:
    """Raises Refused where there is no such item."""
    with session.reading() as reading:
        stored = stored_in(reading, item_id)
        officers = [officer for officer in reading.office.officers() if officer.is_active]
    item = _item(stored)
    able = tuple(
        Officer(one.sign, one.function, one.role)
        for one in officers
        if one.sign != session.officer.sign
        and one.role in Task.WRITE.roles
        and not same_function(one.function, item.lead)
    )
    return ToClose(stored, item, able, len(officers) == 1, session.today)


def update(
    session: Session,
    item_id: str,
    entry: str,
    progress: str = "",
    percent: int | None = None,
    base: str = "",
) -> Saved:
    """Add an entry to the thread; status and per cent, where given, are those of the item now.

    Raises Refused where it says nothing, or the item was changed since `base`.
    """
    session.permit(Task.WRITE)
    if not entry.strip():
        raise refusal("action.entry", N_("Say what happened."))
    with session.reading() as reading:
        item = _item(stored_in(reading, item_id))
    made = ProgressUpdate(
        date=session.today,
        entry=entry.strip(),
        progress=progress or None,
        by=session.officer.function,
        percent=percent,
    )
    changed = replace(
        item,
        updates=(*item.updates, made),
        progress=progress or item.progress,
        percent=item.percent if percent is None else percent,
        status_as_of=session.today,
    )
    return _write(session, actions.EDIT, changed, base)


def close(session: Session, item_id: str, closing: Closing, base: str = "") -> Saved:
    """Close an item in one step. It is to be verified until a second officer has looked.

    Raises Refused with all that is missing; nothing is written then.
    """
    session.permit(Task.WRITE)
    asked = to_close(session, item_id)
    closing = replace(closing, evidence=with_files(asked.item, closing.evidence))
    changed = _closed(session, asked, closing)
    wrong = (*_against(session, asked, closing), *_evidence_findings(session, changed))
    if wrong:
        raise Refused(*wrong)
    return _write(session, actions.CLOSED, changed, base)


def _closed(session: Session, asked: ToClose, closing: Closing) -> ActionItem:
    item, function = asked.item, session.officer.function
    entry = ProgressUpdate(
        date=closing.day,
        entry=closing.outcome.strip(),
        progress=COMPLETED,
        by=function,
        decision=True,
        percent=DONE,
    )
    return replace(
        item,
        outcome=closing.outcome.strip(),
        evidence=closing.evidence,
        current=item.current if closing.current is None else closing.current,
        progress=COMPLETED,
        percent=DONE,
        status_as_of=closing.day,
        closed_on=closing.day,
        closed_by=function,
        closed_sign=session.officer.sign,
        verify_by=closing.verify_by or None,
        verification=NOT_VERIFIED if asked.is_alone else None,
        verified_on=None,
        verified_by=None,
        verified_sign=None,
        updates=(*item.updates, entry),
    )


def _evidence_findings(session: Session, item: ActionItem) -> tuple[Finding, ...]:
    """What the rules would hold against the evidence of the closed item before its release."""
    found = validate(item, RequiredFor.MINIMAL, known_in(session))
    return tuple(one for one in found if one.blocks and one.place.field.startswith(EVIDENCE))


def with_files(item: ActionItem, evidence: tuple[EvidenceEntry, ...]) -> tuple[EvidenceEntry, ...]:
    """The evidence, and the files of the item that no entry names yet, by their SHA-256.

    A file stays in the office; the entry says on paper which one it is.
    """
    known = {entry.sha256 for entry in evidence if entry.sha256}
    more = (
        EvidenceEntry(
            title=file.description or file.name, evidence_kind="document", sha256=file.sha256
        )
        for file in attachments_of(item)
        if file.sha256 and file.sha256 not in known
    )
    return (*evidence, *more)


def _against(session: Session, asked: ToClose, closing: Closing) -> list[Finding]:
    """What keeps an item from being closed like this."""
    item, found = asked.item, []

    def wrong(field: str, message: str, **values: object) -> None:
        place = replace(place_of(item), field=field)
        found.append(finding(f"action.close_{field}", message, place, **values))

    if item.progress == COMPLETED and (item.verified_by or item.verification):
        wrong("progress", N_("The item is closed and was looked at already."))
    if not closing.outcome.strip():
        wrong("outcome", N_("Say what came of it."))
    start = known_first(item.start)
    if not is_day(closing.day):
        wrong("closed_on", N_("Give the day as 2026-11-25."))
    elif closing.day > session.today:
        wrong("closed_on", N_("The day it was done lies ahead: close it when it is done."))
    elif start is not None and closing.day < start.isoformat():
        wrong("closed_on", N_("It was done before it began ({start}): change one of the two."),
              start=known_text(item.start))  # fmt: skip
    if asked.is_alone:
        return found
    if not closing.verify_by.strip():
        wrong("verify_by", N_("Say who verifies it: neither its lead nor you."))
    elif same_function(closing.verify_by, item.lead):
        wrong("verify_by", N_("Its own lead cannot verify it: choose another function."))
    elif not any(same_function(one.function, closing.verify_by) for one in asked.verifiers):
        wrong("verify_by", N_("Nobody else of the office has the function {function}."),
              function=closing.verify_by)  # fmt: skip
    return found


def verify(session: Session, item_id: str, base: str = "") -> Saved:
    """Say as a second person that a closed item is done.

    Raises Refused where the officer leads the item or closed it, and where nothing is to verify.
    """
    session.permit(Task.WRITE)
    item = _to_verify(session, item_id)
    officer = session.officer
    if same_function(item.lead, officer.function):
        raise refusal(
            "action.own_lead",
            N_("You lead this item ({function}): somebody else has to verify it."),
            place_of(item),
            function=officer.function,
        )
    if same_officer(item.closed_sign, item.closed_by, officer.sign, officer.function):
        raise refusal(
            "action.own_closing",
            N_("You closed this item: somebody else has to verify it."),
            place_of(item),
        )
    changed = replace(
        item,
        verification="verified",
        verified_on=session.today,
        verified_by=officer.function,
        verified_sign=officer.sign,
    )
    return _write(session, actions.VERIFIED, changed, base)


def reopen(session: Session, item_id: str, reason: str, base: str = "") -> Saved:
    """Give a closed item back to its lead, with the reason in its thread; the evidence stays."""
    session.permit(Task.WRITE)
    if not reason.strip():
        raise refusal("action.reason", N_("Say why it is not done yet; its lead needs the reason."))
    item = _to_verify(session, item_id)
    entry = ProgressUpdate(
        date=session.today,
        entry=reason.strip(),
        progress="in_progress",
        by=session.officer.function,
        decision=True,
    )
    changed = replace(
        item,
        progress="in_progress",
        status_as_of=session.today,
        closed_on=None,
        closed_by=None,
        closed_sign=None,
        verification=None,
        updates=(*item.updates, entry),
    )
    return _write(session, actions.EDIT, changed, base)


def _to_verify(session: Session, item_id: str) -> ActionItem:
    with session.reading() as reading:
        item = _item(stored_in(reading, item_id))
    if state_of(item, date.fromisoformat(session.today)) is not State.TO_VERIFY:
        raise refusal(
            "action.not_closed",
            N_("{name} does not wait for verification."),
            place_of(item),
            name=item_name(item),
        )
    return item


def _item(stored: Stored) -> ActionItem:
    """Raises Refused for a record of another type."""
    if not isinstance(stored.record, ActionItem):
        raise refusal(
            "action.no_item",
            N_("{name} is no action item."),
            place_of(stored.record),
            name=stored.record.reference,
        )
    return stored.record


def _write(session: Session, action: str, item: ActionItem, base: str) -> Saved:
    with session.unit(action) as unit:
        before = unit.reading.records.stored(item.id)
        check_writable(unit.reading, before, item, base)
        (written,) = unit.write([as_draft(item)])
        (made,) = unit.revisions
        return Saved(
            operation=unit.operation,
            action=action,
            records=(item.id,),
            kinds=frozenset({item.kind.code}),
            changed=1,
            title=written.title_text,
            stored=Stored(written, made.id, made.number, made.author, made.time),
        )
