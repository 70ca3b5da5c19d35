"""The action plan of the Global RILO Meeting, and the challenges it answers."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    RecordType,
    RequiredFor,
    Section,
    code,
    day,
    describe_record,
    link,
    long_text,
    partial_date,
    text,
)
from .record import HANDLING, Record, Text

IDENTITY = Section("identity", "Identity")


@describe_record(
    RecordType(
        code="action-plan",
        short="AP",
        label="Action plan",
        plural="Action plans",
        table="action_plan",
        sheet="Action plans",
        schema=2,
        dated="period_from",
        sections=(IDENTITY, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class ActionPlan(Record):
    title: Text = text("Title", "identity", level=RequiredFor.MINIMAL)
    period_from: Text = partial_date("First year", "identity", level=RequiredFor.FULL)
    period_to: Text = partial_date("Last year", "identity", level=RequiredFor.FULL)
    adopting_meeting: Text = text("Adopting meeting", "identity", level=RequiredFor.FULL)
    adopted_on: Text = partial_date("Adopted on", "identity")
    last_meeting: str | None = partial_date(
        "Last meeting",
        "identity",
        help="The status report says what changed since then; empty: since the plan was adopted",
        null_is_empty=True,
    )
    follows: str | None = link(
        "Follows the plan", "identity", names="action-plan", null_is_empty=True
    )
    closed_on: str | None = day("Closed on", "identity", null_is_empty=True)
    summary: str | None = long_text("Summary", "identity", null_is_empty=True)


@describe_record(
    RecordType(
        code="challenge",
        short="CH",
        label="Challenge",
        plural="Challenges",
        table="challenge",
        sheet="Challenges",
        title_codes="challenge",
        sections=(IDENTITY, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class Challenge(Record):
    """A challenge of the network; `local_ref` is its code in the list of challenges."""

    title: Text = text("Title", "identity", level=RequiredFor.MINIMAL)
    challenge: Text = code(
        "Challenge", "identity", vocabulary="challenge", level=RequiredFor.MINIMAL
    )
    plan: str | None = link("Action plan", "identity", names="action-plan", null_is_empty=True)
    statement: str | None = long_text("What is difficult", "identity", null_is_empty=True)
    solution: str | None = long_text("Solution agreed", "identity", null_is_empty=True)
    source: str | None = text("Source", "identity", searched=False, cites=True, null_is_empty=True)
