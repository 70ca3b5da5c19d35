"""A published fact is called no surer than it is, and a label is not milder than what it covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rilo_desktop.records import ActionItem, Member, Office, RiskIndicator, fields_of
from rilo_desktop.records.network import HostPeriod
from rilo_desktop.records.risk_indicator import ControlResult
from rilo_desktop.rules import codes, facts, handling
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.findings import Severity
from rilo_desktop.rules.record_parts import RecordPart
from rilo_desktop.rules.validate import validate

TODAY = date(2026, 11, 27)


def found(record: Member) -> list[str]:
    return [finding.rule for finding in facts.findings(RecordPart(record, record), TODAY)]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026", []),
        ("2023-12", []),
        ("2023-11", []),
        ("2023-10", ["facts.old"]),
        ("2012-11-15", ["facts.old"]),
        (None, ["facts.no_date"]),
    ],
)
def test_what_is_older_than_three_years_is_not_confirmed(
    as_of: str | None, expected: list[str]
) -> None:
    assert found(Member(country="FR", confidence="confirmed", as_of=as_of)) == expected
    assert found(Member(country="FR", confidence="probable", as_of=as_of)) == []


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [("2023-11", "confirmed"), ("2023-10", "probable"), (None, "probable"), ("?", "probable")],
)
def test_what_was_confirmed_too_long_ago_is_shown_as_probable(
    as_of: str | None, shown: str
) -> None:
    member = Member(country="FR", confidence="confirmed", as_of=as_of)
    assert facts.as_held(member, TODAY).confidence == shown
    lines = (HostPeriod(host_country="FR", confidence="confirmed", as_of=as_of),)
    office = facts.as_held(Office(confidence="inferred", as_of=as_of, hosts=lines), TODAY)
    assert (office.confidence, office.hosts[0].confidence) == ("inferred", shown)
    assert lines[0].confidence == "confirmed", "what is stored stays"


@pytest.mark.parametrize("basis", ["region_inference", "related_body"])
def test_what_is_inferred_is_not_confirmed(basis: str) -> None:
    member = Member(country="FR", confidence="confirmed", as_of="2026-01", membership_basis=basis)
    assert found(member) == ["facts.inferred"]
    assert found(replace(member, membership_basis="published_list")) == []


@pytest.mark.parametrize(
    ("label", "too_mild"), [("CLEAR", True), ("GREEN", True), ("AMBER", False), ("RED", False)]
)
def test_results_of_controls_ask_for_a_label(label: str, too_mild: bool) -> None:
    indicator = RiskIndicator(title="A sign", tlp=label, results=(ControlResult(period="2026"),))
    said = handling.findings(RecordPart(indicator, indicator))
    assert [(f.rule, f.severity) for f in said] == (
        [("handling.too_mild", Severity.BLOCKS)] if too_mild else []
    )
    bare = replace(indicator, results=())
    assert handling.findings(RecordPart(bare, bare)) == []


# Open lists


def test_a_function_that_no_list_has_is_text_that_the_guard_reads() -> None:
    item = ActionItem(
        title="An item",
        lead="Harbour master, jane.doe@example.org",
        supporting=("secretariat", "Bureau of ports"),
    )
    assert not codes.faults(fields_of(ActionItem)["lead"], "Harbour master")
    rules = {(f.rule, f.place.field) for f in validate(item, known=RuleContext(today=TODAY))}
    assert ("nominal.identifier", "lead") in rules
    assert not {rule for rule, _ in rules if rule == "codes.unknown"}


def test_a_function_is_not_longer_than_any_text() -> None:
    item = ActionItem(title="An item", lead="x" * 1_001, supporting=("y" * 1_001,))
    rules = [f.place.field for f in validate(item) if f.rule == "structure.too_long"]
    assert rules == ["lead", "supporting"]
