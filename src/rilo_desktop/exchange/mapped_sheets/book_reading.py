"""A workbook or CSV file that an office made for itself: every sheet of it, read by its columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from statistics import median
from typing import Any, Literal

from rilo_desktop.records.field_specs import FieldType
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity

from ..cell_values import (
    Habits,
    read_date,
    settle_date_order,
    settle_decimal,
    settle_month_numbers,
)
from ..cell_values.reading import is_not_known, plain_digits
from ..cells import Cell, is_blank, text_of
from ..column_mapping.headings import folded
from ..column_mapping.mapping import ColumnRule, Mapping, SheetMapping, shape_of
from ..column_mapping.matching import heading_score
from ..column_mapping.question_keys import TableAnswers
from ..column_mapping.recognition import (
    BY_CONTENT,
    ENOUGH,
    ColumnHead,
    Reads,
    Recognized,
    recognized,
    takes_any_text,
    unassigned,
)
from ..column_mapping.table_kind import NONE
from ..column_mapping.targets import LINE_NUMBER, Target, targets_of
from ..layout.model import Table, TableRow
from ..layout.tables import legend_of, tables_of
from ..sandbox import SheetTable, Workbook
from ..template_rows import LISTS
from .cell_reading import CellReader
from .column_habits import HABITS
from .date_columns import with_date_parts, with_joined_dates
from .derived_columns import (
    NO_EDITS,
    Edits,
    divided,
    edited,
    is_between,
    said_name,
    with_assigned_headings,
    with_headings_between,
    with_merged,
)
from .failed_sheets import SheetGuard
from .grouping import KEY
from .read_cells import CellState, CellValue
from .remembered_answers import SeenTable, names_in_keys
from .sheet_reading import ReadSheet, SheetReader, Step, skipped_row
from .table_questions import (
    Decided,
    amounts_unsaid,
    asks_kind,
    decided_columns,
    heading_in,
    kind_of,
    table_questions,
    without_asked,
)

SAMPLE = 60
"""Cells of a column that are looked at to say what stands in it."""
REPEATED = 10
"""One number in so many is used again: the sheet has a row a line."""

LEFT_OUT = N_("Left out, since no field was found: {columns}.")
HIDDEN_OUT = N_("Left out, since hidden: {columns}.")
LOOKS_LIKE = N_("The column “{column}” is left out. It may be {field}: assign it, or ignore it.")
UNSURE = N_("The column “{column}” was read as {field}, {reason}: look at it.")
NO_AMOUNT = N_("No column is used for {field}: the records come in without it.")
NO_TABLE = N_(
    "No table of records was found in {file}. If there is one, say what it holds and what its "
    "columns are for."
)
HOLDS_NONE = N_(
    "The table {sheet} holds none of the records of this program, by its columns. If it does, say "
    "what it holds."
)
NONE_OF_OURS = N_("In a table of other things, no record.")
LEFT_OUT_BEFORE = N_("Left out, as this office decided: {columns}.")
NOT_ASSUMED = N_("“{value}” is not used for {name}: give one of {known}.")
GUESSED = N_("{file} was read as {encoding}: “{sample}”. If that is wrong, say the encoding.")
OTHER_GUESS = N_("Read as {encoding} that line would be “{sample}”.")
ONE_NUMBER = N_(
    "A number for all rows would make them one case: it was left out. Say what becomes of the rows "
    "without a number."
)
ORDERS = ("dmy", "mdy")
SIGNS = (",", ".", "٫")
MONTH_NUMBERS, YES = "month_numbers", "yes"
"""What rows that wait remember of `Assumptions.month_numbers`."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the caller says of the office's habits. `fixed`: values of every row, by field; `names`:
    numbers of the records that a field may name, by record type; any number of a type that is not
    there.
    """

    date_order: Literal["dmy", "mdy", ""] = ""
    decimal: Literal[",", ".", ""] = ""
    month_numbers: bool = False
    """Of rows that wait: all rows of the file showed that six digits are a year and a month."""
    fixed: Map[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    names: Map[str, Collection[str]] = field(default_factory=dict)

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
            month_numbers=self.month_numbers or before.month_numbers,
        )

    @classmethod
    def of(cls, data: Map[str, Any]) -> Assumptions:
        """What of these is understood; what is not is told, and not guessed at."""
        said: list[Finding] = []
        order: Any = _one_of("date_order", data.get("date_order"), ORDERS, said)
        sign: Any = _one_of("decimal", data.get("decimal"), SIGNS, said)
        given = data.get("fixed")
        fixed = {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
        return cls(order, sign, data.get(MONTH_NUMBERS) == YES, fixed, tuple(said))


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
    beside_others: bool = False
    """Is it one of several files, so that keys name it?"""

    def mapping_of(self, sheet: ReadSheet) -> SheetMapping:
        """The columns of a sheet as they were read, to be remembered."""
        rules = tuple(
            ColumnRule(
                c.header, c.field, c.split, c.second, c.ignored, c.field if c.is_unsure else ""
            )
            for c in sheet.columns
        )
        kind = sheet.kind or (NONE if sheet.decided else "")
        if any(asks_kind(question) for question in sheet.questions):
            kind = ""
        return SheetMapping(
            _shape(sheet.table),
            kind,
            rules,
            dict(sheet.fixed),
            dict(self.assumed),
            sheet.table.sheet,
        )


def read_book(
    content: Workbook | SheetTable,
    file: str,
    mapping: Mapping,
    assumed: Assumptions,
    step: Step,
    edits: Edits = NO_EDITS,
    beside_others: bool = False,
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
    made = read_tables(found, file, mapping, assumed, legends, step, edits, beside_others)
    return _told(made, (*_guessed(content, file), *guard.findings))


def _told(made: ReadBook, told: tuple[Finding, ...]) -> ReadBook:
    return replace(made, told=told, findings=(*told, *made.findings))


def read_again(
    book: ReadBook, mapping: Mapping, assumed: Assumptions, step: Step, edits: Edits
) -> ReadBook:
    """The same tables with other columns, answers and edits; what was typed before stays."""
    found = [FoundTable(sheet.table) for sheet in book.sheets]
    others = book.beside_others
    made = read_tables(found, book.file, mapping, assumed, book.legends, step, edits, others)
    return _told(made, book.told)


def read_tables(
    tables: Sequence[FoundTable],
    file: str,
    mapping: Mapping,
    assumed: Assumptions,
    legends: Map[str, str],
    step: Step,
    edits: Edits = NO_EDITS,
    beside_others: bool = False,
) -> ReadBook:
    """Tables that were found already. `legends`: what local codes mean."""
    sheets: list[ReadSheet] = []
    guard = SheetGuard(file, step)
    first: TableAnswers | None = None
    names = names_in_keys([one.table for one in tables], file if beside_others else "")
    for found, in_keys in zip(tables, names, strict=True):
        name = found.table.sheet
        table = with_merged(edited(found.table, file, name or file, edits))
        held = SeenTable(table, in_keys).held(mapping.remembered)
        answers = TableAnswers({**held, **mapping.answers}, in_keys, first)
        first = first or (answers if table.values_only else None)
        of_table = replace(found, table=table)
        read = partial(_sheet, of_table, file, mapping, assumed, legends, guard.step, answers)
        sheets.append(guard.tried(name, read) or _no_records(found.table, file))
    said = [*guard.findings, *(one for made in sheets for one in made.findings)]
    if not any(sheet.kind for sheet in sheets):
        said.append(
            replace(
                _warns("no_table", NO_TABLE, file, "", {"file": file}), severity=Severity.BLOCKS
            )
        )
    data = assumed.data
    return ReadBook(file, tuple(sheets), tuple(said), data, legends, beside_others=beside_others)


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
    answers: TableAnswers,
) -> ReadSheet:
    table = found.table
    known = mapping.of_shape(_shape(table)) if table.role == "cases" else None
    read = with_headings_between(table)
    heads = [
        ColumnHead(one.index, one.letter, one.header, one.hidden)
        for one in read.columns
        if one.header
    ]
    if known is not None:
        assumed = assumed.over(known.assumptions)
    habits = _habits(table, assumed)
    content = _Content(read, table, heads, habits, legends, answers, assumed.names)
    if table.role != "cases" or not heads:
        return _no_records(table, file)
    decided = kind_of(heads, content.reads_of, content.dated_by_parts, known, answers)
    if not decided.kind:
        return _of_none(table, heads, decided, answers, file)
    kind = decided.kind
    given = decided_columns(kind, heads, known, answers)
    columns = _columns(table, kind, heads, known, given, content)
    fixed = {**(known.fixed if known else {}), **assumed.fixed, **_fixed_by(answers, kind)}
    columns = without_asked(kind, columns, fixed.keys(), content.reads_of(kind), answers)
    reads = content.reads_of(kind)
    questions = table_questions(kind, columns, fixed.keys(), reads, content.may_count, answers)
    unsaid = amounts_unsaid(kind, columns, fixed.keys(), questions, answers)
    read = with_assigned_headings(read, table, columns)
    read, parts = divided(read, columns, targets_of(kind))
    read, parts = with_joined_dates(read, parts, targets_of(kind))
    habits = _settled(read, kind, parts, habits, assumed)
    reader = CellReader(kind, legends, answers, assumed.names)
    fixed = {path: text for path, text in fixed.items() if path in targets_of(kind)}
    is_numbered = fixed.pop(KEY, None) is not None
    made = SheetReader(
        table, read, kind, parts, habits, reader, file, fixed, answers, found.strays
    ).read(step)
    made = replace(
        made,
        columns=columns,
        questions=(*decided.questions, *questions),
        decided=decided.is_decided,
    )
    told = [_warns("one_number", ONE_NUMBER, file, made.name, {})] if is_numbered else []
    for path in unsaid:
        words = {"field": targets_of(kind)[path].label}
        told.append(_warns("no_amount", NO_AMOUNT, file, made.name, words))
    return replace(made, findings=(*told, *made.findings, *_said(made, file)))


def _fixed_by(answers: TableAnswers, kind: str) -> dict[str, str]:
    """Values of all rows that were answered for the table: by a field, or by the list of one."""
    targets = targets_of(kind)
    found = {}
    for what, answer in answers.of_table().items():
        of_list = (p for p, of in targets.items() if of.spec.vocabulary == what and not of.in_lines)
        path = what if what in targets else "" if what in HABITS else next(of_list, "")
        if path and answer and isinstance(answer, str) and not heading_in(answer):
            found[path] = answer
    return found


def _no_records(table: Table, file: str) -> ReadSheet:
    name = table.sheet or file
    return ReadSheet(name, "", table, (), tuple(skipped_row(name, row) for row in table.rows))


def _of_none(
    table: Table,
    heads: Sequence[ColumnHead],
    decided: Decided,
    answers: TableAnswers,
    file: str,
) -> ReadSheet:
    """A table that is none of ours: its columns stand there to be assigned."""
    name, columns = table.sheet or file, unassigned(heads)
    why = Message(NONE_OF_OURS)
    rows = tuple(
        skipped_row(name, row if row.status == "skipped" else replace(row, why=why))
        for row in table.rows
    )
    made = ReadSheet(name, "", table, columns, rows, decided=decided.is_decided, answers=answers)
    if decided.is_decided or not any(row.status != "skipped" for row in table.rows):
        return made
    told = _warns("table_of_none", HOLDS_NONE, file, table.sheet, {"sheet": name})
    return replace(made, findings=(told,))


def _shape(table: Table) -> str:
    return shape_of(one.header for one in table.columns if one.header)


class _Content:
    """What stands in the columns of a table, as far as it says which fields they are for."""

    def __init__(
        self,
        read: Table,
        table: Table,
        heads: Sequence[ColumnHead],
        habits: Habits,
        legends: Map[str, str],
        answers: TableAnswers,
        names: Map[str, Collection[str]],
    ) -> None:
        self._names = names
        self.sample: dict[int, list[Cell]] = {
            head.index: _telling(read if is_between(head.header) else table, head.index)
            for head in heads
        }
        self._columns = unassigned(heads)
        self._habits, self._legends, self._answers = habits, legends, answers
        self._of: dict[str, Reads] = {}

    def reads_of(self, kind: str) -> Reads:
        """For the fields of a record type."""
        if kind not in self._of:
            self._of[kind] = self._reads_of(kind)
        return self._of[kind]

    def dated_by_parts(self, kind: str) -> bool:
        """Do columns of years and months say the day of this record type?"""
        return any(one.field for one in with_date_parts(kind, self._columns, self.sample))

    def may_count(self, at: int) -> bool:
        """Are its cells numbers, with a unit or without, that are no codes of one length?"""
        texts = [plain_digits(text_of(cell)).strip() for cell in self.sample[at]]
        numbers = [text for text in texts if _NUMBER.fullmatch(text)]
        lengths = Counter(len(text) for text in numbers if text.isdigit())
        of_codes = max((n for long, n in lengths.items() if long >= SHORTEST_CODE), default=0)
        return len(numbers) >= ENOUGH * len(texts) and of_codes < ENOUGH * len(texts)

    def _reads_of(self, kind: str) -> Reads:
        reader = CellReader(kind, self._legends, self._answers, self._names)
        parts: dict[tuple[int, str], float | None] = {}
        known: dict[tuple[str, Cell], bool] = {}

        def reads(at: int, target: Target | None) -> float | None:
            key = at, target.path if target else LINE_NUMBER
            if key not in parts:
                parts[key] = self._part(reader, at, target, known)
            return parts[key]

        return reads

    def _part(
        self,
        reader: CellReader,
        at: int,
        target: Target | None,
        known: dict[tuple[str, Cell], bool],
    ) -> float | None:
        """`known`: cells that were read for a field already, and whether they are understood."""
        cells = self.sample[at]
        if target is None:
            return sum(map(_may_number, cells)) / len(cells) if cells else None
        whole_route = target.is_stop and not target.role
        if whole_route or len(cells) < FEWEST:
            return None
        if takes_any_text(target):
            return 0.0 if target.in_lines and _are_long(cells) else None
        found, tried = 0, set[Cell]()
        for cell in cells:
            key = target.path, cell
            tried.add(cell)
            if key not in known:
                known[key] = not _is_small_word(target, cell) and _is_understood(
                    reader.read(target, cell, self._habits)
                )
            found += known[key]
            if len(tried) == GLANCE and not found:
                return 0.0  # most columns are for none of the many fields that are tried
        return found / len(cells)


def _columns(
    table: Table,
    kind: str,
    heads: Sequence[ColumnHead],
    known: SheetMapping | None,
    given: Map[int, str],
    content: _Content,
) -> tuple[Recognized, ...]:
    reads = content.reads_of(kind)
    first = recognized(kind, heads, reads, False, given)
    if _several_lines(table, first):
        first = recognized(kind, heads, reads, True, given)
    first = with_date_parts(kind, first, content.sample)
    made: list[Recognized] = []
    for column in first:
        nth = sum(folded(one.header) == folded(column.header) for one in made)
        rule = known.rule_for(column.header, nth) if known else None
        if rule is not None and column.is_decided:
            column = replace(column, split=rule.split, second=rule.second)
        made.append(column)
    return tuple(made)


def _may_number(cell: Cell) -> bool:
    """May it be the number of a row: short, with a digit?"""
    text = text_of(cell).strip()
    return len(text) <= LONGEST_NUMBER and any(map(str.isdigit, text))


def _is_small_word(target: Target, cell: Cell) -> bool:
    """Is it written as a word, and a code of a country by chance: "St", "In"?"""
    text = text_of(cell).strip()
    return target.spec.vocabulary == "country" and len(text) == CODE_LETTERS and text.istitle()


def _is_understood(value: CellValue) -> bool:
    """A question with proposals is of the field too: a number without its unit."""
    return value.state is not CellState.QUESTION or bool(value.proposals)


GLANCE = 8
"""Different cells of which one at least must read as a field, for the others to be tried."""
_NUMBER = re.compile(r"\d[\d\s.,]*(?:[^\W\d][\w.]*)?")
SHORTEST_CODE = 5
"""Digits of numbers of one length that are codes rather than quantities."""
LONGEST_NUMBER = 12
CODE_LETTERS = 2
LONG_TEXT = 200
"""Letters of a text that tells of a case rather than names its goods."""
FEWEST = 3
"""Cells below which content says nothing."""


def _cells(table: Table, at: int) -> Iterator[Cell]:
    for row in table.rows:
        if row.status != "skipped" and at < len(row.cells) and not is_blank(row.cells[at]):
            yield row.cells[at]


def _telling(table: Table, at: int) -> list[Cell]:
    """The first cells of a column that say something: "NA" speaks for no field."""
    said = (cell for cell in _cells(table, at) if not is_not_known(text_of(cell)))
    return list(islice(said, SAMPLE))


def _are_long(cells: Sequence[Cell]) -> bool:
    return median(len(text_of(cell).strip()) for cell in cells) >= LONG_TEXT


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
    months = assumed.month_numbers or settle_month_numbers(days)
    return replace(habits, month_numbers=months)


def _said(sheet: ReadSheet, file: str) -> list[Finding]:
    """Columns that are left out, and those that one should look at, each named."""
    said: list[Finding] = []
    words: dict[str, Any]
    out = [c for c in sheet.columns if not c.field and not c.hidden and not c.ignored]
    told = [c for c in out if c.reason == BY_CONTENT or c.is_asked]  # what is said of them does it
    named = [c for c in out if c not in told and not is_between(c.header)]
    lists: tuple[tuple[str, str, list[str]], ...] = (
        ("columns_out", LEFT_OUT, [c.header for c in named] + [*sheet.unnamed]),
        ("columns_out_before", LEFT_OUT_BEFORE, [c.header for c in sheet.columns if c.ignored]),
        (
            "hidden_columns",
            HIDDEN_OUT,
            [c.header or c.letter for c in sheet.columns if c.hidden and not c.field],
        ),
    )
    for rule, message, columns in lists:
        if columns:
            words = {"columns": ", ".join(columns)}
            said.append(_warns(rule, message, file, sheet.name, words))
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
