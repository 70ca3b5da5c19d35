"""What one answer says of a whole column, or a whole table, of how its cells are read.

A cell is often a question only since its column does not say something: the unit of a number, the
order of day and month. Answered once, that is a habit of the column, and all its cells are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rilo_desktop.records.field_specs import FieldSpec, FieldType

from ..cell_values import Habits, read_code, read_number
from ..cells import Cell
from ..column_mapping.question_keys import MISSING, TableAnswers
from ..column_mapping.targets import Target
from .cell_reading import CellReader
from .read_cells import BLANK, CellState, CellValue

DATE_ORDER, DECIMAL, YEAR, UNIT, CURRENCY = "date_order", "decimal", "year", "unit", "currency"
_TRIED: Mapping[str, Sequence[Any]] = {
    UNIT: ("KG",),
    CURRENCY: ("EUR",),
    DATE_ORDER: ("dmy", "mdy"),
    DECIMAL: (",", "."),
    YEAR: (2000,),
}
"""{habit: values of it with which a cell that lacks no more than this is read}"""
HABITS = tuple(_TRIED)


def habits_answered(habits: Habits, answers: TableAnswers, heading: str) -> Habits:
    """The habits of a column, with what was answered for it, or for the table."""
    for what in HABITS:
        given = answers.column(heading, what)
        if given is MISSING:
            given = answers.table(what)
        value = habit_of(what, given)
        if value is not None:
            habits = replace(habits, **{what: value})
    return habits


def habit_of(what: str, given: Any) -> Any:
    """An answer as a habit; None where it is none."""
    if given is MISSING or not isinstance(given, str) or not given.strip():
        return None
    text = given.strip()
    if what == YEAR:
        return int(text) if text.isdecimal() and len(text) == 4 else None
    if what in (UNIT, CURRENCY):
        found = read_code(what, text, Habits())
        return found.value if found.state == "taken" else None
    return text.casefold() if text.casefold() in _TRIED[what] else None


def habit_asked(reader: CellReader, target: Target, cell: Cell, habits: Habits) -> str:
    """The one habit with which a cell that is asked about would be read; "" where none is."""
    for what in _of_field(target.spec):
        tried = (replace(habits, **{what: value}) for value in _TRIED[what])
        if all(reader.read(target, cell, one).state is CellState.TAKEN for one in tried):
            return what
    return ""


def _of_field(spec: FieldSpec) -> Iterator[str]:
    if spec.beside.get("unit"):
        yield UNIT
    if spec.beside.get("currency"):
        yield CURRENCY
    if spec.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        yield DATE_ORDER
        yield YEAR
    if spec.type is FieldType.DECIMAL:
        yield DECIMAL


def left_empty(
    reader: CellReader, target: Target, cell: Cell, habits: Habits, what: str
) -> CellValue:
    """A cell of a column of which the officer said nothing: a number keeps no unit, and no
    currency, and what cannot be read without the answer is left empty.
    """
    number = read_number(cell, habits)
    if what == UNIT and number.state == "taken":
        data = [{"quantity": f"{number.value:f}", "unit": None}]
        return reader.answered(target, cell, habits, data)
    if what == CURRENCY and number.state == "taken":
        data_of_amount = {"amount": f"{number.value:f}", "currency": None}
        return reader.answered(target, cell, habits, data_of_amount)
    return BLANK


def proposals_of(what: str, proposed: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """What is proposed for a whole column, of what its cells propose."""
    if what in (DATE_ORDER, DECIMAL):
        return tuple(_TRIED[what])
    found: dict[str, None] = {}
    for proposals in proposed:
        for proposal in proposals:
            for one in proposal if isinstance(proposal, list) else [proposal]:
                code = one.get(what) if isinstance(one, dict) else None
                if code:
                    found[str(code)] = None
    usual = ("PCS", "KG", "G", "L") if what == UNIT else ()
    return tuple(dict.fromkeys((*found, *usual)))[:6]
