"""Whatever a cell holds: no reader raises, and nothing is filled in that the cell does not say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from rilo_desktop.exchange.cell_values import (
    Habits,
    Reading,
    read_code,
    read_codes,
    read_conveyance,
    read_country,
    read_date,
    read_flag,
    read_hs,
    read_money,
    read_number,
    read_place_country,
    read_quantity,
    read_route,
    read_text,
    settle_date_order,
    settle_decimal,
)
from rilo_desktop.exchange.cells import Cell, Day, Fault, Formula, Number
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import codes_named

READERS: list[Callable[[Cell, Habits], Reading]] = [
    read_date,
    read_number,
    read_quantity,
    read_money,
    read_country,
    read_place_country,
    read_route,
    read_conveyance,
    read_flag,
    read_hs,
    read_text,
    lambda cell, habits: read_code("unit", cell, habits),
    lambda cell, habits: read_codes("language", cell, habits),
]
SOME = st.text(
    alphabet="0123456789٠١٢٣٩ ,.'’٫٬/-–~±()x×½²abkgtmлшт.هـé€$%\n\u00a0→",
    max_size=24,
)
TEXTS = st.one_of(SOME, st.text(max_size=40))
CELLS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    TEXTS.map(Number),
    st.decimals(allow_nan=True, allow_infinity=True).map(str).map(Number),
    st.datetimes().map(lambda day: Day(day.isoformat())),
    TEXTS.map(Day),
    TEXTS.map(Formula),
    TEXTS.map(Fault),
)
HABITS = st.builds(
    Habits,
    date_order=st.sampled_from(["dmy", "mdy", ""]),
    decimal=st.sampled_from([",", ".", ""]),
    year=st.sampled_from([None, 2024]),
    month=st.sampled_from([None, 2]),
    unit=st.sampled_from(["", "kg", "шт.", "nothing"]),
    currency=st.sampled_from(["", "USD", "€", "x"]),
    country=st.sampled_from(["", "FR", "SN", "PA", "XX"]),
    language=st.sampled_from(["", "fr"]),
)


@given(CELLS, HABITS)
@example(Number("sNaN"), Habits())
@example(Number("Infinity"), Habits())
def test_no_reader_raises(cell: Cell, habits: Habits) -> None:
    for read in READERS:
        reading = read(cell, habits)
        assert (reading.state == "taken") == (reading.value is not None)
        assert bool(reading.reason.text) == (reading.state in ("question", "unreadable"))
    settle_date_order([cell])
    settle_decimal([cell])


@given(st.integers(0, 10**9), st.one_of(st.just(""), st.from_regex(r"\d{1,4}", fullmatch=True)))
def test_a_taken_number_equals_its_text(whole: int, part: str) -> None:
    number = Decimal(f"{whole}.{part or 0}")
    for group in ("", " ", "\u00a0", "\u202f", "'", "’", "٬"):
        for sign in (",", ".", "٫"):
            text = f"{whole:,}".replace(",", group) + (f"{sign}{part}" if part else "")
            reading = read_number(text, Habits())
            if reading.state == "taken":
                assert reading.value == number, text
            else:
                assert number in reading.proposals, text
                assert (len(part), sign != "٫", whole < 1000) == (3, True, True), text


@given(st.sampled_from(["1.234", "12,500", "999.000"]), st.sampled_from([",", "."]))
def test_three_digits_behind_one_sign_are_settled_by_the_column_alone(text: str, sign: str) -> None:
    fraction, whole = (
        Decimal(text.replace(",", ".")),
        Decimal(text.replace(",", "").replace(".", "")),
    )
    assert set(read_number(text, Habits()).proposals) == {whole, fraction}
    settled = read_number(text, Habits(decimal=sign))  # type: ignore[arg-type]
    if sign in text:
        assert settled.value == fraction
    else:
        assert settled.state == "question"


@given(st.data())
def test_a_near_name_is_proposed_and_never_taken(data: st.DataObject) -> None:
    item = data.draw(st.sampled_from([i for i in vocabulary("country") if not i.is_practice]))
    label = data.draw(st.sampled_from(sorted(item.labels.values())))
    assume(len(label) > 6)
    at = data.draw(st.integers(1, len(label) - 2))
    misspelt = label[:at] + label[at + 1 :]
    assume(not codes_named("country", misspelt))
    reading = read_country(misspelt, Habits())
    assert (reading.state, reading.value) == ("question", None)


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ru", "ar"])
def test_a_label_of_any_language_is_its_code_or_asked_where_it_is_shared(language: str) -> None:
    shared = set()
    for item in vocabulary("country"):
        if language not in item.labels or item.is_practice:
            continue
        for said in (
            item.label(language),
            item.label(language).upper(),
            f" {item.label(language)} ",
        ):
            reading = read_country(said, Habits())
            if reading.state == "taken":
                assert reading.value == item.code
            else:
                assert item.code in reading.proposals
                shared.add(item.code)
    assert shared <= {"CG"}
