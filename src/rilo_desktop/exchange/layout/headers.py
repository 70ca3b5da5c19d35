"""Finds the header of a table: the labels above the values, in one row or in two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rilo_desktop.exchange.cells import Cell, is_blank
from rilo_desktop.exchange.sandbox import Merged, Sheet

from .model import Column, letter_of
from .texts import fold, is_label, is_typed

Score = Callable[[str], float]
"""How well the text of a header names a field that is known, 0 to 1."""
Row = tuple[int, tuple[Cell, ...]]

WITHIN = 20
"""So many rows from the top of a sheet, or below a gap, may stand above the header."""
_BELOW = 30
_SHARE = 0.8
KNOWN = 0.8
"""A text that names a field beyond doubt scores at least so much."""


@dataclass(frozen=True, slots=True)
class Header:
    rows: tuple[int, ...]
    labels: tuple[str, ...]
    """By column, "" where there is none."""


def unknown(_: str) -> float:
    """The score of a caller that knows no fields."""
    return 0.0


def count_to_two(cells: Sequence[Cell]) -> int:
    """How many cells are filled, 2 for more: asked of every row, and mostly two cells tell it."""
    count = 0
    for cell in cells:
        if cell is not None and (cell.__class__ is not str or (cell and not cell.isspace())):
            count += 1
            if count == 2:
                break
    return count


def filled(cells: Sequence[Cell]) -> list[int]:
    """Asked twice of every row: `is_blank`, without a call for each cell."""
    return [
        place
        for place, cell in enumerate(cells)
        if cell is not None and (cell.__class__ is not str or (cell and not cell.isspace()))
    ]


def header_of(rows: Sequence[Row], sheet: Sheet, score: Score) -> Header | None:
    """The header of the table in these rows, or None where no row looks like one."""
    best, found = 0.0, -1
    for at in range(min(WITHIN, len(rows))):
        value = worth(rows, at, score)
        if value > best:
            best, found = value, at
    if found < 0:
        return None
    first = last = found
    if found and _is_group(rows[found - 1], rows[found], sheet.merged):
        first = found - 1
    bottom = max((b for a, b, _, _ in sheet.merged if a == rows[last][0]), default=0)
    if first == last and last + 1 < len(rows) and bottom == rows[last][0] + 1 == rows[last + 1][0]:
        last += 1
    header = rows[first : last + 1]
    return Header(tuple(number for number, _ in header), _labels(header, sheet.merged))


def worth(rows: Sequence[Row], at: int, score: Score) -> float:
    """How much a row looks like a header, 0 where it is none.

    It is made of labels, most columns that are filled below have one, and labels stand above
    numbers and dates.
    """
    cells = rows[at][1]
    places = filled(cells)
    labels = [place for place in places if is_label(cells[place])]
    if len(places) < 2 or len(labels) < _SHARE * len(places):
        return 0.0
    texts = [str(cells[place]) for place in labels]
    distinct = {fold(text): text for text in texts}
    if len(distinct) < _SHARE * len(texts) and not _are_names(list(distinct.values()), score):
        return 0.0
    below = [row for _, row in rows[at + 1 : at + 1 + _BELOW] if len(filled(row)) > 1]
    value = float(len(labels)) + 3 * sum(map(score, texts))
    for place in range(max((len(row) for row in below), default=0)):
        values = [row[place] for row in below if place < len(row) and not is_blank(row[place])]
        if len(values) * 3 < len(below) or not values:
            continue
        if place not in labels:
            value -= 1
        elif 2 * sum(map(is_typed, values)) >= len(values):
            value += 2
    return value


def _are_names(texts: Sequence[str], score: Score) -> bool:
    """Are they names of fields, most of them? Then some may stand twice."""
    return len(texts) > 2 and sum(score(text) >= KNOWN for text in texts) >= _SHARE * len(texts)


def typed_columns(rows: Sequence[Row], at: int) -> int:
    """In how many columns a label of this row stands above values that are no words."""
    cells = rows[at][1]
    below = [row for _, row in rows[at + 1 : at + 6] if len(filled(row)) > 1]
    count = 0
    for place in filled(cells):
        values = [row[place] for row in below if place < len(row) and not is_blank(row[place])]
        count += bool(values) and all(map(is_typed, values))
    return count


def _is_group(above: Row, below: Row, merged: Sequence[Merged]) -> bool:
    """Does a row of fewer labels stand right above the labels, for several columns each?"""
    places = filled(above[1])
    if above[0] + 1 != below[0] or not all(is_label(above[1][place]) for place in places):
        return False
    spans = any(a == above[0] and (c < d or a < b) for a, b, c, d in merged if c in places)
    return (spans and bool(places)) or 1 < len(places) < len(filled(below[1]))


def _labels(header: Sequence[Row], merged: Sequence[Merged]) -> tuple[str, ...]:
    width = max(len(cells) for _, cells in header)
    numbers = [number for number, _ in header]
    spans = [m for m in merged if numbers[0] <= m[0] <= numbers[-1]]
    width = max([width, *(m[3] + 1 for m in spans)])
    at = dict(header)
    free = not any(c < d for _, _, c, d in spans)
    found: list[str] = []
    for place in range(width):
        parts: list[str] = []
        for number in numbers:
            text = _text(at[number], place)
            for top, bottom, left, right in spans:
                if top <= number <= bottom and left <= place <= right and top in at:
                    text = _text(at[top], left)
            if not text and free and number != numbers[-1] and _text(at[numbers[-1]], place):
                before = (_text(at[number], p) for p in range(place, -1, -1))
                text = next((label for label in before if label), "")
            if text and text not in parts:
                parts.append(text)
        found.append(" / ".join(parts))
    return tuple(found)


def _text(cells: Sequence[Cell], place: int) -> str:
    cell = cells[place] if place < len(cells) else None
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def columns_of(labels: Sequence[str], rows: Sequence[Row], sheet: Sheet) -> tuple[Column, ...]:
    """A column of each label, and of what stands to the right of them."""
    width = max([len(labels), *(len(cells) for _, cells in rows)])
    return tuple(
        Column(
            place,
            letter_of(place),
            labels[place] if place < len(labels) else "",
            place in sheet.hidden_columns,
        )
        for place in range(width)
    )
