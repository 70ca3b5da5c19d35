"""Every row of every sheet of an import, with what becomes of it: for the grid and for scripts."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, overload

from rilo_desktop.exchange.column_mapping.targets import targets_of
from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.mapped_sheets.book_reading import ReadBook
from rilo_desktop.exchange.mapped_sheets.building import SECOND_COLUMN, shown_values
from rilo_desktop.exchange.mapped_sheets.grouping import number_of, said
from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.records.field_specs import NOT_KNOWN
from rilo_desktop.rules.findings import N_, Finding, Severity

from ..office.finding_messages import sentence
from .file_import import NEVER, Prospect
from .import_compare import ImportOutcome

WAITS = N_("The row waits for the questions about the other rows of its case.")
LEFT_OUT = N_("Left out: {cells}.")
ASKED = N_("{cell} is a question.")
KEPT = 500
"""Reports that are kept: more than a screen shows."""


class RowOutcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    QUESTION = "question"
    REJECTED = "rejected"
    SKIPPED = "skipped"


_OF_COMPARISON = {
    ImportOutcome.NEW: RowOutcome.NEW,
    ImportOutcome.CHANGED: RowOutcome.CHANGED,
    ImportOutcome.SAME: RowOutcome.SAME,
    ImportOutcome.REFUSED: RowOutcome.REJECTED,
}


@dataclass(frozen=True, slots=True)
class RowReport:
    """A row of a sheet. `values`: {field: value as data}; None says that it is not known.

    `questions`: (field, cell, key, proposals); the field and the cell "" where it is about the row.
    """

    file: str
    sheet: str
    row: int
    outcome: RowOutcome
    kind: str = ""
    """The record type that it is read as; "" of a row in a table of other things."""
    local_ref: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    questions: tuple[tuple[str, str, str, tuple[Any, ...]], ...] = ()
    reasons: tuple[Finding, ...] = ()
    edited: tuple[str, ...] = ()
    """Fields of which an officer typed the cell."""

    def data(self, language: str) -> dict[str, Any]:
        """For scripts, as `rilo import --json` gives it."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "outcome": self.outcome.value,
            "kind": self.kind or None,
            "local_ref": self.local_ref or None,
            "values": self.values,
            "questions": [
                {"field": path, "cell": cell, "key": key, "proposals": list(proposals)}
                for path, cell, key, proposals in self.questions
            ],
            "reasons": [sentence(reason, language) for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class _OfSheet:
    """The rows of a sheet, the first of them at `first` among all."""

    file: str
    sheet: ReadSheet
    held: frozenset[int]
    first: int


class RowReports(Sequence[RowReport]):
    """Rows of the office's own tables as they were read; of other files, each record and line.

    A report is made when it is asked for, and a screen of them is kept: of 100,000 rows a window
    shows thirty.
    """

    def __init__(self, prospect: Prospect, books: Sequence[ReadBook]) -> None:
        became = {
            id(row): outcome for row, outcome in zip(prospect.rows, prospect.outcomes, strict=True)
        }
        self._outcomes: list[RowOutcome] = []
        self._sheets: list[_OfSheet] = []
        for book in books:
            for sheet in book.sheets:
                held = frozenset(sheet.held())
                self._sheets.append(_OfSheet(book.file, sheet, held, len(self._outcomes)))
                by_case = [became.pop(id(record), None) for record in sheet.records]
                asked = bool(sheet.questions)
                self._outcomes += (_outcome(row, by_case, held, asked) for row in sheet.rows)
        self._of_sheets = len(self._outcomes)
        self._others = [
            report
            for record in prospect.rows
            if id(record) in became
            for report in _of_record(record, became[id(record)])
        ]
        self._outcomes += (report.outcome for report in self._others)
        self._places: Sequence[int] = range(len(self._outcomes))
        self._made: dict[int, RowReport] = {}
        self._by_outcome = {outcome.value: array("l") for outcome in RowOutcome}
        for place, outcome in enumerate(self._outcomes):  # now: the window does not wait for it
            self._by_outcome[outcome.value].append(place)
        self.counts: Mapping[str, int] = {
            outcome: len(places) for outcome, places in self._by_outcome.items()
        }
        """Rows by outcome."""

    def of(self, outcome: str) -> RowReports:
        """Those with this outcome."""
        found = copy(self)
        found._places = self._by_outcome[outcome]
        return found

    def place(self, file: str, sheet: str, number: int) -> int:
        """Where the row with this number is among them; -1: nowhere."""
        for of in self._sheets:
            if (of.file, of.sheet.name) == (file, sheet):
                rows = of.sheet.rows
                at = bisect_left(rows, number, key=lambda row: row.number)
                if at < len(rows) and rows[at].number == number:
                    return self._place(of.first + at)
        return -1

    def _place(self, whole: int) -> int:
        at = bisect_left(self._places, whole)
        return at if at < len(self) and self._places[at] == whole else -1

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> RowReport: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[RowReport]: ...

    def __getitem__(self, at: int | slice) -> RowReport | Sequence[RowReport]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        place = self._places[at]
        found = self._made.get(place)
        if found is None:
            if len(self._made) >= KEPT:
                self._made.clear()
            found = self._made[place] = self._report(place)
        return found

    def _report(self, place: int) -> RowReport:
        if place >= self._of_sheets:
            return self._others[place - self._of_sheets]
        of = self._sheets[bisect_right(self._sheets, place, key=lambda one: one.first) - 1]
        return _of_row(of, of.sheet.rows[place - of.first], self._outcomes[place])


NO_ROWS = RowReports(Prospect((), (), (), (), (), NEVER), ())


def _outcome(
    row: ReadRow, by_case: Sequence[ImportOutcome | None], held: Set[int], asked: bool
) -> RowOutcome:
    """`asked`: a question about its table is open."""
    if row.skipped is not None:
        return RowOutcome.SKIPPED
    if row.rejected is not None:
        return RowOutcome.REJECTED
    if row.has_question or asked:
        return RowOutcome.QUESTION
    if row.case in held:
        return RowOutcome.NEW
    outcome = by_case[row.case] if row.case >= 0 else None
    return _OF_COMPARISON[outcome] if outcome is not None else RowOutcome.REJECTED


def _of_row(of: _OfSheet, row: ReadRow, became: RowOutcome) -> RowReport:
    file, sheet = of.file, of.sheet
    if row.skipped is not None:
        why = (row.skipped, *row.notes)
        return RowReport(file, sheet.name, row.number, became, sheet.kind, reasons=why)
    record = sheet.records[row.case] if row.case >= 0 else None
    number = number_of(row) or (record.local_ref if record else "")
    reasons = list(row.notes)
    questions: tuple[tuple[str, str, str, tuple[Any, ...]], ...] = ()
    if row.rejected is not None:
        reasons.insert(0, row.rejected)
    elif became is RowOutcome.QUESTION:
        questions = tuple(_questions(row, sheet))
        reasons = [*asked_of(row, sheet), *reasons]
    elif row.case in of.held:
        reasons.append(said("waits", WAITS))
    elif became is RowOutcome.REJECTED and record is not None:
        reasons += [found for found in record.findings if found.blocks]
    for cell in row.cells:
        reasons += cell.value.warnings
    kept = (found for found in record.findings if found.rule == SECOND_COLUMN) if record else ()
    reasons += [found for found in kept if found.place.row == row.number]
    if row.left_out:
        reasons.append(said("cells_out", LEFT_OUT, cells=", ".join(row.left_out)))
    shifted = any(asked.shifts for asked in row.questions)
    values = {} if shifted else shown_values(row, targets_of(sheet.kind))
    edited = tuple(cell.path for cell in row.cells if cell.edited)
    return RowReport(
        file,
        sheet.name,
        row.number,
        became,
        sheet.kind,
        number,
        values,
        questions,
        tuple(reasons),
        edited,
    )


def _questions(row: ReadRow, sheet: ReadSheet) -> Iterator[tuple[str, str, str, tuple[Any, ...]]]:
    shifted = any(asked.shifts for asked in row.questions)
    for cell in row.cells:
        if cell.is_open and not shifted:
            key = cell.key_in(sheet.answers.sheet, row.number)
            yield cell.path, cell.name_in(row), key, cell.value.proposals
    for asked in (*sheet.questions, *row.questions):
        yield "", "", asked.key, asked.proposals


def asked_of(row: ReadRow, sheet: ReadSheet) -> Iterator[Finding]:
    """Why each question of a row and its table is asked, as findings that keep it from being
    imported.
    """
    for cell in row.cells:
        if cell.is_open:
            reason = cell.value.reason or said("asked", ASKED, cell=cell.name_in(row))
            yield _blocking(reason)
    for asked in (*sheet.questions, *row.questions):
        yield _blocking(asked.reason)


def _blocking(found: Finding) -> Finding:
    return Finding(
        found.rule, Severity.BLOCKS, found.nature, found.message, found.values, found.place
    )


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def amounts_of(rows: Sequence[ReadRow]) -> tuple[Decimal, ...]:
    """Numbers that the open questions of these rows propose."""
    found: list[Decimal] = []
    for row in rows:
        for cell in row.cells:
            if cell.is_open:
                found += _numbers(cell.value.proposals)
    return tuple(found)


def _numbers(proposals: Sequence[Any]) -> Iterator[Decimal]:
    for proposal in proposals:
        if isinstance(proposal, Mapping):
            yield from _numbers(tuple(proposal.values()))
        elif isinstance(proposal, (list, tuple)):
            yield from _numbers(proposal)
        elif isinstance(proposal, str) and (match := _NUMBER.match(proposal)):
            try:
                yield Decimal(match[0])
            except InvalidOperation:
                continue


def _of_record(record: ImportRow, outcome: ImportOutcome) -> Iterator[RowReport]:
    """A record of the template or of data: its own row with its values, then its lines."""
    became = _OF_COMPARISON[outcome]
    values = {name: plain(value) for name, value in record.values.items()}
    yield RowReport(
        record.file,
        record.sheet,
        record.row,
        became,
        record.kind,
        record.local_ref,
        values,
        reasons=record.findings,
    )
    for source in record.source[1:]:
        where = (record.file, source.sheet, source.row)
        yield RowReport(*where, became, record.kind, record.local_ref)


def plain(value: Any) -> Any:
    """A value of a record as JSON data; None is "not known" or nothing."""
    if value is NOT_KNOWN or value is None:
        return None
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return value
