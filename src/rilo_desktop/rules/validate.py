"""The one question of a record: what is to be said of it before it leaves?"""

from __future__ import annotations

from datetime import date

from rilo_desktop.records.field_specs import RequiredFor
from rilo_desktop.records.record import Record

from . import (
    acceptance,
    action_item,
    activities,
    codes,
    competencies,
    completeness,
    consultations,
    controls,
    dates,
    facts,
    grades,
    handling,
    identifiers,
    made_from,
    personal_data_guard,
    pictures,
    products,
    questionnaires,
    ranks,
    review_comments,
    route,
    structure,
    units,
)
from .context import RuleContext
from .findings import Finding, Nature
from .record_parts import parts_of


def validate(
    record: Record, profile: RequiredFor = RequiredFor.FULL, known: RuleContext | None = None
) -> tuple[Finding, ...]:
    """All findings about a record, those that block among them, in the order of its parts.

    `profile` MINIMAL asks only for what the simplified form has; what FULL asks for besides never
    blocks. With `known`, names of other
    records and what the receiver asks for are checked too. Never raises on any value of any field.
    """
    today = (known.today if known else None) or date.today()
    found: list[Finding] = []
    for part in parts_of(record):
        broken = structure.findings(part)
        found += broken
        missing = completeness.findings(part, profile)
        is_broken = any(finding.rule == "structure.type" for finding in broken)
        wanted = acceptance.findings(part, known.acceptance) if known and not is_broken else []
        told = {f.place.field for f in wanted if f.nature is Nature.COMPLETENESS}
        found += [f for f in missing if f.blocks or f.place.field not in told]
        found += codes.findings(part, known)
        if is_broken:
            continue  # the other rules may trust the types
        found += dates.findings(part, today)
        found += facts.findings(part, today)
        found += action_item.findings(part)
        found += units.findings(part)
        found += activities.findings(part, today, known)
        found += route.findings(part)
        found += identifiers.findings(part)
        found += grades.findings(part)
        found += handling.findings(part)
        found += personal_data_guard.findings(part)
        found += pictures.findings(part)
        found += products.findings(part, today)
        found += questionnaires.findings(part, today, known)
        found += made_from.findings(part, known)
        found += controls.findings(part)
        found += competencies.findings(part)
        found += consultations.findings(part, known)
        found += ranks.findings(part, known.ranks if known else {})
        found += _besides(wanted, missing)
    if known and (asked := known.remarks.get(record.id)):
        found += review_comments.findings(record, asked)
    return tuple(found)


def _besides(asked: list[Finding], missing: list[Finding]) -> list[Finding]:
    """What the receiver asks for without what is said to be missing anyway."""
    told = {finding.place.field for finding in missing if finding.blocks}
    return [f for f in asked if f.nature is not Nature.COMPLETENESS or f.place.field not in told]
