"""Closing an action item: shown by evidence, verified by a second person, moved with a reason."""

from __future__ import annotations

from typing import Any

from rilo_desktop.records.action_item import ActionItem, EvidenceEntry
from rilo_desktop.vocabularies.functions import same_function, same_officer

from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart

COMPLETED, NOT_VERIFIED = "completed", "not_verified"

NO_EVIDENCE = N_("Completed without evidence: add what shows it, or choose another status.")
EMPTY_EVIDENCE = N_("{field} says nothing: name a reference, a file, or what it shows.")
OWN_LEAD = N_(
    "{field} is the item's own lead ({function}): somebody else has to look at what was done."
)
OWN_CLOSING = N_(
    "{field} is who closed the item ({function}): somebody else has to look at what was done."
)
NOT_BOTH = N_("The item says “not verified” and names who verified it: change one of the two.")
NO_REASON = N_("{field} is missing: say why the date was moved.")
NOT_OPEN = N_("{field} ({value}) is given, but the item is not completed: check the status.")


def findings(part: RecordPart) -> list[Finding]:
    thing = part.thing
    if isinstance(thing, EvidenceEntry):
        return _evidence(part, thing)
    return _closing(part, thing) if isinstance(thing, ActionItem) else []


def _evidence(part: RecordPart, entry: EvidenceEntry) -> list[Finding]:
    if any((entry.reference, entry.text, entry.sha256)):
        return []
    return [_blocks(part, "title", "action.evidence_empty", EMPTY_EVIDENCE)]


def _closing(part: RecordPart, item: ActionItem) -> list[Finding]:
    found: list[Finding] = []
    if item.progress == COMPLETED and not item.evidence:
        found.append(_blocks(part, "evidence", "action.no_evidence", NO_EVIDENCE))
    verifier = item.verified_by
    if same_function(verifier, item.lead):
        found.append(_blocks(part, "verified_by", "action.own_lead", OWN_LEAD, function=verifier))
    elif verifier and same_officer(item.closed_sign, item.closed_by, item.verified_sign, verifier):
        found.append(
            _blocks(part, "verified_by", "action.own_closing", OWN_CLOSING, function=verifier)
        )
    if item.verification == NOT_VERIFIED and (verifier or item.verified_on):
        found.append(_blocks(part, "verification", "action.not_both", NOT_BOTH))
    if item.revised_due and not item.revised_reason:
        found.append(_warns(part, "revised_reason", "action.no_reason", NO_REASON))
    if item.verified_on and item.progress != COMPLETED:
        found.append(
            _warns(part, "verified_on", "action.not_open", NOT_OPEN, value=item.verified_on)
        )
    return found


def _blocks(part: RecordPart, name: str, rule: str, message: str, **values: Any) -> Finding:
    return part.find(name, rule, Severity.BLOCKS, Nature.STRUCTURE, message, **values)


def _warns(part: RecordPart, name: str, rule: str, message: str, **values: Any) -> Finding:
    return part.find(name, rule, Severity.WARNS, Nature.STRUCTURE, message, **values)
