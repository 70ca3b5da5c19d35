"""Tables for a spreadsheet: a workbook, or CSV where the name of the file says so."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rilo_desktop.language.spreadsheets import csv_table
from rilo_desktop.questions.answer_exports import AnswerTable, is_number

from .rejected_rows import CELL_CHARACTERS, SHEET_NAME, SOUND

ENDINGS = (".xlsx", ".csv")
WIDE, NARROW = 48, 14
LONG = 24
"""A column with a text of more characters is wide, and its texts wrap."""
_MADE = datetime(2000, 1, 1)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def table_content(
    name: str, sheet: str, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """The content of the file of this name. Every text is text, never a formula.

    CSV begins with the mark that Excel wants for UTF-8; a workbook has its heads bold and in
    sight. A text longer than a cell of Excel is cut there, in CSV it is whole.
    """
    if name.lower().endswith(".csv"):
        return codecs.BOM_UTF8 + csv_table(heads, rows)
    return _workbook((_Sheet(sheet, heads, list(rows)),))


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    """Of a path the last part counts; what a sheet's name may not hold is replaced."""
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    """Cells in the order of the heads."""


def _workbook(sheets: Iterable[_Sheet], *, has_numbers: bool = False) -> bytes:
    """With `has_numbers`, what is a number digit for digit is written as one. The same tables give
    the same bytes.
    """
    import xlsxwriter  # 34 ms, for what is seldom written

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    book.set_properties({"created": _MADE})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    wrapped.set_align("top")
    names: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_sheet_name(sheet.name, names))
        for place, head in enumerate(sheet.heads):
            longest = max((len(row[place]) for row in sheet.rows), default=0)
            page.write_string(0, place, head[:CELL_CHARACTERS], bold)
            page.set_column(place, place, WIDE if longest > LONG else NARROW)
        for number, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row):
                if has_numbers and is_number(cell):
                    page.write_number(number, place, float(cell), wrapped)
                elif cell:
                    page.write_string(number, place, cell[:CELL_CHARACTERS], wrapped)
        page.freeze_panes(1, 0)
    book.close()
    return content.getvalue()


def answers_workbook(tables: Iterable[AnswerTable]) -> bytes:
    """A sheet for each table of the answers to a form, in the layout of KoBo's export."""
    sheets = (_Sheet(table.name, table.columns, table.cells) for table in tables)
    return _workbook(sheets, has_numbers=True)


def _sheet_name(name: str, used: set[str]) -> str:
    """As long as a sheet's name may be; none twice."""
    short = _NOT_IN_NAMES.sub("_", name.rpartition("/")[2]).strip("'")[:SHEET_NAME] or "Sheet"
    found, number = short, 1
    while found.casefold() in used:
        number += 1
        tail = f"_{number}"
        found = short[: SHEET_NAME - len(tail)] + tail
    used.add(found.casefold())
    return found
