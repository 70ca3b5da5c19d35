"""Submission: which revisions of which records an office sends, to whom and why."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    RecordType,
    RequiredFor,
    Section,
    code,
    day,
    describe_record,
    flag,
    integer,
    lines,
    link,
    text,
    texts,
)
from .record import HANDLING, Record, Text

IDENTITY = Section("identity", "Identity")
CONTENT = Section("content", "Content")
APPROVAL = Section("approval", "Approval")

PROGRAM = "written by the program: an id, a path, a digest or a sign that it gave"


@dataclass(frozen=True, kw_only=True)
class SubmittedRecord:
    """A record of the submission, frozen at one revision."""

    record: str | None = text("Record", searched=False, limit=36, unguarded=PROGRAM)
    reference: str | None = text("Reference", limit=60, unguarded=PROGRAM)
    revision: str | None = text("Revision", searched=False, limit=64, unguarded=PROGRAM)
    number: int | None = integer("Number of the revision")
    part: str | None = text("Part of it that goes", searched=False, limit=20, unguarded=PROGRAM)
    """ "printed" or "counted"; empty: the whole record."""
    pictures: tuple[str, ...] = texts(
        "SHA-256 of the pictures that leave", searched=False, unguarded=PROGRAM
    )
    """Of the cleaned copies, in order; what was frozen leaves, byte for byte."""
    attachments: tuple[str, ...] = texts(
        "SHA-256 of the files that go with it", searched=False, unguarded=PROGRAM
    )
    """Of the record's attachments, those that were chosen."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A record that would have come by itself, and why it does not go."""

    record: str | None = text("Record", searched=False, limit=36, unguarded=PROGRAM)
    reference: str | None = text("Reference", limit=60, unguarded=PROGRAM)
    reason: str | None = text("Reason")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided, and by whom: approved or returned; later sent and acknowledged."""

    decision: str | None = code("Decision", vocabulary="decision")
    sign: str | None = text("Officer ID", limit=20, unguarded=PROGRAM)
    function: str | None = text("Function", limit=100)
    on: str | None = day("Date")
    reason: str | None = text("Reason")


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What the addressee says of one field of a record that came back."""

    record: str | None = text("Record", searched=False, limit=36, unguarded=PROGRAM)
    reference: str | None = text("Reference", limit=60, unguarded=PROGRAM)
    field: str | None = text("Field", searched=False, limit=100, unguarded=PROGRAM)
    comment: str | None = text("Comment", limit=2_000)
    by: str | None = text("By", limit=100)
    on: str | None = day("Date")


@dataclass(frozen=True, kw_only=True)
class TypedMessage:
    """A text that an officer typed for the document, at a place that its type has."""

    place: str | None = text("Place", searched=False, limit=60, unguarded=PROGRAM)
    text: str | None = text("Text", limit=2_000)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Why one finding of the guard against personal data may leave the office.

    `digest` is of the words that were found, `revision` of the record that holds them; both empty
    for the cover, as is `record`.
    """

    record: str | None = text("Record", searched=False, limit=36, unguarded=PROGRAM)
    reference: str | None = text("Reference", limit=60, unguarded=PROGRAM)
    revision: str | None = text("Revision", searched=False, limit=64, unguarded=PROGRAM)
    field: str | None = text("Field", searched=False, limit=100, unguarded=PROGRAM)
    data: str | None = text("What was found", searched=False, limit=40, unguarded=PROGRAM)
    digest: str | None = text("SHA-256 of the words", searched=False, limit=64, unguarded=PROGRAM)
    answer: str | None = text("Answer", limit=500)
    sign: str | None = text("Officer ID", limit=20, unguarded=PROGRAM)
    on: str | None = day("Date")


@describe_record(
    RecordType(
        code="submission",
        short="SUB",
        label="Submission",
        plural="Submissions",
        table="submission",
        dated="date",
        sections=(IDENTITY, CONTENT, APPROVAL, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class Submission(Record):
    title: Text = text("Title", "identity", level=RequiredFor.MINIMAL)
    type: Text = code(
        "Type", "identity", vocabulary="submission_type", level=RequiredFor.MINIMAL, filters=True
    )
    purpose: Text = code("Purpose", "identity", vocabulary="purpose", level=RequiredFor.MINIMAL)
    addressee: Text = text("Addressee", "identity", level=RequiredFor.MINIMAL)
    date: Text = day("Date", "identity", level=RequiredFor.MINIMAL)
    document_language: Text = code(
        "Language of the document", "identity", vocabulary="language", level=RequiredFor.MINIMAL
    )
    revision_number: int | None = integer("Revision", "identity")
    year: int | None = integer("Year that it is about", "identity", minimum=1900, maximum=2999)
    member: str | None = code(
        "Member that it is about", "identity", vocabulary="country", null_is_empty=True
    )
    supersedes: str | None = link("Supersedes", "identity", names="submission")

    records: tuple[SubmittedRecord, ...] = lines(
        "Records", SubmittedRecord, "content", level=RequiredFor.MINIMAL
    )
    where: str | None = text(
        "Selected by",
        "content",
        unguarded="it never leaves the office: what was searched for",
    )
    picked: bool | None = flag("The records were selected one by one", "content")
    left_out: tuple[LeftOut, ...] = lines(
        "Left out", LeftOut, "content", help="Kept for the reviewer; never printed"
    )
    messages: tuple[TypedMessage, ...] = lines("Texts of the document", TypedMessage, "content")
    acceptance: str | None = text("Acceptance rules", "content", limit=100, unguarded=PROGRAM)
    content_hash: str | None = text(
        "SHA-256 of the content", "content", limit=64, unguarded=PROGRAM
    )

    prepared_sign: str | None = text("Prepared by", "approval", limit=20, unguarded=PROGRAM)
    prepared_function: str | None = text("Prepared by (function)", "approval", limit=100)
    decisions: tuple[Decision, ...] = lines("Decisions", Decision, "approval")
    comments: tuple[Comment, ...] = lines(
        "Comments of the addressee", Comment, "approval", help="Each on one field of a record"
    )
    justification: str | None = text("Reviewer's justification", "approval", limit=2_000)
    answers: tuple[Answer, ...] = lines(
        "Answers to the guard", Answer, "approval", help="Why what was found may be sent"
    )
    office_of_one: bool | None = flag("The author approved it: no second officer", "approval")
