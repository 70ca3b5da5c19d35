"""A sheet of an office's own workbook, with its columns mapped, is read row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rilo_desktop.records.field_specs import FieldType, kind_named
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message

from ..cell_values import Habits
from ..cells import Cell, is_blank, text_of
from ..column_mapping.mapping import told_apart
from ..column_mapping.question_keys import (
    EXTRA,
    HIDDEN,
    MISSING,
    NO_ANSWERS,
    NUMBERS,
    STRUCK,
    VALUES_ONLY,
    QuestionKey,
    Scope,
    TableAnswers,
    row_key,
    table_key,
)
from ..column_mapping.recognition import Recognized, common_fields
from ..column_mapping.targets import LINE_NUMBER, Target, targets_of
from ..import_result import ImportRow, SourceRow
from ..layout.model import Table, TableRow
from ..template_rows import is_example
from .building import (
    CaseValues,
    RecordValues,
    import_row,
    is_faulty,
    kept_in_note,
    note_of,
)
from .cell_reading import TEXTS, CellReader, asked_as
from .column_habits import DATE_ORDER, HABITS, habit_asked, habit_of, habits_answered, left_empty
from .grouping import KEY, SKIP, Case, grouped, is_answered, number_of, row_answer, said
from .line_columns import LineColumn, line_columns
from .read_cells import CellState, CellValue, ReadCell, ReadRow, RowQuestion
from .repeated_notes import may_repeat, told_once
from .row_numbers import EQUAL, LEFT_OUT, ROWS, Numbered, numbered

NOTHING_NEEDED = N_("The row has nothing in {fields}: it is no record yet.")
NO_VALUE = N_("The row has no value of its own beside its number: it is no record.")
EXTRA_CELLS = N_(
    "The row has more cells than the heading ({cells}): a divider inside a text may have moved "
    "its cells."
)
STRUCK_OUT = N_("The row is struck out: say whether it counts.")
HIDDEN_ROW = N_("The row is hidden in the sheet; it was read.")
HIDDEN_SHEET = N_("The sheet {sheet} is hidden: say whether its rows count.")
ONLY_VALUES = N_(
    "Of {file} only values can be read: not which are formulas (the value is what was last "
    "calculated), not which cells are in error, hidden or struck out, and no notes or units in "
    "formats. Say whether its rows count, or save it as .xlsx and import that."
)
HAS_NOTE = N_("The note at {cell} was not read.")
BLANK_ROW = N_("No record.")
EXAMPLE_ROW = N_("The example of the template.")
TAKE = "take"
_COUNTED = (FieldType.DECIMAL, FieldType.INTEGER)
"""What a merged cell says of all its rows together: the first has it."""
MOST_KNOWN = 10_000
"""Different cells of one column that are known again."""
FEW = 20
"""Of so many rows at most one may fill a column without a heading before it counts as one."""

Step = Callable[[int, int], object]
"""Told how many of how many are done; what it raises is let pass."""
EVERY = 500


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """All rows of a sheet, and the records that its cases give, each beside the rows it is from.

    `records[n]` is of the rows with `case` n; None where it was rejected.
    """

    name: str
    kind: str
    table: Table
    columns: tuple[Recognized, ...]
    rows: tuple[ReadRow, ...]
    records: tuple[ImportRow | None, ...] = ()
    cases: tuple[Case, ...] = ()
    findings: tuple[Finding, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    habits: Habits = field(default_factory=Habits)
    strays: frozenset[int] = frozenset()
    """Columns without a heading that few rows fill."""
    questions: tuple[RowQuestion, ...] = ()
    """About the table as a whole: until they are answered none of its cases is imported."""
    decided: bool = False
    """Did the office say what it holds? With `kind` "": that it holds none of ours."""
    unnamed: tuple[str, ...] = ()
    """Letters of columns without a heading in which something stands."""
    answers: TableAnswers = NO_ANSWERS
    """Those that were given for it, and those of earlier imports that hold here."""
    proposed: frozenset[str] = frozenset()
    """Numbers that were made of what rows say."""
    joins: bool = False
    """May several of its rows have one such number?"""
    settled: Mapping[str, tuple[Any, int]] = field(default_factory=dict)
    """{key of what was asked about two cases: (answer, row of the case here)}"""

    def sources(self, at: int) -> tuple[SourceRow, ...]:
        """The rows of a case as they stand, to be given back."""
        return sources(self.table, self.name, self.cases[at])

    def held(self) -> Iterator[int]:
        """Places of the cases with an open question."""
        for at, case in enumerate(self.cases):
            if self.questions or any(self.rows[place].has_question for place in case.places):
                yield at

    def unheld(self) -> Iterator[ImportRow]:
        """The records that nothing is asked about, refused ones among them."""
        held = set(self.held())
        for at, record in enumerate(self.records):
            if record is not None and at not in held:
                yield record


@dataclass(frozen=True, slots=True)
class _Column:
    about: Recognized
    target: Target
    habits: Habits
    place: LineColumn
    split: str = ""
    by_country: bool = False
    """Does the country of the row say whose numbers these are?"""


class SheetReader:
    """Reads the rows of one sheet. `habits` are those of the sheet; a column adds its own."""

    def __init__(
        self,
        table: Table,
        read: Table,
        kind: str,
        columns: Sequence[Recognized],
        habits: Habits,
        reader: CellReader,
        file: str,
        fixed: Mapping[str, str],
        answers: TableAnswers,
        strays: frozenset[int] | None = None,
    ) -> None:
        """`read`: the table with the columns that were made of it. `strays`: columns without a
        heading that few rows fill; None: as these rows show.
        """
        self._given, self._table, self._kind, self._file = table, read, kind, file
        own = {one.index for one in table.columns}
        self._made = {one.index for one in read.columns} - own
        self._name = table.sheet or file
        self._about = tuple(columns)
        written = [one for one in columns if one.column not in self._made]
        self._names = {one.column: one.header for one in columns}
        self._names |= zip(
            (one.column for one in written), told_apart(one.header for one in written), strict=True
        )
        self._targets = targets_of(kind)
        self._reader, self._answers = reader, answers
        self._each_is_one = row_answer(answers.table(NUMBERS)) == ROWS
        self._fixed = fixed
        self._hidden = table.hidden
        self._columns = self._ordered(habits)
        self._number_at = next((one.column for one in self._about if one.field == KEY), -1)
        self._named = {one.index for one in table.columns if one.header}
        self._taken = {about.column for about in columns if about.field}
        self._counters = {about.column for about in columns if about.field == LINE_NUMBER}
        self._helpers = {
            at
            for one in self._columns
            for at in (one.place.unit_from, one.place.currency_from)
            if at >= 0
        }
        self._base = habits
        self._has_note = bool(note_of(kind))
        self._has_repeated = False
        """Have cells notes that may repeat an answer?"""
        self._instead: dict[str, ReadCell] = {}
        self._beyond: tuple[ReadCell, ...] = ()
        self._with_fixed()
        self._known: dict[int, dict[tuple[Cell, str, str, str, bool], ReadCell]] = {
            one.about.column: {} for one in self._columns
        }
        self._units: dict[tuple[int, Cell], str] = {}
        self._habits: dict[tuple[int, str, str, str], Habits] = {}
        self._needed = tuple(c for c in self._columns if self._is_needed(c.target))
        self._letters = {one.index: one.letter for one in table.columns}
        self._country = next(
            (c for c in self._columns if not c.target.in_lines and _is_country(c.target)), None
        )
        filled = Counter(
            at
            for row in table.rows
            if row.status in ("data", "continuation")
            for at, cell in enumerate(row.cells)
            if at not in self._named and not is_blank(cell)
        )
        cases = sum(row.status != "skipped" for row in table.rows)
        seen = {at for at, count in filled.items() if count * FEW <= max(cases, FEW)}
        self._strays = frozenset(seen) if strays is None else strays
        self._unnamed = tuple(self._letters.get(at, str(at + 1)) for at in sorted(filled))

    def _ordered(self, habits: Habits) -> tuple[_Column, ...]:
        places = line_columns(self._about, self._targets)
        made = []
        for about in self._about:
            if not about.field:
                continue
            if about.field == LINE_NUMBER:
                continue
            target = self._targets[about.field]
            beside = target.spec.beside
            prefix = f"{target.field}." if target.in_lines else ""
            own = replace(
                habits,
                unit=about.unit or target.spec.measured_in or habits.unit,
                currency=about.currency
                or self._fixed.get(f"{prefix}{beside.get('currency')}", "")
                or habits.currency,
            )
            made.append(
                _Column(
                    about,
                    target,
                    habits_answered(own, self._answers, self._names[about.column]),
                    places[about.column],
                    about.split,
                    target.spec.type is FieldType.DECIMAL,
                )
            )
        return tuple(made)

    def read(self, step: Step) -> ReadSheet:
        """All rows."""
        rows: list[ReadRow] = []
        for done, row in enumerate(self._table.rows):
            if done % EVERY == 0:
                step(done, len(self._table.rows))
            rows.append(self._row(row))
        told: tuple[Finding, ...] = ()
        if self._has_repeated:
            place = FieldPath(file=self._file, sheet=self._name)
            rows, told = told_once(rows, self._ordered_by_answer(), place)
        continuing = frozenset(
            at for at, row in enumerate(self._table.rows) if self._continues(row)
        )
        made_of = self._numbered(rows, continuing)
        rows = _as_numbered(rows, made_of)
        rows, cases = grouped(
            rows,
            continuing,
            self._targets,
            self._answers,
            made_of.numbers if made_of else {},
            made_of is not None and made_of.joins,
        )
        records: list[ImportRow | None] = []
        values = RecordValues(self._kind, cases, rows, self._targets)
        for at, case in enumerate(cases):
            if at % EVERY == 0:
                step(at, len(cases))
            made = [rows[place] for place in case.places]
            records.append(self._record(case, made, CaseValues(values, at)))
        return ReadSheet(
            self._name,
            self._kind,
            self._given,
            self._about,
            tuple(rows),
            tuple(records),
            tuple(cases),
            told,
            fixed=self._fixed,
            habits=self._base,
            strays=self._strays,
            unnamed=self._unnamed,
            answers=self._answers,
            proposed=frozenset(made_of.numbers.values()) if made_of else frozenset(),
            joins=made_of is not None and made_of.joins,
        )

    def _ordered_by_answer(self) -> frozenset[str]:
        """Letters of the columns of which the order of day and month was answered."""
        return frozenset(
            one.about.letter
            for one in self._columns
            if self._answers.column(self._names[one.about.column], DATE_ORDER) is not MISSING
            or self._answers.table(DATE_ORDER) is not MISSING
        )

    def _numbered(self, rows: Sequence[ReadRow], continuing: frozenset[int]) -> Numbered | None:
        """Numbers for the rows that begin a case and have none."""
        places, begun = [], False
        for place, row in enumerate(rows):
            if row.skipped is not None:
                begun |= is_answered(row)
            elif place not in continuing or not begun:
                begun = True
                if row.rejected is None and not number_of(row) and not _asks_number(row):
                    places.append(place)
        whole = {
            one.index: one.header
            for one in self._given.columns
            if one.header and one.index not in self._counters
        }
        of_case = {c.about.column for c in self._columns if not c.target.in_lines}
        return numbered(self._given.rows, places, whole, of_case, self._answers)

    def _record(self, case: Case, rows: Sequence[ReadRow], values: CaseValues) -> ImportRow:
        made = import_row(self._kind, case.number, rows, self._targets, self._file, values)
        refused = next((row.rejected for row in rows if row.rejected), None)
        if refused is not None:
            place = FieldPath(self._kind, "", case.number, file=self._file, sheet=self._name)
            refused = replace(refused, place=replace(place, row=rows[0].number))
            made = replace(made, values={}, findings=(refused,))
        return (
            replace(made, source=sources(self._given, self._name, case)) if made.blocked else made
        )

    def _continues(self, row: TableRow) -> bool:
        """Is it a further line of the case above? A row with a number says itself whose it is; one
        that begins like the row above is a case where the office said that each row is.
        """
        at = self._number_at
        has_number = 0 <= at < len(row.cells) and not is_blank(row.cells[at])
        if row.status != "continuation" or has_number:
            return False
        return not (row.says_again and self._each_is_one)

    def _row(self, row: TableRow) -> ReadRow:
        sheet = self._name
        if row.status == "skipped":
            return skipped_row(sheet, row)
        at = self._number_at
        if 0 <= at < len(row.cells) and is_example(row.cells[at]):
            return ReadRow(sheet, row.number, skipped=said("example", EXAMPLE_ROW))
        country = self._country_of(row)
        cells = tuple(self._cells(row, country))
        out = tuple(
            f"{self._letters.get(at, str(at + 1))}{row.number}"
            for at, cell in enumerate(row.cells)
            if at not in self._taken and at not in self._made and not is_blank(cell)
        )
        asks = any(cell.is_open for cell in cells)
        rejected = None if self._continues(row) else self._rejected(cells)
        notes = tuple(self._notes(row))
        read = ReadRow(sheet, row.number, cells, out, None, rejected, notes=notes, asks=asks)
        return read if rejected is not None else self._with_questions(read, row)

    def _with_questions(self, read: ReadRow, row: TableRow) -> ReadRow:
        asked: list[tuple[RowQuestion, Any]] = []
        answers = self._answers
        strays = [at for at in self._strays if at < len(row.cells) and not is_blank(row.cells[at])]
        if strays and not self._table.sheet:
            reason = said("extra_cells", EXTRA_CELLS, warns=False, cells=", ".join(read.left_out))
            key = row_key(answers.sheet, row.number, EXTRA)
            given = answers.row(row.number, EXTRA)
            asked.append((RowQuestion(key, reason, (SKIP, TAKE), shifts=True), given))
        if row.struck:
            reason = said("struck_out", STRUCK_OUT, warns=False)
            key = row_key(answers.sheet, row.number, STRUCK)
            given = answers.row(row.number, STRUCK)
            asked.append((RowQuestion(key, reason, (SKIP, TAKE)), given))
        if self._hidden:
            reason = said("hidden_sheet", HIDDEN_SHEET, warns=False, sheet=self._table.sheet)
            key = table_key(answers.sheet, HIDDEN)
            given = answers.row(row.number, HIDDEN)
            asked.append((RowQuestion(key, reason, (SKIP, TAKE)), given))
        if self._table.values_only:
            reason = said("values_only", ONLY_VALUES, warns=False, file=self._file)
            key = table_key(answers.book.sheet, VALUES_ONLY)
            given = answers.book.table(VALUES_ONLY)
            asked.append((RowQuestion(key, reason, (TAKE, SKIP)), given))
        left = []
        for question, given in asked:
            answer = row_answer(given)
            if answer == SKIP:
                return replace(read, skipped=question.reason, cells=(), asks=False)
            if answer != TAKE:
                left.append(question)
        return replace(read, questions=tuple(left)) if left else read

    def _notes(self, row: TableRow) -> Iterator[Finding]:
        if row.hidden:
            yield said("hidden_row", HIDDEN_ROW)
        for at in row.notes:
            yield said("cell_note", HAS_NOTE, cell=f"{self._letters.get(at, at)}{row.number}")

    def _rejected(self, cells: Sequence[ReadCell]) -> Finding | None:
        """A row that says neither when, nor where, nor from what source, tells nothing; nor does
        one with nothing but its number, and what every row of the table has.
        """
        saying = [cell for cell in cells if cell.value.state in _SAYING]
        if not any(self._is_own(cell) for cell in saying):
            return said("no_value", NO_VALUE, warns=False)
        said_of = {cell.path for cell in saying}
        if not self._needed or any(column.target.path in said_of for column in self._needed):
            return None
        fields = ", ".join(column.about.header or column.target.path for column in self._needed)
        return said("nothing_needed", NOTHING_NEEDED, warns=False, fields=fields)

    def _is_own(self, cell: ReadCell) -> bool:
        """Is it a value of this row alone, and of a field that not every record has?"""
        is_fixed = cell is self._instead.get(cell.path) or any(cell is one for one in self._beyond)
        return cell.path not in common_fields() and not is_fixed

    def _is_needed(self, target: Target) -> bool:
        if target.in_lines or target.is_stop:
            return False
        dated = kind_named(self._kind).dated
        return target.field == dated or _is_country(target) or target.spec.cites

    def _country_of(self, row: TableRow) -> str | None:
        at = self._country.about.column if self._country is not None else -1
        if self._country is None or at >= len(row.cells) or is_blank(row.cells[at]):
            return None
        value = self._cell(self._country, row, None).value
        return str(value.shown) if value.state is CellState.TAKEN else None

    def _cells(self, row: TableRow, country: str | None) -> Iterator[ReadCell]:
        for column in self._columns:
            at = column.about.column
            counted = at in row.merged and column.target.spec.type in _COUNTED
            if counted or at >= len(row.cells) or is_blank(row.cells[at]):
                if column.target.path in self._instead:
                    yield self._instead[column.target.path]
                continue
            found = self._cell(column, row, country)
            if (column.about.letter, row.number) in self._answers.places:
                found = self._answered(column, row, country, found)
            yield replace(found, edited=True) if at in row.edited else found
        if not self._continues(row):
            yield from self._beyond

    def _with_fixed(self) -> None:
        """The cells of fixed values: in place of blank ones, and of fields without a column."""
        for column in self._columns:
            path = column.target.path
            if path in self._fixed:
                self._instead[path] = self._fixed_cell(
                    column.about.letter, column.target, column.habits
                )
        mapped = {column.target.path for column in self._columns}
        self._beyond = tuple(
            self._fixed_cell("", self._targets[path], self._base)
            for path in self._fixed
            if path not in mapped
        )

    def _fixed_cell(self, letter: str, target: Target, habits: Habits) -> ReadCell:
        text = self._fixed[target.path]
        value = self._reader.read(target, text, habits)
        key = QuestionKey(Scope.TABLE, target.path) if _is_open(value) else None
        faulty = is_faulty(self._kind, target, value)
        return ReadCell(letter, target.path, text, value, faulty=faulty, asked=key)

    def _cell(self, column: _Column, row: TableRow, country: str | None) -> ReadCell:
        """A cell that is not blank; equal ones are read once, and are one object."""
        at = column.about.column
        cell = row.cells[at]
        unit = self._beside(column.place.unit_from, row)
        currency = self._beside(column.place.currency_from, row)
        whose = (country or "") if column.by_country else ""
        owned = at in self._helpers and self._is_owned(at, row)
        key = (cell, whose, unit, currency, owned)
        known = self._known[at]
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_KNOWN:
                known.clear()
            value = self._value(column, cell, self._habits_of(column, whose, unit, currency), owned)
            if unit == ASKED and _has_no_unit(value):
                value = CellValue(CellState.LEFT_OUT)  # until the cell beside it is answered
            found = self._judged(column, cell, value)
            known[key] = found
        return found

    def _value(self, column: _Column, cell: Cell, habits: Habits, owned: bool) -> CellValue:
        if column.about.column in self._helpers:
            return self._helper(column, cell, owned)
        name = self._names[column.about.column]
        value = self._reader.read(column.target, cell, habits, column.split, name)
        if not _is_open(value):
            return value
        what = value.of_column or habit_asked(self._reader, column.target, cell, habits)
        if not what:
            return value
        given = self._answers.column(name, what)
        if given is MISSING:
            given = self._answers.table(what)
        is_habit = what in HABITS
        if given is MISSING or (given and is_habit and habit_of(what, given) is None):
            return replace(value, of_column=what)
        if not is_habit and given not in ("", None, *value.proposals):
            return replace(value, of_column=what)  # a text would stand in all cells of the column
        if not is_habit:
            return self._reader.answered(column.target, cell, habits, given)
        return left_empty(self._reader, column.target, cell, habits, what) if not given else value

    def _answered(
        self, column: _Column, row: TableRow, country: str | None, found: ReadCell
    ) -> ReadCell:
        """The cell as it was answered by itself."""
        at, about = column.about.column, column.about
        given = self._answers.cell(about.letter, row.number, column.target.path)
        if given is MISSING:
            return found
        cell = row.cells[at]
        if at in self._helpers:
            value = self._reader.answered(column.target, cell, column.habits, given)
            value = _of_helper(value)
        else:
            unit = self._beside(column.place.unit_from, row)
            currency = self._beside(column.place.currency_from, row)
            whose = (country or "") if column.by_country else ""
            habits = self._habits_of(column, whose, unit, currency)
            value = self._reader.answered(column.target, cell, habits, given, column.split)
        return self._judged(column, cell, value)

    def _judged(self, column: _Column, cell: Cell, value: CellValue) -> ReadCell:
        about, target = column.about, column.target
        name = self._names[about.column]
        if value.state is CellState.BLANK and target.spec.type not in TEXTS and self._has_note:
            text = text_of(cell)  # it was answered that no field has it
            value = replace(value, kept=f"{name}: {text}", warnings=(kept_in_note(text),))
        self._has_repeated = self._has_repeated or may_repeat(value)
        faulty = is_faulty(self._kind, target, value)
        asked = asked_as(target, cell, about.letter, name) if _is_open(value) else None
        return ReadCell(
            about.letter,
            target.path,
            text_of(cell),
            value,
            faulty=faulty,
            asked=asked,
            heading=name,
            line=column.place.line,
            goods=column.place.goods,
        )

    def _is_owned(self, at: int, row: TableRow) -> bool:
        """Does a number stand beside this unit or currency?"""
        owners = (
            c.about.column
            for c in self._columns
            if at in (c.place.unit_from, c.place.currency_from)
        )
        return any(of < len(row.cells) and not is_blank(row.cells[of]) for of in owners)

    def _helper(self, column: _Column, cell: Cell, owned: bool) -> CellValue:
        """A unit or a currency belongs to the number beside it; alone it says nothing."""
        value = self._reader.read(
            column.target, cell, column.habits, heading=self._names[column.about.column]
        )
        return _of_helper(value) if owned else CellValue(CellState.LEFT_OUT)

    def _habits_of(self, column: _Column, whose: str, unit: str, currency: str) -> Habits:
        key = (column.about.column, whose, unit, currency)
        if key not in self._habits:
            own = column.habits
            self._habits[key] = replace(
                own,
                country=whose or own.country,
                unit="" if unit in (UNREAD, ASKED) else unit or own.unit,
                unit_unread=unit in (UNREAD, ASKED),
                currency=currency or own.currency,
            )
        return self._habits[key]

    def _beside(self, at: int, row: TableRow) -> str:
        """The code in the column of units or currencies that belongs to a number, "" for none,
        `UNREAD` or `ASKED` for a unit that is not known.
        """
        if not 0 <= at < len(row.cells) or is_blank(row.cells[at]):
            return ""
        cell = row.cells[at]
        spec = self._by_column(at)
        given = self._answers.cell(spec.about.letter, row.number, spec.target.path)
        if given is not MISSING:
            found = self._reader.answered(spec.target, cell, spec.habits, given)
            return _code_of(spec.target, found)
        if (at, cell) not in self._units:
            found = self._reader.read(
                spec.target, cell, spec.habits, heading=self._names[spec.about.column]
            )
            self._units[at, cell] = _code_of(spec.target, found)
        return self._units[at, cell]

    def _by_column(self, at: int) -> _Column:
        return next(column for column in self._columns if column.about.column == at)


def _as_numbered(rows: Sequence[ReadRow], made_of: Numbered | None) -> list[ReadRow]:
    """With what is asked of rows without a number; those that count no more are left out."""
    if made_of is None:
        return list(rows)
    found = list(rows)
    for place in made_of.numbers:
        row = rows[place]
        if made_of.question is not None:
            found[place] = replace(row, questions=(*row.questions, made_of.question))
        elif made_of.answer == SKIP or place in made_of.repeated:
            equal = said("row_equal", EQUAL, row=made_of.repeated.get(place, 0))
            why = equal if place in made_of.repeated else said("answered_skip", LEFT_OUT)
            found[place] = replace(row, skipped=why, cells=(), asks=False, questions=())
    return found


def _of_helper(value: CellValue) -> CellValue:
    """A unit or a currency gives no value of its own."""
    is_told = _is_open(value) or value.state is CellState.BLANK
    return value if is_told else CellValue(CellState.LEFT_OUT)


UNREAD, ASKED = "?", "??"
"""In the place of the unit of a number: one that is not known, one that is asked about."""


def _code_of(target: Target, value: CellValue) -> str:
    if value.state is CellState.TAKEN:
        return str(value.shown)
    if target.spec.vocabulary != "unit":
        return ""
    return ASKED if _is_open(value) else UNREAD


def _has_no_unit(value: CellValue) -> bool:
    return value.state is CellState.TAKEN and any(not unit for _, unit, _ in value.told)


def _is_open(value: CellValue) -> bool:
    return value.state is CellState.QUESTION


_SAYING = (CellState.TAKEN, CellState.NOT_KNOWN, CellState.QUESTION)


def _asks_number(row: ReadRow) -> bool:
    return any(cell.is_open and cell.path == KEY for cell in row.cells)


def _is_country(target: Target) -> bool:
    return target.spec.type is FieldType.CODE and target.spec.vocabulary == "country"


def skipped_row(sheet: str, row: TableRow) -> ReadRow:
    """A row that the layout found to be no record."""
    why = row.why or Message(BLANK_ROW)
    return ReadRow(sheet, row.number, skipped=said("row_skipped", why.text, **why.values))


def sources(table: Table, name: str, case: Case) -> tuple[SourceRow, ...]:
    rows = [table.rows[at] for at in case.places]
    return tuple(SourceRow(name, row.number, source_of(table, row)) for row in rows)


def source_of(table: Table, row: TableRow) -> Mapping[str, Cell]:
    """A row as it stands, by the headings of the office; a heading used twice has its letter."""
    heads = Counter(one.header for one in table.columns)
    names = {
        one.index: one.header if one.header and heads[one.header] == 1 else one.letter
        for one in table.columns
    }
    found = {names[one.index]: None for one in table.columns}
    return found | {names.get(at, str(at + 1)): cell for at, cell in enumerate(row.cells)}
