"""What a search can be told more than words, and what of a record it finds beside its texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.folding import fold
from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.presentation.search_prefixes import PREFIXES
from rilo_desktop.records import CaseStudy, GoodsLine, Member, RouteLeg, fields_of
from rilo_desktop.records.search_text import Shown
from rilo_desktop.store.search_query import parsed, prefixes
from rilo_desktop.store.search_words import label_with

RECORDS = (
    CaseStudy(
        id="tablets",
        title="Tablets in toys",
        summary="药品走私 by sea",
        date="2024-03-05",
        conveyance="SEA",
        tlp="AMBER",
        goods=(GoodsLine(hs="3004.90", unit="TAB"),),
        route=(RouteLeg(role="departure", country="TR"), RouteLeg(country="PL", date="2024-02")),
    ),
    CaseStudy(
        id="watches",
        title="Watches by post",
        summary="hidden in toys, found by chance",
        date="2023",
        conveyance="MAIL",
        tlp="CLEAR",
        goods=(GoodsLine(hs="9102", unit="PCS"),),
    ),
    Member(id="member", local_ref="AP-CN", country="CN", region="AP"),
)


@pytest.fixture
def filled(store):
    with store.unit("edit") as unit:
        unit.write(RECORDS)
    return store


def found(store, words):
    with store.reading() as reading:
        return {row.id for row in reading.lists.rows(reading.lists.search(words, 20))}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("vessel", {"tablets"}),
        ("navire", {"tablets"}),
        ("paquebot", set()),
        ("bateau OR mer OR vessel", {"tablets"}),
        ("Польша", {"tablets"}),
        ("türkiye", {"tablets"}),
        ("china", {"member"}),
        ("中国", {"member"}),
        ("走私", {"tablets"}),
        ("私", {"tablets"}),
        ("品走", {"tablets"}),
        ("走品", set()),
        ("5 march 2024", {"tablets"}),
        ("марта", {"tablets"}),
        ("март", {"tablets"}),
        ("fevrier", {"tablets"}),
        ("2023", {"watches"}),
        ("3004", {"tablets"}),
        ("3004.90", {"tablets"}),
        ("300490", {"tablets"}),
        ("hs:30", {"tablets"}),
        ("hs:91.02", {"watches"}),
        ("country:pl", {"tablets"}),
        ("pays:pologne", {"tablets"}),
        ("PAYS:Pl", {"tablets"}),
        ("country:vessel", set()),
        ("tlp:amber", {"tablets"}),
        ("transport:mail", {"watches"}),
        ("toys", {"tablets", "watches"}),
        ("toys -hidden", {"tablets"}),
        ("toys NOT hidden", {"tablets"}),
        ('toys -"found by"', {"tablets"}),
        ("-toys", {"member"}),
        ("vessel OR mail", {"tablets", "watches"}),
        ("toys vessel OR mail", {"tablets", "watches"}),
        ("chance vessel OR mail", {"watches"}),
        ("china OR -toys", {"member"}),
        ('"hidden in toys"', {"watches"}),
        ('"toys hidden"', set()),
        ("“hidden in toys”", {"watches"}),
        ("“toys hidden”", set()),
        ("«\u202fhidden in toys\u202f»", {"watches"}),
        ("«\u202ftoys hidden\u202f»", set()),
        ("before:2024-01", {"watches"}),
        ("before:2023-06", set()),  # 2023 alone may be before June or after it
        ("after:2023", {"tablets"}),
        ("avant:2024", {"watches"}),
        ("date:2024-03", {"tablets"}),
        ("toys after:2024-02", {"tablets"}),
        ("after:2024-03", set()),
        ("-before:2024 toys", {"tablets"}),
        ("kind:member", {"member"}),
        ("kind:case toys", {"tablets", "watches"}),
        ("author:ap-01 toys", {"tablets", "watches"}),
        ("author:AP-99", set()),
        ("changed:2026-11 china", {"member"}),
        ("changed:2027", set()),
        ("status:draft china", {"member"}),
        ("before:june", set()),
        ("region:pacific", {"member"}),
    ],
)
def test_it_finds(filled, words, names):
    assert found(filled, words) == names


def test_counts_agree_with_what_is_found(filled):
    with filled.reading() as reading:
        assert reading.lists.found_by_kind("toys after:2024") == {}
        assert reading.lists.found_by_kind("toys -hidden") == {"case-study": 1}
        assert reading.lists.found_by_kind("after:2023") == {"case-study": 1}
        assert reading.lists.found_by_kind("OR") == {}


def test_what_a_record_no_longer_shows_is_no_longer_found(filled):
    with filled.reading() as reading:
        record = reading.records.stored("tablets").record
    with filled.unit("edit") as unit:
        unit.write([replace(record, conveyance="AIR")])
    assert found(filled, "vessel") == set()
    assert found(filled, "transport:air") == {"tablets"}


def test_each_prefix_has_a_word_of_its_own_in_each_language():
    assert {prefix.name for prefix in prefixes().values()} == {one.name for one in PREFIXES}
    for language in window_languages():
        names = [fold(catalogue(language)(one.name)) for one in PREFIXES]
        assert len(set(names)) == len(names), language
        for one, name in zip(PREFIXES, names, strict=True):
            assert prefixes()[name] == one, (language, name)
            assert parsed(f"{name}:{one.example}").asks
            assert parsed(f"{name}:{one.example}") != parsed(f'"{name}" {one.example}')


# --- names that no label has


@pytest.fixture
def countries(store):
    """Cases whose ids are the countries that they began in."""
    codes = ("GB", "UA", "TR", "CI", "CD", "CG")
    cases = [
        CaseStudy(id=code, title="Parcels", route=(RouteLeg(role="departure", country=code),))
        for code in codes
    ]
    with store.unit("edit") as unit:
        unit.write([*cases, CaseStudy(id="boxes", title="t", goods=(GoodsLine(unit="PCS"),))])
    return store


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("country:UK", {"GB"}),
        ("country:uk", {"GB"}),
        ("country:ukr", {"UA"}),
        ("country:turkey", {"TR"}),
        ('country:"ivory coast"', {"CI"}),
        ("country:congo", {"CD", "CG"}),
        ("country:-", set()),
        ("Britain", {"GB"}),
        ('"great britain"', {"GB"}),
        ('"great brit"', set()),
        ("turkey", {"TR"}),
        ("turk", {"TR"}),
        ("Türkiye", {"TR"}),
        ("ivory coast", {"CI"}),
        ("parcels ivory", {"CI"}),
        ("turkey OR britain", {"TR", "GB"}),
        ("parcels -britain -turkey -congo", {"CI", "UA"}),
        ("pcs", set()),
    ],
)
def test_what_people_call_a_code_finds_it(countries, words, names):
    assert found(countries, words) == names


def test_a_hit_says_by_which_name():
    shown = Shown("route", "country", fields_of(RouteLeg)["country"], "TR")
    assert label_with(shown, lambda words: "turkey" in words) == "Turkey"
