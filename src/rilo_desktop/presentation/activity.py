"""The activity: what the office did, one line of its register."""

from __future__ import annotations

from rilo_desktop.records import (
    Activity,
    ActivityActionItem,
    ActivityCase,
    ActivityIndicator,
    ActivityKeyIssue,
    ActivityProduct,
    OperationPhase,
    OperationResult,
    OperationReturn,
    TrainingParticipants,
    TrainingRating,
)
from rilo_desktop.rules.findings import N_

from .document_spec import plural
from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import ACTIVITY as GROUP
from .record_type import DeadlineSpec, FirstStep, PanelSpec, RecordTypeSpec, SuggestionSpec

_FIRST = ("title!", "date_start date_end", "place")
_LAST = ("partners", "summary", "outcome", "tlp activity_status")

ACTIVITY = RecordTypeSpec(
    record=Activity,
    icon="list-details",
    group=GROUP,
    listed_as=N_("Activity register"),
    new=N_("New activity"),
    empty=N_("No activities yet"),
    about=N_("What the office does, one line at a time. The report on the year counts from here."),
    retention=True,
    on_today=True,
    sample="activities.xlsx",
    first_step=FirstStep(
        N_("Note the first activity"),
        N_("Support, requests, training, operations, meetings and visits"),
    ),
    list=ListSpec(
        "activity",
        second=("activity_kind", "role"),
        columns=("activity_kind", "area", "role", "date_start"),
        aside="date_start",
        aside_label=N_("First day"),
        beside=("asked_by", "members", "participants", "partners"),
        beside_label=N_("With or for"),
        facets=("activity_kind", "activity_status", "area", "workflow"),
        preview=(
            ("text", "members"),
            ("text", "partners"),
            ("lines", "results"),
            ("text", "summary"),
            ("text", "outcome"),
            ("lines", "cases"),
        ),
    ),
    deadline=DeadlineSpec(
        days=("due",),
        status="activity_status",
        ended="answered",
        binding=("due_basis", ("agreed", "asked")),
    ),
    suggestions=SuggestionSpec(
        kind="case-study",
        icon="file-description",
        title=N_("The office knows"),
        search=N_("Search case studies"),
        first=N_("Link the first case that is proposed"),
        quiet=N_("Cases are proposed from the words of the title and of what was done."),
        type="commodity",
        state="workflow",
        count=plural("{count} linked", "{count} linked"),
        into="cases",
    ),
    panel=PanelSpec(
        "activity_kind",
        {
            "training": (
                *_FIRST,
                "training_form languages",
                "officers administrations",
                "participants",
                "competency",
                "ratings",
                *_LAST,
            ),
            "control_support": (*_FIRST, "role area", "members", "feedback", *_LAST),
            "meeting": (
                *_FIRST,
                "meeting_type role",
                "members_invited members_present",
                "languages",
                *_LAST,
            ),
            "visit": (*_FIRST, "role", "members", *_LAST),
            "best_practice": (*_FIRST, "role area", "members", *_LAST),
        },
    ),
    form_leads=("outcome", "request", "operation"),
    form={
        "identity": ("title!", "activity_kind activity_status area", *NAMED),
        "time": ("date_start date_end place:2",),
        "with": ("role languages", "members", "partners"),
        "operation": (
            "led_by participating",
            "messages controls results_asked",
            "phases",
            "results",
            "results_note!",
            "returns",
        ),
        "request": (
            "asked_by their_reference",
            "received received_by:2",
            "due due_basis:2",
            "answered answered_to answered_by",
        ),
        "support": ("feedback",),
        "training": (
            "training_form competency",
            "officers administrations",
            "participants",
            "ratings",
        ),
        "meeting": ("meeting_type members_invited members_present",),
        "product": ("product_type pages sent_to",),
        "outcome": ("summary", "outcome"),
        "links": ("programme", "cases", "indicators", "action_items", "key_issues", "products"),
        "source": ("source!",),
        "handling": HANDLING,
    },
    lines={
        OperationPhase: lines(
            "phase:4 start:3 end:3",
            one=N_("Phase {number}"),
            add=N_("Add phase"),
            hint=N_("Type a phase"),
        ),
        OperationResult: lines(
            "goods:5 quantity:3 unit:3 seizures:2 member:3",
            "commodity approximate",
            "value currency value_basis",
            one=N_("Result {number}"),
            add=N_("Add result"),
            hint=N_("Type goods, or paste rows from a spreadsheet"),
        ),
        OperationReturn: lines(
            "member:4 warnings:2 feedback:2 seizures:2 pictures:2 reported_on:3",
            one=N_("Member {number}"),
            add=N_("Add Member"),
            hint=N_("Type a Member"),
        ),
        TrainingParticipants: lines(
            "member:5 officers:2",
            one=N_("Member {number}"),
            add=N_("Add Member"),
            hint=N_("Type a Member"),
        ),
        TrainingRating: lines(
            "rating:5 count:2",
            one=N_("Answer {number}"),
            add=N_("Add answer"),
            hint=N_("Type an answer"),
        ),
        ActivityCase: lines(
            "case",
            one=N_("Case study {number}"),
            add=N_("Add case study"),
            hint=N_("Type a number or a word of its title"),
        ),
        ActivityIndicator: lines(
            "indicator",
            one=N_("Indicator {number}"),
            add=N_("Add indicator"),
            hint=N_("Type a code or a word of its title"),
        ),
        ActivityActionItem: lines(
            "item",
            one=N_("Action item {number}"),
            add=N_("Add action item"),
            hint=N_("Type a number or a word of its title"),
        ),
        ActivityKeyIssue: lines(
            "issue",
            one=N_("Key issue {number}"),
            add=N_("Add key issue"),
            hint=N_("Type a number or a word of its title"),
        ),
        ActivityProduct: lines(
            "product",
            one=N_("Product {number}"),
            add=N_("Add product"),
            hint=N_("Type a number or a word of its title"),
        ),
    },
)
