"""For what an answer may be given: the cell, its column, the row, the table, a word.

    scopes = scopes_of(grid, question, (file, sheet, row))
    answers = scopes[0].answers(given)        # {key: answer}

The first is what is asked: a word everywhere, a column as a whole. The others are narrower, or
wider, and each is answered by keys of its own, so that nothing else is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.exchange.column_mapping.question_keys import (
    QuestionKey,
    Scope,
    cell_key,
    parsed,
    table_key,
)
from rilo_desktop.language import catalogue
from rilo_desktop.rules.findings import N_

from .import_grid import Grid
from .import_tables import Question

THIS_CELL = N_("This cell only")
EQUAL_CELLS = N_("The {count} cells of this column that say the same")
COLUMN = N_("The whole column ({count} cells)")
WHOLE_COLUMN = N_("The whole column")
WORD = N_("This word, in all columns and books")
EQUAL_TEXTS = N_("This text, in the whole column ({count} cells)")
THIS_ROW = N_("This row only")
TABLE = N_("All of this table ({count} rows)")


@dataclass(frozen=True, slots=True)
class AnswerScope:
    """`question` is what is asked there, with its own proposals; `keys` are all that it answers."""

    label: str
    question: Question
    keys: tuple[str, ...]
    typed: bool
    """May another value be typed, or the field be left empty?"""
    count: int = 1
    """So many cells, or rows, are answered."""
    of_rows: bool = False

    def answers(self, given: Any) -> dict[str, Any]:
        return dict.fromkeys(self.keys, given)


def scopes_of(grid: Grid, question: Question, at: tuple[str, str, int]) -> tuple[AnswerScope, ...]:
    """Where an answer to a question may hold, seen from a row: what is asked first."""
    key = parsed(question.key)
    if key is None:
        return ()
    text = catalogue(grid.language).text
    count = len(question.cells)
    typed = bool(question.field)
    if key.scope is Scope.TABLE:
        is_value = typed or key.what in dict(grid.fields(grid.kind_of(question)))
        if count == 1:  # it is asked once, at the first row
            count = _rows_of(grid, *at[:2])
        label = text(TABLE, count=count)
        return (AnswerScope(label, question, (question.key,), is_value, count, True),)
    if key.scope in (Scope.ROW, Scope.CASES):
        one = AnswerScope(text(THIS_ROW), question, (question.key,), False)
        return (one, *_of_table(grid, question, key, at))
    if key.scope is Scope.COLUMN and not question.parts:
        return (AnswerScope(text(WHOLE_COLUMN), question, (question.key,), typed),)
    alone = _alone(grid, question, at)
    cell = AnswerScope(text(THIS_CELL), alone, (alone.key,), True)
    if key.scope is Scope.CELL:
        return (cell, *_equal(grid, alone))
    label = {
        Scope.COLUMN: text(COLUMN, count=count),
        Scope.WORD: text(WORD),
        Scope.TEXT: text(EQUAL_TEXTS, count=count),
    }[key.scope]
    whole = AnswerScope(label, question, (question.key,), True, count)
    return (whole, *_equal(grid, alone), cell) if key.scope is Scope.COLUMN else (whole, cell)


def _alone(grid: Grid, question: Question, at: tuple[str, str, int]) -> Question:
    """What is asked of one cell: that of the row, or the first."""
    cells = [one for one in question.cells if one[:3] == at] or list(question.cells)
    file, sheet, row, cell = cells[0]
    part = next((one for one in question.parts if one.cells[0] == cells[0]), question)
    key = cell_key(_name_of(grid, file, sheet), cell.rstrip("0123456789"), row, part.field)
    return replace(part, key=key, cells=(cells[0],), parts=())


def _equal(grid: Grid, alone: Question) -> Sequence[AnswerScope]:
    """The open cells of the same column that say the same; each is answered by its own key."""
    if not alone.cells[0][3]:
        return ()
    words, column = " ".join(alone.text.split()), _column_of(alone)
    found = [
        part
        for question in grid.looked.questions
        for part in (question.parts or (question,))
        if part.field == alone.field
        and " ".join(part.text.split()) == words
        and _column_of(part) == column
    ]
    if len(found) < 2:
        return ()
    label = catalogue(grid.language).text(EQUAL_CELLS, count=len(found))
    keys = tuple(dict.fromkeys(part.key for part in found))
    return (AnswerScope(label, alone, keys, True, len(found)),)


def _column_of(question: Question) -> tuple[str, str, str]:
    file, sheet, _row, cell = question.cells[0]
    return file, sheet, cell.rstrip("0123456789")


def _of_table(
    grid: Grid, question: Question, key: QuestionKey, at: tuple[str, str, int]
) -> Sequence[AnswerScope]:
    """The same for all rows of the table about which it is asked, by the first word of the answer:
    the number of the other case differs."""
    file, sheet, *_ = at
    others = [
        one
        for one in grid.looked.questions
        if (other := parsed(one.key)) is not None
        and (other.scope, other.what) == (key.scope, key.what)
        and one.cells[0][:2] == (file, sheet)
    ]
    if len(others) < 2:
        return ()
    words = tuple(dict.fromkeys(_first_word(one) for one in question.proposals))
    asked = replace(question, key=table_key(_name_of(grid, file, sheet), key.what), proposals=words)
    label = catalogue(grid.language).text(TABLE, count=len(others))
    return (AnswerScope(label, asked, (asked.key,), False, len(others), True),)


def _rows_of(grid: Grid, file: str, sheet: str) -> int:
    """The rows of a table that may be records."""
    rows = (
        row
        for book in grid.looked.books
        for one in book.sheets
        if (book.file, one.name) == (file, sheet)
        for row in one.rows
    )
    return sum(row.skipped is None for row in rows)


def _first_word(proposal: Any) -> str:
    """ "line of K-1" is "line" for other rows; "new case" has no number in it."""
    first, _, rest = str(proposal).partition(" ")
    return str(proposal) if rest == "case" else first


def _name_of(grid: Grid, file: str, sheet: str) -> str:
    """What keys call a sheet."""
    for book in grid.looked.books:
        for one in book.sheets:
            if (book.file, one.name) == (file, sheet):
                return one.answers.sheet
    return sheet
