"""Commands on the action plan: its items step by step, and the plan that follows."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from rilo_desktop import files
from rilo_desktop.analysis.minutes import MinutesLine, read_minutes
from rilo_desktop.records import ActionItem, ActionPlan, EvidenceEntry
from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office.finding_helpers import refusal
from rilo_desktop.services.office.session import Session, Task
from rilo_desktop.services.records import action_plan, next_plan, record
from rilo_desktop.services.records.changes import Saved
from rilo_desktop.services.records.next_plan import Decided, Fate

from .commands import DONE, opened, record_data
from .printing import Printer


def report(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        session.permit(Task.WRITE)
        saved = action_plan.update(
            session, _item(session, options), options.text, options.status, options.percent
        )
    return _answer(saved, printer)


def close(options: argparse.Namespace, printer: Printer) -> int:
    """The evidence of the item stays, what is given here is added."""
    with opened(options) as session:
        session.permit(Task.WRITE)
        item_id = _item(session, options)
        held = action_plan.to_close(session, item_id).item.evidence
        more = tuple(EvidenceEntry(title=title, text=text) for title, text in options.evidence)
        more += tuple(_of_record(session, name) for name in options.reference)
        closing = action_plan.Closing(
            outcome=options.outcome,
            day=options.on or session.today,
            evidence=(*held, *more),
            verify_by=options.verify_by,
            current=_number(options.current),
        )
        saved = action_plan.close(session, item_id, closing)
    return _answer(saved, printer)


def verify(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        session.permit(Task.WRITE)
        saved = action_plan.verify(session, _item(session, options))
    return _answer(saved, printer)


def give_back(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        session.permit(Task.WRITE)
        saved = action_plan.reopen(session, _item(session, options), options.reason)
    return _answer(saved, printer)


def show(options: argparse.Namespace, printer: Printer) -> int:
    """The items of a plan with the state that follows from their dates and their closing."""
    with opened(options) as session:
        plan_id = _plan(session, options.plan) if options.plan else None
        view = action_plan.view(session, plan_id)
    data = [
        {
            "reference": shown.item.reference,
            "local_ref": shown.item.local_ref,
            "title": shown.item.title_text,
            "state": shown.state.value,
            "due": shown.due.isoformat() if shown.due is not None else None,
            "percent": shown.item.percent,
            "changed": shown.change is not None,
        }
        for shown in view.items
    ]
    lines = [
        f"{one['reference']:20}  {one['state']:12}  {one['due'] or '-':10}  {one['title']}"
        for one in data
    ]
    printer.answer(data, "\n".join(lines))
    return DONE


def make(options: argparse.Namespace, printer: Printer) -> int:
    """A plan, from the one it follows: what is not named there is left where it is."""
    with opened(options) as session:
        session.permit(Task.WRITE)
        follows = _plan(session, options.follows) if options.follows else ""
        decided = {
            _item_id(session, name): Decided(Fate.CARRY, due="" if due == "-" else due)
            for name, due in options.carry
        }
        decided |= {
            _item_id(session, name): Decided(Fate.END, reason=reason)
            for name, reason in options.end
        }
        wanted = next_plan.NextPlan(
            title=options.title,
            period_from=options.first,
            period_to=options.last,
            adopting_meeting=options.meeting,
            adopted_on=options.on,
            follows=follows,
            decided=decided,
            minutes=_minutes(options),
            carried=printer.text(next_plan.CARRIED, plan="{plan}"),
            carried_to=printer.text(next_plan.CARRIED_TO, plan="{plan}"),
        )
        changes = next_plan.make(session, wanted)
        plan = record.get(session, changes.records[0])
    data = record_data(plan) | {"items": changes.created - 1}
    count = changes.created - 1
    printer.answer(data, f"{plan.record.reference}  {plan.record.title_text}  ({count})")
    return DONE


def _minutes(options: argparse.Namespace) -> Sequence[MinutesLine]:
    if options.minutes is None:
        return ()
    try:
        return read_minutes(files.read_small(options.minutes).decode("utf-8-sig"))
    except ValueError:  # larger than a megabyte, or of another encoding
        raise refusal(
            "plan.minutes",
            N_("{file} is no short text in UTF-8: save the minutes as plain text."),
            file=str(options.minutes),
        ) from None


def _item(session: Session, options: argparse.Namespace) -> str:
    return _item_id(session, options.reference_of)


def _item_id(session: Session, name: str) -> str:
    return record.find(session, name, ActionItem.kind.code).record.id


def _plan(session: Session, name: str) -> str:
    return record.find(session, name, ActionPlan.kind.code).record.id


def _of_record(session: Session, name: str) -> EvidenceEntry:
    """Of a record or submission of this office. Raises Refused where there is none."""
    found = record.find(session, name).record
    return EvidenceEntry(
        title=found.title_text or found.reference,
        evidence_kind="record",
        reference=found.reference,
    )


def _number(text: str) -> Decimal | None:
    """Raises Refused."""
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise refusal(
            "plan.number", N_("“{value}” is no number: write it as 412 or 28.3."), value=text
        )
    return number


def _answer(saved: Saved, printer: Printer) -> int:
    item = saved.stored.record
    printer.answer(record_data(saved.stored), f"{item.reference}  {item.title_text}")
    return DONE
