"""A text in every script is found by its words and, where it has no spaces, by its parts."""

from __future__ import annotations

import pytest

from rilo_desktop.records import CaseStudy
from rilo_desktop.store.search_normalization import snippet
from script_texts import SCRIPTS


@pytest.fixture
def filled(store):
    with store.unit("edit") as unit:
        unit.write(
            [CaseStudy(id=name, title="case", summary=text) for name, text in SCRIPTS.items()]
        )
    return store


def found(store, words):
    with store.reading() as reading:
        return {row.id for row in reading.lists.rows(reading.lists.search(words, 20))}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("մաքսային", "Armenian"),
        ("ԿԵՂԾ", "Armenian"),
        ("চট্টগ্রাম", "Bengali"),
        ("海关", "Chinese, simplified"),
        ("假冒", "Chinese, simplified"),
        ("冒药品", "Chinese, simplified"),
        ("ＭＳＫＵ１２３４５６７）", "Chinese, simplified"),
        ("高雄港查", "Chinese, traditional"),
        ("मुंबई बंदरगाह", "Devanagari"),
        ("गोलियाँ", "Devanagari"),
        ("ज़ब्त", "Devanagari"),
        ("የጉምሩክ", "Ethiopic"),
        ("ለዓለም", "Ethiopic"),
        ("საბაჟომ", "Georgian"),
        ("საქართველო", "Georgian"),
        ("המכסים", "Hebrew"),
        ("שלום", "Hebrew"),
        ("עליכם שלום", "Hebrew"),
        ("医薬品", "Japanese"),
        ("ﾃｨｯｼｭ", "Japanese"),
        ("コンテナ", "Japanese"),
        ("부산", "Korean"),
        ("산항", "Korean"),
        ("의약품", "Korean"),
        ("ศุลกากร", "Thai"),
        ("ยาปลอม", "Thai"),
        ("น้ำ", "Thai"),
    ],
)
def test_a_part_of_a_text_is_found_in_its_script(filled, words, name):
    hits = found(filled, words) - ({"Korean"} if words.startswith("ＭＳ") else set())
    assert hits == {name}


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_word_of_a_text_is_found_and_shown(filled, name):
    for word in SCRIPTS[name].replace("。", " ").split():
        assert name in found(filled, word)
    first = SCRIPTS[name].split()[0][:12]
    assert first in snippet(SCRIPTS[name], first)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("क्\u200dषेत्र", "क्षेत्र"),
        ("می\u200cخواهم", "میخواهم"),
        ("contre\u00adfaçon", "contrefaçon"),
        ("葛\U000e0100城", "葛城"),
        ("ยา\u200bปลอม", "ยาปลอม"),
        ("\u200fהמכסים\u200f", "המכסים"),
    ],
)
def test_signs_that_nobody_sees_hide_no_word(store, written, words):
    with store.unit("edit") as unit:
        unit.write([CaseStudy(id="one", title="case", summary=written)])
    assert found(store, words) == {"one"}
    assert found(store, written) == {"one"}
