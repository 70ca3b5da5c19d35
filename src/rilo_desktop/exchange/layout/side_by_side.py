"""Tables side by side on one sheet: the same headings again behind a blank column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .headers import WITHIN, Row, filled
from .texts import fold, is_label

FEWEST = 3
"""Columns of a table that stands beside another one."""
_SAME = 0.8
"""Share of its headings that the first table has too."""


def beside(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each table, with nothing but its own cells, each in its column; one of all rows
    where no second table stands beside the first.
    """
    for _, cells in rows[:WITHIN]:
        places = filled(cells)
        if len(places) < 2 * FEWEST or not all(is_label(cells[place]) for place in places):
            continue
        blocks = _blocks(places)
        labels = [{fold(str(cells[place])) for place in block} for block in blocks]
        first = labels[0]
        if len(blocks) > 1 and all(_is_like(first, other) for other in labels):
            begins = [0, *(block[0] for block in blocks[1:])]
            ends = [*begins[1:], None]
            return [
                [_only(row, begin, end) for row in rows]
                for begin, end in zip(begins, ends, strict=True)
            ]
    return [list(rows)]


def _blocks(places: Sequence[int]) -> list[list[int]]:
    """Columns that stand beside each other."""
    blocks = [[places[0]]]
    for before, place in pairwise(places):
        if place == before + 1:
            blocks[-1].append(place)
        else:
            blocks.append([place])
    return blocks


def _is_like(first: set[str], other: set[str]) -> bool:
    return len(other) >= FEWEST and len(first & other) >= _SAME * len(other)


def _only(row: Row, begin: int, end: int | None) -> Row:
    number, cells = row
    return number, (*(None for _ in cells[:begin]), *cells[begin:end])
