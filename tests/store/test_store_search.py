"""Search finds what officers type, in six languages."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rilo_desktop.folding import fold
from rilo_desktop.records import CaseStudy
from rilo_desktop.store.search_normalization import (
    snippet,
    snippet_as_typed,
)
from rilo_desktop.store.search_query import parsed
from short_forms import examples

TEXTS = {
    "ar": "مُهَرِّبُ السَّجَائِرِ من الإمارات",
    "ru": "Ёлка и объём партии в посылке",
    "fr": "Une œuvre négligée à façade, Noël",
    "es": "Señaló ñandú en Ñuñoa",
    "pt": "Informação não declarada",
    "de": "Große Straße",
}


@pytest.fixture
def filled(store):
    cases = [CaseStudy(id=name, title=f"case {name}", summary=text) for name, text in TEXTS.items()]
    with store.unit("edit") as unit:
        unit.write(cases)
    return store


def found(store, words):
    with store.reading() as reading:
        return {row.id for row in reading.lists.rows(reading.lists.search(words, 20))}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("مهرب السجائر", "ar"),
        ("الامارات", "ar"),
        ("ЕЛКА", "ru"),
        ("объем", "ru"),
        ("oeuvre negligee", "fr"),
        ("noel facade", "fr"),
        ("nunoa senalo", "es"),
        ("nao informacao", "pt"),
        ("strasse gross", "de"),
        ("stra", "de"),
        ('"negligee a facade"', "fr"),
    ],
)
def test_words_are_found_without_accents_in_any_order(filled, words, name):
    assert found(filled, words) == {name}


@pytest.mark.parametrize("words", ['"facade negligee"', "negligee ñandú", "zzz", '"', "*", "-", ""])
def test_what_is_not_there_is_not_found(filled, words):
    assert found(filled, words) == set()


@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60))
def test_nothing_anybody_types_breaks_the_search(filled, words):
    found(filled, words.encode("utf-8", "replace").decode())


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_a_snippet_shows_where_the_word_stands():
    text = "one two three " * 20 + "the négligé parcel came " + "four five " * 20
    shown = snippet(text, "neglige")
    assert "négligé" in shown
    assert shown.startswith("… ")
    assert len(shown) < 140
    assert snippet(text, "absent") == ""


@given(st.text("aàbB ß_İ-é\n", max_size=80), st.text("abàé ", min_size=1, max_size=5))
def test_a_word_as_it_was_typed_is_found_where_every_word_is_looked_at(text, words):
    shown = snippet_as_typed(text, words)
    if shown:
        assert shown == snippet(text, words)
        starts = fold(words).split()
        assert any(word.startswith(tuple(starts)) for word in re.findall(r"\w+", fold(shown)))


def test_the_middle_of_a_word_is_not_its_beginning():
    assert snippet_as_typed("reparcelled Parcels", "parcel") == "reparcelled Parcels"
    assert snippet_as_typed("reparcelled snake_parcel", "parcel") == ""


def test_operators_of_the_index_are_only_words():
    assert parsed("NEAR(a b)").match == '"near a" * AND "b" *'
    assert parsed("title:x").match == '"title x" *'


def test_an_archived_record_is_left_out_until_it_is_wanted_again(filled):
    from dataclasses import replace

    with filled.reading() as reading:
        record = reading.records.stored("fr").record
    with filled.unit("edit") as unit:
        unit.write([replace(record, archived=True)])
    assert found(filled, "facade") == set()
    with filled.unit("edit") as unit:
        unit.write([replace(record, archived=None)])
    assert found(filled, "facade") == {"fr"}
