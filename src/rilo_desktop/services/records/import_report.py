"""Every row of every sheet of an import, with what becomes of it: for the grid and for scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.mapped_sheets.book_reading import ReadBook
from rilo_desktop.exchange.mapped_sheets.grouping import number_of, said
from rilo_desktop.exchange.mapped_sheets.read_cells import CellState, ReadRow
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.records.field_specs import NOT_KNOWN
from rilo_desktop.rules.findings import N_, Finding, Severity

from ..office.finding_messages import sentence
from .file_import import Prospect
from .import_compare import ImportOutcome

WAITS = N_("The row waits for the questions about the other rows of its case.")
LEFT_OUT = N_("Left out: {cells}.")
ASKED = N_("{cell} is a question.")


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
            "local_ref": self.local_ref or None,
            "values": self.values,
            "questions": [
                {"field": path, "cell": cell, "key": key, "proposals": list(proposals)}
                for path, cell, key, proposals in self.questions
            ],
            "reasons": [sentence(reason, language) for reason in self.reasons],
        }


def reports_of(prospect: Prospect, books: Sequence[ReadBook]) -> Iterator[RowReport]:
    """Rows of the office's own tables as they were read; of other files, each record and line."""
    outcomes = {
        id(row): outcome for row, outcome in zip(prospect.rows, prospect.outcomes, strict=True)
    }
    mapped: set[int] = set()
    for book in books:
        for sheet in book.sheets:
            held = set(sheet.held())
            by_case = [outcomes.get(id(record)) for record in sheet.records]
            mapped.update(id(record) for record in sheet.records)
            for row in sheet.rows:
                yield _of_row(book.file, sheet, row, by_case, held)
    for record in prospect.rows:
        if id(record) not in mapped:
            yield from _of_record(record, outcomes[id(record)])


def _of_row(
    file: str,
    sheet: ReadSheet,
    row: ReadRow,
    by_case: Sequence[ImportOutcome | None],
    held: set[int],
) -> RowReport:
    if row.skipped is not None:
        why = (row.skipped, *row.notes)
        return RowReport(file, sheet.name, row.number, RowOutcome.SKIPPED, reasons=why)
    record = sheet.records[row.case] if row.case >= 0 else None
    number = number_of(row) or (record.local_ref if record else "")
    outcome = by_case[row.case] if row.case >= 0 else None
    reasons = list(row.notes)
    questions: tuple[tuple[str, str, str, tuple[Any, ...]], ...] = ()
    if row.rejected is not None:
        became = RowOutcome.REJECTED
        reasons.insert(0, row.rejected)
    elif row.has_question:
        became = RowOutcome.QUESTION
        questions = tuple(_questions(row))
        reasons = [*asked_of(row), *reasons]
    elif row.case in held:
        became = RowOutcome.NEW
        reasons.append(said("waits", WAITS))
    else:
        became = _OF_COMPARISON[outcome] if outcome is not None else RowOutcome.REJECTED
        if became is RowOutcome.REJECTED and record is not None:
            reasons += [found for found in record.findings if found.blocks]
    for cell in row.cells:
        reasons += cell.value.warnings
    if row.left_out:
        reasons.append(said("cells_out", LEFT_OUT, cells=", ".join(row.left_out)))
    shifted = any(asked.shifts for asked in row.questions)
    values = {} if shifted else dict(_values(row))
    edited = tuple(cell.path for cell in row.cells if cell.edited)
    return RowReport(
        file, sheet.name, row.number, became, number, values, questions, tuple(reasons), edited
    )


def _values(row: ReadRow) -> Iterator[tuple[str, Any]]:
    for cell in row.cells:
        if cell.value.state is CellState.NOT_KNOWN:
            yield cell.path, None
        elif cell.value.state is CellState.TAKEN:
            if cell.value.fields:
                yield from cell.value.fields.items()
            else:
                yield cell.path, cell.value.shown


def _questions(row: ReadRow) -> Iterator[tuple[str, str, str, tuple[Any, ...]]]:
    shifted = any(asked.shifts for asked in row.questions)
    for cell in row.cells:
        if cell.is_open and not shifted:
            yield cell.path, cell.name, cell.key, cell.value.proposals
    for asked in row.questions:
        yield "", "", asked.key, asked.proposals


def asked_of(row: ReadRow) -> Iterator[Finding]:
    """Why each question of a row is asked, as findings that keep it from being imported."""
    for cell in row.cells:
        if cell.is_open:
            reason = cell.value.reason or said("asked", ASKED, cell=cell.name)
            yield _blocking(reason)
    for asked in row.questions:
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
        record.local_ref,
        values,
        reasons=record.findings,
    )
    for source in record.source[1:]:
        yield RowReport(record.file, source.sheet, source.row, became, record.local_ref)


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
