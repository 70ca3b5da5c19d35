"""Characters that act, hide, turn text round or look like others are shown and spoken of (F8)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules_cases import SOUND

from rilo_desktop.characters import (
    as_latin,
    hidden,
    in_json,
    mixed_script_word,
    own_key,
    tidy_number,
    visible,
)
from rilo_desktop.office_codes import is_office_code
from rilo_desktop.rules.findings import Severity
from rilo_desktop.rules.validate import validate


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("WE\u202eTAIRATERCES", "WE<U+202E>TAIRATERCES"),
        ("\x1b[2J\x9d52", "<U+001B>[2J<U+009D>52"),
        ("HO-01\u200b", "HO-01<U+200B>"),
        ("a\u2066b\u2069\u200e\u200f\u061c", "a<U+2066>b<U+2069><U+200E><U+200F><U+061C>"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("a\u200cb", "a<U+200C>b"),
        ("HO-01\ufe0f", "HO-01<U+FE0F>"),
        ("\u3164", "<U+3164>"),
        ("two\r\nlines\tand\rone", "two\nlines\tand<U+000D>one"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown, "shown twice it is the same"


@pytest.mark.parametrize(
    "text",
    [
        "Plain text, « déjà vu » – 25 %",
        "می\u200cخواهم",
        "क्\u200dष",
        "Тест 中文 العربية עברית",
        "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3",
        "two\nlines",
    ],
)
def test_what_belongs_to_a_text_stays(text: str) -> None:
    assert visible(text) == text
    assert hidden(text) == ()


def test_a_line_end_is_no_part_of_one_line() -> None:
    assert visible("a title\nAP/2026/CS/A0001", lines=False) == "a title<U+000A>AP/2026/CS/A0001"


def test_json_says_the_same_in_escapes() -> None:
    import json

    text = json.dumps({"title": "a\u202eb\U000e0041\x9b é"}, ensure_ascii=False)
    assert json.loads(in_json(text)) == json.loads(text)
    assert in_json(text) == '{"title": "a\\u202eb\\udb40\\udc41\\u009b é"}'


def test_own_numbers_are_the_same_whatever_their_case_width_and_hidden_signs() -> None:
    same = (
        "HO-01",
        "ho-01",
        "HO-01\u200b",
        "\u2066HO-01\u2069",
        "ＨＯ－０１",
        " HO-01 ",
        "H\u00adO-01",
    )
    assert {own_key(number) for number in same} == {"ho-01"}
    assert own_key("НО-01") != own_key("HO-01"), "another alphabet is spoken of, not changed"
    assert own_key("\u200b") is own_key("") is own_key(None) is None
    assert tidy_number(" HO\u200b-01\u202c ") == "HO-01"


def test_look_alikes_are_found_where_they_deceive() -> None:
    assert mixed_script_word("НО-01", whole=True) == "НО-01"
    assert as_latin("НО-01") == "HO-01"
    assert mixed_script_word("НО-01") == "", "a Russian title may be short"
    assert mixed_script_word("Cigarettes for РARIS") == "РARIS"
    for text in ("Сигареты в контейнере", "HO-01", "Ωmega 3 µg", "Москва MOSCOW", "β-agonist"):
        assert mixed_script_word(text, whole=True) == ""


@pytest.mark.parametrize("code", ["AP", "SECRETARIAT", "XX", "EU", "WE", "A1-B"])
def test_codes_of_offices_fit_the_pattern(code: str) -> None:
    assert is_office_code(code)


@pytest.mark.parametrize(
    "code", ["", "ap", "АР", "WE\u202eTAIRATERCES", "\x1b[2J", "A" * 17, "AP ", "AP\n", "1AP"]
)
def test_other_codes_do_not(code: str) -> None:
    assert not is_office_code(code)


def test_every_office_of_the_catalogue_fits() -> None:
    from rilo_desktop.services.office.create_office import known_offices

    assert all(is_office_code(code) for code in known_offices())


def rules(record: object) -> set[tuple[str, str]]:
    return {(f.rule, f.place.field) for f in validate(record)}  # type: ignore[arg-type]


def test_a_finding_names_hidden_and_turning_signs_in_single_lines() -> None:
    case = replace(SOUND, title="Tablets\u202e gpj", local_ref="HO-01\u200b")
    found = [f for f in validate(case) if f.rule == "structure.hidden"]
    assert {f.place.field for f in found} == {"title", "local_ref"}
    assert all(f.severity is Severity.WARNS for f in found)
    assert found[0].values["signs"] in ("U+202E", "U+200B")


def test_in_long_text_only_what_turns_or_parts_it_is_spoken_of() -> None:
    quiet = replace(SOUND, summary="soft\u00adly and \u200eleft")
    assert ("structure.hidden", "summary") not in rules(quiet)
    loud = replace(SOUND, summary="first\nthen \u202eback")
    assert ("structure.hidden", "summary") in rules(loud)


def test_a_finding_names_look_alikes() -> None:
    found = [f for f in validate(replace(SOUND, local_ref="НО-01")) if "look_alike" in f.rule]
    assert [(f.values["word"], f.values["latin"]) for f in found] == [("НО-01", "HO-01")]
    assert ("structure.look_alike", "title") in rules(replace(SOUND, title="Tо Rome"))
    assert ("structure.look_alike", "title") not in rules(replace(SOUND, title="НО СТО"))
