"""The risk indicator: an everyday record that case studies name by its own number."""

from __future__ import annotations

from rilo_desktop.records import IndicatorSource, IndicatorTranslation, RiskIndicator
from rilo_desktop.records.risk_indicator import ControlResult
from rilo_desktop.rules.findings import N_

from .document_spec import plural
from .form_spec import lines
from .list_spec import ListSpec
from .navigation import CASEWORK
from .record_type import FirstStep, RecordTypeSpec, SuggestionSpec

RISK_INDICATOR = RecordTypeSpec(
    record=RiskIndicator,
    icon="radar-2",
    group=CASEWORK,
    new=N_("New risk indicator"),
    empty=N_("No risk indicators yet"),
    about=N_(
        "A risk indicator describes what can be observed, and what lawful explanation there may be."
    ),
    retention=True,
    is_public=True,  # its text is; results of controls raise the label
    on_today=True,
    in_catalogue=True,
    starts_as={"lifecycle": "proposed"},  # nobody has validated the starting catalogue yet
    first_step=FirstStep(
        N_("Show the risk indicators"),
        N_("The starting catalogue, to be validated"),
        begins=False,
    ),
    suggestions=SuggestionSpec(
        kind="case-study",
        icon="link",
        title=N_("Cases"),
        search=N_("Search cases"),
        first=N_("Accept the first suggested case"),
        quiet=N_("Cases are suggested by the words of title and statement."),
        type="commodity",
        state="workflow",
        weight="indicator_link",
        count=plural("{count} linked", "{count} linked"),
    ),
    list=ListSpec(
        "risk-indicator",
        second=("category", "stage"),
        columns=("category", "stage", "strength", "review_date"),
        aside="strength",
        aside_label=N_("Strength"),
        state="lifecycle",
        named_by="local_ref",
        facets=("category", "strength", "stage", "lifecycle", "workflow"),
        preview=(
            ("text", "statement"),
            ("text", "legitimate_explanation"),
            ("text", "where_seen"),
            ("text", "combination"),
            ("lines", "results"),
        ),
    ),
    form={
        "statement": (
            "title!",
            "statement",
            "category local_ref",
            "office_code:2 language",
        ),
        "where": ("where_seen!", "stage"),
        "strength": (
            "strength strength_basis",
            "rationale",
            "combination!",
            "legitimate_explanation",
        ),
        "validity": ("lifecycle valid_from valid_to",),
        "source": ("basis basis_note:2", "source!", "sources", "translations"),
        "handling": (
            "tlp review_date",
            "caveats!",
            "source_grade grading_scheme",
            "internal_note",
        ),
    },
    lines={
        ControlResult: lines(
            "period:2 controls:2 hits:2 note:4",
            one=N_("Result {number}"),
            add=N_("Add result"),
            hint=N_("Type a period"),
        ),
        IndicatorSource: lines(
            "source:6 source_grade:1 source_use:2",
            "publisher:3 grading_scheme",
            "primary_source",
            "note",
            one=N_("Source {number}"),
            add=N_("Add source"),
            hint=N_("Type or paste an address"),
        ),
        IndicatorTranslation: lines(
            "language:2 title:5 translation_status:3",
            "statement",
            "legitimate_explanation",
            one=N_("Translation {number}"),
            add=N_("Add translation"),
            hint=N_("Type a language"),
        ),
    },
)
