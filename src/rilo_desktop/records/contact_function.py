"""Contact function: a function that can be asked or told, of a member or of the office itself."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    RecordType,
    RequiredFor,
    Section,
    code,
    codes,
    day,
    describe_record,
    text,
    texts,
)
from .record import HANDLING, Record, Text

IDENTITY = Section("identity", "Identity")
VALIDITY = Section("validity", "Validity")


@describe_record(
    RecordType(
        code="contact-function",
        short="CF",
        label="Contact function",
        plural="Contact functions",
        table="contact_function",
        sheet="Contact functions",
        title="function",
        title_codes="function",
        sections=(IDENTITY, VALIDITY, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class ContactFunction(Record):
    """Never a person: who holds the function is not kept. `channel` stays in the office."""

    function: Text = text("Function", "identity", level=RequiredFor.MINIMAL)
    member: str | None = code(
        "Member",
        "identity",
        vocabulary="country",
        null_is_empty=True,
        filters=True,
        help="Empty: of the office",
    )
    covers: tuple[str, ...] = texts("Covers", "identity")
    languages: tuple[str, ...] = codes("Working languages", "identity", vocabulary="language")
    channel: str | None = text("Channel", "identity", null_is_empty=True, office_only=True)
    valid_from: str | None = day("Valid from", "validity", null_is_empty=True)
    valid_to: str | None = day("Valid to", "validity", null_is_empty=True)
    confirmed_on: str | None = day(
        "Confirmed on",
        "validity",
        null_is_empty=True,
        help="When the member last said that the function is still right",
    )
