"""What each type of document consists of: one `DocumentSpec` per type, plain data.

Services, windows, the command line and the printed pages read these; none of them asks for a type
by its code. How the parts of a type are drawn is registered in
`reports.documents.document.DRAWINGS`. Texts are messages of the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping

from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    CaseStudy,
    Challenge,
    Product,
    Record,
    RiskIndicator,
)
from rilo_desktop.records.product import ALERTS, BULLETINS
from rilo_desktop.rules.findings import N_

from .cover_note import cover_note
from .document_parts import HANDLING, LAST_ANNEXES, SENDER
from .document_spec import (
    AnnexSpec,
    DocumentSpec,
    MessageSpec,
    ReferenceSpec,
    Scope,
    SourceSpec,
    plural,
)
from .meeting_documents import MEETING_DOCUMENTS
from .network_documents import NETWORK_DOCUMENTS
from .questionnaire_documents import QUESTIONNAIRE_DOCUMENTS
from .year_documents import YEAR_DOCUMENTS

_GRADING = AnnexSpec(
    N_("Grading of sources and information"), ("grading", "handling", "indicator signs")
)

CASE_STUDIES = DocumentSpec(
    name="case-studies",
    code="CS",
    sources=(SourceSpec(record_type=CaseStudy.kind.code),),
    icon="file-description",
    label=N_("Case studies"),
    about=N_("A compendium: single or as a set, for the Secretariat and the Illicit Trade Report"),
    heading=N_("Case-study compendium"),
    title=N_("Case studies and the risk indicators observed"),
    lead=plural(
        "{count} case study, with its route, goods and the risk indicators observed",
        "{count} case studies, with routes, goods and the risk indicators observed",
    ),
    counted=plural("{count} case study", "{count} case studies"),
    parts=("overview", "records"),
    annexes=(_GRADING, *LAST_ANNEXES),
    references=(
        SENDER,
        ReferenceSpec(
            record_type=RiskIndicator.kind.code,
            fields=("local_ref", "title", "strength"),
            counted=plural(
                "{count} risk indicator referred to", "{count} risk indicators referred to"
            ),
        ),
    ),
)
INDICATOR_CATALOGUE = DocumentSpec(
    name="indicator-catalogue",
    code="RI",
    sources=(SourceSpec(record_type=RiskIndicator.kind.code),),
    icon="radar-2",
    label=N_("Risk indicator catalogue"),
    about=N_("The indicators, what they apply to and their lawful explanations"),
    heading=N_("Risk-indicator catalogue"),
    title=N_("Risk indicators and what may lawfully explain them"),
    lead=plural(
        "{count} risk indicator, with its legitimate explanation and the evidence held",
        "{count} risk indicators, with their legitimate explanations and the evidence held",
    ),
    counted=plural("{count} risk indicator", "{count} risk indicators"),
    parts=("records", "sources", "translations"),
    annexes=(_GRADING, *LAST_ANNEXES),
    references=(
        SENDER,
        ReferenceSpec(
            record_type=CaseStudy.kind.code,
            fields=("reference", "date", "indicators.indicator", "indicators.strength"),
            via="indicators.indicator",
        ),
    ),
    totals=(CaseStudy.kind.code,),
)
ACTION_PLAN_STATUS = DocumentSpec(
    name="action-plan-status",
    code="AP",
    sources=(SourceSpec(record_type=ActionItem.kind.code),),
    icon="list-check",
    label=N_("Status of the action plan"),
    about=N_("Every item with progress, obstacles and the support asked for"),
    heading=N_("Action-plan status report"),
    title=N_("Status of the action items"),
    lead=plural(
        "{count} action item: what was agreed, who leads it, and how far it is",
        "{count} action items: what was agreed, who leads them, and how far they are",
    ),
    counted=plural("{count} action item", "{count} action items"),
    parts=("changes", "behind", "check"),
    annexes=(),
    former_parts=("records",),
    former_annexes=(
        AnnexSpec(N_("Handling labels and symbols"), ("handling", "status signs")),
        *LAST_ANNEXES,
    ),
    references=(
        SENDER,
        ReferenceSpec(
            record_type=ActionPlan.kind.code,
            fields=(
                "title",
                "period_from",
                "period_to",
                "adopting_meeting",
                "adopted_on",
                "last_meeting",
            ),
            received=True,
        ),
        ReferenceSpec(record_type=ActionItem.kind.code, fields=("local_ref", "title")),
        ReferenceSpec(
            record_type=Challenge.kind.code,
            fields=("local_ref", "title", "challenge", "statement", "solution"),
            matches=("challenges", "challenge"),
        ),
    ),
    totals=(ActionItem.kind.code,),
    obligations=("GRMAP",),
)
PRODUCTS = DocumentSpec(
    name="products",
    code="AL",
    sources=(SourceSpec(record_type=Product.kind.code),),
    icon="news",
    label=N_("Alerts and bulletins"),
    about=N_("Analysis products that the office issued, each with the cases behind it"),
    heading=N_("Analysis products"),
    title=N_("Analysis products and the cases behind them"),
    lead=plural(
        "{count} analysis product, with the cases it is made from",
        "{count} analysis products, with the cases they are made from",
    ),
    counted=plural("{count} analysis product", "{count} analysis products"),
    parts=("records",),
    annexes=(HANDLING, *LAST_ANNEXES),
    references=(
        SENDER,
        ReferenceSpec(record_type=CaseStudy.kind.code, fields=("local_ref", "title")),
        ReferenceSpec(record_type=RiskIndicator.kind.code, fields=("local_ref", "title")),
    ),
)
_SEEN_IN = ReferenceSpec(
    record_type=CaseStudy.kind.code,
    fields=("local_ref", "date", "source_grade", "indicators.indicator"),
)
_READERS = MessageSpec(
    place="readers",
    label=N_("For whom"),
    about=N_("Each as: reader; what is in it for them; what helps; what does not"),
    several=True,
    limit=300,
)
ALERT = DocumentSpec(
    name="alert",
    code="AT",
    sources=(SourceSpec(record_type=Product.kind.code, only={"product_type": ALERTS}),),
    scope=(Scope.RECORD,),
    icon="news",
    label=N_("Alert"),
    about=N_("One page: what to look for, what to do and whom to tell"),
    heading=N_("Alert"),
    title=N_("Alert"),
    lead=plural("{count} alert", "{count} alerts"),
    counted=plural("{count} alert", "{count} alerts"),
    parts=(),
    annexes=(),
    messages=(_READERS,),
    references=(SENDER, _SEEN_IN),
    send=N_("Send the alert"),
    addressed="audience",
)
BULLETIN = DocumentSpec(
    name="bulletin",
    code="BU",
    sources=(SourceSpec(record_type=Product.kind.code, only={"product_type": BULLETINS}),),
    scope=(Scope.RECORD,),
    icon="news",
    label=N_("Bulletin"),
    about=N_("One page for reading: what the cases show, how sure it is, and how to ask"),
    heading=N_("Bulletin"),
    title=N_("Bulletin"),
    lead=plural("{count} bulletin", "{count} bulletins"),
    counted=plural("{count} bulletin", "{count} bulletins"),
    parts=(),
    annexes=(),
    messages=(_READERS,),
    references=(SENDER, _SEEN_IN),
    send=N_("Send the bulletin"),
    addressed="audience",
)
NETWORK_REPORT = DocumentSpec(
    name="network-report",
    code="NET",
    heading=N_("Network report"),
    title=N_("The network: submissions, cases and what is due"),
    lead=plural(
        "{count} office: what came, what is late, and what was reported twice",
        "{count} offices: what came, what is late, and what was reported twice",
    ),
    counted=plural("{count} submission", "{count} submissions"),
    parts=("overview", "papers", "others", "cases", "pairs"),
    annexes=(HANDLING, *LAST_ANNEXES),
    references=(SENDER,),
)

HANDOVER = DocumentSpec(
    name="handover-dossier",
    code="HD",
    heading=N_("Handover dossier"),
    title=N_("What you need in the first hour"),
    lead=plural("{count} open matter", "{count} open matters"),
    counted=plural("{count} open matter", "{count} open matters"),
    parts=("first hour", "runs"),
    annexes=(),
)

TABLES = DocumentSpec(
    name="printed-tables",
    code="TB",
    heading=N_("Printed for reading"),
    title=N_("Printed for reading"),
    lead=plural("{count} row", "{count} rows"),
    counted=plural("{count} row", "{count} rows"),
    parts=("tables",),
    annexes=(),
)
"""A list or the figures of an analysis, as they are printed; no submission."""

_PAPERS = (
    CASE_STUDIES,
    INDICATOR_CATALOGUE,
    ACTION_PLAN_STATUS,
    PRODUCTS,
    ALERT,
    BULLETIN,
    *NETWORK_DOCUMENTS,
    *MEETING_DOCUMENTS,
    *YEAR_DOCUMENTS,
    *QUESTIONNAIRE_DOCUMENTS,
)
DOCUMENTS: Mapping[str, DocumentSpec] = {
    spec.code: spec
    for spec in (
        *_PAPERS,
        cover_note(_PAPERS),
        NETWORK_REPORT,
        HANDOVER,
        TABLES,
    )
}
"""All, by code."""
SUBMISSIONS: Mapping[str, DocumentSpec] = {
    spec.name: spec for spec in DOCUMENTS.values() if spec.sources
}
"""Those that are sent, by name, in the order in which they are offered."""
OF_RECORD_TYPE: Mapping[str, DocumentSpec] = {
    spec.record_type: spec for spec in reversed(tuple(SUBMISSIONS.values())) if spec.has_sheets
}
"""The first one that is a set of records of this type; each of them has pages of its own."""
HAVE_PAGES = frozenset(
    {*OF_RECORD_TYPE, *(spec.record_type for spec in SUBMISSIONS.values() if spec.is_sheet)}
)
"""Record types of which each record has pages of its own: a sheet of a set, or its document."""
ANSWERS: Mapping[str, DocumentSpec] = {
    number: spec for spec in SUBMISSIONS.values() for number in spec.obligations
}
"""Own number of an obligation -> the submission that answers it."""


def own_document(record: Record) -> DocumentSpec | None:
    """The document that is made of this record alone, and that its editor sends."""
    return next((s for s in SUBMISSIONS.values() if s.send and _is_of(s, record)), None)


def document_of(record: Record) -> DocumentSpec:
    """The pages of one record: its own document, or a sheet of a set.

    Raises KeyError for a type that has neither.
    """
    return own_document(record) or OF_RECORD_TYPE[record.kind.code]


def _is_of(spec: DocumentSpec, record: Record) -> bool:
    (source, *_) = spec.sources
    return source.record_type == record.kind.code and all(
        getattr(record, name) in codes for name, codes in source.only.items()
    )
