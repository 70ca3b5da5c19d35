"""The network: offices, their members, and what is due in the reporting year."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    code,
    day,
    describe_record,
    flag,
    integer,
    lines,
    long_text,
    partial_date,
    text,
    translated,
)
from .field_specs import day as day_field
from .record import HANDLING, Record, Text
from .translated import Translated

IDENTITY = Section("identity", "Identity")
VALIDITY = Section("validity", "Validity", "Hosts and members change")
CONTACTS = Section("contacts", "Contact functions")
DUE = Section("due", "What is due")
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """A function that can be written to; never a person's name.

    What is known of a function beyond this is a record of its own, `contact_function`.
    """

    function: Text = text("Function", level=RequiredFor.MINIMAL)
    channel: str | None = text("Channel", null_is_empty=True, office_only=True)
    valid_from: str | None = day("Valid from", null_is_empty=True)
    valid_to: str | None = day("Valid to", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class HostPeriod:
    """A time in which a country or territory hosted an office."""

    host_country: Text = code(
        "Host country or territory", vocabulary="country", level=RequiredFor.MINIMAL
    )
    host_city: Text = text("Host city")
    valid_from: str | None = partial_date("Valid from", null_is_empty=True)
    valid_to: str | None = partial_date("Valid to", null_is_empty=True)
    as_of: str | None = partial_date("As of", null_is_empty=True)
    confidence: Text = code("Confidence", vocabulary="fact_confidence")
    source: Text = text("Source", searched=False, cites=True)
    remark: str | None = text("Remark", null_is_empty=True)


@describe_record(
    RecordType(
        code="office",
        short="OF",
        label="Office",
        plural="Offices",
        table="office",
        sheet="Offices",
        title="name",
        schema=2,
        sections=(IDENTITY, VALIDITY, CONTACTS, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class Office(Record):
    """`local_ref` is its code, AP."""

    name: Translated = translated("Name", "identity", level=RequiredFor.MINIMAL)
    host_city: Text = text("Host city", "identity")
    host_country: Text = code("Host country or territory", "identity", vocabulary="country")
    host_since: str | None = partial_date("Host since", "validity", null_is_empty=True)
    region: Text = code("WCO region", "identity", vocabulary="wco_region", filters=True)
    members_published: int | None = integer(
        "Members, as published", "identity", null_is_empty=True, help="The number a source gives"
    )
    as_of: str | None = partial_date("As of", "validity", null_is_empty=True)
    since: Text = partial_date("Since", "validity")
    valid_from: str | None = day("Valid from", "validity", null_is_empty=True)
    valid_to: str | None = day("Valid to", "validity", null_is_empty=True)
    hosts: tuple[HostPeriod, ...] = lines("Hosts over time", HostPeriod, "validity")
    contacts: tuple[ContactLine, ...] = lines("Contact functions", ContactLine, "contacts")
    confidence: Text = code("Confidence", "source", vocabulary="fact_confidence")
    source: Text = text("Source", "source", searched=False, cites=True)
    remark: str | None = text("Remark", "source", null_is_empty=True)


@describe_record(
    RecordType(
        code="member",
        short="ME",
        label="Member",
        plural="Members",
        table="member",
        sheet="Members",
        title="local_ref",
        titled=(("", "country"),),
        sections=(IDENTITY, VALIDITY, CONTACTS, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class Member(Record):
    """A country or territory covered by an office; `local_ref` is "AP-AU"."""

    country: Text = code(
        "Country or territory", "identity", vocabulary="country", level=RequiredFor.MINIMAL
    )
    region: Text = code("WCO region", "identity", vocabulary="wco_region", filters=True)
    wco_member: bool | None = flag("Member of the WCO", "identity")
    wco_since: str | None = partial_date("Member of the WCO since", "identity", null_is_empty=True)
    as_of: Text = partial_date("As of", "validity")
    valid_from: str | None = partial_date("Valid from", "validity", null_is_empty=True)
    valid_to: str | None = partial_date("Valid to", "validity", null_is_empty=True)
    former: bool | None = flag(
        "Former member", "validity", help="It left; the day may not be known"
    )
    contacts: tuple[ContactLine, ...] = lines("Contact functions", ContactLine, "contacts")
    confidence: Text = code("Confidence", "source", vocabulary="fact_confidence", filters=True)
    membership_basis: str | None = code(
        "Basis of the membership", "source", vocabulary="membership_basis", null_is_empty=True
    )
    basis: Text = text("Basis", "source")
    source: Text = text("Source", "source", searched=False, cites=True)


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """A time that a source names; what is only expected is no occurrence."""

    session: Text = text("Session", limit=100)
    start: Text = partial_date("First day", level=RequiredFor.MINIMAL)
    end: Text = partial_date("Last day")
    status: str | None = code("What it was", vocabulary="date_status", null_is_empty=True)
    as_of: str | None = partial_date("As of", null_is_empty=True)
    confidence: str | None = code("Confidence", vocabulary="fact_confidence", null_is_empty=True)
    source: Text = text("Source", searched=False, cites=True)
    remark: str | None = text("Remark", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class AnnouncedDay:
    """What somebody entered of the day on which something is due. Only a day is ever counted to."""

    basis: Text = code("What is known", vocabulary="announcement", level=RequiredFor.MINIMAL)
    day: str | None = day_field("Day", null_is_empty=True)
    month: str | None = partial_date("Month", null_is_empty=True, help="2027-01")
    source: Text = text("Source", level=RequiredFor.MINIMAL, cites=True)
    entered_on: str | None = day_field("Entered on", null_is_empty=True)


@describe_record(
    RecordType(
        code="obligation",
        short="OB",
        label="Obligation",
        plural="Obligations",
        table="obligation",
        sheet="Obligations",
        title="name",
        schema=2,
        sections=(IDENTITY, DUE, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class Obligation(Record):
    """Something due in the reporting year; `local_ref` is its code, GRM."""

    name: Translated = translated("Name", "identity", level=RequiredFor.MINIMAL)
    frequency: Text = code("Frequency", "due", vocabulary="frequency", level=RequiredFor.MINIMAL)
    pattern: Text = text("When", "due", level=RequiredFor.MINIMAL)
    month: int | NotKnown | None = integer("Month", "due", minimum=1, maximum=12)
    month_basis: str | None = code(
        "How the month is known", "due", vocabulary="month_basis", null_is_empty=True
    )
    who_sets_the_day: str | None = text("Who sets the day", "due", null_is_empty=True)
    lead_days: int | NotKnown | None = integer("Days needed before", "due")
    what_is_due: Text = long_text("What is due", "due", level=RequiredFor.MINIMAL)
    recipient: Text = text("To whom", "due")
    occurrences: tuple[Occurrence, ...] = lines("Published dates", Occurrence, "due")
    announced: tuple[AnnouncedDay, ...] = lines("Announced to this office", AnnouncedDay, "due")
    as_of: str | None = partial_date("As of", "source", null_is_empty=True)
    confidence: str | None = code(
        "Confidence", "source", vocabulary="fact_confidence", null_is_empty=True
    )
    basis: Text = text("Basis", "source")
    source: Text = text("Source", "source", searched=False, cites=True)
