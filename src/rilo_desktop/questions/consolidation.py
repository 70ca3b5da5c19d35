"""The answers of several offices to one form, side by side: one row for each question.

An office that sent nothing is a column like any other, and its cells say so. A number is added up
over those that gave it, with how many they are; choices are counted the same way. What stands in
lines of a repeat is one row for each question of the line, with all its values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from .answer_tree import AnswerNode
from .bounds import bounds_of
from .definition import ANSWERED, NUMBERS, SELECTS, Item, ItemType
from .form_state import FormState

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A question whose answers have to lie between these asks for a year."""
YEAR: Final = frozenset(
    ("year", "annee", "année", "ano", "anio", "año", "god", "год", "sana", "سنة", "nian", "年")
)
"""Last word of the name of a question for a year, in the six languages of the meetings."""


class CellState(StrEnum):
    ANSWERED = "answered"
    NOT_KNOWN = "not_known"
    EMPTY = "empty"
    """Asked, and left empty."""
    NOT_ASKED = "not_asked"
    """Its other answers made the question fall away."""
    NOT_SENT = "not_sent"
    """The office has sent nothing."""
    UNREADABLE = "unreadable"
    """It sent answers that no form can be filled with."""
    OTHER_FORM = "other_form"
    """The version of the form that the office answered has no such question, or another one of
    that name: what it says there is not counted."""


@dataclass(frozen=True, slots=True)
class AnswerCell:
    state: CellState
    values: tuple[str, ...] = ()
    """As they were answered; several of a question in the lines of a repeat."""
    is_anonymous: bool = False
    """It is counted, and its office is not to be named. Without values where they stay with whoever
    received them."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """`path`: names that lead to the question, without numbers of lines."""

    path: tuple[str, ...]
    item: Item
    cells: tuple[AnswerCell, ...]
    """In the order of the offices."""
    counts: tuple[tuple[str, int], ...] = ()
    """Of a question with choices: code and how many offices chose it, in the form's order."""
    total: Decimal | None = None
    """Of a number, over those that gave one; None: nobody did, or it is none that can be added."""

    @property
    def base(self) -> int:
        """How many offices gave an answer."""
        return sum(cell.state is CellState.ANSWERED for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Are there different answers?"""
        return len({cell.values for cell in self.cells if cell.values}) > 1


MOST_STEPS = 11
"""A scale with more of them is a number like any other: 0 to 10 is the longest that is asked."""


def consolidated(form: FormState, answers: Sequence[FormState | None]) -> tuple[AnswerRow, ...]:
    """`form`: a state of the version whose questions are the rows; `answers`: one state for each
    office, of the version that it answered, None of one that has sent nothing.
    """
    return tuple(
        _row(form, path, item, answers)
        for path, item in form.definition.walk()
        if item.type in ANSWERED
    )


def _row(
    form: FormState, path: tuple[str, ...], item: Item, answers: Sequence[FormState | None]
) -> AnswerRow:
    cells = tuple(_cell(form, path, state) for state in answers)
    counts: tuple[tuple[str, int], ...] = ()
    if item.type in SELECTS:
        said = (cell for cell in cells if cell.state is CellState.ANSWERED)
        chosen = Counter(code for cell in said for code in codes_of(item, cell))
        known = [choice.name for choice in form.definition.named_choices(item)]
        others = sorted(set(chosen) - set(known))
        counts = tuple((code, chosen[code]) for code in (*known, *others))
    adds_up = item.type in NUMBERS and not _asks_for_year(form, path, item)
    total = _total(cells) if adds_up else None
    return AnswerRow(path, item, cells, counts, total)


def codes_of(item: Item, cell: AnswerCell) -> set[str]:
    """Each code counts once for an office."""
    if item.type is ItemType.SELECT_ONE:
        return set(cell.values)
    return {code for value in cell.values for code in value.split()}


def _total(cells: Sequence[AnswerCell]) -> Decimal | None:
    numbers: list[Decimal] = []
    for cell in cells:
        for value in cell.values:
            try:
                number = Decimal(value)
            except InvalidOperation:
                continue
            if number.is_finite():
                numbers.append(number)
    return sum(numbers, Decimal(0)) if numbers else None


def _asks_for_year(form: FormState, path: tuple[str, ...], item: Item) -> bool:
    """Years are not added up. By the question, never by its answers: 2,025 may be a count."""
    if re.split(r"[_.\-]", item.name.lower())[-1] in YEAR:
        return True
    constraint = form.form.by_path[path].expressions.get("constraint")
    bounds = bounds_of(constraint, item.type is ItemType.INTEGER)
    if bounds is None or bounds.least is None or bounds.most is None:
        return False
    return bounds.least >= FIRST_YEAR and bounds.most <= LAST_YEAR


def steps_of(item: Item) -> tuple[Decimal, ...]:
    """The steps of a scale, the least first; () of what is none."""
    if item.type is not ItemType.RANGE:
        return ()
    try:
        start, end, step = (Decimal(one) for one in (item.start, item.end, item.step or "1"))
        count = abs(end - start) / abs(step)
    except (InvalidOperation, ZeroDivisionError):
        return ()
    if not count.is_finite() or count != count.to_integral_value() or not 1 <= count < MOST_STEPS:
        return ()
    return tuple(min(start, end) + abs(step) * number for number in range(int(count) + 1))


def step_of(cell: AnswerCell) -> Decimal | None:
    """The answer on a scale."""
    with suppress(InvalidOperation):
        return Decimal(cell.values[0]) if cell.values else None
    return None


def is_same(one: FormState, other: FormState, path: tuple[str, ...]) -> bool:
    """Do two versions of a form ask the same there: type, words and choices?"""
    if one.form is other.form:
        return True
    first, second = (state.form.by_path[path].item for state in (one, other))
    lists = (state.definition.lists for state in (one, other))
    return (first.type, first.label) == (second.type, second.label) and len(
        {held.get(item.choices, ()) for held, item in zip(lists, (first, second), strict=True)}
    ) == 1


def _cell(form: FormState, path: tuple[str, ...], state: FormState | None) -> AnswerCell:
    if state is None:
        return AnswerCell(CellState.NOT_SENT)
    if path not in state.form.by_path or not is_same(form, state, path):
        return AnswerCell(CellState.OTHER_FORM)
    is_anonymous = state.is_anonymous(path)
    nodes = [node for node in _at(state.root, path) if node.is_relevant]
    values = tuple(node.value for node in nodes if node.value)
    if values:
        return AnswerCell(CellState.ANSWERED, values, is_anonymous)
    if any(node.not_known for node in nodes):
        return AnswerCell(CellState.NOT_KNOWN, is_anonymous=is_anonymous)
    said = CellState.EMPTY if nodes else CellState.NOT_ASKED
    return AnswerCell(said, is_anonymous=is_anonymous)


def _at(root: AnswerNode, path: tuple[str, ...]) -> Iterator[AnswerNode]:
    """The nodes of a question, in all lines."""
    found = [root]
    for name in path:
        found = [child for node in found for child in node.children.get(name, ())]
    return iter(found)
