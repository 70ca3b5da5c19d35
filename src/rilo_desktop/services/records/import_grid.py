"""What an import of an office's own tables looks like: columns, rows and questions, in words.

    grid = look(session, files, language, None, progress)
    grid = again(session, grid, fields, answers, progress)      # corrected columns, answers
    done = take(session, grid, remember, progress)

Values become words when they are asked for: of 100,000 rows a window shows thirty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.cell_values.texts import KEEP, REMOVE
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
    NUMBERS,
    SAME,
    UPDATE,
    Scope,
    column_key,
    parsed,
    table_key,
)
from rilo_desktop.exchange.column_mapping.table_kind import NONE
from rilo_desktop.exchange.mapped_sheets.book_reading import ReadBook
from rilo_desktop.exchange.mapped_sheets.building import holds_several
from rilo_desktop.exchange.mapped_sheets.column_habits import CURRENCY, HABITS, UNIT
from rilo_desktop.exchange.mapped_sheets.date_columns import DATES
from rilo_desktop.exchange.mapped_sheets.derived_columns import (
    Edits,
    divided,
    is_between,
    with_headings_between,
)
from rilo_desktop.exchange.mapped_sheets.grouping import DIFFERENT, KEY, LINE, MERGE, NEW, SKIP
from rilo_desktop.exchange.mapped_sheets.row_numbers import LINES, ONCE, ROWS
from rilo_desktop.exchange.mapped_sheets.sheet_reading import TAKE, ReadSheet
from rilo_desktop.exchange.mapped_sheets.table_questions import (
    FIELD,
    KIND,
    LEAVE_OUT_ALL,
    heading_in,
)
from rilo_desktop.language import NC_, catalogue, formats
from rilo_desktop.records.field_specs import (
    FieldSpec,
    FieldType,
    class_of,
    fields_of,
    kind_named,
    record_types,
)
from rilo_desktop.rules.findings import N_, Coded
from rilo_desktop.vocabularies import vocabulary

from ..office.finding_messages import sentence
from ..office.progress import Progress
from ..office.session import Session, Task
from . import import_memory, import_tables
from .file_import import FileImport
from .import_report import RowReport, RowReports
from .import_tables import Looked, Question

SAMPLES = 3
LONGEST = 60
MARKS = {Confidence.HIGH: 3, Confidence.MEDIUM: 2, Confidence.LOW: 1, Confidence.NONE: 0}
NO_FIELD = NC_("column of a workbook", "Left out")
OF_LINE = N_("{lines}: {field}")
ROW_NUMBER = N_("Number of the row, not stored")
_DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)
_OF_TEXTS = {
    REMOVE: N_("Take the words that were found out of the texts"),
    KEEP: N_("Keep the texts as they are"),
}
"""Answers about the personal data that the texts of a column hold."""
_WORDS = {
    SKIP: N_("Leave the row out"),
    TAKE: N_("Take the row"),
    DIFFERENT: N_("Another case"),
    NEW: N_("A case of its own, with a new number"),
    UPDATE: N_("Update the case in the office"),
    MERGE: N_("Merge them and keep both numbers"),
    ROWS: N_("Each row is a case"),
    ONCE: N_("A case each, equal rows once"),
    LINES: N_("Goods of one case in several rows"),
    LINE: N_("A further line of its case"),
    "dmy": N_("Day first"),
    "mdy": N_("Month first"),
    ",": N_("A comma"),
    ".": N_("A point"),
}
"""Answers about a row, by how they begin."""
THE_COLUMN = N_("The column “{column}”")
NO_COLUMNS = N_("Leave out all such columns")
NONE_OF_THEM = N_("None of these")
LINE_OF = N_("A further line of the case {number}")
SAME_CASE = N_("The same case: leave the row out")
SAME_CORRECTED = N_("The same case, corrected: update it")
NO_NUMBERS = N_("Leave these rows out")


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
        return _label(kind, path, self.language)

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """(record type, label) of all that a table may hold, and that it holds none of them."""
        kinds = (code for code, kind in record_types().items() if kind.sheet)
        named = [(code, self.kind_name(code)) for code in kinds]
        named.sort(key=lambda one: one[1].casefold())
        return (*named, (NONE, self.kind_name(NONE)))

    def kind_name(self, kind: str) -> str:
        text = catalogue(self.language).text
        return text(NONE_OF_THEM if kind == NONE else kind_named(kind).plural)

    def fields(self, kind: str) -> tuple[tuple[str, str], ...]:
        """(field, label) of all that a column may be for, by their labels; () where nobody said
        what its table holds.
        """
        if not kind:
            return ()
        named = [(path, _label(kind, path, self.language)) for path in targets_of(kind)]
        named.sort(key=lambda one: one[1].casefold())
        return (*named, (LINE_NUMBER, _label(kind, LINE_NUMBER, self.language)))

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
        """The value of a column as it will be stored, or the cell that is asked about."""
        kind, path = self.paths[at]
        if any(field == path for field, *_ in row.questions):
            return " ".join(self.cell(row, at).split())
        if path not in row.values:
            return ""
        value = row.values[path]
        if value is None:
            return catalogue(self.language).text(N_("Not known"))
        return self.value_text(kind, path, value)

    def column_of(self, row: RowReport, at: int) -> GridColumn | None:
        """The column whose cell can be changed; None where none is for the field alone."""
        _kind, path = self.paths[at]
        if row.outcome == "skipped":
            return None
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
        """What stands in the cell of a column that can be changed."""
        column = self.column_of(row, at)
        for book in self.looked.books:
            for sheet in book.sheets:
                if column and (book.file, sheet.name) == (row.file, row.sheet):
                    place = next(c.column for c in sheet.columns if c.letter == column.letter)
                    cells = next(one.cells for one in sheet.table.rows if one.number == row.row)
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
        target = targets_of(kind).get(path)
        if target is None:
            return _plain(value)
        inside = target.spec.lines if target.is_stop else None
        around = fields_of(class_of(kind))
        if target.in_lines:
            inside = around[target.field].lines
        return _value(value, target.spec, fields_of(inside) if inside else around, self.language)

    def answer_text(self, question: Question, proposal: Any) -> str:
        """A proposal in words."""
        of = parsed(question.key)
        words = str(proposal)
        text = catalogue(self.language).text
        if of is not None and of.what == KIND:
            return self.kind_name(words)
        if of is not None and of.what == FIELD:
            is_all = words == LEAVE_OUT_ALL
            return text(NO_COLUMNS) if is_all else self.label(self.kind_of(question), words)
        if of is not None and of.scope is Scope.TABLE and heading_in(words):
            return text(THE_COLUMN, column=words[1:-1])
        if of is not None and of.what in (UNIT, CURRENCY) and words in vocabulary(of.what):
            return vocabulary(of.what).label(words, self.language)
        if question.field and not (of is not None and of.what in HABITS):
            return self._of_field(question, proposal)
        if words.startswith(f"{LINE} of "):
            return text(LINE_OF, number=words.removeprefix(f"{LINE} of "))
        if of is not None and of.what == NUMBERS and words == SKIP:
            return text(NO_NUMBERS)
        if of is not None and of.what == SAME and words == SKIP:
            return text(SAME_CASE)
        if of is not None and of.what == SAME and words.startswith(UPDATE):
            return text(SAME_CORRECTED)
        for begin, message in _WORDS.items():
            if words.startswith(begin):
                return text(message)
        return words

    def _of_field(self, question: Question, proposal: Any) -> str:
        if question.proposals == tuple(_OF_TEXTS):
            return catalogue(self.language).text(_OF_TEXTS[proposal])
        return self.value_text(self.kind_of(question), question.field, proposal)

    def kind_of(self, question: Question) -> str:
        """The record type of what a question is about."""
        sheet = question.cells[0][:2]
        of_sheet = (one.kind for one in self.columns if (one.file, one.sheet) == sheet)
        return next(of_sheet, self.columns[0].kind)

    def why(self, question: Question) -> str:
        """Why it is asked, as a sentence."""
        return sentence(question.reason, self.language) if question.reason else ""

    def title(self, question: Question) -> str:
        """What is asked, in short."""
        of = parsed(question.key)
        about = _TITLES.get((of.scope, of.what)) if of is not None else None
        cell = self.cell_text(question)
        if cell and about is None:
            return f"“{cell[:LONGEST_TITLE]}”"
        if about is None and of is not None and of.scope is Scope.TABLE and question.field:
            about = NO_COLUMN
        return catalogue(self.language).text(about or OF_ROW)

    def cell_text(self, question: Question) -> str:
        """What stands in the cells that a question is about, or the heading of their column; ""
        where it is about rows.
        """
        key = parsed(question.key)
        is_column = key is not None and key.scope is Scope.COLUMN
        return " ".join((key.heading if key and is_column else question.text).split())


LONGEST_TITLE = 200
OF_ROW = N_("What becomes of the row?")
NO_COLUMN = N_("No column says it")
_TITLES: Mapping[tuple[Scope, str], str] = {
    (Scope.TABLE, NUMBERS): N_("What becomes of these rows?"),
    (Scope.TABLE, KIND): N_("What does the table hold?"),
    (Scope.COLUMN, FIELD): N_("What is the column for?"),
}


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


def _label(kind: str, path: str, language: str) -> str:
    text = catalogue(language).text
    if path == LINE_NUMBER:
        return text(ROW_NUMBER)
    if not path:
        return text(NO_FIELD)
    target = targets_of(kind)[path]
    labels = [
        vocabulary(one.vocabulary).label(one.code, language)
        if isinstance(one, Coded)
        else text(one.text)
        for one in target.label
    ]
    if target.in_lines:
        labels.insert(0, text(fields_of(class_of(kind))[target.field].label))
    return labels[0] if len(labels) == 1 else text(OF_LINE, lines=labels[0], field=labels[1])


def _value(value: Any, spec: FieldSpec, beside: Mapping[str, FieldSpec], language: str) -> str:
    """A value of a field as data; `beside` describes the parts of an object by their names."""
    if isinstance(value, (list, tuple)):
        return "; ".join(_value(one, spec, beside, language) for one in value)
    if isinstance(value, Mapping):
        parts = [
            (beside.get(name), one)
            for name, one in value.items()
            if one is not None and one is not False
        ]
        if spec.type in _DATES:  # how exact it is shows in the day itself
            parts = [(of, one) for of, one in parts if of is not None and of.type in _DATES]
            return " – ".join(_value(one, of or spec, {}, language) for of, one in parts)
        made = [_value(one, of or _AMOUNT, {}, language) for of, one in parts]
        return " ".join(part for part in made if part)
    if spec.type is FieldType.FLAG:
        return catalogue(language).text(spec.label) if value is True else ""
    if spec.type in (FieldType.CODE, FieldType.CODES) and spec.vocabulary not in ("", "currency"):
        return vocabulary(spec.vocabulary).label(str(value), language)
    if spec.type in _DATES:
        return formats(language).partial(str(value), short=True)
    if spec.type is FieldType.DECIMAL and _NUMBER.fullmatch(str(value)):
        return formats(language).number(Decimal(str(value)))
    return _plain(value)


_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_AMOUNT = FieldSpec(FieldType.DECIMAL, "")
"""Of a part that is no field of its own: the number of an amount."""


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    if isinstance(value, Mapping):
        return " ".join(_plain(one) for one in value.values() if one is not None)
    return str(value)
