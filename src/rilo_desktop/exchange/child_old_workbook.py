"""A workbook of Excel 5.0 to 2003 (.xls), in the limited child, by xlrd.

xlrd gives the cached value of a formula. Its reader of records is watched, so that the text of the
formula is given instead: nothing that was calculated elsewhere is taken for a value.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import xlrd.book
import xlrd.formula
import xlrd.xldate
from xlrd.biffh import XL_FORMULA_OPCODES, XL_SHRFMLA, XLRDError, error_text_from_code
from xlrd.compdoc import CompDoc, CompDocError

from .cells import Cell, Fault, Formula, encoded, is_blank
from .child_budget import Budget, ReaderFailed, Unread, of_sheet
from .child_sheet import Marks, day_of, number_of, symbol_of
from .child_values import or_values
from .limits import LIMITS

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
"""Types of a cell: xlrd.XL_CELL_TEXT and those after it."""
_ENCRYPTED, _NO_WORKBOOK = ("encrypt", "password"), ("can't find workbook",)
_CANNOT = ("unsupported format", "not supported")
_STREAMS = {
    "EncryptedPackage": "password",
    "PerfectOffice_MAIN": "old_quattro",
    "NativeContent_MAIN": "old_quattro",
    "WordDocument": "old_document",
    "PowerPoint Document": "old_document",
    "__properties_version1.0": "old_document",
}
"""What a compound file without a workbook is, by a stream of it."""


class _Book(xlrd.book.Book):  # type: ignore[misc]
    """Keeps the records of formulas of the sheet that is being read."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: dict[tuple[int, int], bytes] = {}
        self.shared: list[tuple[int, int, int, int, bytes]] = []

    def names_epilogue(self) -> None:
        """Calculates what names stand for, which nothing here asks, and fails at some of them."""
        with suppress(Exception):
            super().names_epilogue()

    def get_record_parts(self) -> tuple[int, int, bytes]:
        record: tuple[int, int, bytes] = super().get_record_parts()
        kind, _, data = record
        if kind in XL_FORMULA_OPCODES and len(data) >= 22:
            row, column = struct.unpack_from("<HH", data)
            self.formulas[row, column] = data[20:]
        elif kind == XL_SHRFMLA and len(data) >= 10:
            first, last, left, right = struct.unpack_from("<HHBB", data)
            self.shared.append((first, last, left, right, data[8:]))
        return record


def lines_of_old_workbook(content: bytes) -> Iterator[Any]:
    """The lines of `sandbox_child` for a workbook. Raises Unread."""
    try:
        yield from or_values(_sheets(content), io.BytesIO(content))
    except _NoWorkbook:
        raise Unread(_what_else(content)) from None


def _sheets(content: bytes) -> Iterator[Any]:
    try:
        book = _opened(content)
    except MemoryError:
        raise
    except Exception as fault:
        raise _unread(fault) from None
    budget = Budget()
    for place, name in enumerate(book.sheet_names()):
        yield from of_sheet(name, _sheet(book, place, name, budget), _unread)


def _sheet(book: _Book, place: int, name: str, budget: Budget) -> Iterator[Any]:
    book.formulas.clear()
    book.shared.clear()
    sheet = book.sheet_by_index(place)
    yield {"sheet": name, "hidden": sheet.visibility != 0}
    yield from _rows(book, sheet, budget)
    book.unload_sheet(place)


def _unread(fault: Exception) -> Unread:
    """What xlrd says of a file; where it fails itself, another reader may read it."""
    if isinstance(fault, CompDocError):
        return Unread("damaged")
    if isinstance(fault, XLRDError):
        said = str(fault).casefold()
        if any(words in said for words in _NO_WORKBOOK):
            return _NoWorkbook("old_workbook")
        if any(words in said for words in _ENCRYPTED):
            return Unread("password")
        return Unread("old_workbook" if any(words in said for words in _CANNOT) else "damaged")
    return ReaderFailed("failed")


class _NoWorkbook(Unread):
    """A compound file of another program."""


def _what_else(content: bytes) -> str:
    with suppress(Exception):
        streams = {one.name for one in CompDoc(content, logfile=io.StringIO()).dirlist}
        return next((code for name, code in _STREAMS.items() if name in streams), "old_workbook")
    return "old_workbook"


def _opened(content: bytes) -> _Book:
    """xlrd.open_workbook, with the book above, and silent: the child answers on its output."""
    try:
        xlrd.book.Book = _Book
        book: _Book = xlrd.book.open_workbook_xls(
            logfile=io.StringIO(),
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
    finally:
        xlrd.book.Book = _Book.__base__
    return book


def _rows(book: _Book, sheet: Any, budget: Budget) -> Iterator[Any]:
    marks, last = Marks(), 0
    formats: dict[int, tuple[str, bool]] = {}
    for row in range(sheet.nrows):
        cells: list[Cell] = []
        for column in range(sheet.row_len(row)):
            if column >= LIMITS.columns:
                break  # a sheet of such a file has 256
            style = sheet.cell_xf_index(row, column)
            if style not in formats:
                formats[style] = _format(book, style)
            symbol, struck = formats[style]
            cell = _cell(book, sheet, row, column, symbol)
            cells.append(cell)
            if struck and not is_blank(cell):
                marks.struck.append((row + 1, column))
        if not all(is_blank(cell) for cell in cells):
            last = row + 1
            budget.spend(sheet.name, last, cells)
            yield [last, [encoded(cell) for cell in cells]]
    marks.hidden_rows += sorted(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    marks.hidden_columns += (column for column, info in sheet.colinfo_map.items() if info.hidden)
    for top, below, left, right in sheet.merged_cells:
        marks.merge(top + 1, below, left, right - 1)
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        marks.note(budget, sheet.name, row + 1, column, note.text)
    yield marks.line(last)


def _format(book: _Book, style: int) -> tuple[str, bool]:
    """What a style writes beside a number, and whether it strikes out."""
    of_cell = book.xf_list[style]
    known = book.format_map.get(of_cell.format_key)
    struck = bool(book.font_list[of_cell.font_index].struck_out)
    code = known.format_str if known else None
    return (symbol_of(code) if code else ""), struck


def _cell(book: _Book, sheet: Any, row: int, column: int, symbol: str) -> Cell:
    if (row, column) in book.formulas:
        return Formula(_formula(book, row, column))
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == _TEXT:
        return str(value) or None
    if kind == _NUMBER:
        return number_of(value, symbol)
    if kind == _DATE:
        return _day(value, book.datemode)
    if kind == _BOOLEAN:
        return bool(value)
    if kind == _ERROR:
        return Fault(error_text_from_code.get(value, "#N/A"))
    return None


def _day(value: float, mode: int) -> Cell:
    try:
        found = xlrd.xldate.xldate_as_datetime(value, mode)
    except (ValueError, OverflowError):
        return Fault("#VALUE!")
    return day_of(found.time() if 0 <= value < 1 else found)


def _formula(book: _Book, row: int, column: int) -> str:
    """The formula's text; "=" where xlrd cannot say it."""
    data = book.formulas[row, column]
    kind = xlrd.formula.FMLA_TYPE_CELL
    if data[2:3] == b"\x01":  # a reference to a formula that several cells share
        for first, last, left, right, shared in book.shared:
            if first <= row <= last and left <= column <= right:
                data, kind = shared, xlrd.formula.FMLA_TYPE_SHARED
                break
    (length,) = struct.unpack_from("<H", data)
    try:
        text = xlrd.formula.decompile_formula(book, data[2:], length, kind, browx=row, bcolx=column)
    except Exception:  # of a formula that is not read anyway
        text = None
    return f"={text or ''}"
