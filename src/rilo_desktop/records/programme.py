"""Programme: a standing effort of another body in which the office takes part."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    code,
    describe_record,
    flag,
    integer,
    lines,
    link,
    long_text,
    partial_date,
)
from .field_specs import day as day_field
from .field_specs import text as text_field
from .record import HANDLING, Record, Text

IDENTITY = Section("identity", "Identity")
PART = Section("part", "Part taken")
REPORTS = Section("reports", "Reports due")
REPORTED = Section(
    "reported", "Reported to IONICS and PICS", "System and day only, never what was reported"
)
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class ProgrammeContribution:
    date: Text = partial_date("Date", level=RequiredFor.MINIMAL)
    text: Text = text_field("What was contributed", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class ReportedIncident:
    """Date and flag only: the content stays in the system it was reported to."""

    system: Text = code("System", vocabulary="incident_system", level=RequiredFor.MINIMAL)
    day: Text = day_field("Day", level=RequiredFor.MINIMAL)
    case: str | None = link("Case study", names="case-study", null_is_empty=True)


@describe_record(
    RecordType(
        code="programme",
        short="PG",
        label="Programme",
        plural="Programmes",
        table="programme",
        sheet="Programmes",
        dated="since",
        sections=(IDENTITY, PART, REPORTS, REPORTED, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class Programme(Record):
    title: Text = text_field("Title", "identity", level=RequiredFor.MINIMAL)
    led_by: str | None = text_field("Led by", "identity", null_is_empty=True)
    about: str | None = long_text("What it is about", "identity", null_is_empty=True)
    name_basis: str | None = text_field("Where its name is from", "identity", null_is_empty=True)

    role: Text = code(
        "Part taken",
        "part",
        vocabulary="programme_role",
        level=RequiredFor.MINIMAL,
        filters=True,
    )
    programme_status: Text = code(
        "State", "part", vocabulary="programme_status", level=RequiredFor.FULL, filters=True
    )
    since: Text = partial_date("Since", "part", level=RequiredFor.FULL)
    until: str | None = partial_date("Until", "part", null_is_empty=True)
    contact_function: str | None = link(
        "Contact function", "part", names="contact-function", null_is_empty=True
    )
    contributions: tuple[ProgrammeContribution, ...] = lines(
        "Contributions", ProgrammeContribution, "part", sheet="Programme contributions"
    )

    reports_due: str | None = text_field("Reports due", "reports", null_is_empty=True)
    next_report: str | None = day_field(
        "Next report on",
        "reports",
        null_is_empty=True,
        help="Only a day that was announced or agreed",
    )
    next_report_basis: str | None = text_field(
        "Where that day is from", "reports", null_is_empty=True
    )

    ionics_access: bool | None = flag("Access to IONICS", "reported")
    ionics_since: str | None = day_field("Access since", "reported", null_is_empty=True)
    incidents_reported: int | NotKnown | None = integer(
        "Incidents reported", "reported", null_is_empty=True
    )
    reported: tuple[ReportedIncident, ...] = lines(
        "Reported", ReportedIncident, "reported", sheet="Reported incidents"
    )

    source: str | None = text_field(
        "Source", "source", searched=False, cites=True, null_is_empty=True
    )
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
