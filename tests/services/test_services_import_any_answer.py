"""Whatever is asked about a table can be answered, where it is asked, with all that is proposed.

Each question is answered with one of its proposals or with nothing, in any order, by itself or for
a cell of its column: nothing stays open, no other cell changes, importing again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rilo_desktop.exchange.column_mapping import Mapping as Given
from rilo_desktop.exchange.column_mapping.question_keys import Scope, parsed
from rilo_desktop.exchange.mapped_sheets.table_questions import FIELD
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import import_memory, import_tables, undo
from rilo_desktop.services.records.import_tables import Looked, Question
from short_forms import examples

CELLS: Mapping[str, Sequence[Any]] = {
    "File no": ("K-1", "K-2", "K-3", "K-4", "K-5", "", "?"),
    "Date": ("14.01.2025", "03/04/2025", "30", "25/04/2024", "Jan 2025", 45_700, "soon", ""),
    "Country": ("Kenya", "Nethrlands", "Congo", "Ghana", "", "n/a", "Kenia / Ghana"),
    "Town": ("Mombasa", "Tema", ""),
    "Goods": ("Hats", "Shoes", "Toys", ""),
    "Qty": ("12 pcs", "60", 60, 1200, "1.200 pcs", "3 x 40 kg", "10-12 kg", "7 sacs", "", "some"),
    "Value": ("100 EUR", "1000", 1000, "$ 50", "1.234", "100 francs", "", "much"),
    "Currency": ("EUR", "francs", "dollars", "", "thalers"),
    "From": ("China", "Chinna", "Lagos", "Menglun, Yunnan", "", "West Africa"),
    "Detection method": ("risk analysis", "nosy dog", ""),
    "Remarks": ("in a box", "call +49 30 1234567", "write to a.b@example.org", ""),
}
HEADS = tuple(CELLS)
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
DEPENDENT = {
    *("goods.quantity", "goods.unit", "goods.value", "goods.value_each", "goods.currency"),
    *("value_total", "value_currency", "declared_value", "declared_currency"),
}
"""What a cell says may follow from its neighbour: an amount from its currency, or its country."""


@st.composite
def tables(draw: Any) -> tuple[tuple[Any, ...], ...]:
    heads = draw(
        st.lists(st.sampled_from(HEADS), min_size=4, unique=True).filter(
            lambda found: {"Date", "Country"} & set(found) and "Goods" in found
        )
    )
    row = st.tuples(*(st.sampled_from(CELLS[head]) for head in heads))
    return (tuple(heads), *draw(st.lists(row, min_size=2, max_size=5)))


@pytest.fixture
def office(make_session: Callable[..., Any]) -> Session:
    return make_session()  # type: ignore[no-any-return]


def _written(folder: Path, sheets: Sequence[Sequence[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    for at, rows in enumerate(sheets):
        sheet = book.worksheets[0] if at == 0 else book.create_sheet()
        sheet.title = ("Register", "country", "It's old")[at]
        for row in rows:
            sheet.append(tuple(_of_sheet(cell, at) for cell in row))
    path = folder / "book.xlsx"
    book.save(path)
    return path


def _of_sheet(cell: Any, at: int) -> Any:
    """Each sheet has its own numbers: a case in two of them says two things of itself."""
    if isinstance(cell, str) and cell.startswith("K-"):
        return f"{cell}/{at}"
    return cell if cell != "" else None


def _cells(looked: Looked) -> dict[tuple[str, int, str], Any]:
    return {
        (row.sheet, row.row, path): value
        for row in looked.rows
        for path, value in row.values.items()
    }


def _left_out(looked: Looked) -> set[tuple[str, int]]:
    """A row that says neither when nor where any more is refused, and says so."""
    return {(row.sheet, row.row) for row in looked.rows if row.outcome in ("rejected", "skipped")}


def _offered(looked: Looked, answers: Mapping[str, Any]) -> list[Question]:
    """What is asked, and each cell of a column by itself: equal texts of it are asked as one."""
    found: dict[str, Question] = {}
    for question in looked.questions:
        for one in (question, *question.parts):
            if one.key not in answers:
                before = found.get(one.key, one).cells
                cells = tuple(dict.fromkeys((*before, *one.cells)))
                found[one.key] = replace(one, cells=cells)
    return list(found.values())


def _may_change(question: Question) -> Callable[[tuple[str, int, str]], bool]:
    """The cells that it is about, and in their rows what follows from them."""
    key = parsed(question.key)
    assert key is not None, question.key
    rows = {(sheet, row) for _file, sheet, row, _cell in question.cells}
    of_cell = question.field and key.scope is not Scope.TABLE
    follows = {question.field} | (
        DEPENDENT if question.field in DEPENDENT or "country" in question.field else set()
    )

    of_sheet = key.scope is Scope.TABLE or key.what == FIELD
    sheets = {sheet for sheet, _row in rows}

    def may(cell: tuple[str, int, str]) -> bool:
        sheet, row, path = cell
        if of_sheet:
            return sheet in sheets
        return (sheet, row) in rows and (not of_cell or path in follows or path.startswith("route"))

    return may


@given(st.lists(tables(), min_size=1, max_size=2), st.integers(0, 2**32))
@settings(max_examples=examples(60), deadline=None, suppress_health_check=HEALTH)
def test_every_question_is_answered_by_all_that_is_proposed(
    office: Session, tmp_path_factory: pytest.TempPathFactory, sheets: Any, seed: int
) -> None:
    path = _written(tmp_path_factory.mktemp("books"), sheets)
    import_memory.remember(office, Given())
    looked = import_tables.inspect(office, [path])
    chance = Random(seed)  # what is asked may depend on the store, so hypothesis cannot draw it
    answers: dict[str, Any] = {}
    while offered := _offered(looked, answers):
        question = chance.choice(offered)
        answer = chance.choice((*question.proposals, "", None))
        answers[question.key] = answer
        before, out = _cells(looked), _left_out(looked)
        looked = import_tables.answer(office, looked, answers)
        after, may, out = _cells(looked), _may_change(question), out | _left_out(looked)
        changed = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
        wrong = [one for one in changed if one[:2] not in out and not may(one)]
        assert not wrong, f"{answers} {[(one, before.get(one), after.get(one)) for one in wrong]}"
    assert not looked.questions, f"{answers} {[one.key for one in looked.questions]}"
    if looked.prospect.unreadable:  # every table was said to be none of ours
        with pytest.raises(Refused):
            import_tables.take(office, looked)
        return
    done = import_tables.take(office, looked)
    again = import_tables.inspect(office, [path])
    try:
        assert not again.questions, f"{answers} {[one.key for one in again.questions]}"
        assert not again.prospect.writes, str(answers)
    finally:
        if done.changes.operation:
            undo.undo(office, done.changes.operation)
