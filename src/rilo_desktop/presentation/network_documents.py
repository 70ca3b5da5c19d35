"""Papers of the network: key issues, competencies, the evidence of indicators, feedback."""

from __future__ import annotations

from rilo_desktop.records import (
    ActionItem,
    Activity,
    CaseStudy,
    CompetencyRating,
    ContactFunction,
    Control,
    KeyIssue,
    NilReturn,
    Office,
    Product,
    ReportedCount,
    RiskIndicator,
)
from rilo_desktop.rules.findings import N_

from .document_parts import SENDER
from .document_spec import DocumentSpec, MessageSpec, ReferenceSpec, Scope, SourceSpec, plural


def _named(record_type: str, *more: str) -> ReferenceSpec:
    return ReferenceSpec(record_type=record_type, fields=("reference", "local_ref", *more))


KEY_ISSUES = DocumentSpec(
    name="key-issues",
    code="KI",
    sources=(SourceSpec(record_type=KeyIssue.kind.code),),
    scope=(Scope.YEAR,),
    icon="star",
    label=N_("Key issues"),
    about=N_("The ranks of a year beside the year before, and what stands behind each issue"),
    heading=N_("Key issues"),
    title=N_("What comes first in {year}"),
    lead=plural("{count} key issue", "{count} key issues"),
    counted=plural("{count} key issue", "{count} key issues"),
    parts=("ranks", "behind", "check"),
    annexes=(),
    references=(
        SENDER,
        _named(CaseStudy.kind.code, "title", "date"),
        _named(RiskIndicator.kind.code, "title"),
        _named(ActionItem.kind.code, "title"),
        _named(Activity.kind.code, "title"),
        _named(Product.kind.code, "title"),
    ),
)
_RATING = ("office_code", "competency", "level", "staff", "languages", "can_help", "as_of")
COMPETENCY_RETURN = DocumentSpec(
    name="competency-return",
    code="CM",
    sources=(SourceSpec(record_type=CompetencyRating.kind.code, of_sender=True),),
    icon="list-details",
    label=N_("Competency return"),
    about=N_("How far this office is in each competency, with the source and the day"),
    heading=N_("Competency return"),
    title=N_("What this office can do, and with what it can help"),
    lead=plural("{count} rating", "{count} ratings"),
    counted=plural("{count} rating", "{count} ratings"),
    parts=("levels", "asked", "check"),
    annexes=(),
    messages=(
        MessageSpec(
            place="asked",
            label=N_("Asked of others"),
            about=N_("What the office asks for: a training day, somebody to call"),
            several=True,
        ),
    ),
    references=(SENDER,),
)
COMPETENCY_MAP = DocumentSpec(
    name="competency-map",
    code="MC",
    sources=(
        SourceSpec(record_type=CompetencyRating.kind.code, printed=_RATING),
        SourceSpec(record_type=Office.kind.code, printed=("local_ref", "name")),
    ),
    icon="affiliate",
    label=N_("Map of competencies"),
    about=N_("Who can do what in the network, where nobody can, and who can help whom"),
    heading=N_("Map of competencies"),
    title=N_("Who can do what in the network"),
    lead=plural("{count} rating of an office", "{count} ratings of offices"),
    counted=plural("{count} rating", "{count} ratings"),
    parts=("map", "pairs", "check"),
    annexes=(),
    references=(SENDER,),
)
_SEEN = ("date", "commodity", "indicators.indicator", "indicators.strength")
INDICATOR_EVIDENCE = DocumentSpec(
    name="indicator-evidence",
    code="IE",
    sources=(
        SourceSpec(record_type=RiskIndicator.kind.code, printed=("local_ref", "title", "strength")),
        SourceSpec(
            record_type=CaseStudy.kind.code,
            days=("date", "date_end"),
            before=1,
            printed=_SEEN,
            counted=_SEEN,
        ),
        SourceSpec(
            record_type=Control.kind.code,
            days=("period_from", "period_to"),
            before=1,
            printed=("indicator", "member", "period_from", "period_to", "controls", "finds"),
            counted=("indicator", "period_from", "period_to", "controls", "finds"),
        ),
    ),
    scope=(Scope.YEAR,),
    ceiling="AMBER",
    icon="radar-2",
    label=N_("Evidence of indicators"),
    about=N_("In which cases each indicator was seen, and what controls made for it found"),
    heading=N_("Indicator evidence"),
    title=N_("What the indicators showed up to {year}"),
    lead=plural("{count} risk indicator", "{count} risk indicators"),
    counted=plural("{count} risk indicator", "{count} risk indicators"),
    parts=("evidence", "follows", "check"),
    annexes=(),
    messages=(
        MessageSpec(
            place="follows",
            label=N_("What follows"),
            about=N_("What is proposed for an indicator, and until when"),
            several=True,
        ),
    ),
    references=(SENDER,),
)
_GIVEN = (
    "date",
    "reporting_country",
    "goods.hs",
    "goods.quantity",
    "goods.unit",
    "route.role",
    "route.country",
    "detection_method",
    "concealment_category",
    "indicators.indicator",
    "outcome_status",
)
_REPORTED = (
    "member",
    "year",
    "not_reported",
    "counts.commodity",
    "counts.records",
    "counts.complete",
    "counts.median_days",
)
FEEDBACK_SHEET = DocumentSpec(
    name="feedback-sheet",
    code="FB",
    sources=(
        SourceSpec(
            record_type=CaseStudy.kind.code,
            days=("date", "date_end"),
            member="reporting_country",
            printed=("reference", "commodity", *_GIVEN),
            counted=_GIVEN,
        ),
        SourceSpec(
            record_type=NilReturn.kind.code,
            days=("period_from", "period_to"),
            member="member",
            printed=("member", "period_from", "period_to"),
        ),
        SourceSpec(
            record_type=ContactFunction.kind.code,
            member="member",
            printed=("member", "function", "confirmed_on", "valid_to"),
        ),
        SourceSpec(
            record_type=ReportedCount.kind.code,
            days=("year",),
            before=1,
            member="member",
            printed=_REPORTED,
            counted=_REPORTED,
        ),
    ),
    scope=(Scope.YEAR, Scope.MEMBER),
    ceiling="AMBER",
    least="AMBER",
    icon="mail",
    label=N_("Feedback sheet for a National Contact Point"),
    about=N_("What a member sent, how quickly and completely, and what became of it"),
    heading=N_("Feedback sheet"),
    title=N_("Your data in {year}"),
    lead=plural("{count} case", "{count} cases"),
    counted=plural("{count} case", "{count} cases"),
    parts=("received", "quick", "complete", "reported", "became", "help", "check"),
    annexes=(),
    messages=(
        MessageSpec(
            place="help",
            label=N_("What would help most"),
            about=N_("At most three; the weakest fields are proposed where nothing is written"),
            several=True,
            is_proposed=True,
        ),
    ),
    references=(
        SENDER,
        ReferenceSpec(
            record_type=Product.kind.code,
            fields=("reference", "product_type", "cases.case"),
            via="cases.case",
        ),
    ),
    compared="members",
)

NETWORK_DOCUMENTS = (
    KEY_ISSUES,
    COMPETENCY_RETURN,
    COMPETENCY_MAP,
    INDICATOR_EVIDENCE,
    FEEDBACK_SHEET,
)
