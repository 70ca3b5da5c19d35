"""Controls that a member made because of an indicator, and how many of them found something."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    code,
    describe_record,
    integer,
    link,
    long_text,
    partial_date,
    text,
)
from .record import HANDLING, Record, Text

CONTROLS = Section("controls", "Controls")
SOURCE = Section("source", "Source")


@describe_record(
    RecordType(
        code="control",
        short="CT",
        label="Controls for an indicator",
        plural="Controls for indicators",
        table="control",
        sheet="Controls",
        title="local_ref",
        titled=(("", "member"),),
        dated="period_from",
        sections=(CONTROLS, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class Control(Record):
    """Numbers that were not given are empty: they are unknown, not 0."""

    indicator: Text = link(
        "Risk indicator", "controls", names="risk-indicator", level=RequiredFor.MINIMAL
    )
    member: str | None = code(
        "Member", "controls", vocabulary="country", null_is_empty=True, filters=True
    )
    period_from: Text = partial_date("First day or month", "controls", level=RequiredFor.MINIMAL)
    period_to: str | None = partial_date("Last day or month", "controls", null_is_empty=True)
    controls: int | NotKnown | None = integer(
        "Controls", "controls", level=RequiredFor.MINIMAL, help="Made because of this indicator"
    )
    finds: int | NotKnown | None = integer(
        "Of these with a find", "controls", level=RequiredFor.MINIMAL
    )
    note: str | None = long_text("Note", "controls", null_is_empty=True)
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
