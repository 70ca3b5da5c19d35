"""Rows of an import that wait for an answer: kept encrypted in the store, opened without the file.

A preference of the office holds the rows of each import; `waiting_imports` lists them. Nothing of
them is a record: they are signed, submitted and searched when they are taken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.cells import encoded, text_of
from rilo_desktop.exchange.column_mapping import Mapping, mapping_data, read_mapping
from rilo_desktop.exchange.column_mapping.question_keys import Scope, parsed
from rilo_desktop.exchange.layout.model import TableRow
from rilo_desktop.exchange.mapped_sheets.book_reading import FoundTable, ReadBook
from rilo_desktop.exchange.mapped_sheets.waiting_rows import (
    WaitingBook,
    read_tables_data,
    tables_data,
    without_cases,
)
from rilo_desktop.files import from_json
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.store import ReadSession, UnitOfWork

from ..office import preferences
from ..office.finding_helpers import refusal
from ..office.session import Session, Task
from .waiting_imports import GONE, NAME, WaitingImport, forget, keep_list, listed_in

LARGEST = 4_000_000
"""Characters of the rows of one import."""
UNREADABLE = N_("The rows of {file} that waited cannot be read any more; import the file again.")


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one import as they were kept."""

    about: WaitingImport
    book: WaitingBook
    mapping: Mapping


def kept_text(book: WaitingBook, given: Mapping) -> str | None:
    """What is kept of a file, with the answers that were given; None where it is too large."""
    mapping = Mapping(answers=dict(_of_book(book, given.answers)), remembered=given.remembered)
    for sheet in book.columns:
        mapping = mapping.with_sheet(sheet)
    data = {
        "tables": tables_data(book.tables),
        "legends": dict(book.legends),
        "mapping": mapping_data(mapping),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= LARGEST else None


def _of_book(book: WaitingBook, answers: Map[str, Any]) -> Iterator[tuple[str, Any]]:
    """The answers that hold for it, by the names that its sheets will have."""
    for text, answer in answers.items():
        key = parsed(text)
        if key is None or key.scope in (Scope.WORD, Scope.CASES) or not book.names:
            yield text, answer
        elif key.sheet in book.names:
            yield str(key.at(book.names[key.sheet])), answer


def keep(
    session: Session,
    unit: UnitOfWork,
    books: Sequence[tuple[WaitingBook, str]],
    instead: Sequence[int] = (),
) -> None:
    """Keep rows with their `kept_text`, in place of those of the imports `instead`.

    With the records of the same import or not at all: it is a part of their operation, and told in
    its log entry. The caller asked whether the role may import.
    """
    before = listed_in(unit.reading)
    others = [one for one in before if one.id not in instead]
    gone = [one for one in before if one.id in instead]
    last = max((one.id for one in before), default=0)
    for book, text in books:
        old = next((one for one in gone if one.file == book.file), None)
        if old is None:
            last += 1
            made = WaitingImport(last, book.file, book.rows, session.today, session.officer.sign)
        else:
            gone.remove(old)
            made = replace(old, rows=book.rows)
        preferences.keep_in(unit, f"{NAME}.{made.id}", text)
        others.append(made)
    keep_list(unit, others)
    for old in gone:
        preferences.keep_in(unit, f"{NAME}.{old.id}", "")
    if books:
        unit.note(files=[book.file for book, _ in books], waiting=sum(b.rows for b, _ in books))


def given_again(session: Session, books: Sequence[ReadBook]) -> tuple[int, ...]:
    """The imports of which each row that waits stands in one of these files, of the same name, in
    a table that was read.
    """
    found: list[int] = []
    with session.reading() as reading:
        for about in listed_in(reading):
            read = [one for one in books if one.file == about.file]
            if not read:
                continue
            try:
                waits = _rows_in(_opened(reading, about.id).book.tables)
            except Refused:
                continue
            sheets = (sheet for book in read for sheet in book.sheets if sheet.columns)
            tables = [FoundTable(sheet.table) for sheet in sheets]
            if waits <= _rows_in(tables):
                found.append(about.id)
    return tuple(found)


def _rows_in(tables: Sequence[FoundTable]) -> set[tuple[str, int, str]]:
    """Where each row stands, and what is in it."""
    return {
        (one.table.sheet, row.number, json.dumps([encoded(cell) for cell in row.cells]))
        for one in tables
        for row in one.table.rows
        if row.status != "skipped"
    }


def opened(session: Session, number: int) -> Kept:
    """The rows of an import. Raises Refused for a role that may not, and where they are gone."""
    session.permit(Task.IMPORT)
    with session.reading() as reading:
        return _opened(reading, number)


def _opened(reading: ReadSession, number: int) -> Kept:
    about = next((one for one in listed_in(reading) if one.id == number), None)
    text = reading.office.preference("", f"{NAME}.{number}")
    if about is None or not text:
        raise refusal("intake.waiting_gone", GONE)
    try:
        data = from_json(text)
        tables = read_tables_data(data["tables"])
        mapping = read_mapping(data["mapping"], about.file)
        legends = {str(code): str(meaning) for code, meaning in data["legends"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, Refused) as error:
        raise refusal("intake.waiting_unreadable", UNREADABLE, file=about.file) from error
    return Kept(
        about, WaitingBook(about.file, tables, legends, mapping.sheets, about.rows), mapping
    )


def purge(
    unit: UnitOfWork, number: str | None, says: Callable[[str], bool]
) -> tuple[int, tuple[str, ...]]:
    """Drop the cases of a record, known by its own number, that say something; part of its purge.

    Returns how many rows went, and the files of which other rows say it: nothing tells whose these
    are. What nobody can read any more goes whole where it says it.
    """
    key, dropped, left = own_key(number), 0, []

    def unfit(own: str | None, rows: Sequence[TableRow]) -> bool:
        cells = (text_of(cell) for row in rows for cell in row.cells)
        return own is not None and own == key and any(map(says, cells))

    for about in listed_in(unit.reading):
        name = f"{NAME}.{about.id}"
        try:
            kept = _opened(unit.reading, about.id)
        except Refused:
            unread = unit.reading.office.preference("", name)
            if any(map(says, preferences.texts_in(unread))):
                forget(unit, about.id)
                dropped += about.rows
            continue
        tables, rows = without_cases(kept.book, unfit)
        dropped += rows
        if not tables:
            forget(unit, about.id)
            continue
        book = replace(kept.book, tables=tables, rows=max(1, about.rows - rows))
        answers = {of: one for of, one in kept.mapping.answers.items() if not says(f"{of} {one}")}
        remembered = tuple(
            one for one in kept.mapping.remembered if not says(f"{one.key} {one.answer}")
        )
        before = kept.mapping
        text = kept_text(book, Mapping(answers=answers, remembered=remembered)) or ""
        if rows or (len(answers), len(remembered)) < (len(before.answers), len(before.remembered)):
            preferences.keep_in(unit, name, text)
            others = [one for one in listed_in(unit.reading) if one.id != about.id]
            keep_list(unit, [*others, replace(about, rows=book.rows)])
        if any(map(says, preferences.texts_in(text))):
            left.append(about.file)
    return dropped, tuple(left)
