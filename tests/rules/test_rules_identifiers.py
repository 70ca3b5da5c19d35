"""Numbers of containers, ships and air waybills, and codes of places, as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rilo_desktop.exchange.values import value_of
from rilo_desktop.records import CaseStudy, RouteLeg, fields_of
from rilo_desktop.rules import identifiers
from rilo_desktop.rules.checksums import (
    air_waybill,
    air_waybill_check_digit,
    container,
    container_check_digit,
    ship,
    ship_check_digit,
)
from rilo_desktop.rules.findings import Finding, Severity
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.rules.validate import validate
from rilo_desktop.vocabularies import vocabulary

COUNTRIES = sorted(item.code for item in vocabulary("country") if not item.is_practice)
DIGITS = st.text("0123456789", min_size=6, max_size=6)
OWNERS = st.from_regex(r"[A-Z]{3}[UJZ]", fullmatch=True)


def found_in(record: CaseStudy) -> list[Finding]:
    return [one for part in parts_of(record) for one in identifiers.findings(part)]


def said(text: str) -> list[tuple[str, object]]:
    """Rule and check digit of what is said of a note for the office."""
    return [(f.rule, f.values.get("digit")) for f in found_in(CaseStudy(internal_note=text))]


def of_place(place: str, country: str = "PL") -> list[str]:
    found = found_in(CaseStudy(route=(RouteLeg(place=place, country=country),)))
    assert all(f.place.field == "route.1.place" for f in found)
    return [f.message for f in found]


@given(OWNERS, DIGITS, st.sampled_from(["{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}"]))
def test_any_container_with_its_check_digit_is_right(owner: str, serial: str, form: str) -> None:
    digit = container_check_digit(owner + serial)
    assert container(f"{owner}{serial}{digit}")
    assert said(f"Box {form.format(owner, serial, digit)}, sealed") == []


@given(OWNERS, DIGITS, st.integers(0, 6), st.integers(1, 9))
def test_a_changed_digit_of_a_container_is_seen(
    owner: str, serial: str, place: int, more: int
) -> None:
    """The scheme takes 0 for 10, and asks owners to leave out serial numbers with 10."""
    right = f"{owner}{serial}{container_check_digit(owner + serial)}"
    assume(right[10] != "0")
    wrong = changed(right, 4 + place, more)
    assert not container(wrong)
    assert [rule for rule, _ in said(f"Box {wrong}")] == ["identifiers.container"]


@given(DIGITS)
def test_any_ship_with_its_check_digit_is_right(number: str) -> None:
    right = f"{number}{ship_check_digit(number)}"
    assert ship(right)
    assert said(f"aboard IMO {right}") == []


@given(DIGITS, st.sampled_from([0, 4, 6]), st.integers(1, 9))
def test_a_changed_digit_of_a_ship_is_seen(number: str, place: int, more: int) -> None:
    """Where the weight has no divisor in common with 10: the others are not promised."""
    wrong = changed(f"{number}{ship_check_digit(number)}", place, more)
    assert not ship(wrong)
    assert [rule for rule, _ in said(f"IMO No. {wrong}")] == ["identifiers.ship"]


@given(st.from_regex(r"[0-9]{10}", fullmatch=True), st.booleans())
def test_any_air_waybill_with_its_check_digit_is_right(number: str, divided: bool) -> None:
    right = f"{number}{air_waybill_check_digit(number)}"
    assert air_waybill(right)
    shown = f"{right[:3]}-{right[3:7]} {right[7:]}" if divided else right
    assert said(f"AWB {shown}") == []


@given(st.from_regex(r"[0-9]{10}", fullmatch=True), st.integers(3, 10), st.integers(1, 9))
def test_a_changed_digit_of_an_air_waybill_is_seen(number: str, place: int, more: int) -> None:
    """A digit that differs by seven has the same remainder: that is not promised."""
    right = f"{number}{air_waybill_check_digit(number)}"
    wrong = changed(right, place, more)
    assume(place == 10 or abs(int(right[place]) - int(wrong[place])) != 7)
    assert not air_waybill(wrong)
    assert [rule for rule, _ in said(f"air waybill {wrong}")] == ["identifiers.air_waybill"]


def changed(number: str, place: int, more: int) -> str:
    return f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CSQU3054383", []),
        ("CSQU3054384", [("identifiers.container", 3)]),
        ("csqu3054384", [("identifiers.container", 3)]),
        ("CSQU 305438-4 and CSQU3054383", [("identifiers.container", 3)]),
        ("IMO 9074729", []),
        ("IMO 9074728", [("identifiers.ship", 9)]),
        ("numéro OMI 9074728", [("identifiers.ship", 9)]),
        ("IMO 907472", [("identifiers.ship", None)]),
        ("IMO 2020 rules, IMO class 3", []),
        ("AWB 020-12345675", []),
        ("AWB: 020-12345671", [("identifiers.air_waybill", 5)]),
        ("LTA n° 020-1234 5671", [("identifiers.air_waybill", 5)]),
        ("HAWB 020-12345671", []),
        ("Telephone 020-12345671", []),
        ("LOCODE PLGDN", []),
        ("UN/LOCODE: PL GDN", []),
        ("LOCODE XQGDN", [("identifiers.place", None)]),
        ("LOCODE PLGD", [("identifiers.place", None)]),
        ("LOCODE PLGD1", [("identifiers.place", None)]),
        ("A report (UNODC) and PARIS", []),
    ],
)
def test_what_is_typed_is_looked_at(text: str, expected: list[tuple[str, object]]) -> None:
    assert said(text) == expected


@given(st.sampled_from(COUNTRIES), st.from_regex(r"[A-Z2-9]{3}", fullmatch=True))
def test_a_locode_of_any_country_is_right_in_its_stop(country: str, place: str) -> None:
    for typed in (f"{country} {place}", f"{country}{place}", f"Port ({country}{place})"):
        assert of_place(typed, country) == []


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("XQ GDN", [identifiers.PLACE_COUNTRY]),
        ("Port (XQGDN)", [identifiers.PLACE_COUNTRY]),
        ("DE HAM", [identifiers.PLACE_ELSEWHERE]),
        ("LOCODE DEHAM", [identifiers.PLACE_ELSEWHERE]),
        ("LOCODE XQHAM", [identifiers.PLACE_COUNTRY]),
        ("XZ ABC", []),
        ("PARIS", []),
        ("LA PAZ", []),
        ("Rabat (MAROC)", []),
        ("Gdańsk", []),
    ],
)
def test_a_code_where_a_place_is_asked_for(place: str, expected: list[str]) -> None:
    assert of_place(place) == expected


def test_a_finding_never_keeps_a_record_from_release() -> None:
    """It warns at the field; what the guard says of such a number is another matter."""
    record = CaseStudy(title="t", internal_note="CSQU3054384", cen_refs=("a", "IMO 9074728"))
    found = [one for one in validate(record) if one.rule.startswith("identifiers.")]
    assert [(one.place.field, one.severity) for one in found] == [
        ("cen_refs", Severity.WARNS),
        ("internal_note", Severity.WARNS),
    ]


def test_a_cell_with_a_wrong_digit_is_taken_with_a_warning() -> None:
    value, found = value_of(fields_of(CaseStudy)["internal_note"], "Container CSQU 305438 4")
    assert value == "Container CSQU 305438 4", "as it was written"
    assert [one.values["number"] for one in found] == ["CSQU 305438 4"]
