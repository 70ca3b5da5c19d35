"""Year, month and day in columns of their own: they are one date.

All of them are mapped to the field of the date. What they say together stands in the place of the
first of them, and is read as a date in one cell is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rilo_desktop.analysis.typed_dates import month_named
from rilo_desktop.folding import fold
from rilo_desktop.records.field_specs import FieldType, kind_named

from ..cell_values.dates import FIRST_YEAR, LAST_YEAR
from ..cell_values.reading import is_not_known, plain_digits
from ..cells import Cell, text_of
from ..column_mapping.heading_words import DAY, MONTH, YEAR, part_of_date
from ..column_mapping.recognition import BY_NAME_AND_CONTENT, Confidence, Recognized
from ..column_mapping.targets import LINE_NUMBER, Target
from ..layout.model import Table, TableRow

DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)
_RANGES = {YEAR: (FIRST_YEAR, LAST_YEAR), MONTH: (0, 12), DAY: (0, 31)}
"""Some write 0 for a month or a day that is not known."""
ENOUGH = 0.9
"""Part of the cells of a column that must be years, months or days."""


def with_date_parts(
    kind: str, columns: Sequence[Recognized], sample: Mapping[int, Sequence[Cell]]
) -> tuple[Recognized, ...]:
    """The columns; a year and a month, with the day or without, are the date where no other is."""
    dated = kind_named(kind).dated
    parts = {
        column.column: part
        for column in columns
        if not column.hidden
        and (part := part_of_date(column.header))
        and _is_part(part, sample.get(column.column, ()))
    }
    whole = [one for one in columns if one.field == dated and one.column not in parts]
    if not dated or whole or not _make_a_date(list(parts.values())):
        return tuple(columns)
    return tuple(
        replace(one, field=dated, confidence=Confidence.HIGH, reason=BY_NAME_AND_CONTENT)
        if one.column in parts
        else one
        for one in columns
    )


def _make_a_date(parts: Sequence[str]) -> bool:
    return len(parts) == len(set(parts)) and {YEAR, MONTH} <= set(parts)


def _is_part(part: str, cells: Sequence[Cell]) -> bool:
    found = [_number(part, cell) for cell in cells if not is_not_known(text_of(cell))]
    low, high = _RANGES[part]
    fits = sum(number is not None and low <= number <= high for number in found)
    return bool(found) and fits >= ENOUGH * len(found)


def _number(part: str, cell: Cell) -> int | None:
    """What a cell says as a part of a date: a month by its name too."""
    text = plain_digits(text_of(cell)).strip().removesuffix(".0")
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return int(text)
    return (month_named(fold(text)) or None) if part == MONTH else None


def with_joined_dates(
    table: Table, columns: Sequence[Recognized], targets: Mapping[str, Target]
) -> tuple[Table, tuple[Recognized, ...]]:
    """Columns of one date, as one: in the place of the first stands what they say together."""
    groups: dict[str, dict[int, str]] = defaultdict(dict)
    for column in columns:
        part = part_of_date(column.header)  # a whole date stays a column of its own
        if part and column.field in targets and targets[column.field].spec.type in DATES:
            groups[column.field][column.column] = part
    joined = [parts for parts in groups.values() if _make_a_date(list(parts.values()))]
    if not joined:
        return table, tuple(columns)
    behind = {at for parts in joined for at in list(parts)[1:]}
    made = (replace(c, field=LINE_NUMBER) if c.column in behind else c for c in columns)
    rows = (row if row.status == "skipped" else _joined(row, joined) for row in table.rows)
    return replace(table, rows=tuple(rows)), tuple(made)


def _joined(row: TableRow, groups: Sequence[Mapping[int, str]]) -> TableRow:
    cells, edited = list(row.cells), set(row.edited)
    for parts in groups:
        first = next(iter(parts))
        said = {part: cells[at] if at < len(cells) else None for at, part in parts.items()}
        cells += [None] * (first + 1 - len(cells))
        cells[first] = _together(said)
        edited |= {first} if edited & parts.keys() else set()
    return replace(row, cells=tuple(cells), edited=frozenset(edited))


def _together(said: Mapping[str, Cell]) -> str | None:
    """The text of a date in the order of ISO 8601, without the parts that are not known.

    What is no part of a date stays as it was written, and is asked about.
    """
    texts = []
    for part in (YEAR, MONTH, DAY):
        text = text_of(said.get(part)).strip()
        number = _number(part, said.get(part))
        if number == 0 or is_not_known(text) or not text:
            texts.append("")
        else:
            texts.append(f"{number:02}" if number is not None else text)
    year, month, day = texts
    if not year or (day and not month):  # what is missing is asked for
        return " ".join(part for part in texts if part) or None
    return "-".join(part for part in texts if part)
