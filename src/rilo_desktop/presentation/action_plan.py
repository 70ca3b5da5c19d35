"""The action plan: its page makes it and shows its items; here it is one record of a few fields."""

from __future__ import annotations

from rilo_desktop.records import ActionPlan
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED
from .list_spec import described_list
from .navigation import MEETING
from .record_type import RecordTypeSpec

ACTION_PLAN = RecordTypeSpec(
    record=ActionPlan,
    icon="list-check",
    group=MEETING,
    listed_by="plan",
    new=N_("New action plan"),
    empty=N_("No action plans yet"),
    about=N_("An action plan says what a meeting agreed for a period; action items are its work."),
    retention=True,
    list=described_list("action-plan"),
    form={
        "identity": (
            "title!",
            "period_from period_to closed_on",
            "adopting_meeting:2 adopted_on",
            "follows:2 last_meeting",
            "summary",
            *NAMED,
        ),
        "handling": HANDLING,
    },
)
