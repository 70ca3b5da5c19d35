"""A formula is never calculated; what stands in it as text is read, and said."""

from __future__ import annotations

import pytest

from rilo_desktop.exchange.cell_values.reading import Habits
from rilo_desktop.exchange.cells import Formula
from rilo_desktop.exchange.column_mapping.question_keys import TableAnswers
from rilo_desktop.exchange.column_mapping.targets import targets_of
from rilo_desktop.exchange.mapped_sheets.cell_reading import JOINED, LINK, CellReader
from rilo_desktop.exchange.mapped_sheets.read_cells import CellState


@pytest.mark.parametrize(
    ("formula", "shown", "note"),
    [
        ('="W-"&26', "W-26", JOINED),
        ('= "W-" & "0" & 7', "W-07", JOINED),
        ('="say ""26"""&"!"', 'say "26"!', JOINED),
        ('=HYPERLINK("https://customs.example/17","W-17")', "W-17", LINK),
    ],
)
def test_what_stands_in_a_formula_is_read(formula: str, shown: str, note: str) -> None:
    reader, number = (
        CellReader("case-study", {}, TableAnswers({}, "")),
        targets_of("case-study")["local_ref"],
    )
    value = reader.read(number, Formula(formula), Habits())
    assert (value.state, value.shown) == (CellState.TAKEN, shown)
    assert [found.message for found in value.warnings] == [note]


@pytest.mark.parametrize("formula", ['="W-"&A3', "=2&A1", "=1+1", '="W-"', '="a"&"b', "="])
def test_any_other_formula_is_asked_about(formula: str) -> None:
    reader, number = (
        CellReader("case-study", {}, TableAnswers({}, "")),
        targets_of("case-study")["local_ref"],
    )
    assert reader.read(number, Formula(formula), Habits()).state is CellState.QUESTION
