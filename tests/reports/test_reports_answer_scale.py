"""Answers on a scale are columns of offices; equal words stand together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rilo_desktop.analysis.form_consolidation import OfficeAnswers
from rilo_desktop.questions.consolidation import AnswerCell, AnswerRow, CellState, steps_of
from rilo_desktop.questions.definition import Item, ItemType
from rilo_desktop.reports.documents.answer_scale import scale
from rilo_desktop.reports.documents.consolidated_answers import grouped
from rilo_desktop.reports.engine.document_builder import Flow
from rilo_desktop.reports.engine.labels import Wording


def question(start: str = "1", end: str = "5", step: str = "1") -> Item:
    return Item(name="works", type=ItemType.RANGE, start=start, end=end, step=step)


def offices(*codes: str) -> list[OfficeAnswers]:
    return [OfficeAnswers(code) for code in codes]


def cells(*values: str) -> tuple[AnswerCell, ...]:
    return tuple(
        AnswerCell(CellState.ANSWERED, (value,)) if value else AnswerCell(CellState.EMPTY)
        for value in values
    )


def test_a_scale_has_its_steps() -> None:
    assert steps_of(question()) == tuple(map(Decimal, range(1, 6)))
    assert steps_of(question("5", "1")) == tuple(map(Decimal, range(1, 6)))
    assert steps_of(question(step="")) == tuple(map(Decimal, range(1, 6)))
    assert len(steps_of(question("0", "10"))) == 11
    assert steps_of(Item(name="staff", type=ItemType.INTEGER)) == ()


@pytest.mark.parametrize(
    ("start", "end", "step"),
    [("0", "100", "1"), ("", "", ""), ("1", "5", "0"), ("1", "5", "NaN"), ("1", "1e99", "1e-99"),
     ("1", "5", "3"), ("3", "3", "1"), ("1", "Infinity", "1")],
)  # fmt: skip
def test_what_is_no_short_scale_is_a_number(start: str, end: str, step: str) -> None:
    assert steps_of(question(start, end, step)) == ()


def test_each_column_names_its_offices() -> None:
    row = AnswerRow(("works",), question(), cells("4", "4", "2", "", "many"))
    flow = Flow(Wording("en"))
    slabs = scale(flow, "5. How well?", row, offices(*"ABCDE"), steps_of(row.item))
    said = [line.text for slab in slabs for _, _, line in slab.lines]
    assert [one for one in said if one in ("A, B", "C", "D", "E")] == ["C", "A, B"]
    bars = [
        shape for slab in slabs for piece in slab.pieces for _, _, s in piece.marks for shape in s
    ]
    assert len(bars) == 2
    assert said.count("0") == 3


def test_equal_words_stand_together_as_the_first_office_wrote_them() -> None:
    said = cells("A shorter form", "a  shorter form", "Another one", "")
    assert grouped(offices(*"ABCD"), said) == [
        (["A", "B"], ("A shorter form",)),
        (["C"], ("Another one",)),
    ]
