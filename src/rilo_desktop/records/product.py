"""Analysis product: an alert, a bulletin or another paper that an office issues."""

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
    partial_date,
    text,
)
from .record import HANDLING, Record, Text

IDENTITY = Section("identity", "Identity")
CONTENT = Section("content", "Content")
BASIS = Section("basis", "Basis", "The cases that it is made from")
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class ProductCase:
    """A case study that a product is made from."""

    case: Text = link("Case study", names="case-study", level=RequiredFor.MINIMAL)
    note: str | None = text("What it shows", null_is_empty=True)


@describe_record(
    RecordType(
        code="product",
        short="PD",
        label="Analysis product",
        plural="Analysis products",
        table="product",
        sheet="Analysis products",
        dated="issued",
        sections=(IDENTITY, CONTENT, BASIS, ATTACHMENTS, SOURCE, HANDLING),
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
    summary: Text = long_text("Summary", "content", level=RequiredFor.MINIMAL)
    assessment: str | None = long_text("Assessment", "content", null_is_empty=True)
    recommendations: str | None = long_text("Recommendations", "content", null_is_empty=True)
    cases: tuple[ProductCase, ...] = lines(
        "Case studies", ProductCase, "basis", sheet="Product cases"
    )
    attachments: tuple[Attachment, ...] = attachments()
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
