"""Risk indicator: what to look for, stated so that it can be observed and tested."""

from __future__ import annotations

from dataclasses import dataclass

from .attachment import ATTACHMENTS, Attachment, attachments
from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    code,
    codes,
    day,
    describe_record,
    integer,
    lines,
    long_text,
    partial_date,
    text,
)
from .record import HANDLING, Record, Text

STATEMENT = Section("statement", "Statement")
WHERE = Section("where", "Where it is seen")
APPLIES = Section("applies", "What it applies to")
STRENGTH = Section("strength", "Strength and explanation")
EVIDENCE = Section("evidence", "Evidence and results")
VALIDITY = Section("validity", "Validity")
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class ControlResult:
    """Hit feedback of a period: how many controls, how many with a result."""

    period: Text = partial_date("Period", level=RequiredFor.MINIMAL)
    controls: int | NotKnown | None = integer("Controls", level=RequiredFor.MINIMAL)
    hits: int | NotKnown | None = integer("Of these with a result", level=RequiredFor.MINIMAL)
    note: str | None = text("Note", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class IndicatorTranslation:
    """The texts of an indicator in another language than its own."""

    language: Text = code("Language", vocabulary="language", level=RequiredFor.MINIMAL)
    title: Text = text("Title", level=RequiredFor.MINIMAL)
    statement: str | None = long_text("Statement", null_is_empty=True)
    legitimate_explanation: str | None = long_text(
        "Possible legitimate explanation", null_is_empty=True
    )
    translation_status: Text = code(
        "Status of the translation", vocabulary="translation_status", level=RequiredFor.MINIMAL
    )


@dataclass(frozen=True, kw_only=True)
class IndicatorSource:
    """One source of an indicator with its own grade; a proposed one is not used yet."""

    source: Text = text("Source", level=RequiredFor.MINIMAL, searched=False, cites=True)
    publisher: str | None = text("Kind of publisher", null_is_empty=True)
    source_grade: str | None = text(
        "Grade of source and information",
        limit=4,
        searched=False,
        null_is_empty=True,
        graded_by="grading_scheme",
    )
    grading_scheme: str | None = code(
        "Grading scheme", vocabulary="grading_scheme", null_is_empty=True
    )
    source_use: Text = code("Use of the source", vocabulary="source_use")
    primary_source: str | None = text(
        "Where it comes from", searched=False, cites=True, null_is_empty=True
    )
    note: str | None = text("Note", null_is_empty=True)


@describe_record(
    RecordType(
        code="risk-indicator",
        short="RI",
        label="Risk indicator",
        plural="Risk indicators",
        table="risk_indicator",
        sheet="Risk indicators",
        translations="translations",
        sections=(
            STATEMENT,
            WHERE,
            APPLIES,
            STRENGTH,
            EVIDENCE,
            VALIDITY,
            ATTACHMENTS,
            SOURCE,
            HANDLING,
        ),
    )
)
@dataclass(frozen=True, kw_only=True)
class RiskIndicator(Record):
    """`local_ref` is its code, SND-01."""

    category: Text = code(
        "Category",
        "statement",
        vocabulary="indicator_category",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    title: Text = text("Title", "statement", level=RequiredFor.MINIMAL)
    statement: Text = long_text(
        "Statement",
        "statement",
        level=RequiredFor.MINIMAL,
        help="What is seen, so that another officer sees the same",
    )

    where_seen: Text = text("Where seen", "where", level=RequiredFor.FULL)
    stage: Text = code(
        "Stage", "where", vocabulary="indicator_stage", level=RequiredFor.FULL, filters=True
    )

    applies_to_modes: tuple[str, ...] = codes(
        "Means of transport", "applies", vocabulary="conveyance_subtype"
    )
    applies_to_areas: tuple[str, ...] = codes(
        "Enforcement areas", "applies", vocabulary="enforcement_area"
    )
    applies_to_commodities: tuple[str, ...] = codes(
        "Commodities", "applies", vocabulary="commodity"
    )
    applies_to_procedures: tuple[str, ...] = codes(
        "Customs procedures", "applies", vocabulary="procedure"
    )
    scope: str | None = code(
        "Scope", "applies", vocabulary="indicator_scope", null_is_empty=True, filters=True
    )

    strength: Text = code(
        "Strength",
        "strength",
        vocabulary="indicator_strength",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    strength_basis: str | None = code(
        "Basis of the strength", "strength", vocabulary="strength_basis", null_is_empty=True
    )
    rationale: str | None = long_text("Why this strength", "strength", null_is_empty=True)
    combination: str | None = text("Typical combination", "strength", null_is_empty=True)
    legitimate_explanation: Text = long_text(
        "Possible legitimate explanation",
        "strength",
        level=RequiredFor.MINIMAL,
        help="The lawful explanation there may be",
    )

    results: tuple[ControlResult, ...] = lines(
        "Results of controls", ControlResult, "evidence", least_tlp="AMBER"
    )
    looked_for: str | None = day(
        "Looked for, not seen",
        "evidence",
        help="The day on which all cases were searched for it in vain",
        null_is_empty=True,
        office_only=True,
    )

    lifecycle: Text = code(
        "Status", "validity", vocabulary="indicator_status", level=RequiredFor.FULL, filters=True
    )
    valid_from: str | None = day("Valid from", "validity", null_is_empty=True)
    valid_to: str | None = day("Valid to", "validity", null_is_empty=True)

    attachments: tuple[Attachment, ...] = attachments()

    basis: Text = code("Basis", "source", vocabulary="indicator_basis", level=RequiredFor.FULL)
    basis_note: str | None = text("Note on the basis", "source", null_is_empty=True)
    source: Text = text("Source", "source", level=RequiredFor.FULL, searched=False, cites=True)
    sources: tuple[IndicatorSource, ...] = lines("Sources, graded", IndicatorSource, "source")
    translations: tuple[IndicatorTranslation, ...] = lines(
        "Translations", IndicatorTranslation, "source"
    )

    source_grade: str | None = text(
        "Grade of source and information",
        "handling",
        limit=4,
        searched=False,
        graded_by="grading_scheme",
        null_is_empty=True,
    )
    grading_scheme: str | None = code(
        "Grading scheme", "handling", vocabulary="grading_scheme", null_is_empty=True
    )
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
