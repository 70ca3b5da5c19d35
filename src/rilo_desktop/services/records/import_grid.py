"""What an import of an office's own tables looks like: columns, rows and questions, in words.

    grid = look(session, files, language, None, progress)
    grid = again(session, grid, fields, answers, progress)      # corrected columns, answers
    done = take(session, grid, remember, progress)

Values become words when they are asked for: of 100,000 rows a window shows thirty.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.cells import is_blank, text_of
from rilo_desktop.exchange.column_mapping import (
    LINE_NUMBER,
    ColumnRule,
    Confidence,
    SheetMapping,
    mapping_data,
    read_mapping,
    targets_of,
)
from rilo_desktop.exchange.column_mapping import Mapping as ColumnMapping
from rilo_desktop.exchange.column_mapping.heading_words import part_of_date
from rilo_desktop.exchange.column_mapping.headings import folded
from rilo_desktop.exchange.column_mapping.mapping import told_apart
from rilo_desktop.exchange.column_mapping.question_keys import (
    MISSING,
    Scope,
    column_key,
    parsed,
    table_key,
)
from rilo_desktop.exchange.column_mapping.table_kind import NONE
from rilo_desktop.exchange.mapped_sheets.book_reading import ReadBook
from rilo_desktop.exchange.mapped_sheets.building import holds_several
from rilo_desktop.exchange.mapped_sheets.date_columns import DATES
from rilo_desktop.exchange.mapped_sheets.derived_columns import (
    Edits,
    divided,
    is_between,
    with_headings_between,
)
from rilo_desktop.exchange.mapped_sheets.grouping import KEY
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.exchange.mapped_sheets.table_questions import FIELD, KIND
from rilo_desktop.language import catalogue
from rilo_desktop.records.field_specs import (
    FieldSpec,
    sheet_kinds,
)
from rilo_desktop.rules.findings import N_

from ..office.finding_messages import sentence
from ..office.progress import Progress
from ..office.session import Session, Task
from . import import_memory, import_tables
from .file_import import FileImport
from .import_report import RowReport, RowReports
from .import_tables import Looked, Question
from .import_words import answer_text, code_asked, field_label, kind_name, value_text

SAMPLES = 3
LONGEST = 60
MARKS = {Confidence.HIGH: 3, Confidence.MEDIUM: 2, Confidence.LOW: 1, Confidence.NONE: 0}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a sheet. `marks`: how sure its field is, 0 to 3, `reason` (a message) why.

    `count` are its cells with something in them, `asked` those with an open question.
    """

    shape: str
    file: str
    sheet: str
    kind: str
    letter: str
    header: str
    samples: tuple[str, ...]
    field: str
    marks: int
    reason: str
    count: int
    asked: int
    split: str = ""
    second: str = ""
    """Field of what stands behind the divider `split`."""
    kind_key: str = ""
    """Key by which it is answered what its table holds."""
    kind_asked: bool = False
    """Is it open what its table holds?"""
    rule: str = ""
    """Its heading, told apart from others of the same heading."""

    @property
    def name(self) -> str:
        return self.header or self.letter

    @property
    def is_between(self) -> bool:
        """Is it of headings between the rows?"""
        return is_between(self.header)


@dataclass(frozen=True, slots=True)
class Grid:
    """`paths` are the fields that the rows show; `remembered`: all was mapped before."""

    looked: Looked
    language: str
    columns: tuple[GridColumn, ...]
    paths: tuple[tuple[str, str], ...]
    """(record type, field) of each column of the rows."""
    asked: Mapping[str, Question]
    """By their keys, and by those of the cells of a column."""
    remembered: bool
    several_sheets: bool

    @property
    def is_mapped(self) -> bool:
        """Is any sheet of it a table of the office's own?"""
        return bool(self.columns)

    @property
    def given(self) -> Mapping[str, Any]:
        """What was corrected and answered, as data."""
        return mapping_data(self.looked.given)

    @property
    def rows(self) -> RowReports:
        return self.looked.rows

    def parts(self) -> list[list[Any]]:
        """What it is made of, to be let go bit by bit: at once it would take 100 ms."""
        sheets = [sheet for book in self.looked.books for sheet in book.sheets]
        rows = (part for sheet in sheets for part in (sheet.table.rows, sheet.rows, sheet.records))
        return [list(part) for part in (*rows, self.looked.prospect.rows)]

    def count(self, outcome: str) -> int:
        """Rows with this outcome; of all with ""."""
        return self.looked.counts.get(outcome, 0) if outcome else len(self.rows)

    def shown(self, outcome: str) -> RowReports:
        """The rows with this outcome; all with ""."""
        return self.looked.rows.of(outcome) if outcome else self.looked.rows

    def label(self, kind: str, path: str) -> str:
        """What a field is called; one of a line, with its line."""
        return field_label(kind, path, self.language)

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """(record type, label) of all that a table may hold, and that it holds none of them."""
        named = [(code, self.kind_name(code)) for code in sheet_kinds()]
        named.sort(key=lambda one: one[1].casefold())
        return (*named, (NONE, self.kind_name(NONE)))

    def kind_name(self, kind: str) -> str:
        return kind_name(kind, self.language)

    def fields(self, kind: str) -> tuple[tuple[str, str], ...]:
        """(field, label) of all that a column may be for, by their labels; () where nobody said
        what its table holds.
        """
        if not kind:
            return ()
        named = [(path, field_label(kind, path, self.language)) for path in targets_of(kind)]
        named.sort(key=lambda one: one[1].casefold())
        return (*named, (LINE_NUMBER, field_label(kind, LINE_NUMBER, self.language)))

    def may_share(self, kind: str, path: str, *headings: str) -> bool:
        """Can columns of these headings be for one field: does it hold all that they say, or do
        they name parts of a date?
        """
        target = targets_of(kind).get(path)
        if target is None or path == KEY:
            return False
        if target.spec.type in DATES:
            return all(map(part_of_date, headings))
        return holds_several(target)

    def text(self, row: RowReport, at: int) -> str:
        """The value of a column as it will be stored, or the cell that is asked about, or of a
        row that is left out.
        """
        kind, path = self.paths[at]
        if row.outcome == "skipped" or any(field == path for field, *_ in row.questions):
            return " ".join(self.cell(row, at).split())
        if path not in row.values:
            return ""
        value = row.values[path]
        if value is None:
            return catalogue(self.language).text(N_("Not known"))
        return self.value_text(kind, path, value)

    def column_of(self, row: RowReport, at: int) -> GridColumn | None:
        """The column whose cell can be changed; None where none is for the field alone."""
        return self._source(row, at) if row.outcome != "skipped" else None

    def _source(self, row: RowReport, at: int) -> GridColumn | None:
        """The column that alone is for the field."""
        _kind, path = self.paths[at]
        found = [
            one
            for one in self.columns
            if (one.file, one.sheet) == (row.file, row.sheet)
            and path in (one.field, one.second)
            and one.letter
        ]
        return found[0] if len(found) == 1 else None

    def is_edited(self, row: RowReport, at: int) -> bool:
        return self.paths[at][1] in row.edited

    def cell(self, row: RowReport, at: int) -> str:
        """What stands in the cell of the column that alone is for the field."""
        column = self._source(row, at)
        for book in self.looked.books:
            for sheet in book.sheets:
                if column and (book.file, sheet.name) == (row.file, row.sheet):
                    place = next(c.column for c in sheet.columns if c.letter == column.letter)
                    rows = sheet.table.rows
                    cells = rows[bisect_left(rows, row.row, key=lambda one: one.number)].cells
                    return text_of(cells[place]) if place < len(cells) else ""
        return ""

    def sheet_name(self, file: str, sheet: str) -> str:
        """What a sheet is called; beside one of the same name in another file, with its file."""
        files = {one.file for one in self.columns if one.sheet == sheet}
        return sheet if len(files | {file}) == 1 else catalogue(self.language).labelled(file, sheet)

    @property
    def edits(self) -> Edits:
        """{(file, sheet, row, letter): what was typed in place of the cell}"""
        return self.looked.edits

    @property
    def fixed(self) -> Mapping[tuple[str, str], str]:
        """{(shape, field): the value of rows in which nothing stands for the field}"""
        return {
            (book.mapping_of(sheet).shape, path): text
            for book, sheet in _mapped(self.looked.books)
            for path, text in sheet.fixed.items()
        }

    def is_asked(self, row: RowReport, at: int) -> bool:
        return any(field == self.paths[at][1] for field, *_ in row.questions)

    def reasons(self, row: RowReport) -> tuple[str, ...]:
        return tuple(sentence(reason, self.language) for reason in row.reasons)

    def value_text(self, kind: str, path: str, value: Any) -> str:
        """A value of a field as data, in words."""
        return value_text(kind, path, value, self.language)

    def answer_text(self, question: Question, proposal: Any) -> str:
        """A proposal in words."""
        key, kind = parsed(question.key), self.kind_of(question)
        return answer_text(key, kind, question.field, proposal, self.language)

    def code_asked(self, question: Question) -> FieldSpec | None:
        """The codes of which an answer is one; None where it is anything else."""
        key, kind = parsed(question.key), self.kind_of(question)
        return code_asked(key, kind, question.field, self.language) if key is not None else None

    def kind_of(self, question: Question) -> str:
        """The record type of what a question is about."""
        sheet = question.cells[0][:2]
        of_sheet = (one.kind for one in self.columns if (one.file, one.sheet) == sheet)
        return next(of_sheet, self.columns[0].kind)

    def why(self, question: Question) -> str:
        """Why it is asked, as a sentence."""
        return sentence(question.reason, self.language) if question.reason else ""

    def place(self, question: Question) -> str:
        """Where it is asked: the row, or the sheet of what is asked once for a column or a table;
        with the field.
        """
        file, name, row, _cell = question.cells[0]
        said, text = self.sheet_name(file, name), catalogue(self.language).text
        if _scope_of(question) not in (Scope.COLUMN, Scope.TABLE):
            said = text(SHEET_ROW, sheet=said, row=row) if said else text(OF_THE_ROW, row=row)
        field = self.label(self.kind_of(question), question.field) if question.field else ""
        return "  ·  ".join(part for part in (said, field) if part)

    def title(self, question: Question) -> str:
        """What is asked, in short."""
        of = parsed(question.key)
        text = catalogue(self.language).text
        cell = self.cell_text(question)[:LONGEST_TITLE]
        if of is not None and (of.scope, of.what) == (Scope.COLUMN, FIELD):
            return text(COLUMN_FOR, column=cell)
        if cell:
            return f"“{cell}”"
        if of is None or of.scope is not Scope.TABLE:
            return text(OF_ROW)
        if question.field:
            return text(NO_COLUMN, field=self.label(self.kind_of(question), question.field))
        return text(WHAT_HELD if of.what == KIND else OF_ROWS)

    def cell_text(self, question: Question) -> str:
        """What stands in the cells that a question is about, or the heading of their column; ""
        where it is about rows.
        """
        key = parsed(question.key)
        is_column = _scope_of(question) is Scope.COLUMN
        return " ".join((key.heading if key and is_column else question.text).split())


LONGEST_TITLE = 200
OF_ROW = N_("What becomes of the row?")
OF_ROWS = N_("What becomes of these rows?")
WHAT_HELD = N_("What does the table hold?")
COLUMN_FOR = N_("What is the column “{column}” for?")
NO_COLUMN = N_("{field}: no column says it")
SHEET_ROW = N_("{sheet}, row {row}")
OF_THE_ROW = N_("Row {row}")


def _scope_of(question: Question) -> Scope | None:
    key = parsed(question.key)
    return key.scope if key is not None else None


def look(
    session: Session,
    files: Sequence[Path],
    language: str,
    given: Mapping[str, Any] | None,
    edits: Edits,
    progress: Progress,
) -> Grid:
    """The files as they would be imported; nothing is written. Raises as `import_tables`.

    `given` and `edits`: what `Grid.given` and `Grid.edits` said of the same files.
    """
    mapping = read_mapping(given, "") if given else None
    found = import_tables.inspect(session, files, mapping, progress=progress, edits=edits)
    return _grid(found, language)


def look_waiting(
    session: Session,
    number: int,
    language: str,
    given: Mapping[str, Any] | None,
    edits: Edits,
    progress: Progress,
) -> Grid:
    """The same of rows that wait in the store. Raises as `import_tables.inspect_waiting`."""
    mapping = read_mapping(given, "") if given else None
    found = import_tables.inspect_waiting(session, number, mapping, progress, edits)
    return _grid(found, language)


def again(
    session: Session,
    grid: Grid,
    columns: Mapping[tuple[str, str], Mapping[str, str]],
    fixed: Mapping[tuple[str, str], str],
    answers: Mapping[str, Any],
    edits: Edits,
    progress: Progress,
) -> Grid:
    """The same files read otherwise.

    `columns`: {(shape, `GridColumn.rule`): what of field, split and second is another}; `fixed`:
    {(shape, field): value}, "" takes it back; `answers` by the keys of questions; `edits` are
    further ones.
    """
    looked = grid.looked
    given = ColumnMapping(answers=dict(answers)).over(looked.given)
    for book, sheet in _mapped(looked.books):
        made = book.mapping_of(sheet)
        over = dict(_answered_otherwise(sheet, made.shape, columns))
        given = replace(given, answers={**given.answers, **over})
        if any(shape == made.shape for shape, _ in (*columns, *fixed)):
            rules = tuple(_rules(sheet, made, columns))
            values = dict(made.fixed)
            values.update({path: text for (of, path), text in fixed.items() if of == made.shape})
            values = {path: text for path, text in values.items() if text}
            given = given.with_sheet(replace(made, columns=rules, fixed=values))
    typed = {**looked.edits, **edits}
    return _grid(import_tables.again(session, looked, given, progress, typed), grid.language)


def back(
    session: Session, grid: Grid, given: Mapping[str, Any], edits: Edits, progress: Progress
) -> Grid:
    """The same files with what `Grid.given` and `Grid.edits` said before."""
    mapping = read_mapping(given, "")
    found = import_tables.again(session, grid.looked, mapping, progress, edits)
    return _grid(found, grid.language)


def with_mapping(session: Session, grid: Grid, path: Path, progress: Progress) -> Grid:
    """The same files with the mapping of a file. Raises Refused with one sentence."""
    session.permit(Task.IMPORT)
    given = import_memory.mapping_of(path).over(grid.looked.given)
    return _grid(import_tables.again(session, grid.looked, given, progress), grid.language)


def export_mapping(session: Session, grid: Grid, path: Path) -> None:
    """Write the columns as a file, without answers: these repeat what stands in cells.

    Raises Refused.
    """
    session.permit(Task.IMPORT)
    used = replace(import_tables.mapping_used(grid.looked), remembered=())
    import_memory.export(used, path)


def take(
    session: Session, grid: Grid, remember: bool, give_back: bool, progress: Progress
) -> FileImport:
    """Write it as one operation; rows with open questions wait, refused ones go to a workbook
    beside the file where `give_back`."""
    return import_tables.take(session, grid.looked, True, give_back, progress, remember)


def _answered_otherwise(
    sheet: ReadSheet, shape: str, columns: Mapping[tuple[str, str], Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """(key, field) of the columns that are for another field now than was answered."""
    for (of, name), changes in columns.items():
        was_answered = of == shape and sheet.answers.column(name, FIELD) is not MISSING
        if was_answered and "field" in changes:
            yield column_key(sheet.answers.sheet, name, FIELD), changes["field"]


def _rules(
    sheet: ReadSheet,
    made: SheetMapping,
    columns: Mapping[tuple[str, str], Mapping[str, str]],
) -> Iterator[ColumnRule]:
    """Of the columns that somebody decided about, now or before; of columns of one heading all."""
    found = list(zip(sheet.columns, made.columns, told_apart(_headers(sheet)), strict=True))
    decided = {
        folded(column.header)
        for column, _, name in found
        if column.is_decided or (made.shape, name) in columns
    }
    for column, rule, name in found:
        changes = columns.get((made.shape, name))
        if changes is not None:
            said = {
                part: changes.get(part, getattr(rule, part))
                for part in ("field", "split", "second")
            }
            yield ColumnRule(rule.header, ignored=not said["field"], **said)
        elif folded(column.header) in decided:
            yield rule


def _headers(sheet: ReadSheet) -> list[str]:
    return [one.header for one in sheet.columns]


def _mapped(books: Sequence[ReadBook]) -> Iterator[tuple[ReadBook, ReadSheet]]:
    for book in books:
        for sheet in book.sheets:
            if sheet.columns:
                yield book, sheet


def _grid(looked: Looked, language: str) -> Grid:
    columns = tuple(
        column
        for book, sheet in _mapped(looked.books)
        for column in _columns(book.file, sheet, book.mapping_of(sheet).shape)
    )
    paths = dict.fromkeys(
        (one.kind, path)
        for one in columns
        for path in (one.field, one.second)
        if path and path != LINE_NUMBER
    )
    for _book, sheet in _mapped(looked.books):
        paths.update(dict.fromkeys((sheet.kind, path) for path in sheet.fixed))
    known = {sheet.shape for sheet in looked.mapping.sheets}
    return Grid(
        looked,
        language,
        columns,
        tuple(paths),
        {
            key: question
            for question in looked.questions
            for key in (question.key, *(part.key for part in question.parts))
        },
        {column.shape for column in columns} <= known,
        len({(book.file, sheet.name) for book in looked.books for sheet in book.sheets}) > 1,
    )


def _columns(file: str, sheet: ReadSheet, shape: str) -> Iterator[GridColumn]:
    asked = Counter(
        cell.letter
        for row in sheet.rows
        if row.asks
        for cell in row.cells
        if cell.is_open and cell.letter
    )
    samples: dict[int, dict[str, None]] = {one.column: {} for one in sheet.columns}
    counts: Counter[int] = Counter()
    targets = targets_of(sheet.kind) if sheet.kind else {}
    read, _ = divided(with_headings_between(sheet.table), sheet.columns, targets)
    about = {question.key for question in sheet.questions}
    of_table = table_key(sheet.answers.sheet, KIND)
    for row, made in zip(sheet.table.rows, read.rows, strict=True):
        if row.status == "skipped":
            continue
        for at, cell in enumerate((*row.cells, *made.cells[len(row.cells) :])):
            if at in samples and not is_blank(cell):
                counts[at] += 1
                if len(samples[at]) < SAMPLES:
                    samples[at][" ".join(text_of(cell)[:LONGEST].split())] = None
    for one, name in zip(sheet.columns, told_apart(_headers(sheet)), strict=True):
        yield GridColumn(
            shape,
            file,
            sheet.name,
            sheet.kind,
            one.letter,
            one.header,
            tuple(samples[one.column]),
            one.field,
            MARKS[one.confidence],
            one.reason,
            counts[one.column],
            asked[one.letter] + (column_key(sheet.answers.sheet, name, FIELD) in about),
            one.split,
            one.second,
            of_table,
            of_table in about,
            name,
        )
