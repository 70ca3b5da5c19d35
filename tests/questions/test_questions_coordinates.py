"""Coordinates in the usual spellings become the text that ODK keeps; what is none is refused."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.questions.answers_json import read_answers
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.coordinates import (
    LONGEST,
    CoordinateError,
    kept,
    parsed,
    points_of,
    problem_of,
    said,
)
from rilo_desktop.questions.definition import PLACES, Definition, Item, ItemType
from rilo_desktop.questions.form_state import FormState

POINT, LINE, AREA = ItemType.GEOPOINT, ItemType.GEOTRACE, ItemType.GEOSHAPE
BOGOTA = "4.60971 -74.08175 0 0"
BOGOTA_BY_SECONDS = "4.6097222 -74.0816667 0 0"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *[
            (typed, BOGOTA)
            for typed in (
                "4.60971, -74.08175",
                "4.60971 -74.08175",
                " 4.60971;−74.08175 ",
                "4,60971 -74,08175",
                "4,60971, -74,08175",
                "4,60971,-74,08175",
                "4.60971 N 74.08175 W",
                "N4.60971 W74.08175",
                "74.08175° West, 4.60971° North",
                "4,60971° Nord / 74,08175° Ouest",
                "4.60971 norte, 74.08175 O",
                "Lat: 4.60971 Lon: -74.08175",
                "longitude = 74.08175 W; latitude = 4.60971",
            )
        ],
        *[
            (typed, BOGOTA_BY_SECONDS)
            for typed in (
                "4°36'35\"N 74°4'54\"W",
                "4º 36’ 35” N, 74º 4’ 54” O",
                "N 4° 36′ 35″ W 74° 4′ 54″",
                "74°4′54″W 4°36′35″N",
                "4 36 35 N 74 4 54 W",
                "4°36'35'' -74°4'54''",
                "4 deg 36 min 35 sec N, 74 degrees 4 minutes 54 seconds W",
            )
        ],
        ("4°36.5'N 74°4.9'W", "4.6083333 -74.0816667 0 0"),
        ("4,74", "4 74 0 0"),
        ("-0.0 +5.50", "0 5.5 0 0"),
        ("4.6 -74 2600 5", "4.6 -74 2600 5"),
        ("4.6 -74.1 -12.5", "4.6 -74.1 -12.5 0"),
        ("٤.٦ ٧٤", "4.6 74 0 0"),
        ("90 -180", "90 -180 0 0"),
    ],
)
def test_the_usual_spellings(typed: str, expected: str) -> None:
    assert parsed(POINT, typed) == expected
    assert problem_of(POINT, expected) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "no place"),
        ("Bogotá", "no place"),
        ("4.6", "no place"),
        ("4 36 35 74 4 54", "no place"),
        ("-4.6 N 3 E", "no place"),
        ("4.6 N 5.5 N", "no place"),
        ("4.6 E 5.5 E", "no place"),
        ("4°60'N 3°E", "no place"),
        ("4.5°36'N 3°E", "no place"),
        ("1,2,3,4,5", "no place"),
        ("18N 612345 509876", "no place"),
        ("lat 4 lat 5", "no place"),
        ("lat 4 N lon 5 S", "no place"),
        ("1e5 3", "no place"),
        ("nan inf", "no place"),
        ("90.00001 0", "latitude 90.00001"),
        ("-0.0 -.5", "no place"),
        ("120.5 4.6", "latitude comes first"),
        ("4.6 181", "longitude 181"),
        ("4.6 74 0 -1", "accuracy -1"),
        ("4 " * LONGEST, "no place"),
        ("4" * 20_000, "no place"),
    ],
)
def test_what_is_no_place_is_one_sentence(typed: str, words: str) -> None:
    with pytest.raises(CoordinateError) as caught:
        parsed(POINT, typed)
    sentence = caught.value.message.format(**caught.value.values)
    assert words in sentence
    assert sentence.endswith(".")
    assert len(sentence) < LONGEST + 300
    assert kept(POINT, typed) == typed
    assert problem_of(POINT, typed) is not None


def test_lines_and_areas() -> None:
    assert parsed(LINE, "4.6, -74.1; 5, -73") == "4.6 -74.1 0 0;5 -73 0 0"
    assert parsed(LINE, "4,6 -74,1\n5°N 73°W\n") == "4.6 -74.1 0 0;5 -73 0 0"
    closed = "1 1 0 0;1 2 0 0;2 2 0 0;1 1 0 0"
    assert parsed(AREA, "1 1; 1 2; 2 2") == closed
    assert parsed(AREA, closed + ";") == closed
    for kind, typed, words in (
        (LINE, "1 1", "two points"),
        (LINE, "1 1; 2 2; 1 1", "does not end where it begins"),
        (AREA, "1 1; 1 2", "three corners"),
        (AREA, "1 1; 1 1; 1 1", "three corners"),
        (AREA, ";;", "no place"),
        (LINE, "1 1; 2 200", "longitude 200"),
    ):
        with pytest.raises(CoordinateError) as caught:
            parsed(kind, typed)
        assert words in caught.value.message.format(**caught.value.values)
    wrong = problem_of(AREA, "1 1 0 0;1 2 0 0;2 2 0 0")
    assert wrong is not None
    assert "ends where it begins" in wrong.message


def test_a_place_is_said_without_what_is_not_known() -> None:
    assert said(BOGOTA) == "4.60971, -74.08175"
    assert said("4.6 -74 2600 5.5;5 -73") == "4.6, -74, 2600 m, ±5.5 m; 5, -73"
    assert said("Bogotá") == "Bogotá"
    assert points_of("Bogotá") == []


_LATITUDES = st.decimals(-90, 90, places=5)
_LONGITUDES = st.decimals(-180, 180, places=5)


def _letters(number: Decimal, positive: str, negative: str) -> str:
    return f"{abs(number)} {negative if number < 0 else positive}"


def _seconds(number: Decimal, positive: str, negative: str) -> str:
    whole = abs(number)
    degrees, minutes = divmod(whole * 60, 60)
    return f"{degrees}°{minutes}'{negative if number < 0 else positive}"


SPELLINGS = (
    lambda a, b: f"{a}, {b}",
    lambda a, b: f"{a} {b}",
    lambda a, b: f"{a};{b}",
    lambda a, b: f"{a} {b} 0 0",
    lambda a, b: f"{a} {b}".replace(".", ","),
    lambda a, b: f"{a}; {b}".replace(".", ","),
    lambda a, b: f"{a}, {b}".replace(".", ","),
    lambda a, b: f"{_letters(a, 'N', 'S')} {_letters(b, 'E', 'W')}",
    lambda a, b: f"{_letters(b, 'east', 'west')}, {_letters(a, 'north', 'south')}",
    lambda a, b: f"{_seconds(a, 'N', 'S')} {_seconds(b, 'E', 'W')}",
    lambda a, b: f"lon {b} lat {a}",
)


@given(_LATITUDES, _LONGITUDES, st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_place_is_that_place(a: Decimal, b: Decimal, spelling: object) -> None:
    assert callable(spelling)
    (point,) = points_of(parsed(POINT, spelling(a, b)))
    assert abs(point.latitude - a) < Decimal("0.000001")
    assert abs(point.longitude - b) < Decimal("0.000001")


_SIGNS = st.text("0123456789.,;:-+ °'\"NSEWOnsewo′″latlon\n", max_size=40)


@given(st.sampled_from(sorted(PLACES)), _SIGNS | st.text(max_size=30))
def test_whatever_is_typed_is_a_place_of_odk_or_stays_and_is_found(
    kind: ItemType, typed: str
) -> None:
    text = kept(kind, typed)
    if text == "":
        assert not typed.strip()
    elif problem_of(kind, text) is None:
        number = r"-?[0-9]+(\.[0-9]+)?"
        assert re.fullmatch(
            rf"{number}( {number}){{1,3}}(\s*;\s*{number}( {number}){{1,3}})*\s*;?", text
        )
        assert parsed(kind, text) == parsed(kind, parsed(kind, text))
        assert all(abs(p.latitude) <= 90 and abs(p.longitude) <= 180 for p in points_of(text))
    else:
        assert text == typed


def test_answers_by_file_are_kept_as_odk_keeps_them_and_checked() -> None:
    items = (
        Item(POINT, "at"),
        Item(LINE, "way"),
        Item(AREA, "field"),
        Item(ItemType.BARCODE, "code"),
    )
    form = compile_form(Definition("f", "", (), (), items))
    data = {"at": "4°36'35\"N 74°4'54\"W", "way": "1 1; 2 2", "field": "1 1;1 2;2 2", "code": "007"}
    lines, found = read_answers(form.definition, data)
    assert not found
    assert {line.path: line.value for line in lines} == {
        "at": BOGOTA_BY_SECONDS,
        "way": "1 1 0 0;2 2 0 0",
        "field": "1 1 0 0;1 2 0 0;2 2 0 0;1 1 0 0",
        "code": "007",
    }
    state = FormState(form, datetime(2026, 12, 1))
    for line in lines:
        state.answer(line.path, line.value)
    assert problems(state) == []
    state.answer("at", "somewhere")
    (problem,) = problems(state)
    assert (problem.path, problem.rule.value, problem.values) == (
        "at",
        "type",
        {"value": "somewhere"},
    )
