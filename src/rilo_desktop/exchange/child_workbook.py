"""An Excel workbook, in the limited child: sizes first, then openpyxl row by row.

openpyxl reads formulas as text, and through defusedxml it refuses entities and document types.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any

import openpyxl.reader.excel
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.cell.text import Text
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import SHEET_MAIN_NS

from .cells import Cell, Day, Fault, Formula, Number, encoded, is_blank
from .child_budget import Budget, Unread
from .limits import LIMITS, MB

LAST_ROW = 1_048_576
"""Of a sheet of Excel. A file may number a row as it likes, and openpyxl gives all before it."""

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl without defusedxml")


def lines_of_workbook(file: IO[bytes]) -> Iterator[Any]:
    """The lines of `reader_process` for a workbook. Raises Unread."""
    check_parts(file)
    try:
        yield from _sheets(file)
    except (Unread, MemoryError):
        raise
    except Exception as fault:
        raise Unread(why(fault)) from None


def _sheets(file: IO[bytes]) -> Iterator[Any]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    budget = Budget()
    for sheet in book.worksheets:
        yield {"sheet": sheet.title}
        yield from _rows(sheet, budget)


def why(fault: BaseException | None) -> str:
    """The code of `failures.MESSAGES`; openpyxl wraps what went wrong in errors of its own."""
    while fault is not None:
        if isinstance(fault, DefusedXmlException):
            return "entities"
        if isinstance(fault, (zipfile.BadZipFile, zlib.error, EOFError)):
            return "damaged"
        fault = fault.__cause__
    return "failed"


def check_parts(file: IO[bytes]) -> None:
    """Sizes as the archive states them; Python's zipfile never unpacks more than stated."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise Unread("damaged") from None
    if len(parts) > LIMITS.parts:
        raise Unread("parts", limit=LIMITS.parts)
    if sum(part.file_size for part in parts) > LIMITS.unpacked_bytes:
        raise Unread("unpacked_size", limit=LIMITS.unpacked_bytes // MB)
    for part in parts:
        if part.file_size > MB and part.file_size > LIMITS.ratio * max(part.compress_size, 1):
            raise Unread("ratio")
        if part.flag_bits & 0x1:
            raise Unread("old_workbook")
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise Unread("not_a_workbook")
    file.seek(0)


def _rows(sheet: Any, budget: Budget) -> Iterator[Any]:
    sheet.reset_dimensions()  # what a file states of its size is not to be trusted
    for at, row in enumerate(sheet.iter_rows(), 1):
        if at > LAST_ROW:
            raise Unread("rows", sheet=sheet.title, row=at, limit=LIMITS.rows)
        cells: list[Cell] = []
        number = 0
        for cell in row:
            value = cell.value
            if value is None:
                continue
            number, column = cell.row, cell.column
            if column > LIMITS.columns:
                where = f"{get_column_letter(column)}{number}"
                raise Unread("columns", sheet=sheet.title, cell=where)
            cells.extend([None] * (column - 1 - len(cells)))
            cells.append(_cell(value, cell.data_type))
        if number and not all(is_blank(cell) for cell in cells):
            budget.spend(sheet.title, number, cells)
            yield [number, [encoded(cell) for cell in cells]]


def _cell(value: Any, data_type: str) -> Cell:
    if data_type == "f":
        return Formula(_formula(value))
    if data_type == "e":
        return Fault(str(value))
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, int):
        return Number(str(value))
    if isinstance(value, float):
        return Number(f"{Decimal(repr(value)):f}") if abs(value) < 1e30 else Fault(repr(value))
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return Day(value.date().isoformat() if midnight else value.isoformat(timespec="seconds"))
    if isinstance(value, date):
        return Day(value.isoformat())
    if isinstance(value, (time, timedelta)):
        return Day(f"T{value}")
    return Fault(str(value))


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
            strings.append(Text.from_tree(node).content)
            node.clear()
    return strings


openpyxl.reader.excel.read_string_table = _shared_strings
