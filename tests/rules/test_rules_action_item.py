"""Closing an action item: what blocks its release, and what does not."""

from __future__ import annotations

import pytest

from rilo_desktop.records import ActionItem, EvidenceEntry
from rilo_desktop.rules.findings import Finding
from rilo_desktop.rules.validate import validate

SHOWN = (EvidenceEntry(title="Report", reference="XX/2025/SUB/0001"),)
DONE = {"progress": "completed", "evidence": SHOWN, "lead": "Analyst"}


def about_closing(**fields: object) -> dict[str, Finding]:
    item = ActionItem(id="1", **fields)  # type: ignore[arg-type]
    return {f.rule: f for f in validate(item) if f.rule.startswith("action.")}


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"progress": "completed", "lead": "Analyst"}, {"action.no_evidence"}),
        ({"progress": "in_progress"}, set()),
        (DONE, set()),
        (DONE | {"verified_by": "Head", "closed_by": "Analyst"}, set()),
        (DONE | {"verified_by": " ANALYST "}, {"action.own_lead"}),
        (DONE | {"verified_by": "Head", "closed_by": "head"}, {"action.own_closing"}),
        (DONE | {"verification": "not_verified", "verified_by": "Head"}, {"action.not_both"}),
        (DONE | {"verification": "not_verified"}, set()),
        (DONE | {"evidence": (EvidenceEntry(title="Report"),)}, {"action.evidence_empty"}),
    ],
)
def test_what_blocks(fields: dict[str, object], rules: set[str]) -> None:
    found = about_closing(**fields)
    assert set(found) == rules
    assert all(finding.blocks and not finding.justifiable for finding in found.values())


def test_two_officers_of_one_function_are_told_apart_by_their_signs() -> None:
    same = {"closed_by": "Duty analyst", "verified_by": "Duty analyst", "closed_sign": "XX-02"}
    assert not about_closing(**DONE, **same, verified_sign="XX-03")
    assert set(about_closing(**DONE, **same, verified_sign="XX-02")) == {"action.own_closing"}


def test_a_moved_date_asks_for_its_reason_and_blocks_nothing() -> None:
    found = about_closing(due="2026-01-31", revised_due="2026-06-30", progress="in_progress")
    assert set(found) == {"action.no_reason"}
    assert not found["action.no_reason"].blocks
    assert not about_closing(
        due="2026-01-31", revised_due="2026-06-30", revised_reason="Staff", progress="in_progress"
    )
