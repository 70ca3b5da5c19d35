"""A cell of a workbook, a field of a CSV file or a value of JSON: plain data, nothing evaluated.

A cell is None (blank), a str (its text, unchanged), a bool, or one of the classes below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # every limited child imports this module, and none needs records for it
    from rilo_desktop.records.field_specs import NotKnown


@dataclass(frozen=True, slots=True)
class Number:
    """A number by its exact decimal text: "570000", "28.3"."""

    text: str
    symbol: str = ""
    """What its format writes beside it: "€", "FCFA", "%", "kg"; a code where the file gives one."""


@dataclass(frozen=True, slots=True)
class Day:
    """A cell formatted as a date: "2026-11-25", with a time of day "2026-11-25T14:30:00"."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula's text, "=A1+1". It is never evaluated, and its cached value never read."""

    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell in error: "#N/A"."""

    text: str


Cell = str | bool | Number | Day | Formula | Fault | None

_CLASSES: dict[str, type] = {"n": Number, "d": Day, "f": Formula, "e": Fault}
_LETTERS = {cls: letter for letter, cls in _CLASSES.items()}


def encoded(cell: Cell) -> Any:
    """As JSON data: what is not text, bool or blank is a list of a letter and its text."""
    if isinstance(cell, Number) and cell.symbol:
        return ["n", cell.text, cell.symbol]
    letter = _LETTERS.get(type(cell))
    return cell if letter is None else [letter, cell.text]  # type: ignore[union-attr]


def decoded(data: Any) -> Cell:
    """The cell that `encoded` gave. Raises ValueError, KeyError or TypeError for other data."""
    if isinstance(data, list):
        letter, *texts = data
        found: Cell = _CLASSES[letter](*map(str, texts))
        return found
    if data is None or isinstance(data, (str, bool)):
        return data
    raise TypeError(type(data))


def text_of(cell: Cell | Sequence[str] | NotKnown) -> str:
    """What a person reads in the cell."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (Number, Day, Formula, Fault)):
        return cell.text
    if not isinstance(cell, Sequence):  # not known
        return ""
    return "\n".join(cell)


def words_of(cells: Iterable[Cell]) -> str:
    """What a person reads in these cells, to be compared with others."""
    return "\x1f".join("" if is_blank(cell) else " ".join(text_of(cell).split()) for cell in cells)


def is_blank(cell: object) -> bool:
    """Nothing, or white space only."""
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return cell is None or cell == ()
