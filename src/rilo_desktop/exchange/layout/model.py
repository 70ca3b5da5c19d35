"""Tables as they were found on the sheets of a workbook: plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rilo_desktop.exchange.cells import Cell
from rilo_desktop.rules.findings import Message

Role = Literal["cases", "legend", "summary", "index", "empty"]
Status = Literal["data", "continuation", "skipped"]


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    """From 0."""
    letter: str
    header: str
    """Of a double header both: "Constat / Date"."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int
    """As the spreadsheet counts, from 1; in CSV records."""
    status: Status
    """A continuation is a further goods line of the case above."""
    cells: tuple[Cell, ...] = ()
    why: Message | None = None
    """Why it is skipped."""
    banner: tuple[str, ...] = ()
    """Texts of the banners above that hold for this row, the outermost first."""
    hidden: bool = False
    struck: bool = False
    """Any of its cells is struck out."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """{column: text}"""
    edited: frozenset[int] = frozenset()
    """Columns in which an officer typed something else."""
    merged: Mapping[int, Cell] = field(default_factory=dict)
    """{column: what stands in a cell of a row above that reaches down to this one}"""
    says_again: bool = False
    """A continuation that says what looks like the number of the case above once more."""


@dataclass(frozen=True, slots=True)
class Table:
    sheet: str
    role: Role
    header_rows: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Sequence[TableRow] = ()
    """Every row of the sheet stands in one of its tables, skipped and blank ones too."""
    hidden: bool = False
    """The sheet is hidden."""
    values_only: bool = False
    """As of its sheet: `sandbox.Sheet`."""


def letter_of(index: int) -> str:
    """The name of a column, from 0: A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
