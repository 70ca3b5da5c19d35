"""What all readers in the child share: the exception that ends reading, and the count of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .cells import Cell, Fault, Formula, text_of
from .limits import LIMITS, Limits

FORM_ERROR = "form"
"""The code of a form that cannot be used; the values are a `DefinitionError` as data."""


class Unread(Exception):
    """A file that is not read; `code` is a key of `read_errors.MESSAGES`, or `FORM_ERROR`."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class ReaderFailed(Unread):
    """The reader failed, and what it read may be sound: another reader may read it."""


def of_sheet(name: str, lines: Iterator[Any], why: Callable[[Exception], Unread]) -> Iterator[Any]:
    """The lines of one sheet, and {"unread": its name} at their end where the reader failed in it:
    the next sheet may be sound. Raises Unread for what is the matter with the whole file.

    `why` tells the one from the other.
    """
    try:
        yield from lines
    except (Unread, MemoryError):
        raise
    except Exception as fault:
        failed = why(fault)
        if not isinstance(failed, ReaderFailed):
            raise failed from None
        yield {"unread": name}


class Budget:
    """Counts the cells of a file and ends its reading where they are too many."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._cells = self._characters = 0

    def spend(self, sheet: str, row: int, cells: list[Cell]) -> None:
        limits = self._limits
        if row > limits.rows:
            raise Unread("rows", sheet=sheet, row=row, limit=limits.rows)
        for cell in cells:
            if isinstance(cell, (str, Formula, Fault)):
                length = len(text_of(cell))
                self._characters += length
                if length > limits.cell_characters:
                    limit = limits.cell_characters
                    raise Unread("cell_characters", sheet=sheet, row=row, limit=limit)
        self._cells += len(cells)
        if self._cells > limits.cells:
            raise Unread("cells", limit=limits.cells)
        if self._characters > limits.characters:
            raise Unread("characters", limit=limits.characters)
