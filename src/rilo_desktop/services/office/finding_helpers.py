"""Refusals of services, as findings."""

from __future__ import annotations

from typing import Any

from rilo_desktop.records import Record
from rilo_desktop.rules.findings import FieldPath, Finding, Nature, Refused, Severity


def refusal(rule: str, message: str, place: FieldPath | None = None, **values: Any) -> Refused:
    """A refusal with one finding; mark the message with N_ where it is written."""
    return Refused(finding(rule, message, place, **values))


def finding(rule: str, message: str, place: FieldPath | None = None, **values: Any) -> Finding:
    return Finding(rule, Severity.BLOCKS, Nature.REVIEW, message, values, place or FieldPath())


def place_of(record: Record) -> FieldPath:
    return FieldPath(kind=record.kind.code, record=record.id, reference=name_of(record))


def name_of(record: Record) -> str:
    """What people call the record."""
    return record.reference or record.local_ref or record.title_text
