# mypy: disable-error-code="call-arg,arg-type"
"""What the rules say of activities and programmes, with every number in the sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rilo_desktop.records import (
    NOT_KNOWN,
    Activity,
    ActivityCase,
    OperationPhase,
    OperationResult,
    Programme,
    TrainingParticipants,
    TrainingRating,
)
from rilo_desktop.records.field_specs import RequiredFor
from rilo_desktop.rules.activities import findings, going_with
from rilo_desktop.rules.context import LinkedState, RuleContext
from rilo_desktop.rules.findings import Finding
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.rules.validate import validate

TODAY = date(2026, 11, 27)


def _found(record: Any) -> list[Finding]:
    return [finding for part in parts_of(record) for finding in findings(part, TODAY)]


def _activity(kind: str, **values: Any) -> Activity:
    return Activity(title="One", activity_kind=kind, date_start="2026-03-02", **values)


@pytest.mark.parametrize(
    ("record", "field", "blocks"),
    [
        (_activity("meeting", members_present=9, members_invited=8), "members_present", True),
        (_activity("training", administrations=9, officers=8), "administrations", True),
        (
            _activity("training", officers=8, participants=(
                TrainingParticipants(member="JP", officers=5),
                TrainingParticipants(member="FR", officers=4),
            )),
            "participants",
            True,
        ),
        (
            _activity("training", officers=8, ratings=(TrainingRating(rating="useful", count=9),)),
            "ratings",
            True,
        ),
        (
            _activity(
                "request", answered="2026-03-09", answered_to="RILO", answered_by="letter",
                outcome="Both routes are known.",
            ),
            "answered",
            True,
        ),
        (_activity("request", received="2026-03-02", due="2026-03-09"), "due", False),
        (_activity("visit", officers=3), "officers", False),
        (
            _activity("operation", results=(OperationResult(quantity=Decimal(3), unit="KG"),)),
            "results.1.quantity",
            True,
        ),
        (Activity(title="A", activity_kind="visit", date_start="2026-12-02"), "date_start", False),
        (Programme(title="P", next_report="2026-12-02"), "next_report", True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_is_found(record: Any, field: str, blocks: bool) -> None:
    (finding,) = _found(record)
    assert (finding.place.field, finding.blocks) == (field, blocks)
    if finding.rule == "activities.too_many":
        assert {finding.values["value"], finding.values["limit"]} == {9, 8}


@pytest.mark.parametrize(
    "record",
    [
        _activity("meeting", members_present=8, members_invited=8),
        _activity("training", officers=NOT_KNOWN, administrations=9),
        _activity("training", officers=8, participants=(TrainingParticipants(member="JP"),)),
        _activity("request", received="2026-03-02", due="2026-03-09", due_basis="asked"),
        _activity("operation", results=(OperationResult(seizures=3),)),
        Activity(title="One", activity_kind="visit", date_start="2026-12", activity_status="draft"),
        Programme(title="P", next_report="2026-12-02", next_report_basis="announced"),
        Programme(title="P"),
        Activity(title="One", officers=3),
    ],
)
def test_what_can_be_is_not_found(record: Any) -> None:
    assert _found(record) == []


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Activity(title="One", date_start="2026-03-02", date_end="2026-03-01"), "date_end"),
        (Activity(title="One", received="2026-03-02", answered="2026-03-01"), "answered"),
        (Activity(title="One", received="2026-03-02", due="2026-03-01"), "due"),
        (Programme(title="P", since="2026", until="2025-12"), "until"),
        (
            Activity(phases=(OperationPhase(phase="action", start="2026-03", end="2026-02"),)),
            "phases.1.end",
        ),
    ],
)
def test_dates_the_wrong_way_round_are_found(record: Any, field: str) -> None:
    found = validate(record, RequiredFor.MINIMAL, RuleContext({}, today=TODAY))
    wrong = [finding for finding in found if finding.rule == "dates.order"]
    assert [finding.place.field for finding in wrong] == [field]
    assert all(finding.blocks for finding in wrong)


def test_a_quantity_without_unit_blocks() -> None:
    line = OperationResult(goods="toys", quantity=Decimal(3))
    found = validate(_activity("operation", results=(line,)))
    assert "results.1.quantity" in {f.place.field for f in found if f.rule == "units.no_unit"}


def test_an_answer_says_to_whom_by_which_way_and_what() -> None:
    asked = _activity("request", received="2026-03-02", answered="2026-03-09")
    assert [one.place.field for one in _found(asked)] == ["answered_to", "answered_by", "outcome"]
    assert not any(one.blocks for one in _found(asked))
    waiting = _activity("request", received="2026-03-02")
    assert _found(waiting) == []


def test_a_case_with_a_stricter_label_does_not_go_with_an_answer_unseen() -> None:
    cases = (ActivityCase(case="mild"), ActivityCase(case="strict"))
    states = {
        "mild": LinkedState("XX/2026/CS/A0001", "r1", "GREEN"),
        "strict": LinkedState("XX/2026/CS/A0002", "r2", "AMBER+STRICT"),
    }

    def found(kind: str) -> list[Finding]:
        request = _activity(kind, cases=cases, tlp="AMBER", received="2026-03-02")
        said = validate(request, RequiredFor.MINIMAL, RuleContext(made_from=states))
        return [one for one in said if one.rule == "activities.stricter"]

    (one,) = found("request")
    assert (one.values["reference"], one.values["label"]) == ("XX/2026/CS/A0002", "AMBER+STRICT")
    assert found("operation") == [], "a case that belongs to an operation does not leave by it"
    assert list(going_with(_activity("request", cases=cases))) == ["mild", "strict"]
