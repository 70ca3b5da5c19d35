"""Analysis product: an alert, a bulletin or another paper that an office issues."""

from __future__ import annotations

from dataclasses import dataclass

from .attachment import ATTACHMENTS, Attachment, attachments
from .case_study import GoodsLine, RouteLeg
from .field_specs import (
    RecordType,
    RequiredFor,
    Section,
    code,
    describe_record,
    lines,
    link,
    long_text,
    partial_date,
    text,
    texts,
)
from .field_specs import (
    day as day_field,
)
from .picture import Picture
from .record import HANDLING, Record, Text

IDENTITY = Section("identity", "Identity")
CONTENT = Section("content", "Content")
SIGNS = Section("signs", "What to look for", "What another officer can see")
STEPS = Section("steps", "What to do", "At most three, each with its day")
CONTACTS = Section("contacts", "To whom", "Functions, never persons")
METHOD = Section("method", "How it works")
ROUTE = Section("route", "Route", "Take away what the reader does not need")
GOODS = Section("goods", "Goods")
ANALYSIS = Section("analysis", "Analysis", "What is concluded, and how sure it is")
PICTURES = Section("pictures", "Pictures")
BASIS = Section("basis", "Basis", "The cases that it is made from")
DISSEMINATION = Section(
    "dissemination", "Dissemination", "Added after the release, without another review"
)
SOURCE = Section("source", "Source")

ALERTS = ("alert", "warning")
"""Codes of the products that ask somebody to act."""
BULLETINS = ("bulletin", "trend", "best_practice")
"""Codes of the products that are for reading, on one page."""
MOST_STEPS, MOST_SIGNS, MOST_STAGES = 3, 3, 4
"""As many as an alert has room for, and a reader's mind."""

BY_PROGRAM = "written by the program: a revision of the record that is named"


@dataclass(frozen=True, kw_only=True)
class ProductCase:
    """A case study that a product is made from."""

    case: Text = link(
        "Case study", names="case-study", level=RequiredFor.MINIMAL, taken_at="revision"
    )
    note: str | None = text("What it shows", null_is_empty=True)
    revision: str | None = text(
        "Revision", null_is_empty=True, searched=False, office_only=True, unguarded=BY_PROGRAM
    )


@dataclass(frozen=True, kw_only=True)
class ProductSign:
    """What can be seen, and what may lawfully explain it."""

    sign: Text = text("Sign", level=RequiredFor.MINIMAL)
    innocent: Text = text("Innocent reading", level=RequiredFor.FULL)
    place: str | None = text("Where it shows", null_is_empty=True)
    strength: str | None = code("Strength", vocabulary="indicator_strength", null_is_empty=True)
    indicator: str | None = code("Indicator", names="risk-indicator", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class ProductStep:
    """One thing that is asked of whoever receives it."""

    text: Text = text("What to do", level=RequiredFor.MINIMAL)
    by: str | None = day_field("Due by", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class ProductContact:
    """Who is told in which case."""

    situation: Text = code("In case of", vocabulary="contact_situation", level=RequiredFor.MINIMAL)
    function: Text = text("Function", level=RequiredFor.MINIMAL)
    soon: str | None = text("How soon", null_is_empty=True)
    content: str | None = text("With what", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class ProductStage:
    """A stage of how it is done: ordered, packed, posted, found."""

    name: str | None = text("Stage", null_is_empty=True, limit=60)
    note: Text = text("What happens", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class Dissemination:
    """Given to a function of an office on a day, and what was heard of its use."""

    function: Text = text("Given to", level=RequiredFor.MINIMAL)
    office: str | None = code("Office", names="office", null_is_empty=True)
    day: Text = day_field("On", level=RequiredFor.MINIMAL)
    why: str | None = text("Why", null_is_empty=True)
    use_reported: str | None = text("Use reported back", null_is_empty=True, filled_later=True)
    reported_on: str | None = day_field("Reported on", null_is_empty=True, filled_later=True)


@describe_record(
    RecordType(
        code="product",
        short="PD",
        label="Analysis product",
        plural="Analysis products",
        table="product",
        sheet="Analysis products",
        dated="issued",
        sections=(
            IDENTITY,
            CONTENT,
            SIGNS,
            STEPS,
            CONTACTS,
            METHOD,
            ROUTE,
            GOODS,
            PICTURES,
            ANALYSIS,
            BASIS,
            ATTACHMENTS,
            DISSEMINATION,
            SOURCE,
            HANDLING,
        ),
    )
)
@dataclass(frozen=True, kw_only=True)
class Product(Record):
    title: Text = text("Title", "identity", level=RequiredFor.MINIMAL)
    product_type: Text = code(
        "Type of product",
        "identity",
        vocabulary="product_type",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    issued: Text = partial_date("Issued", "identity", level=RequiredFor.FULL)
    valid_from: str | None = day_field("Valid from", "identity", null_is_empty=True)
    valid_to: str | None = day_field("Valid until", "identity", null_is_empty=True)
    area: str | None = code(
        "Enforcement area",
        "identity",
        vocabulary="enforcement_area",
        null_is_empty=True,
        filters=True,
    )
    summary: Text = long_text(
        "Summary", "content", level=RequiredFor.MINIMAL, help="What happened, in two sentences"
    )
    question: str | None = text("Question that it answers", "analysis", null_is_empty=True)
    assessment: str | None = long_text("Assessment", "analysis", null_is_empty=True)
    recommendations: str | None = long_text("Recommendations", "analysis", null_is_empty=True)
    limits: str | None = long_text(
        "Limits", "analysis", null_is_empty=True, help="What is not known, and how sure it is"
    )
    signs: tuple[ProductSign, ...] = lines(
        "What to look for", ProductSign, "signs", sheet="Product signs"
    )
    steps: tuple[ProductStep, ...] = lines(
        "What to do", ProductStep, "steps", sheet="Product steps"
    )
    contacts: tuple[ProductContact, ...] = lines(
        "Whom to tell", ProductContact, "contacts", sheet="Product contacts"
    )
    audience: tuple[str, ...] = texts("To whom", "contacts")
    method: tuple[ProductStage, ...] = lines("How it works", ProductStage, "method")
    route: tuple[RouteLeg, ...] = lines("Route", RouteLeg, "route")
    goods: tuple[GoodsLine, ...] = lines("Goods", GoodsLine, "goods")
    pictures: tuple[Picture, ...] = lines("Pictures", Picture, "pictures")
    cases: tuple[ProductCase, ...] = lines(
        "Case studies", ProductCase, "basis", sheet="Product cases"
    )
    disseminations: tuple[Dissemination, ...] = lines(
        "Given to",
        Dissemination,
        "dissemination",
        listed="use_reported",
        append_only=True,
        outside_review=True,
        sheet="Product disseminations",
    )
    attachments: tuple[Attachment, ...] = attachments()
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
    analyst_confidence: str | None = code(
        "Analyst's confidence", "handling", vocabulary="analytic_confidence", null_is_empty=True
    )
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
