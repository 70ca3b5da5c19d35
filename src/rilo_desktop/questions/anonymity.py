"""Answers that are counted with those of other offices, and whose office is not named.

A form says so with `bind::rilo:anonymous` at a question, a group or a repeat: of every office, or
of those with certain answers. What such an answer decides, computes or offers would tell it; a form
in which that is named is refused (`compiled_form`), so that the other answers say the same without.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .consolidation import AnswerRow, CellState, codes_of, step_of, steps_of
from .definition import Definition, Item, ItemType
from .form_state import FormState

FEWEST = 2
"""Offices that must have given one before such answers are counted: a single one would be known."""


def anonymous_paths(state: FormState) -> Iterator[tuple[str, ...]]:
    """Of these answers, in the order of the form."""
    for element in state.form.elements:
        if element.anonymous and state.is_anonymous(element.path):
            yield element.path


def count_name(path: tuple[str, ...], code: str = "") -> str:
    """By which a count is known: of a question, or of what was chosen there."""
    name = "/".join(path)
    return f"{name}={code}" if code else name


def count_names(definition: Definition, path: tuple[str, ...], item: Item) -> Iterator[str]:
    yield count_name(path)
    yield from (count_name(path, code) for code in _codes(definition, item))


def _codes(definition: Definition, item: Item) -> list[str]:
    """What can be chosen."""
    choices = [choice.name for choice in definition.lists.get(item.choices, ())]
    return [*choices, *(f"{step:f}" for step in steps_of(item))]


def anonymous_counts(definition: Definition, row: AnswerRow) -> dict[str, int]:
    """How many offices gave such an answer, and of choices and steps how many each; nothing where
    too few did.
    """
    cells = [one for one in row.cells if one.is_anonymous and one.state is CellState.ANSWERED]
    if len(cells) < FEWEST:
        return {}
    found = {count_name(row.path): len(cells)}
    for code in _codes(definition, row.item):
        is_step = row.item.type is ItemType.RANGE
        count = sum(
            step_of(cell) == Decimal(code) if is_step else code in codes_of(row.item, cell)
            for cell in cells
        )
        if count:
            found[count_name(row.path, code)] = count
    return found
