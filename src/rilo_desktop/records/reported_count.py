"""Reported counts: what a member entered into a system of the network in a year, as counts only.

The records themselves stay in that system. A year that a member did not report is a record of its
own: it is unknown, and never 0.
"""

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
    partial_date,
    text,
)
from .record import HANDLING, Record, Text

Count = int | NotKnown | None

REPORT = Section("report", "Whose and of which year")
COUNTS = Section("counts", "Counts", "Each record counts in one line only")
SOURCE = Section("source", "Source")


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """Of one commodity, detected in one way."""

    commodity: Text = code("Commodity", vocabulary="commodity", level=RequiredFor.MINIMAL)
    detection: Text = code("Detected by", vocabulary="detection_method", null_is_empty=True)
    records: Count = integer("Records", level=RequiredFor.MINIMAL)
    complete: Count = integer("Of these complete")
    median_days: Count = integer("Median days to entry")


@describe_record(
    RecordType(
        code="reported-count",
        short="RC",
        label="Reported counts",
        plural="Reported counts",
        table="reported_count",
        sheet="Reported counts",
        title="local_ref",
        titled=(("", "member"),),
        dated="year",
        sections=(REPORT, COUNTS, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class ReportedCount(Record):
    member: Text = code(
        "Member", "report", vocabulary="country", level=RequiredFor.MINIMAL, filters=True
    )
    year: Text = partial_date("Year", "report", level=RequiredFor.MINIMAL)
    not_reported: bool | None = flag(
        "Not reported", "report", help="The year is unknown, which is not the same as 0"
    )
    counts: tuple[CountLine, ...] = lines("Counts", CountLine, "counts", sheet="Counts")
    as_of: str | None = partial_date("As of", "source", null_is_empty=True)
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
