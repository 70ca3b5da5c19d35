"""A note that repeats an answer in several cells of a column is told once, of the column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from rilo_desktop.rules.findings import N_, FieldPath, Finding

from ..cell_values.dates import DAY_FIRST, MONTH_FIRST
from .cell_reading import ANSWERED
from .grouping import said
from .read_cells import CellValue, ReadCell, ReadRow

_OF_COLUMN = {
    ANSWERED: N_("{count} cells of the column “{heading}” were read as you answered."),
    DAY_FIRST: N_(
        "{count} dates of the column “{heading}” are read with the day first, as you answered."
    ),
    MONTH_FIRST: N_(
        "{count} dates of the column “{heading}” are read with the month first, as you answered."
    ),
}
"""{note of a cell: what is told of its column}"""


def may_repeat(value: CellValue) -> bool:
    return any(note.message in _OF_COLUMN for note in value.warnings)


def told_once(
    rows: Sequence[ReadRow], ordered: Collection[str], place: FieldPath
) -> tuple[list[ReadRow], tuple[Finding, ...]]:
    """The rows without such notes, and what is told instead. `ordered`: letters of the columns of
    which the order of day and month was answered.
    """
    cells = {id(cell): cell for row in rows for cell in row.cells}  # equal ones are one object
    times = Counter(id(cell) for row in rows for cell in row.cells)
    counts: Counter[tuple[str, str, str]] = Counter()
    for name, cell in cells.items():
        for note in _notes(cell, ordered):
            counts[note] += times[name]
    repeated = {(letter, note): count for (letter, _, note), count in counts.items() if count > 1}
    if not repeated:
        return list(rows), ()
    made: dict[int, ReadCell] = {}
    for name, cell in cells.items():
        if may_repeat(cell.value):
            left = tuple(
                one
                for one in cell.value.warnings
                if one.message not in _OF_COLUMN or (cell.letter, one.message) not in repeated
            )
            made[name] = replace(cell, value=replace(cell.value, warnings=left))
    told = tuple(
        replace(said("read_as_answered", _OF_COLUMN[note], count=count, heading=head), place=place)
        for (letter, head, note), count in counts.items()
        if (letter, note) in repeated
    )
    return [
        replace(row, cells=tuple(made.get(id(cell), cell) for cell in row.cells))
        if any(id(cell) in made for cell in row.cells)
        else row
        for row in rows
    ], told


def _notes(cell: ReadCell, ordered: Collection[str]) -> list[tuple[str, str, str]]:
    """(letter, heading, note) of those that repeat an answer."""
    return [
        (cell.letter, cell.heading or cell.letter, one.message)
        for one in cell.value.warnings
        if one.message == ANSWERED or (one.message in _OF_COLUMN and cell.letter in ordered)
    ]
