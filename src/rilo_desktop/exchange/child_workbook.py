"""An Excel workbook, in the limited child: openpyxl row by row.

openpyxl reads formulas as text, through defusedxml. Its reader of a sheet is called without its
worksheet, which drops hidden rows, merged cells and notes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError, iterparse

import openpyxl.reader.excel
import openpyxl.worksheet._reader
from defusedxml.common import DefusedXmlException
from openpyxl.cell.text import Text
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser, _cast_number
from openpyxl.xml.constants import SHEET_MAIN_NS

from .cells import Cell, Fault, Formula, Number, encoded, is_blank
from .child_archive import OfficeArchive, check_office_file
from .child_budget import Budget, ReaderFailed, Unread, of_sheet
from .child_sheet import Marks, day_of, number_of, symbol_of
from .child_values import or_values
from .limits import LIMITS

_PLAIN = f"{{{SHEET_MAIN_NS}}}t"
LAST_ROW = 1_048_576
"""Of a sheet of Excel. A file may number a row as it likes, and openpyxl gives all before it."""

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl without defusedxml")


def lines_of_workbook(file: IO[bytes]) -> Iterator[Any]:
    """The lines of `sandbox_child` for a workbook. Raises Unread."""
    check_office_file(file)
    yield from or_values(_sheets(file), file)


def _sheets(file: IO[bytes]) -> Iterator[Any]:
    try:
        book = _book(file)
    except (Unread, MemoryError):
        raise
    except Exception as fault:
        raise _unread(fault) from None
    budget, formats = Budget(), _Formats(book)
    for sheet in book.worksheets:
        yield {"sheet": sheet.title, "hidden": sheet.sheet_state != "visible"}
        yield from of_sheet(sheet.title, _rows(book, sheet, formats, budget), _unread)


def _book(file: IO[bytes]) -> Any:
    """openpyxl.load_workbook, with the archive above."""
    reader = openpyxl.reader.excel.ExcelReader(file, read_only=True, keep_links=False)
    reader.archive.close()
    reader.archive = OfficeArchive(file)
    reader.valid_files = reader.archive.namelist()
    reader.read()
    return reader.wb


def _unread(fault: Exception) -> Unread:
    code = why(fault)
    broken = isinstance(fault, ParseError)  # no XML: no reader should make something of it
    return ReaderFailed(code) if code == "failed" and not broken else Unread(code)


def why(fault: BaseException | None) -> str:
    """The code of `read_errors.MESSAGES`; openpyxl wraps what went wrong in errors of its own."""
    while fault is not None:
        if isinstance(fault, DefusedXmlException):
            return "entities"
        if isinstance(fault, (zipfile.BadZipFile, zlib.error, EOFError)):
            return "damaged"
        fault = fault.__cause__
    return "failed"


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's reader of a sheet; of the properties of rows only the hidden ones are kept."""

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        number: int
        number, cells = super().parse_row(row)
        self.row_dimensions.clear()
        if _is_true(row.get("hidden")) and number <= LAST_ROW:
            self.hidden_rows.append(number)
        return number, cells

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """A plain text or number in a third of the time; all else as openpyxl does it."""
        where, kind, style = element.get("r"), element.get("t", "n"), int(element.get("s") or 0)
        value: Any = None
        if where and len(element) == 1:
            child = element[0]
            if kind == "inlineStr" and len(child) == 1 and child[0].tag == _PLAIN:
                value, kind = child[0].text, "s"
            elif child.tag == VALUE_TAG and child.text:
                if kind == "s":
                    value = self.shared_strings[int(child.text)]
                elif kind == "n" and style not in self.date_formats:
                    value = _cast_number(child.text)
        if value is None:
            found: dict[str, Any] = super().parse_cell(element)
            return found
        row, self.col_counter = coordinate_to_tuple(where)
        return {
            "row": row, "column": self.col_counter,
            "value": value, "data_type": kind, "style_id": style,
        }  # fmt: skip

    def parse_column_dimensions(self, col: Any) -> None:
        if _is_true(col.get("hidden")):
            first, last = int(col.get("min")), int(col.get("max"))
            self.hidden_columns += range(first - 1, min(last, LIMITS.columns))


class _Formats:
    """By the number of a style: what it writes beside a number, and whether it strikes out."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[int, tuple[str, bool]] = {}

    def __getitem__(self, style: int) -> tuple[str, bool]:
        found = self._known.get(style)
        if found is None:
            found = self._known[style] = self._look(style)
        return found

    def _look(self, style: int) -> tuple[str, bool]:
        book = self._book
        if style >= len(book._cell_styles):  # some programs write no styles, and name them
            return "", False
        of_cell = book._cell_styles[style]
        own = of_cell.numFmtId - BUILTIN_FORMATS_MAX_SIZE
        code = book._number_formats[own] if own >= 0 else BUILTIN_FORMATS.get(of_cell.numFmtId, "")
        return symbol_of(code), bool(book._fonts[of_cell.fontId].strike)


def _rows(book: Any, sheet: Any, formats: _Formats, budget: Budget) -> Iterator[Any]:
    title, marks, last = sheet.title, Marks(), 0
    with sheet._get_source() as source:
        parser = _Parser(
            source, sheet._shared_strings, False,
            book.epoch, book._date_formats, book._timedelta_formats,
        )  # fmt: skip
        parser.hidden_rows, parser.hidden_columns = marks.hidden_rows, marks.hidden_columns
        for number, found in parser.parse():
            if number > LAST_ROW:
                raise Unread("rows", sheet=title, row=LAST_ROW + 1, limit=LIMITS.rows)
            cells = _cells(title, number, found, formats, marks)
            if all(is_blank(cell) for cell in cells):
                continue
            if number <= last:
                raise Unread("failed")  # a row twice, or not in its place: no program writes that
            last = number
            budget.spend(title, number, cells)
            yield [number, [encoded(cell) for cell in cells]]
    if parser.merged_cells is not None:
        for merged in parser.merged_cells.mergeCell:
            left, top, right, bottom = range_boundaries(merged.ref)
            marks.merge(top, bottom, left - 1, right - 1)
    for number, column, text in _notes(book, sheet):
        marks.note(budget, title, number, column, text)
    yield marks.line(last)


def _cells(
    sheet: str, row: int, found: list[dict[str, Any]], formats: _Formats, marks: Marks
) -> list[Cell]:
    cells: list[Cell] = []
    for cell in found:
        value, column = cell["value"], cell["column"]
        if value is None:
            continue
        if column > LIMITS.columns:
            raise Unread("columns", sheet=sheet, cell=f"{get_column_letter(column)}{row}")
        if column <= len(cells):
            raise Unread("failed")  # a cell twice, or not in its place
        cells.extend([None] * (column - 1 - len(cells)))
        symbol, struck = formats[cell["style_id"]]
        if struck:
            marks.struck.append((row, column - 1))
        made = cell_of(value, cell["data_type"])
        if symbol and isinstance(made, Number):
            made = Number(made.text, symbol)
        cells.append(made)
    return cells


def _notes(book: Any, sheet: Any) -> Iterator[tuple[int, int, str]]:
    """(row, column from 0, text) of the notes of a sheet."""
    archive = book._archive
    relations = get_rels_path(sheet._worksheet_path)
    if relations not in archive.namelist():
        return
    for relation in get_dependents(archive, relations):
        if not relation.Type.endswith("/comments"):
            continue
        with archive.open(relation.target) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}comment":
                    row, column = coordinate_to_tuple(node.get("ref"))
                    text = node.find(f"{{{SHEET_MAIN_NS}}}text")
                    if text is not None:
                        yield row, column - 1, unescaped(Text.from_tree(text).content)
                    node.clear()


def _is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def cell_of(value: Any, data_type: str) -> Cell:
    if data_type == "f":
        return Formula(_formula(value))
    if data_type == "e":
        return Fault(str(value))
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, (int, float)):
        return number_of(value)
    return day_of(value) or Fault(str(value))


def _formula(value: Any) -> str:
    """The formula's text; of an array formula what stands in its first cell."""
    if isinstance(value, str):
        return unescaped(value)
    text = getattr(value, "text", None)
    return str(text) if text else "="


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Text with Excel's _x000D_ as the character it stands for (ISO/IEC 29500, ST_Xstring)."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def _shared_strings(source: IO[bytes]) -> list[str]:
    """The table of texts as they are. openpyxl's own drops "x005F_" from any of them."""
    strings: list[str] = []
    for _, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            is_plain = len(node) == 1 and node[0].tag == _PLAIN
            strings.append(node[0].text or "" if is_plain else Text.from_tree(node).content)
            node.clear()
    return strings


openpyxl.reader.excel.read_string_table = _shared_strings
openpyxl.worksheet._reader.iterparse = iterparse
"""Python's own parser, in C: `check_parts` let no document type pass, so nothing is declared that
could be unfolded. That of defusedxml takes three times as long."""
