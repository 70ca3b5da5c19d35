"""A workbook or CSV file that an office made for itself: every sheet of it, read by its columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

from rilo_desktop.records.field_specs import FieldType
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity

from ..cell_values import Habits, read_date, settle_date_order, settle_decimal
from ..cells import Cell, is_blank, text_of
from ..column_mapping.headings import heading_score
from ..column_mapping.mapping import ColumnRule, Mapping, SheetMapping, shape_of
from ..column_mapping.recognition import (
    BY_CONTENT,
    ColumnHead,
    Recognized,
    recognized,
    record_type_of,
    remembered,
)
from ..column_mapping.targets import LINE_NUMBER, Target, targets_of
from ..layout.model import Table, TableRow
from ..layout.tables import legend_of, tables_of
from ..sandbox import SheetTable, Workbook
from ..template_rows import LISTS
from .cell_reading import CellReader
from .derived_columns import (
    NO_EDITS,
    Edits,
    divided,
    edited,
    is_between,
    said_name,
    with_assigned_headings,
    with_headings_between,
)
from .failed_sheets import SheetGuard
from .grouping import KEY
from .read_cells import CellState, CellValue
from .sheet_reading import ReadSheet, SheetReader, Step, skipped_row

SAMPLE = 60
"""Cells of a column that are looked at to say what stands in it."""
REPEATED = 10
"""One number in so many is used again: the sheet has a row a line."""

LEFT_OUT = N_("Left out, since no field was found: {columns}.")
HIDDEN_OUT = N_("Left out, since hidden: {columns}.")
LOOKS_LIKE = N_("The column “{column}” is left out. It may be {field}: assign it, or ignore it.")
UNSURE = N_("The column “{column}” was read as {field}, {reason}: look at it.")
NO_TABLE = N_("No table of records was found in {file}: its headings are not known.")
NOT_ASSUMED = N_("“{value}” is not used for {name}: give one of {known}.")
GUESSED = N_("{file} was read as {encoding}: “{sample}”. If that is wrong, say the encoding.")
OTHER_GUESS = N_("Read as {encoding} that line would be “{sample}”.")
ORDERS = ("dmy", "mdy")
SIGNS = (",", ".", "٫")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the caller says of the office's habits. `fixed`: values of every row, by field."""

    date_order: Literal["dmy", "mdy", ""] = ""
    decimal: Literal[",", ".", ""] = ""
    fixed: Map[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def data(self) -> dict[str, str]:
        """Order of dates and decimal sign, as far as they are given."""
        given = {"date_order": self.date_order, "decimal": self.decimal}
        return {name: value for name, value in given.items() if value}

    def over(self, remembered: Map[str, str]) -> Assumptions:
        """These, and what was remembered where they say nothing."""
        before = Assumptions.of(remembered)
        return replace(
            self,
            date_order=self.date_order or before.date_order,
            decimal=self.decimal or before.decimal,
        )

    @classmethod
    def of(cls, data: Map[str, Any]) -> Assumptions:
        """What of these is understood; what is not is told, and not guessed at."""
        said: list[Finding] = []
        order: Any = _one_of("date_order", data.get("date_order"), ORDERS, said)
        sign: Any = _one_of("decimal", data.get("decimal"), SIGNS, said)
        given = data.get("fixed")
        fixed = {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
        return cls(order, sign, fixed, tuple(said))


def _one_of(name: str, value: Any, known: Sequence[str], said: list[Finding]) -> str:
    if value is None or value in known:
        return "" if value in (None, "٫") else str(value)
    values = {"value": str(value)[:60], "name": name, "known": ", ".join(known)}
    said.append(_warns("assumption", NOT_ASSUMED, "", "", values))
    return ""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as it was found. `strays`: columns in which few rows have something beyond the
    headings; None where all rows are there to say it.
    """

    table: Table
    strays: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A file with its sheets, those without records too. `findings` has what is `told` of it too:
    how it was read.
    """

    file: str
    sheets: tuple[ReadSheet, ...]
    findings: tuple[Finding, ...]
    assumed: Map[str, str] = field(default_factory=dict)
    legends: Map[str, str] = field(default_factory=dict)
    told: tuple[Finding, ...] = ()

    def mapping_of(self, sheet: ReadSheet) -> SheetMapping:
        """The columns of a sheet as they were read, to be remembered."""
        rules = tuple(ColumnRule(c.header, c.field, c.split, c.second) for c in sheet.columns)
        return SheetMapping(
            _shape(sheet.table), sheet.kind, rules, dict(sheet.fixed), dict(self.assumed)
        )


def read_book(
    content: Workbook | SheetTable,
    file: str,
    mapping: Mapping,
    assumed: Assumptions,
    step: Step,
    edits: Edits = NO_EDITS,
) -> ReadBook:
    """Every sheet. What `step` raises is let pass."""
    book = content if isinstance(content, Workbook) else Workbook((content.sheet,))
    book = replace(book, sheets=tuple(one for one in book.sheets if one.name != LISTS))
    guard = SheetGuard(file, step)
    found: list[FoundTable] = []
    legends: dict[str, str] = {}
    for sheet in book.sheets:
        alone = Workbook((sheet,))
        if sheet.unread:
            guard.unread(sheet.name)
        tables = guard.tried(sheet.name, partial(tables_of, alone, heading_score))
        for table in tables or (Table(sheet.name, "empty"),):
            legends.update(guard.tried(sheet.name, partial(legend_of, table)) or {})
            found.append(FoundTable(table))
    made = read_tables(found, file, mapping, assumed, legends, step, edits)
    return _told(made, (*_guessed(content, file), *guard.findings))


def _told(made: ReadBook, told: tuple[Finding, ...]) -> ReadBook:
    return replace(made, told=told, findings=(*told, *made.findings))


def read_again(
    book: ReadBook, mapping: Mapping, assumed: Assumptions, step: Step, edits: Edits
) -> ReadBook:
    """The same tables with other columns, answers and edits; what was typed before stays."""
    found = [FoundTable(sheet.table) for sheet in book.sheets]
    made = read_tables(found, book.file, mapping, assumed, book.legends, step, edits)
    return _told(made, book.told)


def read_tables(
    tables: Sequence[FoundTable],
    file: str,
    mapping: Mapping,
    assumed: Assumptions,
    legends: Map[str, str],
    step: Step,
    edits: Edits = NO_EDITS,
) -> ReadBook:
    """Tables that were found already. `legends`: what local codes mean."""
    sheets: list[ReadSheet] = []
    guard = SheetGuard(file, step)
    for found in tables:
        name = found.table.sheet
        table = edited(found.table, file, name or file, edits)
        read = partial(
            _sheet, replace(found, table=table), file, mapping, assumed, legends, guard.step
        )
        sheets.append(guard.tried(name, read) or _no_records(found.table, file))
    said = [*guard.findings, *(one for made in sheets for one in made.findings)]
    if not any(sheet.kind for sheet in sheets):
        said.append(
            replace(
                _warns("no_table", NO_TABLE, file, "", {"file": file}), severity=Severity.BLOCKS
            )
        )
    return ReadBook(file, tuple(sheets), tuple(said), assumed.data, legends)


def _guessed(content: Workbook | SheetTable, file: str) -> Iterator[Finding]:
    """The two best guesses of an encoding that the file does not say, with how a line reads."""
    if isinstance(content, SheetTable) and content.encodings:
        first, *others = content.encodings
        words = {"file": file, "encoding": first.name, "sample": first.sample[:80]}
        yield _warns("encoding_guessed", GUESSED, file, "", words)
        for other in others:
            words = {"encoding": other.name, "sample": other.sample[:80]}
            yield _warns("encoding_other", OTHER_GUESS, file, "", words)


def _sheet(
    found: FoundTable,
    file: str,
    mapping: Mapping,
    assumed: Assumptions,
    legends: Map[str, str],
    step: Step,
) -> ReadSheet:
    table = found.table
    known = mapping.of_shape(_shape(table)) if table.role == "cases" else None
    read = with_headings_between(table)
    heads = [
        ColumnHead(one.index, one.letter, one.header, one.hidden)
        for one in read.columns
        if one.header
    ]
    kind = known.kind if known else record_type_of(heads) if table.role == "cases" else ""
    if not kind:
        return _no_records(table, file)
    if known is not None:
        assumed = assumed.over(known.assumptions)
    habits = _habits(table, assumed)
    reader = CellReader(kind, legends, mapping.answers)
    columns = _columns(read, table, kind, heads, known, reader, habits)
    read = with_assigned_headings(read, table, columns)
    read, parts = divided(read, columns, targets_of(kind))
    habits = _settled(read, kind, parts, habits, assumed)
    reader = CellReader(kind, legends, mapping.answers)
    fixed = {**(known.fixed if known else {}), **assumed.fixed}
    fixed = {path: text for path, text in fixed.items() if path in targets_of(kind)}
    made = SheetReader(
        table, read, kind, parts, habits, reader, file, fixed, mapping.answers, found.strays
    ).read(step)
    made = replace(made, columns=columns)
    return replace(made, findings=tuple(_said(made, file)))


def _no_records(table: Table, file: str) -> ReadSheet:
    name = table.sheet or file
    return ReadSheet(name, "", table, (), tuple(skipped_row(name, row) for row in table.rows))


def _shape(table: Table) -> str:
    return shape_of(one.header for one in table.columns if one.header)


def _columns(
    read: Table,
    table: Table,
    kind: str,
    heads: Sequence[ColumnHead],
    known: SheetMapping | None,
    reader: CellReader,
    habits: Habits,
) -> tuple[Recognized, ...]:
    sample: dict[int, list[Cell]] = {
        head.index: _cells(read if is_between(head.header) else table, head.index, SAMPLE)
        for head in heads
    }

    def reads(at: int, target: Target) -> float | None:
        if target.is_stop or target.spec.type in _TEXTUAL or len(sample[at]) < FEWEST:
            return None
        found = [reader.read(target, cell, habits) for cell in sample[at]]
        return sum(_is_understood(value) for value in found) / len(found)

    first = recognized(kind, heads, reads, several_lines=False)
    if _several_lines(table, first):
        first = recognized(kind, heads, reads, several_lines=True)
    if known is None:
        return first
    made = []
    for column in first:
        rule = known.rule_for(column.header)
        made.append(
            column
            if rule is None
            else replace(remembered(column, rule.field), split=rule.split, second=rule.second)
        )
    return tuple(made)


def _is_understood(value: CellValue) -> bool:
    """A question with proposals is of the field too: a number without its unit."""
    return value.state is not CellState.QUESTION or bool(value.proposals)


FEWEST = 3
_TEXTUAL = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.TRANSLATED)


def _cells(table: Table, at: int, most: int = 0) -> list[Cell]:
    found: list[Cell] = []
    for row in table.rows:
        if row.status != "skipped" and at < len(row.cells) and not is_blank(row.cells[at]):
            found.append(row.cells[at])
            if most and len(found) >= most:
                break
    return found


def _several_lines(table: Table, columns: Sequence[Recognized]) -> bool:
    """Does a case take several rows: lines below it, or its number again?"""
    at = next((column.column for column in columns if column.field == KEY), -1)
    numbers = [text_of(cell) for cell in _cells(table, at)] if at >= 0 else []
    lines = sum(row.status == "continuation" for row in table.rows if not _has(row, at))
    repeated = len(numbers) - len(set(numbers))
    return lines > 1 or (repeated >= FEWEST and repeated * REPEATED >= len(numbers))


def _has(row: TableRow, at: int) -> bool:
    return 0 <= at < len(row.cells) and not is_blank(row.cells[at])


def _habits(table: Table, assumed: Assumptions) -> Habits:
    """What the sheet's name and the lines above its heading say of year and month."""
    year = month = None
    first = min(table.header_rows, default=1)
    titles = [
        text_of(cell)
        for row in table.rows
        if row.number < first
        for cell in row.cells
        if isinstance(cell, str)
    ]
    named = read_date(table.sheet, Habits()) if table.sheet else None
    if named is not None and named.state == "taken" and named.value[2] == "month":
        year, month = int(named.value[0][:4]), int(named.value[0][5:7])
    years = {
        int(found)
        for text in (table.sheet, *titles)
        for found in _YEAR.findall(unicodedata.normalize("NFKC", text))
    }
    if year is None and len(years) == 1:
        year = years.pop()
    return Habits(date_order=assumed.date_order, decimal=assumed.decimal, year=year, month=month)


def _settled(
    table: Table,
    kind: str,
    columns: Sequence[Recognized],
    habits: Habits,
    assumed: Assumptions,
) -> Habits:
    """What all cells of the dates, and of the numbers, say together of how they are written."""
    targets = targets_of(kind)
    days: list[Cell] = []
    numbers: list[Cell] = []
    for column in columns:
        if not column.field or column.field == LINE_NUMBER:
            continue
        of = targets[column.field].spec.type
        if of in (FieldType.DATE, FieldType.PARTIAL_DATE):
            days += _cells(table, column.column)
        elif of is FieldType.DECIMAL:
            numbers += _cells(table, column.column)
    if not assumed.date_order:
        habits = replace(habits, date_order=settle_date_order(days))
    if not assumed.decimal:
        habits = replace(habits, decimal=settle_decimal(numbers))
    return habits


def _said(sheet: ReadSheet, file: str) -> list[Finding]:
    """Columns that are left out, and those that one should look at, each named."""
    said: list[Finding] = []
    words: dict[str, Any]
    out = [c for c in sheet.columns if not c.field and not c.hidden and not c.ignored]
    hidden = [c.header or c.letter for c in sheet.columns if c.hidden and not c.field]
    plain = [c.header for c in out if c.reason != BY_CONTENT and not is_between(c.header)]
    if plain:
        said.append(
            _warns("columns_out", LEFT_OUT, file, sheet.name, {"columns": ", ".join(plain)})
        )
    if hidden:
        names = ", ".join(hidden)
        said.append(_warns("hidden_columns", HIDDEN_OUT, file, sheet.name, {"columns": names}))
    for column in out:
        if column.reason == BY_CONTENT:
            label = targets_of(sheet.kind)[column.likely[0]].label
            words = {"column": said_name(column.header), "field": label}
            said.append(_warns("column_likely", LOOKS_LIKE, file, sheet.name, words))
    for column in sheet.columns:
        if column.is_unsure and column.field in targets_of(sheet.kind):
            words = {
                "column": said_name(column.header),
                "field": targets_of(sheet.kind)[column.field].label,
                "reason": Message(column.reason),
            }
            said.append(_warns("column_unsure", UNSURE, file, sheet.name, words))
    return said


def _warns(rule: str, message: str, file: str, sheet: str, values: Map[str, Any]) -> Finding:
    place = FieldPath(file=file, sheet=sheet)
    return Finding(f"exchange.{rule}", Severity.WARNS, Nature.STRUCTURE, message, values, place)
