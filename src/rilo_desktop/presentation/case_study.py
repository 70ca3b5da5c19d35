"""The case study: an everyday record that a submission is made of."""

from __future__ import annotations

from rilo_desktop.records import CaseStudy, GoodsLine, IndicatorObserved, Picture, RouteLeg
from rilo_desktop.records.case_study import Translation
from rilo_desktop.rules.findings import N_

from .document_spec import plural
from .form_spec import NAMED, lines, short_form
from .list_spec import ListSpec
from .navigation import CASEWORK
from .record_type import DerivedSpec, FirstStep, RecordTypeSpec, SuggestionSpec

CASE_STUDY = RecordTypeSpec(
    record=CaseStudy,
    icon="file-description",
    group=CASEWORK,
    new=N_("New case study"),
    empty=N_("No case studies yet"),
    about=N_("A case study describes one detection so that other offices can learn from it."),
    retention=True,
    on_today=True,
    sample="cases.json",
    analysis="cases",
    first_step=FirstStep(
        N_("Write the first case study"),
        N_("A seizure or detection others can learn from"),
    ),
    suggestions=SuggestionSpec(
        kind="risk-indicator",
        icon="radar-2",
        title=N_("Indicators"),
        search=N_("Search indicators"),
        first=N_("Accept the first suggested indicator"),
        quiet=N_("Suggestions come as you write: from the text, the route and the goods."),
        type="indicator_category",
        state="indicator_status",
        weight="indicator_link",
        count=plural("{count} observed", "{count} observed"),
        into="indicators",
    ),
    derived=(DerivedSpec("product", N_("Make an alert"), "Ctrl+Shift+A", "steps"),),
    list=ListSpec(
        "case-study",
        second=("commodity", "conveyance"),
        columns=("commodity", "conveyance", "route", "date"),
        aside="date",
        aside_label=N_("Detected"),
        facets=(
            "workflow",
            "date.year",
            "conveyance",
            "goods.category",
            "route.region",
            "indicators.indicator",
            "commodity",
            "enforcement_area",
            "outcome_status",
        ),
        preview=(
            ("route", "route"),
            ("text", "summary"),
            ("lines", "goods"),
            ("named", "indicators"),
        ),
    ),
    short=short_form(
        "title!",
        "commodity date conveyance conveyance_subtype",
        "reporting_country location_type location_place procedure",
        "route",
        "goods",
        "detection_method modus_operandi:3",
        "outcome_status source source_grade:2",
        columns={GoodsLine: "description:28 quantity:13 unit:14 category:27 hs:12"},
    ),
    form={
        "identity": (
            "title!",
            "commodity enforcement_area",
            "summary",
            "background",
            "novelty",
            "significance",
            *NAMED,
        ),
        "event": (
            "date date_end date_precision",
            "date_basis date_note:2",
            "reporting_country location_type",
            "location_place!",
            "member_unnamed",
            "conveyance conveyance_subtype",
            "procedure procedure_inferred",
            "consignments",
            "office_basis",
        ),
        "goods": ("goods", "value_total value_currency value_basis", "authenticity"),
        "concealment": (
            "concealment_category",
            "concealment_text!",
            "packaging!",
            "declared_description!",
            "declared_value declared_currency",
            "declared_value_approx declared_value_note",
        ),
        "ecommerce": (
            "platform_type ad_channel",
            "payment delivery_model",
            "ecommerce_note!",
        ),
        "detection": ("detection_method", "detection_equipment"),
        "outcome": (
            "outcome_status operation_name",
            "outcome_text!",
            "cooperation!",
            "cooperation_countries",
        ),
        "source": (
            "source!",
            "source_more",
            "data_conflicts!",
            "cen_refs",
            "reported_ionics reported_pics",
            "translations",
        ),
        "handling": (
            "tlp review_date",
            "caveats!",
            "source_grade:9 grading_scheme:4",
            "analyst_confidence",
            "internal_note",
        ),
    },
    lines={
        GoodsLine: lines(
            "description:30 hs:12 quantity:15 unit:15 value:16 currency:12",
            "category:3 brand:2 right_type:2",
            "value_basis:3 quantity_approx:2 health_risk:3",
            "value_each:2 sum_group:2 declared_description:3",
            "note",
            one=N_("Goods, line {number}"),
            add=N_("Add goods"),
            hint=N_("Type goods, or paste rows from a spreadsheet"),
        ),
        RouteLeg: lines(
            "role",
            "role:5 country:5 place:5",
            "mode:4 date:5",
            one=N_("Route, stop {number}"),
            add=N_("Add stop"),
            input="route",
        ),
        IndicatorObserved: lines(
            "indicator:6 strength:2 moment:2",
            "evidence",
            one=N_("Indicator {number}"),
            add=N_("Add indicator"),
            hint=N_("Type a code or a word of its title"),
        ),
        Picture: lines(
            "caption", one=N_("Picture {number}"), add=N_("Add pictures"), input="pictures"
        ),
        Translation: lines(
            "language title:3",
            "summary",
            one=N_("Translation {number}"),
            add=N_("Add translation"),
            hint=N_("Type a language"),
        ),
    },
)
