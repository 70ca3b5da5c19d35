"""Answers of several offices to one form: rows, counts with their base, who sent nothing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.consolidation import CellState, consolidated
from rilo_desktop.questions.definition import Choice, Definition, Item, ItemType
from rilo_desktop.questions.form_state import FormState

NOW = datetime(2026, 1, 15)
CHOICES = (("yn", (Choice("yes"), Choice("no"))),)


def definition(*items: Item) -> Definition:
    return Definition("form", "1", (("", "Form"),), (), items, CHOICES)


FORM = definition(
    Item(ItemType.SELECT_ONE, "led", choices="yn"),
    Item(ItemType.INTEGER, "staff", relevant="${led} = 'yes'"),
    Item(ItemType.REPEAT, "course", children=(Item(ItemType.INTEGER, "officers"),)),
)


def state(**answers: str) -> FormState:
    made = FormState(compile_form(FORM), NOW)
    for path, value in answers.items():
        made.answer(path, value)
    return made


def test_rows_say_what_each_office_answered_and_why_a_cell_is_empty() -> None:
    first, second, third = state(led="yes", staff="7"), state(led="no"), state()
    third.answer("led", "", not_known=True)
    older = FormState(compile_form(definition(FORM.items[0])), NOW)
    older.answer("led", "yes")
    led, staff, officers = consolidated(state(), (first, second, third, None, older))
    assert [cell.state for cell in led.cells] == [
        CellState.ANSWERED,
        CellState.ANSWERED,
        CellState.NOT_KNOWN,
        CellState.NOT_SENT,
        CellState.ANSWERED,
    ]
    assert led.counts == (("yes", 2), ("no", 1))
    assert led.base == 3
    assert led.differs
    assert [cell.state for cell in staff.cells] == [
        CellState.ANSWERED,
        CellState.NOT_ASKED,
        CellState.NOT_ASKED,
        CellState.NOT_SENT,
        CellState.OTHER_FORM,
    ]
    assert staff.total == Decimal(7)
    assert officers.total is None


def test_the_lines_of_a_repeat_are_all_in_one_cell() -> None:
    first = state()
    for officers in ("24", "17"):
        node, _ = first.add_instance(first.root, "course")
        first.answer_node(node.children["officers"][0], officers)
    row = consolidated(state(), (first,))[-1]
    assert row.path == ("course", "officers")
    assert row.cells[0].values == ("24", "17")
    assert row.total == Decimal(41)


def test_years_are_not_added_up_and_counts_that_look_like_years_are() -> None:
    offices = [state(led="yes", staff=count) for count in ("2025", "2024")]
    assert consolidated(state(), offices)[1].total == Decimal(4049)
    asks_for_year = (
        Item(ItemType.INTEGER, "reporting_year"),
        Item(ItemType.INTEGER, "année"),
        Item(ItemType.INTEGER, "since", constraint=". >= 1990 and 2100 >= ."),
        Item(ItemType.INTEGER, "since", constraint=". > 1989 and . < 2101"),
    )
    adds_up = (
        Item(ItemType.INTEGER, "alerts_of_the_year_before"),
        Item(ItemType.INTEGER, "cases", constraint=". >= 0 and . <= 2100"),
        Item(ItemType.INTEGER, "cases", constraint=". >= 1990"),
    )
    for item in (*asks_for_year, *adds_up):
        made = FormState(compile_form(definition(item)), NOW)
        made.answer(item.name, "2025")
        (row,) = consolidated(made, (made, made))
        assert row.total == (None if item in asks_for_year else Decimal(4050)), item
