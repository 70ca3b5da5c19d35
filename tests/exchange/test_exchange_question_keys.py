"""Keys of questions are read as they are written, and an answer holds where it was given."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.exchange.column_mapping.mapping import (
    FORMAT,
    Mapping,
    Remembered,
    mapping_data,
    read_mapping,
)
from rilo_desktop.exchange.column_mapping.question_keys import (
    MISSING,
    NUMBERS,
    QuestionKey,
    Scope,
    TableAnswers,
    cases_key,
    cell_key,
    column_key,
    parsed,
    row_key,
    shortened,
    table_key,
)

SHEETS = st.one_of(
    st.sampled_from(
        (
            "",
            "Register",
            "country",
            "date",
            "same",
            "It's",
            "a=b!c",
            "[x]y",
            "[a=b.csv]",
            "[a]b.csv]R",
            "extra",
            "'",
            "A:b",
        )
    ),
    st.text(max_size=31).map(lambda text: " ".join(text.split())),
)
HEADINGS = st.text(alphabet="ab =!]['(é", min_size=1, max_size=12).filter(lambda t: "]=" not in t)


def word_key(word: str) -> str:
    return str(QuestionKey(Scope.WORD, "country", text=shortened(word)))


def text_key(sheet: str, heading: str, text: str) -> str:
    of = QuestionKey(Scope.TEXT, "internal_note", sheet, heading=heading, text=shortened(text))
    return str(of)


@given(SHEETS, HEADINGS, st.text(max_size=200))
def test_every_key_is_read_as_it_was_written(sheet: str, heading: str, text: str) -> None:
    keys = {
        cell_key(sheet, "B", 12, "goods.quantity"): Scope.CELL,
        row_key(sheet, 12, "case"): Scope.ROW,
        table_key(sheet, NUMBERS): Scope.TABLE,
        column_key(sheet, heading, "unit"): Scope.COLUMN,
        text_key(sheet, heading, text): Scope.TEXT,
        word_key(text): Scope.WORD,
        cases_key("same", "K-2", "K-1"): Scope.CASES,
    }
    assert len(keys) == 7
    for key, scope in keys.items():
        found = parsed(key)
        assert found is not None, key
        assert (found.scope, str(found)) == (scope, key)
        if scope not in (Scope.WORD, Scope.CASES):
            assert found.sheet == sheet
        assert len(key) < 300


def test_an_answer_holds_in_its_own_table_only() -> None:
    answers = {
        cell_key("Febrero", "B", 6, "date"): "",
        column_key("Febrero", "Cantidad (u.)", "unit"): "KG",
        table_key("Febrero", NUMBERS): "rows",
        word_key("Nethrlands"): "NL",
    }
    of, other = TableAnswers(answers, "Febrero"), TableAnswers(answers, "Enero")
    assert of.cell("B", 6, "date") == ""
    assert of.cell("B", 7, "date") is of.cell("C", 6, "date") is MISSING
    assert of.column("CANTIDAD  (U.)", "unit") == "KG"
    assert of.table(NUMBERS) == "rows"
    for found in (of, other):
        assert found.word("country", "nethrlands ") == "NL"
        assert found.word("currency", "Nethrlands") is MISSING
    assert other.cell("B", 6, "date") is other.column("Cantidad (u.)", "unit") is MISSING
    assert other.table(NUMBERS) is MISSING


OLD: dict[str, Any] = {
    "reporting_country=Nethrlands": "NL",
    "conveyance=lorry?": "TRUCK",
    "date=30": "",
    "goods.quantity=2000 PCS": [{"quantity": "2000", "unit": "PCS"}],
    "value_total=1200": {"amount": "1200", "currency": "EUR"},
    "no number=Sheet 4": "skip",
    "row=K-1#2": "new case",
    "extra=K1": "take",
    "same=K-2~K-1": "skip",
    "internal_note=" + 2_000 * "long ": "",
}


def test_answers_of_older_versions_are_read_as_words_or_dropped_and_named() -> None:
    found = read_mapping({"rilo_mapping": 1, "answers": OLD}, "old.json")
    assert found.answers == {
        "country=Nethrlands": "NL",
        "conveyance=lorry?": "TRUCK",
        "same=K-2~K-1": "skip",
    }
    assert len(found.unread) == len(OLD) - len(found.answers)
    assert "date=30" in found.unread


def test_what_is_remembered_says_where_it_was_given() -> None:
    one = Remembered("Register!B12=goods.quantity", "", "77ab#1", "a.xlsx", "2026-12-01", "AP-01")
    mapping = Mapping(answers={"country=Nethrlands": "NL"}, remembered=(one,))
    data = mapping_data(mapping)
    assert data["rilo_mapping"] == FORMAT
    assert read_mapping(data, "") == mapping
    later = Remembered(
        "Register!B14=goods.quantity", "5", "77ab#1", "b.xlsx", "2026-12-02", "AP-02"
    )
    other = Remembered(
        "Register!B12=goods.quantity", "7", "0000#1", "b.xlsx", "2026-12-02", "AP-02"
    )
    both = Mapping(remembered=(later, other)).over(mapping)
    assert both.remembered == (later, other), "the same row, though another stands above it"


@pytest.mark.parametrize(
    "one",
    [
        1,
        {},
        {"key": "nonsense"},
        {"key": "A!B1=date", "seen": 5},
        {"key": "A!B1=date", "by": "x" * 5000},
    ],
)
def test_what_is_remembered_is_refused_where_it_is_nonsense(one: Any) -> None:
    with pytest.raises(Exception, match="no mapping of columns"):
        read_mapping({"rilo_mapping": 2, "remembered": [one]}, "a.json")
