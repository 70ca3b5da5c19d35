"""Import of an office's own tables: looked at as a grid, asked about, and taken as one operation.

    looked = inspect(session, files, mapping, assumptions, answers, progress)
    looked = answer(session, looked, question, value)       # for all equal cells
    done = take(session, looked, hold_questions=True)

Only `file_import` and `import_compare` write. A row with an open question is held back; the others
are imported. The program's own template, JSON and published CSV are read as `file_import` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.column_mapping import Mapping, targets_of
from rilo_desktop.exchange.column_mapping.mapping import Remembered
from rilo_desktop.exchange.column_mapping.question_keys import (
    MISSING,
    SAME,
    UPDATE,
    Scope,
    parsed,
    table_key,
)
from rilo_desktop.exchange.encodings import ENCODINGS
from rilo_desktop.exchange.import_result import ImportResult, ImportRow
from rilo_desktop.exchange.mapped_sheets.book_reading import (
    Assumptions,
    ReadBook,
    read_again,
    read_book,
    read_tables,
)
from rilo_desktop.exchange.mapped_sheets.column_habits import (
    CURRENCY,
    DATE_ORDER,
    DECIMAL,
    HABITS,
    UNIT,
    YEAR,
    proposals_of,
)
from rilo_desktop.exchange.mapped_sheets.derived_columns import NO_EDITS, Edits
from rilo_desktop.exchange.mapped_sheets.failed_sheets import SHEET_FAILED
from rilo_desktop.exchange.mapped_sheets.grouping import said
from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow
from rilo_desktop.exchange.mapped_sheets.remembered_answers import SeenTable
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.exchange.mapped_sheets.table_questions import FIELD, KIND, asks_kind
from rilo_desktop.exchange.mapped_sheets.waiting_rows import WaitingBook, waiting_of
from rilo_desktop.exchange.office_files import is_own, read_content
from rilo_desktop.exchange.sandbox import Content, Data, content_of
from rilo_desktop.records import Record, fields_of
from rilo_desktop.rules.findings import N_, Finding, Refused, Severity
from rilo_desktop.store import ReadSession

from ..office.finding_helpers import finding, refusal
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from . import import_memory, waiting_import_rows, waiting_imports
from .file_import import NEVER, READING, FileImport, Prospect
from .file_import import inspect as inspect_files
from .file_import import take as take_files
from .import_compare import ImportComparison, ImportOutcome
from .import_report import NO_ROWS, RowOutcome, RowReports, asked_of
from .import_row_questions import changing, with_duplicates, with_updates

READING_ROWS = N_("Reading the rows")
ANSWERS_OUT = N_(
    "{count} answers say nothing any more, since an answer belongs to a cell, to a word of a list, "
    "to a column or to a table; what they answered is asked again: {keys}."
)
MOST_UNREAD = 5
OF_COLUMN = {
    UNIT: N_("{count} numbers of the column “{heading}” have no unit: which one is it?"),
    CURRENCY: N_("{count} amounts of the column “{heading}” have no currency: which one is it?"),
    DATE_ORDER: N_(
        "{count} dates of the column “{heading}” can be read with the day or the month first: "
        "dmy or mdy?"
    ),
    DECIMAL: N_(
        "{count} numbers of the column “{heading}” can be read in two ways: is the decimal sign a "
        "comma or a point?"
    ),
    YEAR: N_("{count} dates of the column “{heading}” have no year: which one is it?"),
}
"""What is asked about a whole column, by the habit that it lacks."""
WAIT_FURTHER = N_(
    "The rows of {file} that wait were not read, because of a fault of the program ({fault}). They "
    "wait further: report it."
)
OPEN = N_("Questions are open ({count}): answer them, or hold their rows back.")


@dataclass(frozen=True, slots=True)
class Question:
    """What an officer is asked once for all cells, or rows, that it is about.

    `key` is what an answer is given and remembered by; `cells` are (file, sheet, row, cell), the
    cell "" where it is about the row; `proposals` are data as in `RowReport.values`.
    """

    key: str
    field: str
    text: str
    cells: tuple[tuple[str, str, int, str], ...]
    proposals: tuple[Any, ...]
    reason: Finding | None
    parts: tuple[Question, ...] = ()
    """Of a column: the questions of its cells, each of which may be answered by itself."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What an import of these files would do; nothing is written yet.

    `prospect` holds the rows that nothing is asked about.
    """

    files: tuple[Path, ...]
    prospect: Prospect
    books: tuple[ReadBook, ...]
    questions: tuple[Question, ...]
    mapping: Mapping
    given: Mapping
    """What the caller gave beside what the office remembers."""
    assumptions: Map[str, Any]
    encoding: str = ""
    edits: Edits = field(default_factory=dict)
    waiting: int = 0
    """The import of which these rows waited; 0: read from files."""
    rows: RowReports = NO_ROWS
    """Every row of every sheet, in order; made as they are asked for."""

    @property
    def counts(self) -> Map[str, int]:
        """Rows by outcome."""
        return self.rows.counts

    @property
    def held(self) -> int:
        """Rows with an open question."""
        return self.counts.get(RowOutcome.QUESTION, 0)

    @property
    def is_mapped(self) -> bool:
        """Is any of the files a table of the office's own?"""
        return bool(self.books)


def inspect(
    session: Session,
    files: Sequence[Path],
    mapping: Mapping | None = None,
    assumptions: Map[str, Any] | None = None,
    progress: Progress = SILENT,
    encoding: str = "",
    edits: Edits = NO_EDITS,
    before: Sequence[ReadBook] = (),
) -> Looked:
    """Read the files and compare them with the store; nothing is written.

    `mapping` and `assumptions` go before what the office remembers; `edits` are texts
    that stand in place of cells; tables of a book `before` are not read from its file again. Raises
    Refused for a role that may not import, Cancelled; a file that cannot be read is told in the
    findings.
    """
    session.permit(Task.IMPORT)
    given = mapping or Mapping()
    used = given.over(import_memory.recall(session))
    assumed = replace(Assumptions.of(assumptions or {}), names=_known_names(session))
    named = str((assumptions or {}).get("encoding", ""))
    encoding = encoding or (named if named in ENCODINGS else "")
    books: list[ReadBook] = []
    own: dict[Path, Content] = {}
    known = {book.file: book for book in before}
    said_of: list[Finding] = [*assumed.findings, *_unread(used)]
    for path, name in zip(files, _names(files), strict=True):
        progress(0, 0, READING)
        step = _step(progress, READING_ROWS)
        try:
            if name in known:
                again = (known[name], used, assumed, step, edits)
                books.append(progress.outside(read_again, *again))
                said_of += books[-1].findings
                continue
            content = progress.outside(content_of, path, encoding, _step(progress, READING))
            if isinstance(content, Data) or is_own(content):
                own[path] = content
                continue
            others = len(files) > 1
            book = progress.outside(read_book, content, name, used, assumed, step, edits, others)
            del content  # its rows are in the book
        except Refused as refused:
            said_of += refused.findings
            continue
        books.append(book)
        said_of += book.findings

    def reader(path: Path, day: date) -> ImportResult:
        return read_content(own[path], path.name, day)

    found = inspect_files(session, list(own), progress, reader=reader)
    found = replace(found, files=tuple(files), findings=(*said_of, *found.findings))
    looked = Looked(tuple(files), found, (), (), used, given, assumptions or {}, encoding, edits)
    return _compared(session, looked, books, progress)


def _known_names(session: Session) -> dict[str, Collection[str]]:
    """Numbers of the records that a field of every record type may name: the offices."""
    kinds = {spec.names for spec in fields_of(Record).values() if spec.names}
    with session.reading() as reading:
        return {kind: reading.records.by_local_ref(kind).keys() for kind in kinds}


def inspect_waiting(
    session: Session,
    number: int,
    mapping: Mapping | None = None,
    progress: Progress = SILENT,
    edits: Edits = NO_EDITS,
) -> Looked:
    """The same of rows that wait in the store. Raises Refused, also where they are gone, or where
    the program fails in a sheet of them: taken without it, these would wait no more.
    """
    kept = waiting_import_rows.opened(session, number)
    given = (mapping or Mapping()).over(kept.mapping)
    used = given.over(import_memory.recall(session))
    book = progress.outside(
        read_tables,
        kept.book.tables,
        kept.book.file,
        used,
        Assumptions(names=_known_names(session)),
        kept.book.legends,
        _step(progress, READING_ROWS),
        edits,
    )
    for failed in (one for one in book.findings if one.rule == SHEET_FAILED):
        words = {"file": kept.book.file, "fault": failed.values["fault"]}
        raise refusal("intake.waiting_failed", WAIT_FURTHER, failed.place, **words)
    files = (Path(kept.book.file),)
    found = Prospect(files, (), (), (*_unread(used), *book.findings), (), NEVER)
    looked = Looked(files, found, (), (), used, given, {}, edits=edits, waiting=number)
    return _compared(session, looked, [book], progress)


def _compared(
    session: Session, looked: Looked, books: list[ReadBook], progress: Progress
) -> Looked:
    """Beside what the office has, and what each row says of the others."""
    found = looked.prospect
    with session.reading() as reading:
        sheets = [s for book in books for s in book.sheets]
        asked = with_duplicates(reading, session.office_code, sheets, progress)
        books = _with_sheets(books, asked)
        rows = [*found.rows, *_unheld(books)]
        outcomes = _outcomes(session, reading, rows, progress)
        known = changing(rows[len(found.rows) :], outcomes[len(found.rows) :])
        if known:
            sheets = [s for book in books for s in book.sheets]
            books = _with_sheets(books, with_updates(sheets, known))
            rows = [*found.rows, *_unheld(books)]
            outcomes = _outcomes(session, reading, rows, progress)
    prospect = replace(found, rows=tuple(rows), outcomes=outcomes, records=(), operation=NEVER)
    return replace(
        looked,
        prospect=prospect,
        books=tuple(books),
        questions=_questions(books),
        rows=RowReports(prospect, books),
    )


def _outcomes(
    session: Session, reading: ReadSession, rows: Sequence[ImportRow], progress: Progress
) -> tuple[ImportOutcome, ...]:
    return ImportComparison(reading, session.clock(), False, keep=False).all(rows, progress)


def answer(
    session: Session, looked: Looked, answers: Map[str, Any], progress: Progress = SILENT
) -> Looked:
    """The same rows with more answers, by the keys of questions."""
    return again(session, looked, Mapping(answers=dict(answers)).over(looked.given), progress)


def again(
    session: Session,
    looked: Looked,
    given: Mapping,
    progress: Progress = SILENT,
    edits: Edits | None = None,
) -> Looked:
    """The same rows read with other columns, answers and edits."""
    typed = looked.edits if edits is None else edits
    if looked.waiting:
        return inspect_waiting(session, looked.waiting, given, progress, typed)
    about, encoding = looked.assumptions, looked.encoding
    files, books = looked.files, looked.books
    return inspect(session, files, given, about, progress, encoding, typed, books)


def take(
    session: Session,
    looked: Looked,
    hold_questions: bool = False,
    skip_bad_rows: bool = False,
    progress: Progress = SILENT,
    remember: bool = True,
) -> FileImport:
    """Write what was looked at as one operation, and remember columns and answers.

    Rows with open questions wait in the store; where there is no room for them they are given back
    in a workbook. Refused rows are in it too, and make one, only with `skip_bad_rows`. Of rows
    that waited, refused ones wait further. Raises Refused where
    questions are open and their rows shall not be held back, and for what `file_import.take`
    refuses; the store is then unchanged.
    """
    session.permit(Task.IMPORT)
    if looked.held and not hold_questions:
        raise refusal("intake.questions", OPEN, count=len(looked.questions))
    mapped = looked.is_mapped
    instead = _instead(session, looked)
    waiting = _to_wait(session, looked, instead)
    given_back = () if waiting is not None else tuple(_held(looked.books))
    prospect = _taken(looked, given_back)
    also = None
    if waiting or (instead and waiting is not None):
        also = partial(waiting_import_rows.keep, session, books=waiting, instead=instead)
    asked = skip_bad_rows or bool(given_back)
    skips = skip_bad_rows or mapped
    done = take_files(session, prospect, skips, progress, also=also, give_back=asked)
    done = replace(done, waiting=sum(book.rows for book, _ in waiting or ()))
    if remember and mapped:
        day, by = session.today, session.officer.sign
        used = mapping_used(looked, day, by)
        used = replace(used, sheets=tuple(sheet.settled() for sheet in used.sheets))
        used = used.over(import_memory.recall(session))
        import_memory.remember(session, replace(used, answers={}, unread=()))
    return done


def _taken(looked: Looked, given_back: Sequence[ImportRow]) -> Prospect:
    """What is written, and what a workbook gives back: of rows that waited nothing is."""
    found = looked.prospect
    if looked.waiting:
        pairs = zip(found.rows, found.outcomes, strict=True)
        kept = [(row, outcome) for row, outcome in pairs if not row.blocked]
        rows, outcomes = zip(*kept, strict=True) if kept else ((), ())
        return replace(found, rows=rows, outcomes=outcomes)
    refused = (ImportOutcome.REFUSED for _ in given_back)
    return replace(found, rows=(*found.rows, *given_back), outcomes=(*found.outcomes, *refused))


def _instead(session: Session, looked: Looked) -> tuple[int, ...]:
    """The imports whose rows are answered or asked again: they do not wait twice."""
    if looked.waiting:
        return (looked.waiting,)
    return waiting_import_rows.given_again(session, looked.books)


def _to_wait(
    session: Session, looked: Looked, instead: Sequence[int]
) -> list[tuple[WaitingBook, str]] | None:
    """The rows that will wait, with what is kept of them; None where there is no room for them."""
    made = []
    for book in looked.books:
        waiting = waiting_of(book, refused=bool(looked.waiting))
        if waiting is not None:
            text = waiting_import_rows.kept_text(waiting, looked.given)
            if text is None:
                return None
            made.append((waiting, text))
    more = max(0, len(made) - len(instead))
    return made if waiting_imports.has_room(session, more) else None


def mapping_used(looked: Looked, day: str = "", by: str = "") -> Mapping:
    """The columns as they were read, and the answers that were given, with where that was."""
    made = Mapping()
    found: list[Remembered] = []
    known = {one.place: one.answer for one in looked.mapping.remembered}
    for book in looked.books:
        for sheet in book.sheets:
            if sheet.columns:  # a legend or a summary has none that are for fields
                made = made.with_sheet(book.mapping_of(sheet))
            found += (
                replace(one, file=book.file, day=day, by=by)
                for one in _given_in(sheet, looked.given.answers)
                if known.get(one.place, MISSING) != one.answer
            )
    remembered = Mapping(remembered=tuple(found)).over(Mapping(remembered=looked.given.remembered))
    return replace(made, remembered=remembered.remembered)


def _given_in(sheet: ReadSheet, answers: Map[str, Any]) -> Iterator[Remembered]:
    """The answers that were given about a sheet. What was said of cases holds for the rows that it
    was applied to; of the other questions an answer for all of a sort is not kept.
    """
    table = SeenTable(sheet.table, sheet.answers.sheet)
    for text, (answer, row) in sheet.settled.items():
        key = parsed(text)
        one = table.to_remember(key, answer, row) if key else None
        if one is not None:
            yield one
    for text, answer in answers.items():
        key = parsed(text)
        if key is None or key.scope is Scope.CASES or key.what in (SAME, UPDATE):
            continue
        if key.scope is not Scope.WORD and key.sheet != sheet.answers.sheet:
            continue
        one = table.to_remember(key, answer)
        if one is not None:
            yield one


@dataclass(frozen=True, slots=True)
class TableHeld:
    """What a table of the office's own holds. `kind` "": none of the records of this program;
    `is_asked`: that is a question yet; `key`: by which it is answered.
    """

    file: str
    sheet: str
    kind: str
    is_asked: bool
    key: str


def tables_held(looked: Looked) -> tuple[TableHeld, ...]:
    """Of all tables, without legends, summaries and sheets of texts."""
    return tuple(
        TableHeld(
            book.file,
            sheet.name,
            sheet.kind,
            any(map(asks_kind, sheet.questions)),
            table_key(sheet.answers.sheet, KIND),
        )
        for book in looked.books
        for sheet in book.sheets
        if sheet.columns
    )


def _names(files: Sequence[Path]) -> Iterator[str]:
    """A name for each file; of two files with one name the second has a number."""
    seen: Counter[str] = Counter()
    for path in files:
        seen[path.name] += 1
        yield path.name if seen[path.name] == 1 else f"{path.name} ({seen[path.name]})"


def _step(progress: Progress, what: str) -> Any:
    def step(done: int, of: int = 0) -> None:
        progress(done, of, what)

    return step


def _unheld(books: Sequence[ReadBook]) -> list[ImportRow]:
    return [record for book in books for sheet in book.sheets for record in sheet.unheld()]


def _held(books: Sequence[ReadBook]) -> Iterator[ImportRow]:
    """The rows that wait for an answer, as they are given back: with what is asked, no values."""
    for book in books:
        for sheet in book.sheets:
            for at in sheet.held():
                record = sheet.records[at]
                if record is not None:
                    rows = [sheet.rows[place] for place in sheet.cases[at].places]
                    asked = tuple(found for row in rows for found in asked_of(row, sheet))
                    yield replace(record, values={}, findings=asked, source=sheet.sources(at))


def _with_sheets(books: Sequence[ReadBook], sheets: Sequence[ReadSheet]) -> list[ReadBook]:
    given = iter(sheets)
    return [replace(book, sheets=tuple(next(given) for _ in book.sheets)) for book in books]


def _unread(mapping: Mapping) -> Iterator[Finding]:
    """Answers that hold nowhere any more are told, and asked again."""
    if mapping.unread:
        shown = ", ".join(mapping.unread[:MOST_UNREAD])
        said_of = finding("intake.answers_out", ANSWERS_OUT, count=len(mapping.unread), keys=shown)
        yield replace(said_of, severity=Severity.WARNS)


def _questions(books: Sequence[ReadBook]) -> tuple[Question, ...]:
    """Each once, in the order of its first cell; of a column once for all cells that it settles."""
    found: dict[str, list[Question]] = {}
    for book in books:
        for sheet in book.sheets:
            for made in _asked_of(book.file, sheet):
                found.setdefault(made.key, []).append(made)
            for row in sheet.rows:
                for key, made in _asked_in(book.file, sheet, row):
                    found.setdefault(key, []).append(made)
    return tuple(_as_one(key, asked) for key, asked in found.items())


def _asked_of(file: str, sheet: ReadSheet) -> Iterator[Question]:
    """About a table as a whole, at its first row."""
    row = next((row for row in sheet.rows if row.skipped is None), None)
    if row is None:
        return
    where = ((file, sheet.name, row.number, ""),)
    for asked in sheet.questions:
        key = parsed(asked.key)
        path = key.what if key is not None and key.what in targets_of(sheet.kind) else ""
        yield Question(asked.key, path, "", where, asked.proposals, asked.reason)


def _as_one(key: str, asked: Sequence[Question]) -> Question:
    first = asked[0]
    cells = tuple(cell for one in asked for cell in one.cells)
    of = parsed(key)
    if of is None or of.scope is not Scope.COLUMN or of.what == FIELD:
        return replace(first, cells=cells)
    if of.what not in HABITS:
        return replace(first, key=key, cells=cells, parts=tuple(asked))
    proposals = proposals_of(of.what, [one.proposals for one in asked])
    reason = said("of_column", OF_COLUMN[of.what], heading=of.heading, count=len(cells))
    return Question(key, first.field, "", cells, proposals, reason, tuple(asked))


def _asked_in(file: str, sheet: ReadSheet, row: ReadRow) -> Iterator[tuple[str, Question]]:
    """(key, question) of a row; cells that one answer about their column settle have its key."""
    if not row.has_question or row.skipped is not None or row.rejected is not None:
        return
    name = sheet.answers.sheet
    shifted = any(asked.shifts for asked in row.questions)
    for cell in row.cells:
        if cell.is_open and not shifted:
            where = ((file, sheet.name, row.number, cell.name_in(row)),)
            value, key = cell.value, cell.key_in(name, row.number)
            made = Question(key, cell.path, cell.text, where, value.proposals, value.reason)
            yield cell.of_column_in(name) or key, made
    for asked in row.questions:
        where = ((file, sheet.name, row.number, ""),)
        yield asked.key, Question(asked.key, "", "", where, asked.proposals, asked.reason)
