"""Case study: how infringing goods moved, and how they were found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .attachment import ATTACHMENTS, Attachment, attachments
from .field_specs import (
    NotKnown,
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
    long_text,
    partial_date,
    text,
    texts,
)
from .picture import Picture
from .record import HANDLING, Record, Text

Number = Decimal | NotKnown | None
Count = int | NotKnown | None

IDENTITY = Section("identity", "Identity")
EVENT = Section("event", "What happened", "When and where it was detected")
ROUTE = Section("route", "Route", "From origin to destination, in order")
GOODS = Section("goods", "Goods")
MODUS = Section("modus_operandi", "Modus operandi", "How it was done, without naming anyone")
CONCEALMENT = Section("concealment", "Concealment and packaging")
ECOMMERCE = Section("ecommerce", "E-commerce", "Only where goods were ordered online")
DETECTION = Section("detection", "Detection")
INDICATORS = Section("indicators", "Indicators observed")
OUTCOME = Section("outcome", "Outcome and cooperation")
LESSONS = Section("lessons", "Lessons")
PICTURES = Section("pictures", "Pictures")
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class GoodsLine:
    description: Text = text("Goods as found", level=RequiredFor.MINIMAL, typed_with=("hs",))
    category: Text = code(
        "Category", vocabulary="product_category", level=RequiredFor.MINIMAL, filters=True
    )
    hs: Text = text("HS code", limit=10, scheme="hs")
    quantity: Number = decimal(
        "Quantity",
        level=RequiredFor.MINIMAL,
        beside={"unit": "unit", "approx": "quantity_approx"},
    )
    quantity_approx: bool | None = flag("Approx.", help="The source says about or more than")
    unit: Text = code("Unit", vocabulary="unit", level=RequiredFor.MINIMAL, filters=True)
    brand: Text = text("Brand")
    right_type: Text = code("IP right", vocabulary="right_type")
    health_risk: str | None = text("Health or safety risk", null_is_empty=True)
    value: Number = decimal("Value", beside={"currency": "currency"}, typed_with=("value_basis",))
    value_each: Number = decimal(
        "Value of one piece", null_is_empty=True, help="Never added up as a value of all pieces"
    )
    currency: Text = code("Currency", vocabulary="currency")
    value_basis: Text = code("Basis of the value", vocabulary="value_basis")
    declared_description: str | None = text("Declared as", null_is_empty=True)
    sum_group: str | None = text(
        "Added up with",
        limit=60,
        null_is_empty=True,
        help="Only lines with the same word here are added up; empty: lines of the same category",
    )
    note: str | None = text("Note", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class RouteLeg:
    role: Text = code("Role", vocabulary="route_role", level=RequiredFor.MINIMAL)
    country: Text = code("Country or territory", vocabulary="country", level=RequiredFor.MINIMAL)
    place: Text = text("Place")
    mode: str | None = code("Carried by", vocabulary="conveyance", null_is_empty=True)
    date: str | None = partial_date("Date", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class IndicatorObserved:
    indicator: Text = code(
        "Indicator",
        names="risk-indicator",
        level=RequiredFor.MINIMAL,
        column="code",
        filters=True,
    )
    strength: Text = code(
        "Role in the detection", vocabulary="indicator_link", level=RequiredFor.MINIMAL
    )
    moment: str | None = code("Observed", vocabulary="observed_moment", null_is_empty=True)
    evidence: Text = text("Fact that supports it")


@dataclass(frozen=True, kw_only=True)
class Translation:
    language: Text = code("Language", vocabulary="language", level=RequiredFor.MINIMAL)
    title: Text = text("Title", level=RequiredFor.MINIMAL)
    summary: Text = long_text("Summary")


@describe_record(
    RecordType(
        code="case-study",
        short="CS",
        label="Case study",
        plural="Case studies",
        table="case_study",
        sheet="Cases",
        translations="translations",
        dated="date",
        sections=(
            IDENTITY,
            EVENT,
            ROUTE,
            GOODS,
            MODUS,
            CONCEALMENT,
            ECOMMERCE,
            DETECTION,
            INDICATORS,
            OUTCOME,
            LESSONS,
            PICTURES,
            ATTACHMENTS,
            SOURCE,
            HANDLING,
        ),
    )
)
@dataclass(frozen=True, kw_only=True)
class CaseStudy(Record):
    title: Text = text(
        "Title",
        "identity",
        level=RequiredFor.MINIMAL,
        help="What happened, without naming anyone",
    )
    enforcement_area: Text = code(
        "Enforcement area",
        "identity",
        vocabulary="enforcement_area",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    commodity: Text = code(
        "Commodity", "identity", vocabulary="commodity", level=RequiredFor.MINIMAL, filters=True
    )
    summary: Text = long_text(
        "Summary", "identity", level=RequiredFor.FULL, help="At most about 100 words"
    )
    background: str | None = long_text("Background", "identity", null_is_empty=True)
    novelty: tuple[str, ...] = codes("New elements", "identity", vocabulary="novelty")
    significance: str | None = long_text("Why it matters", "identity", null_is_empty=True)

    date: Text = partial_date(
        "Date",
        "event",
        level=RequiredFor.MINIMAL,
        beside={"end": "date_end", "precision": "date_precision"},
    )
    date_end: str | None = partial_date("Last day or month", "event", null_is_empty=True)
    date_precision: Text = code(
        "Precision of the date", "event", vocabulary="date_precision", level=RequiredFor.MINIMAL
    )
    date_basis: Text = code("What the date refers to", "event", vocabulary="date_basis")
    date_note: str | None = text("Note on the date", "event", null_is_empty=True)
    reporting_country: Text = code(
        "Reporting country or territory",
        "event",
        vocabulary="country",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    member_unnamed: bool | None = flag(
        "Do not name the Member", "event", help="Printed as “a Member”"
    )
    office_basis: Text = code(
        "Why this office reports it", "event", vocabulary="office_basis", searched=False
    )
    location_type: Text = code(
        "Type of location", "event", vocabulary="location_type", level=RequiredFor.MINIMAL
    )
    location_place: Text = text("Place of detection", "event", place_of="reporting_country")
    conveyance: Text = code(
        "Means of transport",
        "event",
        vocabulary="conveyance",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    conveyance_subtype: Text = code(
        "Means of transport: detail",
        "event",
        vocabulary="conveyance_subtype",
        narrowed_by="conveyance",
    )
    procedure: Text = code(
        "Customs procedure", "event", vocabulary="procedure", level=RequiredFor.MINIMAL
    )
    procedure_inferred: str | None = code(
        "Procedure, inferred",
        "event",
        vocabulary="procedure",
        null_is_empty=True,
        help="Where the source names none",
    )
    consignments: Count = integer("Number of consignments", "event")

    route: tuple[RouteLeg, ...] = lines(
        "Route", RouteLeg, "route", level=RequiredFor.MINIMAL, sheet="Route", stops="role"
    )

    goods: tuple[GoodsLine, ...] = lines(
        "Goods", GoodsLine, "goods", level=RequiredFor.MINIMAL, sheet="Goods"
    )
    value_total: Number = decimal(
        "Value of all goods", "goods", beside={"currency": "value_currency"}
    )
    value_currency: Text = code("Currency", "goods", vocabulary="currency", searched=False)
    value_basis: Text = code("Basis of the value", "goods", vocabulary="value_basis")
    authenticity: Text = code("Authenticity", "goods", vocabulary="authenticity")
    gross_weight: Number = decimal(
        "Gross weight, kg", "goods", null_is_empty=True, measured_in="KG"
    )

    modus_operandi: Text = long_text("Modus operandi", "modus_operandi", level=RequiredFor.FULL)

    concealment_category: Text = code("Concealment", "concealment", vocabulary="concealment")
    concealment_text: Text = text("How it was concealed", "concealment")
    packaging: str | None = text("Packaging", "concealment", null_is_empty=True)
    declared_description: Text = text("Declared as", "concealment")
    declared_value: Number = decimal(
        "Declared value",
        "concealment",
        beside={"currency": "declared_currency", "approx": "declared_value_approx"},
    )
    declared_currency: Text = code(
        "Declared currency", "concealment", vocabulary="currency", searched=False
    )
    declared_value_approx: bool | None = flag(
        "Declared value approx.", "concealment", help="The source says about or more than"
    )
    declared_value_note: str | None = text(
        "Note on the declared value", "concealment", null_is_empty=True
    )

    platform_type: Text = code(
        "Platform", "ecommerce", vocabulary="platform_type", block="ecommerce"
    )
    ad_channel: Text = code(
        "Where the offer was made", "ecommerce", vocabulary="ad_channel", block="ecommerce"
    )
    payment: Text = code("Payment", "ecommerce", vocabulary="payment_type", block="ecommerce")
    delivery_model: Text = code(
        "Delivery", "ecommerce", vocabulary="delivery_model", block="ecommerce"
    )
    ecommerce_note: str | None = text("Note on e-commerce", "ecommerce", null_is_empty=True)

    detection_method: Text = code(
        "Selected by", "detection", vocabulary="detection_method", level=RequiredFor.FULL
    )
    detection_equipment: tuple[str, ...] = codes(
        "Equipment used", "detection", vocabulary="detection_equipment"
    )

    indicators: tuple[IndicatorObserved, ...] = lines(
        "Indicators observed",
        IndicatorObserved,
        "indicators",
        level=RequiredFor.OPTIONAL,
        sheet="Indicators",
    )
    looked_for: str | None = day(
        "Looked for indicators, none seen", "indicators", null_is_empty=True, office_only=True
    )

    outcome_status: Text = code(
        "Outcome", "outcome", vocabulary="outcome", level=RequiredFor.FULL, filters=True
    )
    outcome_text: Text = text("Outcome in words", "outcome")
    cooperation: Text = text("Cooperation", "outcome")
    cooperation_countries: tuple[str, ...] = codes(
        "Countries that cooperated", "outcome", vocabulary="country"
    )
    operation_name: str | None = text("Name of the operation", "outcome", null_is_empty=True)

    lessons: Text = long_text("Lessons", "lessons", level=RequiredFor.FULL)
    recommendations: str | None = long_text("Recommendations", "lessons", null_is_empty=True)

    pictures: tuple[Picture, ...] = lines("Pictures", Picture, "pictures")
    attachments: tuple[Attachment, ...] = attachments()

    source: Text = text("Source", "source", level=RequiredFor.FULL, searched=False, cites=True)
    source_more: tuple[str, ...] = texts("Further sources", "source", searched=False, cites=True)
    data_conflicts: str | None = text("Where sources disagree", "source", null_is_empty=True)
    cen_refs: tuple[str, ...] = texts("CEN references", "source")
    reported_ionics: bool | None = flag("Reported to IONICS", "source")
    reported_pics: bool | None = flag("Reported to PICS", "source")
    translations: tuple[Translation, ...] = lines("Translations", Translation, "source")

    source_grade: Text = text(
        "Grade of source and information",
        "handling",
        level=RequiredFor.FULL,
        limit=4,
        searched=False,
        graded_by="grading_scheme",
    )
    grading_scheme: Text = code("Grading scheme", "handling", vocabulary="grading_scheme")
    analyst_confidence: str | None = code(
        "Analyst's confidence", "handling", vocabulary="analytic_confidence", null_is_empty=True
    )
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
