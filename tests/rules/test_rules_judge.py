# mypy: disable-error-code="arg-type"
"""What the rules say of a record, field by field."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rules_cases import GOODS, ROUTE, SOUND, only, rules_of, said

from rilo_desktop.records import (
    NOT_KNOWN,
    ActionItem,
    CaseStudy,
    Challenge,
    GoodsLine,
    IndicatorObserved,
    Member,
    ProgressUpdate,
    RequiredFor,
    RouteLeg,
    fields_of,
)
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.findings import Nature, Severity
from rilo_desktop.rules.handling import strictest
from rilo_desktop.rules.updates import appended_only
from rilo_desktop.rules.validate import validate

KNOWN = RuleContext(
    local_refs={"office": {"AP"}, "risk-indicator": {"SPL-01"}},
    ids={"action-plan": {"plan-1"}},
    today=date(2026, 11, 25),
)


def test_a_sound_case_has_no_finding() -> None:
    assert validate(SOUND) == ()


# ------------------------------------------------------------------------------ completeness
FULL_FIELDS = [
    name for name, about in fields_of(CaseStudy).items() if about.level is not RequiredFor.OPTIONAL
]


@pytest.mark.parametrize("name", FULL_FIELDS)
def test_an_empty_field_of_the_profile_is_said_and_may_be_justified(name: str) -> None:
    """What the simplified form asks for blocks; what a full record has besides only warns."""
    about = fields_of(CaseStudy)[name]
    severity = Severity.BLOCKS if about.level is RequiredFor.MINIMAL else Severity.WARNS
    emptied = replace(SOUND, **{name: () if about.lines else None})
    finding = only(emptied)
    assert finding.rule == "completeness.missing"
    assert (finding.severity, finding.nature) == (severity, Nature.COMPLETENESS)
    assert finding.justifiable
    place = finding.place
    assert (place.kind, place.record, place.reference) == ("case-study", "id-1", SOUND.reference)
    assert (place.field, place.label, place.section) == (name, about.label, about.section)
    assert about.label in said(finding)
    asked_by_minimal = about.level is RequiredFor.MINIMAL
    assert bool(validate(emptied, RequiredFor.MINIMAL)) is asked_by_minimal


def test_white_space_is_nothing() -> None:
    assert rules_of(replace(SOUND, lessons=" \n ")) == ["completeness.missing"]


def test_not_known_is_a_warning() -> None:
    finding = only(replace(SOUND, procedure=NOT_KNOWN))
    assert (finding.rule, finding.blocks) == ("completeness.not_known", False)
    assert said(finding) == "Customs procedure prints as “not known”."
    assert validate(replace(SOUND, background=NOT_KNOWN)) == ()


def test_a_line_is_complete_too() -> None:
    line = replace(GOODS, category=None)
    finding = only(replace(SOUND, goods=(GOODS, line)))
    assert (finding.place.field, finding.place.section) == ("goods.2.category", "goods")
    assert finding.place.label == "Category"


def test_what_a_record_is_called_where_it_has_no_reference() -> None:
    nameless = replace(SOUND, reference="", lessons=None)
    assert only(nameless).place.reference == "CS-1"
    assert only(replace(nameless, local_ref=None)).place.reference == SOUND.title


def test_indicators_are_not_asked_for() -> None:
    assert SOUND.indicators == ()
    assert validate(SOUND) == ()


# --------------------------------------------------------------------------------- structure
@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("title", "x" * 1001, "structure.too_long"),
        ("source_grade", "A2345", "structure.too_long"),
        ("source_more", ("x" * 2001,), "structure.too_long"),
        ("title", "a\ud800", "structure.not_unicode"),
        ("title", "a\x07", "structure.control"),
        ("title", 7, "structure.type"),
        ("route", [*ROUTE], "structure.type"),
        ("novelty", ["new_mo"], "structure.type"),
        ("member_unnamed", "yes", "structure.type"),
        ("consignments", True, "structure.type"),
        ("consignments", Decimal(1), "structure.type"),
        ("consignments", -1, "structure.negative"),
        ("consignments", 10**15, "structure.out_of_range"),
        ("value_total", 1.5, "structure.type"),
        ("value_total", Decimal(-1), "structure.negative"),
        ("value_total", Decimal("NaN"), "structure.not_finite"),
        ("value_total", Decimal("-Infinity"), "structure.not_finite"),
        ("value_total", Decimal("1E+400000"), "structure.out_of_range"),
        ("value_total", Decimal("1E-400000"), "structure.out_of_range"),
        ("value_total", Decimal("1234567890123456"), "structure.too_precise"),
        ("value_total", Decimal("0.1234567890123456"), "structure.too_precise"),
    ],
)
def test_a_value_that_cannot_be(field: str, value: Any, rule: str) -> None:
    money = {"value_currency": "USD", "value_basis": "MARKET"} if field == "value_total" else {}
    changed = replace(SOUND, **{field: value}, **money)
    (finding,) = (f for f in validate(changed) if f.nature is Nature.STRUCTURE and f.rule == rule)
    assert finding.blocks is (rule != "structure.control")
    assert not finding.justifiable
    assert finding.place.field == field
    assert said(finding).endswith(".")


@pytest.mark.parametrize("value", ["1E+15", "123456789012345", "0.000001", "-0", "28.3"])
def test_numbers_that_can_be(value: str) -> None:
    money = {"value_currency": "USD", "value_basis": "MARKET"}
    assert validate(replace(SOUND, value_total=Decimal(value), **money)) == ()


def test_a_narrative_of_a_hundred_thousand_characters() -> None:
    assert validate(replace(SOUND, summary="word " * 20_000)) == ()


# ------------------------------------------------------------------------------------- codes
def test_a_code_of_no_list() -> None:
    finding = only(replace(SOUND, commodity="MEDICALS"))
    assert (finding.rule, finding.blocks) == ("codes.unknown", True)
    assert said(finding) == (
        "Commodity: “MEDICALS” is not in the list “Commodity”: did you mean “MEDICAL”?"
    )
    assert "choose a code" in said(only(replace(SOUND, commodity="?" * 999)))
    assert only(replace(SOUND, novelty=("new_mo", "none"))).values["code"] == "none"


def test_names_of_other_records_are_checked_where_they_are_known() -> None:
    observed = IndicatorObserved(indicator="SPL-99", strength="primary", evidence="Split.")
    changed = replace(SOUND, office_code="XX", indicators=(observed,))
    assert validate(changed) == ()
    first, second = validate(changed, known=KNOWN)
    assert (first.place.field, second.place.field) == ("office_code", "indicators.1.indicator")
    assert {first.rule, second.rule} == {"codes.no_such_record"}
    assert "Risk indicator" in said(second)
    sound = replace(changed, office_code="AP", indicators=(replace(observed, indicator="SPL-01"),))
    assert validate(sound, known=KNOWN) == ()


def test_links_are_checked_by_id() -> None:
    challenge = Challenge(title="Staffing", challenge="staffing", tlp="GREEN", plan="plan-2")
    assert rules_of(challenge, known=KNOWN) == ["codes.no_such_record"]
    assert rules_of(replace(challenge, plan="plan-1"), known=KNOWN) == []


def test_a_detail_belongs_to_its_parent() -> None:
    finding = only(replace(SOUND, conveyance="AIR"))
    assert (finding.rule, finding.blocks) == ("codes.not_narrowed", False)
    assert finding.place.field == "conveyance_subtype"
    assert said(finding) == (
        "Means of transport: detail: Sea container does not belong to Means of transport Air: "
        "change one of the two."
    )
    assert validate(replace(SOUND, conveyance_subtype=NOT_KNOWN)) == ()


# ------------------------------------------------------------------------------------- dates
@pytest.mark.parametrize(
    "value", ["2026-02-30", "2026-13", "10.08.2019", "2019-8-10", "٢٠١٩", "20190810", " 2019"]
)
def test_an_impossible_date(value: str) -> None:
    found = validate(replace(SOUND, date=value))
    assert "dates.impossible" in {f.rule for f in found if f.blocks}


def test_a_day_is_more_than_a_month() -> None:
    assert rules_of(replace(SOUND, review_date="2027-01")) == ["dates.impossible"]
    assert rules_of(replace(SOUND, review_date="2027-01-31")) == []


@pytest.mark.parametrize(
    ("dates", "rules"),
    [
        ({"date": "2019-08-10", "date_end": "2019-08-09"}, ["dates.order"]),
        ({"date": "2019-08-10", "date_end": "2019-08"}, []),
        ({"date": "2019-08-10", "date_end": "2019"}, []),
        ({"date": "2019-08", "date_precision": "day"}, ["dates.precision"]),
        ({"date": "2019", "date_precision": "month"}, ["dates.precision"]),
        ({"date": "2019", "date_precision": "unknown"}, ["dates.precision"]),
        ({"date": "2019-08", "date_precision": "period"}, ["dates.precision"]),
        ({"date": "2019-08", "date_end": "2019-09", "date_precision": "period"}, []),
        ({"date": NOT_KNOWN, "date_precision": "unknown"}, ["completeness.not_known"]),
        ({"date": "2036-12-31"}, []),
        ({"date": "2037-01-01"}, ["dates.far_ahead"]),
        ({"date": "0219-08-10"}, ["dates.long_ago"]),
    ],
)
def test_dates_that_disagree(dates: dict[str, Any], rules: list[str]) -> None:
    assert rules_of(replace(SOUND, **dates), known=RuleContext(today=date(2026, 11, 25))) == rules


def test_legs_are_dated_in_order() -> None:
    dated = ("2019-08", "2019-08-01", "2019-07-31")
    legs = tuple(replace(leg, date=day) for leg, day in zip(ROUTE, dated, strict=True))
    finding = only(replace(SOUND, route=legs))
    assert (finding.rule, finding.place.field) == ("dates.legs", "route.3.date")


def test_due_before_start_and_valid_to_before_from() -> None:
    item = ActionItem(start="2026-05-01", due="2026-04")
    (finding,) = (f for f in validate(item, RequiredFor.MINIMAL) if f.rule == "dates.order")
    assert (finding.place.field, finding.blocks) == ("due", True)
    member = Member(country="AU", tlp="GREEN", valid_from="2026-01-02", valid_to="2026-01-01")
    assert rules_of(member) == ["dates.order"]


# ------------------------------------------------------------------------------------- units
@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ({"unit": None}, {"completeness.missing", "units.no_unit"}),
        ({"unit": NOT_KNOWN}, {"completeness.not_known", "units.not_known"}),
        ({"quantity": NOT_KNOWN}, {"completeness.not_known"}),
        ({"hs": "3004.90"}, set()),
        ({"hs": "30"}, set()),
        ({"hs": "30049000"}, set()),
        ({"hs": "300"}, {"units.hs"}),
        ({"hs": "30O4"}, {"units.hs"}),
        ({"hs": "٣٠٠٤"}, {"units.hs"}),
        ({"value": Decimal(5)}, {"units.no_companion"}),
        ({"value": Decimal(5), "currency": NOT_KNOWN, "value_basis": NOT_KNOWN}, set()),
        ({"value": Decimal(5), "currency": "USD", "value_basis": "MARKET"}, set()),
    ],
)
def test_numbers_that_say_nothing(line: dict[str, Any], rules: set[str]) -> None:
    assert set(rules_of(replace(SOUND, goods=(replace(GOODS, **line),)))) == rules


# ------------------------------------------------------------------------------------- route
@pytest.mark.parametrize(
    ("roles", "rules"),
    [
        ("departure seizure destination", []),
        ("departure transit seizure transit destination", []),
        ("departure departure seizure seizure destination destination", []),
        ("seizure", []),
        ("origin departure", ["route.no_seizure"]),
        ("seizure departure", ["route.order"]),
        ("destination seizure origin", ["route.order", "route.order"]),
    ],
)
def test_the_order_of_the_legs(roles: str, rules: list[str]) -> None:
    legs = tuple(RouteLeg(role=role, country="HK") for role in roles.split())
    assert rules_of(replace(SOUND, route=legs)) == rules


def test_the_place_of_seizure_is_in_the_route() -> None:
    finding = only(replace(SOUND, reporting_country="PH"))
    assert (finding.rule, finding.blocks) == ("route.not_in_route", False)
    assert "Philippines" in said(finding)


# ------------------------------------------------------------------------ grades and handling
@pytest.mark.parametrize(
    ("grade", "scheme", "rules"),
    [
        ("F6", "6x6", []),
        ("A7", "6x6", ["grades.not_in_scheme"]),
        ("X1", "4x4", []),
        ("X1", "6x6", ["grades.not_in_scheme"]),
        ("2CP", "3x5x2", []),
        ("a2", "6x6", ["grades.not_in_scheme"]),
        ("B2", None, ["grades.no_scheme"]),
        ("B2", NOT_KNOWN, ["grades.no_scheme"]),
        ("B2", "9x9", ["codes.unknown"]),
    ],
)
def test_a_grade_belongs_to_its_scheme(grade: str, scheme: Any, rules: list[str]) -> None:
    assert rules_of(replace(SOUND, source_grade=grade, grading_scheme=scheme)) == rules


@pytest.mark.parametrize("label", [None, NOT_KNOWN, ""])
def test_an_unmarked_record_counts_as_amber(label: Any) -> None:
    finding = only(replace(SOUND, tlp=label))
    assert (finding.rule, finding.nature) == ("handling.unmarked", Nature.HANDLING)
    assert not finding.blocks
    assert "TLP:AMBER" in said(finding)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], "AMBER"),
        (["CLEAR"], "CLEAR"),
        (["CLEAR", "GREEN"], "GREEN"),
        (["GREEN", None], "AMBER"),
        (["GREEN", NOT_KNOWN, ""], "AMBER"),
        (["AMBER", "AMBER+STRICT"], "AMBER+STRICT"),
        (["RED", "CLEAR", "AMBER+STRICT"], "RED"),
        (["CLEAR", "SECRET"], "RED"),
    ],
)
def test_the_strictest_label(labels: list[Any], expected: str) -> None:
    assert strictest(labels) == expected


# ----------------------------------------------------------------------------------- updates
def entry(text: str) -> ProgressUpdate:
    return ProgressUpdate(date="2026-01", entry=text)


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("", "a", []),
        ("ab", "ab", []),
        ("ab", "abc", []),
        ("ab", "a", ["updates.removed"]),
        ("ab", "ax", ["updates.changed"]),
        ("ab", "xab", ["updates.changed", "updates.changed"]),
        ("abc", "ba", ["updates.changed", "updates.changed", "updates.removed"]),
    ],
)
def test_entries_of_the_thread_are_only_added(before: str, after: str, rules: list[str]) -> None:
    old, new = (ActionItem(updates=tuple(map(entry, text))) for text in (before, after))
    found = appended_only(old, new)
    assert [finding.rule for finding in found] == rules
    assert all(finding.blocks and not finding.justifiable for finding in found)
    assert all(finding.place.field == "updates" for finding in found)


def test_every_rule_speaks_in_whole_sentences() -> None:
    changed = replace(
        SOUND,
        tlp=None,
        date="2037",
        commodity="X",
        conveyance="AIR",
        source_grade="Z9",
        goods=(GoodsLine(quantity=Decimal(-1)),),
        route=(RouteLeg(role="destination"), RouteLeg(role="origin")),
        summary="Call +86 138 0013 8000",
        lessons=NOT_KNOWN,
    )
    found = validate(changed)
    assert len({finding.rule for finding in found}) >= 10
    for finding in found:
        sentence = said(finding)
        assert sentence[0].isupper()
        assert sentence.endswith((".", "?"))
        assert finding.place.field


def test_all_described_fields_of_a_case_are_judged() -> None:
    """A value of no type that fits is found in any field, so no field is passed over."""
    for field in fields(CaseStudy):
        if "about" in field.metadata:
            found = validate(replace(SOUND, **{field.name: object()}))
            assert field.name in {f.place.field for f in found if f.rule == "structure.type"}
