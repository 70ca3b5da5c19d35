"""Consultation: a draft text, paragraph by paragraph, and what offices say of it."""

from __future__ import annotations

from dataclasses import dataclass

from .attachment import ATTACHMENTS, Attachment, attachments
from .field_specs import (
    RecordType,
    RequiredFor,
    Section,
    code,
    describe_record,
    lines,
    link,
    long_text,
    text,
)
from .field_specs import (
    day as day_field,
)
from .record import HANDLING, Record, Text

REQUEST = Section("request", "Request", "Who asks, and until when")
PARAGRAPHS = Section("paragraphs", "Paragraphs", "Their text, and what this office says of it")
COMMENTS = Section("comments", "Comments of other offices", "They never leave this office")
SOURCE = Section("source", "Source")

CHANGES = frozenset({"amend", "disagree"})
"""Positions that ask for another text."""
THEIRS = "the draft as its author wrote it"


@dataclass(frozen=True, kw_only=True)
class ConsultationParagraph:
    """A paragraph of the draft, and what this office says of it; without a position, not read.

    The draft stays as it is once a paragraph has a position.
    """

    number: str | None = text(
        "Number", limit=20, level=RequiredFor.MINIMAL, unguarded=THEIRS, fixed_by="position"
    )
    heading: str | None = text("Heading", null_is_empty=True, unguarded=THEIRS, fixed_by="position")
    text: Text = long_text(
        "Their text", level=RequiredFor.MINIMAL, unguarded=THEIRS, fixed_by="position"
    )
    position: str | None = code("Position", vocabulary="consultation_position", null_is_empty=True)
    comment: str | None = long_text("Comment", null_is_empty=True)
    proposal: str | None = long_text(
        "Proposed text",
        null_is_empty=True,
        help="The paragraph as it should read, or what to do with it",
    )
    reason: str | None = long_text("Reason", null_is_empty=True)
    weight: str | None = code("Weight", vocabulary="consultation_weight", null_is_empty=True)
    agreed: str | None = code("Agreement", vocabulary="consultation_agreement", null_is_empty=True)
    decision_by: str | None = code(
        "Decided by",
        vocabulary="function",
        open_list=True,
        null_is_empty=True,
        help="A function of the office, never a person",
    )


@dataclass(frozen=True, kw_only=True)
class ConsultationComment:
    """What another office says of a paragraph."""

    paragraph: str | None = text("Paragraph", limit=20, level=RequiredFor.MINIMAL, unguarded=THEIRS)
    office: Text = code("Office", names="office", level=RequiredFor.MINIMAL)
    position: Text = code("Position", vocabulary="consultation_position", level=RequiredFor.MINIMAL)
    comment: str | None = long_text("Comment", null_is_empty=True)
    proposal: str | None = long_text("Proposed text", null_is_empty=True)
    reason: str | None = long_text("Reason", null_is_empty=True)
    weight: str | None = code("Weight", vocabulary="consultation_weight", null_is_empty=True)
    language: str | None = code("Language", vocabulary="language", null_is_empty=True)


@describe_record(
    RecordType(
        code="consultation",
        short="CO",
        label="Consultation",
        plural="Consultations",
        table="consultation",
        sheet="Consultations",
        sections=(PARAGRAPHS, REQUEST, COMMENTS, ATTACHMENTS, SOURCE, HANDLING),
        dated="closes",
    )
)
@dataclass(frozen=True, kw_only=True)
class Consultation(Record):
    title: Text = text("Title", "request", level=RequiredFor.MINIMAL, unguarded=THEIRS)
    asked_by: str | None = text(
        "Asked by", "request", null_is_empty=True, help="An office or a function, never a person"
    )
    subject: str | None = text(
        "Reference of the draft",
        "request",
        null_is_empty=True,
        unguarded=THEIRS,
        help="What whoever asks calls it; returns of offices are put together by it",
    )
    document: str | None = link(
        "Document",
        "request",
        names="product",
        null_is_empty=True,
        help="The paper that this is the draft of, where this office keeps it",
    )
    opened: str | None = day_field("Opened", "request", null_is_empty=True)
    closes: str | None = day_field("Comments wanted by", "request", null_is_empty=True)
    closes_source: str | None = text("Where this day comes from", "request", null_is_empty=True)
    overall: str | None = long_text(
        "Position of the office", "request", null_is_empty=True, help="On the draft as a whole"
    )
    paragraphs: tuple[ConsultationParagraph, ...] = lines(
        "Paragraphs",
        ConsultationParagraph,
        "paragraphs",
        sheet="Consultation paragraphs",
        merged_by="number",
    )
    comments: tuple[ConsultationComment, ...] = lines(
        "Comments of other offices",
        ConsultationComment,
        "comments",
        sheet="Consultation comments",
        office_only=True,
    )
    attachments: tuple[Attachment, ...] = attachments()
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
