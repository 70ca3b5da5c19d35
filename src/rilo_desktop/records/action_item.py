"""Action item: what a meeting agreed, who leads it, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .attachment import ATTACHMENTS, Attachment, attachments
from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    code,
    codes,
    day,
    decimal,
    describe_record,
    flag,
    integer,
    lines,
    link,
    long_text,
    partial_date,
    text,
    texts,
)
from .record import HANDLING, Record, Text

Number = Decimal | NotKnown | None

IDENTITY = Section("identity", "Identity")
ORIGIN = Section("origin", "Origin", "The meeting that agreed it")
WORK = Section("work", "Action and deliverable")
MEASURE = Section("measure", "Indicator", "How its success is measured")
LEAD = Section("lead", "Lead", "Offices and functions, not people")
TIME = Section("time", "Dates")
STATUS = Section("status", "Status")
UPDATES = Section("updates", "Progress", "Entries are added, never changed")
CLOSING = Section("closing", "Closing")
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class ProgressUpdate:
    """An entry of the thread. A decision is one that moved a date or closed the item."""

    date: Text = partial_date("Date", level=RequiredFor.MINIMAL)
    entry: Text = long_text("What happened", level=RequiredFor.MINIMAL)
    progress: str | None = code("Status then", vocabulary="action_status", null_is_empty=True)
    by: str | None = code("Function", vocabulary="function", open_list=True, null_is_empty=True)
    decision: bool | None = flag("Decision")
    percent: int | None = integer("Done then, in per cent", maximum=100, null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class EvidenceEntry:
    """What shows that an item was done: a file, a record or submission by its reference, a text."""

    title: Text = text("Title", level=RequiredFor.MINIMAL)
    evidence_kind: str | None = code(
        "Kind of evidence", vocabulary="evidence_kind", null_is_empty=True
    )
    reference: str | None = text(
        "Reference", help="Of a record, a submission or a document", null_is_empty=True
    )
    sha256: str | None = text(
        "SHA-256 of the file",
        limit=64,
        unguarded="a checksum names no person",
        searched=False,
        null_is_empty=True,
    )
    text: str | None = long_text("What it shows", null_is_empty=True)


@describe_record(
    RecordType(
        code="action-item",
        short="AI",
        label="Action item",
        plural="Action items",
        table="action_item",
        sheet="Action items",
        dated="due",
        schema=2,
        sections=(
            IDENTITY,
            ORIGIN,
            WORK,
            MEASURE,
            LEAD,
            TIME,
            STATUS,
            UPDATES,
            CLOSING,
            ATTACHMENTS,
            SOURCE,
            HANDLING,
        ),
    )
)
@dataclass(frozen=True, kw_only=True)
class ActionItem(Record):
    """`local_ref` is its number, XX-AI-2023-07. "Late" and "to verify" are derived, not stored."""

    title: Text = text("Title", "identity", level=RequiredFor.MINIMAL)
    item_kind: Text = code(
        "Kind of item",
        "identity",
        vocabulary="action_kind",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    plan: Text = link("Action plan", "identity", names="action-plan")
    challenges: tuple[str, ...] = codes(
        "Challenges addressed", "identity", vocabulary="challenge", level=RequiredFor.FULL
    )
    strategic_objective: str | None = text(
        "Objective of the WCO Strategic Plan", "identity", null_is_empty=True
    )

    origin_type: Text = code(
        "Origin", "origin", vocabulary="action_origin", level=RequiredFor.MINIMAL, filters=True
    )
    origin_meeting: Text = text("Meeting", "origin", level=RequiredFor.FULL)
    origin_date: Text = partial_date("Date of the meeting", "origin")
    agenda_item: Text = text("Agenda item", "origin", limit=50)
    paragraph: str | None = text("Paragraph", "origin", limit=50, null_is_empty=True)

    objective: Text = long_text("Objective", "work", level=RequiredFor.FULL)
    action: Text = long_text("Action", "work", level=RequiredFor.MINIMAL)
    deliverable: Text = text("Deliverable", "work", level=RequiredFor.FULL)
    purpose: Text = code("Decision needed", "work", vocabulary="purpose")

    indicator_name: Text = text("Indicator", "measure")
    baseline: Number = decimal("Baseline", "measure", minimum=None)
    target: Number = decimal("Target", "measure", minimum=None)
    current: Number = decimal("Current", "measure", minimum=None)
    indicator_unit: Text = text("Unit", "measure", limit=100)

    lead: Text = code(
        "Lead function", "lead", vocabulary="function", open_list=True, level=RequiredFor.MINIMAL
    )
    supporting: tuple[str, ...] = codes(
        "Supporting offices and partners", "lead", vocabulary="function", open_list=True
    )
    secretariat_focal: Text = code(
        "Function at the Secretariat", "lead", vocabulary="function", open_list=True
    )

    priority: Text = code("Priority", "time", vocabulary="priority", filters=True)
    start: str | None = partial_date("Start", "time", null_is_empty=True)
    due: Text = partial_date("Due", "time", level=RequiredFor.FULL)
    due_basis: str | None = code(
        "Basis of the due date",
        "time",
        vocabulary="due_basis_item",
        help="An inferred date never makes an item late",
        null_is_empty=True,
    )
    revised_due: str | None = partial_date("Revised due date", "time", null_is_empty=True)
    revised_reason: str | None = text("Reason for the revision", "time", null_is_empty=True)
    next_report: str | None = text("Next report due", "time", null_is_empty=True)

    progress: Text = code(
        "Status", "status", vocabulary="action_status", level=RequiredFor.MINIMAL, filters=True
    )
    status_as_of: Text = partial_date("Status as of", "status")
    percent: int | None = integer("Done, in per cent", "status", maximum=100, null_is_empty=True)
    obstacles: str | None = long_text("Obstacles", "status", null_is_empty=True)
    support_requested: str | None = long_text(
        "Support requested from the Secretariat", "status", null_is_empty=True
    )
    depends_on: tuple[str, ...] = texts("Depends on", "status")

    updates: tuple[ProgressUpdate, ...] = lines(
        "Progress", ProgressUpdate, "updates", append_only=True
    )

    outcome: str | None = long_text("What came of it", "closing", null_is_empty=True)
    evidence: tuple[EvidenceEntry, ...] = lines(
        "Evidence", EvidenceEntry, "closing", sheet="Evidence"
    )
    closed_on: str | None = day("Closed on", "closing", null_is_empty=True)
    closed_by: str | None = code(
        "Closure approved by", "closing", vocabulary="function", open_list=True, null_is_empty=True
    )
    verified_on: str | None = day("Verified on", "closing", null_is_empty=True)
    verified_by: str | None = code(
        "Verified by", "closing", vocabulary="function", open_list=True, null_is_empty=True
    )
    verify_by: str | None = code(
        "To be verified by", "closing", vocabulary="function", open_list=True, null_is_empty=True
    )
    verification: str | None = code(
        "Verification", "closing", vocabulary="verification", null_is_empty=True
    )
    closed_sign: str | None = text(
        "Closed by the officer",
        "closing",
        limit=20,
        unguarded="a sign stands for an officer and stays here",
        office_only=True,
        searched=False,
        null_is_empty=True,
    )
    verified_sign: str | None = text(
        "Verified by the officer",
        "closing",
        limit=20,
        unguarded="a sign stands for an officer and stays here",
        office_only=True,
        searched=False,
        null_is_empty=True,
    )
    carried_from: str | None = link(
        "Carried over from", "closing", names="action-item", null_is_empty=True
    )
    carried_to: str | None = link(
        "Carried over to", "closing", names="action-item", null_is_empty=True
    )
    carried_to_text: str | None = text("Carried over to, in words", "closing", null_is_empty=True)

    attachments: tuple[Attachment, ...] = attachments()

    source: tuple[str, ...] = texts("Sources", "source", searched=False, cites=True)
    derived: bool | None = flag("Inferred", "source", help="The wording is ours, not the meeting's")
    derived_note: str | None = text("What was inferred", "source", null_is_empty=True)
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
