# mypy: disable-error-code="operator"
"""The code lists are whole and labelled, and unlike units are never added up."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rilo_desktop
from rilo_desktop.records import class_of, fields_of, record_types
from rilo_desktop.reports.documents import case_facts
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
    assert len(PUBLISHED) == 51
    assert set(vocabulary_names()) == {*PUBLISHED, *OWN, "currency"}


@pytest.mark.parametrize("name", sorted({*PUBLISHED, *OWN}))
def test_a_list_holds_what_its_source_holds(name: str) -> None:
    source, built = (PUBLISHED | OWN)[name], vocabulary(name)
    for item in source["items"]:
        shown = built.items[item["code"]]
        assert shown.label("en") == item["label_en"]
        assert shown.label("fr") == item["label_fr"]
    if name == "country":
        assert not source["items"]  # they stand in a table of their own
    else:
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


# Countries from one table, currencies filled in from CLDR


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
        ("KR", "Republic of Korea", "République de Corée"),
        ("KP", "Democratic People's Republic of Korea",
         "République populaire démocratique de Corée"),
        ("FK", "Falkland Islands (Malvinas)", "Îles Falkland (Malvinas)"),
        ("CV", "Cabo Verde", "Cabo Verde"),
        ("LA", "Lao People's Democratic Republic", "République démocratique populaire lao"),
    ],
)  # fmt: skip
def test_names_of_countries_are_those_of_the_united_nations(
    code: str, english: str, french: str
) -> None:
    item = vocabulary("country").items[code]
    assert (item.label("en"), item.label("fr")) == (english, french)


def test_names_of_a_language_come_from_one_source() -> None:
    """Where it has no name, English stands there and no name of another source."""
    countries = [item for item in vocabulary("country") if not item.is_practice]
    with (SOURCES / "country_names.csv").open(encoding="utf-8", newline="") as opened:
        rows = {row["code"]: row for row in csv.DictReader(opened)}
    assert list(rows) == [item.code for item in countries]
    for item in countries:
        assert item.labels == {
            key.removeprefix("label_"): text
            for key, text in rows[item.code].items()
            if key.startswith("label_") and text
        }
    lacking = {
        language: [c.code for c in countries if language not in c.labels]
        for language in ("en", "fr", "es", "pt", "ru", "ar", "zh")
    }
    only_tw = ("es", "ru", "ar", "zh")
    assert lacking == {of: ["TW"] for of in only_tw} | {"en": [], "fr": [], "pt": ["SZ", "TW"]}


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


# Lists that are open, and lists that are used


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("head", "Chef du BRLR"),
        ("Head of RILO", "Chef du BRLR"),  # as earlier versions wrote it
        ("WCO Secretariat", "Secrétariat de l'OMD"),
        ("WAF", "BRLR Afrique de l'Ouest"),
        ("Harbour master", "Harbour master"),
    ],
)
def test_a_text_of_an_open_list_is_shown_as_the_code_that_it_is_a_label_of(
    said: str, shown: str
) -> None:
    assert vocabulary("function").label(said, "fr") == shown


def test_a_list_that_is_not_open_takes_no_label_for_a_code() -> None:
    assert vocabulary("conveyance").label("Air", "fr") == "Air"


def test_the_offices_of_the_list_of_functions_are_called_as_in_the_catalogue() -> None:
    path = SOURCES.parent / "catalogue" / "offices.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        offices = {row["code"]: row for row in csv.DictReader(opened)}
    functions = vocabulary("function")
    for code, row in offices.items():
        assert functions.label(code, "en") == row["name_en"]
        assert functions.label(code, "fr") == row["name_fr"]


def _classes() -> Iterator[type]:
    waiting = [class_of(code) for code in record_types()]
    while waiting:
        cls = waiting.pop()
        yield cls
        waiting += [about.lines for about in fields_of(cls).values() if about.lines is not None]


def test_open_fields_take_open_lists_and_the_other_way_round() -> None:
    for cls in _classes():
        for name, about in fields_of(cls).items():
            if about.vocabulary:
                assert about.open_list == vocabulary(about.vocabulary).open, (cls, name)


SHOWN = re.compile(r'(?:label|listed|code|vocabulary|code_label|_code)\(\s*(?:\w+,\s*)?"(\w+)"')
GRADES = {"admiralty_source", "admiralty_info", "europol_source", "europol_info", "uk_source",
          "uk_info"}  # fmt: skip
"""Read by the scheme of a grade: `reports.documents.case_facts.GRADES`."""


def test_every_list_is_used_by_a_field_or_named_where_it_is_shown() -> None:
    used = {about.vocabulary for cls in _classes() for about in fields_of(cls).values()}
    sources = Path(rilo_desktop.__file__).parent.rglob("*.py")
    named = {name for path in sources for name in SHOWN.findall(path.read_text("utf-8"))}
    assert set(case_facts.GRADES["6x6"][:2]) < GRADES
    assert set(vocabulary_names()) - used - named - GRADES == set()


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


OF_AN_OFFICE = {"vocabulary", "codes_named", "near_codes"}
"""What answers with the lists of the office at work."""


def test_nothing_that_is_kept_for_all_is_made_of_the_lists_of_one_office() -> None:
    """A cached function would show one office what another one added."""
    found = []
    for file in sorted(Path(rilo_desktop.__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        kept: list[ast.AST] = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            and any("cache" in ast.unparse(one) for one in node.decorator_list)
            and not any(arg.arg in ("_changed", "changed") for arg in node.args.args)
        ]
        kept += [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        found += [
            f"{file.name}:{name.lineno}"
            for node in kept
            for name in ast.walk(node)
            if isinstance(name, ast.Name) and name.id in OF_AN_OFFICE
        ]
    assert not found
