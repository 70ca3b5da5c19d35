"""Whose a record is: of the office whose code its reference begins with (decision 36).

A record of another office is read. What its sender wrote and asks about (`FieldSpec.fixed_by`) is
fixed from the first day, not only once it is answered.
"""

from __future__ import annotations

from rilo_desktop.records import Record
from rilo_desktop.records.identifiers import office_of


def other_office(record: Record, own: str) -> str:
    """Code of the office that a record belongs to; "" for one of `own`, also one not yet saved."""
    office = office_of(record.reference or "")
    return office if office != own else ""
