"""A row beside the case that it may be: field by field, with what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow, RowQuestion
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.language import catalogue
from rilo_desktop.records import class_of, fields_of
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession

from ..office.session import Session, Task
from .import_grid import Grid
from .reference_names import ReferenceNames
from .value_text import value_text

ROW = N_("Row {row}")
IN_OFFICE = N_("In the office")


@dataclass(frozen=True, slots=True)
class PairLine:
    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Do both say something, and not the same?"""
        one, other = (" ".join(text.casefold().split()) for text in (self.first, self.second))
        return bool(one and other) and one != other


@dataclass(frozen=True, slots=True)
class Pair:
    """`first` and `second` are the heads of the two columns: the known case, then the row."""

    key: str
    first: str
    second: str
    lines: tuple[PairLine, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    sheet: ReadSheet
    row: ReadRow
    record: ImportRow
    question: RowQuestion


def pair(session: Session, grid: Grid, key: str) -> Pair | None:
    """What a question about a row compares; None where it compares nothing, as a struck-out row.

    Raises Refused for a role that may not import.
    """
    session.permit(Task.IMPORT)
    asked = _asked(grid, key)
    if asked is None:
        return None
    text = catalogue(grid.language).text
    number = asked.question.of or asked.record.local_ref
    with session.reading() as reading:
        stored = _stored(reading, asked, number)
    if stored is not None:
        head, values = text(IN_OFFICE), stored
    else:
        other = _among_rows(grid, asked, number)
        if other is None:
            return None
        head, values = text(ROW, row=other.row), other.values
    names = ReferenceNames(session, grid.language)
    described = fields_of(class_of(asked.record.kind))
    lines = []
    for name, spec in described.items():
        if name in asked.record.values:
            texts = [
                value_text(spec, one.get(name), grid.language, names)
                for one in (values, asked.record.values)
            ]
            if any(texts):
                lines.append(PairLine(text(spec.label), *texts))
    return Pair(key, head, text(ROW, row=asked.row.number), tuple(lines))


def _asked(grid: Grid, key: str) -> _Asked | None:
    for book in grid.looked.books:
        for sheet in book.sheets:
            for row in sheet.rows:
                found = next((one for one in row.questions if one.key == key), None)
                record = sheet.records[row.case] if found and row.case >= 0 else None
                if found is not None and record is not None:
                    compares = found.of or key.startswith("update=")
                    return _Asked(sheet, row, record, found) if compares else None
    return None


def _stored(reading: ReadSession, asked: _Asked, number: str) -> Mapping[str, Any] | None:
    """Of the office, where the question is about a record of it."""
    name = asked.question.record
    if not name and not asked.question.of:
        name = reading.records.by_own_number(asked.record.kind, number) or ""
    stored = reading.records.stored(name) if name else None
    return vars(stored.record) if stored is not None else None


def _among_rows(grid: Grid, asked: _Asked, number: str) -> ImportRow | None:
    wanted = own_key(number)
    for book in grid.looked.books:
        for sheet in book.sheets:
            for record in sheet.records:
                if record is None or record is asked.record:
                    continue
                if own_key(record.local_ref) == wanted:
                    return record
    return None
