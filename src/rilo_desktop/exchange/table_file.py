"""A table for a spreadsheet: a workbook, or CSV where the name of the file says so."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Sequence

from rilo_desktop.language.spreadsheets import csv_table

from .rejected_rows import CELL_CHARACTERS, SHEET_NAME, SOUND

ENDINGS = (".xlsx", ".csv")
WIDE, NARROW = 48, 14
LONG = 24
"""A column with a text of more characters is wide, and its texts wrap."""


def table_content(
    name: str, sheet: str, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """The content of the file of this name. Every text is text, never a formula.

    CSV begins with the mark that Excel wants for UTF-8; a workbook has its heads bold and in
    sight. A text longer than a cell of Excel is cut there, in CSV it is whole.
    """
    if name.lower().endswith(".csv"):
        return codecs.BOM_UTF8 + csv_table(heads, rows)
    return _workbook(sheet, heads, rows)


def _workbook(sheet: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    import xlsxwriter  # 34 ms, for what is seldom written

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    page = book.add_worksheet(sheet[:SHEET_NAME])
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    wrapped.set_align("top")
    held = list(rows)
    for place, head in enumerate(heads):
        longest = max((len(row[place]) for row in held), default=0)
        page.write_string(0, place, head, bold)
        page.set_column(place, place, WIDE if longest > LONG else NARROW)
    for number, row in enumerate(held, 1):
        for place, text in enumerate(row):
            if text:
                page.write_string(number, place, text[:CELL_CHARACTERS], wrapped)
    page.freeze_panes(1, 0)
    book.close()
    return content.getvalue()
