# mypy: disable-error-code="operator"
"""The code lists are whole and labelled, and unlike units are never added up."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.vocabularies import (
    UnknownList,
    lists,
    sums_by_unit,
    vocabulary,
    vocabulary_names,
)

SOURCES = Path(__file__).resolve().parent.parent.parent / "resources" / "vocabularies"
PARENTS = {"commodity": "enforcement_area", "conveyance_subtype": "conveyance"}
"""List whose codes are the parents of another's."""


def _source(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SOURCES / f"{name}.json").read_text("utf-8"))["lists"]
    return found


PUBLISHED, OWN = _source("published"), _source("own")
INVENTED = OWN.pop("practice_member")
"""Joins the list of countries."""


def test_a_list_that_holds_a_code_twice_is_refused() -> None:
    item = {"code": "PR", "label_en": "Annual progress report"}
    with pytest.raises(lists.RepeatedCode, match="report: PR"):
        lists._vocabulary("report", {"title_en": "Report", "items": [item, item]}, "2026")
    for name, entry in (PUBLISHED | OWN).items():
        codes = [item["code"] for item in entry["items"]]
        assert len(codes) == len(set(codes)), name


def test_all_published_lists_and_our_own_are_there() -> None:
    assert len(PUBLISHED) == 55
    assert set(vocabulary_names()) == {*PUBLISHED, *OWN, "currency"}


@pytest.mark.parametrize("name", sorted({*PUBLISHED, *OWN}))
def test_a_list_holds_what_its_source_holds(name: str) -> None:
    source, built = (PUBLISHED | OWN)[name], vocabulary(name)
    for item in source["items"]:
        shown = built.items[item["code"]]
        assert shown.label("en") == item["label_en"]
        assert shown.label("fr") == item["label_fr"]
    if name != "country":
        assert list(built.items) == [item["code"] for item in source["items"]]


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_code_has_its_label_in_english_and_french(name: str) -> None:
    listed = vocabulary(name)
    assert len(listed) > 1
    assert listed.title("en")
    assert listed.titles["fr"]
    for item in listed:
        assert item.code == item.code.strip() != ""
        for language in ("en", "fr"):
            assert item.labels[language].strip() == item.labels[language] != ""


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_parent_is_a_code_of_its_list(name: str) -> None:
    parents = {item.parent for item in vocabulary(name)} - {""}
    assert bool(parents) == (name in PARENTS)
    if parents:
        assert parents <= set(vocabulary(PARENTS[name]).items)


def test_a_conveyance_names_its_details() -> None:
    codes = [item.code for item in vocabulary("conveyance_subtype").children("MAIL")]
    assert codes == ["MAIL_LETTER", "MAIL_PARCEL", "MAIL_EMS"]


# Countries and currencies, filled in from CLDR


def test_countries_are_those_of_iso_3166() -> None:
    countries = [item for item in vocabulary("country") if not item.is_practice]
    codes = {item.code for item in countries}
    assert len(countries) == len(codes) == 249
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)
    assert {"XK", "EU", "UN", "ZZ"}.isdisjoint(codes)


def test_invented_members_follow_the_countries_and_are_none() -> None:
    """ISO 3166 leaves QM to QZ to users."""
    invented = [item for item in vocabulary("country") if item.is_practice]
    assert list(vocabulary("country"))[249:] == invented
    assert [item.code for item in invented] == [item["code"] for item in INVENTED["items"]]
    assert all(item.code[0] == "Q" and item.code[1] in "MNOPQRSTUVWXYZ" for item in invented)


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("TW", "Chinese Taipei", "Taipei chinois"),
        ("HK", "Hong Kong, China", "Hong Kong, Chine"),
        ("MO", "Macao, China", "Macao, Chine"),
    ],
)
def test_names_are_as_the_published_list_has_them(code: str, english: str, french: str) -> None:
    """In no language a name of another source takes their place."""
    item = vocabulary("country").items[code]
    assert dict(item.labels) == {"en": english, "fr": french}
    assert {item.label(language) for language in ("es", "pt", "ru", "ar")} == {english}


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ru", "ar"])
def test_other_countries_have_a_name_in_all_six_languages(language: str) -> None:
    countries = vocabulary("country")
    missing = [c.code for c in countries if language not in c.labels and not c.is_practice]
    assert missing == (["HK", "MO", "TW"] if language not in ("en", "fr") else [])


def test_currencies_are_codes_of_iso_4217_old_ones_too() -> None:
    currencies = vocabulary("currency")
    assert all(len(c) == 3 and c.isascii() and c.isupper() for c in currencies.items)
    assert {"USD", "EUR", "CNY", "XOF", "PLN", "DEM"} <= set(currencies.items)
    assert not [c for c in currencies if any(sign.isdigit() for sign in c.label("en"))]


# Labels of what is not there


def test_an_unknown_code_stands_for_itself_and_a_language_falls_back() -> None:
    listed = vocabulary("conveyance")
    assert listed.label("BALLOON", "fr") == "BALLOON"
    assert listed.label("AIR", "ar") == "Air"
    assert "AIR" in listed
    assert "BALLOON" not in listed


def test_an_unknown_list_is_a_fault() -> None:
    with pytest.raises(UnknownList, match="no_such_list"):
        vocabulary("no_such_list")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_handling_labels_are_never_translated(language: str) -> None:
    assert all(item.label(language) == f"TLP:{item.code}" for item in vocabulary("tlp"))


def test_handling_labels_have_an_order() -> None:
    ranked = sorted(vocabulary("tlp"), key=lambda item: -item.more["rank"])
    assert [item.code for item in ranked] == ["RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"]


# Units


def test_sums_keep_units_apart_and_count_what_is_not_given() -> None:
    sums = sums_by_unit(
        [
            (Decimal(100), "PCS", False),
            (Decimal("1.5"), "KG", True),
            (None, "PCS", False),
            (Decimal(20), "PCS", False),
            (Decimal(2), "T", False),
            (None, "", False),
        ]
    )
    assert [(s.unit, s.total, s.lines, s.without_quantity, s.approximate) for s in sums] == [
        ("PCS", Decimal(120), 3, 1, False),
        ("KG", Decimal("1.5"), 1, 0, True),
        ("T", Decimal(2), 1, 0, False),
        ("", Decimal(0), 1, 1, False),
    ]


def test_nothing_sums_to_nothing() -> None:
    assert sums_by_unit([]) == ()


LINES = st.lists(
    st.tuples(
        st.none() | st.decimals(0, 10**9, places=3),
        st.sampled_from([*vocabulary("unit").items, ""]),
        st.booleans(),
    )
)


@given(LINES)
def test_no_quantity_moves_to_another_unit(lines: list[tuple[Decimal | None, str, bool]]) -> None:
    sums = sums_by_unit(lines)
    assert [s.unit for s in sums] == list(dict.fromkeys(unit for _, unit, _ in lines))
    for one in sums:
        own = [line for line in lines if line[1] == one.unit]
        assert one.total == sum((q for q, _, _ in own if q is not None), Decimal(0))
        assert one.lines == len(own)
        assert one.without_quantity == sum(q is None for q, _, _ in own)
        assert one.approximate == any(about for _, _, about in own)


def test_every_source_is_one_that_a_reader_can_look_up() -> None:
    """Officers read them in the window and in shipped records: no note of the makers."""
    catalogue = SOURCES.parent / "catalogue" / "obligations.json"
    said = [str(listed.get("source")) for listed in (*PUBLISHED.values(), *OWN.values())]
    said.append(catalogue.read_text("utf-8"))
    assert not [text for text in said if ".md" in text]
