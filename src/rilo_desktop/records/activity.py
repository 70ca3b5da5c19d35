"""Activity: something the office did, in the minute it is done; the year's report counts these."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .attachment import ATTACHMENTS, Attachment, attachments
from .field_specs import (
    NotKnown,
    Period,
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
Count = int | NotKnown | None


def _kinds(*codes: str) -> tuple[str, tuple[str, ...]]:
    return "activity_kind", codes


IDENTITY = Section("identity", "Identity")
TIME = Section("time", "When and where")
WITH = Section("with", "With whom", "Administrations, offices and functions, not people")
OPERATION = Section("operation", "Operation", only=_kinds("operation"))
REQUEST = Section("request", "Request", only=_kinds("request"))
SUPPORT = Section("support", "Support to a control", only=_kinds("control_support"))
TRAINING = Section("training", "Training", "Numbers, no names", _kinds("training"))
MEETING = Section("meeting", "Meeting", only=_kinds("meeting"))
PRODUCT = Section("product", "Product", only=_kinds("product"))
OUTCOME = Section("outcome", "Work and results")
LINKS = Section("links", "What it belongs to")
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class OperationPhase:
    phase: Text = code("Phase", vocabulary="operation_phase", level=RequiredFor.MINIMAL)
    start: Text = partial_date("First day", level=RequiredFor.MINIMAL)
    end: str | None = partial_date("Last day", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class OperationResult:
    """Goods that were found. Added to others only in one commodity, goods and unit."""

    member: str | None = code("Member", vocabulary="country", null_is_empty=True)
    commodity: Text = code("Commodity", vocabulary="commodity")
    goods: Text = text("Goods", limit=200)
    quantity: Number = decimal("Quantity", beside={"unit": "unit", "approx": "approximate"})
    approximate: bool | None = flag("Approx.", help="The source says about or more than")
    unit: Text = code("Unit", vocabulary="unit")
    seizures: Count = integer("Seizures", null_is_empty=True)
    value: Number = decimal("Value", null_is_empty=True, beside={"currency": "currency"})
    currency: Text = code("Currency", vocabulary="currency", null_is_empty=True)
    value_basis: Text = code("Basis of the value", vocabulary="value_basis", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class OperationReturn:
    """What a Member sent. An empty number was not sent; a 0 was."""

    member: Text = code("Member", vocabulary="country", level=RequiredFor.MINIMAL)
    warnings: int | None = integer("Warnings", null_is_empty=True)
    feedback: int | None = integer("Feedback", null_is_empty=True)
    seizures: int | None = integer("Seizures", null_is_empty=True)
    pictures: int | None = integer("Pictures", null_is_empty=True)
    reported_on: str | None = day("Report received", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class TrainingParticipants:
    member: Text = code("Member", vocabulary="country", level=RequiredFor.MINIMAL)
    officers: Count = integer("Officers")


@dataclass(frozen=True, kw_only=True)
class TrainingRating:
    """How many of those who took part said so."""

    rating: Text = code("Answer", vocabulary="training_rating", level=RequiredFor.MINIMAL)
    count: Count = integer("How many")


@dataclass(frozen=True, kw_only=True)
class ActivityCase:
    case: Text = link("Case study", names="case-study", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class ActivityIndicator:
    indicator: Text = code("Indicator", names="risk-indicator", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class ActivityActionItem:
    item: Text = link("Action item", names="action-item", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class ActivityKeyIssue:
    issue: Text = link("Key issue", names="key-issue", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class ActivityProduct:
    product: Text = link("Analysis product", names="product", level=RequiredFor.MINIMAL)


@describe_record(
    RecordType(
        code="activity",
        short="AC",
        label="Activity",
        plural="Activities",
        table="activity",
        sheet="Activities",
        dated="date_start",
        period=Period("date_start", "date_end", "activity_status", ("cancelled", "draft")),
        sections=(
            IDENTITY,
            TIME,
            WITH,
            OPERATION,
            REQUEST,
            SUPPORT,
            TRAINING,
            MEETING,
            PRODUCT,
            OUTCOME,
            LINKS,
            ATTACHMENTS,
            SOURCE,
            HANDLING,
        ),
    )
)
@dataclass(frozen=True, kw_only=True)
class Activity(Record):
    """One of eight kinds. Fields of another kind stay empty."""

    title: Text = text("Title", "identity", level=RequiredFor.MINIMAL)
    activity_kind: Text = code(
        "Kind of activity",
        "identity",
        vocabulary="activity_kind",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    activity_status: str | None = code(
        "State",
        "identity",
        vocabulary="activity_status",
        null_is_empty=True,
        filters=True,
        help="Empty: done, or as answered",
    )
    area: Text = code(
        "Enforcement area",
        "identity",
        vocabulary="enforcement_area",
        null_is_empty=True,
        filters=True,
    )

    date_start: Text = partial_date("First day", "time", level=RequiredFor.MINIMAL)
    date_end: str | None = partial_date("Last day", "time", null_is_empty=True)
    place: str | None = text("Place", "time", null_is_empty=True)

    role: Text = code("Part taken", "with", vocabulary="activity_role", level=RequiredFor.FULL)
    members: tuple[str, ...] = codes("Members", "with", vocabulary="country")
    partners: tuple[str, ...] = texts("Offices and partners", "with")
    languages: tuple[str, ...] = codes("Languages used", "with", vocabulary="language")

    led_by: str | None = text("Led by", "operation", null_is_empty=True)
    phases: tuple[OperationPhase, ...] = lines(
        "Phases", OperationPhase, "operation", sheet="Operation phases"
    )
    results: tuple[OperationResult, ...] = lines(
        "Results", OperationResult, "operation", sheet="Operation results"
    )
    results_note: str | None = text("Note on the results", "operation", null_is_empty=True)
    results_asked: str | None = day("Results asked for on", "operation", null_is_empty=True)
    messages: Count = integer("Messages exchanged", "operation", null_is_empty=True)
    participating: Count = integer("Administrations taking part", "operation", null_is_empty=True)
    controls: Count = integer("Controls made", "operation", null_is_empty=True)
    returns: tuple[OperationReturn, ...] = lines(
        "Who has sent what", OperationReturn, "operation", sheet="Operation returns"
    )

    asked_by: str | None = text("Asked by", "request", null_is_empty=True)
    their_reference: str | None = text("Their reference", "request", null_is_empty=True)
    received: str | None = day("Received", "request", null_is_empty=True)
    received_by: str | None = text("Received by way of", "request", null_is_empty=True)
    due: str | None = day("Answer due", "request", null_is_empty=True)
    due_basis: str | None = code(
        "How the due date came about", "request", vocabulary="due_basis", null_is_empty=True
    )
    answered: str | None = day("Answered on", "request", null_is_empty=True)
    answered_to: str | None = text("Answered to", "request", null_is_empty=True)
    answered_by: str | None = text("Answered by way of", "request", null_is_empty=True)

    feedback: str | None = code(
        "Feedback received", "support", vocabulary="support_feedback", null_is_empty=True
    )

    training_form: str | None = code(
        "Form of training", "training", vocabulary="training_form", null_is_empty=True
    )
    officers: Count = integer("Officers trained", "training", null_is_empty=True)
    administrations: Count = integer("Administrations", "training", null_is_empty=True)
    competency: str | None = code(
        "Competency taught", "training", vocabulary="competency", null_is_empty=True
    )
    participants: tuple[TrainingParticipants, ...] = lines(
        "Officers by Member", TrainingParticipants, "training", sheet="Training participants"
    )
    ratings: tuple[TrainingRating, ...] = lines(
        "What they said of it", TrainingRating, "training", sheet="Training ratings"
    )

    meeting_type: str | None = code(
        "Type of meeting", "meeting", vocabulary="meeting_type", null_is_empty=True
    )
    members_invited: Count = integer("Members invited", "meeting", null_is_empty=True)
    members_present: Count = integer("Members present", "meeting", null_is_empty=True)

    product_type: str | None = code(
        "Type of product", "product", vocabulary="product_type", null_is_empty=True
    )
    pages: Count = integer("Pages", "product", null_is_empty=True)
    sent_to: Count = integer(
        "Sent to", "product", null_is_empty=True, help="Number of contact points or offices"
    )

    summary: str | None = long_text(
        "What was done", "outcome", null_is_empty=True, help="Of a request: what is asked"
    )
    outcome: str | None = long_text(
        "What came of it", "outcome", null_is_empty=True, help="Of a request: the answer"
    )

    programme: str | None = link(
        "Programme", "links", names="programme", null_is_empty=True, filters=True
    )
    cases: tuple[ActivityCase, ...] = lines(
        "Case studies", ActivityCase, "links", sheet="Activity cases"
    )
    indicators: tuple[ActivityIndicator, ...] = lines(
        "Risk indicators", ActivityIndicator, "links", sheet="Activity indicators"
    )
    action_items: tuple[ActivityActionItem, ...] = lines(
        "Action items", ActivityActionItem, "links", sheet="Activity action items"
    )
    key_issues: tuple[ActivityKeyIssue, ...] = lines(
        "Key issues", ActivityKeyIssue, "links", sheet="Activity key issues"
    )
    products: tuple[ActivityProduct, ...] = lines(
        "Analysis products", ActivityProduct, "links", sheet="Activity products"
    )

    attachments: tuple[Attachment, ...] = attachments()
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
