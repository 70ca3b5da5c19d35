"""Columns that a sheet does not have as such: parts of its cells, and headings between its rows.

They stand behind its own columns, so that they are recognized, assigned and read like those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import overload

from rilo_desktop.rules.findings import N_, Message

from ..cells import Cell
from ..column_mapping.recognition import Recognized
from ..column_mapping.targets import Target
from ..layout.model import Column, Table, TableRow

BETWEEN = "heading between rows {level}"
"""How the column of such headings is called in a mapping; the outermost level is 1."""
SAID = N_("Headings between the rows ({level})")
"""How people are told of it."""
Edits = Mapping[tuple[str, str, int, str], str]
"""{(file, sheet, row, letter of the column): text typed in place of the cell}"""
NO_EDITS: Edits = MappingProxyType({})


def width_of(table: Table) -> int:
    """Columns that the sheet has itself."""
    last = max((column.index for column in table.columns), default=-1)
    return max(last + 1, max((len(row.cells) for row in table.rows), default=0))


def edited(table: Table, file: str, name: str, edits: Edits) -> Table:
    """The table with what was typed in place of its cells; a row that is no record stays."""
    places = {column.letter: column.index for column in table.columns}
    typed: dict[int, dict[int, str]] = {}
    for (of, sheet, row, letter), text in edits.items():
        if (of, sheet) == (file, name) and letter in places:
            typed.setdefault(row, {})[places[letter]] = text
    if not typed:
        return table
    rows = (
        _typed(row, typed[row.number]) if row.number in typed and row.status != "skipped" else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _typed(row: TableRow, texts: Mapping[int, str]) -> TableRow:
    made = _with_cells(row, {at: text.strip() or None for at, text in texts.items()})
    return replace(made, edited=row.edited | frozenset(texts))


def with_merged(table: Table) -> Table:
    """The table with what a merged cell says in each of its rows, but where something was typed."""
    if not any(row.merged for row in table.rows):
        return table
    rows = (
        _with_cells(row, {at: c for at, c in row.merged.items() if at not in row.edited})
        if row.merged
        else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _with_cells(row: TableRow, cells: Mapping[int, Cell]) -> TableRow:
    made = list(row.cells) + [None] * (max(cells, default=-1) + 1 - len(row.cells))
    for at, cell in cells.items():
        made[at] = cell
    return replace(row, cells=tuple(made))


class _BelowHeadings(Sequence[TableRow]):
    """Rows with the headings above them as further cells, made when they are asked for: few of a
    hundred thousand are, where no field is assigned to the headings.
    """

    def __init__(self, rows: Sequence[TableRow], width: int) -> None:
        self._rows, self._width = rows, width

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> TableRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[TableRow]: ...

    def __getitem__(self, at: int | slice) -> TableRow | Sequence[TableRow]:
        if isinstance(at, slice):
            return _BelowHeadings(self._rows[at], self._width)
        row = self._rows[at]
        has_headings = row.status == "data" and row.banner
        return _beyond(row, self._width, row.banner) if has_headings else row


def with_headings_between(table: Table) -> Table:
    """Each level of the headings between the rows as a column of the rows below them."""
    levels = max((len(row.banner) for row in table.rows), default=0)
    if not levels:
        return table
    width = width_of(table)
    columns = (
        Column(width + at, "", BETWEEN.replace("{level}", str(at + 1))) for at in range(levels)
    )
    rows = _BelowHeadings(table.rows, width)
    return replace(table, columns=(*table.columns, *columns), rows=rows)


def with_assigned_headings(read: Table, table: Table, columns: Sequence[Recognized]) -> Table:
    """`with_headings_between` of a table, to be read often: its rows have the headings where a
    field is assigned to any.
    """
    assigned = any(one.field and is_between(one.header) for one in columns)
    return replace(read, rows=tuple(read.rows) if assigned else table.rows)


def is_between(header: str) -> bool:
    return header.startswith(BETWEEN.partition("{")[0])


def said_name(header: str) -> str | Message:
    """The name of a column as people are told of it."""
    if not is_between(header):
        return header
    return Message(SAID, {"level": header.removeprefix(BETWEEN.partition("{")[0])})


def divided(
    table: Table, columns: Sequence[Recognized], targets: Mapping[str, Target]
) -> tuple[Table, tuple[Recognized, ...]]:
    """Columns that give two fields, as two: what stands before the divider, and what behind it."""
    if not any(column.split for column in columns):
        return table, tuple(columns)
    width = width_of(table)
    made: list[Recognized] = []
    behind: list[Recognized] = []
    pairs: list[tuple[int, str]] = []
    for column in columns:
        if column.split and column.second in targets and column.field:
            at = width + len(behind)
            pairs.append((column.column, column.split))
            behind.append(replace(column, column=at, field=column.second, split="", second=""))
            made.append(replace(column, split="", second=""))
        else:
            made.append(column)
    if not behind:
        return table, tuple(columns)
    rows = (_divided(row, width, pairs) if row.status != "skipped" else row for row in table.rows)
    extra = (Column(one.column, one.letter, one.header) for one in behind)
    read = replace(table, columns=(*table.columns, *extra), rows=tuple(rows))
    return read, (*made, *behind)


def _divided(row: TableRow, width: int, pairs: Sequence[tuple[int, str]]) -> TableRow:
    cells = list(row.cells)
    behind: list[Cell] = []
    for at, divider in pairs:
        cell = cells[at] if at < len(cells) else None
        rest = ""
        if isinstance(cell, str):
            first, _, rest = cell.partition(divider)
            cells[at] = first.strip() or None
        behind.append(rest.strip() or None)
    return _beyond(replace(row, cells=tuple(cells)), width, behind)


def _beyond(row: TableRow, width: int, cells: Sequence[Cell]) -> TableRow:
    blank: list[Cell] = [None] * (width - len(row.cells))
    return replace(row, cells=(*row.cells, *blank, *cells))
