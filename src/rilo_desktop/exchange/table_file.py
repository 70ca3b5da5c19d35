"""Tables for a spreadsheet: a workbook, OpenDocument, or CSV, as the name of the file says."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rilo_desktop.language.spreadsheets import csv_table
from rilo_desktop.questions.answer_exports import AnswerTable, is_number

from .ods_file import ods_content, xml_text
from .rejected_rows import CELL_CHARACTERS, SHEET_NAME, SOUND

ENDINGS = (".xlsx", ".csv")
WIDE, NARROW = 48, 14
LONG = 24
"""A column with a text of more characters is wide, and its texts wrap."""
PAGE_HEADER = 200
"""Characters of a line above that stand on each printed page too; Excel takes 255."""
_MADE = datetime(2000, 1, 1)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def table_content(
    name: str,
    sheet: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str | Decimal]],
    above: str = "",
) -> bytes:
    """The content of the file of this name. Every text is text, never a formula.

    CSV begins with the mark that Excel wants for UTF-8; a workbook has its heads bold and in
    sight. A text longer than a cell of Excel is cut there, in CSV and OpenDocument it is whole.
    `above`: a line before the heads.
    """
    if name.lower().endswith(".csv"):
        lines = rows if not above else (heads, *rows)
        return codecs.BOM_UTF8 + csv_table([above] if above else heads, lines)
    if name.lower().endswith(".ods"):
        return ods_content(sheet, heads, rows, above)
    return _workbook((_Sheet(sheet, heads, list(rows), above),))


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    """Of a path the last part counts; what a sheet's name may not hold is replaced."""
    heads: Sequence[str]
    rows: Sequence[Sequence[str | Decimal]]
    """Cells in the order of the heads."""
    above: str = ""


def _workbook(sheets: Iterable[_Sheet]) -> bytes:
    """The same tables give the same bytes."""
    import xlsxwriter  # 34 ms, for what is seldom written

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    book.set_properties({"created": _MADE})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    wrapped.set_align("top")
    names: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_sheet_name(sheet.name, names))
        first = 1 if sheet.above else 0
        if sheet.above:
            page.write_string(0, 0, xml_text(sheet.above))
            page.set_header(f"&C{sheet.above[:PAGE_HEADER].replace('&', '&&')}")
        for place, head in enumerate(sheet.heads):
            longest = max((len(str(row[place])) for row in sheet.rows), default=0)
            page.write_string(first, place, head[:CELL_CHARACTERS], bold)
            page.set_column(place, place, WIDE if longest > LONG else NARROW)
        for number, row in enumerate(sheet.rows, first + 1):
            for place, cell in enumerate(row):
                if isinstance(cell, Decimal) and Decimal(f"{float(cell):.16G}") == cell:
                    page.write_number(number, place, float(cell), wrapped)
                elif text := cell if isinstance(cell, str) else f"{cell:f}":
                    page.write_string(number, place, xml_text(text)[:CELL_CHARACTERS], wrapped)
        page.freeze_panes(first + 1, 0)
    book.close()
    return content.getvalue()


def answers_workbook(tables: Iterable[AnswerTable]) -> bytes:
    """A sheet for each table of the answers to a form, in the layout of KoBo's export.

    What is a number digit for digit is written as one.
    """
    return _workbook(
        _Sheet(
            table.name,
            table.columns,
            [[Decimal(cell) if is_number(cell) else cell for cell in row] for row in table.cells],
        )
        for table in tables
    )


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
