"""Nil return: a member said that there was nothing to report. Silence is no record, and no zero."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    RecordType,
    RequiredFor,
    Section,
    code,
    day,
    describe_record,
    partial_date,
    text,
)
from .record import HANDLING, Record, Text

RETURN = Section("return", "Nil return")


@describe_record(
    RecordType(
        code="nil-return",
        short="NR",
        label="Nil return",
        plural="Nil returns",
        table="nil_return",
        sheet="Nil returns",
        title="local_ref",
        titled=(("", "member"),),
        dated="period_from",
        sections=(RETURN, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class NilReturn(Record):
    member: Text = code(
        "Member", "return", vocabulary="country", level=RequiredFor.MINIMAL, filters=True
    )
    period_from: Text = partial_date("First day or month", "return", level=RequiredFor.MINIMAL)
    period_to: str | None = partial_date("Last day or month", "return", null_is_empty=True)
    received: str | None = day("Received on", "return", null_is_empty=True)
    function: str | None = text("By which function", "return", null_is_empty=True)
    subject: str | None = text(
        "About what", "return", null_is_empty=True, help="Empty: nothing at all to report"
    )
