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
    long_text,
    text,
)
from .field_specs import (
    day as day_field,
)
from .record import HANDLING, Record, Text

DRAFT = Section("draft", "Draft text", "Their text is not changed")
COMMENTS = Section("comments", "Comments", "One comment of an office on one paragraph")
REQUEST = Section("request", "Request", "Who asks, and until when")
SOURCE = Section("source", "Source")

THEIRS = "the draft as its author wrote it"


@dataclass(frozen=True, kw_only=True)
class ConsultationParagraph:
    number: str | None = text("Number", limit=20, level=RequiredFor.MINIMAL, unguarded=THEIRS)
    heading: str | None = text("Heading", null_is_empty=True, unguarded=THEIRS)
    text: Text = long_text("Text", level=RequiredFor.MINIMAL, unguarded=THEIRS)


@dataclass(frozen=True, kw_only=True)
class ConsultationComment:
    """What an office says of a paragraph; without a number, of the whole text."""

    paragraph: str | None = text("Paragraph", limit=20, null_is_empty=True, unguarded=THEIRS)
    office: str | None = code("Office", names="office", null_is_empty=True)
    position: Text = code("Position", vocabulary="consultation_position", level=RequiredFor.MINIMAL)
    comment: str | None = long_text("Comment", null_is_empty=True)
    proposal: str | None = long_text("Proposed text", null_is_empty=True)
    reason: str | None = long_text("Reason", null_is_empty=True)
    weight: str | None = code("Weight", vocabulary="consultation_weight", null_is_empty=True)
    language: str | None = code("Language", vocabulary="language", null_is_empty=True)
    agreed: str | None = code("Agreement", vocabulary="consultation_agreement", null_is_empty=True)


@describe_record(
    RecordType(
        code="consultation",
        short="CO",
        label="Consultation",
        plural="Consultations",
        table="consultation",
        sections=(REQUEST, DRAFT, COMMENTS, ATTACHMENTS, SOURCE, HANDLING),
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
    opened: str | None = day_field("Opened", "request", null_is_empty=True)
    closes: str | None = day_field("Comments wanted by", "request", null_is_empty=True)
    closes_source: str | None = text("Where this day comes from", "request", null_is_empty=True)
    paragraphs: tuple[ConsultationParagraph, ...] = lines(
        "Paragraphs", ConsultationParagraph, "draft"
    )
    comments: tuple[ConsultationComment, ...] = lines("Comments", ConsultationComment, "comments")
    attachments: tuple[Attachment, ...] = attachments()
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
