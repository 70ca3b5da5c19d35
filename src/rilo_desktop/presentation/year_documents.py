"""Documents about a year: the annual progress report and what is made of the same records."""

from __future__ import annotations

from dataclasses import replace

from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Activity,
    CaseStudy,
    Challenge,
    ContactFunction,
    Member,
    NilReturn,
    Programme,
    ReportedCount,
    RiskIndicator,
)
from rilo_desktop.rules.findings import N_

from .document_parts import HANDLING, LAST_ANNEXES, SENDER, TOLD_AND_ASKED
from .document_spec import (
    AnnexSpec,
    DocumentSpec,
    MessageSpec,
    ReferenceSpec,
    Scope,
    SourceSpec,
    plural,
)

ALL_YEARS = 1_000
"""Earlier years that say whether a route is new."""
HEAD = ("reference", "local_ref", "workflow")
CASE_COUNTED = (
    *HEAD,
    "date",
    "date_end",
    "commodity",
    "enforcement_area",
    "reporting_country",
    "member_unnamed",
    "detection_method",
    "goods.category",
    "goods.quantity",
    "goods.quantity_approx",
    "goods.unit",
    "route.role",
    "route.country",
)
ACTIVITY_COUNTED = (
    *HEAD,
    "activity_kind",
    "activity_status",
    "date_start",
    "date_end",
    "role",
    "area",
    "members",
    "languages",
    "results.commodity",
    "results.goods",
    "results.quantity",
    "results.approximate",
    "results.unit",
    "results.seizures",
    "controls",
    "received",
    "due",
    "due_basis",
    "answered",
    "feedback",
    "training_form",
    "officers",
    "administrations",
    "meeting_type",
    "product_type",
    "sent_to",
    "tlp",
)
_CASES = SourceSpec(
    record_type=CaseStudy.kind.code,
    is_own=True,
    days=("date",),
    before=ALL_YEARS,
    printed=(*CASE_COUNTED, "title", "route.place", "route.mode"),
    counted=CASE_COUNTED,
)
REPORTED = (
    *HEAD,
    "member",
    "year",
    "not_reported",
    "counts.commodity",
    "counts.detection",
    "counts.records",
    "counts.complete",
    "counts.median_days",
)
_ITEM = (
    *HEAD,
    "title",
    "plan",
    "progress",
    "due",
    "lead",
    "indicator_name",
    "baseline",
    "target",
    "current",
    "indicator_unit",
    "support_requested",
    "carried_from",
)
_FIGURE_ROWS = AnnexSpec(N_("The rows behind each figure"), ("figure rows",))


def _finding(place: str, label: str) -> MessageSpec:
    return MessageSpec(
        place=f"finding.{place}",
        label=label,
        about=N_("Empty: the program proposes one"),
        limit=300,
        is_proposed=True,
    )


ANNUAL_PROGRESS_REPORT = DocumentSpec(
    name="annual-progress-report",
    code="PR",
    sources=(
        SourceSpec(
            record_type=Activity.kind.code,
            is_own=True,
            days=("date_start", "date_end"),
            before=1,
            counted=ACTIVITY_COUNTED,
        ),
        _CASES,
        SourceSpec(
            record_type=Member.kind.code,
            of_sender=True,
            printed=(*HEAD, "country", "office_code", "valid_from", "valid_to"),
        ),
        SourceSpec(
            record_type=ContactFunction.kind.code,
            printed=(*HEAD, "member", "confirmed_on"),
        ),
        SourceSpec(
            record_type=NilReturn.kind.code,
            is_own=True,
            days=("period_from", "period_to"),
            before=1,
            printed=(*HEAD, "member", "period_from", "period_to", "received"),
            counted=(*HEAD, "member", "period_from", "period_to", "received"),
        ),
        SourceSpec(
            record_type=ActionPlan.kind.code, printed=(*HEAD, "title", "period_from", "period_to")
        ),
        SourceSpec(
            record_type=ActionItem.kind.code,
            printed=_ITEM,
            counted=(*HEAD, "plan", "progress", "carried_from"),
        ),
        SourceSpec(
            record_type=Challenge.kind.code,
            printed=(*HEAD, "title", "statement", "solution", "plan"),
        ),
        SourceSpec(
            record_type=Programme.kind.code,
            printed=(*HEAD, "title", "role", "programme_status", "since", "until"),
        ),
        SourceSpec(
            record_type=ReportedCount.kind.code,
            is_own=True,
            days=("year",),
            before=1,
            printed=REPORTED,
            counted=REPORTED,
        ),
    ),
    scope=(Scope.YEAR,),
    ceiling="AMBER",
    icon="clipboard",
    label=N_("Annual progress report"),
    about=N_(
        "The year of the office: what happened, who reported, what is asked, each figure traced"
    ),
    heading=N_("Annual progress report"),
    title=N_("The year {year}"),
    lead=plural("{count} activity of the office", "{count} activities of the office"),
    counted=plural("{count} record of an activity", "{count} records of activities"),
    parts=("glance", "members", "cases", "routes", "activities", "products", "plan"),
    annexes=(_FIGURE_ROWS, *LAST_ANNEXES),
    messages=(
        MessageSpec(place="happened", label=N_("What happened"), several=True),
        MessageSpec(place="not_happened", label=N_("What did not"), several=True),
        MessageSpec(
            place="asked",
            label=N_("Decisions asked"),
            about=N_("Of whom, and by when."),
            several=True,
            limit=400,
        ),
        MessageSpec(place="members", label=N_("What was done for reporting"), several=True),
        MessageSpec(
            place="member",
            label=N_("Note on a Member"),
            about=N_("Each begins with the code of the Member and a colon."),
            several=True,
            limit=200,
            begins_with="country",
        ),
        MessageSpec(place="routes", label=N_("What the routes mean"), several=True),
        MessageSpec(place="operations", label=N_("What the operations showed"), several=True),
        MessageSpec(place="next", label=N_("The year to come"), several=True, limit=200),
        _finding("months", N_("Finding: cases by month")),
        _finding("reporting", N_("Finding: who reported")),
        _finding("goods", N_("Finding: member and goods")),
        _finding("detected", N_("Finding: how detected")),
        _finding("routes", N_("Finding: from and to")),
        _finding("longest", N_("Finding: the longest route")),
        _finding("activities", N_("Finding: activities by month")),
        _finding("requests", N_("Finding: how fast requests were answered")),
        _finding("indicators", N_("Finding: performance indicators")),
        _finding("plan", N_("Finding: action plan")),
    ),
    references=(SENDER,),
    figures="progress",
    obligations=("GRMPR",),
)
ILLICIT_TRADE_REPORT = DocumentSpec(
    name="illicit-trade-report",
    code="ITR",
    sources=(
        SourceSpec(
            record_type=CaseStudy.kind.code,
            is_own=True,
            days=("date",),
            before=ALL_YEARS,
            counted=CASE_COUNTED,
        ),
    ),
    scope=(Scope.YEAR,),
    ceiling="AMBER",
    icon="chart-bar",
    label=N_("Illicit Trade Report input"),
    about=N_("Case studies of a year with their figures, for the editors of the report"),
    heading=N_("Input for the Illicit Trade Report"),
    title=N_("Cases and figures of {year}"),
    lead=plural("{count} case study, with its figures", "{count} case studies, with their figures"),
    counted=plural("{count} case study", "{count} case studies"),
    parts=("glance", "records"),
    annexes=(_FIGURE_ROWS, *LAST_ANNEXES),
    messages=(
        *TOLD_AND_ASKED,
        _finding("goods", N_("Finding: member and goods")),
        _finding("detected", N_("Finding: how detected")),
    ),
    references=(
        SENDER,
        ReferenceSpec(
            record_type=RiskIndicator.kind.code, fields=("local_ref", "title", "strength")
        ),
    ),
    figures="trade",
    obligations=("ITRIN",),
)
PROGRAMME_REPORT = DocumentSpec(
    name="programme-report",
    code="PG",
    sources=(
        SourceSpec(record_type=Programme.kind.code),
        SourceSpec(
            record_type=Activity.kind.code,
            is_own=True,
            linked=True,
            printed=(*ACTIVITY_COUNTED, "title", "partners", "results_note"),
            counted=ACTIVITY_COUNTED,
        ),
    ),
    scope=(Scope.RECORD,),
    ceiling="AMBER",
    icon="affiliate",
    label=N_("Programme report"),
    about=N_("What the office contributed to one programme, and what came of it"),
    heading=N_("Programme report"),
    title=N_("Participation in a programme"),
    lead=plural(
        "{count} programme: part taken, contributions and activities",
        "{count} programmes: part taken, contributions and activities",
    ),
    counted=plural("{count} programme", "{count} programmes"),
    parts=("records", "activities"),
    annexes=(replace(HANDLING, new_page=False), *LAST_ANNEXES),
    messages=TOLD_AND_ASKED,
    references=(
        SENDER,
        ReferenceSpec(record_type=ContactFunction.kind.code, fields=("function",)),
    ),
)
DATA_QUALITY_RETURN = DocumentSpec(
    name="data-quality-return",
    code="DQ",
    sources=(
        SourceSpec(
            record_type=ReportedCount.kind.code,
            is_own=True,
            days=("year",),
            before=1,
            counted=REPORTED,
        ),
    ),
    scope=(Scope.YEAR,),
    icon="chart-bar",
    label=N_("CEN data-quality return"),
    about=N_("What members entered into CEN in a year: how much, how complete, how quickly"),
    heading=N_("CEN data-quality return"),
    title=N_("Quantity and quality of CEN data, {year}"),
    lead=plural("{count} report of a member", "{count} reports of members"),
    counted=plural("{count} report", "{count} reports"),
    parts=("glance", "members", "ways"),
    annexes=(_FIGURE_ROWS, *LAST_ANNEXES),
    messages=(
        *TOLD_AND_ASKED,
        _finding("quality", N_("Finding: completeness")),
        _finding("ways", N_("Finding: how detected")),
    ),
    references=(SENDER,),
    figures="quality",
    obligations=("CENDQ",),
)
YEAR_DOCUMENTS = (
    ANNUAL_PROGRESS_REPORT,
    PROGRAMME_REPORT,
    DATA_QUALITY_RETURN,
    ILLICIT_TRADE_REPORT,
)
