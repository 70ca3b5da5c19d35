"""The action item: an everyday record with a day until which it is to be done."""

from __future__ import annotations

from rilo_desktop.records import ActionItem, EvidenceEntry, ProgressUpdate
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import MEETING
from .record_type import DeadlineSpec, FirstStep, RecordTypeSpec

ACTION_ITEM = RecordTypeSpec(
    record=ActionItem,
    icon="list-check",
    group=MEETING,
    listed_by="plan",
    new=N_("New action item"),
    empty=N_("No action items yet"),
    about=N_("An action item says what a meeting agreed, who leads it and how far it is."),
    retention=True,
    on_today=True,
    sample="action_items.json",
    analysis="plan",
    deadline=DeadlineSpec(
        days=("revised_due", "due"), status="progress", unsure=("due", "due_basis", "inferred")
    ),
    first_step=FirstStep(
        N_("Note the first action item"),
        N_("What a meeting agreed, who leads it and how far it is"),
    ),
    list=ListSpec(
        "action-item",
        second=("item_kind", "origin_type"),
        columns=("item_kind", "origin_type", "lead", "priority", "due"),
        aside="due",
        aside_label=N_("Due"),
        state="progress",
        named_by="local_ref",
        facets=("progress", "origin_type", "item_kind", "priority", "workflow"),
        preview=(
            ("text", "action"),
            ("text", "deliverable"),
            ("text", "lead"),
            ("text", "obstacles"),
            ("thread", "updates"),
        ),
    ),
    form={
        "identity": (
            "title!",
            "item_kind plan",
            "challenges",
            "strategic_objective!",
            *NAMED,
        ),
        "origin": ("origin_type origin_meeting:2", "origin_date agenda_item paragraph"),
        "work": ("objective", "action", "deliverable!", "purpose"),
        "measure": ("indicator_name!", "baseline target current indicator_unit"),
        "lead": ("lead", "supporting", "secretariat_focal"),
        "time": (
            "priority start next_report",
            "due due_basis:2",
            "revised_due revised_reason:2",
        ),
        "status": (
            "progress status_as_of percent",
            "obstacles",
            "support_requested",
            "depends_on",
        ),
        "closing": (
            "outcome",
            "evidence",
            "closed_on closed_by:2",
            "verify_by:2 verification",
            "verified_on verified_by:2",
            "closed_sign verified_sign",
            "carried_from carried_to",
            "carried_to_text!",
        ),
        "source": ("source", "derived", "derived_note!"),
        "handling": HANDLING,
    },
    lines={
        ProgressUpdate: lines(
            "date:2 progress:2 entry:6",
            "date progress by decision",
            "percent",
            "entry",
            one=N_("Entry {number}"),
            add=N_("Add entry"),
            hint=N_("Type a date"),
            input="thread",
        ),
        EvidenceEntry: lines(
            "title:4 evidence_kind:2 reference:3",
            "title:2 evidence_kind",
            "reference sha256",
            "text",
            one=N_("Evidence {number}"),
            add=N_("Add evidence"),
            hint=N_("Type what shows it"),
        ),
    },
)
