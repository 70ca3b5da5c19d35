"""Rows that were skipped, given back as a workbook that can be mended and imported again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from .cells import Number, text_of
from .import_result import ImportRow, SourceRow
from .tables import KEY, REASONS
from .values import Given

CELL_CHARACTERS = 32_767
"""Most characters of a cell of Excel."""
SHEET_NAME = 31
SOUND = {
    "in_memory": True,  # no plain text in a temporary folder
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def rejected_content(
    rows: Iterable[ImportRow], reasons_of: Callable[[ImportRow], Sequence[str]]
) -> bytes:
    """A workbook of the source rows of these rows, with the reasons beside each record.

    Every text is text, a formula too. A text longer than a cell of Excel holds is left out and the
    reasons say so.
    """
    sheets: dict[str, list[tuple[SourceRow, str]]] = {}
    for row in rows:
        reasons = "\n".join(reasons_of(row))
        for number, source in enumerate(row.source):
            table = sheets.setdefault(source.sheet[:SHEET_NAME] or "Rows", [])
            table.append((source, reasons if number == 0 else ""))
    return _workbook(sheets)


def _workbook(sheets: Mapping[str, Sequence[tuple[SourceRow, str]]]) -> bytes:
    import xlsxwriter  # 34 ms, for what is seldom written

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    bold = book.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        columns = _columns(source for source, _ in rows)
        for place, column in enumerate((*columns, REASONS)):
            sheet.write_string(0, place, column, bold)
        sheet.freeze_panes(1, 1)
        for number, (source, reasons) in enumerate(rows, 1):
            _write_row(sheet, number, columns, source, reasons)
    if not sheets:
        book.add_worksheet("Rows")
    book.close()
    return content.getvalue()


def _columns(rows: Iterable[SourceRow]) -> list[str]:
    """Every column of these rows, the own number first."""
    found = dict.fromkeys(column for row in rows for column in row.cells)
    return sorted(found, key=lambda column: column != KEY)


def _write_row(
    sheet: Any, number: int, columns: Sequence[str], source: SourceRow, reasons: str
) -> None:
    said = [reasons] if reasons else []
    for place, column in enumerate(columns):
        cell = source.cells.get(column)
        text = text_of(cell)
        if len(text) > CELL_CHARACTERS:
            said.append(f"{column}: {len(text)} > {CELL_CHARACTERS}")
        else:
            _write(sheet, number, place, cell, text)
    if said:
        sheet.write_string(number, len(columns), "\n".join(said)[:CELL_CHARACTERS])


def _write(sheet: Any, row: int, column: int, cell: Given, text: str) -> None:
    if isinstance(cell, Number) and Decimal(repr(float(text))) == Decimal(text):
        sheet.write_number(row, column, float(text))
    elif text:
        sheet.write_string(row, column, text)
