# mypy: disable-error-code="arg-type"
"""The receiver's rules: what each type says of a record, and what a file of rules may hold."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_cases import GOODS, SOUND, said

from rilo_desktop.records import (
    NOT_KNOWN,
    ActionItem,
    RiskIndicator,
    RouteLeg,
    fields_of,
    record_types,
)
from rilo_desktop.records.field_specs import class_of
from rilo_desktop.rules.acceptance import Acceptance, Type
from rilo_desktop.rules.acceptance_file import read, shipped
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.findings import Refused, Severity
from rilo_desktop.rules.own_numbers import OwnNumbers
from rilo_desktop.rules.validate import validate

HEAD = {
    "format": "rilo-acceptance",
    "format_version": 1,
    "id": "WCO-SEC",
    "version": "2026.2",
    "issued": "2026-11-25",
}


def rules(*items: dict[str, Any], **head: Any) -> Acceptance:
    """Each item is a rule; name and kind stand for themselves where none is given."""
    named = [
        {"name": f"R{n}", "kind": "case-study"} | item if isinstance(item, dict) else item
        for n, item in enumerate(items, 1)
    ]
    return read(json.dumps(HEAD | {"rules": named} | head), "sec.json")


def findings(acceptance: Acceptance, record: Any = SOUND) -> list[Any]:
    found = validate(record, known=RuleContext(acceptance=acceptance))
    return [one for one in found if one.rule.startswith("acceptance.")]


def only(acceptance: Acceptance, record: Any = SOUND) -> Any:
    (one,) = findings(acceptance, record)
    return one


REQUIRED = {"type": "required", "field": "location_place"}
BY_TYPE: dict[Type, tuple[dict[str, Any], Any, Any]] = {
    Type.REQUIRED: (REQUIRED, replace(SOUND, location_place="a port"), SOUND),
    Type.VOCABULARY: (
        {"type": "vocabulary", "field": "tlp", "codes": ["CLEAR", "GREEN"]},
        SOUND,
        replace(SOUND, tlp="AMBER"),
    ),
    Type.RANGE: (
        {"type": "range", "field": "goods.quantity", "least": "1", "most": "600000"},
        SOUND,
        replace(SOUND, goods=(replace(GOODS, quantity=Decimal("600000.5")),)),
    ),
    Type.PATTERN: (
        {"type": "pattern", "field": "local_ref", "patterns": ["CS-#", "CS-##"]},
        SOUND,
        replace(SOUND, local_ref="CS-123"),
    ),
    Type.AT_LEAST: (
        {"type": "at_least", "field": "route", "count": 3},
        SOUND,
        replace(SOUND, route=SOUND.route[:2]),
    ),
    Type.ONLY_IF: (
        {
            "type": "only_if",
            "field": "goods.unit",
            "codes": ["TAB"],
            "other": "goods.category",
            "among": ["MED"],
        },
        SOUND,
        replace(SOUND, goods=(replace(GOODS, category="TOB"),)),
    ),
}


@pytest.mark.parametrize("of", Type)
def test_each_type_of_rule_takes_what_fits_and_names_what_does_not(of: Type) -> None:
    rule, fits, wrong = BY_TYPE[of]
    assert findings(rules(rule), fits) == []
    found = only(rules(rule), wrong)
    assert found.rule == f"acceptance.{of}"
    assert found.blocks
    assert found.place.field.split(".")[-1] == rule["field"].split(".")[-1]
    assert "WCO-SEC 2026.2, rule R1" in said(found)
    assert only(rules(rule | {"severity": "warns"}), wrong).severity is Severity.WARNS


def test_only_completeness_can_be_justified() -> None:
    for of, (rule, _, wrong) in BY_TYPE.items():
        found = only(rules(rule), wrong)
        assert found.justifiable is (of in (Type.REQUIRED, Type.AT_LEAST))


def test_a_rule_on_lines_names_the_line() -> None:
    goods = (GOODS, replace(GOODS, hs="30-04"))
    found = only(
        rules({"type": "pattern", "field": "goods.hs", "patterns": ["####"]}),
        replace(SOUND, goods=goods),
    )
    assert found.place.field == "goods.2.hs"
    assert "write “30-04” like 1234" in said(found)


def test_what_is_missing_is_said_once() -> None:
    untitled = replace(SOUND, title=None)
    asked = rules({"type": "required", "field": "title"})
    assert findings(asked, untitled) == [], "the profile says so already"
    assert "completeness.missing" in [f.rule for f in validate(untitled)]


def test_not_known_is_an_answer() -> None:
    record = replace(SOUND, location_place=NOT_KNOWN, route=())
    assert findings(rules(REQUIRED), record) == []
    asked = {"type": "only_if", "field": "location_place", "other": "packaging"}
    assert findings(rules(asked), record) == []
    assert only(rules(asked), replace(SOUND, location_place="a port"))
    among = {"type": "only_if", "field": "conveyance", "other": "location_place"}
    assert findings(rules(among), record) == []


def test_only_if_of_a_line_may_ask_the_record() -> None:
    asked = {"type": "only_if", "field": "route.date", "other": "date"}
    leg = RouteLeg(role="seizure", country="HK", date="2019-08-10")
    assert findings(rules(asked), replace(SOUND, route=(leg,))) == []
    undated = replace(SOUND, route=(leg,), date=None)
    found = only(rules(asked), undated)
    assert said(found).startswith("Date may be given only together with Date")


@pytest.mark.parametrize(
    ("least", "date", "fits"),
    [
        ("1990", "1989-12-31", False),
        ("1990", "1990", True),
        ("2026-03-01", "2026", True),
        ("2026-03-01", "2026-02", False),
        ("2026-03-01", "2026-02-28", False),
        ("2026-03", "2026-03-01", True),
    ],
)
def test_days_are_compared_as_precisely_as_they_are_known(
    least: str, date: str, fits: bool
) -> None:
    asked = rules({"type": "range", "field": "date", "least": least})
    assert (findings(asked, replace(SOUND, date=date)) == []) is fits


@given(st.text(), st.text(max_size=200))
def test_a_mask_of_signs_never_wanders(mask: str, value: str) -> None:
    mask = (mask.replace("*", "") or "#")[:100] + "*"
    asked = rules({"type": "pattern", "field": "title", "patterns": [mask]})
    findings(asked, replace(SOUND, title=value))


WRONG_RULES = {
    "no type": {"type": "expression", "field": "title"},
    "a type of no text": {"type": 3, "field": "title"},
    "no such field": {"type": "required", "field": "titel"},
    "no such line field": {"type": "required", "field": "goods.titel"},
    "a field in no lines": {"type": "required", "field": "title.unit"},
    "no such kind": {"type": "required", "field": "title", "kind": "person"},
    "an unknown word": {"type": "required", "field": "title", "eval": "1"},
    "a word of another type": {"type": "required", "field": "title", "count": 1},
    "range of a text": {"type": "range", "field": "title", "least": "1"},
    "range without limit": {"type": "range", "field": "goods.quantity"},
    "range of a number": {"type": "range", "field": "goods.quantity", "least": 1},
    "a huge number": {"type": "range", "field": "goods.quantity", "least": "1e999999"},
    "a limit of no day": {"type": "range", "field": "date", "least": "2026-13"},
    "no codes": {"type": "vocabulary", "field": "tlp", "codes": []},
    "codes of no text": {"type": "vocabulary", "field": "tlp", "codes": [1]},
    "two stars": {"type": "pattern", "field": "title", "patterns": ["*a*"]},
    "pattern of a number": {"type": "pattern", "field": "goods.quantity", "patterns": ["#"]},
    "at least none": {"type": "at_least", "field": "route", "count": 0},
    "at least true": {"type": "at_least", "field": "route", "count": True},
    "at least of a text": {"type": "at_least", "field": "title", "count": 1},
    "only if nothing": {"type": "only_if", "field": "title"},
    "only if of other lines": {"type": "only_if", "field": "goods.unit", "other": "route.role"},
    "no severity": {"type": "required", "field": "title", "severity": "ends"},
    "no name": {"type": "required", "field": "title", "name": "a b"},
    "no object": "required",
}


@pytest.mark.parametrize("case", WRONG_RULES)
def test_a_file_with_a_wrong_rule_is_refused_and_names_it(case: str) -> None:
    good = {"type": "required", "field": "title"}
    with pytest.raises(Refused) as refused:
        rules(good, WRONG_RULES[case])  # type: ignore[arg-type]
    (found,) = refused.value.findings
    assert found.rule == "acceptance.file"
    assert found.values["rule"] in ("R2", "2")
    assert said(found).startswith("sec.json, rule ")


@pytest.mark.parametrize(
    "head",
    [
        {"format": "other"},
        {"format_version": 0},
        {"format_version": 2},
        {"format_version": "1"},
        {"id": ""},
        {"version": None},
        {"issued": {}},
        {"rules": []},
        {"rules": {}},
        {"rules": [1] * 501},
    ],
    ids=str,
)
def test_a_file_with_a_wrong_head_is_refused(head: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        read(json.dumps(HEAD | {"rules": [REQUIRED]} | head), "sec.json")
    assert "sec.json" in said(refused.value.findings[0])


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(Refused):
        rules(REQUIRED | {"name": "A"}, REQUIRED | {"name": "A"})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_no_file_brings_the_reader_down(data: Any) -> None:
    for text in (json.dumps(data), json.dumps(HEAD | {"rules": data}), "[" * 100_000, str(data)):
        with pytest.raises(Refused):
            read(text, "sec.json")


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(Refused):
        read(" " * (256 * 1024 + 1), "sec.json")


def test_what_is_shipped_names_fields_that_are_there() -> None:
    """Else a field that was renamed would be asked for no more, and nobody would know."""
    for rule in shipped().rules:
        cls = class_of(rule.kind)
        owner = fields_of(cls)[rule.lines].lines if rule.lines else cls
        assert rule.field in fields_of(owner)
    assert {rule.kind for rule in shipped().rules} <= set(record_types())
    assert shipped().titles.keys() == {"en", "fr"}


def test_the_shipped_rules_find_what_they_name() -> None:
    item = ActionItem(id="a", title="x", progress="in_progress", closed_on="2026-01-01")
    found = [f.rule for f in validate(item, known=RuleContext(acceptance=shipped()))]
    assert "acceptance.only_if" in found


def test_the_rules_that_we_ship_take_the_number_that_we_propose() -> None:
    number = OwnNumbers("XX").next("PKG")
    assert number == "XX-PKG-01"
    indicator = RiskIndicator(local_ref=number, category="PKG")
    assert not [one for one in findings(shipped(), indicator) if one.rule.endswith("pattern")]
