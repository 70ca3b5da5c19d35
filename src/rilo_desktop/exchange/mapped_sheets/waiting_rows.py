"""Rows of an office's own table that wait for an answer, as data: read again without the file.

Of each sheet its headings, the lines above them, the cases that wait and those they are compared
with. What the other rows showed (order of dates, decimal sign, stray columns) is kept beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.rules.findings import Message

from ..cells import decoded, encoded, text_of
from ..column_mapping.mapping import SheetMapping, shape_of
from ..layout.model import Column, Table, TableRow
from ..tables import KEY
from .book_reading import MONTH_NUMBERS, YES, FoundTable, ReadBook
from .remembered_answers import names_in_keys
from .row_numbers import plain_number
from .sheet_reading import ReadSheet


@dataclass(frozen=True, slots=True)
class WaitingBook:
    """What waits of a file. `columns`: how its sheets were mapped; `names`: {what keys called a
    sheet: what they call it where it is read again by itself}.
    """

    file: str
    tables: tuple[FoundTable, ...]
    legends: Mapping[str, str]
    columns: tuple[SheetMapping, ...]
    rows: int
    names: Mapping[str, str] = field(default_factory=dict)


def waiting_of(book: ReadBook, refused: bool = False) -> WaitingBook | None:
    """The cases of a file with an open question, and with `refused` those that are refused; None
    where there is none.
    """
    tables, columns, rows, before = [], [], 0, []
    for sheet in book.sheets:
        waiting = set(sheet.held())
        if refused:
            waiting |= {at for at, one in enumerate(sheet.records) if one and one.blocked}
        if waiting:
            rows += sum(len(sheet.cases[at].places) for at in waiting)
            tables.append(FoundTable(_reduced(sheet, waiting), sheet.strays))
            columns.append(_settled(book, sheet))
            before.append(sheet.answers.sheet)
    if not tables:
        return None
    names = dict(zip(before, names_in_keys([one.table for one in tables]), strict=True))
    return WaitingBook(book.file, tuple(tables), book.legends, tuple(columns), rows, names)


def _reduced(sheet: ReadSheet, waiting: set[int]) -> Table:
    """With the lines up to the headings, and the cases that have the number of one that waits."""
    numbers = {_compared_by(sheet.cases[at].number) for at in waiting} - {None}
    for at in waiting:
        asked = (q for place in sheet.cases[at].places for q in sheet.rows[place].questions)
        numbers |= {_compared_by(question.of) for question in asked} - {None}
    places = {
        place
        for at, case in enumerate(sheet.cases)
        if at in waiting or _compared_by(case.number) in numbers
        for place in case.places
    }
    last = max(sheet.table.header_rows, default=0)
    kept = (
        row
        for at, row in enumerate(sheet.table.rows)
        if at in places or (row.number <= last and row.status == "skipped")
    )
    return replace(sheet.table, rows=tuple(kept))


def _compared_by(number: str) -> str | None:
    """Of rows that say the same each is there, so that each keeps its number."""
    return own_key(plain_number(number))


def _settled(book: ReadBook, sheet: ReadSheet) -> SheetMapping:
    """The columns, and how all rows together showed that dates and numbers are written."""
    made = book.mapping_of(sheet).settled()
    months = YES if sheet.habits.month_numbers else ""
    shown = {
        "date_order": sheet.habits.date_order,
        "decimal": sheet.habits.decimal,
        MONTH_NUMBERS: months,
    }
    return replace(made, assumptions={name: value for name, value in shown.items() if value})


def without_cases(
    book: WaitingBook, unfit: Callable[[str | None, Sequence[TableRow]], bool]
) -> tuple[tuple[FoundTable, ...], int]:
    """What waits without the cases that are unfit, and how many rows these had.

    `unfit(own number, rows of the case)`; the number is None where no column has it.
    """
    left, dropped = [], 0
    for found in book.tables:
        gone: set[int] = set()
        for number, places in _cases(found.table, book.columns):
            rows = [found.table.rows[at] for at in places]
            gone |= set(places) if unfit(number, rows) else set()
        kept = tuple(row for at, row in enumerate(found.table.rows) if at not in gone)
        dropped += len(gone)
        if any(row.status != "skipped" for row in kept):
            left.append(replace(found, table=replace(found.table, rows=kept)))
    return tuple(left), dropped


def _cases(
    table: Table, mapped: Sequence[SheetMapping]
) -> Iterator[tuple[str | None, Sequence[int]]]:
    """(own number, places) of each case: rows without a number continue the case above."""
    shape = shape_of(c.header for c in table.columns if c.header)
    sheet = next((one for one in mapped if one.shape == shape), None)
    at = next((c.index for c in table.columns if sheet and _is_number(sheet, c.header)), -1)
    number, places = None, list[int]()
    for place, row in enumerate(table.rows):
        if row.status == "skipped":
            continue
        own = own_key(text_of(row.cells[at])) if 0 <= at < len(row.cells) else None
        if places and (own or row.status == "data"):
            yield number, places
            places = []
        number, places = (own if not places else number), [*places, place]
    if places:
        yield number, places


def _is_number(sheet: SheetMapping, header: str) -> bool:
    rule = sheet.rule_for(header)
    return rule is not None and rule.field == KEY


def tables_data(tables: tuple[FoundTable, ...]) -> list[Any]:
    """As JSON data, which `read_tables_data` reads."""
    return [_table(found) for found in tables]


def read_tables_data(data: Any) -> tuple[FoundTable, ...]:
    """Raises ValueError, KeyError or TypeError for other data."""
    return tuple(_read(one) for one in data)


def _table(found: FoundTable) -> dict[str, Any]:
    table = found.table
    return {
        "sheet": table.sheet,
        "header_rows": list(table.header_rows),
        "columns": [[c.index, c.letter, c.header, c.hidden] for c in table.columns],
        "rows": [_row(row) for row in table.rows],
        "hidden": table.hidden,
        "values_only": table.values_only,
        "strays": sorted(found.strays or ()),
    }


def _row(row: TableRow) -> dict[str, Any]:
    made = {
        "row": row.number,
        "status": row.status,
        "cells": [encoded(cell) for cell in row.cells],
        "banner": list(row.banner),
        "hidden": row.hidden,
        "struck": row.struck,
        "notes": [[at, text] for at, text in row.notes.items()],
        "edited": sorted(row.edited),
        "merged": [[at, encoded(cell)] for at, cell in row.merged.items()],
        "again": row.says_again,
        "why": [row.why.text, dict(row.why.values)] if row.why else None,
    }
    return {name: value for name, value in made.items() if value}


def _read(data: Any) -> FoundTable:
    columns = (
        Column(int(at), str(letter), str(header), bool(hidden))
        for at, letter, header, hidden in data["columns"]
    )
    table = Table(
        str(data["sheet"]),
        "cases",
        tuple(int(one) for one in data["header_rows"]),
        tuple(columns),
        tuple(_rows(data["rows"])),
        bool(data["hidden"]),
        bool(data.get("values_only")),  # rows that waited before had none
    )
    return FoundTable(table, frozenset(int(at) for at in data["strays"]))


def _rows(data: Any) -> Iterator[TableRow]:
    for one in data:
        status = one["status"]
        if status not in ("data", "continuation", "skipped"):
            raise ValueError(status)
        text, values = one.get("why") or ("", {})
        yield TableRow(
            int(one["row"]),
            status,
            tuple(decoded(cell) for cell in one.get("cells", ())),
            Message(str(text), dict(values)) if text else None,
            tuple(str(held) for held in one.get("banner", ())),
            bool(one.get("hidden")),
            bool(one.get("struck")),
            {int(at): str(note) for at, note in one.get("notes", ())},
            frozenset(int(at) for at in one.get("edited", ())),
            {int(at): decoded(cell) for at, cell in one.get("merged", ())},
            bool(one.get("again")),
        )
