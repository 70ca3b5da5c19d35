"""Rows become cases: one row a case, or one row a line of it, by number or by what follows it.

A row with the number of an earlier one is a line of its case where nothing of the case itself
differs; where it does, or where the row says nothing new, an officer decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.records.field_specs import FieldType
from rilo_desktop.rules.findings import N_, Finding, Nature, Severity

from ..column_mapping.question_keys import CASE, MISSING, TableAnswers, row_key
from ..column_mapping.targets import LINE_NUMBER, Target
from .read_cells import CellState, ReadCell, ReadRow, RowQuestion

KEY = "local_ref"
SKIP, LINE, NEW, DIFFERENT = "skip", "line", "new case", "different"
MERGE = "merge"
"""Words with which a question about a row is answered."""

TWICE = N_(
    "The number {number} is in row {row} too, with other content: say whether this is a line of "
    "that case or a new one."
)
REPEATED = N_("The row says the same as row {row}: leave it out, or say that both count.")
MERGED = N_("The row was joined to the case of row {row}, as you answered.")
LEFT_OUT = N_("The row was left out, as you answered.")
RENUMBERED = N_("The case was given the number {number}, as you answered.")


ROW_SKIPPED = "exchange.row_skipped"
"""Of a row that the layout found to be no record."""


@dataclass(slots=True)
class Case:
    """Rows of one record, by their places among the rows of the sheet."""

    number: str
    places: list[int] = field(default_factory=list)
    rejected: Finding | None = None


def said(rule: str, message: str, warns: bool = True, **values: Any) -> Finding:
    severity = Severity.WARNS if warns else Severity.BLOCKS
    return Finding(f"exchange.{rule}", severity, Nature.STRUCTURE, message, values)


def grouped(
    rows: Sequence[ReadRow],
    continuing: frozenset[int],
    targets: Mapping[str, Target],
    answers: TableAnswers,
    numbers: Mapping[int, str],
    joins: bool = False,
) -> tuple[list[ReadRow], list[Case]]:
    """The rows, with their case and what is asked of them, and the cases in their order.

    `continuing`: places of rows that belong to the case above them. `numbers` are those of rows
    that have none themselves; with `joins` rows that got one number are lines of one case.
    """
    found = list(rows)
    cases: list[Case] = []
    by_key: dict[str, int] = {}
    last = -1
    left_out: Finding | None = None
    for place, row in enumerate(rows):
        if row.skipped is not None:
            if is_answered(row) and place not in continuing:
                left_out = row.skipped
            continue
        if place in continuing and left_out is not None:
            found[place] = replace(row, skipped=left_out, cells=(), asks=False, questions=())
            continue
        left_out = None
        if place in continuing and last >= 0:
            cases[last].places.append(place)
            found[place] = replace(row, case=last)
            continue
        number = number_of(row) or numbers.get(place, "")
        key = own_key(number)
        if key is None or key not in by_key:
            last = _opened(cases, number, place)
            if key is not None:
                by_key[key] = last
            found[place] = replace(row, case=last)
            continue
        of = by_key[key]
        if joins and place in numbers:
            cases[of].places.append(place)
            found[place] = replace(row, case=of)
            last = of
            continue
        first = rows[cases[of].places[0]]
        same = [rows[at].number for at in cases[of].places if _same(rows[at], row)]
        if not same and not _differs(first, row, targets):
            cases[of].places.append(place)
            found[place] = replace(row, case=of)
            last = of
            continue
        times = sum(one.number.partition("#")[0] == number for one in cases) + 1
        question = _question(row_key(answers.sheet, row.number, CASE), number, same, first)
        answer = answers.row(row.number, CASE)
        of_its_own = f"{number}#{times}"
        found[place], last = _answered(row, place, question, of, of_its_own, cases, found, answer)
        left_out = found[place].skipped
    return found, cases


def is_answered(row: ReadRow) -> bool:
    """Was a row left out by an answer? Then its further lines are too."""
    return row.skipped is not None and row.skipped.rule != ROW_SKIPPED


def number_of(row: ReadRow) -> str:
    """The own number that stands in a row, "" where there is none."""
    for cell in row.cells:
        if cell.path == KEY and cell.value.state is CellState.TAKEN:
            return str(cell.value.shown)
    return ""


def _opened(cases: list[Case], number: str, place: int) -> int:
    cases.append(Case(number, [place]))
    return len(cases) - 1


def _question(key: str, number: str, same: list[int], first: ReadRow) -> RowQuestion:
    of_it = f"{LINE} of {number}"
    if same:
        reason = said("row_repeated", REPEATED, row=same[0])
        return RowQuestion(key, reason, (SKIP, of_it), number)
    reason = said("number_twice", TWICE, number=number, row=first.number)
    return RowQuestion(key, reason, (of_it, NEW, SKIP), number)


def _answered(
    row: ReadRow,
    place: int,
    question: RowQuestion,
    of: int,
    number: str,
    cases: list[Case],
    found: list[ReadRow],
    given: Any,
) -> tuple[ReadRow, int]:
    """The row as the answer has it, and the case that lines below it belong to. `number` is what it
    gets as a case of its own.
    """
    answer = row_answer(given)
    if answer.startswith(SKIP):
        return replace(row, skipped=said("answered_skip", LEFT_OUT)), of
    if answer.startswith(LINE):
        cases[of].places.append(place)
        note = said("answered_line", MERGED, row=found[cases[of].places[0]].number)
        return replace(row, case=of, notes=(*row.notes, note)), of
    at = _opened(cases, number, place)
    if answer.startswith(NEW):
        note = said("answered_new", RENUMBERED, number=number)
        return replace(row, case=at, notes=(*row.notes, note)), at
    return replace(row, case=at, questions=(*row.questions, question)), at


def row_answer(given: Any) -> str:
    """What was answered about a row: nothing takes nothing of it; "" where no answer was given."""
    return "" if given is MISSING else str(given or SKIP).casefold()


def _texts(cells: Iterable[ReadCell]) -> dict[str, str]:
    """What stands in the cells, whatever was answered: whose row it is does not change by that.

    Of several columns for one field all of it, each with its column.
    """
    found: dict[str, str] = {}
    for cell in cells:
        if cell.path != LINE_NUMBER:
            said = f"{cell.letter} {' '.join(cell.text.casefold().split())}"
            found[cell.path] = f"{found[cell.path]}\n{said}" if cell.path in found else said
    return found


def _same(one: ReadRow, other: ReadRow) -> bool:
    """Does every cell say the same? What only numbers the rows is not asked."""
    return _texts(one.cells) == _texts(other.cells)


def _differs(first: ReadRow, row: ReadRow, targets: Mapping[str, Target]) -> bool:
    """Does a row say something else of the case itself? Notes may differ: they are joined."""
    before = _texts(first.cells)
    for path, text in _texts(row.cells).items():
        target = targets[path]
        if target.in_lines or target.spec.type is FieldType.LONG_TEXT or path == KEY:
            continue
        if path in before and before[path] != text:
            return True
    return False
