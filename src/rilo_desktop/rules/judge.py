"""The one question of a record: what is to be said of it before it leaves?"""

from __future__ import annotations

from datetime import date

from ..records.describe import Level
from ..records.record import Record
from . import (
    codes,
    completeness,
    dates,
    grades,
    handling,
    nominal,
    pictures,
    route,
    structure,
    units,
)
from .findings import Finding
from .known import Known
from .parts import parts_of


def judge(
    record: Record, profile: Level = Level.FULL, known: Known | None = None
) -> tuple[Finding, ...]:
    """All findings about a record, those that block among them, in the order of its parts.

    `profile` MINIMAL asks only for what the simplified form has. With `known`, names of other
    records are checked too. Never raises on any value of any field.
    """
    today = (known.today if known else None) or date.today()
    found: list[Finding] = []
    for part in parts_of(record):
        broken = structure.findings(part)
        found += broken
        found += completeness.findings(part, profile)
        found += codes.findings(part, known)
        if any(finding.rule == "structure.type" for finding in broken):
            continue  # the other rules may trust the types
        found += dates.findings(part, today)
        found += units.findings(part)
        found += route.findings(part)
        found += grades.findings(part)
        found += handling.findings(part)
        found += nominal.findings(part)
        found += pictures.findings(part)
    return tuple(found)
