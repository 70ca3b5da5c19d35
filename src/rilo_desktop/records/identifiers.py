"""Names of records: ids that never clash, and references people can say."""

from __future__ import annotations

import re
import secrets
import uuid
from datetime import UTC, date, datetime

from rilo_desktop.office_codes import OFFICE

from .field_specs import RecordType

SHIPPED = uuid.UUID("6f0a9a52-6f5c-5d0e-9f0b-3a1c2d4e5f60")
"""Name space of what the product ships: the same record has the same id in every store."""


def new_id(now: datetime) -> str:
    """A UUIDv7 (RFC 9562): sorted by time, unique without a network."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64)
    value |= (0b10 << 62) | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def recorded_at(record_id: str) -> datetime | None:
    """When a record was begun, in UTC; None for what the product ships."""
    try:
        found = uuid.UUID(record_id)
    except ValueError:
        return None
    if found.version != 7:
        return None
    return datetime.fromtimestamp((found.int >> 80) / 1000, UTC)


def recorded_on(record_id: str) -> date | None:
    """The day of it."""
    at = recorded_at(record_id)
    return at.date() if at is not None else None


def shipped_id(kind: str, local_ref: str) -> str:
    """The fixed id of a record that the product ships."""
    return str(uuid.uuid5(SHIPPED, f"{kind}/{local_ref}"))


def is_record_id(text: str) -> bool:
    """Is it written as ids of records are? Asked of what comes in."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def reference(office: str, year: int, kind: RecordType, workstation: str, number: int) -> str:
    """AP/2026/CS/A0012: office, year of recording, kind, workstation and number."""
    return f"{prefix_of(office, year, kind, workstation)}{number:04d}"


PREFIX = re.compile(rf"({OFFICE.pattern})/[0-9]{{4}}/[A-Z]{{2,3}}/([A-Z])")
_REFERENCE = re.compile(PREFIX.pattern + r"([0-9]{4,})")


def prefix_of(office: str, year: int, kind: RecordType, workstation: str) -> str:
    """What stands before the number: the references of one workstation, year and kind share it."""
    return f"{office}/{year}/{kind.short}/{workstation}"


def is_reference(text: str) -> bool:
    return _REFERENCE.fullmatch(text) is not None


def parts_of(text: str) -> tuple[str, int] | None:
    """("AP/2026/CS/A", 12) of a reference; None for what is none."""
    found = _REFERENCE.fullmatch(text)
    return (text[: found.start(3)], int(found[3])) if found else None


def year_of(reference: str) -> int:
    """Year of recording; 0 for what is no reference."""
    parts = reference.split("/")
    return int(parts[1]) if len(parts) > 2 and PREFIX.match(reference) else 0


def workstation_of(text: str) -> str:
    """The letter in a reference; "" for what is none."""
    found = _REFERENCE.fullmatch(text)
    return found[2] if found else ""


def office_of(reference: str) -> str:
    """Code of the office that gave this reference."""
    return reference.partition("/")[0]
